"""Frames of a moving picture, fast: what does not move is drawn once and kept, what moves is drawn over it.

Four things cost time in a redraw with matplotlib: laying out axes and ticks (done once here), text, resampling heat
maps, and encoding a picture in full colour. Moving labels are therefore set by Pillow, in the same font and at the same
place, the squares of a heat map are copied, and a frame is encoded in the palette of the style.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.cm import ScalarMappable
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.text import Text
from PIL import Image, ImageDraw, ImageFont

from techgov import memory, picture


@dataclass
class Moving:
    """What moves in a drawing: ``artists`` back to front (labels come out on top of shapes), and
    ``update(result)``, which changes their data."""

    artists: list
    update: Callable[[Any], None]


class Canvas:
    """A moving picture's frames. Knows nothing of widgets.

    draw(result, fig) -> Moving sets everything up for the first result. ``frame(result)`` returns PNG bytes;
    ``size`` is (width, height) in pixels.

    Only the canvas that was used last has its figure, and none has when the cell that drew it is done: one takes four
    megabytes, a lesson has several explorers, and a reader moves one at a time. Its first move costs a tenth of a
    second, once.
    """

    def __init__(self, draw: Callable[[Any, Figure], Moving], first: Any, *, simulated: bool, height: float):
        self._draw = partial(_Awake, draw, first, simulated, height)
        self.size = tuple(int(side) for side in picture.figure(height=height).bbox.size)

    @property
    def awake(self) -> _Awake:
        """The figure and what moves in it, drawn anew if another canvas was used since."""
        global _LAST
        with _ONE_AT_A_TIME:
            if _LAST is None or _LAST[0] is not self:
                _rest()  # first: what cannot be drawn leaves nothing behind
                _LAST = self, self._draw()
            return _LAST[1]

    def frame(self, result: Any) -> bytes:
        """The picture of ``result`` as PNG bytes."""
        with _ONE_AT_A_TIME:
            return self.awake.frame(result)


_ONE_AT_A_TIME = threading.RLock()
_LAST: tuple[Canvas, _Awake] | None = None  # the canvas used last


def _rest() -> None:
    """Let go of the figure that is awake."""
    global _LAST
    with _ONE_AT_A_TIME:
        if _LAST is not None:
            _LAST[1].sleep()
        _LAST = None


memory.after_a_drawing(_rest)


class _Awake:
    """One persistent figure: what stands still is drawn, what moves is set up."""

    def __init__(self, draw: Callable[[Any, Figure], Moving], first: Any, simulated: bool, height: float):
        self.figure = picture.figure(height=height)
        self.size = tuple(int(side) for side in self.figure.bbox.size)
        if simulated:
            picture.mark_simulated(self.figure)
        moving = draw(first, self.figure)
        self._update = moving.update
        self.artists = moving.artists
        for artist in self.artists:
            artist.set_animated(True)
        agg = FigureCanvasAgg(self.figure)
        agg.draw()
        self.figure.set_layout_engine("none")  # what stands still keeps its place
        self._background = agg.copy_from_bbox(self.figure.bbox)
        self._maps = {artist: _Map(artist, np.array(agg.buffer_rgba())) for artist in self.artists if _is_map(artist)}
        self._palette = _palette(tuple(sorted({one.get_cmap().name for one in self.figure.findobj(
            lambda one: isinstance(one, ScalarMappable) and one.get_array() is not None)})))
        self._stamp = self._cut_stamp()

    def sleep(self) -> None:
        """Let go of the pixels at once; the figure, whose parts hold each other, goes when Python next looks."""
        FigureCanvasBase(self.figure)
        del self._background, self._maps

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
        self._update(result)
        self.figure.canvas.restore_region(self._background)
        labels = []
        for artist in self.artists:
            if _is_label(artist):
                labels.append(artist)
            elif artist not in self._maps or not self._maps[artist].lay(np.asarray(self.figure.canvas.buffer_rgba())):
                (artist.axes or self.figure).draw_artist(artist)
        pixels = self._pixels()
        pen = ImageDraw.Draw(pixels)
        for label in labels:
            if label.get_visible() and label.get_text():
                _set(pen, label, self.size[1])
        if self._stamp:
            pixels.paste(*self._stamp)
        buffer = io.BytesIO()
        pixels.quantize(palette=self._palette, dither=Image.Dither.NONE).save(buffer, format="PNG", compress_level=5)
        return buffer.getvalue()

    def _pixels(self) -> Image.Image:
        agg = self.figure.canvas.buffer_rgba()
        return Image.frombuffer("RGBA", self.size, agg, "raw", "RGBA", 0, 1).convert("RGB")


def _is_map(artist) -> bool:
    """Whether its squares can be copied: an image that is not smoothed, on even axes."""
    return type(artist) is AxesImage and artist.get_interpolation() == "nearest" and artist.axes.transData.is_affine


class _Map:
    """A heat map: where its squares lie in the picture. What the kept drawing has there (the frame), being darker than
    its white ground, stays in sight."""

    def __init__(self, image: AxesImage, kept: np.ndarray):
        self._image, self._all_kept, self._measured = image, kept, None

    def _measure(self, extent, rows: int, columns: int) -> None:
        left, right, bottom, top = extent
        (x0, y0), (x1, y1) = self._image.get_transform().transform([(left, bottom), (right, top)])
        if self._image.origin == "upper":
            y0, y1 = y1, y0
        box, height = self._image.axes.bbox, len(self._all_kept)  # matplotlib counts pixels from below
        self._rows, down = _squares(height - y0, height - y1, rows, height - box.y1, height - box.y0)
        self._columns, across = _squares(x0, x1, columns, box.x0, box.x1)
        self._place, self._kept = (down, across), self._all_kept[down, across]

    def lay(self, pixels: np.ndarray) -> bool:
        """Copy the squares' colours to ``pixels``; False if they are not opaque, and matplotlib has to draw them."""
        image = self._image
        if not image.get_visible():
            return True
        squares = image.to_rgba(image.get_array(), bytes=True)
        if image.get_alpha() is not None or (squares[..., 3] < 255).any():
            return False
        if self._measured != (now := (image.get_extent(), *squares.shape[:2])):
            self._measure(*now)
            self._measured = now
        wide = squares.view(np.uint32)[..., 0][self._rows].take(self._columns, axis=1)  # a pixel as one number
        np.minimum(self._kept, wide.view(np.uint8).reshape(self._kept.shape), out=pixels[self._place])
        return True


