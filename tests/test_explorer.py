"""Explorers: controls, one figure, and words that say what it shows."""

import gc
import io
import itertools
import threading
import time
import weakref
from base64 import b64decode
from html.parser import HTMLParser

import ipywidgets
import numpy as np
import pytest
from matplotlib.patches import Rectangle
from PIL import Image

from techgov import picture
from techgov.canvas import Canvas, Moving
from techgov.controls import Choice, Slider, Toggle
from techgov.explorer import Explorer

SIZES, WINDS = [1, 10, 100], {"none": 0.0, "a gale & more": 2.5}


def sail(size, wind, flag):
    if size == 100 and wind and flag:
        raise ValueError("the <mast> broke")
    return {"speed": size * (1 + wind), "flag": flag}


def draw(result, fig):
    axes = fig.add_subplot()
    axes.set_xlim(-10, 400)
    axes.set_ylim(-1, 2)
    axes.grid(True)
    mark, = axes.plot([], [], "o", markersize=12, color=picture.BLUE)
    label = axes.text(50, 1.5, "")
    line, = axes.plot([], [], color=picture.ORANGE)

    def update(result):
        mark.set_data([result["speed"]], [0.5])
        label.set_text(f"{result['speed']:g} 节")
        line.set_data([5, result["speed"]], [0, 1] if result["flag"] else [0, 0.2])

    update(result)
    return Moving([mark, line, label], update)


def say(result):
    return f"An invented boat sails at {result['speed']:g} < 1,000 knots{' with a flag' * result['flag']}."


def explorer(**changes):
    return Explorer(**{
        "title": "A boat <i>", "model": sail, "draw": draw, "say": say, "origin": "simulated", "limits": "No <waves>.",
        "source": "Invented 2001", "presets": {"Storm": {"size": 10, "wind": 2.5}, "Wreck": {
            "size": 100, "wind": 2.5, "flag": True}},
        "controls": {"size": Slider("Size", SIZES, 10), "wind": Choice("Wind", WINDS, 0.0), "flag": Toggle("Flag")},
        **changes})


class Page(HTMLParser):
    """The images and the text of a piece of HTML."""

    def __init__(self, markup):
        super().__init__()
        self.images, self.tags, self.text = [], set(), ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "img" and dict(attrs)["alt"]:
            self.images.append(dict(attrs))

    def handle_data(self, data):
        self.text += data


