"""The question bank as Moodle XML, as Moodle's own importer (question/format/xml/format.php) reads it.

A category a lesson; a question that varies has a category of its own in it, so that a quiz can draw one variant at
random. Numbers, choices and sets become numerical and multiple-choice questions; sortings, and orders, matching ones;
intervals, places and arguments essays with notes for who marks them. Pictures travel inside the file.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from techgov.teach import bank_items
from techgov.teach.bank_items import Item, Lost

TOP = "$course$/top/TechGov"


def export(items: Iterable[Item]) -> tuple[str, list[Lost]]:
    """The XML of ``items``, and what it does not carry of them."""
    quiz, lost, category = ET.Element("quiz"), [], ""
    for item in items:
        place = f"{TOP}/{item.lesson}" + (f"/{item.id}" if item.of > 1 else "")
        if place != category:
            category = place
            _text(ET.SubElement(ET.SubElement(quiz, "question", type="category"), "category"), place)
        quiz.append(_question(item))
        if item.number == 1:
            lost += _lost(item)
    ET.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(quiz, encoding="unicode") + "\n", lost


def _question(item: Item) -> ET.Element:
    posed, kind = item.posed, item.posed.question.kind
    type, fill = _TYPES.get(kind, ("essay", _essay))
    question = ET.Element("question", type=type)
    _text(ET.SubElement(question, "name"), item.name)
    asked = _html(question, "questiontext", bank_items.prompt(posed))
    if kind == "place":
        _picture(asked, item)
    if type != "essay":
        _html(question, "generalfeedback", bank_items.way(posed))
    ET.SubElement(question, "defaultgrade").text = str(posed.question.points)
    ET.SubElement(question, "penalty").text = "0.3333333"
    ET.SubElement(question, "idnumber").text = item.key
    fill(question, item)
    for words in getattr(posed.question, "hints", []) if type != "essay" else []:
        _html(question, "hint", bank_items.paragraphs(posed.text(words)))
    tags = ET.SubElement(question, "tags")
    for words in (posed.lesson, kind):
        _text(ET.SubElement(tags, "tag"), words)
    return question


def _numerical(question: ET.Element, item: Item) -> None:
    posed = item.posed
    _number(question, "100", *bank_items.accepted(posed), posed.revealed(posed.question.right))
    for one in posed.question.wrong:
        bounds = bank_items.accepted(posed, posed.wrong[one.name])
        _number(question, "0", *bounds, posed.revealed(one.message))
    _html(_text(ET.SubElement(question, "answer", fraction="0", format="moodle_auto_format"), "*"), "feedback",
          bank_items.paragraphs(posed.revealed(posed.question.otherwise)))


def _number(question: ET.Element, fraction: str, low: float, high: float, said: str) -> None:
    answer = _text(ET.SubElement(question, "answer", fraction=fraction, format="moodle_auto_format"),
                   repr(float((low + high) / 2)))
    _html(answer, "feedback", bank_items.paragraphs(said))
    ET.SubElement(answer, "tolerance").text = repr(float((high - low) / 2))


def _choice(question: ET.Element, item: Item) -> None:
    posed = item.posed
    said, _ = bank_items.for_options(posed)
    single = posed.question.kind == "choice"
    right = {posed.answer} if single else set(posed.answer)
    ET.SubElement(question, "single").text = str(single).lower()
    ET.SubElement(question, "shuffleanswers").text = "true"
    ET.SubElement(question, "answernumbering").text = "none"
    for name, words in posed.question.options.items():
        # who ticks everything gets nothing: a wrong option takes away what a right one gives
        wrong = 0 if single else -100 / max(1, len(posed.question.options) - len(right))
        share = 100 / len(right) if name in right else wrong
        answer = _text(ET.SubElement(question, "answer", fraction=f"{share:.7g}", format="html"),
                       html.escape(posed.text(words)))
        _html(answer, "feedback", bank_items.paragraphs(said.get(name, "")))
    _combined(question, item)


def _matching(question: ET.Element, item: Item) -> None:
    left, right, belongs = bank_items.pairs(item.posed)
    ET.SubElement(question, "shuffleanswers").text = "true"
    for name, words in left.items():
        _pair(question, html.escape(words), right[belongs[name]])
    for name in right.keys() - set(belongs.values()):
        _pair(question, "", right[name])
    _combined(question, item)


def _pair(question: ET.Element, asked: str, answer: str) -> None:
    part = _text(ET.SubElement(question, "subquestion", format="html"), asked)
    _text(ET.SubElement(part, "answer"), answer)


def _essay(question: ET.Element, item: Item) -> None:
    ET.SubElement(question, "responseformat").text = "editor"
    ET.SubElement(question, "responserequired").text = "1"
    _html(question, "graderinfo", bank_items.for_graders(item.posed))


def _combined(question: ET.Element, item: Item) -> None:
    posed = item.posed
    _html(question, "correctfeedback", bank_items.paragraphs(posed.revealed(posed.question.right)))
    for name in ("partiallycorrectfeedback", "incorrectfeedback"):
        _html(question, name, bank_items.paragraphs(posed.revealed(posed.question.otherwise)))


_TYPES = {"number": ("numerical", _numerical), "choice": ("multichoice", _choice), "several": ("multichoice", _choice),
          "classify": ("matching", _matching), "order": ("matching", _matching)}


def _picture(asked: ET.Element, item: Item) -> None:
    png, alt = bank_items.chart(item.posed)
    name = f"{item.key}.png"
    asked.find("text").text += f'<p><img src="@@PLUGINFILE@@/{name}" alt="{html.escape(alt)}"></p>'
    ET.SubElement(asked, "file", name=name, path="/", encoding="base64").text = base64.b64encode(png).decode()


def _text(parent: ET.Element, words: str) -> ET.Element:
    """``parent`` with the words as its <text>."""
    ET.SubElement(parent, "text").text = words
    return parent


def _html(parent: ET.Element, name: str, markup: str) -> ET.Element:
    return _text(ET.SubElement(parent, name, format="html"), markup)


def _lost(item: Item) -> list[Lost]:
    question = item.posed.question
    kind = question.kind
    if kind in ("interval", "place"):
        return [Lost(item.id, "checking and hints", "an essay; the answer and the messages are for who marks it")]
    if kind == "argument":
        return [Lost(item.id, "marking by the writer", "an essay; rubric and samples are for who marks it")]
    if kind == "order":
        return [Lost(item.id, "the order itself", "matched with places; the mistakes' messages are left out")]
    if kind == "classify":
        return [Lost(item.id, "messages for mistakes", "a matching question has none of its own")]
    if kind == "several" and (number := bank_items.for_options(item.posed)[1]):
        return [Lost(item.id, f"{number} of {len(question.wrong)} messages", "they belong to no single option")]
    return []
