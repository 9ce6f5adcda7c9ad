"""A sixth document, end to end: an invented text of ten sentences, its records and a doubt, to a row in every table.

CONTRIBUTING's page "Add a document" tells the same steps. Nothing outside the temporary project is changed, and no
file of the package is touched: the arithmetic of the doubt is registered as a module of doubts/ would do it.
"""

import hashlib
import json
import shutil

import frictionless
import pytest
from pybtex.database import parse_string

from techgov import dataset, exports, load
from techgov.cli import main
from techgov.documents import LISTS, SeedError, read_seeds
from techgov.doubts import ARITHMETIC, doubt, figures
from techgov.passages import collapse
from techgov.project import ROOT
from techgov.tables import Tables
from techgov.texts import verify
from techgov.topics.reading.desk import Browser

SLUG = "zornburg-2021"
TEXT = """\
Zornburg is a city that nobody will find on a map, because it was invented so that a test could read
about it. The tramway of the city carried 48,000 passengers a day in 2019, according to the tramway
office, which counts everybody who steps aboard at any stop of the network. In March 2020 the council
opened a control room beside the river and moved the people who had watched the crossings from their
huts into it. The Lamp System takes in what lamplighters report and gives out a list of lamps that need
oil, and the harbour office has run it since 2018. By 2025, the mayor promised, the tramway will carry
60,000 passengers a day, although no money for new carriages was named in her speech. The word for all
of this is 路灯管理, which the harbour office likes to render as lamp care. A longer line makes a city
calmer, says the mayor, and she has repeated it at every festival since she took office. Critics in the
upper town answer that the quiet came before the trams and that nobody has asked the people who walk.
The figures are printed in the Zornburg Almanac, which the council owns and which appears when the
printer finds the time. What the tramway costs, who rides it at night and who is left standing at the
stops is written nowhere.
"""

SEED = """\
document:
  slug: zornburg-2021
  author: A. Invented
  title: The quiet trams of Zornburg
  outlet: The Zornburg Lantern
  date: "2021-02"
  address: https://example.org/zornburg
  language: en
  sha256: {sha256}
  established: {{author: invented for a test}}
reading: {{speaks: Nobody., to_whom: A test., evidence: None., cannot_tell: What the tramway costs.}}
whole: true
quantities:
  - id: zornburg-passengers
    quote: {{exact: "48,000 passengers a day"}}
    subject: the tramway of Zornburg
    measure: passengers a day
    low: 48000
    high: 48000
    unit: people
    as_of: "2019"
    place: Zornburg
    kind: reported
    support: footnoted
    cites: [zornburg-cites-almanac]
    topic: reading
  - id: zornburg-passengers-target
    quote: {{exact: "60,000 passengers a day"}}
    subject: the tramway of Zornburg
    measure: passengers a day
    low: 60000
    high: 60000
    unit: people
    as_of: "2025"
    place: Zornburg
    kind: target
    support: attributed
    said_by: the mayor of Zornburg
    topic: reading
events:
  - id: zornburg-counted
    quote: {{exact: a day in 2019}}
    what: The passengers of the tramway were counted.
    start: "2019"
    precision: year
    dated: stated
    support: asserted
    topic: reading
  - id: zornburg-control-room
    quote: {{exact: In March 2020 the council opened a control room}}
    what: A control room was opened.
    start: "2020-03"
    precision: month
    dated: stated
    actors: [zornburg-council]
    place: Zornburg
    support: asserted
    topic: reading
  - id: zornburg-target-year
    quote: {{exact: By 2025}}
    what: The tramway is to carry more passengers.
    start: "2025"
    precision: year
    dated: stated
    support: attributed
    said_by: the mayor of Zornburg
    topic: reading
actors:
  - id: zornburg-council
    quote: {{exact: the council opened}}
    name: the council of Zornburg
    kind: state
    role: opens a control room
systems:
  - id: zornburg-lamps
    quote: {{exact: The Lamp System}}
    name: the Lamp System
    takes_in: reports of lamplighters
    gives_out: a list of lamps that need oil
    run_by: the harbour office
    since: "2018"
    loop: [problem identification, response]
    topic: reading
claims:
  - id: zornburg-calmer
    quote: {{exact: makes a city calmer}}
    says: A longer tramway makes a city calmer.
    mode: causal
    offered: nothing
    contradicts: [zornburg-calm-before]
    support: attributed
    said_by: the mayor of Zornburg
    topic: reading
  - id: zornburg-calm-before
    quote: {{exact: the quiet came before the trams}}
    says: The calm is older than the tramway.
    mode: descriptive
    offered: nothing
    contradicts: [zornburg-calmer]
    support: attributed
    said_by: critics in the upper town
    topic: reading
terms:
  - id: zornburg-lamp-term
    quote: {{exact: 路灯管理}}
    hanzi: 路灯管理
    pinyin: lùdēng guǎnlǐ
    english: street lamp management
    gloss: keeping the lamps of a city alight
    mistranslation: lamp care
citations:
  - id: zornburg-cites-almanac
    quote: {{exact: the Zornburg Almanac}}
    title: The Zornburg Almanac
    outlet: The Zornburg Almanac
    owner: the council of Zornburg
    used_for: the passengers of a day
ignore:
  - quote: {{exact: since 2018}}
    reason: the year is the system's own field
""".format(sha256=hashlib.sha256(TEXT.encode()).hexdigest())

