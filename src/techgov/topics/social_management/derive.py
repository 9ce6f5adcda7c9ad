"""Tables of lesson 02: what the loop is said to be, every system of all documents in it, three readings of a case."""

from __future__ import annotations

from typing import get_args

from techgov.derived import all_of, says, table
from techgov.documents import Library, LoopPlace, System
from techgov.schema import Field, Table, text

# system -> the places that the document itself gives it, and the claims that do so; all other places are our reading
SAID = {
    "hoffman-social-management": (get_args(LoopPlace), ["technology-supports-tasks", "participation-always"]),
    "hoffman-social-credit": (["participation"], ["participation-clearest"]),
    "hoffman-egovernment": (["decision-making"], ["integration-helps-decisions"]),
    "grid-policing": (["decision-making"], ["grid-policing-next-step"]),
    "hoffman-grid-management": (["problem identification", "decision-making", "response"], ["grid-initial-effort"]),
    "hoffman-smart-cities": (["decision-making"], ["smart-cities-decide"]),
    "command-platforms": (["problem identification", "response"], ["platforms-support-both"]),
}

# what a statement is about -> the claims of the chapter that say it, in its order
ABOUT = {
    "the loop": ["management-as-loop", "demands-any-government", "system-expands-power"],
    "its tasks": ["technology-supports-tasks"],
    "source governance": ["source-governance-eliminates", "source-governance-defined"],
    "soft science": ["soft-science-defined", "soft-science-as-technology"],
    "political security": ["political-security-first", "political-security-defined"],
    "participation": ["managed-by-all", "participation-always", "projects-encourage-participation",
                      "participation-clearest"],
    "what it cannot do": ["not-game-changing", "technology-may-worsen-abuse"],
}
# the claims from which the three readings are made
READINGS = ["demands-any-government", "system-expands-power", "dual-use"]
# case -> what one might see -> how each reading takes it, by our judgement: any government's task, control, both
CASES = {
    "pollution": {
        "Somebody measures the air.": ("expects it", "expects it", "expects it"),
        "The centre publishes figures that show local officials in a bad light.": (
            "expects it", "is surprised", "expects it"),
        "A complaint made in public helps, the same complaint in private hardly.": (
            "is surprised", "expects it", "expects it"),
        "The worst smoke is dealt with first, though nobody complains.": (
            "expects it", "is surprised", "leaves it open"),
    },
    "protest": {
        "Somebody counts protests.": ("expects it", "expects it", "expects it"),
        "Workers protest, are left alone, and get their wages.": ("expects it", "is surprised", "expects it"),
        "Workers get their wages, and their organisers are questioned.": ("is surprised", "expects it", "expects it"),
        "A just claim is met although nobody would have protested.": ("expects it", "is surprised", "leaves it open"),
    },
    "disease": {
        "Hospitals must report unknown cases within hours.": ("expects it", "expects it", "expects it"),
        "A report that shows a failure is published at once.": ("expects it", "is surprised", "leaves it open"),
        "Whoever speaks of it first is reprimanded.": ("is surprised", "expects it", "leaves it open"),
        "The means of tracing people end with the disease.": ("expects it", "is surprised", "is surprised"),
    },
}


def tables(library: Library, figures: dict) -> list[Table]:
    return [loop_statements(library), loop_places(library), case_readings(library)]


def loop_statements(library: Library) -> Table:
    """A row a statement, in the order in which the lesson goes through them."""
    return table(library, "loop_statements", "What the loop of social management is said to be", {
        "document": text("the document's slug"), "about": text("what it is about, by our sort"),
        "says": text("what it says, in our words")},
        (([id], {"document": library.home[id], "about": about, "says": says(library.record[id])})
         for about, ids in ABOUT.items() for id in ids))


def case_readings(library: Library) -> Table:
    """A row a case and a thing that one might see; the columns are readings. All of it is our judgement."""
    judged = "whether the reading expects it, is surprised by it, or leaves it open, by our judgement; the reading: "
    return table(library, "case_readings", "Three cases, and what each of three readings would expect to see", {
        "case": text("the case"), "observation": text("what one might see; nothing here says that it was seen"),
        "any_government": text(judged + "a task that any government has"),
        "control": text(judged + "a way to keep power"), "both": text(judged + "one system that does both at once")},
        ((READINGS, {"case": case, "observation": seen,
                     **dict(zip(("any_government", "control", "both"), taken))})
         for case, rows in CASES.items() for seen, taken in rows.items()))


def loop_places(library: Library) -> Table:
    """A row a system and place; a system without a place has one row."""
    rows = []
    for system in all_of(library, System):
        said, claims = SAID.get(system.id, ((), []))
        places = [p for p in get_args(LoopPlace) if p in {*system.loop, *said}] or [None]
        for place in places:
            placed = "the document" if place in said else "our reading" if place else None
            rows.append(([system.id, *(claims if place in said else [])], {
                "document": library.home[system.id], "system": system.name, "place": place, "placed_by": placed,
                "order": get_args(LoopPlace).index(place) + 1 if place else None, "takes_in": system.takes_in,
                "gives_out": system.gives_out, "run_by": system.run_by, "topic": system.topic}))
    return table(library, "loop_places", "Every system of the documents in the loop of social management", {
        "document": text("the document's slug"), "system": text("name of the system"),
        "place": text("problem identification, decision-making, response or participation; missing without a place"),
        "placed_by": text("whether the document gives it this place or our reading does"),
        "order": Field("integer", "order of the place in the loop", "places"),
        "takes_in": text("what the system takes in"), "gives_out": text("what it gives out"),
        "run_by": text("who runs it"), "topic": text("the lesson's topic")}, rows)
