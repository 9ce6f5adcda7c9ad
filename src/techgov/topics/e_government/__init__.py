"""Lesson 03: e-government, the national information systems and the Golden Projects."""

from techgov.topics.e_government import draw, model
from techgov.topics.e_government.explore import explore_doubling, explore_hub, explore_timeline, flip_lines

__all__ = ["draw", "explore_doubling", "explore_hub", "explore_timeline", "flip_lines", "model"]
