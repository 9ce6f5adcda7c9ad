"""An argument as pages to hand round: a brief with its bibliography, and a page for opponents, in Markdown, HTML and
Word. Pure: words in, text or bytes out.

Pages are lists of blocks; a renderer escapes everything in them, so that nothing a learner typed is markup anywhere.
A Word file is a zip of a few XML parts (ECMA-376, WordprocessingML), which the standard library writes: a library would
take 24 MB of memory of each learner's kernel, and 14 MB of disk, for the few kinds of block that stand here.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass

from techgov.fill import percent
from techgov.records import Record
from techgov.tables import Tables
from techgov.topics.seminar.argument import SUPPORTS, Weighed, numbered
from techgov.wording import count_of

#: what a reader of an argument looks for; peers mark each with 0, 1 or 2 and a sentence
RUBRIC = (
    "The claim is one sentence, and something that could be found would show it to be wrong.",
    "Each step names its evidence, and says what kind it is: a result, a plan, a forecast, a claim.",
    "The verbs are no stronger than the evidence.",
    "What comes from one source counts once, however often it is repeated.",
    "The strongest contrary claim is put so that those who hold it would agree with the wording, and is answered.",
    "Doubts that touch the figures are named, with what would settle them.",
)
UNTITLED = "An argument without a claim yet"
MADE = ("Made at the argument desk of TechGov. What the argument rests on is counted here, not judged: a footnote does "
        "not make a sentence true, nor does its absence make one false.")
_HANDED = 8  # pieces of evidence on the opponents' page


@dataclass(frozen=True)
class Block:
    """kind: title, heading, paragraph, list or table. text: of the first three. items: of a list. rows: of a table, the
    first one its head."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


# what stands on the pages ----------------------------------------------------------------------------------

def brief(weighed: Weighed, tables: Tables) -> list[Block]:
    """The whole argument, with what it rests on, what speaks against it, and a bibliography."""
    one = weighed.argument
    blocks = [Block("title", one.claim.strip() or UNTITLED), Block("paragraph", MADE), Block("heading", "The argument")]
    blocks += _paragraphs(numbered(one.text, one.picks)) or [Block("paragraph", "Nothing is written yet.")]
    blocks += [Block("heading", "Evidence"), _evidence(weighed, tables), Block("heading", "What it rests on"),
               Block("list", items=tuple(rests(weighed, tables)))]
    blocks += [Block("heading", "Contrary claims"), Block("list", items=tuple(_contrary(weighed, tables)))]
    blocks += [Block("heading", "Doubts that touch it"), Block("list", items=tuple(_doubts(weighed, tables)))]
    blocks += [Block("heading", "What would change my mind")]
    blocks += _paragraphs(one.mind) or [Block("paragraph", "Not said yet.")]
    return [*blocks, Block("heading", "Bibliography"), Block("list", items=tuple(bibliography(weighed, tables)))]


def handout(weighed: Weighed, tables: Tables) -> list[Block]:
    """One page for opponents: the claim, its evidence, where to press, and the rubric to mark it by."""
    press = [f"Nobody has met this yet: {one.claim.title} ({_where(one.claim, tables)})" for one in weighed.unmet[:3]]
    press += _doubts(weighed, tables)[:3] if weighed.doubts else []
    press += [f"{count_of(len(ids), 'piece')} of evidence are one source: {_root(id, tables)}."
              for id, ids in list(weighed.roots.items())[:2]]
    if bare := weighed.supports["asserted"]:
        press.append(f"{bare} of {count_of(len(weighed.evidence), 'piece')} of evidence name nothing to look up.")
    if made := weighed.supports["simulated"]:
        press.append(f"{made} of {count_of(len(weighed.evidence), 'piece')} of evidence come from a model, which shows "
                     "what could be and not what is.")
    asked = "For opponents. Read the evidence, choose one place to press, and say what evidence would convince you."
    rubric = (("what to look for", "0, 1, 2", "because (a sentence)"), *((words, "", "") for words in RUBRIC))
    return [Block("title", weighed.argument.claim.strip() or UNTITLED), Block("paragraph", asked),
            Block("heading", "It rests on"), _evidence(weighed, tables, _HANDED),
            Block("heading", "Where to press"),
            Block("list", items=tuple(press) or ("The desk knows of no weak place. Find one that it cannot see.",)),
            Block("heading", "Mark it: 0 not, 1 partly, 2 fully, and a sentence why"),
            Block("table", rows=rubric)]


