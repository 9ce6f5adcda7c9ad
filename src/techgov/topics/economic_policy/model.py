"""The models of lesson 07: which amounts can be compared, what "on track" means, and when a target is reached.

All are closed forms: pure, without chance. Months and years are counted in fractions; money in billions.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, inf, log

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Range:
    """A figure with what rounding leaves open: low <= value <= high."""

    value: float
    low: float
    high: float


# comparing amounts -----------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Amount:
    """An amount of money as printed, in billions of its currency.

    low, high: None where the text leaves that bound open. over: what it is counted over, as the column ``over`` of the
    table ``money`` has it. years: the length of its period, None without one. same: id of the amount that prints the
    same money in another way. payer: who pays, "" where nobody does.
    """

    id: str
    name: str
    low: float | None
    high: float | None
    currency: str
    over: str
    years: float | None
    statement: str
    same: str
    payer: str

    @property
    def a_year(self) -> float | None:
        """How many of its years make one year's amount; None where it has no period."""
        return 1.0 if self.over == "a year" else self.years


def amounts(money: pd.DataFrame) -> dict[str, Amount]:
    """The rows of the table ``money`` by id, in its order."""
    def known(value):
        return None if pd.isna(value) else value

    made = [Amount(row.records.split()[0], row.short, known(row.low), known(row.high), row.currency, row.over,
                   known(row.years), row.statement, known(row.same_money_as) or "", known(row.payer) or "")
            for row in money.itertuples()]
    return {one.id: one for one in made}


SCALES = ("printed", "year", "head", "year and head")
WORTH = ("a moment", "a change of value")


@dataclass(frozen=True)
class Comparison:
    """Two amounts on one scale, or why there is none.

    obstacles: what forbids it, short, for tables; reasons: the same in sentences. cautions: what the units do not see.
    first, second: :class:`Range` in ``unit``, None if refused. times: first over second.
    """

    obstacles: tuple[str, ...]
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    names: tuple[str, str]
    unit: str
    first: Range | None = None
    second: Range | None = None
    times: Range | None = None

    @property
    def allowed(self) -> bool:
        return not self.obstacles


def compare(first: Amount, second: Amount, scale: str, rate: Range | None = None,
            people: float | None = None) -> Comparison:
    """``first`` beside ``second``, if their units allow it.

    scale: "printed"; "year", each divided by its years; "head", each divided by ``people``; or "year and head".
    rate: yuan a dollar, with its rounding; None leaves currencies as they are. Amounts of different currencies,
    periods or sorts are refused, and so is an amount beside itself. The rounding of the printed sums is not carried.
    Raises ValueError for a scale that does not exist, and for one by the head without people.
    """
    if scale not in SCALES:
        raise ValueError(f"scale is '{scale}'; it must be one of {', '.join(SCALES)}")
    by_head, by_year = "head" in scale, "year" in scale
    if by_head and not people:
        raise ValueError("a scale by the head needs people")
    reasons = list(_reasons(first, second, by_year, rate))
    cautions = tuple(_cautions(first, second))
    both_dollars = first.currency == second.currency == "USD" and rate is None
    currency = "US dollars" if both_dollars else "yuan"
    unit = currency + (" a year" if by_year else "") + (" for every inhabitant" if by_head else "")
    names = (first.name, second.name)
    if reasons:
        return Comparison(tuple(o for o, _ in reasons), tuple(r for _, r in reasons), cautions, names, unit)
    one, other = (_scaled(amount, by_year, rate, people if by_head else None) for amount in (first, second))
    # one rate turns both into yuan, so it moves the quotient only where it touches one of them
    if first.currency == second.currency:
        times = Range(*[one.value / other.value] * 3)
    else:
        quotients = [a / b for a, b in ((one.low, other.high), (one.high, other.low))]
        times = Range(one.value / other.value, min(quotients), max(quotients))
    return Comparison((), (), cautions, names, unit, one, other, times)


