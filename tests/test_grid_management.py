"""The models of lesson 04: known limits, conservation, closed forms against simulation, and its tables by hand."""

import math
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov import load, picture
from techgov.project import ROOT
from techgov.topics.grid_management import draw, explore, model

sys.path.insert(0, str(ROOT / "benchmarks"))
SMALL = {"side": 20, "per_1000": 300, "cell": 5, "responders": 3}


# a day in the city -------------------------------------------------------------------------------------------

@settings(max_examples=40, deadline=None)
@given(side=st.sampled_from([4, 20, 44]), per_1000=st.floats(0, 400), order_share=st.floats(0, 1),
       unequal=st.floats(0, 2), cell=st.integers(0, 50), responders=st.integers(0, 12), centre=st.booleans(),
       urgent_first=st.booleans(), sight=st.floats(0, 1), decide=st.integers(0, 200),
       wrong_desk=st.floats(0, 0.9), seed=st.integers(0, 9))
def test_every_incident_is_in_one_state_and_its_times_are_in_order(**parameters):
    day = model.day(**parameters)
    assert sum(day.count(state) for state in model.STATES) == day.actual == day.total("order") + day.total("service")
    assert day.recorded == day.count("handled") + day.count("waiting") + day.count("too late")
    times = [day.incidents.arose, day.noticed, day.decided, day.left, day.came]
    for earlier, later in zip(times, times[1:]):
        assert (earlier <= later).all()
    seen = day.noticed < model.NEVER
    assert (day.noticed[seen] < day.incidents.ends[seen]).all()
    assert (day.noticed[seen] > day.incidents.arose[seen]).all()
    gone = day.left < model.NEVER
    assert (day.left[gone] < day.incidents.ends[gone]).all()
    assert sum(day.times().values()) == pytest.approx(day.response)


def test_the_same_seed_is_the_same_day_and_another_is_another():
    one, same, other = model.day(seed=4), model.day(seed=4), model.day(seed=5)
    assert (one.came == same.came).all() and (one.incidents.x == same.incidents.x).all()
    assert one.actual != other.actual or (one.incidents.x != other.incidents.x).any()


def test_who_notices_changes_nothing_of_what_happens():
    without, many = model.day(cell=0), model.day(cell=3)
    for name in ("x", "y", "arose", "order", "reported", "ends"):
        assert (getattr(without.incidents, name) == getattr(many.incidents, name)).all()
    assert many.recorded > 2 * without.recorded


def test_no_workers_and_residents_who_never_report_record_nothing():
    day = model.day(cell=0, report_order=math.inf, report_service=math.inf)
    assert day.recorded == day.count("handled") == 0 and day.actual > 200


def test_workers_who_see_nothing_are_no_workers():
    assert (model.day(cell=4, sight=0).noticed == model.day(cell=0).noticed).all()


def test_with_endless_teams_nothing_waits():
    day = model.day(responders=2000, decide=0)
    gone = day.left < model.NEVER
    assert (day.left[gone] == day.noticed[gone]).all() and day.times()["wait"] == 0
    assert day.count("too late") == 0


def test_with_no_teams_nothing_is_handled():
    assert model.day(responders=0).count("handled") == 0


def test_one_worker_a_block_notices_within_the_pace():
    day = model.day(side=20, cell=1, sight=1, pace=3, report_order=math.inf, report_service=math.inf,
                    life_order=math.inf, life_service=math.inf)
    before_end = day.incidents.arose < day.minutes - 3
    wait = (day.noticed - day.incidents.arose)[before_end]
    assert wait.min() == 1 and wait.max() == 3 and day.workers == 400


