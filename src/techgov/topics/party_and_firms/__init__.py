"""Lesson 08: the Party in private firms: in the room, or in the building?"""

from techgov.topics.party_and_firms import draw, model
from techgov.topics.party_and_firms.explore import explore_column, explore_presence, explore_stake, flip_founder

__all__ = ["draw", "explore_column", "explore_presence", "explore_stake", "flip_founder", "model"]
