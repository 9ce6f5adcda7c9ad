"""An invented class, made through the real questions: their answers, their wrong answers, their record.

Each pupil has an ability, each question a difficulty, and the first try is right by a Rasch model of the two. Who is
wrong guesses: any option, set, order or sorting, a right answer with one slip, or a number that no mistake explains.
A planted misconception is held by a part of the class, who act on it before they think again.
"""

import json
import math
from datetime import UTC, datetime, timedelta
from unittest import mock

import numpy as np

from techgov import progress
from techgov.answers import bank, pose

MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


class Memory(progress.Progress):
    """A progress file that is kept in memory until it is written."""

    def __init__(self):
        self.kept = {}

    def update(self, change):
        change(self.kept)


def make(folder, pupils=300, seed=1, planted=None, held=0.4, lessons=("04_grid_management", "06_skynet"), numbers=None):
    """Write a progress file a pupil into ``folder``; planted: question id -> the name of a mistake. Returns the ids."""
    rng = np.random.default_rng(seed)
    ids = [id for id, words in bank().items() if words["lesson"] in lessons]
    posed = {id: pose(id, numbers) for id in ids}
    hard = {id: rng.normal(-0.8, 0.7) for id in ids}
    for pupil in range(pupils):
        record, clock = Memory(), [MONDAY + timedelta(seconds=int(rng.integers(0, 3 * 86_400)))]
        ability = rng.normal()
        with mock.patch.object(progress, "datetime") as now:
            now.now = lambda zone: clock[0]
            for id in ids:
                clock[0] += timedelta(seconds=int(rng.integers(40, 400)))
                if rng.random() < 0.9:
                    _answer(record, posed[id], ability - hard[id], rng, clock, (planted or {}).get(id), held)
        (folder / f"pupil-{pupil:03}.json").write_text(progress.dump({"answers": record.kept}), encoding="utf-8")
    return ids


def _answer(record, posed, advantage, rng, clock, mistake, held):
    question = posed.question
    if not question.graded:
        return record.attempt(posed, question.right_answer(posed.answer), posed.check("1"))
    believes = mistake and rng.random() < held
    for attempt in range(4):
        if believes and attempt < 2 and rng.random() < 0.8:
            [one] = [one for one in question.wrong if one.name == mistake]
            raw = question.wrong_answer(one, posed.answer, posed.wrong)
        elif rng.random() < 1 / (1 + math.exp(-advantage - attempt)):
            raw = question.right_answer(posed.answer)
        else:
            raw = guess(posed, rng)
        verdict = question.check(raw, posed.answer, posed.wrong)
        if verdict.status not in ("right", "wrong"):
            continue
        record.attempt(posed, raw, verdict)
        if verdict.right:
            return None
        if rng.random() < 0.3:
            record.hint(posed, 1)
        clock[0] += timedelta(seconds=int(rng.integers(20, 240)))
    return None


def guess(posed, rng):
    """An answer without a thought behind it."""
    question, kind = posed.question, posed.question.kind
    slips = rng.random() < 0.5
    if kind == "choice":
        return str(rng.choice(list(question.options)))
    if kind == "several":
        if slips:
            return sorted(set(posed.answer) ^ {str(rng.choice(list(question.options)))})
        return [name for name in question.options if rng.random() < 0.5]
    if kind == "classify":
        answer = dict(posed.answer)
        for item in [str(rng.choice(list(question.items)))] if slips else question.items:
            answer[item] = str(rng.choice(list(question.buckets)))
        return answer
    if kind == "order":
        return [str(item) for item in rng.permutation(list(posed.answer))]
    if kind == "interval":
        low, high = posed.answer
        return sorted(float(low + (high - low) * part) for part in rng.uniform(-2, 3, 2))
    if kind == "place":
        return [float(rng.choice(np.arange(axis.low, axis.high + axis.step / 2, axis.step))) for axis in question.axes]
    one = rng.choice([*question.wrong, None]) if slips else None  # a mistake that few make, and others as few
    return repr(posed.wrong[one.name] if one else float(question.right_answer(posed.answer)) * rng.uniform(1.1, 30))


def text(answers, version=progress.VERSION):
    return json.dumps({"format": progress.FORMAT, "version": version, "answers": answers})
