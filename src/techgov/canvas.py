"""Frames of a moving picture, fast: what does not move is drawn once and kept, what moves is drawn over it.

Three things cost time in a redraw with matplotlib: laying out axes and ticks (done once here), text, and encoding
a picture in full colour. Moving labels are therefore set by Pillow, in the same font and at the same place, and a
frame is encoded in the palette of the style.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib import font_manager
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image, ImageDraw, ImageFont

from techgov import picture


@dataclass
class Moving:
    """What moves in a drawing: ``artists`` back to front (labels come out on top of shapes), and
    ``update(result)``, which changes their data."""

    artists: list
    update: Callable[[Any], None]


class Canvas:
    """One persistent figure and its frames. Knows nothing of widgets.

    draw(result, fig) -> Moving sets everything up for the first result. ``frame(result)`` returns PNG bytes;
    ``size`` is (width, height) in pixels.
    """

    def __init__(self, draw: Callable[[Any, Figure], Moving], first: Any, *, simulated: bool, height: float):
        self.figure = picture.figure(height=height)
        self.size = tuple(int(side) for side in self.figure.bbox.size)
        if simulated:
            picture.mark_simulated(self.figure)
        moving = draw(first, self.figure)
        self._update = moving.update
        self._artists = moving.artists
        for artist in self._artists:
            artist.set_animated(True)
        agg = self.figure.canvas
        agg.draw()
        self.figure.set_layout_engine("none")  # what stands still keeps its place
        self._background = agg.copy_from_bbox(self.figure.bbox)
        self._stamp = self._cut_stamp()

    def _cut_stamp(self):
        """The word SIMULATED as drawn, and where: it goes over every frame, so that nothing can cover it."""
        for text in self.figure.texts:
            if text.get_gid() == "simulated":
                left, bottom, right, top = text.get_bbox_patch().get_window_extent().extents
                box = (int(left) - 1, int(self.size[1] - top) - 1, int(right) + 2, int(self.size[1] - bottom) + 2)
                box = (max(box[0], 0), max(box[1], 0), min(box[2], self.size[0]), min(box[3], self.size[1]))
                return self._pixels().crop(box), box
        return None

    def frame(self, result: Any) -> bytes:
        """The picture of ``result`` as PNG bytes."""
        self._update(result)
        self.figure.canvas.restore_region(self._background)
        labels = []
        for artist in self._artists:
            if _is_label(artist):
                labels.append(artist)
            else:
                (artist.axes or self.figure).draw_artist(artist)
        pixels = self._pixels()
        pen = ImageDraw.Draw(pixels)
        for label in labels:
            if label.get_visible():
                _set(pen, label, self.size[1])
        if self._stamp:
            pixels.paste(*self._stamp)
        buffer = io.BytesIO()
        pixels.quantize(palette=_palette(), dither=Image.Dither.NONE).save(buffer, format="PNG", compress_level=3)
        return buffer.getvalue()

    def _pixels(self) -> Image.Image:
        agg = self.figure.canvas.buffer_rgba()
        return Image.frombuffer("RGBA", self.size, agg, "raw", "RGBA", 0, 1).convert("RGB")


def _is_label(artist) -> bool:
    """Whether Pillow can set it as matplotlib would: one level line of our font's glyphs, opaque and bare."""
    return (type(artist) is Text and not artist.get_rotation() and artist.get_bbox_patch() is None
            and artist.get_alpha() is None and set(artist.get_text()) <= _glyphs())


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[str]:
    return frozenset(map(chr, font_manager.get_font(str(picture.FONT)).get_charmap()))


@lru_cache(maxsize=32)
def _font(pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(picture.FONT), pixels, layout_engine=ImageFont.Layout.BASIC)


_ANCHORS = {"left": "l", "center": "m", "right": "r"}
_CAP_HEIGHT = 0.73  # of the font's size: a line is centred by its capitals and digits


def _set(pen: ImageDraw.ImageDraw, label: Text, height: int) -> None:
    size = label.get_fontsize() * label.get_figure(root=True).dpi / 72
    x, y = label.get_transform().transform(label.get_unitless_position())
    lift = {"center": _CAP_HEIGHT / 2, "center_baseline": _CAP_HEIGHT / 2, "top": _CAP_HEIGHT}.get(label.get_va(), 0)
    pen.text((x, height - y + lift * size), label.get_text(), fill=to_hex(label.get_color()),
             font=_font(size), anchor=_ANCHORS[label.get_ha()] + "s")


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The style's colours in steps towards white and, for the strong ones, towards ink: what a drawing and its
    smoothed edges are made of."""
    def rgb(colour):
        return np.array([int(colour[at:at + 2], 16) for at in (1, 3, 5)], float)

    white, ink = rgb("#ffffff"), rgb(picture.INK)
    steps = [white, ink]
    for colour in [picture.INK, picture.MUTED, picture.FAINT, *picture.COLOURS]:
        steps += [white + (rgb(colour) - white) * step / 16 for step in range(16, 0, -1)]
    for colour in picture.COLOURS:
        steps += [rgb(colour) + (ink - rgb(colour)) * step / 8 for step in range(1, 8)]
    colours = []
    for one in steps:  # Pillow finds the nearest colour only roughly: keep them apart, the pure ones first
        if all(np.abs(one - other).max() >= 6 for other in colours):
            colours.append(one)
    colours = (colours + [white] * 256)[:256]
    palette = Image.new("P", (1, 1))
    palette.putpalette(np.round(colours).astype(np.uint8).tobytes())
    return palette
