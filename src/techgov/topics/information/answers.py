"""Answers to lesson 09's questions: a function a question, ``answer(tables, parameters)``, named as its id."""

from __future__ import annotations

import pandas as pd

from techgov.tables import Tables
from techgov.topics.information import model


def _holding(table: pd.DataFrame, record: str) -> pd.Series:
    """The row of ``table`` whose first record is ``record``."""
    return table[table["records"].str.split().str[0] == record].iloc[0]


# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    return model.last_ones(**parameters).extra


RULES = {"cloud": "cybersecurity-law", "privacy": "right-to-privacy", "collectors": "collectors-must-protect",
         "chats": "group-chat-rules", "fines": "platform-fines", "article": "disruption-prohibited"}
BUCKETS = {"companies": "companies", "people": "people", "whoever holds data": "holders", "everybody": "everybody",
           "not said": "silent"}


def bound_by_words(tables: Tables, parameters: dict) -> dict[str, str]:
    """Who is bound, by the table's sorting of the documents' words."""
    law = tables["law_and_enforcement"]
    return {item: BUCKETS[_holding(law, record)["binds"]] for item, record in RULES.items()}


def table_carries(tables: Tables, parameters: dict) -> set[str]:
    """The sentences that the crossed table bears out. Two go beyond any table of what texts say."""
    law = tables["law_and_enforcement"]
    everywhere, elsewhere = model.cross(law), model.cross(law, place="elsewhere")
    offices = model.BINDS[5]
    carried = {
        "no-office": everywhere.bound(offices) == 0,
        "elsewhere-too": elsewhere.total > 0 and elsewhere.bound(offices) == 0,
        "protection-silent": everywhere.protected("not said") > everywhere.total / 2,
        "offices-free": False, "firms-unprotected": False}
    return {name for name, holds in carried.items() if holds}


def articles_share(tables: Tables, parameters: dict) -> float:
    return 100 * tables.figure("privacy-articles-share", "share")


def what_decides(tables: Tables, parameters: dict) -> str:
    """Neither text tells what the other one rests on, so that only cases against offices would bear on both."""
    told = model.told(tables["privacy_themes"], ["technode-2020", "chen-2021"])
    apart = (told.loc["Chinese law on personal data"].tolist() == [True, False]
             and told.loc["the Chinese state's own watching"].tolist() == [False, True])
    return "cases" if apart else "dates"


INSTRUMENTS = {"firewall": "blocking of foreign sites", "censors": "censorship by internet companies",
               "editorial": "blame in the Party's newspaper", "silence": "silence on a withdrawn plan",
               "stakes": "small stakes in companies", "limits": "time limits in a game"}
PAYERS = {"foreign news and social media sites": "abroad", "the companies, in cost and in name": "home",
          "Tencent, in market value": "home", "the public": "people", "players under an age": "people",
          "not said": "silent"}


def who_pays(tables: Tables, parameters: dict) -> dict[str, str]:
    """Who bears the cost of an instrument, by the table's words."""
    pays = tables["control_instruments"].set_index("instrument")["pays"]
    return {item: PAYERS[pays[name]] for item, name in INSTRUMENTS.items()}


def ledger_sum(tables: Tables, parameters: dict) -> str:
    """Why the ledger cannot be summed: its lines have no amounts, and few are about the firewall at all."""
    ledger = tables["firewall_ledger"]
    amounts = ledger["records"].isin(tables["quantities"]["id"])
    return "no-amounts" if not amounts.any() and ledger["firewall"].sum() < len(ledger) / 2 else "costs-win"


def half_harmless(tables: Tables, parameters: dict) -> float:
    """The score, to the nearest step of the question's axis."""
    return round(20 * model.half_harmless(**parameters)) / 20


def removed_wrongly(tables: Tables, parameters: dict) -> float:
    return parameters["posts"] * (1 - parameters["breaking"]) * parameters["wrongly"]


def hundred_times(tables: Tables, parameters: dict) -> str:
    """What a hundred times the price does where a wrong removal is cheap, by the model."""
    mild, strict = (model.priced(fine, parameters["wrongly"]) for fine in parameters["fines"])
    fewer, more = strict.left_here < mild.left_here / 2, strict.wrong_here > 2 * mild.wrong_here
    return "fewer-and-unseen" if fewer and more and strict.seen_here == 0 else "more-people"


# the exercises ---------------------------------------------------------------------------------------------

def nobody_named(tables: Tables, parameters: dict) -> float:
    return float((tables["law_and_enforcement"]["binds"] == "not said").sum())


def entries_a_firm(tables: Tables, parameters: dict) -> float:
    return tables.value("crackdown-entries") / tables.value("crackdown-firms")


def neither_said(tables: Tables, parameters: dict) -> float:
    table = tables["control_instruments"]
    return float(((table["speed"] == "not said") & (table["undone"] == "not said")).sum())


TEAMS = (10, 20, 30, 40, 50, 60, 70)


def enough_people(tables: Tables, parameters: dict) -> float:
    """The fewest of the listed people with whom at most the share asked of removed posts broke no rule."""
    return float(next(people for people in TEAMS
                      if model.moderate(reviewers=people).wrong_share <= parameters["share"]))
