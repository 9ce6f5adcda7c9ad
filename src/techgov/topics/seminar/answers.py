"""Answers to lesson 11's questions: a function a question, ``answer(tables, parameters)``, named as its id."""

from __future__ import annotations

from techgov.tables import Tables
from techgov.topics.seminar import model
from techgov.topics.seminar.argument import evidence, weigh
from techgov.topics.seminar.desk import EXAMPLE

# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    links = tables["claim_links"]
    return float((links["between"] & (links["relation"] == "contradicts")).sum())


PAIRS = {"testbed": ("xinjiang-as-testbed", "xinjiang-not-testbed"), "news": ("no-news", "spells-out-priorities"),
         "rules": ("rules-confuse", "policy-not-agile"),
         "beginnings": ("egovernment-starting-point", "grid-initial-effort"),
         "cities": ("top-ten-cities", "top-ten-cities-by-title")}


def stand_together(tables: Tables, parameters: dict) -> dict[str, str]:
    """Rejected: the first of a pair is somebody's unnamed. Clash: figures of one thing whose bounds do not meet."""
    speakers = tables["claims"].set_index("id")["said_by"]
    figures = tables["quantities"].set_index("id")

    def bucket(first: str, second: str) -> str:
        if first in figures.index:
            apart = figures.at[first, "low"] > figures.at[second, "high"]
            return "clash" if apart or figures.at[second, "low"] > figures.at[first, "high"] else "both"
        return "rejected" if "unnamed" in speakers[first] else "both"

    return {name: bucket(*pair) for name, pair in PAIRS.items()}


def against_spender(tables: Tables, parameters: dict) -> set[str]:
    """The options that the links have as contradicting the claim."""
    near = model.neighbours(tables["claim_links"], parameters["claim"], "contradicts")
    return set(near["id"])


def one_footnote(tables: Tables, parameters: dict) -> float:
    return float(tables["statements"]["cites"].str.split().map(lambda ids: parameters["note"] in ids).sum())


def copies(tables: Tables, parameters: dict) -> float:
    return 100 * model.reports(parameters["number"], 1.0, parameters["right"]).now


def how_many_sources(tables: Tables, parameters: dict) -> float:
    """The fewest sources of the slider's with at least the chance asked for."""
    return float(next(k for k in range(1, 11) if 100 * model.family(k).belief >= parameters["chance"]))


BUILDS = {"rope": (4, 2, False), "pair": (2, 2, False), "long-pair": (2, 4, False), "nail": (4, 2, True)}


def after_a_strike(tables: Tables, parameters: dict) -> list[str]:
    """The builds by the chance that they stand after one strike, the likeliest first."""
    chance = {name: model.build(legs, steps, parameters["holds"], shared, 1).after
              for name, (legs, steps, shared) in BUILDS.items()}
    return sorted(chance, key=chance.get, reverse=True)


def mend_first(tables: Tables, parameters: dict) -> str:
    """What most of the example's evidence has in common is its source, where it has one."""
    weighed = weigh(EXAMPLE, evidence(tables))
    shared = max(map(len, weighed.roots.values()), default=0)
    return "source" if shared > weighed.supports["asserted"] else "novel"


# the exercises ---------------------------------------------------------------------------------------------

def causal_claims(tables: Tables, parameters: dict) -> float:
    return float((tables["claims"]["mode"] == "causal").sum())


def without_links(tables: Tables, parameters: dict) -> float:
    links = tables["claim_links"]
    return float(len(set(tables["claims"]["id"]) - set(links["from"]) - set(links["to"])))


def most_linked(tables: Tables, parameters: dict) -> float:
    links = tables["claim_links"]
    ends = [*links["from"], *links["to"]]
    return float(max(ends.count(id) for id in set(ends)))


def enough_reports(tables: Tables, parameters: dict) -> float:
    return float(model.enough(**parameters))
