"""Lesson 10: measures of states against each other's technology, and predictions."""
