"""Marks: what a submission's answers are worth, decided here and never by what a student's notebook says of itself.

A mark comes from a value: of the student's variable, read behind the check of its question and judged by the same
``question.check`` that a lesson uses, or of the last answer in a progress file. So an untouched exercise scores
nothing, a check that was deleted or rewritten gives and takes nothing, and a verdict that was printed is not looked at.

Right is all points of a question, anything else none; an argument waits for a person; a prediction has no mark.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from techgov.answers import Posed, QuestionError, bank, pose
from techgov.question import Verdict
from techgov.teach import sandbox
from techgov.teach.submissions import Submission, grade_id, read_notebook

_PEEKS = re.compile(r"\btechgov\.(answers|topics\.\w+\.answers|teach)\b|\bimport\s+answers\b|\bpose\(")


class MarkingError(Exception):
    """Why nothing can be marked, in one sentence."""


@dataclass(frozen=True)
class Asked:
    """A question of an exercise: the cell that checks it, the one that a student edits, the answer's expression."""

    id: str
    cell: str
    edited: str  # nbgrader's grade_id
    expression: str
    seed: int | None = None


@dataclass(frozen=True)
class Assignment:
    """An exercise as it is handed out, and the other questions of its lesson, which are answered in widgets."""

    stem: str
    asked: tuple[Asked, ...]
    checks: Mapping[str, str]  # cell -> its source
    lesson: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """What one question gave. points: None where a person decides. part: 'exercise' or 'lesson'."""

    question: str
    part: str
    status: str  # a Verdict's, or 'not read': nothing was handed in, or its cell was never reached
    points: float | None
    possible: int
    message: str
    answer: Any = None
    mistake: str = ""
    seed: int | None = None
    self_mark: tuple[bool, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Marked:
    """A submission with its marks, in the order of the exercise and then of the lesson."""

    submission: Submission
    marks: tuple[Mark, ...]
    faults: tuple[str, ...] = ()

    def points(self, part: str = "") -> float:
        return sum(mark.points or 0 for mark in self._of(part))

    def possible(self, part: str = "") -> int:
        return sum(mark.possible for mark in self._of(part))

    def waiting(self, part: str = "") -> int:
        """Points that a person has still to give or not."""
        return sum(mark.possible for mark in self._of(part) if mark.points is None)

    def _of(self, part: str) -> Iterator[Mark]:
        return (mark for mark in self.marks if not part or mark.part == part)


# the exercise ----------------------------------------------------------------------------------------------

def read_assignment(path: Path) -> Assignment:
    """The exercise that is handed out as the notebook ``path``. Raises MarkingError."""
    try:
        cells, stem = read_notebook(path.read_bytes())
    except (OSError, ValueError):
        raise MarkingError(f"{path} is missing or is no notebook: make it again with make build.") from None
    asked, checks, edited = [], {}, ""
    for cell in cells:
        edited = grade_id(cell) or edited
        calls = list(_checks(cell["source"])) if cell["metadata"].get("techgov") else []
        for id, expression, seed in calls:
            asked.append(Asked(id, cell["id"], edited, expression, seed))
        if calls:
            checks[cell["id"]] = _shape(cell["source"])
    inside = {one.id for one in asked}
    lesson = tuple(id for id, words in bank().items() if words["lesson"] == stem and id not in inside)
    return Assignment(stem, tuple(asked), checks, lesson)


def _checks(source: str) -> Iterator[tuple[str, str, int | None]]:
    """The question, the answer's expression and the seed of each ``check(...)`` in a cell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "check"):
            continue
        given = {"id": None, "answer": None, "seed": None} | dict(zip(("id", "answer", "seed"), call.args))
        given |= {one.arg: one.value for one in call.keywords}
        if isinstance(given["id"], ast.Constant) and given["answer"] is not None:
            seed = given["seed"].value if isinstance(given["seed"], ast.Constant) else None
            yield str(given["id"].value), ast.unparse(given["answer"]), seed


def _shape(source: str) -> str:
    """Source without what does not matter: comments, spaces, quotation marks."""
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source


# one notebook ----------------------------------------------------------------------------------------------

@dataclass
class Plan:
    """What to run of a notebook: its code cells, with the values to read behind each, and what is odd about it."""

    cells: list[sandbox.Cell]
    reads: dict[str, list[str]]  # question -> keys of its values, the first that is an answer counts
    faults: list[str] = field(default_factory=list)


def plan(assignment: Assignment, cells: Sequence[dict]) -> Plan:
    """Where in a student's notebook each answer is read: behind the last cell that belongs to its question, or at the
    end where none is left."""
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    values: list[dict[str, str]] = [{} for _ in code] or [{}]
    made = Plan([], {})
    for one in assignment.asked:
        checks = [at for at, cell in enumerate(code) if cell["id"] == one.cell or one.id in _names(cell)]
        edited = [at for at, cell in enumerate(code) if grade_id(cell) == one.edited]
        own = [expression for at in checks for id, expression, _ in _checks(code[at]["source"]) if id == one.id]
        expressions = list(dict.fromkeys([one.expression, *own]))
        keys = made.reads[one.id] = [f"{one.id}/{number}" for number in range(len(expressions))]
        values[max([*checks, *edited], default=-1)] |= dict(zip(keys, expressions))
        made.faults += _oddities(assignment, one, [code[at] for at in checks], len(edited), code)
    if any(_PEEKS.search(cell["source"]) for cell in code):
        made.faults.append("The notebook reads answers out of TechGov's own code: ask how they were found.")
    sources = [cell["source"] for cell in code] or [""]
    made.cells = [sandbox.Cell(source, wanted) for source, wanted in zip(sources, values)]
    return made


def _names(cell: dict) -> list[str]:
    """The questions that a check cell says it checks."""
    about = cell["metadata"].get("techgov")
    questions = about.get("questions", []) if isinstance(about, dict) else []
    return questions if isinstance(questions, list) else []


def _oddities(assignment: Assignment, one: Asked, checks: list[dict], edited: int, code: list[dict]) -> Iterator[str]:
    """What is odd about the cells of one question, a sentence each."""
    name = one.edited.removeprefix(f"{assignment.stem}-")
    if not edited:
        renamed = any(cell["id"] == name for cell in code)
        yield (f"The cell {name} was renamed." if renamed else f"The cell {name} was deleted or renamed.") + (
            " Its answer was read all the same.")
    if edited > 1:
        yield f"The cell {name} is there {edited} times; the last value counts."
    if not checks:
        yield f"The check of {one.id} was deleted; it is marked all the same."
    elif any(_shape(check["source"]) != assignment.checks[one.cell] for check in checks):
        yield f"The check of {one.id} was altered; it was marked by the original."
    if len(checks) > 1:
        yield f"The check of {one.id} is there {len(checks)} times."


def mark(assignment: Assignment, submission: Submission, posed: Callable[[str, int | None], Posed] = pose,
         limits: sandbox.Limits = sandbox.Limits(), lesson: bool = True) -> Marked:
    """Run and mark one submission; ``lesson`` says whether its lesson's own questions count. Never raises for what a
    student handed in. Raises SandboxError where nothing can be run."""
    outcome, planned = sandbox.Outcome(), Plan([], {})
    if submission.cells is not None:
        planned = plan(assignment, submission.cells)
        outcome = sandbox.run(planned.cells, limits)
    answers = submission.answers or {}
    marks = [_from_notebook(one, planned, outcome, posed, answers.get(one.id, {})) for one in assignment.asked]
    if lesson:
        marks += [_from_progress(id, submission.answers, posed) for id in assignment.lesson]
    return Marked(submission, tuple(marks), (*submission.faults, *planned.faults, *_happened(outcome)))


def _happened(outcome: sandbox.Outcome) -> Iterator[str]:
    """What went wrong in a run, a sentence each."""
    for cell, why in outcome.stopped.items():
        yield f"{'Before the first code cell' if cell is None else f'In code cell {cell + 1}'} {why}."
    for cell, error in outcome.errors.items():
        yield f"Code cell {cell + 1} failed: {error}"
    if outcome.processes:
        yield f"{outcome.processes} of its processes still ran at the end and were ended."


def _from_notebook(asked: Asked, planned: Plan, outcome: sandbox.Outcome, posed: Callable, entry: Mapping) -> Mark:
    one = posed(asked.id, asked.seed)
    keys = planned.reads.get(asked.id, [])
    if not any(key in outcome.values or key in outcome.missing for key in keys):
        said = Verdict("unanswered", "No notebook was handed in that can be run as far as this.")
        return _mark(one, "exercise", None, said, "not read")
    value, verdict = None, Verdict("unanswered", "Not answered.")
    for key in keys:
        if key in outcome.values and verdict.status == "unanswered":
            value = outcome.values[key]
            verdict = one.check(value)
    return _mark(one, "exercise", value, verdict, self_mark=_self_mark(entry))


def _from_progress(id: str, answers: Mapping[str, dict] | None, posed: Callable) -> Mark:
    entry = (answers or {}).get(id, {})
    seed = entry.get("seed")
    one = posed(id, seed if isinstance(seed, int) else None)
    if answers is None:
        return _mark(one, "lesson", None, Verdict("unanswered", "No progress file was handed in."), "not read")
    if not entry.get("tries"):
        return _mark(one, "lesson", None, Verdict("unanswered", "Not answered."))
    if "answer" not in entry:
        said = Verdict("unclear", "Only a verdict was handed in, from a passport's code, and not the answer.")
        return _mark(one, "lesson", None, said, note="ask for the progress file")
    note = "after the way had been shown" if entry.get("shown") else ""
    return _mark(one, "lesson", entry["answer"], one.check(entry["answer"]), self_mark=_self_mark(entry), note=note)


def _self_mark(entry: Mapping) -> tuple[bool, ...]:
    given = entry.get("self_mark", [])
    return tuple(one is True for one in given) if isinstance(given, list) else ()


def _mark(posed: Posed, part: str, value: Any, verdict: Verdict, status: str = "", **more: Any) -> Mark:
    question = posed.question
    possible = 0 if question.kind == "prediction" else question.points
    waits = question.kind == "argument" and verdict.status == "recorded"
    message = f"{verdict.reading}. {verdict.message}" if verdict.reading else verdict.message
    if waits:
        message = "A person reads it."
    elif verdict.status == "recorded":
        message = "Recorded; a guess has no mark."
    return Mark(question.id, part, status or verdict.status, None if waits else possible * verdict.right, possible,
                message, value, verdict.mistake, posed.seed, **more)


class NotRight(AssertionError):
    """An answer that gives no points, in the words of its question."""


def assert_right(id: str, answer: Any, seed: int | None = None) -> None:
    """What a marking cell of nbgrader runs. Raises NotRight for all but the right answer, the empty one included."""
    verdict = pose(id, seed).check(answer)
    if not verdict.right:
        raise NotRight(str(verdict))


# a class ---------------------------------------------------------------------------------------------------

def posing() -> Callable[[str, int | None], Posed]:
    """``pose`` that poses each question once, so that a class's answers are compared with one that is computed once."""
    made: dict[tuple[str, int | None], Posed] = {}

    def one(id: str, seed: int | None = None) -> Posed:
        if (id, seed) not in made:
            made[id, seed] = pose(id, seed)
        return made[id, seed]

    return one


def mark_all(assignments: Mapping[str, Assignment], submissions: Sequence[Submission], *, jobs: int = 2,
             limits: sandbox.Limits = sandbox.Limits(), say: Callable[[str], None] = print) -> list[Marked]:
    """Mark a class, ``jobs`` at a time, and say who is done. One submission that cannot be marked costs no other."""
    posed = posing()
    with_progress = {one.assignment for one in submissions if one.answers is not None}
    made: dict[int, Marked] = {}

    def one(submission: Submission) -> Marked:
        assignment, lesson = assignments[submission.assignment], submission.assignment in with_progress
        try:
            return mark(assignment, submission, posed, limits, lesson)
        except (sandbox.SandboxError, QuestionError):
            raise
        except Exception as failure:  # a fault of the marker's own: named, and the class goes on
            empty = mark(assignment, Submission(submission.student, submission.assignment, submission.path,
                                                counts=submission.counts), posed, limits, lesson)
            return Marked(submission, empty.marks, (*submission.faults, "It could not be marked: a person has to "
                                                    f"({type(failure).__name__}: {failure})."))

    with ThreadPoolExecutor(jobs) as pool:
        turns = {pool.submit(one, submission): number for number, submission in enumerate(submissions)}
        try:
            for done, turn in enumerate(as_completed(turns), 1):
                marked = made[turns[turn]] = turn.result()
                say(f"{done} of {len(submissions)}  {marked.submission.student}, {marked.submission.assignment}: "
                    f"{marked.points():g} of {marked.possible()} points"
                    + (f", {len(marked.faults)} to look at" if marked.faults else ""))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [made[number] for number in range(len(submissions))]
