"""The explorers of lesson 10: controls joined to a model and a drawing."""

from __future__ import annotations

from functools import partial

import pandas as pd

from techgov.controls import Choice, Slider, Toggle, linear
from techgov.explorer import Explorer
from techgov.fill import count, words
from techgov.flipbook import Flipbook
from techgov.tables import Tables
from techgov.topics.across_borders import draw, model
from techgov.topics.across_borders.draw import percent, points

# forecast -> the control's label
OWN = {"technology": "Technology refused (2017)", "downloads": "No app in the top ten (2017)",
       "stores": "Gone from the stores (2020)", "trade": "Less trade (2020)"}


def _scored() -> pd.DataFrame:
    tables = Tables()
    return model.outcomes(tables["forecast_tests"], tables["outside_figures"])


def _compared(score: float, other: float) -> str:
    return "the same as" if abs(score - other) < 5e-4 else "better than" if score < other else "worse than"


def _probability(label: str, start: float) -> Slider:
    return linear(label, 0, 1, start, 0.05, percent)


def explore_silence() -> Explorer:
    """Of a thousand firms, which are used by a state, and of which of them is it known?"""

    def say(result):
        kept = (f"use is behind {percent(result.after_silence, 1)} of the {count(result.silent)} firms without a report"
                if result.silent >= 0.5 else "no firm is left without a report")
        told = (f", and behind {percent(result.after_report, 1)} of the {count(result.reported)} with one"
                if result.reported >= 0.5 else ", and no report appears")
        return (f"Before anybody looked, a state used the data of {percent(result.before, 1)} of the firms. "
                f"Now {kept}{told}.")

    def table(result):
        return pd.DataFrame({"firms": ["with a report", "without a report"],
                             "used by a state": [result.used_reported, result.used_silent],
                             "not used": [result.unused_reported, result.unused_silent],
                             "share used": [result.after_report, result.after_silence]}).round(3)

    return Explorer(
        title="Nobody has seen it used. What is that worth?",
        controls={
            "before": Slider("Used by a state", [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7], 0.1, percent),
            "seen": Slider("Use comes to light in a year", [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9], 0.1, percent),
            "years": Slider("Years of looking", [0, 1, 2, 3, 5, 10, 20], 1, lambda n: f"{n:.0f}"),
            "mistaken": Slider("Mistaken report in a year", [0, 0.005, 0.01, 0.02, 0.05, 0.1], 0.01,
                               lambda share: percent(share, 1)),
        },
        presets={"Well hidden, one year": {"seen": 0.05, "years": 1},
                 "Hard to hide, five years": {"seen": 0.5, "years": 5},
                 "Rare use, eager reporters": {"before": 0.02, "mistaken": 0.05, "years": 3}},
        model=model.silence, draw=draw.silence, say=say, table=table, height=3.7,
        source="a thousand invented firms that a state could use", origin="simulated",
        limits="Years are alike and independent, use goes on once begun, and everybody looks equally hard at every "
               "firm. Real searching goes where suspicion is, which makes silence about others worth less. No share "
               "here is known for any country.")


def explore_own() -> Explorer:
    """A reader's own probabilities for four forecasts, closed or opened."""
    scored = _scored()

    def say(result):
        mine = result.score
        if not result.opened:
            return (f"The envelopes are closed. If your numbers are what you believe, you expect a score of "
                    f"{points(mine.expected)} on average; saying 50% each time scores {points(0.25)} for certain.")
        came = f"{words(mine.happened.sum()).capitalize()} of {words(len(mine.happened))} came about."
        return (f"{came} Your score is {points(mine.score)}, {_compared(mine.score, 0.25)} 50% each time "
                f"({points(0.25)}); you expected {points(mine.expected)}.")

    def table(result):
        shown = pd.DataFrame({"forecast": result.labels, "your probability": result.score.said})
        return shown.assign(happened=result.score.happened.astype(int), points=result.score.points) \
            if result.opened else shown

    return Explorer(
        title="Four forecasts in envelopes: how probable was each, on its day?",
        controls={**{name: _probability(label, 0.5) for name, label in OWN.items()},
                  "opened": Toggle("Open the envelopes")},
        presets={"Say 50% each time": dict.fromkeys(OWN, 0.5), "Trust the documents": {
            "technology": 0.7, "downloads": 0.6, "stores": 1.0, "trade": 0.9}},
        model=partial(model.own, scored, tuple(OWN)), draw=draw.own, say=say, table=table, height=3.8,
        source="forecasts of Horwitz 2017 and China Neican 2020; what came of them from other sources",
        origin="outside",
        limits="Four forecasts, chosen and made testable by us, by tests that could have been chosen otherwise. You "
               "may know what came of them, which the writers could not: then this scores your memory.")


