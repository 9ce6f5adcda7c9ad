"""The models of lesson 07: known limits, closed forms against stepping, and facts of its tables by hand."""

import base64
import io
import re
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from techgov import load, picture
from techgov.tables import Tables
from techgov.topics.economic_policy import draw, explore, model

RATE = model.Range(10 / 1.4, 9.5 / 1.45, 10.5 / 1.35)
PEOPLE = 1.4e9


@pytest.fixture(scope="module")
def amounts():
    return model.amounts(load("money"))


def amount(**values):
    return model.Amount(**{**dict(id="a", name="A", low=100.0, high=100.0, currency="CNY", over="a year", years=None,
                                  statement="plan", same="", payer="B"), **values})


# comparisons -------------------------------------------------------------------------------------------------

def test_a_comparison_by_the_year_divides_by_the_years(amounts):
    found = model.compare(amounts["new-infrastructure-plan"], amounts["science-spending-2019"], "year")
    assert found.first.value == 2e12 and found.second.value == 352e9 and found.unit == "yuan a year"
    assert found.times.low == found.times.value == found.times.high == pytest.approx(2000 / 352)
    assert len(found.cautions) == 2  # a plan beside a report, and a payer who is not named


@given(first=st.floats(1, 1e4), second=st.floats(1, 1e4), years=st.sampled_from([None, 2, 5, 10]))
def test_dividing_by_the_head_changes_no_quotient(first, second, years):
    over = "several years" if years else "a year"
    one = amount(id="1", low=first, high=first, years=years, over=over)
    other = amount(id="2", low=second, high=second, years=years, over=over)
    for plain, headed in (("printed", "head"), ("year", "year and head")):
        alone, shared = (model.compare(one, other, scale, None, PEOPLE) for scale in (plain, headed))
        assert alone.times.value == pytest.approx(shared.times.value) == pytest.approx(first / second)
        assert alone.first.value == pytest.approx(shared.first.value * PEOPLE)


def test_one_beside_the_other_is_the_other_way_round(amounts):
    for first, second in combinations(amounts.values(), 2):
        for scale, rate in product(("printed", "year"), (None, RATE)):
            there, back = (model.compare(*pair, scale, rate) for pair in ((first, second), (second, first)))
            assert there.allowed == back.allowed and set(there.reasons) == set(back.reasons)
            assert there.allowed == (there.first is not None) == (there.times is not None) == (not there.obstacles)
            if there.allowed:
                assert there.times.value * back.times.value == pytest.approx(1)
                assert there.times.low * back.times.high == pytest.approx(1)
                assert there.times.low <= there.times.value <= there.times.high


def test_a_rate_widens_only_what_it_touches(amounts):
    plan, digital, budget = (amounts[id] for id in ("new-infrastructure-plan", "ndrc-cdb-credit",
                                                    "science-spending-2019"))
    across = model.compare(plan, digital, "year", RATE)
    assert across.times.low < across.times.value < across.times.high
    within = model.compare(plan, budget, "year", RATE)
    assert within.times.low == within.times.high
    dollars = model.compare(amounts["new-infrastructure-dollars"], digital, "printed", RATE)
    assert dollars.times.low == dollars.times.high == pytest.approx(1400 / 14.8)


@pytest.mark.parametrize("first, second, scale, converted, obstacle", [
    ("new-infrastructure-plan", "new-infrastructure-dollars", "printed", True, "the same money"),
    ("ndrc-cdb-title-sum", "ndrc-cdb-credit", "year", False, "the same money"),
    ("innoway-cost", "innoway-cost", "printed", False, "the same money"),
    ("new-infrastructure-plan", "ndrc-cdb-credit", "year", False, "two currencies"),
    ("giants-market-caps", "new-infrastructure-dollars", "printed", False, "worth, not spending"),
    ("tencent-value-lost", "giants-market-caps", "printed", False, "worth, not spending"),
    ("tencent-investment", "science-spending-2020", "year", False, "no period"),
    ("new-infrastructure-plan", "science-spending-2020", "printed", False, "different periods"),
])
def test_what_units_forbid_is_refused_with_its_reason(amounts, first, second, scale, converted, obstacle):
    found = model.compare(amounts[first], amounts[second], scale, RATE if converted else None)
    assert not found.allowed and obstacle in found.obstacles and len(found.reasons) == len(found.obstacles)
    assert found.first is found.second is found.times is None


