"""The models of lesson 08: published values, known limits, closed forms against simulation, and its tables by hand."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov import load
from techgov.tables import Tables
from techgov.topics.party_and_firms import draw, explore, model

# voting power ------------------------------------------------------------------------------------------------


def by_hand(weights, quota, veto=()):
    """(Shapley-Shubik, swings, winning coalitions) by walking through every order and every coalition."""
    holders = range(len(weights))

    def carries(some):
        return sum(weights[i] for i in some) >= quota and all(v in some for v in veto)

    pivots, swings = [0] * len(weights), [0] * len(weights)
    orders = list(itertools.permutations(holders))
    for order in orders:
        pivots[next(order[at] for at in holders if carries(order[:at + 1]))] += 1
    coalitions = [set(some) for size in range(len(weights) + 1) for some in itertools.combinations(holders, size)]
    for some in coalitions:
        for one in some:
            swings[one] += carries(some) and not carries(some - {one})
    return [Fraction(n, len(orders)) for n in pivots], swings, sum(map(carries, coalitions))


def test_a_single_vote_between_two_large_holders():
    found = model.power([50, 49, 1], 51)
    assert found.shapley == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert found.banzhaf == pytest.approx([3 / 5, 1 / 5, 1 / 5])
    assert found.swings.tolist() == [3, 1, 1] and found.winning == 3


def test_the_six_of_1958():
    found = model.power([4, 4, 4, 2, 2, 1], 12)
    assert 60 * found.shapley == pytest.approx([14, 14, 14, 9, 9, 0])
    assert found.swings.tolist() == [10, 10, 10, 6, 6, 0] and found.banzhaf == pytest.approx(found.swings / 42)


def test_the_security_council_by_vetoes_and_by_weights():
    """Published: 421/2145 for a permanent member and 4/2145 for another (Straffin; Felsenthal and Machover)."""
    vetoes, weights = model.power([1] * 15, 9, veto=range(5)), model.power([7] * 5 + [1] * 10, 39)
    assert 2145 * vetoes.shapley == pytest.approx([421] * 5 + [4] * 10)
    assert vetoes.shapley == pytest.approx(weights.shapley) and (vetoes.swings == weights.swings).all()
    assert vetoes.winning == sum(math.comb(10, n) for n in range(4, 11)) == 848
    assert (vetoes.swings[5:] == math.comb(9, 3)).all()
    outside = Tables().outside
    assert vetoes.shapley[5] == pytest.approx(outside("shapley-security-council", "member"), rel=1e-4)
    assert vetoes.shapley[0] == pytest.approx(outside("shapley-security-council", "permanent"), abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(weights=st.lists(st.integers(0, 30), min_size=1, max_size=6), part=st.floats(0.01, 1), data=st.data())
def test_power_against_every_order_and_every_coalition(weights, part, data):
    quota = max(math.ceil(part * sum(weights)), 1)
    if sum(weights) < quota:
        return
    veto = data.draw(st.sets(st.integers(0, len(weights) - 1), max_size=2))
    found, (orders, swings, winning) = model.power(weights, quota, veto), by_hand(weights, quota, veto)
    assert found.shapley == pytest.approx([float(one) for one in orders]) and found.swings.tolist() == swings
    assert found.winning == winning
    assert found.shapley.sum() == pytest.approx(1) and found.banzhaf.sum() == pytest.approx(1)
    assert found.prevent == pytest.approx(np.array(swings) / winning)
    assert found.initiate == pytest.approx(np.array(swings) / (2 ** len(weights) - winning))
    if veto:
        assert found.prevent[list(veto)] == pytest.approx(1)


def test_one_large_holder_among_many_equal_ones_in_closed_form():
    """The large one decides in the places after which it lifts the small ones over the half: count the places."""
    for large in (5, 12, 30, 49, 60):
        each, small = (100 - large) / 10, 10
        places = sum(before * each <= 50 < before * each + large for before in range(small + 1))
        assert model.power([large] + [each] * small, 50, more=True).shapley[0] == pytest.approx(places / (small + 1))


def test_many_small_holders_come_near_the_ocean():
    """Milnor and Shapley's limit for one holder of w among infinitely many: w / (1 - w) at half the votes."""
    for share in (0.1, 0.25, 0.4):
        found = model.power([share] + [(1 - share) / 15] * 15, 0.5, more=True).shapley[0]
        assert abs(found - share / (1 - share)) < 1 / 15


def test_known_limits_of_power():
    assert model.power([3], 1).shapley.tolist() == [1]
    assert model.power([51, 30, 19], 51).shapley.tolist() == [1, 0, 0]
    assert model.power([1] * 12, 12).shapley == pytest.approx(1 / 12)
    unanimous = model.power([5, 3, 2], 10)
    assert (unanimous.prevent == 1).all() and unanimous.winning == 1
    assert model.power([50, 50], 50, more=True).shapley.tolist() == [0.5, 0.5]  # half is not more than half
    thirds = model.power([100 / 3] * 3, 200 / 3)
    assert thirds.swings.tolist() == [2, 2, 2]  # two of three thirds are two thirds, whatever the last digit


