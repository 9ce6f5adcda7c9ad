"""Drawings of lesson 10. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from techgov import picture
from techgov.canvas import Moving
from techgov.topics.across_borders.model import CRITERIA, Luck, Own, Ruling, Silence, Worded

RUNGS = ("is Chinese", "could", "offers", "does", "the state uses it")
# how far the document goes -> (marker, face, words)
HOLDS = {"asserted": ("o", picture.BLUE, "asserted"), "denied": ("X", picture.VERMILION, "denied"),
         "not shown so far": ("o", "white", "not shown so far"),
         "said to be held by others": ("D", picture.ORANGE, "said to be held by others")}
WORDS = {"will": ("o", picture.BLUE), "may": ("^", picture.ORANGE), "plan": ("s", picture.GREEN)}
HEADS = {"order": "secret\norders", "data": "sensitive\ndata", "closed": "nobody\nmay look", "used": "use was\nshown",
         "seat": "seat in\nNorthland"}


def percent(share: float, digits: int = 0) -> str:
    """A share in per cent; ``digits`` behind the point below ten per cent, where they say something."""
    shown = f"{100 * share:.{digits if share < 0.0995 else 0}f}"
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


def points(score: float) -> str:
    """A score with three digits."""
    return f"{score:.3f}"


def _bare(ax, *sides: str) -> None:
    for side in sides:
        ax.spines[side].set_visible(False)


# the documents -------------------------------------------------------------------------------------------------

def ladder(rows: pd.DataFrame, fig: Figure) -> None:
    """Cases by rungs: a mark where a document says something. rows: table attribution_ladder."""
    ax = fig.subplots()
    cases = list(dict.fromkeys(rows["case"]))
    ax.set(xlim=(0.5, 5.5), ylim=(len(cases) + 0.1, -0.6))
    ax.set_xticks(range(1, 6), RUNGS)
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(cases)), cases)
    ax.tick_params(length=0)
    _bare(ax, "left", "bottom")
    ax.grid(axis="y")
    for at, case in enumerate(cases):
        held = {row.height: row.holds for row in rows[rows["case"] == case].itertuples()}
        for height in range(1, 6):
            if height not in held:
                ax.plot([height], [at], ".", color=picture.MUTED, ms=4)
                continue
            marker, face, _ = HOLDS[held[height]]
            ax.plot([height], [at], marker, ms=12, mfc=face, mec=picture.INK, mew=1)
    handles = [ax.plot([], [], marker, ms=10, mfc=face, mec=picture.INK, lw=0, label=label)[0]
               for marker, face, label in HOLDS.values()]
    handles.append(ax.plot([], [], ".", color=picture.MUTED, ms=4, lw=0, label="nothing said")[0])
    fig.legend(handles=handles, loc="outside lower center", ncols=5, fontsize=10, columnspacing=1.0, handletextpad=0.2)


def horizons(tests: pd.DataFrame, fig: Figure) -> None:
    """Forecasts from the day on which they were made to the day of their test; no line where there is no test.

    tests: table forecast_tests."""
    ax = fig.subplots()
    ax.set(xlim=(2017.4, 2023.4), ylim=(len(tests) - 0.4, -0.8))
    ax.set_yticks(range(len(tests)), [f"{row.label} ({row.strength})" for row in tests.itertuples()], fontsize=11)
    ax.set_xticks(range(2018, 2024))
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    for at, row in enumerate(tests.itertuples()):
        begin = _year(row.made)
        ax.plot([begin], [at], "o", color=picture.INK, ms=6)
        if not row.test:
            ax.text(begin + 0.12, at, "no test can be made of it", va="center", fontsize=10, color=picture.MUTED)
            continue
        ax.plot([begin, _year(row.by)], [at, at], "-" if row.fit == "close" else ":", lw=2.5,
                color=picture.BLUE if row.fit == "close" else picture.VERMILION)
        ax.plot([_year(row.by)], [at], "|", color=picture.INK, ms=12, mew=2)
    handles = [ax.plot([], [], "o", color=picture.INK, ms=6, lw=0, label="written")[0],
               ax.plot([], [], "|", color=picture.INK, ms=12, mew=2, lw=0, label="tested")[0],
               ax.plot([], [], "-", color=picture.BLUE, lw=2.5, label="test fits closely")[0],
               ax.plot([], [], ":", color=picture.VERMILION, lw=2.5, label="test fits loosely")[0]]
    fig.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=10)


def _year(date: str) -> float:
    year, month, day = map(int, date.split("-"))
    return year + (month - 1) / 12 + day / 366


def calibration(result: None, ax) -> None:
    """The diagonal of a reliability diagram: said and came about agree."""
    ax.plot([0, 100], [0, 100], color=picture.MUTED, lw=1.5)
    ax.text(55, 46, "here, what was said came about as often", fontsize=10, color=picture.MUTED, rotation=0)


# what silence is worth -----------------------------------------------------------------------------------------

def silence(result: Silence, fig: Figure) -> Moving:
    """A thousand firms as a bar, then those without and those with a report; the striped part is used."""
    ax = fig.subplots()
    ax.set(xlim=(0, result.firms * 1.02), ylim=(3.25, -0.95), yticks=[])
    ax.set_xlabel("firms", fontsize=11)
    _bare(ax, "left")
    looks = {"used": dict(color=picture.ORANGE, hatch="////"), "unused": dict(color=picture.SKY, hatch="")}
    for at, (name, label) in enumerate({"used": "used by a state", "unused": "not used"}.items()):
        ax.barh(-0.72, 40, left=10 + 290 * at, height=0.2, edgecolor=picture.INK, lw=0.6, **looks[name])
        ax.text(62 + 290 * at, -0.72, label, va="center", fontsize=11)
    rows = {"before": (0.3, "all"), "silent": (1.5, "without a report"), "reported": (2.7, "with a report")}
    bars = {(row, name): ax.barh(y, 0, height=0.5, edgecolor=picture.INK, lw=0.6, **looks[name])[0]
            for row, (y, _) in rows.items() for name in looks}
    texts = {row: ax.text(0, y - 0.44, "", va="center", fontsize=11) for row, (y, _) in rows.items()}

    def update(result: Silence) -> None:
        parts = {"before": (result.firms * result.before, result.firms * (1 - result.before)),
                 "silent": (result.used_silent, result.unused_silent),
                 "reported": (result.used_reported, result.unused_reported)}
        shares = {"before": result.before, "silent": result.after_silence, "reported": result.after_report}
        for row, (used, unused) in parts.items():
            bars[row, "used"].set_width(used)
            bars[row, "unused"].set_x(used)
            bars[row, "unused"].set_width(unused)
            texts[row].set_text(f"{rows[row][1]}: {used + unused:,.0f} firms, {used:,.0f} of them used"
                                + (f" ({percent(shares[row], 1)})" if used + unused >= 0.5 else ""))

    update(result)
    return Moving([*bars.values(), *texts.values()], update)


# scores ----------------------------------------------------------------------------------------------------------

def own(result: Own, fig: Figure) -> Moving:
    """A reader's probability for each forecast; once opened, what came about, and the squared distance."""
    ax = fig.subplots()
    many = len(result.labels)
    ax.set(xlim=(-4, 152), ylim=(many - 0.1, -0.75), yticks=[])
    ax.set_xticks(range(0, 101, 25), ["0%", "25%", "50%", "75%", "100%"])
    ax.set_xlabel("your probability that it comes about", fontsize=11, x=0.35)
    _bare(ax, "left", "bottom")
    for at, label in enumerate(result.labels):
        ax.plot([0, 100], [at, at], color=picture.FAINT, lw=6, solid_capstyle="round", zorder=1)
        ax.text(0, at - 0.36, f"{label} (written {result.made[at]}, tested {result.by[at]})", va="center", fontsize=11)
    rows = range(many)
    misses = [ax.plot([], [], color=picture.VERMILION, lw=3, zorder=2)[0] for _ in rows]
    came = [ax.plot([], [], "o", mfc=picture.BLUE, mec=picture.INK, ms=11, zorder=3)[0] for _ in rows]
    mine = [ax.plot([], [], "D", mfc=picture.ORANGE, mec=picture.INK, ms=9, zorder=4)[0] for _ in rows]
    said = [ax.text(107, at - 0.16, "", va="center", fontsize=11) for at in rows]
    told = [ax.text(107, at + 0.2, "", va="center", fontsize=11) for at in rows]
    total = ax.text(0, many - 0.38, "", va="center", fontsize=11)

    def update(result: Own) -> None:
        score = result.score
        for at in rows:
            p, o = 100 * score.said[at], 100 * score.happened[at]
            mine[at].set_data([p], [at])
            misses[at].set_data([p, o] if result.opened else [], [at, at] if result.opened else [])
            came[at].set_data([o] if result.opened else [], [at] if result.opened else [])
            said[at].set_text(f"you say {percent(score.said[at])}")
            told[at].set_text(f"{'it came' if o else 'it did not'}: {points(score.points[at])}" if result.opened
                              else "in its envelope")
        total.set_text(f"diamond: you; circle: what came. Mean of the four: {points(score.score)}" if result.opened
                       else "diamond: you. What came about is in the envelopes.")

    update(result)
    return Moving([*misses, *came, *mine, *said, *told, total], update)


