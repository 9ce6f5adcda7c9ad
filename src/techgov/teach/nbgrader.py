"""techgov teach nbgrader: the exercises as a course folder for nbgrader, a university's own marking.

    nbgrader_config.py                     what is left of a solution does not raise: untouched notebooks run
    source/<exercise>/<exercise>.ipynb     starter, solution and a marking cell behind each check
    release/<exercise>/<exercise>.ipynb    what students get; made from the source by nbgrader itself

nbgrader gives a cell all its points where nothing is raised, so the checks, which never raise, are no marks. A marking
cell is one of its own: it raises for all but the right answer. Arguments are marked by hand in nbgrader. What nbgrader
runs, it runs in one process with the student's code; ``techgov grade`` keeps the two apart.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.apps import NbGraderAPI
from nbgrader.nbgraderformat import SCHEMA_VERSION
from traitlets.config import Config, PyFileConfigLoader

from techgov.answers import pose
from techgov.project import ROOT, write_atomically
from techgov.teach.marking import Asked, MarkingError, read_assignment
from techgov.wording import count_of

_CONFIG = '''"""The exercises of TechGov in nbgrader. Commands, in this folder:

    nbgrader generate_assignment 06_skynet     source/ -> release/ (done already; again after a change)
    nbgrader autograde 06_skynet               submitted/<student>/06_skynet/06_skynet.ipynb -> autograded/
    nbgrader formgrade                         arguments are read and marked here
    nbgrader generate_feedback 06_skynet
    nbgrader export                            grades.csv
"""

c = get_config()  # noqa: F821  (nbgrader has it)
c.CourseDirectory.course_id = "techgov"
# a comment, which does not raise: the starter of each exercise stands above it, and an untouched notebook runs
c.ClearSolutions.code_stub = {"python": "# change what stands above, or go on here"}
c.ExecutePreprocessor.timeout = 120  # seconds a cell
'''
_MARKING = """# This cell is marked. It stays as it is.
### BEGIN HIDDEN TESTS
from techgov.teach.marking import assert_right
assert_right({id!r}, {answer}, seed={seed!r})
### END HIDDEN TESTS"""


def write_course(folder: Path, exercises: Path = ROOT / "exercises", solutions: Path = ROOT / "solutions",
                 say: Callable[[str], None] = print) -> list[str]:
    """Write the course folder; returns the exercises' stems. Raises MarkingError, in one sentence, for a folder that
    is not empty, and where nbgrader refuses a notebook; then nothing is written."""
    folder = folder.resolve()
    if folder.is_file() or folder.is_dir() and any(folder.iterdir()):
        raise MarkingError(f"{folder} is not empty, and nothing is written over: name a new folder.")
    stems = sorted(path.stem for path in exercises.glob("*.ipynb"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
        made = Path(scratch) / "course"
        write_atomically(made / "nbgrader_config.py", _CONFIG)
        for stem in stems:
            notebook = source(exercises / f"{stem}.ipynb", solutions / f"{stem}.ipynb")
            write_atomically(made / "source" / stem / f"{stem}.ipynb", nbformat.writes(notebook, indent=1) + "\n")
        _release(made, stems, say)
        made.replace(folder)
    return stems


def _release(course: Path, stems: list[str], say: Callable[[str], None]) -> None:
    """Let nbgrader make the release of every exercise."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    config.merge(Config(CourseDirectory={"root": str(course)}))
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{path}"  # nbgrader calls a program beside Python
    try:
        api = NbGraderAPI(config=config)
        for number, stem in enumerate(stems, 1):
            done = api.generate_assignment(stem)
            if not done["success"]:
                raise MarkingError(f"nbgrader could not make release/{stem}:\n{done['log'] or done.get('error', '')}")
            say(f"{number} of {len(stems)}  {stem}")
    finally:
        os.environ["PATH"] = path


def source(exercise: Path, solution: Path) -> nbformat.NotebookNode:
    """nbgrader's source of one exercise, from what is handed out and what solves it. Raises MarkingError."""
    asked = {one: pose(one.id, one.seed).question for one in read_assignment(exercise).asked}
    try:
        notebook, solved = (nbformat.read(path, as_version=4) for path in (exercise, solution))
    except (OSError, nbformat.reader.NotJSONError):
        raise MarkingError(f"{solution} is missing or is no notebook: make it again with make build.") from None
    answers = {cell.id: cell.source for cell in solved.cells}
    by_hand = {one.edited: question.points for one, question in asked.items() if question.kind == "argument"}
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if own := cell.metadata.get("nbgrader"):
            cell.source += f"\n### BEGIN SOLUTION\n{answers[cell.id]}\n### END SOLUTION"
            if own.grade_id in by_hand:
                own.update(grade=True, points=by_hand[own.grade_id])
        cells += [_marking_cell(one, question.points) for one, question in asked.items()
                  if one.cell == cell.id and question.graded]
    notebook.cells = cells
    return notebook


def _marking_cell(one: Asked, points: int) -> nbformat.NotebookNode:
    """The cell that marks one question, for behind its check."""
    name = f"{one.edited}-mark"
    cell = nbformat.v4.new_code_cell(_MARKING.format(id=one.id, answer=one.expression, seed=one.seed), id=name[-64:])
    cell.metadata["nbgrader"] = {"schema_version": SCHEMA_VERSION, "grade": True, "solution": False, "locked": True,
                                 "task": False, "grade_id": name, "points": points}
    return cell


def main(given: Any) -> int:
    """techgov teach nbgrader DIR"""
    try:
        stems = write_course(Path(given.folder))
    except (MarkingError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{count_of(len(stems), 'exercise')} in {given.folder}; its nbgrader_config.py says which commands follow.")
    return 0
