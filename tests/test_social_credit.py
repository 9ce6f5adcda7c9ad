"""The models of lesson 05: closed forms against the chain, the chain against counting persons, limits and orders."""

import math
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov import load, picture
from techgov.answers import pose
from techgov.project import ROOT
from techgov.topics.social_credit import draw, explore, model
from techgov.topics.social_credit.model import Rules

sys.path.insert(0, str(ROOT / "benchmarks"))
STATES = (model.CAP + 1) ** 2
SHARES = st.floats(0, 1)
RULES = st.builds(Rules, needed=st.integers(1, model.CAP), errors=st.floats(0, 5000),
                  forgiven=st.just(0.0) | st.floats(1, 1000), appeal=st.just(0.0) | st.floats(1, 1000))


# the closed form -----------------------------------------------------------------------------------------------

def test_nobody_is_listed_unwatched_and_everybody_who_breaks_a_rule_daily():
    assert model.listed_share(2, 0, 1) == 0
    assert model.listed_share(0, 1, 1) == 0
    assert model.listed_share(365, 1, 4) == 1


def test_one_day_is_one_chance():
    assert model.listed_share(73, 0.5, 1, days=1) == pytest.approx(0.1)  # 73 of 365 days, half of them noticed


def test_the_number_of_entries_is_nearly_poisson():
    """Two deeds a year, a tenth noticed: the mean is 0.2 entries."""
    assert model.listed_share(2, 0.1, 2) == pytest.approx(1 - math.exp(-0.2) * 1.2, rel=0.01)


def test_watching_three_times_as_much_lists_less_or_more_than_three_times_as_many():
    """With one entry a person can be listed only once; with more, each of them multiplies the difference."""
    ratios = model.watched_more(2, 0.1, 3)["ratio"].tolist()
    assert ratios[0] < 3 < ratios[1] < 9 < ratios[2] < 27 < ratios[3] < 81
    assert model.watched_more(2, 0.1, 1)["ratio"].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("call", [
    lambda: model.listed_share(2, 1.2, 1), lambda: model.listed_share(400, 0.5, 1),
    lambda: model.chain(2, -0.1, Rules(1)), lambda: model.simulate(10, 2, 1.1, Rules(1), 1),
    lambda: Rules(0), lambda: Rules(model.CAP + 1),
    lambda: Rules(1, errors=1000 * 366), lambda: Rules(1, forgiven=0.5), lambda: Rules(1, appeal=-3),
    lambda: model.judge("rank", "debt", 0, 1, 12), lambda: model.judge("record", "debt", 0, 5, 12),
    lambda: model.judge("record", "debt", 300, 1, 12), lambda: model.ranking(0, 0, 0), lambda: model.ranking(-1, 2, 0),
    lambda: model.ranking(1, 1, 1, "in")])
def test_what_cannot_be_is_refused(call):
    with pytest.raises(ValueError):
        call()


# the chain -----------------------------------------------------------------------------------------------------

@settings(deadline=None, max_examples=40)
@given(deeds=st.floats(0, 365), watched=SHARES, rules=RULES)
def test_nobody_is_lost_in_a_day(deeds, watched, rules):
    step, listed, wrongly = model._step(deeds, watched, rules)
    assert step.shape == (STATES, STATES) and (step >= -1e-15).all()
    assert step.sum(axis=1) == pytest.approx(np.ones(STATES))
    assert not (wrongly & ~listed).any()


@settings(deadline=None, max_examples=25)
@given(deeds=st.floats(0, 60), watched=SHARES, rules=RULES)
def test_a_year_adds_up(deeds, watched, rules):
    year = model.chain(deeds, watched, rules, days=60)
    assert year.entries.sum() == pytest.approx(1)
    assert (year.wrongly <= year.listed + 1e-12).all() and (year.listed <= year.ever + 1e-9).all()
    assert year.days_listed == pytest.approx(year.listed[1:].sum()) and year.days_wrongly <= year.days_listed + 1e-9
    assert year.ever_wrongly <= year.ever + 1e-9
    assert year.spell is None or 1 - 1e-9 <= year.spell <= 60


