"""What a learner answered: one small JSON file on the learner's own machine.

It lies at ``techgov-progress.json`` in the project's folder, or, where that cannot be written to, in the user's
data folder; of two files the one written last counts. TECHGOV_PROGRESS names another place. Nothing is sent
anywhere. Schema (``version`` 1):

    {"format": "techgov-progress", "version": 1,
     "answers": {"<question id>": {
        "lesson":     "06_skynet",        the notebook the question belongs to
        "seed":       null,               which numbers it had (null: its own)
        "parameters": {"city": "..."},    those numbers
        "tries":      2,                  verdicts of right, wrong or recorded
        "first_try_right": false,         null for what has no right answer
        "right":      true,               the last verdict; null for what has no right answer
        "hints":      1,                  how many were taken
        "mistakes":   {"name": 1},        named mistakes, how often each
        "first_at":   "2026-11-22T06:30:00Z", "last_at": "...",
        "answer":     ...,                the last answer, as given (an argument's text too)
        "score":      0.8,                an interval's score, from 0 to 1
        "shown":      true,               the way was shown before the answer was right
        "self_mark":  [true, false],      an argument's rubric, as its writer marked it
        "desk":       {"claim": "..."}}}} what stands on the argument desk, with the question that it belongs to

An entry may lack fields: one that holds hints only has no answer, nor has one that came from a passport's code.

Nothing of it is lost by a kill (a save replaces the file whole), by two notebooks that save at once (a lock), by a
full disk (the kernel remembers), by damage (set aside), by a file that cannot be read for now or is a newer version's
(never written to) or by an older one's (migrated, and a copy kept). What a newer edition of the same version adds to
the file is kept as it is.
"""

from __future__ import annotations

import errno
import glob
import json
import math
import os
import re
import shutil
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import platformdirs

from techgov.errors import LearnerError
from techgov.locking import locked
from techgov.project import ROOT, write_atomically

FORMAT, VERSION = "techgov-progress", 1
SET_ASIDE = re.compile(r"\.(damaged|before-reset|version-\d+)-\d+")  # in the name of a copy that is kept
_ONE_AT_A_TIME = threading.RLock()  # JupyterLab may hand the widgets' messages to several threads
NAME = "techgov-progress.json"
_UNSAVED: dict[tuple[Path, ...], dict[str, dict]] = {}  # what no place would take: lasts as long as the kernel
_OWN = 0o600  # a file's mode: on a shared machine, the learner's own
_LONGEST = 20_000  # characters of one answer that are kept
_NEWER = ("Your progress file {name} was written by a newer TechGov and is left as it is. Update TechGov to go on with "
          "it; what you answer now lasts until this kernel stops.")
_UNREADABLE = ("Your progress file {path} cannot be read ({why}) and is left as it is; what you answer now lasts until "
               "this kernel stops.")


class ProgressError(LearnerError):
    """What cannot be done with the record, in one sentence."""


class NewerVersion(Exception):
    """A record in a format that this version does not know."""


class _LeftAlone(Exception):
    """A file that is not to be written to; its words are for the learner."""


def _places() -> list[Path]:
    named = os.environ.get("TECHGOV_PROGRESS")
    return [Path(named).expanduser()] if named else [ROOT / NAME, Path(platformdirs.user_data_dir("techgov")) / NAME]


