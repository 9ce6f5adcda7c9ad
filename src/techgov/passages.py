"""Passages: where a fragment stands in a document's text, for those who have the text.

The project holds none of the texts. They are looked for in the folder that TECHGOV_TEXTS names, else in
seeds/texts/, as ``<slug>.txt``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path


def folder(root: Path) -> Path:
    """Where the texts are looked for."""
    named = os.environ.get("TECHGOV_TEXTS")
    return Path(named).expanduser() if named else root / "seeds" / "texts"


def collapse(text: str) -> str:
    """White space and page breaks made one space each, soft hyphens dropped: as fragments are written."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def locate(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[tuple[int, int]]:
    """(start, end) of ``exact`` wherever it stands in the collapsed ``text`` between ``prefix`` and ``suffix``."""
    before, exact, after = (re.escape(part) for part in (prefix, exact, suffix))
    if exact[0].isdigit():
        exact = r"(?<!\d)(?<!\d[.,])" + exact  # "6 million" is not to be found in "2.6 million"
    if exact[-1].isdigit():
        exact += r"(?!\d|,\d{3})"
    pattern = (before and before + r"\s?") + f"({exact})" + (after and r"\s?" + after)
    return [match.span(1) for match in re.finditer(pattern, text)]
