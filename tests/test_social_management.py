"""The models of lesson 02: conservation, known limits, closed forms against simulation, and its tables by hand."""

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from techgov import load, picture
from techgov.tables import Tables
from techgov.topics.social_management import answers, draw, explore, model

# noticing and answering --------------------------------------------------------------------------------------

RATES = {"notice": st.floats(0, 1), "hands": st.floats(0, 200), "false_alarms": st.floats(0, 200),
         "promise": st.floats(0, 3), "source": st.floats(0, 1), "arise": st.floats(0, 200)}


@settings(max_examples=30, deadline=None)
@given(**RATES)
def test_nothing_gets_lost(**parameters):
    run = model.town(**parameters)
    problems = run.open + run.of("answered") + run.of("ended")
    assert np.allclose(problems, run.open[0] + run.of("appeared") + run.of("returned"))
    false = run.of("false_noticed") + run.of("false_decided")
    assert np.allclose(false + run.of("answered_false") + run.of("ended_false"), false[0] + run.of("raised"))
    grievances = run.of("grievances")
    assert np.allclose(grievances + run.of("faded") + run.of("returned"), grievances[0] + run.of("angered"))
    assert (run.stocks >= -1e-9).all()


@settings(max_examples=20, deadline=None)
@given(hands=st.floats(0, 200), false_alarms=st.floats(0, 80), promise=st.floats(0, 3))
def test_a_settled_town_stands_still_until_something_changes(**parameters):
    run = model.town(notice=0.08, before=0.08, **parameters)
    assert np.allclose(run.stocks[:, :len(model.PRESENT)], run.stocks[0, :len(model.PRESENT)], rtol=1e-6, atol=1e-6)


@settings(max_examples=30, deadline=None)
@given(**RATES)
def test_hands_never_answer_more_than_they_can(**parameters):
    run = model.town(**parameters)
    answered = np.diff(run.of("answered") + run.of("answered_false")) / np.diff(run.weeks)
    assert (answered <= parameters["hands"] + 1e-6).all()


def test_what_came_in_is_counted_by_hand():
    run = model.town(source=0.25)
    assert run.of("appeared")[-1] == pytest.approx(52 * 100 + 52 * 75)
    assert run.flow("appeared", 0) == pytest.approx(100) and run.flow("appeared", 1) == pytest.approx(75)


def test_with_constant_rates_it_fills_as_the_closed_form_says():
    for notice in (0.1, 0.5, 0.9):
        run = model.town(notice=notice, before=notice, hands=1e9, returns=0, weeks=60, settled=False)
        exact = model.filling(run.weeks, notice)
        for stock, line in zip(("unnoticed", "noticed", "decided"), exact):
            assert np.abs(run.of(stock) - line).max() < 0.01
    with pytest.raises(ValueError, match="as fast as the desk"):
        model.filling(np.array([1.0]), 1.0)


def test_smaller_steps_come_closer_by_the_fourth_power():
    exact = model.filling(np.array([5.0]), 0.5)[2, 0]
    runs = [model.town(notice=0.5, before=0.5, hands=1e9, returns=0, weeks=5, settled=False, step=step)
            for step in (0.5, 0.25)]
    error = [abs(run.of("decided")[-1] - exact) for run in runs]
    assert 12 < error[0] / error[1] < 22


@settings(max_examples=15, deadline=None)
@given(notice=st.floats(0.05, 1), hands=st.floats(0, 200), false_alarms=st.floats(0, 80), promise=st.floats(0, 1.5),
       source=st.floats(0, 0.5))
def test_it_comes_to_the_rest_that_is_found_without_time(**parameters):
    run, rest = model.town(**parameters, weeks=1500, change=0, settled=False), model.rest(**parameters)
    for stock in ("unnoticed", "noticed", "decided", "grievances"):
        assert run.of(stock)[-1] == pytest.approx(getattr(rest, stock), rel=1e-3, abs=0.05)


@settings(max_examples=40, deadline=None)
@given(notice=st.floats(0.01, 1), hands=st.floats(0, 200), false_alarms=st.floats(0, 80), promise=st.floats(0, 1.5))
def test_at_rest_as_much_goes_as_comes(**parameters):
    rest = model.rest(**parameters)
    assert rest.answered + rest.ended == pytest.approx(rest.appear + rest.returned)
    assert rest.answered + rest.false_answered <= parameters["hands"] + 1e-6
    assert rest.busy <= 1 + 1e-9


def test_once_all_hands_are_busy_noticing_changes_what_is_known_and_not_what_is_open():
    rests = [model.rest(notice=notice) for notice in (0.15, 0.2, 0.5, 1)]
    assert [round(rest.open, 6) for rest in rests] == [840] * 4  # (100 + 12 - 70) / 0.05
    assert rests[0].waiting < rests[1].waiting < rests[2].waiting < rests[3].waiting
    assert [rest.answered for rest in rests] == pytest.approx([70] * 4)


