"""The explorers of lesson 03: controls joined to a model and a drawing."""

from __future__ import annotations

import pandas as pd

from techgov import sheet
from techgov.controls import Choice, Slider, linear
from techgov.explorer import Explorer
from techgov.fill import count
from techgov.flipbook import Flipbook
from techgov.tables import Tables
from techgov.topics.e_government import draw, model

OFFICES = 12  # of the invented state: about as many as the document counts areas and projects
OPEN = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1]
ORDERS = {"one after another": model.IN_TURN, "all at once": model.AT_ONCE}
HUBS = {"a hub that keeps copies": model.COPIES, "a hub that only passes on": model.PASSES}
SOURCE = ("invented offices; a request takes five working days on paper and a tenth of one by wire; a line costs one, "
          "a hub ten")
LIMITS = (
    "Offices, times and shares are invented and every office is like every other. A file is open by chance, where real "
    "rules follow tasks; nobody logs, and nobody is caught. Whoever is asked answers. A faster answer is not a better "
    "one, and to whom an office answers is in no line of it.")


def _share(openness: float) -> str:
    return f"{100 * openness:.0f}%"


def explore_hub() -> Explorer:
    """Twelve offices joined one by one, three ways: days to an answer, cost, and how far one event reaches."""

    def run(joined, wiring, others, order, openness):
        return model.state(OFFICES, int(joined), int(others), order, openness, wiring)

    def say(result):
        if result.joined < 2:
            return (f"With {result.joined} of {result.offices} offices joined every request is on paper: an answer "
                    f"takes {draw.days(result.days)}, and what one office holds stays there, unless it is copied.")
        watched = (f"one desk can watch the requests of {result.watched} offices" if result.watched
                   else "no single desk can watch the requests")
        return (f"With {result.joined} of {result.offices} offices joined an answer takes {draw.days(result.days)} on "
                f"average ({draw.days(result.days_on_paper)} on paper) and the lines cost {count(result.cost)}. One "
                f"official opens {result.insider:.3g} offices' files, one wrong entry counts in {result.error:.3g} "
                f"offices, one break-in takes {result.break_in:.3g} offices' files; {watched}.")

    return Explorer(
        title="Join the offices, one by one: what gets faster, and what gets out?",
        controls={
            "joined": linear("Offices joined", 0, OFFICES, 6, text=lambda n: f"{n:.0f}"),
            "wiring": Choice("Joined by", {**HUBS, "a line for each pair": model.PAIRS}, model.COPIES),
            "others": linear("A question needs others", 1, 6, 3, text=lambda n: f"{n:.0f}"),
            "order": Choice("Others are asked", ORDERS, model.IN_TURN),
            "openness": Slider("Open to other offices", OPEN, 0.25, _share),
        },
        presets={
            "On paper": {"joined": 0.0},
            "All by a hub, all open": {"joined": float(OFFICES), "wiring": model.COPIES, "openness": 1},
            "All by a hub that keeps nothing, little open": {"joined": float(OFFICES), "wiring": model.PASSES,
                                                             "openness": 0.01},
        },
        model=run, draw=draw.state, say=say, origin="simulated", height=4.4, limits=LIMITS, source=SOURCE,
        table=lambda result: sheet.table({name: value for name, value in vars(result).items() if name != "sample"}))


