"""Flipbooks: explorers that need no kernel.

One control with few positions; every frame is drawn once and sent once, and the slider is linked to the frames inside
the page. It moves at the browser's own speed and goes on when the kernel is gone.

The link sets a number in the style of the element that holds all pages, and rules of style show the page of that
number: one attribute changes, nothing is built. The number is the layout's ``order``, which means nothing for an
element that is alone in its box.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
from IPython.display import display
from matplotlib.figure import Figure
from traitlets import Int

from techgov import controls, picture, sheet
from techgov.canvas import Canvas, Moving
from techgov.controls import Slider

LARGEST = 1_000_000  # bytes of all frames together, as the page gets them


class _Open(widgets.Layout):
    """A layout whose ``order`` is the page that is open."""

    order = Int().tag(sync=True)


@dataclass
class Flipbook:
    """A model with one control under a reader's hands, kernel or not.

    control: a slider of at most 60 values, which are the model's only argument. The rest is as in
    :class:`techgov.explorer.Explorer`. Raises ValueError for words that are missing and for more than a million
    bytes of frames.
    """

    title: str
    control: Slider
    model: Callable[[Any], Any]
    draw: Callable[[Any, Figure], Moving]
    say: Callable[[Any], str]
    source: str
    origin: str
    limits: str
    height: float = picture.HEIGHT
    table: Callable[[Any], Any] = sheet.table

    def __post_init__(self):
        if not 2 <= len(self.control.values) <= 60:
            raise ValueError(f"a flipbook has 2 to 60 pages, not {len(self.control.values)}")
        self.pages: dict[Any, str] = {}
        self.words: dict[Any, str] = {}
        self.widget: widgets.VBox | None = None

    @property
    def size(self) -> int:
        """Bytes of all pages drawn so far."""
        return sum(len(page.encode()) for page in self.pages.values())

    def make(self) -> Iterator[int]:
        """Draw the pages that are still to be drawn; yields how many there are."""
        start = self.model(self.control.start)
        canvas = Canvas(self.draw, start, simulated=self.origin == "simulated", height=self.height)
        for value in self.control.values:
            if value not in self.pages:
                result = self.model(value)
                self.words[value] = self.say(result)
                picture.check_words(self.words[value], self.source, self.origin)
                self.pages[value] = self._page(canvas, result, self.words[value])
                if self.size > LARGEST:
                    raise ValueError(f"the pages take more than {LARGEST:,} bytes; draw fewer or simpler ones")
            yield len(self.pages)

    def _page(self, canvas: Canvas, result: Any, words: str) -> str:
        return (f"{picture.image_html(canvas.frame(result), words, canvas.size)}"
                f'{picture.words_html(words)}<details><summary>Numbers</summary>'
                f"{sheet.as_html(self.table(result), self.title)}</details>")

    def build(self) -> widgets.VBox:
        """The widgets, of pages that have been drawn."""
        slider = self.control.widget()
        slider.add_class("techgov-control")
        pages = widgets.HTML(_rules(len(self.pages)) + "<div>" + "".join(
            f'<div class="techgov-leaf">{self.pages[value]}</div>' for value in self.control.values) + "</div>",
            layout=_Open(order=slider.index))
        pages.add_class("techgov-flipbook")
        pages.add_class("techgov-status")
        widgets.jslink((slider, "index"), (pages.layout, "order"))
        return controls.column(
            controls.heading(self.title), controls.row(slider), controls.column(pages),
            controls.markup(picture.notes(self.source, self.origin, self.limits) + controls.NAMES))

    def _ipython_display_(self):
        """Shows how far it is, then itself in the same place."""
        total = len(self.control.values)
        place = display({"text/plain": f"Drawing {total} pictures …"}, raw=True, display_id=True)
        if self.widget is None:
            for number in self.make():
                if number % 5 == 0:
                    place.update({"text/plain": f"Drawing {total} pictures … {number} done"}, raw=True)
            self.widget = self.build()
            self.pages = {self.control.start: self.pages[self.control.start]}  # the widget has them all now
        place.update(self._repr_mimebundle_(), raw=True)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**self.widget._repr_mimebundle_(), "text/plain": repr(self), "text/html": (
            f"<strong>{html.escape(self.title)}</strong>{self.pages[self.control.start]}"
            f"{picture.notes(self.source, self.origin, self.limits)}{controls.run_first('get the control')}")}

    def __repr__(self):
        return f"Flipbook: {self.title} {self.words.get(self.control.start, '')}".strip()


def _rules(pages: int) -> str:
    """The rules of style that show the page whose number stands in the style of what holds them."""
    shown = ",".join(f'.techgov-flipbook[style*="order: {at};"] .techgov-leaf:nth-child({at + 1})'
                     for at in range(pages))
    return f"<style>.techgov-leaf{{display:none}}{shown}{{display:block}}</style>"