@pytest.mark.parametrize("cell", [3, 7])
def test_a_worker_enters_every_block_once_a_round(cell):
    """One incident on every block, in the same minute: within a cell the passes are a pace apart, none twice."""
    side, pace = 12, 3
    y, x = np.divmod(np.arange(side ** 2), side)
    zero = np.zeros(side ** 2, int)
    found = model.Incidents(x, y, zero, zero > 0, zero, zero, np.ones((4, 4)))
    at = model.passes(found, side, cell, pace, 1, seed=1)
    for row in range(-(-side // cell)):
        for column in range(-(-side // cell)):
            mine = (y // cell == row) & (x // cell == column)
            ordered = np.sort(at[mine])
            assert ordered[0] >= 1 and ordered[-1] <= mine.sum() * pace
            assert (np.diff(ordered) == pace).all()


@pytest.mark.parametrize("urgent_first", [False, True])
def test_the_queue_against_one_minute_after_the_other(urgent_first):
    """First come, first served (or urgent ones first) with impatience, by counting minutes instead of looking ahead."""
    rng = np.random.default_rng(4)
    ready = np.sort(rng.integers(0, 400, 120))
    ends, busy = ready + rng.integers(1, 60, 120), rng.integers(1, 30, 120)
    urgent = rng.random(120) < 0.4
    free, waiting, left, at = [0, 0, 0], [], np.full(120, model.NEVER), 0
    for minute in range(700):
        while at < 120 and ready[at] <= minute:
            waiting.append(at)
            at += 1
        waiting = [one for one in waiting if ends[one] > minute]
        for team in range(3):
            if free[team] <= minute and waiting:
                first = min(range(len(waiting)), key=lambda n: (urgent_first and not urgent[waiting[n]], n))
                one = waiting.pop(first)
                left[one], free[team] = minute, minute + busy[one]
    found = (model._urgent_queue(ready, ends, busy, urgent, 3) if urgent_first
             else model._queue(ready, ends, busy, 3))
    assert (found == left).all()
    assert 10 < (left == model.NEVER).sum() < 110


def test_littles_law_and_erlangs_formula():
    """Without impatience and travel the queue is M/M/c: the mean wait is Erlang's, and what waits is rate x wait."""
    teams, work, days = 5, 60.0, 3000
    per_day = 0.8 * teams * model.MINUTES / work
    day = model.day(side=20, per_1000=per_day / 400 * 1000, unequal=0, cell=0, report_order=1, report_service=1,
                    life_order=math.inf, life_service=math.inf, responders=teams, work=work, speed=1e9, decide=0,
                    days=days)
    # a team is away for a minute each way besides its work
    rate, service = day.actual / day.minutes, work + 2
    load = rate * service
    parts = [load ** n / math.factorial(n) for n in range(teams)]
    last = load ** teams / math.factorial(teams) * teams / (teams - load)
    erlang = last / (sum(parts) + last) * service / (teams - load)
    done = day.left < model.NEVER
    wait = (day.left - day.decided)[done]
    assert wait.mean() == pytest.approx(erlang, rel=0.05)
    sampled = np.arange(day.minutes)
    inside = np.searchsorted(np.sort(day.decided[done]), sampled, "right") - np.searchsorted(
        np.sort(day.left[done]), sampled, "right")
    assert inside.mean() == pytest.approx(rate * wait.mean(), rel=0.01)


def test_incidents_are_poisson_and_follow_the_weights():
    found = model.incidents(40, 500, 0.4, 0.8, 60, 60, 60, 60, 30, seed=2)
    mean = 500 / 1000 * 1600 * 30
    assert len(found.x) == pytest.approx(mean, abs=4 * mean ** 0.5)
    assert found.order.mean() == pytest.approx(0.4, abs=0.02)
    counts = np.zeros((4, 4))
    np.add.at(counts, (found.y // 10, found.x // 10), 1)
    assert counts / len(found.x) * 16 == pytest.approx(found.weights, abs=0.06)
    assert found.x.min() == found.y.min() == 0 and found.x.max() == found.y.max() == 39


@pytest.mark.parametrize("change", [{"side": 30}, {"side": 0}, {"per_1000": -1}, {"order_share": 1.1}, {"cell": -1},
                                    {"wrong_desk": 1}, {"speed": 0}, {"sight": 1.5}, {"work": 0}, {"pace": 0}])
def test_what_cannot_be_is_refused(change):
    with pytest.raises(ValueError):
        model.day(**change)


def test_departments_are_slower_and_never_luckier_than_one_centre():
    shares = {centre: np.mean([model.day(cell=5, centre=centre, seed=seed).order_handled_share for seed in range(30)])
              for centre in (True, False)}
    assert shares[False] < shares[True] - 0.02


def test_more_eyes_with_the_same_teams_reach_fewer_quarrels_and_with_more_teams_more():
    """The lesson's finding, over many days."""
    def handled(cell, teams):
        return np.mean([model.day(cell=cell, responders=teams, seed=seed).order_handled_share for seed in range(1, 31)])
    assert handled(4, 8) < handled(0, 8) - 0.1 < handled(0, 8) < handled(4, 16) - 0.05
    assert handled(0, 16) == pytest.approx(handled(0, 8), abs=0.03)  # without workers teams are not what is short


def test_quarrels_first_reaches_more_quarrels_with_the_same_teams():
    first, in_turn = (np.mean([model.day(cell=4, urgent_first=urgent, seed=seed).order_handled_share
                               for seed in range(1, 31)]) for urgent in (True, False))
    assert first > in_turn + 0.15


def test_where_nothing_waits_the_order_does_not_matter():
    one, other = model.day(responders=2000), model.day(responders=2000, urgent_first=True)
    assert (one.came == other.came).all()


def test_sizes_are_the_days_they_stand_for():
    sizes, day = model.sizes(cells=(0, 10), seed=3), model.day(cell=10, seed=3)
    assert list(sizes.workers) == [0, 36] and sizes.actual == day.actual
    assert (sizes.recorded[1], sizes.queue[1]) == (day.recorded, day.queue)
    assert sizes.response[1] == pytest.approx(day.response) and sizes.notice[1] == pytest.approx(day.times()["notice"])


# Mesa twins ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("centre", [True, False])
def test_both_mesa_models_agree_with_ours_in_distribution(centre):
    """Counts by state and the times to a response, over many days each; four standard errors and a Kolmogorov-Smirnov
    distance at the one-in-ten-thousand level. Seeds are fixed."""
    grid_mesa = pytest.importorskip("grid_mesa", reason="mesa is not installed", exc_type=ImportError)
    ours = [model.day(**SMALL, centre=centre, seed=seed) for seed in range(400)]
    response = np.sort(np.concatenate([(day.came - day.incidents.arose)[day.state == 0] for day in ours]))
    for city, rounds in ((grid_mesa.City, 5), (grid_mesa.SparseCity, 20)):
        theirs = [city(seed=seed, **SMALL, centre=centre).run() for seed in range(rounds)]
        for state in model.STATES:
            a = np.array([day.count(state) for day in ours])
            b = np.array([counts[state] for counts, _ in theirs])
            error = math.sqrt(a.var() / len(a) + a.var() / len(b))
            assert abs(a.mean() - b.mean()) < 4 * error, (city.__name__, state, a.mean(), b.mean())
        times = np.sort(np.concatenate([times for _, times in theirs]))
        grid = np.arange(0, model.MINUTES)
        distance = np.abs(np.searchsorted(response, grid, "right") / len(response)
                          - np.searchsorted(times, grid, "right") / len(times)).max()
        # days differ more than single times do: the spread of daily queues widens the usual bound
        assert distance < 3 * math.sqrt(1 / len(response) + 1 / len(times)), (city.__name__, distance)


def test_a_day_of_a_million_blocks_takes_few_bytes_a_block():
    import tracemalloc
    tracemalloc.start()
    model.day(side=1000, responders=2222)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * 1e6


# what is recorded ------------------------------------------------------------------------------------------------

@given(report=st.floats(1, 1e4), life=st.floats(1, 1e4), every=st.integers(0, 2000), sight=st.floats(0, 1))
def test_shares_of_who_notices_add_up(report, life, every, sight):
    found = model.noticed(report, life, every, sight)
    assert found.residents + found.workers + found.nobody == pytest.approx(1)
    assert min(found.residents, found.workers, found.nobody) >= -1e-9
    assert found.nobody <= model.noticed(report, life).nobody + 1e-9


@pytest.mark.parametrize("report, life, cell", [(60, 120, 5), (240, 120, 8), (2880, 7200, 3), (30, 60, 0)])
def test_the_closed_form_agrees_with_the_simulated_city(report, life, cell):
    day = model.day(side=20, per_1000=2000, unequal=0, cell=cell, report_order=report, report_service=report,
                    life_order=life, life_service=life, sight=0.7, pace=3, days=40, responders=0)
    early = day.incidents.arose < day.minutes / 2  # long enough before the end
    seen = (day.noticed < model.NEVER)[early]
    first = (day.noticed == day.incidents.reported)[early] & seen
    if cell == 8:  # 20 is no multiple of 8: the rounds at the edge are shorter
        column, row = day.incidents.x[early] // 8, day.incidents.y[early] // 8
        full = (column < 2) & (row < 2)
        seen, first = seen[full], first[full]
    expected = model.noticed(report, life, cell * cell * 3)
    error = 4 * 0.5 / math.sqrt(len(seen))
    assert seen.mean() == pytest.approx(expected.anybody, abs=error)
    assert first.mean() == pytest.approx(expected.residents, abs=error)


def test_without_patrols_it_is_a_race_of_the_resident_against_the_end():
    found = model.noticed(60, 120)
    p, q = 1 / 60, 1 / 120
    assert found.residents == pytest.approx(p * (1 - q) / (p + q - p * q)) and found.workers == pytest.approx(0)


def test_preventing_as_much_as_the_break_even_keeps_the_records_level():
    even = model.years(10_000, 120, 240, 120, 0).even
    level = model.years(10_000, 120, 240, 120, even)
    assert level.change_recorded == pytest.approx(0) and level.change_actual == pytest.approx(-even) and even > 0.1
    assert level.change_residents < level.change_actual  # workers were there before them


def test_without_workers_the_second_year_is_the_first():
    same = model.years(10_000, 0, 240, 120, 0)
    assert same.change_recorded == pytest.approx(0) and same.even == pytest.approx(0)


# falls without a cause ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize("spread", [0, 0.2, 0.5])
def test_the_expected_fall_of_the_worst_agrees_with_the_draws(spread):
    found = [model.worst(20, spread, seed=seed) for seed in range(400)]
    after = np.array([one.after[one.chosen].sum() for one in found])
    expected = np.array([one.expected_after for one in found])
    gaps = after - expected
    assert abs(gaps.mean()) < 4 * gaps.std() / 20
    assert np.mean([one.change_chosen for one in found]) < -0.05


def test_by_lot_and_nothing_done_nothing_changes_on_average():
    changes = [model.worst(50, 0.3, by="lot", seed=seed).change_chosen for seed in range(400)]
    assert abs(np.mean(changes)) < 0.02


def test_what_is_prevented_is_missing_in_the_chosen_alone():
    found = [model.worst(200, 0, by="lot", prevented=0.25, seed=seed) for seed in range(100)]
    assert np.mean([one.change_chosen for one in found]) == pytest.approx(-0.25, abs=0.01)
    assert np.mean([one.change_others for one in found]) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("change", [{"by": "mood"}, {"prevented": 1.2}, {"mean": -1}, {"chosen": 0}])
def test_worst_refuses_what_cannot_be(change):
    with pytest.raises(ValueError):
        model.worst(**{"mean": 20, "spread": 0.2, **change})


@pytest.mark.parametrize("cases", [10, 100, 1000])
def test_chance_agrees_with_draws(cases):
    rng = np.random.default_rng(3)
    first, second = rng.poisson(cases, (2, 400_000))
    change = second[first > 0] / first[first > 0] - 1
    exact = model.chance(cases, fall=0.1)
    assert (change <= -0.1 + 1e-12).mean() == pytest.approx(exact.falls, abs=0.004)
    assert exact.probability.sum() == pytest.approx(1)
    inside = (change > -0.04 + 1e-12) & (change <= 1e-12)
    at = int(np.flatnonzero(np.isclose(exact.edges, -0.04))[0])
    assert inside.mean() == pytest.approx(exact.probability[at], abs=0.004)


def test_the_falls_are_the_bars_up_to_the_line():
    found = model.chance(50)
    assert found.probability[found.edges[1:] < -0.2 + 1e-9].sum() == pytest.approx(found.falls)


# tables and pictures -------------------------------------------------------------------------------------------------

def test_what_the_lesson_says_of_its_tables():
    events, notes, origins, crime = (load(name) for name in
                                     ("grid_events", "grid_notes", "grid_origins", "crime_figures"))
    assert len(events) == 9 and (events["dated"] == "open").sum() == 3
    assert "grid-management-appears" in set(events.loc[events["dated"] == "open", "records"])
    dates = notes.loc[notes["number"] != ""].drop_duplicates("number").set_index("number")["date"]
    assert dates.to_dict() == {"126": "2001-08-03", "127": "2001-08-22", "128": "2002-08-14", "129": "2002-08-14",
                               "130": "2006-10-15", "131": "2005-06-04", "132": "2017-03-24", "133": "2017-03-24",
                               "135": "2013-07"}
    assert origins.loc[origins["history"] == "tried out in Xinjiang", "start"].eq("").all()
    assert origins.loc[origins["history"] == "spread from elsewhere", "start"].ne("").sum() == 3
    assert crime["low"].notna().sum() == 2 and set(crime.loc[crime["low"].notna(), "of"]) == {"cases in Zhengzhou"}


def test_the_outside_arithmetic_of_zhengzhou():
    figures = load("outside_figures").set_index(["id", "figure"])["value"]
    before = figures["zhengzhou-2006-first-half", "cases"]
    later, rise = figures["zhengzhou-2007-first-half", "cases"], figures["zhengzhou-2007-first-half", "rise"]
    assert before == pytest.approx(later / (1 + rise), rel=1e-3)
    assert later / 181 == pytest.approx(figures["zhengzhou-2007-first-half", "per_day"], abs=1.5)
    cells, square = figures["dongcheng-2004", "cells"], figures["dongcheng-2004", "square_metres"]
    assert cells * square / 1e6 == pytest.approx(16.52)


def test_the_chart_of_evidence_has_every_dated_row_of_its_lanes_and_every_footnote():
    events, notes = load("grid_events"), load("grid_notes")
    dated = events[events["dated"] != "open"]
    fig = picture.figure()
    draw.evidence(dated, notes, fig)
    ax, = fig.axes
    assert len(ax.patches) == len(dated) == 6
    written = [text.get_text() for text in ax.texts]
    assert {"126", "130", "135"} <= set(written) and "Shanghai, inferred" in written


def test_the_slider_of_chance_and_its_question_offer_the_same_cases():
    from techgov.topics.grid_management import answers
    assert tuple(explore.flip_chance().control.values) == answers.STEPS


@pytest.mark.parametrize("probability, words", [(0.06, "in 6 of 100 years"), (0.00024, "once in 4 thousand years"),
                                                (3.5e-7, "once in 3 million years"),
                                                (0.004, "once in 250 years"), (0, "less than once in a billion years")])
def test_how_often_in_words(probability, words):
    assert draw.often(probability) == words
