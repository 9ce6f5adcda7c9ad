"""The models of lesson 10: scores by hand and by identity, closed forms against simulation, limits, and its tables."""

import dataclasses
import itertools
from collections import Counter
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov import load, picture
from techgov.fill import fill
from techgov.tables import Tables
from techgov.topics.across_borders import answers, draw, explore, model

FORECASTS = st.lists(st.tuples(st.sampled_from([0, 0.1, 0.3, 0.5, 0.75, 0.9, 1]), st.sampled_from([0, 1])),
                     min_size=1, max_size=40)


def scored():
    return model.outcomes(load("forecast_tests"), load("outside_figures"))


# Brier's score and Murphy's parts ------------------------------------------------------------------------------

def test_a_score_by_hand():
    # said .8 of five things, four came; said .3 of five, two came: shares .8 and .4, base .6
    found = model.score([0.8] * 5 + [0.3] * 5, [1, 1, 1, 1, 0, 1, 1, 0, 0, 0])
    assert found.points.tolist() == pytest.approx([0.04] * 4 + [0.64] + [0.49] * 2 + [0.09] * 3)
    assert found.score == pytest.approx((0.16 + 0.64 + 0.98 + 0.27) / 10)
    assert (found.base, found.uncertainty) == pytest.approx((0.6, 0.24))
    assert found.reliability == pytest.approx(0.5 * 0 + 0.5 * 0.01)
    assert found.resolution == pytest.approx(0.5 * 0.04 + 0.5 * 0.04)
    assert found.steps.tolist() == [0.3, 0.8] and found.counts.tolist() == [5, 5]
    assert found.shares.tolist() == pytest.approx([0.4, 0.8])
    assert found.expected == pytest.approx(0.5 * 0.16 + 0.5 * 0.21)


@settings(max_examples=200, deadline=None)
@given(forecasts=FORECASTS)
def test_the_parts_add_up_to_the_score(forecasts):
    said, happened = zip(*forecasts)
    found = model.score(said, happened)
    assert found.uncertainty - found.resolution + found.reliability == pytest.approx(found.score, abs=1e-12)
    assert found.score == pytest.approx(found.points.mean()) and 0 <= found.score <= 1
    assert found.counts.sum() == len(said) and 0 <= found.resolution <= found.uncertainty + 1e-12
    assert found.reliability >= 0


@settings(max_examples=60, deadline=None)
@given(forecasts=FORECASTS)
def test_murphys_parts_as_differences_of_scores(forecasts):
    """Siegert (2017): each part is the difference of two mean scores, of the forecasts, of the same recalibrated to
    their groups' shares, and of the base alone."""
    said, happened = (np.array(part, float) for part in zip(*forecasts))
    shares = np.array([happened[said == p].mean() for p in said])
    brier = lambda p: float(((p - happened) ** 2).mean())  # noqa: E731
    found = model.score(said, happened)
    assert found.reliability == pytest.approx(brier(said) - brier(shares), abs=1e-12)
    assert found.resolution == pytest.approx(brier(np.full_like(said, happened.mean())) - brier(shares), abs=1e-12)


def test_limits_of_the_score():
    assert model.score([1, 0, 1], [1, 0, 1]).score == 0 and model.score([1, 0], [0, 1]).score == 1
    always = model.score([0.5] * 7, [1, 0, 0, 1, 1, 1, 0])
    assert always.score == pytest.approx(0.25) and always.resolution == 0
    assert model.one(0.9, 0) == pytest.approx(0.81) and model.one(0.9, 1) == pytest.approx(0.01)


@pytest.mark.parametrize("said, happened", [([], []), ([0.5], [0.5]), ([1.1], [1]), ([0.5, 0.5], [1]),
                                            ([float("nan")], [1])])
def test_what_is_no_forecast_is_refused(said, happened):
    with pytest.raises(ValueError):
        model.score(said, happened)


@pytest.mark.parametrize("believed", [0.05, 0.3, 0.5, 0.7, 0.95])
def test_nobody_expects_to_gain_by_saying_what_she_does_not_believe(believed):
    said = np.linspace(0, 1, 101)
    expected = believed * (said - 1) ** 2 + (1 - believed) * said ** 2
    assert said[expected.argmin()] == pytest.approx(believed)
    assert answers.honest(Tables(), {"believed": 0.7}) == "own"


# the documents' forecasts ----------------------------------------------------------------------------------------

