"""The chart of a place question: a marker where it was put, and nothing where it was not."""

import io
import math

import numpy as np
import pytest
from PIL import Image
from test_question import ANSWERS, LEADS_TO, question

from techgov import picture, placing, quiz
from techgov.answers import Posed

RED = np.array([int(picture.VERMILION[at:at + 2], 16) for at in (1, 3, 5)])


def nothing(ax):
    pass


def marker(chart, place):
    """The middle of the marker in pixels from the left and from the top, or None."""
    pixels = np.asarray(Image.open(io.BytesIO(chart.frame(place))).convert("RGB")).astype(int)
    rows, columns = np.nonzero(np.abs(pixels - RED).sum(axis=2) < 12)
    if not len(rows):
        return None
    wide = np.flatnonzero(np.bincount(columns) == np.bincount(columns).max())
    return float(wide.mean()), float(rows.min())


@pytest.mark.parametrize("changes, first, second", [
    ({}, (2000, 20), (2010, 40)), ({"y": None, "wrong": [{"name": "late", "when": {"x": 1}, "message": "Much too late."}]},
                                   (2000,), (2010,))])
def test_the_marker_stands_where_it_was_put(changes, first, second):
    chart = placing.chart(question("place", **changes), nothing)
    assert marker(chart, None) is None and marker(chart, [math.nan] * len(first)) is None
    [(x, y), (later, higher)] = [marker(chart, place) for place in (first, second)]
    scale = chart.awake.figure.axes[0].transData.transform([(2000, 0), (2010, 0)])[:, 0]
    assert (x, later) == pytest.approx(tuple(scale), abs=2)
    assert higher < y if len(first) == 2 else higher == y
    assert marker(chart, None) is None  # and can be taken away


def test_what_stands_still_is_drawn_once_and_kept():
    drawn = []
    bare = placing.chart(question("place"), nothing).frame(None)
    chart = placing.chart(question("place"), lambda ax: drawn.append(ax.plot([1990, 2020], [0, 60], color=picture.BLUE)))
    assert chart.frame(None) != bare
    chart.frame((2000, 20))
    assert len(drawn) == 1


def test_a_simulated_chart_says_so():
    chart = placing.chart(question("place", origin="simulated"), nothing)
    assert [text.get_text() for text in chart.awake.figure.texts] == ["SIMULATED"]


def test_large_numbers_are_spelled_on_the_axis():
    one = question("place", x={"label": "people", "low": 0, "high": 2e6, "step": 1e5}, y=None,
                   wrong=[{"name": "late", "when": {"x": 1}, "message": "Much too late."}])
    ticks = placing.chart(one, nothing).awake.figure.axes[0].get_xticklabels()
    assert "1 million" in [tick.get_text() for tick in ticks]


@pytest.fixture
def view(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / "progress.json"))
    one = Posed(question("place"), "99_boats", {}, None, None)
    one.__dict__.update(answer=ANSWERS["place"], wrong=LEADS_TO)
    return quiz.PlaceQuiz(one)


def test_nothing_is_placed_until_a_stepper_moves(view):
    assert view.answer() is None and view.submit().status == "unanswered"
    assert "not on the chart yet" in view._picture.value and "not on the chart yet" in view._where.value
    year, boats = view._steppers
    assert (type(year).__name__, type(boats).__name__) == ("BoundedIntText", "BoundedFloatText")
    assert (year.description, boats.step) == ("year", 0.5)
    before = view._picture.value
    year.value = 2005
    boats.value = 12.5
    says = "Your marker stands at year: 2005, boats: 12.5."
    assert says in view._where.value and f"nothing else. {says}" in view._picture.value
    assert view._picture.value != before and view.submit().right


@pytest.mark.parametrize("entry, answer", [
    ([2005, 12], [2005.0, 12.0]), ([2005.0, 12.5], [2005.0, 12.5]), ([1800, 99], [1990.0, 60.0]), (2005, None),
    ([2005], None), (["2005", "12"], None), (None, None), ([True, 1], None), ([math.inf, 1], None)])
def test_what_was_recorded_is_put_back_if_it_is_a_place(view, entry, answer):
    view.fill_in(entry)
    assert view.answer() == answer


def test_the_page_without_a_kernel_has_the_chart_with_its_words_and_source(view):
    page = view._repr_mimebundle_()["text/html"]
    assert 'alt="A chart of years and boats, and nothing else. Its marker is not placed yet."' in page
    assert "Source: Invented 2001" in page and "Origin:" in page
