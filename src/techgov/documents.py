"""The records of seeds/: what each document says, as validated records tied to fragments of its text.

One YAML file a document, ``seeds/doubts.yml`` for the doubts (many lie between two documents) and
``seeds/outside.yml`` for what other sources say. :func:`read_seeds` returns all of it or raises
:class:`SeedError` with every problem at once: file, line, record, field and what is wrong.
Comparing fragments with the texts themselves is :mod:`techgov.texts`' work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from techgov import numerals
from techgov.schema import Strict
from techgov.wording import count_words

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def _as_date(value) -> str:
    """A date as far as it is known (ISO 8601 / EDTF level 0)."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        try:
            date.fromisoformat(value + "-01-01"[len(value) - 4:])
            return value
        except ValueError:
            pass
    raise ValueError(f"'{value}' is no date: write \"2017\", \"2017-11\" or \"2017-11-29\", in quotation marks")


Date = Annotated[str, BeforeValidator(_as_date)]

Kind = Literal["reported", "plan", "target", "forecast", "estimate", "valuation", "legal", "rhetoric"]
Support = Literal["footnoted", "attributed", "asserted"]
Topic = Literal["reading", "social_management", "e_government", "grid_management", "social_credit", "skynet",
                "economic_policy", "party_and_firms", "information", "across_borders"]
LoopPlace = Literal["problem identification", "decision-making", "response", "participation"]


class Quote(Strict):
    """W3C Web Annotation TextQuoteSelector: ``exact`` verbatim, white space collapsed; ``prefix`` and
    ``suffix`` (the words right before and after) only where ``exact`` occurs more than once."""

    exact: str = Field(min_length=1)
    prefix: str = ""
    suffix: str = ""

    @property
    def words(self) -> int:
        return sum(count_words(part)[0] for part in (self.prefix, self.exact, self.suffix))

    @property
    def hanzi(self) -> int:
        return sum(count_words(part)[1] for part in (self.prefix, self.exact, self.suffix))


class Record(Strict):
    """What every record has. ``note`` is in our words: what a reader of the record should know."""

    id: Id
    quote: Quote
    note: str = ""

    longest_words: ClassVar[int] = 6
    longest_hanzi: ClassVar[int] = 12

    @model_validator(mode="after")
    def _short_enough(self):
        if self.quote.words > self.longest_words or self.quote.hanzi > self.longest_hanzi:
            raise ValueError(
                f"quote is {self.quote.words} words and {self.quote.hanzi} Chinese characters long; "
                f"at most {self.longest_words} and {self.longest_hanzi} are allowed: shorten it")
        return self


class Sourced(Record):
    """A record whose support matters: ``cites`` names the citations (footnotes) it rests on."""

    support: Support
    said_by: str = ""
    cites: list[Id] = []
    topic: Topic

    @model_validator(mode="after")
    def _support_is_named(self):
        if self.support == "footnoted" and not self.cites:
            raise ValueError("support is 'footnoted', so cites must name the citation")
        if self.support == "attributed" and not self.said_by:
            raise ValueError("support is 'attributed', so said_by must say to whom")
        return self


class Quantity(Sourced):
    """A number with a meaning. ``low`` and ``high`` are in ``unit``, as printed (no rounding applied):
    equal for a point value, ``high`` null for "over" and "at least", ``low`` null for "nearly" and "up to"."""

    longest_words: ClassVar[int] = 12
    longest_hanzi: ClassVar[int] = 24

    subject: str
    measure: str
    low: float | None
    high: float | None
    unit: str
    as_of: Date | None = None
    place: str = ""
    kind: Kind

    @model_validator(mode="after")
    def _bounds(self):
        if self.low is None and self.high is None:
            raise ValueError("low and high are both null: at least one bound is needed")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self

    @model_validator(mode="after")
    def _value_is_its_fragments(self):
        read = [n.value * (100 if self.unit == "%" and not n.percent and n.value < 1 else 1)
                for n in numerals.find(self.quote.exact)]
        for bound in {self.low, self.high} - {None}:
            if not any(abs(bound - value) <= 1e-9 * max(1.0, abs(value)) for value in read):
                raise ValueError(f"value {bound:.12g} is not in its fragment “{self.quote.exact}”, "
                                 f"which reads as {', '.join(f'{v:.12g}' for v in read) or 'no number'}")
        return self

    @property
    def value(self) -> float:
        """The one printed figure: the point value, or the bound that is given."""
        if self.low is not None and self.high is not None and self.low != self.high:
            raise ValueError(f"{self.id} is a range ({self.low:g} to {self.high:g}); use low and high")
        return self.high if self.low is None else self.low

    @property
    def rounding(self) -> tuple[float, float]:
        """What the printed figure can stand for, (low, high), by its last printed digit."""
        for n in numerals.find(self.quote.exact):
            if abs(n.value - self.value) <= 1e-9 * max(1.0, abs(self.value)):
                return n.low, n.high
        return self.value, self.value  # a fraction in words ("half") has no digits to round


