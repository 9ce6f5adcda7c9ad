"""All records as a reader looks for them: one shape for all types, and :func:`search`, pure and fast."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from techgov.numerals import spell
from techgov.tables import Tables

LONGEST = 200  # characters of a search that are read
FILTERS = ("document", "topic", "type", "kind", "support", "doubt")
# table -> (type, the column that heads a record, the column that holds its kind)
SHAPES = {"quantities": ("figure", "measure", "kind"), "events": ("event", "what", "dated"),
          "claims": ("claim", "says", "mode"), "actors": ("actor", "name", "kind"),
          "systems": ("system", "name", ""), "terms": ("term", "english", ""), "citations": ("citation", "title", "")}
TYPES = tuple(type for type, *_ in SHAPES.values())
LINKS = ("cites", "supports", "contradicts", "actors", "inferred_from")


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``fields``: what its row holds, as text. ``links``: how it is tied to others, (word, id).
    ``plain`` and ``marked``: what a search looks through, without and with tone marks."""

    id: str
    document: str
    type: str
    topic: str
    kind: str
    support: str
    title: str
    quote: str
    fields: dict[str, str]
    doubts: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    plain: str
    marked: str


_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


def fold(text: str) -> str:
    """Small letters without tone marks or accents, curly signs made straight: 'Tiānwǎng' -> 'tianwang'."""
    text = unicodedata.normalize("NFKD", text.translate(_STRAIGHT))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def _marked(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_STRAIGHT)).casefold()


def _bounds(row: dict) -> str:
    low, high, unit = row["low"], row["high"], row["unit"]
    low, high = (None if value != value or value is None else value for value in (low, high))
    if low is None:
        return f"nearly {spell(high)} {unit}"
    if high is None:
        return f"{spell(low)} {unit} or more"
    return f"{spell(low)} {unit}" if low == high else f"{spell(low)} to {spell(high)} {unit}"


def records(tables: Tables, types: Sequence[str] = TYPES) -> list[Record]:
    """Every record of these types of every document, in the order of the tables."""
    return list(_records(*tables.edition, tuple(types)))


@lru_cache(maxsize=1)  # a lesson's desks share them
def _records(place: Path, _changed: int, types: tuple[str, ...]) -> tuple[Record, ...]:
    tables, rows = Tables(place), []
    doubts: dict[str, list[str]] = {}
    for doubt in tables["doubts"].to_dict("records"):
        for id in doubt["records"].split():
            doubts.setdefault(id, []).append(doubt["id"])
    for table, shape in SHAPES.items():
        rows += [(row, *shape) for row in tables[table].to_dict("records")]
    known = {row["id"] for row, *_ in rows}
    links: dict[str, list[tuple[str, str]]] = {}
    for row, *_ in rows:
        for name in LINKS:
            for other in str(row.get(name, "")).split():
                if other in known:
                    links.setdefault(row["id"], []).append((name.replace("_", " "), other))
                    links.setdefault(other, []).append((f"{name.replace('_', ' ')}, the other way", row["id"]))
    return tuple(_record(row, type, head, kind, doubts, links) for row, type, head, kind in rows if type in types)


def _record(row: dict, type: str, head: str, kind: str, doubts: dict, links: dict) -> Record:
    title = str(row[head]).strip() or row["quote"]
    if type == "figure":
        title = f"{row['subject']}: {title}, {_bounds(row)}"
    fields = {name: str(value) for name, value in row.items()
              if name not in ("id", "document", "quote", *LINKS) and str(value).strip() and value == value}
    fields |= {name: spell(row[name]) for name in ("low", "high") if name in fields}
    words = " ".join([row["id"], title, row["quote"], *fields.values()])
    # pinyin is written with and without spaces between its words
    pinyin = str(row.get("pinyin", ""))
    words += f" {pinyin.replace(' ', '')} {pinyin.replace(' ', '').replace(chr(39), '').replace('’', '')}"
    plain, marked = fold(words), _marked(words)
    return Record(row["id"], row["document"], type, row.get("topic", ""), str(row[kind]) if kind else "",
                  row.get("support", ""), title, row["quote"], fields, tuple(doubts.get(row["id"], ())),
                  tuple(dict.fromkeys(links.get(row["id"], ()))), plain, plain if plain == marked else marked)


def search(records: Iterable[Record], words: str = "", *, document: str = "", topic: str = "", type: str = "",
           kind: str = "", support: str = "", doubt: str = "") -> list[Record]:
    """The records that hold all of ``words`` and agree with every filter that is not ''.

    words: English, Chinese, or pinyin with or without tone marks. A word with tone marks is matched with its tones, one
    without in any. doubt: 'any', 'none', or the id of a doubt. Never raises, whatever was typed.
    """
    plain, marked = [], []
    for word in str(words)[:LONGEST].split():
        if fold(word) == _marked(word):
            plain.append(fold(word))
        else:
            marked.append(_marked(word))
    wanted = [(name, value) for name, value in (("document", document), ("topic", topic), ("type", type),
                                                ("kind", kind), ("support", support)) if value]
    found = []
    for one in records:
        if any(getattr(one, name) != value for name, value in wanted):
            continue
        if doubt and not (bool(one.doubts) if doubt == "any" else not one.doubts if doubt == "none"
                          else doubt in one.doubts):
            continue
        if all(word in one.plain for word in plain) and all(word in one.marked for word in marked):
            found.append(one)
    return found


def sentences(text: str) -> list[str]:
    """``text`` cut after full stops and question marks that a capital, a digit or a quotation mark follows."""
    return [part.strip() for part in re.split(r"(?<=[a-z0-9”\"%)][.?!])\s+(?=[A-Z“\"0-9])", text) if part.strip()]
