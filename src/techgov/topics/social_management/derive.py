"""A table of lesson 02: every system of all documents in the loop of social management."""

from __future__ import annotations

from typing import get_args

from techgov.derived import all_of, table
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


def tables(library: Library, figures: dict) -> list[Table]:
    return [loop_places(library)]


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
