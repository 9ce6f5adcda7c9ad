"""Lesson 05: what the documents say of social credit."""
