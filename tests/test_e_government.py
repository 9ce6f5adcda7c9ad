"""Lesson 03: its models' limits, conservation, closed forms against drawing one by one; its tables counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from techgov import load, picture
from techgov.answers import pose
from techgov.topics.e_government import draw, explore, model
from techgov.topics.e_government.model import AT_ONCE, COPIES, IN_TURN, PAIRS, PAPER, PASSES, WIRE, WIRINGS

ORDERS = pytest.mark.parametrize("order", [IN_TURN, AT_ONCE])


@st.composite
def states(draw_):
    offices = draw_(st.integers(2, 30))
    return dict(offices=offices, joined=draw_(st.integers(0, offices)),
                others=draw_(st.integers(1, min(6, offices - 1))))


# wiring ------------------------------------------------------------------------------------------------------

@given(st.integers(1, 60))
def test_lines_are_counted_one_by_one(offices):
    found = model.lines(offices)
    assert found.pairs == sum(1 for a in range(offices) for b in range(a)) and found.hub == offices


def test_a_hub_saves_nothing_up_to_three_offices():
    assert [model.lines(n).pairs > model.lines(n).hub for n in (1, 2, 3, 4, 5)] == [False, False, False, True, True]


@pytest.mark.parametrize("joined, wiring, expected", [(0, PAIRS, 0), (1, PAIRS, 0), (12, PAIRS, 66), (0, COPIES, 0),
                                                      (12, COPIES, 22), (12, PASSES, 22)])
def test_cost(joined, wiring, expected):
    assert model.cost(joined, wiring) == expected


# time --------------------------------------------------------------------------------------------------------

@given(states())
def test_every_question_has_some_number_of_wired_requests(state):
    chances = model.wired(**state)
    assert chances.sum() == pytest.approx(1) and (chances >= -1e-12).all()


@given(states())
def test_the_mean_number_of_wired_requests_is_that_of_one_pair(state):
    """By the linearity of means: each request joins a random pair of offices."""
    n, m = state["offices"], state["joined"]
    mean = model.wired(**state) @ np.arange(state["others"] + 1)
    assert mean == pytest.approx(state["others"] * m * (m - 1) / (n * (n - 1)))


@ORDERS
@pytest.mark.parametrize("joined", [0, 1])
def test_nobody_to_talk_to_is_paper(order, joined):
    expected = 3 * PAPER if order == IN_TURN else PAPER * (1 + 1 / 2 + 1 / 3)
    assert model.mean_days(12, joined, 3, order) == pytest.approx(expected)


@ORDERS
def test_everybody_joined_is_wire(order):
    expected = 3 * WIRE if order == IN_TURN else WIRE * (1 + 1 / 2 + 1 / 3)
    assert model.mean_days(12, 12, 3, order) == pytest.approx(expected)


@ORDERS
def test_a_wire_as_slow_as_paper_changes_nothing(order):
    assert len({round(model.mean_days(12, m, 4, order, wire=PAPER), 9) for m in range(13)}) == 1


@given(states())
def test_asking_all_at_once_is_never_slower_and_is_the_same_for_one(state):
    at_once, in_turn = (model.mean_days(**state, order=order) for order in (AT_ONCE, IN_TURN))
    assert at_once <= in_turn * (1 + 1e-9)
    if state["others"] == 1:
        assert at_once == pytest.approx(in_turn)


@ORDERS
@given(state=states())
def test_joining_one_more_office_never_slows(order, state):
    if state["joined"] < state["offices"]:
        more = {**state, "joined": state["joined"] + 1}
        assert model.mean_days(**more, order=order) <= model.mean_days(**state, order=order) * (1 + 1e-9)


@ORDERS
@pytest.mark.parametrize("offices, joined, others", [(12, 7, 3), (12, 11, 6), (5, 3, 1), (30, 20, 4)])
def test_days_agree_with_questions_drawn_one_by_one(order, offices, joined, others):
    days = model.simulate(offices, joined, others, order, questions=60_000)
    error = days.std() / np.sqrt(len(days))
    assert days.mean() == pytest.approx(model.mean_days(offices, joined, others, order), abs=4.5 * error)


def test_the_same_seed_draws_the_same_days_and_another_others():
    one, same, other = (model.simulate(12, 6, 3, questions=50, seed=seed) for seed in (1, 1, 2))
    assert (one == same).all() and (one != other).any() and one.shape == (50,)


@pytest.mark.parametrize("wrong", [dict(joined=13), dict(joined=-1), dict(others=12), dict(others=0), dict(wire=0),
                                   dict(order="never")])
def test_what_no_state_can_have_is_refused(wrong):
    with pytest.raises(ValueError):
        model.mean_days(**{"offices": 12, "joined": 6, "others": 3, **wrong})


# reach -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("wiring", WIRINGS)
def test_silos_keep_everything(wiring):
    far = model.reach(12, 0, 1, wiring)
    assert (far.insider, far.error, far.break_in, far.watched) == (1, 1, 1, 0)


def test_all_joined_and_all_open_is_everything():
    far = model.reach(12, 12, 1, COPIES)
    assert (far.insider, far.error, far.break_in, far.watched) == (12, 12, 12, 12)


def test_closed_files_leave_the_copies():
    assert model.reach(12, 12, 0, PASSES) == model.Reach(1, 1, 1, 12)
    assert model.reach(12, 12, 0, PAIRS) == model.Reach(1, 1, 1, 0)
    assert model.reach(12, 12, 0, COPIES) == model.Reach(1, 12, 12, 12)


@given(states(), st.floats(0, 1), st.sampled_from(WIRINGS))
def test_reach_stays_between_one_office_and_all(state, openness, wiring):
    far = model.reach(state["offices"], state["joined"], openness, wiring)
    for one in (far.insider, far.error, far.break_in):
        assert 1 <= one <= state["offices"] * (1 + 1e-12)
    assert far.insider <= far.error * (1 + 1e-12) and far.insider <= far.break_in * (1 + 1e-12)


@given(states(), st.floats(0, 1))
def test_wiring_changes_neither_days_nor_what_an_official_opens(state, openness):
    found = {model.reach(state["offices"], state["joined"], openness, wiring).insider for wiring in WIRINGS}
    assert len(found) == 1


@pytest.mark.parametrize("joined, openness", [(0, 1), (1, 1), (7, 0.25), (12, 0.01), (12, 1)])
def test_reach_agrees_with_officials_drawn_one_by_one(joined, openness):
    drawn = model.simulate_reach(12, joined, openness, officials=40_000)
    error = drawn.std() / np.sqrt(len(drawn))
    assert drawn.mean() == pytest.approx(model.reach(12, joined, openness).insider, abs=4.5 * error + 1e-12)


@pytest.mark.parametrize("wrong", [dict(openness=1.1), dict(openness=-0.1), dict(wiring="string"), dict(joined=13)])
def test_what_no_wiring_can_have_is_refused(wrong):
    with pytest.raises(ValueError):
        model.reach(**{"offices": 12, "joined": 6, "openness": 0.5, **wrong})


# both --------------------------------------------------------------------------------------------------------

def test_the_steps_are_the_closed_forms():
    table = model.steps(12, 3, AT_ONCE, 0.25, PASSES)
    assert list(table["joined"]) == list(range(13)) and (table.loc[0, list(model.MEASURES)] == 1).all()
    assert table["days"].iloc[7] == model.mean_days(12, 7, 3, AT_ONCE)
    assert table["insider"].iloc[7] == model.reach(12, 7, 0.25, PASSES).insider
    assert table["faster"].iloc[12] == pytest.approx(PAPER / WIRE)


def test_where_it_doubles_by_hand():
    """In turn, a request of a random pair: half the days where m(m-1)/132 of (1 - 1/50) is a half, so 9. An official
    opens twice as much where m(m-1)/12 is 1, so 4; a break-in where the second office joins."""
    assert model.doublings(12, 3) == {"faster": 9, "insider": 4, "error": 4, "break_in": 2}
    assert model.doublings(12, 3, openness=0)["insider"] is None


def test_asked_in_turn_the_size_of_a_question_cancels_out():
    assert {model.doublings(12, k)["faster"] for k in range(1, 7)} == {9}


def test_with_little_open_speed_comes_first_and_with_all_open_exposure_does():
    for order in (IN_TURN, AT_ONCE):
        open_, shut = model.doublings(12, 3, order), model.doublings(12, 3, order, 0.1, PASSES)
        assert open_["insider"] < open_["faster"] and shut["faster"] < min(shut["insider"], shut["break_in"])


# dates -------------------------------------------------------------------------------------------------------

def event(**values):
    return {"what": "x", "document": "hoffman-2018", "start": "1993", "end": "", "earliest": "1993-01-01",
            "latest": "1993-12-31", "dated": "stated", "bound": "", **values}


def test_marks_are_as_wide_as_the_date_is_uncertain():
    marks = model.marks(pd.DataFrame([
        event(), event(start="1995", end="1999", earliest="1995-01-01", latest="1999-12-31"),
        event(start="2000", earliest="", latest="2000-12-31"), event(start="2000", earliest="2000-01-01", latest=""),
        event(dated="inferred"), event(bound="about")]))
    assert list((marks["right"] - marks["left"]).round()) == [1, 5, 0, 0, 1, 1]
    assert list(marks["open_left"]) == [False, False, True, False, False, False]
    assert list(marks["open_right"]) == [False, False, False, True, False, False]
    assert marks["left"].iloc[2] == pytest.approx(2001, abs=0.01) and marks["left"].iloc[3] == 2000
    assert (list(marks["inferred"]).index(True), list(marks["about"]).index(True)) == (4, 5)


def test_every_dated_event_has_a_mark_and_rules_only_take_away():
    timeline = load("timeline")
    assert len(model.marks(timeline)) == len(timeline) and not model.marks(timeline).isna().any(axis=None)
    assert (model.marks(timeline)["left"] <= model.marks(timeline)["right"]).all()
    kept = [len(model.chosen(timeline, "hoffman-2018", "e_government", rests)) for rests in ("", "stated", "footnoted")]
    assert kept == [8, 7, 4]  # counted by hand: one is inferred; of the others three have no footnote


def test_the_line_of_years_draws_every_event_once():
    marks = model.marks(load("timeline"))
    fig = picture.figure(height=4)
    moving = draw.all_events((marks, 1940, 2032), fig)
    stretches = sum(int(np.isnan(np.asarray(a.get_xdata(), float)).sum()) for a in moving.artists
                    if hasattr(a, "get_xdata") and a.get_color() in {c for c, _ in draw.LOOKS.values()}
                    and a.get_linestyle() == "-")
    assert stretches == len(marks)


# tables, counted by hand ----------------------------------------------------------------------------------------

def test_the_lists_have_their_holes():
    golden = load("golden_projects")
    assert len(load("system_sectors")) == 9 and len(load("unified_policies")) == 4 and len(golden) == 7
    assert list(golden.loc[golden["function"] != "", "project"]) == ["Golden Bridge", "Golden Gate", "Golden Card"]
    assert list(golden.loc[golden["start"] == "", "project"]) == ["Golden Shield"]


def test_no_measure_of_the_documents_passes_both_tests():
    measures = load("accountability_measures")
    assert len(measures) == 5 and "both" not in set(measures["sort"])
    for row in measures.itertuples():
        assert {"outward": row.outward == "yes", "upward": row.upward == "yes"} == {
            "outward": row.sort in ("outward", "both"), "upward": row.sort in ("upward", "both")}


def test_what_the_lesson_says_of_the_section_is_in_the_tables():
    statements = load("statements").query("document == 'hoffman-2018' and topic == 'e_government'")
    assert statements["support"].value_counts().to_dict() == {"asserted": 20, "footnoted": 11, "attributed": 1}
    accountability = load("accountability")
    footnoted = accountability[accountability["support"] == "footnoted"]
    assert set(footnoted["records"]) == {"egovernment-globally", "xi-social-governance-system"}


def test_outside_lists_differ_by_two_names_each():
    lists = {"twelve-golden-2003": "portal", "twelve-golden-encyclopedia": "encyclopedia"}
    table = model.on_lists(load("outside_figures"), lists)
    assert table["portal"].sum() == table["encyclopedia"].sum() == 12
    assert (table["portal"] & table["encyclopedia"]).sum() == 10 and len(table) == 14
    assert not {"health", "sea", "bridge"} & set(table["project"])


def test_the_index_by_year():
    index = model.by_year(load("outside_figures"), ["un-egovernment-index", "un-egovernment-index-2022"])
    assert list(index["year"]) == [2010, 2012, 2014, 2016, 2018, 2022]
    assert index["participation"].idxmin() == 1 and index["rank"].iloc[-1] == 43
    assert list(index["year"][index["participation"] > index["development"]]) == [2014, 2016, 2018, 2022]


def test_no_date_on_the_chart_of_windows_is_as_uncertain_as_the_one_that_is_asked():
    placed = model.windows({"timeline": load("timeline")})
    assert placed == {"plans": (1984, 1990), "first projects": (1993, 1993), "expansion": (1995, 1999)}
    first, last = pose("e_government.office-window").answer
    assert (first, last) == (1993, 2000) and last - first > max(up - across for across, up in placed.values())


# explorers --------------------------------------------------------------------------------------------------------

def test_the_hub_says_what_the_model_has():
    explorer = explore.explore_hub()
    explorer.set(joined=12.0, wiring=PAIRS, openness=1)
    assert explorer.result.cost == 66 and explorer.result.watched == 0 and "no single desk" in explorer.words
    explorer.set(joined=0.0)
    assert "every request is on paper" in explorer.words


def test_a_picture_of_the_line_of_years_can_be_empty():
    explorer = explore.explore_timeline()
    explorer.set(document="horwitz-2017", years="1978 to 2008")
    assert explorer.words.startswith("No event")
