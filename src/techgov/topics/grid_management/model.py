"""Models of lesson 04: a city walked in cells, what its records show, and falls without a cause.

``day`` is a simulation in whole minutes, event-sparse: arrays hold one entry an incident, never one a block, a worker
or a minute. The others are closed forms, apart from the draws of ``worst``. All numbers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapreplace
from math import lgamma, log

import numpy as np

from techgov.checks import shares

MINUTES = 1440  # of a day
DISTRICTS = 4   # districts along each side of the city
DEPOTS = 20     # blocks from one depot of responders to the next
DEPARTMENTS = 4
ALIKE = 1e-6    # a coefficient of variation that is none
NEVER = np.iinfo(np.int64).max // 4
STATES = ("handled", "waiting", "too late", "never noticed", "not yet noticed")
KINDS = ("service", "order")


@dataclass(frozen=True)
class Incidents:
    """What happens in the city, whoever notices: an entry an incident, in the order in which they arise.

    x, y: block. arose: minute. order: quarrel or theft (True) or broken lamp (False). reported: the minute in which
    a resident reports it, if nobody comes before. ends: the minute in which it is over by itself. weights: incidents
    of a district against the mean, shape (4, 4), [y, x].
    """

    x: np.ndarray
    y: np.ndarray
    arose: np.ndarray
    order: np.ndarray
    reported: np.ndarray
    ends: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Day:
    """What became of every incident by the end. Times are minutes since the beginning; NEVER where it did not happen.

    noticed: by a resident or a worker (a record is made). decided: somebody knows who is to go. left, came: the
    responder. state: index into STATES. workers: one a cell. teams: responders. minutes: how long it
    was.
    """

    incidents: Incidents
    noticed: np.ndarray
    decided: np.ndarray
    left: np.ndarray
    came: np.ndarray
    state: np.ndarray
    side: int
    cell: int
    workers: int
    teams: int
    minutes: int

    def count(self, state: str, kind: str | None = None) -> int:
        """Incidents in a state (of STATES) at the end, of both kinds or of one (of KINDS)."""
        found = self.state == STATES.index(state)
        return int(np.count_nonzero(found if kind is None else found & (self.incidents.order == (kind == "order"))))

    def total(self, kind: str | None = None) -> int:
        """Incidents that arose."""
        order = self.incidents.order
        return len(order) if kind is None else int(np.count_nonzero(order == (kind == "order")))

    def share(self, state: str, kind: str | None = None) -> float:
        """Incidents in a state over all of their kind; 0 where there are none."""
        return self.count(state, kind) / max(self.total(kind), 1)

    @property
    def recorded(self) -> int:
        """Incidents that somebody noticed before the end."""
        return int(np.count_nonzero(self.noticed < self.minutes))

    @property
    def actual(self) -> int:
        """Incidents that arose."""
        return len(self.state)

    @property
    def queue(self) -> int:
        """Records for which no responder had come, at the end."""
        return self.count("waiting")

    @property
    def order_handled_share(self) -> float:
        return self.share("handled", "order")

    def times(self) -> dict[str, float]:
        """Mean minutes of the handled incidents: to notice, to decide, to wait for a responder, to travel; they add up
        to the response. Zero where nothing was handled."""
        done = self.state == 0
        if not done.any():
            return dict.fromkeys(("notice", "decide", "wait", "travel"), 0.0)
        steps = [part[done] for part in (self.incidents.arose, self.noticed, self.decided, self.left, self.came)]
        return {name: float((b - a).mean()) for name, a, b in
                zip(("notice", "decide", "wait", "travel"), steps, steps[1:])}

    @property
    def response(self) -> float:
        """Mean minutes from the incident to the responder's arrival, of the handled ones."""
        return sum(self.times().values())


