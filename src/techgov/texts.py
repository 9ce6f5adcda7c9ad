"""The texts of the documents, where a person has them: is every fragment there, is every number covered?

Each text is known by its sha256.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from techgov import numerals
from techgov.documents import Library, Problem, Quote, Seed, ignore_name
from techgov.passages import collapse, locate
from techgov.wording import count_words

SHARE = 1 / 3  # of a document's words, the most that all its fragments together may hold


@dataclass
class Report:
    """What ``verify`` found for one document. ``state``: 'verified', 'other edition', 'no text'."""

    slug: str
    state: str
    fragments: int
    not_found: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    uncovered: list[str] = field(default_factory=list)
    not_printed: list[str] = field(default_factory=list)  # Chinese characters that are called the text's and are not
    printed: list[str] = field(default_factory=list)  # those that are said to be from outside and stand in the text
    quoted: float = 0.0  # share of the document's words that the fragments hold; 0 without the text
    over_quoted: bool = False
    whole: bool = True
    quotes: dict[str, Quote] = field(default_factory=dict, repr=False)
    places: dict[str, tuple[str, int]] = field(default_factory=dict, repr=False)  # as in Library

    @property
    def problems(self) -> list[str]:
        lines = [self._about(id, "is not in the text") for id in self.not_found]
        lines += [self._about(id, "stands in several places; add a prefix or a suffix") for id in self.ambiguous]
        lines += [self._at(id, "hanzi", "its Chinese characters are not in the text; correct them, or for a term say "
                           "hanzi_from: outside") for id in self.not_printed]
        lines += [self._at(id, "hanzi", "its Chinese characters stand in the text; drop hanzi_from: outside")
                  for id in self.printed]
        if self.whole:
            lines += [f"{self.slug}: no record covers “{context}”" for context in self.uncovered]
        if self.over_quoted:
            lines.append(f"{self.slug}: fragments hold {self.quoted:.0%} of its words; at most a third is allowed")
        return lines

    def _about(self, id: str, what: str) -> str:
        return self._at(id, "quote", f"its fragment “{self.quotes[id].exact}” {what}")

    def _at(self, id: str, name: str, what: str) -> str:
        file, line = self.places.get(id, (f"{self.slug}.yml", 1))
        return str(Problem(file, line, id.removeprefix(f"{self.slug} "), name, what))


def check(seed: Seed, folder: Path, places: dict[str, tuple[str, int]] | None = None) -> Report:
    """Compare one document's records with its text in ``folder``. places: where each is written, as in Library."""
    slug = seed.document.slug
    quotes = [(r.id, r.quote) for r in seed.records()]
    quotes += [(ignore_name(slug, n), i.quote) for n, i in enumerate(seed.ignore, 1) if i.quote]
    report = Report(slug, "no text", len(quotes), whole=seed.whole, quotes=dict(quotes), places=places or {})
    path = folder / f"{slug}.txt"
    if not path.is_file():
        return report
    data = path.read_bytes()
    same = hashlib.sha256(data).hexdigest() == seed.document.sha256
    report.state = "verified" if same else "other edition"
    text = collapse(data.decode("utf-8", errors="replace"))
    covered = bytearray(len(text))
    for id, quote in quotes:
        found = locate(text, quote.exact, quote.prefix, quote.suffix)
        if not found:
            report.not_found.append(id)
        elif len(found) > 1:
            report.ambiguous.append(id)
        for start, end in found[:1]:
            covered[start:end] = b"\1" * (end - start)
    for entry in seed.ignore:
        for match in re.finditer(entry.pattern, text) if entry.pattern else ():
            covered[match.start():match.end()] = b"\1" * (match.end() - match.start())
    # lines may break between two characters, and an address writes them as per cent signs and numbers
    close = re.sub(r"\s", "", text)
    close += unquote(close)
    for r in seed.records():
        if hanzi := re.sub(r"\s", "", getattr(r, "hanzi", "")):
            outside = getattr(r, "hanzi_from", "") == "outside"
            if outside == (hanzi in close):
                (report.printed if outside else report.not_printed).append(r.id)
    for number in numerals.find(text):
        if not all(covered[number.start:number.end]):
            report.uncovered.append(text[max(0, number.start - 30):number.end + 30])
    report.quoted = fragment_words(quotes) / max(1, sum(count_words(text)))
    report.over_quoted = report.quoted > SHARE
    return report


def fragment_words(quotes) -> int:
    """Words and Chinese characters that all fragments together hold, the same fragment counted once."""
    return sum(q.words + q.hanzi for q in {quote for _, quote in quotes})


def verify(library: Library, folder: Path) -> list[Report]:
    return [check(seed, folder, library.places) for seed in library.seeds.values()]
