"""Drawings of lesson 11. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, PathPatch, Rectangle
from matplotlib.path import Path

from techgov import picture
from techgov.canvas import Moving
from techgov.topics.seminar.model import MOST, WAYS, Around, Build, Family, Network, Reports

# documents in their order -> (marker, colour); a sixth one begins again
LOOKS = (("^", picture.VERMILION), ("s", picture.ORANGE), ("o", picture.BLUE), ("D", picture.GREEN),
         ("P", picture.PINK))
NEAR, LINES = 9, 3  # neighbours that the list has room for, and lines of each


def percent(share: float) -> str:
    """A share in whole per cent, and not rounded to all or nothing."""
    whole = round(100 * share)
    if whole == 100 and share < 1:
        return "more than 99%"
    return "less than 1%" if whole == 0 and share > 0 else f"{whole}%"


def look(documents: tuple[str, ...], short: str) -> tuple[str, str]:
    """(marker, colour) of a document."""
    return LOOKS[documents.index(short) % len(LOOKS)]


# the claims as a network -----------------------------------------------------------------------------------

def network(result: Network, fig: Figure) -> None:
    """All linked claims: a column a document, curves within a document, lines between documents."""
    ax = fig.subplots()
    ax.set(xlim=(-0.5, len(result.documents) - 0.4), ylim=(-0.03, 1.03), yticks=[])
    ax.set_xticks(range(len(result.documents)), result.documents)
    ax.tick_params(axis="x", length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    styles = {"supports": dict(color=picture.SKY, lw=0.9, ls="-", zorder=1),
              "contradicts": dict(color=picture.VERMILION, lw=1.9, ls=(0, (3, 1.2)), zorder=2)}
    for relation, style in styles.items():
        chosen = result.links[result.links["relation"] == relation]
        ends = [(result.place[a], result.place[b]) for a, b in zip(chosen["from"], chosen["to"])]
        ax.add_collection(LineCollection([pair for pair in ends if pair[0][0] != pair[1][0]], colors=style["color"],
                                         linewidths=style["lw"], linestyles=[style["ls"]], zorder=style["zorder"]))
        curves = []  # drawn as one: a patch each would take two megabytes
        for (column, first), (other, last) in ends:
            if column == other:
                reach = column + 0.06 + 0.32 * abs(first - last) ** 0.5
                curves.append(Path([(column, first), (reach, first), (reach, last), (column, last)],
                                   [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]))
        if curves:
            ax.add_patch(PathPatch(Path.make_compound_path(*curves), fill=False, **style))
        ax.plot([], [], label=relation, **style)
    for column, short in enumerate(result.documents):
        marker, colour = look(result.documents, short)
        heights = [height for at, height in result.place.values() if at == column]
        ax.plot([column] * len(heights), heights, marker, color=colour, ms=4.2, mec=picture.INK, mew=0.4, zorder=3)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=2, fontsize=11)


def around(result: Around, fig: Figure) -> Moving:
    """A claim in the middle of its neighbours, numbered, and their words beside them."""
    wide, high = fig.get_size_inches() * fig.dpi
    fig.get_layout_engine().set(w_pad=0, h_pad=0)
    ax = fig.subplots()
    ax.set(xlim=(0, wide), ylim=(0, high))
    ax.axis("off")
    middle, reach = np.array([168.0, high - 262.0]), 106.0
    for at, short in enumerate(result.documents):
        marker, colour = look(result.documents, short)
        x, y = 22 + 165 * (at % 2), 62 - 21 * (at // 2)
        ax.plot([x], [y], marker, color=colour, ms=7, mec=picture.INK, mew=0.6)
        ax.text(x + 12, y, short, fontsize=9.5, va="center")
    arrows = [FancyArrowPatch((0, 0), (1, 1), arrowstyle="-|>", mutation_scale=12, lw=1.4, color=picture.BLUE,
                              shrinkA=9, shrinkB=9) for _ in range(NEAR)]
    against, = ax.plot([], [], color=picture.VERMILION, lw=2.4, ls=(0, (2.2, 1.2)))
    for arrow in arrows:
        ax.add_patch(arrow)
    dots, centres = ([ax.plot([], [], look(result.documents, short)[0], color=look(result.documents, short)[1], ms=size,
                              mec=picture.INK, mew=0.8)[0] for short in result.documents] for size in (10, 16))
    numbers = [ax.text(0, 0, "", fontsize=11, ha="center", va="center") for _ in range(NEAR)]
    head = ax.text(14, high - 18, "", fontsize=10, va="center", color=picture.MUTED)
    lines = [ax.text(14, high - 40 - 20 * at, "", fontsize=11.5, va="center") for at in range(2)]
    quote = ax.text(14, high - 81, "", fontsize=10, va="center", color=picture.MUTED)
    words = [ax.text(352 if at % LINES else 334, 0, "", fontsize=10, va="center") for at in range(LINES * NEAR)]

    def update(result: Around) -> None:
        claim, near = result.claim, result.neighbours
        head.set_text(f"{claim['short']}, {claim['support']}, {claim['mode']}:")
        says = _lines(claim["says"], 92, 2)
        for line, text in zip(lines, says):
            line.set_text(text)
        quote.set_text(f"its words: “{claim['quote']}”")
        quote.set_y(high - (81 if says[1] else 61))
        spots = middle + reach * result.place
        for at, (arrow, number) in enumerate(zip(arrows, numbers)):
            there = at < len(near)
            number.set_visible(there)
            arrow.set_visible(there and near["way"].iloc[at] != WAYS[0])
            if there:
                number.set_text(str(near["number"].iloc[at]))
                number.set_position(middle + (reach + 20) * result.place[at])
                ends = (middle, spots[at])
                arrow.set_positions(*(ends if near["way"].iloc[at] == WAYS[1] else ends[::-1]))
        broken = [point for at, way in enumerate(near["way"]) if way == WAYS[0]
                  for point in (middle, spots[at], (np.nan, np.nan))]
        against.set_data(*(np.array(broken).T if broken else ([], [])))
        for short, dot, centre in zip(result.documents, dots, centres):
            mine = (near["short"] == short).to_numpy()
            dot.set_data(spots[mine, 0], spots[mine, 1])
            centre.set_data([middle[0]] * (claim["short"] == short), [middle[1]] * (claim["short"] == short))
        room = LINES if len(near) <= 6 else 2
        for at in range(NEAR):
            texts = [""] * LINES
            if at < len(near):
                row = near.iloc[at]
                texts = _lines(f"{row['number']}  {row['way']} · {row['short']}: {row['says']}", 58, room)
            for part, text in enumerate([*texts, *[""] * LINES][:LINES]):
                words[LINES * at + part].set_text(text)
                words[LINES * at + part].set_y(high - 116 - (17 * room + 6) * at - 17 * part)

    update(result)
    return Moving([against, *arrows, *dots, *centres, *numbers, head, *lines, quote, *words], update)


def _lines(text: str, width: int, number: int) -> list[str]:
    """``text`` in ``number`` lines; what has no room becomes dots."""
    parts = textwrap.wrap(text, width, max_lines=number, placeholder=" …")
    return [*parts, *[""] * (number - len(parts))]


# evidence --------------------------------------------------------------------------------------------------

def reports(result: Reports, fig: Figure) -> Moving:
    """Belief over the number of reports, as set and for the extremes; and what the reports are worth."""
    ax, below = fig.subplots(2, 1, height_ratios=[3, 1])
    ax.set(xlim=(-0.3, MOST + 0.3), ylim=(0, 112), yticks=[0, 50, 100], xticks=range(0, MOST + 1, 5))
    ax.set_ylabel("chance that it is so, %")
    ax.set_xlabel("reports, all saying the same")
    ax.grid(axis="y")
    numbers = np.arange(MOST + 1)
    looks = {"alone": dict(color=picture.GREEN, ls="--", lw=2), "one": dict(color=picture.VERMILION, ls=":", lw=2.4),
             "belief": dict(color=picture.BLUE, ls="-", lw=2.4, marker="o", ms=4)}
    lines = {name: ax.plot([], [], **style)[0] for name, style in looks.items()}
    for name, words in (("alone", "nobody copies"), ("belief", "copied as set"), ("one", "all copy one source")):
        ax.plot([], [], label=words, **looks[name])
    fig.legend(*ax.get_legend_handles_labels(), loc="outside upper left", ncols=3, fontsize=10.5)
    here, = ax.plot([], [], "D", color=picture.BLUE, ms=10, mec=picture.INK)
    label = ax.text(0, 0, "", fontsize=12, ha="center", va="center")
    below.set(xlim=(0, MOST * 1.32), ylim=(-0.6, 1.6), xticks=[])
    below.set_yticks([1, 0], ["reports", "count as"])
    below.tick_params(axis="y", length=0)
    below.spines["bottom"].set_visible(False)
    bars = [below.barh(y, 0, height=0.62, edgecolor=picture.INK, lw=0.6, **style)[0]
            for y, style in ((1, dict(color=picture.FAINT)), (0, dict(color=picture.BLUE)))]
    spelled = [below.text(0, y, "", va="center", fontsize=11) for y in (1, 0)]

    def update(result: Reports) -> None:
        for name, line in lines.items():
            line.set_data(numbers, 100 * getattr(result, name))
        here.set_data([result.number], [100 * result.now])
        label.set_text(percent(result.now))
        over = 100 * result.now < 50
        label.set_position((min(max(result.number, 0.8), MOST - 2), 100 * result.now + (11 if over else -13)))
        for bar, text, value, words in zip(bars, spelled, (result.number, result.worth), (
                f"{result.number}", f"{result.worth:.1f} independent")):
            bar.set_width(value)
            text.set_x(value + 0.3)
            text.set_text(words)

    update(result)
    return Moving([lines["alone"], lines["one"], lines["belief"], here, *bars, label, *spelled], update)


def family(result: Family, fig: Figure) -> Moving:
    """Ten reports above, their sources below, a line from each report to its source."""
    ax = fig.subplots()
    ax.set(xlim=(-2.6, result.number - 0.3), ylim=(-1.15, 1.75))
    ax.axis("off")
    at = np.arange(result.number)
    ax.plot(at, np.ones(result.number), "s", color=picture.SKY, ms=17, mec=picture.INK)
    ax.text(-2.5, 1, "reports", va="center")
    ax.text(-2.5, 0, "sources", va="center")
    ties, = ax.plot([], [], color=picture.MUTED, lw=1.3)
    sources, = ax.plot([], [], "o", color=picture.ORANGE, ms=17, mec=picture.INK)
    words = [ax.text(-2.5, -0.62 - 0.38 * line, "", va="center", fontsize=12) for line in range(2)]

    def update(result: Family) -> None:
        places = (np.arange(result.sources) + 0.5) * result.number / result.sources - 0.5
        sources.set_data(places, np.zeros(result.sources))
        ends = np.full((result.number, 3, 2), np.nan)
        ends[:, 0] = np.column_stack([at, np.full(result.number, 0.8)])
        ends[:, 1] = np.column_stack([places[result.source], np.full(result.number, 0.2)])
        ties.set_data(ends[..., 0].ravel(), ends[..., 1].ravel())
        words[0].set_text(f"chance that it is so: {percent(result.belief)}")
        words[1].set_text(f"if each report had looked for itself: {percent(result.alone)}")

    update(result)
    return Moving([ties, sources, *words], update)


# the build of an argument ----------------------------------------------------------------------------------

ROWS, STEPS = 5, 5


def build(result: Build, fig: Figure) -> Moving:
    """The legs of an argument as rows of boxes, what the attack strikes, and the chance that it stands."""
    ax, side = fig.subplots(1, 2, width_ratios=[1.7, 1])
    ax.set(xlim=(-0.1, STEPS + 1.75), ylim=(ROWS + 0.05, -0.85))
    ax.axis("off")
    boxes = [[ax.add_patch(Rectangle((0, 0), 0, 0, facecolor=picture.SKY, edgecolor=picture.INK, lw=1))
              for _ in range(STEPS)] for _ in range(ROWS)]
    one = ax.add_patch(Rectangle((0, 0), 0, 0, facecolor=picture.ORANGE, edgecolor=picture.INK, lw=1, hatch="///"))
    ties = LineCollection([], colors=picture.MUTED, linewidths=1.4)
    ax.add_collection(ties)
    goal = ax.add_patch(Rectangle((0, 0), 0, 0, facecolor="white", edgecolor=picture.INK, lw=1.4))
    claim = ax.text(STEPS + 1.13, 0, "claim", ha="center", va="center", fontsize=11)
    crosses, = ax.plot([], [], "x", color=picture.INK, ms=20, mew=3)
    above = ax.text(0, -0.55, "", fontsize=11, va="center")
    side.set(xlim=(-0.6, 1.6), ylim=(0, 122), yticks=[0, 50, 100])
    side.set_xticks([0, 1], ["before the\nattack", "after it"])
    side.set_ylabel("chance that it stands, %")
    side.tick_params(axis="x", length=0)
    bars = [side.bar(x, 0, width=0.62, edgecolor=picture.INK, lw=0.8, **style)[0]
            for x, style in ((0, dict(color=picture.BLUE)), (1, dict(color=picture.ORANGE, hatch="///")))]
    spelled = [side.text(x, 0, "", ha="center", va="center", fontsize=11) for x in (0, 1)]

    def update(result: Build) -> None:
        middle, lines, struck = result.legs / 2, [], []
        for row in range(ROWS):
            for at in range(STEPS):
                there = row < result.legs and at < result.steps and not (result.shared and at == 0)
                boxes[row][at].set_visible(there)
                if there:
                    boxes[row][at].set_bounds(at, row + 0.14, 0.78, 0.72)
            if row < result.legs:
                points = [(at + 0.78 if end else at, row + 0.5) for at in range(result.steps) for end in (0, 1)]
                points = points[2 if result.shared else 0:]
                start = [(0.78, middle)] if result.shared else []
                chain = [*start, *points, (STEPS + 0.6, middle)]
                begin = 0 if result.shared else 1
                lines += [chain[at:at + 2] for at in range(begin, len(chain) - 1, 2)]
                if not result.shared and row < result.struck:
                    struck.append((0.39, row + 0.5))
        one.set_visible(result.shared)
        if result.shared:
            one.set_bounds(0, middle - 0.36, 0.78, 0.72)
            struck = [(0.39, middle)] if result.struck else []
        ties.set_segments(lines)
        goal.set_bounds(STEPS + 0.6, middle - 0.42, 1.06, 0.84)
        claim.set_y(middle)
        crosses.set_data(*(np.array(struck).T if struck else ([], [])))
        above.set_text("one first step under all legs" if result.shared else "each leg has its own first step")
        for bar, text, value in zip(bars, spelled, (result.before, result.after)):
            bar.set_height(100 * value)
            text.set_y(100 * value + 7)
            text.set_text(percent(value))

    update(result)
    drawn = [ties, *(box for row in boxes for box in row), one, goal, *bars, crosses, claim, above, *spelled]
    return Moving(drawn, update)
