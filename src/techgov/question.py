"""Kinds of question, checking and feedback: pure, without widgets or files.

The words of a question stand in a lesson's ``questions.yml``; its answer is computed by a function
(:mod:`techgov.answers` finds it). :func:`check` never raises, whatever a learner typed: it returns a
:class:`Verdict`.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from annotated_types import Ge, Gt, Len, Lt, Predicate

from techgov import numerals
from techgov.wording import count_words

NOT_YET = "Not answered yet."

# What the words of a question have to be is checked once, by pydantic, when the bank is made (bank.py). A learner's
# kernel reads what was checked, and is spared pydantic: 7 MB.
_STRICT = {"extra": "forbid", "str_strip_whitespace": True}
Words = Annotated[str, Len(10)]  # enough to say something


def _plain(name: str) -> bool:
    """Small letters, digits and hyphens."""
    return re.fullmatch(r"[a-z0-9-]+", name) is not None


def _topic_and_name(id: str) -> bool:
    """<topic>.<name>, in small letters, digits, underscores and hyphens."""
    return re.fullmatch(r"[a-z_]+\.[a-z0-9-]+", id) is not None


@dataclass(frozen=True, kw_only=True)
class _Checked:
    """What pydantic checks, when asked to: the types with their bounds, and nothing besides."""

    __pydantic_config__: ClassVar = _STRICT



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
    score: from 0 to 1, for kinds that measure how good an answer is beside right or wrong.
    """

    status: Literal["right", "wrong", "unanswered", "unclear", "recorded"]
    message: str
    reading: str = ""
    mistake: str = ""
    score: float | None = None

    @property
    def right(self) -> bool:
        return self.status == "right"

    def __str__(self) -> str:
        sign = {"right": "✓ ", "wrong": "✗ ", "recorded": "✓ Recorded. "}.get(self.status, "")
        return f"{sign}{self.reading + '. ' if self.reading else ''}{self.message}"

    __repr__ = __str__


UNANSWERED = Verdict("unanswered", NOT_YET)


When = TypeVar("When")


@dataclass(frozen=True, kw_only=True)
class Wrong(_Checked, Generic[When]):
    """A wrong answer that a thoughtful learner gives. ``when`` is the kind's own way to recognise it."""

    name: Annotated[str, Predicate(_plain)]
    when: When
    message: Words


Mistakes = Annotated[list[Wrong[When]], Len(1)]


