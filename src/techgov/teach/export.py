"""The question bank in the formats of course systems, each with a list of what it does not carry."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from techgov.errors import LearnerError
from techgov.project import write_atomically
from techgov.teach import bank_items, moodle, qti
from techgov.teach.bank_items import Lost

#: format -> (file, exporter)
FORMATS = {"moodle": ("techgov-moodle.xml", moodle.export), "qti": ("techgov-qti.zip", qti.export)}


class ExportError(LearnerError):
    """What keeps the bank from being exported, in one sentence."""


@dataclass(frozen=True)
class Written:
    """One file. items: questions in it, variants counted; size: bytes; left: the list's file; lost: pairs of what is
    not carried over and for how many questions."""

    path: Path
    items: int
    size: int
    left: Path
    lost: tuple[tuple[str, int], ...]


def write(out: Path, formats: Sequence[str], seed: int = 1, variants: int = 3) -> list[Written]:
    """Write the bank into ``out`` in each of ``formats``; the same seed and variants give the same bytes.

    Raises ExportError for less than one variant, or a folder that cannot be written to.
    """
    if variants < 1:
        raise ExportError("A question needs at least one set of numbers: give --variants 1 or more.")
    items = list(bank_items.items(seed, variants))
    return [_one(out, name, items) for name in formats]


def _one(out: Path, format: str, items: list[bank_items.Item]) -> Written:
    name, exporter = FORMATS[format]
    content, lost = exporter(items)
    lost = [*bank_items.left_out(), *lost]
    path, left = out / name, out / f"{Path(name).stem}-not-carried.csv"
    try:
        write_atomically(path, content)
        write_atomically(left, _listed(lost))
    except OSError as failure:
        raise ExportError(f"{path} cannot be written ({failure.strerror}). Name another folder with --out.") from None
    counted = Counter(f"{one.what} ({one.why})" for one in lost)
    return Written(path, len(items), path.stat().st_size, left, tuple(counted.most_common()))


def _listed(lost: Sequence[Lost]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["question", "what", "why"])
    rows.writerows((one.question, one.what, one.why) for one in lost)
    return text.getvalue()
