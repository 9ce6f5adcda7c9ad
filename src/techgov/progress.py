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
        "self_mark":  [true, false]}}}    an argument's rubric, as its writer marked it

What a newer version of TechGov adds to the file is kept as it is.
"""

from __future__ import annotations

import json
import math
import os
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import platformdirs

from techgov.project import ROOT, write_atomically

VERSION = 1
_ONE_AT_A_TIME = threading.RLock()  # JupyterLab may hand the widgets' messages to several threads
NAME = "techgov-progress.json"
_UNSAVED: dict[tuple[Path, ...], dict[str, dict]] = {}  # what no place would take: lasts as long as the kernel
_LONGEST = 20_000  # characters of one answer that are kept


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
        """The file in use: the one written last, else the first place."""
        there = [place for place in self.places if place.is_file()]
        return max(there, key=lambda place: place.stat().st_mtime_ns, default=self.places[0])

    def answers(self) -> dict[str, dict]:
        """Question id -> what was recorded. A damaged file is set aside, whole, and a notice says so."""
        return {**self._read().get("answers", {}), **self._unsaved}

    def _read(self) -> dict:
        path = self.path
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["format"] != "techgov-progress" or not all(map(_well_formed, data["answers"].values())):
                raise ValueError
            return data
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            pass
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._set_aside(path)
        return {"format": "techgov-progress", "version": VERSION, "answers": {}}

    def _set_aside(self, path: Path) -> None:
        number = 1
        while (kept := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
            number += 1
        try:
            path.rename(kept)
            self.notice = f"Your progress file could not be read. It was kept as {kept.name}, and a new one begun."
        except OSError:
            self.notice = f"Your progress file {path} cannot be read, and this folder does not let it be replaced."

    def record(self, id: str, change) -> dict:
        """Apply ``change(entry) -> entry`` to the entry of question ``id`` and save; returns the new entry."""
        with _ONE_AT_A_TIME:
            data = self._read()
            entry = change(dict(self._unsaved.get(id) or data["answers"].get(id, {})))
            data["answers"].update(self._unsaved)
            data["answers"][id] = entry
            text = _encodable(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True))
            problem = None
            for place in [self.path, *self.places]:
                try:
                    write_atomically(place, text + "\n", mode=0o600)  # on a shared machine, the learner's own
                    if self._unsaved:
                        self._unsaved.clear()
                        self.notice = ""
                    return entry
                except OSError as failure:
                    problem = problem or failure
            self._unsaved[id] = entry
            self.notice = (f"Your answers cannot be saved ({problem.strerror} at {self.places[0].parent}). They last "
                           "until this kernel stops. Free some space or make the folder writable, then answer once "
                           "more.")
            return entry

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
                    "answer": plain(raw)}

        return self.record(posed.question.id, change)

    def hint(self, posed, taken: int) -> dict:
        """Record that ``taken`` hints have been seen."""
        return self.record(posed.question.id, lambda entry: {
            **entry, "lesson": posed.lesson, "tries": entry.get("tries", 0),
            "hints": max(taken, entry.get("hints", 0))})

    def self_mark(self, posed, marks: list[bool]) -> dict:
        """Record how the writer of an argument marked it."""
        return self.record(posed.question.id, lambda entry: {**entry, "self_mark": list(marks)})


def _well_formed(entry: Any) -> bool:
    """Can this entry be counted on? (What a newer version added to it does not matter.)"""
    mistakes = entry.get("mistakes", {})
    return all(isinstance(number, int) for number in
               [entry.get("tries", 0), entry.get("hints", 0), *mistakes.values()])


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def plain(raw: Any, depth: int = 5) -> Any:
    """``raw`` as JSON can hold it; anything else as its text, cut at a sane length and depth."""
    if isinstance(raw, str):
        return _encodable(raw[:_LONGEST])
    if hasattr(raw, "tolist"):  # NumPy and pandas
        raw = raw.tolist()
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
