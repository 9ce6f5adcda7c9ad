"""The command line: techgov lab | doctor | build | verify, and what instructors do (teach/cli.py)."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from techgov.project import ROOT
from techgov.teach import cli as teaching


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
    teaching.add(tasks)
    given, given.options = parser.parse_known_args(arguments)
    if given.options and given.task != "lab":
        parser.error(f"unrecognized arguments: {' '.join(given.options)}")
    return (given.run if "run" in given else globals()[f"_{given.task}"])(given)


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
    if not (given.check or given.force or given.out or given.lessons or given.seed is not None) and stamps.unchanged():
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


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
