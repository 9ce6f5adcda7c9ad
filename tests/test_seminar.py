"""Lesson 11's room: models against closed forms and simulation, the desk and what it keeps, the pages it makes, the
formats."""

import html
import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from techgov import check, passport
from techgov.build import plan
from techgov.project import ROOT
from techgov.tables import Tables
from techgov.topics import seminar
from techgov.topics.seminar import answers, argument, brief, draw, formats, model
from techgov.topics.seminar.argument import Argument, evidence, numbered, read, weigh
from techgov.topics.seminar.desk import ENTRY, EXAMPLE, ArgumentDesk, shown

TABLES = Tables()
KNOWN = evidence(TABLES)
CLAIMS, LINKS = seminar.claims(TABLES), TABLES["claim_links"]
EVIL = "<img src=x onerror=alert(1)> & | `code` [link](x) \x00\x0b 天网 🤖"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


# reports ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("right", [0.5, 0.6, 0.8, 0.95])
@pytest.mark.parametrize("prior", [0.01, 0.5, 0.9])
def test_reports_at_their_limits(right, prior):
    odds = prior / (1 - prior)
    alone, one = model.reports(7, 0.0, right, prior), model.reports(7, 1.0, right, prior)
    for got, power in ((alone.now, 7), (one.now, 1)):
        after = odds * (right / (1 - right)) ** power
        assert got == pytest.approx(after / (1 + after))
    assert alone.belief[0] == pytest.approx(prior) and np.allclose(alone.belief, alone.alone)
    assert np.allclose(one.belief[1:], one.one[1]) and alone.worth == pytest.approx(7 if right > 0.5 else 0)
    assert one.worth == pytest.approx(1 if right > 0.5 else 0)


@pytest.mark.parametrize("copied", [0.1, 0.5, 0.9])
def test_copies_are_worth_more_than_one_report_and_less_than_all(copied):
    found = [model.reports(number, copied, 0.7) for number in range(2, model.MOST + 1)]
    assert all(1 < one.worth < one.number for one in found)
    assert all(np.diff([one.worth for one in found]) > 0)
    assert all(one.one[one.number] < one.now < one.alone[one.number] for one in found)


@pytest.mark.parametrize("number, copied, right, prior", [(1, 0.5, 0.7, 0.5), (4, 0.0, 0.6, 0.3), (4, 0.5, 0.7, 0.5),
                                                          (6, 0.9, 0.8, 0.2), (3, 1.0, 0.9, 0.1)])
def test_the_closed_form_agrees_with_the_simulation(number, copied, right, prior):
    runs = [model.agree(number, copied, right, prior, seed=seed) for seed in (1, 2, 3)]
    assert len(set(runs)) == 3 and runs[0] == model.agree(number, copied, right, prior, seed=1)
    assert np.mean(runs) == pytest.approx(model.reports(number, copied, right, prior).now, abs=0.01)


def test_what_all_say_and_what_not_all_say_add_up():
    """For two reports, summed by hand over who copies: both, one, neither."""
    s, c = 0.8, 0.3
    by_hand = c * c * s + 2 * c * (1 - c) * s * s + (1 - c) ** 2 * s * s
    assert model.likelihoods(2, c, s)[0] == pytest.approx(by_hand)


def test_a_family_of_reports_counts_its_sources():
    for k in range(1, 11):
        one = model.family(k)
        assert len(one.source) == 10 and set(one.source) == set(range(k))
        counts = np.bincount(one.source)
        assert counts.max() - counts.min() <= 1
        assert one.belief == pytest.approx(1.5 ** k / (1 + 1.5 ** k)) and one.alone == model.family(10).belief


def test_enough_is_the_first_number_that_does():
    number = model.enough(0.5, 0.6, 0.9)
    assert model.reports(number, 0.5, 0.6).now >= 0.9 > model.reports(number - 1, 0.5, 0.6).now
    assert model.enough(0.0, 0.6, 0.5) == 0
    with pytest.raises(ValueError, match="20 reports do not lift"):
        model.enough(1.0, 0.6, 0.9)


