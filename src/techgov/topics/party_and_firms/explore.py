"""The explorers of lesson 08: controls joined to a model and a drawing."""

from __future__ import annotations

import pandas as pd

from techgov.controls import Choice, Slider, Stepper, Toggle
from techgov.explorer import Explorer
from techgov.fill import count, percent
from techgov.flipbook import Flipbook
from techgov.tables import Tables
from techgov.topics.party_and_firms import draw, model
from techgov.topics.party_and_firms.draw import chance, share
from techgov.wording import count_of


def _points(value: float) -> str:
    return f"{value:g}%"


def _fraction(value: float) -> str:
    return f"{100 * value:g}%"


def explore_stake() -> Explorer:
    """A small holder, a founder and some others: votes against power, with and without a veto."""

    def say(result):
        stops = "anything" if result.prevent > 1 - 1e-9 else f"{share(result.prevent)} of what would be carried"
        rule = "more than half" if result.rule == "half" else result.rule
        return (f"Where {rule} of the votes decides, {share(result.stakes[0])} has {share(result.shapley[0])} of the "
                f"power (Banzhaf: {share(result.banzhaf[0])}); its no can stop {stops}, and its yes can carry "
                f"{share(result.initiate)} of what would fail. The founder, with {share(result.stakes[1])}, has "
                f"{share(result.shapley[1])}, and {count_of(result.others, 'other')} with {share(result.stakes[2])} "
                f"{'has' if result.others == 1 else 'have'} {share(result.shapley[2])}"
                f"{'' if result.others == 1 else ' each'}.")

    def table(result):
        return pd.DataFrame({"holder": ["small holder", "founder", f"each of {result.others} others"],
                             "votes": result.stakes.round(4), "Shapley-Shubik": result.shapley.round(4),
                             "Banzhaf": result.banzhaf.round(4)})

    return Explorer(
        title="A small stake in an invented company: what does it buy?",
        controls={
            "stake": Slider("Small holder's votes", [0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0], 1.0, _points),
            "founder": Slider("Founder's votes", [10.0, 20.0, 30.0, 40.0, 45.0, 49.0, 50.0, 51.0, 60.0], 40.0, _points),
            "others": Stepper("How many others share the rest", 1, 10, 4),
            "rule": Choice("A decision takes", {"more than half": "half", "two thirds": "two thirds",
                                                "three quarters": "three quarters"}, "half"),
            "veto": Toggle("Nothing without the small holder (veto)"),
        },
        presets={"One per cent": {"stake": 1.0, "founder": 40.0, "others": 4, "rule": "half", "veto": False},
                 "Golden one per cent": {"stake": 1.0, "founder": 40.0, "others": 4, "rule": "half", "veto": True},
                 "Tipping the scale": {"stake": 1.0, "founder": 50.0, "others": 1, "rule": "half", "veto": False},
                 "Founder's majority": {"stake": 1.0, "founder": 51.0, "others": 4, "rule": "half", "veto": False},
                 "Golden, and a majority": {"stake": 1.0, "founder": 51.0, "others": 4, "rule": "half", "veto": True}},
        model=model.company, draw=draw.stake, say=say, table=table, height=4.3,
        source="an invented company; the measures of Shapley and Shubik, Banzhaf, and Coleman", origin="simulated",
        limits="Only formal votes count, on decisions that somebody else puts, and every order or coalition is as "
               "likely as any other. Friends, fear, licences, loans and who writes the agenda are not in it. The "
               "documents say nothing of the rights of a stake: the veto is ours.")


def flip_founder() -> Flipbook:
    """What a founder loses to one per cent with a veto. Needs no kernel."""

    def say(result):
        return (f"A founder with {result.at:.0f}% of the votes has {share(result.here('founder'))} of the power, and "
                f"{share(result.here('founder_veto'))} once one per cent has a veto; that one per cent goes from "
                f"{share(result.here('small'))} to {share(result.here('small_veto'))}.")

    def table(result):
        return pd.DataFrame({"founder's votes, %": model.FOUNDERS, "founder": result.founder.round(4),
                             "1%": result.small.round(4), "founder, if 1% has a veto": result.founder_veto.round(4),
                             "1% with a veto": result.small_veto.round(4)})

    return Flipbook(
        title="The founder, and one per cent with a veto",
        control=Slider("Founder's votes", list(model.FOUNDERS[3::4]), 32.0, _points),
        model=model.founders, draw=draw.founders, say=say, table=table, height=3.7,
        source="an invented company: a founder, one per cent, and ten equal others; more than half decides",
        origin="simulated",
        limits="As above: formal votes alone, every order equally likely. The steps come from the ten others, who "
               "cannot be divided; the grey line is power equal to votes.")


GUESSES = {"does not try": 0.0, "badly": 0.3, "fairly": 0.7, "well": 0.95, "perfectly": 1.0}


