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


def share(part: Quantity | None, whole: Quantity | None) -> tuple[float | None, float | None]:
    """(least, most) that ``part`` is of ``whole`` by the printed bounds; None where they leave it open."""
    if part is None or whole is None:
        return None, None
    return (part.low / whole.high if part.low is not None and whole.high else None,
            part.high / whole.low if part.high is not None and whole.low else None)