@pytest.mark.parametrize("needed", [1, 2, 3, 8])
@pytest.mark.parametrize("watched", [0.0, 0.1, 0.8])
def test_without_errors_and_forgiving_the_chain_is_the_closed_form(needed, watched):
    year = model.chain(4, watched, Rules(needed))
    assert year.listed[-1] == pytest.approx(model.listed_share(4, watched, needed), abs=1e-12)
    assert year.listed[30] == pytest.approx(model.listed_share(4, watched, needed, days=30), abs=1e-12)
    assert year.ever == pytest.approx(year.listed[-1])  # who is on it stays on it
    assert not year.wrongly.any() and year.spell is None


def test_with_forgiving_one_entry_lists_as_the_product_over_the_days_says():
    """Nobody has an open entry if every day's entry either was not made or has been forgiven since."""
    deeds, watched, rules, days = 6, 0.4, Rules(1, errors=700, forgiven=60), 200
    p, keep = deeds / 365 * watched, 1 - 1 / 60
    none = math.prod((1 - p * keep ** age) * (1 - rules.error * keep ** age) for age in range(1, days + 1))
    # the register's limit of 8 entries of a kind does not touch this: with 8 open there is one open
    assert model.chain(deeds, watched, rules, days).listed[-1] == pytest.approx(1 - none, abs=1e-9)


def test_mean_open_entries_follow_their_recurrence():
    deeds, watched, rules = 3, 0.5, Rules(2, forgiven=100)
    mean, p = 0.0, 3 / 365 * 0.5
    for _ in range(365):
        mean = (mean + p) * (1 - 1 / 100)
    year = model.chain(deeds, watched, rules)
    assert year.entries.sum(axis=1) @ np.arange(model.CAP + 1) == pytest.approx(mean, abs=1e-4)


def test_errors_alone_list_only_wrongly_and_appeals_shorten_it():
    slow, fast = (model.chain(0, 0, Rules(1, errors=300, appeal=days)) for days in (90, 10))
    assert slow.listed == pytest.approx(slow.wrongly)
    assert fast.wrongly[-1] < slow.wrongly[-1] and fast.spell < slow.spell
    assert fast.spell == pytest.approx(10, rel=0.1)  # most stays end well before the year does


def test_an_appeal_at_once_leaves_nobody_wrongly_listed_for_more_than_a_day():
    year = model.chain(2, 0.3, Rules(1, errors=300, appeal=1))
    # struck on the next morning; the same day may bring a new false entry
    assert year.wrongly[1:].max() <= Rules(1, errors=300).error and year.spell == pytest.approx(1, abs=0.01)


def test_appeals_do_not_touch_what_is_true():
    with_, without = (model.chain(3, 0.4, Rules(2, errors=100, appeal=days)) for days in (5, 0))
    assert with_.entries.sum(axis=1) == pytest.approx(without.entries.sum(axis=1))


# against counting persons ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("rules", [Rules(1), Rules(2, 400), Rules(2, 400, 60), Rules(1, 400, 0, 20),
                                   Rules(2, 900, 90, 15)], ids=["plain", "errors", "forgiven", "appeals", "all"])
def test_the_chain_agrees_with_counting_persons(rules):
    """Within four standard errors, at the middle and the end of the year, and in the days on the list."""
    people, deeds, watched = 60_000, 5, 0.3
    year, counted = model.chain(deeds, watched, rules), model.simulate(people, deeds, watched, rules, seed=11)
    for exact, number in ((year.listed, counted.listed), (year.wrongly, counted.wrongly)):
        for day in (10, 180, 365):
            error = math.sqrt(exact[day] * (1 - exact[day]) / people)
            assert number[day] / people == pytest.approx(exact[day], abs=4 * error + 1e-12), day
    for kind, axis in ((counted.true, 1), (counted.false, 0)):
        shares = year.entries.sum(axis=axis)
        observed = np.bincount(kind, minlength=model.CAP + 1) / people
        assert observed == pytest.approx(shares, abs=4 * math.sqrt(0.25 / people))
    # nobody is on it for more days than a year has, so the mean's error is at most that of a coin of 365 days
    assert counted.listed[1:].sum() / people == pytest.approx(year.days_listed, abs=4 * 182.5 / math.sqrt(people))


