"""Lesson 06: cameras, what their numbers imply, and what a watch list does."""

from techgov.topics.skynet import draw, model
from techgov.topics.skynet.explore import explore_base_rate, explore_implied, flip_one_face
from techgov.topics.skynet.speed import one_second

__all__ = ["draw", "explore_base_rate", "explore_implied", "flip_one_face", "model",
           "one_second"]
