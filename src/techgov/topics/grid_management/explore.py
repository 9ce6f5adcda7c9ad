"""The explorers of lesson 04: controls joined to a model and a drawing."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from techgov.controls import Choice, Slider, Stepper, linear
from techgov.explorer import Explorer
from techgov.fill import count
from techgov.flipbook import Flipbook
from techgov.topics.grid_management import draw, model
from techgov.topics.grid_management.draw import change, minutes, moved, percent


def _cell(cell: float) -> str:
    return "no workers" if not cell else f"{cell:.0f} × {cell:.0f}"


def _route() -> Choice:
    return Choice("Reports go to", {"one command centre": "centre", "four departments": "departments",
                                    "one centre, quarrels first": "urgent"}, "centre")


def _rules(route: str) -> dict[str, bool]:
    """What a choice of :func:`_route` means to the model."""
    return {"centre": route != "departments", "urgent_first": route == "urgent"}


def explore_city() -> Explorer:
    """One day of an invented city on its map: what became of every incident, and where the time went."""

    def run(route, **parameters):
        return model.day(**_rules(route), **parameters)

    def say(day):
        kinds = " and ".join(f"{percent(day.share('handled', kind))} of {day.total(kind)} {name}" for kind, name in
                             (("order", "quarrels and thefts"), ("service", "lamps and leaks")))
        who = f"With {day.workers:,} workers" if day.workers else "Without workers"
        if not day.teams:
            return (f"{who} and without a team to send, none of {day.actual} incidents is handled, and {day.queue} "
                    "records wait at midnight.")
        return (f"{who} and with {day.teams} teams, {day.recorded} of {day.actual} incidents are recorded; {kinds} are "
                f"handled, after {minutes(day.response)} on average, and {day.queue} records wait at midnight.")

    def table(day):
        rows = [{"kind": kind, "state": state, "incidents": day.count(state, kind)}
                for kind in model.KINDS for state in model.STATES]
        rows += [{"kind": "handled", "state": f"minutes: {name}", "incidents": round(time, 1)}
                 for name, time in day.times().items()]
        return pd.DataFrame(rows).rename(columns={"incidents": "value"})

    return Explorer(
        title="A day in an invented city: who notices, who comes, what is too late?",
        controls={
            "cell": Slider("Blocks a worker walks", list(model.CELLS), 0, _cell),
            "responders": Slider("Teams that can be sent", list(range(0, 25, 4)), 8, count),
            "route": _route(),
            "per_1000": Slider("Incidents per 1,000 blocks", [25, 50, 75, 100, 125, 150], 100, count),
            "seed": Stepper("Which day (seed)", 1, 30, 1),
        },
        presets={"Nobody patrols": {"cell": 0, "responders": 8, "route": "centre"},
                 "Many eyes, eight teams": {"cell": 4, "responders": 8, "route": "centre"},
                 "Many eyes, sixteen teams": {"cell": 4, "responders": 16, "route": "centre"},
                 "Many eyes, quarrels first": {"cell": 4, "responders": 8, "route": "urgent"}},
        model=run, draw=draw.city, say=say, table=table, height=4.7,
        source="an invented city of 60 × 60 blocks", origin="simulated",
        limits="Nothing that workers do prevents an incident; they walk day and night, and never tire or look away. "
               "Every team can do everything; with one centre no report goes astray, and everybody can tell what is "
               "urgent. Records are taken in the order in which they are decided, unless quarrels go first. People do "
               "not move, and no record is wrong.")


def explore_cells() -> Explorer:
    """The size of a worker's cell against what is handled and how long it takes, over the same incidents."""
    seeds = (1, 2, 3)

    def run(route, **parameters):
        """The mean of a few days."""
        days = [model.sizes(seed=seed, **_rules(route), **parameters) for seed in seeds]
        means = {name: np.mean([getattr(day, name) for day in days], axis=0)
                 for name in ("notice", "response", "order", "service", "recorded", "queue", "actual")}
        return model.Sizes(cells=days[0].cells, workers=days[0].workers, **means)

    def say(result):
        best = int(np.argmax(result.order))
        where = "without any worker" if not best else f"with {result.workers[best]:,} workers"
        return (f"From no worker to {result.workers[-1]:,}, the part of lamps and leaks that is handled goes from "
                f"{percent(result.service[0])} to {percent(result.service[-1])}, and of quarrels and thefts from "
                f"{percent(result.order[0])} to {percent(result.order[-1])}; most quarrels are handled {where}.")

    def table(result):
        return pd.DataFrame({
            "blocks along a cell": result.cells, "workers": result.workers, "recorded": result.recorded.round(1),
            "waiting at midnight": result.queue.round(1), "minutes to notice": result.notice.round(1),
            "minutes to response": result.response.round(1), "quarrels handled": result.order.round(3),
            "lamps handled": result.service.round(3)})

    return Explorer(
        title="Smaller cells, more workers: when does seeing more stop helping?",
        controls={
            "responders": Slider("Teams that can be sent", list(range(4, 25, 2)), 8, count),
            "per_1000": Slider("Incidents per 1,000 blocks", [25, 50, 75, 100, 125, 150], 100, count),
            "report_order": Slider("Residents call after", [15, 30, 60, 120, 240], 60, minutes),
            "route": _route(),
        },
        presets={"Eight teams": {"responders": 8, "route": "centre"},
                 "Sixteen teams": {"responders": 16, "route": "centre"},
                 "Eight teams, quarrels first": {"responders": 8, "route": "urgent"}},
        model=run, draw=draw.sizes, say=say, table=table, height=4.4,
        source="the invented city, means of three days with the same incidents for every size of cell",
        origin="simulated",
        limits="As in the city above. Times are of handled incidents only, so that what nobody answers counts nowhere. "
               "A worker costs nothing here, and watching people costs them nothing; neither is so.")


