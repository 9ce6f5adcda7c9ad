"""Every question of every lesson, by discovery: a new lesson's questions are tested without a new test."""

import importlib
import inspect
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov import quiz
from techgov.answers import QuestionError, bank, pose
from techgov.question import NOT_YET

IDS = sorted(bank())
SEEDS = (None, 1, 2, 3)
GRADED = [id for id in IDS if pose(id).question.graded]
EMPTY = (None, ..., "", "   ", [], {})


@pytest.mark.parametrize("id", IDS)
def test_an_empty_answer_is_not_answered_yet(id):
    for empty in EMPTY:
        verdict = pose(id).check(empty)
        assert (verdict.status, verdict.message) == ("unanswered", NOT_YET), empty


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_computed_answer_passes(id, seed):
    posed = pose(id, seed)
    verdict = posed.check(posed.question.right_answer(posed.answer))
    assert verdict.status == ("right" if posed.question.graded else "recorded"), verdict


@pytest.mark.parametrize("id", GRADED)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_wrong_answer_fails_with_its_own_message(id, seed):
    posed = pose(id, seed)
    for one in posed.question.wrong:
        verdict = posed.check(posed.question.wrong_answer(one, posed.answer, posed.wrong))
        assert (verdict.status, verdict.mistake) == ("wrong", one.name), verdict
        assert verdict.message == posed.revealed(one.message)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_all_words_are_filled_in_and_do_not_tell_the_answer(id, seed):
    posed = pose(id, seed)
    question = posed.question
    shown = [posed.text(question.prompt), *(posed.text(h) for h in getattr(question, "hints", []))]
    assert not any("{{" in words or "nan" in words.lower().split() for words in shown)
    if question.kind == "number":
        value = posed.answer.value if hasattr(posed.answer, "value") else posed.answer
        assert value < 100 or not re.search(rf"(?<![\d,]){value:,.0f}(?![\d,])", shown[0])


@pytest.mark.parametrize("id", GRADED)
def test_a_question_that_varies_has_other_numbers_by_seed(id):
    question = pose(id).question
    if question.vary:
        assert len({str(pose(id, seed).parameters) for seed in range(30)}) > 1
        assert all(pose(id, seed).parameters == pose(id, seed).parameters for seed in range(5))


@pytest.mark.parametrize("id", IDS)
@settings(max_examples=25, deadline=None)
@given(raw=st.one_of(st.text(), st.floats(), st.integers(), st.lists(st.text(max_size=5), max_size=5), st.booleans(),
                     st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=4), st.binary(max_size=9)))
def test_nothing_that_can_be_typed_raises(id, raw):
    verdict = pose(id).check(raw)
    assert verdict.status in ("right", "wrong", "unanswered", "unclear", "recorded")


@pytest.mark.parametrize("id", IDS)
def test_extremes_are_asked_back_or_wrong(id):
    for raw in ("x" * 1_000_000, "1e400", "nan", math.nan, math.inf, "<b>1</b>", "🤖", object()):
        assert pose(id).check(raw).status in ("wrong", "unclear", "recorded")


@pytest.mark.parametrize("id", IDS)
def test_the_widget_shows_no_markup_of_the_learners(id, tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    view = quiz.ask(id)
    evil = "<img src=x onerror=alert(1)> and some more words of text"
    for name in ("_field", "_area"):
        if hasattr(view, name):
            getattr(view, name).value = evil
    for field in getattr(view, "_fields", []):
        field.value = evil
    view.submit()
    view.submit()
    assert view.error is None
    shown = [w.value for w in _walk(view.widget) if type(w).__name__ == "HTML"]
    assert shown and not any("<img src=x" in words for words in shown)


@pytest.mark.parametrize("id", IDS)
def test_the_right_answer_through_the_widget_is_recorded_and_restored(id, tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    view = quiz.ask(id)
    view.fill_in(view.question.right_answer(view.posed.answer))
    verdict = view.submit()
    again = quiz.ask(id)
    assert again.answer() == view.answer() and again.error is None
    entry = again.progress.answers()[id]
    assert entry["tries"] == 1 and entry["right"] == (True if verdict.status == "right" else None)
    assert "Your answer of earlier" in again._feedback.value


def test_hints_come_one_by_one_and_are_counted(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    id = GRADED[0]
    assert [quiz.hint(id)[:6] for _ in range(4)] == ["Hint 1", "Hint 2", "Hint 3", "Hint 3"]
    quiz.check(id, "nonsense")
    assert quiz.Progress().answers()[id]["hints"] == 3


def test_a_question_that_does_not_exist_is_one_sentence():
    with pytest.raises(QuestionError, match="There is no question 'skynet.nothing'"):
        pose("skynet.nothing")


def test_every_answer_function_has_a_question():
    for topic in {id.partition(".")[0] for id in IDS}:
        module = importlib.import_module(f"techgov.topics.{topic}.answers")
        functions = {name for name, one in inspect.getmembers(module, inspect.isfunction)
                     if one.__module__ == module.__name__ and not name.startswith("_")}
        asked = {re.sub("-", "_", id.partition(".")[2]) for id in IDS if id.startswith(f"{topic}.")}
        assert functions <= asked


def _walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _walk(child)