def parts(widget):
    """A widget and all that it holds, in order."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def html_of(one):
    """What all HTML widgets of an explorer show now."""
    return [part.value for part in parts(one.widget) if isinstance(part, ipywidgets.HTML)]


def pixels_of(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def shown(one):
    """(pixels, alternative text, readout) on the screen."""
    pages = [Page(markup) for markup in html_of(one)]
    [at] = [n for n, page in enumerate(pages) if page.images]
    [image] = pages[at].images
    png = b64decode(image["src"].removeprefix("data:image/png;base64,"))
    return pixels_of(png), image["alt"], pages[at + 1].text


def button(one, label):
    [found] = [part for part in parts(one.widget)
               if isinstance(part, ipywidgets.Button) and part.description == label]
    return found


def control(one, label):
    [found] = [part for part in parts(one.widget) if getattr(part, "description", "") == label]
    return found


CORNERS = [corner for corner in itertools.product((1, 100), WINDS.values(), (False, True))
           if corner != (100, 2.5, True)]


@pytest.mark.parametrize("size, wind, flag", CORNERS)
def test_a_frame_is_what_beginning_there_gives(size, wind, flag):
    one = explorer()
    for step in ({"size": 1}, {"flag": True, "size": 10}, {"size": size, "wind": wind, "flag": flag}):
        one.set(**step)
    afresh = explorer(controls={"size": Slider("Size", SIZES, size), "wind": Choice("Wind", WINDS, wind),
                                "flag": Toggle("Flag", flag)})
    pixels, alt, readout = shown(one)
    assert np.array_equal(pixels, shown(afresh)[0])
    assert alt == readout == say(sail(size, wind, flag)) == one.words == afresh.words
    assert one.error is None


@pytest.mark.parametrize("size, wind, flag", CORNERS)
def test_a_frame_looks_as_matplotlib_draws_it(size, wind, flag):
    result = sail(size, wind, flag)
    frame = pixels_of(Canvas(draw, result, simulated=True, height=3.6).frame(result))
    figure = picture.figure(height=3.6)
    picture.mark_simulated(figure)
    draw(result, figure)
    whole = pixels_of(picture.png(figure))
    assert np.abs(frame - whole).mean() < 0.5
    [label] = figure.axes[0].texts
    box = label.get_window_extent()
    left, right, top, bottom = int(box.x0) - 4, int(box.x1) + 5, int(360 - box.y1) - 4, int(360 - box.y0) + 5
    inked = [np.argwhere((image[top:bottom, left:right] < 128).all(axis=2)) for image in (frame, whole)]
    assert np.abs(inked[0].min(axis=0) - inked[1].min(axis=0)).max() <= 2  # the label stands where it should
    assert np.abs(inked[0].max(axis=0) - inked[1].max(axis=0)).max() <= 2
    frame[top:bottom, left:right] = whole[top:bottom, left:right] = 0
    assert np.quantile(np.abs(frame - whole).max(axis=2), 0.999) < 40  # but for the label, hardly a pixel differs


def a_map(**options):
    def draw(grid, fig):
        axes = fig.add_subplot()
        image = axes.imshow(grid, vmin=0, vmax=1, **options)
        fig.colorbar(image, ax=axes)
        return Moving([image], image.set_data)
    return draw


@pytest.mark.parametrize("options", [
    {}, {"cmap": "cividis"}, {"origin": "lower", "aspect": "auto"}, {"extent": (3, 9, -2, 1), "aspect": "auto"},
], ids=str)
@pytest.mark.parametrize("shape", [(50, 50), (3, 7)])
def test_a_heat_map_has_the_colours_that_matplotlib_gives_it(options, shape):
    draw, grid = a_map(**options), np.random.default_rng(1).random(shape)
    frame = Canvas(draw, np.zeros(shape), simulated=True, height=3.6).frame(grid)
    figure = picture.figure(height=3.6)
    picture.mark_simulated(figure)
    draw(grid, figure)
    apart = np.abs(pixels_of(frame) - pixels_of(picture.png(figure))).max(axis=2)
    assert apart.mean() < 3 and np.quantile(apart, 0.95) <= 8  # of 255; the few others are at the frame and at text
    assert np.quantile(apart, 0.99) < 40 and len(frame) < 15_000


@pytest.mark.parametrize("changes", [{"extent": (-0.5, 4.5, 4.5, -0.5)}, {"visible": False},
                                     {"clim": (0, 2)}, {"array": np.eye(5)}], ids=str)
def test_a_heat_map_may_change_in_every_way(changes):
    def draw(now, fig):
        axes = fig.add_subplot()
        image = axes.imshow(np.eye(10), vmin=0, vmax=1, aspect="auto")
        return Moving([image], lambda now: image.set(**now))

    frame = Canvas(draw, {}, simulated=False, height=3.6).frame(changes)
    figure = picture.figure(height=3.6)
    draw({}, figure).update(changes)
    apart = np.abs(pixels_of(frame) - pixels_of(picture.png(figure))).max(axis=2)
    assert np.quantile(apart, 0.98) <= 8


def test_a_heat_map_with_holes_shows_them():
    grid = np.ma.masked_greater(np.tile(np.linspace(0, 1, 10), (10, 1)), 0.55)
    frame = pixels_of(Canvas(a_map(aspect="auto"), grid, simulated=False, height=3.6).frame(grid))
    assert (frame[150, 100:300] < 245).any(axis=1).all() and (frame[150, 450:550] == 255).all()


def test_the_same_state_gives_the_same_frame():
    one = explorer()
    first = shown(one)[0]
    one.set(size=100)
    assert not np.array_equal(shown(one)[0], first)
    one.set(size=10)
    assert np.array_equal(shown(one)[0], first)


def test_explorers_moved_in_turn_draw_what_each_draws_alone():
    """Only the one moved last keeps its figure."""
    alone = [explorer(title=title) for title in "AB"]
    frames = []
    for one in alone:
        for size in SIZES[:3]:
            one.set(size=size)
            frames.append(one._frame)
    first, second = explorer(title="A"), explorer(title="B")
    figure = first.canvas.awake.figure
    turns = [(one, size) for size in SIZES[:3] for one in (first, second)]
    found = {}
    for one, size in turns:
        one.set(size=size)
        found[one.title, size] = one._frame
    assert [found[title, size] for title in "AB" for size in SIZES[:3]] == frames
    assert first.canvas.awake.figure is not figure
    gone = weakref.ref(figure)
    del figure
    gc.collect()
    assert gone() is None


def test_a_canvas_that_cannot_be_drawn_leaves_the_others_as_they_are():
    def broken(result, fig):
        raise ValueError("no such boat")

    one = explorer()
    frame = one._frame
    with pytest.raises(ValueError, match="no such boat"):
        explorer(draw=broken)
    one.set(size=10)
    assert one._frame == frame


def test_what_moves_never_covers_the_word_simulated():
    def cover(result, fig):
        fig.add_subplot()
        curtain = fig.add_artist(Rectangle((0, 0), 1, 0, transform=fig.transFigure, color=picture.INK))
        return Moving([curtain], lambda result: curtain.set_height(result["speed"]))

    one = explorer(draw=cover)
    pixels = shown(one)[0]
    box = one.canvas.awake.figure.texts[0].get_window_extent()
    rows, columns = slice(*(int(len(pixels) - y) for y in (box.y1, box.y0))), slice(int(box.x0), int(box.x1))
    assert (pixels[rows.stop + 20:, columns] < 60).all()  # the curtain covers the whole picture
    assert (pixels[rows, columns] == 255).all(axis=2).mean() > 0.4  # but for the mark on its white ground


def test_only_a_model_is_marked_as_one():
    gids = [text.get_gid() for text in explorer().canvas.awake.figure.texts]
    assert gids == ["simulated"] and explorer(origin="derived").canvas.awake.figure.texts == []


@pytest.mark.parametrize("label, value, size", [("Size", 100, 100), ("Wind", 2.5, 10), ("Flag", True, 10)])
def test_moving_a_control_redraws(label, value, size):
    one = explorer()
    before, *_ = shown(one)
    control(one, label).value = value
    pixels, alt, readout = shown(one)
    assert not np.array_equal(pixels, before)
    assert one.parameters[label.lower()] == value and one.parameters["size"] == size
    assert alt == readout == say(sail(**one.parameters))


@pytest.mark.parametrize("values, error", [
    ({"sise": 1}, KeyError), ({"size": 5}, ValueError), ({"wind": "none"}, ValueError),
    ({"size": 1, "flag": "yes"}, ValueError)], ids=str)
def test_set_refuses_what_there_is_not(values, error):
    one = explorer()
    before = dict(one.parameters), one.words
    with pytest.raises(error, match=list(values)[-1]):
        one.set(**values)
    assert (one.parameters, one.words) == before


def test_set_redraws_once():
    drawn = []
    one = explorer(model=lambda **parameters: drawn.append(parameters) or sail(**parameters))
    drawn.clear()
    one.set(size=100, flag=True)
    assert drawn == [{"size": 100, "wind": 0.0, "flag": True}]
    assert (control(one, "Size").value, control(one, "Flag").value) == (100, True)


def test_a_move_in_another_thread_is_not_lost_in_a_preset():
    one, meanwhile = explorer(), threading.Event()

    def slow(_):
        meanwhile.set()
        time.sleep(0.05)  # the other thread's move comes now

    one._inputs["size"].observe(slow, names="value")
    preset = threading.Thread(target=lambda: one.set(size=100))
    preset.start()
    meanwhile.wait()
    one._inputs["flag"].value = True
    preset.join()
    assert one.parameters == {"size": 100, "wind": 0.0, "flag": True} and one.words == say(one.result)
    assert one.result["flag"] and one.result["speed"] == 100


def test_what_is_pinned_is_one_state_while_another_thread_draws():
    one, meanwhile = explorer(), threading.Event()
    frame = one.canvas.frame

    def slow(result):
        meanwhile.set()
        time.sleep(0.05)  # the words are new, the picture is not yet
        return frame(result)

    one.canvas.frame = slow
    move = threading.Thread(target=lambda: one.set(size=100))
    move.start()
    meanwhile.wait()
    one._pin.value = True
    move.join()
    assert Page(one._aside.value).images[0]["src"] == Page(one._picture.value).images[0]["src"]


def test_presets_and_reset():
    one = explorer()
    start, before = dict(one.parameters), shown(one)[0]
    button(one, "Storm").click()
    assert one.parameters == {"size": 10, "wind": 2.5, "flag": False} and control(one, "Wind").value == 2.5
    button(one, "Reset").click()
    assert one.parameters == start and np.array_equal(shown(one)[0], before)


def wreck_by_control(one):
    one.set(size=100, wind=2.5)
    control(one, "Flag").value = True


def wreck_by_preset(one):
    button(one, "Wreck").click()


@pytest.mark.parametrize("wreck", [wreck_by_control, wreck_by_preset])
def test_a_models_exception_is_said_and_kept(wreck):
    one = explorer()
    wreck(one)
    assert isinstance(one.error, ValueError)
    pages = [Page(markup) for markup in html_of(one)]
    [said] = [page for page in pages if "could not be redrawn" in page.text]
    assert "the <mast> broke" in said.text and said.tags == {"p"}
    button(one, "Reset").click()
    assert one.error is None and shown(one)[2] == one.words


@pytest.mark.parametrize("changes, names", [
    ({"source": ""}, "source"), ({"origin": "guess"}, "origin"), ({"say": lambda result: "Short."}, "alt")])
def test_an_explorer_needs_its_words(changes, names):
    with pytest.raises(ValueError, match=f"^{names} is"):
        explorer(**changes)


def test_a_page_without_a_kernel_shows_the_first_picture():
    one = explorer()
    first = one.words
    one.set(size=100)
    bundle = one._repr_mimebundle_()
    assert {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"} <= set(bundle)
    page = Page(bundle["text/html"])
    assert [image["alt"] for image in page.images] == [first]
    assert all(words in page.text for words in ("A boat <i>", first, "No <waves>.", "Invented 2001", "simulated"))
    assert page.tags <= {"strong", "figure", "img", "figcaption", "p", "em", "details", "summary", "div", "a", "table",
                         "thead", "tbody", "tr", "th", "td", "style"}


def test_no_words_are_markup():
    pages = [Page(markup) for markup in html_of(explorer())]
    assert {tag for page in pages for tag in page.tags} == {"style", "strong", "p", "br", "img"}
    assert any("No <waves>." in page.text for page in pages)
