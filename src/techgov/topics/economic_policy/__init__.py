"""Lesson 07: money, targets and results of technology policy."""
