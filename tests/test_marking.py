"""Marks: equal to those of a person, and no submission, however broken or hostile, costs the others theirs."""

import csv
import errno
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import handed_in
import numpy as np
import pandas as pd
import psutil
import pytest
from handed_in import (
    GRID,
    LABELS,
    MARKED_BY_HAND,
    RIGHT,
    SKYNET,
    cell_of,
    code_after,
    exercise,
    filled,
    hand_in,
    solved,
)

from techgov.answers import bank, pose
from techgov.teach import feedback, marking, sandbox
from techgov.teach.grade import grade
from techgov.teach.inside import pack
from techgov.teach.sandbox import Cell, Limits

MODES = ["bare", "bubblewrap"] if sandbox.bubblewrap() else ["bare"]
QUICK = Limits(seconds=25, cell_seconds=4)


@pytest.fixture(scope="module", params=MODES)
def mode(request):
    """With and, as on a machine that lacks it, without bubblewrap."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "bare":
            patch.setenv("TECHGOV_BWRAP", "")
        sandbox.bubblewrap.cache_clear()
        yield request.param
    sandbox.bubblewrap.cache_clear()


def quiet(_):
    pass


def of(marked, student):
    (one,) = [one for one in marked if one.submission.student == student and one.submission.counts]
    return one


def points(one, part="exercise"):
    return [mark.points for mark in one.marks if mark.part == part]


def said(one):
    return " ".join(one.faults)


def rows(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


# the same marks as a person's ------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def by_hand(mode, tmp_path_factory):
    place = tmp_path_factory.mktemp("class") / "homework"
    for student, (stem, answers, *_) in MARKED_BY_HAND.items():
        hand_in(place / f"{student}_{stem}.ipynb", filled(exercise(stem), answers))
    out = place.with_name("marks")
    return grade(place, out, limits=QUICK, say=quiet), out


@pytest.mark.parametrize("student", MARKED_BY_HAND)
def test_marks_are_those_that_a_person_gave(by_hand, student):
    stem, _, expected, mistakes, argues = MARKED_BY_HAND[student]
    one = of(by_hand[0], student)
    assert points(one) == [*expected, None if argues else 0]
    named = {label: mark.mistake for label, mark in zip(LABELS[stem], one.marks) if mark.mistake}
    assert named == mistakes
    assert one.waiting() == 4 * argues and one.possible() == 12


def test_the_tables_hold_every_mark_and_the_total(by_hand):
    marked, out = by_hand
    table = rows(out / "marks.csv")
    assert len(table) == 5 * len(MARKED_BY_HAND) and {row["part"] for row in table} == {"exercise"}
    (mistake,) = [row for row in table if row["student"] == "not-text" and row["question"].endswith("one-note")]
    assert mistake["mistake"] == "number-not-text" and mistake["points"] == "0" and mistake["message"]
    totals = {row["student"]: row for row in rows(out / "overview.csv")}
    for student, (_, _, expected, _, argues) in MARKED_BY_HAND.items():
        assert float(totals[student]["points"]) == sum(expected)
        assert totals[student]["to_be_read"] == str(4 * argues)
    assert (out / "marks.csv").stat().st_mode & 0o077 == 0


def test_feedback_has_the_message_of_each_mistake(by_hand):
    _, out = by_hand
    page = (out / "feedback" / "mistaken_04_grid_management.html").read_text(encoding="utf-8")
    for mistake, id in (("subtracted", "year-before"), ("all-rows", "one-note")):
        posed = pose(f"grid_management.{id}")
        (words,) = [one.message for one in posed.question.wrong if one.name == mistake]
        assert posed.revealed(words).split(".")[0].replace("'", "&#39;") in page
    to_read = (out / "to_read.html").read_text(encoding="utf-8")
    rubric = pose("grid_management.open-test").question.rubric
    assert "Draw the districts by lot" in to_read and rubric[0][:20] in to_read


@pytest.mark.parametrize("path", sorted((handed_in.ROOT / "exercises").glob("*.ipynb")), ids=lambda path: path.stem)
def test_an_untouched_exercise_scores_nothing_and_its_solution_everything(path):
    assignment = marking.read_assignment(path)
    assert [one.expression for one in assignment.asked]
    for folder, all_of_it in (("exercises", False), ("solutions", True)):
        cells, _ = marking.read_notebook((handed_in.ROOT / folder / path.name).read_bytes())
        one = marking.mark(assignment, marking.Submission("x", path.stem, "", cells), lesson=False)
        assert one.points() + one.waiting() == (one.possible() if all_of_it else 0)
        assert not one.faults


# answers chosen in widgets ---------------------------------------------------------------------------------

def progress(lesson, wrong=()):
    """A progress file with every question of ``lesson`` answered rightly, but those of ``wrong`` by their first
    mistake; each entry says that it was right."""
    answers = {}
    for id, words in bank().items():
        if words["lesson"] != lesson:
            continue
        posed = pose(id)
        question = posed.question
        if not question.graded:
            raw = "A sentence of more than five words." if question.kind == "argument" else "3"
        elif id in wrong:
            raw = question.wrong_answer(question.wrong[0], posed.answer, posed.wrong)
        else:
            raw = question.right_answer(posed.answer)
        answers[id] = {"lesson": lesson, "seed": None, "tries": 1, "right": True, "first_try_right": True,
                       "answer": raw, "self_mark": [True, False]}
    return json.dumps({"format": "techgov-progress", "version": 1, "answers": answers})


def test_answers_of_the_lesson_are_judged_anew_and_bound_by_name(tmp_path):
    wrong = {"skynet.largest-total", "skynet.repairs"}
    hand_in(tmp_path / "in" / "Anna_06_skynet.ipynb", exercise(SKYNET))
    hand_in(tmp_path / "in" / "anna.json", progress(SKYNET, wrong))
    hand_in(tmp_path / "in" / "bela" / "06_skynet.ipynb", exercise(SKYNET))
    hand_in(tmp_path / "in" / "cai" / "techgov-progress.json", progress(SKYNET))
    marked = grade(tmp_path / "in", tmp_path / "out", say=quiet)
    anna, bela, cai = (of(marked, name) for name in ("Anna", "bela", "cai"))
    (argument,) = [mark for mark in anna.marks if mark.question == "skynet.rewrite"]
    assert argument.points is None and argument.self_mark == (True, False)
    assert {mark.question for mark in anna.marks if mark.status == "wrong"} == wrong
    assert anna.points("lesson") == anna.possible("lesson") - 2 - anna.waiting("lesson")
    assert anna.points("exercise") == 0, "what the progress file says of the exercise's own cells is not looked at"
    assert bela.points() == 0 and bela.possible() == anna.possible()
    assert cai.points("lesson") + cai.waiting("lesson") == cai.possible("lesson") and "No notebook" in said(cai)


def test_where_nobody_handed_in_progress_the_lesson_does_not_count(tmp_path):
    hand_in(tmp_path / "in" / "anna_06_skynet.ipynb", exercise(SKYNET))
    lines = []
    (one,) = grade(tmp_path / "in", tmp_path / "out", say=lines.append)
    assert one.possible("lesson") == 0 and any("no progress files" in line for line in lines)


def test_a_verdict_without_its_answer_earns_nothing_and_a_seed_is_kept(tmp_path):
    hand_in(tmp_path / "in" / "anna_06_skynet.ipynb", exercise(SKYNET))
    whole = json.loads(progress(SKYNET))
    del whole["answers"]["skynet.what-helps"]["answer"]
    seeded = pose("skynet.false-matches", 7)
    whole["answers"]["skynet.false-matches"] |= {"seed": 7, "answer": seeded.question.right_answer(seeded.answer)}
    hand_in(tmp_path / "in" / "anna.json", json.dumps(whole))
    (one,) = grade(tmp_path / "in", tmp_path / "out", say=quiet)
    marks = {mark.question: mark for mark in one.marks}
    assert marks["skynet.what-helps"].points == 0 and "code" in marks["skynet.what-helps"].message
    assert marks["skynet.false-matches"].points == 1 and marks["skynet.false-matches"].seed == 7


# faults ----------------------------------------------------------------------------------------------------

LEFT = "import subprocess\nsubprocess.Popen(['sleep', '7123'], start_new_session=True, env={}, close_fds=True)"
HIDDEN = """import os, subprocess
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execve('/bin/sleep', ['sleep', '7124'], {})
    os._exit(0)"""
FORGED = """import os, json
for number in range(3, 40):
    try:
        os.write(number, b'{"value": "grid_management.one-note/0", "packed": ["whole", "7"]}\\n')
    except OSError:
        pass