def _squares(begin: float, end: float, number: int, low: float, high: float) -> tuple[np.ndarray, slice]:
    """For the pixels whose middles lie between ``low`` and ``high``: which of ``number`` squares, and which pixels."""
    place = slice(max(round(low), 0), max(round(high), 0))
    squares = np.floor((np.arange(place.start, place.stop) + 0.5 - begin) / (end - begin) * number).astype(int)
    inside = np.flatnonzero((0 <= squares) & (squares < number))
    begin = place.start + (inside[0] if len(inside) else 0)
    return squares[inside], slice(begin, begin + len(inside))


def _is_label(artist) -> bool:
    """Whether Pillow can set it as matplotlib would: one level line of our font's glyphs, opaque and bare."""
    return (type(artist) is Text and not artist.get_rotation() and artist.get_bbox_patch() is None
            and artist.get_alpha() is None
            and all(map(font_manager.get_font(str(picture.FONT)).get_char_index, map(ord, artist.get_text()))))


@lru_cache(maxsize=32)
def _font(pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(picture.FONT), pixels, layout_engine=ImageFont.Layout.BASIC)


_ANCHORS = {"left": "l", "center": "m", "right": "r"}
_CAP_HEIGHT = 0.73  # of the font's size: a line is centred by its capitals and digits


def _set(pen: ImageDraw.ImageDraw, label: Text, height: int) -> None:
    size = label.get_fontsize() * label.get_figure(root=True).dpi / 72
    x, y = label.get_transform().transform(label.get_unitless_position())
    lift = {"center": _CAP_HEIGHT / 2, "center_baseline": _CAP_HEIGHT / 2, "top": _CAP_HEIGHT}.get(label.get_va(), 0)
    x, y = round(4 * x), round(4 * (height - y + lift * size))  # a quarter of a pixel is exact enough
    ink, left, top = _ink(label.get_text(), size, _ANCHORS[label.get_ha()] + "s", x % 4 / 4, y % 4 / 4)
    pen.bitmap((x // 4 + left, y // 4 + top), ink, fill=to_hex(label.get_color()))


@lru_cache(maxsize=300)
def _ink(text: str, size: float, anchor: str, x: float, y: float) -> tuple[Image.Image, int, int]:
    """The mask of a line of text that stands at ``x``, ``y`` (less than a pixel), and where the mask's corner lies.
    Kept, because the same few numbers come back while a slider is dragged to and fro."""
    left, top, right, bottom = (math.floor(side) for side in _font(size).getbbox(text, anchor=anchor))
    mask = Image.new("L", (right - left + 4, bottom - top + 4))
    ImageDraw.Draw(mask).text((x + 1 - left, y + 1 - top), text, fill=255, font=_font(size), anchor=anchor)
    return mask, left - 1, top - 1


@lru_cache(maxsize=8)
def _palette(maps: tuple[str, ...] = ()) -> Image.Image:
    """The style's colours in steps towards white and, for the strong ones, towards ink: what a drawing and its
    smoothed edges are made of. What room is left belongs to the colour maps of the names ``maps``."""
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
    room = (256 - len(colours)) // len(maps) if maps else 0
    for name in maps:
        colours += list(255 * matplotlib.colormaps[name](np.linspace(0, 1, min(room, picture.RAMP.N)))[:, :3])
    colours = (colours + [white] * 256)[:256]
    palette = Image.new("P", (1, 1))
    palette.putpalette(np.round(colours).astype(np.uint8).tobytes())
    return palette
