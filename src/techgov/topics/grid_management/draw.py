"""Drawings of lesson 04. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from techgov import picture
from techgov.canvas import Moving
from techgov.topics.grid_management.model import DISTRICTS, STATES, Chance, Day, Sizes, Worst, Years

# state -> (marker, colour, words); the two kinds of unnoticed incidents look alike, as they do to the records
LOOKS = {"handled": ("o", picture.BLUE, "handled"), "waiting": ("^", picture.ORANGE, "noticed, waiting"),
         "too late": ("X", picture.VERMILION, "noticed, help too late"), "unnoticed": ("s", picture.FAINT, "unnoticed")}
MEMBERS = {**{name: (name,) for name in LOOKS}, "unnoticed": ("never noticed", "not yet noticed")}
TIMES = {"notice": "until noticed", "decide": "until decided", "wait": "waiting for\na free team",
         "travel": "on the way"}
LONGEST = 1000  # minutes on the axis


def percent(share: float) -> str:
    """A share in whole per cent."""
    return f"{100 * share:.0f}%"


def change(fraction: float) -> str:
    """A change in whole per cent, with its sign: +12%, −8%, ±0%."""
    whole = round(100 * fraction)
    return f"{'+' if whole > 0 else '−' if whole < 0 else '±'}{abs(whole):,}%"


def moved(fraction: float) -> str:
    """What a change does, after "it": "changes by +12%" or "stays the same"."""
    return f"changes by {change(fraction)}" if round(100 * fraction) else "stays the same"


def minutes(time: float) -> str:
    """Minutes below two hours, hours above."""
    return f"{time:.0f} min" if time < 119.5 else f"{time / 60:.1f} h"


# the city ----------------------------------------------------------------------------------------------------

def city(result: Day, fig: Figure) -> Moving:
    """The map with every incident of a day, what became of both kinds, and the mean times on the way to a response."""
    left, right = fig.subfigures(1, 2, width_ratios=[1, 1.02])
    place = left.subplots()
    side = result.side
    place.set(xlim=(0, side), ylim=(0, side), aspect="equal", xticks=[], yticks=[])
    place.set_xlabel("one day, every incident; thick lines: districts", fontsize=10)
    for line in place.spines.values():
        line.set_visible(True)
    for at in range(1, DISTRICTS):
        place.axvline(at * side / DISTRICTS, color=picture.MUTED, lw=1.2)
        place.axhline(at * side / DISTRICTS, color=picture.MUTED, lw=1.2)
    cells, = place.plot([], [], color=picture.FAINT, lw=0.6)
    dots = {name: place.plot([], [], marker, color=colour, ms=4.5, lw=0, mew=0.5, mec=picture.INK)[0]
            for name, (marker, colour, _) in reversed(LOOKS.items())}

    shares, times = right.subplots(2, 1, height_ratios=[1.35, 1])
    shares.set(xlim=(0, 128), ylim=(3.6, -1.25), xticks=[])
    shares.set_yticks(range(4), [words for _, _, words in LOOKS.values()], fontsize=10)
    shares.set_xlabel("striped: quarrels, thefts\nplain: lamps, leaks", fontsize=10)
    shares.spines["bottom"].set_visible(False)
    shares.tick_params(axis="y", length=0, pad=13)
    bars, numbers = {}, {}
    for at, (name, (marker, colour, _)) in enumerate(LOOKS.items()):
        shares.add_artist(Line2D([-5.5], [at], marker=marker, color=colour, ms=7, lw=0, mec=picture.INK, mew=0.6,
                                 clip_on=False))
        for kind, shift, hatch in (("order", -0.2, "////"), ("service", 0.2, "")):
            bars[name, kind] = shares.barh(at + shift, 0, height=0.36, color=colour, edgecolor=picture.INK, lw=0.6,
                                           hatch=hatch)[0]
            numbers[name, kind] = shares.text(0, at + shift, "", va="center", fontsize=10)

    times.set(xlim=(0, 1.3 * LONGEST ** 0.5), ylim=(3.6, -0.6), xticks=[])
    times.set_yticks(range(4), TIMES.values(), fontsize=10)
    times.set_title("Mean times of those handled", fontsize=10)
    times.spines["bottom"].set_visible(False)
    times.tick_params(axis="y", length=0)
    lengths = {name: times.barh(at, 0, height=0.6, color=picture.SKY, edgecolor=picture.INK, lw=0.6)[0]
               for at, name in enumerate(TIMES)}
    spelled = {name: times.text(0, at, "", va="center", fontsize=10) for at, name in enumerate(TIMES)}

    def update(result: Day) -> None:
        _lines(cells, result.side, result.cell)
        found = result.incidents
        for name, members in MEMBERS.items():
            mine = np.isin(result.state, [STATES.index(one) for one in members])
            dots[name].set_data(found.x[mine] + 0.5, found.y[mine] + 0.5)
            for kind in ("order", "service"):
                share = sum(result.share(one, kind) for one in members)
                bars[name, kind].set_width(100 * share)
                numbers[name, kind].set_x(100 * share + 2)
                numbers[name, kind].set_text(percent(share))
        for name, time in result.times().items():
            length = min(time, LONGEST) ** 0.5  # roots keep a minute and a day in one picture
            lengths[name].set_width(length)
            spelled[name].set_x(length + 0.5)
            spelled[name].set_text(minutes(time))

    update(result)
    return Moving([cells, *dots.values(), *bars.values(), *numbers.values(), *lengths.values(), *spelled.values()],
                  update)


def _lines(artist: Line2D, side: int, cell: int) -> None:
    """The limits of the workers' cells, as one line with gaps."""
    at = np.arange(cell, side, cell) if cell else np.array([])
    ends, gap = np.array([0, side, np.nan]), len(at)
    along, across = np.repeat(at, 3), np.tile(ends, gap)
    artist.set_data(np.concatenate([along, across]), np.concatenate([across, along]))


