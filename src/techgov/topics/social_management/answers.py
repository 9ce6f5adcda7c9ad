"""Answers to lesson 02's questions: a function a question, ``answer(tables, parameters)``, named as its id."""

from __future__ import annotations

import pandas as pd

from techgov.tables import Tables
from techgov.topics.social_management import model

# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    run = model.town(**parameters)
    return 100 * run.at("waiting", model.WEEKS) / run.at("waiting", model.CHANGE)


PARTS = {"loop": "the loop", "tasks": "its tasks", "source": "source governance", "science": "soft science",
         "security": "political security", "participation": "participation"}


def footnoted(tables: Tables, parameters: dict) -> set[str]:
    """The parts of the account in which at least one statement has a footnote."""
    table = tables["loop_statements"]
    sourced = set(table.loc[table["support"] == "footnoted", "about"])
    return {option for option, about in PARTS.items() if about in sourced}


SYSTEMS = {"egovernment": "hoffman-egovernment", "credit": "hoffman-social-credit", "smart": "hoffman-smart-cities",
           "platforms": "command-platforms", "shield": "golden-shield"}


def boxes(tables: Tables, parameters: dict) -> dict[str, str]:
    """The place that the document itself gives a system; 'several' for more than one, 'none' for none."""
    table = tables["loop_places"]
    short = {"problem identification": "identify", "decision-making": "decide", "response": "respond",
             "participation": "participate"}

    def bucket(id: str) -> str:
        named = table[table["records"].str.split().str[0] == id]
        said = named.loc[named["placed_by"] == "the document", "place"]
        return short[said.iloc[0]] if len(said) == 1 else "several" if len(said) else "none"

    return {item: bucket(id) for item, id in SYSTEMS.items()}


def empty_box(tables: Tables, parameters: dict) -> set[str]:
    """The reasons for which the box is empty in these texts, whatever is so in China: those on which there is evidence
    about texts or their choice."""
    outside = set(tables["outside"]["id"])
    by_topic = tables["loop_places"].drop_duplicates(["document", "system"])["topic"]
    found = {"elsewhere": "hoffman-merics-2017" in outside, "others": "beijing-hotline" in outside,
             "chosen": (by_topic != "social_management").mean() > 0.9, "fewer-marks": False, "surveyed": False}
    return {option for option, holds in found.items() if holds}


def at_rest(tables: Tables, parameters: dict) -> float:
    """What comes in less what is answered must end by itself."""
    return (parameters["new"] - parameters["hands"]) / parameters["ends"]


NOW = {"notice": 0.5, "hands": 70, "false_alarms": 40}
CHANGES = {"notice-all": {"notice": 1.0}, "no-false-alarms": {"false_alarms": 0}, "more-hands": {"hands": 100},
           "at-the-source": {"source": 0.2}}


def fewest_open(tables: Tables, parameters: dict) -> str:
    """The change that leaves fewest problems open at the end of the second year."""
    left = {name: model.town(**{**NOW, **change}).at("open", model.WEEKS) for name, change in CHANGES.items()}
    return min(left, key=left.get)


OFFICES = {"quick": (0.3, 1), "gentle": (0.1, 6), "middling": (0.2, 5), "hasty": (0.3, 6)}


def overshoot_order(tables: Tables, parameters: dict) -> list[str]:
    """Offices from the smallest fall below the usual number to the largest."""
    falls = {name: model.steer(push=push, report_age=delay, lead=0).overshoot for name, (push, delay) in
             OFFICES.items()}
    return sorted(falls, key=falls.get)


def harmless_for_one(tables: Tables, parameters: dict) -> float:
    harmless = parameters["people"] - parameters["threats"]
    return harmless * parameters["wrongly"] / (parameters["threats"] * parameters["caught"])


def nothing_happened(tables: Tables, parameters: dict) -> str:
    """Whoever was stopped in vain looks, afterwards, exactly as whoever was stopped in time."""
    seen = {stopped: 0 for stopped in ("threat", "harmless")}  # incidents by those who were stopped
    return "cannot-tell" if len(set(seen.values())) == 1 else "it-worked"


def _readings(tables: Tables, case: str) -> pd.DataFrame:
    table = tables["case_readings"]
    return table[table["case"] == case].reset_index(drop=True)


ROWS = ("measured", "published", "public", "worst")


def deciding(tables: Tables, parameters: dict) -> set[str]:
    """The observations on pollution that a task of any government and control take differently."""
    table = _readings(tables, "pollution")
    differ = table["any_government"] != table["control"]
    return {name for name, one in zip(ROWS, differ) if one}


def surprised(tables: Tables, parameters: dict) -> dict[str, str]:
    """Which of the two plain readings a finding surprises, by the row that it is an instance of, or the reverse of."""
    pollution, disease = _readings(tables, "pollution"), _readings(tables, "disease")
    rows = {"monitors": pollution.iloc[1], "appeals": pollution.iloc[2], "nearby": pollution.iloc[3],
            "reporting": disease.iloc[0]}

    def bucket(row, reverse: bool) -> str:
        names = {"any_government": "task", "control": "control"}
        unlike = "expects it" if reverse else "is surprised"
        found = [name for column, name in names.items() if row[column] == unlike]
        return found[0] if len(found) == 1 else "neither"

    return {item: bucket(row, reverse=item == "nearby") for item, row in rows.items()}


# the exercises ---------------------------------------------------------------------------------------------

def said_places(tables: Tables, parameters: dict) -> float:
    return float((tables["loop_places"]["placed_by"] == "the document").sum())


def share_ours(tables: Tables, parameters: dict) -> float:
    placed = tables["loop_places"].query("placed_by != ''")
    return 100 * float((placed["placed_by"] == "our reading").mean())


def forbids_least(tables: Tables, parameters: dict) -> float:
    table = tables["case_readings"]
    return float(min((table[name] == "is surprised").sum() for name in ("any_government", "control", "both")))


def enough_hands(tables: Tables, parameters: dict) -> float:
    """The fewest hands of the list with which at most twice as many wait at the end as in the week of the change."""
    for hands in range(60, 141, 5):
        run = model.town(notice=parameters["notice"], hands=hands)
        if run.at("waiting", model.WEEKS) <= 2 * run.at("waiting", model.CHANGE):
            return float(hands)
    raise ValueError("no number of hands in the list is enough")
