"""data/: the tidy tables and the question bank, made from seeds/, the topics and the lessons.

One CSV a subject, each row with the ids of the records it came from, and ``datapackage.json``, a Frictionless Data
Package with types, units, descriptions, sources, licence and a hash of every file.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
import pkgutil
import re
import tempfile
from importlib import import_module
from pathlib import Path

import jinja2

from techgov import bank, topics
from techgov import doubts as arithmetic
from techgov.documents import LISTS, Library, Problem, SeedError
from techgov.exports import Export, exports
from techgov.fill import FILTERS
from techgov.schema import Field, Table, number, text
from techgov.tables import Tables

# what the columns of the record tables hold; a record's own field without an entry here is an error
COLUMNS = {
    "id": text("the record's name, unique in the project"), "document": text("the document's slug"),
    "quote": text("the words of the document that the record rests on, white space collapsed"),
    "note": text("what a reader of the record should know, in our words"),
    "support": text("what the document offers: footnoted, attributed or asserted"),
    "said_by": text("who says it, where the document attributes it"),
    "cites": text("ids of the citations it rests on, separated by spaces"),
    "topic": text("the lesson's topic"), "subject": text("what or whom the number is about"),
    "measure": text("what is counted or measured"), "low": number("lower bound as printed; missing for 'nearly'"),
    "high": number("upper bound as printed; missing for 'over'"), "unit": text("unit of low and high"),
    "as_of": text("the date the number is for, as far as it is known"), "place": text("the place it is about"),
    "kind": text("what kind of statement or thing it is"), "what": text("what happened, in our words"),
    "start": text("date, or beginning"), "end": text("end of a window"),
    "precision": text("how exact the date is"), "dated": text("whether the date is stated, inferred or open"),
    "inferred_from": text("what an inferred date rests on"), "actors": text("ids of actors, separated by spaces"),
    "name": text("name in English"), "hanzi": text("Chinese characters"), "role": text("role in the document"),
    "takes_in": text("what the system takes in"), "gives_out": text("what it gives out"),
    "run_by": text("who runs it"), "since": text("since when"),
    "loop": text("places in the social management loop, separated by semicolons"),
    "says": text("the thesis in our words"), "mode": text("descriptive, causal, predictive or normative"),
    "offered": text("what is offered in its support"), "supports": text("ids of claims it supports"),
    "contradicts": text("ids of claims it contradicts"), "pinyin": text("pinyin with tone marks"),
    "hanzi_from": text("'document': it prints the characters; 'outside': it prints English alone, and they are what "
                       "the term usually renders; empty without characters"),
    "english": text("English term"), "gloss": text("what it means"), "mistranslation": text("a common mistranslation"),
    "number": text("number of the footnote as printed"), "author": text("author"), "title": text("title"),
    "outlet": text("outlet"), "owner": text("owner of the outlet"), "date": text("date"),
    "language": text("language"), "address": text("address"), "used_for": text("what it is cited for"),
}


def record_table(library: Library, name: str) -> Table:
    """All records of one kind as a table."""
    own = [n for n in LISTS[name].model_fields if n not in ("id", "quote")]
    fields = {column: COLUMNS[column] for column in ("id", "document", *own, "quote")}
    rows = [{"id": r.id, "document": slug, "quote": r.quote.exact, **{n: _cell(n, getattr(r, n)) for n in own}}
            for slug, seed in library.seeds.items() for r in getattr(seed, name)]
    sources = [slug for slug, seed in library.seeds.items() if getattr(seed, name)]
    return Table(name, f"All {name} of the documents, a row each", fields, rows, sources)


def _cell(name: str, value):
    return ("; " if name == "loop" else " ").join(value) if isinstance(value, list) else value


def core_tables(library: Library, figures: dict) -> list[Table]:
    """The tables that need no topic."""
    seeds = library.seeds
    documents = Table(
        "documents", "What the documents are, and how to read them",
        {**{n: COLUMNS.get(n, text(n)) for n in ("author", "title", "outlet", "date", "address", "language")},
         "slug": text("the document's short name"), "speaks": text("who speaks"), "to_whom": text("to whom"),
         "evidence": text("on what evidence"), "cannot_tell": text("what the document cannot tell"),
         "established": text("how each field that is not in the text was found"),
         "whole": Field("boolean", "whether all its records are written down")},
        [{**{n: getattr(s.document, n) for n in ("author", "title", "outlet", "date", "address", "language", "slug")},
          **s.reading.model_dump(), "whole": s.whole,
          "established": "; ".join(f"{k}: {v}" for k, v in s.document.established.items())} for s in seeds.values()],
        list(seeds))
    doubts = Table(
        "doubts", "What a careful reader should doubt, and why",
        {"id": COLUMNS["id"], "title": text("title"), "kind": text("kind of doubt"), "topic": COLUMNS["topic"],
         "records": text("ids of the records it is about"), "asks": text("the question"),
         "verdict": text("the verdict"),
         "proved": text("what is proved"), "guessed": text("what is guessed"), "settles": text("what would settle it")},
        [{**d.model_dump(include={"id", "title", "kind", "topic"}), "records": " ".join(d.records), **words}
         for d, words in zip(library.doubts, _filled(library, figures))], list(seeds))
    doubt_figures = Table(
        "doubt_figures", "The numbers that the doubts' arithmetic gives",
        {"doubt": text("id of the doubt"), "figure": text("name of the figure"), "value": number("its value"),
         "text": text("its value where it is not a number")},
        [{"doubt": id, "figure": name, "value": None if isinstance(v, str) else float(v),
          "text": v if isinstance(v, str) else None}
         for id, named in figures.items() for name, v in named.items()], list(seeds))
    outside = Table(
        "outside", "What other sources say; never part of the documents' tables",
        {"id": COLUMNS["id"], "topic": COLUMNS["topic"], "says": text("what it says, in our words"),
         "unit": text("what its figures count"), "source": text("source"), "address": text("address of what was read"),
         "date": text("date"), "read": text("how far the source was read"), "limits": text("what it is not")},
        [o.model_dump(exclude={"figures"}) for o in library.outside], ["outside"])
    outside_figures = Table(
        "outside_figures", "The figures of other sources",
        {"id": text("id of the entry in outside"), "figure": text("name of the figure"), "value": number("its value")},
        [{"id": o.id, "figure": name, "value": float(v)} for o in library.outside for name, v in o.figures.items()],
        ["outside"])
    return [documents, *(record_table(library, name) for name in LISTS), doubts, doubt_figures, outside,
            outside_figures]


def _filled(library: Library, figures: dict) -> list[dict[str, str]]:
    """The words of every doubt, with their numbers. Raises SeedError with every one that cannot be filled in."""
    made = jinja2.Environment(undefined=jinja2.StrictUndefined)
    made.filters.update(FILTERS)
    problems, filled = [], []
    for doubt in library.doubts:
        words = {name: getattr(doubt, name) for name in ("asks", "verdict", "proved", "guessed", "settles")}
        for name, template in words.items():
            try:
                words[name] = made.from_string(template).render(**figures[doubt.id]) if "{" in template else template
            except (jinja2.TemplateError, TypeError, ValueError) as problem:
                unknown = sorted(set(re.findall(r"\{\{\s*(\w+)", template)) - set(figures[doubt.id]))
                what = (f"its function returns no figure {' and no '.join(unknown)}" if unknown else
                        f"its numbers cannot be filled in: {problem}")
                problems.append(Problem(*library.places.get(doubt.id, ("doubts.yml", 1)), doubt.id, name, what))
        filled.append(words)
    if problems:
        raise SeedError(problems)
    return filled


def topic_tables(library: Library, figures: dict) -> list[Table]:
    """What each topic's ``derive.tables(library, figures)`` makes; the topics are found by their folders."""
    made = []
    for found in pkgutil.iter_modules(topics.__path__):
        made += import_module(f"techgov.topics.{found.name}.derive").tables(library, figures)
    return made


