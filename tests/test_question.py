"""Every kind of question: its right answer, its wrong ones, and whatever else a learner may type."""

import json
import math
import unicodedata
from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from techgov import bank
from techgov.bank import Bank
from techgov.documents import SeedError
from techgov.numerals import Unclear
from techgov.question import Within, _read_number, read
from techgov.tables import Tables

COMMON = {"prompt": "What does the invented table say?", "hints": ["Look.", "Look again.", "Look at the last row."],
          "way": "Read the last row of the table.", "right": "That is what the table says.",
          "otherwise": "That is something else."}


def wrong(**whens):
    return [{"name": name.replace("_", "-"), "when": when, "message": f"This is the mistake {name}."}
            for name, when in whens.items()]


WORDS = {
    "number": {"unit": "boats", "wrong": wrong(doubled="answer * 2", other_row=70)},
    "choice": {"options": {"a": "A boat", "b": "A barge", "c": "A raft"}, "wrong": wrong(barge="b", raft="c")},
    "several": {"options": {"a": "A boat", "b": "A barge", "c": "A raft", "d": "A ferry"},
                "wrong": wrong(no_ferry={"missing": ["d"]}, raft={"extra": ["c"]},
                               barge_for_boat={"missing": ["a"], "extra": ["b"]})},
    "classify": {"items": {"i": "One", "j": "Two", "k": "Three"}, "buckets": {"x": "Dry", "y": "Wet"},
                 "wrong": wrong(all_dry={"i": "x", "j": "x", "k": "x"}, one_wet={"i": "y"})},
    "order": {"items": {"p": "First", "q": "Then", "r": "Last"}, "wrong": wrong(last_before=["r", "p"],
                                                                                  late=["q", "p"])},
    "interval": {"unit": "boats", "wrong": wrong(missed="apart", cut="too narrow", vague="too wide", turned="swapped")},
    "place": {"x": {"label": "year", "low": 1990, "high": 2020},
              "y": {"label": "boats", "low": 0, "high": 60, "step": 0.5, "tolerance": 2},
              "shows": "A chart of years and boats, and nothing else.", "source": "Invented 2001", "origin": "derived",
              "wrong": wrong(a_year_late={"x": "answer[0] + 1"}, turned={"x": 2012, "y": 5})},
    "prediction": {"unit": "boats", "lowest": 0, "highest": 1000, "reveal": "There are a dozen.", "hints": None,
                   "way": None, "right": None, "otherwise": None},
    "argument": {"rubric": ["Has a reason.", "Has a doubt."], "hints": None, "way": None, "right": None,
                 "otherwise": None,
                 "samples": [{"text": "This sample has five words.", "comment": "Short."}] * 3},
}
ANSWERS = {"number": 12.0, "choice": "a", "several": {"a", "d"}, "classify": {"i": "x", "j": "y", "k": "x"},
           "order": ["p", "q", "r"], "interval": (100.0, 140.0), "place": (2005, 12.0), "prediction": 12.0,
           "argument": None}
LEADS_TO = {"doubled": 24.0, "other-row": 70.0,  # what the wrong expressions come to
            "a-year-late": (2006, None), "turned": (2012, 5)}
GRADED = [kind for kind in WORDS if kind not in ("prediction", "argument")]


def question(kind, **changes):
    words = {"id": f"boats.{kind}", "kind": kind, **COMMON, **WORDS[kind], **changes}
    return Bank(questions=[{name: word for name, word in words.items() if word is not None}]).questions[0]


def verdict(kind, raw, answer=..., **changes):
    return question(kind, **changes).check(raw, ANSWERS[kind] if answer is ... else answer, LEADS_TO)


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("nothing", [None, ..., "", " \n\t ", [], {}, set(), {...}, [...], [None, ""], {"i": ...}],
                         ids=repr)
def test_nothing_is_not_answered_yet(kind, nothing):
    assert verdict(kind, nothing).status == "unanswered"


@pytest.mark.parametrize("kind", WORDS)
def test_the_right_answer_passes(kind):
    one = question(kind)
    given = one.check(one.right_answer(ANSWERS[kind]), ANSWERS[kind], LEADS_TO)
    assert given.status == ("right" if one.graded else "recorded")
    assert given.right == one.graded
    assert not one.graded or (given.message == COMMON["right"] and str(given).startswith("✓ "))


