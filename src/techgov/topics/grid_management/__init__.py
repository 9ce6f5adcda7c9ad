"""Lesson 04: grid policing, grid management and what followed."""
