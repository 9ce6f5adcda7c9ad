"""The explorers of lesson 02: controls joined to a model and a drawing."""

from __future__ import annotations

import pandas as pd

from techgov.controls import Slider, Toggle, linear
from techgov.explorer import Explorer
from techgov.fill import count
from techgov.flipbook import Flipbook
from techgov.topics.social_management import draw, model
from techgov.topics.social_management.draw import people

NOTICE = [0.02, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5, 0.7, 1.0]
LIMITS = ("All problems are alike, each takes the same work, and nobody decides which comes first. Noticing costs "
          "nothing, finds everything with the same chance, and prevents nothing. All rates are invented.")


def _rate(share: float) -> str:
    return f"{100 * share:.0f} of 100 a week"


def _weeks(number: float) -> str:
    return f"{number:g} week{'' if number == 1 else 's'}"


def flip_loop() -> Flipbook:
    """The loop at rest, with more and more noticing and the same hands. Needs no kernel."""

    def say(result):
        hands = "all hands are busy" if result.busy > 0.999 else f"{100 * result.busy:.0f}% of the hands are busy"
        return (f"At rest {count(result.unnoticed)} problems are not noticed and {count(result.waiting)} are noticed "
                f"and wait, {count(result.open)} together; {result.answered:.0f} are answered in a week, and {hands}.")

    return Flipbook(
        title="The loop at rest: notice more, with the same hands",
        control=Slider("Noticed", [0.02, 0.03, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0], 0.08, _rate),
        model=lambda notice: model.rest(notice=notice), draw=draw.loop, say=say, height=3.5,
        source="an invented town with 100 new problems and at most 70 answers a week", origin="simulated",
        limits=LIMITS + " At rest everything flows as fast as it comes; no town stands still like that.")


def explore_noticing() -> Explorer:
    """Two years of the town: noticing changes; hands, false alarms, anger and prevention as the reader sets them."""

    def say(run):
        return (f"After the change {run.flow('found', 1):.0f} problems are noticed in a week in place of "
                f"{run.flow('found', 0):.0f}, and {run.flow('answered', 1):.0f} answered in place of "
                f"{run.flow('answered', 0):.0f}; at the end {count(run.at('waiting', 104))} wait in place of "
                f"{count(run.at('waiting', 52))}, and {count(run.at('open', 104))} are open in place of "
                f"{count(run.at('open', 52))}.")

    def table(run):
        week = slice(None, None, 16)
        return pd.DataFrame({"week": run.weeks[week], "not noticed": run.of("unnoticed")[week].round(1),
                             "noticed, waiting": run.waiting[week].round(1),
                             "grievances": run.of("grievances")[week].round(1),
                             "answered so far": run.of("answered")[week].round(1),
                             "false alarms answered so far": run.of("answered_false")[week].round(1)})

    return Explorer(
        title="Two years in an invented town: more is noticed. And then?",
        controls={
            "notice": Slider("Noticed in the second year", NOTICE, 0.5, _rate),
            "hands": Slider("Answers a week, at most", [30, 50, 60, 70, 80, 100, 150], 70, count),
            "false_alarms": Slider("False alarms, if all is looked at", [0, 10, 20, 40, 80], 0, count),
            "promise": linear("A known problem angers", 1, 2, 1, 0.25, lambda times: (
                "like any other" if times == 1 else f"{times:g} times as much")),
            "source": linear("Prevented at the source", 0, 0.4, 0, 0.05, lambda share: f"{100 * share:.0f}%"),
        },
        presets={"Only more noticing": {"notice": 0.5, "hands": 70, "false_alarms": 0, "promise": 1, "source": 0},
                 "And false alarms": {"notice": 0.5, "hands": 70, "false_alarms": 40, "promise": 1, "source": 0},
                 "And known problems anger more": {"notice": 0.5, "hands": 70, "false_alarms": 0, "promise": 2,
                                                   "source": 0},
                 "More hands as well": {"notice": 0.5, "hands": 100, "false_alarms": 0, "promise": 1, "source": 0},
                 "Fewer at the source": {"notice": 0.08, "hands": 70, "false_alarms": 0, "promise": 1, "source": 0.3}},
        model=model.town, draw=draw.town, say=say, table=table, height=4.0,
        source="an invented town in which 100 problems arise in a week, and grievances make some more",
        origin="simulated", limits=LIMITS)