@pytest.mark.parametrize("call", [
    lambda: model.reports(21, 0.5, 0.7), lambda: model.reports(5, 1.5, 0.7), lambda: model.reports(5, 0.5, 1.0),
    lambda: model.reports(5, 0.5, 0.4), lambda: model.family(11), lambda: model.family(0),
    lambda: model.build(0, 2, 0.9), lambda: model.build(1, 2, 1.1), lambda: model.build(1, 2, 0.9, struck=-1)])
def test_what_cannot_be_is_refused(call):
    with pytest.raises(ValueError):
        call()


# the build of an argument ----------------------------------------------------------------------------------

@pytest.mark.parametrize("legs, steps, holds, shared", [
    (1, 4, 0.9, False), (3, 2, 0.7, False), (3, 2, 0.7, True), (5, 5, 0.6, False), (4, 1, 0.8, True),
    (2, 3, 0.95, True)])
def test_a_build_agrees_with_the_simulation(legs, steps, holds, shared):
    runs = [model.stands(legs, steps, holds, shared, seed=seed) for seed in (1, 2, 3)]
    assert np.mean(runs) == pytest.approx(model.build(legs, steps, holds, shared).before, abs=0.005)


def test_a_build_at_its_limits():
    assert model.build(1, 5, 0.9).before == pytest.approx(0.59049)
    assert model.build(3, 4, 1.0).before == 1 and model.build(3, 4, 0.0).before == 0
    assert model.build(4, 1, 0.8, shared=True).before == pytest.approx(0.8)  # all legs are the shared step
    assert model.build(1, 3, 0.8, shared=True).before == pytest.approx(model.build(1, 3, 0.8).before)
    for struck in range(4):
        assert model.build(3, 2, 0.9, struck=struck).after == pytest.approx(
            model.build(3 - struck, 2, 0.9).before if struck < 3 else 0)
        assert model.build(3, 2, 0.9, shared=True, struck=struck).after == (
            pytest.approx(model.build(3, 2, 0.9, shared=True).before) if not struck else 0)


# the claims as a network -----------------------------------------------------------------------------------

def test_every_link_is_seen_from_both_ends():
    seen = {"supports": 0, "contradicts": 0}
    for id in set(LINKS["from"]) | set(LINKS["to"]):
        near = model.neighbours(LINKS, id)
        assert len(near) <= draw.NEAR, "the list has no room for more"
        for other, way in zip(near["id"], near["way"]):
            back = model.neighbours(LINKS, other).query("id == @id")["way"]
            opposite = {model.WAYS[0]: model.WAYS[0], model.WAYS[1]: model.WAYS[2], model.WAYS[2]: model.WAYS[1]}[way]
            assert opposite in list(back)
            seen["contradicts" if way == model.WAYS[0] else "supports"] += 1
    assert seen == {kind: 2 * number for kind, number in LINKS["relation"].value_counts().items()}


def test_a_walk_takes_the_steps_that_are_there_and_stays_otherwise():
    start = "control-is-hard"
    assert model.around(CLAIMS, LINKS, start, (0, 0)).path == (start,)
    one = model.around(CLAIMS, LINKS, start, (1, 99))
    assert one.path == (start, "orwell-replica") and one.claim["id"] == "orwell-replica"
    there_and_back = one.neighbours.query("id == @start")["number"].iloc[0]
    assert model.around(CLAIMS, LINKS, start, (1, there_and_back)).path[-1] == start
    assert set(model.around(CLAIMS, LINKS, start, (), "contradicts").neighbours["way"]) == {model.WAYS[0]}
    alone = (set(CLAIMS["id"]) - set(LINKS["from"]) - set(LINKS["to"])).pop()
    assert model.around(CLAIMS, LINKS, alone, (1, 1)).path == (alone,)
    with pytest.raises(KeyError, match="no claim"):
        model.around(CLAIMS, LINKS, "nothing")


