"""A run sheet: what an instructor holds in hand during a session, from the lesson's plan, as Markdown or HTML.

    >>> from techgov.teach.runsheet import make
    >>> sheet = make("06_skynet", 50, start="10:15")
    >>> print(sheet.markdown)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from techgov.answers import pose
from techgov.fill import fill
from techgov.project import ROOT, write_atomically
from techgov.tables import Tables
from techgov.teach import paper
from techgov.teach.plan import Block, Lesson, Mistake, Plan, PlanError, Slot, by_cut, fit, lesson, read


def clock(minutes: int, start: int | None = None) -> str:
    """75 -> '1:15', from the beginning of the session; with ``start``, in minutes since midnight, the time of day."""
    hours, rest = divmod(minutes + (start or 0), 60)
    return f"{hours % 24 if start is not None else hours}:{rest:02d}"


def start_minutes(words: str) -> int:
    """'10:15' -> 615. Raises PlanError."""
    if not (found := re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", words.strip())):
        raise PlanError(f"'{words}' is no time of day: write it as 10:15.")
    return 60 * int(found[1]) + int(found[2])


@dataclass(frozen=True)
class Sheet:
    """A plan fitted into a session."""

    lesson: Lesson
    plan: Plan
    minutes: int
    slots: list[Slot]
    start: int | None = None

    @property
    def blocks(self) -> list[Block]:
        return [slot.block for slot in self.slots if slot.block]

    @property
    def asked(self) -> set[str]:
        """The questions that come up."""
        return {id for block in self.blocks for id in self.lesson.asked(block)}

    @property
    def markdown(self) -> str:
        parts = [self._head(), self._clock(), self._cuts(), self._mistakes(), self._fallback()]
        return fill("\n".join(parts), Tables())

    @property
    def html(self) -> str:
        return paper.page(f"{self.lesson.title}: {self.minutes} minutes", self.markdown)

    def write(self, path: Path) -> None:
        """Write it, as HTML where the name ends in .html, else as Markdown. Raises PlanError where that cannot be."""
        try:
            write_atomically(path, self.html if path.suffix.lower() in (".html", ".htm") else self.markdown)
        except OSError as problem:
            raise PlanError(f"{path} cannot be written ({problem.strerror}). Give another --out.") from None

    # its parts ----------------------------------------------------------------------------------------------
    def _head(self) -> str:
        exercises = any(block.kind == "exercise" for block in self.blocks)
        material = [f"`notebooks/{self.lesson.stem}.ipynb`, run once from top to bottom, open at every student's seat"]
        material += [f"`exercises/{self.lesson.stem}.ipynb`, untouched"] if exercises else []
        lines = [f"# {self.lesson.title}", "", f"Run sheet for {self.minutes} minutes · lesson {self.lesson.stem}", "",
                 "## Afterwards students can", ""]
        lines += [f"{n}. {one.can}" for n, one in enumerate(self.plan.objectives, 1)]
        lines += ["", "**Before.** " + " ".join(self.plan.prerequisites), "",
                  "**Have ready.** " + ". ".join([*material, *(m.rstrip(".") for m in self.plan.material)]) + ".", ""]
        return "\n".join(lines)

    def _clock(self) -> str:
        lines = ["## The clock", "", "| clock | min | how | what | cells and questions | for |",
                 "| --- | --- | --- | --- | --- | --- |"]
        lines += [self._row(slot, last=slot is self.slots[-1]) for slot in self.slots]
        return "\n".join([*lines, f"| {clock(self.minutes, self.start)} | | | **The end** | | |", ""])

    def _row(self, slot: Slot, last: bool) -> str:
        start = f"| {clock(slot.at, self.start)} | {slot.minutes} |"
        if slot.block is None:
            return f"{start} | **{'In hand, for questions' if last else 'Break'}** | | |"
        asked = set(self.lesson.asked(slot.block))
        serves = [str(n) for n, one in enumerate(self.plan.objectives, 1) if asked & set(one.questions)]
        what = f"**{_sentence(slot.block.title)}** {slot.block.do}"
        return f"{start} {slot.block.kind} | {paper.cell(what)} | {self._uses(slot.block)} | {', '.join(serves)} |"

    def _uses(self, block: Block) -> str:
        cells = [f"`{name.replace('..', '` to `')}`" for name in block.cells]
        again = [f"show `{name}`" for name in block.look]
        own = [f"`{id.partition('.')[2]}`" for id in block.questions]
        return ", ".join(cells + again + own)

    def _cuts(self) -> str:
        left_out = [block.title for block in self.plan.blocks if block not in self.blocks]
        late = [block.title for block in by_cut(self.blocks)]
        lines = [f"**Left out today**, and good homework: {'; '.join(left_out)}" if left_out else
                 "Nothing is left out."]
        lines += ["", f"**If you run late**, drop, in this order: {'; '.join(late)}" if late else
                  "**If you run late**, shorten: nothing more can be dropped without losing an objective.", ""]
        return "\n".join(lines)

    def _mistakes(self) -> str:
        met = [one for one in self.plan.mistakes if not one.question or one.question in self.asked]
        return "\n".join(["## What students get wrong, and what to say", "",
                          *(f"- {_said(one)}" for one in met), ""])

    def _fallback(self) -> str:
        return "\n".join(["## If it fails", "", f"**The network.** {self.plan.fallback.network}", "",
                          f"**The projector.** {self.plan.fallback.projector}", ""])


def _sentence(title: str) -> str:
    return title if title[-1] in "?!." else f"{title}."


def _said(one: Mistake) -> str:
    """A mistake as a line; the message of one that a question names comes from the question."""
    if not one.question:
        return f"“{one.seen}” {one.say}"
    posed = pose(one.question)
    message = next(posed.revealed(w.message) for w in posed.question.wrong if w.name == one.mistake)
    topic_free = one.question.partition(".")[2]
    return " ".join(f"`{topic_free}`, *{one.mistake.replace('-', ' ')}*: {message} {one.say}".split())


def make(stem: str, minutes: int = 50, start: str | None = None, root: Path = ROOT) -> Sheet:
    """The run sheet of lesson ``stem`` for a session of ``minutes`` minutes.

    start: when the session begins, such as '10:15'; without it the clock begins at 0:00.
    Raises PlanError for a lesson that does not exist or a length that the plan cannot serve, SeedError for a plan that
    is not in order.
    """
    of = lesson(stem, root)
    plan = read(of, root)
    return Sheet(of, plan, minutes, fit(plan, minutes), None if start is None else start_minutes(start))
