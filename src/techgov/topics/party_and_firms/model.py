"""Models of lesson 08: what a small stake buys, a veto that is never used, and a fall that follows a column.

Voting power is exact, over all coalitions. The other two are closed forms of the normal distribution, with a seeded
sample beside them for the eye. They are ours, not the documents'; all companies, ideas and prices are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, erfc, factorial, isfinite, pi, sqrt

import numpy as np

MOST = 16  # holders: 65,536 coalitions
EXACT = 1e-9  # of all votes: sums of stakes that differ by less are equal


# what a small stake buys ---------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Power:
    """How much say each holder has, shape (holders,).

    shapley: the part of all orders of saying yes in which the holder's yes carries the decision (they add up to 1).
    banzhaf: the holder's swings over those of all (they add up to 1). prevent: the part of all coalitions that carry
    which fail without the holder. initiate: the part of all that fail which carry with the holder. swings: coalitions
    that fail and carry once the holder joins. winning: how many coalitions carry.
    """

    shapley: np.ndarray
    banzhaf: np.ndarray
    prevent: np.ndarray
    initiate: np.ndarray
    swings: np.ndarray
    winning: int


@lru_cache(maxsize=MOST)
def _coalitions(holders: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(members, joined, chances): whether coalition c holds i, which coalition c and i together are, shape
    (2**holders, holders) both; and the chance that an order of all begins with exactly c and that one given holder
    who is not in c comes next."""
    number = np.arange(2 ** holders)
    members = (number[:, None] >> np.arange(holders)) & 1 == 1
    joined = number[:, None] | (1 << np.arange(holders))
    by_size = [factorial(size) * factorial(holders - size - 1) / factorial(holders) for size in range(holders)] + [0.0]
    return members, joined, np.array(by_size)[members.sum(axis=1)]


def power(weights: Sequence[float], quota: float, veto: Sequence[int] = (), more: bool = False) -> Power:
    """Exact voting power of at most 16 holders.

    weights: votes of each holder. quota: a decision is carried with at least so many votes (``more``: with more than
    so many). veto: positions of those without whom nothing is carried. The measures are Shapley and Shubik's (1954),
    Banzhaf's (1965) and Coleman's (1971). Raises ValueError for no holder or more than 16, for negative or infinite
    votes, for a holder that does not exist, and where nobody's or everybody's yes decides nothing.
    """
    weights = np.asarray(weights, float)
    if not 1 <= len(weights) <= MOST:
        raise ValueError(f"there are {len(weights)} holders; power is counted for 1 to {MOST}")
    if not (np.isfinite(weights).all() and (weights >= 0).all() and isfinite(quota)):
        raise ValueError("votes and quota must be finite, and no votes below 0")
    if any(not 0 <= one < len(weights) for one in veto):
        raise ValueError(f"veto names a holder that does not exist; there are {len(weights)}")
    members, joined, chances = _coalitions(len(weights))
    slack = EXACT * weights.sum()
    votes = members @ weights
    carries = (votes > quota + slack) if more else (votes >= quota - slack)
    carries = carries & members[:, list(veto)].all(axis=1)
    if carries[0] or not carries[-1]:
        raise ValueError(f"with a quota of {quota:g} a decision needs nobody, or not even everybody can carry it")
    swing = carries[joined] & ~carries[:, None]
    swings, winning = swing.sum(axis=0), int(carries.sum())
    return Power(chances @ swing, swings / swings.sum(), swings / winning, swings / (len(carries) - winning), swings,
                 winning)


RULES = {"half": (50.0, True), "two thirds": (200 / 3, False), "three quarters": (75.0, False)}  # per cent, more than


@dataclass(frozen=True)
class Company:
    """An invented company. Index 0 is the small holder, 1 the founder, 2 each of the others, who are alike.

    stakes, shapley, banzhaf: shape (3,), fractions of one. prevent, initiate: of the small holder. rule: of RULES.
    """

    rule: str
    others: int
    stakes: np.ndarray
    shapley: np.ndarray
    banzhaf: np.ndarray
    prevent: float
    initiate: float


def company(stake: float = 1, founder: float = 40, others: int = 4, rule: str = "half", veto: bool = False) -> Company:
    """The power in a company whose ``others`` (1 to 10) hold equal parts of what ``stake`` and ``founder`` (per cent)
    leave. rule: of RULES. veto: whether nothing is carried without the small holder. Raises ValueError where nothing is
    left for the others."""
    if not 1 <= others <= 10 or stake + founder >= 100:
        raise ValueError("there must be 1 to 10 others, with something left for them")
    each = (100 - stake - founder) / others
    quota, more = RULES[rule]
    found = power([stake, founder] + others * [each], quota, veto=[0] if veto else [], more=more)
    return Company(rule, others, np.array([stake, founder, each]) / 100, found.shapley[:3], found.banzhaf[:3],
                   float(found.prevent[0]), float(found.initiate[0]))


FOUNDERS = tuple(float(stake) for stake in range(1, 65))  # per cent


@dataclass(frozen=True)
class Founders:
    """The founder's and a one-per-cent holder's power over the founder's stake, shapes (len(FOUNDERS),), by whether the
    small holder has a veto; ``at`` is the stake (per cent) that is looked at."""

    at: float
    founder: np.ndarray
    small: np.ndarray
    founder_veto: np.ndarray
    small_veto: np.ndarray

    def here(self, line: str) -> float:
        """A line's value (a field's name) at the stake that is looked at."""
        return float(getattr(self, line)[FOUNDERS.index(self.at)])


