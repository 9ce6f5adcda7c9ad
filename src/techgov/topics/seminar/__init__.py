"""Lesson 11: arguments made of the documents' claims."""
