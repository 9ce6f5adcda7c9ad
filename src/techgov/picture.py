"""Pictures: one look across all lessons, and :func:`show`, the only way a picture reaches a reader.

``show`` insists on what the module's law asks for: an alternative text that states the finding, a source,
and the picture's origin. What a model made says SIMULATED inside the picture itself.
"""

from __future__ import annotations

import base64
import html
import io
import sys
from importlib.resources import files

import matplotlib
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.scale import LogScale, register_scale
from matplotlib.ticker import LogFormatter

from techgov import memory, sheet
from techgov.errors import LearnerError
from techgov.numerals import spell

#: what a picture can rest on, and how its caption says so
ORIGINS = {
    "documents": "from the documents",
    "derived": "derived from the documents' figures",
    "outside": "from other sources",
    "answers": "from the answers of a class",
    "lessons": "read from the lessons themselves",
    "simulated": "simulated: a model made this, with invented numbers unless it says otherwise",
}

# Okabe and Ito's palette (2008), told apart with each of the common colour deficiencies; never colour alone
BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, YELLOW = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
COLOURS = [BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, YELLOW]
INK, MUTED, FAINT = "#1a1a1a", "#595959", "#d9d9d9"

#: from little to much, in even steps of lightness, in the style's blue; ``cmap="techgov"``, and imshow's own choice
RAMP = LinearSegmentedColormap.from_list("techgov", ["#e9f2f9", "#9cc9e6", "#3f97cd", BLUE, "#00507f", "#002a47"], N=64)

STYLE = {
    "font.family": ["TechGov Sans SC", "DejaVu Sans"],
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.titleweight": "regular",
    "axes.titlelocation": "left",
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": matplotlib.cycler(color=COLOURS[:-1]),
    "axes.unicode_minus": True,
    "grid.color": FAINT,
    "image.cmap": RAMP.name,
    "image.interpolation": "nearest",  # a square of a heat map is a square
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign is money here
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.frameon": False,
    "figure.dpi": 100,
    "savefig.dpi": 100,
    "figure.facecolor": "white",
    "svg.hashsalt": "techgov",
}

WIDTH, HEIGHT = 7.6, 3.6  # inches at 100 dpi: holds in a page 700 pixels wide once the cell's margin is off


class PictureError(LearnerError, ValueError):
    """A picture that a reader could not judge, with what to write."""


class _SpelledTicks(LogFormatter):
    def __call__(self, x, pos=None):
        return spell(x) if super().__call__(x, pos) else ""


class _SpelledLog(LogScale):
    """Logarithmic axes say "1 million": matplotlib's own 10⁶ is a formula, and formulas are off."""

    def __init__(self, *args, **options):  # matplotlib before 3.11 passes the axis, later ones do not
        super().__init__(*args, **options)

    def set_default_locators_and_formatters(self, axis):
        super().set_default_locators_and_formatters(axis)
        axis.set_major_formatter(_SpelledTicks(self.base))
        axis.set_minor_formatter(_SpelledTicks(self.base, labelOnlyBase=self.subs is not None))


FONT = files("techgov") / "fonts" / "TechGovSansSC-Regular.otf"


def use_style() -> None:
    """Give this kernel's charts, the learner's own included, one look and a Chinese font. Done on import."""
    font_manager.fontManager.addfont(str(FONT))
    if RAMP.name not in matplotlib.colormaps:
        matplotlib.colormaps.register(RAMP)
    matplotlib.rcParams.update(STYLE)
    register_scale(_SpelledLog)


use_style()
memory.watch()


def figure(width: float = WIDTH, height: float = HEIGHT) -> Figure:
    """An empty Figure (inches, 100 dpi) outside pyplot's global state, with layout that keeps labels whole."""
    memory.drawn()
    return Figure(figsize=(width, height), layout="constrained")


def mark_simulated(fig: Figure) -> None:
    """Draw the word SIMULATED into ``fig``, once."""
    if not any(text.get_gid() == "simulated" for text in fig.texts):
        fig.text(0.985, 0.975, "SIMULATED", ha="right", va="top", fontsize=11, color=INK,
                 gid="simulated", zorder=100, in_layout=False,
                 bbox={"facecolor": "white", "edgecolor": VERMILION, "boxstyle": "square,pad=0.25"})


