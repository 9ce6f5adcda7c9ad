"""Models of lesson 10: scores of forecasts, what silence is worth, rules that name no country.

All are closed forms or exact counts; none draws a random number. Scores follow Brier (1950), their parts Murphy (1973).
Firms, seats and cases are invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import comb

import numpy as np
import pandas as pd

from techgov.checks import shares

# forecasts and what came of them -----------------------------------------------------------------------------

@dataclass(frozen=True)
class Score:
    """Forecasts with their outcomes, scored.

    said: probability of each forecast, shape (forecasts,). happened: 1 or 0, the same shape. points: squared miss of
    each, the same shape. score: their mean (Brier; 0 is best, 1 worst). base: share that happened.
    steps: the different probabilities that were said, ascending, shape (groups,); counts, shares: forecasts of each
    and the share of them that happened, the same shape.
    score = uncertainty - resolution + reliability.
    """

    said: np.ndarray
    happened: np.ndarray
    points: np.ndarray
    score: float
    base: float
    steps: np.ndarray
    counts: np.ndarray
    shares: np.ndarray
    uncertainty: float
    resolution: float
    reliability: float

    @property
    def expected(self) -> float:
        """The score that whoever believes in these probabilities expects: the mean of p (1 - p)."""
        return float((self.said * (1 - self.said)).mean())


def score(said: Sequence[float], happened: Sequence[int]) -> Score:
    """Brier's score of probability forecasts for events with two outcomes, and Murphy's three parts of it.

    said: probabilities; happened: 1 or 0, as many. Forecasts of the same probability form a group; uncertainty is
    base (1 - base), resolution the weighted squared distance of the groups' shares from the base, reliability that of
    the probabilities from the groups' shares (Murphy 1973, for groups of equal probability an identity).
    Raises ValueError for other numbers or for none.
    """
    p, o = np.asarray(said, float), np.asarray(happened, float)
    if p.shape != o.shape or p.ndim != 1 or not len(p):
        raise ValueError("said and happened must be lists of the same length, with one forecast at least")
    if not (((p >= 0) & (p <= 1)).all() and np.isin(o, (0, 1)).all()):
        raise ValueError("probabilities lie between 0 and 1, and what happened is 1 or 0")
    steps, group, counts = np.unique(p, return_inverse=True, return_counts=True)
    shares = np.bincount(group.ravel(), weights=o) / counts
    base, weight, points = float(o.mean()), counts / len(p), (p - o) ** 2
    return Score(p, o, points, float(points.mean()), base, steps, counts, shares, base * (1 - base),
                 float(weight @ (shares - base) ** 2), float(weight @ (steps - shares) ** 2))


def one(probability: float, happened: int) -> float:
    """The points of one forecast: the squared distance of what was said from what came."""
    return score([probability], [happened]).score


#: how the documents put a forecast -> the control it is under; "if" is a "may" with a condition
PUT = {"will": "will", "may": "may", "if": "may", "plan": "plan"}


def outcomes(tests: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The forecasts that can be scored, with the column ``happened`` (1 or 0).

    tests: table forecast_tests. figures: table outside_figures; a forecast's outcome is the figure ``happened`` of the
    entry ``outcome-<forecast>``. Forecasts without one (no test, not due, condition not met) are left out.
    """
    found = figures[(figures["figure"] == "happened") & figures["id"].str.startswith("outcome-")]
    came = dict(zip(found["id"].str.removeprefix("outcome-"), found["value"]))
    if stray := set(came) - set(tests.loc[tests["test"] != "", "forecast"]):
        raise ValueError(f"outcomes without a test: {', '.join(sorted(stray))}")
    scored = tests[tests["forecast"].isin(came)].copy()
    scored["happened"] = scored["forecast"].map(came).astype(int)
    return scored.reset_index(drop=True)


@dataclass(frozen=True)
class Worded:
    """Forecasts in words, scored with the numbers that a reader puts in the words' place.

    score: see :class:`Score`. said, counts, came: by the words that occur (of PUT's values): the number put in,
    forecasts, and how many of them happened. constant: the score of who says the base every time.
    """

    score: Score
    said: dict[str, float]
    counts: dict[str, int]
    came: dict[str, int]

    @property
    def constant(self) -> float:
        return self.score.uncertainty


