"""Drawings of lesson 03. They place and colour what a model or a table holds; they compute nothing but places."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from techgov import picture
from techgov.canvas import Moving
from techgov.topics.e_government.model import COPIES, MEASURES, PAIRS, PASSES, Lines, Race, State

_NAN = float("nan")


def _circle(offices: int) -> list[tuple[float, float]]:
    """Places of ``offices`` on a circle, the first on top, clockwise."""
    return [(sin(2 * pi * n / offices), cos(2 * pi * n / offices)) for n in range(offices)]


def _pairs(places) -> tuple[list[float], list[float]]:
    """A line between any two of ``places``, as one path with gaps."""
    ends = [(a, b) for n, a in enumerate(places) for b in places[:n]]
    return [x for a, b in ends for x in (a[0], b[0], _NAN)], [y for a, b in ends for y in (a[1], b[1], _NAN)]


def _star(places) -> tuple[list[float], list[float]]:
    """A line from the middle to each of ``places``, as one path with gaps."""
    return [x for a in places for x in (0.0, a[0], _NAN)], [y for a in places for y in (0.0, a[1], _NAN)]


def _ring(fig: Figure, box, room: float = 1.15):
    """Bare axes for a circle of offices, at ``box`` of the figure."""
    ax = fig.add_axes(box)
    ax.set_axis_off()
    ax.set(xlim=(-room, room), ylim=(-room, room), aspect="equal")
    return ax


def networks(result: Lines, fig: Figure) -> Moving:
    """The same offices twice: a line for each pair, and a line from each to a hub."""
    fig.set_layout_engine("none")
    rings = [_ring(fig, (left, 0.12, 0.42, 0.72)) for left in (0.04, 0.54)]
    fig.text(0.25, 0.95, "every pair", ha="center", va="top", fontsize=13)
    fig.text(0.72, 0.95, "by a hub", ha="center", va="top", fontsize=13)
    paths = [ax.plot([], [], color=colour, lw=1)[0] for ax, colour in zip(rings, (picture.VERMILION, picture.BLUE))]
    rings[1].plot([0], [0], "s", color=picture.BLUE, ms=13, mec=picture.INK, zorder=3)
    offices = [ax.plot([], [], "o", color="white", mec=picture.INK, ms=8, zorder=3)[0] for ax in rings]
    counts = [fig.text(x, 0.04, "", ha="center", va="bottom", fontsize=13) for x in (0.25, 0.75)]

    def update(result: Lines) -> None:
        places = _circle(result.offices)
        for path, path_of in zip(paths, (_pairs, _star)):
            path.set_data(*path_of(places))
        for one in offices:
            one.set_data(*zip(*places))
        for text, number in zip(counts, (result.pairs, result.hub)):
            text.set_text(f"{number:,} line{'s' if number != 1 else ''}")

    update(result)
    return Moving([*paths, *offices, *counts], update)


FAR = {"insider": ("one official opens", picture.ORANGE), "error": ("one wrong entry counts in", picture.PINK),
       "break_in": ("one break-in takes", picture.VERMILION), "watched": ("one desk can watch", picture.SKY)}
LONGEST = 60  # days that the axis holds; longer ones are drawn at its end


def state(result: State, fig: Figure) -> Moving:
    """One step of joining: the wiring, the days to an answer, and how far one event reaches."""
    fig.set_layout_engine("none")
    ring = _ring(fig, (0.01, 0.1, 0.36, 0.74), 1.2)
    wires, = ring.plot([], [], color=picture.BLUE, lw=1)
    hub, = ring.plot([], [], "s", color=picture.BLUE, ms=13, mec=picture.INK, zorder=3)
    apart, = ring.plot([], [], "o", color="white", mec=picture.MUTED, ms=11, zorder=3)
    joined, = ring.plot([], [], "o", color=picture.BLUE, mec=picture.INK, ms=11, zorder=3)
    heading = fig.text(0.19, 0.93, "", ha="center", va="center", fontsize=12)
    price = fig.text(0.19, 0.04, "", ha="center", va="center", fontsize=12)

    time = fig.add_axes((0.43, 0.66, 0.53, 0.14))
    time.set(xlim=(0, LONGEST), ylim=(0, 1), xticks=range(0, LONGEST + 1, 15))
    time.set_yticks([])
    time.spines["left"].set_visible(False)
    time.set_xlabel("working days to an answer: each stroke is one question", fontsize=11)
    strokes, = time.plot([], [], "|", color=picture.MUTED, ms=18, mew=1)
    paper, = time.plot([], [], color=picture.INK, lw=1.5, ls="--")
    mean, = time.plot([], [], "D", color=picture.BLUE, mec=picture.INK, ms=10, zorder=4)
    told = fig.text(0.43, 0.865, "", ha="left", va="center", fontsize=12)

    far = fig.add_axes((0.66, 0.14, 0.3, 0.32))
    at = range(len(FAR))
    bars = far.barh(at, [0] * len(FAR), height=0.62, color=[colour for _, colour in FAR.values()],
                    edgecolor=picture.INK, lw=0.6)
    numbers = [far.text(0, y, "", va="center", fontsize=11) for y in at]
    far.set_yticks(at, [label for label, _ in FAR.values()])
    far.set(xlim=(0, 14.5), ylim=(len(FAR) - 0.5, -0.5), xticks=[0, 3, 6, 9, 12])
    far.tick_params(axis="y", length=0)
    far.set_xlabel("offices, or offices' files", fontsize=11)

    def update(result: State) -> None:
        places = _circle(result.offices)
        inside = places[:result.joined]
        path = (_pairs if result.wiring == PAIRS else _star)(inside)
        wires.set_data(*path)
        hub.set_data(*(([0], [0]) if result.wiring != PAIRS and inside else ([], [])))
        hub.set_markerfacecolor(picture.BLUE if result.wiring == COPIES else "white")
        joined.set_data(*(zip(*inside) if inside else ([], [])))
        apart.set_data(*(zip(*places[result.joined:]) if places[result.joined:] else ([], [])))
        heading.set_text(f"{result.joined} of {result.offices} offices joined")
        price.set_text({PAIRS: "no hub", COPIES: "hub keeps copies", PASSES: "hub only passes on"}[result.wiring]
                       + f"; cost {result.cost:,.0f}")
        strokes.set_data(np.minimum(result.sample, LONGEST), np.full(len(result.sample), 0.5))
        mean.set_data([result.days], [0.5])
        paper.set_data([result.days_on_paper] * 2, [0, 1])
        told.set_text(f"mean {days(result.days)}; on paper (dashed) {days(result.days_on_paper)}")
        for name, bar, number in zip(FAR, bars, numbers):
            value = getattr(result, name)
            bar.set_width(value)
            number.set_x(value + 0.25)
            number.set_text(f"{value:.3g}")

    update(result)
    return Moving([wires, apart, joined, hub, strokes, paper, mean, *bars, heading, price, told, *numbers], update)


def days(value: float) -> str:
    """A number of days as a reader says it."""
    return f"{value:.0f} days" if value >= 9.95 else f"{value:.1f} days"


RACERS = {"faster": ("answers faster", picture.BLUE, "-", "o"),
          "insider": ("one official opens", picture.ORANGE, "--", "s"),
          "error": ("one wrong entry counts in", picture.PINK, "-.", "^"),
          "break_in": ("one break-in takes", picture.VERMILION, ":", "D")}


def race(result: Race, fig: Figure) -> Moving:
    """Times of the state on paper, measure by measure, as offices join; a mark where each has doubled."""
    fig.set_layout_engine("none")
    ax = fig.add_axes((0.09, 0.14, 0.5, 0.76))
    ax.set_yscale("log")
    ax.set(xlim=(0, 1.02), ylim=(0.9, 60))
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["none", "25%", "50%", "75%", "all"])
    ax.set_yticks([1, 2, 5, 10, 20, 50], ["1", "2", "5", "10", "20", "50"])
    ax.minorticks_off()
    ax.axhline(2, color=picture.MUTED, lw=1)
    ax.set_xlabel("offices joined")
    ax.set_title("times of what it was on paper", fontsize=12)
    key = fig.add_axes((0.62, 0.12, 0.37, 0.72))
    key.set_axis_off()
    key.set(xlim=(0, 1), ylim=(4, 0))
    key.text(0, 0.05, "has at least doubled with", fontsize=11)
    lines, dots, texts = [], [], []
    for at, (label, colour, dash, shape) in enumerate(RACERS.values()):
        lines.append(ax.plot([], [], dash, color=colour, lw=2.5)[0])
        dots.append(ax.plot([], [], shape, color=colour, mec=picture.INK, ms=10, zorder=4)[0])
        key.plot([0, 0.12], [at + 0.5] * 2, dash, color=colour, lw=2.5)
        key.plot([0.06], [at + 0.5], shape, color=colour, mec=picture.INK, ms=9)
        key.text(0.16, at + 0.5, label, va="center", fontsize=11)
        texts.append(key.text(0.16, at + 0.86, "", va="center", fontsize=11))

    def update(result: Race) -> None:
        share = (result.table["joined"] / result.offices).to_numpy()
        for measure, line, dot, text in zip(MEASURES, lines, dots, texts):
            values, first = result.table[measure].to_numpy(), result.doubled[measure]
            line.set_data(share, np.minimum(values, 60))
            dot.set_data(*(([], []) if first is None else ([share[first]], [min(values[first], 60)])))
            text.set_text("never" if first is None else f"{first} of {result.offices}")

    update(result)
    return Moving([*lines, *dots, *texts], update)


# time --------------------------------------------------------------------------------------------------------

LOOKS = {"chen-2021": (picture.PINK, "Chen"), "hoffman-2018": (picture.BLUE, "Hoffman"),
         "horwitz-2017": (picture.ORANGE, "Horwitz"), "neican-2020": (picture.GREEN, "Jiang and Ni"),
         "technode-2020": (picture.VERMILION, "TechNode")}
NAMED = 12  # rows up to which every event has its words


class _Line:
    """A line of years under marks, in which everything can move: ticks, stretches, arrows, words. Marks of one look
    are one path with gaps, so that a hundred events cost no more than a few."""

    def __init__(self, fig: Figure, box):
        self.ax = fig.add_axes(box)
        self.ax.set(xlim=(0, 1), ylim=(1, 0), yticks=[], xticks=[])
        for side in ("left", "bottom"):
            self.ax.spines[side].set_visible(side == "bottom")
        self.rules, = self.ax.plot([], [], color=picture.FAINT, lw=1)
        self.years = [self.ax.text(0, 1.035, "", ha="center", va="center", fontsize=11) for _ in range(7)]
        self.bars = {document: self.ax.plot([], [], color=colour, solid_capstyle="butt")[0]
                     for document, (colour, _) in LOOKS.items()}
        self.cores, = self.ax.plot([], [], color="white", solid_capstyle="butt")
        self.tips = {(document, way): self.ax.plot([], [], way, color=colour, ms=9, mec=picture.INK, mew=0.6)[0]
                     for document, (colour, _) in LOOKS.items() for way in "<>"}
        self.words = [self.ax.text(0, 0, "", ha="left", va="center", fontsize=9) for _ in range(NAMED)]

    @property
    def artists(self) -> list:
        return [self.rules, *self.bars.values(), self.cores, *self.tips.values(), *self.years, *self.words]

    def put(self, marks: pd.DataFrame, first: int, last: int) -> None:
        """Lay ``marks`` (of model.marks) between the years ``first`` and ``last``; what lies outside stays away."""
        span = last - first
        self._scale(first, last)
        seen = marks[(marks["right"] >= first) & (marks["left"] <= last)]
        named, height = len(seen) <= NAMED, 1 / max(len(seen), 1)
        width = 7 if named else 4.5
        for words in self.words:
            words.set_text("")
        bars, cores, tips = {one: [] for one in self.bars}, [], {one: [] for one in self.tips}
        for row, mark in enumerate(seen.itertuples()):
            y = (row + (0.72 if named else 0.5)) * height
            left, right = (min(max((year - first) / span, 0), 1) for year in (mark.left, mark.right))
            left, right = min(left, 0.996), max(right, min(left, 0.996) + 0.004)
            bars[mark.document].append((left, right, y))
            if mark.inferred or mark.about:
                inset = min(0.002, (right - left) / 4)
                cores.append((left + inset, right - inset, y))
            if mark.open_left or mark.open_right:
                tips[mark.document, "<" if mark.open_left else ">"].append((left if mark.open_left else right, y))
            if named:
                words = self.words[row]
                words.set_text(("about: " if mark.about else "") + mark.what.rstrip("."))
                words.set_y(y - min(0.42 * height, 0.05))
                room = len(words.get_text()) * 0.0089  # of the line's length, at this size of type
                words.set_x(max(0, min(left, 1 - room)))
        for document, path in self.bars.items():
            _stretches(path, bars[document], width)
        _stretches(self.cores, cores, width - 3)
        for one, tip in self.tips.items():
            tip.set_data([x for x, _ in tips[one]], [y for _, y in tips[one]])

    def _scale(self, first: int, last: int) -> None:
        step = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= len(self.years) - 1)
        ticks = {year: (year - first) / (last - first) for year in range(first, last + 1) if year % step == 0}
        self.rules.set_data([x for at in ticks.values() for x in (at, at, _NAN)], [0, 1, _NAN] * len(ticks))
        for words in self.years:
            words.set_text("")
        for words, (year, x) in zip(self.years, ticks.items()):
            words.set_x(x)
            words.set_text(str(year) if 0.02 < x < 0.98 else "")


def _stretches(path, stretches, width: float) -> None:
    """Level stretches (left, right, y) as one path with gaps."""
    path.set_data([x for left, right, _ in stretches for x in (left, right, _NAN)],
                  [y for _, _, y in stretches for y in (y, y, _NAN)])
    path.set_linewidth(width)


def timeline(marks: pd.DataFrame, fig: Figure, first: int, last: int) -> Moving:
    """Events on a line of years, each as long as its date is uncertain: filled where it is stated, hollow where it is
    inferred or 'about', with an arrow where the words leave an end open. marks: of model.marks."""
    _key(fig)
    line = _Line(fig, (0.03, 0.08, 0.94, 0.8))
    line.put(marks, first, last)
    return Moving(line.artists, lambda result: line.put(result, first, last))


def _key(fig: Figure, documents: bool = False) -> None:
    """What the marks mean, on top of the picture; the documents' colours under it."""
    fig.set_layout_engine("none")
    ax = fig.add_axes((0.03, 0.93, 0.94, 0.06))
    ax.set_axis_off()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    for x, label in ((0, "stated"), (0.13, "inferred, or about"), (0.38, "by then, at the latest"),
                     (0.66, "since then, at the earliest")):
        if "then" in label:
            ax.plot([x + 0.012], [0.5], "<" if "by" in label else ">", color=picture.MUTED, ms=9)
        else:
            ax.plot([x, x + 0.03], [0.5, 0.5], color=picture.MUTED, lw=7, solid_capstyle="butt")
            if "inferred" in label:
                ax.plot([x + 0.002, x + 0.028], [0.5, 0.5], color="white", lw=4, solid_capstyle="butt")
        ax.text(x + 0.04, 0.5, label, va="center", fontsize=10)
    if documents:
        fig.legend(handles=[Patch(facecolor=colour, edgecolor=picture.MUTED, label=name)
                            for colour, name in LOOKS.values()],
                   loc="upper left", bbox_to_anchor=(0.02, 0.935), ncols=5, fontsize=10, columnspacing=1.2,
                   handlelength=1.2, borderpad=0)


