"""The explorers of lesson 09: controls joined to a model and a drawing."""

from __future__ import annotations

import pandas as pd

from techgov.controls import Choice, Slider, Toggle, log
from techgov.explorer import Explorer
from techgov.fill import count
from techgov.flipbook import Flipbook
from techgov.numerals import spell
from techgov.tables import load
from techgov.topics.information import draw, model
from techgov.topics.information.draw import each, posts, share

OFFICES = "a state's own offices"
RARITY = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]
SCORES = [0.25 * n for n in range(21)]


def _score(score: float) -> str:
    return f"{score:.2f}"


def _rare(prevalence: float) -> str:
    return f"1 in {count(1 / prevalence)}"


def _pairs(separation: float) -> str:
    return f"{100 * model.pairs(separation):.1f}%"


def _looks(number: float) -> str:
    return f"{spell(number)} look{'s' if number != 1 else ''}"


def _ranks() -> Slider:
    return Slider("Pairs the machine ranks rightly", [1.5, 2, 2.5, 3, 3.5, 4, 4.5], 3.5, _pairs)


def explore_law() -> Explorer:
    """The legal items of the documents by who is bound and who is protected."""
    law = load("law_and_enforcement")
    documents = {"all four": "", "Horwitz 2017": "horwitz-2017", "TechNode 2020": "technode-2020",
                 "Jiang and Ni 2020": "neican-2020", "Chen 2021": "chen-2021"}

    def run(**parameters):
        return model.cross(law, **parameters)

    def say(result):
        if not result.total:
            return "With these settings no item of law is left to sort."
        return (f"Of {result.total} items, companies are bound in {result.bound('companies')} and people protected in "
                f"{result.protected('people')}; who is bound is not said in {result.bound('not said')}, who is "
                f"protected in {result.protected('not said')}, and a state's own offices are named as bound in "
                f"{result.bound(OFFICES) or 'none'}.")

    def table(result):
        return pd.DataFrame(result.counts, index=model.BINDS, columns=model.PROTECTS).rename_axis("bound")

    return Explorer(
        title="Who is bound, and who is protected? Every legal item of the documents",
        controls={
            "document": Choice("Documents", documents, ""),
            "place": Choice("Place", {"everywhere": "", "China": "China", "elsewhere": "elsewhere"}, ""),
            "ours": Toggle("Count what rests on our reading", True),
        },
        presets={"TechNode on China": {"document": "technode-2020", "place": "China"},
                 "Jiang and Ni, elsewhere": {"document": "neican-2020", "place": "elsewhere"},
                 "All documents, China": {"document": "", "place": "China"}},
        model=run, draw=draw.crossed, say=say, table=table, height=4.5,
        source="the records of Horwitz 2017, TechNode 2020, Jiang and Ni 2020 and Chen 2021; Hoffman 2018 has none",
        origin="documents",
        limits="An item is what a document mentions, not what was in force. A law may bind whom the document does not "
               "name. The sorts are ours; the words behind each stand in the table law_and_enforcement.")


