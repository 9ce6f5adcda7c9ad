"""Drawings of lesson 08. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from techgov import picture
from techgov.canvas import Moving
from techgov.fill import percent
from techgov.topics.party_and_firms.model import FATES, FOUNDERS, Columns, Company, Founders, Presence

# sort of step -> (marker, colour)
STEPS = {"firm": ("o", "white"), "organisation founded or upgraded": ("s", picture.BLUE),
         "policy": ("D", picture.ORANGE), "honour": ("*", picture.PINK), "count": ("^", picture.GREEN)}
# fate of an idea -> (marker, colour, words)
LOOKS = {"done": ("o", picture.SKY, "carried out"), "stopped": ("X", picture.VERMILION, "refused in the room"),
         "feared": ("s", picture.ORANGE, "not proposed:\nit would be refused"),
         "needless": ("D", picture.YELLOW, "not proposed:\nit would have passed")}


# the documents ---------------------------------------------------------------------------------------------------

def organisation(table: pd.DataFrame, fig: Figure) -> None:
    """Every dated step by firm, and the year of the turn. table: the columns firm, step, sort, start, of
    party_organisation."""
    ax = fig.subplots()
    lanes = {"Alibaba": 3, "Baidu": 2, "Tencent": 1, "": 0}
    turn = table.loc[table["beside_pickup"] == "the year named", "start"].iloc[0]
    ax.set(xlim=(1997.4, 2023), ylim=(-0.75, 4.15))
    ax.set_yticks(list(lanes.values()), ["Alibaba", "Baidu", "Tencent", "private firms\nin general"])
    ax.tick_params(axis="y", length=0)
    ax.set_xticks(range(2000, 2021, 4))
    ax.grid(axis="x")
    ax.axvline(int(turn), color=picture.VERMILION, lw=1.5, ymax=0.9)
    ax.text(int(turn), 3.85, f"said to pick up after {turn}", ha="center", fontsize=10, color=picture.INK)
    below, aside = {"Party branch", "call for stronger Party organisations"}, {"Party organisation of unsaid rank"}
    short = {"firm founded": "founded", "priority given to Party organisations": "priority", "Party branch": "branch",
             "Party committee": "committee", "Party organisation of unsaid rank": "organisation",
             "building of Party organisations picks up": "", "Party members counted": "members counted",
             "call for stronger Party organisations": "directive"}
    for row in table.itertuples():
        marker, colour = STEPS[row.sort]
        year, y = int(row.start[:4]), lanes[row.firm]
        ax.plot([year], [y], marker, color=colour, mec=picture.INK, ms=14 if marker == "*" else 9)
        x, lift, ha, va = ((year - 0.5, -0.02, "right", "center") if row.step in aside else
                           (year, -0.3, "center", "top") if row.step in below else (year, 0.25, "center", "bottom"))
        ax.text(x, y + lift, short.get(row.step, row.step), ha=ha, va=va, fontsize=10)


def readers(table: pd.DataFrame, fig: Figure) -> None:
    """How many fragments each document gives of each theme of the directive, back to back. table: the columns theme
    and document of directive_fragments."""
    ax = fig.subplots()
    counts = table.groupby(["theme", "document"], sort=False).size().unstack(fill_value=0)
    at = np.arange(len(counts))
    for slug, side, colour, hatch in (("chen-2021", -1, picture.ORANGE, "////"), ("neican-2020", 1, picture.BLUE, "")):
        ax.barh(at, side * counts[slug], left=2.4 * side, height=0.62, color=colour, hatch=hatch, edgecolor=picture.INK,
                lw=0.6)
        for y, number in zip(at, counts[slug]):
            ax.text(side * (2.4 + number + 0.15), y, str(number), ha="left" if side > 0 else "right", va="center",
                    fontsize=10)
    for y, theme in zip(at, counts.index):
        ax.text(0, y, theme, ha="center", va="center", fontsize=10)
    ax.text(-2.5, -1, "Chen 2021", ha="right", fontsize=11)
    ax.text(2.5, -1, "Jiang and Ni 2020", ha="left", fontsize=11)
    ax.set(xlim=(-9, 9), ylim=(len(counts) - 0.5, -1.6))
    ax.set_axis_off()


# what a small stake buys -------------------------------------------------------------------------------------------

MEASURES = {"stakes": (picture.FAINT, "", "votes"), "shapley": (picture.BLUE, "", "power (Shapley, Shubik)"),
            "banzhaf": (picture.SKY, "////", "power (Banzhaf)")}


def stake(result: Company, fig: Figure) -> Moving:
    """Votes and power of the small holder, the founder and each of the others, and what the small one can do."""
    ax = fig.subplots()
    ax.set(xlim=(0, 1.14), ylim=(4.35, -1.2), xticks=[])
    ax.set_yticks([0, 1.2, 2.4], ["small holder", "founder", "each of\nthe others"])
    ax.tick_params(axis="y", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.legend([Patch(fc=colour, hatch=hatch, ec=picture.INK, lw=0.6) for colour, hatch, _ in MEASURES.values()],
              [words for *_, words in MEASURES.values()], loc="upper left", ncols=3, bbox_to_anchor=(0, 1.02),
              fontsize=10, columnspacing=1.2)
    bars, texts = {}, {}
    for name, shift in zip(MEASURES, (-0.33, 0, 0.33)):
        colour, hatch, _ = MEASURES[name]
        for who, y in enumerate((0, 1.2, 2.4)):
            bars[name, who] = ax.barh(y + shift, 0, height=0.3, color=colour, hatch=hatch, edgecolor=picture.INK,
                                      lw=0.6)[0]
            texts[name, who] = ax.text(0, y + shift, "", va="center", fontsize=10)
    ax.axhline(3.2, color=picture.FAINT, lw=1)
    stops = ax.text(0.01, 3.55, "", va="center", fontsize=11)
    starts = ax.text(0.01, 4.05, "", va="center", fontsize=11)

    def update(result: Company) -> None:
        for (name, who), bar in bars.items():
            value = float(getattr(result, name)[who])
            bar.set_width(value)
            texts[name, who].set_x(value + 0.01)
            texts[name, who].set_text(share(value))
        stops.set_text(f"Of all that would be carried, the small holder's no can stop {share(result.prevent)}.")
        starts.set_text(f"Of all that would fail, the small holder's yes can carry {share(result.initiate)}.")

    update(result)
    return Moving([*bars.values(), *texts.values(), stops, starts], update)


def share(value: float) -> str:
    """A share of one in per cent; what is nearly nothing or nearly all keeps its sign of it."""
    if 0 < value < 0.005:
        return "less than 1%"
    return "nearly all" if 0.995 <= value < 1 - 1e-9 else f"{100 * value:.0f}%"


def founders(result: Founders, fig: Figure) -> Moving:
    """Four lines of power over the founder's stake, with and without a veto of one per cent, and a place on them."""
    ax = fig.subplots()
    ax.set(xlim=(0, 92), ylim=(-0.06, 1.12))
    ax.set_xticks(range(0, 61, 10), [f"{at}%" for at in range(0, 61, 10)])
    ax.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    ax.set_xlabel("the founder's votes")
    ax.set_ylabel("power (Shapley, Shubik)")
    ax.plot([0, 64], [0, 0.64], color=picture.FAINT, lw=1.5)
    looks = {"founder": (picture.BLUE, "-", "founder alone", 1.0),
             "small_veto": (picture.VERMILION, "--", "1% with a veto", 0.56),
             "founder_veto": (picture.BLUE, "--", "founder beside it", 0.44),
             "small": (picture.VERMILION, "-", "1% without a veto", 0.0)}
    dots = {}
    for name, (colour, dash, words, y) in looks.items():
        ax.plot(FOUNDERS, getattr(result, name), dash, color=colour, lw=2)
        ax.text(65.5, y, words, va="center", fontsize=10)
        dots[name], = ax.plot([], [], "o", color=colour, ms=9, mec=picture.INK)
    line, = ax.plot([], [], color=picture.MUTED, lw=1)

    def update(result: Founders) -> None:
        line.set_data([result.at] * 2, [-0.03, 1.03])
        for name, dot in dots.items():
            dot.set_data([result.at], [result.here(name)])

    update(result)
    return Moving([line, *dots.values()], update)


