"""Lesson 03: e-government, the national information systems and the Golden Projects."""