@pytest.mark.parametrize("kind", GRADED)
def test_each_wrong_answer_fails_with_its_own_message(kind):
    one = question(kind)
    for mistake in one.wrong:
        given = one.check(one.wrong_answer(mistake, ANSWERS[kind], LEADS_TO), ANSWERS[kind], LEADS_TO)
        assert (given.status, given.mistake, given.message) == ("wrong", mistake.name, mistake.message)
        assert str(given).startswith("✗ ")


@pytest.mark.parametrize("kind, raw", [
    ("number", "13"), ("several", ["a", "b", "d"]), ("place", [2004, 12]),
    ("classify", {"i": "x", "j": "x", "k": "y"}), ("order", ["p", "r", "q"])])
def test_a_mistake_without_a_name_gets_the_general_message(kind, raw):
    given = verdict(kind, raw)
    assert (given.status, given.mistake, given.message) == ("wrong", "", COMMON["otherwise"])


@pytest.mark.parametrize("kind, raw, says", [
    ("number", "many", "begin with a number"), ("number", "12 %", "percentage"), ("number", math.nan, "finite"),
    ("number", 10 ** 400, "no number"), ("number", True, "no number"), ("number", np.bool_(True), "no number"),
    ("choice", "d", "one of: a, b, c"), ("choice", 1, "one of"),
    ("several", ["a", "z"], "some of these: a, b, c, d"), ("several", 5, "some of"), ("several", {"a": 1}, "some of"),
    ("several", {"a", 5}, "some of"), ("several", [["a"], ["d"]], "some of"),
    ("place", 2005, "two numbers: year and boats"), ("place", [2005, 12, 1], "two numbers"), ("place", {"x": 1}, "two"),
    ("place", [2005, ""], "boats is still empty"), ("place", [1989, 12], "year: 1989 is not on the chart"),
    ("place", [2005, math.nan], "finite"), ("place", ["soon", 12], "year: That does not begin with a number"),
    ("classify", {"i": "x"}, "2 of 3 not placed"), ("classify", {"z": "x"}, "dictionary"),
    ("classify", "x", "dictionary"),
    ("order", ["p", "q"], "each once"), ("order", ["p", "p", "q"], "each once"), ("order", "pqr", "each once"),
    ("interval", ["3", ""], "still empty"), ("interval", "3 to 4", "two numbers"), ("interval", b"34", "two numbers"),
    ("interval", ["x", "3"], "begin with a number"),
    ("prediction", -1, "at least 0 and at most 1,000"), ("prediction", "a lot", "begin with a number"),
    ("argument", "Too short.", "a sentence"), ("argument", "word " * 2000, "at most 5,000"), ("argument", 5, "text")])
def test_what_cannot_be_read_is_asked_back(kind, raw, says):
    given = verdict(kind, raw)
    assert given.status == "unclear" and says in given.message


@pytest.mark.parametrize("raw, unit, value", [
    ("five sixths", "%", 500 / 6), ("一半", "% of all", 50), ("八成", "%", 80), ("0.8", "%", 0.8), ("80%", "%", 80),
    ("5%", "of 100 alarms", 5), ("half", "of a hundred", 50), ("60%", "of one", 0.6), ("half", "of one", 0.5),
    ("half", "people", 0.5), ("1.4b", "people", 1.4e9)])
def test_a_share_is_read_in_the_unit_that_is_asked_for(raw, unit, value):
    assert _read_number(raw, unit) == pytest.approx(value)


@pytest.mark.parametrize("unit, says", [("people", "the answer is in people"), ("of group B", "a number of group B")])
def test_a_share_of_something_else_is_asked_back(unit, says):
    with pytest.raises(Unclear, match=says):
        _read_number("50%", unit)


def test_only_the_bound_that_there_is_is_named():
    assert verdict("prediction", -1, highest=math.inf).message == "Give a number of at least 0."


def test_a_chinese_sentence_is_a_sentence():
    assert verdict("argument", "这里有十二条船。").status == "recorded"