DOUBT = """
  - id: zornburg-growth
    title: How much faster?
    kind: hidden figure
    records: [zornburg-passengers, zornburg-passengers-target]
    asks: By how much is the tramway to grow?
    verdict: By {{ growth | percent }} from the one printed year to the other.
    proved: Both figures are printed; {{ more | count }} passengers a day lie between them.
    guessed: That both count the same network.
    settles: The almanac of the later year.
    topic: reading
"""


def growth(library):
    now, then = (library.quantity(id).value for id in ("zornburg-passengers", "zornburg-passengers-target"))
    return {"more": then - now, "growth": then / now - 1}


RECORDS = {"quantities": 2, "events": 3, "actors": 1, "systems": 1, "claims": 2, "terms": 1, "citations": 1}
#: tables that hold every document, and the column that names it
WHOLE = {"documents": "slug", "readings": "document", "statements": "document", "outlets": "document",
         "fragments": "document", "timeline": "document", **dict.fromkeys(LISTS, "document")}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the seeds with one more document; its text; its doubt's function."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("texts"))
    (tmp_path / "seeds" / f"{SLUG}.yml").write_text(SEED, encoding="utf-8")
    with (tmp_path / "seeds" / "doubts.yml").open("a", encoding="utf-8") as register:
        register.write(DOUBT)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / f"{SLUG}.txt").write_text(TEXT, encoding="utf-8", newline="\n")
    monkeypatch.setenv("TECHGOV_TEXTS", str(tmp_path / "texts"))
    monkeypatch.setattr("techgov.cli.ROOT", tmp_path)
    monkeypatch.setitem(ARITHMETIC, "zornburg-growth", None)  # what follows is undone with it
    doubt("zornburg-growth")(growth)
    return tmp_path


@pytest.fixture
def alone(project):
    """The same with no other document."""
    for path in (project / "seeds").glob("*.yml"):
        if path.stem != SLUG:
            path.unlink()
    (project / "seeds" / "doubts.yml").write_text("doubts:" + DOUBT, encoding="utf-8")
    (project / "seeds" / "outside.yml").write_text("outside: []\n", encoding="utf-8")
    return project


def test_the_text_has_ten_sentences():
    assert collapse(TEXT).count(". ") + 1 == 10


def test_alone_it_is_verified_to_the_last_number(alone, capsys):
    assert main(["verify", "--strict"]) == 0
    assert f"{SLUG}: verified; 12 fragments" in capsys.readouterr().out


def test_beside_the_others_it_is_verified_too(project):
    [report] = [one for one in verify(read_seeds(project / "seeds"), project / "texts") if one.slug == SLUG]
    assert (report.state, report.problems) == ("verified", [])


def test_alone_it_fills_the_tables_that_need_no_topic_and_the_exports(alone):
    library = read_seeds(alone / "seeds")
    tables = {table.name: table for table in dataset.core_tables(library, figures(library))}
    assert {name: len(tables[name].rows) for name in LISTS} == RECORDS
    assert [len(tables[name].rows) for name in ("documents", "doubts", "doubt_figures", "outside")] == [1, 1, 2, 0]
    assert tables["doubts"].rows[0]["verdict"] == "By 25% from the one printed year to the other."
    assert all(SLUG in one.text or "zornburg" in one.text for one in exports.exports(library))


def test_it_has_a_row_in_every_table_and_a_place_in_every_export(project):
    data = project / "data"
    data.mkdir()
    library = read_seeds(project / "seeds")
    for name, text in dataset.make(library, ROOT / "lessons").items():
        (data / name).write_text(text, encoding="utf-8", newline="\n")

    rows = {name: load(name, data).query(f"{column} == '{SLUG}'") for name, column in WHOLE.items()}
    assert all(len(found) for found in rows.values()), {name: len(found) for name, found in rows.items()}
    assert {name: len(rows[name]) for name in LISTS} == RECORDS
    assert len(rows["fragments"]) == sum(RECORDS.values()) and len(rows["statements"]) == 7
    assert rows["outlets"].iloc[0]["owner"] == "the council of Zornburg"
    assert "zornburg-growth" in rows["statements"].set_index("id").loc["zornburg-passengers", "doubts"]
    doubts = load("doubts", data).set_index("id")
    assert doubts.loc["zornburg-growth", "proved"].startswith("Both figures are printed; 12,000 passengers")
    assert Tables(data).figure("zornburg-growth", "growth") == 0.25

    entries = parse_string((data / "bibliography.bib").read_text(encoding="utf-8"), "bibtex").entries
    items = {item["id"]: item for item in json.loads((data / "bibliography.csl.json").read_text(encoding="utf-8"))}
    for key in (SLUG, "zornburg-cites-almanac"):
        assert key in entries and key in items
    collection = json.loads((data / "annotations.jsonld").read_text(encoding="utf-8"))
    notes = [one for one in collection["first"]["items"] if one["target"]["source"] == "https://example.org/zornburg"]
    assert len(notes) == sum(RECORDS.values()) and collection["total"] == len(library.record)
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])[:5]

    browser = Browser(Tables(data))  # and a reader finds it, in three scripts
    for words in ("zornburg 48,000", "路灯管理", "ludeng guanli"):
        browser.box.value = words
        assert [one.document for one in browser.found] == [SLUG], words