def test_without_notice_nothing_waits_and_without_hands_nothing_is_answered():
    blind, idle = model.town(notice=0, before=0), model.town(hands=0)
    assert blind.waiting.max() == 0 and blind.of("answered")[-1] == 0
    assert idle.of("answered")[-1] == idle.of("answered_false")[-1] == 0 and idle.waiting[-1] > 100


def test_grievances_that_bring_back_more_than_ends_never_rest():
    with pytest.raises(ValueError, match="nothing comes to rest"):
        model.rest(notice=1, hands=0, promise=5)
    run = model.town(notice=1, before=1, hands=0, promise=5, settled=False)
    assert run.open[-1] > 2 * run.open[208] > 1000


def test_prevention_and_source_empty_the_town():
    assert model.town(source=1, notice=0.5, weeks=400, returns=0).open[-1] < 0.01


@pytest.mark.parametrize("wrong", [{"notice": -1}, {"hands": math.nan}, {"source": 2}, {"step": 1}])
def test_a_town_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        model.town(**wrong)


# reacting to old reports -------------------------------------------------------------------------------------

@pytest.mark.parametrize("push, delay", [(0.2, 2), (0.2, 6), (0.1, 8), (0.3, 3)])
def test_the_office_follows_the_closed_form_of_its_delay_equation(push, delay):
    run = model.steer(report_age=delay, lead=0, push=push, shock=10)
    exact = model.delayed(run.weeks, push, delay)
    assert np.abs((run.open - run.usual) / 10 - exact).max() < 0.015
    finer = model.steer(report_age=delay, lead=0, push=push, shock=10, step=0.005)
    assert np.abs((finer.open - finer.usual) / 10 - model.delayed(finer.weeks, push, delay)).max() < 0.004


def test_the_closed_form_by_hand():
    # x = 1 until t = 2; then it falls by 0.1 a week until t = 4; then x' = -0.1 (1 - 0.1 (t - 4))
    assert model.delayed(np.array([0, 2, 3, 4, 5]), 0.1, 2) == pytest.approx([1, 1, 0.9, 0.8, 0.705])
    assert model.delayed(np.array([3.0]), 0.1, 0) == pytest.approx([math.exp(-0.3)])


def test_swings_die_out_below_the_known_limit_and_grow_above_it():
    def last_over_first(product):
        run = model.steer(report_age=4, lead=0, push=product / 4, shock=1, weeks=200)
        x = np.abs(run.open - run.usual)
        return x[-2000:].max() / x[2000:4000].max()

    assert last_over_first(0.95 * math.pi / 2) < 0.8 and last_over_first(1.05 * math.pi / 2) > 1.25
    assert model.stable_delay(0.5) == pytest.approx(math.pi)
    with pytest.raises(ValueError):
        model.stable_delay(0)


def test_nothing_swings_up_to_the_other_known_limit():
    calm, late = (model.steer(report_age=4, lead=0, push=k / 4, shock=50, weeks=100) for k in (0.36, 0.45))
    assert calm.swings == "none" and calm.overshoot < 1e-6
    assert late.swings == "die out" and late.overshoot > 1e-4


def test_only_the_whole_delay_counts_and_not_whose_it_is():
    whole = model.steer(report_age=6, lead=0).open
    for report_age in (0, 2, 5):
        assert (model.steer(report_age=report_age, lead=6 - report_age).open == whole).all()


def test_an_office_that_counts_what_it_has_sent_does_not_swing():
    run = model.steer(push=0.5, report_age=4, lead=4, remembers=True)
    assert run.swings == "none" and run.overshoot == 0 and run.product == 4
    late = run.weeks >= 8
    assert run.open[~late] == pytest.approx(300)
    assert np.abs(run.open[late] - 200 - 100 * np.exp(-0.5 * (run.weeks[late] - 8))).max() < 0.5


@settings(max_examples=40, deadline=None)
@given(report_age=st.floats(0, 8), lead=st.floats(0, 8), push=st.floats(0, 2), remembers=st.booleans(),
       shock=st.floats(1, 500))
def test_arrivals_less_answers_is_what_is_left_and_nothing_falls_below_none(**parameters):
    run = model.steer(**parameters)
    balance = run.usual + run.shock + np.cumsum(0.02 * (50 - run.answers))[:-1]
    assert run.open[1:] == pytest.approx(balance, abs=1e-6)
    assert run.open.min() >= -1e-6 and run.answers.min() >= 0


def test_an_office_without_force_does_nothing_more():
    run = model.steer(push=0)
    assert (run.open == 300).all() and run.settled is None and run.overshoot == run.rebound == 0


@pytest.mark.parametrize("wrong", [{"push": -1}, {"shock": 0}, {"step": 0}, {"lead": math.nan}])
def test_an_office_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        model.steer(**wrong)


# acting first ------------------------------------------------------------------------------------------------