@dataclass(frozen=True, kw_only=True)
class Sample(_Checked):
    text: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class _Question(_Checked):
    """``parameters`` are the question's numbers; ``vary`` lists what a seed may choose for each of them.
    ``typed`` gives the reason for each number that its words hold and that is not filled in."""

    graded: ClassVar[bool] = True  # has a right answer
    id: Annotated[str, Predicate(_topic_and_name)]
    kind: str
    prompt: str
    parameters: dict[str, Any] = field(default_factory=dict)
    vary: dict[str, list[Any]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    points: Annotated[int, Ge(0)] = 1
    minutes: Annotated[float, Gt(0)] = 2.0

    def __post_init__(self):
        for name, choices in self.vary.items():
            if name not in self.parameters or self.parameters[name] not in choices:
                raise ValueError(f"vary.{name} must hold the default that parameters gives")


@dataclass(frozen=True, kw_only=True)
class _Graded(_Question):
    """``way`` says how to get to the answer: it is shown after two tries, and may hold ``answer``."""

    hints: Annotated[list[str], Len(3, 3)]
    way: Annotated[str, Len(20)]
    wrong: Mistakes[Any]
    right: Words
    otherwise: str = "That is not it. Take a hint, or look at the table again."
    when: ClassVar[Callable[[Any], Any]] = staticmethod(lambda when: when)  # makes wrong.when of its stored form

    def __post_init__(self):
        super().__post_init__()
        names = [one.name for one in self.wrong]
        if len(set(names)) < len(names):
            raise ValueError(f"wrong has a name twice: {', '.join(names)}")
        self._check_names()

    def _check_names(self) -> None:
        """Raises ValueError where wrong.when names what the question does not have."""


@dataclass(frozen=True, kw_only=True)
class Number(_Graded):
    """A number with a unit. ``wrong.when`` is an expression of ``answer`` and the parameters."""

    kind: Literal["number"]
    wrong: Mistakes[str | float]
    unit: str
    tolerance: Annotated[float, Gt(0), Lt(0.5)] = 0.01  # relative; for answers without an interval of their own

    def check(self, raw: Any, answer: float | Within, wrong: Mapping[str, float]) -> Verdict:
        try:
            number = _read_number(raw, self.unit)
        except numerals.Unclear as problem:
            return Verdict("unclear", str(problem))
        if number is None:
            return UNANSWERED
        reading = f"Read as {numerals.echo(number)} {self.unit}"
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

    def solution(self, answer):
        """The right answer in words, a line a part (templates, like all words of a question)."""
        if isinstance(answer, Within):
            return [f"{numerals.spell(answer.value, 5)} {self.unit}; {numerals.spell(answer.low, 5)} to "
                    f"{numerals.spell(answer.high, 5)} is right"]
        return [f"{numerals.spell(answer, 5)} {self.unit}"]


@dataclass(frozen=True, kw_only=True)
class Choice(_Graded):
    """One of several options; ``wrong.when`` is an option."""

    kind: Literal["choice"]
    wrong: Mistakes[str]
    options: Annotated[dict[str, str], Len(2)]

    def _check_names(self):
        _all_known([w.when for w in self.wrong], self.options)

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

    def solution(self, answer):
        return [self.options[answer]]


@dataclass(frozen=True, kw_only=True)
class Off(_Checked):
    """How a set of options misses the right one: ``missing`` were not chosen, ``extra`` were."""

    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def __post_init__(self):
        if not self.missing and not self.extra:
            raise ValueError("when needs missing, extra or both")


@dataclass(frozen=True, kw_only=True)
class Several(_Graded):
    """All options that fit, at least one. Right is exactly the set; ``wrong.when`` names options that are missing
    from it and options that are in it by mistake."""

    kind: Literal["several"]
    wrong: Mistakes[Off]
    options: Annotated[dict[str, str], Len(3)]

    when: ClassVar = staticmethod(lambda when: Off(**when))

    def _check_names(self):
        _all_known([name for w in self.wrong for name in (*w.when.missing, *w.when.extra)], self.options)

    def chosen(self, raw: Any) -> set[str] | None:
        """The options that ``raw`` names (a list, set, column, one name, or name -> yes or no); None for others."""
        if isinstance(raw, Mapping):
            if not all(value is True or value is False or value is None for value in raw.values()):
                return None
            raw = [name for name, value in raw.items() if value]
        names = [raw] if isinstance(raw, str) else list(raw) if isinstance(raw, Set) else _listed(raw)
        if names is None or not all(isinstance(name, str) and name in self.options for name in names):
            return None
        return set(names)

    def check(self, raw, answer: Set, wrong=None) -> Verdict:
        if _blank(raw):
            return UNANSWERED
        chosen = self.chosen(raw)
        if chosen is None:
            return Verdict("unclear", f"Answer with a set of some of these: {', '.join(self.options)}.")
        if not chosen:
            return UNANSWERED
        if chosen == set(answer):
            return Verdict("right", self.right)
        verdict = _named(self, lambda one: not chosen & set(one.when.missing) and chosen >= set(one.when.extra))
        return Verdict("wrong", verdict.message, f"Of the {len(chosen)} that you chose {len(chosen & set(answer))} fit",
                       verdict.mistake)

    def right_answer(self, answer):
        return [name for name in self.options if name in answer]

    def wrong_answer(self, one, answer, wrong):
        return [name for name in self.options
                if name in one.when.extra or name in answer and name not in one.when.missing]

    def solution(self, answer):
        return [self.options[name] for name in self.right_answer(answer)]


@dataclass(frozen=True, kw_only=True)
class Classify(_Graded):
    """Each item into a bucket; ``wrong.when`` maps items to the wrong buckets that show the mistake."""

    kind: Literal["classify"]
    wrong: Mistakes[Annotated[dict[str, str], Len(1)]]
    items: Annotated[dict[str, str], Len(2)]
    buckets: Annotated[dict[str, str], Len(2)]

    def _check_names(self):
        _all_known([item for w in self.wrong for item in w.when], self.items)
        _all_known([bucket for w in self.wrong for bucket in w.when.values()], self.buckets)

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

    def solution(self, answer):
        return [f"{self.buckets[answer[item]]}: {text}" for item, text in self.items.items()]


@dataclass(frozen=True, kw_only=True)
class Order(_Graded):
    """Items in order, first to last; ``wrong.when`` is a pair [a, b]: a was put before b."""

    kind: Literal["order"]
    wrong: Mistakes[tuple[str, str]]
    when: ClassVar = staticmethod(tuple)
    items: Annotated[dict[str, str], Len(3)]

    def _check_names(self):
        if any(first == second for first, second in (w.when for w in self.wrong)):
            raise ValueError("wrong.when names an item before itself")
        _all_known([item for w in self.wrong for item in w.when], self.items)

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

    def solution(self, answer):
        return [f"{place}. {self.items[item]}" for place, item in enumerate(answer, 1)]


@dataclass(frozen=True, kw_only=True)
class Interval(_Graded):
    """A low and a high bound. Right is an interval that holds the true one and is at most ``widest`` times as
    wide. ``wrong.when`` says how the interval misses it.

    The score is how much of the given interval the true one fills, from 1 (no wider than it need be) downwards; an
    interval that leaves out something possible scores 0.
    """

    kind: Literal["interval"]
    wrong: Mistakes[Literal["apart", "too narrow", "too wide", "swapped"]]
    unit: str
    widest: Annotated[float, Gt(1)] = 1.5

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
        true_low, true_high = answer
        true, given = true_high - true_low, high - low
        slack = 0.002 * true  # a bound typed with a few digits is the bound
        holds = low <= true_low + slack and high >= true_high - slack
        score = 0.0 if not holds else 1.0 if given <= true else true / given
        what = ("swapped" if low > high else "apart" if high < true_low or low > true_high else
                "too narrow" if not holds else "too wide" if given > self.widest * true else None)
        filled = "100%" if score > 0.999 else "less than 0.1%" if score < 0.001 else f"{numerals.spell(100 * score)}%"
        words = (f"it holds all that is possible, which fills {filled} of it" if holds else
                 "it leaves out some of what is possible")
        reading = (f"Read as {numerals.echo(low)} to {numerals.echo(high)} {self.unit}. "
                   f"Score {numerals.spell(score, 2)} of 1: {words}")
        if what is None:
            return Verdict("right", self.right, reading, score=score)
        verdict = _named(self, lambda one: one.when == what)
        return Verdict("wrong", verdict.message, reading, verdict.mistake, score)

    def right_answer(self, answer):
        return [repr(float(bound)) for bound in answer]

    def wrong_answer(self, one, answer, wrong):
        low, high = answer
        width = high - low
        return [repr(float(bound)) for bound in {
            "swapped": (high, low), "apart": (high + width, high + 2 * width),
            "too narrow": (low + width / 4, high - width / 4),
            "too wide": (low - self.widest * width, high + self.widest * width)}[one.when]]

    def solution(self, answer):
        return [f"{numerals.spell(answer[0], 5)} to {numerals.spell(answer[1], 5)} {self.unit}"]


@dataclass(frozen=True, kw_only=True)
class Axis(_Checked):
    """One axis of a chart: from ``low`` to ``high`` in ``step``; a place within ``tolerance`` of the right one is
    right (0: what rounds to the right step)."""

    label: str
    low: float
    high: float
    step: Annotated[float, Gt(0)] = 1
    tolerance: Annotated[float, Ge(0)] = 0

    def __post_init__(self):
        if not self.low < self.high or self.step > self.high - self.low:
            raise ValueError("an axis goes from low up to high, in at least one step")

    @property
    def whole(self) -> bool:
        """Whether every step is a whole number."""
        return all(float(one).is_integer() for one in (self.low, self.high, self.step))

    def near(self, value: float, right: float) -> bool:
        return abs(value - right) <= max(self.tolerance, self.step / 2) * (1 + 1e-9)

    def number(self, value: float) -> str:
        """A place in digits; a year keeps its four together."""
        return (f"{value:.10g}" if abs(value) < 10_000 else numerals.echo(value)).replace("-", "−")

    def say(self, value: float) -> str:
        """A place in words: 'year: 2016'."""
        return f"{self.label}: {self.number(value)}"


@dataclass(frozen=True, kw_only=True)
class Spot(_Checked):
    """Where a mistake leads: an expression of ``answer`` and the parameters for one axis or both."""

    x: str | float | None = None
    y: str | float | None = None

    def __post_init__(self):
        if self.x is None and self.y is None:
            raise ValueError("when needs x, y or both")


@dataclass(frozen=True, kw_only=True)
class Place(_Graded):
    """A place on a chart: a number on the axis ``x``, or a pair on ``x`` and ``y``.

    ``drawing`` names what draws what stands still: the topic's draw.<name>(result, axes), of the result of its
    model.<name>(tables, **parameters). ``source`` and
    ``origin`` are the picture's, as :func:`techgov.picture.show` takes them; ``shows`` says in a sentence what a
    reader sees before anything is placed.
    """

    kind: Literal["place"]
    wrong: Mistakes[Spot]
    x: Axis
    y: Axis | None = None
    drawing: str = ""
    shows: Annotated[str, Len(20)]
    source: str
    origin: Literal["documents", "derived", "outside", "simulated"]

    when: ClassVar = staticmethod(lambda when: Spot(**when))

    def _check_names(self):
        if self.y is None and any(w.when.y is not None for w in self.wrong):
            raise ValueError("wrong.when names y, and there is no such axis")

    @property
    def axes(self) -> list[Axis]:
        return [self.x] if self.y is None else [self.x, self.y]

    def check(self, raw, answer: float | tuple[float, float], wrong: Mapping[str, tuple]) -> Verdict:
        if _blank(raw):
            return UNANSWERED
        parts = _listed(raw)
        parts = [raw] if parts is None else parts
        if len(parts) != len(self.axes):
            labels = " and ".join(axis.label for axis in self.axes)
            return Verdict("unclear", f"Answer with {'one number' if self.y is None else 'two numbers'}: {labels}.")
        place = []
        for axis, part in zip(self.axes, parts):
            try:
                number = _read_number(part, axis.label)
            except numerals.Unclear as problem:
                return Verdict("unclear", f"{axis.label}: {problem}")
            if number is None:
                return Verdict("unclear", f"{axis.label} is still empty.")
            if not axis.low <= number <= axis.high:
                return Verdict("unclear", f"{axis.say(number)} is not on the chart, which goes from {axis.low:.10g} to "
                                          f"{axis.high:.10g}.")
            place.append(number)
        reading = f"Placed at {self.spell(place)}"
        if all(axis.near(one, right) for axis, one, right in zip(self.axes, place, _listed(answer) or [answer])):
            return Verdict("right", self.right, reading)
        verdict = _named(self, lambda one: all(
            spot is None or axis.near(at, spot) for axis, at, spot in zip(self.axes, place, wrong[one.name])))
        return Verdict("wrong", verdict.message, reading, verdict.mistake)

    def spell(self, place: Sequence[float]) -> str:
        """A place in words: 'year: 2016', 'across: 25, up: 16.7'."""
        return ", ".join(axis.say(value) for axis, value in zip(self.axes, place))

    def right_answer(self, answer):
        return [float(one) for one in _listed(answer) or [answer]]

    def wrong_answer(self, one, answer, wrong):
        rights = self.right_answer(answer)
        return [float(right if spot is None else spot) for right, spot in zip(rights, wrong[one.name])]

    def solution(self, answer):
        return [self.spell([float(f"{one:.4g}") for one in self.right_answer(answer)])]


@dataclass(frozen=True, kw_only=True)
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
                       f"Read as {numerals.echo(number)} {self.unit}")

    def right_answer(self, answer):
        return repr(float(answer.value if isinstance(answer, Within) else answer))