def test_a_ring_is_even_and_begins_at_the_top():
    assert model.ring(0).shape == (0, 2)
    assert np.allclose(model.ring(4), [(0, 1), (1, 0), (0, -1), (-1, 0)], atol=1e-12)
    assert np.allclose(np.linalg.norm(model.ring(9), axis=1), 1)


def test_the_network_holds_all_links_and_counts_them():
    found = model.network(CLAIMS, LINKS)
    assert set(found.place) == set(LINKS["from"]) | set(LINKS["to"])
    assert found.count("contradicts", True) == 8 and found.count("contradicts", False) == 22
    assert sum(found.count(kind, between) for kind in ("supports", "contradicts") for between in (True, False)) == \
        len(LINKS)
    assert found.documents[0] == "Horwitz 2017" and all(0 <= height <= 1 for _, height in found.place.values())


def test_the_tables_facts_counted_by_hand():
    assert answers.one_footnote(TABLES, {"note": "chen-note-8"}) == 20
    assert answers.against_spender(TABLES, {"claim": "big-spender"}) == {"approach-maturing", "spending-to-fall"}
    assert answers.after_a_strike(TABLES, {"holds": 0.9}) == ["rope", "pair", "long-pair", "nail"]
    assert answers.stand_together(TABLES, {}) == {"testbed": "rejected", "news": "rejected", "rules": "both",
                                                  "beginnings": "both", "cities": "clash"}


# what an argument rests on ---------------------------------------------------------------------------------

def test_the_example_is_weighed_as_counted_by_hand():
    found = weigh(EXAMPLE, KNOWN)
    assert found.supports == {"footnoted": 4, "attributed": 0, "asserted": 2, "outside": 0, "simulated": 0}
    assert found.share("footnoted") == pytest.approx(4 / 6) and found.documents == ("chen-2021",)
    assert found.roots == {"chen-note-8": ("china-cameras", "chongqing-cameras", "top-ten-cities", "sift-time")}
    assert found.sources == 3 and [one.claim.id for one in found.unmet] == ["control-is-hard"]
    assert "national-cameras" in found.doubts and found.doubts["one-mark-many-claims"] == ("china-cameras", "sift-time")
    assert found.uncited == ("orwell-replica",) and found.unknown == ()


def test_evidence_is_of_all_sorts_and_each_has_a_support():
    assert {one.type for one in KNOWN.values()} == set(argument.PICKED)
    assert {one.support for one in KNOWN.values()} == set(argument.SUPPORTS)
    assert set(TABLES["outside"]["id"]) <= set(KNOWN) and "model:seminar.explore_sources" in KNOWN
    assert "model:seminar.explore_claims" not in KNOWN  # it invents nothing


def test_shares_add_up_and_an_answer_meets_a_contrary_claim():
    picks = ("no-daily-part", "chongqing-cameras", "regression-2006", "model:seminar.explore_build", "role-expands")
    one = Argument("A claim.", "[role-expands] [nowhere]", picks)
    found = weigh(one, KNOWN)
    assert sum(found.share(name) for name in found.supports) == pytest.approx(1)
    assert {c.claim.id for c in found.unmet} == {"role-expands", "units-gain-influence", "no-daily-part"}
    assert set(found.both_sides) == {"role-expands", "no-daily-part"} and found.unknown == ("nowhere",)
    met = weigh(replace(one, answers={"role-expands": "Of other firms."}), KNOWN)
    assert len(met.unmet) == len(found.unmet) - 1 and len(met.contrary) == len(found.contrary)
    assert not weigh(replace(one, answers={"role-expands": " \n"}), KNOWN).contrary[0].answer.strip()


def test_nothing_rests_on_nothing():
    empty = weigh(Argument(), KNOWN)
    assert empty.share("footnoted") == 0 and empty.sources == 0
    assert brief.rests(empty, TABLES) == ["Nothing: no evidence is on the desk."]
    for render in (brief.markdown, brief.page, brief.word):
        assert render(brief.brief(empty, TABLES)) and render(brief.handout(empty, TABLES))


