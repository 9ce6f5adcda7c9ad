"""Drawings of lesson 02. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from techgov import picture
from techgov.canvas import Moving
from techgov.fill import count
from techgov.topics.social_management.model import CHANGE, SCORES, WEEKS, Rest, Steered, Threshold, Town

# the documents ---------------------------------------------------------------------------------------------------

COLUMNS = ("problem identification", "decision-making", "response", "participation", "")
HEADS = ("problem\nidentification", "decision-\nmaking", "response", "participation", "no place\nin the loop")
# who placed it -> (marker, face, edge, words)
PLACED = {"the document": ("s", picture.BLUE, picture.INK, "the document gives it this place"),
          "our reading": ("o", "white", picture.VERMILION, "our reading does"),
          "": ("x", picture.MUTED, picture.MUTED, "no place")}
IN_A_ROW = 8


def places(table: pd.DataFrame, fig: Figure) -> None:
    """A mark for every system and place, documents down and places across. table: ``loop_places``."""
    ax = fig.subplots()
    documents = list(dict.fromkeys(table["document"]))
    heights = {name: max(len(part) for _, part in rows.groupby("place")) for name, rows in table.groupby("document")}
    lines = {name: -(-heights[name] // IN_A_ROW) for name in documents}
    top, middles = 0.0, {}
    for name in documents:
        for at, place in enumerate(COLUMNS):
            _marks(ax, table[(table["document"] == name) & (table["place"] == place)], at, top)
        middles[name] = top + (lines[name] - 1) / 2
        top += lines[name] + 0.6
        ax.axhline(top - 0.8, color=picture.FAINT, lw=1)
    ax.set(xlim=(-0.06, len(COLUMNS)), ylim=(top + 0.5, -0.9))
    ax.set_xticks([at + 0.47 for at in range(len(COLUMNS))], HEADS, fontsize=11)
    ax.xaxis.tick_top()
    ax.set_yticks(list(middles.values()), list(middles), fontsize=11)
    for at in range(1, len(COLUMNS)):
        ax.plot([at - 0.03] * 2, [-0.9, top - 0.8], color=picture.FAINT, lw=1)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.tick_params(length=0)
    for at, (marker, face, edge, words) in enumerate(PLACED.values()):
        x = (0.05, 2.15, 3.7)[at]
        ax.plot([x], [top], marker, mfc=face, mec=edge, ms=8)
        ax.text(x + 0.08, top, words, va="center", fontsize=10)


def _marks(ax, rows: pd.DataFrame, column: int, top: float) -> None:
    """The marks of one cell in lines, what the document says first."""
    rows = rows.sort_values("placed_by", ascending=False)
    for number, who in enumerate(rows["placed_by"]):
        marker, face, edge, _ = PLACED[who]
        ax.plot([column + 0.06 + 0.115 * (number % IN_A_ROW)], [top + number // IN_A_ROW], marker, mfc=face, mec=edge,
                ms=8, mew=1.3)


# the loop at rest ------------------------------------------------------------------------------------------------

# stock -> (left, bottom, words); arrow -> (points, words, where the number stands, how it is set)
BOXES = {"unnoticed": (1.9, 3.1, "not noticed"), "waiting": (6.0, 3.1, "noticed, waiting"),
         "grievances": (3.95, 0.45, "grievances")}
WIDE, HIGH = 2.3, 1.25
ARROWS = {
    "appear": ([(0.15, 3.72), (1.78, 3.72)], "new", (0.72, 4.28)),
    "found": ([(4.2, 3.72), (5.88, 3.72)], "noticed", (5.06, 4.28)),
    "answered": ([(8.3, 3.72), (9.7, 3.72)], "answered", (9.05, 4.28)),
    "returned": ([(3.95, 1.07), (0.5, 1.07), (0.5, 3.3)], "come back as new problems", (2.15, 1.42)),
}
THICKEST = 110  # problems a week
FULL = 1200     # problems in a box


def loop(result: Rest, fig: Figure) -> Moving:
    """The loop: stocks as boxes that are more or less full, flows as arrows that are more or less thick."""
    ax = fig.subplots()
    ax.set(xlim=(0, 10), ylim=(0, 5))
    ax.axis("off")
    fills, numbers, shafts, flows = {}, {}, {}, {}
    for name, (left, bottom, words) in BOXES.items():
        fills[name] = ax.add_patch(Rectangle((left, bottom), WIDE, 0, facecolor=picture.SKY, lw=0))
        ax.add_patch(Rectangle((left, bottom), WIDE, HIGH, fill=False, edgecolor=picture.INK, lw=1.5, zorder=3))
        ax.text(left + WIDE / 2, bottom - 0.22 if name != "grievances" else bottom - 0.24, words, ha="center",
                va="center", fontsize=11)
        numbers[name] = ax.text(left + WIDE / 2, bottom + HIGH / 2, "", ha="center", va="center", fontsize=14)
    for name, (points, words, at) in ARROWS.items():
        x, y = zip(*points)
        ax.annotate("", xy=points[-1], xytext=points[-2], arrowprops={
            "arrowstyle": "-|>,head_width=0.45,head_length=0.7", "color": picture.BLUE, "lw": 0.5})
        shafts[name], = ax.plot(x[:-1] + (x[-1] - 0.22 * (len(points) == 2),), y[:-1] + (
            y[-1] - 0.3 * (len(points) > 2),), color=picture.BLUE, solid_capstyle="butt", solid_joinstyle="miter")
        flows[name] = ax.text(*at, words, ha="center", va="center", fontsize=11)
    for box, start, end in (("unnoticed", (3.3, 2.62), (4.4, 1.78)), ("waiting", (6.9, 2.62), (5.8, 1.78))):
        ax.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": picture.VERMILION, "lw": 1.5,
                                                           "ls": "--"})
    ax.text(6.55, 2.1, "anger", fontsize=11, va="center", color=picture.INK)
    ended = ax.text(9.95, 0.6, "", ha="right", va="center", fontsize=11)
    ax.text(9.95, 1.05, "ended without an answer", ha="right", va="center", fontsize=11)

    def update(result: Rest) -> None:
        for name in BOXES:
            value = getattr(result, name)
            fills[name].set_height(HIGH * min(value / FULL, 1))
            numbers[name].set_text(count(value))
        for name, (_, words, _) in ARROWS.items():
            value = getattr(result, name)
            shafts[name].set_linewidth(0.5 + 17 * min(value / THICKEST, 1))
            flows[name].set_text(f"{words}: {value:.0f}")
        ended.set_text(f"{result.ended:.0f} a week")

    update(result)
    return Moving([*fills.values(), *shafts.values(), *numbers.values(), *flows.values(), ended], update)


# noticing and answering ------------------------------------------------------------------------------------------

LINES = {"unnoticed": (picture.BLUE, "--", "not noticed"), "waiting": (picture.VERMILION, "-", "noticed, waiting"),
         "grievances": (picture.INK, ":", "grievances")}
TOPS = (500, 1000, 2000, 4000, 8000)
ROWS = {"found": "noticed", "answered": "answered", "answered_false": "answered for\nnothing",
        "returned": "came back"}
WIDEST = 190  # a week, on the bars' axis


def town(result: Town, fig: Figure) -> Moving:
    """Two years of stocks as lines, and what flows in a week of each year as bars."""
    left, right = fig.subfigures(1, 2, width_ratios=[1.25, 1])
    ax = left.subplots()
    ax.set(xlim=(0, WEEKS * 1.02), ylim=(0, 1.16), yticks=[0, 0.5, 1])
    ax.set_yticklabels(["8,000", "8,000", "8,000"], color="white")  # room for the labels that move
    ax.set_xticks([0, 26, 52, 78, 104])
    ax.set_xlabel("week")
    ax.axvline(CHANGE, color=picture.MUTED, lw=1, ls=":", ymax=0.86)
    ax.text(CHANGE, 1.07, "noticing changes", ha="center", va="center", fontsize=10)
    ax.grid(axis="y")
    lines = {name: ax.plot([], [], ls, color=colour, lw=2.2)[0] for name, (colour, ls, _) in LINES.items()}
    ticks = [ax.text(-2.5, y, "", ha="right", va="center", fontsize=11) for y in (0, 0.5, 1)]
    key = right.subplots(2, 1, height_ratios=[1.2, 3.1])
    key[0].set(xlim=(0, 1), ylim=(-0.3, 3.3))  # the topmost part is the stamp's
    key[0].axis("off")
    for at, (colour, ls, words) in enumerate(LINES.values()):
        key[0].plot([0.03, 0.2], [2 - at, 2 - at], ls, color=colour, lw=2.2)
        key[0].text(0.24, 2 - at, words, va="center", fontsize=10)
    bars, numbers = _flows(key[1])

    def update(result: Town) -> None:
        most = max(result.waiting.max(), result.of("unnoticed").max(), result.of("grievances").max())
        top = next((one for one in TOPS if most <= one), TOPS[-1])
        for name, line in lines.items():
            line.set_data(result.weeks, (result.waiting if name == "waiting" else result.of(name)) / top)
        for tick, part in zip(ticks, (0, 0.5, 1)):
            tick.set_text(count(top * part))
        for name in ROWS:
            for year in (0, 1):
                flow = result.flow(name, year)
                bars[name, year].set_width(min(flow, WIDEST))
                numbers[name, year].set_x(min(flow, WIDEST) + 3)
                numbers[name, year].set_text(f"{flow:.0f}")

    update(result)
    return Moving([*lines.values(), *ticks, *bars.values(), *numbers.values()], update)


def _flows(ax) -> tuple[dict, dict]:
    """Bars in pairs: the year before (striped) and the year after."""
    ax.set(xlim=(0, WIDEST * 1.22), ylim=(len(ROWS) + 0.1, -0.6), xticks=[])
    ax.set_yticks(range(len(ROWS)), ROWS.values(), fontsize=10)
    ax.set_title("a week, on average", fontsize=10)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    bars, numbers = {}, {}
    for year, (colour, hatch, words) in enumerate(((picture.FAINT, "////", "first year"),
                                                   (picture.ORANGE, "", "second year"))):
        for at, name in enumerate(ROWS):
            y = at - 0.2 + 0.4 * year
            bars[name, year] = ax.barh(y, 0, height=0.36, color=colour, hatch=hatch, edgecolor=picture.INK, lw=0.6)[0]
            numbers[name, year] = ax.text(0, y, "", va="center", fontsize=10)
        ax.barh(len(ROWS) - 0.25, 14, left=100 * year, height=0.34, color=colour, hatch=hatch, edgecolor=picture.INK,
                lw=0.6)
        ax.text(100 * year + 19, len(ROWS) - 0.25, words, va="center", fontsize=10)
    return bars, numbers


# reacting to old reports -----------------------------------------------------------------------------------------

SWINGS = {"none": "no swings", "die out": "swings that die out", "go on": "swings that go on"}


def steered(result: Steered, fig: Figure) -> Moving:
    """Open problems above, answers a week below, over a year."""
    ax, below = fig.subplots(2, 1, sharex=True, height_ratios=[1.9, 1])
    ax.set(xlim=(-0.5, 52), ylim=(-15, 720))
    ax.set_yticks([0, result.usual, 2 * result.usual], ["0", "usual", "twice"])
    ax.set_ylabel("open problems")
    below.set(ylim=(-6, 240), yticks=[0, 50, 100, 200])
    below.set_ylabel("answers a week")
    below.set_xlabel("weeks after the heap of problems came")
    below.set_xticks(range(0, 53, 4))
    ax.axhline(result.usual, color=picture.MUTED, lw=1, ls="--")
    for one in (ax, below):
        one.grid(axis="y")
    line, = ax.plot([], [], color=picture.VERMILION, lw=2.2)
    work, = below.plot([], [], color=picture.BLUE, lw=2)
    seen, = ax.plot([], [], color=picture.INK, lw=1.2, ls=":")
    words = ax.text(0, 672, "", va="center", fontsize=11)
    first = ax.text(0, 590, "", va="center", fontsize=10)

    def update(result: Steered) -> None:
        line.set_data(result.weeks[::10], result.open[::10])
        work.set_data(result.weeks[::10], result.answers[::10])
        seen.set_data([result.delay, result.delay], [0, 530])
        first.set_text(f"dotted: the first extra answers, after {result.delay:g} weeks")
        words.set_text(f"force × delay = {result.push:g} × {result.delay:g} = {result.product:.2f}"
                       + (", but it counts what it has sent: no swings" if result.remembers
                          else f": {SWINGS[result.swings]}"))

    update(result)
    return Moving([seen, line, work, words, first], update)


# acting before anything has happened -----------------------------------------------------------------------------

COUNTED = {"wronged": (picture.MUTED, "-", "o", "harmless, acted against"),
           "missed": (picture.VERMILION, "--", "s", "threats missed"),
           "left": (picture.INK, "-.", "D", "threats left in all"), "stopped": (None, "", "", "threats stopped")}
HIGHEST = 6.2  # score


def threshold(result: Threshold, fig: Figure) -> Moving:
    """Two curves of scores with the threshold, and below it what each threshold would do, as numbers of people."""
    ax, below = fig.subplots(2, 1, sharex=True, height_ratios=[1, 1.75])
    scores = SCORES[SCORES <= HIGHEST]
    ax.set(xlim=(SCORES[0], HIGHEST + 4.9), ylim=(0, 1.32), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.plot(scores, np.exp(-scores ** 2 / 2), color=picture.MUTED, lw=2)
    ax.text(-2.9, 1.16, "harmless", fontsize=10, va="center")
    for y, words in ((0.72, "each curve is drawn as high as"), (0.44, "the other, however few threats"),
                     (0.16, "there are")):
        ax.text(HIGHEST + 0.3, y, words, fontsize=10, va="center")
    curve, = ax.plot([], [], color=picture.VERMILION, lw=2, ls="--")
    name = ax.text(0, 1.16, "threats", fontsize=10, va="center")
    below.set(yscale="log", ylim=(0.5, 200_000))
    below.set_yticks([1, 100, 10_000], ["1", "100", "10,000"])
    below.minorticks_off()
    below.set_ylabel("people")
    below.set_xticks(range(-2, 7, 2))
    below.set_xlabel("score from which somebody is acted against", x=0.33)
    below.grid(axis="y")
    lines, dots, texts = {}, {}, {}
    for (key, (colour, ls, marker, words)), y in zip(COUNTED.items(), (40_000, 2_600, 170, 11)):
        if colour:
            lines[key], = below.plot([], [], ls, color=colour, lw=2)
            dots[key], = below.plot([], [], marker, color=colour, ms=8, mec=picture.INK, mew=0.6)
            below.plot([HIGHEST + 0.35], [y], marker, color=colour, ms=8, mec=picture.INK, mew=0.6)
        below.text(HIGHEST + 0.65, y, words, fontsize=10, va="center")
        texts[key] = below.text(HIGHEST + 0.65, y / 3.4, "", fontsize=12, va="center")
    upright = [one.plot([], [], color=picture.BLUE, lw=2)[0] for one in (ax, below)]

    def update(result: Threshold) -> None:
        curve.set_data(scores, np.exp(-(scores - result.separation) ** 2 / 2))
        name.set_x(max(result.separation - 0.4, 0.5))
        upright[0].set_data([result.threshold] * 2, [0, 1.04])
        upright[1].set_data([result.threshold] * 2, [0.5, 200_000])
        along = {"wronged": result.wronged_along, "missed": result.missed_along, "left": result.left_along}
        for key, line in lines.items():
            line.set_data(scores, np.maximum(along[key][:len(scores)], 0.01))
            dots[key].set_data([result.threshold], [max(getattr(result, key), 0.55)])
        for key, text in texts.items():
            text.set_text(people(getattr(result, key)))

    update(result)
    return Moving([*upright, curve, *lines.values(), *dots.values(), name, *texts.values()], update)


def people(number: float) -> str:
    """Expected people: whole ones, or "fewer than one"."""
    return "fewer than one" if 0 < number < 0.5 else count(number)
