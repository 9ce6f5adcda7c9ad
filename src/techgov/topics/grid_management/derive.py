"""Tables of lesson 04: the events of the grid, what each note supports, two histories of its origin, crime figures."""

from __future__ import annotations

from techgov.derived import DATES, all_of, names, resting_on, says, table, when
from techgov.documents import Event, Library, Quantity
from techgov.schema import Table, number, text

# event -> what of the grid it is about, by the words of its sentence
ABOUT = {
    "grid-policing-cities": "grid policing", "shanghai-grid-policing": "grid policing",
    "grid-effort-expands": "grid policing", "zhengzhou-eight-months": "grid policing",
    "grid-management-appears": "grid management", "chen-quanguo-regions": "grid management",
    "concrete-systems-start": "e-governance and grid management", "meng-in-changsha": "a command centre",
    "xinjiang-police-state": "technology in Xinjiang",
}
ALSO = ("concrete-systems-start",)  # another topic's event that dates grid management

# footnote or source -> what its title is about, by our reading of English and Chinese
TITLES = {
    "hoffman-note-126": "crime in Shanghai", "hoffman-note-127": "public order in Shanghai",
    "hoffman-note-128": "crime in Shanghai", "hoffman-note-129": "not to be seen from the title",
    "hoffman-note-130": "police grids in Zhengzhou", "hoffman-note-131": "informatization",
    "hoffman-inline-2006": "no title", "hoffman-note-132": "social governance",
    "hoffman-note-133": "social governance", "hoffman-note-135": "smart cities",
}

# claim or event -> the history of the grid's origin for which it speaks, by our reading
ORIGINS = {
    "xinjiang-as-testbed": "tried out in Xinjiang", "xinjiang-particular-technologies": "tried out in Xinjiang",
    "xinjiang-not-testbed": "spread from elsewhere", "grid-origin-elsewhere": "spread from elsewhere",
    "shanghai-grid-policing": "spread from elsewhere", "grid-policing-cities": "spread from elsewhere",
    "grid-management-appears": "spread from elsewhere", "zhengzhou-eight-months": "spread from elsewhere",
    "grid-coercion-most-visible": "fits both", "chen-quanguo-regions": "fits both",
}

# figure or claim -> what it is of
CRIME = {
    "zhengzhou-fall-english": "cases in Zhengzhou", "zhengzhou-fall-chinese": "cases in Zhengzhou",
    "zhengzhou-force-and-cases": "cases in Zhengzhou", "shanghai-cases-fell": "serious cases in Shanghai",
    "shanghai-success": "street robberies in Shanghai",
}
BESIDE = {"zhengzhou-fall-english": ["zhengzhou-months"],
          "zhengzhou-fall-chinese": ["zhengzhou-months", "zhengzhou-eight-months"],
          "shanghai-success": ["robberies-two-kinds"]}


def tables(library: Library, figures: dict) -> list[Table]:
    return [grid_events(library), grid_origins(library), crime_figures(library), resting_on(
        library, "grid_notes", "What each note of the section on the grid supports", "hoffman-2018", "grid_management",
        TITLES, "what the title of the source is about, by our reading; missing without a source")]


def grid_events(library: Library) -> Table:
    """All events of the topic, the dated ones first, in their order."""
    events = [e for e in all_of(library, Event) if e.topic == "grid_management" or e.id in ALSO]
    rows = [([e.id], {"document": library.home[e.id], "what": e.what, "about": ABOUT.get(e.id, "not sorted"), **when(e),
                      "inferred_from": e.inferred_from, "place": e.place, "actors": names(library, e), "note": e.note})
            for e in sorted(events, key=lambda e: e.start or "9999")]
    return table(library, "grid_events", "Grid policing, grid management and what surrounds them, by date", {
        "document": text("the document's slug"), "what": text("what happened, in our words"),
        "about": text("what it is about: the document keeps grid policing and grid management apart"), **DATES,
        "inferred_from": text("what an inferred date rests on"), "place": text("where"),
        "actors": text("who acts or is named"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def grid_origins(library: Library) -> Table:
    """Two histories of one origin, and what fits both."""
    rows = []
    for id, history in ORIGINS.items():
        record = library.record[id]
        rows.append(([id], {"document": library.home[id], "history": history, "says": says(record),
                            "said_by": record.said_by, "note": record.note,
                            **(when(record) if isinstance(record, Event) else {})}))
    return table(library, "grid_origins", "Where did the grid begin? Two histories and their evidence", {
        "document": text("the document's slug"), "history": text("the history for which it speaks, by our reading"),
        "says": text("what is said, in our words"), **DATES,
        "said_by": text("who says it, where the document attributes it"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def crime_figures(library: Library) -> Table:
    """Every statement that there is less crime; all of them stand in titles of footnotes."""
    rows = []
    for id, of in CRIME.items():
        record = library.record[id]
        figure = {"low": record.low, "high": record.high, "as_of": record.as_of} if isinstance(record, Quantity) else {}
        rows.append(([id, *BESIDE.get(id, [])], {
            "document": library.home[id], "of": of, "says": says(record), **figure, "said_by": record.said_by,
            "note": record.note}))
    return table(library, "crime_figures", "Less crime: what the titles in the footnotes say", {
        "document": text("the document's slug"), "of": text("which cases, where"),
        "says": text("what is said, in our words"),
        "low": number("lower bound of the fall as printed; missing where no figure is given", "%"),
        "high": number("upper bound of the fall as printed; missing for 'more than' and without a figure", "%"),
        "as_of": text("the last month counted, as far as it is known"),
        "said_by": text("who says it, where the document attributes it"),
        "note": text("what a reader of the record should know, in our words")}, rows)
