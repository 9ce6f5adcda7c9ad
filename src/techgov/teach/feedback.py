"""What a marking leaves behind: marks as CSV, a page for each student, an overview, and what a person has to read.

Everything that a student typed is escaped: in the pages for HTML, in the tables for spreadsheets (a cell that would be
a formula there).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import jinja2

from techgov.answers import Posed
from techgov.project import write_atomically
from techgov.teach.marking import Mark, Marked, posing

_STATUS = {"right": "✓ right", "wrong": "✗ not right", "unanswered": "– not answered",
           "unclear": "? not read as an answer", "recorded": "✓ recorded", "not read": "– not handed in"}
_PARTS = (("exercise", "Exercise"), ("lesson", "Questions in the lesson"))


def write(out: Path, marked: Sequence[Marked], ignored: Sequence[str] = (), lines: Sequence[str] = ()) -> list[Path]:
    """Write marks.csv, overview.csv, overview.html, to_read.html and feedback/<student>_<exercise>.html into ``out``;
    returns their paths. ``lines`` are said above the overview. Raises OSError."""
    posed = posing()
    links = {id(one): f"feedback/{name}" for one, name in zip(marked, _names(marked))}
    pages = _pages(posed)
    texts: dict[str, list[tuple[Marked, Mark]]] = {}
    for one in marked:
        for mark in one.marks if one.submission.counts else ():
            if mark.points is None:
                texts.setdefault(mark.question, []).append((one, mark))
    made = {
        "marks.csv": table(_MARKS, (_mark_row(one, mark) for one in marked for mark in one.marks)),
        "overview.csv": table(_TOTALS, map(_total_row, marked)),
        "overview.html": pages("overview", title="Marks", rows=[(one, links[id(one)]) for one in marked],
                               ignored=ignored, lines=lines),
        "to_read.html": pages("read", title="What a person has to read", texts=sorted(texts.items()),
                              faults=[one for one in marked if one.faults]),
    }
    for one in marked:
        title = f"{one.submission.assignment}: {one.submission.student}"
        made[links[id(one)]] = pages("student", title=title, marked=one)
    for name, text in made.items():
        text = text.encode("utf-8", "replace").decode()  # an answer may hold half a character
        write_atomically(out / name, text, mode=0o600)  # marks are nobody else's business on a shared machine
    return [out / name for name in made]


def _pages(posed: Callable[[str, int | None], Posed]) -> Callable[..., str]:
    """Fill in one of the pages."""
    pages = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                               loader=jinja2.FileSystemLoader(Path(__file__).with_name("pages")))

    def prompt(mark: Mark) -> str:
        one = posed(mark.question, mark.seed)
        return one.text(one.question.prompt)

    def rubric(mark: Mark) -> list[str]:
        one = posed(mark.question, mark.seed)
        return [one.text(line) for line in one.question.rubric]

    def self_mark(mark: Mark) -> str:
        has = [str(number) for number, yes in enumerate(mark.self_mark, 1) if yes]
        return f"{', '.join(has)} of the rubric's {len(mark.self_mark)}" if has else "nothing of the rubric"

    pages.globals |= {"prompt": prompt, "rubric": rubric, "self_mark": self_mark, "points": _points, "total": _total,
                      "answer": lambda mark: answer_text(mark.answer), "status": _STATUS, "parts": _PARTS}
    return lambda name, **names: pages.get_template(f"{name}.html").render(**names)


def _points(points: float | None) -> str:
    return "still to be read" if points is None else f"{points:g}"


def _total(marked: Marked) -> str:
    waits = marked.waiting()
    return (f"{marked.points():g} of {marked.possible()} points" +
            (f"; a person has still to read what can give {waits} more." if waits else "."))


def answer_text(value: Any, longest: int = 6_000) -> str:
    """An answer as a person would write it, cut at a sane length."""
    if isinstance(value, dict):
        text = "; ".join(f"{key}: {item}" for key, item in value.items())
    elif isinstance(value, list | tuple | set):
        text = ", ".join(map(str, sorted(value, key=str) if isinstance(value, set) else value))
    else:
        text = f"{value:.10g}" if isinstance(value, float) else str(value)
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text):,} characters)"


# tables ----------------------------------------------------------------------------------------------------

_MARKS = ("student", "exercise", "counts", "part", "question", "status", "points", "possible", "mistake", "message",
          "answer", "note")
_TOTALS = ("student", "exercise", "counts", "points", "possible", "exercise_points", "exercise_possible",
           "lesson_points", "lesson_possible", "to_be_read", "to_look_at", "file")


def _mark_row(marked: Marked, mark: Mark) -> list[Any]:
    one = marked.submission
    return [one.student, one.assignment, _yes(one.counts), mark.part, mark.question, mark.status,
            "" if mark.points is None else f"{mark.points:g}", mark.possible, mark.mistake, mark.message,
            "" if mark.answer is None else answer_text(mark.answer), mark.note]


def _total_row(marked: Marked) -> list[Any]:
    one = marked.submission
    return [one.student, one.assignment, _yes(one.counts), f"{marked.points():g}", marked.possible(),
            *(cell for part, _ in _PARTS for cell in (f"{marked.points(part):g}", marked.possible(part))),
            marked.waiting(), " ".join(marked.faults), one.path]


def _yes(it: bool) -> str:
    return "yes" if it else "no"


def table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """CSV that spreadsheets read as it is meant: UTF-8 with their mark, and no text that becomes a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _harmless(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    cell = re.sub(r"\r\n?", "\n", cell.replace("\0", ""))  # csv leaves a bare \r unquoted: it would begin a row
    formula = re.match(r"[=+\-@\t\n]", cell) and not re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", cell)
    return f"'{cell}" if formula else cell


def _names(marked: Sequence[Marked]) -> list[str]:
    """A file name for each, of its student and exercise; none twice, also where capitals do not count."""
    names, taken = [], set()
    for one in marked:
        bare = re.sub(r"[^\w.-]+", "-", one.submission.student).strip("-.")[:80] or "student"
        name, number = f"{bare}_{one.submission.assignment}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{bare}_{one.submission.assignment}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.html")
    return names
