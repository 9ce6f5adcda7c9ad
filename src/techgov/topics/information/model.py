"""Models of lesson 09: moderation at scale, what a rule makes of it, and the crossing of two columns.

Posts get scores from a machine; those that break a rule tend to higher ones. Scores are normal with the same spread,
the textbook's signal detection (Green and Swets, 1966). Everything is an expected number in closed form, without
chance. All numbers are invented, and what the rules forbid is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, inf, log
from statistics import NormalDist

import numpy as np
import pandas as pd

SCORES = NormalDist()  # of posts that break no rule; the others lie ``separation`` higher
VOLUME = 1_000_000     # posts a day
PER_REVIEWER = 500     # posts that one person looks at in a day
MISTAKES = 0.05        # the share of looks that end in the wrong decision
BINDS = ("companies", "people", "whoever holds data", "everybody", "laws, Party bodies", "a state's own offices",
         "not said")
PROTECTS = ("people", "companies", "the political order", "not said")
ASKED = {"acts": "who acts", "pays": "who pays", "speed": "how fast", "undone": "how undone"}


def above(threshold: float, separation: float = 0.0) -> float:
    """The share of scores at or above ``threshold``, of posts that lie ``separation`` higher than the harmless ones."""
    return erfc((threshold - separation) / 2 ** 0.5) / 2  # keeps its digits far out, as 1 - cdf does not


def pairs(separation: float) -> float:
    """How often a post that breaks a rule gets a higher score than one that does not (the area under the ROC curve)."""
    return SCORES.cdf(separation / 2 ** 0.5)


def _check(prevalence: float, separation: float, mistakes: float = 0.0) -> None:
    if not 0 < prevalence < 1:
        raise ValueError(f"prevalence is {prevalence}; it must lie between 0 and 1")
    if not separation > 0:
        raise ValueError(f"separation is {separation}; it must be above 0")
    if not 0 <= mistakes < 0.5:
        raise ValueError(f"mistakes is {mistakes}; it must be at least 0 and below a half")


# a day of a platform -------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Moderated:
    """One day of a platform, as expected numbers of posts.

    breaking + harmless: all posts. flagged_...: those with a score at or above the threshold. seen: flagged posts that
    a person looks at. removed_...: taken down. separation, threshold: scores. reviewers, unseen: as asked for.
    """

    separation: float
    threshold: float
    reviewers: int
    unseen: str
    breaking: float
    harmless: float
    flagged_breaking: float
    flagged_harmless: float
    seen: float
    removed_breaking: float
    removed_harmless: float

    @property
    def flagged(self) -> float:
        return self.flagged_breaking + self.flagged_harmless

    @property
    def removed(self) -> float:
        return self.removed_breaking + self.removed_harmless

    @property
    def left_breaking(self) -> float:
        """Posts that break a rule and stay."""
        return self.breaking - self.removed_breaking

    @property
    def recall(self) -> float:
        """The share removed of what breaks a rule."""
        return self.removed_breaking / self.breaking

    @property
    def wrong_share(self) -> float:
        """The share of removed posts that broke no rule (one less precision); 0 where nothing is removed."""
        return self.removed_harmless / self.removed if self.removed else 0.0

    @property
    def per_caught(self) -> float:
        """Harmless posts removed for each post that breaks a rule and is removed; 0 where none is."""
        return self.removed_harmless / self.removed_breaking if self.removed_breaking else 0.0


def moderate(threshold: float = 2.0, prevalence: float = 0.01, separation: float = 3.5, reviewers: int = 0,
             unseen: str = "removed", volume: float = VOLUME, per_reviewer: float = PER_REVIEWER,
             mistakes: float = MISTAKES) -> Moderated:
    """A machine flags posts by their score; as many people as there are look at flagged posts, in no order.

    threshold: the score from which a post is flagged. prevalence: the share of posts that break a rule. separation: how
    much higher their scores lie, in standard deviations. reviewers: people, each of whom looks at ``per_reviewer``
    posts a day and decides wrongly in a share ``mistakes`` of them. unseen: what becomes of flagged posts that nobody
    looks at, "removed" or "left". volume: posts a day. Raises ValueError for what cannot be.
    """
    _check(prevalence, separation, mistakes)
    if unseen not in ("removed", "left"):
        raise ValueError(f"unseen is '{unseen}'; it must be 'removed' or 'left'")
    if reviewers < 0 or volume < 0 or per_reviewer < 0:
        raise ValueError("reviewers, volume and what a reviewer sees cannot be below 0")
    breaking, harmless = volume * prevalence, volume * (1 - prevalence)
    bad, good = breaking * above(threshold, separation), harmless * above(threshold)
    seen = min(reviewers * per_reviewer, bad + good)
    looked = seen / (bad + good) if bad + good else 0.0
    rest = (1 - looked) * (unseen == "removed")
    return Moderated(separation, threshold, reviewers, unseen, breaking, harmless, bad, good, seen,
                     bad * (looked * (1 - mistakes) + rest), good * (looked * mistakes + rest))


@dataclass(frozen=True)
class LastOnes:
    """What catching more costs. thresholds: the scores for the two shares. first, extra: harmless posts removed for
    each post that breaks a rule, of the first share and of what comes on top. harmless: shares of harmless posts
    removed."""

    thresholds: tuple[float, float]
    harmless: tuple[float, float]
    first: float
    extra: float


def last_ones(prevalence: float = 0.01, separation: float = 3.5, first: float = 0.9, last: float = 0.99) -> LastOnes:
    """A machine alone: from catching the share ``first`` of what breaks a rule to the share ``last``.

    Raises ValueError unless 0 < first < last < 1.
    """
    _check(prevalence, separation)
    if not 0 < first < last < 1:
        raise ValueError("first must be above 0, last above first and below 1")
    thresholds = tuple(separation - SCORES.inv_cdf(share) for share in (first, last))
    wrong = tuple(above(threshold) for threshold in thresholds)
    odds = (1 - prevalence) / prevalence
    return LastOnes(thresholds, wrong, odds * wrong[0] / first, odds * (wrong[1] - wrong[0]) / (last - first))


def half_harmless(prevalence: float = 0.01, separation: float = 3.5) -> float:
    """The threshold at which half of what a machine alone removes broke no rule, by halving an interval of scores.

    Above it most of what is removed broke a rule. Raises ValueError for a prevalence of a half or more, since then
    there is no such score.
    """
    _check(prevalence, separation)
    if prevalence >= 0.5:
        raise ValueError("with half of the posts breaking a rule, most of what is removed always does")
    low, high = -10.0, separation + 40.0 / separation
    for _ in range(80):
        middle = (low + high) / 2
        bad, good = prevalence * above(middle, separation), (1 - prevalence) * above(middle)
        low, high = (middle, high) if good > bad else (low, middle)
    return (low + high) / 2


@dataclass(frozen=True)
class Hills:
    """Densities of the scores of both kinds of posts, each with an area of one: shape (scores,)."""

    scores: np.ndarray
    harmless: np.ndarray
    breaking: np.ndarray


def hills(tables=None, prevalence: float = 0.01, separation: float = 3.5) -> Hills:
    """The two hills of scores. tables, prevalence: not needed to draw them; a question hands them on."""
    scores = np.linspace(-3, 8, 221)

    def density(at: float) -> np.ndarray:
        return np.exp(-(scores - at) ** 2 / 2) / (2 * np.pi) ** 0.5

    return Hills(scores, density(0.0), density(separation))


# what a rule makes of it ---------------------------------------------------------------------------------------

FINES = 10 ** np.linspace(0, 4, 81)  # looks for a post left up


@dataclass(frozen=True)
class Priced:
    """What a platform does whose mistakes have prices. Arrays over the price of a post left up, shape (FINES,), in
    posts a day: left (break a rule and stay), wrong (break none and are removed), seen (a person looks). at: the index
    of the price that was asked for. fine, wrongly: both prices, in looks. looks_from, removes_from: the scores from
    which a person looks and a post is removed unseen, at that price. unseen_wrong: those of ``wrong`` that nobody
    looked at."""

    fine: float
    wrongly: float
    at: int
    left: np.ndarray
    wrong: np.ndarray
    seen: np.ndarray
    looks_from: float
    removes_from: float
    unseen_wrong: float
    breaking: float
    harmless: float

    @property
    def left_here(self) -> float:
        return float(self.left[self.at])

    @property
    def wrong_here(self) -> float:
        return float(self.wrong[self.at])

    @property
    def seen_here(self) -> float:
        return float(self.seen[self.at])


def cuts(fine: float, wrongly: float, prevalence: float, separation: float,
         mistakes: float = MISTAKES) -> tuple[float, float]:
    """The scores from which it is cheapest to look at a post, and to remove it unseen; the same where no look pays.

    Leaving a post costs ``fine`` if it breaks a rule, removing it ``wrongly`` if it does not, and a look costs 1 and
    ends wrongly with chance ``mistakes``. For each chance that a post breaks a rule the cheapest of the three is taken,
    which is Bayes' rule with a reject option (Chow, 1970). Raises ValueError for what cannot be.
    """
    _check(prevalence, separation, mistakes)
    if not (fine > 0 and wrongly >= 0):
        raise ValueError("fine must be above 0 and wrongly at least 0")
    right = 1 - mistakes
    look = (1 + mistakes * wrongly) / (fine * right + mistakes * wrongly)        # leave below, look above
    remove = (wrongly * right - 1) / (wrongly * right + mistakes * fine) if wrongly * right > 1 else -1.0
    if remove <= look:
        look = remove = wrongly / (fine + wrongly)

    def score(chance: float) -> float:
        """The score at which a post breaks a rule with this chance."""
        if chance <= 0 or chance >= 1:
            return -inf if chance <= 0 else inf
        return separation / 2 + log(chance / (1 - chance) * (1 - prevalence) / prevalence) / separation

    return score(look), score(remove)


def decided(look: float, remove: float, prevalence: float, separation: float, volume: float = VOLUME,
            mistakes: float = MISTAKES) -> tuple[float, float, float, float]:
    """Posts a day, if a person looks from the score ``look`` and posts are removed unseen from ``remove``: left up
    though they break a rule; removed though they break none; looked at; and of those removed wrongly, the unseen
    ones."""
    breaking, harmless = volume * prevalence, volume * (1 - prevalence)
    seen_bad = breaking * (above(look, separation) - above(remove, separation))
    seen_good = harmless * (above(look) - above(remove))
    unseen = harmless * above(remove)
    return (breaking * (1 - above(look, separation)) + mistakes * seen_bad, unseen + mistakes * seen_good,
            seen_bad + seen_good, unseen)


def priced(fine: float = 10, wrongly: float = 1, prevalence: float = 0.01, separation: float = 3.5,
           volume: float = VOLUME, mistakes: float = MISTAKES) -> Priced:
    """A platform that does what is cheapest for itself, for every price of a post left up.

    fine: what a post that breaks a rule and stays costs the platform, in looks (what it costs to have a person look at
    one post); the nearest of FINES is taken. wrongly: what a harmless post costs it that was removed. The rest as in
    :func:`moderate`. Raises ValueError for what cannot be.
    """
    at = int(np.abs(np.log(FINES) - log(fine)).argmin()) if fine > 0 else 0
    lines = [cuts(one, wrongly, prevalence, separation, mistakes) for one in (*FINES, fine)]
    left, wrong, seen, unseen = np.array([decided(*line, prevalence, separation, volume, mistakes)
                                          for line in lines]).T
    return Priced(fine, wrongly, at, left[:-1], wrong[:-1], seen[:-1], *lines[-1], float(unseen[-1]),
                  volume * prevalence, volume * (1 - prevalence))


# the documents ---------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Crossed:
    """Items by who is bound (rows, BINDS) and who is protected (columns, PROTECTS): counts, shape (7, 4); total."""

    counts: np.ndarray
    total: int

    def bound(self, sort: str) -> int:
        return int(self.counts[BINDS.index(sort)].sum())

    def protected(self, sort: str) -> int:
        return int(self.counts[:, PROTECTS.index(sort)].sum())


def cross(law: pd.DataFrame, document: str = "", place: str = "", ours: bool = True) -> Crossed:
    """Count the items of the table ``law_and_enforcement`` by two columns.

    document: a slug, empty for all. place: "China" (Beijing too), "elsewhere" or empty for both. ours: whether items
    are counted whose two places rest on our reading and not on the document's words.
    """
    kept = law if not document else law[law["document"] == document]
    if place:
        kept = kept[kept["place"].isin(["China", "Beijing"]) == (place == "China")]
    if not ours:
        kept = kept[~kept["because"].str.startswith("our reading")]
    counts = np.array([[int(((kept["binds"] == row) & (kept["protects"] == column)).sum()) for column in PROTECTS]
                       for row in BINDS])
    return Crossed(counts, len(kept))


def said(instruments: pd.DataFrame) -> pd.DataFrame:
    """For each instrument whether a question of ASKED is answered: columns instrument, sort and a boolean a
    question."""
    return instruments[["instrument", "sort"]].assign(
        **{words: instruments[name] != "not said" for name, words in ASKED.items()})


def told(themes: pd.DataFrame, documents: list[str]) -> pd.DataFrame:
    """Themes as rows in their order, documents as columns: whether the document tells of the theme."""
    names = themes["theme"].drop_duplicates()
    pairs_ = set(zip(themes["theme"], themes["document"]))
    return pd.DataFrame({slug: [(name, slug) in pairs_ for name in names] for slug in documents}, index=list(names))
