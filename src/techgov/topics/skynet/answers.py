"""Answers to lesson 06's questions: a function a question, ``answer(tables, parameters)``, named as its id.

Computed from the tables and the models; a question whose answer cannot be computed has none here.
"""

from __future__ import annotations

import numpy as np

from techgov.question import Within
from techgov.tables import Tables
from techgov.topics.skynet import model

# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    return 100 * model.base_rate(**parameters).precision


def _city(tables: Tables, parameters: dict):
    cameras = tables["cameras"]
    return cameras[cameras["city"] == parameters["city"]].iloc[0]


def implied_population(tables: Tables, parameters: dict) -> Within:
    row = _city(tables, parameters)
    return Within(row["people"], row["people_low"], row["people_high"])


def population_interval(tables: Tables, parameters: dict) -> tuple[float, float]:
    row = _city(tables, parameters)
    return row["people_low"], row["people_high"]


def mean_and_maximum(tables: Tables, parameters: dict) -> str:
    nation = tables.figure("national-cameras", "per_thousand_low")  # with every rounding in its favour
    densest = tables["cameras"]["per_thousand_high"].max()
    return "cannot" if nation > densest else "can"


def largest_total(tables: Tables, parameters: dict) -> Within:
    return Within(*(tables.figure("national-cameras", f"most_cameras{end}") for end in ("", "_low", "_high")))


def repairs(tables: Tables, parameters: dict) -> dict[str, str]:
    def found(name):
        return tables.figure("national-cameras", name)

    densest = tables["cameras"]["per_thousand_high"].max()
    return {
        "more-than-one-each": "proved" if found("per_person") > 1 else "refuted",
        "meant-millions": "refuted" if found("if_million_left") < 0 else "open",
        "meant-a-tenth": "refuted" if found("if_260_million_per_thousand_low") > densest else "open",
        # the same digits as Chongqing's count: compatible with a slip, and no proof of one
        "slip-from-chongqing": "open" if _digits(found("national")) == _digits(tables.value("chongqing-cameras"))
        else "refuted",
    }


def _digits(value: float) -> str:
    return f"{value:.15e}".partition("e")[0]


def ten_or_eight(tables: Tables, parameters: dict) -> str:
    claimed, footnoted, address = (tables.figure("ten-or-eight", name)
                                   for name in ("claimed", "footnoted", "address_says"))
    listed = len(tables["cameras"])
    if listed == footnoted == address != claimed:
        return "own-source"
    return "all-ten" if listed == claimed else "left-out"


def hikvision_total(tables: Tables, parameters: dict) -> float:
    return tables.figure("hikvision-total", "company_if_4357")


def false_matches(tables: Tables, parameters: dict) -> float:
    return tables.value("china-population") * parameters["false_match_rate"]


def false_alarms(tables: Tables, parameters: dict) -> float:
    return model.base_rate(**parameters).false_alarms


def what_helps(tables: Tables, parameters: dict) -> set[str]:
    """The changes by a factor that raise the share of right alarms at least so many times."""
    setting = {name: value for name, value in parameters.items() if name not in ("factor", "times")}
    factor, before = parameters["factor"], model.base_rate(**setting).precision
    changes = {"fewer-misses": {"miss_rate": setting["miss_rate"] / factor},
               "fewer-false-matches": {"false_match_rate": setting["false_match_rate"] / factor},
               "more-faces": {"searches": setting["searches"] * factor},
               "shorter-list": {"gallery": setting["gallery"] / factor},
               "more-sought": {"sought_per_10000": setting["sought_per_10000"] * factor}}
    return {name for name, change in changes.items()
            if model.base_rate(**{**setting, **change}).precision >= parameters["times"] * before}


def who_is_bound(tables: Tables, parameters: dict) -> dict[str, str]:
    return dict(zip(tables["rules"]["records"], tables["rules"]["bound"]))


ORDERED = {"directive": "recommendations-2020", "hikvision-first": "hikvision-years-first",
           "suppliers": "alibaba-tencent-supply-skynet", "all-ten": "top-ten-cities"}


def order_by_support(tables: Tables, parameters: dict) -> list[str]:
    """Best supported first: footnoted and checked, footnoted, asserted, contradicted by its own source."""
    support = {row.id: row.support for name in ("quantities", "events", "claims")
               for row in tables[name].itertuples()}
    doubts = {id: set(tables["doubts"].loc[tables["doubts"]["records"].str.split().map(lambda ids: id in ids), "kind"])
              for id in ORDERED.values()}

    def rank(id: str) -> int:
        if doubts[id] & {"miscount", "contradiction", "impossible figure", "text against source"}:
            return 3
        if support[id] == "asserted":
            return 2
        return 0 if "passes" in doubts[id] else 1

    return sorted(ORDERED, key=lambda item: rank(ORDERED[item]))


# the exercises ---------------------------------------------------------------------------------------------

def rows_with_figures(tables: Tables, parameters: dict) -> float:
    return float(tables["cameras"]["cameras"].notna().sum())


def people_together(tables: Tables, parameters: dict) -> float:
    return float(tables["cameras"]["people"].sum())


def one_footnote(tables: Tables, parameters: dict) -> float:
    return float(tables["quantities"]["cites"].str.split().map(lambda ids: "chen-note-8" in ids).sum())


RATES = [float(f"{step}e-{power}") for power in range(7, 12) for step in (5, 2, 1)]


def strict_enough(tables: Tables, parameters: dict) -> float:
    """The first of RATES, from lax to strict, at which at least half of the alarms are right."""
    shares = np.array([model.base_rate(**parameters, false_match_rate=rate).precision for rate in RATES])
    return RATES[int(np.argmax(shares >= 0.5))]
