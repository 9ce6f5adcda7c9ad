"""Models of lesson 05: invented people, what they do, what is noticed of it, and whom a design puts on its list.

Four models that share their invented numbers:

- :func:`listed_share`: who is listed after a year in which nothing is forgiven, in closed form.
- :func:`chain`: the same with forgiveness, errors and appeals, as an exact Markov chain over score states; its time
  does not depend on how many people there are. :func:`simulate` does it person by person, :func:`diary` for one.
- :func:`judge`: three designs (one ranking, ratings by field, a record) on the same deeds of the same people.
- :func:`ranking`: what weights do to an order, and what a company's score merged into it does.

Nobody in here is real, and no number in here was measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb, sqrt

import numpy as np
import pandas as pd

from techgov.checks import shares

DAYS = 365
CAP = 8  # entries of each kind that the register holds; a further one changes nothing


# the documents ------------------------------------------------------------------------------------------------

def speaking(sentences: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """Which sentences of which document speak of scores: columns document (author and year), sentence (missing for a
    document that has none), place (1, 2, … within the document), does. sentences: the table social_credit_sentences;
    readings: the table of this name."""
    rows = readings[["document", "short"]].merge(sentences[["document", "sentence", "does"]], how="left", on="document")
    rows["place"] = rows.groupby("document").cumcount() + 1
    return rows.assign(document=rows["short"])[["document", "sentence", "place", "does"]]


# what other sources say ---------------------------------------------------------------------------------------

DEFAULTERS = ("defaulters-2017", "defaulters-2018", "defaulters-march-2019", "defaulters-july-2019")


def running_totals(figures: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """The courts' list by date: columns date (the month's or year's last day where no day is given), people,
    plane_tickets, train_tickets. figures, entries: the tables outside_figures and outside."""
    wide = figures[figures["id"].isin(DEFAULTERS)].pivot(index="id", columns="figure", values="value")
    when = entries.set_index("id").loc[list(DEFAULTERS), "date"]
    ends = [pd.Period(date, freq="D" if len(date) > 7 else "M").end_time.normalize() for date in when]
    table = wide.loc[list(DEFAULTERS), ["people", "plane_tickets", "train_tickets"]].reset_index(drop=True)
    return pd.concat([pd.Series(ends, name="date"), table], axis=1)


def approval(figures: pd.DataFrame) -> pd.DataFrame:
    """Approval in surveys: columns asked (of what, and when), low, high (shares), how (they were asked), bound (a
    word of the source before its figure). figures: the table outside_figures."""
    value = figures.set_index(["id", "figure"])["value"]
    rows = [("social credit,\ninternet users 2018", "survey-kostka-2018", "share", "share", "directly", "about "),
            ("its policies,\nstudents 2018–2019", "survey-merics-2020", "lowest", "highest", "directly, students", ""),
            ("one score, the\nsame students", "survey-merics-2020", "before", "before", "directly, students", ""),
            ("one score, once\ntold more", "survey-merics-2020", "after", "after", "after information", ""),
            ("the Party,\n2024 article", "list-experiment-2024", "direct", "direct", "directly", "over "),
            ("the Party,\nsame article", "list-experiment-2024", "list_low", "list_high", "in a list experiment", "")]
    return pd.DataFrame([(asked, float(value[id, low]), float(value[id, high]), how, bound)
                         for asked, id, low, high, how, bound in rows],
                        columns=["asked", "low", "high", "how", "bound"])


# closed form: no forgiveness, no errors -----------------------------------------------------------------------

def listed_share(deeds: float, watched: float, needed: int, days: int = DAYS) -> float:
    """The share of people with at least ``needed`` entries after ``days`` days; nothing is forgiven, no entry is false.

    deeds: breaches a person commits in a year of 365 days, at most one a day, each day with the same probability.
    watched: the share of them that is noticed and entered. So the number of entries is binomial.
    Raises ValueError for a share outside 0..1 or more than one breach a day.
    """
    shares(watched=watched, deeds_a_day=deeds / DAYS)
    p = watched * deeds / DAYS
    return 1 - sum(comb(days, n) * p ** n * (1 - p) ** (days - n) for n in range(needed))


def watched_more(deeds: float, watched: float, times: float, most_needed: int = 4) -> pd.DataFrame:
    """Two groups that behave alike, one watched ``times`` as much: a row for each number of entries that lists.

    Columns needed, a and b (shares of each group listed after a year), ratio (b / a) and times.
    """
    rows = [(needed, listed_share(deeds, watched, needed), listed_share(deeds, watched * times, needed))
            for needed in range(1, most_needed + 1)]
    return pd.DataFrame([(n, a, b, b / a, times) for n, a, b in rows], columns=["needed", "a", "b", "ratio", "times"])


# the exact chain over score states ----------------------------------------------------------------------------

@dataclass(frozen=True)
class Rules:
    """The rules of one register; everything a year needs except the people.

    needed: open entries that list a person. errors: false entries per 1,000 people a year.
    forgiven: mean days until an entry is forgiven (0: never). appeal: mean days until somebody who is listed wrongly
    has all false entries struck (0: never). Forgiving and striking strike with the same chance every day.
    """

    needed: int
    errors: float = 0.0
    forgiven: float = 0.0
    appeal: float = 0.0

    def __post_init__(self):
        if not 1 <= self.needed <= CAP:
            raise ValueError(f"needed is {self.needed}; the register holds 1 to {CAP} entries of a kind")
        shares(errors_a_day=self.error)
        for name, days in {"forgiven": self.forgiven, "appeal": self.appeal}.items():
            if days and days < 1:
                raise ValueError(f"{name} is {days:g} days; it must be at least 1, or 0 for never")

    @property
    def error(self) -> float:
        """Chance of a false entry on a day."""
        return self.errors / 1000 / DAYS

    @property
    def forgive(self) -> float:
        """Chance that one open entry is forgiven on a day."""
        return 1 / self.forgiven if self.forgiven else 0.0

    @property
    def strike(self) -> float:
        """Chance that an appeal succeeds on a day."""
        return 1 / self.appeal if self.appeal else 0.0


@dataclass(frozen=True)
class Year:
    """What a year does to one group, as shares of its people.

    listed, wrongly: arrays (days + 1,): on the list at the end of each day, and on it only because of false entries.
    entries: array (CAP + 1, CAP + 1): shares by open true and open false entries at the end.
    days_listed, days_wrongly: mean days a person is on the list, and wrongly so. ever, ever_wrongly: shares who were
    at some time. spell: mean days of a wrong listing within the year (None if there is none).
    """

    listed: np.ndarray
    wrongly: np.ndarray
    entries: np.ndarray
    days_listed: float
    days_wrongly: float
    ever: float
    ever_wrongly: float
    spell: float | None


def _counter(arrival: float, forgive: float) -> np.ndarray:
    """One day of a number of open entries, 0 to CAP: a new one arrives, then each is forgiven or not."""
    thin = np.array([[comb(n, k) * (1 - forgive) ** k * forgive ** (n - k) if k <= n else 0.0
                      for k in range(CAP + 1)] for n in range(CAP + 1)])
    more = np.vstack([thin[1:], thin[-1:]])
    return (1 - arrival) * thin + arrival * more


def _step(deeds: float, watched: float, rules: Rules) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The matrix of one day over the states (true, false), and which states are listed and wrongly listed.

    Shapes (S, S), (S,), (S,) with S = (CAP + 1) ** 2; state = true * (CAP + 1) + false.
    """
    true, false = (numbers.ravel() for numbers in np.indices((CAP + 1, CAP + 1)))
    listed = true + false >= rules.needed
    wrongly = listed & (true < rules.needed)
    day = np.kron(_counter(deeds / DAYS * watched, rules.forgive), _counter(rules.error, rules.forgive))
    struck = day[true * (CAP + 1)]  # the same day after a successful appeal: no false entry is left
    chance = np.where(wrongly, rules.strike, 0.0)[:, None]
    return (1 - chance) * day + chance * struck, listed, wrongly


