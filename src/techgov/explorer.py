"""Explorers: a few controls, one persistent figure, redrawn in place.

A topic gives a pure model, a drawing function and a sentence; an :class:`Explorer` joins them:

    model(**parameters) -> result      draw(result, fig) -> Moving      say(result) -> str

The sentence is the readout under the picture and, word for word, the picture's alternative text, so that a reader
who does not see the picture has it at the same moment. Frames travel in an HTML widget because an Image widget has
no alternative text.
"""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets
from matplotlib.figure import Figure

from techgov import picture
from techgov.canvas import Canvas, Moving
from techgov.numerals import spell


@dataclass(frozen=True)
class Slider:
    """Steps along a line: ``values`` in order, each labelled by ``text``. A logarithmic control is a Slider
    whose values grow by a factor."""

    label: str
    values: Sequence[float]
    start: float
    text: Callable[[float], str] = spell

    def widget(self):
        return widgets.SelectionSlider(options=[(self.text(v), v) for v in self.values], value=self.start,
                                       **_look(self.label))


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
        return widgets.Dropdown(options=list(self.options.items()), value=self.start, **_look(self.label))


@dataclass(frozen=True)
class Toggle:
    """Yes or no."""

    label: str
    start: bool = False
    values = (False, True)

    def widget(self):
        return widgets.Checkbox(value=self.start, indent=False, description=self.label, layout=_place())


# labels above their controls, controls beside each other as far as the page is wide
_CONTROLS_STYLE = ("<style>.techgov-control.widget-inline-hbox{height:auto;flex-wrap:wrap}"
                   ".techgov-control>.widget-label{text-align:left;max-width:none}"
                   ".techgov-control>.slider-container{flex:1 1 60px}"
                   ".techgov-control>.widget-readout{flex:none;min-width:9em;overflow:visible}</style>")


def _place() -> widgets.Layout:
    return widgets.Layout(flex="1 1 250px", width="auto", max_width="360px", margin="2px 16px 2px 2px")


def _look(label: str) -> dict:
    return {"description": label, "style": {"description_width": "100%"}, "layout": _place()}


@dataclass
class Explorer:
    """A model under a reader's hands.

    controls: parameter name -> control; the start values are the model's default.
    presets: what the button says -> parameters to set (the others stay).
    source, origin: as :func:`techgov.picture.show` takes them; limits: where the model stops being like the
    world, printed beside it.
    Raises ValueError for words that are missing, as ``show`` does.
    """

    title: str
    controls: dict[str, Slider | Choice | Toggle]
    model: Callable[..., Any]
    draw: Callable[[Any, Figure], Moving]
    say: Callable[[Any], str]
    source: str
    origin: str
    limits: str
    presets: dict[str, dict[str, Any]] = field(default_factory=dict)
    height: float = picture.HEIGHT
    error: Exception | None = field(default=None, init=False)

    def __post_init__(self):
        self.parameters = {name: control.start for name, control in self.controls.items()}
        first = self.model(**self.parameters)
        self._first_words = self.words = self.say(first)
        picture.check_words(self.words, self.source, self.origin)
        self.canvas = Canvas(self.draw, first, simulated=self.origin == "simulated", height=self.height)
        self._first = self.canvas.frame(first)
        self._quiet = False
        self._one_at_a_time = threading.RLock()  # JupyterLab may hand the controls' messages to several threads
        self._build()

    def _build(self):
        self._inputs = {name: control.widget() for name, control in self.controls.items()}
        for name, one in self._inputs.items():
            one.add_class("techgov-control")
            one.observe(lambda change, name=name: self._changed(name, change["new"]), names="value")
        buttons = []
        for label, values in {**self.presets, "Reset": dict(self.parameters)}.items():
            button = widgets.Button(description=label, layout=widgets.Layout(width="auto"))
            button.on_click(lambda _, values=values: self._guard(lambda: self.set(**values)))
            buttons.append(button)
        self._picture = widgets.HTML()
        self._readout = widgets.HTML()
        self._show(self._first)
        notes = widgets.HTML(f'<p style="font-size:0.85em;line-height:1.4;margin:0">'
                             f"{picture.caption(self.source, self.origin)}<br>"
                             f"<strong>Where it stops being like the world:</strong> {html.escape(self.limits)}</p>")
        self.widget = widgets.VBox([
            widgets.HTML(f'{_CONTROLS_STYLE}<strong style="line-height:1.4">{html.escape(self.title)}</strong>'),
            widgets.HBox(list(self._inputs.values()), layout=widgets.Layout(flex_flow="row wrap")),
            widgets.HBox(buttons, layout=widgets.Layout(flex_flow="row wrap")), self._picture, self._readout, notes])

    def set(self, **values) -> None:
        """Set controls by name and redraw once. Raises KeyError or ValueError for what a control cannot take."""
        for name, value in values.items():
            if name not in self.controls:
                raise KeyError(f"there is no control '{name}'; there are {', '.join(self.controls)}")
            if value not in self.controls[name].values:
                raise ValueError(f"{name} cannot be {value!r}; it can be {list(self.controls[name].values)}")
        with self._one_at_a_time:
            self._quiet = True
            try:
                for name, value in values.items():
                    self._inputs[name].value = value
            finally:
                self._quiet = False
            self.parameters.update(values)
            self._redraw()

    def _changed(self, name: str, value: Any) -> None:
        if self._quiet:
            return
        with self._one_at_a_time:
            self.parameters[name] = value
            self._guard(self._redraw)

    def _guard(self, action: Callable[[], None]) -> None:
        try:
            action()
            self.error = None
        except Exception as problem:  # a callback's exception would vanish; say it where the reader looks
            self.error = problem
            self._readout.value = (f"<p>This picture could not be redrawn ({html.escape(str(problem))}). "
                                   "Press Reset; if that does not help, run the cell again.</p>")

    def _redraw(self) -> None:
        result = self.model(**self.parameters)
        self.words = self.say(result)
        self._show(self.canvas.frame(result))

    def _show(self, frame: bytes) -> None:
        self._picture.value = picture.image_html(frame, self.words, self.canvas.size)
        self._readout.value = f'<p role="status" style="margin:0.3em 0;line-height:1.4">{html.escape(self.words)}</p>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        still = picture.figure_html(self._first, self._first_words, self.source, self.origin, size=self.canvas.size)
        return {**self.widget._repr_mimebundle_(), "text/plain": repr(self), "text/html": (
            f"<strong>{html.escape(self.title)}</strong>{still}<p>{html.escape(self._first_words)}</p>"
            f"<p><em>{html.escape(self.limits)}</em></p><p>Run this cell to get the controls.</p>")}

    def __repr__(self):
        return f"Explorer: {self.title} {self.words}"
