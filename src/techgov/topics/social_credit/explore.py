"""The explorers of lesson 05: controls joined to a model and a drawing."""

from __future__ import annotations

from functools import partial

import pandas as pd

from techgov.controls import Choice, Slider, linear
from techgov.explorer import Explorer
from techgov.flipbook import Flipbook
from techgov.numerals import spell
from techgov.topics.social_credit import draw, model

DEEDS, WATCHED = 2, 0.1  # what everybody does in a year, and the share of it that is noticed in group A
INVENTED = "invented people, deeds and rules"


def _days(days: float) -> str:
    return f"{days:,.0f} days" if days else "never"


def _persons(number: float) -> str:
    """An expected number of people, whole."""
    return spell(round(number) if number < 100 else number, 2) if number >= 1 else "fewer than one"


def _times(times: float) -> str:
    return f"{spell(times)} times as much" if times != 1 else "as much as A"


def explore_designs() -> Explorer:
    """One ranking, ratings by field, or a record: whom does each list, judged by a standard of the reader's?"""
    names = {"ranking": "One ranking", "ratings": "Ratings by field", "record": "A record"}
    standards = {"An unpaid debt": "debt", "Three deeds of any kind": "three", "The worst twentieth": "worst"}

    rest = {"errors": 20, "times": 3, "months": 12}

    def say(result):
        a, b = (right + wrong for right, wrong in zip(result.rightly, result.wrongly))
        wrongly, missed = sum(result.wrongly) / 2, sum(result.missed) / 2
        return (f"Of 1,000 people {result.listed:.1f} are listed, {wrongly:.1f} of them wrongly, and {missed:.1f} are "
                f"missed. Of group A {a:.1f} are listed and of group B {b:.1f}, although by what they did "
                f"{result.ought[0]:.1f} and {result.ought[1]:.1f} ought to be.")

    return Explorer(
        title="Who loses a ticket? Three designs on the same invented people",
        controls={
            "design": Choice("Design", {name: id for id, name in names.items()}, "ranking"),
            "standard": Choice("Who ought to lose it? You decide", standards, "debt"),
            "errors": Slider("False entries per 1,000 people a year", [0, 5, 10, 20, 50, 100, 200], 20),
            "times": linear("Group B is watched", 1, 4, 3, 0.5, _times),
            "months": Slider("Entries are forgiven after", [1, 2, 3, 6, 9, 12], 12,
                             lambda n: f"{n} month{'s' if n > 1 else ''}" if n < 12 else "not this year"),
        },
        presets={**{f"{name}, for unpaid debts": {"design": id, "standard": "debt", **rest}
                    for id, name in names.items()},
                 "Ratings, for three deeds": {"design": "ratings", "standard": "three", **rest},
                 "A record, for three deeds": {"design": "record", "standard": "three", **rest}},
        model=model.judge, draw=draw.judged, say=say, source=INVENTED, origin="simulated",
        limits="No register is known to us to be like one of these. What a breach is, who notices it and what follows "
               "are set here by us; deeds do not change with the rules, nobody moves, and the courts of the record are "
               "never late.")