def lesson_table(lessons: Path) -> Table:
    """A row a lesson, but for the start: what its heading and its links say."""
    rows = []
    for path in sorted(lessons.glob("*/lesson.md")):
        source = path.read_text(encoding="utf-8")
        heading = re.search(r"^# (.+)$", source, re.MULTILINE)
        if path.parent.name.startswith("00") or not heading:
            continue
        subject, _, question = heading[1].partition(": ")
        links = sorted(set(re.findall(r"\]\((\d\d_\w+)\.ipynb[)#]", source)) - {path.parent.name})
        rows.append({"lesson": path.parent.name, "subject": subject, "question": question[:1].upper() + question[1:],
                     "leads_to": " ".join(one for one in links if not one.startswith("00"))})
    return Table("lessons", "The lessons and how they lead to each other", {
        "lesson": text("name of its notebook"), "subject": text("what it is about"), "question": text("what it asks"),
        "leads_to": text("the lessons that it links to, separated by spaces")}, rows)


def model_table() -> Table:
    """A row an explorer that a model feeds with invented numbers, read from the topics' files without running them."""
    rows = []
    for path in sorted(Path(topics.__path__[0]).glob("*/explore.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith(("explore_", "flip_")) and (
                    "origin='simulated'" in ast.unparse(node)):
                rows.append({"id": f"model:{path.parent.name}.{node.name}", "topic": path.parent.name,
                             "says": (ast.get_docstring(node) or node.name).splitlines()[0]})
    return Table("models", "The models that the lessons' explorers run on invented numbers", {
        "id": COLUMNS["id"], "topic": COLUMNS["topic"], "says": text("what it shows")}, rows)


def make(library: Library, lessons: Path) -> dict[str, str]:
    """File name -> text of everything in data/."""
    figures = arithmetic.figures(library)
    tables = [*core_tables(library, figures), lesson_table(lessons), model_table(),
              *topic_tables(library, figures)]
    made = {f"{table.name}.csv": _csv(table) for table in tables}
    described = [_resource(table, made[f"{table.name}.csv"], library) for table in tables]
    others = [*_questions(lessons, {**made, "datapackage.json": _package(described)}), *exports(library)]
    made |= {one.path: one.text for one in others}
    return made | {"datapackage.json": _package(described + [_file(one) for one in others])}


def _questions(lessons: Path, tables: dict[str, str]) -> list[Export]:
    """The question bank, filled in from ``tables``: a reader's kernel reads what it asks, and makes nothing of it."""
    templates = bank.read(lessons)
    with tempfile.TemporaryDirectory() as place:
        for name, content in tables.items():
            (Path(place) / name).write_text(content, encoding="utf-8", newline="\n")
        filled = bank.fill(templates, Tables(Path(place)))
    varying = {id: words for id, words in templates.items() if "vary" in words}
    return [Export(f"{name}.json", title, "json", "application/json",
                   json.dumps(words, ensure_ascii=False, indent=1) + "\n") for name, title, words in (
        ("questions", "The question bank, with each question's own numbers", filled),
        ("question_templates", "The questions that vary, before their numbers are filled in", varying))]


def _package(resources: list[dict]) -> str:
    return json.dumps(
        {"name": "techgov", "title": "TechGov: what the documents say, figure by figure",
         "profile": "data-package",
         "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0",
                       "path": "https://creativecommons.org/licenses/by/4.0/"}],
         "resources": resources}, ensure_ascii=False, indent=1) + "\n"


