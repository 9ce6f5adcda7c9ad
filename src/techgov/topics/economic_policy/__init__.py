"""Lesson 07: money, targets and results of technology policy."""

from techgov.topics.economic_policy import draw, model
from techgov.topics.economic_policy.explore import explore_promises, explore_track, explore_years, flip_axis

__all__ = ["draw", "explore_promises", "explore_track", "explore_years", "flip_axis", "model"]
