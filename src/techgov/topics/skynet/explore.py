"""The explorers of lesson 06: controls joined to a model and a drawing."""

from __future__ import annotations

from functools import partial

from techgov.controls import Choice, Slider, log
from techgov.explorer import Explorer
from techgov.fill import count, times
from techgov.flipbook import Flipbook
from techgov.numerals import spell
from techgov.tables import Tables
from techgov.topics.skynet import draw, model


def _one_in(rate: float) -> str:
    return f"one in {spell(1 / rate, 2)}"


def _strangers(number: float) -> str:
    """An expected number of false matches, as a reader counts them."""
    if number < 1:
        return f"{_one_in(number)} such searches matches a stranger"
    return f"{draw.persons(number)} stranger{'s match' if round(number) > 1 else ' matches'}"


def explore_implied() -> Explorer:
    """Rounding, share and density on controls: do they make room for the printed national total?"""
    tables = Tables()
    value = tables.value
    cities = {"Chongqing": "chongqing", "Shenzhen": "shenzhen"}

    def run(city, cameras_step, density_step, share):
        return model.implied(value(f"{city}-cameras"), cameras_step, value(f"{city}-density"), density_step, share,
                             people=value("china-population"), printed=value("china-cameras"), printed_step=1e8)

    def say(result):
        return (f"The city's figures imply {spell(result.people.low)} to {spell(result.people.high)} people where "
                f"cameras were counted, {spell(result.city.low)} to {spell(result.city.high)} in the whole city. If "
                f"the whole country were watched as densely, it would have at most {spell(result.nation.high)} "
                f"cameras; the printed total is at least {times(result.times)} that.")

    return Explorer(
        title="What do the printed figures imply, if they were rounded more coarsely than they look?",
        controls={
            "city": Choice("City", cities, "chongqing"),
            "cameras_step": Slider("Count rounded to nearest", [1, 1e4, 5e4, 1e5, 2e5, 5e5, 1e6], 1e5),
            "density_step": Slider("Density rounded to nearest", [1, 2, 5, 10, 20, 50, 100], 1),
            "share": Slider("Share of city counted", [n / 100 for n in range(25, 101, 5)], 1.0,
                            lambda share: f"{100 * share:.0f}%"),
        },
        presets={"As printed": {"cameras_step": 1e5, "density_step": 1, "share": 1.0},
                 "Everything as coarse as it goes": {"cameras_step": 1e6, "density_step": 100, "share": 0.25}},
        model=run, draw=draw.implied_figures, say=say,
        source="Chen 2021 (cameras, densities, national total); Jiang and Ni 2020 (people)", origin="derived",
        limits="The coarser roundings and the share are yours to try, not the document's; no city is like the "
               "whole country.")


def explore_base_rate() -> Explorer:
    """A watch list against a stream of faces: how many of the alarms are right?"""
    outside = partial(Tables().outside)
    gallery, rate, miss = (outside("nist-1n-mugshot", name) for name in ("gallery", "fpir", "fnir_median"))
    nist_match = float(f"{-model.log1p(-rate) / gallery:.2g}")  # the rate per comparison that gives NIST's rate
    visitors, false, true = (outside("cardiff-2017", name) for name in ("visitors", "false_alerts", "true_alerts"))
    cardiff_list = 500.0  # assumed: how long the list was is not in what was read
    cardiff_match = float(f"{-model.log1p(-false / (visitors - true)) / cardiff_list:.2g}")
    cardiff_sought = float(f"{1e4 * true / visitors:.2g}")

    def say(result):
        if result.precision is None:
            return "Nobody raises an alarm: there is nobody to find and no false match."
        return (f"Of {draw.persons(result.alarms)} alarms a day, {draw.persons(result.found)} are right and "
                f"{draw.persons(result.false_alarms)} are false: {draw.share_text(result.precision)} are right. "
                f"{draw.persons(result.missed)} of {draw.persons(result.sought)} people on the list are missed.")

    return Explorer(
        title="A list of wanted faces, a stream of passers-by: how many alarms are right?",
        controls={
            "gallery": log("Faces on the list", 2, 8, 1e5, [gallery]),
            "searches": log("Faces searched a day", 3, 9, 1e6, [visitors]),
            "false_match_rate": log("False match per comparison", -12, -3, 1e-8, [nist_match, cardiff_match], _one_in),
            "miss_rate": Slider("Listed people missed", [0, 0.001, 0.002, 0.005, 0.01, miss, 0.02, 0.05, 0.1, 0.2,
                                                         0.5], 0.01, lambda share: f"{spell(100 * share)}%"),
            "sought_per_10000": log("Listed per 10,000 passers-by", -2, 3, 1.0, [cardiff_sought]),
        },
        presets={
            "Invented: a street": {"gallery": 1e5, "searches": 1e6, "false_match_rate": 1e-8, "miss_rate": 0.01,
                                   "sought_per_10000": 1.0},
            "Invented: a longer list": {"gallery": 1e7, "searches": 1e6, "false_match_rate": 1e-8,
                                        "miss_rate": 0.01, "sought_per_10000": 1.0},
            "NIST 1:N, median algorithm": {"gallery": gallery, "false_match_rate": nist_match, "miss_rate": miss},
            "Cardiff 2017, list length assumed": {
                "gallery": cardiff_list, "searches": visitors, "false_match_rate": cardiff_match, "miss_rate": 0,
                "sought_per_10000": cardiff_sought},
        },
        model=model.base_rate, draw=draw.base_rate_tree, say=say,
        source="invented numbers; two presets from NIST's 1:N evaluation and the Cardiff field trial of 2017",
        origin="simulated", height=4.4,
        limits=f"Comparisons are independent, every face is as easy as every other, and nobody is searched twice. "
               f"NIST searched cooperative portraits, not street pictures; its rate for a search is turned into one "
               f"for a comparison by the same independence. In Cardiff the number of visitors stands "
               f"for the number of faces searched, and a list of {count(cardiff_list)} is assumed.")


def flip_one_face() -> Flipbook:
    """One face against everybody on a list: how many strangers look like it? Needs no kernel."""
    value = Tables().value
    lists = {"An invented watch list": 1e5, "An invented city": 1e7,
             "China, by Jiang and Ni": value("china-population")}

    def say(table):
        return "One face, searched once: " + "; ".join(
            f"among {spell(row.people)} people {_strangers(row.false_matches)}"
            for row in table.iloc[::-1].itertuples()) + "."

    return Flipbook(
        title="One face against everybody: how many strangers look like it?",
        control=Slider("False match per comparison", [float(f"1e-{n}") for n in range(3, 13)], 1e-6, _one_in),
        model=lambda rate: model.one_against(lists, rate), draw=draw.false_matches, say=say,
        source="invented rates and lists; people from Jiang and Ni 2020", origin="simulated",
        limits="Comparisons are independent and every face is as easy as every other; relatives and twins are neither.")
