"""techgov grade: mark what a class handed in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from techgov.errors import LearnerError
from techgov.project import ROOT
from techgov.teach import feedback, marking, sandbox, submissions
from techgov.teach.marking import Marked
from techgov.wording import count_of


def grade(place: Path, out: Path, only: str = "", exercises: Path = ROOT / "exercises", jobs: int = 0,
          limits: sandbox.Limits = sandbox.Limits(), say: Callable[[str], None] = print) -> list[Marked]:
    """Mark the folder or zip ``place`` and write the marks into ``out``. ``exercises`` holds the notebooks as they were
    handed out; ``only`` names one of them. Raises MarkingError, SubmissionError or SandboxError, each one sentence."""
    known = {path.stem: path for path in sorted(exercises.glob("*.ipynb"))}
    if only and only not in known:
        raise marking.MarkingError(f"There is no exercise {only}. There are: {', '.join(known) or 'none'}.")
    if place.resolve() in (out.resolve(), *out.resolve().parents):
        raise marking.MarkingError(f"{out} lies in what was handed in: name another folder with --out.")
    if out.is_file() or out.is_dir() and any(out.iterdir()):
        raise marking.MarkingError(f"{out} is not empty, and no marks are written over: name a new folder with --out.")
    found = submissions.find(place, known, only)
    if not found.submissions:
        raise marking.MarkingError(f"{place} holds no notebook of an exercise that is known."
                                   + "".join(f"\n  {one}" for one in found.ignored))
    assignments = {stem: marking.read_assignment(known[stem])
                   for stem in dict.fromkeys(one.assignment for one in found.submissions)}
    lines = [sandbox.strength(), *_about_progress(found.submissions)]
    for line in lines:
        say(line)
    marked = marking.mark_all(assignments, found.submissions, jobs=jobs or min(4, os.cpu_count() or 1), limits=limits,
                              say=say)
    feedback.write(out, marked, found.ignored, lines)
    for line in _summary(marked, found.ignored, out):
        say(line)
    return marked


def _about_progress(handed_in: Sequence[submissions.Submission]) -> list[str]:
    lines = []
    for stem in dict.fromkeys(one.assignment for one in handed_in):
        of = [one for one in handed_in if one.assignment == stem and one.counts]
        have = sum(one.answers is not None for one in of)
        lines.append(f"{stem}: {have} of {count_of(len(of), 'student')} handed in progress, so the lesson's questions "
                     "count." if have else
                     f"{stem}: no progress files were handed in, so the lesson's own questions do not count.")
    return lines


def _summary(marked: Sequence[Marked], ignored: Sequence[str], out: Path) -> list[str]:
    texts = sum(mark.points is None for one in marked if one.submission.counts for mark in one.marks)
    odd = sum(bool(one.faults) for one in marked)
    lines = [f"{count_of(len(marked), 'submission')} marked; {count_of(texts, 'text')} and {count_of(odd, 'file')} "
             f"wait for a person. See {out / 'overview.html'}, {out / 'to_read.html'} and {out / 'marks.csv'}."]
    return lines + [f"left out: {one}" for one in ignored]


def main(given: Any) -> int:
    """techgov grade SUBMISSIONS [--assignment STEM] [--out DIR] [--exercises DIR] [--jobs N]"""
    place = Path(given.submissions)
    out = Path(given.out) if given.out else place.resolve().with_name(f"{place.resolve().stem}-marks")
    try:
        grade(place, out, given.assignment, Path(given.exercises), given.jobs, say=lambda line: print(line, flush=True))
    except (marking.MarkingError, submissions.SubmissionError, sandbox.SandboxError, LearnerError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0