def test_what_persons_have_at_the_end_is_what_was_counted_day_by_day():
    rules = Rules(2, 900, 90, 15)
    counted = model.simulate(5_000, 8, 0.5, rules, seed=3)
    on = counted.true + counted.false >= 2
    assert counted.listed[-1] == on.sum() and counted.wrongly[-1] == (on & (counted.true < 2)).sum()
    assert counted.true.min() >= 0 and counted.false.min() >= 0 and counted.true.max() <= model.CAP


def test_the_same_seed_is_the_same_year():
    rules = Rules(1, 200, 90, 30)
    one, same, other = (model.simulate(2_000, 4, 0.5, rules, seed) for seed in (1, 1, 2))
    assert (one.true == same.true).all() and (one.listed == same.listed).all()
    assert (one.listed != other.listed).any()


def test_diaries_of_single_persons_agree_with_the_chain():
    rules, people = Rules(1, 500, 120, 30), 400
    listed = 0
    for seed in range(people):
        table = model.diary(6, 0.3, rules, seed, days=120)
        listed += bool(len(table) and table["listed"].iloc[-1])
    exact = model.chain(6, 0.3, rules, days=120).listed[-1]
    assert listed / people == pytest.approx(exact, abs=4 * math.sqrt(exact * (1 - exact) / people))


def test_a_country_is_drawn_within_its_sampling_error():
    people, year = 1_400_000_000, model.chain(2, 0.3, Rules(2, 20, 180, 30))
    for seed in range(5):
        found = model.sample(year, 2, people, seed)
        for number, share in ((found.listed, year.listed[-1]), (found.wrongly, year.wrongly[-1])):
            assert number == pytest.approx(people * share, abs=5 * math.sqrt(people * share * (1 - share)))
    assert model.sample(year, 2, people, 1) == model.sample(year, 2, people, 1)


def test_a_country_agrees_with_persons_drawn_one_by_one():
    """300,000 persons and 1.4 billion from the chain have the same shares within both sampling errors."""
    rules, few, many = Rules(2, 20, 180, 30), 300_000, 1_400_000_000
    counted = model.simulate(few, 2, 0.3, rules, seed=8)
    country = model.sample(model.chain(2, 0.3, rules), 2, many, seed=8)
    share = country.listed / many
    error = math.sqrt(share * (1 - share) * (1 / few + 1 / many))
    assert counted.listed[-1] / few == pytest.approx(share, abs=4 * error)


def test_groups_watched_alike_are_listed_alike_and_not_otherwise():
    alike = model.two_groups(2, 0.1, 1, 2, 20, 90, 30)
    assert alike.ratio == 1 and alike.true_entries[0] == alike.true_entries[1]
    apart = model.two_groups(2, 0.1, 3, 2, 0, 0, 0)
    assert apart.ratio == pytest.approx(pose("social_credit.prediction").answer / 100)
    assert apart.true_entries[1] == pytest.approx(3 * apart.true_entries[0], rel=1e-4)
    assert model.two_groups(2, 0, 3, 2, 0, 0, 0).ratio is None  # nobody of a, and no number for it


def test_the_mesa_twin_agrees_with_the_chain_and_with_ours():
    """A small town many days: shares of states and of listed people within four standard errors. The seed is fixed."""
    pytest.importorskip("mesa", reason="mesa is not installed")
    import scoring

    people, deeds, watched, rules, days = 4_000, 20, 0.5, Rules(2, 3_000, 40, 10), 60
    year = model.chain(deeds, watched, rules, days)
    register = scoring.mesa_register(people, deeds, watched, rules, seed=4)
    scoring.run(register, days)
    ours = model.simulate(people, deeds, watched, rules, seed=4, days=days)
    theirs = np.array([(agent.true, agent.false) for agent in register.agents]).T
    assert 0.01 < year.wrongly[-1] < year.listed[-1] < 0.9  # every rule has its part in it
    for true, false in (theirs, (ours.true, ours.false)):
        counted = np.zeros_like(year.entries)
        np.add.at(counted, (true, false), 1 / people)
        error = np.sqrt(year.entries * (1 - year.entries) / people)
        assert (abs(counted - year.entries) <= 4 * error + 4 / people).all()
        listed = (true + false >= rules.needed).mean()
        error = math.sqrt(year.listed[-1] * (1 - year.listed[-1]) / people)
        assert listed == pytest.approx(year.listed[-1], abs=4 * error)


