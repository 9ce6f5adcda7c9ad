"""One room a topic: derive (its tables), model, draw, explore, answers. A topic imports the core, never the reverse."""
