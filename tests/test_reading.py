"""Lesson 01's room: the search, the three desks, its tables and counts."""

import dataclasses
import html
import re
import time

import pytest

import techgov.records
import techgov.tables
from techgov.records import LONGEST, fold, records, search, sentences
from techgov.tables import Tables, load
from techgov.topics import reading
from techgov.topics.reading import model
from techgov.topics.reading.desk import SHOWN, passage

TABLES = Tables()
RECORDS = records(TABLES)
EVIL = "<img src=x onerror=alert(1)>"


def ids(*args, **filters):
    return {one.id for one in search(RECORDS, *args, **filters)}


# the search ------------------------------------------------------------------------------------------------

def test_every_record_is_there_once():
    assert len({one.id for one in RECORDS}) == len(RECORDS) == len(TABLES["fragments"])
    assert ids() == set(TABLES["fragments"]["id"])


@pytest.mark.parametrize("words", ["天网", "Tiānwǎng", "tiānwǎng", "tianwang", "TIANWANG", "tianwang gongcheng",
                                   "tianwanggongcheng", "tian wang", "skynet project", "Skynet  天网"])
def test_a_term_is_found_in_chinese_pinyin_and_english(words):
    assert "skynet-term" in ids(words)


@pytest.mark.parametrize("words", ["tiánwàng", "天网 nothing", "zzzz", EVIL, "\x00", "🤖", "☃" * 9])
def test_what_is_not_there_is_not_found(words):
    assert "skynet-term" not in ids(words)


def test_every_term_is_found_by_its_own_hanzi_and_pinyin_with_and_without_tones():
    for term in TABLES["terms"].itertuples():
        for words in filter(None, (term.hanzi, term.pinyin, fold(term.pinyin), fold(term.pinyin).replace(" ", ""))):
            assert term.id in ids(words), words


def test_curly_and_straight_quotation_marks_are_the_same():
    assert ids("people's daily") == ids("people’s daily") != set()


@pytest.mark.parametrize("name", ["document", "topic", "type", "kind", "support"])
def test_filters_divide_the_records(name):
    values = {getattr(one, name) for one in RECORDS} - {""}
    parts = [ids(**{name: value}) for value in values]
    assert sum(map(len, parts)) == sum(bool(getattr(one, name)) for one in RECORDS)
    assert ids(**{name: "no such thing"}) == set()


def test_filters_and_words_narrow_together():
    both = ids("camera", document="chen-2021", type="figure", support="footnoted")
    assert both == ids("camera") & ids(document="chen-2021") & ids(type="figure") & ids(support="footnoted")
    assert "chongqing-cameras" in both


def test_doubts_filter():
    named = TABLES["doubts"].set_index("id")["records"].str.split()
    assert ids(doubt="any") | ids(doubt="none") == ids() and not ids(doubt="any") & ids(doubt="none")
    for doubt, touched in named.items():
        assert ids(doubt=doubt) == set(touched) & ids()