def test_the_forecasts_by_hand():
    tests, found = load("forecast_tests"), scored()
    assert len(tests) == 15 and set(tests.loc[tests["test"] == "", "forecast"]) == {"ai", "suspicion", "fall"}
    assert set(tests.loc[tests["test"] != "", "forecast"]) - set(found["forecast"]) == {"sale", "subsidies"}
    assert dict(zip(found["forecast"], found["happened"])) == {
        "technology": 1, "downloads": 0, "robots": 1, "stations": 1, "chargers": 1, "spending": 1, "stores": 0,
        "apple": 0, "trade": 0, "giants": 1}
    assert Counter(found["strength"].map(model.PUT)) == {"will": 5, "may": 3, "plan": 2}
    by = found.groupby(found["strength"].map(model.PUT))["happened"].sum()
    assert by.to_dict() == {"will": 3, "may": 1, "plan": 2}


def test_every_test_has_a_day_after_its_forecast_and_a_fit():
    tests = load("forecast_tests")
    with_test = tests[tests["test"] != ""]
    assert (with_test["by"] > with_test["made"]).all() and set(with_test["fit"]) == {"close", "loose"}
    assert (tests.loc[tests["test"] == "", ["by", "fit"]] == "").all().all()
    assert (with_test["fit"] == "loose").sum() == 5


def test_the_quotes_of_the_forecasts_are_their_records():
    fragments = {id: fragment for name in ("claims", "events") for id, fragment in
                 load(name)[["id", "quote"]].itertuples(index=False)}
    for row in load("forecast_tests").itertuples():
        assert row.quote == fragments[row.records.split()[0]]


def test_outcomes_agree_with_the_figures_that_they_rest_on():
    tables, happened = Tables(), dict(zip(scored()["forecast"], scored()["happened"]))
    out = tables.outside
    assert happened["robots"] == (out("robots-output-2020", "output") >= tables.value("robots-target"))
    assert happened["stations"] == (out("stations-joint-reached", "stations") >= tables.value("unicom-stations-target"))
    assert happened["chargers"] == (out("charging-points-2020", "added") > 0)
    assert happened["spending"] == (out("outcome-spending", "spent") < tables.value("science-spending-2019"))
    assert happened["trade"] == (out("outcome-trade", "later") < out("outcome-trade", "before"))
    assert happened["downloads"] == (out("outcome-downloads", "rank") > 10)
    assert out("outcome-trade", "before") == pytest.approx(106.6e9 + 452.2e9)
    assert out("outcome-giants", "fine") == pytest.approx(out("outcome-giants", "share") * 455.712e9, rel=1e-3)


def test_an_outcome_without_a_test_is_an_error():
    figures = pd.DataFrame({"id": ["outcome-fall"], "figure": ["happened"], "value": [1.0]})
    with pytest.raises(ValueError, match="outcomes without a test: fall"):
        model.outcomes(load("forecast_tests"), figures)


def test_words_scored_are_the_score_of_their_numbers():
    found = scored()
    result = model.worded(found, will=0.9, may=0.5, plan=0.8)
    by_hand = (3 * 0.01 + 2 * 0.81 + 3 * 0.25 + 2 * 0.04) / 10
    assert result.score.score == pytest.approx(by_hand) and result.constant == pytest.approx(0.24)
    fitted = model.worded(found, will=3 / 5, may=1 / 3, plan=1)
    assert fitted.score.reliability == pytest.approx(0)
    assert fitted.score.score < model.worded(found, will=0.6, may=0.6, plan=0.6).score.score == pytest.approx(0.24)
    close = model.worded(found, will=0.9, may=0.5, plan=0.8, fit="close")
    assert close.counts == {"will": 3, "may": 1, "plan": 1} and close.came == {"will": 2, "may": 0, "plan": 1}
    with pytest.raises(ValueError):
        model.worded(found, will=0.9, may=0.5, plan=0.8, fit="loose")


def test_what_the_lesson_says_of_will():
    """A "will" came about as often as all together, and at its word the words score worse than the base."""
    found = scored()
    mine = model.worded(found, will=1, may=0.5, plan=1)
    assert mine.came["will"] / mine.counts["will"] == mine.score.base
    assert mine.score.score > mine.constant


def test_own_numbers_are_scored_against_the_same_outcomes():
    said = {"technology": 0.7, "downloads": 0.6, "stores": 1.0, "trade": 0.9}
    assert set(said) == set(explore.OWN)
    result = model.own(scored(), tuple(explore.OWN), True, **said)
    assert result.score.points.tolist() == pytest.approx([0.09, 0.36, 1.0, 0.81])
    assert model.own(scored(), tuple(explore.OWN), False, **said).score.score == result.score.score


