"""A lesson's plan for a session, from its ``plan.yml``, and how it is fitted into a length of time.

A plan cuts the lesson's cells into **blocks**, each cell into one, and adds blocks that no learner alone has: pairs,
discussions, exercises. A block has a shortest and a longest duration and, unless it always stays, its place in the
order of cuts. :func:`fit` takes a length: blocks are cut in that order until the rest fits with some room, then all are
stretched alike, within their ranges. The same plan thus gives a session of 50 minutes and one of 180.

:func:`read` returns a plan or raises :class:`techgov.documents.SeedError` with every problem at once, with file and
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import nbformat
from pydantic import Field, model_validator

from techgov.documents import Id, Problem, SeedError, read_yaml, validate
from techgov.errors import LearnerError
from techgov.fill import typed_numbers
from techgov.project import ROOT
from techgov.schema import Strict
from techgov.tables import Tables

#: verbs that nobody can check: two instructors who watch one student would not agree whether it has happened
UNCHECKABLE = frozenset("""appreciate be become believe comprehend consider develop discover engage enjoy experience
    explore familiarise familiarize feel gain get grasp have internalise know learn master realise realize recognise
    recognize reflect see sense study think understand value""".split())

LENGTHS = (50, 75, 90, 180)  #: minutes; the lengths that every plan must serve
BREAK_FROM, BREAK = 120, 10  # a session of two hours has a break of ten minutes
ROOM = 0.25  # blocks are cut until this part of each range is free: with all at its shortest, nobody can ask anything
IN_HAND = 0.1  # at most this part of a session may be left without a block

Words = Annotated[str, Field(min_length=1)]


class PlanError(LearnerError):
    """A sheet that cannot be made, in one sentence."""


class Objective(Strict):
    """What a student can do afterwards, beginning with a verb that can be checked, and the questions that test it."""

    id: Id
    can: Words
    questions: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_checked(self):
        verb = self.can.split()[0].strip(",").lower()
        if verb in UNCHECKABLE:
            raise ValueError(f"'{verb}' cannot be checked; write what a student does: compute, sort, rewrite, show …")
        return self


class Block(Strict):
    """A stretch of a session. minutes: shortest and longest. cells: labels of the lesson, or ``first..last`` for all
    from one to the other. look: labels of cells to have on the screen again. questions: those of the exercises.
    cut: 1 goes first; a block without it always stays. do: what the instructor does."""

    title: Words
    kind: Literal["talk", "run", "pairs", "discuss", "exercise"]
    minutes: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]
    cells: list[str] = []
    look: list[str] = []
    questions: list[str] = []
    cut: Annotated[int, Field(ge=1)] | None = None
    do: Words

    @model_validator(mode="after")
    def _shortest_first(self):
        if self.minutes[0] > self.minutes[1]:
            raise ValueError(f"minutes are [shortest, longest]: {self.minutes[0]} is above {self.minutes[1]}")
        return self


class Mistake(Strict):
    """What students usually get wrong: a ``mistake`` that a ``question`` names, whose words stand in questions.yml, or
    what they say (``seen``); and what to ``say``."""

    question: str = ""
    mistake: str = ""
    seen: str = ""
    say: str = ""

    @model_validator(mode="after")
    def _one_of_two(self):
        if not (self.question and self.mistake and not self.seen or self.seen and self.say and not self.question):
            raise ValueError("name a question and its mistake, or write what is seen and what to say")
        return self


class Fallback(Strict):
    """What to do when it fails in front of the class."""

    network: Words
    projector: Words


class Plan(Strict):
    """A lesson's ``plan.yml``."""

    objectives: list[Objective] = Field(min_length=1)
    prerequisites: list[Words]
    material: list[Words] = []
    blocks: list[Block] = Field(min_length=2)
    mistakes: list[Mistake] = Field(min_length=3)
    fallback: Fallback


# the lesson -------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Lesson:
    """A lesson as it was made: its notebook, and the words of its questions by id."""

    stem: str
    notebook: nbformat.NotebookNode
    questions: dict[str, dict]

    @property
    def title(self) -> str:
        return self.notebook.cells[0].source.splitlines()[0].removeprefix("# ").strip()

    @cached_property
    def ids(self) -> list[str]:
        return [cell.id for cell in self.notebook.cells]

    def cells(self, block: Block) -> list[nbformat.NotebookNode]:
        """The cells that ``block`` goes through. Raises KeyError, naming the label, for one that is not there."""
        return [self.notebook.cells[at] for name in block.cells for at in self._range(name)]

    def _range(self, name: str) -> range:
        first, _, last = name.partition("..")
        for label in filter(None, (first, last)):
            if label not in self.ids:
                raise KeyError(label)
        return range(self.ids.index(first), self.ids.index(last or first) + 1)

    def asked(self, block: Block) -> list[str]:
        """The questions of ``block``, those that its cells ask first."""
        return [id for cell in self.cells(block) for id in asked_in(cell)] + list(block.questions)


