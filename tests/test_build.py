"""The build: deterministic, incremental, honest about what is not up to date, and clear about what is wrong."""

import json
import shutil
import subprocess
import sys

import frictionless
import pandas
import pytest

from techgov import build, dataset, stamps
from techgov.build import BuildError, Made, cells, fill_prose
from techgov.documents import SeedError, read_seeds
from techgov.fill import environment, typed_numbers
from techgov.project import ROOT
from techgov.tables import Tables

LESSON = """\
---
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---

+++ {{"label": "title"}}

# {title}

```{{code-cell}} ipython3
:label: sum

{code}
```
"""


@pytest.fixture(scope="module")
def tables():
    """What the real seeds give without any lesson, file by file."""
    return dataset.make(read_seeds(ROOT / "seeds"), ROOT / "tests")


@pytest.fixture
def project(whole_project, tables, monkeypatch):
    """The small project for tests of notebooks: its tables are made once for all of them."""
    monkeypatch.setattr(build, "read_seeds", lambda folder: None)
    monkeypatch.setattr(dataset, "make", lambda library, lessons: tables)
    return whole_project


@pytest.fixture
def whole_project(tmp_path, monkeypatch):
    """A small project: the real seeds, one lesson of two cells, a build folder of its own."""
    monkeypatch.setenv("TECHGOV_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(stamps, "CACHE", tmp_path / ".cache.json")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("texts"))
    write_lesson(tmp_path)
    return tmp_path


def write_lesson(project, title="A lesson", code="1 + 1"):
    folder = project / "lessons" / "01_small"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lesson.md").write_text(LESSON.format(title=title, code=code), encoding="utf-8")


def make(project, **options):
    said = []
    return build.build(project, root=project, say=said.append, **options), said


def test_what_is_made_is_what_the_sources_give():
    """The committed notebooks and tables against a forced build in an empty folder, byte by byte."""
    assert build.check(say=lambda line: None) == []


def test_an_unchanged_lesson_is_not_executed_again(project):
    written, _ = make(project)
    assert "notebooks/01_small.ipynb" in written
    written, said = make(project)
    assert written == [] and "0 of 1 notebooks to make ..." in said
    write_lesson(project, code="2 + 2")
    assert make(project)[0] == ["notebooks/01_small.ipynb"]


def test_one_lesson_can_be_made_alone_and_the_others_are_kept(project):
    shutil.copytree(project / "lessons" / "01_small", project / "lessons" / "02_other")
    make(project)
    other = project / "notebooks" / "02_other.ipynb"
    before = other.read_bytes()
    write_lesson(project, title="Anew")
    (project / "lessons" / "02_other" / "lesson.md").write_text(LESSON.format(title="Later", code="3"))
    assert make(project, only=["01_small"])[0] == ["notebooks/01_small.ipynb"]
    assert other.read_bytes() == before, "02_other was not asked for"
    assert make(project)[0] == ["notebooks/02_other.ipynb"], "and is still known to be out of date"
    with pytest.raises(BuildError, match="no lesson 99_none"):
        make(project, only=["99_none"])


def test_a_hand_edited_notebook_is_found_and_made_again(project):
    make(project)
    path = project / "notebooks" / "01_small.ipynb"
    right = path.read_text()
    path.write_text(right.replace("A lesson", "An edit"))
    assert build.check(project, say=lambda line: None) == ["notebooks/01_small.ipynb"]
    make(project)
    assert path.read_text() == right


def test_a_notebook_without_a_lesson_is_removed(project):
    make(project)
    (project / "notebooks" / "99_gone.ipynb").write_text("{}")
    assert "notebooks/99_gone.ipynb (removed)" in make(project)[0]


def test_a_failing_cell_is_named_and_nothing_half_made_is_left(project):
    make(project)
    before = (project / "notebooks" / "01_small.ipynb").read_text()
    write_lesson(project, code="1 / 0")
    with pytest.raises(BuildError, match="01_small.*(\n.*)*ZeroDivisionError"):
        make(project)
    assert (project / "notebooks" / "01_small.ipynb").read_text() == before


def test_a_typed_number_is_refused(project):
    write_lesson(project, title="There are 626 million cameras")
    with pytest.raises(BuildError, match="cell title: typed numbers in prose: 626 million"):
        make(project)


@pytest.mark.parametrize("words, found", [
    ("in 2017, on 25 September 2017, from 2018–2020", []), ("1. a list\n2. of things", []), ("a 5G mast, 1:N", []),
    ("`code 42` and [a link](http://x/42)", []), ('{{ value("x") }} and {{ typed("42", because="why") }}', []),
    ("42 cities", ["42"]), ("half of them", ["half"]), ("about a dozen", ["dozen"]), ("43.57%", ["43.57%"]),
    ("three billion", ["three billion"])])
def test_what_may_be_typed(words, found):
    assert typed_numbers(words) == found


class OneTerm(dict):
    """Tables that hold one term."""

    value = figure = outside = None

    def __init__(self, **term):
        super().__init__(terms=pandas.DataFrame([{"id": "zorn-term", "english": "quay management", **term}]))


@pytest.mark.parametrize("hanzi_from, prose", [
    ("document", "码头管理 *mǎtóu guǎnlǐ*, quay management,"),
    ("outside", "quay management (码头管理 *mǎtóu guǎnlǐ*; the characters are not in the document)")])
def test_prose_says_which_characters_the_document_does_not_print(hanzi_from, prose):
    tables = OneTerm(hanzi="码头管理", pinyin="mǎtóu guǎnlǐ", hanzi_from=hanzi_from)
    assert environment(tables).from_string('{{ term("zorn-term") }}').render() == prose


def test_prose_that_names_what_does_not_exist_is_refused():
    for words in ('{{ value("nothing") }}', "{{ nonsense }}", "{{ broken"):
        with pytest.raises(BuildError, match="here"):
            fill_prose(words, Tables(), "here")


def test_labels_make_the_ids_and_roles_choose_the_cells():
    source = LESSON.format(title="x", code="1") + """
```{code-cell} ipython3
:label: task
:role: starter

answer = ...
```

```{code-cell} ipython3
:label: task
:role: solution

answer = 2
```
"""
    for kind, kept in (("exercises", "answer = ..."), ("solutions", "answer = 2")):
        made = cells(Made(kind, "01_small"), source, Tables())
        assert [cell.id for cell in made.cells] == ["title", "sum", "task"]
        assert made.cells[-1].source == kept and made.cells[-1].metadata["nbgrader"]["solution"]
    with pytest.raises(BuildError, match="the label is used twice"):
        cells(Made("notebooks", "01_small"), source.replace(":role: starter", "").replace(":role: solution", ""),
              Tables())


def test_the_data_package_is_valid():
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_every_table_names_records_that_exist():
    known = set(read_seeds(ROOT / "seeds").record)
    for table in dataset.topic_tables(read_seeds(ROOT / "seeds"), build_figures()):
        for row in table.rows:
            assert row["records"] and set(row["records"].split()) <= known


def build_figures():
    from techgov import doubts
    return doubts.figures(read_seeds(ROOT / "seeds"))


def test_a_broken_question_is_named(whole_project):
    (whole_project / "lessons" / "01_small" / "questions.yml").write_text(
        "questions:\n  - id: small.one\n    kind: number\n    prompt: How many?\n", encoding="utf-8")
    with pytest.raises(SeedError, match="questions.yml:2.*"):
        make(whole_project)


def test_build_check_on_the_command_line(project):
    run = subprocess.run([sys.executable, "-m", "techgov", "build", "--check"], capture_output=True, text=True,
                         env={**__import__("os").environ, "TECHGOV_HOME": str(project)})
    assert run.returncode == 1 and "not what the sources give: data/quantities.csv" in run.stdout


def test_what_changes_is_noticed_before_anything_is_made(project):
    assert not stamps.unchanged(project)
    make(project)
    for path in ("data/quantities.csv", "notebooks/01_small.ipynb", "notebooks/02_stray.ipynb", "seeds/chen-2021.yml",
                 "lessons/01_small/lesson.md", "lessons/01_small/questions.yml"):
        assert stamps.unchanged(project)
        before = (project / path).read_bytes() if (project / path).exists() else None
        (project / path).write_bytes((before or b"") + b" ")
        assert not stamps.unchanged(project), path
        (project / path).write_bytes(before) if before is not None else (project / path).unlink()


def test_a_part_that_was_made_is_not_everything(project):
    make(project)
    write_lesson(project, title="Anew")
    make(project, only=["01_small"])
    assert not stamps.unchanged(project)
    make(project)
    write_lesson(project, code="1 / 0")
    with pytest.raises(BuildError):
        make(project)
    assert not stamps.unchanged(project)


def test_the_cache_may_be_damaged(project):
    make(project)
    (project / ".cache.json").write_text("{")
    assert make(project)[0] == []
    assert json.loads((project / ".cache.json").read_text())
