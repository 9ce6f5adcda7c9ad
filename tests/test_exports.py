"""The exports, read back by a library or held against a schema, and compared with the records."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text

from techgov import exports
from techgov.documents import Citation, read_seeds
from techgov.project import ROOT

LIBRARY = read_seeds(ROOT / "seeds")
MADE = {one.path: one.text for one in exports.exports(LIBRARY)}
CITED = {r.id: r for r in LIBRARY.record.values() if isinstance(r, Citation)}
WORKS = {slug: seed.document for slug, seed in LIBRARY.seeds.items()} | CITED


def schema(name):
    rules = json.loads((Path(__file__).parent / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(rules)
    return jsonschema.Draft202012Validator(rules)


# LaTeX that the decoder leaves as it is -> what LaTeX prints for it
LEFT = {r"\$": "$", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciicircum{}": "^"}


def plain(latex):
    """What a reader sees of a BibTeX value."""
    marks = {macro: chr(0xE000 + number) for number, macro in enumerate(LEFT)}
    for macro, mark in marks.items():
        latex = latex.replace(macro, mark)
    seen = str(Text.from_latex(latex))
    return seen.translate({ord(mark): LEFT[macro] for macro, mark in marks.items()})


@pytest.fixture(scope="module")
def entries():
    return parse_string(MADE["bibliography.bib"], "bibtex").entries


@pytest.fixture(scope="module")
def items():
    return {item["id"]: item for item in json.loads(MADE["bibliography.csl.json"])}


@pytest.fixture(scope="module")
def annotations():
    return json.loads(MADE["annotations.jsonld"])


def test_the_made_files_are_these():
    for path, text in MADE.items():
        assert (ROOT / "data" / path).read_text(encoding="utf-8") == text, f"{path}: make build"


def test_both_bibliographies_hold_every_document_and_citation_once(entries, items):
    assert list(entries.keys()) == list(items) == list(WORKS)
    assert len(json.loads(MADE["bibliography.csl.json"])) == len(items)
    assert len(items) == len(LIBRARY.seeds) + sum(len(seed.citations) for seed in LIBRARY.seeds.values())


def test_bibtex_says_what_the_records_say(entries):
    for key, work in WORKS.items():
        entry = entries[key]
        assert plain(entry.fields["title"]) == work.title
        assert plain(entry.fields.get("howpublished", "")) == work.outlet
        assert entry.fields.get("url", "") == work.address and entry.fields.get("language", "") == work.language
        assert entry.fields.get("date", "") == (work.date or "")
        dated = [entry.fields[name] for name in ("year", "month") if name in entry.fields]
        assert dated == [str(int(part)) for part in (work.date or "").split("-")[:2] if part]
        for person in [p for role in ("author", "editor") for p in entry.persons.get(role, [])]:
            assert not person.first_names and plain(" ".join(person.last_names)) in work.author


def test_csl_json_keeps_to_the_schema_and_the_records(items):
    schema("csl-json").validate(list(items.values()))
    for key, work in WORKS.items():
        item = items[key]
        assert item["title"] == work.title and item.get("URL", "") == work.address
        assert item.get("container-title", "") == work.outlet
        parts = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
        assert "-".join(f"{part:02}" for part in parts) == (work.date or "")
        assert bool(item.get("author") or item.get("editor")) == bool(work.author)


@pytest.mark.parametrize("change", [
    {"colour": "red"}, {"type": "website"}, {"title": ""}, {"author": []}, {"author": [{}]},
    {"author": [{"name": "Zorn"}]}, {"issued": {}}, {"issued": {"date-parts": [[2001, 13]]}},
    {"issued": {"date-parts": [["2001"]]}}, {"URL": "zorn"}, {"director": "Zorn"}, {"abstract": 7}])
def test_the_schema_of_csl_json_refuses(change):
    good = {"id": "zorn", "type": "webpage", "title": "Zorn", "author": [{"literal": "A. Writer"}],
            "issued": {"date-parts": [[2001, 5]]}, "URL": "https://example.org/zorn",
            "collection-title": "Ferries", "composer": [{"family": "Zorn"}], "number-of-pages": 7}
    assert schema("csl-json").is_valid([good]) and not schema("csl-json").is_valid([{**good, **change}])


def test_no_author_is_made_up(items):
    assert "author" not in items["technode-2020"]
    assert items["neican-2020"]["author"] == [{"literal": "Yun Jiang"}, {"literal": "Adam Ni"}]
    assert items["technode-ndrc-report"]["author"] == [{"literal": "National Development and Reform Commission"}]
    assert items["hoffman-note-120"]["editor"] == [{"literal": "Chengsheng Wang"}]
    assert [n["literal"] for n in items["hoffman-note-122"]["author"]] == [
        "Hongren Zhou", "Hongyuan Xu", "Yuxian Zhang", "Changsheng Wang", "Xinhong Zhang"]
    assert items["neican-cites-party-constitution"]["note"].endswith("Languages: zh, en.")
    assert "language" not in items["neican-cites-party-constitution"]


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\\{}~^&%$#_@\"', "), max_size=40))
def test_no_title_breaks_bibtex(words):
    words = " ".join(words.split())
    entry = parse_string(f"@misc{{x,\n  title = {{{{{exports.escape(words)}}}}},\n  year = {{2001}}\n}}", "bibtex")
    assert entry.entries["x"].fields["year"] == "2001"
    seen = entry.entries["x"].fields["title"]
    assert seen == f"{{{exports.escape(words)}}}"


@pytest.mark.parametrize("words", ["R&D at 50%", "a_b #1 $5", r"C:\new {x}", "~ ^", "“天网” 工程", "}{"])
def test_special_characters_come_back(words):
    assert plain(exports.escape(words)) == words


def test_the_annotations_keep_to_the_schema(annotations):
    schema("web-annotation").validate(annotations)
    one = {**annotations, "first": {**annotations["first"], "items": annotations["first"]["items"][:1]}}
    assert schema("web-annotation").is_valid(one)
    places = [("@context",), ("id",), ("type",), ("total",), ("first",), ("first", "type"), ("first", "items"),
              *(("first", "items", 0, *rest) for rest in (
                  ("id",), ("type",), ("target",), ("target", "type"), ("target", "source"), ("target", "selector"),
                  ("target", "selector", "type"), ("target", "selector", "exact"), ("body", 0, "type"),
                  ("body", 0, "value")))]
    for *way, last in places:  # what the Recommendation asks for cannot be left out, nor be a number below zero
        for broken in (None, -1):
            copy = json.loads(json.dumps(one))
            inner = copy
            for step in way:
                inner = inner[step]
            if broken is None:
                del inner[last]
            else:
                inner[last] = broken
            assert not schema("web-annotation").is_valid(copy), (*way, last, broken)
    spaced = json.loads(json.dumps(one))
    for address in ("https://example.org/a b", "https://example.org/网", "no address"):
        spaced["first"]["items"][0]["target"]["source"] = address
        assert not schema("web-annotation").is_valid(spaced)


def test_one_annotation_a_record(annotations):
    made = annotations["first"]["items"]
    assert annotations["total"] == len(made) == len(LIBRARY.record)
    assert [one["id"] for one in made] == [f"urn:techgov:{id}" for id in LIBRARY.record]
    for one in made:
        record = LIBRARY.record[one["id"].removeprefix("urn:techgov:")]
        selector = one["target"]["selector"]
        assert one["target"]["source"] == LIBRARY.seeds[LIBRARY.home[record.id]].document.address
        assert {k: v for k, v in selector.items() if k != "type"} == {
            k: v for k, v in record.quote.model_dump().items() if v}
        describing, *tagging = one["body"]
        assert describing["purpose"] == "describing" and record.note in describing["value"]
        tags = [body["value"] for body in tagging]
        assert tags[0] == f"record: {type(record).__name__.lower()}"
        for name in ("kind", "mode", "support", "topic"):
            assert (f"{name}: {getattr(record, name, None)}" in tags) == bool(getattr(record, name, ""))


def test_what_an_annotation_says(annotations):
    says = {one["id"]: one["body"][0]["value"] for one in annotations["first"]["items"]}
    assert "at most 42,000,000,000 yuan" in says["urn:techgov:hikvision-revenue"]
    assert "at least 6,000 people, 2017-12" in says["urn:techgov:alibaba-party-members"]
    assert "(1984 to 1990, stated)" in says["urn:techgov:egovernment-plans"]
    assert "(the characters are not in the document)" in says["urn:techgov:technode-niic"]
    assert "not in the document" not in says["urn:techgov:skynet-term"]
    assert "10 to 20 %" in says["urn:techgov:niic-industry-share"] and "Said by: Uny Cao." in says[
        "urn:techgov:niic-industry-share"]


def test_the_package_describes_the_exports():
    resources = {r["path"]: r for r in json.loads((ROOT / "data" / "datapackage.json").read_text())["resources"]}
    for path, text in MADE.items():
        assert resources[path]["bytes"] == len(text.encode()) and resources[path]["mediatype"]
