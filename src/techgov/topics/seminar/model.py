"""The models of lesson 11: pure, seeded functions of arrays.

Two are about evidence, with invented numbers: how reports add up that may copy one source, and how an argument of
several steps stands up to an attack. The third walks the claims of the documents and invents nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import pandas as pd

from techgov.checks import shares

MOST = 20  # reports that a curve goes to


# reports that agree ----------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Reports:
    """What reports that all say yes are worth. belief: chance that it is so after 0, 1, ... MOST reports, shape
    (MOST + 1,); alone, one: the same if no report copies, if all do. worth: as how many independent reports the
    ``number`` of them count."""

    number: int
    copied: float
    right: float
    prior: float
    belief: np.ndarray
    alone: np.ndarray
    one: np.ndarray
    worth: float

    @property
    def now(self) -> float:
        """The chance after all reports."""
        return float(self.belief[self.number])


def likelihoods(number: np.ndarray | int, copied: float, right: float) -> tuple[np.ndarray, np.ndarray]:
    """(chance that all of ``number`` reports say yes if it is so, and if it is not), shaped as ``number``.

    There is one source, right with chance ``right``, as is whoever looks alone. A report copies the source with chance
    ``copied``, else it looks alone. Summed over what the source says:
    s (c + (1 - c) s)^n + (1 - s) ((1 - c) s)^n, and the same with 1 - s for s.
    """
    number = np.asarray(number)

    def all_say_yes(s: float) -> np.ndarray:
        return s * (copied + (1 - copied) * s) ** number + (1 - s) * ((1 - copied) * s) ** number

    return all_say_yes(right), all_say_yes(1 - right)


def believed(prior: float, if_so: np.ndarray, if_not: np.ndarray) -> np.ndarray:
    """Bayes' rule: the chance that it is so, after what was seen."""
    return prior * if_so / (prior * if_so + (1 - prior) * if_not)


def reports(number: int, copied: float, right: float, prior: float = 0.5) -> Reports:
    """``number`` reports say the same. What does that make of a belief of ``prior``?

    copied: chance that a report copies the one source instead of looking. right: chance that the source, or a report
    that looks, is right (from 0.5 to below 1). Raises ValueError for what cannot be.
    """
    shares(copied=copied, prior=prior)
    if not (0.5 <= right < 1 and 0 <= number <= MOST):
        raise ValueError(f"right must be from 0.5 to below 1 and number from 0 to {MOST}")
    numbers = np.arange(MOST + 1)
    curves = [believed(prior, *likelihoods(numbers, share, right)) for share in (copied, 0.0, 1.0)]
    if_so, if_not = likelihoods(number, copied, right)
    worth = log(if_so / if_not) / log(right / (1 - right)) if right > 0.5 else 0.0
    return Reports(number, copied, right, prior, *curves, worth)


def enough(copied: float, right: float, chance: float, prior: float = 0.5) -> int:
    """The fewest reports that lift ``prior`` to ``chance`` or more; see :func:`reports`. Raises ValueError where even
    MOST of them do not."""
    for number in range(MOST + 1):
        if reports(number, copied, right, prior).now >= chance:
            return number
    raise ValueError(f"{MOST} reports do not lift {prior} to {chance}")


@dataclass(frozen=True)
class Family:
    """Reports that agree, and the independent sources behind them. source: for each report, the number of its source,
    shape (reports,). belief: chance that it is so; alone: if every report had its own source."""

    number: int
    sources: int
    source: np.ndarray
    belief: float
    alone: float


def family(sources: int, number: int = 10, right: float = 0.6, prior: float = 0.5) -> Family:
    """``number`` reports copy ``sources`` independent sources, as evenly as can be; all agree.

    Odds are multiplied by right / (1 - right) once a source, however many copy it. Raises ValueError for more sources
    than reports.
    """
    shares(prior=prior)
    if not (1 <= sources <= number and 0.5 <= right < 1):
        raise ValueError("sources must be from 1 to number and right from 0.5 to below 1")
    belief, alone = (float(believed(prior, right ** k, (1 - right) ** k)) for k in (sources, number))
    return Family(number, sources, np.sort(np.arange(number) % sources), belief, alone)


def agree(number: int, copied: float, right: float, prior: float, trials: int = 100_000, seed: int = 1) -> float:
    """:func:`reports` by simulation: of invented worlds in which all reports say yes, the part in which it is so."""
    rng = np.random.default_rng([seed, 1])
    so = rng.random(trials) < prior
    source = (rng.random(trials) < right) == so
    looks = (rng.random((trials, number)) < right) == so[:, None]
    says = np.where(rng.random((trials, number)) < copied, source[:, None], looks)
    return float(so[says.all(axis=1)].mean())


# the build of an argument ----------------------------------------------------------------------------------

@dataclass(frozen=True)
class Build:
    """An argument of ``legs``, each of ``steps``. before, after: chance that it stands, without an attack and after one
    that strikes ``struck`` steps; weakest: chance of one leg alone."""

    legs: int
    steps: int
    holds: float
    shared: bool
    struck: int
    before: float
    after: float
    weakest: float

    @property
    def standing(self) -> int:
        """Legs that the attack leaves."""
        return 0 if self.shared and self.struck else max(self.legs - self.struck, 0)


