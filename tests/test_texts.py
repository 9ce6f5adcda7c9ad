"""Fragments found in the texts, and numbers that no record covers."""

import hashlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SEED, TEXT, seed_folder

from techgov.documents import Seed, read_seeds
from techgov.passages import collapse, folder, locate
from techgov.texts import check, verify


def report(tmp_path, text=TEXT, **changes):
    """The report on the invented seed, with ``changes``, for ``text``."""
    data = {**yaml.safe_load(SEED), **changes}
    data["document"]["sha256"] = hashlib.sha256(TEXT.encode()).hexdigest()
    if text is not None:
        (tmp_path / "zorn-2001.txt").write_text(text, encoding="utf-8", newline="\n")
    return check(Seed.model_validate(data), tmp_path)


def test_a_whole_seed_is_verified(tmp_path):
    found = report(tmp_path)
    assert (found.slug, found.state, found.fragments) == ("zorn-2001", "verified", 6)
    assert found.not_found == found.ambiguous == found.uncovered == []


def test_a_fragment_is_found_across_line_breaks(tmp_path):
    assert "1,200 people\na day" in TEXT
    broken = TEXT.replace("harbour master", "har\u00adbour\n\f  master")
    assert report(tmp_path, broken).not_found == []


@pytest.mark.parametrize("quote, places", [
    ({"exact": "the boat"}, ["the boat", "the boat"]),
    ({"exact": "the boat", "prefix": "to"}, ["the boat"]),
    ({"exact": "the boat", "suffix": "sank"}, ["the boat"]),
    ({"exact": "the boat", "prefix": "to", "suffix": "sank"}, []),
    ({"exact": "boat.", "prefix": ""}, []),
    ({"exact": "sank (12"}, ["sank (12"]),
    ({"exact": "6 knots"}, []),  # a piece of "2.6 knots" says something else
    ({"exact": "at 2"}, []),
    ({"exact": "200 oars"}, []),
    ({"exact": "1,200 oars"}, ["1,200 oars"]),
    ({"exact": "码头"}, ["码头"])])
def test_prefix_and_suffix_tell_places_apart(quote, places):
    text = "Up to the boat he swam; the boat sank (12 times) at 26 or 2.6 knots. 1,200 oars. 码头管理"
    assert [text[start:end] for start, end in locate(text, **quote)] == places


@given(st.text(min_size=1), st.text(), st.text())
@settings(max_examples=150)
def test_any_text_can_be_quoted(exact, before, after):
    exact = collapse(exact)
    text = f"{before} | {exact} | {after}"
    if exact:
        places = locate(text, exact)
        assert (len(before) + 3, len(before) + 3 + len(exact)) in places or text.count(exact) > 1
        assert all(text[start:end] == exact for start, end in places)


def test_a_fragment_that_is_not_there(tmp_path):
    found = report(tmp_path, TEXT.replace("the harbour master", "a harbour master"))
    assert (found.state, found.not_found) == ("other edition", ["zorn-master"])
    assert ("zorn-2001.yml:1, record zorn-master, field quote: its fragment “the harbour master” is not in the text"
            in found.problems)


def test_a_fragment_that_is_there_twice(tmp_path):
    found = report(tmp_path, TEXT + "So the harbour master said.\n")
    assert found.ambiguous == ["zorn-master"]
    assert any("add a prefix or a suffix" in line for line in found.problems)


@pytest.mark.parametrize("ignore, uncovered", [
    ([], 2), ([{"pattern": r"page \d+", "reason": "page number"}], 1),
    ([{"quote": {"exact": "page 12"}, "reason": "page number"}], 1),
    ([{"pattern": r"page \d+|seven", "reason": "page number"}], 0)])
def test_every_number_is_covered_or_excused(tmp_path, ignore, uncovered):
    found = report(tmp_path, TEXT + "See page 12, seven of us.\n", ignore=ignore)
    assert len(found.uncovered) == uncovered
    assert sum("no record covers" in line for line in found.problems) == uncovered


def test_half_a_number_is_not_covered(tmp_path):
    found = report(tmp_path, ignore=[{"quote": {"exact": "1"}, "reason": "a digit"}], quantities=[])
    assert any("1,200" in words for words in found.uncovered) and any("40" in words for words in found.uncovered)


def test_a_seed_that_is_not_whole_need_not_cover_everything(tmp_path):
    found = report(tmp_path, TEXT + "Seven.\n", whole=False)
    assert found.uncovered and not any("covers" in line for line in found.problems)


@pytest.mark.parametrize("marked, in_text, said", [
    ("", True, ""), ("outside", False, ""),
    ("", False, "are not in the text; correct them, or for a term say hanzi_from: outside"),
    ("outside", True, "stand in the text; drop hanzi_from: outside")])
def test_characters_from_outside_are_marked_and_no_others(tmp_path, marked, in_text, said):
    term = {"id": "zorn-term", "quote": {"exact": "is the word"}, "hanzi": "码头管理" if in_text else "渡船",
            "pinyin": "…", "english": "a word", "gloss": "one", "hanzi_from": marked}
    broken = TEXT.replace("码头管理", "码头\n管理")  # a line may break between two characters
    problems = [one for one in report(tmp_path, broken, terms=[term]).problems if "Chinese characters" in one]
    assert len(problems) == bool(said)
    assert all(f"record zorn-term, field hanzi: its Chinese characters {said or '?'}" in one for one in problems)


def test_an_ignored_quote_that_is_not_there(tmp_path):
    assert report(tmp_path, ignore=[{"quote": {"exact": "page 12"}, "reason": "gone"}]).not_found == [
        "zorn-2001 ignore entry 1"]


def test_another_edition_is_said_to_be_one(tmp_path):
    found = report(tmp_path, TEXT + "Corrected.\n")
    assert (found.state, found.not_found) == ("other edition", [])


def test_without_the_text_nothing_is_claimed(tmp_path):
    found = report(tmp_path, None)
    assert (found.state, found.problems, found.quoted) == ("no text", [], 0)


def test_quoting_too_much_is_a_problem(tmp_path):
    assert report(tmp_path).over_quoted  # so short a text is nearly all quoted
    long = report(tmp_path, TEXT + "and so on " * 40)
    assert not long.over_quoted and long.quoted == pytest.approx((19 + 4) / (32 + 4 + 120), abs=0.02)
    assert any("at most a third is allowed" in line for line in report(tmp_path).problems)


def test_the_same_fragment_counts_once(tmp_path):
    twice = yaml.safe_load(SEED)["actors"] * 2
    twice[1] = {**twice[1], "id": "zorn-other"}
    assert report(tmp_path, actors=twice).quoted == report(tmp_path).quoted


def test_where_the_texts_are(tmp_path, monkeypatch):
    monkeypatch.delenv("TECHGOV_TEXTS", raising=False)
    assert folder(tmp_path) == tmp_path / "seeds" / "texts"
    monkeypatch.setenv("TECHGOV_TEXTS", str(tmp_path / "mine"))
    assert folder(tmp_path) == tmp_path / "mine"


def test_every_document_is_reported(tmp_path):
    (tmp_path / "zorn-2001.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    assert [(one.slug, one.state) for one in verify(read_seeds(seed_folder(tmp_path)), tmp_path)] == [
        ("zorn-2001", "verified")]
