"""Drawings of lesson 07. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from techgov import picture
from techgov.canvas import Moving
from techgov.numerals import spell
from techgov.topics.economic_policy.model import Axis, Comparison, Range, Track, Years

# kind of statement -> marker, colour, what the key says
KINDS = {"reported": ("o", picture.BLUE, "reported"), "plan": ("s", picture.ORANGE, "plan"),
         "forecast": ("^", picture.PINK, "forecast"), "estimate": ("v", picture.GREEN, "estimate"),
         "valuation": ("D", picture.SKY, "what something is worth")}


# money on one axis -----------------------------------------------------------------------------------------

def money_axis(result: Axis, fig: Figure) -> Moving:
    """A row an amount, a mark where it stands on the bent axis; ticks move with the bend."""
    ax = fig.subplots()
    rows = len(result.places)
    ax.set(xlim=(-0.02, 1.4), ylim=(rows - 0.4, -0.7), xticks=[])
    ax.set_yticks(range(rows), result.places["name"], fontsize=11)
    ax.tick_params(axis="y", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.hlines(range(rows), 0, 1, color=picture.FAINT, lw=0.8, zorder=0)
    for at, row in enumerate(result.places.itertuples()):
        ax.text(1.4, at, f"{row.open} {spell(row.yuan * 1e9)}".strip(), ha="right", va="center", fontsize=10)
    lines = [ax.plot([0, 0], [-0.7, rows - 0.4], color=picture.FAINT, lw=1, zorder=0)[0] for _ in result.ticks["yuan"]]
    labels = [ax.text(0, rows + 0.25, "", ha="center", va="center", fontsize=10, clip_on=False)
              for _ in result.ticks["yuan"]]
    marks = [ax.plot([0], [at], KINDS[row.statement][0], color=KINDS[row.statement][1], ms=9,
                     markeredgecolor=picture.INK, clip_on=False)[0]
             for at, row in enumerate(result.places.itertuples())]
    used = [kind for kind in KINDS if kind in set(result.places["statement"])]
    fig.legend(handles=[ax.plot([], [], KINDS[kind][0], color=KINDS[kind][1], ms=8, markeredgecolor=picture.INK,
                                label=KINDS[kind][2])[0] for kind in used],
               loc="outside upper left", ncols=len(used), fontsize=10, handletextpad=0.2, columnspacing=1)
    ax.set_xlabel(" ", fontsize=14)  # room for the ticks that move

    def update(result: Axis) -> None:
        free = 2.0  # from the right, a label wherever the last one leaves room
        for line, label, tick in reversed(list(zip(lines, labels, result.ticks.itertuples()))):
            line.set_xdata([tick.place, tick.place])
            shown = free - tick.place >= 0.165
            label.set_x(tick.place)
            label.set_text(spell(tick.yuan * 1e9) if shown else "")
            free = tick.place if shown else free
        for mark, place in zip(marks, result.places["place"]):
            mark.set_xdata([place])

    update(result)
    return Moving([*lines, *marks, *labels], update)


# two amounts -----------------------------------------------------------------------------------------------

def money(one: Range, unit: str) -> str:
    """An amount with its unit; a range where a rate's rounding leaves one."""
    return f"{spell(one.value)} {unit}" if one.low == one.high else (
        f"{spell(one.value)} {unit} ({spell(one.low)} to {spell(one.high)})")


def ratio(times: Range) -> str:
    """'5.68 times the second', or a percentage below one; with the range that a rate's rounding leaves."""
    def write(value):
        return f"{spell(value)} times" if times.value >= 1 else f"{spell(100 * value)}%"

    whole = f"{write(times.value)} {'' if times.value >= 1 else 'of '}the second"
    return whole if times.low == times.high else f"{whole} ({write(times.low)} to {write(times.high)})"


