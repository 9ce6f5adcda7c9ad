"""Lesson 05: what the documents say of social credit, and what ranks, ratings and records do to invented people."""

from techgov.topics.social_credit import draw, model
from techgov.topics.social_credit.explore import explore_designs, explore_watching, explore_weights, flip_watched

__all__ = ["draw", "explore_designs", "explore_watching", "explore_weights", "flip_watched", "model"]