def test_marks_become_numbers_and_other_brackets_stay():
    assert numbered("a [b] [c], [x] [1]", ("c", "b")) == "a [2] [1], [x] [1]"


@pytest.mark.parametrize("raw", [None, 5, [], "x", {"picks": "abc"}, {"picks": [1, None, {}]}, {"answers": []},
                                 {"claim": 3, "text": None, "mind": [], "answers": {"role-expands": 7}}])
def test_a_damaged_desk_is_read_as_far_as_it_can_be(raw):
    assert read(raw, KNOWN) == Argument()


def test_a_desk_is_read_back_as_it_was_and_within_its_limits():
    one = Argument("A claim.", "Text 天网.", ("china-cameras",), {"role-expands": "So."}, "A find.")
    assert read(json.loads(json.dumps(one.as_dict())), KNOWN) == one
    huge = read({"claim": "x" * 10**6, "picks": [*KNOWN, *KNOWN, "gone"]}, KNOWN)
    assert len(huge.claim) == argument.LONGEST["claim"] and len(huge.picks) == argument.MOST


# the pages -------------------------------------------------------------------------------------------------

EVIL_ARGUMENT = Argument(EVIL, f"{EVIL} [orwell-replica]\n\n1. {EVIL}\n\n- {EVIL}", ("orwell-replica", "china-cameras",
                         "regression-2006", "model:seminar.explore_build"), {"control-is-hard": EVIL}, EVIL)


def pages(one=EVIL_ARGUMENT):
    weighed = weigh(one, KNOWN)
    return brief.brief(weighed, TABLES), brief.handout(weighed, TABLES)


def word_texts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        trees = {name: ElementTree.fromstring(packed.read(name)) for name in packed.namelist()}
    return ["".join(run.text or "" for run in paragraph.iter(f"{W}t"))
            for paragraph in trees["word/document.xml"].iter(f"{W}p")]


@pytest.mark.parametrize("which", [0, 1])
def test_no_markup_of_a_learner_reaches_a_page(which):
    blocks = pages()[which]
    page = brief.page(blocks)
    assert "<img" not in page and html.escape("<img src=x onerror=alert(1)>") in page and "<script" not in page
    text = brief.markdown(blocks)
    assert not re.search(r"(?<!\\)<img|(?<!\\)\[link|(?<!\\)`code", text)
    assert "\x00" not in page + text and "天网" in page and "🤖" in text
    assert any("<img src=x onerror=alert(1)> & | `code` [link](x) 天网 🤖" in words for words in
               word_texts(brief.word(blocks)))


def test_markdown_of_a_learner_begins_no_list_and_no_heading():
    lines = brief.markdown([brief.Block("paragraph", words) for words in
                            ("1. one", "- two", "# three", "> four", "+ five", "=== six", "2) seven", "10 eight")])
    assert lines.split("\n\n") == ["1\\. one", "\\- two", "\\# three", "\\> four", "\\+ five", "\\=== six",
                                   "2\\) seven", "10 eight\n"]


def test_a_word_file_has_its_parts_and_says_what_the_other_pages_say():
    blocks, _ = pages(EXAMPLE)
    content = brief.word(blocks)
    assert content == brief.word(blocks)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = set(packed.namelist())
        types = ElementTree.fromstring(packed.read("[Content_Types].xml"))
        relations = ElementTree.fromstring(packed.read("word/_rels/document.xml.rels"))
        document = ElementTree.fromstring(packed.read("word/document.xml"))
        styles = ElementTree.fromstring(packed.read("word/styles.xml"))
    assert {part.get("PartName")[1:] for part in types if part.get("PartName")} <= names
    assert {f"word/{one.get('Target')}" for one in relations} <= names
    defined = {style.get(f"{W}styleId") for style in styles}
    assert {one.get(f"{W}val") for one in document.iter(f"{W}pStyle")} <= defined
    for row in document.iter(f"{W}tr"):
        assert len(row.findall(f"{W}tc")) == len(next(document.iter(f"{W}tblGrid")))
    texts = word_texts(content)
    told = [part for block in blocks
            for part in (block.text, *block.items, *(cell for row in block.rows for cell in row)) if part]
    assert all(any(brief.plain(part) in words for words in texts) for part in told) and len(told) > 30


