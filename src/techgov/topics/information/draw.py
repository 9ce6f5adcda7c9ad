"""Drawings of lesson 09. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from techgov import picture
from techgov.canvas import Moving
from techgov.topics.information.model import BINDS, FINES, PROTECTS, Crossed, Hills, Moderated, Priced
from techgov.topics.information.model import hills as model_hills

LOW, HIGH, PEAK = -3, 8, 0.6  # the scores and the height that a picture of hills shows
LARGEST = 160_000  # posts that a square of one unit stands for


def posts(number: float) -> str:
    """An expected number of posts, in whole posts."""
    return "fewer than 1" if 0 < number < 0.5 else f"{number:,.0f}"


def share(part: float) -> str:
    """A share of one in per cent, with a decimal below ten and near a hundred, and never rounded to nothing or all."""
    if 0 < part < 0.0005:
        return "under 0.1%"
    if 0.9995 < part < 1:
        return "over 99.9%"
    return f"{100 * part:.1f}%" if part < 0.0995 or 0.9 < part < 1 else f"{100 * part:.0f}%"


def each(number: float) -> str:
    """How many come with each one: a decimal below ten."""
    return f"{number:,.2f}" if number < 0.995 else f"{number:,.1f}" if number < 9.95 else f"{number:,.0f}"


# a day of a platform -------------------------------------------------------------------------------------------

def _hills(ax, separation: float, becomes: str):
    """The hills of both kinds of posts and the line from which they are flagged or removed; the artists, and how to
    move them."""
    ax.set(xlim=(LOW, HIGH), ylim=(0, PEAK), yticks=[])
    ax.spines["left"].set_visible(False)
    first = model_hills(separation=separation)
    ax.plot(first.scores, first.harmless, color=picture.BLUE, lw=2)
    ax.text(0, 0.55, "breaks no rule", color=picture.BLUE, fontsize=10, ha="center", va="center")
    flagged = ax.add_patch(Rectangle((0, 0), 1, 0.405, facecolor="none", edgecolor=picture.FAINT, hatch="///", lw=0))
    right, = ax.plot([], [], color=picture.VERMILION, lw=2, ls=(0, (5, 1.5)))
    line, = ax.plot([], [], color=picture.INK, lw=2)
    name = ax.text(0, 0.55, "breaks a rule", color=picture.VERMILION, fontsize=10, ha="center", va="center")
    word = ax.text(0, 0.455, f"from here: {becomes}", fontsize=10, ha="center", va="center")

    def update(separation: float, threshold: float) -> None:
        found = model_hills(separation=separation)
        right.set_data(found.scores, found.breaking)
        line.set_data([threshold, threshold], [0, 0.415])
        flagged.set_x(threshold)
        flagged.set_width(HIGH - threshold)
        name.set_x(separation)
        word.set_x(threshold)

    return [flagged, right, line, name, word], update


def moderated(result: Moderated, fig: Figure) -> Moving:
    """The hills of scores above three squares of posts: removed rightly, left up wrongly, removed wrongly."""
    top, low = fig.subplots(2, 1, height_ratios=[1, 1.42])
    top.set_xlabel("score that the machine gives (both hills drawn equally large)", fontsize=10)
    artists, move = _hills(top, result.separation, "flagged")
    low.set(xlim=(-0.05, 4.9), ylim=(-0.46, 1.14), aspect="equal", xticks=[], yticks=[])
    for spine in low.spines.values():
        spine.set_visible(False)
    looks = {"removed_breaking": (0.0, picture.BLUE, "", "break a rule,\nremoved"),
             "left_breaking": (1.05, picture.VERMILION, "////", "break a rule,\nleft up"),
             "removed_harmless": (2.1, picture.ORANGE, "....", "break no rule,\nremoved")}
    squares, numbers = {}, {}
    for name, (x, colour, hatch, words) in looks.items():
        squares[name] = low.add_patch(Rectangle((x, 0), 0, 0, facecolor=colour, edgecolor=picture.INK, hatch=hatch,
                                                lw=0.8))
        numbers[name] = low.text(x, 0, "", fontsize=11, va="bottom")
        low.text(x, -0.07, words, fontsize=10, va="top")
    low.text(3.4, 0.98, "of flagged posts, people", fontsize=10, va="center")
    low.text(3.4, 0.84, "look at", fontsize=10, va="center")
    low.text(3.4, 0.4, "of removed posts,", fontsize=10, va="center")
    low.text(3.4, 0.26, "broke no rule", fontsize=10, va="center")
    rows = [low.text(3.4, y, "", fontsize=12, va="center") for y in (0.67, 0.09)]

    def update(result: Moderated) -> None:
        move(result.separation, result.threshold)
        for name, (x, *_) in looks.items():
            side = (getattr(result, name) / LARGEST) ** 0.5  # areas are posts
            squares[name].set_width(side)
            squares[name].set_height(side)
            numbers[name].set_y(side + 0.04)
            numbers[name].set_text(posts(getattr(result, name)))
        rows[0].set_text(f"{posts(result.seen)} of {posts(result.flagged)}")
        rows[1].set_text(share(result.wrong_share) if result.removed else "none is removed")

    update(result)
    return Moving([*artists, *squares.values(), *numbers.values(), *rows], update)


def threshold(result: Moderated, fig: Figure) -> Moving:
    """The hills beside what is removed of either kind, and how many harmless posts go with each that broke a rule."""
    left, right = fig.subplots(1, 2, width_ratios=[1.25, 1])
    left.set_xlabel("score (both hills drawn equally large)", fontsize=10)
    artists, move = _hills(left, result.separation, "removed")
    right.set(xlim=(0, 138), ylim=(3.5, -1.0), xticks=[], yticks=[])
    for spine in right.spines.values():
        spine.set_visible(False)
    looks = [("breaking", 0.2, picture.BLUE, "", "removed, of posts that break a rule"),
             ("harmless", 1.4, picture.ORANGE, "....", "removed, of posts that break none")]
    bars, numbers = {}, {}
    for name, y, colour, hatch, words in looks:
        right.text(0, y - 0.42, words, fontsize=10, va="center")
        right.barh(y, 100, height=0.36, color="white", edgecolor=picture.MUTED, lw=0.6)
        bars[name] = right.barh(y, 0, height=0.36, color=colour, hatch=hatch, edgecolor=picture.INK, lw=0.6)[0]
        numbers[name] = right.text(103, y, "", fontsize=10, va="center")
    right.text(0, 2.25, "harmless posts removed for each", fontsize=10, va="center")
    right.text(0, 2.6, "that broke a rule", fontsize=10, va="center")
    per = right.text(0, 3.1, "", fontsize=15, va="center")

    def update(result: Moderated) -> None:
        move(result.separation, result.threshold)
        parts = {"breaking": result.recall, "harmless": result.removed_harmless / result.harmless}
        for name, part in parts.items():
            bars[name].set_width(100 * part)
            numbers[name].set_text(share(part))
        per.set_text(each(result.per_caught))

    update(result)
    return Moving([*artists, *bars.values(), *numbers.values(), per], update)


def hills(result: Hills, ax) -> None:
    """The two hills of scores on the axes of a question, with their names."""
    for heights, colour, style in ((result.harmless, picture.BLUE, "-"),
                                   (result.breaking, picture.VERMILION, (0, (5, 1.5)))):
        ax.plot(result.scores, 1.9 * heights, color=colour, lw=2, ls=style)
    ax.text(0, 0.86, "breaks no rule", color=picture.BLUE, fontsize=10, ha="center", va="center")
    ax.text(result.scores[result.breaking.argmax()], 0.86, "breaks a rule", color=picture.VERMILION, fontsize=10,
            ha="center", va="center")


# what a rule makes of it ---------------------------------------------------------------------------------------

def priced(result: Priced, fig: Figure) -> Moving:
    """What stays, what is wrongly removed and what people look at, over the price of a post left up."""
    ax, side = fig.subplots(1, 2, width_ratios=[1.6, 1])
    ax.set(xlim=(0, 4), ylim=(0, 6.15))
    ax.set_xticks(range(5), ["1", "10", "100", "1,000", "10,000"], fontsize=10)
    ax.set_yticks(range(0, 7, 2), ["1", "100", "10,000", "1 million"], fontsize=10)
    ax.set_xlabel("price of a post left up that breaks a rule, in looks", fontsize=10)
    ax.set_title("posts a day", fontsize=10)
    ax.grid(axis="y")
    side.set(xlim=(0, 1), ylim=(0, 1))
    side.axis("off")
    looks = {"left": (picture.VERMILION, "-", "s", "break a rule, stay", 0.86),
             "wrong": (picture.ORANGE, (0, (5, 1.5)), "o", "break none, removed", 0.62),
             "seen": (picture.GREEN, (0, (1, 1)), "^", "looked at by people", 0.24)}
    x = np.log10(FINES)
    lines, dots, numbers = {}, {}, {}
    for name, (colour, style, marker, words, y) in looks.items():
        lines[name] = ax.plot([], [], color=colour, lw=2.5, ls=style)[0]
        dots[name] = ax.plot([], [], marker, color=colour, ms=9, mec=picture.INK, mew=0.8)[0]
        side.plot([0.05], [y], marker, color=colour, ms=9, mec=picture.INK, mew=0.8)
        side.text(0.13, y, words, fontsize=10, va="center")
        numbers[name] = side.text(0.13, y - 0.085, "", fontsize=12, va="center")
    here, = ax.plot([], [], color=picture.MUTED, lw=1.2)
    unseen = side.text(0.13, 0.45, "", fontsize=10, va="center")

    def update(result: Priced) -> None:
        here.set_data([x[result.at]] * 2, [0, 6])
        for name in looks:
            heights = np.log10(np.maximum(getattr(result, name), 1e-9))
            lines[name].set_data(x, heights)
            dots[name].set_data([x[result.at]], [heights[result.at]])
            dots[name].set_visible(bool(heights[result.at] >= 0))
            numbers[name].set_text(posts(getattr(result, f"{name}_here")))
        unseen.set_text(f"{posts(result.unseen_wrong)} of them unseen")

    update(result)
    return Moving([here, *lines.values(), *dots.values(), *numbers.values(), unseen], update)


# the documents ---------------------------------------------------------------------------------------------------

def crossed(result: Crossed, fig: Figure) -> Moving:
    """Items by who is bound (down) and who is protected (across), as numbers, the more the darker."""
    ax = fig.subplots()
    ax.set(xlim=(-0.55, len(PROTECTS) - 0.35), ylim=(len(BINDS) - 0.45, -0.55))
    ax.set_xticks(range(len(PROTECTS)), PROTECTS)
    ax.set_yticks(range(len(BINDS)), BINDS)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("who is protected", fontsize=12)
    ax.set_ylabel("who is bound", fontsize=12)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    for at in range(len(BINDS) + 1):
        ax.axhline(at - 0.5, color=picture.FAINT, lw=0.8)
    for at in range(len(PROTECTS) + 1):
        ax.axvline(at - 0.5, color=picture.FAINT, lw=0.8)
    squares, numbers = [], []
    for y in range(len(BINDS)):
        for x in range(len(PROTECTS)):
            squares.append(ax.add_patch(Rectangle((x - 0.47, y - 0.45), 0.94, 0.9, lw=0)))
            numbers.append(ax.text(x, y, "", ha="center", va="center", fontsize=12))
    white, sky = np.ones(3), np.array(to_rgb(picture.SKY))

    def update(result: Crossed) -> None:
        top = max(result.counts.max(), 1)
        for square, number, count in zip(squares, numbers, result.counts.ravel()):
            shade = (3 + round(13 * count / top)) / 16 if count else 0  # sixteenths, as the frames' palette has them
            square.set_facecolor(white + shade * (sky - white))
            number.set_text(f"{count}" if count else "–")

    update(result)
    return Moving([*squares, *numbers], update)


def _matrix(ax, table: pd.DataFrame, words: tuple[str, str]) -> None:
    """A table of yes and no as full squares and small crosses, with what they mean below."""
    ax.set(xlim=(-0.6, table.shape[1] - 0.4), ylim=(len(table) + 0.55, -0.6))
    ax.set_yticks(range(len(table)), table.index, fontsize=11)
    ax.set_xticks(range(table.shape[1]), table.columns, fontsize=11)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    for y, row in enumerate(table.to_numpy()):
        ax.axhline(y + 0.5, color=picture.FAINT, lw=0.6)
        for x, yes in enumerate(row):
            _mark(ax, x, y, yes)
    for x, yes, word in ((0, True, words[0]), (table.shape[1] / 2, False, words[1])):
        _mark(ax, x, len(table) + 0.15, yes)
        ax.text(x + 0.12, len(table) + 0.15, word, fontsize=10, va="center")


def _mark(ax, x: float, y: float, yes: bool) -> None:
    ax.plot([x], [y], "s" if yes else "x", color=picture.BLUE if yes else picture.MUTED, ms=9 if yes else 6,
            mec=picture.INK if yes else picture.MUTED, mew=0.6 if yes else 1.4)


def said(table: pd.DataFrame, fig: Figure) -> None:
    """Instruments against four questions. table: as ``model.said`` gives it."""
    _matrix(fig.subplots(), table.set_index("instrument").drop(columns="sort"),
            ("the document says it", "it does not"))


def told(table: pd.DataFrame, fig: Figure) -> None:
    """Themes against documents. table: as ``model.told`` gives it, its columns named as a reader knows them."""
    _matrix(fig.subplots(), table, ("tells of it", "no record of it"))
