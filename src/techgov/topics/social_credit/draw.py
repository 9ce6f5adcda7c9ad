"""Drawings of lesson 05. They place and colour what a model or a table holds; they compute nothing."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from techgov import picture
from techgov.canvas import Moving
from techgov.numerals import spell
from techgov.topics.social_credit.model import LOSE, Groups, Judged

LOOKS = {"a": (picture.BLUE, "-"), "b": (picture.VERMILION, "--")}  # the two groups, everywhere
WRONG = "//"  # hatching of whatever is wrong


def per_thousand(share: float) -> str:
    """A share of one as people in a thousand, with a word where rounding would leave none."""
    number = 1000 * share
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}" if number >= 0.05 else \
        "fewer than 0.1" if number else "none"


def as_many(ratio: float) -> str:
    """A ratio as a reader says it."""
    return f"{spell(ratio, 2)} times as many" if spell(ratio, 2) != "1" else "just as many"


# the documents ------------------------------------------------------------------------------------------------

def sentences(table: pd.DataFrame, fig: Figure) -> None:
    """A square for every sentence that speaks of scores, document by document; a document that is silent has none.

    table: columns document (as a reader reads it), sentence (number or missing), does.
    """
    ax = fig.subplots()
    names = list(dict.fromkeys(table["document"]))
    looks = {"describes": (picture.BLUE, "", "says what it is"), "mentions": (picture.SKY, "..", "mentions it"),
             "refers back": ("white", "", "refers back to it")}
    for row in table.dropna(subset=["sentence"]).itertuples():
        y, x = names.index(row.document), row.place
        colour, hatch, _ = looks[row.does]
        ax.add_patch(_square(x, y, colour, hatch))
    for y, name in enumerate(names):
        if table.loc[table["document"] == name, "sentence"].isna().all():
            ax.text(0.65, y, "nothing", va="center", color=picture.MUTED)
    for x, (colour, hatch, label) in zip((0.62, 2.4, 3.9), looks.values()):
        ax.add_patch(_square(x, len(names) - 0.05, colour, hatch, 0.24))
        ax.text(x + 0.2, len(names) - 0.05, label, va="center", fontsize=11)
    ax.set(xlim=(0.4, 6), ylim=(len(names) + 0.4, -0.6))
    ax.set_yticks(range(len(names)), names)
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0)
    ax.spines[["left", "bottom"]].set_visible(False)


def _square(x, y, colour, hatch, side=0.62):
    return Rectangle((x - side / 2 * 0.8, y - side / 2), side * 0.8, side, facecolor=colour, hatch=hatch,
                     edgecolor=picture.INK, lw=0.8)


# what other sources say ---------------------------------------------------------------------------------------

def totals(table: pd.DataFrame, fig: Figure) -> None:
    """Running totals by date, in millions. table: columns date (datetime), people, plane_tickets, train_tickets."""
    ax = fig.subplots()
    looks = {"plane_tickets": (picture.SKY, "s--", "plane tickets refused"), "people": (picture.BLUE, "o-",
             "people put on the list"), "train_tickets": (picture.ORANGE, "^:", "train tickets refused")}
    for column, (colour, style, label) in looks.items():
        ax.plot(table["date"], table[column] / 1e6, style, color=colour, markeredgecolor=picture.INK, ms=7)
        ax.annotate(label, (table["date"].iloc[-1], table[column].iloc[-1] / 1e6), xytext=(10, 0),
                    textcoords="offset points", va="center", fontsize=11)
    ax.set_ylim(0, 30)
    ax.set_xlim(table["date"].iloc[0] - pd.Timedelta(days=25), table["date"].iloc[-1] + pd.Timedelta(days=330))
    ax.set_xticks(table["date"], [f"{date:%b}\n{date:%Y}" for date in table["date"]])
    ax.set_ylabel("millions since 2013")
    ax.grid(axis="y")


def shares(table: pd.DataFrame, fig: Figure) -> None:
    """Approval in surveys, a line a question. table: as ``model.approval`` gives it."""
    ax = fig.subplots()
    looks = {"directly": (picture.BLUE, "o"), "directly, students": (picture.SKY, "s"),
             "after information": (picture.ORANGE, "^"), "in a list experiment": (picture.GREEN, "D")}
    for y, row in enumerate(table.itertuples()):
        colour, mark = looks[row.how]
        ax.plot([100 * row.low, 100 * row.high], [y, y], color=colour, lw=6, solid_capstyle="butt")
        ax.plot([100 * row.low, 100 * row.high], [y, y], mark, color=colour, ms=9, markeredgecolor=picture.INK)
        ends = f"{100 * row.low:.0f}" if row.low == row.high else f"{100 * row.low:.0f} to {100 * row.high:.0f}"
        ax.text(100 * row.high + 2.5, y, f"{row.bound}{ends} % · {row.how}", va="center", fontsize=11)
    ax.set_yticks(range(len(table)), table["asked"])
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xlim(0, 148)
    ax.set_xticks(range(0, 101, 20))
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("approve, per cent of those asked")


# the models ---------------------------------------------------------------------------------------------------

def ratios(table: pd.DataFrame, fig: Figure) -> Moving:
    """How many more of group b are listed, by the entries it takes. table: as ``model.watched_more`` gives it."""
    ax = fig.subplots()
    ax.set_xscale("log")
    ax.set_xlim(0.8, 30_000)
    ax.set_ylim(len(table) - 0.4, -0.85)
    ax.set_yticks(range(len(table)), [f"listed at {n} {'entry' if n == 1 else 'entries'}" for n in table["needed"]])
    ax.set_xticks([1, 10, 100], ["as many", "10 times", "100 times"])
    ax.tick_params(axis="y", length=0)
    ax.minorticks_off()
    ax.spines["bottom"].set_bounds(0.8, 1000)
    ax.set_xlabel("listed of group B for one of group A; beside the bars: of 1,000 people in each")
    line = ax.plot([], [], color=picture.INK, lw=1.4, ls=(0, (4, 3)))[0]
    caption = ax.text(1, -0.62, "", va="center", fontsize=11)
    bars = [ax.plot([], [], color=picture.VERMILION, lw=17, solid_capstyle="butt", alpha=0.75)[0]
            for _ in range(len(table))]
    texts = [ax.text(1, y, "", va="center", fontsize=11) for y in range(len(table))]

    def update(table: pd.DataFrame) -> None:
        watched = table["times"].iloc[0]
        line.set_data([watched, watched], [-0.5, len(table) - 0.4])
        caption.set_x(watched * 1.1)
        caption.set_text(f"watched {spell(watched)} times as much" if watched > 1 else "watched as much")
        for y, bar, text, row in zip(range(len(table)), bars, texts, table.itertuples()):
            bar.set_data([0.8, row.ratio], [y, y])
            text.set_x(max(row.ratio, watched) * 1.15)
            text.set_text(f"{as_many(row.ratio)}: {per_thousand(row.b)} against {per_thousand(row.a)}")

    update(table)
    return Moving([line, *bars, caption, *texts], update)


def two_groups(result: Groups, fig: Figure) -> Moving:
    """The year of two groups that behave alike: listed in 1,000 by day on a logarithmic axis, and beside it how many of
    those listed at the end are on the list by mistake."""
    left, right = fig.subplots(1, 2, width_ratios=(1.55, 1))
    left.set_yscale("log")
    left.set_xlim(0, 545)
    left.set_ylim(0.004, 2500)
    left.set_xticks([0, 91, 182, 274, 365], ["0", "3", "6", "9", "12"])
    left.set_yticks([0.01, 0.1, 1, 10, 100, 1000], ["0.01", "0.1", "1", "10", "100", "1,000"])
    left.minorticks_off()
    left.set_xlabel("months")
    left.set_title("On the list, of 1,000 (each step: ten times)", fontsize=11)
    left.grid(axis="y")
    lines, names = {}, {}
    for group, (colour, style) in LOOKS.items():
        lines[group], = left.plot([], [], style, color=colour, lw=2.4)
        names[group] = left.text(374, 1, "", fontsize=11, va="center", color=picture.INK)
    right.set(xlim=(-0.01, 1.03), ylim=(3.5, -0.6))
    right.set_axis_off()
    right.set_title("Of those listed", fontsize=11)
    bars, words = {}, {}
    for at, (group, (colour, _)) in enumerate(LOOKS.items()):
        y = 0.75 + 1.6 * at
        bars[group] = [right.barh(y, 0, height=0.5, left=0, color=face, hatch=hatch, edgecolor=picture.INK, lw=0.8)[0]
                       for face, hatch in ((colour, ""), ("white", WRONG))]
        words[group] = right.text(0, y - 0.5, "", fontsize=11, va="center")
    right.text(0, 3.15, "hatched: only by false entries", fontsize=10, va="center", color=picture.MUTED)

    def update(result: Groups) -> None:
        years = {"a": result.a, "b": result.b}
        low = {}
        for group, year in years.items():
            lines[group].set_data(range(len(year.listed)), (1000 * year.listed).clip(0.004, None))
            low[group] = max(1000 * year.listed[-1], 0.006)
            names[group].set_text(f"{group.upper()}: {per_thousand(year.listed[-1])}")
        # the names keep apart where the lines meet
        middle, apart = (low["a"] * low["b"]) ** 0.5, max((low["b"] / low["a"]) ** 0.5, 1.75)
        names["a"].set_y(max(middle / apart, 0.007))
        names["b"].set_y(max(middle * apart, 0.007 * 1.75 ** 2))
        for group, year in years.items():
            share = year.wrongly[-1] / year.listed[-1] if year.listed[-1] else 0.0
            bars[group][0].set_width(1 - share if year.listed[-1] else 0)
            bars[group][1].set_x(1 - share)
            bars[group][1].set_width(share)
            words[group].set_text(f"{group.upper()}: {share_text(share)} by mistake" if year.listed[-1]
                                  else f"{group.upper()}: nobody is listed")

    update(result)
    return Moving([*lines.values(), *(bar for pair in bars.values() for bar in pair), *names.values(), *words.values()],
                  update)


def share_text(share: float) -> str:
    """A share of one as a percentage, with a word where that would round it away."""
    if not share:
        return "none"
    return "fewer than 0.1%" if share < 0.001 else f"{100 * share:.1f}%" if share < 0.1 else f"{100 * share:.0f}%"


def judged(result: Judged, fig: Figure) -> Moving:
    """Of 1,000 people of each group: to the right those listed, rightly and wrongly; to the left those missed."""
    ax = fig.subplots()
    ax.set(xlim=(-150, 260), ylim=(2.05, -0.72))
    ax.set_yticks([0, 1.15], ["group A", "group B"])
    ax.set_xticks([-100, 0, 100, 200], ["100", "0", "100", "200"])
    ax.set_xlabel("people of 1,000")
    ax.tick_params(axis="y", length=0)
    ax.text(-4, 1.85, "ought to be listed, and is not  ", ha="right", va="center", fontsize=11, color=picture.MUTED)
    ax.text(4, 1.85, "  on the list", va="center", fontsize=11, color=picture.MUTED)
    bars, words = [], []
    for y in (0, 1.15):
        bars.append([ax.barh(y, 0, height=0.5, left=0, color=colour, hatch=hatch, edgecolor=picture.INK, lw=0.8)[0]
                     for colour, hatch in ((picture.BLUE, ""), (picture.ORANGE, WRONG), ("white", ".."))])
        ax.plot([0, 0], [y - 0.3, y + 0.3], color=picture.INK, lw=2, zorder=3)
        words.append(ax.text(-145, y - 0.45, "", va="center", fontsize=11))

    def update(result: Judged) -> None:
        for at, ((right, wrong, missed), text) in enumerate(zip(bars, words)):
            right.set_width(result.rightly[at])
            wrong.set_x(result.rightly[at])
            wrong.set_width(result.wrongly[at])
            missed.set_x(-result.missed[at])
            missed.set_width(result.missed[at])
            text.set_text(f"{people(result.missed[at])} missed · {people(result.rightly[at])} rightly listed (plain) · "
                          f"{people(result.wrongly[at])} wrongly (hatched)")

    update(result)
    return Moving([bar for row in bars for bar in row] + words, update)


def people(number: float) -> str:
    """An average number of people, whole from ten upwards."""
    return f"{number:.0f}" if number >= 10 or number == 0 else f"{number:.1f}"


def ranks(order: pd.DataFrame, fig: Figure) -> Moving:
    """A line for every person from the rank before to the rank now. order: as ``model.ranking`` gives it."""
    ax = fig.subplots()
    last = len(order)
    ax.set(xlim=(-0.75, 1.95), ylim=(last + 0.55, -0.25))
    ax.set_axis_off()
    ax.axhspan(last - LOSE + 0.5, last + 0.5, color=picture.FAINT, alpha=0.6, lw=0)
    ax.text(1.93, last - LOSE / 2 + 0.5, f"the last {LOSE}:\nno ticket", ha="right", va="center", fontsize=11)
    ax.text(0, 0.2, "equal weights", ha="center", va="center", fontsize=11, color=picture.MUTED)
    ax.text(1, 0.2, "your weights", ha="center", va="center", fontsize=11, color=picture.MUTED)
    people_ = order.sort_values("before")["person"].tolist()
    for y, name in enumerate(people_, 1):
        ax.text(-0.06, y, f"{name}  {y}", ha="right", va="center", fontsize=12)
    lines = {name: ax.plot([0, 1], [y, y], marker="o", ms=7, markeredgecolor=picture.INK)[0]
             for y, name in enumerate(people_, 1)}
    names = {name: ax.text(1.06, y, "", va="center", fontsize=12) for y, name in enumerate(people_, 1)}

    def update(order: pd.DataFrame) -> None:
        for row in order.itertuples():
            rose, fell = row.rank < row.before, row.rank > row.before
            line = lines[row.person]
            line.set_data([0, 1], [row.before, row.rank])
            line.set_color(picture.BLUE if rose else picture.VERMILION if fell else picture.MUTED)
            line.set_linestyle("-" if rose else "--" if fell else ":")
            names[row.person].set_y(row.rank)
            names[row.person].set_text(f"{row.rank}  {row.person}  {row.total:.1f} points")

    update(order)
    return Moving([*lines.values(), *names.values()], update)