# the size of a cell --------------------------------------------------------------------------------------------

def sizes(result: Sizes, fig: Figure) -> Moving:
    """Over the size of a cell: what is handled of each kind, and the mean times."""
    shares, times = fig.subplots(2, 1, sharex=True, height_ratios=[1.25, 1])
    at = np.arange(len(result.cells))
    shares.set(ylim=(0, 134), xlim=(-0.4, len(at) + 1.3), yticks=[0, 50, 100])
    shares.set_ylabel("handled, %")
    times.set(ylim=(0, LONGEST ** 0.5), yticks=[n ** 0.5 for n in (0, 60, 240, 600)])
    times.set_yticklabels(["0", "1 h", "4 h", "10 h"])
    times.set_ylabel("mean time")
    names = ["none" if not cell else f"{workers}\n{cell}×{cell}" for cell, workers in zip(result.cells, result.workers)]
    times.set_xticks(at, names, fontsize=10)
    times.set_xlabel("workers, and the blocks that one of them walks", fontsize=11)
    for ax in (shares, times):
        ax.grid(axis="y")
    looks = {"order": (shares, picture.VERMILION, "s", "quarrels, thefts"),
             "service": (shares, picture.BLUE, "o", "lamps, leaks"),
             "response": (times, picture.INK, "D", "to response"), "notice": (times, picture.GREEN, "^", "to notice")}
    lines = {name: ax.plot([], [], color=colour, marker=marker, ms=6)[0]
             for name, (ax, colour, marker, _) in looks.items()}
    labels = {name: ax.text(len(at) - 0.75, 0, words, va="center", fontsize=10, color=colour)
              for name, (ax, colour, _, words) in looks.items()}

    def update(result: Sizes) -> None:
        heights = {"order": 100 * result.order, "service": 100 * result.service,
                   "response": np.minimum(result.response, LONGEST) ** 0.5,
                   "notice": np.minimum(result.notice, LONGEST) ** 0.5}
        for name, line in lines.items():
            line.set_data(at, heights[name])
        for upper, lower, apart in (("service", "order", 15), ("response", "notice", 5)):
            high, low = heights[upper][-1], heights[lower][-1]
            lift = max(0, apart - abs(high - low)) / 2 * (1 if high >= low else -1)
            least, most = apart * 0.45, (105 if apart > 10 else LONGEST ** 0.5 - 1)
            a, b = high + lift, low - lift
            under, over = min(a, b), max(a, b)
            shift = max(0, least - under) - max(0, over - most)
            labels[upper].set_y(a + shift)
            labels[lower].set_y(b + shift)

    update(result)
    return Moving([*lines.values(), *labels.values()], update)


# what is recorded ----------------------------------------------------------------------------------------------

