"""Kinds of question, checking and feedback: pure, without widgets or files.

The words of a question stand in a lesson's ``questions.yml``; its answer is computed by a function
(:mod:`techgov.answers` finds it). :func:`check` never raises, whatever a learner typed: it returns a
:class:`Verdict`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import Field, model_validator

from techgov import numerals
from techgov.schema import Strict
from techgov.wording import count_words

NOT_YET = "Not answered yet."


@dataclass(frozen=True)
class Within:
    """A numerical answer that rounding leaves open: ``value``, and all from ``low`` to ``high`` is right."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Verdict:
    """status: 'right', 'wrong', 'unanswered', 'unclear' (asked back, no try counted) or 'recorded'.

    message: the feedback, plain text. reading: how the answer was understood. mistake: its name, if known.
    """

    status: Literal["right", "wrong", "unanswered", "unclear", "recorded"]
    message: str
    reading: str = ""
    mistake: str = ""

    @property
    def right(self) -> bool:
        return self.status == "right"

    def __str__(self) -> str:
        sign = {"right": "✓ ", "wrong": "✗ ", "recorded": "✓ Recorded. "}.get(self.status, "")
        return f"{sign}{self.reading + '. ' if self.reading else ''}{self.message}"

    __repr__ = __str__


UNANSWERED = Verdict("unanswered", NOT_YET)


When = TypeVar("When")


class Wrong(Strict, Generic[When]):
    """A wrong answer that a thoughtful learner gives. ``when`` is the kind's own way to recognise it."""

    name: str = Field(pattern=r"^[a-z0-9-]+$")
    when: When
    message: str = Field(min_length=10)


class Sample(Strict):
    text: str
    comment: str


class _Question(Strict):
    """``parameters`` are the question's numbers; ``vary`` lists what a seed may choose for each of them.
    ``typed`` gives the reason for each number that its words hold and that is not filled in."""

    graded: ClassVar[bool] = True  # has a right answer
    id: str = Field(pattern=r"^[a-z_]+\.[a-z0-9-]+$")
    kind: str
    prompt: str
    parameters: dict[str, Any] = {}
    vary: dict[str, list[Any]] = {}
    typed: dict[str, str] = {}
    points: int = Field(1, ge=0)
    minutes: float = Field(2.0, gt=0)

    @model_validator(mode="after")
    def _varies_what_it_has(self):
        for name, choices in self.vary.items():
            if name not in self.parameters or self.parameters[name] not in choices:
                raise ValueError(f"vary.{name} must hold the default that parameters gives")
        return self


class _Graded(_Question):
    hints: list[str] = Field(min_length=3, max_length=3)
    wrong: list[Wrong[Any]] = Field(min_length=1)
    right: str = Field(min_length=10)
    otherwise: str = "That is not it. Take a hint, or look at the table again."

    @model_validator(mode="after")
    def _each_mistake_once(self):
        names = [one.name for one in self.wrong]
        if len(set(names)) < len(names):
            raise ValueError(f"wrong has a name twice: {', '.join(names)}")
        return self


class Number(_Graded):
    """A number with a unit. ``wrong.when`` is an expression of ``answer`` and the parameters."""

    kind: Literal["number"]
    wrong: list[Wrong[str | float]] = Field(min_length=1)
    unit: str
    tolerance: float = Field(0.01, gt=0, lt=0.5)  # relative; for answers without an interval of their own

    def check(self, raw: Any, answer: float | Within, wrong: Mapping[str, float]) -> Verdict:
        try:
            number = _read_number(raw, self.unit)
        except numerals.Unclear as problem:
            return Verdict("unclear", str(problem))
        if number is None:
            return UNANSWERED
        reading = f"Read as {numerals.spell(number, 5)} {self.unit}"
        low, high = _accepted(answer, self.tolerance)
        if low <= number <= high:
            return Verdict("right", self.right, reading)
        for one in self.wrong:
            low, high = _accepted(wrong[one.name], self.tolerance)
            if low <= number <= high:
                return Verdict("wrong", one.message, reading, one.name)
        return Verdict("wrong", self.otherwise, reading)

    def right_answer(self, answer):
        return repr(float(answer.value if isinstance(answer, Within) else answer))

    def wrong_answer(self, one: Wrong, answer, wrong):
        return repr(float(wrong[one.name]))


class Choice(_Graded):
    """One of several options; ``wrong.when`` is an option."""

    kind: Literal["choice"]
    wrong: list[Wrong[str]] = Field(min_length=1)
    options: dict[str, str] = Field(min_length=2)

    @model_validator(mode="after")
    def _known(self):
        return _all_known(self, [w.when for w in self.wrong], self.options)

    def check(self, raw, answer: str, wrong=None) -> Verdict:
        if _blank(raw):
            return UNANSWERED
        if not isinstance(raw, str) or raw not in self.options:
            return Verdict("unclear", f"Answer with one of: {', '.join(self.options)}.")
        if raw == answer:
            return Verdict("right", self.right)
        return _named(self, lambda one: one.when == raw)

    def right_answer(self, answer):
        return answer

    def wrong_answer(self, one, answer, wrong):
        return one.when


