"""Words with numbers in them: prose and questions are filled in from tables and model runs, never typed.

    {{ value("chongqing-cameras") | spell }}                    a quantity's printed figure
    {{ doubt("national-cameras", "times_densest") | count }}    what a doubt's arithmetic gives
    {{ outside("cardiff-2017", "alerts") | count }}             a figure from outside the documents
    {{ run("skynet.base_rate", gallery=1e6, ...).precision | percent }}   a model run
    {{ rows("cameras") | words }}                               how many rows a table has (of which column=value)
    {{ quote("china-cameras") }}  {{ rounded("chongqing-cameras")[0] | spell }}
    {{ term("skynet-term") }}  {{ source("chen-2021") }}        a term in three scripts; a document by author and year
    {{ typed("three", because="the hints of a question") }}     typed on purpose, with the reason
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from techgov import numerals
from techgov.numerals import spell
from techgov.tables import Tables

if TYPE_CHECKING:
    import jinja2

WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()


def count(value: float) -> str:
    """1857.14 -> '1,857'."""
    return f"{value:,.0f}"


def percent(value: float, digits: int = 3) -> str:
    """0.0324 -> '3.24%' (a fraction of one, ``digits`` significant)."""
    return f"{spell(100 * value, digits)}%"


def words(value: float) -> str:
    """8 -> 'eight'; larger than twelve as digits."""
    return WORDS[int(value)] if value == int(value) and 0 <= value < len(WORDS) else count(value)


def times(value: float, digits: int = 2) -> str:
    """11.05 -> '11 times'."""
    return f"{spell(value, digits)} times"


FILTERS = {"spell": spell, "count": count, "percent": percent, "words": words, "times": times}


def _run(place: str, **parameters: Any):
    topic, _, function = place.partition(".")
    return getattr(import_module(f"techgov.topics.{topic}.model"), function)(**parameters)


def _typed(text: Any, because: str) -> Any:
    if not because.strip():
        raise ValueError(f"typed('{text}') needs a reason")
    return text


def _lookups(tables: Tables) -> dict[str, Any]:
    """What a template can look up in the tables."""

    def cell(table: str, key: str, id: str, column: str):
        found = tables[table].loc[tables[table][key] == id, column]
        if len(found) != 1:
            raise KeyError(f"there is no {id} in {table}")
        return found.iloc[0]

    def quote(id: str) -> str:
        for table in ("quantities", "events", "claims"):
            if id in set(tables[table]["id"]):
                return cell(table, "id", id, "quote")
        raise KeyError(f"there is no quantity, event or claim {id}")

    def rounded(id: str) -> tuple[float, float]:
        printed = tables.value(id)
        for one in numerals.find(quote(id)):
            if abs(one.value - printed) <= 1e-9 * abs(printed):
                return one.low, one.high
        raise KeyError(f"{id} has no printed figure that was rounded")

    def term(id: str) -> str:
        hanzi, pinyin, english = (cell("terms", "id", id, column) for column in ("hanzi", "pinyin", "english"))
        if hanzi and cell("terms", "id", id, "hanzi_from") == "outside":
            return f"{english} ({hanzi} *{pinyin}*; the characters are not in the document)"
        return f"{hanzi} *{pinyin}*, {english}," if hanzi else english

    def source(slug: str) -> str:
        author, title, outlet, date = (cell("documents", "slug", slug, column)
                                       for column in ("author", "title", "outlet", "date"))
        return f"{author or outlet}, “{title}” ({outlet}, {date[:4]})"

    def rows(name: str, **equal: Any) -> int:
        table = tables[name]
        for column, value in equal.items():
            table = table[table[column] == value]
        return len(table)

    return {"value": tables.value, "doubt": tables.figure, "outside": tables.outside, "rows": rows, "quote": quote,
            "rounded": rounded, "term": term, "source": source}


def environment(tables: Tables) -> jinja2.Environment:
    """Jinja with the filters and functions above; a name that does not exist is an error."""
    import jinja2  # here: a lesson's first cells fill nothing in

    made = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)
    made.filters.update(FILTERS)
    made.globals = {**_lookups(tables), "run": _run, "typed": _typed}
    return made


def fill(text: str, tables: Tables, **names: Any) -> str:
    """``text`` with its ``{{ ... }}`` filled in. Raises jinja2.TemplateError or KeyError for what does not exist."""
    return environment(tables).from_string(text).render(**names) if "{{" in text else text


def evaluate(expression: str, tables: Tables, **names: Any) -> Any:
    """The value of an expression in the same language, for a wrong answer that is computed from the right one."""
    return environment(tables).compile_expression(expression, undefined_to_none=False)(**names)


# what may be typed in prose: dates, list numbers, addresses, code, names and units that hold a number
# (1,000 is the unit of a density; an ordinal is a name, as in the eighth footnote)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MAY_BE_TYPED = re.compile(
    rf"""```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+
        |\b\d{{1,2}}\s(?:{_MONTHS})(?:\s\d{{4}})?|\b(?:19|20)\d\d(?:s|[–-](?:19|20)?\d\d)?\b
        |^\s*\d+\.\s|\b5G\b|\b1:N\b|\bGB\s2312\b|\b1,000\b(?!,\d)|\b(?:one|{"|".join(numerals.ORDINALS)})\b""",
    re.VERBOSE | re.MULTILINE | re.DOTALL | re.IGNORECASE)


def typed_numbers(words: str) -> list[str]:
    """Numbers in ``words`` that are neither filled in nor a date, a name, a unit or a list number."""
    bare = re.sub(r"\{\{.*?\}\}", " ", words, flags=re.DOTALL)
    return [n.text.strip() for n in numerals.find(_MAY_BE_TYPED.sub(" ", bare))]