def explore_words() -> Explorer:
    """Numbers in the place of the documents' words, scored."""
    scored = _scored()

    def say(result):
        mine = result.score
        parts = "; ".join(f"“{word}” at {percent(said)}, {result.came[word]} of {result.counts[word]} came about"
                          for word, said in result.said.items())
        return (f"{parts}. Score {points(mine.score)}, {_compared(mine.score, result.constant)} saying "
                f"{percent(mine.base)} every time ({points(result.constant)}).")

    def table(result):
        mine = result.score
        rows = [{"what": f"“{word}”: {what}", "value": value} for word in result.said for what, value in
                (("said", result.said[word]), ("forecasts", result.counts[word]), ("came about", result.came[word]))]
        return pd.DataFrame([*rows, *({"what": name, "value": round(getattr(mine, name), 4)} for name in
                                      ("score", "uncertainty", "resolution", "reliability"))])

    return Explorer(
        title="How much is a “will”? Put numbers in the place of words",
        controls={"will": _probability("“will” means", 0.9), "may": _probability("“may”, “if” mean", 0.5),
                  "plan": _probability("“plan” means", 0.8),
                  "fit": Choice("Count tests that fit", {"closely or loosely": "", "closely only": "close"}, "")},
        presets={"Every word at its word": {"will": 1.0, "may": 0.5, "plan": 1.0},
                 "All words alike": {"will": 0.6, "may": 0.6, "plan": 0.6},
                 "After the event": {"will": 0.6, "may": 0.35, "plan": 1.0}},
        model=partial(model.worded, scored), draw=draw.worded, say=say, table=table, height=4.2,
        source="forecasts of the documents with a test; what came of them from other sources", origin="outside",
        limits="So few forecasts that one more would move every bar, picked by us because something could be read "
               "about them. The writers gave words and no numbers; the numbers are yours.")


def explore_rule() -> Explorer:
    """A rule of yes-or-no criteria on five invented cases, and again with their seats handed round."""

    def say(result):
        caught = [name for name, hit in zip(result.cases, result.caught) if hit]
        asks = ("A rule that asks for nothing" if not result.asked else
                f"A rule that asks for {words(len(result.asked))} thing{'s' * (len(result.asked) > 1)}")
        hits = f"{words(len(caught))} of {words(len(result.cases))} cases" if caught else "none of the cases"
        swap = ("no verdict changes when the seats are handed round: the rule knows no country" if result.agnostic else
                "it asks for a seat, which shows nowhere here, since no case meets the rest" if not result.altered else
                f"{words(int(result.turned.sum()))} would hang on the seat alone, and {result.altered} of "
                f"{result.exchanges} ways to hand the seats round change a verdict")
        return f"{asks} catches {hits}; {swap}."

    def table(result):
        shown = pd.DataFrame({"case": result.cases, "seat": result.seats})
        for name, criterion in model.CRITERIA.items():
            shown[criterion] = result.facts[name]
        return shown.assign(caught=result.caught, **{"hangs on the seat": result.turned})

    return Explorer(
        title="A rule of yes or no, on five cases of any country",
        controls={name: Toggle(f"Asks: {criterion}", name in ("order", "data"))
                  for name, criterion in model.CRITERIA.items()},
        presets={"By the flag": {**dict.fromkeys(model.CRITERIA, False), "seat": True},
                 "By what could happen": {**dict.fromkeys(model.CRITERIA, False), "order": True, "data": True},
                 "By what was shown": {**dict.fromkeys(model.CRITERIA, False), "used": True},
                 "By what nobody can check": {**dict.fromkeys(model.CRITERIA, False), "data": True, "closed": True}},
        model=model.rule, draw=draw.rule, say=say, table=table, height=4.0,
        source="five invented cases with invented seats", origin="simulated",
        limits="Facts are known and either hold or do not. In the world they are disputed, come in degrees, and follow "
               "from a seat in part: whether a firm can be ordered in secret is a matter of the law at its home. What "
               "to do with a case that is caught, the rule does not say.")


def flip_luck() -> Flipbook:
    """How many forecasts does it take to tell skill from luck? Needs no kernel."""

    def say(result):
        many = "After one forecast" if result.forecasts == 1 else f"After {count(result.forecasts)} forecasts"
        return (f"{many}, the one who knows more scores worse than a coin in "
                f"{percent(result.worse, 1)} of cases" + (f", and the same in {percent(result.same, 1)}."
                                                          if result.same > 5e-4 else "."))

    def table(result):
        return pd.DataFrame({"came out her way": range(result.forecasts + 1), "score": result.scores.round(4),
                             "chance": result.chances.round(6)})

    return Flipbook(
        title="How many forecasts tell skill from luck?",
        control=Slider("Forecasts that are scored", [1, 2, 3, 5, 10, 20, 30, 50, 100, 200], 10, count),
        model=model.luck, draw=draw.luck, say=say, table=table, height=3.4,
        source="an invented forecaster who says 70% and of whom that is true, against one who says 50%",
        origin="simulated",
        limits="All forecasts are independent and equally hard. Real ones come in bunches, one crisis deciding many, "
               "so that it takes more of them than here.")
