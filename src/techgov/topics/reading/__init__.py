"""Lesson 01: what the documents are made of, their dates and their sources."""
