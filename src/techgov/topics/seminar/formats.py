"""The seminar formats: pages in docs/formats/, and the records that each hands out."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from techgov.errors import LearnerError
from techgov.project import ROOT
from techgov.tables import Tables
from techgov.topics.seminar.argument import evidence
from techgov.words import Words, wide

FOLDER = ROOT / "docs" / "formats"


class FormatError(LearnerError):
    """A format that does not exist, in one sentence."""


def formats() -> dict[str, Path]:
    """Name -> page of every format."""
    return {page.stem: page for page in sorted(FOLDER.glob("*.md")) if page.stem != "README"}


def ids(page: str) -> list[str]:
    """The record ids in a page: what stands in backticks in its list of material."""
    found = re.search(r"^## Material\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return list(dict.fromkeys(re.findall(r"`([a-z0-9-]+)`", found[1]))) if found else []


def material(name: str) -> Words:
    """What the format ``name`` hands out: each record with its words, its document and what it rests on. Raises
    FormatError, in one sentence."""
    pages = formats()
    if name not in pages:
        raise FormatError(f"There is no format '{name}'. There are: {', '.join(pages)}.")
    tables = Tables()
    known, short = evidence(tables), tables["readings"].set_index("document")["short"]
    asks = tables["doubts"].set_index("id")["asks"]
    rows = []
    for id in ids(pages[name].read_text(encoding="utf-8")):
        if id in known:
            one = known[id]
            rows.append({"id": id, "type": one.type, "says": one.title, "words": one.quote and f"“{one.quote}”",
                         "where": short.get(one.document, "other sources"), "support": one.support})
        elif id in asks.index:
            rows.append({"id": id, "type": "doubt", "says": asks[id], "words": "", "where": "register of doubts",
                         "support": ""})
    return wide(pd.DataFrame(rows))