def all_events(result: tuple[pd.DataFrame, int, int], fig: Figure) -> Moving:
    """Events of all documents on a line of years; result: marks, first year, last year."""
    _key(fig, documents=True)
    line = _Line(fig, (0.03, 0.07, 0.94, 0.79))

    def update(result) -> None:
        line.put(*result)

    update(result)
    return Moving(line.artists, update)


# tables ------------------------------------------------------------------------------------------------------

def participation(table: pd.DataFrame, fig: Figure) -> None:
    """Two indices of one country by year. table: columns year, development, participation (0 to 1)."""
    ax = fig.subplots()
    for column, label, colour, style, lift in (("participation", "e-participation", picture.VERMILION, "o-", 0.06),
                                               ("development", "e-government", picture.BLUE, "s--", -0.06)):
        known = table.dropna(subset=[column])
        ax.plot(known["year"], known[column], style, color=colour, lw=2, ms=8, mec=picture.INK)
        ax.text(table["year"].max() + 0.4, known[column].iloc[-1] + lift / 2, label, color=picture.INK, va="center")
    ax.set(xlim=(2009.5, 2026), ylim=(0, 1), xticks=list(table["year"]))
    ax.grid(axis="y")
    ax.set_ylabel("index, from 0 to 1")


def windows(result: dict[str, tuple[int, int]], ax) -> None:
    """Dates as points, first year across and last year up, and the line on which both are the same."""
    ax.plot(ax.get_xlim(), ax.get_xlim(), color=picture.MUTED, lw=1, ls="--")
    for name, (first, last) in result.items():
        ax.plot([first], [last], "o", color=picture.BLUE, markersize=9, markeredgecolor=picture.INK)
        above = last > first
        ax.text(first + 0.4, last + (0.4 if above else -0.2), name, ha="left", va="bottom" if above else "top")
    years = [year for year in range(1980, 2030, 5) if ax.get_xlim()[0] <= year <= ax.get_xlim()[1]]
    ax.set(xticks=years, yticks=years)