class Event(Sourced):
    """Something dated or datable. ``end`` only for a window; ``inferred_from`` says from what, if inferred."""

    longest_words: ClassVar[int] = 12
    longest_hanzi: ClassVar[int] = 24

    what: str
    start: Date | None
    end: Date | None = None
    precision: Literal["day", "month", "year", "decade", "window", "open"]
    dated: Literal["stated", "inferred", "open"]
    inferred_from: str = ""
    actors: list[Id] = []
    place: str = ""

    @model_validator(mode="after")
    def _date_is_as_said(self):
        if (self.dated == "inferred") != bool(self.inferred_from):
            raise ValueError("inferred_from belongs to dated 'inferred', and only there")
        if self.start is None and self.dated != "open":
            raise ValueError("start is null, so dated must be 'open'")
        if self.end and self.start and self.end < self.start[:len(self.end)]:
            raise ValueError(f"end {self.end} is before start {self.start}")
        lengths = {"day": 10, "month": 7, "year": 4, "decade": 4}
        if self.precision in lengths and len(self.start or "") != lengths[self.precision]:
            raise ValueError(f"precision '{self.precision}' does not fit start '{self.start}'")
        return self


class Actor(Record):
    name: str
    hanzi: str = ""
    kind: Literal["person", "party", "state", "firm", "organisation", "group"]
    role: str


class System(Record):
    name: str
    hanzi: str = ""
    takes_in: str
    gives_out: str
    run_by: str
    since: Date | None = None
    loop: list[LoopPlace] = []
    topic: Topic


class Claim(Sourced):
    """A thesis or an argument in our words; ``supports`` and ``contradicts`` name other claims."""

    says: str
    mode: Literal["descriptive", "causal", "predictive", "normative"]
    offered: str
    supports: list[Id] = []
    contradicts: list[Id] = []


class Term(Record):
    """``hanzi_from``: 'document' where the text prints the characters, which need not be said, or 'outside' where it
    prints English alone and ``hanzi`` are what the term usually renders."""

    hanzi: str = ""
    hanzi_from: Literal["", "document", "outside"] = ""
    pinyin: str = ""
    english: str
    gloss: str
    mistranslation: str = ""

    @model_validator(mode="before")
    @classmethod
    def _hanzi_are_the_documents_unless_said(cls, data):
        if isinstance(data, dict) and data.get("hanzi") and not data.get("hanzi_from"):
            return {**data, "hanzi_from": "document"}
        return data

    @model_validator(mode="after")
    def _pinyin_goes_with_hanzi(self):
        if self.hanzi and not self.pinyin:
            raise ValueError(f"hanzi {self.hanzi} is without pinyin: give it, with tone marks")
        if self.pinyin and not self.hanzi:
            raise ValueError(f"pinyin {self.pinyin} is without hanzi: hanzi and pinyin go together")
        if self.hanzi_from and not self.hanzi:
            raise ValueError("hanzi_from says where hanzi are from, and there are none")
        return self


class Citation(Record):
    """A footnote or an inline source; ``number`` as printed, empty for an inline source."""

    number: str = ""
    author: str = ""
    title: str
    outlet: str = ""
    owner: str = ""
    date: Date | None = None
    language: str = ""
    address: str = ""
    used_for: str


class Ignore(Strict):
    """Numerals of the text that are no quantity: page furniture, parts of names. ``pattern`` is a regular
    expression on the collapsed text (for addresses and the like, so that nothing need be quoted)."""

    quote: Quote | None = None
    pattern: str = ""
    reason: str = Field(min_length=3)

    @model_validator(mode="after")
    def _one_of_two(self):
        if bool(self.quote) == bool(self.pattern):
            raise ValueError("give either quote or pattern")
        if self.pattern:
            try:
                re.compile(self.pattern)
            except re.error as problem:
                raise ValueError(f"pattern is no regular expression: {problem}") from None
        return self


class Document(Strict):
    """What the document is. ``established`` says for each field that is not in the text how it was found."""

    slug: Id
    author: str
    title: str
    outlet: str
    date: Date
    address: str
    language: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    established: dict[str, str]


