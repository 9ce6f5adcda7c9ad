"""The explorers of lesson 11: controls joined to a model and a drawing."""

from __future__ import annotations

import pandas as pd

from techgov.controls import Choice, Slider, Stepper, Toggle, linear
from techgov.explorer import Explorer
from techgov.fill import count
from techgov.flipbook import Flipbook
from techgov.tables import Tables
from techgov.topics.seminar import draw, model
from techgov.topics.seminar.draw import percent
from techgov.view import cut
from techgov.wording import count_of

START = "control-is-hard"


def claims(tables: Tables | None = None) -> pd.DataFrame:
    """The table claims, its documents in the order of their dates, with a column short, the document's name."""
    tables = tables or Tables()
    names = tables["readings"].set_index("document")["short"]
    named = tables["claims"].assign(short=lambda one: one["document"].map(names))
    order = {short: at for at, short in enumerate(names)}
    return named.sort_values("short", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def explore_claims() -> Explorer:
    """Walk the claims of the documents: what supports a claim, what contradicts it, and what lies two steps away."""
    tables = Tables()
    named, links = claims(tables), tables["claim_links"]
    linked = set(links["from"]) | set(links["to"])
    options = {f"{row.short}: {cut(row.says, 80)}": row.id for row in named.itertuples() if row.id in linked}

    def run(claim, first, second, relation):
        return model.around(named, links, claim, (first, second), relation)

    def say(result):
        walked = len(result.path) - 1
        way = f"After {count_of(walked, 'step')}, at" if walked else "At"
        parts = [f"contradicted by {result.count(model.WAYS[0])}", f"supporting {result.count(model.WAYS[1])}",
                 f"supported by {result.count(model.WAYS[2])}"]
        return (f"{way} “{result.claim['says']}” ({result.claim['short']}): {parts[0]}, {parts[1]}, {parts[2]} "
                "of the claims in view.")

    def table(result):
        middle = {"number": 0, "id": result.claim["id"], "way": "in the middle",
                  **{name: result.claim[name] for name in ("short", "says", "support")}}
        return pd.DataFrame([middle, *result.neighbours.to_dict("records")])

    return Explorer(
        title="Who says the opposite? A walk from claim to claim",
        controls={
            "claim": Choice("Begin at", options, START),
            "first": Stepper("First step: go to number (0 stays)", 0, draw.NEAR, 0),
            "second": Stepper("Second step: go to number (0 stays)", 0, draw.NEAR, 0),
            "relation": Choice("Links", {"both kinds": "", "contradictions": "contradicts", "support": "supports"}, ""),
        },
        presets={"Is control easy?": {"claim": START, "first": 0, "second": 0, "relation": ""},
                 "Inside the firm": {"claim": "no-daily-part", "first": 0, "second": 0, "relation": ""},
                 "Who spends?": {"claim": "big-spender", "first": 0, "second": 0, "relation": ""}},
        model=run, draw=draw.around, say=say, table=table, height=4.9,
        source="the claims of all documents; the links between them are our reading", origin="derived",
        limits="A link is a reading of two sentences, made by us and open to dispute. A claim without links may still "
               "be contradicted by something that no document says, and support here is no proof: claims that support "
               "each other can all come from one author.")


def explore_sources() -> Explorer:
    """Reports that agree, some of which copy one source: how much should they move a belief?"""

    def say(result):
        return (f"{count_of(result.number, 'report')}, each copied with a chance of {percent(result.copied)}, from "
                f"sources that are right in {percent(result.right)} of cases, lift a belief of {percent(result.prior)} "
                f"to {percent(result.now)}; they count as {result.worth:.1f} that looked for themselves.")

    def table(result):
        return pd.DataFrame({"reports": range(model.MOST + 1), "copied as set": result.belief.round(4),
                             "nobody copies": result.alone.round(4), "all copy one source": result.one.round(4)})

    return Explorer(
        title="Five reports, or one report five times?",
        controls={
            "number": Stepper("Reports that say so", 0, model.MOST, 5),
            "copied": linear("Chance that a report is copied", 0, 1, 0.5, 0.1, percent),
            "right": linear("A source is right in", 0.5, 0.95, 0.7, 0.05, percent),
            "prior": Slider("Believed before", [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9], 0.5, percent),
        },
        presets={"Nobody copies": {"copied": 0.0}, "All copy": {"copied": 1.0}, "Half copy": {"copied": 0.5}},
        model=model.reports, draw=draw.reports, say=say, table=table, height=4.4,
        source="invented reports; Bayes' rule", origin="simulated",
        limits="A source is as often wrong about what is so as about what is not, nobody lies on purpose, and a copy "
               "is exact. Real reports are edited, and who copied whom has to be found out: here it is known.")


def explore_build() -> Explorer:
    """An argument as legs of steps: does it stand, and what does one lost step take with it?"""

    def say(result):
        legs = f"{count_of(result.legs, 'leg')} of {count_of(result.steps, 'step')}"
        struck = (f"; with {count_of(result.struck, 'step')} struck it stands with {percent(result.after)}"
                  if result.struck else ", and nothing is struck yet")
        return (f"An argument of {legs}{' on one first step' if result.shared else ''}, each step holding with "
                f"{percent(result.holds)}, stands with {percent(result.before)}{struck}.")

    return Explorer(
        title="A chain, or a rope? Build an argument and strike it",
        controls={
            "legs": Stepper("Legs, each of which would do", 1, draw.ROWS, 1),
            "steps": Stepper("Steps in a leg", 1, draw.STEPS, 4),
            "holds": linear("Chance that a step holds", 0.5, 0.95, 0.9, 0.05, percent),
            "shared": Toggle("All legs begin with the same step"),
            "struck": Stepper("Steps that the opponent strikes", 0, 3, 0),
        },
        presets={"A chain": {"legs": 1, "steps": 4, "shared": False, "struck": 1},
                 "A rope": {"legs": 4, "steps": 2, "shared": False, "struck": 1},
                 "A rope on one nail": {"legs": 4, "steps": 2, "shared": True, "struck": 1}},
        model=model.build, draw=draw.build, say=say, height=3.9,
        source="an invented argument; the rules of chance", origin="simulated",
        limits="Steps hold or fall by themselves, each leg alone would be enough, and every step is as good as "
               "another. In a real argument legs lean on each other unseen, and nobody knows the chances.")


def flip_sources() -> Flipbook:
    """Ten reports that agree, and one to ten sources behind them. Needs no kernel."""

    def say(result):
        return (f"Ten reports with {count_of(result.sources, 'source')} behind them: the chance that it is so is "
                f"{percent(result.belief)}, if a source is right six times in ten.")

    def table(result):
        return pd.DataFrame({"report": range(1, result.number + 1), "copies source": result.source + 1})

    return Flipbook(
        title="Ten reports. How many sources?",
        control=Slider("Sources behind the reports", list(range(1, 11)), 10, count),
        model=model.family, draw=draw.family, say=say, table=table, height=2.7,
        source="ten invented reports", origin="simulated",
        limits="Every source is right six times in ten and looks for itself; a copy adds nothing. A careful reporter "
               "who checks a source adds something, which this leaves out.")