def comparison(result: Comparison, fig: Figure) -> Moving:
    """Two bars of one unit, or in words why there are none; what the units do not see stands below."""
    ax = fig.subplots()
    ax.set_axis_off()
    ax.set(xlim=(0, 10), ylim=(7, 0))
    head = ax.text(0.1, 0.5, "", fontsize=13, va="center")
    bars = [ax.barh(y, 0, height=0.75, left=0.1, color=colour, edgecolor=picture.INK, lw=0.8, hatch=hatch)[0]
            for y, colour, hatch in ((2.35, picture.BLUE, ""), (4.35, picture.ORANGE, "//"))]
    names = [ax.text(0.1, y, "", fontsize=11, va="center") for y in (1.55, 3.55)]
    reasons = [ax.text(0.1, y, "", fontsize=12, va="center") for y in (2.75, 3.65, 4.55)]
    notes = [ax.text(0.1, y, "", fontsize=10.5, va="center", color=picture.MUTED) for y in (5.75, 6.45)]

    def update(result: Comparison) -> None:
        sizes = (result.first, result.second) if result.allowed else (None, None)
        longest = max((size.value for size in sizes if size), default=1)
        for bar, label, name, size in zip(bars, names, result.names, sizes):
            bar.set_width(9.8 * size.value / longest if size else 0)
            bar.set_visible(size is not None)
            label.set_text(f"{name}: {money(size, result.unit)}" if size else "")
        if not result.allowed:
            names[0].set_text(f"{result.names[0]} beside {result.names[1]}")
        head.set_text(f"The first is {ratio(result.times)}." if result.allowed else "Not drawn: the units forbid it.")
        for label, text in zip(reasons, [*result.reasons, "", "", ""]):
            label.set_text(f"× {text}" if text else "")
        for label, text in zip(notes, [*result.cautions, "", ""]):
            label.set_text(f"Not in the units – {text}" if text else "")

    update(result)
    return Moving([*bars, head, *names, *reasons, *notes], update)


# on track --------------------------------------------------------------------------------------------------

ARROWS = {"ahead": "▲", "behind": "▼", "cannot be told": "?"}
CURVES = {"even pace": ("even", picture.BLUE, "-"), "even, result rounded": (None, picture.INK, "-"),
          "building speeds up": ("faster", picture.ORANGE, "--"), "only what is new": ("new", picture.GREEN, ":")}


def verdict(pace, unit: str = "") -> str:
    """'▼ behind by 3,333', or '? cannot be told'."""
    by = "" if pace.verdict == "cannot be told" else f" by {abs(pace.gap):,.0f}{unit}"
    return f"{ARROWS[pace.verdict]} {pace.verdict}{by}"


def track(result: Track, fig: Figure) -> Moving:
    """Expected numbers over the year with the result among them; beside it a verdict for each definition of pace."""
    ax, side = fig.subplots(1, 2, width_ratios=[3, 2])
    ax.set(xlim=(0, 12.3), ylim=(0, 1.12 * result.target))
    ax.set_xticks(range(0, 13, 3), ["1 Jan", "1 Apr", "1 Jul", "1 Oct", "31 Dec"])
    ax.set_yticks([0, 50_000, 100_000, 150_000, 200_000, 250_000])
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.axhline(result.target, color=picture.MUTED, lw=1)
    ax.text(0.15, 1.03 * result.target, "target", fontsize=10.5, va="bottom")
    lines = {name: ax.plot([], [], color=colour, ls=style, lw=2.4)[0]
             for name, (curve, colour, style) in CURVES.items() if curve}
    drop, = ax.plot([], [], color=picture.MUTED, lw=1)
    rounding, = ax.plot([], [], color=picture.INK, lw=11, alpha=0.35, solid_capstyle="butt")
    dot, = ax.plot([], [], "o", color=picture.INK, ms=5)
    label = ax.text(0, 0, "", fontsize=10.5, va="center", ha="left")
    side.set_axis_off()
    side.set(xlim=(0, 10), ylim=(9.4, -1.1))
    verdicts = []
    for at, (name, (curve, colour, style)) in enumerate(CURVES.items()):
        y = 2.3 * at
        side.plot([0, 1.2], [y, y], color=colour, ls=style, lw=2.4 if curve else 7, alpha=1 if curve else 0.35)
        side.text(1.6, y, name, fontsize=11.5, va="center")
        verdicts.append(side.text(1.6, y + 0.95, "", fontsize=11.5, va="center"))

    def update(result: Track) -> None:
        for name, line in lines.items():
            line.set_data(result.months, getattr(result, CURVES[name][0]))
        rounding.set_data([result.now, result.now], [result.result.low, result.result.high])
        dot.set_data([result.now], [result.result.value])
        drop.set_data([result.now, result.now], [0, result.result.value])
        label.set_position((result.now + 0.2, 0.04 * result.target))
        label.set_text(f"{result.result.value:,.0f} built")
        for text, pace in zip(verdicts, result.paces):
            text.set_text(verdict(pace))

    update(result)
    return Moving([drop, *lines.values(), rounding, dot, label, *verdicts], update)