class Classify(_Graded):
    """Each item into a bucket; ``wrong.when`` maps items to the wrong buckets that show the mistake."""

    kind: Literal["classify"]
    wrong: list[Wrong[Annotated[dict[str, str], Field(min_length=1)]]] = Field(min_length=1)
    items: dict[str, str] = Field(min_length=2)
    buckets: dict[str, str] = Field(min_length=2)

    @model_validator(mode="after")
    def _known(self):
        _all_known(self, [item for w in self.wrong for item in w.when], self.items)
        return _all_known(self, [bucket for w in self.wrong for bucket in w.when.values()], self.buckets)

    def check(self, raw, answer: Mapping[str, str], wrong=None) -> Verdict:
        if _blank(raw):
            return UNANSWERED
        if not isinstance(raw, Mapping) or not all(
                isinstance(k, str) and k in self.items and (_blank(v) or isinstance(v, str) and v in self.buckets)
                for k, v in raw.items()):
            return Verdict("unclear", f"Answer with a dictionary from {', '.join(self.items)} "
                                      f"to {', '.join(self.buckets)}.")
        missing = sum(_blank(raw.get(item)) for item in self.items)
        if missing:
            return Verdict("unclear", f"{missing} of {len(self.items)} not placed yet.")
        placed = sum(raw[item] == answer[item] for item in self.items)
        if placed == len(self.items):
            return Verdict("right", self.right)
        verdict = _named(self, lambda one: all(raw[item] == bucket for item, bucket in one.when.items()))
        return Verdict("wrong", verdict.message, f"{placed} of {len(self.items)} placed as the evidence has it",
                       verdict.mistake)

    def right_answer(self, answer):
        return dict(answer)

    def wrong_answer(self, one, answer, wrong):
        return {**answer, **one.when}


class Order(_Graded):
    """Items in order, first to last; ``wrong.when`` is a pair [a, b]: a was put before b."""

    kind: Literal["order"]
    wrong: list[Wrong[tuple[str, str]]] = Field(min_length=1)
    items: dict[str, str] = Field(min_length=3)

    @model_validator(mode="after")
    def _known(self):
        if any(first == second for first, second in (w.when for w in self.wrong)):
            raise ValueError("wrong.when names an item before itself")
        return _all_known(self, [item for w in self.wrong for item in w.when], self.items)

    def check(self, raw, answer: Sequence[str], wrong=None) -> Verdict:
        if _blank(raw):
            return UNANSWERED
        raw = _listed(raw)
        if raw is None or not all(isinstance(item, str) for item in raw) or sorted(raw) != sorted(self.items):
            return Verdict("unclear", f"Answer with a list of all of these, each once: {', '.join(self.items)}.")
        if raw == list(answer):
            return Verdict("right", self.right)
        return _named(self, lambda one: raw.index(one.when[0]) < raw.index(one.when[1]))

    def right_answer(self, answer):
        return list(answer)

    def wrong_answer(self, one, answer, wrong):
        order = [item for item in answer if item != one.when[0]]
        order.insert(order.index(one.when[1]), one.when[0])
        return order


class Interval(_Graded):
    """A low and a high bound. Right is an interval that holds the true one and is at most ``widest`` times as
    wide. ``wrong.when`` says how the interval misses it."""

    kind: Literal["interval"]
    wrong: list[Wrong[Literal["apart", "too narrow", "too wide", "swapped"]]] = Field(min_length=1)
    unit: str
    widest: float = Field(1.5, gt=1)

    def check(self, raw, answer: tuple[float, float], wrong=None) -> Verdict:
        if _blank(raw):
            return UNANSWERED
        raw = _listed(raw)
        if raw is None or len(raw) != 2:
            return Verdict("unclear", "Answer with two numbers: the lowest and the highest.")
        try:
            low, high = (_read_number(part, self.unit) for part in raw)
        except numerals.Unclear as problem:
            return Verdict("unclear", str(problem))
        if low is None or high is None:
            return Verdict("unclear", "One bound is still empty: give the lowest and the highest.")
        reading = f"Read as {numerals.spell(low, 5)} to {numerals.spell(high, 5)} {self.unit}"
        true_low, true_high = answer
        slack = 0.002 * (true_high - true_low)  # a bound typed with a few digits is the bound
        if low > high:
            what = "swapped"
        elif high < true_low or low > true_high:
            what = "apart"
        elif low > true_low + slack or high < true_high - slack:
            what = "too narrow"
        elif high - low > self.widest * (true_high - true_low):
            what = "too wide"
        else:
            return Verdict("right", self.right, reading)
        verdict = _named(self, lambda one: one.when == what)
        return Verdict("wrong", verdict.message, reading, verdict.mistake)

    def right_answer(self, answer):
        return [repr(float(bound)) for bound in answer]

    def wrong_answer(self, one, answer, wrong):
        low, high = answer
        width = high - low
        return [repr(float(bound)) for bound in {
            "swapped": (high, low), "apart": (high + width, high + 2 * width),
            "too narrow": (low + width / 4, high - width / 4),
            "too wide": (low - self.widest * width, high + self.widest * width)}[one.when]]