def test_every_refusal_and_every_size_fits_the_picture(amounts):
    explorer = explore.explore_promises()
    right = explorer.canvas.size[0]
    options = {name: list(control.values) for name, control in explorer.controls.items()}
    for first, second in product(options["first"], options["second"]):
        explorer.set(first=first, second=second, scale="year and head", converted=True)
        for label in explorer.canvas.awake.artists:
            if hasattr(label, "get_text") and label.get_text():
                assert label.get_window_extent().x1 <= right, label.get_text()
        assert explorer.result.allowed == ("cannot be compared" not in explorer.words)


def test_impossible_scales_are_refused():
    with pytest.raises(ValueError, match="scale is 'week'"):
        model.compare(amount(id="1"), amount(id="2"), "week")
    with pytest.raises(ValueError, match="people"):
        model.compare(amount(id="1"), amount(id="2"), "head")


def test_the_pairs_by_hand():
    pairs = load("money_pairs")
    assert len(pairs) == 14 * 13 // 2
    as_printed = {frozenset(row.records.split()) for row in pairs[pairs["as_printed"] == "yes"].itertuples()}
    assert as_printed == {frozenset(pair) for pair in (
        ("science-spending-2019", "science-spending-2020"), ("new-infrastructure-dollars", "ndrc-cdb-credit"),
        ("new-infrastructure-dollars", "ndrc-cdb-title-sum"))}
    # by the year in one currency: six amounts have a year, less the money that is printed more than once
    assert (pairs["a_year_converted"] == "yes").sum() == 6 * 5 // 2 - 2
    assert pairs["obstacle"].eq("").sum() == 13
    assert pairs["obstacle"].value_counts().to_dict() == {"": 13, "no period": 57, "worth, not spending": 19,
                                                          "the same money": 2}


# the axis ----------------------------------------------------------------------------------------------------

@given(yuan=st.floats(model.LEAST, model.MOST), bend=st.floats(0, 1))
def test_the_axis_keeps_its_ends_and_lies_between_linear_and_logarithmic(yuan, bend):
    assert model.bent(model.LEAST, bend) == pytest.approx(0, abs=1e-12) and model.bent(model.MOST, bend) == 1
    assert model.bent(yuan, 1) - 1e-9 <= model.bent(yuan, bend) <= model.bent(yuan, 0) + 1e-9


def test_the_axis_bends_steadily_into_the_logarithmic_one():
    yuan = np.array([1.0, 30.0, 352.0, 10_000.0])
    assert model.bent(yuan, 1e-6) == pytest.approx(model.bent(yuan, 0), abs=1e-4)
    assert model.bent(2 * yuan, 0) - model.bent(yuan, 0) == pytest.approx([np.log(2) / np.log(200_000)] * 4)
    assert model.bent(yuan + 5, 1) - model.bent(yuan, 1) == pytest.approx([5 / 19_999.9] * 4)
    with pytest.raises(ValueError, match="bend"):
        model.bent(1, 2)


def test_each_money_stands_on_the_axis_once(amounts):
    axis = model.axis(amounts, 7.0, 1.0)
    assert len(axis.places) == 12 and axis.places["yuan"].is_monotonic_decreasing
    assert axis.places.set_index("name").loc["Digital projects", "yuan"] == pytest.approx(14.8 * 7)
    assert axis.crowded == 10 and model.axis(amounts, 7.0, 0.0).crowded == 1


def test_the_flipbook_is_small_and_its_pages_differ():
    book = explore.flip_axis()
    list(book.make())
    assert len(set(book.pages.values())) == len(explore.BENDS)
    for page in book.pages.values():
        image = Image.open(io.BytesIO(base64.b64decode(re.search(r'base64,([^"]+)"', page)[1])))
        assert image.size[0] == 760


# on track ----------------------------------------------------------------------------------------------------

UNICOM = dict(target=250_000, result=80_000, step=0, now=4, deadline=12)


def test_the_verdict_turns_on_whether_april_counts():
    with_april, without = model.on_track(**UNICOM), model.on_track(**{**UNICOM, "now": 3})
    assert with_april.paces[0].verdict == "behind" and with_april.paces[0].gap == pytest.approx(-3333.3, abs=0.1)
    assert without.paces[0].verdict == "ahead" and without.paces[0].gap == 17_500
    tables = Tables()
    assert tables.figure("unicom-on-track", "behind") == pytest.approx(-with_april.paces[0].gap)
    assert tables.figure("unicom-on-track", "ahead") == pytest.approx(without.paces[0].gap)


