"""nbgrader's own commands, from the source to the exported grades, on the class whose marks a person gave."""

import csv
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest
from handed_in import GRID, LABELS, MARKED_BY_HAND, ROOT, SKYNET, filled, hand_in

from techgov.teach.grade import grade

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # what nbgrader itself imports
    from nbgrader.api import Gradebook
    from nbgrader.nbgraderformat import MetadataValidator


def run(folder, *command):
    """A command with Python's own folder on the path, as in an environment that is activated."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "PATH": path})


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    done = run(folder.parent, "techgov", "teach", "nbgrader", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def graded(course):
    """The folder after the class handed in its copies of the release, and nbgrader marked and exported them."""
    for student, (stem, answers, *_) in MARKED_BY_HAND.items():
        released = json.loads((course / "release" / stem / f"{stem}.ipynb").read_text(encoding="utf-8"))
        hand_in(course / "submitted" / student / stem / f"{stem}.ipynb", filled(released, answers))
    for stem in (GRID, SKYNET):
        done = run(course, "nbgrader", "autograde", stem)
        assert done.returncode == 0, done.stderr
    done = run(course, "nbgrader", "export")
    assert done.returncode == 0, done.stderr
    return course


def notebooks(course, folder):
    return [nbformat.read(path, as_version=4) for path in sorted((course / folder).glob("*/*.ipynb"))]


def test_the_course_holds_every_exercise_in_nbgraders_layout(course):
    stems = sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb"))
    for folder in ("source", "release"):
        assert sorted(path.stem for path in (course / folder).glob("*/*.ipynb")) == stems
    assert sorted(one.name for one in course.iterdir()) == ["gradebook.db", "nbgrader_config.py", "release", "source"]
    assert [one for one in course.parent.iterdir()] == [course], "nothing half made is left"


def test_nbgraders_own_schema_takes_every_cell(course):
    for folder in ("source", "release"):
        for notebook in notebooks(course, folder):
            nbformat.validate(notebook)
            MetadataValidator().validate_nb(notebook)
            names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
            assert len(names) == len(set(names))


def test_the_release_is_the_exercise_and_holds_neither_solution_nor_marking(course):
    for released, source in zip(notebooks(course, "release"), notebooks(course, "source")):
        stem = released.metadata.techgov.lesson
        handed_out = {cell.id: cell.source for cell in nbformat.read(ROOT / "exercises" / f"{stem}.ipynb", 4).cells}
        for cell, original in zip(released.cells, source.cells):
            if cell.id in handed_out:
                assert cell.source.replace("\n# change what stands above, or go on here", "") == handed_out[cell.id]
            else:
                assert cell.source == "# This cell is marked. It stays as it is." and "assert_right" in original.source


@pytest.mark.parametrize("student", MARKED_BY_HAND)
def test_nbgrader_gives_the_points_that_a_person_gave(graded, student):
    stem, _, expected, _, argues = MARKED_BY_HAND[student]
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as book:
        notebook = book.find_submission_notebook(stem, stem, student)
        given = {grade.name: grade for grade in notebook.grades}
        labels = LABELS[stem]
        assert [given[f"{stem}-{label}-mark"].auto_score for label in labels[:4]] == list(expected)
        argument = given[f"{stem}-{labels[4]}"]
        assert argument.max_score == 4
        written = "answer_5" in MARKED_BY_HAND[student][1].get(labels[4], "")
        assert argument.needs_manual_grade == written and (written or argument.auto_score == 0)
        assert written or not argues


def test_the_exported_grades_are_those_of_techgov_grade(graded, tmp_path):
    with open(graded / "grades.csv", encoding="utf-8") as file:
        theirs = {(row["student_id"], row["assignment"]): float(row["score"]) for row in csv.DictReader(file)
                  if row["timestamp"] or row["raw_score"]}
    ours = {(one.submission.student, one.submission.assignment): one.points()
            for one in grade(graded / "submitted", tmp_path / "marks", say=lambda _: None)}
    assert len(ours) == len(MARKED_BY_HAND)
    assert ours == {key: theirs[key] for key in ours}


def test_a_folder_that_holds_something_is_left_alone(course):
    before = (course / "nbgrader_config.py").stat().st_mtime_ns
    done = run(course, "techgov", "teach", "nbgrader", str(course))
    assert done.returncode == 1 and "not empty" in done.stderr and "Traceback" not in done.stderr
    assert (course / "nbgrader_config.py").stat().st_mtime_ns == before
