"""The panel: what it says of a record, what its buttons do, and that a stored notebook tells nothing of its learner."""

import base64
import itertools
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from learner import answer

from techgov import ask, check, my_progress, passport, reset, way, where_you_stopped
from techgov import hint as take_hint
from techgov.answers import QuestionError, bank, pose
from techgov.panel import RECORDED, overview, stumbled, title
from techgov.progress import NAME, VERSION, Progress
from techgov.project import ROOT
from techgov.topics.seminar import argue

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("TECHGOV_PROGRESS", str(tmp_path / NAME))
    return tmp_path / NAME


def page(panel):
    """What the panel says of the record, as HTML."""
    assert panel.error is None
    return panel._page.outputs[0]["data"]["text/html"]


def buttons(widget):
    found = {}
    for child in getattr(widget, "children", ()):
        found |= buttons(child)
    return found | ({widget.description: widget} if hasattr(widget, "click") else {})


def press(panel, name):
    buttons(panel.widget)[name].click()
    assert panel.error is None


def test_for_who_has_not_begun_it_says_so():
    said = page(my_progress())
    assert "You have not answered a question yet." in said
    for one in overview({}):
        assert f">0 of {one.questions}<" in said and (one.answered, one.right, one.not_yet) == (0, 0, 0)
    assert sum(one.questions for one in overview({})) == len(bank())


def test_what_is_done_is_counted_by_lesson():
    answer("skynet.repairs"), answer("skynet.largest-total", wrong=True), check("skynet.prediction", "40")
    take_hint("skynet.mean-and-maximum")
    [skynet] = [one for one in overview(Progress().answers()) if one.stem == "06_skynet"]
    assert (skynet.title, skynet.answered, skynet.right, skynet.not_yet) == ("Skynet", 3, 1, 1)
    assert f"<td>3 of {skynet.questions}</td><td>1</td><td>1</td>" in re.sub(" style=[^>]*", "", page(my_progress()))


def test_trouble_is_listed_with_its_mistake_and_the_way_back():
    posed = pose("skynet.largest-total")
    mistake = posed.question.wrong[0]
    answer(posed.question.id, wrong=True), answer(posed.question.id, wrong=True), answer("skynet.repairs")
    answer("skynet.mean-and-maximum", wrong=True), answer("skynet.mean-and-maximum")
    take_hint("skynet.ten-or-eight")
    assert stumbled(Progress().answers()) == [posed.question.id, "skynet.mean-and-maximum", "skynet.ten-or-eight"]
    said = page(my_progress())
    first, second, third = said.split("<li>Skynet: ")[1:]
    assert "<strong>not right yet</strong>, 2 tries." in first
    assert f"{mistake.name.replace('-', ' ')} (2 times)" in first
    assert "<strong>right</strong>, 2 tries." in second and "<strong>not answered yet</strong>, 1 hint." in third
    for part in (first, second, third):
        path, cell, words = re.search(r'href="\.\./([^"#]+)#cell-id=([^"]+)">([^<]+)</a>', part).groups()
        [heading] = [c for c in json.loads((ROOT / path).read_text("utf-8"))["cells"] if c["id"] == cell]
        assert words in "".join(heading["source"]).splitlines()[0]


def test_much_trouble_is_cut_to_a_readable_list():
    for id in list(bank())[:14]:
        Progress().record(id, lambda entry: {"tries": 2, "right": False, "answer": "7"})
    said = page(my_progress())
    assert said.count("not right yet</strong>") == 10 and "And 4 questions more, with less trouble." in said


def test_what_came_with_a_code_is_said_to(place):
    answer("skynet.repairs", wrong=True)
    code = passport.code()
    place.unlink()
    passport.enter(code)
    assert "<strong>not right yet</strong>, as the code of your passport has it." in page(my_progress())