@lru_cache(maxsize=1)
def _founders() -> tuple[np.ndarray, ...]:
    plain, golden = ([company(1, founder, 10, "half", veto).shapley for founder in FOUNDERS] for veto in (False, True))
    return tuple(np.array([one[who] for one in lines]) for lines in (plain, golden) for who in (1, 0))


def founders(at: float) -> Founders:
    """Power as the founder's stake grows, beside one per cent and ten equal others. ``at`` is one of FOUNDERS."""
    return Founders(at, *_founders())


# a veto that is never used -------------------------------------------------------------------------------------

FATES = ("done", "stopped", "feared", "needless")


@dataclass(frozen=True)
class Presence:
    """What becomes of the ideas that a management likes, where somebody else may refuse some of them.

    shares: fate (of FATES) -> its exact share of all ideas. done: carried out. stopped: proposed and refused. feared:
    never proposed, and would have been refused. needless: never proposed, and would have passed. liked, wanted, fate:
    a sample, shape (ideas,): what the idea is worth to the management (above 0), to the other side, index into FATES.
    """

    shares: dict[str, float]
    liked: np.ndarray
    wanted: np.ndarray
    fate: np.ndarray

    @property
    def seen(self) -> float:
        """What somebody who sits in the room sees of the influence: the share that is refused."""
        return self.shares["stopped"]

    @property
    def changed(self) -> float:
        """The share of ideas that would have been carried out in an empty building and are not."""
        return 1 - self.shares["done"]


def _all_above(a: float, b: float, c: float) -> float:
    """The chance that three standard normal variables with these correlations are all above 0 (Sheppard 1899; for
    three David 1953)."""
    return 1 / 8 + (asin(a) + asin(b) + asin(c)) / (4 * pi)


def presence(alike: float = 0.0, scope: float = 0.2, guess: float = 0.9, ideas: int = 260, seed: int = 1) -> Presence:
    """Ideas whose worth to the management and to the other side are standard normal, correlated by ``alike`` (-1 to 1).

    Only ideas that the management likes are looked at. A share ``scope`` of them may be refused, and is if it is worth
    less than nothing to the other side. guess: how well the management foresees that (the correlation of its impression
    with the worth); what it expects to be refused it does not propose. 0: it does not try. Raises ValueError for what
    lies outside.
    """
    if not (-1 <= alike <= 1 and 0 <= scope <= 1 and 0 <= guess <= 1):
        raise ValueError("alike lies from -1 to 1, scope and guess from 0 to 1")
    far = guess * alike
    if guess:  # impression below 0: not proposed
        stopped = 2 * _all_above(-alike, far, -guess)
        feared = 2 * _all_above(-alike, -far, guess)
        needless = 2 * _all_above(alike, -far, -guess)
    else:
        stopped, feared, needless = 1 / 2 - asin(alike) / pi, 0.0, 0.0
    shares = {"stopped": scope * stopped, "feared": scope * feared, "needless": scope * needless}
    shares = {"done": 1 - sum(shares.values()), **{name: max(share, 0.0) for name, share in shares.items()}}
    rng = np.random.default_rng(seed)
    liked, free, blur, inside = np.abs(rng.standard_normal(ideas)), *rng.standard_normal((2, ideas)), rng.random(ideas)
    wanted = alike * liked + sqrt(1 - alike ** 2) * free
    impression = guess * wanted + sqrt(1 - guess ** 2) * blur if guess else np.ones(ideas)
    inside = inside < scope
    fate = np.where(~inside, 0, np.where(impression < 0, np.where(wanted < 0, 2, 3), np.where(wanted < 0, 1, 0)))
    return Presence(shares, liked, wanted, fate)


# a fall that follows a column ----------------------------------------------------------------------------------

@dataclass(frozen=True)
class Columns:
    """What follows columns in an invented market, the deepest fall first; changes are fractions of the price.

    price: change of the price in the window. rest: what is left of it without the market's part. Shapes (columns,).
    by_chance: the exact chance that a window holds such a fall (by ``fall`` or more) though the column does nothing.
    at_least_once: that one of so many windows does. with_effect: that one window does, given the effect.
    rest_by_chance: as by_chance, of what is left without the market's part.
    """

    fall: float
    price: np.ndarray
    rest: np.ndarray
    by_chance: float
    at_least_once: float
    with_effect: float
    rest_by_chance: float


def below(limit: float, spread: float) -> float:
    """The chance that a normal change with mean 0 and this spread is at ``limit`` or below."""
    return 0.5 * erfc(-limit / (spread * sqrt(2)))


def columns(number: int = 1, window: int = 1, swing: float = 0.02, market: float = 0.3, effect: float = 0.0,
            fall: float = 0.03, seed: int = 1) -> Columns:
    """``number`` columns against a company, far enough apart not to meet.

    window: days that are looked at after each. swing: standard deviation of the price's change in a day, normal and
    independent from day to day. market: the part of that variance which moves all prices (0 to below 1). effect: by how
    much a column itself lowers the price. fall: what counts as a fall. Raises ValueError for what lies outside.
    """
    if number < 1 or window < 1 or not swing > 0 or not 0 <= market < 1:
        raise ValueError("columns and days are at least 1, swing is above 0 and market from 0 to below 1")
    spread = swing * sqrt(window)
    rng = np.random.default_rng(seed)
    everybody, alone = rng.standard_normal((number, 2)).T  # more columns leave the first ones as they were
    rest = spread * sqrt(1 - market) * alone - effect
    price = rest + spread * sqrt(market) * everybody
    order = np.argsort(price)
    once = below(-fall, spread)
    return Columns(fall, price[order], rest[order], once, 1 - (1 - once) ** number, below(effect - fall, spread),
                   below(-fall, spread * sqrt(1 - market)))
