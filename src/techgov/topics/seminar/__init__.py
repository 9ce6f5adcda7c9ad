"""Lesson 11: arguments made of the documents' claims, and how they are attacked and defended."""

from techgov.topics.seminar import draw, model
from techgov.topics.seminar.desk import EXAMPLE, argue, report
from techgov.topics.seminar.explore import (
    claims,
    explore_build,
    explore_claims,
    explore_sources,
    flip_sources,
)
from techgov.topics.seminar.formats import material

__all__ = ["EXAMPLE", "argue", "claims", "draw", "explore_build", "explore_claims", "explore_sources", "flip_sources",
           "material", "model", "report"]
