"""The records in the forms that other programs read: BibTeX, CSL-JSON and W3C Web Annotations.

Pure functions from the library to text. A citation's key, and an annotation's name, is its record's id. What the
documents do not give stays out: an export never completes a reference. Names are kept whole, since nothing in the
documents says which part of a name is the family's.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from techgov.documents import (
    Actor,
    Citation,
    Claim,
    Document,
    Event,
    Library,
    Quantity,
    Record,
    System,
    Term,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Export:
    """One file of data/ that is no table."""

    path: str
    title: str
    format: str
    mediatype: str
    text: str


def exports(library: Library) -> list[Export]:
    """Everything that this module makes."""
    return [
        Export("bibliography.bib", "The documents and what they cite, as BibTeX", "bib", "application/x-bibtex",
               bibtex(library)),
        Export("bibliography.csl.json", "The documents and what they cite, as CSL-JSON", "json",
               "application/vnd.citationstyles.csl+json", csl(library)),
        Export("annotations.jsonld", "Every record as a W3C Web Annotation on its document's page", "json",
               "application/ld+json", annotations(library))]


# the bibliography ------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Work:
    """A document or a citation, ready to be written in any form."""

    key: str
    type: str  # as CSL has it
    authors: list[str]
    editors: list[str]
    title: str
    outlet: str
    date: str
    address: str
    languages: list[str]
    note: str


def works(library: Library) -> list[Work]:
    """The documents, then all citations in the documents' order."""
    groups = {r.name for r in library.record.values() if isinstance(r, Actor) and r.kind != "person"}
    made = [_work(slug, seed.document, groups, "One of the documents of TechGov.")
            for slug, seed in library.seeds.items()]
    for slug, seed in library.seeds.items():
        for c in seed.citations:
            where = f"{slug}, {f'footnote {c.number}' if c.number else 'in the text'}"
            made.append(_work(c.id, c, groups, f"Cited in {where}, for: {c.used_for}."))
    return made


def _work(key: str, of: Document | Citation, groups: set[str], note: str) -> Work:
    people = names(of.author, groups)
    edited = of.author.endswith("(ed.)")
    kind = {"interview": "interview", "spoken": "interview", "speech": "speech"}.get(of.title.split()[0].lower())
    return Work(key, kind or ("webpage" if of.address else "document"), [] if edited else people,
                people if edited else [], of.title, of.outlet, of.date or "", of.address,
                [code.strip() for code in of.language.split(",") if code.strip()], note)


def names(author: str, groups: set[str] = frozenset()) -> list[str]:
    """The names in an author's line; the name of a body ('Development and Reform Commission') is not split."""
    author = author.removesuffix("(ed.)").strip()
    if author in groups:
        return [author]
    return [name for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", author) if name]


def csl(library: Library) -> str:
    """CSL-JSON: a list of items, for Zotero, pandoc and citeproc."""
    return _json([_csl_item(work) for work in works(library)])


def _csl_item(work: Work) -> dict:
    item = {"id": work.key, "type": work.type, "title": work.title,
            "author": [{"literal": name} for name in work.authors],
            "editor": [{"literal": name} for name in work.editors], "container-title": work.outlet,
            "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
            "URL": work.address, "language": work.languages[0] if len(work.languages) == 1 else "",
            "note": work.note + (f" Languages: {', '.join(work.languages)}." if len(work.languages) > 1 else "")}
    return {name: value for name, value in item.items() if value}


SPECIAL = {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
           "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{c: f"\\{c}" for c in "&%$#_"}}


def escape(words: str) -> str:
    """``words`` as a BibTeX value: no special character, no lone brace, no line break."""
    return "".join(SPECIAL.get(character, character) for character in " ".join(words.split()))


def bibtex(library: Library) -> str:
    """BibTeX in UTF-8. ``date`` is biblatex', ``year`` and ``month`` are BibTeX'; an address stands as it is."""
    return "\n".join(_bibtex_entry(work) for work in works(library))


def _bibtex_entry(work: Work) -> str:
    year, month, *_ = [*work.date.split("-"), "", ""]
    fields = {
        "author": " and ".join(f"{{{escape(name)}}}" for name in work.authors),
        "editor": " and ".join(f"{{{escape(name)}}}" for name in work.editors),
        "title": f"{{{escape(work.title)}}}", "howpublished": escape(work.outlet), "date": work.date, "year": year,
        "month": str(int(month)) if month else "",
        "url": work.address.translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C", ord(" "): "%20"}),
        "language": ", ".join(work.languages), "note": escape(work.note)}
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


# the annotations -------------------------------------------------------------------------------------------

def urn(id: str) -> str:
    return f"urn:techgov:{id}"


def annotations(library: Library) -> str:
    """One Annotation a record, in one page of one collection."""
    items = [_annotation(record, library.seeds[library.home[id]].document) for id, record in library.record.items()]
    return _json({
        "@context": CONTEXT, "id": urn("annotations"), "type": "AnnotationCollection",
        "label": "TechGov: what the documents say, record by record", "rights": LICENCE, "total": len(items),
        "first": {"id": urn("annotations:1"), "type": "AnnotationPage", "partOf": urn("annotations"), "startIndex": 0,
                  "items": items}})


def _annotation(record: Record, document: Document) -> dict:
    quote = {name: getattr(record.quote, name) for name in ("exact", "prefix", "suffix")}
    return {
        "id": urn(record.id), "type": "Annotation", "motivation": "describing",
        "body": [{"type": "TextualBody", "purpose": "describing", "value": in_words(record), "format": "text/plain",
                  "language": "en"},
                 *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags(record))],
        "target": {"type": "SpecificResource", "source": document.address,
                   "selector": {"type": "TextQuoteSelector", **{name: part for name, part in quote.items() if part}}}}


def tags(record: Record) -> list[str]:
    """The record's own kind, and its kind (or mode), support and topic where it has them."""
    named = {name: getattr(record, name, None) for name in ("kind", "mode", "support", "topic")}
    return [f"record: {type(record).__name__.lower()}", *(f"{name}: {value}" for name, value in named.items() if value)]


def in_words(record: Record) -> str:
    """What the record says, in our words."""
    match record:
        case Quantity():
            says = f"{record.subject}: {record.measure}: {_bounds(record)} {record.unit}"
            says += f", {record.as_of}" if record.as_of else ""
        case Event():
            date = " to ".join(part for part in (record.start, record.end) if part) or "no date"
            says = f"{record.what} ({date}, {record.dated})"
        case Actor():
            says = f"{record.name}: {record.role}"
        case System():
            says = f"{record.name}. Takes in: {record.takes_in}. Gives out: {record.gives_out}. Run by: {record.run_by}"
        case Claim():
            says = record.says
        case Term():
            says = " ".join(part for part in (record.hanzi, record.pinyin, record.english) if part)
            says += " (the characters are not in the document)" if record.hanzi_from == "outside" else ""
            says += f": {record.gloss}"
        case Citation():
            says = f"Cites {record.title}, for: {record.used_for}"
    said_by = f" Said by: {record.said_by}." if getattr(record, "said_by", "") else ""
    return _sentence(says) + said_by + (f" {_sentence(record.note)}" if record.note else "")


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _bounds(q: Quantity) -> str:
    if q.low is None:
        return f"at most {q.high:,.12g}"
    if q.high is None:
        return f"at least {q.low:,.12g}"
    return f"{q.low:,.12g}" if q.low == q.high else f"{q.low:,.12g} to {q.high:,.12g}"


def _json(data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
