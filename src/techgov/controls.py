"""Controls of an explorer, and the pieces that all widgets on the page share: core widgets only, each with a name that
a screen reader hears.

A control knows the values it can take, in order, so that a test can walk through all of them.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from techgov.numerals import spell


@dataclass(frozen=True)
class Slider:
    """Steps along a line: ``values`` in order, each labelled by ``text``. See :func:`linear` and :func:`log`."""

    label: str
    values: Sequence[float]
    start: float
    text: Callable[[float], str] = spell

    def widget(self):
        return widgets.SelectionSlider(options=[(self.text(v), v) for v in self.values], value=self.start,
                                       description=self.label, **look(widgets.SelectionSlider, "100%", **_PLACE))

    def spell(self, value: Any) -> str:
        """A value as the reader sees it."""
        return self.text(value)


def linear(label: str, low: float, high: float, start: float, step: float = 1,
           text: Callable[[float], str] = spell) -> Slider:
    """A slider from ``low`` to ``high`` in equal steps."""
    steps = round((high - low) / step)
    return Slider(label, [float(f"{low + n * step:.12g}") for n in range(steps + 1)], start, text)


def log(label: str, low: int, high: int, start: float, more: Sequence[float] = (),
        text: Callable[[float], str] = spell) -> Slider:
    """A slider of 1, 2, 5 in every decade from 10**low to 10**high, and ``more``, in order."""
    grid = {float(f"{step}e{power}") for power in range(low, high) for step in (1, 2, 5)} | {float(f"1e{high}")}
    return Slider(label, sorted(grid | set(more)), start, text)


@dataclass(frozen=True)
class Stepper:
    """Whole numbers from ``low`` to ``high``, typed or stepped with the arrow keys."""

    label: str
    low: int
    high: int
    start: int

    @property
    def values(self):
        return range(self.low, self.high + 1)

    def widget(self):
        return widgets.BoundedIntText(min=self.low, max=self.high, value=self.start, description=self.label,
                                      **look(widgets.BoundedIntText, "100%", **_PLACE))

    def spell(self, value):
        return f"{value:,}"


@dataclass(frozen=True)
class Choice:
    """One of a few named values: ``options`` maps what the reader sees to what the model gets."""

    label: str
    options: dict[str, Any]
    start: Any

    @property
    def values(self):
        return list(self.options.values())

    def widget(self):
        return widgets.Dropdown(options=list(self.options.items()), value=self.start, description=self.label,
                                **look(widgets.Dropdown, "100%", **_PLACE))

    def spell(self, value):
        return next(name for name, one in self.options.items() if one == value)


@dataclass(frozen=True)
class Toggle:
    """Yes or no."""

    label: str
    start: bool = False
    values = (False, True)

    def widget(self):
        return widgets.Checkbox(value=self.start, indent=False, description=self.label,
                                **look(widgets.Checkbox, **_PLACE))

    def spell(self, value):
        return "yes" if value else "no"


Control = Slider | Stepper | Choice | Toggle

_looks: dict[tuple, widgets.Widget] = {}


def _shared(kind: type[widgets.Widget], traits: dict[str, str]) -> widgets.Widget:
    """A look of this kind with these traits, which all that look so share: one takes 5 KB in the kernel and a message
    to the page, and a lesson's widgets are hundreds. Whoever wants to change a look takes another one."""
    key = kind, *sorted(traits.items())
    if key not in _looks or _looks[key].comm is None:  # somebody closed all widgets
        _looks[key] = kind(**traits)
    return _looks[key]


def layout(**traits: str) -> widgets.Layout:
    """The layout with these traits, shared."""
    return _shared(widgets.Layout, traits)


def look(kind: type[widgets.Widget], label: str = "", **place: str) -> dict[str, widgets.Widget]:
    """Layout and style, shared, for a widget of this kind: ``place`` is its layout, ``label`` how wide its label is."""
    return {"layout": layout(**place),
            "style": _shared(kind.style.klass, {"description_width": label} if label else {})}


# labels above their controls, controls beside each other as far as the page is wide
STYLE = ("<style>.techgov-control.widget-inline-hbox{height:auto;flex-wrap:wrap}"
         ".techgov-control>.widget-label{text-align:left;max-width:none}"
         ".techgov-control>.slider-container{flex:1 1 60px}"
         ".techgov-control>select{min-width:0;max-width:100%}"  # not as wide as its longest option
         ".techgov-control>.widget-readout{flex:none;min-width:9em;overflow:visible}</style>")


_PLACE = {"flex": "1 1 250px", "width": "auto", "max_width": "360px", "margin": "2px 16px 2px 2px"}