@pytest.mark.parametrize("weights, quota, veto, words", [
    ([], 1, (), "0 holders"), ([1] * 17, 9, (), "17 holders"), ([1, -1], 1, (), "below 0"),
    ([1, math.nan], 1, (), "finite"), ([1, 1], math.inf, (), "finite"), ([1, 1], 3, (), "not even everybody"),
    ([1, 1], 0, (), "needs nobody"), ([1, 1], 1, (2,), "does not exist")])
def test_what_is_no_company_is_refused_in_a_sentence(weights, quota, veto, words):
    with pytest.raises(ValueError, match=words):
        model.power(weights, quota, veto)


def test_a_veto_makes_one_per_cent_strong_whatever_the_stake():
    plain, golden = model.company(veto=False), model.company(veto=True)
    assert plain.shapley[0] == 0 and golden.shapley[0] == pytest.approx(0.5) and golden.prevent == 1
    assert golden.initiate == pytest.approx(1 / 3)  # of 48 coalitions that fail, 16 lack nothing but its yes
    assert model.company(stake=10, veto=True).shapley[0] == pytest.approx(0.5)
    assert model.company(stake=10, founder=30, veto=True).shapley[0] == pytest.approx(17 / 30)  # it may grow, a little
    assert model.company(stake=0, veto=True).shapley[0] == pytest.approx(0.5)
    for one in (plain, golden):
        assert one.stakes[0] + one.stakes[1] + one.others * one.stakes[2] == pytest.approx(1)
        assert one.shapley[0] + one.shapley[1] + one.others * one.shapley[2] == pytest.approx(1)
    with pytest.raises(ValueError, match="left for them"):
        model.company(stake=40, founder=60)


def test_the_founder_and_the_golden_holder_end_in_halves():
    last = model.founders(64.0)
    assert [last.here(name) for name in ("founder", "small", "founder_veto", "small_veto")] == pytest.approx(
        [1, 0, 0.5, 0.5])
    assert last.here("founder") == model.company(1, 64, 10).shapley[1]
    assert (last.founder_veto[1:] < last.founder[1:]).all() and (last.small_veto >= 0.5 - 1e-9).all()


# a veto that is never used -----------------------------------------------------------------------------------

@pytest.mark.parametrize("alike, guess", [(0, 0), (0, 0.3), (0, 1), (-0.5, 0.7), (0.8, 0.95), (0.95, 0.3), (1, 0.7)])
@pytest.mark.parametrize("scope", [0.2, 1])
def test_the_shares_against_many_drawn_ideas(alike, guess, scope):
    ideas = 200_000
    found = model.presence(alike, scope, guess, ideas=ideas, seed=3)
    drawn = np.bincount(found.fate, minlength=4) / ideas
    assert drawn == pytest.approx([found.shares[name] for name in model.FATES], abs=4 * 0.5 / ideas ** 0.5)
    assert (found.liked >= 0).all()


@settings(max_examples=80, deadline=None)
@given(alike=st.floats(-1, 1), scope=st.floats(0, 1), guess=st.floats(0, 1))
def test_every_idea_has_one_fate_and_none_outside_the_scope_is_touched(alike, scope, guess):
    found = model.presence(alike, scope, guess, ideas=40)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in found.shares.values())
    assert found.changed <= scope + 1e-9 and found.seen <= found.changed + 1e-9


def test_known_limits_of_presence():
    open_, foreseen = model.presence(guess=0.0), model.presence(guess=1.0)
    assert [open_.seen, open_.changed, foreseen.seen] == pytest.approx([0.1, 0.1, 0])
    assert foreseen.changed == pytest.approx(open_.changed) and foreseen.shares["needless"] == pytest.approx(0)
    assert model.presence(alike=1.0, guess=0.0).changed == pytest.approx(0) == model.presence(scope=0).changed
    assert model.presence(alike=-1.0, scope=1, guess=0.0).seen == 1
    barely = model.presence(guess=1e-9)  # an impression that says nothing still keeps half of the ideas back
    assert barely.shares["feared"] + barely.shares["needless"] == pytest.approx(0.1)
    for wrong in ({"alike": 1.1}, {"scope": -0.1}, {"guess": 2}):
        with pytest.raises(ValueError, match="lies from"):
            model.presence(**wrong)


# a fall that follows a column --------------------------------------------------------------------------------