def chain(deeds: float, watched: float, rules: Rules, days: int = DAYS) -> Year:
    """A year of a group of any size, exactly: a Markov chain over 81 score states, from empty registers.

    deeds, watched: as in :func:`listed_share`, the same for everybody in the group. A day: whoever is listed wrongly
    may have the false entries struck; then a deed may be noticed and, independently, a false entry made; then each
    open entry may be forgiven. Multiply the shares by the number of people for expected numbers; :func:`sample` draws
    a year of so many people. Method: Kemeny and Snell, Finite Markov Chains (1960).
    Raises ValueError for shares outside 0..1 or more than one deed a day.
    """
    shares(watched=watched, deeds_a_day=deeds / DAYS)
    step, is_listed, is_wrongly = _step(deeds, watched, rules)
    masks = np.stack([np.ones(len(step)), ~is_listed, ~is_wrongly]).astype(float)  # all; never listed; never wrongly
    now = np.zeros_like(masks)
    now[:, 0] = 1
    path = np.empty((days + 1, len(step)))
    path[0] = now[0]
    for day in range(1, days + 1):
        now = (now @ step) * masks
        path[day] = now[0]
    listed, wrongly = path @ is_listed, path @ is_wrongly
    starts = (path[:-1] * ~is_wrongly) @ (step @ is_wrongly)
    spells = starts.sum()
    return Year(listed, wrongly, path[-1].reshape(CAP + 1, CAP + 1), float(listed[1:].sum()), float(wrongly[1:].sum()),
                float(1 - now[1].sum()), float(1 - now[2].sum()), float(wrongly[1:].sum() / spells) if spells else None)


