"""What a class misunderstood: each question measured, and the named mistakes that no guessing explains.

**What is put on the list** (:func:`topics`). A named mistake is a candidate. It stands out when

1. more of those who were wrong held on to it, in more than half of their wrong tries, than would by guessing: guessing
   is the largest of an answer drawn at random, a right answer with one slip, and an even spread over the question's
   named mistakes and one more (:func:`by_guessing`); the binomial probabilities of all candidates are held against
   Benjamini and Hochberg's limits, so that in a class that only guesses nothing at all is listed nineteen times out of
   twenty;
2. and it is common: the lower bound of the share of learners who made it is at least a tenth.

Those that stand out are ranked by that lower bound, one a question, and five are kept.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927); Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
Royal Statistical Society B 57 (1995); S. Henrysson, "Correction of item-total correlations in item analysis",
Psychometrika 28 (1963).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from techgov.answers import Posed, bank, pose
from techgov.teach.class_records import Answered, Learner

Z = 1.959964  # of a 95% interval
COMMON = 0.1  # the least lower bound of a mistake's share that is worth a class's time
RATE = 0.05  # Benjamini and Hochberg's
MOST = 5
FEWEST = 10  # learners that a correlation needs
OTHERS = 5  # and further questions that each of them has answered
_DRAWS = 1000


def wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's 95% interval for a share of ``count`` in ``of`` (1927, with 1.96 standard errors); (0, 1) of none."""
    if not of:
        return 0.0, 1.0
    share, more = count / of, Z * Z / of
    middle, half = share + more / 2, Z * math.sqrt(share * (1 - share) / of + more / (4 * of))
    return max(0.0, (middle - half) / (1 + more)), min(1.0, (middle + half) / (1 + more))


def at_least(count: int, of: int, chance: float) -> float:
    """The binomial's upper tail: the probability of ``count`` or more successes in ``of`` trials of ``chance`` each."""
    if count <= 0 or chance >= 1:
        return 1.0
    if chance <= 0:
        return 0.0
    ways = [math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
            + k * math.log(chance) + (of - k) * math.log1p(-chance) for k in range(count, of + 1)]
    return min(1.0, math.fsum(map(math.exp, ways)))


# a table a thing ----------------------------------------------------------------------------------------------

def questions(learners: Sequence[Learner]) -> pd.DataFrame:
    """A row a question that somebody answered, in the lessons' order.

    Columns: question, lesson, kind; learners; first_known (how many records say whether the first try was right),
    first_right, share, low, high (Wilson, of first_known); tries and hints (means of those whose record holds them);
    minutes (the median from first to last try, of those who tried again); not_yet (whose last try was wrong);
    discrimination (see :func:`discrimination`). What a question does not have is NaN.
    """
    rows = []
    telling = discrimination(learners)
    for id, words in bank().items():
        answered = [one.answers[id] for one in learners if id in one.answers]
        if answered:
            rows.append({"question": id, "lesson": words["lesson"], "kind": words["kind"], "learners": len(answered),
                         **_measured(answered), "discrimination": telling.get(id, math.nan)})
    table = pd.DataFrame(rows)
    return table.sort_values("lesson", kind="stable", ignore_index=True) if rows else table


def _measured(answered: Sequence[Answered]) -> dict[str, float]:
    firsts = [one.first for one in answered if one.first is not None]
    told = [one for one in answered if one.whole]
    low, high = wilson(sum(firsts), len(firsts)) if firsts else (math.nan, math.nan)
    minutes = [one.minutes for one in answered if one.minutes is not None]
    return {"first_known": len(firsts), "first_right": sum(firsts),
            "share": sum(firsts) / len(firsts) if firsts else math.nan, "low": low, "high": high,
            "tries": _mean([one.tries for one in told]), "hints": _mean([one.hints for one in told]),
            "minutes": float(np.median(minutes)) if minutes else math.nan,
            "not_yet": sum(one.right is False for one in answered)}


def _mean(numbers: Sequence[float]) -> float:
    return float(np.mean(numbers)) if numbers else math.nan


def discrimination(learners: Sequence[Learner]) -> dict[str, float]:
    """Question -> corrected item-total correlation, from -1 to 1: of right at the first try with how the learner did on
    the others that he or she answered, each taken as above or below that question's mean (Henrysson 1963, for records
    of which each holds some questions only). Left out where fewer than ten learners answered five others, or all of
    them alike."""
    ids = sorted({id for one in learners for id, done in one.answers.items() if done.first is not None})
    right = np.array([[_number(one.answers.get(id)) for id in ids] for one in learners], dtype=float)
    if not ids:
        return {}
    above = right - np.nanmean(right, axis=0)
    found = {}
    for at, id in enumerate(ids):
        rest = np.delete(above, at, axis=1)
        kept = ~np.isnan(right[:, at]) & ((~np.isnan(rest)).sum(axis=1) >= OTHERS)
        if kept.sum() < FEWEST:
            continue
        item, others = right[kept, at], np.nanmean(rest[kept], axis=1)
        if item.std() > 0 and others.std() > 0:
            found[id] = float(np.corrcoef(item, others)[0, 1])
    return found


def _number(done: Answered | None) -> float:
    return math.nan if done is None or done.first is None else float(done.first)