def test_nothing_of_a_record_becomes_part_of_the_page(place):
    entry = {"tries": 2, "right": False, "answer": MARKUP, "mistakes": {MARKUP: 2}, "lesson": MARKUP, "seed": MARKUP}
    Progress().update(lambda answers: answers.update({"skynet.repairs": entry, MARKUP: entry}))
    panel = my_progress()
    press(panel, "Reset …")
    assert "<img" not in page(panel) + panel._carried.value and "&lt;img" in page(panel)
    panel._which.value = MARKUP
    press(panel, "Reset …")
    assert "<img" not in panel._sure.children[0].value and "&lt;img" in panel._sure.children[0].value
    assert "1 answer to questions that this edition does not ask: kept." in page(panel)


def test_a_stored_notebook_tells_nothing_of_its_learner(place):
    before = my_progress()._repr_mimebundle_()
    answer("skynet.repairs", wrong=True)
    after = my_progress()._repr_mimebundle_()
    for kind in ("text/html", "text/plain"):
        assert before[kind] == after[kind] and str(place.parent) not in after[kind]
    assert "0 of " in after["text/html"] and "to see yours." in after["text/html"]


def test_the_path_is_shown_when_it_is_asked_for(place):
    panel = my_progress()
    shown = page(panel) + "".join(str(getattr(child, "value", "")) for child in panel.widget.children)
    assert str(place) not in shown
    press(panel, "Show where it lies")
    assert str(place) in panel._where.value and "no such file yet" in panel._where.value
    answer("skynet.repairs")
    press(panel, "Show where it lies")
    assert "read it and delete it" in panel._where.value


def test_all_that_is_recorded_is_listed():
    check("skynet.rewrite", "A sentence of enough words.")
    Progress().self_mark(pose("skynet.rewrite"), [True, False])
    answer("skynet.repairs", wrong=True)
    argue().add("china-cameras")
    interval = next(id for id, words in bank().items() if words["kind"] == "interval")
    for _ in range(2):
        check(interval, ["1", "2"])
    way(interval)
    fields = set().union(*Progress().answers().values())
    assert fields == set(RECORDED)
    listed = "".join(str(getattr(child, "value", "")) for child in my_progress().widget.children)
    assert all(words in listed for words in RECORDED.values())


def test_a_field_of_another_type_costs_nobody_the_page(place):
    answer("skynet.repairs")
    check("skynet.rewrite", "A sentence of enough words.")
    data = json.loads(place.read_text())
    data["answers"]["skynet.repairs"]["last_at"] = 5
    data["answers"]["skynet.rewrite"]["self_mark"] = 7
    place.write_text(json.dumps(data))
    assert "You were last in" in repr(where_you_stopped()) and ask("skynet.rewrite").error is None


def upload(panel, content):
    """What the page sends when a file is chosen."""
    panel._upload.value = ({"name": "p.json", "type": "", "size": len(content), "content": memoryview(content),
                            "last_modified": datetime.now(UTC)},)


# the passport --------------------------------------------------------------------------------------------------

def test_the_panel_carries_answers_from_one_machine_to_another(place):
    panel = my_progress()
    assert "There is nothing to carry yet." in panel._carried.value
    answer("skynet.repairs"), check("skynet.rewrite", "A sentence of enough words, 十二 of them.")
    before = Progress().answers()
    press(panel, "Refresh")
    code = re.search(r"<textarea readonly[^>]*>([^<]+)</textarea>", panel._carried.value)[1]
    file = base64.b64decode(re.search(r'href="data:application/json;base64,([^"]+)"', panel._carried.value)[1])
    assert code == passport.code() and json.loads(file)["answers"] == before
    place.unlink()

    panel = my_progress()
    press(panel, "Enter the code")
    assert "Paste a code" in panel._carry_said.value
    panel._code.value = code[:-1]
    press(panel, "Enter the code")
    assert "typing mistake" in panel._carry_said.value and not place.exists()
    panel._code.value = code.lower()
    press(panel, "Enter the code")
    assert "2 questions added" in panel._carry_said.value and ">2 of " in page(panel)

    upload(panel, b"no")
    assert "no passport of TechGov" in panel._carry_said.value and panel._upload.value == ()
    upload(panel, file)
    assert panel.error is None and Progress().answers() == before