@dataclass(frozen=True)
class Counted:
    """A group of so many people at the end of a year: on the list, and wrongly so (persons)."""

    people: int
    listed: int
    wrongly: int


def sample(year: Year, needed: int, people: int, seed: int) -> Counted:
    """One year of ``people`` invented people, drawn from the exact distribution: a multinomial over the states, so that
    1.4 billion people take no longer than a thousand. ``needed`` as in the rules of ``year``."""
    counts = np.random.default_rng(seed).multinomial(people, _whole(year.entries.ravel())).reshape(CAP + 1, CAP + 1)
    true, false = np.indices(counts.shape)
    listed = true + false >= needed
    return Counted(people, int(counts[listed].sum()), int(counts[listed & (true < needed)].sum()))


def _whole(shares: np.ndarray) -> np.ndarray:
    shares = np.clip(shares, 0, 1)
    return shares / shares.sum()


@dataclass(frozen=True)
class Groups:
    """Two groups of the same size that behave alike; ``b`` is watched ``times`` as much as ``a``. people: in each.

    ratio: listed of b for one listed of a at the end (None where nobody of a is). true_entries: mean open true
    entries a person at the end, of a and of b.
    """

    a: Year
    b: Year
    people: float
    times: float
    ratio: float | None
    true_entries: tuple[float, float]


def two_groups(deeds: float, watched: float, times: float, needed: int, errors: float, forgiven: float, appeal: float,
               people: float = 7e8) -> Groups:
    """:func:`chain` for two groups of ``people`` each, under the same :class:`Rules`. ``watched``: of group a."""
    rules = Rules(needed, errors, forgiven, appeal)
    a, b = chain(deeds, watched, rules), chain(deeds, watched * times, rules)
    open_true = tuple(float(year.entries.sum(axis=1) @ np.arange(CAP + 1)) for year in (a, b))
    return Groups(a, b, people, times, b.listed[-1] / a.listed[-1] if a.listed[-1] else None, open_true)


# the same, person by person -----------------------------------------------------------------------------------

@dataclass(frozen=True)
class Simulated:
    """:class:`Year` by counting persons. true, false: arrays (people,) of open entries at the end; listed, wrongly:
    arrays (days + 1,) of persons."""

    true: np.ndarray
    false: np.ndarray
    listed: np.ndarray
    wrongly: np.ndarray