def test_four_definitions_give_three_verdicts():
    track = model.on_track(**{**UNICOM, "step": 10_000, "growth": 0.1})
    assert track.verdicts == ("behind", "cannot be told", "ahead", "behind")
    assert explore.explore_track().result.verdicts == track.verdicts


def test_with_nothing_special_all_definitions_agree():
    track = model.on_track(**UNICOM)
    assert [pace.expected for pace in track.paces] == pytest.approx([250_000 / 3] * 4)
    assert set(track.verdicts) == {"behind"}
    assert track.even == pytest.approx(track.faster) and track.even == pytest.approx(track.new)


@given(growth=st.floats(0, 0.5), deadline=st.integers(2, 24), month=st.integers(0, 24))
def test_the_geometric_sum_is_what_building_month_by_month_gives(growth, deadline, month):
    assume(month <= deadline)
    built = [(1 + growth)**n for n in range(deadline)]
    assert model.grown(month, deadline, growth) == pytest.approx(sum(built[:month]) / sum(built), rel=1e-9, abs=1e-12)


def test_slow_growth_is_an_even_pace():
    assert model.grown(5, 12, 1e-9) == pytest.approx(5 / 12, rel=1e-6)


@given(now=st.floats(0.5, 12), start=st.floats(0, 200_000), growth=st.floats(0, 0.4))
def test_every_pace_ends_on_the_target_and_a_later_start_helps_nobody(now, start, growth):
    track = model.on_track(250_000, 80_000, 0, now, 12, start, growth)
    assert [curve[-1] for curve in (track.even, track.faster, track.new)] == pytest.approx([250_000] * 3)
    assert (np.diff(track.faster) > 0).all() and (track.faster <= track.even + 1e-6).all()
    even, _, faster, new = (pace.expected for pace in track.paces)
    assert faster <= even * (1 + 1e-9) and new >= even - 1e-6


@pytest.mark.parametrize("change", [{"now": 0}, {"now": 13}, {"start": 250_000}, {"start": -1}, {"growth": -0.1},
                                    {"step": -1}])
def test_tracks_that_cannot_be_are_refused(change):
    with pytest.raises(ValueError):
        model.on_track(**{**UNICOM, **change})


# years to a target -------------------------------------------------------------------------------------------

POINTS = dict(first=(2015, 1e5), last=(2019, 1.2e6), ceiling=8e6)


@given(law=st.sampled_from(model.LAWS), start=st.floats(1e3, 1e6), ceiling=st.floats(1.3e6, 1e8),
       target=st.floats(1.3e6, 2e7))
def test_the_year_is_the_one_in_which_the_curve_is_there(law, start, ceiling, target):
    points = dict(first=(2015, start), last=(2019, 1.2e6), ceiling=ceiling)
    assert model.level(law, 2015, **points) == pytest.approx(start, rel=1e-6)
    assert model.level(law, 2019, **points) == pytest.approx(1.2e6, rel=1e-6)
    year = model.reaches(law, target, **points)
    if year is None:
        assert law == "saturating" and target >= ceiling
    else:
        assume(target < 0.999 * ceiling or law != "saturating")
        assert year > 2019 and model.level(law, year, **points) == pytest.approx(target, rel=1e-4)


def test_the_closed_forms_agree_with_small_steps():
    """dn/dt = c, r n, and r n (1 - n / K), walked in steps of a thousandth of a year with Heun's rule."""
    bend = np.log(1.2e6 / 6.8e6) - np.log(1e5 / 7.9e6)
    slopes = {"constant": lambda n: 1.1e6 / 4, "compounding": lambda n: np.log(12) / 4 * n,
              "saturating": lambda n: bend / 4 * n * (1 - n / 8e6)}
    for law, slope in slopes.items():
        number, year, step = 1e5, 2015.0, 1e-3
        while number < 4.8e6:
            ahead = number + step * slope(number)
            number += step / 2 * (slope(number) + slope(ahead))
            year += step
        assert year == pytest.approx(model.reaches(law, 4.8e6, **POINTS), abs=5e-3), law


def test_a_ceiling_out_of_sight_is_compounding():
    far = {**POINTS, "ceiling": 1e13}
    free = model.reaches("compounding", 4.8e6, **far)
    assert model.reaches("saturating", 4.8e6, **far) == pytest.approx(free, abs=1e-4)