# reset ---------------------------------------------------------------------------------------------------------

def test_a_reader_is_led_on_from_the_last_answer(place, monkeypatch):
    minutes = itertools.count()
    monkeypatch.setattr("techgov.progress.datetime", SimpleNamespace(
        now=lambda zone: datetime(2026, 1, 1, tzinfo=zone) + timedelta(minutes=next(minutes))))
    assert "not answered a question yet" in repr(where_you_stopped())
    graded = [id for id in bank() if pose(id).question.graded]
    for id in graded[0], graded[-1]:
        answer(id)
        stem = bank()[id]["lesson"]
        said = where_you_stopped()
        entry = Progress().answers()
        asked = sum(words["lesson"] == stem for words in bank().values())
        done = sum(bank()[one]["lesson"] == stem for one in entry)
        assert f"in {title(stem)}, where you have answered {done} of {asked} questions" in repr(said)
        [(path, cell)] = re.findall(r'href="\.\./([^#"]+)#cell-id=([^"]+)"', said._repr_html_())
        assert cell in {one["id"] for one in json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]}
        assert Path(path).stem == stem


def test_a_lesson_that_is_done_leaves_nothing_to_go_on_with(place):
    stem = "04_grid_management"
    for id, words in bank().items():
        if words["lesson"] == stem:
            answer(id)
    assert repr(where_you_stopped()).endswith("included. All of them.")


def test_nothing_is_reset_at_one_press(place):
    answer("skynet.repairs"), answer("skynet.largest-total")
    panel, before = my_progress(), place.read_bytes()
    panel._which.value = "skynet.repairs"
    press(panel, "Reset …")
    assert "Reset your answers to skynet.repairs?" in panel._sure.children[0].value and place.read_bytes() == before
    press(panel, "No, keep them")
    assert panel._sure.children == () and place.read_bytes() == before
    press(panel, "Reset …")
    panel._which.value = ""  # another choice is to be confirmed anew
    assert panel._sure.children == ()
    panel._which.value = "skynet.repairs"
    press(panel, "Reset …")
    press(panel, "Yes, reset")
    assert list(Progress().answers()) == ["skynet.largest-total"] and ">1 of " in page(panel)
    kept = re.search(r"kept as (\S+\.json)", panel._reset_said.value)[1]
    assert place.with_name(kept).read_bytes() == before
    assert panel._which.value == ""
    press(panel, "Reset …")
    press(panel, "Yes, reset")
    assert Progress().answers() == {} and "You have not answered a question yet." in page(panel)


def test_reset_in_code_names_what_was_kept(place):
    answer("skynet.repairs"), answer("skynet.largest-total")
    assert repr(reset("skynet.ten-or-eight")) == "Nothing is recorded there."
    with pytest.raises(QuestionError, match="There is no question 'skynet.repair'"):
        reset("skynet.repair")
    said = repr(reset("skynet.repairs"))
    assert "passport.load(\"techgov-progress.before-reset-1.json\") brings it back" in said
    assert passport.load("techgov-progress.before-reset-1.json").added == 1
    reset()
    assert Progress().answers() == {}


def test_what_cannot_be_reset_is_said(place):
    place.write_text(json.dumps({"format": "techgov-progress", "version": VERSION + 1, "answers": {}}))
    panel = my_progress()
    assert "was written by a newer TechGov" in page(panel)
    press(panel, "Reset …")
    press(panel, "Yes, reset")
    assert "was written by a newer TechGov" in panel._reset_said.value and json.loads(place.read_text())["version"] == 2


def test_a_failure_is_said_where_the_learner_looks(monkeypatch):
    panel = my_progress()
    monkeypatch.setattr("techgov.panel.overview", lambda answers: 1 / 0)
    buttons(panel.widget)["Refresh"].click()
    assert isinstance(panel.error, ZeroDivisionError) and "Something went wrong here" in panel._carry_said.value
