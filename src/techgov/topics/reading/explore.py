"""The explorers of lesson 01: controls joined to a count and a drawing."""

from __future__ import annotations

import pandas as pd

from techgov.controls import Choice, Slider, Toggle, linear
from techgov.explorer import Explorer
from techgov.fill import count
from techgov.flipbook import Flipbook
from techgov.numerals import spell
from techgov.tables import Tables
from techgov.topics.reading import draw, model

SOURCE = "the records of the documents"


def _names(tables: Tables) -> dict[str, str]:
    return dict(zip(tables["readings"]["document"], tables["readings"]["short"]))


def explore_support() -> Explorer:
    """What statements rest on, by document, type and topic, and how far one footnote mark is trusted."""
    tables = Tables()
    statements, names = tables["statements"], _names(tables)
    topics = {"all topics": "", **{topic.replace("_", " "): topic for topic in sorted(set(statements["topic"]))}}

    def run(type, topic, carry):
        return model.support(statements, names, type, topic, None if carry == 100 else int(carry))

    def say(result):
        if not result.all:
            return "No document has a statement of this type on this topic."
        crowded = result.total("stretched")
        return (f"Of {count(result.all)} statements {count(result.total('footnoted'))} rest on a footnote, "
                + (f"{count(crowded)} on a mark that carries more than that, " if crowded else "")
                + f"{count(result.total('attributed'))} are attributed to somebody and "
                  f"{count(result.total('asserted'))} are just asserted.")

    return Explorer(
        title="What do the statements rest on?",
        controls={
            "type": Choice("Statements", {"all": "", "figures": "figure", "events": "event", "claims": "claim"}, ""),
            "topic": Choice("Topic", topics, ""),
            "carry": Slider("One mark may carry at most", [1, 2, 3, 4, 6, 8, 12, 100], 100,
                            lambda n: "any number" if n == 100 else f"{n:.0f} statement{'s' if n > 1 else ''}"),
        },
        presets={"Figures only": {"type": "figure", "topic": "", "carry": 100},
                 "One mark, one statement": {"type": "", "topic": "", "carry": 1}},
        model=run, draw=draw.support_bars, say=say, source=SOURCE, origin="derived",
        table=lambda result: pd.DataFrame({"document": result.documents, **result.counts}),
        limits="We decided what counts as one statement, so the shares hang on our cutting. A footnote is a promise "
               "of a source, not a proof; a report without footnotes may be well checked.")


def explore_sources() -> Explorer:
    """Whose words are cited: by document, with or without owners that another document names."""
    tables = Tables()
    outlets, statements = tables["outlets"], tables["statements"]
    documents = {"all documents": "", **{short: slug for slug, short in _names(tables).items()}}

    def run(document, joined, weighted):
        return model.sources(outlets, statements, document, joined, weighted)

    def say(result):
        if not result.all:
            return "Nothing of this kind is cited here at all."
        most = max(result.counts, key=result.counts.get)
        return (f"Of {count(result.all)}, {count(result.counts['Party or government'])} go to an outlet or office that "
                f"the documents tie to the Party or the government; the largest group is "
                f"“{most}” with {count(result.counts[most])}.")

    return Explorer(
        title="Whose words do the documents cite?",
        controls={
            "document": Choice("Document", documents, ""),
            "joined": Toggle("Join owners across documents"),
            "weighted": Choice("Count", {"each citation once": False, "each statement that rests on it": True}, False),
        },
        presets={"Hoffman, owners joined": {"document": "hoffman-2018", "joined": True, "weighted": False}},
        model=run, draw=draw.source_bars, say=say, source=SOURCE, origin="derived",
        limits="An owner is entered only where a document or an address shows it. “Owner not named” "
               "means that the documents do not tell, not that nobody knows.")


def flip_rounding() -> Flipbook:
    """An invented count, printed with fewer or more figures: what else would be printed alike? Needs no kernel."""
    exact = 2_583_641.0

    def say(result):
        return (f"{result.exact:,.0f} printed as {spell(result.printed, 7)} leaves room from {spell(result.low, 8)} to "
                f"{spell(result.high, 8)}, {spell(result.high - result.low, 2)} wide.")

    return Flipbook(
        title="How much room does a printed figure leave?",
        control=linear("Figures printed", 1, 7, 2, text=lambda digits: f"{digits:.0f}"),
        model=lambda digits: model.rounded(exact, int(digits)), draw=draw.printed_range, say=say,
        source="an invented count", origin="simulated", height=2.4,
        limits="It is rounded to the nearest here. A writer may also round up, cut off or copy somebody else's "
               "rounding; zeros at the end do not tell whether they were counted.")
