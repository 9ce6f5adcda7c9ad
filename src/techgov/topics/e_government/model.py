"""Models of lesson 03: offices that keep to themselves or are joined, and how an uncertain date is laid on a line.

The state in them is invented: a number of offices, each with files on the same people. A question arises in one of
them, at random, and needs the files of some others. Between two joined offices a request travels by wire, between
others on paper; how long it takes is drawn from an exponential distribution, independently. Whom the wire makes faster
it also lets in: an official of a joined office can open a share of what the other joined offices hold.

Every mean has a closed form (elementary probability: a hypergeometric number of wired requests, the mean of a sum or
of the largest of exponential times), and :func:`simulate` and :func:`simulate_reach` draw the same thing one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
import pandas as pd

PAIRS, COPIES, PASSES = "pairs", "copies", "passes on"
WIRINGS = (PAIRS, COPIES, PASSES)
IN_TURN, AT_ONCE = "in turn", "at once"
PAPER, WIRE = 5.0, 0.1  # working days that a request takes, on average
HUB_COST = 10.0  # what a hub costs, in lines between two offices
SEED = 3


# wiring ------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Lines:
    """Lines that join all of ``offices``: one for each pair, or one from each office to a hub."""

    offices: int
    pairs: int
    hub: int


def lines(offices: int) -> Lines:
    """Lines between ``offices`` (a count of at least one), all joined: n(n - 1)/2 and n.

    Raises ValueError for fewer than one office.
    """
    if offices < 1:
        raise ValueError("there is at least one office")
    return Lines(offices, offices * (offices - 1) // 2, offices)


def cost(joined: int, wiring: str, hub_cost: float = HUB_COST) -> float:
    """What joining costs, in lines: a line each pair of the ``joined`` offices, or a line each office and the hub."""
    if wiring == PAIRS:
        return float(joined * (joined - 1) // 2)
    return hub_cost + joined if joined else 0.0


# time --------------------------------------------------------------------------------------------------------

def _check(offices: int, joined: int, others: int) -> None:
    if not 0 <= joined <= offices:
        raise ValueError(f"{joined} of {offices} offices cannot be joined")
    if not 1 <= others < offices:
        raise ValueError(f"a question cannot need {others} others of {offices} offices")


def wired(offices: int, joined: int, others: int) -> np.ndarray:
    """The chances that 0, 1, … ``others`` of a question's requests travel by wire; they add up to 1.

    The office in which the question arises and those it needs are drawn at random, without putting back. If the first
    is joined, the number of joined ones among the others is hypergeometric; if it is not, every request is on paper.
    Raises ValueError for numbers that no state can have.
    """
    _check(offices, joined, others)
    chances = np.zeros(others + 1)
    if joined:
        chances += [joined / offices * comb(joined - 1, j) * comb(offices - joined, others - j)
                    / comb(offices - 1, others) for j in range(others + 1)]
    chances[0] += 1 - joined / offices
    return chances


@lru_cache(maxsize=4096)
def _mean_largest(slow: int, slow_days: float, fast: int, fast_days: float) -> float:
    """The mean of the largest of independent exponential times, by inclusion and exclusion over who is still out."""
    return sum((-1) ** (i + j + 1) * comb(slow, i) * comb(fast, j) / (i / slow_days + j / fast_days)
               for i in range(slow + 1) for j in range(fast + 1) if i + j)


def mean_days(offices: int, joined: int, others: int, order: str = IN_TURN, paper: float = PAPER,
              wire: float = WIRE) -> float:
    """Working days until a question is answered, on average (closed form).

    offices, joined: how many there are, and how many of them are joined. others: offices, beside the one that asks,
    whose files the question needs. order: 'in turn' (one request after another: the times add up) or 'at once' (all
    together: the slowest counts). paper, wire: mean days of one request; both above 0. Raises ValueError otherwise.
    """
    if not (paper > 0 and wire > 0):
        raise ValueError("a request takes some time, on paper and by wire")
    chances = wired(offices, joined, others)
    if order == IN_TURN:
        means = [(others - j) * paper + j * wire for j in range(others + 1)]
    elif order == AT_ONCE:
        means = [_mean_largest(others - j, paper, j, wire) for j in range(others + 1)]
    else:
        raise ValueError(f"order is '{order}'; it can be '{IN_TURN}' or '{AT_ONCE}'")
    return float(chances @ means)


def simulate(offices: int, joined: int, others: int, order: str = IN_TURN, paper: float = PAPER, wire: float = WIRE,
             questions: int = 1000, seed: int = SEED) -> np.ndarray:
    """Days until each of ``questions`` is answered, drawn one by one: an array of shape (questions,).

    The same parameters as :func:`mean_days`; the same ``seed`` gives the same days.
    """
    _check(offices, joined, others)
    rng = np.random.default_rng(seed)
    asked = rng.random((questions, offices)).argsort(axis=1)[:, :others + 1]  # who asks, then whom
    by_wire = (asked[:, :1] < joined) & (asked[:, 1:] < joined)
    days = rng.standard_exponential((questions, others)) * np.where(by_wire, wire, paper)
    return days.sum(axis=1) if order == IN_TURN else days.max(axis=1)


# reach -------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Reach:
    """How far one event goes, counted in offices' files (1: what one office holds by itself).

    insider: what one official of an average office can open. error: in how many offices, on average, a wrong entry
    counts, the one where it was made among them. break_in: the most that one break-in can take. watched: offices whose
    requests one desk, the hub's, can watch.
    """

    insider: float
    error: float
    break_in: float
    watched: int


def reach(offices: int, joined: int, openness: float, wiring: str = COPIES) -> Reach:
    """What integration lets through (closed form).

    openness: the share of a joined office's files that officials of the other joined offices may open (0 to 1).
    wiring: 'pairs' (a line between any two joined offices), 'copies' (a hub that keeps a copy of every joined office's
    files, and all of them work with the copy) or 'passes on' (a hub that passes requests on and keeps nothing).
    Raises ValueError for a share or a wiring that does not exist.
    """
    _check(offices, joined, 1)
    if not 0 <= openness <= 1:
        raise ValueError(f"openness is {openness:g}; it must be from 0 to 1")
    if wiring not in WIRINGS:
        raise ValueError(f"wiring is '{wiring}'; it can be {', '.join(WIRINGS)}")
    strangers = joined / offices * (joined - 1) if joined else 0.0  # other joined offices, seen from an average one
    through_an_office = 1 + max(joined - 1, 0) * openness
    return Reach(insider=1 + strangers * openness,
                 error=1 + strangers * (1 if wiring == COPIES else openness),
                 break_in=max(through_an_office, joined) if wiring == COPIES else through_an_office,
                 watched=0 if wiring == PAIRS else joined)


def simulate_reach(offices: int, joined: int, openness: float, files: int = 1000, officials: int = 1000,
                   seed: int = SEED) -> np.ndarray:
    """What each of ``officials``, of offices drawn at random, can open, in offices' files: shape (officials,).

    Every office holds ``files``; each file of another joined office is open by chance ``openness``.
    """
    rng = np.random.default_rng(seed)
    inside = rng.integers(offices, size=officials) < joined
    return 1 + np.where(inside, rng.binomial(files * max(joined - 1, 0), openness, officials), 0) / files


# both --------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class State:
    """A state at one step of joining: times in working days, reach in offices' files, cost in lines."""

    offices: int
    joined: int
    wiring: str
    days: float
    days_on_paper: float
    faster: float
    insider: float
    error: float
    break_in: float
    watched: int
    cost: float
    sample: np.ndarray


