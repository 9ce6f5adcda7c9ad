"""TechGov: notebooks on technology and party power in China, in which every figure carries its evidence.

    from techgov import load, show, ask, check

``load`` a table, ``show`` a picture, ``ask`` a question as widgets, ``check`` the same question in code;
``my_progress`` shows what was answered, ``reset`` forgets it, ``passport`` carries it to another machine.
"""

from techgov import passport
from techgov.panel import my_progress, reset
from techgov.picture import show
from techgov.quiz import ask, check, hint, recall
from techgov.tables import load
from techgov.words import card, wide

__all__ = ["ask", "card", "check", "hint", "load", "my_progress", "passport", "recall", "reset", "show",
           "wide"]
__version__ = "0.1.0"
