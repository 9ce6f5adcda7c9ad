"""The passport: what its code and its file carry, and that to load one takes nothing away."""

import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner import answer

from techgov import ask, check, passport, recall
from techgov.answers import bank
from techgov.passport import FIRST, LATER, NONE, TRIED, PassportError, decode, encode, merged
from techgov.progress import NAME, VERSION, Progress

LESSONS = {"01_boats": ["boats.a", "boats.b", "boats.c", "boats.d", "boats.e"], "02_nets": ["nets.a"]}
ENTRIES = {NONE: {"hints": 1}, TRIED: {"tries": 3, "right": False}, LATER: {"tries": 2, "right": True},
           FIRST: {"tries": 1, "right": True, "first_try_right": True}}
STATES = st.dictionaries(st.sampled_from([id for ids in LESSONS.values() for id in ids]), st.sampled_from(range(4)))
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def made(states):
    return encode({id: ENTRIES[state] for id, state in states.items()}, LESSONS)


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / NAME))
    return tmp_path / NAME


# the code ----------------------------------------------------------------------------------------------------

@given(STATES, st.randoms(use_true_random=False))
def test_a_code_brings_back_what_went_into_it_however_it_is_written(states, chance):
    code = made(states)
    assert re.fullmatch(f"TG1[{ALPHABET}]{{2}}(-[{ALPHABET}]{{5}})*(-[{ALPHABET}]{{1,5}})?", code)
    written = "".join(chance.choice([c, c.lower(), c + " ", c.replace("0", "o").replace("1", chance.choice("lIi"))])
                      for c in code).replace("-", chance.choice(["", "-", " — ", "\n"]))
    assert decode(written, LESSONS) == ({id: state for id, state in states.items() if state}, 0)


@given(STATES, st.data())
def test_a_wrong_letter_and_two_exchanged_are_always_found(states, data):
    code = made(states).replace("-", "")
    at = data.draw(st.integers(3, len(code) - 1))
    letter = data.draw(st.sampled_from(ALPHABET))
    wrong = {code[:at] + letter + code[at + 1:], code[:at] + code[at:at + 2][::-1] + code[at + 2:]} - {code}
    for one in wrong:
        with pytest.raises(PassportError, match="typing mistake"):
            decode(one, LESSONS)


def test_a_letter_too_many_or_too_few_is_found():
    code = made({"boats.a": FIRST, "boats.d": TRIED, "nets.a": LATER}).replace("-", "")
    for at in range(3, len(code) + 1):
        longer = {code[:at] + letter + code[at:] for letter in ALPHABET}
        for one in {code[:at], code[:at] + code[at + 1:], *longer} - {code}:
            with pytest.raises(PassportError, match="typing mistake"):
                decode(one, LESSONS)


@given(st.text() | st.text(ALPHABET).map(lambda text: passport.PREFIX + text))
@settings(max_examples=500)
def test_garbage_is_refused_in_one_sentence(text):
    try:
        states, elsewhere = decode(text, LESSONS)
    except PassportError as problem:
        assert re.fullmatch(r"This [^.]*\.", str(problem)), problem
    else:  # chance finds the shortest code there is: of nobody's verdicts
        assert not states or made(states).replace("-", "") == text.upper()


@pytest.mark.parametrize("data", [b"\0", b"\0\0\0", b"\0\0\1", b"\0\0\1\4", b"\0\0\2\0\0", b"\0\0\5\0"], ids=bytes.hex)
def test_a_code_that_was_made_otherwise_is_refused(data):
    with pytest.raises(PassportError, match="not made by TechGov"):
        decode(passport.PREFIX + passport._letters(data + passport._check(data)), LESSONS)


def test_a_code_of_another_version_or_of_something_else_says_so():
    with pytest.raises(PassportError, match="another version of TechGov"):
        decode("TG2" + made({})[3:], LESSONS)
    for none in ("", "hello", "TG", None, 7, "１２３"):
        with pytest.raises(PassportError, match="begins with TG1"):
            decode(none, LESSONS)


