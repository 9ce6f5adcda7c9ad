"""What a model's parameters have to be, said in one sentence where they are not."""

from __future__ import annotations


def shares(**values: float) -> None:
    """Raise ValueError, naming it, for a value that is no share or probability: not between 0 and 1, or no number."""
    for name, value in values.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}; it must lie between 0 and 1")