@pytest.mark.parametrize("window, market, effect", [(1, 0, 0), (3, 0.4, 0), (2, 0.8, 0.02)])
def test_the_chances_against_many_drawn_columns(window, market, effect):
    drawn = 200_000
    found = model.columns(drawn, window, 0.015, market, effect, fall=0.03, seed=5)
    assert (found.price <= -0.03).mean() == pytest.approx(found.with_effect, abs=4 * 0.5 / drawn ** 0.5)
    assert (found.rest <= -0.03 - effect).mean() == pytest.approx(
        model.below(-0.03, 0.015 * math.sqrt(window * (1 - market))), abs=4 * 0.5 / drawn ** 0.5)
    assert found.price.std() == pytest.approx(0.015 * math.sqrt(window), rel=0.01)
    assert found.price.mean() == pytest.approx(-effect, abs=2e-4)
    assert (found.price - found.rest).var() == pytest.approx(market * window * 0.015 ** 2, rel=0.02)


def test_the_deepest_of_many_falls_as_often_as_computed():
    """Newspapers, each with ten columns that do nothing: in how many is at least one followed by such a fall?"""
    papers = [model.columns(10, 1, 0.02, fall=0.03, seed=seed) for seed in range(2000)]
    share = np.mean([one.price[0] <= -0.03 for one in papers])
    assert share == pytest.approx(papers[0].at_least_once, abs=0.045)


def test_known_limits_of_columns():
    one, many = model.columns(1), model.columns(40)
    assert one.at_least_once == pytest.approx(one.by_chance) and many.at_least_once > one.at_least_once
    assert one.with_effect == one.by_chance and model.columns(effect=0.03, fall=0.03).with_effect == pytest.approx(0.5)
    assert (model.columns(9, market=0).price == model.columns(9, market=0).rest).all()
    assert model.below(-1.959964, 1) == pytest.approx(0.025, abs=1e-6)
    assert (np.diff(many.price) >= 0).all() and set(model.columns(5).price) <= set(many.price)
    for wrong in ({"number": 0}, {"window": 0}, {"swing": 0}, {"market": 1}):
        with pytest.raises(ValueError, match="at least 1"):
            model.columns(**wrong)


@pytest.mark.parametrize("function, seedless", [(model.presence, {}), (model.columns, {"number": 9})])
def test_the_same_seed_is_the_same_sample(function, seedless):
    name = "wanted" if function is model.presence else "price"
    one, same, other = (getattr(function(**seedless, seed=seed), name) for seed in (4, 4, 5))
    assert (one == same).all() and (one != other).any()


# drawings and tables -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("make", [explore.explore_stake, explore.explore_presence, explore.explore_column])
def test_frames_are_small(make):
    explorer = make()
    for parameters in explorer.presets.values():
        explorer.set(**parameters)
        assert len(explorer._frame) < 20_000


def test_what_follows_a_column_stays_in_the_picture():
    explorer = explore.explore_column()
    low, high = -0.17, 0.09  # between the legend and the words
    for values in itertools.product(*(explorer.controls[name].values for name in ("number", "window", "effect"))):
        found = model.columns(*values[:2], swing=0.02, market=0.8, effect=values[2])
        for changes in (found.price, found.rest, model.columns(*values[:2], 0.02, 0.0, values[2]).rest):
            assert low < changes.min() and changes.max() < high, values
    assert max(explorer.controls["number"].values) <= draw.MOST


def test_small_shares_keep_their_sign():
    assert [draw.share(x) for x in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "less than 1%", "50%", "nearly all", "100%"]
    assert [draw.chance(x) for x in (1e-5, 0.0186, 0.99999)] == ["less than 0.1%", "1.9%", "more than 99.9%"]


def test_the_tables_of_the_lesson_by_hand():
    influence = load("influence_in_firms").set_index("records")
    assert influence.loc["no-daily-part", "offered"] == influence.loc["units-once-formality", "offered"] == "nothing"
    assert influence.loc["influence-deeper", "said_by"] == "The Wall Street Journal"
    loss = load("loss_of_value").set_index("question")
    assert list(loss.index) == ["loss", "base", "window", "market", "cause"]
    assert loss.loc["loss", "low"] / loss.loc["base", "high"] == pytest.approx(14 / 450)
    hangzhou = load("hangzhou_cadres")
    assert (hangzhou["start"] != "").sum() == 2 and hangzhou["stage"].drop_duplicates().tolist() == [
        "policy", "plan", "reaction", "end", "reading"]
    chinese = load("directive_fragments").set_index("records")["fragment"]
    assert chinese[chinese.str.contains("民营经济")].index.tolist() == [
        "neican-directive-title", "private-economy-grows", "work-realises-leadership"]
    assert chinese[chinese.str.contains("重要")].index.tolist() == ["party-must-rely", "private-economy-foundation"]
    assert chinese[chinese.str.contains("党")].index.tolist() == ["work-realises-leadership"]
