"""Memory: what a cell is done with goes back to the machine."""

import gc
import sys
import weakref
from types import SimpleNamespace

import pytest

from techgov import canvas, memory, picture
from techgov.canvas import Canvas, Moving


def draw(height, fig):
    bar, = fig.subplots().bar([0], [1])
    return Moving([bar], lambda height: bar.set_height(height))


@pytest.fixture
def no_chance():
    """Python collects only when it is told to."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_a_figure_goes_after_the_cell_that_drew_it(no_chance):
    figure = picture.figure()
    picture.png(figure)
    figure.subplots()
    gone = weakref.ref(figure)
    del figure
    assert gone() is not None, "a figure's parts hold each other; if they no longer do, collecting is not needed"
    memory.give_back()
    assert gone() is None


def test_a_figure_that_a_learner_holds_stays():
    figure = picture.figure()
    axes = figure.subplots()
    memory.give_back()
    assert figure.axes == [axes] and picture.png(figure)


def test_nothing_is_collected_after_a_cell_that_drew_nothing(monkeypatch):
    memory.give_back()
    collected = []
    monkeypatch.setattr(memory.gc, "collect", lambda: collected.append(1))
    memory.give_back()
    assert collected == []
    picture.figure()
    memory.give_back()
    memory.give_back()
    assert collected == [1]


def test_an_explorers_figure_rests_until_it_is_moved_and_comes_back_the_same(no_chance):
    one = Canvas(draw, 0.5, simulated=False, height=2)
    first, figure = one.frame(0.25), weakref.ref(one.awake.figure)
    memory.give_back()
    assert figure() is None and canvas._LAST is None
    assert one.frame(0.75) != first and one.frame(0.25) == first


def test_every_cell_of_a_notebook_gives_back(monkeypatch):
    registered = {}
    shell = SimpleNamespace(events=SimpleNamespace(register=registered.__setitem__))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    memory.watch()
    given = []
    monkeypatch.setattr(memory, "give_back", lambda: given.append(1))
    registered["post_run_cell"](None)
    assert given == [1]


@pytest.mark.parametrize("here", [None, SimpleNamespace(get_ipython=lambda: None)])
def test_outside_of_a_notebook_nothing_is_watched(monkeypatch, here):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    if here:
        monkeypatch.setitem(sys.modules, "IPython", here)
    memory.watch()


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_do_without_the_c_librarys_help(monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: pytest.fail("no such library is looked for here"))
    memory.give_back()