def explore_delay() -> Explorer:
    """A heap of problems comes at once, and the office reacts to old reports."""

    def say(run):
        if run.swings == "none" or run.overshoot < 0.005:
            return (f"After {_weeks(run.delay)} the first extra answers come, and the open problems go back to their "
                    "usual number without falling below it.")
        back = f", then rise {100 * run.rebound:.0f}% of it above" if run.rebound > 0.005 else ""
        end = {"die out": "The swings become smaller.", "go on": "The swings go on."}[run.swings]
        return (f"The extra answers come {_weeks(run.delay)} late: the open problems fall below their usual number by "
                f"{100 * run.overshoot:.0f}% of the heap{back}. {end}")

    def table(run):
        return pd.DataFrame({"week": run.weeks[::50], "open problems": run.open[::50].round(1),
                             "answers a week": run.answers[::50].round(1)})

    return Explorer(
        title="A heap of problems, and reports that are old",
        controls={
            "report_age": linear("Reports are old by", 0, 4, 3, 1, _weeks),
            "lead": linear("From decision to work", 0, 4, 3, 1, _weeks),
            "push": Slider("Force", [0.05, 0.1, 0.15, 0.2, 0.3, 0.5], 0.2),
            "remembers": Toggle("It counts what it has already sent"),
        },
        presets={"Slow and gentle": {"report_age": 3, "lead": 3, "push": 0.05, "remembers": False},
                 "Slow and forceful": {"report_age": 3, "lead": 3, "push": 0.3, "remembers": False},
                 "Fast and forceful": {"report_age": 1, "lead": 0, "push": 0.3, "remembers": False},
                 "Slow, forceful, with a memory": {"report_age": 3, "lead": 3, "push": 0.3, "remembers": True}},
        model=model.steer, draw=draw.steered, say=say, table=table, height=4.2,
        source="an invented office with 200 open problems, into which 100 fall at once; force: extra answers a week "
               "for each problem too many", origin="simulated",
        limits="The delay is the same for every report and every order, nobody telephones, and the office knows what "
               "is usual. New problems come evenly apart from the one heap. Hands appear and go at will.")


def explore_threshold() -> Explorer:
    """Acting first, against those whose score is high: missed threats, harmless people, new threats."""

    def say(result):
        right = ("Nobody is acted against" if result.right is None or result.acted < 0.5 else
                 f"Of {people(result.acted)} acted against {people(result.stopped)} were threats")
        more = f", {people(result.provoked)} of them provoked" if result.provoked else ""
        return (f"{right}, and {people(result.wronged)} were harmless; {people(result.missed)} of "
                f"{people(result.threats)} threats are missed, and {people(result.left)} are left in all{more}.")

    def table(result):
        return pd.DataFrame({"score": model.SCORES.round(1), "harmless, acted against": result.wronged_along.round(2),
                             "threats missed": result.missed_along.round(2),
                             "threats left in all": result.left_along.round(2)})

    return Explorer(
        title="Acting first: 100,000 invented people and a score",
        controls={
            "threshold": linear("Act from a score of", -2, 6, 2, 0.25, lambda score: f"{score:g}"),
            "base": Slider("Threats in 10,000 people", [1, 10, 100, 1000], 10, count),
            "separation": Slider("A threat scores higher in", [0.5, 1, 1.5, 2, 2.5, 3, 4], 2, lambda apart: (
                f"{100 * model.told_apart(apart):.0f} of 100 pairs" if apart < 4 else "99.8 of 100 pairs")),
            "provokes": Slider("New threats for 1,000 harmless", [0, 1, 2, 5, 10, 20], 0, count),
        },
        presets={"Catch half": {"threshold": 2, "base": 10, "separation": 2},
                 "Catch nearly all": {"threshold": 0, "base": 10, "separation": 2},
                 "Far better signs": {"threshold": 2, "base": 10, "separation": 4},
                 "Acting provokes": {"threshold": 0, "base": 10, "separation": 2, "provokes": 5}},
        model=model.threshold, draw=draw.threshold, say=say, table=table, height=4.4,
        source="100,000 invented people with invented scores", origin="simulated",
        limits="Somebody knows who is a threat, which in the world nobody does before anything has happened. Scores of "
               "both groups are bell curves of the same width; whoever is acted against is stopped, and learns nothing "
               "from it. What is done to people has no size here.")
