"""The same exercise with a class's own numbers: in the cells, in the solutions, and never in the project's folders."""

import re

import pytest

from techgov import build, check, cli, hint, quiz
from techgov.answers import bank, pose
from techgov.project import ROOT
from techgov.tables import Tables

MADE = build.plan(ROOT / "lessons")
VARYING = [id for id, words in bank().items() if words.get("vary")]
SEED = 2027


def made(one, seed=None):
    source = (ROOT / "lessons" / one.stem / one.source).read_text(encoding="utf-8")
    return build.cells(one, source, Tables(), seed)


def poses(notebook):
    """Question -> the seed that its cell names."""
    found = {}
    for cell in (one for one in notebook.cells if one.cell_type == "code"):
        for id, rest in re.findall(r'\b(?:ask|check)\("([^"]+)"([^\n]*)', cell.source):
            seed = re.search(r"seed=(\d+)\)", rest)
            found[id] = int(seed[1]) if seed else None
    return found


@pytest.mark.parametrize("one", MADE, ids=lambda one: one.path)
def test_a_seed_stands_where_a_question_varies_and_nothing_else_moves(one):
    own, other = made(one), made(one, SEED)
    assert poses(own) == dict.fromkeys(poses(own))
    assert poses(other) == {id: SEED if id in VARYING else None for id in poses(own)}
    assert own.metadata.techgov == {"lesson": one.stem} and other.metadata.techgov.seed == SEED
    assert [cell.id for cell in other.cells] == [cell.id for cell in own.cells]
    assert [cell.metadata for cell in other.cells] == [cell.metadata for cell in own.cells]
    assert not any("asked(" in cell.source for cell in [*own.cells, *other.cells])


def test_a_question_that_varies_is_asked_with_the_seed_in_every_lesson_that_has_one():
    assert len(VARYING) >= 16
    assert {id for one in MADE for id, seed in poses(made(one, SEED)).items() if seed} == set(VARYING)


@pytest.mark.parametrize("seed", [SEED, 2028, 7])
@pytest.mark.parametrize("one", [one for one in MADE if one.kind == "solutions"
                                 and set(poses(made(one))) & set(VARYING)], ids=lambda one: one.stem)
def test_the_solutions_are_right_with_the_class_numbers(one, seed, tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.chdir(ROOT)
    names = {}
    for cell in made(one, seed).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), names)
    answers = quiz.Progress().answers()
    for id in set(poses(made(one))) & set(VARYING):
        assert answers[id]["right"] and answers[id]["seed"] == seed
        assert answers[id]["parameters"] == pose(id, seed).parameters


def test_prose_has_the_numbers_of_the_seed():
    [one] = [one for one in MADE if one.path == "exercises/03_e_government.ipynb"]
    other = next(seed for seed in range(99) if pose("e_government.lines-saved", seed).parameters["offices"] != 40)
    offices = pose("e_government.lines-saved", other).parameters["offices"]
    for seed, number in ((None, 40), (other, offices)):
        [cell] = [cell for cell in made(one, seed).cells if cell.id == "lines-saved-task"]
        assert f"in a state of {number} offices" in cell.source


@pytest.mark.parametrize("code, wanted", [
    ('ask("a.b")', 'ask("a.b", seed=5)'), ('ask("a.c")', 'ask("a.c")'),
    ('x = "网"; check("a.b", (f(1), 2))', 'x = "网"; check("a.b", (f(1), 2), seed=5)'),
    ('check(\n    "a.b",\n    answer)\nask("a.b")', 'check(\n    "a.b",\n    answer, seed=5)\nask("a.b", seed=5)'),
    ('print("ask(\'a.b\')")', 'print("ask(\'a.b\')")')])
def test_the_seed_is_written_into_calls_only(code, wanted):
    assert build.seeded(code, ["a.b"], 5) == wanted


def test_a_hint_has_the_numbers_that_were_answered(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))

    def hints(id, seed=None):
        posed = pose(id, seed)
        return [posed.text(words) for words in posed.question.hints]

    id, seed = next((id, seed) for id in VARYING for seed in range(30) if hints(id, seed) != hints(id))
    check(id, "1", seed=seed)
    assert [hint(id).partition(": ")[2] for _ in range(3)] == hints(id, seed)


@pytest.mark.parametrize("place", ["", ".", "..", "exercises", "notebooks/new", "data", "lessons"])
def test_what_the_project_holds_is_never_written_to(place, capsys):
    before = sorted(path.stat().st_mtime_ns for path in (ROOT / "exercises").iterdir())
    where = [f"--out={ROOT / place}"] if place else []
    assert cli.main(["build", "--seed", "2027", *where]) == 1
    assert "a folder of its own" in capsys.readouterr().err
    assert sorted(path.stat().st_mtime_ns for path in (ROOT / "exercises").iterdir()) == before