def explore_presence() -> Explorer:
    """Ideas that somebody may refuse: what is seen in the room, and what never gets there."""

    def say(result):
        seen, changed = (round(1000 * part) for part in (result.seen, result.changed))
        never = round(1000 * (result.shares["feared"] + result.shares["needless"]))
        return (f"Of 1,000 ideas that the management likes {seen:,} are refused in the room, {never:,} are never "
                f"proposed, and {changed:,} in all are not carried out (of the {len(result.fate)} drawn here, "
                f"{(result.fate > 0).sum()}).")

    def table(result):
        words = {name: look[2].replace("\n", " ") for name, look in draw.LOOKS.items()}
        return pd.DataFrame({"fate": [words[name] for name in model.FATES],
                             "of 1,000 ideas": [round(1000 * result.shares[name], 1) for name in model.FATES]})

    return Explorer(
        title="Who refuses what? An invented management and an invented Party unit",
        controls={
            "guess": Choice("The management foresees a refusal", GUESSES, 0.0),
            "alike": Slider("Both want the same", [-0.5, 0.0, 0.5, 0.8, 0.95, 1.0], 0.0,
                            {-0.5: "rather the opposite", 0.0: "no relation", 0.5: "often", 0.8: "mostly",
                             0.95: "nearly always", 1.0: "always"}.get),
            "scope": Slider("May be refused", [0.0, 0.05, 0.1, 0.2, 0.5, 1.0], 0.2, _fraction),
            "seed": Stepper("Which ideas (seed)", 1, 30, 1),
        },
        presets={"Refused in the room": {"guess": 0.0, "alike": 0.0, "scope": 0.2},
                 "Foreseen well": {"guess": 0.95, "alike": 0.0, "scope": 0.2},
                 "Foreseen perfectly": {"guess": 1.0, "alike": 0.0, "scope": 0.2},
                 "Always of one mind": {"guess": 0.0, "alike": 1.0, "scope": 0.2},
                 "Nothing to say": {"guess": 0.0, "alike": 0.0, "scope": 0.0}},
        model=model.presence, draw=draw.presence, say=say, table=table, height=4.2,
        source="invented ideas; expected numbers are exact, the dots are a sample", origin="simulated",
        limits="A refusal costs nothing and is final, nobody bargains, and nobody learns. Which of these presets is "
               "like any real company, the documents do not say. The dots that no one can refuse look like those "
               "that passed.")


def explore_column() -> Explorer:
    """Columns in an invented market, and the falls that follow some of them."""
    fall = Tables().figure("tencent-loss-base", "share")

    def run(**parameters):
        return model.columns(fall=fall, **parameters)

    def say(result):
        with_effect = (f" If a column itself takes off as much as set here, it is {chance(result.with_effect)}."
                       if result.with_effect > result.by_chance else "")
        several = (f"; of {len(result.price)} at least one is with chance {chance(result.at_least_once)}"
                   if len(result.price) > 1 else "")
        return (f"A column that does nothing is followed by a fall of {percent(fall, 2)} or more with chance "
                f"{chance(result.by_chance)}, or {chance(result.rest_by_chance)} once the market's change is taken "
                f"out{several}.{with_effect}")

    def table(result):
        return pd.DataFrame({"change of the price": result.price.round(4),
                             "without the market's change": result.rest.round(4)})

    return Explorer(
        title="“Alone”? Falls after columns in an invented market",
        controls={
            "number": Slider("Columns that were written", [1, 2, 5, 10, 20, 40], 20, count),
            "window": Slider("Days looked at after each", [1, 2, 3], 1, count),
            "swing": Slider("Price moves in a day by", [0.01, 0.0125, 0.015, 0.0175, 0.02], 0.015, _fraction),
            "market": Slider("Part that moves all prices", [0.0, 0.2, 0.4, 0.6, 0.8], 0.4, _fraction),
            "effect": Slider("A column itself takes off", [0.0, 0.01, 0.02, 0.03], 0.0, _fraction),
        },
        presets={"One column, one day": {"number": 1, "window": 1, "effect": 0.0},
                 "The one that gets told": {"number": 40, "window": 1, "effect": 0.0},
                 "A patient storyteller": {"number": 20, "window": 3, "effect": 0.0},
                 "Columns that bite": {"number": 20, "window": 1, "effect": 0.03}},
        model=run, draw=draw.columns, say=say, table=table, height=4.2,
        source="an invented market; the depth of the fall is derived from two figures of Horwitz 2017",
        origin="simulated",
        limits="Changes are normal and independent; real prices have calm and wild days, and more deep falls than "
               "these. Columns fall on any day, though real ones may answer news that moves prices anyway; and a large "
               "company is part of its market. How often the real newspaper scolds, we do not know.")