def worded(scored: pd.DataFrame, will: float, may: float, plan: float, fit: str = "") -> Worded:
    """Score the documents' words. scored: of :func:`outcomes`. will, may, plan: probabilities put in for the words.
    fit: "close" leaves out the forecasts whose test fits their sentence loosely. Raises ValueError for others."""
    if fit not in ("", "close"):
        raise ValueError(f"fit is '{fit}'; it must be 'close' or empty")
    shares(will=will, may=may, plan=plan)
    kept = scored if not fit else scored[scored["fit"] == fit]
    put, happened = kept["strength"].map(PUT), kept["happened"]
    numbers = {"will": will, "may": may, "plan": plan}
    words = [word for word in numbers if (put == word).any()]
    return Worded(score(put.map(numbers).to_numpy(), happened.to_numpy()), {word: numbers[word] for word in words},
                  {word: int((put == word).sum()) for word in words},
                  {word: int(happened[put == word].sum()) for word in words})


@dataclass(frozen=True)
class Own:
    """A reader's probabilities for a few forecasts. labels, made, by: the forecasts, the days on which they were
    written and tested; score: see :class:`Score`; opened: whether what came of them is shown."""

    labels: tuple[str, ...]
    made: tuple[str, ...]
    by: tuple[str, ...]
    score: Score
    opened: bool


def own(scored: pd.DataFrame, chosen: Sequence[str], opened: bool, **said: float) -> Own:
    """Score a reader's own probabilities. chosen: names of forecasts in ``scored``; said: a probability for each."""
    rows = scored.set_index("forecast").loc[list(chosen)]
    found = score([said[name] for name in chosen], rows["happened"].to_numpy())
    return Own(tuple(rows["label"]), tuple(rows["made"]), tuple(rows["by"]), found, opened)


@dataclass(frozen=True)
class Luck:
    """How often chance hides a good forecaster. scores, chances: the Brier scores that she can get, by the number of
    forecasts that come out her way (0 to ``forecasts``), and how probable each is, shape (forecasts + 1,).
    other: the score of who says 50% each time. worse, same: chance that hers is higher than that, or the same."""

    forecasts: int
    sure: float
    scores: np.ndarray
    chances: np.ndarray
    other: float
    worse: float
    same: float

    @property
    def mean(self) -> float:
        return float(self.scores @ self.chances)


def luck(forecasts: int, sure: float = 0.7) -> Luck:
    """A forecaster who says ``sure`` for one side each time, and of whom that is true, against a coin's 50%.

    forecasts: how many are scored, all independent. Exact (binomial). Raises ValueError for none, or for a ``sure``
    that is not between 0.5 and 1.
    """
    if forecasts < 1 or not 0.5 < sure < 1:
        raise ValueError("forecasts must be 1 or more, and sure above 0.5 and below 1")
    right = np.arange(forecasts + 1)
    chances = np.array([comb(forecasts, k) * sure ** k * (1 - sure) ** (forecasts - k) for k in right.tolist()])
    scores = (right * (1 - sure) ** 2 + (forecasts - right) * sure ** 2) / forecasts
    same = np.isclose(scores, 0.25, atol=1e-12)
    return Luck(forecasts, sure, scores, chances, 0.25, float(chances[(scores > 0.25) & ~same].sum()),
                float(chances[same].sum()))


def calibration(tables: Mapping[str, pd.DataFrame], **parameters) -> None:
    """What stands still on the chart of the question of this name: nothing is computed, the diagonal is drawn."""


# what silence is worth ---------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Silence:
    """A thousand invented firms that could be used by a state, sorted by whether one uses their data and whether a
    report of use appeared. Expected numbers; the four add up to ``firms``.

    before: share of used ones among all; after_silence, after_report: among those without and with a report (0 where
    there are none).
    """

    firms: int
    used_reported: float
    used_silent: float
    unused_reported: float
    unused_silent: float
    before: float

    @property
    def silent(self) -> float:
        return self.used_silent + self.unused_silent

    @property
    def reported(self) -> float:
        return self.used_reported + self.unused_reported

    @property
    def after_silence(self) -> float:
        return self.used_silent / self.silent if self.silent > 0 else 0.0

    @property
    def after_report(self) -> float:
        return self.used_reported / self.reported if self.reported > 0 else 0.0