def test_the_brief_cites_what_it_rests_on_and_how_far_it_was_read():
    blocks, _ = pages()
    entries = " ".join(blocks[-1].items)
    for words in ("Digital Leninism", "8 cities are among the top 10", "not read by us", "Farrington", "Read: excerpt",
                  "with invented numbers"):
        assert words in entries
    [contrary] = [after for block, after in zip(blocks, blocks[1:]) if block.text == "Contrary claims"]
    answered = " ".join(contrary.items)
    assert "Answer: <img" in answered and "Not met yet" not in answered


def test_the_opponents_page_is_one_page():
    many = Argument("A claim.", "", tuple(KNOWN)[:argument.MOST])
    blocks = brief.handout(weigh(many, KNOWN), TABLES)
    table, press, rubric = blocks[3], blocks[5], blocks[7]
    assert len(table.rows) == 10 and "52 more" in table.rows[-1][2] and len(press.items) <= 10
    assert [row[0] for row in rubric.rows[1:]] == list(brief.RUBRIC)


# the desk --------------------------------------------------------------------------------------------------

@pytest.fixture
def place(tmp_path, monkeypatch):
    path = tmp_path / "progress.json"
    monkeypatch.setenv("TECHGOV_PROGRESS", str(path))
    return path


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def press(desk: ArgumentDesk, label: str) -> None:
    [button] = [one for one in walk(desk.widget) if getattr(one, "description", "") == label]
    button.click()
    assert desk.error is None


def seen(desk: ArgumentDesk) -> str:
    return " ".join(one.value for one in walk(desk.widget) if type(one).__name__ == "HTML")


def test_a_desk_outlives_the_page_and_the_kernel(place):
    desk = seminar.argue()
    desk.box.value = "orwell"
    desk.list.value = "orwell-replica"
    press(desk, "Put it on the desk")
    press(desk, "Cite it in the text")
    desk.claim.value, desk.mind.value = "A claim.", "A find."
    assert desk.contrary.value == "control-is-hard" and "1 not met" in seen(desk)
    desk.answer.value = "Hard is not impossible."
    assert "0 not met" in seen(desk)
    again = seminar.argue()
    assert again.argument == desk.argument == Argument(
        "A claim.", "[orwell-replica]", ("orwell-replica",), {"control-is-hard": "Hard is not impossible."}, "A find.")
    assert (again.claim.value, again.text.value, again.answer.value, again.mind.value) == (
        "A claim.", "[orwell-replica]", "Hard is not impossible.", "A find.")
    assert again.error is None and json.loads(place.read_text())["answers"][ENTRY]["desk"]["claim"] == "A claim."
    assert place.stat().st_mode & 0o777 == 0o600


def test_the_learner_is_told_where_it_is_kept_and_only_then(place):
    desk = seminar.argue()
    assert str(place.parent) not in seen(desk) + json.dumps(desk._repr_mimebundle_()["text/html"])
    press(desk, "Where is it kept?")
    assert str(place) in seen(desk) and ENTRY in seen(desk)


def test_the_passport_carries_the_desk_and_the_answer_leaves_it_alone(place, monkeypatch, tmp_path):
    desk = seminar.argue()
    desk.add("china-cameras")
    check(ENTRY, "A text of enough words for it.")
    assert seminar.argue().argument.picks == ("china-cameras",)
    text = passport.text()
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "other.json"))
    assert seminar.argue().argument == Argument()
    passport.take(text.encode())
    assert seminar.argue().argument.picks == ("china-cameras",)