# a veto that is never used -----------------------------------------------------------------------------------------

def presence(result: Presence, fig: Figure) -> Moving:
    """A sample of ideas by their worth to both sides and by their fate, and of 1,000 ideas how many have which."""
    place, right = fig.subplots(1, 2, width_ratios=[1, 1.1])
    place.set(xlim=(-0.1, 3.3), ylim=(-3.4, 3.4), xticks=[], yticks=[0], yticklabels=["0"])
    place.set_xlabel("worth to the management", fontsize=10)
    place.set_ylabel("worth to the Party unit", fontsize=10)
    place.axhline(0, color=picture.MUTED, lw=1)
    dots = {name: place.plot([], [], marker, color=colour, ms=5, lw=0, mew=0.5, mec=picture.INK)[0]
            for name, (marker, colour, _) in LOOKS.items()}
    right.set(xlim=(0, 1330), ylim=(5.2, -1.2), xticks=[])
    right.set_yticks(range(4), [words for *_, words in LOOKS.values()], fontsize=10)
    right.spines["bottom"].set_visible(False)
    right.tick_params(axis="y", length=0)
    right.text(25, -0.95, "of 1,000 ideas", fontsize=10, va="center")
    bars = {name: right.barh(at, 0, height=0.6, color=colour, edgecolor=picture.INK, lw=0.6)[0]
            for at, (name, (_, colour, _)) in enumerate(LOOKS.items())}
    for at, (marker, colour, _) in enumerate(LOOKS.values()):
        right.plot([-75], [at], marker, color=colour, ms=7, mec=picture.INK, mew=0.6, clip_on=False)
    right.tick_params(axis="y", pad=18)
    texts = {name: right.text(0, at, "", va="center", fontsize=10) for at, name in enumerate(LOOKS)}
    seen = right.text(25, 4.15, "", va="center", fontsize=11)
    changed = right.text(25, 4.85, "", va="center", fontsize=11)

    def update(result: Presence) -> None:
        for name, dot in dots.items():
            mine = result.fate == FATES.index(name)
            dot.set_data(result.liked[mine], result.wanted[mine])
            number = 1000 * result.shares[name]
            bars[name].set_width(number)
            texts[name].set_x(number + 20)
            texts[name].set_text(f"{number:,.0f}")
        seen.set_text(f"seen in the room: {1000 * result.seen:,.0f}")
        changed.set_text(f"not carried out: {1000 * result.changed:,.0f}")

    update(result)
    return Moving([*dots.values(), *bars.values(), *texts.values(), seen, changed], update)