def explore_doubling() -> Explorer:
    """Where do speed and exposure each double as offices join?"""

    def say(result):
        told = []
        for measure, label in (("faster", "answers come twice as fast"),
                               ("insider", "one official opens twice as much"),
                               ("error", "one wrong entry counts in twice as many offices"),
                               ("break_in", "one break-in takes twice as much")):
            first = result.doubled[measure]
            told.append(f"{label} with {first} joined" if first is not None else f"{label} never")
        middle = result.table.iloc[result.offices // 2]
        return (f"Of {result.offices} offices: {'; '.join(told)}. With {middle['joined']:.0f} joined answers come "
                f"{middle['faster']:.3g} times as fast, and one official opens {middle['insider']:.3g} times as much.")

    return Explorer(
        title="What doubles first?",
        controls={
            "offices": linear("Offices", 8, 36, OFFICES, text=lambda n: f"{n:.0f}"),
            "others": linear("A question needs others", 1, 6, 3, text=lambda n: f"{n:.0f}"),
            "order": Choice("Others are asked", dict(reversed(ORDERS.items())), model.AT_ONCE),
            "openness": Slider("Open to other offices", OPEN, 0.25, _share),
            "wiring": Choice("Joined by", HUBS, model.COPIES),
        },
        presets={
            "Everything open": {"openness": 1, "wiring": model.COPIES},
            "A tenth open, no copies": {"openness": 0.1, "wiring": model.PASSES},
            "Everything closed": {"openness": 0, "wiring": model.PASSES},
        },
        model=lambda offices, others, **more: model.race(offices=int(offices), others=int(others), **more),
        draw=draw.race, say=say, origin="simulated", height=4.2, limits=LIMITS, table=lambda result: result.table,
        source=SOURCE)


HOFFMAN, HERE = "hoffman-2018", "e_government"
YEARS = {"1978 to 2008": (1978, 2008), "1992 to 2002": (1992, 2002), "2016 to 2022": (2016, 2022),
         "1940 to 2032": (1940, 2032)}


def explore_timeline() -> Explorer:
    """Every dated event of every document, with its precision: choose, zoom, and see what a rule leaves."""
    tables = Tables()
    timeline, readings = tables["timeline"], tables["readings"]
    shorts = readings.set_index("document")["short"]
    documents = {"all five": "", shorts[HOFFMAN]: HOFFMAN,
                 **{short: slug for slug, short in shorts.drop(HOFFMAN).items()}}
    topics = {"all subjects": "", "e-government": HERE,
              **{topic.replace("_", " "): topic for topic in sorted(set(timeline["topic"]) - {HERE})}}

    def run(document, topic, rests, years):
        return (model.marks(model.chosen(timeline, document, topic, rests)), *YEARS[years])

    def say(result):
        marks, first, last = result
        seen = marks[(marks["right"] >= first) & (marks["left"] <= last)]
        if seen.empty:
            return f"No event that these rules let through lies between {first} and {last}."
        open_ = int((seen["open_left"] | seen["open_right"]).sum())
        exact = int((~(seen["inferred"] | seen["about"] | seen["open_left"] | seen["open_right"])
                     & (seen["right"] - seen["left"] <= 1)).sum())
        return (f"Between {first} and {last} these rules leave {len(seen)} event{'s' if len(seen) > 1 else ''}: "
                f"{exact} stated to the year or closer, {int(seen['inferred'].sum())} inferred, {open_} open at an end."
                + (f" Choose fewer than {draw.NAMED + 1} to read them." if len(seen) > draw.NAMED else ""))

    def table(result) -> pd.DataFrame:
        seen = result[0]
        said = {"inferred": "inferred", "about": "about", "open_left": "or earlier", "open_right": "or later"}
        sure = [", ".join(words for field, words in said.items() if getattr(one, field)) for one in seen.itertuples()]
        return pd.DataFrame({"event": seen["what"], "document": seen["document"],
                             "from the year": seen["left"].astype(int), "to the year": seen["right"].astype(int),
                             "the date is": [words or "stated" for words in sure]})

    return Explorer(
        title="When was that? All dated events of all documents",
        controls={
            "document": Choice("Document", documents, ""),
            "topic": Choice("Subject", topics, ""),
            "rests": Choice("Dates", {"all": "", "stated only": "stated", "stated, with a footnote": "footnoted"}, ""),
            "years": Choice("Years", {name: name for name in YEARS}, "1978 to 2008"),
        },
        presets={
            "E-government": {"document": "", "topic": HERE, "rests": "", "years": "1978 to 2008"},
            "E-government, footnoted": {"document": "", "topic": HERE, "rests": "footnoted",
                                        "years": "1978 to 2008"},
            "All": {"document": "", "topic": "", "rests": "", "years": "1940 to 2032"},
        },
        model=run, draw=draw.all_events, say=say, origin="documents", height=4.8, table=table,
        source="the dated events of the five documents",
        limits="What counts as one event was our decision. A bar is as long as the date is uncertain, not as the event "
               "lasted. Events without a date are not here.")


def flip_lines() -> Flipbook:
    """Lines between all pairs of offices, and to a hub. Needs no kernel."""

    def say(result):
        if result.pairs <= result.hub:
            return (f"{result.offices} offices: {count(result.pairs)} lines join every pair, and "
                    f"{count(result.hub)} lead to a hub, so the hub saves none.")
        return (f"{result.offices} offices: {count(result.pairs)} lines join every pair, {count(result.hub)} lead to a "
                f"hub: {count(result.pairs - result.hub)} lines fewer.")

    return Flipbook(
        title="A line for each pair, or a hub?",
        control=Slider("Offices", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 24], 6, lambda n: f"{n:.0f}"),
        model=model.lines, draw=draw.networks, say=say, source="counted; the offices are invented", origin="simulated",
        limits="Lines are counted, not what they cost, who may use them or who guards the hub. No state joins every "
               "pair of its offices.")
