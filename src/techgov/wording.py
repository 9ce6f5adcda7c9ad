"""Words: counting them where English and Chinese stand together, and saying how many of something."""

from __future__ import annotations

import re


def count_words(text: str) -> tuple[int, int]:
    """(words that are not Chinese, Chinese characters) in ``text``."""
    hanzi = re.findall(r"[\u3400-\u9fff]", text)
    return len(re.sub(r"[\u3400-\u9fff]", " ", text).split()), len(hanzi)


def count_of(number: int, what: str) -> str:
    """(1, "try") -> '1 try', (2, "try") -> '2 tries'."""
    many = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number:,} {what if number == 1 else many}"
