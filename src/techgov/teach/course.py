"""A course of several sessions, from a file of courses/: what to read before, what to do in class and at home, what
counts. An instructor's own course is one more file there.

    >>> from techgov.teach.course import make
    >>> print(make(3).markdown)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import nbformat
from pydantic import Field, model_validator

from techgov.documents import Id, Problem, SeedError, read_yaml, validate
from techgov.fill import fill, typed_numbers
from techgov.project import ROOT, write_atomically
from techgov.schema import Strict
from techgov.tables import Tables
from techgov.teach import paper
from techgov.teach.plan import PlanError, Words


class Session(Strict):
    """One meeting. read: documents, by slug, before it. outside: entries of what other sources say. homework: lessons
    whose exercises are done after it."""

    title: Words
    lessons: list[str] = Field(min_length=1)
    minutes: Annotated[int, Field(ge=15, le=240)]
    read: list[Id] = []
    outside: list[Id] = []
    homework: list[str] = []
    do: Words


class Part(Strict):
    """A part of the assessment, in per cent."""

    what: Words
    share: Annotated[int, Field(ge=1, le=100)]


class Course(Strict):
    """A file of courses/."""

    name: Words
    for_whom: Words
    sessions: list[Session] = Field(min_length=1)
    assessment: list[Part] = Field(min_length=1)
    note: str = ""

    @model_validator(mode="after")
    def _whole(self):
        if (total := sum(part.share for part in self.assessment)) != 100:
            raise ValueError(f"the assessment's shares add up to {total}, not to 100")
        return self


def courses(root: Path = ROOT) -> dict[Path, Course]:
    """Every course by its file, the shortest first. Raises SeedError with all problems, each with file and line."""
    problems: list[Problem] = []
    found = {path: _read(path, root, problems) for path in sorted((root / "courses").glob("*.yml"))}
    if problems:
        raise SeedError(problems)
    return dict(sorted(found.items(), key=lambda one: len(one[1].sessions)))


def _read(path: Path, root: Path, problems: list[Problem]) -> Course | None:
    data, lines = read_yaml(path, problems)
    course = validate(Course, data, path, lines, problems) if data is not None else None
    for n, session in enumerate(course.sessions if course else []):
        for field, what in _problems(session, root):
            line = lines.get(("sessions", n, field), lines["sessions", n])
            problems.append(Problem(path.name, line, session.title, field, what))
    return course


def _problems(session: Session, root: Path):
    tables = Tables(root / "data")
    for field in ("lessons", "homework"):
        source = "lesson.md" if field == "lessons" else "exercises.md"
        for stem in getattr(session, field):
            if not (root / "lessons" / stem / source).is_file():
                yield field, f"there is no lessons/{stem}/{source}"
    for field, table, key in (("read", "documents", "slug"), ("outside", "outside", "id")):
        for id in getattr(session, field):
            if id not in set(tables[table][key]):
                yield field, f"the table {table} has no '{id}'"
    if typed := typed_numbers(session.do):
        yield "do", f"typed numbers: {', '.join(typed)}; fill them in"


@dataclass(frozen=True)
class Syllabus:
    """A course as it is handed out, as Markdown or HTML."""

    title: str
    markdown: str

    def write(self, path: Path) -> None:
        """Write it, as HTML where the name ends in .html. Raises PlanError where that cannot be."""
        html = path.suffix.lower() in (".html", ".htm")
        try:
            write_atomically(path, paper.page(self.title, self.markdown) if html else self.markdown)
        except OSError as problem:
            raise PlanError(f"{path} cannot be written ({problem.strerror}). Give another --out.") from None


def make(sessions: int | None = None, root: Path = ROOT) -> Syllabus:
    """The course of so many sessions; without a number, which courses there are.

    Raises PlanError if there is none of that length, SeedError if a file of courses/ is not in order.
    """
    known = courses(root)
    lengths = ", ".join(f"{len(one.sessions)} ({one.name})" for one in known.values())
    if sessions is None:
        lines = [f"- {len(one.sessions)}: {one.name}. {one.for_whom}" for one in known.values()]
        return Syllabus("Courses", "\n".join(["# Courses, by their sessions", "", *lines, "",
                                              "`techgov course --sessions N` prints one.", ""]))
    chosen = next((one for one in known.values() if len(one.sessions) == sessions), None)
    if chosen is None:
        raise PlanError(f"There is no course of {sessions} sessions. There are: {lengths}. Your own is one more file "
                        "in courses/.")
    return Syllabus(chosen.name, fill(_markdown(chosen, root), Tables(root / "data")))


def _markdown(course: Course, root: Path) -> str:
    lines = [f"# {course.name}", "", course.for_whom, ""]
    for n, session in enumerate(course.sessions, 1):
        lines += [f"## {n}. {session.title} ({session.minutes} minutes)", ""]
        lines += [f"- **Read before:** {_documents(session)}"] if session.read else []
        lines += [f"- **What other sources say:** {_outside(session, root)}"] if session.outside else []
        lines += [f"- **In class:** {_lessons(session)} {session.do}"]
        lines += [f"- **At home:** {_homework(session, root)}"] if session.homework else []
        lines += [""]
    lines += ["## What counts", "", "| part | per cent |", "| --- | --- |"]
    lines += [f"| {part.what} | {part.share} |" for part in course.assessment]
    return "\n".join([*lines, "", course.note, ""])


def _documents(session: Session) -> str:
    return "; ".join(f'{{{{ source("{slug}") }}}}' for slug in session.read) + "."


def _outside(session: Session, root: Path) -> str:
    """Sources from outside the documents, each with how far it was read for this project."""
    table = Tables(root / "data")["outside"].set_index("id")
    return "; ".join(f"[{one['source']}]({one['address']}), of which we read: {one['read']}"
                     for _, one in table.loc[session.outside].iterrows()) + "."


def _lessons(session: Session) -> str:
    named = ", ".join(f"`notebooks/{stem}.ipynb`" for stem in session.lessons)
    return f"{named} (`techgov plan {session.lessons[-1]} --minutes {session.minutes}`)."


def _homework(session: Session, root: Path) -> str:
    bank = Tables(root / "data").questions()
    parts = []
    for stem in session.homework:
        cells = nbformat.read(root / "exercises" / f"{stem}.ipynb", as_version=4).cells
        asked = {id for cell in cells for id in cell.metadata.get("techgov", {}).get("questions", [])}
        parts.append(f"`exercises/{stem}.ipynb` (about {sum(bank[id]['minutes'] for id in asked):.0f} minutes)")
    return ", ".join(parts) + "."