def test_twelve_years_from_nothing_as_the_doubt_has_it():
    found = model.years_to_target(4.8e6, 0, 1.2e6, 2015, 2019, 8e6)
    constant, compounding, saturating = found.laws
    assert constant.year == 2019 + Tables().figure("charging-at-this-pace", "years_left") == 2031
    assert constant.during == 2031 and compounding.year is saturating.year is None
    assert compounding.why == saturating.why == "not defined from nothing"


def test_a_low_ceiling_is_never_and_a_deadline_has_its_share():
    found = model.years_to_target(4.8e6, 1e5, 1.2e6, 2015, 2019, 4e6, deadline=2019)
    assert [one.during is None for one in found.laws] == [False, False, True]
    assert [one.share for one in found.laws] == pytest.approx([0.25] * 3)


@pytest.mark.parametrize("law, first, last, ceiling", [
    ("constant", (2019, 1), (2015, 2), 9), ("constant", (2015, 2), (2019, 2), 9),
    ("compounding", (2015, 0), (2019, 2), 9),
    ("saturating", (2015, 1), (2019, 2), 2), ("saturating", (2015, 1), (2019, 2), np.inf)])
def test_points_that_no_curve_passes_are_refused(law, first, last, ceiling):
    with pytest.raises(ValueError):
        model.level(law, 2016, first, last, ceiling)


# percentages -------------------------------------------------------------------------------------------------

def test_a_rise_and_a_fall_do_not_cancel():
    chain = model.chain(12.5, -9.1)
    assert chain.net == pytest.approx(2.2625) and chain.sum == pytest.approx(3.4) and chain.end == 100 + chain.net
    assert model.chain().net == 0 and model.chain(50, -50).net == -25
    assert Tables().figure("science-two-years", "change_low") < chain.net / 100 < Tables().figure(
        "science-two-years", "change_high")


def test_yearly_growth():
    assert model.yearly_growth(3, 3) == pytest.approx(Tables().figure("robots-base", "growth_from_plan"))
    assert model.yearly_growth(1, 7) == 0
    with pytest.raises(ValueError):
        model.yearly_growth(3, 0)


# tables and pictures -----------------------------------------------------------------------------------------

def test_the_money_by_hand():
    money = load("money").set_index("short")
    assert len(money) == 14 and money["statement"].value_counts()["plan"] == 6
    assert money.loc["New infrastructure", ["low", "years", "a_year_low"]].tolist() == [10_000, 5, 2000]
    assert money.loc[["New infrastructure", "Tencent's loss of value"], "payer"].tolist() == ["not named", ""]
    assert money.index.is_unique


def test_the_targets_by_hand():
    spans = model.spans(load("targets")).set_index("name")
    assert spans.loc["Charging points", "set"] == 2015 and np.isnan(spans.loc["Charging points", "due"])
    assert np.isnan(spans.loc["China Unicom's stations", "set"]) and spans.loc["China Unicom's stations", "due"] == 2021
    assert spans.loc["China Unicom's stations", "result"] == pytest.approx(2020 + 3.5 / 12)
    assert spans["share"].dropna().to_dict() == {"China Unicom's stations": 0.32, "Charging points": 0.25}


def test_the_points_that_other_sources_count():
    points = model.counted(load("outside_figures")).set_index("moment")["points"]
    assert points.is_monotonic_increasing and points[2018.0] == 213_903 + 231_820 and points[2021.0] == 1.681e6
    assert points[2021.0] / 4.8e6 == pytest.approx(0.35, abs=0.001) and points[2022.5] < 4.8e6 < points[2023.0]


def test_charts_show_what_their_tables_hold():
    science, fig = load("science_spending"), picture.figure()
    draw.science(science, fig)
    for ax, bottom in zip(fig.axes, (0, 300)):
        assert [bar.get_height() for bar in ax.patches] == science["spending"].tolist() and ax.get_ylim()[0] == bottom

    spans, fig = model.spans(load("targets")), picture.figure()
    draw.spans(spans, fig)
    said = [text.get_text() for text in fig.axes[0].texts]
    assert said.count("set: ?") == 2 and said.count("due: ?") == 1 and "32%" in said and "25%" in said

    points, fig = model.counted(load("outside_figures")), picture.figure()
    draw.counted(points, 4.8e6, 2021, fig)
    assert fig.axes[0].lines[0].get_ydata().tolist() == points["points"].tolist()
