"""Tables of lesson 01, derived from the records: the documents as a reader meets them, every statement with what it
rests on, every citation with who owns its outlet, and where each fragment stands."""

from __future__ import annotations

import re

from techgov.documents import LISTS, Library
from techgov.schema import Field, Table, text
from techgov.topics.reading.timeline import citations_by_outlet, timeline

# slug -> (author and year, what sort of text it is, by our reading)
DOCUMENTS = {
    "horwitz-2017": ("Horwitz 2017", "report"),
    "hoffman-2018": ("Hoffman 2018", "research"),
    "technode-2020": ("TechNode 2020", "report"),
    "neican-2020": ("Jiang and Ni 2020", "comment"),
    "chen-2021": ("Chen 2021", "comment"),
}
STATEMENTS = {"quantities": "figure", "events": "event", "claims": "claim"}
COUNTED = (*STATEMENTS, "citations")
RECORDS = text("ids of the records, separated by spaces")
OTHERS = {"actors": "actor", "systems": "system", "terms": "term", "citations": "citation"}


def tables(library: Library, figures: dict) -> list[Table]:
    return [readings(library), statements(library), outlets(library), fragments(library), timeline(library),
            citations_by_outlet(library)]


def _short(slug: str) -> tuple[str, str]:
    return DOCUMENTS.get(slug, (slug, "not sorted"))


def readings(library: Library) -> Table:
    """The documents by date: what each is, and how many records were made of it."""
    rows = []
    for slug, seed in sorted(library.seeds.items(), key=lambda item: str(item[1].document.date)):
        short, sort = _short(slug)
        rows.append({"document": slug, "short": short, "sort": sort, "outlet": seed.document.outlet,
                     "date": str(seed.document.date), "speaks": seed.reading.speaks,
                     "to_whom": seed.reading.to_whom, "evidence": seed.reading.evidence,
                     "cannot_tell": seed.reading.cannot_tell,
                     **{name: len(getattr(seed, name)) for name in COUNTED},
                     "records": " ".join(one.id for name in COUNTED for one in getattr(seed, name))})
    return Table("readings", "The documents as their readers meet them, by date", {
        "document": text("the document's slug"), "short": text("author and year"),
        "sort": text("report, research or comment, by our reading"), "outlet": text("outlet"),
        "date": text("date of publication"), "speaks": text("who speaks"), "to_whom": text("to whom"),
        "evidence": text("on what evidence"), "cannot_tell": text("what the document cannot tell"),
        **{name: Field("integer", f"number of its {name}", name) for name in COUNTED},
        "records": RECORDS},
        rows, sorted(library.seeds))


def statements(library: Library) -> Table:
    """Every figure, event and claim in one table, with what it rests on and the doubts that touch it."""
    doubts = {}
    for doubt in library.doubts:
        for id in doubt.records:
            doubts.setdefault(id, []).append(doubt.id)
    rows = [{"id": record.id, "document": slug, "type": type, "topic": record.topic,
             "kind": getattr(record, "kind", "") or getattr(record, "mode", ""), "support": record.support,
             "bounds": _bounds(record), "cites": " ".join(record.cites), "doubts": " ".join(doubts.get(record.id, [])),
             "quote": record.quote.exact, "records": record.id}
            for slug, seed in library.seeds.items() for name, type in STATEMENTS.items()
            for record in getattr(seed, name)]
    return Table("statements", "Every figure, event and claim of the documents, and what it rests on", {
        "id": text("the record's name"), "document": text("the document's slug"),
        "type": text("figure, event or claim"), "topic": text("the lesson's topic"),
        "kind": text("kind of a figure, mode of a claim; empty for an event"),
        "support": text("what the document offers: footnoted, attributed or asserted"),
        "bounds": text("of a figure: both, lower (as in 'over') or upper (as in 'nearly'); else empty"),
        "cites": text("ids of the citations it rests on, separated by spaces"),
        "doubts": text("ids of the doubts that touch it, separated by spaces"),
        "quote": text("the words of the document"), "records": RECORDS}, rows, sorted(library.seeds))


def _bounds(record) -> str:
    if not hasattr(record, "low"):
        return ""
    return "lower" if record.high is None else "upper" if record.low is None else "both"


def outlets(library: Library) -> Table:
    """Every citation with the owner of its outlet: as its own record has it, and as another document's record of the
    same outlet has it. Nothing is added from outside the documents."""
    cited = [(slug, one) for slug, seed in library.seeds.items() for one in seed.citations]
    own = {slug: seed.document.outlet for slug, seed in library.seeds.items()}
    known = {one.outlet: (one.owner, one.id) for _, one in reversed(cited) if one.outlet and one.owner}
    rows = []
    for slug, one in cited:
        owner, source = (one.owner, one.id) if one.owner else known.get(one.outlet, ("", ""))
        rows.append({"id": one.id, "document": slug, "outlet": one.outlet, "owner": owner, "owner_from": source,
                     "group": _group(one.outlet, one.owner, own[slug]),
                     "group_joined": _group(one.outlet, owner, own[slug]), "language": one.language,
                     "records": " ".join(dict.fromkeys(filter(None, (one.id, source))))})
    return Table("outlets", "Every citation, its outlet and, where a document says it, the outlet's owner", {
        "id": text("the citation's name"), "document": text("the document's slug"),
        "outlet": text("outlet as the document has it"), "owner": text("owner of the outlet, where any document says it"),
        "owner_from": text("id of the citation that names the owner"),
        "group": text("whose words, by this record alone"),
        "group_joined": text("whose words, with an owner that another document names for the same outlet"),
        "language": text("language"), "records": RECORDS}, rows, sorted(library.seeds))


def _group(outlet: str, owner: str, own: str) -> str:
    if outlet and outlet == own:
        return "the document's own outlet"
    if re.search(r"government of China|Communist Party", owner):
        return "Party or government"
    if owner:
        return "another owner, named"
    return "outlet named, owner not" if outlet else "no outlet named"


def fragments(library: Library) -> Table:
    """Where the words of every record stand: what a reader with the text needs to find them."""
    types = {**STATEMENTS, **OTHERS}
    rows = [{"id": record.id, "document": slug, "type": types[name], "before": record.quote.prefix,
             "words": record.quote.exact, "after": record.quote.suffix, "records": record.id}
            for slug, seed in library.seeds.items() for name in LISTS for record in getattr(seed, name)]
    return Table("fragments", "The words that each record rests on, with those beside them where they stand twice", {
        "id": text("the record's name"), "document": text("the document's slug"), "type": text("type of the record"),
        "before": text("words right before, where needed"), "words": text("the words, white space collapsed"),
        "after": text("words right after, where needed"), "records": RECORDS}, rows, sorted(library.seeds))