class Prediction(_Question):
    """A number recorded before anything is shown; ``reveal`` is said when the lesson comes back to it."""

    graded: ClassVar[bool] = False
    kind: Literal["prediction"]
    unit: str
    lowest: float = -math.inf
    highest: float = math.inf
    reveal: str

    def check(self, raw, answer=None, wrong=None) -> Verdict:
        try:
            number = _read_number(raw, self.unit)
        except numerals.Unclear as problem:
            return Verdict("unclear", str(problem))
        if number is None:
            return UNANSWERED
        if not self.lowest <= number <= self.highest:
            bounds = [f"{word} {numerals.spell(bound)}" for word, bound in
                      (("at least", self.lowest), ("at most", self.highest)) if math.isfinite(bound)]
            return Verdict("unclear", f"Give a number of {' and '.join(bounds)}.")
        return Verdict("recorded", "The lesson comes back to it at the end.",
                       f"Read as {numerals.spell(number, 5)} {self.unit}")

    def right_answer(self, answer):
        return repr(float(answer.value if isinstance(answer, Within) else answer))


class Argument(_Question):
    """Free text, marked by its writer against a rubric, beside three samples."""

    graded: ClassVar[bool] = False
    kind: Literal["argument"]
    rubric: list[str] = Field(min_length=2)
    samples: list[Sample] = Field(min_length=3, max_length=3)
    longest: int = 5000  # characters

    def check(self, raw, answer=None, wrong=None) -> Verdict:
        if _blank(raw):
            return UNANSWERED
        if not isinstance(raw, str):
            return Verdict("unclear", "Answer with text, in quotation marks.")
        if len(raw) > self.longest:
            return Verdict("unclear", f"That is {len(raw):,} characters; at most {self.longest:,} are kept. "
                                      "Shorten it.")
        if sum(count_words(raw)) < 5:
            return Verdict("unclear", "Write at least a sentence.")
        return Verdict("recorded", "Now mark it yourself against the rubric.")

    def right_answer(self, answer):
        return self.samples[0].text


Question = Annotated[Number | Choice | Classify | Order | Interval | Prediction | Argument,
                     Field(discriminator="kind")]


class Bank(Strict):
    """All questions of one lesson, as ``questions.yml`` holds them."""

    questions: list[Question]

    @model_validator(mode="after")
    def _each_once(self):
        ids = [q.id for q in self.questions]
        for id in ids:
            if ids.count(id) > 1:
                raise ValueError(f"the question id '{id}' is used twice")
        return self


def _blank(raw: Any) -> bool:
    """Nothing, ``...``, white space, or a list or dictionary of nothing else."""
    if isinstance(raw, str):
        return not raw.strip()
    parts = raw.values() if isinstance(raw, Mapping) else raw if isinstance(raw, Sequence) else [raw]
    return all(part is None or part is ... or isinstance(part, str) and not part.strip() for part in parts)


def _listed(raw: Any) -> list | None:
    """A list, tuple, NumPy array or pandas column as a list; None for anything else."""
    if hasattr(raw, "tolist"):  # arrays, columns and indexes have it; so have NumPy's scalars
        raw = raw.tolist()
    return list(raw) if isinstance(raw, list | tuple) else None


def _read_number(raw: Any, unit: str) -> float | None:
    """A number in ``unit`` from text, a number or a column of one number; None for an empty answer."""
    if _blank(raw):
        return None
    if hasattr(raw, "tolist"):
        raw = raw.tolist()
    if isinstance(raw, list) and len(raw) == 1:
        raw = raw[0]
    if isinstance(raw, str):
        read = numerals.read(raw)
        if read.percent and unit != "%":
            raise numerals.Unclear(f"That is a percentage; the answer is in {unit}.")
        return read.value
    try:
        if isinstance(raw, bool):
            raise TypeError
        number = float(raw)
    except (TypeError, ValueError, OverflowError):
        raise numerals.Unclear("That is no number. Answer with one number, such as 1400000 or '1.4 million'.") from None
    if not math.isfinite(number):
        raise numerals.Unclear("That is no finite number. Look for a division by nothing or a missing value.")
    return number


def _accepted(answer: float | Within, tolerance: float) -> tuple[float, float]:
    if isinstance(answer, Within):
        return answer.low, answer.high
    margin = abs(answer) * tolerance
    return answer - margin, answer + margin


def _named(question: _Graded, matches) -> Verdict:
    for one in question.wrong:
        if matches(one):
            return Verdict("wrong", one.message, mistake=one.name)
    return Verdict("wrong", question.otherwise)


def _all_known(question, names, known):
    for name in names:
        if name not in known:
            raise ValueError(f"wrong.when names '{name}', which is none of {', '.join(known)}")
    return question