# years to a target -----------------------------------------------------------------------------------------

LAWS = {"constant": ("the same number every year", picture.BLUE, "-"),
        "compounding": ("the same percentage every year", picture.ORANGE, "--"),
        "saturating": ("slowing down under a ceiling", picture.GREEN, "-.")}


def reached(growth, deadline: float | None) -> str:
    """'reached in 2032', with the share at a deadline where there is one."""
    when = growth.why or f"reached in {growth.during}"
    return when if growth.share is None else f"{when}; {spell(100 * growth.share, 2)}% in {deadline:.0f}"


def years(result: Years, fig: Figure) -> Moving:
    """Three curves through two known points, the target, and a deadline if one is tried."""
    ax, side = fig.subplots(1, 2, width_ratios=[3, 2.3])
    ax.set(xlim=(result.years[0] - 0.5, result.years[-1]), ylim=(0, 1.3 * result.target))
    ax.set_yticks(range(0, 7_000_000, 1_000_000), ["0", *(f"{n} million" for n in range(1, 7))])
    ax.xaxis.set_major_formatter("{x:.0f}")
    ax.set_xlabel("end of the year")
    ax.axhline(result.target, color=picture.MUTED, lw=1)
    ax.text(result.years[0] - 0.3, 1.02 * result.target, "target", fontsize=10.5, va="bottom")
    lines = [ax.plot([], [], color=LAWS[one.law][1], ls=LAWS[one.law][2], lw=2.4)[0] for one in result.laws]
    due, = ax.plot([], [], color=picture.VERMILION, lw=2, ls=(0, (2, 2)))
    known, = ax.plot([], [], "o", color=picture.INK, ms=7, clip_on=False)
    side.set_axis_off()
    side.set(xlim=(0, 10), ylim=(8.2, -1.1))
    texts = []
    for at, (what, colour, style) in enumerate(LAWS.values()):
        y = 2.5 * at
        side.plot([0, 1.2], [y, y], color=colour, ls=style, lw=2.4)
        side.text(1.6, y, what, fontsize=11, va="center")
        texts.append(side.text(1.6, y + 0.95, "", fontsize=11, va="center"))
    open_ = side.text(0, 7.6, "", fontsize=11, va="center", color=picture.INK)

    def update(result: Years) -> None:
        for line, text, one in zip(lines, texts, result.laws):
            line.set_data(result.years, one.curve)
            text.set_text(reached(one, result.deadline))
        known.set_data(*zip(result.first, result.last))
        due.set_data(([result.deadline] * 2, [0, 1.3 * result.target]) if result.deadline else ([], []))
        open_.set_text("deadline: not stated" if result.deadline is None
                       else f"deadline tried: end of {result.deadline:.0f}")

    update(result)
    return Moving([*lines, due, known, *texts, open_], update)


# pictures that stand still ---------------------------------------------------------------------------------

LOOKS = {"derived": (picture.SKY, "//"), "reported": (picture.BLUE, ""), "forecast": (picture.PINK, "..")}


