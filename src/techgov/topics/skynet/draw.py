"""Drawings of lesson 06. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from techgov import picture
from techgov.canvas import Moving
from techgov.numerals import spell
from techgov.topics.skynet.model import BaseRate, Implied


def implied_figures(result: Implied, fig: Figure) -> Moving:
    """Four ranges on one logarithmic axis: people, city, the nation at this density, the printed total."""
    ax = fig.subplots()
    rows = {"people": ("people, where cameras\nwere counted", picture.BLUE),
            "city": ("people in the\nwhole city", picture.SKY),
            "nation": ("cameras, if the country\nwere as dense", picture.ORANGE),
            "printed": ("cameras in the country,\nas printed", picture.VERMILION)}
    ax.set_xscale("log")
    ax.set_xlim(5e6, 9e9)
    ax.set_ylim(3.5, -0.5)
    ax.set_yticks(range(4), [label for label, _ in rows.values()])
    ax.set_xticks([1e7, 1e8, 1e9], ["10 million", "100 million", "1 billion"])
    ax.tick_params(axis="y", length=0)
    ax.grid(axis="x")
    bars, dots, texts = {}, {}, {}
    for at, (name, (_, colour)) in enumerate(rows.items()):
        bars[name], = ax.plot([], [], color=colour, lw=9, alpha=0.45, solid_capstyle="butt")
        dots[name], = ax.plot([], [], "o", color=colour, ms=7, markeredgecolor=picture.INK)
        # right of the bar, and left of the last one, which ends where the axis does
        texts[name] = ax.text(0, at, "", ha="right" if name == "printed" else "left", va="center", fontsize=11)

    def update(result: Implied) -> None:
        for at, name in enumerate(rows):
            one = getattr(result, name)
            bars[name].set_data([one.low, one.high], [at, at])
            dots[name].set_data([one.value], [at])
            texts[name].set_x(one.low / 1.15 if name == "printed" else one.high * 1.15)
            texts[name].set_text(f"{spell(one.low)} to {spell(one.high)}" if one.low < one.high
                                 else spell(one.value))

    update(result)
    return Moving([*bars.values(), *dots.values(), *texts.values()], update)


def base_rate_tree(result: BaseRate, fig: Figure) -> Moving:
    """Natural frequencies as a tree, and under it the alarms as one bar: right ones and false ones."""
    ax = fig.subplots()
    ax.set_axis_off()
    ax.set(xlim=(0, 12), ylim=(0, 8.2))
    places = {  # x and y of the middle, colour, caption
        "searches": (6, 7.5, picture.FAINT, "faces searched a day"),
        "sought": (3, 5.1, picture.SKY, "are on the list"),
        "others": (9, 5.1, picture.FAINT, "are not on the list"),
        "found": (1.55, 2.7, picture.BLUE, "right alarm"),
        "missed": (4.45, 2.7, "white", "no alarm: missed"),
        "false_alarms": (7.55, 2.7, picture.ORANGE, "false alarm"),
        "silent": (10.45, 2.7, "white", "no alarm"),
    }
    for a, b in [("searches", "sought"), ("searches", "others"), ("sought", "found"), ("sought", "missed"),
                 ("others", "false_alarms"), ("others", "silent")]:
        ax.plot([places[a][0], places[b][0]], [places[a][1] - 0.6, places[b][1] + 0.62], color=picture.MUTED, lw=1.2)
    numbers = {}
    for name, (x, y, colour, caption) in places.items():
        dark = colour == picture.BLUE
        ax.add_patch(FancyBboxPatch((x - 1.25, y - 0.6), 2.5, 1.2, boxstyle="round,pad=0,rounding_size=0.12",
                                    facecolor=colour, edgecolor=picture.MUTED, lw=1))
        ax.text(x, y - 0.3, caption, ha="center", va="center", fontsize=10, color="white" if dark else picture.INK)
        numbers[name] = ax.text(x, y + 0.22, "", ha="center", va="center", fontsize=13,
                                color="white" if dark else picture.INK)
    right = ax.barh(0.75, 0, height=0.75, left=0.3, color=picture.BLUE, edgecolor=picture.INK, lw=0.8)[0]
    false = ax.barh(0.75, 0, height=0.75, left=0.3, color=picture.ORANGE, edgecolor=picture.INK, lw=0.8,
                    hatch="//")[0]
    share = ax.text(0.3, 1.5, "", ha="left", va="center", fontsize=12)

    def update(result: BaseRate) -> None:
        for name, text in numbers.items():
            text.set_text(persons(getattr(result, name)))
        length = 11.4 * (result.precision or 0)
        right.set_width(length)
        false.set_x(0.3 + length)
        false.set_width(11.4 - length if result.alarms else 0)
        share.set_text("There are no alarms." if result.precision is None else
                       f"Of all alarms {share_text(result.precision)} are right and "
                       f"{share_text(1 - result.precision)} are false:")

    update(result)
    return Moving([right, false, *numbers.values(), share], update)


def false_matches(table: pd.DataFrame, fig: Figure) -> Moving:
    """Expected strangers who match, a bar a list, on a logarithmic axis. table: as ``model.one_against`` gives it."""
    ax = fig.subplots()
    at = range(len(table))
    ax.set_xscale("log")
    ax.set_xlim(1e-3, 1e9)
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_yticks(at, [f"{name}\n({spell(people)} people)" for name, people in zip(table["list"], table["people"])])
    ax.set_xticks([1e-3, 1, 1e3, 1e6], ["1 in 1,000", "1", "1,000", "1 million"])
    ax.axvline(1, color=picture.MUTED, lw=1)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("strangers who match, expected")
    bars = [ax.plot([], [], color=picture.ORANGE, lw=16, solid_capstyle="butt")[0] for _ in at]
    texts = [ax.text(1, y, "", va="center", fontsize=11) for y in at]

    def update(table: pd.DataFrame) -> None:
        for y, bar, text, number in zip(at, bars, texts, table["false_matches"]):
            bar.set_data([1e-3, max(number, 1e-3)], [y, y])
            text.set_x(1.3 * max(number, 1e-3))
            text.set_text(persons(number) if number >= 1 else f"1 in {spell(1 / number, 2)}")

    update(table)
    return Moving([*bars, *texts], update)


def persons(number: float) -> str:
    """An expected number of persons, in whole persons."""
    if 0 < number < 1:
        return "less than 1"
    return spell(number, 4) if number >= 1e6 else f"{number:,.0f}"


def share_text(share: float) -> str:
    """A share of one with one decimal, and a word where that would round it away."""
    if 0 < share < 0.0005:
        return "less than 0.1%"
    return "more than 99.9%" if 0.9995 <= share < 1 else f"{100 * share:.1f}%"


def camera_bars(cameras: pd.DataFrame, fig: Figure) -> None:
    """The cities that the document names, with a bar where it gives a density and the words where it gives none.

    cameras: columns city, per_thousand (cameras per 1,000 people, missing where not given).
    """
    ax = fig.subplots()
    at = range(len(cameras))
    ax.barh(at, cameras["per_thousand"].fillna(0).astype(float), color=picture.BLUE, height=0.6)
    for y, density in zip(at, cameras["per_thousand"]):
        ax.text(2 if pd.isna(density) else density + 2, y, "no figure given" if pd.isna(density) else f"{density:.0f}",
                va="center", color=picture.MUTED if pd.isna(density) else picture.INK)
    ax.set_yticks(at, cameras["city"])
    ax.set_ylim(len(cameras) - 0.4, -0.6)
    ax.set_xlim(0, 200)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("cameras per 1,000 people")


def densities(table: pd.DataFrame, fig: Figure) -> None:
    """Densities on one axis, the impossible one too. table: columns what, per_thousand, claimed (bool)."""
    ax = fig.subplots()
    at = range(len(table))
    ax.barh(at, table["per_thousand"], height=0.55,
            color=[picture.VERMILION if claimed else picture.BLUE for claimed in table["claimed"]],
            hatch=["//" if claimed else "" for claimed in table["claimed"]], edgecolor="white")
    for y, density in zip(at, table["per_thousand"]):
        ax.text(density + 20, y, f"{density:,.0f}", va="center")
    ax.set_yticks(at, table["what"])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, 1.12 * table["per_thousand"].max())
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("cameras per 1,000 people")


def readings(table: pd.DataFrame, fig: Figure) -> None:
    """Totals that one sentence implies under its readings. table: columns reading, billion_yuan."""
    ax = fig.subplots()
    at = range(len(table))
    ax.barh(at, table["billion_yuan"], height=0.55, color=picture.ORANGE, edgecolor=picture.INK, lw=0.6)
    for y, row in zip(at, table.itertuples()):
        ax.text(row.billion_yuan + 1, y, f"{row.billion_yuan:.1f}", va="center")
    ax.set_yticks(at, table["reading"])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, 1.15 * table["billion_yuan"].max())
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("billion yuan")
