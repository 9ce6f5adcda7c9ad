"""A table of lesson 01: the dated events of all documents."""

from __future__ import annotations

import calendar

from techgov.derived import DATES, all_of, names, table, when
from techgov.documents import Event, Library
from techgov.schema import Table, text

# what the words beside a date do to it: they leave its beginning open, its end open, or the date itself loose
LATEST, EARLIEST, ABOUT = "no later than", "no earlier than", "about"
BOUND = {"intranets-everywhere": LATEST, "grid-policing-cities": LATEST, "plans-mid-1990s": LATEST,
         "unicom-stations-april": LATEST, "robots-year": LATEST, "ai-leader-year": LATEST,
         "party-construction-faster": EARLIEST, "unified-since": EARLIEST, "concrete-systems-start": ABOUT}


def first_day(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def last_day(date: str) -> str:
    year, month, *day = (date if len(date) > 4 else date + "-12").split("-")
    return f"{year}-{month}-{day[0] if day else calendar.monthrange(int(year), int(month))[1]}"


def span(event: Event) -> tuple[str | None, str | None]:
    """(earliest day, latest day) that the date and the words beside it allow; None where they leave that open."""
    end = f"{event.start[:3]}9" if event.precision == "decade" else event.end or event.start
    bound = BOUND.get(event.id)
    return (None if bound == LATEST else first_day(event.start), None if bound == EARLIEST else last_day(end))


def timeline(library: Library) -> Table:
    """Every event with a date, by the first day that is written."""
    rows = []
    for event in all_of(library, Event):
        if event.start:
            earliest, latest = span(event)
            rows.append(([event.id], {
                "document": library.home[event.id], "what": event.what, **when(event),
                "bound": BOUND.get(event.id), "earliest": earliest, "latest": latest,
                "inferred_from": event.inferred_from, "place": event.place, "actors": names(library, event),
                "topic": event.topic}))
    rows.sort(key=lambda row: (first_day(row[1]["start"]), row[1]["latest"] or "9999"))
    return table(library, "timeline", "All dated events of all documents", {
        "document": text("the document's slug"), "what": text("what happened, in our words"), **DATES,
        "bound": text("'no later than' (by), 'no earlier than' (after, since) or 'about', where the words say so"),
        "earliest": text("derived: the earliest day that the date allows; missing where the words leave it open"),
        "latest": text("derived: the latest day that the date allows; missing where the words leave it open"),
        "inferred_from": text("what an inferred date rests on"), "place": text("where"),
        "actors": text("who acts or is named"), "topic": text("the lesson's topic")}, rows)

