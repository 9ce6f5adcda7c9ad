"""Memory goes back to the machine: a hub has a hundred readers, and each of their kernels is counted.

A figure's parts hold each other, so that Python lets go of it only when it next looks, and the C library keeps what was
freed for later. After a cell both are told to let go at once: the first where the cell drew (a tenth of a second, when
its output stands), the second always (a millisecond).
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable

_resting: list[Callable[[], None]] = []  # what to let go of first
_drawn = False


def drawn() -> None:
    """Say that a figure was made."""
    global _drawn
    _drawn = True


def after_a_drawing(rest: Callable[[], None]) -> None:
    """Have ``rest`` called after a cell that drew, before memory is given back."""
    _resting.append(rest)


def give_back() -> None:
    """Let go of figures that nothing else holds, and hand what is free to the machine."""
    global _drawn
    if _drawn:
        _drawn = False
        for rest in _resting:
            rest()
        gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:  # GNU's C library has it
        trim(0)


def watch() -> None:
    """Give back after every cell of a notebook; does nothing outside of one."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell:
        shell.events.register("post_run_cell", lambda _: give_back())
