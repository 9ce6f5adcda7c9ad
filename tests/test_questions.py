"""Every question of every lesson, by discovery: a new lesson's questions are tested without a new test."""

import asyncio
import html
import importlib
import inspect
import itertools
import json
import math
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov import quiz
from techgov.answers import Posed, QuestionError, bank, pose
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


@pytest.mark.parametrize("id", [id for id in IDS if pose(id).question.vary])
def test_the_questions_own_numbers_say_what_the_templates_say(id):
    own, template = pose(id), pose(id, 0)
    filled = Posed(template.question, template.lesson, own.parameters, None, template.tables)
    assert filled.text(template.question.prompt) == own.question.prompt
    assert filled.answer == own.answer and filled.wrong == own.wrong
    for name in ("right", "way"):
        if hasattr(own.question, name):
            assert filled.revealed(getattr(template.question, name)) == getattr(own.question, name)


def test_no_lesson_needs_the_templates():
    assert not [id for id, words in bank().items() if "{{" in json.dumps(words)]


def _all_numbers(id):
    """The question with every combination of the numbers that a seed may choose."""
    posed = pose(id, 0)  # with its templates
    for values in itertools.product(*posed.question.vary.values()):
        yield Posed(posed.question, posed.lesson, {**posed.parameters, **dict(zip(posed.question.vary, values))}, 0,
                    posed.tables)


@pytest.mark.parametrize("id", [id for id in GRADED if pose(id).question.vary])
def test_whatever_numbers_a_seed_chooses_answers_and_words_hold(id):
    for posed in _all_numbers(id):
        question = posed.question
        assert posed.check(question.right_answer(posed.answer)).right, posed.parameters
        for one in question.wrong:
            verdict = posed.check(question.wrong_answer(one, posed.answer, posed.wrong))
            assert (verdict.status, verdict.mistake) == ("wrong", one.name), (posed.parameters, verdict)
        text, lines = posed.way()
        words = [posed.text(question.prompt), *map(posed.text, question.hints), text, *lines,
                 posed.revealed(question.right)]
        assert not any("{{" in one or "nan" in one.lower().split() for one in words), posed.parameters


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


@pytest.mark.parametrize("id", GRADED)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_way_leads_to_the_answer(id, seed):
    posed = pose(id, seed)
    text, lines = posed.way()
    assert len(text.split()) >= 5 and lines and all(lines)
    assert not any("{{" in words or "nan" in words.lower().split() for words in [text, *lines])


def test_a_double_click_is_one_try(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    view = quiz.ask("skynet.repairs")
    [button] = [one for one in _walk(view.widget) if getattr(one, "description", "") == "Check"]
    view.fill_in(view.question.wrong_answer(view.question.wrong[0], view.posed.answer, view.posed.wrong))

    async def click_twice():
        button.click()
        button.click()
        await asyncio.sleep(0.3)

    asyncio.run(click_twice())
    assert quiz.Progress().answers()["skynet.repairs"]["tries"] == 1


def test_enter_waits_for_what_was_typed_however_late_it_comes(tmp_path, monkeypatch):
    """The page sends the key before the text, and a busy machine may read the text much later."""
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    id = next(id for id in GRADED if quiz.pose(id).question.kind == "number")
    view = quiz.ask(id)
    view.fill_in("1")
    view.submit()
    right = view.question.right_answer(view.posed.answer)

    async def answer():
        view._field._handle_custom_msg({"event": "submit"}, [])
        await asyncio.sleep(0.3)
        view._field.value = right
        await asyncio.sleep(0.05)
        assert "✓ Right." in view._feedback.value
        await asyncio.sleep(0.7)

    asyncio.run(answer())
    assert quiz.Progress().answers()[id]["tries"] == 2


def test_a_column_of_one_number_comes_back_as_that_number(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    id = next(id for id in GRADED if quiz.pose(id).question.kind == "number")
    right = float(quiz.pose(id).question.right_answer(quiz.pose(id).answer))
    assert quiz.check(id, pd.Series([right])).right
    assert "✓ Right." in quiz.ask(id)._feedback.value


@pytest.mark.parametrize("id", GRADED)
def test_the_way_is_shown_after_two_wrong_tries(id, tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    view = quiz.ask(id)
    [button] = [one for one in _walk(view.widget) if getattr(one, "description", "").startswith("Show the way")]
    view.fill_in(view.question.wrong_answer(view.question.wrong[0], view.posed.answer, view.posed.wrong))
    view.submit()
    assert button.disabled and "after two tries" in button.description
    assert quiz.way(id) == "The way is shown after two tries. Take a hint first."
    view.submit()
    assert not button.disabled and button.description == "Show the way" and "can be pressed now" in view._feedback.value
    assert not view._way.value and "shown" not in quiz.Progress().answers()[id]
    again = quiz.ask(id)
    [button] = [one for one in _walk(again.widget) if getattr(one, "description", "") == "Show the way"]
    button.click()
    text, lines = again.posed.way()
    assert again.error is None and all(html.escape(words) in again._way.value for words in [text, *lines])
    entry = quiz.Progress().answers()[id]
    assert entry["shown"] is True and entry["tries"] == 2
    assert text in quiz.way(id) and lines[0] in quiz.way(id)


def test_the_way_is_open_once_the_answer_is_right_and_then_tells_nothing_new(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    posed = pose(GRADED[0])
    quiz.check(posed.question.id, posed.question.right_answer(posed.answer))
    assert quiz.way(posed.question.id).startswith("One way: ")
    assert "shown" not in quiz.Progress().answers()[posed.question.id]
    [open_] = [id for id in IDS if not pose(id).question.graded and "rewrite" in id][:1]
    assert quiz.way(open_) == "There is no one way: this question has no right answer."


def test_the_score_of_an_interval_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    id = next(id for id in GRADED if pose(id).question.kind == "interval")
    low, high = pose(id).answer
    quiz.check(id, (low - (high - low) / 8, high + (high - low) / 8))
    assert quiz.Progress().answers()[id]["score"] == 0.8


def test_a_set_in_code_is_recorded_and_comes_back(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    id = next(id for id in GRADED if pose(id).question.kind == "several")
    assert quiz.check(id, set(pose(id).answer)).right
    assert set(quiz.ask(id).answer()) == pose(id).answer


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
