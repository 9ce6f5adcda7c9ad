"""Lesson 09: law, privacy and the control of information: who is bound, and who is protected?"""

from techgov.topics.information import draw, model
from techgov.topics.information.explore import explore_law, explore_moderation, explore_prices, flip_threshold

__all__ = ["draw", "explore_law", "explore_moderation", "explore_prices", "flip_threshold", "model"]
