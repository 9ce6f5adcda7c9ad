"""Tables of lesson 03: the Golden Projects and the sectors of the national information systems."""

from __future__ import annotations

from techgov.derived import DATES, all_of, table, when
from techgov.documents import Library, System
from techgov.schema import Field, Table, text

# stage in the document's account -> (projects that it names there, the event that dates them)
GOLDEN = {
    "the first three": (["golden-bridge", "golden-gate", "golden-card"], "golden-start"),
    "after the expansion": (["golden-tax", "golden-health", "golden-sea"], "golden-expansion"),
    "named apart from the others": (["golden-shield"], None),
}
SECTOR = "info-system-"
FLOWS = {"takes_in": text("what the system takes in, in our words; 'not said' where the document is silent"),
         "gives_out": text("what it gives out, in our words; 'not said' where the document is silent"),
         "run_by": text("who runs it; 'not said' where the document is silent")}


def tables(library: Library, figures: dict) -> list[Table]:
    return [golden_projects(library), system_sectors(library)]


def flows(system: System) -> dict:
    return {name: getattr(system, name) for name in FLOWS}


def golden_projects(library: Library) -> Table:
    """Every project that the document names; it counts a dozen and names fewer."""
    rows = []
    for stage, (projects, dating) in GOLDEN.items():
        event = library.record.get(dating)
        for id in projects:
            system = library.record[id]
            rows.append(([id, dating] if event else [id],
                         {"project": system.name, "stage": stage, **(when(event) if event else {}), **flows(system)}))
    return table(library, "golden_projects", "The Golden Projects that the document names", {
        "project": text("name of the project"),
        "stage": text("where in the document's account it is named; a project named apart may be one of the dozen"),
        **DATES, **FLOWS}, rows)


def system_sectors(library: Library) -> Table:
    """The sectors in the document's order."""
    plans, whole = library.record["egovernment-plans"], library.record["national-information-systems"]
    systems = [s for s in all_of(library, System) if s.id.startswith(SECTOR)]
    rows = [([system.id, whole.id, plans.id, "information-system-areas"],
             {"place_in_list": at, "sector": system.name.removeprefix("national information system for "),
              **when(plans), **flows(system)}) for at, system in enumerate(systems, 1)]
    return table(library, "system_sectors",
                 "Sectors for which plans of national information systems were approved, as far as they are named", {
                     "place_in_list": Field("integer", "place in the document's list"),
                     "sector": text("sector; the document counts about a dozen and names these"),
                     **DATES, **FLOWS}, rows)