def mistakes(learners: Sequence[Learner]) -> pd.DataFrame:
    """A row a named mistake that somebody made, those that most learners made first.

    Columns: question, lesson, mistake, made (learners), of (learners whose record holds mistakes), share, low, high
    (Wilson), times (how often in all), wrong (learners who were wrong at least once), held (those of them who made it
    in more than half of their wrong tries), by_guessing (how many would by guessing), probability (of that many or more
    by guessing), stands_out, message.
    """
    rows = [row for id, words in bank().items() if "wrong" in words for row in _made(id, words["lesson"], learners)]
    if not rows:
        return pd.DataFrame()
    table = pd.DataFrame(rows)
    table["stands_out"] = _below(table["probability"].to_numpy()) & (table["low"] >= COMMON)
    return table.sort_values(["low", "question", "mistake"], ascending=[False, True, True], ignore_index=True)


def _made(id: str, lesson: str, learners: Sequence[Learner]) -> Iterator[dict[str, Any]]:
    told = [one.answers[id] for one in learners if id in one.answers and one.answers[id].whole]
    wrong = [(one, tries) for one in told if (tries := one.tries - (one.right is True)) > 0]
    for name, chance in by_guessing(id).items() if wrong else ():
        made = [one for one, _ in wrong if name in one.mistakes]
        if not made:
            continue
        held = sum(2 * one.mistakes.get(name, 0) > tries for one, tries in wrong)
        expected = math.fsum(at_least(tries // 2 + 1, tries, chance) for _, tries in wrong)
        low, high = wilson(len(made), len(told))
        yield {"question": id, "lesson": lesson, "mistake": name, "made": len(made), "of": len(told),
               "share": len(made) / len(told), "low": low, "high": high,
               "times": sum(one.mistakes[name] for one in made), "wrong": len(wrong), "held": held,
               "by_guessing": expected,
               # trials of unequal chance vary less than a binomial of their mean (Hoeffding 1956): the tail errs high
               "probability": at_least(held, len(wrong), expected / len(wrong)),
               "message": _message(id, name, Counter(one.seed for one in made).most_common(1)[0][0])}


def _below(probabilities: np.ndarray) -> np.ndarray:
    """Which of these pass Benjamini and Hochberg's limits at RATE."""
    order = np.sort(probabilities)
    passed = order[order <= RATE * np.arange(1, len(order) + 1) / len(order)]
    return probabilities <= (passed[-1] if len(passed) else -1)


def _message(id: str, mistake: str, seed: int | None) -> str:
    """What a learner who made the mistake was told, with the numbers that most had."""
    posed = pose(id, seed)
    return next(posed.revealed(one.message) for one in posed.question.wrong if one.name == mistake)


def topics(made: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`mistakes` to talk about next time, at most five, one a question."""
    if made.empty:
        return made
    return made[made["stands_out"]].drop_duplicates("question").head(MOST).reset_index(drop=True)


# what guessing would give ---------------------------------------------------------------------------------------

@cache
def by_guessing(id: str) -> Mapping[str, float]:
    """Named mistake of question ``id`` -> the share of wrong answers that guessing would give it."""
    posed = pose(id)
    names = [one.name for one in posed.question.wrong]
    even = dict.fromkeys(names, 1 / (len(names) + 1))
    rng = random.Random(id)
    for draw in _GUESSES.get(posed.question.kind, ()):
        verdicts = [posed.question.check(draw(posed, rng), posed.answer, posed.wrong) for _ in range(_DRAWS)]
        wrong = [one.mistake for one in verdicts if one.status == "wrong"]
        even = {name: max(share, wrong.count(name) / max(1, len(wrong))) for name, share in even.items()}
    return even


def _any_option(posed: Posed, rng: random.Random) -> str:
    return rng.choice(list(posed.question.options))


def _any_set(posed: Posed, rng: random.Random) -> list[str]:
    return [name for name in posed.question.options if rng.random() < 0.5]


def _set_with_a_slip(posed: Posed, rng: random.Random) -> list[str]:
    return sorted(set(posed.answer) ^ {_any_option(posed, rng)})


def _any_buckets(posed: Posed, rng: random.Random) -> dict[str, str]:
    return {item: rng.choice(list(posed.question.buckets)) for item in posed.question.items}


def _buckets_with_a_slip(posed: Posed, rng: random.Random) -> dict[str, str]:
    item = rng.choice(list(posed.question.items))
    others = [bucket for bucket in posed.question.buckets if bucket != posed.answer[item]]
    return {**posed.answer, item: rng.choice(others)}


def _any_order(posed: Posed, rng: random.Random) -> list[str]:
    return rng.sample(list(posed.answer), len(posed.answer))


def _order_with_a_slip(posed: Posed, rng: random.Random) -> list[str]:
    order = list(posed.answer)
    at = rng.randrange(len(order) - 1)
    order[at:at + 2] = order[at + 1], order[at]
    return order


def _any_interval(posed: Posed, rng: random.Random) -> list[str]:
    return [repr(bound) for bound in sorted(_near(posed, rng) for _ in range(2))]


def _interval_with_a_slip(posed: Posed, rng: random.Random) -> list[str]:
    bounds = list(posed.answer)
    bounds[rng.randrange(2)] = _near(posed, rng)
    return [repr(float(bound)) for bound in sorted(bounds)]


def _interval_elsewhere(posed: Posed, rng: random.Random) -> list[str]:
    low, high = posed.answer
    off = rng.uniform(-2, 2) * (high - low)
    return [repr(low + off), repr(high + off)]


def _near(posed: Posed, rng: random.Random) -> float:
    """A bound somewhere around the interval: up to three of its widths off."""
    low, high = posed.answer
    return rng.uniform(low - 3 * (high - low), high + 3 * (high - low))


_GUESSES = {"choice": (_any_option,), "several": (_any_set, _set_with_a_slip),
            "classify": (_any_buckets, _buckets_with_a_slip), "order": (_any_order, _order_with_a_slip),
            "interval": (_any_interval, _interval_with_a_slip, _interval_elsewhere)}
