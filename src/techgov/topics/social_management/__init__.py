"""Lesson 02: the loop of social management, and where the systems stand in it."""
