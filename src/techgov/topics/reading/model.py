"""Two counts of lesson 01: what statements rest on, and whose words are cited. Pure, without chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log10

import pandas as pd

SUPPORTS = ("footnoted", "stretched", "attributed", "asserted")
GROUPS = ("Party or government", "another owner, named", "outlet named, owner not", "the document's own outlet",
          "no outlet named")


@dataclass(frozen=True)
class Support:
    """documents: their names, in order. counts: support -> statements of each document.
    'stretched': footnoted, but only by marks that carry more statements than was allowed."""

    documents: tuple[str, ...]
    counts: dict[str, tuple[int, ...]]

    @property
    def all(self) -> int:
        return sum(sum(counts) for counts in self.counts.values())

    def total(self, support: str) -> int:
        return sum(self.counts[support])


def support(statements: pd.DataFrame, names: dict[str, str], type: str = "", topic: str = "",
            carry: int | None = None) -> Support:
    """How many statements of each document are footnoted, attributed or asserted.

    statements: columns document, type, topic, support, cites. names: document -> name, in order. type, topic: only
    these; '' for all. carry: the most statements that one footnote mark is trusted with (None: any number). What a
    mark carries is counted over all statements, whatever is filtered.
    Raises ValueError for a carry below one.
    """
    if carry is not None and carry < 1:
        raise ValueError(f"carry is {carry}; a mark carries at least one statement")
    carried = Counter(id for ids in statements["cites"] for id in ids.split())
    kept = statements[(statements["type"] == type) | (type == "")]
    kept = kept[(kept["topic"] == topic) | (topic == "")]
    found = Counter()
    for document, what, ids in zip(kept["document"], kept["support"], kept["cites"]):
        if what == "footnoted" and carry is not None and not any(carried[id] <= carry for id in ids.split()):
            what = "stretched"
        found[document, what] += 1
    return Support(tuple(names.values()),
                   {what: tuple(found[document, what] for document in names) for what in SUPPORTS})


def footnoted_share(statements: pd.DataFrame) -> float:
    """The share of statements that have a footnote."""
    return float((statements["support"] == "footnoted").mean())


def shared_marks(tables: Mapping[str, pd.DataFrame], type: str, carry: int,
                 **_) -> dict[str, tuple[float, float]]:
    """Document -> per cent of its statements of a ``type`` that are footnoted, and per cent whose mark carries at
    most ``carry`` statements. tables: 'statements' and 'readings'. Documents without a footnote are left out."""
    names = dict(zip(tables["readings"]["document"], tables["readings"]["short"]))
    found = [support(tables["statements"], names, type, carry=most) for most in (None, carry)]
    shares = [[100 * part / max(1, sum(one.counts[what][at] for what in SUPPORTS))
               for at, part in enumerate(one.counts["footnoted"])] for one in found]
    return {document: (across, up) for document, across, up in zip(names, *shares) if across}


@dataclass(frozen=True)
class Printed:
    """A count and what is printed of it: exact; printed, its rounding; low <= exact <= high, what print allows."""

    exact: float
    printed: float
    low: float
    high: float


def rounded(exact: float, digits: int) -> Printed:
    """``exact`` printed with ``digits`` figures, rounded to the nearest. Raises ValueError for fewer than one figure or
    a count that is not above zero."""
    if digits < 1 or exact <= 0:
        raise ValueError("a count above zero and at least one figure are needed")
    step = 10.0 ** (floor(log10(exact)) - digits + 1)
    printed = round(exact / step) * step
    return Printed(exact, printed, printed - step / 2, printed + step / 2)


@dataclass(frozen=True)
class Sources:
    """counts: group -> how many citations, or statements that rest on them."""

    counts: dict[str, int]

    @property
    def all(self) -> int:
        return sum(self.counts.values())

    def share(self, group: str) -> float:
        return self.counts[group] / self.all if self.all else 0.0


def sources(outlets: pd.DataFrame, statements: pd.DataFrame, document: str = "", joined: bool = False,
            weighted: bool = False) -> Sources:
    """Whose words are cited, by group.

    outlets: columns id, document, group, group_joined. statements: column cites. document: only its citations, ''
    for all. joined: an owner that one document names counts for the same outlet in another. weighted: a citation
    counts once for each statement that rests on it, instead of once.
    """
    carried = Counter(id for ids in statements["cites"] for id in ids.split())
    kept = outlets[(outlets["document"] == document) | (document == "")]
    counts = Counter()
    for id, group in zip(kept["id"], kept["group_joined" if joined else "group"]):
        counts[group] += carried[id] if weighted else 1
    return Sources({group: counts[group] for group in GROUPS})


def fallen(spending: float, spending_step: float, fall: float, fall_step: float) -> tuple[float, float]:
    """Lowest and highest of what is left of ``spending`` after a fall of ``fall`` per cent, rounded to their steps."""
    return ((spending - spending_step / 2) * (1 - (fall + fall_step / 2) / 100),
            (spending + spending_step / 2) * (1 - (fall - fall_step / 2) / 100))