class Progress:
    """The progress file. ``notice`` is a sentence for the learner when something could not be read or saved."""

    def __init__(self, places: list[Path] | None = None):
        self.places = places or _places()
        self.notice = ""
        self._unsaved = _UNSAVED.setdefault(tuple(self.places), {})

    @property
    def path(self) -> Path:
        """The file in use: the one written last, else the first place that no file of somebody else's takes."""
        return max(self.places, key=_written_at)

    def answers(self) -> dict[str, dict]:
        """Question id -> what was recorded. A damaged file is set aside, whole, and a notice says so."""
        if not any(map(os.path.isfile, self.places)):
            return dict(self._unsaved)  # and no lock is left where nothing is recorded
        with _ONE_AT_A_TIME, locked(self.places):
            try:
                return {**self._read(self.path)["answers"], **self._unsaved}
            except _LeftAlone as problem:
                self.notice = str(problem)
                return dict(self._unsaved)

    def _read(self, path: Path) -> dict:
        """The record in ``path``, an empty one where there is none. Raises _LeftAlone."""
        try:
            return parse(path.read_text(encoding="utf-8-sig"))  # as Notepad may have saved it
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            pass
        except NewerVersion:
            raise _LeftAlone(_NEWER.format(name=path.name)) from None
        except OSError as failure:  # somebody else's, or out of reach for now: that is no damage
            raise _LeftAlone(_UNREADABLE.format(path=path, why=failure.strerror)) from None
        except ValueError:
            self._set_aside(path)
        return {"format": FORMAT, "version": VERSION, "answers": {}}

    def _set_aside(self, path: Path) -> None:
        kept = _free(path, "damaged")
        try:
            path.rename(kept)
            self.notice = f"Your progress file could not be read. It was kept as {kept.name}, and a new one begun."
        except OSError:
            self.notice = f"Your progress file {path} cannot be read, and this folder does not let it be replaced."

    def update(self, change: Callable[[dict[str, dict]], Any]) -> None:
        """Apply ``change(answers)`` to the record, in place, and save it; what cannot be saved the kernel remembers."""
        with _ONE_AT_A_TIME, locked(self.places) as alone:
            before, problem, self.notice = {}, "", ""
            try:
                data = self._read(self.path)
                before = data["answers"]
            except _LeftAlone as reason:
                data, problem = {}, str(reason)
            answers = data["answers"] = {**before, **self._unsaved}
            change(answers)
            problem = problem or self._save(data, alone)
            if problem:
                self._unsaved.update({id: entry for id, entry in answers.items() if entry != before.get(id)})
                self.notice = problem
            else:
                self._unsaved.clear()

    def _save(self, data: dict, alone: bool) -> str:
        """Write ``data`` to the first place that takes it; where none does, the sentence that says why."""
        path, problem = self.path, None
        for place in dict.fromkeys([path, *self.places]):
            try:
                held = {} if place == path else self._read(place)["answers"]  # an older record: add to it
                if alone:
                    _sweep(place)
                if data["version"] < VERSION and place == path:
                    os.chmod(shutil.copyfile(path, _free(path, f"version-{data['version']}")), _OWN)
                _write(place, {**data, "answers": {**held, **data["answers"]}})
                return ""
            except _LeftAlone:
                continue
            except OSError as failure:
                problem = problem or failure
        remedy = "Free some space" + ("" if problem.errno in (errno.ENOSPC, errno.EDQUOT) else
                                      " or make the folder writable")
        return (f"Your answers cannot be saved ({problem.strerror} at {path.parent}). They last until this kernel "
                f"stops. {remedy}, then answer once more.")

    def reset(self, id: str | None = None) -> Path | None:
        """Forget the question ``id``, or all of them. Returns the file that keeps the record as it was before; None
        where nothing was recorded. Raises ProgressError, and forgets nothing, where that file cannot be written."""
        with _ONE_AT_A_TIME, locked(self.places):
            path = self.path
            try:
                data = self._read(path)
            except _LeftAlone as problem:
                raise ProgressError(str(problem)) from None
            answers = {**data["answers"], **self._unsaved}
            if not answers or id is not None and id not in answers:
                return None
            kept = _free(path, "before-reset")
            try:
                _write(kept, {**data, "answers": answers})
                _write(path, {**data, "answers": {} if id is None else {
                    other: entry for other, entry in answers.items() if other != id}})
            except OSError as failure:
                raise ProgressError(f"Nothing was reset ({failure.strerror} at {path.parent}).") from None
            self._unsaved.clear()
            return kept

    def record(self, id: str, change: Callable[[dict], dict]) -> dict:
        """Apply ``change(entry) -> entry`` to the entry of question ``id`` and save; returns the new entry."""
        new = {}

        def one(answers):
            new.update(change(dict(answers.get(id, {}))))
            answers[id] = new

        self.update(one)
        return new

    def attempt(self, posed, raw: Any, verdict) -> dict:
        """Record one answered try; what was not answered or was asked back is not recorded."""
        graded = posed.question.graded

        def change(entry):
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            mistakes = dict(entry.get("mistakes", {}))
            if verdict.mistake:
                mistakes[verdict.mistake] = mistakes.get(verdict.mistake, 0) + 1
            tries = entry.get("tries", 0)
            return {**entry, "lesson": posed.lesson, "seed": posed.seed, "parameters": posed.parameters,
                    "tries": tries + 1,
                    "first_try_right": (entry.get("first_try_right") if tries else verdict.right if graded else None),
                    "right": verdict.right if graded else None, "hints": entry.get("hints", 0),
                    "mistakes": mistakes, "first_at": entry.get("first_at", now), "last_at": now,
                    "answer": plain(raw)} | ({} if verdict.score is None else {"score": round(verdict.score, 3)})

        return self.record(posed.question.id, change)

    def hint(self, posed, taken: int) -> dict:
        """Record that ``taken`` hints have been seen."""
        return self.record(posed.question.id, lambda entry: {
            **entry, "lesson": posed.lesson, "tries": entry.get("tries", 0),
            "hints": max(taken, entry.get("hints", 0))})

    def self_mark(self, posed, marks: list[bool]) -> dict:
        """Record how the writer of an argument marked it."""
        return self.record(posed.question.id, lambda entry: {**entry, "self_mark": list(marks)})


