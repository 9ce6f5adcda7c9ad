"""Explorers: a few controls, one persistent figure, redrawn in place.

A topic gives a pure model, a drawing function and a sentence; an :class:`Explorer` joins them:

    model(**parameters) -> result      draw(result, fig) -> Moving      say(result) -> str

The sentence is the readout under the picture and, word for word, the picture's alternative text, so that a reader
who does not see the picture has it at the same moment. Frames travel in an HTML widget because an Image widget has
no alternative text. While a slider is dragged, the page sends its next value once the kernel is done with the last
one, so that stale frames are never drawn and the last one always is.
"""

from __future__ import annotations

import html
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets
import pandas as pd
from matplotlib.figure import Figure

from techgov import controls, picture, sheet
from techgov.canvas import Canvas, Moving
from techgov.controls import Control

_HIDDEN, _BESIDE = {"display": "none"}, {"flex": "1 1 420px", "width": "auto"}


@dataclass
class Explorer:
    """A model under a reader's hands.

    controls: parameter name -> control; the start values are the model's default.
    presets: what the button says -> parameters to set (the others stay).
    source, origin: as :func:`techgov.picture.show` takes them; limits: where the model stops being like the
    world, printed beside it.
    table: result -> DataFrame, the numbers behind the picture; without it the result's own fields.
    Raises ValueError for words that are missing, as ``show`` does.
    """

    title: str
    controls: dict[str, Control]
    model: Callable[..., Any]
    draw: Callable[[Any, Figure], Moving]
    say: Callable[[Any], str]
    source: str
    origin: str
    limits: str
    presets: dict[str, dict[str, Any]] = field(default_factory=dict)
    height: float = picture.HEIGHT
    table: Callable[[Any], pd.DataFrame] = sheet.table
    error: Exception | None = field(default=None, init=False)

    def __post_init__(self):
        self.parameters = {name: control.start for name, control in self.controls.items()}
        self._start = dict(self.parameters)
        self.result = self._first_result = self.model(**self.parameters)
        self._first_words = self.words = self.say(self.result)
        picture.check_words(self.words, self.source, self.origin)
        self.canvas = Canvas(self.draw, self.result, simulated=self.origin == "simulated", height=self.height)
        self._first = self._frame = self.canvas.frame(self.result)
        self._seed = 0  # of the last surprise
        self._quiet = False
        self._one_at_a_time = threading.RLock()  # JupyterLab may hand the controls' messages to several threads
        self._build()

    def _build(self):
        self._inputs = {name: control.widget() for name, control in self.controls.items()}
        for name, one in self._inputs.items():
            one.add_class("techgov-control")
            one.observe(lambda change, name=name: self._changed(name, change["new"]), names="value")
        presets = [self._button(label, lambda values=values: self.set(**values), f"Set: {label}")
                   for label, values in {**self.presets, "Reset": self._start}.items()]
        self._surprised = controls.status()
        tools = [self._button("Surprise me", self.surprise, "Settings at random"), self._surprised]
        self._pin = self._switch("Pin this", "Keep this state beside what you change", self._pinned_or_not)
        self._open = self._switch("Numbers", "The numbers behind the picture, as a table and as CSV",
                                  self._show_numbers)
        self._picture, self._readout = controls.markup(), controls.status()
        self._aside, self._numbers = controls.markup(**_HIDDEN), controls.markup(**_HIDDEN)
        now = controls.column(self._picture, self._readout, **_BESIDE)
        self._show()
        self.widget = controls.column(
            controls.heading(self.title), controls.row(*self._inputs.values()), controls.row(*presets),
            controls.row(self._pin, self._open, *tools), controls.row(self._aside, now),
            self._numbers, controls.markup(picture.notes(self.source, self.origin, self.limits) + controls.NAMES))

    def _button(self, label: str, action: Callable[[], None], tooltip: str) -> widgets.Button:
        return controls.button(label, lambda: self._guard(action), tooltip=tooltip)

    def _switch(self, label: str, tooltip: str, action: Callable[[], None]) -> widgets.ToggleButton:
        switch = widgets.ToggleButton(description=label, tooltip=tooltip,
                                      **controls.look(widgets.ToggleButton, width="auto"))
        switch.observe(lambda _: self._guard(action), names="value")
        return switch

    # what a reader does ---------------------------------------------------------------------------------------
    def set(self, **values) -> None:
        """Set controls by name and redraw once. Raises KeyError or ValueError for what a control cannot take."""
        for name, value in values.items():
            if name not in self.controls:
                raise KeyError(f"there is no control '{name}'; there are {', '.join(self.controls)}")
            known = [one for one in self.controls[name].values if one == value]
            if not known:
                raise ValueError(f"{name} cannot be {value!r}; it can be {list(self.controls[name].values)}")
            values[name] = known[0]  # as the control has it: 0.0 is no False to a checkbox
        with self._one_at_a_time:
            self._quiet = True
            try:
                for name, value in values.items():
                    self._inputs[name].value = value
            finally:
                self._quiet = False
            self.parameters.update(values)
            self._surprised.value = ""
            self._redraw()

    def surprise(self, seed: int | None = None) -> None:
        """Settings at random: the same ones for the same ``seed``, which is shown; without one, the next seed."""
        seed = self._seed + 1 if seed is None else seed
        chooser = random.Random(f"{self.title}/{seed}")
        self.set(**{name: chooser.choice(list(control.values)) for name, control in self.controls.items()})
        self._seed = seed
        self._surprised.value = f'<span style="margin:0 0.5em">seed {seed}</span>'

    def _pinned_or_not(self) -> None:
        self._aside.layout = controls.layout(**(_BESIDE if self._pin.value else _HIDDEN))
        self._pin.description = "Unpin" if self._pin.value else "Pin this"
        settings = ", ".join(f"{control.label}: {control.spell(self.parameters[name])}"
                             for name, control in self.controls.items())
        self._aside.value = "" if not self._pin.value else (
            f'{picture.image_html(self._frame, "Pinned: " + self.words, self.canvas.size)}'
            f'<p style="margin:0.3em 0;line-height:1.4"><strong>Pinned</strong> ({html.escape(settings)}): '
            f"{html.escape(self.words)}</p>")

    def _show_numbers(self) -> None:
        self._numbers.layout = controls.layout(**({"display": "flex"} if self._open.value else _HIDDEN))
        self._fill_numbers()

    # redrawing ------------------------------------------------------------------------------------------------
    def _changed(self, name: str, value: Any) -> None:
        if value is None:  # a control between two values
            return
        with self._one_at_a_time:
            if self._quiet:  # asked here: another thread's move waits for a preset, and is not lost in it
                return
            self.parameters[name] = value
            if self._surprised.value:
                self._surprised.value = ""
            self._guard(self._redraw)

    def _guard(self, action: Callable[[], None]) -> None:
        with self._one_at_a_time:
            try:
                action()
                self.error = None
            except Exception as problem:  # a callback's exception would vanish; say it where the reader looks
                self.error = problem
                self._readout.value = (f"<p>This picture could not be redrawn ({html.escape(str(problem))}). "
                                       "Press Reset; if that does not help, run the cell again.</p>")

    def _redraw(self) -> None:
        self.result = self.model(**self.parameters)
        self.words = self.say(self.result)
        self._frame = self.canvas.frame(self.result)
        self._show()

    def _show(self) -> None:
        self._picture.value = picture.image_html(self._frame, self.words, self.canvas.size)
        self._readout.value = picture.words_html(self.words)
        if self._open.value:
            self._fill_numbers()

    def _fill_numbers(self) -> None:
        self._numbers.value = sheet.as_html(self.table(self.result), self.title) if self._open.value else ""

    def _repr_mimebundle_(self, include=None, exclude=None):
        still = picture.figure_html(self._first, self._first_words, self.source, self.origin,
                                    sheet.as_html(self.table(self._first_result), self.title), self.canvas.size)
        return {**self.widget._repr_mimebundle_(), "text/plain": repr(self), "text/html": (
            f"<strong>{html.escape(self.title)}</strong>{still}<p>{html.escape(self._first_words)}</p>"
            f"<p><em>{html.escape(self.limits)}</em></p>{controls.run_first('get the controls')}")}

    def __repr__(self):
        return f"Explorer: {self.title} {self.words}"
