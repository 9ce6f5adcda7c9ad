"""The shape that every lesson keeps, and what its notebooks must not hold."""

import re
import statistics

import nbformat
import pytest

from techgov.answers import bank, pose
from techgov.build import estimate, plan
from techgov.project import ROOT
from techgov.question import Within

MADE = plan(ROOT / "lessons")
LESSONS = [m.stem for m in MADE if m.kind == "notebooks"]
EXERCISED = [m.stem for m in MADE if m.kind == "exercises"]


def notebook(kind, stem):
    return nbformat.read(ROOT / kind / f"{stem}.ipynb", as_version=4)


def code(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def test_every_lesson_but_the_start_has_exercises_and_solutions():
    assert EXERCISED == [stem for stem in LESSONS if stem != "00_start_here"]
    for kind in ("notebooks", "exercises", "solutions"):
        stems = {p.stem for p in (ROOT / kind).glob("*.ipynb")}
        assert stems == set(LESSONS if kind == "notebooks" else EXERCISED)


@pytest.mark.parametrize("made", MADE, ids=lambda m: m.path)
def test_a_notebook_is_valid_and_its_cells_can_be_referred_to(made):
    read = notebook(made.kind, made.stem)
    nbformat.validate(read)
    ids = [cell.id for cell in read.cells]
    assert len(ids) == len(set(ids)) and all(re.fullmatch("[a-z0-9-]+", id) for id in ids)
    assert "widgets" not in read.metadata
    for cell in code(read.cells):
        assert "execution" not in cell.metadata
        for output in cell.outputs:
            assert output.output_type != "error"
            assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})


@pytest.mark.parametrize("stem", [s for s in LESSONS if s != "00_start_here"])
def test_a_lesson_keeps_its_code_short_and_asks_enough(stem):
    cells = notebook("notebooks", stem).cells
    lines = [len(cell.source.splitlines()) for cell in code(cells)]
    assert statistics.median(lines) <= 3 and max(lines) <= 15
    source = "\n".join(cell.source for cell in code(cells))
    asked = re.findall(r'ask\("([^"]+)"', source)
    assert len(set(asked)) >= 8 and len({pose(id).question.kind for id in asked}) >= 4
    assert pose(asked[0]).question.kind == "prediction" and f'recall("{asked[0]}")' in source
    assert len(re.findall(r"\bexplore_\w+\(", source)) >= 2


@pytest.mark.parametrize("stem", [s for s in LESSONS if s != "00_start_here"])
def test_a_lesson_fits_its_hour(stem):
    minutes = estimate(notebook("notebooks", stem), bank())
    assert 45 <= minutes <= 60 and f"about {minutes} minutes" in notebook("notebooks", stem).cells[0].source


@pytest.mark.parametrize("made", MADE, ids=lambda m: m.path)
def test_no_magics_no_network_no_filters(made):
    source = "\n".join(cell.source for cell in code(notebook(made.kind, made.stem).cells))
    assert not re.search(r"^\s*[%!]|filterwarnings|simplefilter|urlopen|requests|read_html", source, re.MULTILINE)


@pytest.mark.parametrize("made", MADE, ids=lambda m: m.path)
def test_every_question_of_a_notebook_exists_and_belongs_to_its_lesson(made):
    for cell in code(notebook(made.kind, made.stem).cells):
        for id in re.findall(r'\b(?:ask|check|recall)\("([a-z_]+\.[a-z0-9-]+)"', cell.source):
            assert bank()[id]["lesson"] == made.stem


def test_every_question_is_asked_somewhere():
    sources = "\n".join(cell.source for m in MADE for cell in code(notebook(m.kind, m.stem).cells))
    assert [id for id in bank() if f'"{id}"' not in sources] == []


@pytest.mark.parametrize("stem", LESSONS)
def test_every_picture_of_a_lesson_says_what_it_shows(stem):
    for cell in code(notebook("notebooks", stem).cells):
        for output in cell.outputs:
            markup = "".join(output.get("data", {}).get("text/html", ""))
            assert "image/png" not in output.get("data", {}), f"{cell.id} shows a bare picture: use show()"
            for picture in re.findall(r"<img[^>]*>", markup):
                assert len(re.search(r'alt="([^"]*)"', picture)[1].split()) >= 5
                assert "Source: " in markup and "Origin:" in markup


# the exercises ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize("stem", EXERCISED)
def test_exercises_are_five_with_hints_and_metadata_for_marking(stem):
    cells = notebook("exercises", stem).cells
    edited = [cell for cell in cells if "nbgrader" in cell.metadata]
    checks = [id for cell in cells for id in cell.metadata.get("techgov", {}).get("questions", [])]
    assert len(edited) == len(checks) == 5
    for cell in edited:
        assert cell.metadata["nbgrader"] == {"schema_version": 3, "solution": True, "grade": False, "locked": False,
                                             "task": False, "grade_id": f"{stem}-{cell.id}"}
    for id in checks:
        question = pose(id).question
        assert question.points > 0 and (not question.graded or len(question.hints) == 3)
    assert pose(checks[-1]).question.kind == "argument"  # the last one is open


@pytest.mark.parametrize("stem", EXERCISED)
def test_exercises_and_solutions_have_the_same_cells(stem):
    one, other = (notebook(kind, stem).cells for kind in ("exercises", "solutions"))
    assert [(a.id, a.cell_type) for a in one] == [(b.id, b.cell_type) for b in other]


@pytest.mark.parametrize("stem", EXERCISED)
def test_nothing_of_a_solution_stands_in_the_exercises(stem):
    exercise, solution = (notebook(kind, stem) for kind in ("exercises", "solutions"))
    text = nbformat.writes(exercise)
    starters = {cell.id: cell.source for cell in exercise.cells}
    for cell in solution.cells:
        if "nbgrader" not in cell.metadata:
            continue
        for line in cell.source.splitlines():
            if line.strip() and line not in starters[cell.id]:
                assert line.strip() not in text, f"a line of the solution {cell.id} stands in the exercises"
    for cell in exercise.cells:
        for id in cell.metadata.get("techgov", {}).get("questions", []):
            answer = pose(id).answer
            answer = answer.value if isinstance(answer, Within) else answer
            for written in _written(answer):
                assert written not in text.replace(str(_rates(exercise)), ""), f"{id}: its value stands there"
    assert all(cell.get("outputs", []) == [] and cell.get("execution_count") is None
               for cell in code(exercise.cells))


def _written(answer) -> list[str]:
    """How a number would be written, where that is long enough to be told from other numbers."""
    if not isinstance(answer, float):
        return []
    forms = {repr(answer), f"{answer:,.0f}", f"{answer:.0f}", f"{answer:.4g}"}
    return [form for form in forms if len(re.sub(r"[^\d]", "", form).strip("0")) >= 4]


def _rates(exercise) -> str:
    return next((c.source for c in code(exercise.cells) if "rates = [" in c.source), "")
