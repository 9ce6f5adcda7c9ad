"""The models of lesson 06: known limits, conservation, closed forms against counting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from techgov import load, picture
from techgov.topics.skynet import draw, model, speed

STREET = dict(gallery=1e5, searches=1e6, false_match_rate=1e-8, miss_rate=0.01, sought_per_10000=1.0)
RATES = st.floats(0, 1)


@given(gallery=st.floats(1, 2e9), searches=st.floats(1, 1e9), false_match_rate=RATES, miss_rate=RATES,
       sought_per_10000=st.floats(0, 10_000))
def test_every_person_is_counted_once(**parameters):
    day = model.base_rate(**parameters)
    assert day.found + day.missed == pytest.approx(day.sought)
    assert day.false_alarms + day.silent == pytest.approx(day.others)
    assert day.sought + day.others == pytest.approx(day.searches)
    assert day.alarms == pytest.approx(day.found + day.false_alarms)
    assert day.precision is None or 0 <= day.precision <= 1


@pytest.mark.parametrize("change, expected", [
    ({"false_match_rate": 0}, 1),        # no confusion: every alarm is right
    ({"miss_rate": 1}, 0),               # nobody is found: every alarm is false
    ({"sought_per_10000": 0}, 0),        # nobody is sought
    ({"sought_per_10000": 10_000}, 1),   # everybody is sought
])
def test_limits(change, expected):
    assert model.base_rate(**{**STREET, **change}).precision == expected


def test_no_alarm_has_no_precision():
    assert model.base_rate(**{**STREET, "miss_rate": 1, "false_match_rate": 0}).precision is None


def test_certain_confusion_alarms_for_everybody():
    assert model.base_rate(**{**STREET, "false_match_rate": 1}).false_alarm_rate == 1


def test_it_agrees_with_counting():
    """Individuals drawn one by one: each stranger compared with each face of the list."""
    parameters = dict(gallery=50, searches=200_000, false_match_rate=2e-4, miss_rate=0.2, sought_per_10000=100.0)
    day, rng = model.base_rate(**parameters), np.random.default_rng(6)
    sought = int(day.sought)
    found = (rng.random(sought) >= parameters["miss_rate"]).sum()
    false = (rng.binomial(parameters["gallery"], parameters["false_match_rate"], int(day.others)) > 0).sum()
    assert found == pytest.approx(day.found, abs=4 * np.sqrt(sought * 0.2 * 0.8))
    assert false == pytest.approx(day.false_alarms, abs=4 * np.sqrt(day.false_alarms))


def test_small_rates_keep_their_digits():
    assert model.base_rate(**{**STREET, "false_match_rate": 1e-12}).false_alarm_rate == pytest.approx(1e-7, rel=1e-6)


def test_impossible_rates_are_refused():
    with pytest.raises(ValueError, match="miss_rate"):
        model.base_rate(**{**STREET, "miss_rate": 1.5})


CHONGQING = dict(cameras=2.6e6, cameras_step=1e5, per_thousand=168, density_step=1, share=1.0, people=1.4e9,
                 printed=2.6e9, printed_step=1e8)


def test_implied_figures_carry_the_rounding_of_both():
    found = model.implied(**CHONGQING)
    assert found.people.value == pytest.approx(2.6e6 / 168 * 1000)
    assert found.people.low == pytest.approx(2.55e6 / 168.5 * 1000)
    assert found.people.high == pytest.approx(2.65e6 / 167.5 * 1000)
    assert found.nation.value == pytest.approx(235.2e6)
    assert found.times == pytest.approx(2.55e9 / (1.4e9 * 168.5 / 1000))


def test_no_rounding_no_range():
    found = model.implied(**{**CHONGQING, "cameras_step": 0, "density_step": 0})
    assert found.people.low == found.people.value == found.people.high == found.city.value


def test_a_share_makes_the_city_larger():
    assert model.implied(**{**CHONGQING, "share": 0.5}).city.value == pytest.approx(2 * 2.6e6 / 168 * 1000)


@pytest.mark.parametrize("change", [{"share": 0}, {"share": 1.2}, {"density_step": 1000}])
def test_what_cannot_be_is_refused(change):
    with pytest.raises(ValueError):
        model.implied(**{**CHONGQING, **change})


def test_the_table_of_cameras_has_its_holes():
    cameras = load("cameras")
    assert len(cameras) == 8 and cameras["cameras"].notna().sum() == 2
    assert list(cameras["place_in_list"]) == list(range(1, 9))
    assert cameras.attrs["units"]["per_thousand"] == "cameras per 1,000 people"


def test_charts_show_what_their_tables_hold():
    cameras = load("cameras")
    fig = picture.figure()
    draw.camera_bars(cameras, fig)
    ax, = fig.axes
    assert [bar.get_width() for bar in ax.patches] == list(cameras["per_thousand"].fillna(0))
    assert [t.get_text() for t in ax.get_yticklabels()] == list(cameras["city"])
    assert sum(t.get_text() == "no figure given" for t in ax.texts) == cameras["per_thousand"].isna().sum()

    fig = picture.figure()
    draw.densities(model.densities(cameras, 1857.0), fig)
    assert [bar.get_width() for bar in fig.axes[0].patches] == [168, 159, 1857]

    fig = picture.figure()
    draw.readings(load("hikvision"), fig)
    assert [bar.get_width() for bar in fig.axes[0].patches] == list(load("hikvision")["billion_yuan"])


def test_one_against_a_list_grows_with_both():
    lists = {"few": 10.0, "many": 1e6}
    table = model.one_against(lists, 1e-3)
    assert table["false_matches"].tolist() == [0.01, 1000.0]
    assert model.one_against(lists, 0)["false_matches"].sum() == 0
    with pytest.raises(ValueError, match="false_match_rate"):
        model.one_against(lists, 1.1)


def test_sifting_counts_what_each_meaning_asks_for():
    table = model.sifting(1e7, people=1e9, bytes_each=512, day_searches=86_400).set_index("meaning")
    one, second, all_of_them = table.to_dict("records")
    assert one["seconds_here"] == 100 and one["machines"] == 100 and one["memory_gb"] == 512
    assert one["strangers"] == 1000
    assert second["comparisons"] == one["comparisons"]  # one search a second
    assert all_of_them["comparisons"] == 1e18 and all_of_them["strangers"] == 1e12
    assert model.sifting(1e12, 1e9, 512)["machines"].iloc[0] == 32  # the list has to lie somewhere
    with pytest.raises(ValueError, match="above zero"):
        model.sifting(0, 1e9, 512)


def test_the_speed_is_measured_on_unit_vectors_that_stay_the_same():
    made = speed.gallery(1000, 16)
    assert np.allclose((made ** 2).sum(axis=1), 1, atol=1e-5) and made.dtype == np.float32
    assert np.array_equal(made, speed.gallery(1000, 16))
    found = speed.measure(1000, 16, seconds=0.01)
    scores = made @ speed.gallery(1, 16, seed=1)[0]
    assert found.best == pytest.approx(scores.max(), abs=1e-6)
    assert found.bytes_per_second == pytest.approx(found.comparisons_per_second * 16 * 4)
    assert 0 < found.share <= 1 and found.bandwidth >= found.bytes_per_second


def test_the_button_measures_and_the_stored_page_does_not(monkeypatch):
    monkeypatch.setattr(speed, "VECTORS", 1000)
    view = speed.OneSecond()
    assert view.measured is None and "press" in repr(view)
    view.run()
    assert view.say() in view.result.value.replace("&#x27;", "'") and "everybody against everybody" in view.result.value
    assert str(view.measured.comparisons_per_second) not in repr(view)


def test_too_little_memory_is_one_sentence(monkeypatch):
    def full(*_):
        raise MemoryError
    monkeypatch.setattr(speed, "gallery", full)
    view = speed.OneSecond()
    view.run()
    assert "too little memory" in view.result.value