def worded(result: Worded, fig: Figure) -> Moving:
    """Said against came about, a mark a word; beside it the score and the parts that make it."""
    left, right = fig.subplots(1, 2, width_ratios=[1.42, 1])
    left.set(xlim=(-6, 180), ylim=(-8, 112), aspect="equal")
    left.spines["bottom"].set_bounds(0, 100)
    left.spines["left"].set_bounds(0, 100)
    for axis in (left.xaxis, left.yaxis):
        axis.set_ticks(range(0, 101, 50), ["0%", "50%", "100%"])
    left.set_xlabel("probability you put in\ndashed: all words together", fontsize=11, x=0.3)
    left.set_ylabel("share that came about", fontsize=11)
    left.plot([0, 100], [0, 100], color=picture.MUTED, lw=1.2)
    base, = left.plot([], [], "--", color=picture.VERMILION, lw=1.2)
    marks = {word: left.plot([], [], marker, mfc=colour, mec=picture.INK, ms=11)[0]
             for word, (marker, colour) in WORDS.items()}
    names = {word: left.text(108, 0, "", va="center", fontsize=11) for word in WORDS}  # beside the marks' height

    rows = {"uncertainty": "uncertainty", "resolution": "− resolution", "reliability": "+ reliability",
            "score": "= your score"}
    right.set(xlim=(0, 0.98), ylim=(3.6, -1.1), xticks=[])
    right.set_yticks(range(4), rows.values(), fontsize=11)
    right.tick_params(axis="y", length=0)
    _bare(right, "bottom")
    right.text(0.012, -0.85, "the score and its parts", va="center", fontsize=11)
    looks = {"uncertainty": (picture.SKY, ""), "resolution": (picture.GREEN, "\\\\\\\\"),
             "reliability": (picture.VERMILION, "////"), "score": (picture.INK, "")}
    bars = {name: right.barh(at, 0, height=0.55, color=colour, edgecolor=picture.INK, hatch=hatch, lw=0.6)[0]
            for at, (name, (colour, hatch)) in enumerate(looks.items())}
    numbers = {name: right.text(0, at, "", va="center", fontsize=11) for at, name in enumerate(rows)}

    def update(result: Worded) -> None:
        score = result.score
        base.set_data([0, 100], [100 * score.base, 100 * score.base])
        for word, mark in marks.items():
            there = word in result.said
            mark.set_visible(there)
            names[word].set_visible(there)
            if there:
                x, y = 100 * result.said[word], 100 * result.came[word] / result.counts[word]
                mark.set_data([x], [y])
                names[word].set_y(y)
                names[word].set_text(f"“{word}”: {result.came[word]} of {result.counts[word]}")
        # the first part starts at zero, each later one where the one before it ended
        edges = {"uncertainty": (0, score.uncertainty),
                 "resolution": (score.uncertainty - score.resolution, score.resolution),
                 "reliability": (score.uncertainty - score.resolution, score.reliability), "score": (0, score.score)}
        for name, (start, width) in edges.items():
            bars[name].set_x(start)
            bars[name].set_width(width)
            numbers[name].set_x(start + width + 0.012)
            numbers[name].set_text(points(getattr(score, name)))

    update(result)
    return Moving([base, *marks.values(), *names.values(), *bars.values(), *numbers.values()], update)