def explore_watching() -> Explorer:
    """Two groups that behave alike under one register: the exact year of 1.4 billion invented people."""
    guess = {"times": 3, "needed": 2, "errors": 20, "forgiven": 0, "appeal": 0}

    def say(result):
        a, b = (year.listed[-1] * result.people for year in (result.a, result.b))
        more = draw.as_many(result.ratio) if result.ratio else "while nobody of A is"
        wrongly = (result.a.wrongly[-1] + result.b.wrongly[-1]) * result.people
        spell_ = max(result.a.spell or 0, result.b.spell or 0)
        mistaken = ("Not one entry is false." if not wrongly else
                    f"{_persons(wrongly)} are on it only because of false entries, for {spell_:,.0f} days this year "
                    "on average.")
        return (f"Both groups of {spell(result.people)} do the same. Group B is watched {_times(result.times)}; at the "
                f"end {_persons(b)} of B are on the list and {_persons(a)} of A, {more}. {mistaken}")

    def table(result) -> pd.DataFrame:
        return pd.DataFrame({"day": range(len(result.a.listed)), **{
            f"{group} {what}": (getattr(year, field) * result.people).round()
            for group, year in (("A", result.a), ("B", result.b))
            for what, field in (("listed", "listed"), ("only by false entries", "wrongly"))}})

    return Explorer(
        title="Two groups that behave alike: who is on the list after a year?",
        controls={
            "times": Slider("Group B is watched", [1, 1.5, 2, 3, 4, 6, 8], 3, _times),
            "needed": Slider("Entries that list a person", [1, 2, 3, 4], 2),
            "errors": Slider("False entries per 1,000 people a year", [0, 5, 10, 20, 50, 100, 200], 20),
            "forgiven": Slider("An entry is forgiven after, on average", [30, 90, 180, 365, 730, 0], 0, _days),
            "appeal": Slider("An appeal takes, on average", [7, 30, 90, 180, 365, 0], 0, _days),
        },
        presets={"As in your guess": {**guess, "errors": 0}, "One entry lists": {**guess, "needed": 1, "errors": 0},
                 "Fast appeals": {**guess, "appeal": 7}, "Forgiving": {**guess, "forgiven": 90},
                 "Watched alike": {**guess, "times": 1}},
        model=partial(model.two_groups, DEEDS, WATCHED), draw=draw.two_groups, say=say, source=INVENTED, table=table,
        origin="simulated",
        limits=f"Everybody breaks {DEEDS} rules a year, and of group A's {100 * WATCHED:.0f} per cent are noticed. "
               "Only somebody who is listed wrongly appeals, and always wins in the end. Deeds come by chance, at most "
               "one a day, and do not change because somebody is watched. The number of people is invented too.")


def explore_weights() -> Explorer:
    """Weights that reverse an order, and a company's score merged into it."""
    def say(order):
        turned, last = model.reversed_pairs(order), order[order["rank"] > len(order) - model.LOSE]
        pairs = len(order) * (len(order) - 1) // 2
        moved = order.loc[(order["rank"] - order["before"]).abs().idxmax()]
        far = (f"{moved.person} goes from {moved.before} to {moved['rank']}" if moved["rank"] != moved.before
               else "nobody changes places")
        return (f"{turned} of {pairs} pairs have changed places; {far}. "
                f"{' and '.join(last['person'])} lose their tickets.")

    return Explorer(
        title="Eight invented people, one order: who is last?",
        controls={
            "payments": Slider("Weight of payments", [1, 2, 3, 4, 5], 3),
            "traffic": Slider("Weight of traffic", [0, 1, 2, 3, 4, 5], 1),
            "neighbours": Slider("Weight of neighbours", [0, 1, 2, 3, 4, 5], 1),
            "company": Choice("A company's score", {"left out": "out", "merged; no customer: average": "mean",
                                                    "merged; no customer: 0 points": "none"}, "out"),
        },
        presets={"Equal weights": {"payments": 1, "traffic": 1, "neighbours": 1, "company": "out"},
                 "Payments above all": {"payments": 5, "traffic": 1, "neighbours": 0, "company": "out"},
                 "Neighbours above all": {"payments": 1, "traffic": 0, "neighbours": 5, "company": "out"},
                 "Merge the company's": {"payments": 1, "traffic": 1, "neighbours": 1, "company": "mean"},
                 "Merge, no account counts as 0": {"payments": 1, "traffic": 1, "neighbours": 1, "company": "none"}},
        model=model.ranking, draw=draw.ranks, say=say, source="eight invented people and their invented points",
        origin="simulated", height=4.0, table=lambda order: order.round(1),
        limits="Points from 0 to 100 in each field are given, as if a good deed in traffic could be measured in the "
               "unit of a paid bill. No document says that there are such points, or how they would be added.")


def flip_watched() -> Flipbook:
    """Watched so many times as much: how many times as often listed? Needs no kernel."""
    def say(table):
        first, last = table.iloc[0], table.iloc[-1]
        return (f"Group B does what group A does and is watched {_times(first.times)}. If {int(first.needed)} entry "
                f"lists a person, {draw.as_many(first.ratio)} of B are listed; if it takes {int(last.needed)}, "
                f"{draw.as_many(last.ratio)}.")

    return Flipbook(
        title="Watched more, listed more: but how much more?",
        control=Slider("Group B is watched", [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5], 3, _times),
        model=lambda times: model.watched_more(DEEDS, WATCHED, times), draw=draw.ratios, say=say, source=INVENTED,
        origin="simulated",
        limits=f"Everybody breaks {DEEDS} rules a year by chance, of which {100 * WATCHED:.0f} per cent are noticed in "
               "group A. There is not one false entry in it, and nothing is forgiven.")
