"""Two models of lesson 06: what printed figures imply, and what a watch list does to a stream of faces.

Both are closed forms: pure, without chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, expm1, log1p

import pandas as pd


@dataclass(frozen=True)
class Range:
    """A figure with what rounding leaves open: low <= value <= high."""

    value: float
    low: float
    high: float


def _round(value: float, step: float) -> Range:
    """What a printed ``value`` stands for if it was rounded to the nearest ``step``."""
    if step < 0 or step > value:
        raise ValueError(f"a figure of {value:g} cannot have been rounded to the nearest {step:g}")
    return Range(value, value - step / 2, value + step / 2)


@dataclass(frozen=True)
class Implied:
    """What a camera count and a density say together; each a :class:`Range`.

    people: persons where the cameras were counted. city: the same if those are only a share of the city.
    nation: cameras in the country if everyone lived under this density. printed: the national total as printed.
    times: printed / nation, the least factor by which the printed total is too large for this density.
    """

    people: Range
    city: Range
    nation: Range
    printed: Range
    times: float


def implied(cameras: float, cameras_step: float, per_thousand: float, density_step: float, share: float,
            people: float, printed: float, printed_step: float) -> Implied:
    """Divide a count by a density, carrying the rounding of both.

    cameras, cameras_step: a city's cameras, and what they were rounded to (cameras).
    per_thousand, density_step: cameras per 1,000 people, and what that was rounded to.
    share: the part of the city's people who live where the cameras were counted (0 < share <= 1).
    people: the country's people. printed, printed_step: the national total in question (cameras).
    Raises ValueError for a share outside 0..1 or a step larger than its figure.
    """
    if not 0 < share <= 1:
        raise ValueError(f"share is {share:g}; it must be above 0 and at most 1")
    count, density = _round(cameras, cameras_step), _round(per_thousand, density_step)
    covered = Range(count.value / density.value * 1000, count.low / density.high * 1000,
                    count.high / density.low * 1000)
    whole = Range(*(part / share for part in (covered.value, covered.low, covered.high)))
    nation = Range(*(people * part / 1000 for part in (density.value, density.low, density.high)))
    total = _round(printed, printed_step)
    return Implied(covered, whole, nation, total, total.low / nation.high)


def densities(cameras: pd.DataFrame, nation: float) -> pd.DataFrame:
    """The cities' densities and that of the nation: columns what, per_thousand, claimed (true for the nation).

    cameras: columns city, per_thousand. nation: cameras per 1,000 people.
    """
    known = cameras.dropna(subset=["per_thousand"])
    return pd.DataFrame({"what": [*known["city"], "China, by the total"],
                         "per_thousand": [*known["per_thousand"], nation],
                         "claimed": [False] * len(known) + [True]})


@dataclass(frozen=True)
class BaseRate:
    """One day of searches, as expected numbers of persons.

    searches = sought + others; sought = found + missed; others = false_alarms + silent;
    alarms = found + false_alarms. false_alarm_rate: per search of somebody who is not sought.
    precision: the share of alarms that are right (None where nothing raises an alarm).
    """

    searches: float
    sought: float
    others: float
    found: float
    missed: float
    false_alarms: float
    silent: float
    alarms: float
    false_alarm_rate: float
    precision: float | None


def base_rate(gallery: float, searches: float, false_match_rate: float, miss_rate: float,
              sought_per_10000: float) -> BaseRate:
    """A watch list of ``gallery`` faces against ``searches`` faces a day.

    Each search compares one face with the whole list. A comparison of two different persons matches wrongly with
    probability ``false_match_rate``, independently, so that a person who is not on the list raises a false alarm
    with probability 1 - (1 - false_match_rate) ** gallery. A person on the list is missed with probability
    ``miss_rate``. ``sought_per_10000``: how many of 10,000 passers-by are on the list.

    Source of the definitions: NIST's 1:N evaluation (false positive and false negative identification rate).
    The independence is the model's, not NIST's. Raises ValueError for rates outside 0..1.
    """
    for name, rate in {"false_match_rate": false_match_rate, "miss_rate": miss_rate,
                       "sought_per_10000": sought_per_10000 / 10_000}.items():
        if not 0 <= rate <= 1:
            raise ValueError(f"{name} is outside what is possible")
    # log1p and expm1 keep the digits of rates as small as one in a trillion
    per_search = 1.0 if false_match_rate == 1 else -expm1(gallery * log1p(-false_match_rate))
    sought = searches * sought_per_10000 / 10_000
    others = searches - sought
    found, false_alarms = sought * (1 - miss_rate), others * per_search
    alarms = found + false_alarms
    return BaseRate(searches, sought, others, found, sought - found, false_alarms, others - false_alarms, alarms,
                    per_search, found / alarms if alarms else None)


def one_against(lists: dict[str, float], false_match_rate: float) -> pd.DataFrame:
    """One face compared with everybody on a list, for several lists: columns list, people, false_matches (expected).

    lists: name -> people on it. false_match_rate: chance that two different persons match, independently.
    Raises ValueError for a rate outside 0..1.
    """
    if not 0 <= false_match_rate <= 1:
        raise ValueError("false_match_rate is outside what is possible")
    people = list(lists.values())
    return pd.DataFrame({"list": list(lists), "people": people,
                         "false_matches": [number * false_match_rate for number in people]})


def sifting(comparisons_per_second: float, people: float, bytes_each: int, machine_memory: float = 16e9,
            false_match_rate: float = 1e-6, day_searches: float = 1e6) -> pd.DataFrame:
    """What "sift the population in one second" asks for, under three meanings of it.

    comparisons_per_second: of one machine. people: on the list. bytes_each: one vector in memory. machine_memory:
    bytes that one machine has (invented). false_match_rate: chance that two different persons match (invented).
    day_searches: faces searched a day, in the second meaning (invented).
    Columns: meaning, comparisons (in the one second), machines (as many as speed and memory ask for), seconds_here (on
    one machine, if the list fitted), memory_gb (of the list, in 10**9 bytes), strangers (expected false matches).
    Raises ValueError for a speed, a memory or a number of people that is not above zero.
    """
    if min(comparisons_per_second, people, bytes_each, machine_memory) <= 0:
        raise ValueError("speed, people and memory must be above zero")
    meanings = {"one face against everybody": people,
                "the faces of one second of a day, against everybody": people * day_searches / 86_400,
                "everybody against everybody": people * people}
    rows = []
    for meaning, comparisons in meanings.items():
        rows.append({"meaning": meaning, "comparisons": comparisons,
                     "seconds_here": comparisons / comparisons_per_second, "memory_gb": people * bytes_each / 1e9,
                     "machines": max(ceil(comparisons / comparisons_per_second),
                                     ceil(people * bytes_each / machine_memory)),
                     "strangers": comparisons * false_match_rate})
    return pd.DataFrame(rows)
