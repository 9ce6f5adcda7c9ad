"""The arithmetic of seeds/doubts.yml: one small function a doubt, registered under the doubt's id.

A module a document, in the order of that file; a doubt between two documents stands with the one that is read second.
A module a document, for the doubts that begin with it, those that lead on to another document among them.
"""

from __future__ import annotations

from techgov.documents import Library
from techgov.doubts import chen_2021, technode_2020  # noqa: F401  (each registers its doubts)
from techgov.doubts import chen_2021, hoffman_2018  # noqa: F401  (they register their doubts)
from techgov.doubts import chen_2021, horwitz_2017, neican_2020  # noqa: F401  (each registers its doubts)
from techgov.doubts.register import ARITHMETIC, Figures, doubt

__all__ = ["ARITHMETIC", "Figures", "doubt", "figures"]


def figures(library: Library) -> dict[str, Figures]:
    """All doubts' numbers, by doubt id."""
    return {one.id: ARITHMETIC[one.id](library) for one in library.doubts}
