"""The chart of a question that asks for a place: its axes, what stands still on them, and the learner's marker."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.figure import Figure

from techgov import picture
from techgov.canvas import Canvas, Moving
from techgov.numerals import spell
from techgov.question import Axis, Place


def chart(question: Place, background: Callable[[Any], None]) -> Canvas:
    """The canvas of ``question``; its frames take a place, a number an axis, or None for no marker.

    background: draws what stands still on the axes that it is given, a line's height from 0 to 1 where the question
    has one axis only.
    """
    def draw(place: Sequence[float] | None, fig: Figure) -> Moving:
        ax = fig.subplots()
        _set_up(ax, question.x, "x")
        if question.y is None:
            ax.set_ylim(0, 1)
            ax.yaxis.set_visible(False)
            ax.spines["left"].set_visible(False)
        else:
            _set_up(ax, question.y, "y")
        background(ax)
        return _marker(ax, question)

    return Canvas(draw, None, simulated=question.origin == "simulated", height=picture.HEIGHT if question.y else 2.0)


def _set_up(ax, axis: Axis, side: str) -> None:
    ax.set(**{f"{side}lim": (axis.low, axis.high), f"{side}label": axis.label})
    if axis.high >= 10_000:
        getattr(ax, f"{side}axis").set_major_formatter(lambda value, _: spell(value))


def _marker(ax, question: Place) -> Moving:
    """A dot with a line to each axis, and the place in digits beside it."""
    style = {"color": picture.VERMILION, "lw": 1.5}
    down, = ax.plot([], [], **style)
    across, = ax.plot([], [], **style)
    dot, = ax.plot([], [], "D", color=picture.VERMILION, markeredgecolor=picture.INK, markersize=9, clip_on=False)
    label = ax.text(0, 0, "", fontsize=12, va="center")
    middle, shift = (question.x.low + question.x.high) / 2, (question.x.high - question.x.low) / 60
    half, lift = ((question.y.low + question.y.high) / 2, (question.y.high - question.y.low) / 14) if question.y else (
        1, 0)  # the digits stand beside the dot, and clear of the line across

    def update(place: Sequence[float] | None) -> None:
        there = place is not None and all(map(math.isfinite, place))
        for one in (down, across, dot, label):
            one.set_visible(there)
        if there:
            x, y = place if question.y else (place[0], 0.5)
            down.set_data([x, x], [question.y.low if question.y else 0, y])
            across.set_data([question.x.low, x] if question.y else [], [y, y] if question.y else [])
            dot.set_data([x], [y])
            label.set_position((x + shift if x < middle else x - shift, y + lift if y < half else y - lift))
            label.set_ha("left" if x < middle else "right")
            label.set_text(" / ".join(axis.number(one) for axis, one in zip(question.axes, place)))

    return Moving([down, across, dot, label], update)
