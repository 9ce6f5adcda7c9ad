"""TechGov: notebooks on technology and party power in China, in which every figure carries its evidence.

    from techgov import load, show, ask, check

``load`` a table, ``show`` a picture, ``ask`` a question as widgets, ``check`` the same question in code;
``my_progress`` shows what was answered, ``where_you_stopped`` where to go on, ``reset`` forgets answers, ``passport``
carries them to another machine.
"""

from importlib import import_module

# name -> its module, imported when the name is first asked for: a table needs neither matplotlib nor widgets
_HOMES = {"ask": "quiz", "card": "words", "check": "quiz", "hint": "quiz", "load": "tables", "my_progress": "panel",
          "recall": "quiz", "reset": "panel", "show": "picture", "way": "quiz",
          "where_you_stopped": "panel", "wide": "words"}

__all__ = [*_HOMES, "passport"]
__version__ = "0.1.0"


def __getattr__(name: str):
    if name == "passport":
        return import_module("techgov.passport")
    if name not in _HOMES:
        raise AttributeError(f"module 'techgov' has no attribute '{name}'")
    globals()[name] = found = getattr(import_module(f"techgov.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