def silence(before: float, seen: float, years: int, mistaken: float = 0.0, firms: int = 1000) -> Silence:
    """What a report, and what no report, says about use (Bayes' rule in natural frequencies).

    before: share of the firms whose data a state uses. seen: chance that such use comes to light in a year.
    mistaken: chance of a mistaken report in a year, for any firm. years: of looking, independent of each other.
    Raises ValueError for shares outside 0..1 or years below 0.
    """
    shares(before=before, seen=seen, mistaken=mistaken)
    if years < 0:
        raise ValueError(f"years is {years}; it cannot be below 0")
    quiet_unused = (1 - mistaken) ** years
    quiet_used = ((1 - seen) * (1 - mistaken)) ** years
    used = firms * before
    return Silence(firms, used * (1 - quiet_used), used * quiet_used, (firms - used) * (1 - quiet_unused),
                   (firms - used) * quiet_unused, before)


# a rule and its cases -----------------------------------------------------------------------------------------

CRITERIA = {"order": "can be ordered in secret", "data": "holds sensitive data of many",
            "closed": "nobody independent may look", "used": "a state was shown to use it",
            "seat": "has its seat in Northland"}
#: invented cases: what they do, their seat, and the facts that hold of them (all criteria but the seat)
CASES = {
    "a video app": ("Northland", {"order", "data", "closed"}),
    "a seller of data": ("Homeland", {"data", "closed", "used"}),
    "a maker of cameras": ("Northland", {"order", "closed", "used"}),
    "a payment service": ("Westland", {"order", "data"}),
    "a volunteers' map": ("Southland", set()),
}


@dataclass(frozen=True)
class Ruling:
    """A rule tried on cases. asked: its criteria. cases, seats: names and seats, shape (cases,). facts: criterion ->
    bool array (cases,). caught: cases that meet all criteria. turned: cases whose verdict another seat would change,
    all facts else being the same. exchanges: ways to hand the same seats round among the cases; altered: those under
    which some verdict differs."""

    asked: tuple[str, ...]
    cases: tuple[str, ...]
    seats: tuple[str, ...]
    facts: dict[str, np.ndarray]
    caught: np.ndarray
    turned: np.ndarray
    exchanges: int
    altered: int

    @property
    def agnostic(self) -> bool:
        """Whatever the facts of a case, its verdict does not hang on its seat. (A rule that asks for a seat, and for
        facts that none of ``cases`` has, shows nothing of it on them.)"""
        return "seat" not in self.asked


def rule(order: bool = False, data: bool = False, closed: bool = False, used: bool = False, seat: bool = False,
         home: str = "Northland", cases: Mapping[str, tuple[str, set[str]]] = CASES) -> Ruling:
    """A rule that catches a case if it meets every criterion asked for (and every case, if none is).

    order, data, closed, used, seat: whether the rule asks for it (see CRITERIA); seat: in ``home``. The verdicts are
    compared with those after handing the seats round among the cases, in every way.
    """
    wanted = {"order": order, "data": data, "closed": closed, "used": used, "seat": seat}
    asked = tuple(name for name, on in wanted.items() if on)
    seats = tuple(place for place, _ in cases.values())
    facts = {name: np.array([name in held for _, held in cases.values()]) for name in wanted if name != "seat"}
    facts["seat"] = np.array([place == home for place in seats])
    other = np.all([facts[name] for name in asked if name != "seat"] or [np.ones(len(cases), bool)], axis=0)
    caught = other & facts["seat"] if seat else other
    ways = sorted(set(permutations(seats)))
    altered = sum(bool(((other & (np.array(way) == home)) != caught).any()) for way in ways) if seat else 0
    return Ruling(asked, tuple(cases), seats, facts, caught, other & np.full(len(cases), seat), len(ways), altered)


# the figures ---------------------------------------------------------------------------------------------------

def bounds(part: float, found: float, whole: float) -> tuple[float, float]:
    """Least and most of ``whole`` that can be of a kind, if ``part`` of the ``found`` ones are and nothing is known of
    the others. Raises ValueError unless part <= found <= whole."""
    if not 0 <= part <= found <= whole:
        raise ValueError("part cannot be more than found, nor found more than whole")
    return part, part + whole - found
