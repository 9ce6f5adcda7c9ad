"""The arithmetic of seeds/doubts.yml: one small function a doubt, registered under the doubt's id.

A module a document, in the order of that file; a doubt that leads on to another document stands with the one that it
begins with.
"""

from __future__ import annotations

from techgov.documents import Library
from techgov.doubts import (  # noqa: F401  (each registers its doubts)
    chen_2021,
    hoffman_2018,
    horwitz_2017,
    neican_2020,
    technode_2020,
)
from techgov.doubts.register import ARITHMETIC, Figures, doubt

__all__ = ["ARITHMETIC", "Figures", "doubt", "figures"]


def figures(library: Library) -> dict[str, Figures]:
    """All doubts' numbers, by doubt id."""
    return {one.id: ARITHMETIC[one.id](library) for one in library.doubts}