def state(offices: int, joined: int, others: int, order: str = IN_TURN, openness: float = 1.0, wiring: str = COPIES,
          paper: float = PAPER, wire: float = WIRE, questions: int = 150, seed: int = SEED) -> State:
    """One step of joining, whole: closed forms, and ``questions`` drawn one by one (``sample``, in days)."""
    now, before = (mean_days(offices, m, others, order, paper, wire) for m in (joined, 0))
    far = reach(offices, joined, openness, wiring)
    return State(offices, joined, wiring, now, before, before / now, far.insider, far.error, far.break_in, far.watched,
                 cost(joined, wiring), simulate(offices, joined, others, order, paper, wire, questions, seed))


#: what :func:`steps` compares with the state on paper
MEASURES = ("faster", "insider", "error", "break_in")


def steps(offices: int, others: int, order: str = IN_TURN, openness: float = 1.0, wiring: str = COPIES,
          paper: float = PAPER, wire: float = WIRE) -> pd.DataFrame:
    """Joining step by step: a row for 0, 1, … all offices joined.

    Columns joined, days, and times of the state on paper: faster, insider, error, break_in.
    """
    rows = []
    for joined in range(offices + 1):
        days, far = mean_days(offices, joined, others, order, paper, wire), reach(offices, joined, openness, wiring)
        rows.append((joined, days, far.insider, far.error, far.break_in))
    table = pd.DataFrame(rows, columns=["joined", "days", "insider", "error", "break_in"])
    table.insert(2, "faster", table["days"].iloc[0] / table["days"])
    return table


def doubling(table: pd.DataFrame, measure: str) -> int | None:
    """The first number of joined offices at which ``measure`` is at least twice what it was on paper; None if never."""
    there = table.loc[table[measure] >= 2 - 1e-9, "joined"]
    return None if there.empty else int(there.iloc[0])


