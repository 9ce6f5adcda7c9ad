"""Lesson 09: the models' known limits, conservation, closed forms against counting, and facts counted by hand."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from techgov import load, passages
from techgov.project import ROOT
from techgov.topics.information import draw, explore, model

RARE = st.floats(0.0001, 0.5)
APART = st.floats(0.5, 6)
LINE = st.floats(-3, 9)
PRICE = st.floats(0.1, 1000)


# a day of a platform -------------------------------------------------------------------------------------------

@given(threshold=LINE, prevalence=RARE, separation=APART, reviewers=st.integers(0, 3000),
       unseen=st.sampled_from(["removed", "left"]), mistakes=st.floats(0, 0.4))
def test_every_post_is_counted_once(**parameters):
    day = model.moderate(**parameters)
    assert day.breaking + day.harmless == pytest.approx(model.VOLUME)
    assert day.removed_breaking + day.left_breaking == pytest.approx(day.breaking)
    assert -1e-6 <= day.removed_breaking <= day.flagged_breaking * (1 + 1e-9)
    assert -1e-6 <= day.removed_harmless <= day.flagged_harmless * (1 + 1e-9)
    assert day.seen <= min(day.flagged, reviewed(day)) * (1 + 1e-9)
    assert 0 <= day.recall <= 1 and 0 <= day.wrong_share <= 1


def reviewed(day):
    return day.reviewers * model.PER_REVIEWER


@pytest.mark.parametrize("change, removed_breaking, removed_harmless", [
    ({"threshold": 40}, 0, 0),                                               # nothing is flagged
    ({"threshold": -40}, 10_000, 990_000),                                   # everything is
    ({"unseen": "left"}, 0, 0),                                              # nobody looks, and only looks remove
    ({"threshold": -40, "reviewers": 2000, "mistakes": 0}, 10_000, 0),       # people see all and never err
    ({"threshold": -40, "reviewers": 1000, "mistakes": 0}, 10_000, 495_000),  # they see a half, the rest goes
    ({"threshold": -40, "reviewers": 1000, "mistakes": 0, "unseen": "left"}, 5_000, 0),
])
def test_known_limits_of_a_day(change, removed_breaking, removed_harmless):
    day = model.moderate(**change)
    assert day.removed_breaking == pytest.approx(removed_breaking, abs=1e-6)
    assert day.removed_harmless == pytest.approx(removed_harmless, abs=1e-6)


def test_a_day_agrees_with_posts_drawn_one_by_one():
    posts, rng = 400_000, np.random.default_rng(9)
    breaks = rng.random(posts) < 0.05
    flagged = rng.normal(np.where(breaks, 2.5, 0)) >= 1.5
    day = model.moderate(1.5, 0.05, 2.5, reviewers=30, volume=posts, per_reviewer=500, mistakes=0.1)
    looked = np.zeros(posts, bool)
    looked[rng.permutation(np.flatnonzero(flagged))[:15_000]] = True
    errs = rng.random(posts) < 0.1
    removed = flagged & np.where(looked, breaks ^ errs, True)
    for kind, expected in ((breaks, day.removed_breaking), (~breaks, day.removed_harmless)):
        assert (removed & kind).sum() == pytest.approx(expected, abs=5 * math.sqrt(expected))
    assert looked.sum() == day.seen == 15_000


def test_more_people_never_remove_more_harmless_posts():
    wrong = [model.moderate(reviewers=people).removed_harmless for people in range(0, 100, 10)]
    assert wrong == sorted(wrong, reverse=True) and wrong[0] > 10 * wrong[-1]


def test_pairs_are_ranked_as_often_as_pairs_drawn():
    rng = np.random.default_rng(3)
    ranked = (rng.normal(2, size=200_000) > rng.normal(size=200_000)).mean()
    assert model.pairs(2) == pytest.approx(ranked, abs=0.004)
    assert model.pairs(1e-9) == pytest.approx(0.5)


@given(prevalence=RARE, separation=APART)
def test_the_last_ones_are_the_difference_of_two_days(prevalence, separation):
    found = model.last_ones(prevalence, separation, 0.8, 0.95)
    low, high = (model.moderate(line, prevalence, separation) for line in found.thresholds)
    assert (low.recall, high.recall) == pytest.approx((0.8, 0.95))
    assert found.first == pytest.approx(low.per_caught)
    assert found.extra == pytest.approx((high.removed_harmless - low.removed_harmless)
                                        / (high.removed_breaking - low.removed_breaking))
    assert found.extra > found.first


@given(prevalence=st.floats(0.0005, 0.45), separation=st.floats(1, 5))
def test_half_of_what_is_removed_is_harmless_where_the_line_says(prevalence, separation):
    line = model.half_harmless(prevalence, separation)
    assert model.moderate(line, prevalence, separation).wrong_share == pytest.approx(0.5, abs=1e-6)
    assert model.moderate(line + 0.2, prevalence, separation).wrong_share < 0.5


@pytest.mark.parametrize("call, words", [
    (lambda: model.moderate(prevalence=0), "prevalence"), (lambda: model.moderate(separation=0), "separation"),
    (lambda: model.moderate(unseen="kept"), "unseen"), (lambda: model.moderate(reviewers=-1), "below 0"),
    (lambda: model.moderate(mistakes=0.5), "mistakes"), (lambda: model.half_harmless(0.5), "half"),
    (lambda: model.last_ones(first=0.9, last=0.9), "above first"), (lambda: model.cuts(0, 1, 0.01, 3), "fine"),
    (lambda: model.priced(fine=-1), "fine"), (lambda: model.priced(wrongly=-1), "wrongly"),
])
def test_what_cannot_be_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# what a rule makes of it ---------------------------------------------------------------------------------------

def cost(fine, wrongly, look, remove, prevalence, separation):
    left, wrong, seen, _ = model.decided(look, remove, prevalence, separation, 1)
    return fine * left + wrongly * wrong + seen


@given(fine=PRICE, wrongly=PRICE, prevalence=st.floats(0.001, 0.3), separation=st.floats(1, 5))
def test_no_other_pair_of_lines_is_cheaper(fine, wrongly, prevalence, separation):
    best = cost(fine, wrongly, *model.cuts(fine, wrongly, prevalence, separation), prevalence, separation)
    lines = np.linspace(-6, 12, 25)
    for look, remove in itertools.combinations_with_replacement(lines, 2):
        assert best <= cost(fine, wrongly, look, remove, prevalence, separation) + 1e-9


def test_each_post_gets_what_is_cheapest_for_it():
    """At each score the three choices are priced with the chance that such a post breaks the rule."""
    fine, wrongly, rare, apart, errs = 300, 8, 0.02, 3, model.MISTAKES
    look, remove = model.cuts(fine, wrongly, rare, apart)
    assert look < remove
    for score in np.linspace(-2, 7, 181):
        odds = rare / (1 - rare) * math.exp(apart * score - apart ** 2 / 2)
        breaks = odds / (1 + odds)
        costs = {"leave": breaks * fine, "remove": (1 - breaks) * wrongly,
                 "look": 1 + errs * (breaks * fine + (1 - breaks) * wrongly)}
        chosen = "leave" if score < look else "look" if score < remove else "remove"
        assert costs[chosen] == pytest.approx(min(costs.values()), rel=1e-9)


@pytest.mark.parametrize("wrongly, anybody", [(0.1, False), (1, False), (1.05, False), (1.2, True), (20, True)])
def test_at_high_fines_the_price_of_a_wrong_removal_decides_whether_anybody_looks(wrongly, anybody):
    assert all((model.priced(fine, wrongly).seen_here > 0) == anybody for fine in (1e3, 3e3, 1e4))


def test_without_looks_the_line_is_the_likelihood_ratio_of_the_textbook():
    look, remove = model.cuts(100, 0.5, 0.01, 3)
    assert look == remove == pytest.approx(1.5 + math.log(0.5 / 100 * 99) / 3)


def test_what_costs_nothing_is_done_without_end():
    everything = model.priced(fine=10, wrongly=0)
    assert everything.wrong_here == everything.harmless and everything.left_here == 0
    hardly = model.priced(fine=1, wrongly=1e9)
    assert hardly.left_here == pytest.approx(hardly.breaking) and hardly.wrong_here == pytest.approx(0, abs=1e-6)


def test_a_dearer_mistake_is_never_made_more_often():
    for wrongly in (0.2, 1, 5, 50):
        result = model.priced(10, wrongly)
        assert (np.diff(result.left) <= 1e-9).all()
    lefts = [model.priced(100, wrongly).left_here for wrongly in (0.1, 1, 5, 50)]
    wrongs = [model.priced(100, wrongly).wrong_here for wrongly in (0.1, 1, 5, 50)]
    assert lefts == sorted(lefts) and wrongs == sorted(wrongs, reverse=True)


def test_decisions_agree_with_posts_drawn_one_by_one():
    posts, rng = 500_000, np.random.default_rng(4)
    look, remove = model.cuts(200, 10, 0.05, 2.5)
    breaks = rng.random(posts) < 0.05
    score = rng.normal(np.where(breaks, 2.5, 0))
    seen, errs = (score >= look) & (score < remove), rng.random(posts) < model.MISTAKES
    gone = np.where(seen, breaks ^ errs, score >= remove)
    counted = ((breaks & ~gone).sum(), (~breaks & gone).sum(), seen.sum(), (~breaks & (score >= remove)).sum())
    for number, expected in zip(counted, model.decided(look, remove, 0.05, 2.5, posts)):
        assert number == pytest.approx(expected, abs=5 * math.sqrt(expected))


def test_the_price_asked_for_is_one_of_the_prices_drawn():
    controls = explore.explore_prices().controls
    for fine in controls["fine"].values:
        result = model.priced(fine)
        # the marker stands on the nearest of the drawn prices, less than a twentieth of a decade away
        assert abs(math.log10(model.FINES[result.at] / fine)) <= 0.025 + 1e-9


# the documents ---------------------------------------------------------------------------------------------------

def test_every_item_stands_in_one_field():
    law = load("law_and_enforcement")
    assert set(law["binds"]) <= set(model.BINDS) and set(law["protects"]) <= set(model.PROTECTS)
    whole = model.cross(law)
    assert whole.total == whole.counts.sum() == len(law) == 28
    parts = [model.cross(law, place=place).counts for place in ("China", "elsewhere")]
    assert (sum(parts) == whole.counts).all()
    documents = [model.cross(law, document=slug).counts for slug in set(law["document"])]
    assert (sum(documents) == whole.counts).all()
    assert (law.loc[law["bound"] == "not said", "binds"] == "not said").all()


def test_fields_counted_by_hand():
    law = load("law_and_enforcement")
    whole, words = model.cross(law), model.cross(law, ours=False)
    assert (whole.bound("companies"), whole.bound("not said"), whole.protected("people")) == (9, 12, 5)
    assert (whole.protected("not said"), words.total) == (21, 23)
    assert words.protected("companies") == 0  # the one item that protects companies rests on our reading
    offices = "a state's own offices"
    settings = itertools.product(["", *set(law["document"])], ["", "China", "elsewhere"], [True, False])
    assert {model.cross(law, *one).bound(offices) for one in settings} == {0}
    assert model.cross(law, "technode-2020", "elsewhere").total == 1
    assert model.cross(law, "hoffman-2018").total == 0


def test_what_the_instruments_say_counted_by_hand():
    table = model.said(load("control_instruments")).set_index("instrument")
    assert table[["who acts", "who pays", "how fast", "how undone"]].sum().tolist() == [14, 10, 3, 2]
    assert table.loc["small stakes in companies"].tolist()[1:] == [True, False, True, False]


def test_themes_that_only_one_side_tells():
    told = model.told(load("privacy_themes"), ["technode-2020", "neican-2020", "chen-2021"])
    only = told[told["technode-2020"] & ~told["neican-2020"] & ~told["chen-2021"]].index
    never = told[~told["technode-2020"] & told["neican-2020"] & told["chen-2021"]].index
    assert list(only) == ["Chinese law on personal data", "Chinese firms punished over data"]
    assert {"the Chinese state's own watching", "the Party's hold on firms"} <= set(never)
    assert told.any(axis=1).all() and len(told) == 7


@pytest.mark.parametrize("slug, word", [("technode-2020", "party"), ("neican-2020", "civil code"),
                                        ("chen-2021", "civil code")])
def test_words_that_a_text_does_not_hold(slug, word):
    path = passages.folder(ROOT) / f"{slug}.txt"
    if not path.exists():
        pytest.skip("the text is not at hand")
    assert word not in passages.collapse(path.read_text(encoding="utf-8")).lower()


def test_the_ledger_has_no_amounts():
    ledger = load("firewall_ledger")
    assert not ledger["records"].isin(load("quantities")["id"]).any() and ledger["firewall"].sum() == 1


def test_figures_from_outside_agree_with_each_other():
    value = load("outside_figures").set_index(["id", "figure"])["value"]
    reviewers, video = value["facebook-reviewers"], value["youtube-fewer-reviewers"]
    assert reviewers["looked_at"] * reviewers["share"] == reviewers["wrong"]
    # appeals that succeeded, about four times as many as before, as a third report has it
    before, after = (video[f"appeals_{when}"] * video[f"upheld_{when}"] for when in ("before", "after"))
    assert 3.5 < after / before < 4.5


# words in pictures -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("part, words", [(0, "0.0%"), (0.0001, "under 0.1%"), (0.0123, "1.2%"), (0.0996, "10%"),
                                         (0.71, "71%"), (0.961, "96.1%"), (0.9997, "over 99.9%"), (1, "100%")])
def test_a_share_is_never_rounded_to_nothing_or_all(part, words):
    assert draw.share(part) == words


def test_numbers_of_posts_in_words():
    assert [draw.posts(n) for n in (0, 0.2, 0.7, 22522.6)] == ["0", "fewer than 1", "1", "22,523"]
    assert [draw.each(n) for n in (0.004, 0.5, 1.44, 9.97, 117.7)] == ["0.00", "0.50", "1.4", "10", "118"]
