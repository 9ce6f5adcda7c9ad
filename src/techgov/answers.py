"""A question with its numbers: the words from the bank, the answer from the topic's ``answers.py``.

No core file names a topic: the question ``skynet.implied-population`` has its answer in the function
``implied_population`` of ``techgov.topics.skynet.answers``, found by name.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import Any

from techgov import question as q
from techgov.errors import LearnerError
from techgov.fill import evaluate, fill
from techgov.tables import Tables


class QuestionError(LearnerError):
    """A question that does not exist, in one sentence."""


def bank() -> dict[str, dict]:
    """The made question bank: question id -> its words and the lesson it belongs to."""
    return Tables().questions()


@dataclass(frozen=True)
class Posed:
    """One question with its parameters: what a learner sees, and the verdict on an answer.

    seed None gives the question's own numbers; a seed chooses among those it lists under ``vary``.
    """

    question: Any
    lesson: str
    parameters: dict[str, Any]
    seed: int | None
    tables: Tables

    @cached_property
    def answer(self) -> Any:
        """Computed from tables or a model; None for a question that has no right answer."""
        topic, _, name = self.question.id.partition(".")
        function = getattr(import_module(f"techgov.topics.{topic}.answers"), name.replace("-", "_"), None)
        if function is None and self.question.graded:
            raise QuestionError(f"The question '{self.question.id}' has no answer function.")
        return function(self.tables, dict(self.parameters)) if function else None

    @cached_property
    def wrong(self) -> dict[str, Any]:
        """Mistake -> the value it leads to, for a number; -> its place (None where any will do), for a place."""
        if self.question.kind == "number":
            return {one.name: self._value(one.when) for one in self.question.wrong}
        if self.question.kind == "place":
            axes = ("x", "y")[:len(self.question.axes)]
            return {one.name: tuple(self._value(getattr(one.when, axis)) for axis in axes)
                    for one in self.question.wrong}
        return {}

    def _value(self, expression: str | float | None) -> float | None:
        if expression is None or isinstance(expression, float):
            return expression
        return float(evaluate(str(expression), self.tables, **self.parameters, answer=self._known))

    @property
    def _known(self) -> Any:
        """The answer as words and expressions see it."""
        return self.answer.value if isinstance(self.answer, q.Within) else self.answer

    def background(self, ax: Any) -> None:
        """Draw what stands still in a place's chart: the topic's draw.<name>(result, axes) of what its
        model.<name>(tables, **parameters) found."""
        if name := self.question.drawing:
            topic = f"techgov.topics.{self.question.id.partition('.')[0]}"
            result = getattr(import_module(f"{topic}.model"), name)(self.tables, **self.parameters)
            getattr(import_module(f"{topic}.draw"), name)(result, ax)

    def text(self, words: str) -> str:
        """Some of the question's words, filled in."""
        return fill(words, self.tables, **self.parameters)

    def revealed(self, words: str) -> str:
        """Words that may tell the answer."""
        return fill(words, self.tables, **self.parameters, answer=self._known) if "{{" in words else words

    def way(self) -> tuple[str, list[str]]:
        """How to get to the answer, and the answer, a line a part."""
        return self.revealed(self.question.way), [self.revealed(line) for line in self.question.solution(self.answer)]

    def check(self, raw: Any) -> q.Verdict:
        """The verdict on ``raw``, with its message filled in. Never raises for what a learner can type."""
        verdict = self.question.check(raw, self.answer, self.wrong)
        told = verdict.status in ("right", "wrong")  # other messages are no words of the question's
        return replace(verdict, message=self.revealed(verdict.message)) if told else verdict


def pose(id: str, seed: int | None = None) -> Posed:
    """The question ``id`` ready to be asked. Raises QuestionError, in one sentence, if there is none."""
    known = bank()
    if not isinstance(id, str) or id not in known:
        id = str(id)
        close = [other for other in known if other.partition(".")[0] == id.partition(".")[0]] or sorted(known)
        raise QuestionError(f"There is no question '{id}'. There are: {', '.join(close)}.")
    tables = Tables()
    varies = seed is not None and "vary" in known[id]
    return posed(id, tables.templates()[id] if varies else known[id], seed, tables)


def posed(id: str, words: Mapping[str, Any], seed: int | None, tables: Tables) -> Posed:
    """The question of these ``words``, with the numbers of ``seed``."""
    question = q.read({name: value for name, value in words.items() if name != "lesson"})
    return Posed(question, words["lesson"], numbers(id, words, seed), seed, tables)


def numbers(id: str, words: Mapping[str, Any], seed: int | None) -> dict[str, Any]:
    """The parameters of a question, from its words: its own, or with a seed those that it chooses under ``vary``."""
    chooser = random.Random(f"{id}/{seed}")
    varied = {} if seed is None else words.get("vary", {})
    return {**words.get("parameters", {}), **{name: chooser.choice(choices) for name, choices in varied.items()}}