def test_closed_envelopes_tell_nothing_of_what_came():
    explorer = explore.explore_own()
    closed = explorer.words, explorer.canvas.frame(explorer.result), explorer.table(explorer.result)
    other = model.score(explorer.result.score.said, 1 - explorer.result.score.happened)
    turned = dataclasses.replace(explorer.result, score=other)
    assert explorer.say(turned) == closed[0] and explorer.canvas.frame(turned) == closed[1]
    assert "happened" not in closed[2] and "points" not in closed[2]


# skill and luck -----------------------------------------------------------------------------------------------------

def test_luck_by_hand_and_as_a_distribution():
    two = model.luck(2, sure=0.7)
    assert two.chances.tolist() == pytest.approx([0.09, 0.42, 0.49])
    assert two.scores.tolist() == pytest.approx([0.49, 0.29, 0.09]) and two.worse == pytest.approx(0.51)
    for forecasts in (1, 5, 10, 200):
        found = model.luck(forecasts)
        assert found.chances.sum() == pytest.approx(1) and found.mean == pytest.approx(0.21)
    # worse where fewer than six of ten come out her way, the same at six
    ten = model.luck(10)
    exact = [Fraction(7, 10) ** k * Fraction(3, 10) ** (10 - k) for k in range(11)]
    ways = [1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1]
    assert ten.worse == pytest.approx(float(sum(a * b for a, b in zip(ways[:6], exact[:6]))))
    assert ten.same == pytest.approx(float(ways[6] * exact[6]))


def test_luck_against_draws():
    rng = np.random.default_rng(3)
    came = rng.random((100_000, 20)) < 0.7
    mine = np.where(came, 0.09, 0.49).mean(axis=1)
    found = model.luck(20)
    assert (mine > 0.25 + 1e-9).mean() == pytest.approx(found.worse, abs=0.004)
    assert np.isclose(mine, 0.25).mean() == pytest.approx(found.same, abs=0.004)


def test_more_forecasts_tell_in_the_end():
    worse = [model.luck(n).worse for n in (10, 20, 50, 100, 200)]
    assert worse == sorted(worse, reverse=True) and worse[-1] < 0.002
    with pytest.raises(ValueError):
        model.luck(0)


# silence --------------------------------------------------------------------------------------------------------------

@settings(max_examples=150, deadline=None)
@given(before=st.floats(0, 1), seen=st.floats(0, 1), years=st.integers(0, 30), mistaken=st.floats(0, 1))
def test_no_firm_is_lost_and_silence_never_raises_suspicion(before, seen, years, mistaken):
    found = model.silence(before, seen, years, mistaken)
    parts = (found.used_reported, found.used_silent, found.unused_reported, found.unused_silent)
    assert sum(parts) == pytest.approx(found.firms) and min(parts) >= -1e-9
    assert found.silent + found.reported == pytest.approx(found.firms)
    if found.silent > 1e-6:
        assert found.after_silence <= before + 1e-9
    if found.reported > 1e-6:
        assert found.after_report >= before - 1e-6


def test_limits_of_silence():
    assert model.silence(0.2, 0, 10).after_silence == pytest.approx(0.2)  # what cannot come to light: worth nothing
    assert model.silence(0.2, 1, 1).after_silence == 0 and model.silence(0.2, 0.5, 0).reported == 0
    assert model.silence(0.2, 0.5, 2).after_report == 1  # no mistaken report
    assert model.silence(0.2, 0.5, 2).after_silence == pytest.approx(50 / 850)
    with pytest.raises(ValueError):
        model.silence(1.2, 0.5, 1)
    with pytest.raises(ValueError):
        model.silence(0.2, 0.5, -1)


def test_silence_against_draws():
    rng = np.random.default_rng(8)
    many = 400_000
    used = rng.random(many) < 0.1
    chance = 1 - (1 - np.where(used, 0.1, 0)) * (1 - 0.02)
    reported = (rng.random((many, 3)) < chance[:, None]).any(axis=1)
    found = model.silence(0.1, 0.1, 3, 0.02)
    assert used[~reported].mean() == pytest.approx(found.after_silence, abs=0.002)
    assert used[reported].mean() == pytest.approx(found.after_report, abs=0.01)


