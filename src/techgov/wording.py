"""Counting words where English and Chinese stand together."""

from __future__ import annotations

import re


def count_words(text: str) -> tuple[int, int]:
    """(words that are not Chinese, Chinese characters) in ``text``."""
    hanzi = re.findall(r"[\u3400-\u9fff]", text)
    return len(re.sub(r"[\u3400-\u9fff]", " ", text).split()), len(hanzi)