def _csv(table: Table) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(table.fields), lineterminator="\n")
    writer.writeheader()
    for row in table.rows:
        writer.writerow({name: _written(row[name], kind.type) for name, kind in table.fields.items()})
    return buffer.getvalue()


def _written(value, kind: str) -> str:
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    return repr(round(float(value), 9)).removesuffix(".0") if kind == "number" else str(value)


def _resource(table: Table, written: str, library: Library) -> dict:
    sources = [{"title": "Other sources, named row by row"} if slug == "outside" else
               {"title": _cited(library.seeds[slug].document), "path": library.seeds[slug].document.address}
               for slug in table.sources]
    fields = [{"name": name, "type": one.type, "description": one.description,
               **({"unit": one.unit} if one.unit else {})} for name, one in table.fields.items()]
    key = {"primaryKey": ["id"]} if "id" in table.fields and table.name != "outside_figures" else {}
    return {"name": table.name, "title": table.title, "type": "table", "path": f"{table.name}.csv", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", **_digest(written),
            "schema": {"fields": fields, "missingValues": [""], **key}, "sources": sources}


def _file(one: Export) -> dict:
    """A resource that is no table; questions.json is the resource questions, bibliography.bib is bibliography-bib."""
    return {"name": one.path.removesuffix(".json").removesuffix(".jsonld").replace(".", "-"), "title": one.title,
            "type": "json" if one.format == "json" else "text", "path": one.path, "format": one.format,
            "mediatype": one.mediatype, "encoding": "utf-8", **_digest(one.text)}


def _digest(written: str) -> dict:
    data = written.encode()
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _cited(document) -> str:
    return f"{document.author or document.outlet}, “{document.title}”, {document.outlet}, {document.date}"
