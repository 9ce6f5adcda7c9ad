"""Lesson 04: grid policing, grid management, and whether more eyes mean less crime."""

from techgov.topics.grid_management import draw, model
from techgov.topics.grid_management.explore import (
    explore_cells,
    explore_city,
    explore_recorded,
    explore_worst,
    flip_chance,
)

__all__ = ["draw", "explore_cells", "explore_city", "explore_recorded", "explore_worst", "flip_chance", "model"]