@settings(max_examples=60, deadline=None)
@given(base=st.floats(0, 10_000), separation=st.floats(0, 5), threshold=st.floats(-4, 8), provokes=st.floats(0, 50))
@example(base=9999.999999999998, separation=1.0, threshold=0.0, provokes=2.2250738585072014e-308)  # too small to divide
def test_everybody_is_counted_once(**parameters):
    result = model.threshold(**parameters)
    assert result.stopped + result.missed == pytest.approx(result.threats)
    assert result.wronged + result.quiet == pytest.approx(result.harmless)
    assert result.threats + result.harmless == pytest.approx(100_000)
    assert result.left == pytest.approx(result.missed + parameters["provokes"] / 1000 * result.wronged)
    assert result.right is None or 0 <= result.right <= 1


def test_thresholds_by_the_printed_table_of_the_normal_curve():
    result = model.threshold(base=100, separation=2, threshold=1)
    assert result.wronged == pytest.approx(99_000 * 0.158655, rel=1e-5)  # above one standard deviation
    assert result.stopped == pytest.approx(1000 * 0.841345, rel=1e-5)    # above minus one
    assert model.told_apart(0) == pytest.approx(0.5)
    assert model.told_apart(2 ** 0.5) == pytest.approx(0.841345, rel=1e-5)


def test_signs_that_tell_nothing_find_threats_as_often_as_there_are():
    assert model.threshold(base=10, separation=0, threshold=1.3).right == pytest.approx(0.001)


@settings(max_examples=40, deadline=None)
@given(base=st.floats(1, 1000), separation=st.floats(1, 4), provokes=st.floats(0.5, 20))
def test_the_best_threshold_is_where_fewest_are_left(base, separation, provokes):
    best = model.threshold(base=base, separation=separation, provokes=provokes).best
    at, below, above = (model.threshold(base, separation, best + shift, provokes).left for shift in (0, -0.2, 0.2))
    assert at <= below and at <= above


def test_without_a_cost_the_best_threshold_is_to_act_against_all():
    result = model.threshold(provokes=0)
    assert result.best == -math.inf
    assert (np.diff(result.left_along) >= 0).all()
    assert model.threshold(separation=0, provokes=20).best == math.inf


def test_a_base_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="above 10,000"):
        model.threshold(base=10_001)


def test_the_same_settings_are_the_same_run():
    assert (model.town(notice=0.3).stocks == model.town(notice=0.3).stocks).all()
    assert (model.steer(push=0.3).open == model.steer(push=0.3).open).all()


# the tables and the pictures ---------------------------------------------------------------------------------

def test_the_places_by_hand():
    places = load("loop_places")
    assert (places["placed_by"] == "the document").sum() == 13
    assert set(places.loc[places["placed_by"] == "the document", "document"]) == {"hoffman-2018"}
    taking_part = places[places["place"] == "participation"]
    assert sorted(taking_part["system"]) == ["Two Sessions", "social credit system", "social management"]
    assert len(places[places["place"] == ""]) == 17
    assert len(places.drop_duplicates(["document", "system"])) == len(load("systems")) == 62


def test_the_statements_by_hand():
    table = load("loop_statements")
    assert len(table) == 16 and set(table["document"]) == {"hoffman-2018"}
    footnoted = table[table["support"] == "footnoted"]
    assert footnoted["about"].value_counts().to_dict() == {"source governance": 1, "soft science": 1,
                                                           "political security": 1}


def test_the_readings_have_a_row_that_decides_nothing_and_rows_that_decide():
    table = load("case_readings")
    columns = table[["any_government", "control", "both"]]
    assert table["case"].value_counts().to_dict() == {"pollution": 4, "protest": 4, "disease": 4}
    assert set(columns.to_numpy().ravel()) == {"expects it", "is surprised", "leaves it open"}
    for _, rows in table.groupby("case"):
        differ = rows["any_government"] != rows["control"]
        assert list(differ) == [False, True, True, True]
    assert (columns == "is surprised").sum().to_dict() == {"any_government": 3, "control": 6, "both": 1}


def test_findings_are_sorted_by_the_table_and_not_by_hand():
    tables = Tables()
    changed = tables["case_readings"].copy()
    changed.loc[changed["observation"].str.startswith("A complaint made in public"), "any_government"] = "expects it"
    assert answers.surprised(tables, {})["appeals"] == "task"
    assert answers.surprised({"case_readings": changed}, {})["appeals"] == "neither"


def test_the_chart_of_places_has_a_mark_for_every_row():
    places = load("loop_places")
    fig = picture.figure(height=4.2)
    draw.places(places, fig)
    marks = [line for line in fig.axes[0].lines if line.get_marker() in ("s", "o", "x")]
    assert len(marks) == len(places) + len(draw.PLACED)


def test_the_town_is_drawn_as_high_as_it_is():
    explorer = explore.explore_noticing()
    explorer.set(notice=1.0, hands=30, promise=2, false_alarms=80)
    run = explorer.result
    assert max(run.waiting.max(), run.of("unnoticed").max(), run.of("grievances").max()) <= draw.TOPS[-1]
    assert max(run.flow(name, year) for name in draw.ROWS for year in (0, 1)) <= draw.WIDEST
    office = explore.explore_delay()
    office.set(report_age=4, lead=4, push=0.5, remembers=False)
    assert office.result.open.max() <= 720 and office.result.answers.max() <= 240