def png(fig: Figure) -> bytes:
    """``fig`` as PNG bytes; the same bytes for the same figure."""
    memory.drawn()
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def check_words(alt: str, source: str, origin: str) -> None:
    """Refuse what a reader could not place: raises PictureError with what is missing and what to write."""
    if len((alt or "").split()) < 5:
        raise PictureError("alt is missing or too short: state in a sentence what the picture shows "
                           "(its finding), for readers who do not see it")
    if not (source or "").strip():
        raise PictureError("source is missing: say which document or which other source the picture rests on")
    if origin not in ORIGINS:
        raise PictureError(f"origin is '{origin}'; it must be one of {', '.join(ORIGINS)}")


def image_html(image: bytes, alt: str, size=None) -> str:
    """The <img> of PNG bytes; ``size`` (width, height in pixels) keeps the page still while it loads."""
    sides = f' width="{size[0]}" height="{size[1]}"' if size else ""
    return (f'<img alt="{html.escape(alt)}"{sides} decoding="sync" style="max-width:100%;height:auto" '
            f'src="data:image/png;base64,{base64.b64encode(image).decode()}">')


def figure_html(image: bytes, alt: str, source: str, origin: str, table: str = "", size=None) -> str:
    """The HTML of a picture with its caption; ``table`` is HTML that goes, folded, under it."""
    below = f"<details><summary>The numbers as a table</summary>{table}</details>" if table else ""
    return (f'<figure style="margin:0.5em 0;max-width:100%">{image_html(image, alt, size)}'
            f'<figcaption style="font-size:0.85em">{caption(source, origin)}</figcaption>{below}</figure>')


def caption(source: str, origin: str) -> str:
    """Source and origin as the line under a picture (HTML, escaped)."""
    return f"Source: {html.escape(source)} · <strong>Origin:</strong> {ORIGINS[origin]}"


def words_html(words: str) -> str:
    """The sentence under a moving picture (HTML, escaped)."""
    return f'<p class="techgov-words" style="margin:0.3em 0;line-height:1.4">{html.escape(words)}</p>'


def notes(source: str, origin: str, limits: str) -> str:
    """What stands under a moving picture (HTML, escaped): source, origin and where its model stops."""
    return (f'<p style="font-size:0.85em;line-height:1.4;margin:0">{caption(source, origin)}<br>'
            f"<strong>Where it stops being like the world:</strong> {html.escape(limits)}</p>")


class Picture:
    """What :func:`show` gives back: a picture that Jupyter displays as an HTML figure."""

    def __init__(self, markup: str, alt: str):
        self._markup, self.alt = markup, alt

    def _repr_html_(self) -> str:
        return self._markup

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"


def show(fig, *, alt: str = "", source: str = "", origin: str = "", data=None) -> Picture:
    """A figure with what a reader needs to judge it; write it as a cell's last line.

    fig: a matplotlib Figure, or Axes (its figure is taken), one of pyplot's too.
    alt: the finding in a sentence, for readers who do not see the picture.
    source: the document, by author and year, or the other source.
    origin: 'documents', 'derived', 'outside', 'answers' (a class's) or 'simulated' (which is drawn into the picture).
    data: the DataFrame or Series behind the picture, shown folded under it.
    Raises PictureError, saying what to write, if one of these is missing.
    """
    check_words(alt, source, origin)
    if not hasattr(fig, "savefig"):
        fig = fig.get_figure() if hasattr(fig, "get_figure") else None
    if fig is None:
        raise PictureError("there is no figure: write show(fig, …) or show(ax, …)")
    if origin == "simulated":
        mark_simulated(fig)
    table = "" if data is None else sheet.as_html(data, "numbers")
    picture = Picture(figure_html(png(fig), alt, source, origin, table), alt)
    if "matplotlib.pyplot" in sys.modules:  # else the notebook shows a pyplot figure a second time, bare
        sys.modules["matplotlib.pyplot"].close(fig)
    return picture