@given(STATES)
def test_a_code_of_another_edition_gives_back_the_lessons_that_are_the_same(states):
    """A question more in one lesson; the code knows how many of its verdicts that leaves out."""
    here = {"00_new": ["new.a"], "01_boats": [*LESSONS["01_boats"], "boats.f"], "03_nets": LESSONS["02_nets"]}
    found, elsewhere = decode(made(states), here)
    assert found == {id: state for id, state in states.items() if state and id == "nets.a"}
    assert elsewhere == sum(state > 0 and id != "nets.a" for id, state in states.items())


def test_a_code_is_short():
    assert len(made({})) <= 8
    one = encode({"boats.a": ENTRIES[FIRST]}, {"06_boats": ["boats.a", *map(str, range(19))]})
    course = {str(n): [f"{n}.{m:02}" for m in range(20)] for n in range(11)}
    whole = encode({id: ENTRIES[FIRST] for ids in course.values() for id in ids}, course)
    assert len(one) <= 24 and len(whole) <= 190


def test_the_lessons_of_the_bank_fit_a_code_and_are_told_apart():
    heads = [passport._head(ids) for ids in passport.lessons().values()]
    assert len(set(heads)) == len(heads) and sorted(sum(passport.lessons().values(), [])) == sorted(bank())


def test_verdicts_travel_from_one_machine_to_another(place):
    assert answer("skynet.repairs").right and not answer("skynet.largest-total", wrong=True).right
    answer("skynet.mean-and-maximum", wrong=True), answer("skynet.mean-and-maximum"), check("skynet.prediction", "40")
    code = passport.code()
    place.unlink()
    assert str(passport.enter(code)) == "4 questions added to your record."
    now = Progress().answers()
    assert {id: (entry["right"], entry["first_try_right"]) for id, entry in now.items()} == {
        "skynet.repairs": (True, True), "skynet.largest-total": (False, False),
        "skynet.mean-and-maximum": (True, False), "skynet.prediction": (None, None)}
    assert {entry["lesson"] for entry in now.values()} == {"06_skynet"} and passport.code() == code
    assert str(passport.enter(code)) == "0 questions added to your record, 4 known already."
    assert Progress().answers() == now


def test_a_question_says_that_its_verdict_came_with_a_code(place):
    answer("skynet.repairs"), check("skynet.implied-population", "7"), check("skynet.prediction", "40")
    code = passport.code()
    place.unlink()
    passport.enter(code)
    for id, said in (("skynet.repairs", "answered this, right."), ("skynet.prediction", "answered this."),
                     ("skynet.implied-population", "answered this, not right yet.")):
        quiz = ask(id)
        assert quiz.error is None and said in quiz._feedback.value
        assert quiz.posed.check(quiz.answer()).status in ("unanswered", "unclear")
    assert "your passport&#x27;s code does not hold it" in recall("skynet.prediction")._repr_html_()
    check("skynet.prediction", "50")
    assert recall("skynet.prediction").text.startswith("You predicted 50")


# the file ----------------------------------------------------------------------------------------------------

def test_everything_travels_as_a_file(place, tmp_path):
    answer("skynet.repairs"), check("skynet.rewrite", "A sentence of enough words, 十二 <b>of</b> them.")
    before = Progress().answers()
    kept = passport.save(tmp_path / "folder" / "mine.json")
    Progress().reset()
    assert str(passport.load(kept)) == "2 questions added to your record."
    assert Progress().answers() == before
    assert passport.load(kept).added == 0 and Progress().answers() == before
    assert passport.load("techgov-progress.before-reset-1.json").known == 2  # a bare name: beside the record


def test_a_record_that_cannot_be_read_gives_no_empty_passport(place, tmp_path):
    answer("skynet.repairs")
    path = tmp_path / NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": VERSION + 1}))
    for carry in (passport.code, passport.text, lambda: passport.save(tmp_path / "mine.json")):
        with pytest.raises(PassportError, match="written by a newer TechGov"):
            carry()
    assert not (tmp_path / "mine.json").exists()


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "~nobody-of-this-name/x"])
def test_a_name_that_no_file_can_have_is_refused_in_one_sentence(place, name):
    answer("skynet.repairs")
    with pytest.raises(PassportError, match="cannot be read"):
        passport.load(name)
    with pytest.raises(PassportError, match="cannot be saved"):
        passport.save(name)


