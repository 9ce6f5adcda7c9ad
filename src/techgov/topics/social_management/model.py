"""Models of lesson 02: a loop that notices and answers, an office that reacts to old reports, a threshold for acting.

All people, offices and numbers are invented. ``town`` integrates stocks and flows (system dynamics after Forrester,
*Industrial Dynamics*, 1961) with the classical Runge-Kutta method; ``rest`` is where it comes to rest and ``filling``
how it fills, in closed form. ``steer`` is a delay differential equation, whose limits are known (Hayes 1950), and
``delayed`` its solution by the method of steps. ``threshold`` is signal detection with two normal curves of equal
width (Green and Swets 1966), in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, erfc, exp, factorial, log, pi, sqrt

import numpy as np

WEEKS = 104      # of a run
CHANGE = 52      # the week in which noticing changes
BEFORE = 0.08    # of what is not noticed is noticed in a week, before the change
DESK = 1.0       # decided a week, of what is noticed
FASTEST = 1.0    # answered a week, of what is decided, where there are hands enough
ENDS = 0.05      # a week: a problem or a report that ends without an answer
ANGERS = 0.05    # grievances a week from every problem that is open
WRONGED = 0.5    # grievances from every answer to a false alarm
FADES = 0.1      # a week, of grievances
RETURNS = 0.04   # a week, of grievances that come back as a new problem

PRESENT = ("unnoticed", "noticed", "decided", "false_noticed", "false_decided", "grievances")
STOCKS = (*PRESENT, "appeared", "found", "answered", "ended", "raised", "answered_false", "ended_false", "angered",
          "faded", "returned")
# flow -> (stock it leaves or None, stock it enters or None, stock that counts it or None)
FLOWS = {
    "appear": (None, "unnoticed", "appeared"), "return": ("grievances", "unnoticed", "returned"),
    "notice": ("unnoticed", "noticed", "found"), "decide": ("noticed", "decided", None),
    "answer": ("decided", None, "answered"),
    "end unnoticed": ("unnoticed", None, "ended"), "end noticed": ("noticed", None, "ended"),
    "end decided": ("decided", None, "ended"),
    "false alarm": (None, "false_noticed", "raised"), "decide false": ("false_noticed", "false_decided", None),
    "answer false": ("false_decided", None, "answered_false"),
    "end false noticed": ("false_noticed", None, "ended_false"),
    "end false decided": ("false_decided", None, "ended_false"),
    "anger": (None, "grievances", "angered"), "fade": ("grievances", None, "faded"),
}
_AT = {name: at for at, name in enumerate(STOCKS)}
_FLOW = {name: at for at, name in enumerate(FLOWS)}


def _moves() -> np.ndarray:
    """What a unit of each flow does to each stock, shape (stocks, flows)."""
    moves = np.zeros((len(STOCKS), len(FLOWS)))
    for flow, (leaves, enters, counted) in FLOWS.items():
        for stock, change in ((leaves, -1), (enters, 1), (counted, 1)):
            if stock:
                moves[_AT[stock], _FLOW[flow]] += change
    return moves


_MOVES = _moves()
_FROM = np.array([_AT[leaves] if leaves else 0 for leaves, _, _ in FLOWS.values()])


def _check(**values: float) -> None:
    for name, value in values.items():
        if not np.all(np.asarray(value) >= 0):
            raise ValueError(f"{name} is {value}; it cannot be below 0")


# noticing and answering --------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Town:
    """A run. weeks: shape (times,). stocks: shape (times, stocks), in problems, reports or grievances; those of PRESENT
    are what there is, the others count what has flowed since the beginning.
    """

    weeks: np.ndarray
    stocks: np.ndarray

    def of(self, stock: str) -> np.ndarray:
        """One stock over time, shape (times,)."""
        return self.stocks[:, _AT[stock]]

    @property
    def waiting(self) -> np.ndarray:
        """Problems that somebody knows of and nobody has answered, shape (times,)."""
        return self.of("noticed") + self.of("decided")

    @property
    def open(self) -> np.ndarray:
        """Problems that are there, known or not, shape (times,)."""
        return self.of("unnoticed") + self.waiting

    def between(self, stock: str, first: float, last: float) -> float:
        """What a counting stock gained from week ``first`` to week ``last``."""
        return float(np.interp(last, self.weeks, self.of(stock)) - np.interp(first, self.weeks, self.of(stock)))

    def flow(self, stock: str, year: int) -> float:
        """What a counting stock gained in a week, on average over a year (0: before noticing changes, 1: after it)."""
        return self.between(stock, CHANGE * year, CHANGE * (year + 1)) / CHANGE

    def at(self, what: str, week: float) -> float:
        """waiting, open or a stock in a week."""
        return float(np.interp(week, self.weeks, getattr(self, what) if what in ("waiting", "open") else self.of(what)))


def town(notice: float = 0.08, hands: float = 70, false_alarms: float = 0, promise: float = 1, source: float = 0,
         arise: float = 100, before: float = BEFORE, weeks: int = WEEKS, change: float = CHANGE, angers: float = ANGERS,
         returns: float = RETURNS, ends: float = ENDS, step: float = 0.25, settled: bool = True) -> Town:
    """Problems of an invented town, week by week; in week ``change`` noticing goes from ``before`` to ``notice``.

    notice, before: share of unnoticed problems that is noticed, as a rate a week. hands: answers a week, at most.
    false_alarms: false reports a week where everything were looked at once a week; they grow with noticing. promise:
    how much more a problem angers once it is noticed and waits. source: share of new problems that does not arise
    (from ``change`` on). arise: new problems a week. angers, returns, ends: rates a week, see the constants. step:
    weeks. settled: the town begins at the :func:`rest` of ``before``, else with no problem at all. Hands answer true
    and false reports in proportion to what waits. Raises ValueError for numbers below 0, for a source above 1, for a
    step that the method cannot take, and where a settled town would not come to rest.
    """
    _check(notice=notice, hands=hands, false_alarms=false_alarms, promise=promise, source=source, arise=arise,
           before=before, angers=angers, returns=returns, ends=ends)
    if source > 1:
        raise ValueError(f"source is {source}; it cannot be above 1")
    if not 0 < step <= 0.5:
        raise ValueError(f"step is {step}; it must be above 0 and at most half a week")
    steps = ceil(weeks / step)
    stocks = np.zeros((steps + 1, len(STOCKS)))
    if settled:
        first = rest(before, hands, false_alarms, promise, 0, arise, angers, returns, ends)
        stocks[0, :len(PRESENT)] = [getattr(first, name) for name in PRESENT]
    rates, given, anger = np.zeros(len(FLOWS)), np.zeros(len(FLOWS)), np.zeros(len(STOCKS))
    for flow, rate in {"return": returns, "decide": DESK, "decide false": DESK, "fade": FADES,
                       **{name: ends for name in FLOWS if name.startswith("end")}}.items():
        rates[_FLOW[flow]] = rate
    anger[[_AT["unnoticed"], _AT["noticed"], _AT["decided"]]] = angers, angers * promise, angers * promise
    answer, answer_false, angered = _FLOW["answer"], _FLOW["answer false"], _FLOW["anger"]
    decided, false_decided = _AT["decided"], _AT["false_decided"]

    def slope(x: np.ndarray) -> np.ndarray:
        flows = rates * x[_FROM] + given
        queue = x[decided] + x[false_decided]
        pace = FASTEST if queue * FASTEST <= hands else hands / queue
        flows[answer], flows[answer_false] = pace * x[decided], pace * x[false_decided]
        flows[angered] = anger @ x + WRONGED * flows[answer_false]
        return _MOVES @ flows

    for at in range(steps):
        now = notice if at * step >= change else before
        rates[_FLOW["notice"]] = now
        given[_FLOW["appear"]] = arise * (1 - source if at * step >= change else 1)
        given[_FLOW["false alarm"]] = false_alarms * now
        x = stocks[at]
        a = slope(x)
        b = slope(x + step / 2 * a)
        c = slope(x + step / 2 * b)
        stocks[at + 1] = x + step / 6 * (a + 2 * b + 2 * c + slope(x + step * c))
    return Town(step * np.arange(steps + 1), stocks)


@dataclass(frozen=True)
class Rest:
    """Where a town comes to rest. Stocks in problems and grievances, flows a week.

    unnoticed, noticed, decided, false_noticed, false_decided, grievances: what there is. appear, found, answered,
    ended, returned, false_answered: what flows. busy: the share of all hands that is busy.
    """

    unnoticed: float
    noticed: float
    decided: float
    false_noticed: float
    false_decided: float
    grievances: float
    appear: float
    found: float
    answered: float
    ended: float
    returned: float
    false_answered: float
    busy: float

    @property
    def waiting(self) -> float:
        return self.noticed + self.decided

    @property
    def open(self) -> float:
        return self.unnoticed + self.waiting


def rest(notice: float = 0.08, hands: float = 70, false_alarms: float = 0, promise: float = 1, source: float = 0,
         arise: float = 100, angers: float = ANGERS, returns: float = RETURNS, ends: float = ENDS) -> Rest:
    """The state in which all stocks of :func:`town` stand still; parameters as there.

    For a given pace of the hands it is a closed form, in which everything is linear in the unnoticed problems. Where
    all hands are busy, the pace is the one at which they just are, found by halving. Raises ValueError where no such
    state exists, since grievances bring back more than ever ends.
    """
    _check(notice=notice, hands=hands, false_alarms=false_alarms, promise=promise, source=source, arise=arise)
    found_a_unit, alarms = notice / (DESK + ends), false_alarms * notice / (DESK + ends)
    angry = returns / (FADES + returns)
    fresh = arise * (1 - source)

    def solve(pace: float) -> tuple[float, float, float]:
        """Unnoticed, decided and false decided, if hands take ``pace`` of what is decided a week."""
        per = DESK * found_a_unit / (pace + ends)
        wrong = DESK * alarms / (pace + ends)
        gain = angry * angers * (1 + promise * (found_a_unit + per))
        if notice + ends <= gain:
            raise ValueError("grievances bring back more problems than ever end; nothing comes to rest")
        unnoticed = (fresh + angry * WRONGED * pace * wrong) / (notice + ends - gain)
        return unnoticed, per * unnoticed, wrong

    pace = FASTEST
    unnoticed, decided, wrong = solve(pace)
    if FASTEST * (decided + wrong) > hands:  # all hands are busy: find the pace at which they just are
        low, high = 0.0, FASTEST
        for _ in range(80):
            pace = (low + high) / 2
            unnoticed, decided, wrong = solve(pace)
            low, high = (low, pace) if pace * (decided + wrong) > hands else (pace, high)
    noticed = found_a_unit * unnoticed
    grievances = (angers * (unnoticed + promise * (noticed + decided)) + WRONGED * pace * wrong) / (FADES + returns)
    return Rest(unnoticed, noticed, decided, alarms, wrong, grievances, fresh, notice * unnoticed, pace * decided,
                ends * (unnoticed + noticed + decided), returns * grievances, pace * wrong,
                min(1.0, pace * (decided + wrong) / hands) if hands else 0.0)


def filling(weeks: np.ndarray, notice: float, arise: float = 100, ends: float = ENDS) -> np.ndarray:
    """Unnoticed, noticed and decided problems of a town that began empty, shape (3, times), in closed form: a chain of
    constant rates (Bateman 1910), with hands enough for everything, no grievances and no false alarms.

    weeks: shape (times,). Desk and hands are equally fast here (DESK is FASTEST); raises ValueError where noticing is
    as fast as they are, since the formula needs different rates.
    """
    a, b = notice + ends, DESK + ends
    if abs(a - b) < 1e-9:
        raise ValueError(f"notice is {notice}, as fast as the desk; the formula needs different rates")
    slow, fast, apart = np.exp(-a * weeks), np.exp(-b * weeks), b - a
    unnoticed = arise / a * (1 - slow)
    noticed = arise * notice * (1 / (a * b) - slow / (a * apart) + fast / (b * apart))
    decided = arise * notice * DESK * (1 / (a * b * b) - slow / (a * apart ** 2)
                                       + fast * ((b + apart) / (b * apart) ** 2 + weeks / (b * apart)))
    return np.array([unnoticed, noticed, decided])


# reacting to old reports -------------------------------------------------------------------------------------

NO_SWING = exp(-1)  # push x delay up to which nothing swings
DIES_OUT = pi / 2   # push x delay below which swings become smaller


def stable_delay(push: float) -> float:
    """The whole delay in weeks below which the swings of :func:`steer` die out: pi / 2 over ``push`` (Hayes 1950).
    Raises ValueError for a push that is not above 0."""
    if push <= 0:
        raise ValueError(f"push is {push}; it must be above 0")
    return DIES_OUT / push


@dataclass(frozen=True)
class Steered:
    """weeks, open, answers: shape (times,), in weeks, open problems, answers a week. usual, shock: as given. product:
    push x whole delay, which alone decides whether swings come and whether they die out. remembers: as given."""

    weeks: np.ndarray
    open: np.ndarray
    answers: np.ndarray
    usual: float
    shock: float
    push: float
    delay: float
    remembers: bool

    @property
    def product(self) -> float:
        return self.push * self.delay

    @property
    def swings(self) -> str:
        """none, die out or go on; by the limits of the delay equation."""
        if self.remembers or self.product <= NO_SWING:
            return "none"
        return "die out" if self.product < DIES_OUT else "go on"

    @property
    def overshoot(self) -> float:
        """How far open problems fall below their usual number, over the shock."""
        return float(max(0.0, self.usual - self.open.min()) / self.shock)

    @property
    def rebound(self) -> float:
        """How far they rise above it again after the deepest fall of the first swing, over the shock; 0 without one."""
        below = self.open < self.usual - 1e-9
        if not below.any():
            return 0.0
        return float(max(0.0, self.open[int(below.argmax()):].max() - self.usual) / self.shock)

    @property
    def settled(self) -> float | None:
        """The week from which open problems stay within a tenth of the shock of the usual number; None if never."""
        off = np.flatnonzero(np.abs(self.open - self.usual) > self.shock / 10)
        if not len(off):
            return 0.0
        return None if off[-1] + 1 >= len(self.weeks) else float(self.weeks[off[-1] + 1])


def steer(report_age: float = 3, lead: float = 3, push: float = 0.2, remembers: bool = False, shock: float = 100,
          usual: float = 200, arrive: float = 50, weeks: float = 52, step: float = 0.02) -> Steered:
    """A sudden heap of ``shock`` problems, and an office that answers by reports that are old.

    report_age: weeks from what happens to the report of it. lead: weeks from a decision to the teams' work. push: extra
    answers a week for every problem above the ``usual`` number, by the report. remembers: before it decides, the office
    takes off what it has sent since the report beyond what usually arrives. arrive: new problems a week, which usual
    answers keep up with. step: weeks.

    The deviation x from the usual number follows x'(t) = -push x(t - report_age - lead), as long as there are answers
    to withdraw: without swings for push x delay up to 1 / e, stable below pi / 2 (Hayes 1950). With ``remembers`` it
    stands still for the whole delay and then falls as exp(-push t). Euler's method; problems and answers cannot be
    negative. Raises ValueError for numbers below 0 and for a shock or a step of 0.
    """
    _check(report_age=report_age, lead=lead, push=push, usual=usual, arrive=arrive)
    if shock <= 0 or step <= 0:
        raise ValueError("shock and step must be above 0")
    late, steps = round((report_age + lead) / step), round(weeks / step)
    now, there, sent, surplus = usual + shock, [], [], 0.0  # surplus: sent beyond what arrived, since the report
    for at in range(steps + 1):
        there.append(now)
        seen = there[at - late] if at >= late else usual
        answers = max(0.0, arrive + push * (seen - surplus - usual))
        answers = min(answers, now / step + arrive)
        sent.append(answers)
        now += step * (arrive - answers)
        if remembers and late:
            surplus += step * (answers - arrive)
            if at >= late:
                surplus -= step * (sent[at - late] - arrive)
    return Steered(step * np.arange(steps + 1), np.array(there), np.array(sent), usual, shock, push,
                   report_age + lead, remembers)


def delayed(weeks: np.ndarray, push: float, delay: float) -> np.ndarray:
    """The deviation x of :func:`steer` over the shock, in closed form (method of steps), shape of ``weeks``:
    the sum of (-push)^j (t - j delay)^j / j! over all j with t >= j delay; exp(-push t) without delay."""
    if delay == 0:
        return np.exp(-push * weeks)
    total = np.zeros_like(weeks, dtype=float)
    for j in range(int(weeks.max() / delay) + 1):
        late = np.maximum(weeks - j * delay, 0)
        total += np.where(weeks >= j * delay, (-push * late) ** j / factorial(j), 0)
    return total


# acting before anything has happened -------------------------------------------------------------------------

SCORES = np.linspace(-3, 8, 111)


def _tail(score: np.ndarray | float) -> np.ndarray:
    """Share of a standard normal curve above ``score``."""
    return np.array([erfc(one / sqrt(2)) / 2 for one in np.ravel(score)]).reshape(np.shape(score))


@dataclass(frozen=True)
class Threshold:
    """Expected numbers of people. threats = stopped + missed; harmless = wronged + quiet; left = missed + provoked.

    threshold: the score from which somebody is acted against. separation: how far apart the two curves are, in their
    standard deviations. base: threats in 10,000 people. right: the share of those acted against who were threats (None
    where nobody is). best: the threshold at which fewest threats are left; -inf where that is to act against all. Along
    ``SCORES``: missed_along, wronged_along, left_along, shape (scores,).
    """

    base: float
    separation: float
    threshold: float
    threats: float
    harmless: float
    stopped: float
    missed: float
    wronged: float
    quiet: float
    provoked: float
    best: float
    missed_along: np.ndarray
    wronged_along: np.ndarray
    left_along: np.ndarray

    @property
    def left(self) -> float:
        return self.missed + self.provoked

    @property
    def acted(self) -> float:
        return self.stopped + self.wronged

    @property
    def right(self) -> float | None:
        return self.stopped / self.acted if self.acted > 1e-9 else None

    @property
    def least(self) -> float:
        """Fewest threats left at any threshold."""
        return float(self.left_along.min())


def told_apart(separation: float) -> float:
    """The chance that a threat has a higher score than a harmless person (the area under the ROC curve)."""
    return float(1 - _tail(separation / sqrt(2)))


def threshold(base: float = 10, separation: float = 2, threshold: float = 2, provokes: float = 0,
              people: float = 100_000) -> Threshold:
    """Act against everybody whose score reaches the threshold, before anything has happened.

    base: threats in 10,000 people. Scores are normal with standard deviation 1: mean 0 for harmless people, mean
    ``separation`` for threats. provokes: new threats for 1,000 harmless people who are acted against. With b the share
    of threats, fewest are left at separation / 2 + log(provokes / 1,000 (1 - b) / b) / separation, where one missed
    threat more is one provoked threat less. Raises ValueError for a base outside 0..10,000, and for numbers below 0.
    """
    _check(base=base, separation=separation, provokes=provokes, people=people)
    if base > 10_000:
        raise ValueError(f"base is {base}; it cannot be above 10,000")
    share, backlash = base / 10_000, provokes / 1000
    threats = people * share
    harmless = people - threats
    hit, wrong = (float(_tail(threshold - mean)) for mean in (separation, 0))
    missed_along, wronged_along = threats * (1 - _tail(SCORES - separation)), harmless * _tail(SCORES)
    if not backlash or not harmless:
        best = -float("inf")
    elif not separation or not share:
        best = float("inf") if backlash * harmless > threats else -float("inf")
    else:
        odds = backlash * (1 - share) / share  # nothing, where the numbers are too small for the machine
        best = separation / 2 + log(odds) / separation if odds else -float("inf")
    return Threshold(base, separation, threshold, threats, harmless, threats * hit, threats * (1 - hit),
                     harmless * wrong, harmless * (1 - wrong), backlash * harmless * wrong, best, missed_along,
                     wronged_along, missed_along + backlash * wronged_along)
