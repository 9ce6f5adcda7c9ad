"""What a learner answered, to be carried to another machine: whole, as a file, or its verdicts, as a short code.

    from techgov import passport
    passport.code()                    a code to copy out of a session that will end
    passport.enter("TG1-…")            and into the next one
    passport.save("mine.json")         everything, the answers themselves too
    passport.load("mine.json")

To enter or to load adds to what is recorded and takes nothing away. Neither a code nor a file is a certificate: anybody
can write one.

A code is ``TG1``, then Crockford's Base32 (no I, L, O, U; capitals or not) of a section for each lesson that was begun,
and a CRC-16 of them. A section is a digest of the lesson's question ids (2 bytes), their number (1 byte) and two bits
a question, sorted by id. So a code of another edition still gives back the lessons whose questions are the same.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from techgov.answers import bank
from techgov.errors import LearnerError
from techgov.progress import NewerVersion, Progress, dump, parse, plain
from techgov.project import write_atomically
from techgov.wording import count_of

PREFIX = "TG1"
NONE, TRIED, LATER, FIRST = range(4)  # not answered; answered, not right; right, but not at first; right at first
_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_RFC_4648 = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_ALIKE = str.maketrans("OIL", "011")
_NO_FILE = (OSError, ValueError, RuntimeError)  # what a path can be refused with: no such home, a zero in it
_LARGEST = 10_000_000  # bytes of a file that is read


class PassportError(LearnerError):
    """A code or a file that cannot be used, in one sentence."""


@dataclass(frozen=True)
class Entered:
    """What a passport gave: how many questions were ``added`` or changed, ``known`` already as they were, or are
    ``elsewhere``, in lessons whose questions are others in this edition."""

    added: int
    known: int
    elsewhere: int = 0
    notice: str = ""  # why it could not be saved

    def __str__(self) -> str:
        said = f"{count_of(self.added, 'question')} added to your record"
        said += f", {self.known} known already." if self.known else "."
        if self.elsewhere:
            said += (f" {count_of(self.elsewhere, 'verdict')} could not be read: this edition of TechGov asks other "
                     "questions in their lessons.")
        return f"{said} {self.notice}".strip()

    __repr__ = __str__


# in a notebook ---------------------------------------------------------------------------------------------

def code() -> str:
    """The verdicts on all questions as a code; the answers themselves are not in it. Raises PassportError where the
    record cannot be read."""
    return encode(_recorded(), lessons())


def enter(code: str) -> Entered:
    """Add the verdicts of a code. Raises PassportError, in one sentence, for what is none."""
    return _add(*entries(code))


def entries(code: str) -> tuple[dict[str, dict], int]:
    """What a code says, as entries of a record, and how many verdicts belong to lessons of another edition.

    Raises PassportError."""
    known, words = lessons(), bank()
    states, elsewhere = decode(code, known)
    lesson_of = {id: lesson for lesson, ids in known.items() for id in ids}
    return {id: _entry(state, lesson_of[id], words[id]) for id, state in states.items()}, elsewhere


def save(path: str | Path) -> Path:
    """Everything that is recorded, as the file ``path``. Raises PassportError where that cannot be read or written."""
    content = text()
    try:
        path = Path(path).expanduser()
        write_atomically(path, content, mode=0o600)
    except _NO_FILE as failure:
        raise PassportError(f"The passport cannot be saved as {path} ({_why(failure)}).") from None
    return path


def load(path: str | Path) -> Entered:
    """Add what the file ``path`` holds: a saved passport, or a progress file. A bare name is also looked for where the
    progress file lies. Raises PassportError."""
    try:
        path = Path(path).expanduser()
        if not path.exists() and path.name == str(path):
            path = Progress().path.with_name(path.name)
        content = path.read_bytes()
    except _NO_FILE as failure:
        raise PassportError(f"The file {path} cannot be read ({_why(failure)}).") from None
    return take(content)


def text() -> str:
    """Everything that is recorded, as the text of a passport file. Raises PassportError where it cannot be read."""
    return dump({"answers": _recorded()})


def take(content: bytes) -> Entered:
    """Add what a passport file holds. Raises PassportError."""
    if len(content) > _LARGEST:
        raise PassportError("This file is too large to be a passport.")
    try:
        answers = parse(bytes(content).decode("utf-8-sig"))["answers"]
    except NewerVersion:
        raise PassportError("This passport was written by a newer TechGov: update this one first.") from None
    except ValueError:
        raise PassportError("This file is no passport of TechGov, or it is damaged.") from None
    return _add({plain(id): plain(entry, depth=7) for id, entry in answers.items()})


def lessons() -> dict[str, list[str]]:
    """Lesson -> the ids of its questions, sorted: the order of a code's bits."""
    found: dict[str, list[str]] = {}
    for id, words in sorted(bank().items()):
        found.setdefault(words["lesson"], []).append(id)
    return dict(sorted(found.items()))


def _recorded() -> dict[str, dict]:
    progress = Progress()
    answers = progress.answers()
    if progress.notice and not answers:  # an empty passport would look like a whole one
        raise PassportError(progress.notice)
    return answers


