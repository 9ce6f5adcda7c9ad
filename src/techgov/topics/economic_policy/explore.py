"""The explorers of lesson 07: controls joined to a model and a drawing."""

from __future__ import annotations

import pandas as pd

from techgov.controls import Choice, Slider, linear
from techgov.explorer import Explorer
from techgov.fill import words
from techgov.flipbook import Flipbook
from techgov.numerals import spell
from techgov.tables import Tables
from techgov.topics.economic_policy import draw, model

BENDS = {1.0: "linear", 0.5: "square root", 0.33: "cube root", 0.2: "fifth root", 0.1: "tenth root",
         0.0: "logarithmic"}


def _rate(tables: Tables) -> model.Range:
    return model.Range(*(tables.figure("new-infrastructure-rate", name) for name in ("rate", "rate_low", "rate_high")))


def flip_axis() -> Flipbook:
    """Every amount on one axis, bent step by step from linear to logarithmic. Needs no kernel."""
    tables = Tables()
    amounts, rate = model.amounts(tables["money"]), _rate(tables).value

    def say(result):
        place = result.places.set_index("name")["place"]
        budget = 100 * place["Central science spending 2019"]
        new = 100 * place["New infrastructure"]
        lie = "lies" if result.crowded == 1 else "lie"
        return (f"On this axis ({BENDS[result.bend]}) {words(result.crowded)} of {words(len(place))} amounts {lie} "
                f"in its first tenth; the science spending of a year stands {spell(budget, 2)}% of the way along it, "
                f"the plan for new infrastructure {spell(new, 2)}%.")

    return Flipbook(
        title="The same money on an axis that bends: what looks large?",
        control=Slider("Axis", list(BENDS), 1.0, BENDS.get),
        model=lambda bend: model.axis(amounts, rate, bend), draw=draw.money_axis, say=say,
        source="the five documents; dollars turned into yuan at the rate that TechNode's own pair of sums implies",
        origin="derived", height=5.0, table=lambda result: result.places,
        limits="One rate stands for all years. Plans, values and a year's spending share an axis here so that you see "
               "what an axis does; the units do not allow most of these amounts to be compared.")


def explore_promises() -> Explorer:
    """Two amounts beside each other, by the year, by the head, in one currency; refused where units forbid it."""
    tables = Tables()
    amounts, rate = model.amounts(tables["money"]), _rate(tables)
    people = tables.value("china-population")

    def names(*front):
        return {amounts[id].name: id for id in dict.fromkeys((*front, *amounts))}

    def run(first, second, scale, converted):
        return model.compare(amounts[first], amounts[second], scale, rate if converted else None, people)

    def say(result):
        pair = f"“{result.names[0]}” and “{result.names[1]}”"
        if not result.allowed:
            return f"{pair} cannot be compared like this. {' '.join(result.reasons)}"
        seen = "; ".join(result.cautions)
        return (f"{pair}, in {result.unit}: the first is {draw.ratio(result.times)}."
                + (f" What the units do not see: {seen}." if seen else ""))

    return Explorer(
        title="Two amounts side by side: which comparisons do the units allow?",
        controls={
            "first": Choice("This amount", names("new-infrastructure-plan", "new-infrastructure-dollars"),
                            "new-infrastructure-plan"),
            "second": Choice("beside this one", names("ndrc-cdb-credit", "ndrc-cdb-title-sum"), "ndrc-cdb-credit"),
            "scale": Choice("Scale", {"as printed": "printed", "by the year": "year", "by the head": "head",
                                      "by the year and the head": "year and head"}, "printed"),
            "converted": Choice("Currency", {"yuan, at the plan's own rate": True, "as printed": False}, True),
        },
        presets={
            "Plan and science budget": {"first": "new-infrastructure-plan", "second": "science-spending-2019",
                                        "scale": "year", "converted": False},
            "The same, not divided": {"first": "new-infrastructure-plan", "second": "science-spending-2019",
                                      "scale": "printed", "converted": False},
            "Pledge and science budget": {"first": "tencent-investment", "second": "science-spending-2020",
                                          "scale": "year", "converted": False},
            "Value and plan": {"first": "giants-market-caps", "second": "new-infrastructure-plan", "scale": "printed",
                               "converted": True},
        },
        model=run, draw=draw.comparison, say=say, table=_compared, height=3.4,
        source="the five documents; people from Jiang and Ni 2020; the rate from TechNode's own pair of sums",
        origin="derived",
        limits="Periods are divided evenly. Which amounts are of one sort is our reading of their sentences, and a "
               "check of units cannot see who pays. Only the rate's rounding is carried, not that of the sums.")


def _compared(result: model.Comparison) -> pd.DataFrame:
    rows = [{"amount": name, "value": size.value if size else None, "unit": result.unit}
            for name, size in zip(result.names, (result.first, result.second))]
    return pd.DataFrame(rows)