class Reading(Strict):
    """How to read it, in our words."""

    speaks: str
    to_whom: str
    evidence: str
    cannot_tell: str


LISTS = {"quantities": Quantity, "events": Event, "actors": Actor, "systems": System, "claims": Claim,
         "terms": Term, "citations": Citation}


class Seed(Strict):
    """One document's file. ``whole`` is false while only some of its records are written down."""

    document: Document
    reading: Reading
    whole: bool
    quantities: list[Quantity] = []
    events: list[Event] = []
    actors: list[Actor] = []
    systems: list[System] = []
    claims: list[Claim] = []
    terms: list[Term] = []
    citations: list[Citation] = []
    ignore: list[Ignore] = []

    def records(self):
        for name in LISTS:
            yield from getattr(self, name)


class Doubt(Strict):
    """What a careful reader should doubt, and why. Numbers in ``verdict`` and the rest are filled in from the
    function of the same id in :mod:`techgov.doubts`."""

    id: Id
    title: str
    kind: Literal["contradiction", "impossible figure", "miscount", "text against source", "translation",
                  "no base", "no date", "two names", "not comparable", "passes", "hidden figure"]
    records: list[Id] = Field(min_length=1)
    asks: str
    verdict: str
    proved: str
    guessed: str = ""
    settles: str
    topic: Topic


class Outside(Strict):
    """A fact from outside the documents. ``read`` says how far the source was read."""

    id: Id
    topic: Topic
    says: str
    figures: dict[str, float] = {}
    unit: str = ""
    source: str
    address: str
    date: Date | None = None
    read: Literal["excerpt", "file", "copy of the source", "our arithmetic"]
    limits: str


@dataclass(frozen=True)
class Problem:
    file: str
    line: int
    record: str
    field: str
    what: str

    def __str__(self):
        where = f"{self.file}:{self.line}" + (f", record {self.record}" if self.record else "")
        return " ".join(f"{where}{f', field {self.field}' if self.field else ''}: {self.what}".split())


class SeedError(Exception):
    """Everything that is wrong with seeds/, one problem a line."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class Library:
    """All records. ``seeds`` by slug; ``record`` finds any record by id; ``places`` says where one is written."""

    seeds: dict[str, Seed]
    doubts: list[Doubt]
    outside: list[Outside]
    record: dict[str, Record]
    home: dict[str, str]  # record id -> slug
    places: dict[str, tuple[str, int]] = field(default_factory=dict)  # id, "<slug> ignore entry 1" -> file, line

    def quantity(self, id: str) -> Quantity:
        found = self.record[id]
        if not isinstance(found, Quantity):
            raise KeyError(f"{id} is a {type(found).__name__.lower()}, not a quantity")
        return found


class _NoRepeats(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """A loader that refuses a key written twice, which YAML itself lets pass; in C where PyYAML has it."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key '{key.value}' is written twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)

    def construct_yaml_timestamp(self, node):
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:  # 2017-13-01 without quotation marks: the record's own check names the field
            return node.value


_NoRepeats.add_constructor("tag:yaml.org,2002:timestamp", _NoRepeats.construct_yaml_timestamp)


