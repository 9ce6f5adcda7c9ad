"""Answers to lesson 08's questions: a function a question, ``answer(tables, parameters)``, named as its id."""

from __future__ import annotations

from techgov.question import Within
from techgov.tables import Tables
from techgov.topics.party_and_firms import model

# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    """The veto holder comes last; more than half decides."""
    stakes = parameters["stakes"]
    return 100 * float(model.power(stakes, 50, veto=[len(stakes) - 1], more=True).shapley[-1])


def turn(tables: Tables, parameters: dict) -> set[str]:
    """What the dated steps show, by the arithmetic of the doubt and the counts of the table."""
    found = {name: tables.figure("organisations-before-2012", name) for name in ("after_turn", "before_campaign")}
    shown = {"all-before": found["after_turn"] == 0, "older-than-drive": found["before_campaign"] > 0,
             "no-first-twice": True,  # by the meaning of first
             "faster": found["after_turn"] > 0,
             "members-grew": (tables["party_organisation"]["sort"] == "count").sum() > 1}
    return {name for name, holds in shown.items() if holds}


ITEMS = ("units-once-formality", "units-gain-influence", "units-in-decisions", "influence-deeper", "no-daily-part",
         "role-expands")
OFFERED = {"nothing": "nothing", "the author's own judgement": "own", "a newspaper's report": "named"}


def offered(tables: Tables, parameters: dict) -> dict[str, str]:
    found = tables["influence_in_firms"].set_index("records")["offered"]
    return {id: OFFERED.get(found[id], "unnamed") for id in ITEMS}


def tipping(tables: Tables, parameters: dict) -> float:
    """Orders, of all six, in which the smallest of three holders decides."""
    return float(6 * model.power(parameters["stakes"], 50, more=True).shapley[-1])


def what_veto(tables: Tables, parameters: dict) -> str:
    """What holds of the golden one per cent: it stops everything, and it does not carry all that it wants."""
    golden = model.company(veto=True)
    return "stops-all" if golden.prevent == 1 and golden.initiate < 1 else "decides-alone"


def unseen(tables: Tables, parameters: dict) -> str:
    """Two companies with no refusal seen differ only in what is not carried out."""
    foreseen, alike = model.presence(guess=1.0), model.presence(alike=1.0, guess=0.0)
    return "compare" if round(foreseen.seen - alike.seen, 9) == 0 and foreseen.changed > alike.changed else "minutes"


# meaning -> a fragment that has it; item -> its characters
MEANINGS = {"economy": "private-economy-grows", "party": "work-realises-leadership", "important": "party-must-rely",
            "opinion": "neican-directive-title"}
CHARACTERS = {"dang": "党", "zhongyao": "重要", "yijian": "意见", "mingying-jingji": "民营经济"}


def rosetta(tables: Tables, parameters: dict) -> dict[str, str]:
    """The meaning of each: that of the first fragment that has the characters and is not explained yet."""
    fragments, found = tables["directive_fragments"].set_index("records")["fragment"], {}
    for name, characters in CHARACTERS.items():
        found[name] = next(meaning for meaning, record in MEANINGS.items()
                           if characters in fragments[record] and meaning not in found.values())
    return found


THEMES = {"why now": "why", "loyalty and unity": "loyalty", "political education": "education"}


def themes(tables: Tables, parameters: dict) -> dict[str, str]:
    found = tables["directive_fragments"].set_index("records")["theme"]
    return {id: THEMES[found[id]] for id in ("risks-increased", "flux-and-uncertainty", "our-own-people",
                                             "document-asks-consistency", "document-asks-ideology")}


def spirit(tables: Tables, parameters: dict) -> str:
    """The first is stated without a source, the second is marked as a possibility: doubt hangzhou-spirit."""
    note = tables["hangzhou_cadres"].set_index("records").loc["hangzhou-overstepped", "note"]
    return "powers" if "it may be" in note else "contradiction"


def share_lost(tables: Tables, parameters: dict) -> Within:
    found = [100 * tables.figure("tencent-loss-base", name) for name in ("share", "share_low", "share_high")]
    return Within(*found)


def by_chance(tables: Tables, parameters: dict) -> float:
    return 100 * (1 - (1 - parameters["once"]) ** parameters["number"])


# the exercises notebook --------------------------------------------------------------------------------------

def foundings(tables: Tables, parameters: dict) -> float:
    steps = tables["party_organisation"]
    return float((steps["sort"] == "organisation founded or upgraded").sum())


def index_without(tables: Tables, parameters: dict) -> float:
    """By how many per cent the index fell without Tencent, by the rounded weight."""
    points, tencent, close, weight = (tables.outside("hang-seng-july-2017", name)
                                      for name in ("points", "tencent_points", "close", "weight"))
    return 100 * (points - tencent) / ((close + points) * (1 - weight))


def writers_reading(tables: Tables, parameters: dict) -> float:
    return float((tables["directive_fragments"]["voice"] == "the writers").sum())


def least_stake(tables: Tables, parameters: dict) -> float:
    """The first stake of the list at which the small holder without a veto has as much power as asked."""
    return float(next(stake for stake in parameters["stakes"] if model.company(
        stake, parameters["founder"], parameters["others"]).shapley[0] >= parameters["power"]))