# three designs ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("design", model.DESIGNS)
@pytest.mark.parametrize("standard", model.STANDARDS)
def test_everybody_is_judged_once(design, standard):
    found = model.judge(design, standard, 50, 2, 12)
    for group in (0, 1):
        assert found.rightly[group] + found.missed[group] == pytest.approx(found.ought[group])
    assert found.listed == pytest.approx((sum(found.rightly) + sum(found.wrongly)) / 2)


def test_a_ranking_is_never_empty_at_its_end_and_the_others_can_be():
    ranking, ratings, record = (model.judge(design, "three", 0, 1, 0) for design in model.DESIGNS)  # all is forgiven
    assert ranking.listed == pytest.approx(1000 * model.WORST)
    assert ratings.listed == record.listed == 0
    assert pose("social_credit.always-last").answer == 1000


def test_a_record_without_errors_lists_no_one_wrongly_by_its_own_standard():
    assert model.judge("record", "debt", 0, 3, 12).wrongly == (0, 0)
    assert max(model.judge("record", "debt", 100, 3, 12).wrongly) > 0


def test_who_ought_to_be_listed_does_not_depend_on_watching_errors_or_design():
    one, other = model.judge("record", "three", 0, 1, 12), model.judge("ratings", "three", 200, 4, 3)
    assert one.ought == other.ought
    assert one.ought[0] == pytest.approx(one.ought[1], abs=15)  # both groups behave alike, within chance


@pytest.mark.parametrize("design", model.DESIGNS)
def test_the_group_that_is_watched_more_is_listed_more(design):
    def listed(times):
        found = model.judge(design, "three", 20, times, 12)
        return [right + wrong for right, wrong in zip(found.rightly, found.wrongly)]

    a, b = listed(3)
    assert b > 2 * a
    a, b = listed(1)
    assert b == pytest.approx(a, abs=5 * math.sqrt(1000 * a / 10))  # chance: 10,000 people in each group


def test_the_town_breaks_rules_as_often_as_it_is_said_to():
    town = model.town()
    assert town.deeds.mean(axis=0) == pytest.approx(model.MEAN_DEEDS, rel=0.05)
    # mean 0.1 with a mean that varies exponentially from person to person: geometric
    assert (town.deeds[:, 0] >= 1).mean() == pytest.approx(0.1 / 1.1, rel=0.05)
    assert len(town.who) == town.deeds.sum()


# weights -----------------------------------------------------------------------------------------------------------

@given(weights=st.tuples(*[st.floats(0, 100)] * 3).filter(lambda w: sum(w) > 0.01))
def test_no_weights_turn_a_settled_pair_round(weights):
    rank = model.ranking(*weights).set_index("person")["rank"]
    assert sorted(rank) == list(range(1, 9))
    assert all(rank[better] < rank[worse] or min(weights) == 0 for better, worse in model.settled_pairs())


@pytest.mark.parametrize("pair", sorted(set(
    frozenset((a, b)) for a in model.invented_scores()["person"] for b in model.invented_scores()["person"] if a != b)
    - {frozenset(pair) for pair in model.settled_pairs()}, key=sorted), ids=lambda pair: "-".join(sorted(pair)))
def test_some_weights_turn_every_other_pair_round(pair):
    first, second = sorted(pair)
    ranks = [model.ranking(*weights).set_index("person")["rank"]
             for weights in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]
    assert {bool(rank[first] < rank[second]) for rank in ranks} == {True, False}