def luck(result: Luck, fig: Figure) -> Moving:
    """The scores that chance can give to who knows more, left and right of a coin's."""
    ax = fig.subplots()
    ax.set(xlim=(0.07, 0.51), ylim=(0, 1.42), yticks=[])
    ax.set_xticks([0.1, 0.2, 0.25, 0.3, 0.4, 0.49], ["0.1", "0.2", "0.25", "0.3", "0.4", "0.49"])
    ax.set_xlabel("score of who says 70% and is right so often (lower is better)", fontsize=11)
    _bare(ax, "left")
    ax.axvline(result.other, color=picture.INK, lw=1.5, ls="--", ymax=0.84)
    ax.text(result.other - 0.004, 1.12, "better than 50% each time", ha="right", va="center", fontsize=10)
    ax.text(result.other + 0.004, 1.12, "worse", ha="left", va="center", fontsize=10)
    better = ax.vlines([0.1], 0, 0, color=picture.BLUE)
    worse = ax.vlines([0.4], 0, 0, color=picture.ORANGE)
    text = ax.text(0.075, 1.32, "", va="center", fontsize=11)

    def update(result: Luck) -> None:
        heights = result.chances / result.chances.max()
        left = result.scores < result.other + 1e-9
        wide = float(np.clip(170 / result.forecasts, 1.3, 14))
        for lines, mine in ((better, left), (worse, ~left)):
            lines.set_segments([[(x, 0), (x, y)] for x, y in zip(result.scores[mine], heights[mine])])
            lines.set_linewidth(wide)
        text.set_text(f"{result.forecasts:,} forecasts: worse than a coin in {percent(result.worse, 1)} of cases")

    update(result)
    return Moving([better, worse, text], update)


