"""Lesson 09: law, privacy and the control of information."""
