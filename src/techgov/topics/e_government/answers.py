"""Answers to lesson 03's questions: a function a question, ``answer(tables, parameters)``, named as its id.

Computed from the tables and the models; a question whose answer cannot be computed has none here.
"""

from __future__ import annotations

from techgov.tables import Tables
from techgov.topics.e_government import model


def _events(tables: Tables):
    return tables["timeline"].set_index("records")


# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    return float(model.doublings(**parameters)["faster"])


def nine_of_a_dozen(tables: Tables, parameters: dict) -> str:
    counted = tables.figure("nine-of-a-dozen-areas", "claimed")
    named = len(tables["system_sectors"])
    return "open" if named < counted else "all-there"


def golden_holes(tables: Tables, parameters: dict) -> dict[str, str]:
    """By what the table holds of each project: a function and a year, a window alone, or a name alone."""
    projects = tables["golden_projects"].set_index("project")

    def known(name: str) -> str:
        row = projects.loc[name]
        if row["function"] and row["precision"] == "year":
            return "function"
        return "window" if row["precision"] == "window" else "name"

    return {name.lower(): known(f"Golden {name}") for name in ("Card", "Tax", "Sea", "Shield")}


def office_window(tables: Tables, parameters: dict) -> tuple[float, float]:
    """Not before its cause began, and not after the year by which it stood."""
    events = _events(tables)
    return (float(events.loc["golden-start", "earliest"][:4]), float(events.loc["intranets-everywhere", "latest"][:4]))


BEGINNINGS = {"plans": "egovernment-plans", "projects": "golden-start", "systems": "concrete-systems-start",
              "network": "intranets-everywhere"}


def beginnings(tables: Tables, parameters: dict) -> list[str]:
    """By the first day on which it is safe to say that it had happened: the last day that the date allows."""
    events, cited = _events(tables), tables["citations"].set_index("id")
    safe = {name: events.loc[id, "latest"] for name, id in BEGINNINGS.items()}
    return sorted([*safe, "name"], key={**safe, "name": cited.loc["hoffman-note-118", "date"]}.get)


def cannot_stand(tables: Tables, parameters: dict) -> str:
    """The sentence that puts grid management earlier than every dated event of it."""
    events = _events(tables)
    first_grid = events.loc[events["topic"] == "grid_management", "start"].min()
    return "systems" if events.loc["concrete-systems-start", "start"] < first_grid else "none"


def lines(tables: Tables, parameters: dict) -> float:
    return float(model.lines(parameters["offices"]).pairs)


def official_reach(tables: Tables, parameters: dict) -> float:
    """What an official of a joined office opens: with all joined, every office is an average one."""
    return model.reach(parameters["offices"], parameters["offices"], parameters["openness"]).insider


def what_decouples(tables: Tables, parameters: dict) -> str:
    """The one change that lowers what an official opens and leaves the days to an answer as they were."""
    changes = {"less-open": {"openness": parameters["openness"] / 5}, "no-copies": {"wiring": model.PASSES},
               "pairs": {"wiring": model.PAIRS}, "fewer-joined": {"joined": parameters["joined"] - 4}}
    before = model.state(**parameters)
    after = {name: model.state(**{**parameters, **change}) for name, change in changes.items()}
    [found] = [name for name, now in after.items() if now.insider < before.insider and now.days == before.days]
    return found


AUDITED = {"access": "egovernment-access", "cadres": "accountable-to-centre", "network": "intranets-everywhere",
           "sentiment": "editorial-public-sentiment"}


def audit(tables: Tables, parameters: dict) -> dict[str, str]:
    """As the table of measures sorts them; the county letters by what the experiment found to raise the answers."""
    table = tables["accountability_measures"].set_index("records")
    both = all(tables.outside("responsiveness-experiment", name) for name in ("from_below", "from_above"))
    return {**{name: table.loc[id, "sort"] for name, id in AUDITED.items()}, "letters": "both" if both else "neither"}


def participation(tables: Tables, parameters: dict) -> str:
    """What the index looks at is its own page's word: what is offered. Computed here is that the question's premise
    holds: participation rose by more than the index of e-government as a whole."""
    index = model.by_year(tables["outside_figures"], ["un-egovernment-index", "un-egovernment-index-2022"])
    ends = index.set_index("year").loc[[2012, 2018]]
    rose = ends.iloc[1] / ends.iloc[0]
    return "offered" if rose["participation"] > rose["development"] > 1 else "cannot-tell"


# the exercises ---------------------------------------------------------------------------------------------

def functions_known(tables: Tables, parameters: dict) -> float:
    return float((tables["golden_projects"]["function"] != "").sum())


def lines_saved(tables: Tables, parameters: dict) -> float:
    found = model.lines(parameters["offices"])
    return float(found.pairs - found.hub)


def without_a_note(tables: Tables, parameters: dict) -> float:
    """Statements on e-government, counted once each, that rest on no citation."""
    sources = tables["egovernment_sources"]
    return float((sources["title"] == "").sum())


def official_doubles(tables: Tables, parameters: dict) -> float:
    return float(next(joined for joined in range(parameters["offices"] + 1)
                      if model.reach(parameters["offices"], joined, parameters["openness"]).insider >= 2))