# A slider of the core widgets tells a screen reader neither its name nor its value in words, and a text that a kernel
# changes is not read out. In a list JupyterLab takes arrows and letters for its own (X cuts the cell), unless an
# attribute forbids it. No trait can say so; a picture of no size that runs this once the widgets stand can.
_NAMES = """
const name = () => {
  for (const one of document.querySelectorAll('.techgov-status:not([role])')) one.setAttribute('role', 'status')
  for (const handle of document.querySelectorAll('.widget-slider .noUi-handle:not([aria-label])')) {
    const slider = handle.closest('.widget-slider'), value = slider.querySelector('.widget-readout')
    const say = () => handle.setAttribute('aria-valuetext', value.textContent)
    handle.setAttribute('aria-label', slider.querySelector('.widget-label').textContent || 'slider')
    new MutationObserver(say).observe(value, {childList: true, characterData: true, subtree: true})
    say()
  }
}
for (const wait of [0, 300, 1500, 5000]) setTimeout(name, wait)
if (!document.techgovKeys) {
  document.techgovKeys = true
  document.addEventListener('focusin', event => {
    const own = '.jupyter-widgets select, .jupyter-widgets [type=radio], .jupyter-widgets [type=checkbox]'
    if (event.target.matches(own)) event.target.setAttribute('data-lm-suppress-shortcuts', 'true')
  })
}
"""
_NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
#: HTML to put after the widgets of an output: gives them the names that the core widgets leave out
NAMES = f'<img alt="" src="{_NOTHING}" style="display:none" onload="{html.escape(_NAMES)}">'


def run_first(what: str) -> str:
    """What stands in a page without a kernel instead of the controls: how to do ``what``."""
    return f"<p><em>Run this notebook (Run &gt; Run All Cells) to {what}.</em></p>"


def markup(value: str = "", **place: str) -> widgets.HTML:
    """A piece of the page; ``place`` is its layout."""
    return widgets.HTML(value, **look(widgets.HTML, **place))


def button(label: str, action: Callable[[], None], **traits) -> widgets.Button:
    """A button that does ``action``, as wide as its label."""
    one = widgets.Button(description=label, **{**look(widgets.Button, width="auto"), **traits})
    one.on_click(lambda _: action())
    return one


def status() -> widgets.HTML:
    """An empty text that a screen reader reads out whenever it changes."""
    one = markup()
    one.add_class("techgov-status")
    return one


def row(*children: widgets.Widget) -> widgets.HBox:
    """Widgets beside each other, as far as the page is wide."""
    return widgets.HBox(children, layout=layout(flex_flow="row wrap"))


def column(*children: widgets.Widget, **place: str) -> widgets.VBox:
    """Widgets under each other; ``place`` is the layout of all of them together."""
    return widgets.VBox(children, layout=layout(**place))


def heading(title: str, style: str = STYLE) -> widgets.HTML:
    """The title over a view, with the view's style."""
    return markup(f'{style}<strong style="line-height:1.4">{html.escape(title)}</strong>')


def paragraph(text: str) -> str:
    """Words as HTML, escaped."""
    return f'<p style="margin:0.2em 0;line-height:1.4">{html.escape(text)}</p>'


def shortly(action) -> Callable[..., None]:
    """A function that does ``action`` in a moment (seconds), once for a double click. Messages of different widgets may
    overtake each other on their way from the page (JupyterLab hands them to threads of the kernel, unless the project's
    jupyter/overrides.json tells it not to), and the press of a button must not arrive before what was typed."""
    import asyncio  # here, since a kernel has it and a script may do without

    waiting = None

    def call(moment: float = 0.15):
        nonlocal waiting
        if waiting:
            waiting.cancel()
        try:
            waiting = asyncio.get_running_loop().call_later(moment, action)
        except RuntimeError:  # no page, no loop: a test or a script presses the button
            action()

    return call


def field(label: str, enter, width: str = "initial") -> widgets.Text:
    """A line to type in. The page sends its text when the learner presses Enter or goes elsewhere: sent a keystroke at
    a time, the last ones would be overtaken by Enter, or by a click on Check, wherever the kernel is far away."""
    line = widgets.Text(description=label, continuous_update=False,
                        **look(widgets.Text, width, width="auto", max_width="420px"))
    pressed = False  # since it was last handed in

    def hand_in():
        nonlocal pressed
        pressed = False
        enter()

    soon = shortly(hand_in)

    def submitted(_, content, __):
        nonlocal pressed
        if content.get("event") == "submit":  # the Enter key, which the page sends before what was typed: wait for that
            pressed = True
            soon(0.6)

    def typed(_):
        if pressed:
            soon(0)

    line.observe(typed, names="value")
    line.on_msg(submitted)
    return line


class OnPress:
    """A button, and what pressing it finds. What depends on the machine is never stored in a notebook.

    Subclasses give their ``name``, the button's ``label``, what it ``does`` to "your machine", and ``run``, which fills
    ``result``.
    """

    name = label = does = ""

    def __init__(self):
        self.result = status()
        press = button(self.label, lambda: self.run(), button_style="primary")
        self.widget = column(row(press), self.result, markup(NAMES))

    def run(self) -> None:
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**self.widget._repr_mimebundle_(), "text/plain": repr(self),
                "text/html": run_first(f"get a button that {self.does} your machine")}

    def __repr__(self):
        return f"{self.name}: run this cell and press the button"