def test_equal_weights_turn_nothing_round_and_scale_does_not_matter():
    assert model.reversed_pairs(model.ranking(1, 1, 1)) == 0
    assert model.ranking(2, 4, 6).equals(model.ranking(1, 2, 3))


def test_a_reversed_order_turns_every_pair_round():
    order = model.ranking(1, 1, 1)
    assert model.reversed_pairs(order.assign(rank=9 - order["rank"])) == 28


def test_whoever_has_no_account_falls_when_none_counts_as_nothing():
    out, none = (model.ranking(1, 1, 1, company).set_index("person")["rank"] for company in ("out", "none"))
    assert none["Bo"] > out["Bo"] and none["En"] > out["En"]


# the tables, counted by hand in the texts ----------------------------------------------------------------------------

def test_one_sentence_five_mentions_and_no_footnote():
    sentences = load("social_credit_sentences")
    assert sentences["does"].value_counts().to_dict() == {"mentions": 5, "describes": 1, "refers back": 1}
    assert sentences["document"].value_counts().to_dict() == {"hoffman-2018": 5, "horwitz-2017": 2}
    describes = sentences.loc[sentences["does"] == "describes", "records"].item()
    assert describes == "hoffman-social-credit social-credit-defined"
    assert "footnoted" not in " ".join(load("social_credit_mentions")["support"])
    assert load("social_credit_mentions")["sentence"].notna().all()


def test_ten_questions_and_how_near_the_documents_come():
    questions = load("social_credit_questions")
    assert questions["near"].value_counts().to_dict() == {"nothing": 6, "a hint": 3, "an answer for a time": 1}


def test_totals_run_and_people_are_not_tickets():
    totals = model.running_totals(load("outside_figures"), load("outside"))
    assert totals["people"].tolist() == [9.59e6, 13e6, 13.49e6, 14.5e6]
    assert totals["date"].astype(str).tolist() == ["2017-12-31", "2018-12-31", "2019-03-31", "2019-07-09"]
    assert totals[["people", "plane_tickets", "train_tickets"]].diff().iloc[1:].gt(0).all(axis=None)
    assert pose("social_credit.tickets-a-person").answer == pytest.approx(33.3 / 14.5)


def test_the_chart_of_sentences_has_a_square_for_each_and_a_word_for_silence():
    table = model.speaking(load("social_credit_sentences"), load("readings"))
    fig = picture.figure()
    draw.sentences(table, fig)
    ax, = fig.axes
    assert len(ax.patches) == 7 + 3  # and three in the legend
    assert [text.get_text() for text in ax.texts].count("nothing") == 3
    assert len(ax.get_yticklabels()) == 5


def test_the_flipbook_shows_the_closed_form():
    book = explore.flip_watched()
    list(book.make())
    assert "2.5 times as many of B are listed" in book.words[3] and "just as many" in book.words[1]
    assert book.size < 400_000


def test_what_is_said_of_forgiving_and_appeals_holds():
    """The lesson and its questions say so; the model must."""
    start = pose("social_credit.repairs").parameters
    ratio = {name: model.two_groups(**{**start, **change}).ratio
             for name, change in {"now": {}, "appeal": {"appeal": 7}, "forgiven": {"forgiven": 90},
                                  "one": {"needed": 1}}.items()}
    assert ratio["one"] < start["times"] < ratio["now"] < ratio["appeal"] < ratio["forgiven"]


def test_judging_by_another_standard_turns_the_record_from_best_to_worst():
    def wrongly(design, standard):
        found = model.judge(design, standard, 20, 3, 12)
        return sum(found.wrongly) / 2 / found.listed

    assert wrongly("record", "debt") < 0.05 and wrongly("record", "three") > 0.5
    assert wrongly("ratings", "debt") > 0.5 > wrongly("ratings", "three")


def test_a_year_of_one_person_that_the_lesson_tells():
    story = model.diary(2, 0.3, Rules(1, 500, 120, 30), 52)
    deeds = story[story["what"] == "breaks a rule"]
    assert len(deeds) == 3 and deeds["noticed"].sum() == 1
    assert (story["what"] == "somebody else's deed is entered").sum() == 2