def _why(failure: Exception) -> str:
    return getattr(failure, "strerror", None) or str(failure)


def _add(theirs: Mapping[str, dict], elsewhere: int = 0) -> Entered:
    counted = []

    def change(answers):
        for id, entry in theirs.items():
            new = merged(answers.get(id, {}), entry)
            counted.append(new != answers.get(id))
            answers[id] = new

    progress = Progress()
    progress.update(change)
    return Entered(sum(counted), len(counted) - sum(counted), elsewhere, progress.notice)


# pure ------------------------------------------------------------------------------------------------------

def merged(mine: dict, theirs: dict) -> dict:
    """Two entries of one question as one: counts are the larger ones, the answer and its verdict the later ones. A
    verdict of right that came without its answer, from a code, outlasts one of wrong."""
    if not mine or not theirs:
        return dict(mine or theirs)
    early, late = sorted((theirs, mine), key=lambda entry: str(entry.get("last_at", "")))
    both = {**early, **late}
    for count in {"tries", "hints"} & set(both):
        both[count] = max(early.get(count, 0), late.get(count, 0))
    if "mistakes" in both:
        one, other = early.get("mistakes", {}), late.get("mistakes", {})
        both["mistakes"] = {name: max(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}
    if tried := [entry for entry in (late, early) if entry.get("tries")]:
        first = min(tried, key=lambda entry: str(entry.get("first_at", "~")))
        last = max(tried, key=lambda entry: str(entry.get("last_at", "")))
        both |= {field: last[field] for field in ("seed", "parameters", "answer", "right") if field in last}
        both |= {field: first[field] for field in ("first_try_right", "first_at") if field in first}
        if any(entry.get("right") is True and "answer" not in entry for entry in tried):
            both["right"] = True
    return both


def encode(answers: Mapping[str, dict], lessons: Mapping[str, list[str]]) -> str:
    """The code of ``answers`` to the questions of ``lessons``."""
    data = b""
    for ids in lessons.values():
        bits = sum(_state(answers.get(id, {})) << 2 * at for at, id in enumerate(ids))
        if bits:
            data += _head(ids) + bits.to_bytes(_room(len(ids)), "big")
    letters = PREFIX + _letters(data + _check(data))
    return "-".join(letters[at:at + 5] for at in range(0, len(letters), 5))


def decode(code: str, lessons: Mapping[str, list[str]]) -> tuple[dict[str, int], int]:
    """Question id -> state of what a code says, and how many verdicts belong to lessons of another edition.

    Raises PassportError."""
    letters = "".join(filter(str.isalnum, str(code))).upper().translate(_ALIKE)
    if not letters.startswith(PREFIX):
        newer = letters.startswith(PREFIX[:2]) and letters[2:3].isdigit()
        raise PassportError("This code was made by another version of TechGov." if newer else
                            f"This is no passport code: one begins with {PREFIX}.")
    data = _bytes(letters[len(PREFIX):])
    if len(data) < 2 or _check(data[:-2]) != data[-2:]:
        raise PassportError("This code has a typing mistake or is not whole: copy it once more.")
    known = {_head(ids): ids for ids in lessons.values()}
    states, elsewhere, at, end = {}, 0, 0, len(data) - 2
    while at < end:
        head, number = data[at:at + 3], data[at + 2] if at + 2 < end else 0
        room = _room(number)
        bits = int.from_bytes(data[at + 3:at + 3 + room], "big")
        if not number or at + 3 + room > end or bits >> 2 * number:
            raise PassportError("This code was not made by TechGov.")
        found = [bits >> 2 * place & 3 for place in range(number)]
        if head in known:
            states |= {id: state for id, state in zip(known[head], found) if state}
        else:
            elsewhere += sum(state > 0 for state in found)
        at += 3 + room
    return states, elsewhere


def _state(entry: Mapping) -> int:
    if not entry.get("tries"):
        return NONE
    if entry.get("right") is None:  # it has no right answer
        return TRIED
    return TRIED if not entry["right"] else FIRST if entry.get("first_try_right") else LATER


def _entry(state: int, lesson: str, words: Mapping) -> dict:
    """What is known of a question from its state alone: the fewest tries that lead to it."""
    if "right" not in words:  # the message for the right answer
        return {"lesson": lesson, "seed": None, "tries": 1, "first_try_right": None, "right": None}
    return {"lesson": lesson, "seed": None, "tries": 2 if state == LATER else 1, "first_try_right": state == FIRST,
            "right": state >= LATER}


def _head(ids: list[str]) -> bytes:
    return hashlib.sha256("\n".join(ids).encode()).digest()[:2] + bytes([len(ids)])


def _room(questions: int) -> int:
    return -(-questions // 4)


def _check(data: bytes) -> bytes:
    return binascii.crc_hqx(PREFIX.encode() + data, 0xFFFF).to_bytes(2, "big")


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").translate(_CROCKFORD)


def _bytes(letters: str) -> bytes:
    """What ``_letters`` made them of; nothing where it did not."""
    try:
        data = base64.b32decode(letters.translate(_RFC_4648) + "=" * (-len(letters) % 8))
    except ValueError:
        return b""
    return data if _letters(data) == letters else b""