# a rule ---------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("asked", list(itertools.product([False, True], repeat=5)))
def test_a_rule_against_every_case_that_there_could_be(asked):
    wanted = dict(zip(model.CRITERIA, asked))
    facts = [name for name in model.CRITERIA if name != "seat"]
    held = [frozenset(name for name, on in zip(facts, ons) if on)
            for ons in itertools.product([False, True], repeat=len(facts))]
    every = {f"{seat} {sorted(one)}": (seat, one) for seat in ("Northland", "Elsewhere") for one in held}
    needed = {name for name in facts if wanted[name]}
    ruled = model.rule(**wanted, cases=dict(list(every.items())[:6]))  # permutations of all would be too many
    caught = {}
    for name, (seat, one) in every.items():
        caught[seat, one] = bool(model.rule(**wanted, cases={name: (seat, one)}).caught[0])
        assert caught[seat, one] == (needed <= one and (seat == "Northland" or not wanted["seat"]))
    hangs = any(caught["Northland", one] != caught["Elsewhere", one] for one in held)
    assert ruled.agnostic == (not hangs)


@pytest.mark.parametrize("asked", list(itertools.product([False, True], repeat=5)))
def test_handing_the_seats_round_alters_a_verdict_exactly_where_one_hangs_on_a_seat(asked):
    found = model.rule(**dict(zip(model.CRITERIA, asked)))
    assert (found.altered > 0) == bool(found.turned.any()) and not (found.agnostic and found.altered)
    for at, (_, held) in enumerate(model.CASES.values()):
        assert found.turned[at] == ("seat" in found.asked and set(found.asked) - {"seat"} <= held)


def test_limits_of_a_rule():
    assert model.rule().caught.all() and model.rule().agnostic  # a rule that asks for nothing
    assert model.rule(seat=True).exchanges == 60  # five seats, two of them alike
    assert model.rule(seat=True).caught.sum() == 2
    # the two Northland seats fall on the same two cases in 3! = 6 of 60 ways
    assert model.rule(seat=True).altered == 54
    more = model.rule(order=True, data=True).caught
    assert (more <= model.rule(order=True).caught).all()  # asking for more never catches more


# tables, figures and pictures ----------------------------------------------------------------------------------------

def test_bounds_of_what_is_not_known():
    assert model.bounds(52_000, 250_000, 2_400_000) == (52_000, 2_202_000)
    assert model.bounds(3, 10, 10) == (3, 3)
    with pytest.raises(ValueError):
        model.bounds(11, 10, 20)


def test_what_the_lesson_says_of_its_tables():
    measures, ladder = load("international_measures"), load("attribution_ladder")
    assert Counter(measures["by"]) == {"United States": 6, "China": 3, "European Union": 1, "": 3}
    assert Counter(measures["dated"]) == {"inferred": 3, "open": 8, "": 2}
    assert set(measures.loc[measures["start"] != "", "dated"]) == {"inferred"}
    top = ladder[(ladder["rung"] == "the state uses it")]
    assert dict(zip(top["case"], top["holds"])) == {
        "Zhenhua Data": "not shown so far", "Hikvision": "asserted", "scores of Alibaba and Tencent": "denied",
        "iFlytek": "asserted"}
    assert set(ladder.loc[ladder["case"] == "TikTok and WeChat", "rung"]) == {"is Chinese", "could", "does"}
    assert ladder["quote"].ne("").all()


def test_the_days_of_tiktok_out_of_the_stores():
    assert fill('{{ outside("tiktok-stores-2025", "days") | count }}', Tables()) == \
        str((pd.Timestamp("2025-02-13") - pd.Timestamp("2025-01-18")).days)


def test_the_ladder_has_a_mark_for_every_row_and_the_horizons_a_line_for_every_test():
    rows, tests = load("attribution_ladder"), load("forecast_tests")
    fig = picture.figure()
    draw.ladder(rows, fig)
    marks = [line for line in fig.axes[0].lines if line.get_markersize() == 12]
    assert len(marks) == len(rows) == 20
    fig = picture.figure()
    draw.horizons(tests, fig)
    ends = [line for line in fig.axes[0].lines if line.get_markersize() == 12 and len(line.get_xdata())]
    assert len(ends) == (tests["test"] != "").sum() == 12


@pytest.mark.parametrize("share, digits, words", [
    (0.091, 1, "9.1%"), (0.1, 1, "10%"), (0.0, 1, "0%"), (0.005, 1, "0.5%"), (0.0996, 1, "10%"), (1.0, 0, "100%"),
    (0.05, 0, "5%")])
def test_per_cent_in_words(share, digits, words):
    assert draw.percent(share, digits) == words


def test_the_questions_parameters_are_those_of_the_exercise():
    assert answers.best_will(Tables(), {"may": 0.5, "plan": 0.8}) == 0.6
    assert answers.best_will(Tables(), {"may": 0.1, "plan": 0.1}) == 0.6  # the other words do not matter to it
