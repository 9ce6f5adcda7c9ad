"""The question bank in Moodle XML and QTI: read back as Moodle's and Canvas's importers read it, and marked."""

import base64
import csv
import html
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from techgov import cli
from techgov.answers import bank, pose
from techgov.teach import bank_items, moodle, qti
from techgov.teach.bank_items import Item

ITEMS = list(bank_items.items(seed=2027, variants=3))
MOODLE, MOODLE_LOST = moodle.export(ITEMS)
QTI, QTI_LOST = qti.export(ITEMS)
# what Moodle takes as a fraction (question/engine/bank.php, fraction_options_full)
FRACTIONS = {0, *(round(100 / n, 4) for n in range(1, 11)), 5, 90, 83.3333, 80, 75, 70, 66.6667, 60, 40, 30}
NAMES = [item.name for item in ITEMS]


def questions():
    """Item -> its <question>, in the order of the file."""
    found = [one for one in ET.fromstring(MOODLE) if one.get("type") != "category"]
    return dict(zip(NAMES, zip(ITEMS, found, strict=True), strict=True))


def entries():
    """Item -> its <item> of the package."""
    with zipfile.ZipFile(io.BytesIO(QTI)) as package:
        trees = [ET.fromstring(package.read(name)) for name in package.namelist() if name.startswith("bank-")]
    found = {}
    for tree in trees:
        for node in tree.iter():
            node.tag = node.tag.rpartition("}")[2]
        found |= {node.get("title"): node for node in tree.iter("item")}
    return {item.name: (item, found[item.name]) for item in ITEMS}


MOODLE_OF, QTI_OF = questions(), entries()


def of_kind(*kinds):
    return [item.name for item in ITEMS if item.posed.question.kind in kinds]


def text(node, path=""):
    return (node.find(f"{path}/text" if path else "text").text or "").strip()


# which questions, which numbers ---------------------------------------------------------------------------------

def test_every_question_is_carried_or_listed():
    assert {item.id for item in ITEMS} | {one.question for one in bank_items.left_out()} == set(bank())
    assert {bank()[one.question]["kind"] for one in bank_items.left_out()} == {"prediction"}


def test_variants_have_other_numbers_and_other_names():
    assert len(set(NAMES)) == len(NAMES) and len({item.key for item in ITEMS}) == len(ITEMS)
    for id, words in bank().items():
        numbers = [item.posed.parameters for item in ITEMS if item.id == id]
        assert all(one not in numbers[:at] for at, one in enumerate(numbers))
        if words.get("vary"):
            assert numbers[0] == words["parameters"] and 2 <= len(numbers) <= 3


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    again = list(bank_items.items(seed=2027, variants=3))
    assert moodle.export(again)[0] == MOODLE and qti.export(again)[0] == QTI
    assert moodle.export(list(bank_items.items(seed=3, variants=2)))[0] != MOODLE


# Moodle -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", of_kind("number"))
def test_moodle_marks_numbers_as_the_lesson_does(name):
    item, node = MOODLE_OF[name]
    posed = item.posed
    assert node.get("type") == "numerical"
    assert _numerical(node, float(posed.question.right_answer(posed.answer)))[0] == 100
    for one in posed.question.wrong:
        said = html.escape(posed.revealed(one.message))
        assert _numerical(node, posed.wrong[one.name]) == (0, f"<p>{said}</p>")


def _numerical(node, value):
    """The fraction and feedback of the first answer that matches, as qtype_numerical takes it."""
    for answer in node.findall("answer"):
        if text(answer) == "*" or abs(value - float(text(answer))) <= float(answer.find("tolerance").text) * (1 + 1e-9):
            return float(answer.get("fraction")), text(answer, "feedback")


@pytest.mark.parametrize("name", of_kind("choice", "several"))
def test_moodle_gives_full_marks_to_the_right_options_only(name):
    item, node = MOODLE_OF[name]
    posed, answers = item.posed, node.findall("answer")
    fractions = dict(zip(posed.question.options, (float(one.get("fraction")) for one in answers), strict=True))
    right = {posed.answer} if posed.question.kind == "choice" else set(posed.answer)
    assert sum(fractions[one] for one in right) == pytest.approx(100, abs=1e-3)
    assert all(fractions[one] <= 0 for one in set(fractions) - right)
    assert all(any(abs(abs(one) - known) < 1e-3 for known in FRACTIONS) for one in fractions.values())
    said = {option: text(one, "feedback") for option, one in zip(posed.question.options, answers, strict=True)}
    for one in posed.question.wrong:
        if posed.question.kind == "choice":
            assert html.escape(posed.revealed(one.message)) in said[one.when]


