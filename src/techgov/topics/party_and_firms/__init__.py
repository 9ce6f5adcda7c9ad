"""Lesson 08: the Party in private firms."""
