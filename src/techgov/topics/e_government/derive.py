"""Tables of lesson 03: the Golden Projects, the sectors of the national information systems, the road to 2000, what
is unified, who answers to whom, and what the account rests on."""

from __future__ import annotations

from techgov.derived import DATES, all_of, resting_on, says, table, when
from techgov.documents import Event, Library, System
from techgov.schema import Field, Table, text

# stage in the document's account -> (projects that it names there, the event that dates them, their count or the
# sentence that names them)
GOLDEN = {
    "the first three": (["golden-bridge", "golden-gate", "golden-card"], "golden-start", "three-golden"),
    "after the expansion": (["golden-tax", "golden-health", "golden-sea"], "golden-expansion", "golden-dozen"),
    "named apart from the others": (["golden-shield"], None, "editorial-golden-shield"),
}
UNIFIED = "unified-"
# event on the road to an office network in every province -> what the words beside its date do to it
ROAD = {
    "soft-science-1980s": "in", "egovernment-plans": "between", "golden-start": "in", "concrete-systems-start": "about",
    "plans-mid-1990s": "no later than", "golden-expansion": "between", "intranets-everywhere": "no later than",
    "unified-since": "no earlier than", "wen-egovernment": "in",
}
# claim -> (who answers, to whom, in which sense of the word), by our reading; None where the sentence does not say
ACCOUNTABLE = {
    "egovernment-globally": ("government", "citizens, businesses and other arms of government", "global"),
    "egovernment-access": ("government", None, "global"),
    "earliest-accountability": ("officials", None, "not told apart"),
    "xi-social-governance-system": ("government", None, "not told apart"),
    "accountable-to-centre": ("Party cadres", "the centre", "Party"),
    "egovernment-integrates": ("the Party; society", "the Party", "Party"),
    "masses-manage-society": ("society", "the Party masses", "Party"),
    "egovernment-not-global-sense": (None, None, "the difference"),
    "accountability-not-transparency": (None, None, "the difference"),
    "not-anti-corruption": (None, None, "the difference"),
}
# measure that a document names -> (whether, by its words, somebody outside government can see or ask something of an
# office; whether a higher level can), by our reading; "not said" where the sentence joins people and says no more
AUDITED = {
    "egovernment-access": ("yes", "not said"),
    "accountable-to-centre": ("not said", "yes"),
    "intranets-everywhere": ("not said", "not said"),
    "editorial-public-sentiment": ("not said", "not said"),
    "egovernment-integrates": ("not said", "yes"),
}
SECTOR = "info-system-"
FLOWS = {"takes_in": text("what the system takes in, in our words; 'not said' where the document is silent"),
         "gives_out": text("what it gives out, in our words; 'not said' where the document is silent"),
         "run_by": text("who runs it; 'not said' where the document is silent")}


def tables(library: Library, figures: dict) -> list[Table]:
    return [golden_projects(library), system_sectors(library), unified_policies(library), road_to_2000(library),
            accountability(library), accountability_measures(library), resting_on(
                library, "egovernment_sources", "What the account of e-government rests on", "hoffman-2018",
                "e_government")]


def flows(system: System) -> dict:
    return {name: getattr(system, name) for name in FLOWS}


def golden_projects(library: Library) -> Table:
    """Every project that the document names; it counts a dozen and names fewer."""
    rows = []
    for stage, (projects, dating, named) in GOLDEN.items():
        event = library.record.get(dating)
        for id in projects:
            system = library.record[id]
            told = flows(system)
            rows.append(([id, dating, named] if event else [id, named], {
                "project": system.name, "stage": stage, **(when(event) if event else {}), **told,
                "function": told["gives_out"] if told["gives_out"] != "not said" else None, "note": system.note}))
    return table(library, "golden_projects", "The Golden Projects that the document names", {
        "project": text("name of the project"),
        "stage": text("where in the document's account it is named; a project named apart may be one of the dozen"),
        **DATES, **FLOWS, "function": text("what the project is for; missing where the document gives a name only"),
        "note": text("what a reader of the record should know, in our words")}, rows)


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


def unified_policies(library: Library) -> Table:
    """What the Golden Projects let be unified, in the document's order."""
    since, claim = library.record["unified-since"], library.record["golden-unified-policies"]
    rows = [([system.id, since.id, claim.id], {"place_in_list": at, "unified": system.name.removeprefix("unified "),
                                               **when(since), **flows(system)})
            for at, system in enumerate((s for s in all_of(library, System) if s.id.startswith(UNIFIED)), 1)]
    return table(library, "unified_policies", "What is unified in the informatization of government", {
        "place_in_list": Field("integer", "place in the document's list"),
        "unified": text("what is unified; the document gives each one word"), **DATES, **FLOWS}, rows)


def road_to_2000(library: Library) -> Table:
    """The dated events of the account, by their first year; the words beside a year often leave an end open."""
    rows = []
    for id, word in ROAD.items():
        event: Event = library.record[id]
        rows.append(([id], {"document": library.home[id], "what": event.what, "words": word, **when(event),
                            "inferred_from": event.inferred_from, "note": event.note}))
    rows.sort(key=lambda row: (row[1]["start"], row[1]["end"] or ""))
    return table(library, "road_to_2000", "From plans to an office network in every province, by date", {
        "document": text("the document's slug"), "what": text("what happened, in our words"),
        "words": text("what the words say of the date: in, between, about, no later than, no earlier than"), **DATES,
        "inferred_from": text("what an inferred date rests on"),
        "note": text("what a reader of the record should know, in our words")}, rows)


def accountability(library: Library) -> Table:
    """Who answers to whom, sentence by sentence."""
    rows = [([id], {"document": library.home[id], "who": who, "to_whom": whom, "sense": sense,
                    "says": library.record[id].says, "said_by": library.record[id].said_by})
            for id, (who, whom, sense) in ACCOUNTABLE.items()]
    return table(library, "accountability", "Accountable to whom? What the document says, claim by claim", {
        "document": text("the document's slug"),
        "who": text("who answers, by our reading; missing where the sentence does not say"),
        "to_whom": text("to whom, by our reading; missing where the sentence does not say"),
        "sense": text("global, Party, the difference between them, or not told apart, by our reading"),
        "says": text("what is said, in our words"), "said_by": text("who says it, where the document attributes it")},
        rows)


def accountability_measures(library: Library) -> Table:
    """Measures that the documents tie to e-government, put to two tests of whom they make an office answer to."""
    rows = []
    for id, (outward, upward) in AUDITED.items():
        passed = (outward == "yes", upward == "yes")
        rows.append(([id], {"document": library.home[id], "measure": says(library.record[id]), "outward": outward,
                            "upward": upward, "sort": {(True, True): "both", (True, False): "outward",
                                                       (False, True): "upward"}.get(passed, "neither")}))
    return table(library, "accountability_measures", "To whom do measures of e-government make an office answer?", {
        "document": text("the document's slug"), "measure": text("what is done or wanted, in our words"),
        "outward": text("whether, by its words, somebody outside government can see or ask something of an office, by "
                        "our reading: yes or not said"),
        "upward": text("whether, by its words, a higher level can see or ask something of a lower one, by our reading: "
                       "yes or not said"),
        "sort": text("outward, upward, both or neither: which of the two tests it passes")}, rows)