@pytest.mark.parametrize("name", of_kind("classify", "order"))
def test_moodle_matches_what_belongs_together(name):
    item, node = MOODLE_OF[name]
    question, answer = item.posed.question, item.posed.answer
    pairs = {text(one): text(one, "answer") for one in node.findall("subquestion") if text(one)}
    for at, name in enumerate(answer):
        wanted = item.posed.text(question.buckets[answer[name]]) if question.kind == "classify" else f"place {at + 1}"
        assert pairs[html.escape(item.posed.text(question.items[name]))] == wanted
    assert len(pairs) == len(question.items)


@pytest.mark.parametrize("name", NAMES)
def test_moodle_has_hints_the_way_and_notes(name):
    item, node = MOODLE_OF[name]
    question = item.posed.question
    assert text(node, "name") == name and len(node.find("idnumber").text) <= 100
    if node.get("type") == "essay":
        assert text(node, "graderinfo")
    else:
        hints = [f"<p>{html.escape(item.posed.text(words))}</p>" for words in question.hints]
        assert [text(one) for one in node.findall("hint")] == hints
        assert html.escape(item.posed.way()[0]) in text(node, "generalfeedback")


@pytest.mark.parametrize("name", of_kind("place"))
def test_moodle_holds_the_chart_with_its_words(name):
    item, node = MOODLE_OF[name]
    file = node.find("questiontext/file")
    assert base64.b64decode(file.text).startswith(b"\x89PNG")
    assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in text(node, "questiontext")
    assert html.escape(item.posed.text(item.posed.question.shows)) in text(node, "questiontext")


def test_moodle_puts_variants_into_a_category_of_their_own():
    place, held = "", {}
    for node in ET.fromstring(MOODLE):
        if node.get("type") == "category":
            place = text(node, "category")
        else:
            held.setdefault(place, []).append(text(node, "name"))
    for item in ITEMS:
        [home] = [place for place, names in held.items() if item.name in names]
        assert home.startswith("$course$/top/TechGov/") and home.endswith(f"/{item.id}") == (item.of > 1)


@pytest.mark.parametrize("export", [lambda items: moodle.export(items)[0],
                                    lambda items: _unzipped(qti.export(items)[0])])
def test_markup_in_words_stays_words(export):
    posed = pose("grid_management.origin")
    evil = "<script>alert(1)</script> & ]]> \"quoted\" 网格"
    item = Item(replace(posed, question=replace(posed.question, prompt=evil)), 1, 1)
    tree = ET.fromstring(export([item]))
    shown = [node.text for node in tree.iter() if node.text and "alert(1)" in node.text]
    assert shown and all("<script" not in one and html.escape(evil) in one for one in shown)


def _unzipped(package):
    return zipfile.ZipFile(io.BytesIO(package)).read("bank-01/bank-01.xml")


# QTI --------------------------------------------------------------------------------------------------------------

def test_the_package_holds_what_its_manifest_names():
    with zipfile.ZipFile(io.BytesIO(QTI)) as package:
        names = set(package.namelist())
        manifest = ET.fromstring(package.read("imsmanifest.xml"))
        pictures = [name for name in names if name.startswith("images/")]
        assert all(package.read(name).startswith(b"\x89PNG") for name in pictures)
    assert {node.get("href") for node in manifest.iter() if node.tag.endswith("}file")} == names - {"imsmanifest.xml"}
    used = [name for name, (item, node) in QTI_OF.items() if "$IMS-CC-FILEBASE$" in ET.tostring(node, "unicode")]
    assert used == of_kind("place") and len(pictures) == len(used)


@pytest.mark.parametrize("name", of_kind("number", "choice", "several", "classify", "order"))
def test_canvas_marks_as_the_lesson_does(name):
    item, node = QTI_OF[name]
    posed = item.posed
    assert _score(node, _responses(item, node, posed.question.right_answer(posed.answer))) == pytest.approx(100, abs=.1)
    for one in posed.question.wrong:
        wrong = posed.question.wrong_answer(one, posed.answer, posed.wrong)
        assert _score(node, _responses(item, node, wrong)) < 99