def asked_in(cell: nbformat.NotebookNode) -> list[str]:
    """The questions that a lesson's cell asks."""
    return re.findall(r'\bask\("([^"]+)"', cell.source) if cell.cell_type == "code" else []


def lessons(root: Path = ROOT) -> list[str]:
    """The stems of all lessons that ask questions, in order: those that have a plan."""
    return sorted(path.parent.name for path in (root / "lessons").glob("*/questions.yml"))


def lesson(stem: str, root: Path = ROOT) -> Lesson:
    """The lesson ``stem`` as it was made. Raises PlanError, in one sentence, where there is none."""
    known = lessons(root)
    if stem not in known:
        raise PlanError(f"There is no lesson '{stem}' to plan. There are: {', '.join(known)}.")
    path = root / "notebooks" / f"{stem}.ipynb"
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError):
        raise PlanError(f"notebooks/{stem}.ipynb is missing or cannot be read. Make it with: make build") from None
    bank = Tables(root / "data").questions()
    return Lesson(stem, notebook, {id: words for id, words in bank.items() if words["lesson"] == stem})


# reading a plan ---------------------------------------------------------------------------------------------

def read(of: Lesson, root: Path = ROOT) -> Plan:
    """The plan of a lesson. Raises SeedError with all problems, each with its file and line."""
    path = root / "lessons" / of.stem / "plan.yml"
    problems: list[Problem] = []
    data, lines = read_yaml(path, problems)
    plan = validate(Plan, data, path, lines, problems) if data is not None else None
    if plan is not None:
        for place, what in _problems(plan, of):
            line = next(lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines)
            problems.append(Problem(f"{of.stem}/{path.name}", line, "", ".".join(map(str, place)), what))
    if problems:
        raise SeedError(sorted(problems, key=lambda one: one.line))
    return plan


Found = Iterator[tuple[tuple, str]]  # a path into the data, and what is wrong there


def _problems(plan: Plan, of: Lesson) -> Found:
    named = list(_unknown(plan, of))
    yield from named
    yield from _cuts(plan)
    yield from _typed(plan)
    if not named:  # what is left out cannot be told while names are wrong
        yield from _covered(plan, of)


def _unknown(plan: Plan, of: Lesson) -> Found:
    """Cells, questions and mistakes that do not exist."""
    for n, block in enumerate(plan.blocks):
        for field in ("cells", "look"):
            for m, name in enumerate(getattr(block, field)):
                for label in name.split("..") if field == "cells" else [name]:
                    if label not in of.ids:
                        yield ("blocks", n, field, m), f"the lesson has no cell '{label}'"
    for part, owners in (("objectives", plan.objectives), ("blocks", plan.blocks)):
        for n, owner in enumerate(owners):
            for m, id in enumerate(owner.questions):
                if id not in of.questions:
                    yield (part, n, "questions", m), f"the lesson has no question '{id}'"
    for n, one in enumerate(plan.mistakes):
        if one.question and one.question not in of.questions:
            yield ("mistakes", n, "question"), f"the lesson has no question '{one.question}'"
        elif one.question and one.mistake not in {w["name"] for w in of.questions[one.question].get("wrong", [])}:
            yield ("mistakes", n, "mistake"), f"'{one.question}' names no mistake '{one.mistake}'"


def _cuts(plan: Plan) -> Found:
    orders = [block.cut for block in plan.blocks]
    for n, cut in enumerate(orders):
        if cut is not None and cut in orders[:n]:
            yield ("blocks", n, "cut"), f"another block is cut as number {cut} already"


def _typed(plan: Plan) -> Found:
    """Numbers in its words that are neither filled in nor typed with a reason."""

    def walk(value, place):
        if isinstance(value, dict):
            for name, part in value.items():
                yield from walk(part, (*place, name))
        elif isinstance(value, list | tuple):
            for n, part in enumerate(value):
                yield from walk(part, (*place, n))
        elif isinstance(value, str) and place[-1] not in ("id", "question", "mistake") and "questions" not in place:
            if found := typed_numbers(value):
                yield place, (f"typed numbers: {', '.join(found)}; fill them in, or write "
                              '{{ typed("...", because="...") }}')

    stored = plan.model_dump()
    for block in stored["blocks"]:
        del block["cells"], block["look"]
    yield from walk(stored, ())