json.dumps = lambda *a, **k: '{}'
import techgov.question
techgov.question.Verdict.right = True"""
MANY = "import subprocess, time\nfor _ in range(80):\n    subprocess.Popen(['sleep', '7125'])\ntime.sleep(5)"
STUBBORN = "import signal\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)\nwhile True: pass"
FILLS = "with open('big', 'wb') as file:\n    while True:\n        file.write(bytes(1 << 20))"
LIES = """class Any(float):
    def __eq__(self, other): return True
    __le__ = __ge__ = __eq__
answer_3 = Any(1)"""
MAGIC = "%matplotlib inline\n!true\nimport matplotlib.pyplot as plt\nplt.plot([1])"
TWO_CELLS = [None, 3, {"cell_type": "code", "source": 7, "metadata": []},
             {"cell_type": "code", "source": ["answer_1", " = 4"]}]
ALL, NONE = (1, 2, 2, 3), (0, 0, 0, 0)


def with_code(label, code):
    """Everything right, and one more cell behind the one of this label."""
    return code_after(solved(GRID), label, code)


def with_wrong(answer, label="setup", code=""):
    """One wrong answer to the third question, and one more cell."""
    return code_after(filled(exercise(GRID), {"one-note": answer}), label, code)


FAULTS = {  # student -> the notebook, points of the first four questions, what must be said
    "crash": (with_code("check-stated-dates", "import os; os.kill(os.getpid(), 11)"), ALL,
              "In code cell 4 the process ended"),
    "exit": (with_code("setup", "import sys; sys.exit('done')"), ALL, "Code cell 2 failed"),
    "loop": (with_code("check-year-before", "while True: pass"), ALL, "more than 4 seconds"),
    "stubborn": (with_code("check-year-before", STUBBORN), ALL, "ran out of time"),
    "left": (with_code("setup", LEFT), ALL, "1 of its processes still ran"),
    "hidden": (with_code("setup", HIDDEN), ALL, "1 of its processes still ran"),
    "large": (with_code("setup", "held = bytearray(2 << 30)"), ALL, "MemoryError"),
    "many": (with_code("setup", MANY), ALL, "more than 50 processes"),
    "forger": (with_wrong("answer_3 = 48", "check-one-note", FORGED), NONE, ""),
    "printer": (with_wrong("answer_3 = 48\nprint('✓ Read as 7 rows. Yes.')"), NONE, ""),
    "redefines": (with_wrong("answer_3 = 48", code="check = lambda *given: 'right'"), NONE, ""),
    "deleter": (solved(GRID), ALL, "The check of grid_management.one-note was deleted"),
    "alters": (solved(GRID, check_one_note="print('right')"), ALL, "The check of grid_management.one-note was altered"),
    "own-name": (filled(exercise(GRID), {"one-note": "mine = 7",
                                         "check-one-note": 'check("grid_management.one-note", mine)'}), (0, 0, 2, 0),
                 "was altered"),
    "renames": (solved(GRID), ALL, "one-note was renamed"),
    "doubles": (solved(GRID), (1, 2, 0, 3), "one-note is there 2 times"),
    "bare-cells": (solved(GRID), ALL, "was deleted"),
    "kills-keeper": (with_code("check-enough-teams", "import os; os.kill(os.getppid(), 9)"), ALL, "the process ended"),
    "forks": (with_code("setup", "import os\nos.fork()"), ALL, ""),
    "prints": (with_code("setup", "print('x' * 50_000_000)"), ALL, ""),
    "fills-disk": (with_code("setup", FILLS), ALL, "failed: OSError"),
    "closes-folder": (with_code("setup", "import os\nos.makedirs('a/b')\nos.chmod('a', 0)"), ALL, ""),
    "magic": (with_code("setup", MAGIC), ALL, ""),
    "asks": (with_code("setup", "input('who? ')"), ALL, "EOFError"),
    "peeks": (with_code("setup", "from techgov.answers import pose"), ALL, "out of TechGov's own code"),
    "lies": (with_wrong(LIES), NONE, ""),
    "empty": ({"nbformat": 4, "metadata": {"techgov": {"lesson": GRID}}, "cells": []}, NONE, "was deleted"),
    "odd-cells": ({"nbformat": 4, "metadata": 3, "cells": TWO_CELLS}, (1, 0, 0, 0), "was deleted"),
    "not-json": ('{"cells": [', NONE, "not JSON"),
    "binary": (b"\xff\xfe\x00PK\x03\x04", NONE, "not JSON"),
    "deep": ("[" * 200_000, NONE, "not JSON"),
    "old-format": ({"nbformat": 3, "worksheets": []}, NONE, "format"),
}


def _changed():
    """What needs more than other code in a cell."""
    deleter, renames, doubles, bare = (FAULTS[name][0] for name in ("deleter", "renames", "doubles", "bare-cells"))
    deleter["cells"].remove(cell_of(deleter, "check-one-note"))
    cell_of(renames, "one-note")["metadata"]["nbgrader"]["grade_id"] = "my-cell"
    twice = json.loads(json.dumps(cell_of(doubles, "one-note")))
    twice |= {"source": "answer_3 = 48", "id": "one-note-again"}
    doubles["cells"].insert(doubles["cells"].index(cell_of(doubles, "check-one-note")) + 1, twice)
    for cell in bare["cells"]:  # as an editor that knows nothing of ids and metadata saves them
        cell["metadata"] = {}
        del cell["id"]


_changed()


@pytest.fixture(scope="module")
def faulty(mode, tmp_path_factory):
    """A class in which everything happens that can, and what was said while it was marked."""
    place = tmp_path_factory.mktemp("faults") / "in"
    for student, (notebook, *_) in FAULTS.items():
        hand_in(place / f"{student}_{GRID}.ipynb", notebook)
    hand_in(place / "good_04_grid_management.ipynb", solved(GRID))
    lines, scratch = [], tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(scratch))
        marked = grade(place, place.with_name("marks"), jobs=2, limits=QUICK, say=lines.append)
    return marked, lines, list(scratch.iterdir()), place.with_name("marks")


@pytest.mark.parametrize("student", FAULTS)
def test_a_fault_is_marked_and_named(faulty, student):
    _, expected, words = FAULTS[student]
    one = of(faulty[0], student)
    assert points(one)[:4] == list(expected)
    assert words in said(one)
    assert words or not one.faults


def test_the_rest_of_the_class_is_marked_and_progress_is_shown(faulty):
    marked, lines, _, _ = faulty
    assert points(of(marked, "good")) == [1, 2, 2, 3, None] and not of(marked, "good").faults
    assert any(line.startswith(f"{len(FAULTS) + 1} of {len(FAULTS) + 1}  ") for line in lines)


def test_nothing_outlives_its_run(faulty):
    assert faulty[2] == [], "scratch folders"
    running = [one.info["cmdline"] for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"]]
    assert not [line for line in running if line[0] == "sleep" and line[-1] in ("7123", "7124", "7125")]
    assert not psutil.Process().children(recursive=True)


def test_what_a_person_must_see_is_in_one_page(faulty):
    page = (faulty[3] / "to_read.html").read_text(encoding="utf-8")
    for name in ("not-json", "doubles", "hidden"):
        assert name in page


def test_two_by_one_student_and_files_that_are_none(tmp_path):
    place = tmp_path / "in"
    early = hand_in(place / "one" / "anna_06_skynet.ipynb", exercise(SKYNET))
    late = hand_in(place / "two" / "Anna_06_skynet.ipynb", solved(SKYNET))
    sandbox.os.utime(early, (1, 1_000))
    sandbox.os.utime(late, (1, 2_000))
    hand_in(place / "06_skynet.ipynb", solved(SKYNET))
    hand_in(place / "holiday.ipynb", {"nbformat": 4, "cells": []})
    hand_in(place / "bela.json", "{}")
    lines = []
    marked = grade(place, tmp_path / "out", say=lines.append)
    assert points(of(marked, "Anna")) == [1, 2, 2, 3, None] and "2 times" in said(of(marked, "Anna"))
    (other,) = [one for one in marked if not one.submission.counts]
    assert points(other) == [0, 0, 0, 0, 0] and "Does not count" in said(other)
    assert "says whose" in said(of(marked, "06_skynet.ipynb"))
    assert len([line for line in lines if line.startswith("left out: ")]) == 2
    assert len({path.name for path in (tmp_path / "out" / "feedback").iterdir()}) == 3


def test_what_a_student_types_is_no_markup_and_no_formula(tmp_path):
    evil = "<script>alert(1)</script>"
    hand_in(tmp_path / "in" / f"=cmd {evil[:8]}" / "06_skynet.ipynb", filled(exercise(SKYNET), {
        "one-footnote": f"answer_3 = '=1+1 {evil}'", "people-together": f"raise ValueError({evil!r})",
        "open-doubt": f"answer_5 = 'five words and {evil} too'"}))
    grade(tmp_path / "in", tmp_path / "out", say=quiet)
    for page in (tmp_path / "out").rglob("*.html"):
        assert "<script" not in page.read_text(encoding="utf-8")
    for row in rows(tmp_path / "out" / "marks.csv"):
        assert row["student"].startswith("'=") and not row["answer"].startswith("=")


def test_no_line_end_in_an_answer_begins_a_row_and_no_cell_a_formula():
    cells = ["ok\r=1+1", "ok\r\n=1+1", "ok\n=1+1", "\r=1+1", "\0=1+1", "-2.5", "\t=1+1", "plain"]
    read = list(csv.reader(io.StringIO(feedback.table(["answer"], [[cell] for cell in cells])[1:], newline="")))
    assert read == [["answer"], *([cell] for cell in ("ok\n=1+1", "ok\n=1+1", "ok\n=1+1", "'\n=1+1", "'=1+1", "-2.5",
                                                      "'\t=1+1", "plain"))]


def test_a_zip_from_a_learning_management_system_is_marked(tmp_path):
    with zipfile.ZipFile(tmp_path / "homework.zip", "w") as packed:
        packed.writestr("Anna Li_12_assignsubmission_file_/06_skynet.ipynb", json.dumps(solved(SKYNET)))
        packed.writestr("../../bela_06_skynet.ipynb", json.dumps(exercise(SKYNET)))
    marked = grade(tmp_path / "homework.zip", tmp_path / "out", say=quiet)
    assert points(of(marked, "Anna Li")) == [1, 2, 2, 3, None] and points(of(marked, "bela")) == [0] * 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["homework.zip", "out"]


def test_names_and_answers_that_are_no_proper_text_cost_nobody_the_marks(tmp_path):
    odd = json.loads(progress(SKYNET))
    odd["answers"]["skynet.what-helps"] |= {"answer": "\ud800", "lesson": [SKYNET], "seed": "x", "self_mark": 3}
    odd["answers"]["skynet.repairs"] |= {"answer": {"a": [[[{}]]]}, "last_at": 7}
    for name in ("anna", "bela", "\udcff"):
        hand_in(tmp_path / "in" / f"{name}.json", json.dumps(odd))
    hand_in(tmp_path / "in" / "anna_06_skynet.ipynb", exercise(SKYNET))
    lines = []
    marked = grade(tmp_path / "in", tmp_path / "out", say=lines.append)
    assert {one.submission.student for one in marked} == {"anna", "bela", "?"}
    assert all(line.encode() for line in lines) and rows(tmp_path / "out" / "marks.csv")


# the sandbox -----------------------------------------------------------------------------------------------

def run(mode, *sources, **limits):
    return sandbox.run([Cell(source, {"x": "x"}) for source in sources], Limits(**({"seconds": 20} | limits)))


def test_there_is_no_network_not_even_for_a_program_that_is_started(mode):
    code = """import socket
