"""How a topic's table is made from records: every row carries the ids it came from, their kinds and their supports.

A row is written as (ids, values). :func:`table` looks the records up, adds the three columns (or fills them where a
table wants them earlier), and names the documents.
"""

from __future__ import annotations

from collections.abc import Iterable

from techgov.documents import Citation, Claim, Event, Library, Quantity, Record, System, Term
from techgov.schema import Field, Table, text

EVIDENCE = {
    "kind": text("kinds of its quantities and modes of its claims, separated by spaces; missing where it has neither"),
    "support": text("what the document offers for its records, separated by spaces; missing where none of them says"),
    "records": text("ids of the records, separated by spaces")}

DATES = {
    "start": text("date, or beginning, as far as it is known; missing where it is open"),
    "end": text("end of a window"),
    "precision": text("how exact the date is: day, month, year, decade, window or open"),
    "dated": text("whether the date is stated, inferred or open")}


def table(library: Library, name: str, title: str, fields: dict[str, Field],
          rows: Iterable[tuple[list[str], dict]]) -> Table:
    """The table of ``rows``, each a pair of record ids and values; a value that is not given is missing."""
    made, homes = [], set()
    for ids, values in rows:
        if unknown := set(values) - set(fields):
            raise KeyError(f"table {name} has no column {', '.join(sorted(unknown))}")
        ids = list(dict.fromkeys(ids))
        records = [library.record[id] for id in ids]
        homes |= {library.home[id] for id in ids}
        made.append({**dict.fromkeys(fields), **values, **evidence(records)})
    return Table(name, title, {**fields, **EVIDENCE}, made, [slug for slug in library.seeds if slug in homes])


def evidence(records: list[Record]) -> dict:
    kinds = [r.kind if isinstance(r, Quantity) else r.mode for r in records if isinstance(r, Quantity | Claim)]
    supports = [r.support for r in records if hasattr(r, "support")]
    return {"kind": " ".join(dict.fromkeys(kinds)) or None, "support": " ".join(dict.fromkeys(supports)) or None,
            "records": " ".join(r.id for r in records)}


def when(event: Event) -> dict:
    """The columns DATES of an event."""
    return {"start": event.start, "end": event.end, "precision": event.precision, "dated": event.dated}


def says(record: Record) -> str:
    """What a record says, in our words; of a system, a term or a citation its name."""
    words = {Claim: lambda r: r.says, Event: lambda r: r.what, Quantity: lambda r: f"{r.subject}: {r.measure}",
             System: lambda r: r.name, Term: lambda r: r.english, Citation: lambda r: r.title}
    return words[type(record)](record)


def names(library: Library, event: Event) -> str | None:
    """The names of an event's actors."""
    return ", ".join(library.record[id].name for id in event.actors) or None


def all_of(library: Library, kind: type[Record]) -> Iterable[Record]:
    """All records of one kind, document by document."""
    return (r for r in library.record.values() if isinstance(r, kind))


def resting_on(library: Library, name: str, title: str, slug: str, topic: str, about: dict[str, str] | None = None,
               sort: str = "") -> Table:
    """A table of a document's statements on a topic beside the citations they rest on: a row a statement and citation,
    or one row for a statement without any. ``about`` sorts citations, and ``sort`` says what that column holds."""
    seed, rows = library.seeds[slug], []
    for kind, records in (("figure", seed.quantities), ("event", seed.events), ("claim", seed.claims)):
        for record in (r for r in records if r.topic == topic):
            for cited in [library.record[id] for id in record.cites] or [None]:
                note = {n: getattr(cited, n) for n in ("number", "outlet", "date", "language")} if cited else {}
                rows.append(([record.id, cited.id] if cited else [record.id], {
                    "document": slug, "type": kind, "says": says(record), "said_by": record.said_by, **note,
                    "title": cited.title if cited else None,
                    **({"about": about.get(cited.id, "not sorted")} if cited and about else {})}))
    rows.sort(key=lambda row: (row[1].get("number") in (None, ""), str(row[1].get("number") or "")))
    return table(library, name, title, {
        "document": text("the document's slug"), "type": text("figure, event or claim"),
        "says": text("what it says, in our words"), "said_by": text("who says it, where the document attributes it"),
        "number": text("number of the footnote; missing where it rests on none"),
        "title": text("title of what is cited"), "outlet": text("outlet of what is cited"),
        "date": text("date of what is cited"), "language": text("language of what is cited"),
        **({"about": text(sort)} if about else {})}, rows)


def share(part: Quantity | None, whole: Quantity | None) -> tuple[float | None, float | None]:
    """(least, most) that ``part`` is of ``whole`` by the printed bounds; None where they leave it open."""
    if part is None or whole is None:
        return None, None
    return (part.low / whole.high if part.low is not None and whole.high else None,
            part.high / whole.low if part.high is not None and whole.low else None)
