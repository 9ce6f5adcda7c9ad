"""What instructors do on the command line: techgov plan | course | slides | grade | class | export | teach."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from techgov.project import ROOT

EXTRA = ('This needs {}, which comes with the extra [teach]: python -m pip install --constraint requirements.lock '
         '--editable ".[teach]"')


def add(tasks) -> None:
    """The instructor's commands, beside those of the command line's own parser (argparse's subparsers)."""
    _before_a_session(tasks)
    _after_it(tasks)


def _command(tasks, name: str, run: Callable, help: str):
    one = tasks.add_parser(name, help=help)
    one.set_defaults(run=lambda given: _run(run, given))
    return one


def _run(command: Callable, given) -> int:
    """The command's exit code; what it cannot do is said in a sentence."""
    from techgov.documents import SeedError
    from techgov.errors import LearnerError
    try:
        return command(given) or 0
    except (SeedError, LearnerError) as problem:
        print(problem, file=sys.stderr)
    except ModuleNotFoundError as missing:
        print(EXTRA.format(missing.name), file=sys.stderr)
    return 1


# before a session --------------------------------------------------------------------------------------------

def _before_a_session(tasks) -> None:
    where = "write it there: .html for the printer, .md for Markdown"
    plan = _command(tasks, "plan", _plan, "a run sheet for a session: a clock, what to do, what students get wrong")
    plan.add_argument("lesson", metavar="LESSON", help="such as 06_skynet")
    plan.add_argument("--minutes", type=int, default=50, help="how long the session is; 50 without it")
    plan.add_argument("--start", metavar="TIME", help="when it begins, such as 10:15, for a clock in times of day")
    plan.add_argument("--out", metavar="FILE", help=where)
    course = _command(tasks, "course", _course, "a course of several sessions: readings, homework, assessment")
    course.add_argument("--sessions", type=int, help="how many; without it, which courses there are")
    course.add_argument("--out", metavar="FILE", help=where)
    slides = _command(tasks, "slides", _slides, "a deck of a lesson in one HTML file that works offline")
    slides.add_argument("lesson", metavar="LESSON", help="such as 06_skynet")
    slides.add_argument("--minutes", type=int, help="only what a session of this length comes to")
    slides.add_argument("--lab", metavar="ADDRESS", default="http://localhost:8888",
                        help="where JupyterLab runs, for the links to live explorers")
    slides.add_argument("--out", metavar="DIR", default="slides", help="the folder to write it to; slides/ without it")


def _sheet(sheet, out: str | Path | None) -> None:
    if out:
        sheet.write(Path(out))
        print(f"written: {out}")
    else:
        print(sheet.markdown)


def _plan(given) -> None:
    from techgov.teach import runsheet
    _sheet(runsheet.make(given.lesson, given.minutes, given.start), given.out)


def _course(given) -> None:
    from techgov.teach import course
    _sheet(course.make(given.sessions), given.out)


def _slides(given) -> None:
    from techgov.teach import slides
    _sheet(slides.make(given.lesson, given.minutes, given.lab), Path(given.out) / f"{given.lesson}.html")


# after it ----------------------------------------------------------------------------------------------------

def _after_it(tasks) -> None:
    grade = _command(tasks, "grade", _grade, "mark what a class handed in")
    grade.add_argument("submissions", help="a folder or a zip of notebooks, and progress files beside them")
    grade.add_argument("--assignment", default="", metavar="STEM", help="this exercise only, such as 06_skynet")
    grade.add_argument("--out", help="a new folder for the marks (default: the submissions' name and -marks)")
    grade.add_argument("--exercises", default=str(ROOT / "exercises"), help="the notebooks that were handed out")
    grade.add_argument("--jobs", type=int, default=0, help="notebooks at a time (default: one a processor, at most 4)")
    report = _command(tasks, "class", _class, "what a class misunderstood, from a folder of its progress files")
    report.add_argument("folder", metavar="PROGRESS", help="progress files and passports, in subfolders too")
    report.add_argument("--anonymous", action="store_true", help="without names, for good")
    report.add_argument("--out", default="class-report", help="the report's folder (class-report)")
    export = _command(tasks, "export", _export, "the question bank for Moodle and Canvas")
    export.add_argument("--format", choices=("moodle", "qti"), help="Moodle XML, QTI 1.2 for Canvas; both without it")
    export.add_argument("--seed", type=int, default=1, help="chooses the numbers of the variants (1)")
    export.add_argument("--variants", type=int, default=3, help="sets of numbers of a question that varies (3)")
    export.add_argument("--out", required=True, help="the folder to write to")
    teach = tasks.add_parser("teach", help="for other people's systems").add_subparsers(dest="system", required=True)
    nbgrader = _command(teach, "nbgrader", _nbgrader, "write the exercises as a course folder of nbgrader")
    nbgrader.add_argument("folder", help="a new folder")


def _grade(given) -> int:
    from techgov.teach import grade
    return grade.main(given)


def _nbgrader(given) -> int:
    from techgov.teach import nbgrader
    return nbgrader.main(given)


def _class(given) -> None:
    from techgov.teach import class_page, class_records
    print(f"Reading {given.folder} ...", flush=True)
    report = class_page.write(class_records.read(Path(given.folder)), Path(given.out), given.anonymous)
    for words in report.notices:
        print(words)
    print(f"{report.learners} learners counted. " + ("To talk about next time:" if len(report.topics) else
                                                     "No named mistake stands out from guessing."))
    for number, (_, row) in enumerate(report.topics.iterrows(), 1):
        print(f"  {number}. {row['question']}: {row['mistake'].replace('-', ' ')} ({row['made']} of {row['of']})")
    print(f"Written: {', '.join(map(str, report.files))}")


def _export(given) -> None:
    from techgov.teach import export
    formats = [given.format] if given.format else list(export.FORMATS)
    for one in export.write(Path(given.out), formats, given.seed, given.variants):
        print(f"{one.path}: {one.items} questions, {one.size / 1e6:.1f} MB")
        print(f"  not carried over ({one.left}):")
        for what, number in one.lost:
            print(f"    {what}: {number}")