def _geometric(u: np.ndarray, mean: np.ndarray | float) -> np.ndarray:
    """Whole minutes, at least one, with chance 1 / mean in each; from uniform ``u``, so that a larger mean never gives
    an earlier minute. NEVER for an infinite mean."""
    mean = np.broadcast_to(np.asarray(mean, float), u.shape)
    steps = np.full(u.shape, float(NEVER))
    np.divide(np.log1p(-u), np.log1p(-1 / np.maximum(mean, 1 + 1e-12)), out=steps, where=np.isfinite(mean))
    return np.minimum(np.maximum(np.ceil(steps), 1), NEVER).astype(np.int64)


def _rates(rng: np.random.Generator, mean: float, spread: float, number: int) -> np.ndarray:
    """Gamma rates with this mean and coefficient of variation; all alike for a spread of zero."""
    if spread > 4:
        raise ValueError(f"the coefficient of variation is {spread}; it cannot be above 4")
    if spread <= ALIKE:
        return np.full(number, float(mean))
    return rng.gamma(spread ** -2, mean * spread ** 2, number)


def _check(**values: float) -> None:
    for name, value in values.items():
        if not value >= 0:
            raise ValueError(f"{name} is {value}; it cannot be below 0")


def incidents(side: int, per_1000: float, order_share: float, unequal: float, report_order: float,
              report_service: float, life_order: float, life_service: float, days: int, seed: int) -> Incidents:
    """Incidents of a city of ``side`` x ``side`` blocks: independent Poisson counts in every block and minute.

    per_1000: mean incidents in 1,000 blocks a day. order_share: the part that is quarrels and thefts. unequal: the
    districts' coefficient of variation (gamma weights of mean one). report_..., life_...: mean minutes until a resident
    reports an incident, until it is over by itself (geometric; inf for never). Raises ValueError for a side that the
    districts do not divide, and for negative numbers.
    """
    _check(per_1000=per_1000, order_share=order_share, unequal=unequal, days=days)
    if side < DISTRICTS or side % DISTRICTS:
        raise ValueError(f"side is {side}; it must be a multiple of {DISTRICTS}")
    if order_share > 1:
        raise ValueError(f"order_share is {order_share}; it cannot be above 1")
    rng = np.random.default_rng([seed, 1])
    weights = _rates(rng, 1, unequal, DISTRICTS ** 2)
    weights /= weights.mean()
    number = rng.poisson(per_1000 / 1000 * side ** 2 * days)
    inside = side // DISTRICTS
    district = np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(number)).clip(max=DISTRICTS ** 2 - 1)
    within = rng.integers(0, inside ** 2, number)
    arose = np.sort(rng.integers(0, MINUTES * days, number))
    order = rng.random(number) < order_share
    reported = arose + _geometric(rng.random(number), np.where(order, report_order, report_service))
    ends = arose + _geometric(rng.random(number), np.where(order, life_order, life_service))
    return Incidents(district % DISTRICTS * inside + within % inside, district // DISTRICTS * inside + within // inside,
                     arose, order, reported, ends, weights.reshape(DISTRICTS, DISTRICTS))


