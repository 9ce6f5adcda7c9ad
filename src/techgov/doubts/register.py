"""The register of the doubts' arithmetic, and what several doubts need.

Each function takes the library of records and returns the numbers that the doubt's words are filled with. Nothing is
typed here that a record holds; what two rounded figures allow is carried through as an interval
(``..._low``, ``..._high``).
"""

from __future__ import annotations

from collections.abc import Callable

from techgov import numerals
from techgov.documents import Library, Quantity

Figures = dict[str, float | int | str | bool]
ARITHMETIC: dict[str, Callable[[Library], Figures]] = {}


def doubt(id: str):
    """Register the function below as the arithmetic of doubt ``id``."""

    def register(function):
        ARITHMETIC[id] = function
        return function

    return register


def quotient(above: tuple[float, float], below: tuple[float, float], factor: float = 1.0) -> tuple[float, float]:
    """The lowest and the highest that a quotient of two rounded positive figures can be."""
    return above[0] / below[1] * factor, above[1] / below[0] * factor


def counted_on(density: Quantity) -> float:
    """How many people a density is counted on: 'cameras per 1,000 people' -> 1000."""
    return numerals.find(density.unit)[0].value


def year_of(date: str | None) -> int:
    if not date:
        raise ValueError("a year is needed and the record has no date")
    return int(date[:4])


def records_of(library: Library, doubt_id: str, kind: type) -> list:
    """The records of one kind that a doubt names, in its order."""
    named = next(one.records for one in library.doubts if one.id == doubt_id)
    return [library.record[id] for id in named if isinstance(library.record.get(id), kind)]


def count_sourced(records) -> int:
    """How many of the records rest on a footnote, or on somebody who is named."""
    return sum(record.support != "asserted" for record in records)


def ints_in(text: str) -> list[int]:
    return [int(number.value) for number in numerals.find(text)]