def read_yaml(path: Path, problems: list[Problem]):
    """(data, lines) where ``lines`` maps a path into the data, such as ('quantities', 3), to its line."""
    try:
        loader = _NoRepeats(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        data = None if root is None else loader.construct_document(root)
    except FileNotFoundError:
        problems.append(Problem(path.name, 1, "", "", "the file is missing; restore it with git"))
        return None, {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        problems.append(Problem(path.name, mark.line + 1 if mark else 1, "", "", f"not valid YAML: {what}"))
        return None, {}
    if root is None:
        problems.append(Problem(path.name, 1, "", "", "the file is empty; restore it with git"))
    lines = {}

    def walk(node, at):
        lines[at] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*at, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                walk(value, (*at, number))

    if root is not None:
        walk(root, ())
    return data, lines


def validate(model, data, path: Path, lines: dict, problems: list[Problem], at: tuple = ()):
    """``data`` as ``model``, or None with its problems added."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for one in error.errors():
            place = (*at, *one["loc"])
            line = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), 1)
            what = one["msg"].removeprefix("Value error, ")
            field = ".".join(str(part) for part in one["loc"])
            record = data.get("id", "") if isinstance(data, dict) else ""
            problems.append(Problem(path.name, line, str(record), field, what))
        return None


@dataclass(frozen=True)
class _Place:
    """Where an id is given, and to what."""

    file: str
    line: int
    model: type


def _read_items(model, items: list, path: Path, lines: dict, problems: list, where: dict, at: tuple) -> list:
    """The valid ones of ``items``; the ids of all go into ``where``."""
    checked = [validate(model, item, path, lines, problems, (*at, n)) for n, item in enumerate(items)]
    for n, item in enumerate(items):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            where.setdefault(item["id"], []).append(_Place(path.name, lines.get((*at, n), 1), model))
    return [item for item in checked if item is not None]


def _read_list(path: Path, key: str, model, problems: list[Problem], where: dict) -> list:
    data, lines = read_yaml(path, problems)
    if data is None:
        return []
    if not isinstance(data, dict) or not isinstance(data.get(key), list):
        problems.append(Problem(path.name, 1, "", key, f"a list named '{key}' is expected"))
        return []
    return _read_items(model, data[key], path, lines, problems, where, (key,))


def ignore_name(slug: str, number: int) -> str:
    """What an ignore entry, which has no id, is called."""
    return f"{slug} ignore entry {number}"


def _read_seed(path: Path, problems: list[Problem], where: dict) -> Seed | None:
    data, lines = read_yaml(path, problems)
    if data is None:
        return None
    if not isinstance(data, dict):
        problems.append(Problem(path.name, 1, "", "", "a mapping with 'document', 'reading' and lists is expected"))
        return None
    before = len(problems)
    fields = {name: data[name] for name in data if name not in LISTS}
    checked = {}
    for name, model in LISTS.items():
        items = [] if data.get(name) is None else data[name]
        if not isinstance(items, list):
            problems.append(Problem(path.name, lines.get((name,), 1), "", name, "a list is expected"))
            continue
        checked[name] = _read_items(model, items, path, lines, problems, where, (name,))
    for n in range(len(data["ignore"]) if isinstance(data.get("ignore"), list) else 0):
        where[ignore_name(path.stem, n + 1)] = [_Place(path.name, lines.get(("ignore", n), 1), Ignore)]
    seed = validate(Seed, {**fields, **checked}, path, lines, problems)
    if seed and seed.document.slug != path.stem:
        problems.append(Problem(path.name, 1, "", "document.slug", f"is '{seed.document.slug}', not '{path.stem}'"))
    return seed if len(problems) == before else None


def read_seeds(folder: Path) -> Library:
    """Everything in ``folder``; raises :class:`SeedError` with all problems if there is any."""
    problems: list[Problem] = []
    where: dict[str, list[_Place]] = {}
    paths = [p for p in sorted(folder.glob("*.yml")) if p.stem not in ("doubts", "outside")]
    if not paths:
        raise SeedError([Problem(folder.name, 1, "", "", "no document is here; restore the folder with git")])
    seeds = {p.stem: s for p in paths if (s := _read_seed(p, problems, where))}
    doubts = _read_list(folder / "doubts.yml", "doubts", Doubt, problems, where)
    outside = _read_list(folder / "outside.yml", "outside", Outside, problems, where)
    for id, (first, *others) in where.items():
        for place in others:
            problems.append(Problem(place.file, place.line, id, "id", f"is used already in {first.file}:{first.line}"))

    # a file that could not be read at all hides its ids: what names one of them is not at fault
    hidden = {path.name for path in paths} - {place.file for places in where.values() for place in places}

    def dangling(owner, field, kind):
        for id in getattr(owner, field):
            if id not in where and hidden:
                continue
            if not any(issubclass(place.model, kind) for place in where.get(id, ())):
                what = f"which is no {kind.__name__.lower()}" if id in where else "which does not exist"
                place = where[owner.id][0]
                problems.append(Problem(place.file, place.line, owner.id, field, f"names '{id}', {what}"))

    for seed in seeds.values():
        for r in seed.records():
            if isinstance(r, Sourced):
                dangling(r, "cites", Citation)
            if isinstance(r, Event):
                dangling(r, "actors", Actor)
            if isinstance(r, Claim):
                dangling(r, "supports", Claim)
                dangling(r, "contradicts", Claim)
    for doubt in doubts:
        dangling(doubt, "records", Record)
    if problems:
        raise SeedError(sorted(problems, key=lambda p: (p.file, p.line)))
    return Library(seeds, doubts, outside, {r.id: r for seed in seeds.values() for r in seed.records()},
                   {r.id: slug for slug, seed in seeds.items() for r in seed.records()},
                   {id: (places[0].file, places[0].line) for id, places in where.items()})