def science(table: pd.DataFrame, fig: Figure) -> None:
    """The same three amounts twice: on an axis from nothing, and on one that begins high up.

    table: columns year, spending (billion yuan), statement (missing where derived).
    """
    for ax, bottom, title in zip(fig.subplots(1, 2), (0, 300), ("axis from 0", "axis from 300")):
        for at, row in enumerate(table.itertuples()):
            colour, hatch = LOOKS[row.statement or "derived"]
            ax.bar(at, row.spending, width=0.6, color=colour, hatch=hatch, edgecolor=picture.INK, lw=0.8)
            ax.text(at, row.spending, f"{row.spending:.0f}", ha="center", va="bottom", fontsize=11)
        ax.set_xticks(range(len(table)), [f"{row.year}\n{row.statement or 'derived'}" for row in table.itertuples()])
        ax.set_ylim(bottom, 365 if bottom else 400)
        ax.set_title(title)
        ax.tick_params(axis="x", length=0)
        ax.set_ylabel("billion yuan")


def spans(table: pd.DataFrame, fig: Figure) -> None:
    """A row a target, from when it was set to when it is due; open ends are dashed and say so.

    table: as ``model.spans`` gives it.
    """
    ax = fig.subplots()
    for at, row in enumerate(table.itertuples()):
        begin = row.due - 1.6 if pd.isna(row.set) else row.set + 0.5
        end = row.set + 7.5 if pd.isna(row.due) else row.due
        whole = not (pd.isna(row.set) or pd.isna(row.due))
        ax.plot([begin, end], [at, at], color=picture.BLUE, lw=3, ls="-" if whole else (0, (2, 1.5)))
        if pd.isna(row.set):
            ax.text(begin - 0.15, at, "set: ?", ha="right", va="center", fontsize=10.5)
        else:
            ax.plot([begin], [at], "o", color=picture.BLUE, ms=8, markeredgecolor=picture.INK)
        if pd.isna(row.due):
            ax.text(end + 0.15, at, "due: ?", ha="left", va="center", fontsize=10.5)
        else:
            ax.plot([end], [at], "s", color=picture.ORANGE, ms=9, markeredgecolor=picture.INK)
        if not pd.isna(row.result):
            ax.plot([row.result], [at], "^", color=picture.GREEN, ms=10, markeredgecolor=picture.INK)
            ax.text(row.result, at - 0.3, f"{100 * row.share:.0f}%", ha="center", va="bottom", fontsize=10.5)
    ax.set_yticks(range(len(table)), table["name"])
    ax.set_ylim(len(table) - 0.5, -0.9)
    ax.set_xlim(2014.6, 2032)
    ax.set_xticks([year + 0.5 for year in range(2015, 2032, 2)], range(2015, 2032, 2))  # the middle of each
    ax.tick_params(axis="both", length=0)
    keys = [("o", picture.BLUE, "set"), ("s", picture.ORANGE, "due"), ("^", picture.GREEN, "a result, as a share")]
    fig.legend(handles=[ax.plot([], [], mark, color=colour, ms=8, markeredgecolor=picture.INK, label=label)[0]
                        for mark, colour, label in keys], loc="outside upper left", ncols=3, fontsize=10.5)


def counted(table: pd.DataFrame, target: float, deadline: float, fig: Figure) -> None:
    """Points by moment, with the target and its deadline. table: columns moment (years), points."""
    ax = fig.subplots()
    ax.plot(table["moment"], table["points"], "o-", color=picture.GREEN, ms=8, lw=2.2, markeredgecolor=picture.INK)
    for row in table.itertuples():
        ax.text(row.moment - 0.08, row.points + 130_000, f"{row.points / 1e6:.2f}", ha="right", fontsize=11)
    ax.axhline(target, color=picture.MUTED, lw=1.2)
    ax.text(2017.6, target * 1.02, f"target: {spell(target)}", va="bottom", fontsize=11)
    ax.axvline(deadline, color=picture.VERMILION, lw=2, ls=(0, (2, 2)))
    ax.text(deadline + 0.06, 0.35e6, f"deadline: end of {deadline - 1:.0f}", fontsize=11)
    ax.set(xlim=(2017.5, 2023.3), ylim=(0, 5.9e6))
    ax.set_xticks(range(2018, 2024), [f"end of\n{year - 1}" for year in range(2018, 2024)])
    ax.set_yticks(range(0, 6_000_000, 1_000_000), ["0", *(f"{n} million" for n in range(1, 6))])