def parse(text: str) -> dict:
    """The record in ``text``, its answers brought to this version; ``version`` stays the one that was read.

    Raises NewerVersion, or ValueError where ``text`` is no record.
    """
    try:
        data = json.loads(text)
        version = data.setdefault("version", 0)
        if data["format"] != FORMAT or type(version) is not int or version < 0:
            raise ValueError
        if version > VERSION:
            raise NewerVersion
        for step in _MIGRATIONS[version:]:
            data["answers"] = {id: step(entry) for id, entry in data["answers"].items()}
        if not all(map(_well_formed, data["answers"].values())):
            raise ValueError
        return data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("this is no record of TechGov") from None


def dump(data: dict) -> str:
    """A record as the text of a file of this version."""
    return _encodable(json.dumps({**data, "format": FORMAT, "version": VERSION}, ensure_ascii=False, indent=1,
                                 sort_keys=True)) + "\n"


def _from_0(entry: dict) -> dict:
    """Version 0, of before the first release, had two names that said less."""
    names = {"attempts": "tries", "correct": "right"}
    return {names.get(field, field): value for field, value in entry.items()}


_MIGRATIONS = [_from_0]  # the n-th brings an entry of version n to n + 1


def _write(path: Path, data: dict) -> None:
    write_atomically(path, dump(data), mode=_OWN)


def _written_at(path: Path) -> int:
    """When the file was last written; -1 where there is none, -2 where there is one that may not be read."""
    try:
        return -1 if not path.is_file() else path.stat().st_mtime_ns if os.access(path, os.R_OK) else -2
    except OSError:
        return -1


def _free(path: Path, what: str) -> Path:
    """A name beside ``path`` that no file has."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.{what}-{number}.json")).exists():
        number += 1
    return kept


def _sweep(path: Path) -> None:
    """Remove what killed saves left half written. Only for the holder of the lock: nobody else writes then."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        with suppress(OSError):
            left.unlink()


def _well_formed(entry: Any) -> bool:
    """Can this entry be counted on? (What a newer version added to it does not matter.)"""
    mistakes = entry.get("mistakes", {})
    return all(isinstance(number, int) and 0 <= number < 1 << 31 for number in
               [entry.get("tries", 0), entry.get("hints", 0), *mistakes.values()])


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def plain(raw: Any, depth: int = 5) -> Any:
    """``raw`` as JSON can hold it; anything else as its text, cut at a sane length and depth."""
    if isinstance(raw, str):
        return _encodable(raw[:_LONGEST])
    if hasattr(raw, "tolist"):  # NumPy and pandas
        raw = raw.tolist()
    if isinstance(raw, Fraction | Decimal):
        raw = float(raw)
    if raw is None or isinstance(raw, bool) or isinstance(raw, int) and abs(raw) < 1 << 63 or \
            isinstance(raw, float) and math.isfinite(raw):
        return raw
    if isinstance(raw, Mapping) and depth:
        return {plain(str(key))[:200]: plain(value, depth - 1) for key, value in islice(raw.items(), 100)}
    if isinstance(raw, list | tuple) and depth:
        return [plain(item, depth - 1) for item in raw[:100]]
    try:
        return plain(str(raw))
    except Exception:  # an integer of more digits than Python prints, an object that cannot say what it is
        return f"<{type(raw).__name__}>"
