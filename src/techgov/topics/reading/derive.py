"""Tables of lesson 01, derived from the records: the documents as a reader meets them, every statement with what it
rests on, every citation with who owns its outlet, and where each fragment stands."""

from __future__ import annotations

import re

from techgov.derived import EVIDENCE, table
from techgov.documents import LISTS, Library
from techgov.schema import Field, Table, text
from techgov.topics.reading.timeline import timeline

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
OTHERS = {"actors": "actor", "systems": "system", "terms": "term", "citations": "citation"}
# an outlet that a document calls its own house by another name: Neican is "a weekly column on the China Story blog"
HOUSE = {"neican-2020": ("China Story",)}


def tables(library: Library, figures: dict) -> list[Table]:
    return [readings(library), statements(library), outlets(library), fragments(library), timeline(library)]


def _short(slug: str) -> tuple[str, str]:
    return DOCUMENTS.get(slug, (slug, "not sorted"))


def readings(library: Library) -> Table:
    """The documents by date: what each is, and how many records were made of it."""
    rows = []
    for slug, seed in sorted(library.seeds.items(), key=lambda item: str(item[1].document.date)):
        short, sort = _short(slug)
        rows.append(([one.id for name in COUNTED for one in getattr(seed, name)], {
            "document": slug, "short": short, "sort": sort, "outlet": seed.document.outlet,
            "date": str(seed.document.date), "speaks": seed.reading.speaks, "to_whom": seed.reading.to_whom,
            "evidence": seed.reading.evidence, "cannot_tell": seed.reading.cannot_tell,
            **{name: len(getattr(seed, name)) for name in COUNTED}}))
    return table(library, "readings", "The documents as their readers meet them, by date", {
        "document": text("the document's slug"), "short": text("author and year"),
        "sort": text("report, research or comment, by our reading"), "outlet": text("outlet"),
        "date": text("date of publication"), "speaks": text("who speaks"), "to_whom": text("to whom"),
        "evidence": text("on what evidence"), "cannot_tell": text("what the document cannot tell"),
        **{name: Field("integer", f"number of its {name}", name) for name in COUNTED}}, rows)


def statements(library: Library) -> Table:
    """Every figure, event and claim in one table, with what it rests on and the doubts that touch it."""
    doubts = {}
    for doubt in library.doubts:
        for id in doubt.records:
            doubts.setdefault(id, []).append(doubt.id)
    rows = [([record.id], {
        "id": record.id, "document": slug, "type": type, "topic": record.topic, "bounds": _bounds(record),
        "cites": " ".join(record.cites), "doubts": " ".join(doubts.get(record.id, [])), "quote": record.quote.exact})
            for slug, seed in library.seeds.items() for name, type in STATEMENTS.items()
            for record in getattr(seed, name)]
    return table(library, "statements", "Every figure, event and claim of the documents, and what it rests on", {
        "id": text("the record's name"), "document": text("the document's slug"),
        "type": text("figure, event or claim"), "topic": text("the lesson's topic"),
        "kind": EVIDENCE["kind"], "support": EVIDENCE["support"],
        "bounds": text("of a figure: both, lower (as in 'over') or upper (as in 'nearly'); else empty"),
        "cites": text("ids of the citations it rests on, separated by spaces"),
        "doubts": text("ids of the doubts that touch it, separated by spaces"),
        "quote": text("the words of the document")}, rows)


def _bounds(record) -> str:
    if not hasattr(record, "low"):
        return ""
    return "lower" if record.high is None else "upper" if record.low is None else "both"


def outlets(library: Library) -> Table:
    """Every citation with the owner of its outlet: as its own record has it, and as another document's record of the
    same outlet has it. Nothing is added from outside the documents."""
    cited = [(slug, one) for slug, seed in library.seeds.items() for one in seed.citations]
    own = {slug: (seed.document.outlet, *HOUSE.get(slug, ())) for slug, seed in library.seeds.items()}
    known = {one.outlet: (one.owner, one.id) for _, one in reversed(cited) if one.outlet and one.owner}
    rows = []
    for slug, one in cited:
        owner, source = (one.owner, one.id) if one.owner else known.get(one.outlet, ("", ""))
        rows.append(([one.id, source] if source else [one.id], {
            "id": one.id, "document": slug, "outlet": one.outlet, "owner": owner, "owner_from": source,
            "group": _group(one.outlet, one.owner, own[slug]), "group_joined": _group(one.outlet, owner, own[slug]),
            "date": one.date, "language": one.language, "address": one.address}))
    return table(library, "outlets", "Every citation, its outlet and, where a document says it, the outlet's owner", {
        "id": text("the citation's name"), "document": text("the document's slug"),
        "outlet": text("outlet as the document has it; missing where it names none"),
        "owner": text("owner of the outlet or the text, where any document or the address says it"),
        "owner_from": text("id of the citation that names the owner"),
        "group": text("whose words, by this record alone; a blog of which a column is part is its own outlet"),
        "group_joined": text("whose words, with an owner that another document names for the same outlet"),
        "date": text("date of what is cited, as far as the document gives it"), "language": text("language"),
        "address": text("address as the document prints it")}, rows)


def _group(outlet: str, owner: str, own: tuple[str, ...]) -> str:
    if outlet and outlet in own:
        return "the document's own outlet"
    if re.search(r"government of China|Communist Party", owner):
        return "Party or government"
    if owner:
        return "another owner, named"
    return "outlet named, owner not" if outlet else "no outlet named"


def fragments(library: Library) -> Table:
    """Where the words of every record stand: what a reader with the text needs to find them."""
    types = {**STATEMENTS, **OTHERS}
    rows = [([record.id], {"id": record.id, "document": slug, "type": types[name], "before": record.quote.prefix,
                           "words": record.quote.exact, "after": record.quote.suffix})
            for slug, seed in library.seeds.items() for name in LISTS for record in getattr(seed, name)]
    return table(library, "fragments", "The words that each record rests on; beside them others, where they repeat", {
        "id": text("the record's name"), "document": text("the document's slug"), "type": text("type of the record"),
        "before": text("words right before, where needed"), "words": text("the words, white space collapsed"),
        "after": text("words right after, where needed")}, rows)