def _reasons(first, second, by_year, rate):
    if first.id == second.id or second.same == first.id or first.same == second.id:
        yield "the same money", "They are the same money: nothing is compared."
        return
    if first.currency != second.currency and rate is None:
        yield "two currencies", "One is in yuan and the other in dollars: choose a rate."
    for one in (first, second):
        if one.over in WORTH:
            yield "worth, not spending", f"“{one.name}” is what something is worth: nobody pays it out."
        elif one.over == "not said":
            yield "no period", f"“{one.name}” comes without a period: for one year, or many?"
    if not by_year and (first.over, first.years) != (second.over, second.years) and not {first.over, second.over} & {
            *WORTH, "not said"}:
        yield "different periods", "One is for a year, the other for several: divide by the years."


def _cautions(first, second):
    if first.statement != second.statement:
        yield f"kinds: {first.statement} beside {second.statement}"
    if first.payer != second.payer or "not named" in (first.payer, second.payer):
        yield "payers: not the same, or not named"


def _scaled(amount: Amount, by_year: bool, rate: Range | None, people: float | None) -> Range:
    bounds = [bound for bound in (amount.low, amount.high) if bound is not None]
    by = 1e9 / (amount.a_year if by_year else 1) / (people or 1)
    rates = (rate.low, rate.value, rate.high) if rate and amount.currency == "USD" else (1, 1, 1)
    return Range(sum(bounds) / len(bounds) * by * rates[1], bounds[0] * by * rates[0], bounds[-1] * by * rates[2])


# one axis --------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Axis:
    """Amounts on one bent axis from 0 to 1.

    bend: 1 is a linear axis, 0 a logarithmic one. places: columns name, statement, yuan (billion), place, open (which
    bound the text leaves open, "" for none). ticks: columns yuan (billion), place. crowded: how many lie in the first
    tenth of the axis. reach: where on it each of ``yuan`` stands, as ``places`` has it.
    """

    bend: float
    places: pd.DataFrame
    ticks: pd.DataFrame
    crowded: int


LEAST, MOST = 0.1, 20_000.0  # billion yuan: the ends of the axis
TICKS = (0.1, 1.0, 10.0, 100.0, 1000.0, 5000.0, 10_000.0, 20_000.0)


def bent(yuan, bend: float):
    """Where ``yuan`` (billion, a number or an array) stands on the axis, 0..1: a power scale, logarithmic for 0.

    (x^b - l^b) / (m^b - l^b), whose limit for b to 0 is log(x / l) / log(m / l); the transformation of Box and Cox
    (1964). Raises ValueError for a bend outside 0..1.
    """
    if not 0 <= bend <= 1:
        raise ValueError(f"bend is {bend:g}; it must be from 0 to 1")
    yuan = np.asarray(yuan, float)
    if bend < 1e-12:
        return np.log(yuan / LEAST) / log(MOST / LEAST)
    return np.expm1(bend * np.log(yuan / LEAST)) / np.expm1(bend * log(MOST / LEAST))  # the same, for small bends too


def axis(money: dict[str, Amount], rate: float, bend: float) -> Axis:
    """All amounts of ``money``, each money once, in yuan at ``rate`` (yuan a dollar), on an axis with this bend."""
    rows = []
    for one in money.values():
        if one.same:
            continue
        printed = one.high if one.low is None else one.low
        rows.append({"name": one.name, "statement": one.statement,
                     "yuan": printed * (rate if one.currency == "USD" else 1),
                     "open": "at most" if one.low is None else "at least" if one.high is None else ""})
    places = pd.DataFrame(rows).sort_values("yuan", ascending=False, ignore_index=True)
    places["place"] = bent(places["yuan"], bend)
    ticks = pd.DataFrame({"yuan": TICKS, "place": bent(TICKS, bend)})
    return Axis(bend, places, ticks, int((places["place"] < 0.1).sum()))


# on track --------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Pace:
    """One definition of pace: what it expects by now, and its verdict: ahead, behind, or cannot be told."""

    name: str
    expected: float
    gap: float
    verdict: str


@dataclass(frozen=True)
class Track:
    """A result beside its target under four definitions of pace.

    paces: a :class:`Pace` a definition. months, even, faster, new: arrays of one length, the curves of expected
    numbers over the year. elapsed, done: shares of the time and of the target.
    """

    target: float
    result: Range
    now: float
    deadline: float
    start: float
    elapsed: float
    done: float
    paces: tuple[Pace, ...]
    months: np.ndarray
    even: np.ndarray
    faster: np.ndarray
    new: np.ndarray

    @property
    def verdicts(self) -> tuple[str, ...]:
        return tuple(pace.verdict for pace in self.paces)


