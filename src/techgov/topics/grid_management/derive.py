"""Tables of lesson 04: the events of grid policing and grid management."""

from __future__ import annotations

from techgov.derived import DATES, all_of, names, table, when
from techgov.documents import Event, Library
from techgov.schema import Table, text


def tables(library: Library, figures: dict) -> list[Table]:
    return [grid_events(library)]


def grid_events(library: Library) -> Table:
    """All events of the topic, the dated ones first, in their order."""
    events = [e for e in all_of(library, Event) if e.topic == "grid_management"]
    rows = [([e.id], {"document": library.home[e.id], "what": e.what, **when(e), "inferred_from": e.inferred_from,
                      "place": e.place, "actors": names(library, e), "note": e.note})
            for e in sorted(events, key=lambda e: e.start or "9999")]
    return table(library, "grid_events", "Grid policing, grid management and what surrounds them, by date", {
        "document": text("the document's slug"), "what": text("what happened, in our words"), **DATES,
        "inferred_from": text("what an inferred date rests on"), "place": text("where"),
        "actors": text("who acts or is named"),
        "note": text("what a reader of the record should know, in our words")}, rows)