def build(legs: int, steps: int, holds: float, shared: bool = False, struck: int = 0) -> Build:
    """How likely does an argument stand, and what is left of it after an attack?

    legs: lines of evidence, each of which would be enough. steps: what must hold in each leg, with chance ``holds``
    each, independently. shared: all legs begin with the same step. struck: steps that the opponent shows to be false,
    at the places where it does most harm: the shared step, else one in each leg. Without a shared step it stands with
    1 - (1 - p^m)^k, with one p (1 - (1 - p^(m-1))^k). Raises ValueError for what cannot be.
    """
    shares(holds=holds)
    if legs < 1 or steps < 1 or struck < 0:
        raise ValueError("legs and steps must be at least 1, struck at least 0")

    def stands(left: int) -> float:
        first, rest = (holds, steps - 1) if shared else (1.0, steps)
        return first * (1 - (1 - holds ** rest) ** left)

    made = Build(legs, steps, holds, shared, struck, stands(legs), 0.0, holds ** steps)
    return Build(**{**made.__dict__, "after": stands(made.standing)})


def stands(legs: int, steps: int, holds: float, shared: bool = False, trials: int = 100_000, seed: int = 1) -> float:
    """:func:`build` before an attack, by simulation: the part of invented arguments with at least one whole leg."""
    hold = np.random.default_rng([seed, 2]).random((trials, legs, steps)) < holds
    if shared:
        hold[:, :, 0] = hold[:, :1, 0]
    return float(hold.all(axis=2).any(axis=1).mean())


# the claims as a network -----------------------------------------------------------------------------------

# what a neighbour does, as seen from the claim in the middle
WAYS = ("contradicts", "is supported by it", "supports it")


@dataclass(frozen=True)
class Around:
    """A claim and what is linked to it. path: the claims walked, the last one in the middle. claim: its row.
    neighbours: a row each with number, id, way (one of WAYS), short (the document), says, support. place: where each is
    drawn, x and y from -1 to 1, shape (neighbours, 2). documents: short names of all documents."""

    path: tuple[str, ...]
    claim: dict
    neighbours: pd.DataFrame
    place: np.ndarray
    documents: tuple[str, ...]

    def count(self, way: str) -> int:
        """Neighbours of one way."""
        return int((self.neighbours["way"] == way).sum())


def neighbours(links: pd.DataFrame, id: str, relation: str = "") -> pd.DataFrame:
    """What is linked to claim ``id``: columns id and way, contradictions first, in the order of ``links``.

    links: the table claim_links. relation: 'supports' or 'contradicts' for these alone. Contradictions hold both ways.
    """
    found = []
    for first, kind, other in zip(links["from"], links["relation"], links["to"]):
        if id in (first, other) and relation in ("", kind):
            way = WAYS[0] if kind == "contradicts" else WAYS[1] if first == id else WAYS[2]
            found.append({"id": other if first == id else first, "way": way})
    found.sort(key=lambda row: WAYS.index(row["way"]))
    return pd.DataFrame(found, columns=["id", "way"])


def ring(number: int) -> np.ndarray:
    """``number`` places evenly on a circle, clockwise from the top, shape (number, 2)."""
    angle = np.pi / 2 - 2 * np.pi * np.arange(number) / max(number, 1)
    return np.column_stack([np.cos(angle), np.sin(angle)])


def around(claims: pd.DataFrame, links: pd.DataFrame, start: str, steps: tuple[int, ...] = (),
           relation: str = "") -> Around:
    """Walk from claim ``start``: each of ``steps`` goes to the neighbour of that number, 0 stays, and a number that is
    not there stays too.

    claims: the table claims, with a column short (the document's short name). links: the table claim_links.
    Raises KeyError for an unknown claim.
    """
    rows = claims.set_index("id")
    if start not in rows.index:
        raise KeyError(f"there is no claim {start}")
    path = [start]
    for step in steps:
        near = neighbours(links, path[-1], relation)
        if 1 <= step <= len(near):
            path.append(near["id"].iloc[step - 1])
    near = neighbours(links, path[-1], relation)
    near.insert(0, "number", np.arange(1, len(near) + 1))
    for name in ("short", "says", "support"):
        near[name] = [rows.at[id, name] for id in near["id"]]
    return Around(tuple(path), {"id": path[-1], **rows.loc[path[-1]].to_dict()}, near, ring(len(near)),
                  tuple(dict.fromkeys(claims["short"])))


@dataclass(frozen=True)
class Network:
    """All linked claims in columns, a column a document, in the order of the text. place: claim -> (column, height from
    0 at the end of the text to 1). links: a row a link with from, to, relation, between."""

    documents: tuple[str, ...]
    place: dict[str, tuple[int, float]]
    links: pd.DataFrame

    def count(self, relation: str, between: bool) -> int:
        """Links of one relation, between documents or within one."""
        return int(((self.links["relation"] == relation) & (self.links["between"] == between)).sum())


def network(claims: pd.DataFrame, links: pd.DataFrame) -> Network:
    """The claims that have links. claims, links: as for :func:`around`."""
    linked = set(links["from"]) | set(links["to"])
    documents = tuple(dict.fromkeys(claims["short"]))
    place = {}
    for column, short in enumerate(documents):
        ids = [id for id, of in zip(claims["id"], claims["short"]) if of == short and id in linked]
        place |= {id: (column, 1 - at / max(len(ids) - 1, 1)) for at, id in enumerate(ids)}
    return Network(documents, place, links[["from", "to", "relation", "between"]])