@pytest.mark.parametrize("kind, raw", [
    ("number", "12 boats"), ("number", 12), ("number", np.float32(12)), ("number", np.int64(12)),
    ("several", {"a", "d"}), ("several", ("d", "a")), ("several", ["a", "d", "a"]), ("several", pd.Series(["a", "d"])),
    ("several", {"a": True, "b": False, "d": True}), ("several", frozenset("ad")),
    ("place", (2005, 12)), ("place", ["2005", "12"]), ("place", np.array([2005.0, 13.9])), ("place", [2005, 10]),
    ("number", pd.Series([12])), ("number", np.array([[12.0]])[0]), ("number", pd.Series([12], dtype="Int64").iloc[0]),
    ("order", ("p", "q", "r")), ("order", pd.Series(["p", "q", "r"])), ("order", pd.Index(["p", "q", "r"])),
    ("interval", (100, 140)), ("interval", ["100", "140"]), ("interval", np.array([100, 140])),
    ("interval", pd.Series([100.0, 140.0])), ("classify", pd.Series(ANSWERS["classify"]).to_dict())])
def test_what_python_computed_is_taken_as_it_is(kind, raw):
    assert verdict(kind, raw).status == "right"


def test_an_answer_that_rounding_leaves_open_takes_its_whole_interval():
    open_answer = Within(50, 40, 69)
    assert [verdict("number", raw, open_answer).status for raw in (39.9, 40, 69, 69.1)] == [
        "wrong", "right", "right", "wrong"]


ODD_ATOMS = (st.none() | st.just(...) | st.booleans() | st.text(max_size=20) | st.binary(max_size=10)
             | st.integers() | st.integers(10 ** 300, 10 ** 320) | st.floats() | st.complex_numbers()
             | st.sampled_from([*"abcijkpqrxy", "12", "1e400", "<img onerror=x>", "{{ 7 * 7 }}", "\ud800",
                                pd.NA, pd.NaT, np.float64("nan"), np.float64(12), np.str_("a"),
                                np.datetime64("2020-01-01"), pd.Timestamp(2020, 1, 1), print, int]))
ODD_KEYS = st.text(max_size=3) | st.integers() | st.none() | st.sampled_from("ijk")
ODD = st.recursive(ODD_ATOMS, lambda inner: (
    st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple) | st.dictionaries(ODD_KEYS, inner, max_size=3)
    | st.lists(inner, max_size=3).map(lambda items: pd.Series(items, dtype=object))), max_leaves=5)
COLUMNS = [pd.Series([1.0, np.nan]), pd.Series([], dtype=float), pd.DataFrame({"i": [1, 2]}), pd.DataFrame(),
           np.array([]), np.array(5), np.zeros((2, 2)), np.array(["p", "q", "r"]), pd.Series(["a"]),
           {"i": pd.Series([1, 2]), "j": np.array([1, 2])}, [pd.Series([1, 2]), pd.NA], range(3), iter("ab"), {1, 2},
           pd.Categorical(["p", "q"]), memoryview(b"ab"), pd.Series([100, 140]), object()]
CYCLE = []
CYCLE.append(CYCLE)


def is_right(kind, raw):
    """The oracle: may this be called right?"""
    if kind == "number":
        raw = raw.tolist() if hasattr(raw, "tolist") else raw
        raw = raw[0] if isinstance(raw, list) and len(raw) == 1 else raw
        if isinstance(raw, str):  # 12 in words, or digits that begin with those of 11.9 or 12
            digits = "".join(str(unicodedata.digit(one, "")) for one in unicodedata.normalize("NFKC", raw))
            return digits.lstrip("0")[:2] in ("11", "12") or any(
                word in raw.casefold() for word in ("dozen", "twelve", "十二", "一二"))
        try:
            return abs(float(raw) - 12) <= 0.12 + 1e-9 and not isinstance(raw, bool)
        except (TypeError, ValueError, OverflowError):
            return False
    if kind == "several":
        return set(raw) == {"a", "d"} or raw == {"a": True, "d": True}
    if kind == "place":
        return len(raw) == 2 and abs(float(raw[0]) - 2005) <= 0.5 and abs(float(raw[1]) - 12) <= 2
    if kind == "interval":
        return len(raw) == 2 and is_right("number", 12 + float(raw[0]) - 100) and float(raw[1]) >= 139.9
    return (list(raw) if kind == "order" else raw) == ANSWERS[kind]