def _paragraphs(text: str) -> list[Block]:
    return [Block("paragraph", part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _where(one: Record, tables: Tables) -> str:
    if not one.document:
        return SUPPORTS[one.support]
    short = tables["readings"].set_index("document")["short"]
    return str(short[one.document])


def _evidence(weighed: Weighed, tables: Tables, most: int | None = None) -> Block:
    rows = [(str(at), one.type, one.title + (f" “{one.quote}”" if one.quote else ""), _where(one, tables),
             SUPPORTS[one.support] if one.document else one.fields.get("source", "an invented model"))
            for at, one in enumerate(weighed.evidence, 1)]
    if not rows:
        return Block("paragraph", "None is on the desk yet.")
    left = len(rows) - most if most else 0
    if left > 0:
        rows = [*rows[:most], ("…", "", f"and {left} more in the brief", "", "")]
    return Block("table", rows=(("no.", "type", "what it says", "where", "support"), *rows))


def rests(weighed: Weighed, tables: Tables) -> list[str]:
    """What the argument rests on, a sentence a finding."""
    number = len(weighed.evidence)
    if not number:
        return ["Nothing: no evidence is on the desk."]
    said = [f"{weighed.supports[name]} of {number} ({percent(weighed.share(name), 2)}): {words}."
            for name, words in SUPPORTS.items() if weighed.supports[name]]
    said += [f"{count_of(len(ids), 'piece')} of evidence rest on one source: {_root(id, tables)}. Counted once, the "
             f"argument has {weighed.sources} of {number}." for id, ids in weighed.roots.items()]
    if len(weighed.documents) == 1:
        said.append("All that comes from the documents comes from one of them.")
    if weighed.uncited:
        said.append(f"On the desk, and not cited in the text: {', '.join(weighed.uncited)}.")
    if weighed.unknown:
        said.append(f"Cited in the text, and not on the desk: {', '.join(weighed.unknown)}.")
    return said


def _root(id: str, tables: Tables) -> str:
    found = tables["citations"].set_index("id").loc[id]
    return f"{found['title'] or found['outlet']}{f' (footnote {number})' if (number := found['number']) else ''}"


def _contrary(weighed: Weighed, tables: Tables) -> list[str]:
    if not weighed.contrary:
        return ["The records link no contrary claim to this evidence. That is no proof that there is none."]
    said = []
    for one in weighed.contrary:
        against = ", ".join(one.against)
        answer = f"Answer: {one.answer.strip()}" if one.answer.strip() else "Not met yet."
        said.append(f"{one.claim.title} ({_where(one.claim, tables)}; contradicts {against}) {answer}")
    return said


def _doubts(weighed: Weighed, tables: Tables) -> list[str]:
    rows = tables["doubts"].set_index("id")
    if not weighed.doubts:
        return ["The register has no doubt about this evidence. That is no proof that it is sound."]
    return [f"{rows.at[id, 'asks']} {rows.at[id, 'verdict']} (touches {', '.join(touched)})"
            for id, touched in weighed.doubts.items()]


def bibliography(weighed: Weighed, tables: Tables) -> list[str]:
    """The documents, what they cite for this evidence, other sources with how far they were read, and models."""
    documents, citations = (tables[name].set_index(key) for name, key in (("documents", "slug"), ("citations", "id")))
    said = [_entry(documents.loc[slug]) for slug in sorted(weighed.documents)]
    cited: dict[str, str] = {}
    for one in weighed.evidence:
        for word, id in one.links:
            if word == "cites" and id in citations.index:
                cited[id] = one.document
    said += [f"{_entry(citations.loc[id])} Cited in {documents.at[slug, 'author'] or documents.at[slug, 'outlet']}; "
             "not read by us." for id, slug in cited.items()]
    for one in weighed.evidence:
        if one.type == "outside":
            said.append(f"{one.fields['source']}. {one.fields.get('date', 'No date')}. {one.fields['address']} "
                        f"Read: {one.fields['read']}. {one.fields['limits']}")
        elif one.type == "model":
            said.append(f"TechGov, model {one.id.removeprefix('model:')}, with invented numbers: {one.title}")
    return list(dict.fromkeys(said)) or ["Nothing is cited yet."]


def _entry(row) -> str:
    head = ". ".join(part for part in (row["author"], f"“{row['title']}”" if row["title"] else "", row["outlet"],
                                       row["date"] or "No date") if part)
    return f"{head}. {row['address']}".strip()


# the renderers ---------------------------------------------------------------------------------------------

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_STARTS = re.compile(r"^([-+=]|\d+(?=[.)]))")  # what would begin a list or underline a heading


def plain(words: str) -> str:
    """``words`` in one line, without characters that XML and text files do not hold."""
    return " ".join(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words).split())


def _md(words: str) -> str:
    line = _MARKS.sub(r"\\\1", plain(words))
    return _STARTS.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", line)


def markdown(blocks: list[Block]) -> str:
    """Blocks as Markdown (CommonMark with pipe tables)."""
    parts = []
    for one in blocks:
        if one.kind in ("title", "heading"):
            parts.append(f"{'#' if one.kind == 'title' else '##'} {_md(one.text)}")
        elif one.kind == "list":
            parts.append("\n".join(f"- {_md(item)}" for item in one.items))
        elif one.kind == "table":
            head, *rows = ("| " + " | ".join(map(_md, row)) + " |" for row in one.rows)
            parts.append("\n".join([head, "|" + " --- |" * len(one.rows[0]), *rows]))
        else:
            parts.append(_md(one.text))
    return "\n\n".join(parts) + "\n"


_CSS = ("body{font-family:sans-serif;line-height:1.45;max-width:46em;margin:2em auto;padding:0 1em;color:#1a1a1a}"
        "table{border-collapse:collapse;width:100%}th,td{border:1px solid #595959;padding:0.3em;text-align:left;"
        "vertical-align:top;overflow-wrap:break-word}th{white-space:nowrap}h1{font-size:1.5em}h2{font-size:1.15em}"
        "@media print{body{margin:0;font-size:10pt}}")


def body(blocks: list[Block]) -> str:
    """Blocks as HTML to stand in a page."""
    parts = []
    for one in blocks:
        if one.kind == "list":
            parts.append("<ul>" + "".join(f"<li>{html.escape(plain(item))}</li>" for item in one.items) + "</ul>")
        elif one.kind == "table":
            head, *rows = (tuple(html.escape(plain(cell)) for cell in row) for row in one.rows)
            parts.append("<table><thead><tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in head)
                         + "</tr></thead><tbody>"
                         + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
                         + "</tbody></table>")
        else:
            tag = {"title": "h1", "heading": "h2"}.get(one.kind, "p")
            parts.append(f"<{tag}>{html.escape(plain(one.text))}</{tag}>")
    return "\n".join(parts)


def page(blocks: list[Block]) -> str:
    """Blocks as a whole HTML file, which loads nothing from anywhere."""
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{html.escape(plain(blocks[0].text))}'
            f'</title><style>{_CSS}</style></head>\n<body>\n{body(blocks)}\n</body></html>\n')


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = {"Title": ("Title", 34, True), "Heading1": ("heading 1", 26, True), "ListBullet": ("List Bullet", 22, False)}