def _entries(people: int, days: int, chances: tuple[float, ...], rng: np.random.Generator):
    """Who has an entry of which kind on which day, each person each day with the kind's chance, independently: arrays
    persons, days (in order) and kinds.

    Only what happens is drawn: the gaps between events are geometric, so that time and memory follow the number of
    entries, not people times days. Method: Devroye, Non-Uniform Random Variate Generation (1986), ch. X.
    """
    places, kinds = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for kind, chance in enumerate(chances):
        last, total = -1, people * days
        while chance > 0 and last < total:
            expected = (total - last) * chance
            at = last + np.cumsum(rng.geometric(chance, max(16, int(expected + 5 * sqrt(expected)))))
            last = int(at[-1])
            places.append(at[: np.searchsorted(at, total)])
            kinds.append(np.full(len(places[-1]), kind))
    place, kind = np.concatenate(places), np.concatenate(kinds)
    order = np.argsort(place // people, kind="stable")
    return place[order] % people, place[order] // people + 1, kind[order]


def simulate(people: int, deeds: float, watched: float, rules: Rules, seed: int, days: int = DAYS) -> Simulated:
    """:func:`chain`, one person at a time in one array, drawing only what happens. Same seed, same people.

    people: how many persons. An open entry's forgiveness is drawn when it is made (a geometric number of days).
    Raises ValueError as :func:`chain` does.
    """
    shares(watched=watched, deeds_a_day=deeds / DAYS)
    rng = np.random.default_rng(seed)
    persons, made, kind = _entries(people, days, (deeds / DAYS * watched, rules.error), rng)
    last = np.arange(days + 1)
    came = np.searchsorted(made, last, side="right")
    if rules.forgive:
        ends = made - 1 + np.minimum(rng.geometric(rules.forgive, len(made)), days + 1)
        leaving = np.argsort(ends, kind="stable")
        gone = np.searchsorted(ends[leaving], last, side="right")
    open_ = np.zeros((2, people), np.int8)  # open true and false entries
    struck = np.zeros(people, np.int16)  # the last day on which a person's false entries were struck
    held = np.ones(len(made), bool)  # entries that found room in the register
    listed, wrongly = np.zeros(days + 1, np.int64), np.zeros(days + 1, np.int64)
    on, wrong = np.zeros(people, bool), np.empty(0, np.int64)
    for day in range(1, days + 1):
        touched = [wrong]
        if rules.strike and len(wrong):
            lucky = wrong[rng.random(len(wrong)) < rules.strike]
            open_[1, lucky], struck[lucky] = 0, day
        new = slice(came[day - 1], came[day])
        who, which = persons[new], kind[new]
        room = open_[which, who] < CAP
        held[new] = room
        open_[which[room], who[room]] += 1  # nobody has two entries of a kind on one day
        touched.append(who)
        if rules.forgive:
            old = leaving[gone[day - 1]:gone[day]]
            old = old[held[old] & ((kind[old] == 0) | (made[old] >= struck[persons[old]]))]
            np.subtract.at(open_, (kind[old], persons[old]), 1)
            touched.append(persons[old])
        who = np.unique(np.concatenate(touched))
        now = open_[0, who] + open_[1, who] >= rules.needed
        listed[day] = listed[day - 1] + int(now.sum()) - int(on[who].sum())
        on[who] = now
        wrong = who[now & (open_[0, who] < rules.needed)]
        wrongly[day] = len(wrong)
    return Simulated(open_[0], open_[1], listed, wrongly)


def diary(deeds: float, watched: float, rules: Rules, seed: int, days: int = DAYS) -> pd.DataFrame:
    """One invented person's year by the rules of :func:`chain`: a row for every day on which something happens.

    Columns day, what, noticed (whether the register learns of it), entries (open ones, after it), listed.
    """
    shares(watched=watched, deeds_a_day=deeds / DAYS)
    rng, rows = np.random.default_rng(seed), []
    true = false = 0
    for day in range(1, days + 1):
        happened = []
        if true < rules.needed <= true + false and rng.random() < rules.strike:
            false = 0
            happened.append(("the false entries are struck on appeal", True))
        if rng.random() < deeds / DAYS:
            seen = bool(rng.random() < watched)
            true = min(CAP, true + seen)
            happened.append(("breaks a rule", seen))
        if rng.random() < rules.error:
            false = min(CAP, false + 1)
            happened.append(("somebody else's deed is entered", True))
        kept = rng.binomial(true, 1 - rules.forgive), rng.binomial(false, 1 - rules.forgive)
        if sum(kept) < true + false:
            happened.append(("an entry is forgiven", True))
        true, false = int(kept[0]), int(kept[1])
        rows += [(day, what, seen, true + false, true + false >= rules.needed) for what, seen in happened]
    return pd.DataFrame(rows, columns=["day", "what", "noticed", "entries", "listed"])


# three designs on the same people -----------------------------------------------------------------------------

FIELDS = ("payments", "traffic", "neighbours")
MEAN_DEEDS = np.array([0.1, 0.5, 0.4])  # breaches a person a year, by field
MONTHS = 12
MOST_ERRORS = 200  # false entries per 1,000 people a year, at most
SEEN = 0.25  # share of group a's deeds that is noticed
CONFIRMED = 0.8  # share of noticed unpaid debts that a court confirms within the year
SLIPS_THROUGH = 0.1  # share of false entries that a court confirms all the same
WORST = 0.05  # share of people at the end of a ranking who lose their tickets


@dataclass(frozen=True)
class Town:
    """Invented people and a year of theirs. Half of them belong to group b; both groups behave alike.

    in_b: array (people,). deeds: array (people, fields), how many. who, field, month, luck, court: arrays (all deeds,):
    whose, of which of FIELDS, when, and two numbers in 0..1 that settle whether it is noticed and confirmed. f_…: the
    same for entries that may be made in error. tie: array (people,), for people with the same points.
    """

    in_b: np.ndarray
    deeds: np.ndarray
    who: np.ndarray
    field: np.ndarray
    month: np.ndarray
    luck: np.ndarray
    court: np.ndarray
    f_who: np.ndarray
    f_field: np.ndarray
    f_month: np.ndarray
    f_luck: np.ndarray
    f_court: np.ndarray
    tie: np.ndarray

    @property
    def people(self) -> int:
        return len(self.in_b)


@lru_cache(maxsize=4)
def town(people: int = 20_000, seed: int = 5) -> Town:
    """Invented people whose yearly breaches in each field are Poisson with a gamma-distributed (exponential) mean."""
    rng = np.random.default_rng(seed)
    deeds = rng.poisson(rng.exponential(MEAN_DEEDS, (people, len(FIELDS)))).astype(np.int16)
    who, field = np.divmod(np.repeat(np.arange(deeds.size, dtype=np.int32), deeds.ravel()), np.int32(len(FIELDS)))
    errors = rng.poisson(people * MOST_ERRORS / 1000)
    return Town(np.arange(people) % 2 == 1, deeds, who, field, rng.integers(MONTHS, size=len(who)),
                rng.random(len(who)), rng.random(len(who)), rng.integers(people, size=errors),
                rng.integers(len(FIELDS), size=errors), rng.integers(MONTHS, size=errors), rng.random(errors),
                rng.random(errors), rng.random(people))


@dataclass(frozen=True)
class Judged:
    """Per 1,000 people of each group (pairs a, b): rightly listed, wrongly listed, missed (ought to be and are not).

    ought: who ought to be listed by the chosen standard. listed: of both groups together, per 1,000.
    """

    rightly: tuple[float, float]
    wrongly: tuple[float, float]
    missed: tuple[float, float]
    ought: tuple[float, float]
    listed: float


DESIGNS = ("ranking", "ratings", "record")
STANDARDS = ("debt", "three", "worst")


def judge(design: str, standard: str, errors: float, times: float, months: int, people: int = 20_000,
          seed: int = 5) -> Judged:
    """Whom a design lists at the end of the year, against who ought to be listed by a standard of the reader's.

    design: "ranking" (all entries added up, the worst WORST of all people are listed), "ratings" (two entries in one
    field), "record" (one unpaid debt that a court confirmed). standard, by true deeds of the whole year: "debt" (an
    unpaid debt), "three" (three deeds of any kind), "worst" (the WORST of all people with the most deeds).
    errors: false entries per 1,000 people a year (0..MOST_ERRORS). times: how much more group b is watched (at most
    1 / SEEN). months: entries older than this are forgiven. Same people, same deeds for every choice.
    """
    if design not in DESIGNS or standard not in STANDARDS:
        raise ValueError(f"a design is one of {', '.join(DESIGNS)}, a standard one of {', '.join(STANDARDS)}")
    shares(watched=SEEN * times, errors=errors / MOST_ERRORS)
    t = town(people, seed)
    seen = (t.luck < SEEN * np.where(t.in_b[t.who], times, 1.0)) & (t.month >= MONTHS - months)
    false = (t.f_luck < errors / MOST_ERRORS) & (t.f_month >= MONTHS - months)
    if design == "record":
        seen &= (t.field == 0) & (t.court < CONFIRMED)
        false &= (t.f_field == 0) & (t.f_court < SLIPS_THROUGH)
    entries = (_by_field(t.people, t.who[seen], t.field[seen])
               + _by_field(t.people, t.f_who[false], t.f_field[false]))
    listed = {"ranking": lambda: _worst(entries.sum(axis=1), t.tie), "ratings": lambda: (entries >= 2).any(axis=1),
              "record": lambda: entries[:, 0] >= 1}[design]()
    ought = {"debt": lambda: t.deeds[:, 0] >= 1, "three": lambda: t.deeds.sum(axis=1) >= 3,
             "worst": lambda: _worst(t.deeds.sum(axis=1), t.tie)}[standard]()

    def per_thousand(which: np.ndarray) -> tuple[float, float]:
        return tuple(float(1000 * which[t.in_b == group].mean()) for group in (False, True))

    return Judged(per_thousand(listed & ought), per_thousand(listed & ~ought), per_thousand(ought & ~listed),
                  per_thousand(ought), float(1000 * listed.mean()))


def _by_field(people: int, who: np.ndarray, field: np.ndarray) -> np.ndarray:
    return np.bincount(who * len(FIELDS) + field, minlength=people * len(FIELDS)).reshape(people, len(FIELDS))


def _worst(points: np.ndarray, tie: np.ndarray) -> np.ndarray:
    """The WORST of all people: those with the most points, ties settled by ``tie``. Somebody is always last."""
    last = round(WORST * len(points))
    worst = np.zeros(len(points), bool)
    worst[np.argpartition(-(points + tie), last - 1)[:last]] = True
    return worst


# weights and a merged score -----------------------------------------------------------------------------------

COMPANY_WEIGHT = 2
LOSE = 2  # people at the end of the order who lose their tickets


def invented_scores() -> pd.DataFrame:
    """Eight invented people: columns person, payments, traffic, neighbours, company (0 to 100; missing for those
    who are no customers)."""
    return pd.DataFrame([("Ai", 92, 55, 60, 40), ("Bo", 85, 70, 66, None), ("Cai", 60, 95, 40, 88),
                         ("Da", 74, 62, 58, 75), ("En", 45, 88, 90, None), ("Fu", 66, 52, 80, 95),
                         ("Ge", 52, 45, 72, 84), ("Hu", 78, 40, 35, 90)], columns=["person", *FIELDS, "company"])


def ranking(payments: float, traffic: float, neighbours: float, company: str = "out",
            scores: pd.DataFrame | None = None) -> pd.DataFrame:
    """An order of people by weighted means: columns person, total, rank, before (rank with equal weights and without
    the company), first rank best; ordered by rank.

    payments, traffic, neighbours: weights, not all of them 0. company: "out", or merged with COMPANY_WEIGHT, where who
    has no company score counts as the "mean" of those who have one, or as "none" (0 points). Ties keep the order of
    names.
    Raises ValueError for negative weights, no weight at all, or another word for company.
    """
    scores = invented_scores() if scores is None else scores
    weights = np.array([payments, traffic, neighbours], float)
    if (weights < 0).any() or not weights.sum():
        raise ValueError("weights must not be negative, and one of them must be more than 0")
    if company not in ("out", "mean", "none"):
        raise ValueError("company is out, mean or none")
    fields = scores[list(FIELDS)].to_numpy(float)
    total, weight = fields @ weights, weights.sum()
    if company != "out":
        bought = scores["company"].to_numpy(float)
        bought = np.where(np.isnan(bought), np.nanmean(bought) if company == "mean" else 0.0, bought)
        total, weight = total + COMPANY_WEIGHT * bought, weight + COMPANY_WEIGHT
    order = pd.DataFrame({"person": scores["person"], "total": total / weight, "rank": _ranks(total / weight),
                          "before": _ranks(fields.mean(axis=1))})
    return order.sort_values("rank").reset_index(drop=True)


def _ranks(totals: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(totals), int)
    ranks[np.argsort(-np.round(totals, 9), kind="stable")] = np.arange(1, len(totals) + 1)
    return ranks


def reversed_pairs(order: pd.DataFrame) -> int:
    """How many pairs of people stand the other way round than before."""
    rank, before = order["rank"].to_numpy(), order["before"].to_numpy()
    return int((np.subtract.outer(rank, rank) * np.subtract.outer(before, before) < 0).sum() // 2)


def settled_pairs(scores: pd.DataFrame | None = None) -> list[tuple[str, str]]:
    """Pairs (better, worse) that no weights turn round: one is at least as good in every field and better in one."""
    scores = invented_scores() if scores is None else scores
    fields, names = scores[list(FIELDS)].to_numpy(float), list(scores["person"])
    return [(a, b) for i, a in enumerate(names) for j, b in enumerate(names)
            if i != j and (fields[i] >= fields[j]).all() and (fields[i] > fields[j]).any()]