def _responses(item, node, answer):
    """What a student who gives ``answer`` in Canvas sends: response -> the idents that were chosen, or a number."""
    question = item.posed.question
    if question.kind == "number":
        return {"response1": {answer}}
    labels = {}
    for response in node.iter("response_lid"):
        labels[response.get("ident")] = {"".join(one.itertext()).strip(): one.get("ident")
                                         for one in response.iter("response_label")}
    if question.kind in ("choice", "several"):
        chosen = [answer] if question.kind == "choice" else answer
        return {"response1": {labels["response1"][item.posed.text(question.options[one])] for one in chosen}}
    places = ({one: item.posed.text(question.buckets[answer[one]]) for one in question.items}
              if question.kind == "classify" else {one: f"place {at}" for at, one in enumerate(answer, 1)})
    return {ident: {labels[ident][places[one]]} for ident, one in zip(labels, question.items, strict=True)}


def _score(node, responses):
    """The score of QTI 1.2's response processing, as far as the export uses it."""
    score = 0.0
    for condition in node.iter("respcondition"):
        if all(_holds(one, responses) for one in condition.find("conditionvar")):
            for change in condition.findall("setvar"):
                score = float(change.text) + (score if change.get("action") == "Add" else 0)
            if condition.get("continue") == "No":
                break
    return score


def _holds(test, responses):
    if test.tag == "other":
        return True
    if test.tag in ("and", "not"):
        return all(_holds(one, responses) for one in test) != (test.tag == "not")
    given = responses[test.get("respident")]
    if test.tag == "varequal":
        return test.text in given
    [value] = given
    return float(value) >= float(test.text) if test.tag == "vargte" else float(value) <= float(test.text)


def test_each_item_names_its_kind_for_canvas_and_its_feedback_exists():
    for item, node in QTI_OF.values():
        fields = {one.findtext("fieldlabel"): one.findtext("fieldentry") for one in node.iter("qtimetadatafield")}
        assert fields["question_type"].endswith("_question")
        assert float(fields["points_possible"]) == item.posed.question.points
        assert ({one.get("linkrefid") for one in node.iter("displayfeedback")}
                <= {one.get("ident") for one in node.findall("itemfeedback")})


if os.environ.get("TECHGOV_QTI_TOOL"):  # a checkout of github.com/instructure/QTIMigrationTool, and lxml
    def test_the_published_dtd_and_canvass_own_converter_take_it(tmp_path):
        from lxml import etree
        tool = Path(os.environ["TECHGOV_QTI_TOOL"])
        dtd = etree.DTD(str(tool / "schemas" / "ims_qtiasiv1p2p1.dtd"))
        with zipfile.ZipFile(io.BytesIO(QTI)) as package:
            package.extractall(tmp_path / "in")
        for path in (tmp_path / "in").glob("bank-*/*.xml"):
            bare = path.read_bytes().replace(b' xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"', b"")
            assert dtd.validate(etree.fromstring(bare)), dtd.error_log
        subprocess.run([sys.executable, str(tool / "migrate.py"), "--nogui", "--ucvars", "--overwrite",
                        f"--cpout={tmp_path / 'out'}", str(tmp_path / "in")], check=True, capture_output=True)
        assert len(list((tmp_path / "out" / "assessmentItems").glob("*.xml"))) == len(ITEMS)


# the command ------------------------------------------------------------------------------------------------------

def test_the_command_writes_both_and_says_what_is_not_carried(tmp_path, capsys):
    assert cli.main(["export", "--out", str(tmp_path), "--seed", "2027"]) == 0
    said = capsys.readouterr().out
    assert (tmp_path / "techgov-moodle.xml").read_text(encoding="utf-8") == MOODLE
    assert (tmp_path / "techgov-qti.zip").read_bytes() == QTI
    for name, lost in (("moodle", MOODLE_LOST), ("qti", QTI_LOST)):
        text = (tmp_path / f"techgov-{name}-not-carried.csv").read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len(rows) == len(lost) + len(bank_items.left_out()) and all(row["why"] in said for row in rows)


@pytest.mark.parametrize("more, says", [(["--variants", "0"], "--variants 1 or more"), ([], "Name another folder")])
def test_what_cannot_be_done_is_one_sentence(tmp_path, capsys, more, says):
    (tmp_path / "file").write_text("")
    assert cli.main(["export", "--format", "moodle", "--out", str(tmp_path / "file" / "folder"), *more]) == 1
    assert says in capsys.readouterr().err
