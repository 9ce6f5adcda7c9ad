"""The arithmetic of seeds/doubts.yml: one small function a doubt, registered under the doubt's id.

A module a document; a doubt that leads on to another document stands with the one that it begins with. Every module of
this folder is imported.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from techgov.documents import Library, Problem, SeedError
from techgov.doubts.register import ARITHMETIC, Figures, doubt

for _found in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_found.name}")  # each registers its doubts

__all__ = ["ARITHMETIC", "Figures", "doubt", "figures"]


def figures(library: Library) -> dict[str, Figures]:
    """All doubts' numbers, by doubt id. Raises SeedError with every doubt that has no function."""
    problems = [Problem(*library.places.get(one.id, ("doubts.yml", 1)), one.id, "",
                        "has no function registered under its id in src/techgov/doubts/")
                for one in library.doubts if one.id not in ARITHMETIC]
    if problems:
        raise SeedError(problems)
    return {one.id: ARITHMETIC[one.id](library) for one in library.doubts}