def never_raises(raw):
    for kind in WORDS:
        given = verdict(kind, raw)
        assert given.status in ("right", "wrong", "unanswered", "unclear", "recorded") and len(str(given)) < 700
        assert not given.right or is_right(kind, raw)


@given(ODD)
def test_no_answer_raises_or_passes_by_accident(raw):
    never_raises(raw)


@pytest.mark.parametrize("raw", [*COLUMNS, CYCLE, "9" * 1_000_000, "😀" * 1000, 10 ** 5000],
                         ids=lambda raw: type(raw).__name__)
def test_no_column_or_monster_raises(raw):
    never_raises(raw)


@pytest.mark.parametrize("raw, mistake", [
    (["33.3", "66.7"], None), (["33.39", "66.61"], None), (["30", "75"], None), (["35", "66.7"], "cut"),
    (["33", "65"], "cut"), (["10", "80"], "vague"), (["70", "90"], "missed"), (["66.7", "33.3"], "turned")])
def test_an_interval_may_be_a_little_off_and_no_more(raw, mistake):
    assert verdict("interval", raw, (100 / 3, 200 / 3)).mistake == (mistake or "")
    assert verdict("interval", raw, (100 / 3, 200 / 3)).right == (mistake is None)


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6))
@settings(max_examples=100)
def test_interval_answers_hold_for_any_bounds(low, width):
    one, answer = question("interval"), (low, low + width)
    assert one.check(one.right_answer(answer), answer).right
    assert [one.check(one.wrong_answer(w, answer, None), answer).mistake for w in one.wrong] == [
        w.name for w in one.wrong]


@pytest.mark.parametrize("raw, score, says", [
    (["100", "140"], 1, "fills 100% of it"), (["95", "145"], 0.8, "Score 0.8 of 1: it holds all that is possible"),
    (["80", "160"], 0.5, "fills 50% of it"), (["-1e300", "1e300"], 0, "less than 0.1%"),
    (["101", "140"], 0, "leaves out"),
    (["-1e308", "1e308"], 0, "less than 0.1%"), (["140", "100"], 0, "leaves out"), (["200", "300"], 0, "Score 0 of 1")])
def test_an_interval_is_scored_for_being_right_and_for_being_narrow(raw, score, says):
    given = verdict("interval", raw)
    assert given.score == pytest.approx(score) and says in given.reading


def test_an_interval_of_no_width_is_scored_too():
    assert verdict("interval", ["5", "5"], (5.0, 5.0)).score == 1
    assert verdict("interval", ["5", "6"], (5.0, 5.0)).score == 0


@pytest.mark.parametrize("chosen, fits, mistake", [
    ("a", "Of the 1 that you chose 1 fit", "no-ferry"), ("ab", "2 that you chose 1", "no-ferry"),
    ("acd", "3 that you chose 2", "raft"), ("bd", "2 that you chose 1", "barge-for-boat"),
    ("abd", "3 that you chose 2", "")])
def test_options_that_fit_are_counted(chosen, fits, mistake):
    given = verdict("several", list(chosen))
    assert fits in given.reading and given.mistake == mistake


@pytest.mark.parametrize("raw", [2005, "2005", [2005], (2005.4,), np.float64(2005), pd.Series([2005])])
def test_a_place_on_one_axis_is_one_number(raw):
    assert verdict("place", raw, 2005, y=None, wrong=wrong(late={"x": 2006})).status == "right"


@pytest.mark.parametrize("kind", GRADED)
def test_the_solution_is_in_words(kind):
    lines = question(kind).solution(ANSWERS[kind])
    assert lines and all(isinstance(line, str) and line for line in lines)
    assert lines == {"number": ["12 boats"], "choice": ["A boat"], "several": ["A boat", "A ferry"],
                     "classify": ["Dry: One", "Wet: Two", "Dry: Three"], "order": ["1. First", "2. Then", "3. Last"],
                     "interval": ["100 to 140 boats"], "place": ["year: 2005, boats: 12"]}[kind]
    assert question("number").solution(Within(50, 40, 69)) == ["50 boats; 40 to 69 is right"]