@dataclass(frozen=True, kw_only=True)
class Argument(_Question):
    """Free text, marked by its writer against a rubric, beside three samples."""

    graded: ClassVar[bool] = False
    kind: Literal["argument"]
    rubric: Annotated[list[str], Len(2)]
    samples: Annotated[list[Sample], Len(3, 3)]
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


KINDS = {"number": Number, "choice": Choice, "several": Several, "classify": Classify, "order": Order,
         "interval": Interval, "place": Place, "prediction": Prediction, "argument": Argument}


def read(words: Mapping[str, Any]) -> Any:
    """One question from its words, as the made question bank holds them."""
    kind, words = KINDS[words["kind"]], dict(words)
    if kind.graded:
        words["wrong"] = [Wrong(**{**one, "when": kind.when(one["when"])}) for one in words["wrong"]]
    if kind is Argument:
        words["samples"] = [Sample(**one) for one in words["samples"]]
    if kind is Place:
        words |= {axis: Axis(**words[axis]) for axis in ("x", "y") if words.get(axis)}
    return kind(**words)


def _blank(raw: Any) -> bool:
    """Nothing, ``...``, white space, or a list, set or dictionary of nothing else."""
    if isinstance(raw, str):
        return not raw.strip()
    parts = raw.values() if isinstance(raw, Mapping) else raw if isinstance(raw, Sequence | Set) else [raw]
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
        read = numerals.read(raw, unit)
        whole = 1 if unit.startswith("of one") else 100 if re.search("%|per cent|^of (100|a hundred)", unit) else None
        if read.percent and not whole:
            what = "a number" if unit.startswith("of ") else "in"
            raise numerals.Unclear(f"That is a percentage; the answer is {what} {unit}.")
        if read.percent:
            return read.value * (whole / 100)
        in_words = not read.step and 0 < read.value < 1  # four fifths, 一半: of the whole
        return read.value * whole if whole and in_words else read.value
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


def _all_known(names, known) -> None:
    for name in names:
        if name not in known:
            raise ValueError(f"wrong.when names '{name}', which is none of {', '.join(known)}")