def explore_moderation() -> Explorer:
    """A day of an invented platform: a machine flags, people look, posts are removed or stay."""

    def say(result):
        looked = (f"people look at {posts(result.seen)} of {posts(result.flagged)} flagged posts" if result.seen
                  else f"nobody looks at the {posts(result.flagged)} flagged posts")
        wrongly = (f"; of those removed, {share(result.wrong_share)} broke no rule" if result.removed
                   else "; nothing is removed")
        return (f"Of {posts(result.breaking)} posts that break a rule, {posts(result.removed_breaking)} are removed "
                f"and {posts(result.left_breaking)} stay; {posts(result.removed_harmless)} harmless posts are removed. "
                f"On the way {looked}{wrongly}.")

    def table(result):
        return pd.DataFrame([
            ("posts that break a rule", result.breaking), ("posts that break none", result.harmless),
            ("flagged, break a rule", result.flagged_breaking), ("flagged, break none", result.flagged_harmless),
            ("looked at by people", result.seen), ("removed, break a rule", result.removed_breaking),
            ("removed, break none", result.removed_harmless), ("stay, break a rule", result.left_breaking),
            ("recall", round(result.recall, 4)), ("precision", round(1 - result.wrong_share, 4)),
            ("cost, in people's days", result.seen / model.PER_REVIEWER)], columns=["what", "posts a day"])

    everybody = {"threshold": 2.0, "prevalence": 0.01, "separation": 3.5}
    return Explorer(
        title="A million posts a day: what is removed, what stays, and what goes with it?",
        controls={
            "threshold": Slider("Flag a post from score", SCORES[4:], 2.0, _score),
            "prevalence": Slider("Posts that break a rule", RARITY, 0.01, _rare),
            "separation": _ranks(),
            "reviewers": Slider("People who look", [0, 5, 10, 20, 40, 80, 160, 320, 640], 0, count),
            "unseen": Choice("Flagged, and nobody looked", {"is removed": "removed", "stays up": "left"}, "removed"),
        },
        presets={"The machine alone": {**everybody, "reviewers": 0, "unseen": "removed"},
                 "Eighty people look": {**everybody, "reviewers": 80, "unseen": "removed"},
                 "Only what people saw is removed": {**everybody, "reviewers": 20, "unseen": "left"},
                 "Ten times as rare": {**everybody, "prevalence": 0.001, "reviewers": 0, "unseen": "removed"}},
        model=model.moderate, draw=draw.moderated, say=say, table=table, height=4.7,
        source="an invented platform with a million posts a day; a person looks at 500 and errs in one of 20",
        origin="simulated",
        limits="What the rules forbid is left open, and everybody agrees on what breaks them; in the world that is the "
               "quarrel. Scores are normal, posts independent, nobody adapts to the machine, and looking harms nobody. "
               "A post's reach does not count.")


def explore_prices() -> Explorer:
    """A platform that does what is cheapest for itself, when mistakes of either kind have a price."""

    def say(result):
        people = (f"people look at {posts(result.seen_here)}" if result.seen_here >= 0.5
                  else "nobody looks at any post")
        return (f"If a post left up costs {_looks(result.fine)} and a wrong removal {spell(result.wrongly)}, the "
                f"cheapest course leaves {posts(result.left_here)} of {posts(result.breaking)} posts that break a rule "
                f"and removes {posts(result.wrong_here)} that break none; {people}.")

    def table(result):
        return pd.DataFrame({
            "price of a post left up": model.FINES.round(3), "break a rule, stay": result.left.round(2),
            "break none, removed": result.wrong.round(2), "looked at": result.seen.round(2)})

    return Explorer(
        title="A rule puts a price on what stays up. Who pays it?",
        controls={
            "fine": log("A post left up costs", 0, 4, 10.0, text=_looks),
            "wrongly": Slider("A wrong removal costs", [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50], 1, _looks),
            "prevalence": Slider("Posts that break a rule", RARITY, 0.01, _rare),
            "separation": _ranks(),
        },
        presets={"A mild rule": {"fine": 10.0, "wrongly": 1},
                 "A hundred times the fine": {"fine": 1000.0, "wrongly": 1},
                 "And a duty to answer appeals": {"fine": 1000.0, "wrongly": 20},
                 "Only wrong removals count": {"fine": 1.0, "wrongly": 50}},
        model=model.priced, draw=draw.priced, say=say, table=table, height=4.2,
        source="an invented platform with a million posts a day; prices in looks, the cost of having a person look",
        origin="simulated",
        limits="The platform knows all chances and wants nothing but to save money. A price is what a mistake costs it "
               "on average: a fine times the chance that it is fined, or a user lost. Real rules also set hours, ask "
               "for reports or close services, and posts have a worth to others that no price here holds.")


def flip_threshold() -> Flipbook:
    """The line from which a post is removed, moved along the scores. Needs no kernel."""

    def say(result):
        return (f"From score {_score(result.threshold)} on, the machine removes {share(result.recall)} of the posts "
                f"that break a rule and {share(result.removed_harmless / result.harmless)} of those that break none: "
                f"{each(result.per_caught)} harmless ones for each.")

    def table(result):
        return pd.DataFrame([("removed, break a rule", result.removed_breaking),
                             ("removed, break none", result.removed_harmless),
                             ("harmless for each", round(result.per_caught, 3))], columns=["what", "posts a day"])

    return Flipbook(
        title="Where to draw the line?",
        control=Slider("Remove a post from score", SCORES, 3.0, _score),
        model=model.moderate, draw=draw.threshold, say=say, table=table, height=3.4,
        source="an invented platform on which one post in 100 breaks a rule", origin="simulated",
        limits="As in the explorer below: normal scores, independent posts, and no quarrel about what breaks a rule.")