def test_taking_off_clearing_and_thinking_again(place):
    desk = seminar.argue()
    for id in ("china-cameras", "sift-time", "china-cameras"):
        desk.add(id)
    assert desk.argument.picks == ("china-cameras", "sift-time") and "already" in desk.said.value
    assert "2 pieces of evidence rest on one source" in desk.page.value
    desk.desk.value = "china-cameras"
    press(desk, "Take it off")
    assert desk.argument.picks == ("sift-time",)
    press(desk, "Clear the desk …")
    press(desk, "No, keep it")
    assert desk.argument.picks == ("sift-time",)
    press(desk, "Clear the desk …")
    press(desk, "Yes, clear it")
    assert desk.argument == seminar.argue().argument == Argument()


def test_the_buttons_make_six_files_that_open(place):
    desk = seminar.argue()
    desk.add("china-cameras")
    press(desk, "Make the brief and the handout")
    names = re.findall(r'download="([^"]+)"', desk.export.value)
    assert names == [f"{page}.{ending}" for page in ("brief", "handout") for ending in ("md", "html", "docx")]
    desk.claim.value = "Another claim."
    assert desk.export.value == ""  # what was made is older than what stands on the desk


def test_nothing_typed_at_the_desk_is_markup(place):
    desk = seminar.argue()
    desk.add("orwell-replica")
    for field in (desk.box, desk.claim, desk.text, desk.mind, desk.answer):
        field.value = EVIL
    press(desk, "Make the brief and the handout")
    assert desk.error is None and "<img src=x" not in seen(desk) and "<img src=x" not in seminar.argue().page.value
    desk.text.value = "x" * 1_000_000
    assert desk.error is None and len(desk.argument.text) == argument.LONGEST["text"]


def test_a_file_of_a_newer_version_is_said_and_left_alone(place):
    newer = '{"format": "techgov-progress", "version": 99, "answers": {}}'
    place.write_text(newer)
    desk = seminar.argue()
    desk.add("china-cameras")
    assert "newer TechGov" in seen(desk) and place.read_text() == newer


def test_a_report_in_code_is_the_desks(place):
    desk = seminar.argue()
    for id in EXAMPLE.picks:
        desk.add(id)
    desk.claim.value, desk.text.value = EXAMPLE.claim, EXAMPLE.text
    assert shown(desk.weighed, TABLES) in seminar.report(EXAMPLE)._repr_html_()
    assert "4 of 6" in repr(seminar.report(EXAMPLE))


# the formats -----------------------------------------------------------------------------------------------

PAGES = formats.formats()
DOUBTS = set(TABLES["doubts"]["id"])


def test_there_are_five_formats_and_the_overview_names_each():
    overview = (formats.FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(PAGES) == 5 and set(re.findall(r"\]\(([a-z-]+)\.md\)", overview)) == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_format_is_ready_to_run(name):
    page = PAGES[name].read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [
        "Minutes", "Roles", "Material", "Hand out", "When it goes wrong"]
    ids = formats.ids(page)
    assert len(ids) >= 15 and [id for id in ids if id not in KNOWN and id not in DOUBTS] == []
    assert len(set(ids) & DOUBTS) >= 3
    minutes = [int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    overview = (formats.FOLDER / "README.md").read_text(encoding="utf-8")
    [announced] = re.findall(rf"\]\({name}\.md\) \| (\d+) \|", overview)
    assert sum(minutes) == int(announced)
    shown = seminar.material(name)
    assert all(id in repr(shown) for id in ids)


def test_a_format_that_does_not_exist_is_one_sentence():
    with pytest.raises(formats.FormatError, match="There is no format 'debate'. There are: big-spender, "):
        seminar.material("debate")


def test_the_lesson_leads_to_every_other_lesson_and_every_format():
    text = (ROOT / "lessons" / "11_seminar" / "lesson.md").read_text(encoding="utf-8")
    stems = {made.stem for made in plan(ROOT / "lessons")} - {"11_seminar"}
    assert all(f"]({stem}.ipynb)" in text for stem in stems)
    assert all(f"(../docs/formats/{name}.md)" in text for name in PAGES)
