"""A small seed folder and a small data package, all invented, for the tests to break."""

import hashlib
import json
from pathlib import Path

TEXT = """The ferry of Lower Zorn carries 1,200 people
a day, said the harbour master. In 2001 it carried half
as many. Nearly 40 ferries sail now.
码头管理 is the word for it.
"""

SEED = """\
document:
  slug: zorn-2001
  author: A. Writer
  title: The ferries of Zorn
  outlet: Harbour News
  date: "2001-05"
  address: https://example.org/zorn
  language: en
  sha256: {sha256}
  established: {{date: printed on the page}}
reading: {{speaks: A reporter., to_whom: Sailors., evidence: One interview., cannot_tell: The fares.}}
whole: true
quantities:
  - id: zorn-passengers
    quote: {{exact: "carries 1,200 people a day"}}
    subject: the ferry
    measure: passengers a day
    low: 1200
    high: 1200
    unit: people
    as_of: "2001"
    kind: reported
    support: attributed
    said_by: the harbour master
    topic: reading
  - id: zorn-ferries
    quote: {{exact: Nearly 40 ferries}}
    subject: Zorn
    measure: ferries
    low: null
    high: 40
    unit: ferries
    kind: estimate
    support: footnoted
    cites: [zorn-register]
    topic: reading
events:
  - id: zorn-half
    quote: {{exact: In 2001 it carried half}}
    what: The ferry carried half as many people.
    start: "2001"
    precision: year
    dated: stated
    actors: [zorn-master]
    support: asserted
    topic: reading
actors:
  - id: zorn-master
    quote: {{exact: the harbour master}}
    name: the harbour master
    kind: person
    role: counts the passengers
terms:
  - id: zorn-term
    quote: {{exact: 码头管理}}
    hanzi: 码头管理
    pinyin: mǎtóu guǎnlǐ
    english: quay management
    gloss: keeping a quay in order
citations:
  - id: zorn-register
    quote: {{exact: sail now}}
    title: The register of ships
    used_for: the number of ferries
""".format(sha256=hashlib.sha256(TEXT.encode()).hexdigest())

DOUBTS = """\
doubts:
  - id: zorn-growth
    title: Twice as many people
    kind: hidden figure
    records: [zorn-passengers, zorn-half]
    asks: How many were there before?
    verdict: Half as many.
    proved: The two records.
    settles: An older register.
    topic: reading
"""

OUTSIDE = """\
outside:
  - id: yonder-ferries
    topic: reading
    says: Yonder has ferries too.
    source: The Yonder Almanac
    address: https://example.org/yonder
    read: excerpt
    limits: Another town.
"""


def seed_folder(folder: Path) -> Path:
    """A folder of records in which nothing is wrong."""
    for name, text in {"zorn-2001": SEED, "doubts": DOUBTS, "outside": OUTSIDE}.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


FERRIES = "town,ferries,people,open\nLower Zorn,40,1200.5,true\nUpper Zorn,,,\n"


def data_folder(folder: Path) -> Path:
    """A data package of one table and one file that is no table."""
    bank = '{"boats.count": {}}\n'
    (folder / "ferries.csv").write_text(FERRIES, encoding="utf-8", newline="\n")
    (folder / "questions.json").write_text(bank, encoding="utf-8", newline="\n")

    def resource(name, path, text, **more):
        return {"name": name, "path": path, "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", **more}

    (folder / "datapackage.json").write_text(json.dumps({"name": "zorn", "resources": [
        resource("ferries", "ferries.csv", FERRIES, format="csv", title="Ferries", sources=[{"title": "Writer 2001"}],
                 schema={"fields": [{"name": "town", "type": "string"},
                                    {"name": "ferries", "type": "integer", "unit": "ferries"},
                                    {"name": "people", "type": "number", "unit": "people a day"},
                                    {"name": "open", "type": "boolean"}]}),
        resource("questions", "questions.json", bank, format="json")]}), encoding="utf-8")
    return folder