def _run(words: str, style: str = "", before: str = "") -> str:
    set_ = f'<w:pPr><w:pStyle w:val="{html.escape(style)}"/></w:pPr>' if style else ""
    return f'<w:p>{set_}<w:r><w:t xml:space="preserve">{html.escape(before + plain(words))}</w:t></w:r></w:p>'


def _grid(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table over the page's width, its columns as wide as their longest words ask, within limits."""
    asked = [min(max(max(len(row[at]) for row in rows), 5), 40) for at in range(len(rows[0]))]
    widths = [round(9600 * one / sum(asked)) for one in asked]
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="595959"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    filled = "".join("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if not at else "") + "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_run(cell)}</w:tc>'
        for cell, width in zip(row, widths)) + "</w:tr>" for at, row in enumerate(rows))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{filled}</w:tbl><w:p/>')


def word(blocks: list[Block]) -> bytes:
    """Blocks as a Word file (.docx); the same bytes for the same blocks."""
    parts = []
    for one in blocks:
        if one.kind == "table":
            parts.append(_grid(one.rows))
        elif one.kind == "list":
            parts += [_run(item, "ListBullet", "• ") for item in one.items]
        else:
            parts.append(_run(one.text, {"title": "Title", "heading": "Heading1"}.get(one.kind, "")))
    document = (f'{_XML}<w:document {_W}><w:body>{"".join(parts)}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" '
                'w:gutter="0"/></w:sectPr></w:body></w:document>')
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:spacing w:before="{120 if bold else 0}" w:after="80"/>'
        + ('<w:ind w:left="360" w:hanging="240"/>' if not bold else "")
        + f'</w:pPr><w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr></w:style>'
        for id, (name, size, bold) in _STYLES.items())
    normal = ('<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr>'
              '<w:spacing w:after="120"/></w:pPr><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'
              "</w:rPr></w:style>")
    files = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_KIND}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_KIND}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": document, "word/styles.xml": f"{_XML}<w:styles {_W}>{normal}{styles}</w:styles>"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
