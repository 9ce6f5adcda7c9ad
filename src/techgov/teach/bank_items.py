"""The question bank for other systems: which questions, with which numbers, and what every exporter needs of them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from techgov.answers import Posed, bank, pose
from techgov.panel import title

#: kinds that no export takes, and why
LEFT_OUT = {"prediction": "a guess that the lesson comes back to; there is nothing to mark"}


@dataclass(frozen=True)
class Item:
    """One question with one set of numbers. number: 1 for its own, then the variants; of: how many there are."""

    posed: Posed
    number: int
    of: int

    @property
    def id(self) -> str:
        return self.posed.question.id

    @property
    def name(self) -> str:
        """Unique in an export."""
        return self.id if self.of == 1 else f"{self.id} ({self.number} of {self.of})"

    @property
    def key(self) -> str:
        """As ``name``, of letters that are fit for an identifier."""
        return f"{self.id}-{self.number}".replace(".", "-")

    @property
    def lesson(self) -> str:
        """The lesson's number and title: '06 Skynet'."""
        return f"{self.posed.lesson[:2]} {title(self.posed.lesson)}"


@dataclass(frozen=True)
class Lost:
    """What an export does not carry. question: its id; what: the part; why: in words."""

    question: str
    what: str
    why: str


def items(seed: int, variants: int) -> Iterator[Item]:
    """Every question of the bank that has a place elsewhere: with its own numbers, and those that vary with up to
    ``variants`` sets of numbers in all, the others chosen by ``seed``, ``seed`` + 1 and so on, no two alike."""
    for id, words in bank().items():
        if words["kind"] in LEFT_OUT:
            continue
        found = [pose(id)]
        for other in range(seed, seed + 50 * variants if words.get("vary") else seed):
            if len(found) >= variants:
                break
            posed = pose(id, other)
            if all(posed.parameters != one.parameters for one in found):
                found.append(posed)
        for number, posed in enumerate(found, 1):
            yield Item(posed, number, len(found))


def left_out() -> list[Lost]:
    """The questions that :func:`items` leaves out."""
    return [Lost(id, "the question", LEFT_OUT[words["kind"]]) for id, words in bank().items()
            if words["kind"] in LEFT_OUT]


# words ----------------------------------------------------------------------------------------------------------

def paragraphs(*texts: str) -> str:
    """Plain words as HTML: escaped, a paragraph each."""
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts if text)


def listed(texts: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>"


def prompt(posed: Posed) -> str:
    """What is asked, as HTML; a number's unit is said in words."""
    unit = getattr(posed.question, "unit", "")
    how = {"number": f"Answer in {unit}, in digits only.",
           "several": "Choose all that fit.",
           "interval": f"Give the lowest and the highest, in {unit}.",
           "place": "Say where you would place the marker: " + " and ".join(
               axis.label for axis in getattr(posed.question, "axes", [])) + "."}.get(posed.question.kind, "")
    return paragraphs(posed.text(posed.question.prompt), how)


def way(posed: Posed) -> str:
    """How to get to the answer, and the answer, as HTML."""
    text, lines = posed.way()
    return paragraphs(text) + listed(lines)


def for_graders(posed: Posed) -> str:
    """What a person needs who marks the answer, as HTML."""
    question = posed.question
    if question.graded:
        return way(posed) + listed([posed.revealed(one.message) for one in question.wrong])
    samples = "".join(paragraphs(posed.text(one.text), f"({posed.text(one.comment)})") for one in question.samples)
    return listed([posed.text(text) for text in question.rubric]) + samples


def pairs(posed: Posed) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """A sorting or an order as two columns to match: (left, right, which left belongs to which right)."""
    question = posed.question
    left = {name: posed.text(text) for name, text in question.items.items()}
    if question.kind == "classify":
        return left, {name: posed.text(text) for name, text in question.buckets.items()}, dict(posed.answer)
    places = {str(place): f"place {place}" for place in range(1, len(left) + 1)}
    return left, places, {item: str(place) for place, item in enumerate(posed.answer, 1)}


def accepted(posed: Posed, value: Any = None) -> tuple[float, float]:
    """The bounds within which a number is right; with ``value``, within which it is that mistake."""
    answer = posed.answer if value is None else value
    if hasattr(answer, "low"):
        return answer.low, answer.high
    margin = abs(answer) * posed.question.tolerance
    return answer - margin, answer + margin


def for_options(posed: Posed) -> tuple[dict[str, str], int]:
    """Option -> what to say to who chose it; and how many messages belong to no single option."""
    question = posed.question
    if question.kind == "choice":
        said = {one.when: posed.revealed(one.message) for one in question.wrong}
        rest = {name: posed.revealed(question.otherwise) for name in question.options}
        return {**rest, **said, posed.answer: posed.revealed(question.right)}, 0
    single = {one.when.extra[0]: posed.revealed(one.message) for one in question.wrong
              if len(one.when.extra) == 1 and not one.when.missing}
    return single, len(question.wrong) - len(single)


def chart(posed: Posed) -> tuple[bytes, str]:
    """The picture of a place before anything is placed: PNG, and its alternative text with its source."""
    from techgov import picture, placing

    question = posed.question
    alt = (f"{posed.text(question.shows)} Source: {posed.text(question.source)}, {picture.ORIGINS[question.origin]}.")
    return placing.chart(question, posed.background).frame(None), alt
