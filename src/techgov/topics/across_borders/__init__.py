"""Lesson 10: a risk across borders, what is known of it, what was foreseen, and what to do about it."""

from techgov.topics.across_borders import draw, model
from techgov.topics.across_borders.explore import explore_own, explore_rule, explore_silence, explore_words, flip_luck

__all__ = ["draw", "explore_own", "explore_rule", "explore_silence", "explore_words", "flip_luck", "model"]