def doublings(offices: int, others: int, order: str = IN_TURN, openness: float = 1.0, wiring: str = COPIES,
              paper: float = PAPER, wire: float = WIRE) -> dict[str, int | None]:
    """Where each of MEASURES has doubled, by number of joined offices."""
    table = steps(offices, others, order, openness, wiring, paper, wire)
    return {measure: doubling(table, measure) for measure in MEASURES}


@dataclass(frozen=True)
class Race:
    """Joining step by step, with where each measure doubles."""

    offices: int
    table: pd.DataFrame
    doubled: dict[str, int | None]


def race(**parameters) -> Race:
    """:func:`steps` and :func:`doublings` together; the parameters of :func:`steps`."""
    table = steps(**parameters)
    return Race(parameters["offices"], table, {measure: doubling(table, measure) for measure in MEASURES})


# dates -------------------------------------------------------------------------------------------------------

def _year(date: str) -> float:
    """A day as a year with its fraction: '1993-07-02' is about 1993.5."""
    year, month, day = map(int, date.split("-"))
    return year + (month - 1) / 12 + (day - 1) / 372


def _first(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _last(date: str) -> str:
    return f"{date}-12-31" if len(date) == 4 else (date + "-31")[:10]


def marks(timeline: pd.DataFrame) -> pd.DataFrame:
    """Dated events as stretches of a line of years, in the order of the table.

    timeline: columns of the table ``timeline``. Gives what, document, left and right (years with fractions: the first
    and the last day that the date allows), open_left, open_right (the words leave that end open; left or right is then
    the other end of what is written), inferred, about (bool).
    """
    rows = []
    for row in timeline.itertuples():
        written = _first(row.start), _last(row.end or row.start)
        left, right = _year(row.earliest or written[0]), _year(row.latest or written[1])
        open_left, open_right = not row.earliest, not row.latest
        rows.append((row.what, row.document, right if open_left else left, left if open_right else right, open_left,
                     open_right, row.dated == "inferred", row.bound == "about"))
    return pd.DataFrame(rows, columns=["what", "document", "left", "right", "open_left", "open_right", "inferred",
                                       "about"])


def chosen(timeline: pd.DataFrame, document: str = "", topic: str = "", rests: str = "") -> pd.DataFrame:
    """The rows of ``timeline`` of a document and a topic ('' for all) and with a kind of date.

    rests: '' for all, 'stated' for dates that are stated, 'footnoted' for stated ones with a footnote.
    """
    keep = pd.Series(True, index=timeline.index)
    if document:
        keep &= timeline["document"] == document
    if topic:
        keep &= timeline["topic"] == topic
    if rests:
        keep &= timeline["dated"] == "stated"
    if rests == "footnoted":
        keep &= timeline["support"] == "footnoted"
    return timeline[keep].reset_index(drop=True)


#: statements whose dates stand on the chart of :func:`windows`, and what they are called there
WINDOWS = {"egovernment-plans": "plans", "golden-start": "first projects", "golden-expansion": "expansion"}


def windows(tables: Mapping[str, pd.DataFrame]) -> dict[str, tuple[int, int]]:
    """The first and the last year that a date allows, by what is dated (WINDOWS). tables: 'timeline'."""
    events = tables["timeline"].set_index("records")
    return {name: (int(events.loc[id, "earliest"][:4]), int(events.loc[id, "latest"][:4]))
            for id, name in WINDOWS.items()}


# what other sources say -------------------------------------------------------------------------------------

def by_year(figures: pd.DataFrame, entries: list[str]) -> pd.DataFrame:
    """Figures named 'measure_year' of outside ``entries`` as a table: a row a year, a column a measure.

    figures: the table ``outside_figures`` (columns id, figure, value).
    """
    found = figures[figures["id"].isin(entries)]
    parts = found["figure"].str.extract(r"^(?P<measure>\w+)_(?P<year>(?:19|20)\d\d)$")
    table = parts.assign(value=found["value"]).dropna(subset=["year"])
    table["year"] = table["year"].astype(int)
    return table.pivot(index="year", columns="measure", values="value").rename_axis(columns=None).reset_index()


def on_lists(figures: pd.DataFrame, entries: dict[str, str]) -> pd.DataFrame:
    """Which names stand on which outside lists: a row a name, a column a list (True where it stands there).

    entries: outside id -> name of the column; each figure of an entry that is 1 is a name on its list. Names that all
    lists have come first.
    """
    found = figures[figures["id"].isin(entries) & (figures["value"] == 1)]
    names = list(dict.fromkeys(found["figure"]))
    table = pd.DataFrame({"project": [name.replace("_", " ") for name in names]})
    for id, column in entries.items():
        there = set(found.loc[found["id"] == id, "figure"])
        table[column] = [name in there for name in names]
    everywhere = table[list(entries.values())].sum(axis=1)
    return table.iloc[np.argsort(-everywhere, kind="stable")].reset_index(drop=True)
