"""The progress files and passports of a class: what can be counted, and a line for everything that cannot.

A file is a learner. The records stay where they are; nothing is written beside them and nothing is sent anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from techgov import passport
from techgov.answers import bank
from techgov.errors import LearnerError
from techgov.progress import SET_ASIDE, NewerVersion, parse, plain
from techgov.wording import count_of

_LARGEST = 10_000_000  # bytes of a file that is read


class ClassError(LearnerError):
    """What keeps a class from being read, in one sentence."""


@dataclass(frozen=True)
class Answered:
    """What one learner did with one question.

    first: right at the first try; None for a question without a right answer. right: the last verdict. whole: False for
    what came from a passport's code, which knows neither tries nor mistakes. mistakes: name -> how often.
    """

    tries: int
    first: bool | None
    right: bool | None
    hints: int
    mistakes: Mapping[str, int]
    seed: int | None
    began: datetime | None
    ended: datetime | None
    whole: bool

    @property
    def minutes(self) -> float | None:
        """From the first try to the last; None where there was one only, or no times."""
        if self.tries < 2 or not self.began or not self.ended or self.ended < self.began:
            return None
        return (self.ended - self.began).total_seconds() / 60


@dataclass(frozen=True)
class Learner:
    """One learner: the file's path in the folder, and question id -> what was done with it."""

    name: str
    answers: Mapping[str, Answered]


@dataclass(frozen=True)
class Records:
    """A class. notices: pairs of a file's name ("" for several) and what is to be said of it."""

    learners: tuple[Learner, ...]
    notices: tuple[tuple[str, str], ...] = field(default=())


def read(folder: Path) -> Records:
    """The records in ``folder`` and its subfolders: progress files and passports (.json), passport codes (.txt).

    Raises ClassError where there is no such folder, or nothing in it that can be counted.
    """
    if not folder.is_dir():
        raise ClassError(f"There is no folder {folder}. Name the one that holds the class's progress files.")
    raw, notices = {}, []
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(".") or not path.is_file():
            continue
        name = plain(path.relative_to(folder).as_posix())
        try:
            entries, said = _entries(path)
        except ValueError as problem:
            notices.append((name, f"{problem}; left out"))
            continue
        notices += [(name, words) for words in said]
        if entries:
            raw[name] = entries
    whole = _one_a_learner(raw, notices)
    learners = tuple(Learner(name, {id: _clean(entry) for id, entry in entries.items()})
                     for name, entries in sorted(whole.items()))
    if not learners:
        found = "; ".join(f"{name}: {words}" for name, words in notices[:3])
        raise ClassError(f"There is no answer to count in {folder}{f' ({found})' if found else ''}. Collect the "
                         "learners' techgov-progress.json or passport files there.")
    return Records(learners, tuple(notices))


def _entries(path: Path) -> tuple[dict[str, dict], list[str]]:
    """The entries of a file that can be counted, and what is to be said of the others. Raises ValueError."""
    if path.suffix.lower() not in (".json", ".txt"):
        raise ValueError("is neither a record (.json) nor a passport code (.txt)")
    if SET_ASIDE.search(path.stem):
        raise ValueError("is a copy that was set aside")
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("is too large to be a record")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as failure:
        raise ValueError(f"cannot be read ({failure.strerror})") from None
    except UnicodeDecodeError:
        raise ValueError("is damaged, or no record of TechGov") from None
    entries, said = _from_code(text) if path.suffix.lower() == ".txt" else (_from_json(text), [])
    known = bank()
    if strange := len(set(entries) - set(known)):
        said.append(f"{count_of(strange, 'answer')} to questions that this edition does not ask: not counted")
    counted = {id: entry for id, entry in entries.items() if id in known and entry.get("tries")}
    if not counted:
        said.append("holds no answer yet; left out")
    return counted, said


def _from_json(text: str) -> dict[str, dict]:
    try:
        return parse(text)["answers"]
    except NewerVersion:
        raise ValueError("was written by a newer TechGov: update this one to count it") from None
    except ValueError:
        raise ValueError("is damaged, or no record of TechGov") from None


def _from_code(text: str) -> tuple[dict[str, dict], list[str]]:
    try:
        entries, elsewhere = passport.entries(text)
    except passport.PassportError as problem:
        raise ValueError(f"holds no code that can be used ({str(problem).rstrip('.')})") from None
    said = f"{count_of(elsewhere, 'verdict')} in lessons of another edition: not counted"
    return entries, [said] if elsewhere else []


def _one_a_learner(raw: dict[str, dict], notices: list) -> dict[str, dict]:
    """Files of one learner as one: the same file twice, or an early and a late copy, which share the second in which
    four questions, and half of those that both hold, were answered first."""
    whole, same = dict(raw), _same(raw)
    for early, late in same:
        if early in whole and late in whole:
            mine, theirs = whole.pop(late), whole[early]
            whole[early] = {id: passport.merged(theirs.get(id, {}), mine.get(id, {})) for id in {**theirs, **mine}}
            notices.append((late, f"is of the same learner as {early}: counted as one"))
    return whole


def _same(raw: Mapping[str, dict]) -> list[tuple[str, str]]:
    began: dict[tuple, list[str]] = {}
    for name, entries in raw.items():
        for id, entry in entries.items():
            if isinstance(entry.get("first_at"), str):
                began.setdefault((id, entry["first_at"]), []).append(name)
    shared = Counter(pair for names in began.values() for pair in combinations(names, 2))
    return [(one, other) for (one, other), number in sorted(shared.items())
            if raw[one] == raw[other] or number >= 4 and 2 * number >= len(raw[one].keys() & raw[other].keys())]


def _clean(entry: Mapping[str, Any]) -> Answered:
    """An entry with what cannot be counted on left out, whoever wrote it."""
    def verdict(name: str) -> bool | None:
        return entry[name] if isinstance(entry.get(name), bool) else None

    seed = entry.get("seed")
    return Answered(tries=entry["tries"], first=verdict("first_try_right"), right=verdict("right"),
                    hints=entry.get("hints", 0), mistakes={n: t for n, t in entry.get("mistakes", {}).items() if t},
                    seed=seed if type(seed) is int else None, began=_when(entry.get("first_at")),
                    ended=_when(entry.get("last_at")), whole="answer" in entry)


def _when(text: Any) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    except (TypeError, ValueError):
        return None
