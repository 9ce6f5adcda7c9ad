"""Tables of lesson 01: the dated events of all documents, and whom the documents cite."""

from __future__ import annotations

import calendar
from itertools import groupby

from techgov.derived import DATES, all_of, names, table, when
from techgov.documents import Citation, Event, Library
from techgov.schema import Field, Table, text


def first_day(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def last_day(date: str) -> str:
    year, month, *day = (date if len(date) > 4 else date + "-12").split("-")
    return f"{year}-{month}-{day[0] if day else calendar.monthrange(int(year), int(month))[1]}"


def span(event: Event) -> tuple[str, str]:
    """(earliest day, latest day) that the date allows."""
    if event.precision == "decade":
        return first_day(event.start), last_day(f"{event.start[:3]}9")
    return first_day(event.start), last_day(event.end or event.start)


def timeline(library: Library) -> Table:
    """Every event with a date, by its earliest day."""
    rows = []
    for event in all_of(library, Event):
        if event.start:
            earliest, latest = span(event)
            rows.append(([event.id], {
                "document": library.home[event.id], "what": event.what, **when(event), "earliest": earliest,
                "latest": latest, "inferred_from": event.inferred_from, "place": event.place,
                "actors": names(library, event), "topic": event.topic}))
    rows.sort(key=lambda row: (row[1]["earliest"], row[1]["latest"]))
    return table(library, "timeline", "All dated events of all documents", {
        "document": text("the document's slug"), "what": text("what happened, in our words"), **DATES,
        "earliest": text("derived: the earliest day that the date allows"),
        "latest": text("derived: the latest day that the date allows"),
        "inferred_from": text("what an inferred date rests on"), "place": text("where"),
        "actors": text("who acts or is named"), "topic": text("the lesson's topic")}, rows)


def citations_by_outlet(library: Library) -> Table:
    """A row an outlet and document; what has no outlet stands together."""
    owners: dict[str, Citation] = {}
    for c in all_of(library, Citation):
        if c.outlet and c.owner:
            owners.setdefault(c.outlet, c)

    def key(c: Citation):
        return list(library.seeds).index(library.home[c.id]), c.outlet, c.owner

    rows = []
    for (_, outlet, owner), group in groupby(sorted(all_of(library, Citation), key=key), key):
        cited = list(group)
        elsewhere = owners.get(outlet) if not owner else None
        document = library.home[cited[0].id]
        rows.append(([c.id for c in cited] + ([elsewhere.id] if elsewhere else []), {
            "document": document, "outlet": outlet, "owner": owner,
            "owner_elsewhere": elsewhere.owner if elsewhere else None, "citations": len(cited),
            "with_date": sum(c.date is not None for c in cited), "with_address": sum(bool(c.address) for c in cited),
            "own": outlet == library.seeds[document].document.outlet}))
    return table(library, "citations_by_outlet", "Whom the documents cite, by outlet and owner", {
        "document": text("the document that cites"),
        "outlet": text("outlet; missing where the citation names none"),
        "owner": text("owner of the outlet or the text, where this document or the address shows it"),
        "owner_elsewhere": text("owner by the last record named, of this or another document, for the same outlet"),
        "citations": Field("integer", "citations, footnotes and inline sources alike", "citations"),
        "with_date": Field("integer", "of these, with a date", "citations"),
        "with_address": Field("integer", "of these, with an address", "citations"),
        "own": Field("boolean", "whether the document's own outlet is the outlet cited")}, rows)