def grown(month, deadline: float, growth: float):
    """Share of the work done by ``month`` if each month does ``growth`` more than the one before (0: an even pace).

    A geometric sum, (q^m - 1) / (q^d - 1) with q = 1 + growth; its limit for growth to 0 is m / d.
    """
    month = np.asarray(month, float)
    if growth < 1e-12:
        return month / deadline
    return np.expm1(month * np.log1p(growth)) / np.expm1(deadline * np.log1p(growth))  # the same, for small growth too


def on_track(target: float, result: float, step: float, now: float, deadline: float, start: float = 0.0,
             growth: float = 0.0) -> Track:
    """Is ``result`` on track for ``target``?

    step: what the result was rounded to. now, deadline: months since the beginning of the year. start: how many of the
    target stood at its beginning. growth: by how much each month builds more than the one before, a fraction of one.
    Raises ValueError for a start that is not below the target, or for a ``now`` that is not inside the time.
    """
    if not 0 <= start < target:
        raise ValueError("the start must lie between nothing and the target")
    if not 0 < now <= deadline:
        raise ValueError("now must lie between the beginning and the deadline")
    if growth < 0 or step < 0:
        raise ValueError("growth and step cannot be below nothing")
    printed = Range(result, result - step / 2, result + step / 2)
    expected = {"even pace": target * now / deadline, "even, result rounded": target * now / deadline,
                "building speeds up": target * float(grown(now, deadline, growth)),
                "only what is new": start + (target - start) * now / deadline}
    paces = []
    for name, by_now in expected.items():
        low, high = (printed.low, printed.high) if name == "even, result rounded" else (result, result)
        verdict = "ahead" if low > by_now else "behind" if high < by_now else "cannot be told"
        paces.append(Pace(name, by_now, result - by_now, verdict))
    months = np.linspace(0, deadline, 49)
    return Track(target, printed, now, deadline, start, now / deadline, result / target, tuple(paces), months,
                 target * months / deadline, target * grown(months, deadline, growth),
                 start + (target - start) * months / deadline)


# years to a target -----------------------------------------------------------------------------------------

LAWS = ("constant", "compounding", "saturating")


@dataclass(frozen=True)
class Growth:
    """One law of growth through two known years: when it reaches the target, None for never or not defined.

    curve: numbers over ``Years.years``. share: of the target, at the deadline, None without a deadline. why: why it has
    no year, "" where it has one.
    """

    law: str
    year: float | None
    curve: np.ndarray
    share: float | None
    why: str

    @property
    def during(self) -> int | None:
        """The calendar year in the course of which it is reached: 2019.0 is the end of 2019."""
        return None if self.year is None else ceil(round(self.year, 6))


@dataclass(frozen=True)
class Years:
    """A target under three laws of growth that agree in two years."""

    target: float
    first: tuple[float, float]
    last: tuple[float, float]
    deadline: float | None
    years: np.ndarray
    laws: tuple[Growth, ...]


def level(law: str, year, first: tuple[float, float], last: tuple[float, float], ceiling: float = inf):
    """How many there are in ``year`` (a number or an array), by a law of growth through two points (year, number).

    constant: the same number is added every year. compounding: every year multiplies by the same factor.
    saturating: logistic growth (Verhulst, 1838), which compounds at first and slows down towards ``ceiling``.
    Raises ValueError for points that the law cannot pass through.
    """
    (t0, n0), (t1, n1) = first, last
    year = np.asarray(year, float)
    if not (t1 > t0 and n1 > n0 >= 0):
        raise ValueError("the second point must lie later and higher than the first")
    if law == "constant":
        return n0 + (n1 - n0) * (year - t0) / (t1 - t0)
    if n0 == 0:
        raise ValueError(f"{law} growth cannot begin from nothing")
    if law == "compounding":
        return n0 * (n1 / n0)**((year - t0) / (t1 - t0))
    if not n1 < ceiling < inf:
        raise ValueError("saturating growth needs a ceiling above both points")
    bend0, bend1 = log(n0 / (ceiling - n0)), log(n1 / (ceiling - n1))
    return ceiling / (1 + np.exp(-(bend0 + (bend1 - bend0) * (year - t0) / (t1 - t0))))


