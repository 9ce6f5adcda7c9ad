"""The lessons as they hang together: a map of what leads to what."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure

from techgov import picture
from techgov.tables import load

_WRAP = 24  # letters in a line of a box


def steps(lessons: pd.DataFrame) -> dict[str, int]:
    """Lesson -> how many lessons lead up to it, one after the other; a link back to an earlier lesson is none."""
    found: dict[str, int] = {}
    for lesson in sorted(lessons["lesson"]):
        before = lessons.loc[[lesson in row.split() for row in lessons["leads_to"]], "lesson"]
        found[lesson] = 1 + max((found[one] for one in before if one < lesson), default=-1)
    return found


def places(lessons: pd.DataFrame) -> dict[str, tuple[float, int]]:
    """Lesson -> where it stands, across and down: under those that lead to it, a box's width from its neighbours."""
    row_of, found = steps(lessons), {}
    for step in range(max(row_of.values()) + 1):
        wanted = {}
        for one in (one for one in sorted(row_of) if row_of[one] == step):
            above = [found[row["lesson"]][0] for _, row in lessons.iterrows()
                     if row["lesson"] in found and one in row["leads_to"].split()]
            wanted[one] = sum(above) / len(above) if above else 0.0
        row, at = sorted(wanted, key=wanted.get), []
        for one in row:
            at.append(max(wanted[one], at[-1] + 1) if at else wanted[one])
        shift = (sum(wanted.values()) - sum(at)) / len(at)
        found |= {one: (x + shift, step) for one, x in zip(row, at)}
    return found


def draw(lessons: pd.DataFrame, fig: Figure) -> None:
    """The lessons in boxes, a row a step, with arrows from each to those it leads to."""
    where, axes, boxes = places(lessons), fig.subplots(), {}
    across, down = zip(*where.values())
    axes.set(xlim=(min(across) - 0.5, max(across) + 0.5), ylim=(max(down) + 0.5, -0.5))
    axes.axis("off")
    for _, row in lessons.iterrows():
        label = textwrap.fill(f"{row['lesson'][:2]} {row['subject']}", _WRAP)
        boxes[row["lesson"]] = axes.text(
            *where[row["lesson"]], label, ha="center", va="center", linespacing=1.1,
            bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": picture.BLUE})
    for _, row in lessons.iterrows():
        for one in (one for one in row["leads_to"].split() if one > row["lesson"]):
            ends = {f"patch{end}": boxes[of].get_bbox_patch() for end, of in (("A", row["lesson"]), ("B", one))}
            axes.annotate("", where[one], where[row["lesson"]], zorder=0, arrowprops={
                "arrowstyle": "-|>", "color": picture.MUTED, "shrinkA": 1, "shrinkB": 1, **ends})


def lesson_map() -> picture.Picture:
    """The map, to be the last line of a cell."""
    lessons = load("lessons")
    row_of = steps(lessons)
    first, last = (lessons.loc[lessons["lesson"] == end(row_of, key=lambda one: (row_of[one], one)), "subject"].item()
                   for end in (min, max))
    fig = picture.figure(height=0.75 * (max(row_of.values()) + 1))
    draw(lessons, fig)
    alt = f"{len(lessons)} lessons lead to each other, from “{first}” to “{last}”, in several ways."
    return picture.show(fig, alt=alt, source="the links in the lessons", origin="lessons",
                        data=lessons[["lesson", "question", "leads_to"]])