@pytest.mark.parametrize("kind, changes", [
    ("number", {"way": None}), ("number", {"way": "Look."}),
    ("several", {"wrong": wrong(unknown={"missing": ["z"]})}), ("several", {"wrong": wrong(nothing={})}),
    ("several", {"wrong": wrong(shape=["a"])}), ("several", {"options": {"a": "A boat", "b": "A barge"}}),
    ("place", {"y": None}), ("place", {"wrong": wrong(nowhere={})}), ("place", {"source": None}),
    ("place", {"origin": "guess"}), ("place", {"x": {"label": "year", "low": 2000, "high": 1990}}),
    ("place", {"x": {"label": "year", "low": 1990, "high": 2020, "step": 0}}),
    ("place", {"x": {"label": "year", "low": 1990, "high": 2020, "step": 31}}),
    ("number", {"hints": ["Look.", "Look again."]}),
    ("number", {"wrong": []}),
    ("number", {"wrong": wrong(twice=1) * 2}),
    ("number", {"tolerance": 0}),
    ("number", {"colour": "red"}),
    ("number", {"id": "Boats 7"}),
    ("number", {"vary": {"year": [2001, 2002]}}),
    ("number", {"vary": {"year": [2001, 2002]}, "parameters": {"year": 1999}}),
    ("choice", {"wrong": wrong(unknown="z")}),
    ("choice", {"wrong": wrong(shape=["b"])}),
    ("choice", {"options": {"a": "Alone"}}),
    ("classify", {"wrong": wrong(item={"z": "x"})}),
    ("classify", {"wrong": wrong(bucket={"i": "z"})}),
    ("classify", {"wrong": wrong(shape=["i", "x"])}),
    ("classify", {"wrong": wrong(all={})}),
    ("order", {"wrong": wrong(unknown=["p", "z"])}),
    ("order", {"wrong": wrong(shape=["p"])}),
    ("order", {"wrong": wrong(shape=7)}),
    ("order", {"wrong": wrong(itself=["p", "p"])}),
    ("interval", {"wrong": wrong(unknown="askew")}),
    ("argument", {"rubric": ["Alone."]}),
    ("argument", {"samples": []}),
    ("riddle", {})])
def test_the_schema_refuses(kind, changes):
    with pytest.raises(ValidationError):
        question(kind, **changes) if kind in WORDS else Bank(questions=[{"kind": kind, "id": "a.b", "prompt": "?"}])


@pytest.mark.parametrize("kind", WORDS)
def test_a_learners_kernel_reads_what_the_build_has_checked(kind):
    stored = Bank(questions=[asdict(question(kind))]).model_dump(mode="json", exclude_defaults=True)["questions"][0]
    assert read(json.loads(json.dumps(stored))) == question(kind)


def asked(**changes):
    words = Bank(questions=[asdict(question("choice", **changes))]).model_dump(mode="json", exclude_defaults=True)
    return {"lesson": "01_boats", **words["questions"][0]}


def test_the_bank_holds_a_questions_own_numbers():
    words = asked(prompt="What do {{ boats }} boats carry, of {{ rows('claims') - rows('claims') }}?",
                  parameters={"boats": 3})
    assert bank.fill({"boats.choice": words}, Tables()) == {
        "boats.choice": {**words, "prompt": "What do 3 boats carry, of 0?"}}


def test_all_words_that_cannot_be_filled_in_are_named_at_once():
    with pytest.raises(SeedError) as problem:
        bank.fill({"boats.one": asked(prompt="Of {{ sails }} sails?"), "boats.two": asked(prompt="Which {{ is it?"),
                   "boats.three": asked(), "boats.four": asked(prompt="Of {{ value('no-such-figure') }} boats?")},
                  Tables())
    assert [name in str(problem.value) for name in ("boats.one", "boats.two", "boats.three", "boats.four")] == [
        True, True, False, True]


def test_the_schema_takes_numbers_that_may_vary():
    assert question("number", vary={"year": [2001, 2002]}, parameters={"year": 2002}).parameters == {"year": 2002}


def test_an_id_is_used_once():
    one = asdict(question("choice"))
    with pytest.raises(ValidationError, match="'boats.choice' is used twice"):
        Bank(questions=[one, one])