def reaches(law: str, target: float, first: tuple[float, float], last: tuple[float, float],
            ceiling: float = inf) -> float | None:
    """The year in which ``target`` is reached, by the inverse of :func:`level`; None if it never is."""
    (t0, n0), (t1, n1) = first, last
    level(law, t0, first, last, ceiling)  # refuses what the law cannot do
    if law == "constant":
        return t0 + (target - n0) * (t1 - t0) / (n1 - n0)
    if law == "compounding":
        return t0 + (t1 - t0) * log(target / n0) / log(n1 / n0)
    if target >= ceiling:
        return None
    bend0, bend1, bend = (log(n / (ceiling - n)) for n in (n0, n1, target))
    return t0 + (t1 - t0) * (bend - bend0) / (bend1 - bend0)


def years_to_target(target: float, start: float, result: float, first_year: float, last_year: float, ceiling: float,
                    deadline: float | None = None, until: float = 2035.0) -> Years:
    """When is ``target`` reached, if ``start`` stood at the end of first_year and ``result`` at the end of last_year?

    ceiling: above which the saturating law never grows. deadline: a year to try, None leaves it open.
    """
    first, last = (first_year, start), (last_year, result)
    years = np.linspace(first_year, until, 8 * int(until - first_year) + 1)
    laws = []
    for law in LAWS:
        try:
            curve, year = level(law, years, first, last, ceiling), reaches(law, target, first, last, ceiling)
            share = None if deadline is None else float(level(law, deadline, first, last, ceiling)) / target
            why = "" if year is not None else "never: ceiling too low"
        except ValueError:
            curve, year, share, why = np.full(len(years), np.nan), None, None, "not defined from nothing"
        laws.append(Growth(law, year, curve, share, why))
    return Years(target, first, last, deadline, years, tuple(laws))


# small arithmetic of the lesson ----------------------------------------------------------------------------

@dataclass(frozen=True)
class Chain:
    """Percentages one after the other. end: what 100 become; net: the whole change; sum: what adding them gives."""

    end: float
    net: float
    sum: float


def chain(*changes: float) -> Chain:
    """Changes in per cent, each of what the one before has left: chain(12.5, -9.1) is not a rise of 3.4 per cent."""
    end = 100.0
    for change in changes:
        end *= 1 + change / 100
    return Chain(end, end - 100, sum(changes))


def yearly_growth(factor: float, years: float) -> float:
    """Growth a year, as a fraction of one, that multiplies by ``factor`` in ``years``. ValueError for no time."""
    if years <= 0 or factor <= 0:
        raise ValueError("factor and years must be above nothing")
    return exp(log(factor) / years) - 1


def spans(targets: pd.DataFrame) -> pd.DataFrame:
    """When each target of the table ``targets`` was set, when it is due and when a result was counted.

    Columns name, set (year), due (year), result (year and month as a number), share (of the target, its lower bound);
    missing where the documents leave it open.
    """
    def when(dates):
        parts = dates.replace("", None).str.split("-")
        return parts.str[0].astype(float) + (parts.str[1].astype(float).fillna(12) - 0.5) / 12

    return pd.DataFrame({"name": targets["short"], "set": pd.to_numeric(targets["set_in"].replace("", None)),
                         "due": pd.to_numeric(targets["year"].replace("", None)) + 1,
                         "result": when(targets["result_as_of"]), "share": targets["share_low"]})


# entry of the register of outside sources -> (the moment in years, the figures that make up its number)
COUNTED = {"charging-points-2017": (2018.0, ("public", "private")), "charging-points-2019-end": (2020.0, ("points",)),
           "charging-points-2020": (2021.0, ("points",)), "charging-points-2021-end": (2022.0, ("points",)),
           "charging-points-2022-june": (2022.5, ("points",)), "charging-points-2022": (2023.0, ("points",))}


def counted(figures: pd.DataFrame) -> pd.DataFrame:
    """Charging points by moment, from the table ``outside_figures``: columns id, moment (2020.0: the beginning of 2020,
    which is the end of 2019), points."""
    rows = []
    for id, (moment, parts) in COUNTED.items():
        own = figures[(figures["id"] == id) & figures["figure"].isin(parts)]
        rows.append({"id": id, "moment": moment, "points": own["value"].sum()})
    return pd.DataFrame(rows)
