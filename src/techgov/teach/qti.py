"""The question bank as QTI 1.2.1 for Canvas: a package that "Import course content: QTI .zip file" takes.

Why 1.2: Canvas's classic quizzes and its new ones both import it, with the fields ``question_type`` and
``points_possible`` that Canvas's own exports have; of 2.1 the classic importer reads a part only. What is written here
is what Canvas's importer reads (gems/plugins/qti_exporter, after QTIMigrationTool) and what the published DTD
(ims_qtiasiv1p2p1.dtd) allows. Each lesson is a question bank, and so is each question that varies.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from techgov.teach import bank_items
from techgov.teach.bank_items import Item, Lost

_TYPES = {"number": "numerical_question", "choice": "multiple_choice_question",
          "several": "multiple_answers_question", "classify": "matching_question", "order": "matching_question"}
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same questions give the same bytes


def export(items: Iterable[Item]) -> tuple[bytes, list[Lost]]:
    """The zip of ``items``, and what it does not carry of them."""
    banks: dict[str, list[Item]] = {}
    for item in items:
        banks.setdefault(f"{item.lesson}: {item.id}" if item.of > 1 else item.lesson, []).append(item)
    files: dict[str, bytes] = {}
    for number, (name, held) in enumerate(banks.items(), 1):
        files[f"bank-{number:02}/bank-{number:02}.xml"] = _bank(f"bank-{number:02}", name, held)
    for item in (one for held in banks.values() for one in held if one.posed.question.kind == "place"):
        files[f"images/{item.key}.png"] = bank_items.chart(item.posed)[0]
    lost = [one for held in banks.values() for item in held if item.number == 1 for one in _lost(item)]
    return _zipped({"imsmanifest.xml": _manifest(list(files)), **files}), lost


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _manifest(paths: list[str]) -> bytes:
    manifest = ET.Element("manifest", identifier="techgov", xmlns="http://www.imsglobal.org/xsd/imscp_v1p1")
    about = ET.SubElement(manifest, "metadata")
    ET.SubElement(about, "schema").text = "IMS Content"
    ET.SubElement(about, "schemaversion").text = "1.1.3"
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    for path in paths:
        name = path.partition("/")[2].rpartition(".")[0]
        one = ET.SubElement(resources, "resource", identifier=name, href=path,
                            type="imsqti_xmlv1p2" if path.endswith(".xml") else "webcontent")
        ET.SubElement(one, "file", href=path)
    return _written(manifest)


def _written(root: ET.Element) -> bytes:
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _bank(ident: str, name: str, held: list[Item]) -> bytes:
    root = ET.Element("questestinterop", xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2")
    bank = ET.SubElement(root, "objectbank", ident=ident)
    _fields(bank, bank_title=f"TechGov {name}")
    for item in held:
        bank.append(_item(item))
    return _written(root)


def _fields(parent: ET.Element, **fields: str) -> None:
    metadata = ET.SubElement(parent, "qtimetadata")
    for label, entry in fields.items():
        field = ET.SubElement(metadata, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = label
        ET.SubElement(field, "fieldentry").text = entry


# one question ----------------------------------------------------------------------------------------------------

def _item(item: Item) -> ET.Element:
    posed, kind = item.posed, item.posed.question.kind
    type = _TYPES.get(kind, "essay_question")
    node = ET.Element("item", ident=item.key, title=item.name)
    _fields(ET.SubElement(node, "itemmetadata"), question_type=type, points_possible=str(float(posed.question.points)))
    presentation = ET.SubElement(node, "presentation")
    asked = bank_items.prompt(posed)
    if kind == "place":
        asked += (f'<p><img src="$IMS-CC-FILEBASE$/images/{item.key}.png" '
                  f'alt="{html.escape(bank_items.chart(posed)[1])}"></p>')
    _material(presentation, asked)
    processing = ET.Element("resprocessing")
    ET.SubElement(ET.SubElement(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE",
                  vartype="Decimal")
    said = _FILL[type](presentation, processing, item)
    node.append(processing)
    for ident, markup in said.items():
        feedback = ET.SubElement(node, "itemfeedback", ident=ident)
        _material(ET.SubElement(feedback, "flow_mat"), markup)
    return node


def _material(parent: ET.Element, markup: str) -> None:
    ET.SubElement(ET.SubElement(parent, "material"), "mattext", texttype="text/html").text = markup


def _condition(processing: ET.Element, feedback: str = "", score: str = "", action: str = "Set") -> ET.Element:
    """A respcondition; returns its conditionvar, to be filled."""
    condition = ET.SubElement(processing, "respcondition", {"continue": "No" if score and action == "Set" else "Yes"})
    variable = ET.SubElement(condition, "conditionvar")
    if score:
        ET.SubElement(condition, "setvar", action=action, varname="SCORE").text = score
    if feedback:
        ET.SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=feedback)
    return variable


def _equal(parent: ET.Element, response: str, value: str) -> None:
    ET.SubElement(parent, "varequal", respident=response).text = value


def _general(processing: ET.Element, item: Item) -> dict[str, str]:
    """What everybody is told afterwards: the way; and who was wrong, and right."""
    posed = item.posed
    ET.SubElement(_condition(processing, "general_fb"), "other")
    return {"general_fb": bank_items.way(posed),
            "correct_fb": bank_items.paragraphs(posed.revealed(posed.question.right)),
            "general_incorrect_fb": bank_items.paragraphs(_without_hints(posed.revealed(posed.question.otherwise)))}


def _without_hints(words: str) -> str:
    return "That is not it." if "Take a hint" in words else words


def _otherwise(processing: ET.Element) -> None:
    ET.SubElement(_condition(processing, "general_incorrect_fb"), "other")


def _numerical(presentation: ET.Element, processing: ET.Element, item: Item) -> dict[str, str]:
    _field(presentation, fibtype="Decimal")
    said = _general(processing, item)
    low, high = bank_items.accepted(item.posed)
    bounds = _condition(processing, "correct_fb", "100")
    ET.SubElement(bounds, "vargte", respident="response1").text = repr(float(low))
    ET.SubElement(bounds, "varlte", respident="response1").text = repr(float(high))
    _otherwise(processing)  # a named mistake would be read as one more right answer: Canvas gives each full marks
    return said


def _field(presentation: ET.Element, **options: str) -> None:
    response = ET.SubElement(presentation, "response_str", ident="response1", rcardinality="Single")
    ET.SubElement(ET.SubElement(response, "render_fib", options), "response_label", ident="answer1")


def _choice(presentation: ET.Element, processing: ET.Element, item: Item) -> dict[str, str]:
    posed = item.posed
    single = posed.question.kind == "choice"
    right = {posed.answer} if single else set(posed.answer)
    idents = {name: str(1000 + at) for at, name in enumerate(posed.question.options)}
    options = {ident: posed.text(posed.question.options[name]) for name, ident in idents.items()}
    _choices(presentation, "response1", options, "Single" if single else "Multiple")
    said = _general(processing, item)
    for name, words in bank_items.for_options(posed)[0].items():
        if name not in right:
            _equal(_condition(processing, f"{idents[name]}_fb"), "response1", idents[name])
            said[f"{idents[name]}_fb"] = bank_items.paragraphs(words)
    whole = _condition(processing, "correct_fb", "100")
    if single:
        _equal(whole, "response1", idents[posed.answer])
    else:
        whole = ET.SubElement(whole, "and")
        for name, ident in idents.items():
            _equal(whole if name in right else ET.SubElement(whole, "not"), "response1", ident)
    _otherwise(processing)
    return said


def _choices(presentation: ET.Element, ident: str, options: dict[str, str], cardinality: str, asked: str = "") -> None:
    response = ET.SubElement(presentation, "response_lid", ident=ident, rcardinality=cardinality)
    if asked:
        ET.SubElement(ET.SubElement(response, "material"), "mattext", texttype="text/plain").text = asked
    render = ET.SubElement(response, "render_choice")
    for label, words in options.items():
        material = ET.SubElement(ET.SubElement(render, "response_label", ident=label), "material")
        ET.SubElement(material, "mattext", texttype="text/plain").text = words


def _matching(presentation: ET.Element, processing: ET.Element, item: Item) -> dict[str, str]:
    left, right, belongs = bank_items.pairs(item.posed)
    idents = {name: str(2000 + at) for at, name in enumerate(right)}
    said = _general(processing, item)
    for at, (name, words) in enumerate(left.items()):
        response = f"response_{1000 + at}"
        _choices(presentation, response, {idents[one]: text for one, text in right.items()}, "Single", words)
        _equal(_condition(processing, score=f"{100 / len(left):.2f}", action="Add"), response, idents[belongs[name]])
    _otherwise(processing)
    return said


def _essay(presentation: ET.Element, processing: ET.Element, item: Item) -> dict[str, str]:
    _field(presentation)
    ET.SubElement(_condition(processing, "general_fb"), "other")
    return {"general_fb": bank_items.for_graders(item.posed)}


_FILL = {"numerical_question": _numerical, "multiple_choice_question": _choice, "multiple_answers_question": _choice,
         "matching_question": _matching, "essay_question": _essay}


def _lost(item: Item) -> list[Lost]:
    question = item.posed.question
    kind = question.kind
    lost = [Lost(item.id, "hints", "Canvas has none")] if getattr(question, "hints", None) else []
    if kind in ("interval", "place"):
        lost.append(Lost(item.id, "checking", "an essay; the answer and the mistakes' messages are its feedback"))
    elif kind == "argument":
        lost.append(Lost(item.id, "marking by the writer", "an essay; rubric and samples are its feedback"))
    elif kind == "order":
        lost.append(Lost(item.id, "the order itself", "matched with places; the mistakes' messages are left out"))
    elif kind in ("classify", "number"):
        lost.append(Lost(item.id, "messages for mistakes", "Canvas shows none for this kind"))
    elif kind == "several" and (number := bank_items.for_options(item.posed)[1]):
        lost.append(Lost(item.id, f"{number} of {len(question.wrong)} messages", "they belong to no single option"))
    return lost
