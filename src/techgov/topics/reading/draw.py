"""Drawings of lesson 01. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from techgov import picture
from techgov.canvas import Moving
from techgov.numerals import spell
from techgov.topics.reading.model import GROUPS, SUPPORTS, Printed, Sources, Support

LOOKS = {"footnoted": (picture.BLUE, "", "footnoted"), "stretched": (picture.SKY, "//", "footnoted by a crowded mark"),
         "attributed": (picture.ORANGE, "", "attributed"), "asserted": (picture.FAINT, "", "asserted")}


def support_bars(result: Support, fig: Figure) -> Moving:
    """A bar a document, as long as all its statements, cut by what they rest on."""
    ax = fig.subplots()
    at = range(len(result.documents))
    bars = {what: ax.barh(at, [0] * len(at), height=0.62, color=LOOKS[what][0], hatch=LOOKS[what][1],
                          edgecolor=picture.MUTED, lw=0.6) for what in SUPPORTS}
    shares = {what: [ax.text(0, y, "", ha="center", va="center", fontsize=11,
                             color="white" if what == "footnoted" else picture.INK) for y in at] for what in SUPPORTS}
    counts = [ax.text(1.015, y, "", va="center", fontsize=11) for y in at]
    ax.set_yticks(at, result.documents)
    ax.set_ylim(len(at) - 0.5, -0.5)
    ax.set_xlim(0, 1.26)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.spines["bottom"].set_bounds(0, 1)
    ax.tick_params(axis="y", length=0)
    fig.legend(handles=[Patch(facecolor=colour, hatch=hatch, edgecolor=picture.MUTED, label=label)
                        for colour, hatch, label in LOOKS.values()],
               loc="outside upper left", ncols=4, fontsize=10, columnspacing=1.2, handlelength=1.4)

    def update(result: Support) -> None:
        for y in at:
            all_of_it = sum(result.counts[what][y] for what in SUPPORTS)
            left = 0.0
            for what in SUPPORTS:
                share = result.counts[what][y] / all_of_it if all_of_it else 0.0
                bars[what][y].set_x(left)
                bars[what][y].set_width(share)
                shares[what][y].set_x(left + share / 2)
                shares[what][y].set_text(f"{100 * share:.0f}%" if share >= 0.07 else "")
                left += share
            counts[y].set_text(f"of {all_of_it}" if all_of_it else "none")

    update(result)
    return Moving([*(bar for what in SUPPORTS for bar in bars[what]),
                   *(text for what in SUPPORTS for text in shares[what]), *counts], update)


def source_bars(result: Sources, fig: Figure) -> Moving:
    """A bar a group of owners, as a share of everything cited."""
    ax = fig.subplots()
    at = range(len(GROUPS))
    colours = {"Party or government": picture.VERMILION, "another owner, named": picture.BLUE,
               "outlet named, owner not": picture.SKY, "the document's own outlet": picture.PINK}
    bars = ax.barh(at, [0] * len(at), height=0.6, color=[colours.get(group, picture.FAINT) for group in GROUPS],
                   edgecolor=picture.MUTED, lw=0.6)
    texts = [ax.text(0, y, "", va="center", fontsize=11) for y in at]
    ax.set_yticks(at, GROUPS)
    ax.set_ylim(len(at) - 0.5, -0.5)
    ax.set_xlim(0, 1.25)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.spines["bottom"].set_bounds(0, 1)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("share of what is cited")

    def update(result: Sources) -> None:
        for bar, text, group in zip(bars, texts, GROUPS):
            bar.set_width(result.share(group))
            text.set_x(result.share(group) + 0.015)
            text.set_text(f"{100 * result.share(group):.0f}% ({result.counts[group]})" if result.counts[group]
                          else "none")

    update(result)
    return Moving([*bars, *texts], update)


def printed_range(result: Printed, fig: Figure) -> Moving:
    """A count on a line, what is printed of it, and everything that would be printed alike."""
    ax = fig.subplots()
    ax.set_xlim(2.3e6, 3.7e6)
    ax.set_ylim(-1.2, 1.2)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xticks([2.5e6, 3e6, 3.5e6], ["2.5 million", "3 million", "3.5 million"])
    band, = ax.plot([], [], color=picture.SKY, lw=26, solid_capstyle="butt")
    edges, = ax.plot([], [], "|", color=picture.BLUE, ms=26, mew=2)
    dot, = ax.plot([], [], "o", color=picture.VERMILION, ms=9, markeredgecolor=picture.INK)
    above = ax.text(0, 0.62, "", ha="center", va="center", fontsize=12)
    below = ax.text(0, -0.62, "", ha="center", va="center", fontsize=11)

    def update(result: Printed) -> None:
        band.set_data([result.low, result.high], [0, 0])
        edges.set_data([result.low, result.high], [0, 0])
        dot.set_data([result.exact], [0])
        above.set_position((max(result.printed, 2.75e6), 0.62))
        above.set_text(f"printed: {spell(result.printed, 7)}")
        below.set_position((max(result.exact, 2.75e6), -0.62))
        below.set_text(f"counted: {result.exact:,.0f}")

    update(result)
    return Moving([band, edges, dot, above, below], update)


def shared_marks(result: dict[str, tuple[float, float]], ax) -> None:
    """Hoffman's point, and the line on which no mark is shared. result: document -> (across, up) in per cent."""
    ax.plot([0, 100], [0, 100], color=picture.MUTED, lw=1, ls="--")
    ax.text(62, 66, "as many either way", color=picture.MUTED, ha="right", va="bottom")
    across, up = result["hoffman-2018"]
    ax.plot([across], [up], "o", color=picture.BLUE, markersize=9, markeredgecolor=picture.INK)
    ax.text(across + 2.5, up, "Hoffman", va="center")
