"""Lesson 02: the loop of social management, and where the systems stand in it."""

from techgov.topics.social_management import draw, model
from techgov.topics.social_management.explore import explore_delay, explore_noticing, explore_threshold, flip_loop

__all__ = ["draw", "explore_delay", "explore_noticing", "explore_threshold", "flip_loop", "model"]