try:
    socket.create_connection(('192.0.2.1', 9), 5)
    x = 'reached'
except OSError as failure:
    x = failure.errno"""
    direct = run(mode, code)
    cut = direct.network == "cut"  # a system may forbid it; then Python itself refuses, and strength() says so
    assert direct.values["x"] == (errno.ENETUNREACH if cut else None) and (cut or mode == "bare")
    command = f"[sys.executable, '-c', {code + chr(10) + 'print(x)'!r}]"
    by_another = run(mode, "import subprocess, sys\n"
                     f"x = subprocess.run({command}, capture_output=True, text=True).stdout.strip()")
    assert by_another.values["x"] == str(errno.ENETUNREACH) or not cut


def test_where_the_system_cannot_cut_the_network_python_refuses_it(monkeypatch):
    from techgov.teach import inside
    assert inside._cut_network(already=True) == "cut"
    with pytest.raises(OSError, match="no network"):
        inside._refuse("socket.connect", (None, ("192.0.2.1", 9)))
    inside._refuse("open", ("a file",))


if "bubblewrap" in MODES:  # which is for whoever wants it
    def test_in_bubblewrap_neither_solutions_nor_submissions_are_seen(tmp_path):
        hand_in(tmp_path / "bela_06_skynet.ipynb", "{}")
        places = [handed_in.ROOT / "solutions", handed_in.ROOT / "lessons", tmp_path, Path.home() / ".ssh"]
        seen = run("bubblewrap", f"import os\nx = [os.path.exists(place) for place in {list(map(str, places))}]")
        assert seen.values["x"] == [False] * 4
        source = str(handed_in.ROOT / "src" / "techgov" / "new.py")
        assert "Read-only" in run("bubblewrap", f"open({source!r}, 'w')").errors[0]


def test_a_run_gets_none_of_the_markers_variables(mode, monkeypatch):
    monkeypatch.setenv("MARKERS_OWN", "secret")
    assert "MARKERS_OWN" not in run(mode, "import os\nx = ' '.join(os.environ)").values["x"]


def test_how_strong_the_walls_are_is_said_in_one_line(mode):
    line = sandbox.strength()
    assert "\n" not in line and ("not installed" in line) == (mode == "bare")


LINES = [b"", b"no token {}", b"TOKEN {", b"TOKEN []", b'TOKEN {"begin": []}', b'TOKEN {"value": "x"}',
         b'TOKEN {"value": "x", "packed": ["list", [["whole", "z"]]]}', b'TOKEN {"error": 1}', b"x" * 5_000_000,
         b'TOKEN {"value": "x", "packed": ' + b'["list", [' * 40 + b"]]" * 40 + b"}"]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_nothing_that_a_run_sends_can_break_the_marker(line, tmp_path):
    script = tmp_path / "send.py"
    (tmp_path / "line").write_bytes(line + b"\n")
    script.write_text(f"import sys\nsys.stdout.buffer.write(open({str(tmp_path / 'line')!r}, 'rb').read())")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    outcome = sandbox._listen(process, "TOKEN", Limits(seconds=20))
    process.kill()
    process.wait()
    process.stdout.close()
    assert outcome.values == {} and outcome.stopped


VALUES = [None, ..., True, 4, -10**30, 2.5, float("nan"), float("inf"), "text", "二百万", (1, 2), [1, [2, "x"]],
          {"a", "b"}, {"a": 1}, np.int64(7), np.float64(0.1), np.array([1.5]), pd.Series([3]), pd.Series(["a"]),
          b"bytes", object(), pd.DataFrame({"a": [1]}), 10**1000, [[[[[[1]]]]]], list(range(5_000)), lambda: 0, 1j]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("id", [f"skynet.{name}" for name in ("one-footnote", "what-helps", "repairs", "open-doubt",
                                                              "order-by-support", "population-interval")])
def test_a_value_that_was_sent_gets_the_verdict_of_the_value_itself(id, value):
    posed, sent = pose(id), sandbox.unpack(json.loads(json.dumps(pack(value))))
    worth = {"unanswered": "nothing", "unclear": "nothing"}
    a, b = posed.check(value), posed.check(sent)
    assert worth.get(a.status, a.status) == worth.get(b.status, b.status) and a.mistake == b.mistake


def test_right_and_wrong_answers_of_every_question_survive_being_sent():
    for id in bank():
        posed = pose(id)
        question = posed.question
        if not question.graded:
            continue
        for raw in [question.right_answer(posed.answer),
                    *(question.wrong_answer(one, posed.answer, posed.wrong) for one in question.wrong)]:
            assert posed.check(sandbox.unpack(json.loads(json.dumps(pack(raw))))) == posed.check(raw)


# the command -----------------------------------------------------------------------------------------------

def command(*arguments, **environment):
    return subprocess.run([sys.executable, "-m", "techgov", *arguments], capture_output=True, text=True,
                          env={**sandbox.os.environ, **environment})


def test_the_command_marks_and_overwrites_nothing(tmp_path):
    hand_in(tmp_path / "homework" / "anna_06_skynet.ipynb", solved(SKYNET))
    hand_in(tmp_path / "homework" / "anna_04_grid_management.ipynb", solved(GRID))
    done = command("grade", str(tmp_path / "homework"), "--assignment", SKYNET)
    assert done.returncode == 0 and "8 of 12 points" in done.stdout and "another exercise" in done.stdout
    assert (tmp_path / "homework-marks" / "feedback" / "anna_06_skynet.html").is_file()
    again = command("grade", str(tmp_path / "homework"))
    assert again.returncode == 1 and "not empty" in again.stderr and "Traceback" not in again.stderr


@pytest.mark.parametrize("arguments, words", [
    (["/no/such/place"], "There is no"), ([__file__], "neither a folder nor a zip"),
    ([str(handed_in.ROOT / "src")], "no notebook of an exercise"),
    ([str(handed_in.ROOT / "exercises"), "--assignment", "99_none"], "There is no exercise 99_none"),
    ([str(handed_in.ROOT / "exercises"), "--out", str(handed_in.ROOT / "exercises" / "marks")], "handed in")])
def test_what_cannot_be_marked_is_one_sentence(arguments, words):
    done = command("grade", *arguments)
    assert done.returncode == 1 and words in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("task, missing", [(["grade", "x"], "psutil"), (["teach", "nbgrader", "x"], "nbgrader")])
def test_without_the_extra_one_sentence_says_how_to_get_it(task, missing, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{missing!r}] = None\n")
    done = command(*task, PYTHONPATH=f"{tmp_path}:{handed_in.ROOT / 'src'}")
    assert done.returncode == 1 and "[teach]" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_nothing_but_the_command_imports_the_instructors_side():
    package = handed_in.ROOT / "src" / "techgov"
    for path in package.rglob("*.py"):
        if "teach" not in path.relative_to(package).parts and path.name != "cli.py":
            assert "techgov.teach" not in path.read_text(encoding="utf-8"), path


def test_every_right_answer_here_is_what_the_exercise_asks():
    for stem, answers in RIGHT.items():
        edited = [cell["id"] for cell in exercise(stem)["cells"] if "nbgrader" in cell["metadata"]]
        assert [*answers] == edited
    assert shutil.which("sleep")


def test_a_process_that_ends_meanwhile_hides_no_other(monkeypatch):
    class Process:
        def __init__(self, status):
            self._status = status

        def status(self):
            if self._status is None:
                raise psutil.NoSuchProcess(1)
            return self._status

    left = [Process(None), Process(psutil.STATUS_SLEEPING), Process(psutil.STATUS_ZOMBIE)]
    monkeypatch.setattr(psutil, "Process", lambda pid: SimpleNamespace(children=lambda recursive: left))
    assert sandbox._family(SimpleNamespace(pid=1)) == [left[1]]
