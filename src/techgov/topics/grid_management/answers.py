"""Answers to lesson 04's questions: a function a question, ``answer(tables, parameters)``, named as its id."""

from __future__ import annotations

from techgov.tables import Tables
from techgov.topics.grid_management import model

# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    return model.compared(**parameters).for_100


def note_titles(tables: Tables, parameters: dict) -> dict[str, str]:
    """What the titles of footnotes are about, by the table of notes."""
    notes = tables["grid_notes"].drop_duplicates("number").set_index("number")["about"]

    def bucket(about: str) -> str:
        if "police grids" in about:
            return "grids"
        return "order" if "crime" in about or "order" in about else "else"

    return {f"note-{number}": bucket(notes[number]) for number in ("126", "128", "130", "131", "132")}


def origin(tables: Tables, parameters: dict) -> str:
    """The history without a date cannot be compared with the one that has dates."""
    dated = tables["grid_origins"].query("start != ''")["history"]
    return "oldest-of-both" if "tried out in Xinjiang" not in set(dated) and len(dated) else "shanghai-date"


def title_says(tables: Tables, parameters: dict) -> dict[str, str]:
    found = tables.figure
    terms = set(tables["terms"]["id"])
    return {
        "fewer": "both" if found("more-than-a-fifth", "same_number") else "neither",
        "more-than": "chinese" if found("more-than-a-fifth", "english_is_point")
        and found("more-than-a-fifth", "chinese_is_bound") else "both",
        "year-before": "chinese" if "hoffman-year-on-year" in terms else "neither",
        "how-many": "both" if found("fall-without-base", "counts") else "neither",
        "because": "neither",  # the titles set the words beside each other: doubt fall-without-base
    }


def rise_to_undo(tables: Tables, parameters: dict) -> float:
    return 100 * (1 / (1 - parameters["fall"]) - 1)


STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)


def chance(tables: Tables, parameters: dict) -> float:
    """The fewest cases of the slider's steps at which such a fall comes less often than asked."""
    return float(next(cases for cases in STEPS if model.chance(cases).falls < 1 / parameters["years"]))


def worst(tables: Tables, parameters: dict) -> float:
    result = model.worst(mean=parameters["mean"], spread=0)
    return result.expected_after / result.chosen.sum()


def better_on_average(tables: Tables, parameters: dict) -> str:
    """Which explanation the two days bear out: the average is over other incidents than before."""
    before, after = model.day(cell=0), model.day(cell=parameters["cell"])
    lamps = [day.count("handled", "service") / day.count("handled") for day in (before, after)]
    fewer_quarrels = after.order_handled_share < before.order_handled_share
    if after.response < before.response and fewer_quarrels and lamps[1] > lamps[0]:
        return "others-handled"
    return "faster-for-all"


def what_helps(tables: Tables, parameters: dict) -> str:
    """The change that raises the handled share of quarrels and thefts most, over many days."""
    now = {"cell": parameters["cell"], "responders": parameters["responders"]}
    changes = {"more-workers": {"cell": 3}, "more-teams": {"responders": parameters["more"]},
               "departments": {"centre": False}, "quarrels-first": {"urgent_first": True}}
    shares = {name: sum(model.day(**{**now, **change}, seed=seed).order_handled_share for seed in range(1, 21))
              for name, change in changes.items()}
    return max(shares, key=shares.get)


def waiting(tables: Tables, parameters: dict) -> float:
    """Little's law: what waits is the rate at which it comes times the time that it waits."""
    return parameters["an_hour"] * parameters["wait"] / 60


def break_even(tables: Tables, parameters: dict) -> float:
    return 100 * (1 - parameters["before"] / parameters["after"])


# the exercises ---------------------------------------------------------------------------------------------

def stated_dates(tables: Tables, parameters: dict) -> float:
    return float((tables["grid_events"]["dated"] == "stated").sum())


def year_before(tables: Tables, parameters: dict) -> float:
    cases, rise = (tables.outside("zhengzhou-2007-first-half", name) for name in ("cases", "rise"))
    return cases / (1 + rise)


def one_note(tables: Tables, parameters: dict) -> float:
    return float((tables["grid_notes"]["number"] == "130").sum())


def enough_teams(tables: Tables, parameters: dict) -> float:
    """The fewest of the listed teams with which at least the share asked of quarrels and thefts is handled."""
    cell, share = parameters["cell"], parameters["share"]
    return float(next(teams for teams in range(4, 25, 2)
                      if model.day(cell=cell, responders=teams).order_handled_share >= share))
