"""Answers to lesson 07's questions: a function a question, ``answer(tables, parameters)``, named as its id.

Computed from the tables and the models; a question whose answer cannot be computed has none here.
"""

from __future__ import annotations

import pandas as pd

from techgov.question import Within
from techgov.tables import Tables
from techgov.topics.economic_policy import model


def _rate(tables: Tables) -> model.Range:
    return model.Range(*(tables.figure("new-infrastructure-rate", name) for name in ("rate", "rate_low", "rate_high")))


# the lesson ------------------------------------------------------------------------------------------------

def prediction(tables: Tables, parameters: dict) -> float:
    """Years from the end of 2019 to the first year's end at which the target stood, by other sources."""
    points = model.counted(tables["outside_figures"])
    ends = points[(points["moment"] % 1 == 0) & (points["points"] >= tables.value("charging-points-target"))]
    return float(ends["moment"].min() - 2020)


YEARLY = {"new-infrastructure": "new-infrastructure-plan", "science-2019": "science-spending-2019",
          "science-2020": "science-spending-2020", "digital-projects": "ndrc-cdb-credit"}


def order_by_year(tables: Tables, parameters: dict) -> list[str]:
    """Largest first, each divided by its years, dollars turned into yuan."""
    amounts, rate = model.amounts(tables["money"]), _rate(tables).value

    def a_year(item: str) -> float:
        one = amounts[YEARLY[item]]
        return one.low / one.a_year * (rate if one.currency == "USD" else 1)

    return sorted(YEARLY, key=a_year, reverse=True)


PAIRS = {"plan-and-science": ("new-infrastructure-plan", "science-spending-2019"),
         "two-plans": ("new-infrastructure-dollars", "ndrc-cdb-credit"),
         "pledge-and-science": ("tencent-investment", "science-spending-2020"),
         "value-and-plan": ("giants-market-caps", "new-infrastructure-dollars"),
         "sum-and-title": ("ndrc-cdb-credit", "ndrc-cdb-title-sum")}


def which_comparisons(tables: Tables, parameters: dict) -> dict[str, str]:
    amounts = model.amounts(tables["money"])

    def sort(pair: tuple[str, str]) -> str:
        first, second = (amounts[id] for id in pair)
        return next((scale for scale in ("printed", "year") if model.compare(first, second, scale).allowed), "no")

    return {item: sort(pair) for item, pair in PAIRS.items()}


def a_head(tables: Tables, parameters: dict) -> float:
    return (tables.value("new-infrastructure-plan") / tables.value("new-infrastructure-years")
            / tables.value("china-population"))


def rate_interval(tables: Tables, parameters: dict) -> tuple[float, float]:
    rate = _rate(tables)
    return rate.low, rate.high


def two_years(tables: Tables, parameters: dict) -> Within:
    return Within(*(100 * tables.figure("science-two-years", f"change{end}") for end in ("", "_low", "_high")))


def big_spender(tables: Tables, parameters: dict) -> dict[str, str]:
    fall = tables.figure("science-drop-passes", "fall_low")  # with every rounding in its favour
    payers = set(tables["money"].loc[tables["money"]["short"] == "New infrastructure", "payer"])
    unknown = "open" if payers == {"not named"} else "refuted"
    return {"central-falls": "proved" if fall > 0 else "refuted",
            "below-2018": "refuted" if tables.figure("science-two-years", "change_low") > 0 else "proved",
            "china-spends-less": unknown, "cannot-both": unknown}


def by_month(tables: Tables, parameters: dict) -> float:
    track = model.on_track(tables.value("unicom-stations-target"), tables.value("unicom-stations-built"), 0,
                           parameters["months"], 12)
    return track.paces[0].expected


def short_or_late(tables: Tables, parameters: dict) -> set[str]:
    """What holds of the share, and of a target whose year may be left out: without a year nothing is late or missed."""
    row = tables["targets"].set_index("short").loc["Charging points"]
    below = row["share_low"] < 1
    return ({"least"} if pd.notna(row["share_low"]) else set()) | ({"short"} if below else set()) | (
        {"late", "failed"} if below and row["year"] else set())


def score(tables: Tables, parameters: dict) -> dict[str, str]:
    points = model.counted(tables["outside_figures"]).set_index("moment")["points"]
    target = tables.value("charging-points-target")
    due = tables.outside("charging-guideline-2015", "deadline") + 1  # its end
    charging = "met" if points[due] >= target else "late" if points.max() >= target else "open"
    robots = "met" if tables.outside("robots-output-2017", "output") >= tables.value("robots-target") else "open"
    # whose stations: the sources count two companies' together, and of one company's own only a part of the year
    own = tables.outside("stations-august-2020", "own")
    stations = "met" if own >= tables.value("unicom-stations-target") else "open"
    leader = tables["targets"].set_index("short").loc["Leader in AI"]
    return {"robots": robots, "charging": charging, "unicom": stations,
            "leader": "open" if pd.isna(leader["low"]) else "met"}


# the exercises ---------------------------------------------------------------------------------------------

def plans(tables: Tables, parameters: dict) -> float:
    return float((tables["money"]["statement"] == "plan").sum())


def growth_needed(tables: Tables, parameters: dict) -> float:
    years = tables.figure("robots-base", "target_year") - tables.figure("robots-base", "plan_year")
    return 100 * model.yearly_growth(tables.value("robots-growth"), years)


def by_the_year(tables: Tables, parameters: dict) -> float:
    money = tables["money"]
    return float(((money["over"] == "a year") | money["years"].notna()).sum())


STARTS = [10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 400_000]


def most_in_2015(tables: Tables, parameters: dict) -> float:
    """The largest of STARTS from which compounding growth reaches the target by the end of 2022."""
    target, result = tables.value("charging-points-target"), tables.value("charging-points-2019")
    return float(max(start for start in STARTS
                     if model.reaches("compounding", target, (2015, start), (2019, result)) <= 2022))