def test_a_file_that_is_none_or_is_newer_is_refused_in_one_sentence(place, tmp_path):
    for content in (b"", b"\xff", b"[]", b"{}", b"[" * 100_000, json.dumps(
            {"format": "techgov-progress", "version": 1, "answers": {"a": {"tries": 10 ** 30}}}).encode()):
        with pytest.raises(PassportError, match="^This file is no passport of TechGov, or it is damaged.$"):
            passport.take(content)
    with pytest.raises(PassportError, match="newer TechGov"):
        passport.take(json.dumps({"format": "techgov-progress", "version": VERSION + 1, "answers": 7}).encode())
    with pytest.raises(PassportError, match="too large"):
        passport.take(b" " * 10_000_001)
    for path in (tmp_path / "missing.json", tmp_path):
        with pytest.raises(PassportError, match="cannot be read"):
            passport.load(path)
    (tmp_path / "file").write_text("")
    with pytest.raises(PassportError, match="cannot be saved"):
        passport.save(tmp_path / "file" / "mine.json")
    assert not place.exists()


def test_an_older_passport_is_migrated(place):
    old = {"format": "techgov-progress", "answers": {"x.y": {"attempts": 2, "correct": True}}}
    passport.take(json.dumps(old).encode())
    assert Progress().answers() == {"x.y": {"tries": 2, "right": True}}


def test_what_cannot_be_saved_is_said(place, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("techgov.progress.write_atomically", full)
    said = str(passport.enter(encode({"skynet.repairs": ENTRIES[FIRST]}, passport.lessons())))
    assert said.startswith("1 question added to your record. Your answers cannot be saved (No space left")
    assert Progress().answers()["skynet.repairs"]["right"]


# two records of one question -----------------------------------------------------------------------------------

VERDICT = st.fixed_dictionaries(
    {"tries": st.integers(1, 5), "right": st.booleans(), "first_try_right": st.booleans(),
     "answer": st.text(max_size=2),
     "last_at": st.sampled_from(["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"]), "first_at": st.just("2026")},
    optional={"hints": st.integers(0, 3), "mistakes": st.dictionaries(st.sampled_from("ab"), st.integers(1, 3))})
BY_CODE = st.sampled_from([passport._entry(state, "01_boats", {"right": "Yes."}) for state in (TRIED, LATER, FIRST)])
ENTRY = st.just({}) | st.fixed_dictionaries({"hints": st.integers(1, 3)}) | VERDICT | BY_CODE


@given(ENTRY, ENTRY)
@settings(max_examples=300)
def test_a_merge_loses_nothing_and_adds_nothing(mine, theirs):
    both = merged(mine, theirs)
    assert merged(both, theirs) == both and merged(both, mine) == both and merged(mine, mine) == mine
    assert set(both) == set(mine) | set(theirs)
    for count in ("tries", "hints"):
        assert both.get(count, 0) == max(mine.get(count, 0), theirs.get(count, 0))
    for one in (mine, theirs):
        assert all(both["mistakes"][name] >= times for name, times in one.get("mistakes", {}).items())
    answers = [one for one in (theirs, mine) if "answer" in one]
    if answers:
        assert both["answer"] == max(reversed(answers), key=lambda one: one["last_at"])["answer"]
    verdicts = [one["right"] for one in (mine, theirs) if "right" in one]
    assert not verdicts or both["right"] in verdicts
    if any(one.get("right") and "answer" not in one for one in (mine, theirs)):
        assert both["right"]  # from a code, which knows no more than that it once was right


def test_garbage_in_a_file_never_raises_anything_else(place):
    chance = random.Random(3)
    values = [None, True, -1, 0, 2, 10 ** 30, 1.5, "", "x", [], {}, {"a": 1}, {"a": []}, "<b>"]
    fields = ["tries", "hints", "mistakes", "right", "first_at", "last_at", "answer", "seed", "lesson", "?"]
    refused = 0
    for _ in range(60):
        entry = {field: chance.choice(values) for field in chance.sample(fields, 4)}
        try:
            passport.take(json.dumps({"format": "techgov-progress", "version": 1, "answers": {
                "skynet.repairs": entry}}).encode())
        except PassportError:
            refused += 1
        assert passport.code().startswith("TG1") and ask("skynet.repairs").error is None
    assert 0 < refused < 60