def years(result: Years, fig: Figure) -> Moving:
    """Two years as two bars each: what happened, and the part of it that is recorded, by who noticed."""
    ax = fig.subplots()
    most = 10_000
    rows = {"actual_before": 0, "recorded_before": 1, "actual_after": 2.6, "recorded_after": 3.6}
    ax.set(xlim=(0, 1.42 * most), ylim=(4.85, -1.0), xticks=[])
    ax.set_yticks(list(rows.values()), ["happened", "recorded"] * 2)
    ax.text(0, -0.72, "First year: residents report", fontsize=11, va="center")
    ax.text(0, 1.88, "Second year: workers pass as well", fontsize=11, va="center")
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    looks = {"residents": dict(color=picture.BLUE, hatch=""), "workers": dict(color=picture.ORANGE, hatch="////"),
             "nobody": dict(color=picture.FAINT, hatch="")}
    for at, (name, words) in enumerate({"residents": "residents noticed", "workers": "a worker noticed first",
                                        "nobody": "nobody noticed"}.items()):
        ax.barh(4.55, 400, left=5000 * at, height=0.32, edgecolor=picture.INK, lw=0.6, **looks[name])
        ax.text(5000 * at + 550, 4.55, words, va="center", fontsize=10)
    bars = {}
    for row, parts in {"actual_before": ["residents", "nobody"], "recorded_before": ["residents"],
                       "actual_after": ["residents", "workers", "nobody"],
                       "recorded_after": ["residents", "workers"]}.items():
        for name in parts:
            bars[row, name] = ax.barh(rows[row], 0, height=0.72, edgecolor=picture.INK, lw=0.6, **looks[name])[0]
    texts = {row: ax.text(0, y, "", va="center", fontsize=11) for row, y in rows.items()}

    def update(result: Years) -> None:
        parts = {"before": {"residents": result.residents_before, "nobody": result.nobody_before},
                 "after": {"residents": result.residents_after, "workers": result.workers_after,
                           "nobody": result.nobody_after}}
        ends = {}
        for (row, name), bar in bars.items():
            left = ends.get(row, 0.0)
            bar.set_x(left)
            bar.set_width(parts[row.partition("_")[2]][name])
            ends[row] = left + bar.get_width()
        for row, text in texts.items():
            compared = {"actual_after": result.change_actual, "recorded_after": result.change_recorded}.get(row)
            text.set_x(ends[row] + 120)
            text.set_text(f"{ends[row]:,.0f}" + ("" if compared is None else f"  ({change(compared)})"))

    update(result)
    return Moving([*bars.values(), *texts.values()], update)


# falls without a cause -----------------------------------------------------------------------------------------

def worst(result: Worst, fig: Figure) -> Moving:
    """Districts by their cases in two years: the chosen ones as lines, the others as dots, and the changes in words."""
    ax = fig.subplots()
    ax.set(xlim=(-0.55, 2.5), ylim=(0, 1.12))
    ax.set_xticks([0, 1], ["first year", "second year"])
    ax.set_yticks([0, 0.5, 1], ["0", "half of\nthe most", "most"])
    ax.set_ylabel("cases in a district")
    others = [ax.plot([], [], ".", color=picture.MUTED, ms=4)[0] for _ in range(2)]
    chosen = [ax.plot([], [], color=picture.ORANGE, marker="D", ms=5, lw=1, mec=picture.INK, mew=0.5)[0]
              for _ in range(int(result.chosen.sum()))]
    mean, = ax.plot([], [], color=picture.VERMILION, lw=4, solid_capstyle="round")
    for y, marker, colour, words in ((0.92, "D", picture.ORANGE, "chosen districts:"),
                                     (0.52, ".", picture.MUTED, "all others:")):
        ax.plot([1.28], [y], marker, color=colour, ms=7 if marker == "D" else 9, mec=picture.INK, mew=0.5)
        ax.text(1.36, y, words, va="center", fontsize=11)
    ax.plot([1.24, 1.32], [0.82, 0.82], color=picture.VERMILION, lw=4)
    texts = [ax.text(1.36, y, "", va="center", fontsize=11) for y in (0.82, 0.73, 0.42)]
    shift = np.linspace(-0.12, 0.12, len(result.before))

    def update(result: Worst) -> None:
        top = max(result.before.max(), result.after.max(), 1)
        before, after, picked = result.before / top, result.after / top, result.chosen
        others[0].set_data(shift[~picked] - 0.25, before[~picked])
        others[1].set_data(shift[~picked] + 1.0, after[~picked])
        for line, a, b in zip(chosen, before[picked], after[picked]):
            line.set_data([0, 1], [a, b])
        mean.set_data([0, 1], [before[picked].mean(), after[picked].mean()])
        texts[0].set_text(f"{result.before[picked].mean():,.0f} to {result.after[picked].mean():,.0f} "
                          f"({change(result.change_chosen)})")
        texts[1].set_text(f"expected: {change(result.change_expected)}")
        texts[2].set_text(f"{result.before[~picked].mean():,.0f} to {result.after[~picked].mean():,.0f} "
                          f"({change(result.change_others)})")

    update(result)
    return Moving([*others, *chosen, mean, *texts], update)