def explore_track() -> Explorer:
    """A result beside its target under four definitions of pace; the definitions decide the verdict."""
    tables = Tables()
    target, built = tables.value("unicom-stations-target"), tables.value("unicom-stations-built")

    def run(now, deadline, start, growth, step):
        return model.on_track(target, built, step, now, deadline, start, growth)

    def say(result):
        verdicts = "; ".join(f"{draw.verdict(pace)[2:]} {by}" for pace, by in zip(result.paces, (
            "at an even pace", "if the result's rounding is allowed for", "if building speeds up",
            "if only what is new counts")))
        different = len(set(result.verdicts))
        return (f"{100 * result.done:.0f}% of the target stands when {100 * result.elapsed:.0f}% of the time is over: "
                f"{verdicts}. That makes {words(different)} verdict{'s' if different > 1 else ''}.")

    return Explorer(
        title=f"{spell(built)} of {spell(target)} base stations: on track?",
        controls={
            "now": Slider("Counted at the end of", [3.0, 3.25, 3.5, 3.75, 4.0], 4.0, {
                3.0: "March", 3.25: "the first week of April", 3.5: "half of April", 3.75: "the third week of April",
                4.0: "April"}.get),
            "deadline": Slider("Due at the end of", [9.0, 10.0, 11.0, 12.0], 12.0, {
                9.0: "September", 10.0: "October", 11.0: "November", 12.0: "December"}.get),
            "start": linear("Stood on 1 January", 0, 60_000, 0, 10_000),
            "growth": Slider("Each month builds more by", [0.0, 0.05, 0.1, 0.15, 0.2, 0.3], 0.1,
                             lambda share: f"{100 * share:.0f}%"),
            "step": Slider("Result rounded to nearest", [1.0, 1000.0, 5000.0, 10_000.0, 20_000.0], 10_000.0),
        },
        presets={
            "April counted": {"now": 4.0, "deadline": 12.0, "start": 0.0},
            "April not counted": {"now": 3.0, "deadline": 12.0, "start": 0.0},
            "Due in September, as another source has it": {"now": 4.0, "deadline": 9.0, "start": 0.0},
            "Invented: some stood in January": {"now": 4.0, "deadline": 12.0, "start": 40_000.0},
        },
        model=run, draw=draw.track, say=say, table=lambda result: pd.DataFrame(result.paces), height=3.9,
        source="TechNode 2020 (result, target, year); the stock in January, the growth and the rounding are invented",
        origin="simulated",
        limits="Months are equally long. A network is built in batches, with tenders and winters, and by no formula. "
               "The document does not say what stood in January, nor whose stations are counted.")


def explore_years() -> Explorer:
    """Three laws of growth through the same two points; the deadline is left open unless you try one."""
    tables = Tables()
    target, result_ = tables.value("charging-points-target"), tables.value("charging-points-2019")

    def run(start, ceiling, deadline):
        return model.years_to_target(target, start, result_, 2015, 2019, ceiling, deadline or None)

    def say(result):
        laws = "; ".join(f"{draw.LAWS[one.law][0]}: {draw.reached(one, result.deadline)}" for one in result.laws)
        late = ("The document states no deadline, so none of this is late." if result.deadline is None
                else f"The deadline of {result.deadline:.0f} is one to try, not the document's.")
        return f"{laws[0].upper()}{laws[1:]}. {late}"

    return Explorer(
        title=f"From {spell(result_)} to {spell(target)} charging points: in which year?",
        controls={
            "start": Slider("Stood at the end of 2015", [0.0, 1e4, 2e4, 5e4, 1e5, 2e5, 3e5, 4e5, 6e5], 1e5),
            "ceiling": Slider("Ceiling that slows growth", [2.4e6, 4e6, 5e6, 6e6, 8e6, 1.2e7, 2.4e7], 8e6),
            "deadline": Choice("Deadline", {"not stated": 0.0, **{f"end of {n}": float(n) for n in (
                2020, 2022, 2025, 2030)}}, 0.0),
        },
        presets={"Nothing stood in 2015": {"start": 0.0}, "Much stood in 2015": {"start": 4e5},
                 "A low ceiling": {"ceiling": 4e6}, "Try a deadline": {"deadline": 2020.0}},
        model=run, draw=draw.years, say=say, height=3.7,
        table=lambda result: pd.DataFrame([{"law": one.law, "reached": one.during, "share at deadline": one.share}
                                           for one in result.laws]),
        source="TechNode 2020 (target, its year, result); the stock of 2015, the ceiling and the laws are invented",
        origin="simulated",
        limits="Two points fix each curve, and two points fit almost any law. Points follow vehicles, subsidies and "
               "what gets counted; none of these is in the model. “Over” is taken as the number itself, at the end of "
               "the year.")