def explore_recorded() -> Explorer:
    """What happens and what is recorded, when workers begin to pass."""

    def say(result):
        need = (f"patrols would have to prevent more than {percent(result.even)}" if result.even > 0.005
                else "preventing anything at all is enough")
        return (f"What happens {moved(result.change_actual)}; what is recorded {moved(result.change_recorded)}, and "
                f"what residents report {moved(result.change_residents)}. For all records together to fall, {need}.")

    return Explorer(
        title="More is noticed: what do the records show?",
        controls={
            "every": Slider("A worker passes every", [0, 15, 30, 60, 120, 240, 480, 960], 120,
                            lambda time: minutes(time) if time else "never"),
            "report": Slider("Residents call after", [15, 30, 60, 120, 240, 480, 960], 240, minutes),
            "prevented": linear("Prevented by patrols", 0, 0.8, 0, 0.05, percent),
        },
        presets={"Nothing is prevented": {"prevented": 0}, "A fifth is prevented": {"prevented": 0.2},
                 "Half is prevented": {"prevented": 0.5}},
        model=partial(model.years, actual=10_000, life=120), draw=draw.years, say=say, height=3.8,
        source="invented incidents, 10,000 in the first year, each over after two hours on average", origin="simulated",
        limits="Expected values without chance. Residents go on calling as before, though some call less where a "
               "worker will come anyway; and whoever records is assumed to record honestly what is noticed.")


def explore_worst() -> Explorer:
    """Choose the worst districts of a year, do nothing, count again."""

    def say(result):
        return (f"The chosen districts go from {result.before[result.chosen].mean():,.0f} to "
                f"{result.after[result.chosen].mean():,.0f} cases on average ({change(result.change_chosen)}), all "
                f"others by {change(result.change_others)}; expected for the chosen was "
                f"{change(result.change_expected)}.")

    def table(result):
        return pd.DataFrame({"district": np.arange(1, len(result.before) + 1), "first year": result.before,
                             "second year": result.after, "chosen": result.chosen}).sort_values(
                                 ["chosen", "first year"], ascending=False)

    return Explorer(
        title="Ten of a hundred invented districts get patrols. Do they improve?",
        controls={
            "mean": Slider("Cases a district and year", [5, 10, 20, 50, 100, 200, 500], 20, count),
            "spread": linear("True differences", 0, 0.6, 0.2, 0.1, percent),
            "by": Choice("Patrols go to", {"the worst ten": "worst", "ten drawn by lot": "lot"}, "worst"),
            "prevented": linear("Prevented by patrols", 0, 0.4, 0, 0.05, percent),
            "seed": Stepper("Which city (seed)", 1, 30, 1),
        },
        presets={"The worst, and nothing done": {"by": "worst", "prevented": 0},
                 "By lot, and nothing done": {"by": "lot", "prevented": 0},
                 "By lot, and a fifth prevented": {"by": "lot", "prevented": 0.2}},
        model=model.worst, draw=draw.worst, say=say, table=table, height=3.9,
        source="a hundred invented districts", origin="simulated",
        limits="Cases come one by one and by chance, and a district's true rate is the same in both years. Real cases "
               "come in bunches and real rates drift, which makes years differ more.")


def flip_chance() -> Flipbook:
    """How much does a count change from year to year when nothing changes? Needs no kernel."""

    def say(result):
        return (f"With {count(result.cases)} cases a year and nothing changing, a fall by {percent(result.fall)} or "
                f"more comes {draw.often(result.falls)}.")

    def table(result):
        return pd.DataFrame({"change from": result.edges[:-1], "to": result.edges[1:],
                             "probability": result.probability.round(6)})

    return Flipbook(
        title="How large a fall can chance make?",
        control=Slider("Cases a year", [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000], 100, count),
        model=model.chance, draw=draw.chance, say=say, table=table, height=3.3,
        source="an invented place", origin="simulated",
        limits="Cases are independent of each other, and the two years are alike. Real cases come in bunches (one "
               "gang, many thefts), and real years differ, so that real counts swing more than these.")