def test_other_documents_keep_their_rows(project):
    with_it = dataset.make(read_seeds(project / "seeds"), ROOT / "lessons")
    without = dataset.make(read_seeds(ROOT / "seeds"), ROOT / "lessons")
    assert with_it.keys() == without.keys()
    for name in (f"{name}.csv" for name in WHOLE if name not in ("outlets", "timeline")):
        assert set(without[name].splitlines()) <= set(with_it[name].splitlines()), name


def test_everything_wrong_with_it_is_said_at_once_with_file_and_line(alone):
    text = (SEED.replace("id: zornburg-council", "id: zornburg-lamps", 1)
            .replace("    pinyin: lùdēng guǎnlǐ\n", "").replace('start: "2020-03"', 'start: "2017-13"'))
    (alone / "seeds" / f"{SLUG}.yml").write_text(text, encoding="utf-8")
    register = alone / "seeds" / "doubts.yml"
    register.write_text(register.read_text().replace("zornburg-passengers,", "zornburg-riders,"), encoding="utf-8")

    def line(words):
        return text[:text.index(words)].count("\n") + 1

    second = line("quote: {exact: The Lamp System}") - 1
    with pytest.raises(SeedError) as error:
        read_seeds(alone / "seeds")
    assert str(error.value).splitlines() == [
        "doubts.yml:2, record zornburg-growth, field records: names 'zornburg-riders', which does not exist",
        f"{SLUG}.yml:{line('2017-13')}, record zornburg-control-room, field start: '2017-13' is no date: write "
        '"2017", "2017-11" or "2017-11-29", in quotation marks',
        f"{SLUG}.yml:{second}, record zornburg-lamps, field id: is used already in {SLUG}.yml:"
        f"{line('id: zornburg-lamps')}",
        f"{SLUG}.yml:{line('id: zornburg-lamp-term')}, record zornburg-lamp-term: hanzi 路灯管理 is without pinyin: "
        "give it, with tone marks"]


def test_another_edition_of_it_is_compared_as_far_as_it_goes(alone, capsys):
    text = TEXT.replace("60,000", "66,000").replace("路灯", "灯")
    (alone / "texts" / f"{SLUG}.txt").write_text(text, encoding="utf-8")
    assert main(["verify"]) == 1
    said = capsys.readouterr().out.splitlines()
    lines = [SEED[:SEED.index(f"id: {id}")].count("\n") + 1
             for id in ("zornburg-passengers-target", "zornburg-lamp-term")]
    assert said[2:] == [
        f"{SLUG}: this text is another edition than the one the records were made from (its sha256 is unknown); what "
        "could be compared was compared: 2 of 12 fragments are not in it.",
        f"{SLUG}.yml:{lines[0]}, record zornburg-passengers-target, field quote: its fragment “60,000 passengers a day” "
        "is not in the text",
        f"{SLUG}.yml:{lines[1]}, record zornburg-lamp-term, field quote: its fragment “路灯管理” is not in the text",
        f"{SLUG}.yml:{lines[1]}, record zornburg-lamp-term, field hanzi: its Chinese characters are not in the text; "
        "correct them, or for a term say hanzi_from: outside",
        f"{SLUG}: no record covers “mised, the tramway will carry 66,000 passengers a day, although no”"]


def test_words_that_name_a_figure_that_is_not_returned(alone):
    register = alone / "seeds" / "doubts.yml"
    register.write_text(register.read_text().replace("{{ growth |", "{{ grow |").replace("{{ more", "{{ much"))
    library = read_seeds(alone / "seeds")
    with pytest.raises(SeedError) as error:
        dataset.core_tables(library, figures(library))
    assert str(error.value).splitlines() == [
        "doubts.yml:2, record zornburg-growth, field verdict: its function returns no figure grow",
        "doubts.yml:2, record zornburg-growth, field proved: its function returns no figure much"]


def test_a_doubt_without_its_arithmetic_is_named(alone, capsys, monkeypatch):
    monkeypatch.delitem(ARITHMETIC, "zornburg-growth")
    assert main(["verify"]) == 1
    assert capsys.readouterr().err == ("doubts.yml:2, record zornburg-growth: has no function registered under its id in "
                                       "src/techgov/doubts/\n")