def passes(found: Incidents, side: int, cell: int, pace: int, sight: float, seed: int) -> np.ndarray:
    """The minute in which the cell's worker notices each incident, shape (incidents,); NEVER without workers.

    Each worker walks the blocks of a cell of ``cell`` x ``cell`` (smaller at the edge) to and fro, ``pace`` minutes a
    block, and begins anew; the round is somewhere in its course when the day begins. A worker who enters the block of
    an incident notices it with chance ``sight``. cell 0: no workers.
    """
    if not cell or not sight:
        return np.full(found.x.shape, NEVER)
    along = -(-side // cell)
    column, row = found.x // cell, found.y // cell
    wide, high = np.minimum(cell, side - column * cell), np.minimum(cell, side - row * cell)
    right, down = found.x - column * cell, found.y - row * cell
    place = down * wide + np.where(down % 2, wide - 1 - right, right)
    period = wide * high * pace
    rng = np.random.default_rng([seed, 2])
    missed = np.minimum(_geometric(rng.random(len(place)), 1 / max(sight, 1e-12)) - 1, 10 ** 6)
    phase = (np.random.default_rng([seed, 3, cell]).random(along ** 2, np.float32)[row * along + column]
             * period).astype(np.int64) % period
    return found.arose + (place * pace - phase - found.arose - 1) % period + 1 + missed * period


def _queue(ready: np.ndarray, ends: np.ndarray, busy: np.ndarray, responders: int) -> np.ndarray:
    """First come, first served: the minute in which a responder leaves for each incident, NEVER where it was over
    before one was free. ready must be sorted."""
    left = [NEVER] * len(ready)
    if responders:
        free = [0] * responders
        for at, (minute, end, length) in enumerate(zip(ready.tolist(), ends.tolist(), busy.tolist())):
            if free[0] > minute:
                minute = free[0]
            if minute < end:
                left[at] = minute
                heapreplace(free, minute + length)
    return np.array(left, np.int64)


def _urgent_queue(ready: np.ndarray, ends: np.ndarray, busy: np.ndarray, urgent: np.ndarray,
                  responders: int) -> np.ndarray:
    """As :func:`_queue`, but whoever is free takes the urgent ones first; what has begun is finished."""
    left = [NEVER] * len(ready)
    if responders:
        free = [0] * responders
        lines = [np.flatnonzero(urgent).tolist(), np.flatnonzero(~urgent).tolist()]
        lines = [line[::-1] for line in lines]  # the next one stands at the end
        minutes, over, lengths = ready.tolist(), ends.tolist(), busy.tolist()
        while lines[0] or lines[1]:
            now = max(free[0], min(minutes[line[-1]] for line in lines if line))
            one = lines[0].pop() if lines[0] and minutes[lines[0][-1]] <= now else lines[1].pop()
            if now < over[one]:
                left[one] = now
                heapreplace(free, now + lengths[one])
    return np.array(left, np.int64)


def day(side: int = 60, per_1000: float = 100, order_share: float = 0.4, unequal: float = 0.6, cell: int = 10,
        responders: int = 8, centre: bool = True, urgent_first: bool = False, report_order: float = 60,
        report_service: float = 2880, life_order: float = 120, life_service: float = 7200, pace: int = 3,
        sight: float = 0.7, decide: int = 10, wrong_desk: float = 0.4, speed: float = 3, work: float = 40,
        days: int = 1, seed: int = 1) -> Day:
    """One day of the invented city (or ``days``), from a quiet midnight.

    side: blocks along an edge. cell: blocks along the edge of one worker's cell, 0 for no workers. responders: teams;
    with ``centre`` one queue for all, without it DEPARTMENTS queues, each with its part of the teams. decide: minutes a
    desk takes; without a centre a record reaches a wrong desk with chance ``wrong_desk``, which sends it on after as
    many minutes, and so again. urgent_first: quarrels and thefts before lamps in every queue. speed: blocks a minute
    from the nearest depot. work: mean minutes on the spot (geometric). The other parameters are those of
    :func:`incidents` and :func:`passes`.

    In a minute, incidents that are over go first, then residents report, workers notice, desks decide, and responders
    who are free leave for what waits longest (of the urgent ones, if these go first). An incident for which
    somebody has left does not end by itself. The queue is the textbook's M/M/c with impatience (Palm's
    M/M/c+M). Raises ValueError for what cannot be.
    """
    _check(cell=cell, responders=responders, decide=decide, wrong_desk=wrong_desk, pace=pace - 1)
    if not (wrong_desk < 1 and 0 <= sight <= 1 and speed > 0 and work >= 1):
        raise ValueError("wrong_desk must be below 1, sight at most 1, speed above 0 and work at least 1")
    found = incidents(side, per_1000, order_share, unequal, report_order, report_service, life_order, life_service,
                      days, seed)
    end, number = MINUTES * days, len(found.x)
    noticed = np.minimum(found.reported, passes(found, side, cell, pace, sight, seed))
    noticed[(noticed >= found.ends) | (noticed >= end)] = NEVER
    rng = np.random.default_rng([seed, 4])
    desk, sent, effort = rng.integers(0, DEPARTMENTS, number), rng.random(number), rng.random(number)
    desks = 1 if centre or not wrong_desk else _geometric(sent, 1 / (1 - wrong_desk))
    decided = np.where(noticed < NEVER, noticed + decide * desks, NEVER)
    travel = _travel(found.x, found.y, speed)
    busy = 2 * travel + _geometric(effort, work)

    left = np.full(number, NEVER)
    turn = np.argsort(decided, kind="stable")
    turn = turn[decided[turn] < end]
    for mine, teams in _teams(desk[turn], responders, centre):
        at = turn[mine]
        line = (decided[at], found.ends[at], busy[at])
        left[at] = _urgent_queue(*line, found.order[at], teams) if urgent_first else _queue(*line, teams)
    left[left >= end] = NEVER
    came = np.where(left < NEVER, left + travel, NEVER)

    over = (found.ends < end) & (left == NEVER)
    state = np.select([came < end, over & (noticed < NEVER), noticed < NEVER, over], [0, 2, 1, 3], 4).astype(np.int8)
    return Day(found, noticed, decided, left, came, state, side, cell, workers(side, cell), responders, end)


def _travel(x: np.ndarray, y: np.ndarray, speed: float) -> np.ndarray:
    """Minutes along the streets from the middle of the depot's square, at least one."""
    blocks = np.abs(x % DEPOTS - DEPOTS // 2) + np.abs(y % DEPOTS - DEPOTS // 2)
    return np.maximum(np.ceil(blocks / speed), 1).astype(np.int64)


def _teams(desk: np.ndarray, responders: int, centre: bool):
    """(which records, how many teams) for each queue."""
    if centre:
        yield slice(None), responders
        return
    for one in range(DEPARTMENTS):
        yield desk == one, responders // DEPARTMENTS + (one < responders % DEPARTMENTS)


def workers(side: int, cell: int) -> int:
    """Workers at any time: one a cell, none for cell 0."""
    return (-(-side // cell)) ** 2 if cell else 0


@dataclass(frozen=True)
class Sizes:
    """One day with cells of several sizes: parallel arrays, shape (sizes,). notice, response: mean minutes of the
    handled incidents; order, service: share of that kind handled; recorded, queue: incidents."""

    cells: np.ndarray
    workers: np.ndarray
    notice: np.ndarray
    response: np.ndarray
    order: np.ndarray
    service: np.ndarray
    recorded: np.ndarray
    queue: np.ndarray
    actual: int


CELLS = (0, 30, 20, 15, 12, 10, 8, 6, 5, 4, 3)


def sizes(cells: tuple[int, ...] = CELLS, **parameters) -> Sizes:
    """The same day, incident by incident, with each size of cell. parameters: those of :func:`day` but ``cell``."""
    days = [day(cell=cell, **parameters) for cell in cells]
    times = [one.times() for one in days]
    return Sizes(np.array(cells), np.array([one.workers for one in days]), np.array([t["notice"] for t in times]),
                 np.array([sum(t.values()) for t in times]), np.array([one.share("handled", "order") for one in days]),
                 np.array([one.share("handled", "service") for one in days]),
                 np.array([one.recorded for one in days]), np.array([one.queue for one in days]), days[0].actual)


@dataclass(frozen=True)
class Compared:
    """Records of a day without workers and with them, means of several days. for_100: recorded with workers for 100
    recorded without."""

    before: float
    after: float
    actual: float

    @property
    def for_100(self) -> float:
        return 100 * self.after / self.before


def compared(cell: int, days: int = 20, **parameters) -> Compared:
    """The same ``days`` days (seeds 1, 2, ...) without workers and with one for every cell x cell blocks."""
    pairs = [(day(cell=0, seed=seed, **parameters), day(cell=cell, seed=seed, **parameters))
             for seed in range(1, days + 1)]
    return Compared(*(float(np.mean([getattr(pair[which], name) for pair in pairs]))
                      for which, name in ((0, "recorded"), (1, "recorded"), (0, "actual"))))


# what is recorded ------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Noticed:
    """Shares of all incidents of one kind: who notices first, or nobody. They add up to one."""

    residents: float
    workers: float
    nobody: float

    @property
    def anybody(self) -> float:
        return self.residents + self.workers


def noticed(report: float, life: float, every: float = 0, sight: float = 0.7) -> Noticed:
    """Who notices an incident, by competing risks; the closed form of what :func:`day` simulates.

    report, life: mean minutes until a resident reports it, until it is over. every: minutes from one pass of a worker
    to the next, 0 for never. sight: chance to notice in passing. A place that is passed every P minutes has been passed
    unseen m minutes after the incident with chance (1 - sight) ** (m // P) * (1 - sight * (m % P) / P).
    Raises ValueError for means below one minute.
    """
    if report < 1 or life < 1 or every < 0 or not 0 <= sight <= 1:
        raise ValueError("report and life must be at least 1 minute, every at least 0, sight from 0 to 1")
    p, q = 1 / report, 1 / life
    still = (1 - p) * (1 - q)
    total = 1 / (1 - still)  # minutes in which it is there and unnoticed, expected
    if every and sight and still:
        period = int(every)
        last = still ** period
        plain = (1 - last) / (1 - still)
        weighted = still * (1 - period * still ** (period - 1) + (period - 1) * last) / (1 - still) ** 2
        total = (plain - sight / period * weighted) / (1 - last * (1 - sight))
    elif every and sight:
        total = 1.0
    residents, nobody = p * (1 - q) * total, q * total
    return Noticed(residents, max(1 - residents - nobody, 0.0), nobody)


@dataclass(frozen=True)
class Years:
    """Two years, expected incidents: without patrols, then with them.

    actual_... = residents_... + workers_... + nobody_...; change_...: the second year over the first, less one.
    even: the share that patrols must prevent before all records together fall.
    """

    actual_before: float
    actual_after: float
    residents_before: float
    residents_after: float
    workers_after: float
    nobody_before: float
    nobody_after: float
    change_actual: float
    change_recorded: float
    change_residents: float
    even: float


def years(actual: float, every: float, report: float, life: float, prevented: float, sight: float = 0.7) -> Years:
    """What the records show when workers begin to pass every ``every`` minutes and prevent a share of the incidents.

    actual: incidents in the first year. prevented: share of them that does not happen in the second (0 to 1).
    report, life, sight: as for :func:`noticed`. Raises ValueError for a share outside 0..1.
    """
    _check(actual=actual)
    shares(prevented=prevented)
    before, after = noticed(report, life), noticed(report, life, every, sight)
    left = 1 - prevented
    return Years(actual, actual * left, actual * before.residents, actual * left * after.residents,
                 actual * left * after.workers, actual * before.nobody, actual * left * after.nobody, -prevented,
                 left * after.anybody / before.anybody - 1, left * after.residents / before.residents - 1,
                 1 - before.anybody / after.anybody)


# falls without a cause --------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Worst:
    """Districts in two years. before, after: cases, shape (districts,); chosen: bool, the same shape.

    expected_after: cases of the chosen ones in the second year, expected from the first (closed form).
    """

    before: np.ndarray
    after: np.ndarray
    chosen: np.ndarray
    expected_after: float

    @property
    def change_chosen(self) -> float:
        return float(self.after[self.chosen].sum() / max(self.before[self.chosen].sum(), 1) - 1)

    @property
    def change_others(self) -> float:
        return float(self.after[~self.chosen].sum() / max(self.before[~self.chosen].sum(), 1) - 1)

    @property
    def change_expected(self) -> float:
        return float(self.expected_after / max(self.before[self.chosen].sum(), 1) - 1)


def worst(mean: float, spread: float, by: str = "worst", prevented: float = 0, seed: int = 1, districts: int = 100,
          chosen: int = 10) -> Worst:
    """Choose districts after one year, treat them, and count again.

    mean: cases a district and year. spread: coefficient of variation of the districts' true rates (gamma; 0: all
    alike). Cases are Poisson in both years, with the same rates, but for the share ``prevented`` in chosen districts.
    by: "worst" (most cases in the first year) or "lot". With gamma rates of shape a = spread ** -2 and rate
    b = a / mean, a district with y cases expects (a + y) / (b + 1) in the next year (the Poisson-gamma posterior mean).
    Raises ValueError for another ``by`` or numbers that cannot be.
    """
    _check(mean=mean, spread=spread, prevented=prevented)
    if by not in ("worst", "lot") or prevented > 1 or not 0 < chosen <= districts:
        raise ValueError("by must be 'worst' or 'lot', prevented at most 1, chosen from 1 to all districts")
    rng = np.random.default_rng([seed, 5])
    rates = _rates(rng, mean, spread, districts)
    before, lot = rng.poisson(rates), rng.permutation(districts)
    first = np.lexsort((lot, -before)) if by == "worst" else lot
    picked = np.zeros(districts, bool)
    picked[first[:chosen]] = True
    after = rng.poisson(np.where(picked, rates * (1 - prevented), rates))
    next_year = np.full(districts, float(mean))
    if spread > ALIKE and mean:
        a = spread ** -2
        next_year = (a + before) / (a / mean + 1)
    return Worst(before, after, picked, float(next_year[picked].sum() * (1 - prevented)))


@dataclass(frozen=True)
class Chance:
    """A place where nothing changes. cases: expected cases a year. edges: limits of the bins of change (fractions),
    shape (bins + 1,), a bin holding its upper limit and the outermost bins all that lies beyond; probability: of each
    bin; falls: probability of a fall by ``fall`` or more."""

    cases: float
    fall: float
    edges: np.ndarray
    probability: np.ndarray
    falls: float


def _poisson(mean: float) -> tuple[np.ndarray, np.ndarray]:
    """Counts within nine standard deviations of the mean, and their probabilities."""
    wide = 9 * mean ** 0.5 + 9
    counts = np.arange(max(0, int(mean - wide)), int(mean + wide) + 1)
    at = np.array([n * log(mean) - mean - lgamma(n + 1) for n in counts.tolist()])
    return counts, np.exp(at)


def chance(cases: float, fall: float = 0.2) -> Chance:
    """How often does the count of a place change by so much from one year to the next, though nothing changed?

    Both years are Poisson with mean ``cases``, independent; the change is second / first - 1, summed exactly over
    all pairs. Raises ValueError for cases not above 0 or a fall outside 0..1.
    """
    if not (cases > 0 and 0 <= fall <= 1):
        raise ValueError("cases must be above 0 and fall between 0 and 1")
    counts, weight = _poisson(cases)
    below = np.concatenate([[0.0], np.cumsum(weight)])

    def at_most(change: float) -> float:  # chance that second <= (1 + change) * first
        most = np.floor((1 + change) * counts + 1e-9).astype(int) - counts[0] + 1
        return float(weight @ below[np.clip(most, 0, len(counts))])

    edges = np.round(np.arange(-0.6, 0.61, 0.04), 2)
    inner = np.array([0.0, *(at_most(edge) for edge in edges[1:-1]), 1.0])
    return Chance(cases, fall, edges, np.diff(inner), at_most(-fall))
