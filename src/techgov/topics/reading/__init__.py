"""Lesson 01: what five documents are, how a sentence becomes a row, and desks for reading the rows."""

from techgov.topics.reading import draw, model
from techgov.topics.reading.desk import browse, desk, glossary
from techgov.topics.reading.explore import explore_sources, explore_support, flip_rounding

__all__ = ["browse", "desk", "draw", "explore_sources", "explore_support", "flip_rounding", "glossary", "model"]