# a fall that follows a column ----------------------------------------------------------------------------------------

MOST = 40  # columns that the picture has room for


def columns(result: Columns, fig: Figure) -> Moving:
    """What follows each column, the deepest fall first: the price's change, and what is left without the market's."""
    ax = fig.subplots()
    ax.set(xlim=(0, MOST + 6), ylim=(-0.195, 0.135), xticks=[])
    ax.set_yticks([-0.1, -0.05, 0, 0.05], ["−10%", "−5%", "0", "+5%"])
    ax.axhline(0, color=picture.FAINT, lw=1)
    ax.axhline(-result.fall, color=picture.VERMILION, lw=1.5)
    ax.text(MOST + 1.2, -result.fall - 0.006, "so deep\na fall", va="top", fontsize=10)
    ax.set_xlabel("columns, by what followed")
    for x, marker, colour, words in ((1, "o", picture.BLUE, "change of the price"),
                                     (14, "D", "white", "what is left without the market's change")):
        ax.plot([x], [-0.183], marker, color=colour, mec=picture.INK, ms=6)
        ax.text(x + 0.8, -0.183, words, va="center", fontsize=10)
    price, = ax.plot([], [], "o", color=picture.BLUE, ms=6, mec=picture.INK, mew=0.6)
    rest, = ax.plot([], [], "D", color="white", ms=4.5, mec=picture.INK, mew=0.8)
    told, = ax.plot([], [], "o", color="none", ms=15, mec=picture.VERMILION, mew=2)
    ax.text(0.6, 0.123, "Chance of such a fall, though columns do nothing:", va="center", fontsize=11)
    chances = ax.text(0.6, 0.1, "", va="center", fontsize=11)

    def update(result: Columns) -> None:
        at = np.arange(1, len(result.price) + 1)
        price.set_data(at, result.price)
        rest.set_data(at, result.rest)
        told.set_data(at[:1], result.price[:1])
        chances.set_text(f"after one: {chance(result.by_chance)}; after at least one of {len(at)}: "
                         f"{chance(result.at_least_once)}")

    update(result)
    return Moving([price, rest, told, chances], update)


def chance(probability: float) -> str:
    """A probability in per cent, two figures."""
    return "less than 0.1%" if probability < 0.001 else "more than 99.9%" if probability > 0.999 else percent(
        probability, 2)