def test_a_pasted_book_is_read_only_at_its_beginning_and_quickly():
    begun = time.perf_counter()
    assert ids("a " * 1_000_000) == ids("a " * (LONGEST // 2))
    assert time.perf_counter() - begun < 5


def test_links_run_both_ways():
    linked = {one.id: {other for _, other in one.links} for one in RECORDS}
    assert any(linked.values())
    for id, others in linked.items():
        assert all(id in linked[other] for other in others)


def test_sentences_are_cut_and_nothing_is_lost():
    text = 'Both say 6,000. Only the text has "over". The U.S. Commerce Department agrees?  Yes.'
    assert sentences(text) == ["Both say 6,000.", 'Only the text has "over".',
                               "The U.S. Commerce Department agrees?", "Yes."]
    for row in TABLES["doubts"].itertuples():
        assert " ".join(sentences(row.proved)).split() == row.proved.split()


# the desks -------------------------------------------------------------------------------------------------

def shown(widget):
    found = [widget.value] if type(widget).__name__ == "HTML" else []
    return " ".join(found + [shown(child) for child in getattr(widget, "children", ())])


@pytest.fixture(scope="module")
def browser():
    return reading.browse()


@pytest.fixture(autouse=True)
def no_texts(monkeypatch, tmp_path):
    monkeypatch.setenv("TECHGOV_TEXTS", str(tmp_path))


def test_the_browser_narrows_its_list_and_shows_a_page(browser):
    browser.clear()
    assert len(browser.list.options) == SHOWN < len(browser.found) and "the list shows the first" in browser.count.value
    browser.box.value = "tianwang"
    assert {one.id for one in browser.found} == ids("tianwang")
    browser.filters["document"].value = "technode-2020"
    assert browser.found == [] and browser.list.options == () and "No record holds all of that" in browser.page.value
    browser.clear()
    assert len(browser.found) == len(RECORDS) and browser.error is None


def test_a_records_page_has_its_row_its_words_its_doubts_and_how_to_add_the_text(browser):
    browser.open("china-cameras")
    title = html.escape(TABLES["doubts"].set_index("id")["title"]["national-cameras"])
    for words in ("2.6 billion cameras", "china-cameras", "footnoted", title, "would settle it", "TECHGOV_TEXTS"):
        assert words in browser.page.value
    assert ("cites: " in browser.links.options[0][0]) and browser.links.value == "chen-note-8"


def test_links_lead_to_other_records_and_back(browser):
    browser.open("china-cameras")
    browser.links.value = "chen-note-8"
    browser._open.click()
    assert browser.chosen.id == "chen-note-8" and not browser._back.disabled
    browser._back.click()
    assert browser.chosen.id == "china-cameras"


def test_every_record_has_a_page(browser):
    for one in RECORDS:
        assert "<blockquote" in browser.page_of(one)


def test_the_page_follows_the_list_and_the_buttons(browser):
    browser.clear()
    first, second, third = (id for _, id in browser.list.options[:3])
    browser.list.value = second
    assert browser.chosen.id == second and second in browser.page.value
    browser.move(1)
    assert browser.chosen.id == browser.list.value == third
    for _ in range(4):
        browser.move(-1)
    assert browser.chosen.id == first


def test_the_passage_is_shown_where_the_text_is_at_hand(browser, tmp_path):
    assert passage("chen-2021", "", "2.6 billion cameras", "") is None
    text = f"Some {EVIL} words come first. There are 2.6\n billion cameras in all. More follow."
    (tmp_path / "chen-2021.txt").write_text(text, encoding="utf-8")
    before, words, after = passage("chen-2021", "", "2.6 billion cameras", "")
    assert (words, after) == ("2.6 billion cameras", " in all. More follow.") and before.startswith("Some <img")
    browser.open("china-cameras")
    assert "<mark>2.6 billion cameras</mark>" in browser.page.value and "<img" not in browser.page.value
    browser.open("chongqing-cameras")
    assert "does not hold these words" in browser.page.value


def test_a_stored_page_never_holds_a_passage(tmp_path):
    first = RECORDS[0]
    (tmp_path / f"{first.document}.txt").write_text(f"Secret words {first.quote} secret words", encoding="utf-8")
    markup = reading.browse()._repr_mimebundle_()["text/html"]
    assert first.id in markup and "ecret words" not in markup


def test_what_is_typed_is_never_markup(browser):
    terms = reading.glossary()
    browser.box.value = terms.box.value = EVIL
    assert "<img src=x" not in shown(browser.widget) + shown(terms.widget)
    assert browser.error is None and terms.error is None
    browser.clear()


def test_a_record_with_markup_is_escaped(monkeypatch):
    spoilt = load("claims")
    spoilt.loc[0, ["says", "quote", "note"]] = EVIL
    monkeypatch.setattr(techgov.tables, "load", lambda name, place: spoilt if name == "claims" else load(name, place))
    monkeypatch.setattr(techgov.records, "_records", techgov.records._records.__wrapped__)  # read anew
    view = reading.browse()
    view.open(spoilt.loc[0, "id"])
    assert "&lt;img" in view.page.value and "<img src=x" not in shown(view.widget)


def test_an_exception_is_said_where_the_reader_looks():
    view = reading.browse()
    view.by_id = {}
    view._guard(lambda: view.open("<b>missing</b>"))
    assert isinstance(view.error, KeyError) and "Something went wrong" in view.page.value and "<b>" not in view.page.value


@pytest.mark.parametrize("doubt", TABLES["doubts"]["id"])
def test_the_desk_covers_the_verdict_until_the_sentences_are_sorted(doubt):
    view = reading.desk(doubt)
    row = TABLES["doubts"].set_index("id").loc[doubt]
    assert view.pick.value == doubt and view.parts and view.verdict.value == ""
    assert len(view.parts) == len(sentences(row["proved"])) + len(sentences(row["guessed"]))
    view.check()
    assert "not sorted yet" in view.verdict.value and "would settle it" not in view.verdict.value
    for choice, (_, where) in zip(view.choices, view.parts):
        choice.value = where
    view.check()
    assert f"{len(view.parts)} of {len(view.parts)} sorted" in view.verdict.value and "✗" not in view.verdict.value
    assert "would settle it" in view.verdict.value and view.error is None


def test_the_desk_names_what_was_sorted_otherwise_and_can_be_given_up():
    view = reading.desk("alibaba-members-over")
    for choice, (_, where) in zip(view.choices, view.parts):
        choice.value = "guessed" if where == "proved" else "proved"
    view.check()
    assert f"0 of {len(view.parts)} sorted" in view.verdict.value and "the register has it as" in view.verdict.value
    view.pick.value = "national-cameras"
    assert view.verdict.value == ""
    view.reveal()
    assert "would settle it" in view.verdict.value and "sorted as" not in view.verdict.value


def test_a_doubt_that_does_not_exist_opens_the_first():
    assert reading.desk("no-such-doubt").pick.value == TABLES["doubts"]["id"][0]


def test_the_glossary_narrows_and_warns():
    view = reading.glossary()
    assert len(view.found) == len(TABLES["terms"])
    view.chinese.value = True
    assert len(view.found) == (TABLES["terms"]["hanzi"] != "").sum()
    view.box.value = "tianwang"
    assert "天网工程" in view.page.value and "Tiānwǎng gōngchéng" in view.page.value
    view.box.value = "zzzz"
    assert "No term holds all of that" in view.page.value
    view.box.value, view.chinese.value = "", False
    assert "Take care:" in view.page.value and view.error is None


def test_the_glossary_says_which_characters_the_document_does_not_print():
    view = reading.glossary()
    one = next(term for term in view.terms if term.fields.get("hanzi"))
    printed = dataclasses.replace(one, fields={**one.fields, "hanzi_from": "document"})
    outside = dataclasses.replace(one, fields={**one.fields, "hanzi_from": "outside"})
    assert "characters not in the document" not in view.table([printed])
    assert view.table([outside]).count("characters not in the document") == 1


@pytest.mark.parametrize("make", [reading.browse, reading.desk, reading.glossary])
def test_a_page_without_a_kernel_shows_something(make):
    bundle = make()._repr_mimebundle_()
    assert "Run this notebook" in bundle["text/html"] and bundle["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert len(re.sub(r"<[^>]*>", "", bundle["text/html"])) > 300


# tables and counts -----------------------------------------------------------------------------------------

def test_statements_and_fragments_agree_with_the_record_tables():
    together = sum(len(TABLES[name]) for name in ("quantities", "events", "claims"))
    assert len(TABLES["statements"]) == together
    assert set(TABLES["statements"]["id"]) <= set(TABLES["fragments"]["id"])


def test_joining_owners_only_adds():
    outlets = TABLES["outlets"]
    gained = outlets[outlets["group"] != outlets["group_joined"]]
    assert len(gained) and set(gained["group"]) == {"outlet named, owner not"}
    for row in gained.itertuples():
        source = outlets.set_index("id").loc[row.owner_from]
        assert source["outlet"] == row.outlet and source["document"] != row.document or source["owner"] == row.owner


def test_support_counts_every_statement_once():
    names = {slug: slug for slug in TABLES["readings"]["document"]}
    everything = model.support(TABLES["statements"], names)
    assert everything.all == len(TABLES["statements"]) and everything.total("stretched") == 0
    footnoted = [model.support(TABLES["statements"], names, carry=n).total("footnoted") for n in range(1, 30)]
    assert footnoted == sorted(footnoted) and footnoted[-1] == everything.total("footnoted")
    with pytest.raises(ValueError, match="at least one"):
        model.support(TABLES["statements"], names, carry=0)


def test_sources_count_every_citation_once():
    for joined in (False, True):
        assert model.sources(TABLES["outlets"], TABLES["statements"], joined=joined).all == len(TABLES["citations"])
    assert model.sources(TABLES["outlets"], TABLES["statements"], document="none").share("no outlet named") == 0


def test_a_fall_carries_its_rounding():
    assert model.fallen(100, 0, 10, 0) == pytest.approx((90, 90))
    low, high = model.fallen(352e9, 1e9, 9.1, 0.1)
    assert low < 320e9 < high