def _covered(plan: Plan, of: Lesson) -> Found:
    """Cells in no block or in two; questions without an objective; objectives that nothing tests once all is cut."""
    at: dict[str, int] = {}
    for n, block in enumerate(plan.blocks):
        for cell in of.cells(block):
            if cell.id in at:
                yield ("blocks", n, "cells"), f"the cell '{cell.id}' is in another block already; look shows it again"
            at[cell.id] = n
    if missing := [id for id in of.ids if id not in at]:
        yield ("blocks",), f"no block has the cells {', '.join(missing)}"
    tested = [id for objective in plan.objectives for id in objective.questions]
    if missing := sorted(set(of.questions) - set(tested)):
        yield ("objectives",), f"no objective is tested by {', '.join(missing)}"
    asked = [id for block in plan.blocks for id in of.asked(block)]
    if missing := sorted(set(of.questions) - set(asked)):
        yield ("blocks",), f"no block asks {', '.join(missing)}"
    always = {id for block in plan.blocks if block.cut is None for id in of.asked(block)
              if of.questions[id]["kind"] != "prediction"}  # a guess tests nothing
    for n, objective in enumerate(plan.objectives):
        if not always & set(objective.questions):
            yield ("objectives", n), "when all is cut that may be, no question is left that tests it"


# fitting it into a session ----------------------------------------------------------------------------------

@dataclass(frozen=True)
class Slot:
    """A row of a sheet: minutes from the beginning, how many it takes, and its block; None is a break, or what is left
    in hand at the end."""

    at: int
    minutes: int
    block: Block | None


def fit(plan: Plan, minutes: int) -> list[Slot]:
    """The session of ``minutes`` minutes, in order; its slots add up to exactly that. Raises PlanError if the plan
    cannot be cut or stretched so far."""
    rest = BREAK if minutes >= BREAK_FROM else 0
    kept = _kept(plan, minutes - rest)
    durations = _stretched(kept, minutes - rest)
    in_hand = minutes - rest - sum(durations)
    if in_hand > IN_HAND * minutes:
        raise PlanError(f"{minutes} minutes are too long: all blocks at their longest fill {sum(durations) + rest}. "
                        "Take two lessons, or make two sessions of it.")
    slots, clock = [], 0
    ends = [sum(durations[:n + 1]) for n in range(len(durations))]
    pause = min(ends, key=lambda end: abs(end - minutes / 2)) if rest else None
    for block, duration, end in zip(kept, durations, ends):
        slots.append(Slot(clock, duration, block))
        clock += duration
        if end == pause:
            slots.append(Slot(clock, rest, None))
            clock += rest
    return slots + ([Slot(clock, in_hand, None)] if in_hand else [])


def by_cut(blocks: list[Block]) -> list[Block]:
    """The blocks that may be cut, the first to go first."""
    return sorted((block for block in blocks if block.cut is not None), key=lambda block: block.cut)


def _kept(plan: Plan, minutes: int) -> list[Block]:
    """The blocks that stay when blocks are cut, in order, until the rest fits into ``minutes`` with ROOM to spare."""
    kept, queue = list(plan.blocks), by_cut(plan.blocks)
    while queue and sum(low + ROOM * (high - low) for low, high in (block.minutes for block in kept)) > minutes:
        kept.remove(queue.pop(0))
    if (needed := sum(block.minutes[0] for block in kept)) > minutes:
        raise PlanError(f"{minutes} minutes are too short: what may not be cut takes at least {needed}.")
    return kept


def _stretched(blocks: list[Block], minutes: int) -> list[int]:
    """A duration for each block, in whole minutes, stretched by the same part of its range (largest remainders)."""
    spare = minutes - sum(block.minutes[0] for block in blocks)
    ranges = [block.minutes[1] - block.minutes[0] for block in blocks]
    part = min(1.0, spare / sum(ranges)) if sum(ranges) else 0.0
    exact = [part * one for one in ranges]
    added = [int(one) for one in exact]
    left = min(spare, sum(ranges)) - sum(added)
    for n in sorted(range(len(exact)), key=lambda n: (added[n] - exact[n], n))[:left]:
        added[n] += 1
    return [block.minutes[0] + one for block, one in zip(blocks, added)]
