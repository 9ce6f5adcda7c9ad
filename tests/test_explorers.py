"""Every explorer of every topic, by discovery, at the corners of its controls."""

import importlib.util
import inspect
import itertools
import pkgutil

import pytest
from fontTools.ttLib import TTFont
from matplotlib.text import Text

from techgov import picture, topics
from techgov.explorer import Explorer

FOUND = [(f"{topic.name}.{name}", function)
         for topic in pkgutil.iter_modules(topics.__path__)
         if importlib.util.find_spec(f"techgov.topics.{topic.name}.explore")
         for name, function in inspect.getmembers(
             importlib.import_module(f"techgov.topics.{topic.name}.explore"), inspect.isfunction)
         if name.startswith("explore_")]
EXPLORERS = pytest.mark.parametrize("make", [f for _, f in FOUND], ids=[n for n, _ in FOUND])
GLYPHS = set(TTFont(str(picture.FONT)).getBestCmap())


def test_there_are_explorers():
    assert len(FOUND) >= 2


def labels(explorer: Explorer):
    return [artist for artist in explorer.canvas.awake.artists if isinstance(artist, Text)]


def corners(explorer: Explorer):
    ends = {name: (list(c.values)[0], list(c.values)[-1]) for name, c in explorer.controls.items()}
    for values in itertools.product(*ends.values()):
        yield dict(zip(ends, values))


@EXPLORERS
def test_every_corner_and_preset_redraws_and_says_something(make):
    explorer = make()
    for parameters in [*corners(explorer), *explorer.presets.values()]:
        explorer.set(**parameters)
        assert len(explorer.words.split()) >= 5 and "nan" not in explorer.words.lower()
        assert explorer.words.replace("'", "&#x27;") in explorer._picture.value  # the alternative text follows
        for label in labels(explorer):
            assert set(map(ord, label.get_text())) <= GLYPHS | {10}, "a glyph is missing in the charts' font"
    assert explorer.error is None


@EXPLORERS
def test_every_control_moves_the_picture(make):
    explorer = make()
    start = dict(explorer.parameters)
    for name, control in explorer.controls.items():
        pictures = set()
        for value in control.values:
            explorer.set(**{**start, name: value})
            pictures.add(explorer._picture.value)
        assert len(pictures) > 1, f"{name} changes nothing"
    explorer.set(**start)
    assert explorer.words == explorer._first_words


@EXPLORERS
def test_it_has_two_to_five_controls_and_its_limits(make):
    explorer = make()
    assert 2 <= len(explorer.controls) <= 5
    assert len(explorer.limits.split()) >= 8 and explorer.origin in picture.ORIGINS


@EXPLORERS
def test_labels_stay_inside_the_picture(make):
    explorer = make()
    width, height = explorer.canvas.size
    for parameters in [explorer.parameters, *corners(explorer)]:
        explorer.set(**parameters)
        for label in labels(explorer):
            if label.get_text() and label.get_visible():
                box = label.get_window_extent()
                assert box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -1 and box.y1 <= height + 1, \
                    (parameters, label.get_text())