def chance(result: Chance, fig: Figure) -> Moving:
    """The changes that a place shows from year to year though nothing changes, as a histogram; falls by so much or more
    are striped."""
    ax = fig.subplots()
    middles = 50 * (result.edges[:-1] + result.edges[1:])
    ax.set(xlim=(-62, 62), ylim=(0, 1.28), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.set_xticks(range(-60, 61, 20), [change(at / 100) for at in range(-60, 61, 20)])
    ax.set_xlabel("change from one year to the next, although nothing changed (outermost bars: and beyond)",
                  fontsize=11)
    fallen = middles < -100 * result.fall
    bars = [ax.bar(at, 0, width=4, color=picture.ORANGE if low else picture.SKY, edgecolor=picture.INK, lw=0.6,
                   hatch="////" if low else "")[0] for at, low in zip(middles, fallen)]
    ax.axvline(-100 * result.fall, color=picture.VERMILION, lw=1.5, ymax=0.84)
    text = ax.text(-61, 1.19, "", va="center", fontsize=11)

    def update(result: Chance) -> None:
        top = result.probability.max()
        for bar, height in zip(bars, result.probability):
            bar.set_height(height / top)
        text.set_text(f"A fall by {percent(result.fall)} or more: {often(result.falls)}")

    update(result)
    return Moving([*bars, text], update)


def often(probability: float) -> str:
    """A probability as "in 8 of 100 years", and smaller ones as one in so many."""
    if probability < 1e-9:
        return "less than once in a billion years"
    if probability >= 0.005:
        return f"in {100 * probability:.0f} of 100 years"
    for size, name in ((1e6, "million"), (1e3, "thousand"), (1, "")):
        if (count := 1 / probability / size) >= 1:
            return f"once in {float(f'{count:.2g}'):,.0f} {name} years".replace("  ", " ")
    raise ValueError(f"{probability} is no probability")


# the documents ---------------------------------------------------------------------------------------------------

LANES = {"grid policing": "grid policing", "e-governance and grid management": "grid management",
         "grid management": "grid management", "a command centre": "command centre"}


def evidence(events: pd.DataFrame, notes: pd.DataFrame, fig: Figure) -> None:
    """What is dated, as points and windows, above the footnotes of the section at the dates of their sources.

    events: columns about, start, end, dated, place; only rows with a start. notes: columns number, date.
    """
    ax = fig.subplots()
    rows = {"grid policing": 3.0, "grid management": 1.3, "command centre": 0.5}
    ax.set(xlim=(1993, 2021), ylim=(-2.1, 4.4))
    ax.set_yticks([*rows.values(), -1.1], [*rows, "its footnotes"])
    ax.tick_params(axis="y", length=0)
    ax.set_xticks(range(1995, 2020, 5))
    ax.grid(axis="x")
    ax.axhline(-0.1, color=picture.FAINT, lw=1)
    shown = [row for row in events.itertuples() if row.about in LANES]
    for row in shown:
        beside = [one for one in shown if LANES[one.about] == LANES[row.about]]
        y = rows[LANES[row.about]] + 0.6 * ((len(beside) - 1) / 2 - beside.index(row))  # one below the other, by date
        first, last = _year(row.start), _year(row.end or row.start, late=True)
        if row.precision == "decade":
            last = first + 4  # the early years of the decade, as the text says
        stated = row.dated == "stated"
        ax.barh(y, last - first, left=first, height=0.36, color=picture.BLUE if stated else "white",
                edgecolor=picture.BLUE, hatch="" if stated else "////", lw=1)
        ax.text(last + 0.25, y, f"{row.place}, {row.dated}", va="center", fontsize=10)
    ax.text(2003.0, rows["grid management"], "its first appearance: no date", va="center", fontsize=10,
            color=picture.MUTED)
    once = notes[notes["number"] != ""].drop_duplicates("number")
    for at, row in enumerate(once.sort_values("date").itertuples()):
        y = -0.5 - 0.4 * (at % 4)
        ax.plot([_year(row.date)], [y], "D", color=picture.ORANGE, mec=picture.INK, ms=6)
        ax.text(_year(row.date) + 0.3, y, row.number, va="center", fontsize=10)


def _year(date: str, late: bool = False) -> float:
    """A date as a year with its fraction; of a year or a month, where it begins or (late) ends."""
    year, month, day = (date.split("-") + ["", ""])[:3]
    if not month:
        return int(year) + (1 if late else 0)
    if not day:
        return int(year) + (int(month) - (0 if late else 1)) / 12
    return int(year) + (int(month) - 1) / 12 + int(day) / 365
