"""The command line: techgov lab | doctor | build | verify | grade | teach."""
"""The command line: techgov lab | doctor | build | verify, and for instructors plan | course | slides."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from techgov.project import ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="techgov", description="Notebooks in which every figure carries its evidence.")
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("lab", help="open JupyterLab on the start lesson; options such as --no-browser are passed on")
    tasks.add_parser("doctor", help="is this machine ready?")
    build = tasks.add_parser("build", help="make data/, notebooks/, exercises/ and solutions/")
    build.add_argument("lessons", nargs="*", metavar="LESSON", help="these lessons' notebooks only, such as 06_skynet")
    build.add_argument("--check", action="store_true", help="write nothing; fail where what is made is not up to date")
    build.add_argument("--force", action="store_true", help="execute unchanged lessons too")
    build.add_argument("--out", help="another folder to make everything in")
    build.add_argument("--seed", type=int, help="a class's own numbers, such as 2027, for the questions that vary")
    verify = tasks.add_parser("verify", help="compare the records with the documents' texts, where they are at hand")
    verify.add_argument("--strict", action="store_true", help="a text that is missing or another edition is a failure")
    grade = tasks.add_parser("grade", help="mark what a class handed in")
    grade.add_argument("submissions", help="a folder or a zip of notebooks, and progress files beside them")
    grade.add_argument("--assignment", default="", metavar="STEM", help="this exercise only, such as 06_skynet")
    grade.add_argument("--out", help="a new folder for the marks (default: the submissions' name and -marks)")
    grade.add_argument("--exercises", default=str(ROOT / "exercises"), help="the notebooks that were handed out")
    grade.add_argument("--jobs", type=int, default=0, help="notebooks at a time (default: one a processor, at most 4)")
    teach = tasks.add_parser("teach", help="for other people's systems").add_subparsers(dest="system", required=True)
    nbgrader = teach.add_parser("nbgrader", help="write the exercises as a course folder of nbgrader")
    nbgrader.add_argument("folder", help="a new folder")
    _teaching(tasks)
    class_ = tasks.add_parser("class", help="what a class misunderstood, from a folder of its progress files")
    class_.add_argument("folder", metavar="PROGRESS", help="progress files and passports, in subfolders too")
    class_.add_argument("--anonymous", action="store_true", help="without names, for good")
    class_.add_argument("--out", default="class-report", help="the report's folder (class-report)")
    export = tasks.add_parser("export", help="the question bank for Moodle and Canvas")
    export.add_argument("--format", choices=("moodle", "qti"), help="Moodle XML, QTI 1.2 for Canvas; both without it")
    export.add_argument("--seed", type=int, default=1, help="chooses the numbers of the variants (1)")
    export.add_argument("--variants", type=int, default=3, help="sets of numbers of a question that varies (3)")
    export.add_argument("--out", required=True, help="the folder to write to")
    given, given.options = parser.parse_known_args(arguments)
    if given.options and given.task != "lab":
        parser.error(f"unrecognized arguments: {' '.join(given.options)}")
    return globals()[f"_{given.task}"](given)


def _teaching(tasks) -> None:
    plan = tasks.add_parser("plan", help="a run sheet for a session: a clock, what to do, what students get wrong")
    plan.add_argument("lesson", metavar="LESSON", help="such as 06_skynet")
    plan.add_argument("--minutes", type=int, default=50, help="how long the session is; 50 without it")
    plan.add_argument("--start", metavar="TIME", help="when it begins, such as 10:15, for a clock in times of day")
    plan.add_argument("--out", metavar="FILE", help="write it there: .html for the printer, .md for Markdown")
    course = tasks.add_parser("course", help="a course of several sessions: readings, homework, assessment")
    course.add_argument("--sessions", type=int, help="how many; without it, which courses there are")
    course.add_argument("--out", metavar="FILE", help="write it there: .html for the printer, .md for Markdown")
    slides = tasks.add_parser("slides", help="a deck of a lesson in one HTML file that works offline")
    slides.add_argument("lesson", metavar="LESSON", help="such as 06_skynet")
    slides.add_argument("--minutes", type=int, help="only what a session of this length comes to")
    slides.add_argument("--lab", metavar="ADDRESS", default="http://localhost:8888",
                        help="where JupyterLab runs, for the links to live explorers")
    slides.add_argument("--out", metavar="DIR", default="slides", help="the folder to write it to; slides/ without it")


def _lab(given) -> int:
    # the whole project within reach of the lessons' links, and the start lesson open
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}",
               "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb", *given.options]
    return subprocess.call(command, cwd=ROOT)


def _doctor(given) -> int:
    from techgov.doctor import examine
    found = examine()
    for one in found:
        print(f"{'fine   ' if one.ok else 'TO MEND'}  {one.name}: {one.found}"
              + ("" if one.ok else f"\n         {one.remedy}"))
    return 0 if all(one.ok for one in found) else 1


def _build(given) -> int:
    from techgov import stamps
    if not (given.check or given.force or given.out or given.lessons) and stamps.unchanged():
        print("nothing has changed: 0 files written")
        return 0
    try:
        from techgov import build
    except ModuleNotFoundError as missing:
        return _fail(f"Building needs {missing.name}: run make build, which installs it.")
    from pathlib import Path

    from techgov.documents import SeedError
    try:
        if given.check:
            differing = build.check()
            for path in differing:
                print(f"not what the sources give: {path}")
            print("run make build and commit what it makes" if differing else "all that is made is up to date")
            return 1 if differing else 0
        build.build(Path(given.out).resolve() if given.out else ROOT, only=given.lessons, force=given.force,
                    seed=given.seed)
        return 0
    except (SeedError, build.BuildError) as problem:
        return _fail(str(problem))


def _class(given) -> int:
    from pathlib import Path

    from techgov.errors import LearnerError
    from techgov.teach import class_page, class_records
    try:
        report = class_page.write(class_records.read(Path(given.folder)), Path(given.out), given.anonymous)
    except LearnerError as problem:
        return _fail(str(problem))
    for words in report.notices:
        print(words)
    print(f"{report.learners} learners counted. " + ("To talk about next time:" if len(report.topics) else
                                                     "No named mistake stands out from guessing."))
    for number, (_, row) in enumerate(report.topics.iterrows(), 1):
        print(f"  {number}. {row['question']}: {row['mistake'].replace('-', ' ')} ({row['made']} of {row['of']})")
    print(f"Written: {', '.join(map(str, report.files))}")
    return 0


def _export(given) -> int:
    from pathlib import Path

    from techgov.errors import LearnerError
    from techgov.teach import export
    try:
        written = export.write(Path(given.out), [given.format] if given.format else list(export.FORMATS), given.seed,
                               given.variants)
    except LearnerError as problem:
        return _fail(str(problem))
    for one in written:
        print(f"{one.path}: {one.items} questions, {one.size / 1e6:.1f} MB")
        print(f"  not carried over ({one.left}):")
        for what, number in one.lost:
            print(f"    {what}: {number}")
    return 0


def _verify(given) -> int:
    from techgov import doubts, passages, texts
    from techgov.documents import SeedError, read_seeds
    try:
        library = read_seeds(ROOT / "seeds")
        counted = doubts.figures(library)
    except SeedError as problem:
        return _fail(str(problem))
    folder = passages.folder(ROOT)
    reports = texts.verify(library, folder)
    problems = [line for report in reports for line in report.problems]
    missing = [r.slug for r in reports if r.state == "no text"]
    other = [r.slug for r in reports if r.state == "other edition"]
    for report in reports:
        share = f", {report.quoted:.0%} of its words quoted" if report.state != "no text" else ""
        print(f"{report.slug}: {report.state}; {report.fragments} fragments{share}"
              + ("" if report.whole else "; not all its records are written down yet"))
    print(f"{len(counted)} doubts recomputed, {sum(map(len, counted.values()))} figures")
    if missing:
        print(f"Could not check the fragments of {', '.join(missing)}: no text in {os.path.relpath(folder, ROOT)}. "
              "Put your own copies there as <slug>.txt, or name their folder in TECHGOV_TEXTS.")
    for report in reports:
        if report.state == "other edition":
            print(f"{report.slug}: this text is another edition than the one the records were made from (its sha256 is "
                  f"unknown); what could be compared was compared: {len(report.not_found)} of {report.fragments} "
                  "fragments are not in it.")
    for line in problems:
        print(line)
    return 1 if problems or given.strict and (missing or other) else 0


_TEACH = ('This needs {}, which comes with the extra [teach]: python -m pip install --constraint requirements.lock '
          '--editable ".[teach]"')


def _grade(given) -> int:
    try:
        from techgov.teach import grade
    except ModuleNotFoundError as missing:
        return _fail(_TEACH.format(missing.name))
    return grade.main(given)


def _teach(given) -> int:
    try:
        from techgov.teach import nbgrader
    except ModuleNotFoundError as missing:
        return _fail(_TEACH.format(missing.name))
    return nbgrader.main(given)
def _sheet(make, out: str | None) -> int:
    """Print what ``make`` gives, or write it to ``out``."""
    from pathlib import Path

    from techgov.documents import SeedError
    from techgov.errors import LearnerError
    try:
        sheet = make()
        if not out:
            print(sheet.markdown)
        else:
            sheet.write(Path(out))
            print(f"written: {out}")
        return 0
    except (SeedError, LearnerError) as problem:
        return _fail(str(problem))
    except ModuleNotFoundError as missing:
        return _fail(f"This needs {missing.name}, which a learner's environment does not have. Run once: "
                     "python -m pip install --editable .[teach]")


def _plan(given) -> int:
    def make():
        from techgov.teach import runsheet
        return runsheet.make(given.lesson, given.minutes, given.start)
    return _sheet(make, given.out)


def _course(given) -> int:
    def make():
        from techgov.teach import course
        return course.make(given.sessions)
    return _sheet(make, given.out)


def _slides(given) -> int:
    def make():
        from techgov.teach import slides
        return slides.make(given.lesson, given.minutes, given.lab)
    return _sheet(make, os.path.join(given.out, f"{given.lesson}.html"))


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
