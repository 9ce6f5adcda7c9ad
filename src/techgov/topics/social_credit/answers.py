"""Answers to lesson 05's questions: a function a question, ``answer(tables, parameters)``, named as its id.

Computed from the tables and the models; a question whose answer cannot be computed has none here.
"""

from __future__ import annotations

from techgov.tables import Tables
from techgov.topics.social_credit import model

# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    table = model.watched_more(parameters["deeds"], parameters["watched"], parameters["times"], parameters["needed"])
    return parameters["listed"] * float(table["ratio"].iloc[-1])


SAID = {"watches-and-rates": "social-credit-defined", "ranks": "credit-ranks-citizens",
        "participation": "participation-clearest", "taps-apps": "government-may-tap", "everyone-scored": None,
        "no-trains": None}


def what_is_said(tables: Tables, parameters: dict) -> dict[str, str]:
    """By the mode of the claim that says it, if one does."""
    modes = tables["claims"].set_index("id")["mode"]
    return {item: "silent" if id is None else "possible" if modes[id] == "predictive" else "said"
            for item, id in SAID.items()}


def rank_or_rate(tables: Tables, parameters: dict) -> set[str]:
    """What follows from the words, from the kind of the doubt, and from what stands behind both claims."""
    claims = tables["claims"].set_index("id").loc[["credit-ranks-citizens", "social-credit-defined"]]
    named = (claims["support"] != "asserted") & ~claims["said_by"].fillna("").str.contains("not named")
    shown = {"last", *(["differ"] if claims["quote"].nunique() == 2 else []), *([] if named.any() else ["unnamed"])}
    kind = tables["doubts"].set_index("id").loc["rank-or-rate", "kind"]
    return shown if kind == "two names" else shown | {"contradiction"}


def always_last(tables: Tables, parameters: dict) -> float:
    return float(round(parameters["people"] * parameters["share"]))


def no_error(tables: Tables, parameters: dict) -> str:
    """What a check of all entries finds where none is false and nothing but the watching differs."""
    found = model.two_groups(**parameters)
    return "nothing" if found.a.wrongly[-1] == found.b.wrongly[-1] == 0 else "false-entries"


CHANGES = {"as-it-is": {}, "one-entry": {"needed": 1}, "appeals": {"appeal": 7}, "forgiving": {"forgiven": 90}}


def repairs(tables: Tables, parameters: dict) -> list[str]:
    """The fewest of B for one of A first."""
    ratios = {name: model.two_groups(**{**parameters, **change}).ratio for name, change in CHANGES.items()}
    return sorted(ratios, key=ratios.get)


PAIRS = {"en-bo": ("En", "Bo"), "ai-hu": ("Ai", "Hu"), "bo-da": ("Bo", "Da"), "cai-da": ("Cai", "Da"),
         "fu-ge": ("Fu", "Ge"), "ge-hu": ("Ge", "Hu")}


def no_weights(tables: Tables, parameters: dict) -> set[str]:
    settled = set(model.settled_pairs())
    return {name for name, pair in PAIRS.items() if pair in settled}


def tickets_a_person(tables: Tables, parameters: dict) -> float:
    people, planes, trains = (tables.outside(parameters["state"], name)
                              for name in ("people", "plane_tickets", "train_tickets"))
    return (planes + trains) / people


def one_number(tables: Tables, parameters: dict) -> str:
    """More people than were ever on the list cannot have been refused for being on it."""
    refused = tables.outside("tickets-printed-as-people", "plane_people")
    return "not-people" if refused > tables.outside("defaulters-2018", "people") else "people"


def surveys(tables: Tables, parameters: dict) -> dict[str, str]:
    """By what differs between the figures that are compared, and nothing else in the same study."""
    figures = tables["outside_figures"].groupby("id")["figure"].agg(set)
    return {"before-after": "told" if {"before", "after"} <= figures["survey-merics-2020"] else "who",
            "direct-list": "traced" if {"direct", "list_low"} <= figures["list-experiment-2024"] else "who",
            "germans": "who" if "german" in figures["survey-merics-2020"] else "told",
            "members": "who"}


# the exercises ---------------------------------------------------------------------------------------------

def about_itself(tables: Tables, parameters: dict) -> float:
    return float((tables["social_credit_mentions"]["about"] == "social credit").sum())


def put_on_the_list(tables: Tables, parameters: dict) -> float:
    return tables.outside(parameters["to"], "people") - tables.outside(parameters["since"], "people")


def who_falls(tables: Tables, parameters: dict) -> float:
    order = model.ranking(**parameters)
    return float((order["rank"] > order["before"]).sum())


WAITS = [365, 180, 120, 90, 60, 45, 30, 21, 14, 7, 3, 1]


def fast_enough(tables: Tables, parameters: dict) -> float:
    """The longest of WAITS with which at most so many of 10,000 are listed wrongly at the end."""
    for wait in WAITS:
        rules = model.Rules(parameters["needed"], parameters["errors"], 0, wait)
        if model.chain(parameters["deeds"], parameters["watched"], rules).wrongly[-1] <= parameters["at_most"] / 1e4:
            return float(wait)
    raise ValueError("no wait of the list is short enough")