# a rule ------------------------------------------------------------------------------------------------------------

def rule(result: Ruling, fig: Figure) -> Moving:
    """The facts of five cases as a grid, the asked ones framed, and the verdicts beside it."""
    ax = fig.subplots()
    many = len(result.cases)
    ax.set(xlim=(-2.55, 7.3), ylim=(many - 0.45, -2.0), xticks=[], yticks=[])
    _bare(ax, "left", "bottom")
    ax.text(-2.5, -0.85, "case, its seat", va="center", fontsize=10, color=picture.MUTED)
    ax.text(5.45, -0.85, "the verdict", va="center", fontsize=10, color=picture.MUTED)
    for at, name in enumerate(CRITERIA):
        ax.text(at, -0.85, HEADS[name], ha="center", va="center", fontsize=10)
    for row, (case, seat) in enumerate(zip(result.cases, result.seats)):
        ax.axhline(row - 0.5, color=picture.FAINT, lw=1)
        ax.text(-2.5, row - 0.16, case, va="center", fontsize=11)
        ax.text(-2.5, row + 0.2, seat, va="center", fontsize=10, color=picture.MUTED)
        for at, name in enumerate(CRITERIA):
            if result.facts[name][row]:
                ax.plot([at], [row], "s", color=picture.BLUE, ms=13, mec=picture.INK, zorder=3)
            else:
                ax.plot([at], [row], "_", color=picture.MUTED, ms=9, zorder=3)
    frames = {name: ax.plot([], [], color=picture.ORANGE, lw=3)[0] for name in CRITERIA}
    verdicts = [ax.text(5.45, row - 0.16, "", va="center", fontsize=11) for row in range(many)]
    turns = [ax.text(5.45, row + 0.2, "", va="center", fontsize=10) for row in range(many)]
    legend = ax.text(-2.5, -1.72, "square: it holds; frame: the rule asks for it, and all that it asks for must hold",
                     va="center", fontsize=10)

    def update(result: Ruling) -> None:
        for at, (name, frame) in enumerate(frames.items()):
            asked = name in result.asked
            frame.set_data([at - 0.44, at + 0.44, at + 0.44, at - 0.44, at - 0.44] if asked else [],
                           [-1.3, -1.3, many - 0.52, many - 0.52, -1.3] if asked else [])
        for row in range(many):
            verdicts[row].set_text("● caught" if result.caught[row] else "○ let go")
            turns[row].set_text("by its seat alone" if result.turned[row] else "")

    update(result)
    return Moving([*frames.values(), *verdicts, *turns, legend], update)
