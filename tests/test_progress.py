"""The progress file: what it holds, and that nothing of it is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from techgov import progress as module
from techgov.progress import NAME, VERSION, Progress, plain
from techgov.question import Verdict

RIGHT, RECORDED = Verdict("right", "Yes."), Verdict("recorded", "Kept.")
WRONG = Verdict("wrong", "No.", mistake="doubled")


def posed(id="boats.count", graded=True, seed=None):
    return SimpleNamespace(question=SimpleNamespace(id=id, graded=graded), lesson="99_boats", seed=seed,
                           parameters={"year": 2001})


@pytest.fixture
def place(tmp_path):
    return tmp_path / NAME


@pytest.fixture
def no_disk(monkeypatch):
    """No place can be written to."""
    def refuse(path, text, mode=0o644):
        raise OSError(30, "Read-only file system")
    monkeypatch.setattr(module, "write_atomically", refuse)


def test_the_file_is_as_its_schema_says(place):
    Progress([place]).attempt(posed(seed=3), "12 boats", WRONG)
    Progress([place]).hint(posed(), 2)
    entry = Progress([place]).attempt(posed(seed=3), "6", RIGHT)
    data = json.loads(place.read_text(encoding="utf-8"))
    assert data == {"format": "techgov-progress", "version": VERSION, "answers": {"boats.count": entry}}
    assert entry.pop("first_at") <= entry["last_at"] and time.strptime(entry.pop("last_at"), "%Y-%m-%dT%H:%M:%SZ")
    assert entry == {
        "lesson": "99_boats", "seed": 3, "parameters": {"year": 2001}, "tries": 2, "first_try_right": False,
        "right": True, "hints": 2, "mistakes": {"doubled": 1}, "answer": "6"}


@pytest.mark.parametrize("verdicts, first, last, mistakes", [
    ([RIGHT], True, True, {}), ([RIGHT, WRONG], True, False, {"doubled": 1}),
    ([WRONG, WRONG, RIGHT], False, True, {"doubled": 2})])
def test_tries_and_mistakes_are_counted(place, verdicts, first, last, mistakes):
    for verdict in verdicts:
        entry = Progress([place]).attempt(posed(), "x", verdict)
    assert (entry["tries"], entry["first_try_right"], entry["right"], entry["mistakes"]) == (
        len(verdicts), first, last, mistakes)


def test_what_has_no_right_answer_is_neither_right_nor_wrong(place):
    entry = Progress([place]).attempt(posed(graded=False), "A reason.", RECORDED)
    assert (entry["right"], entry["first_try_right"], entry["tries"]) == (None, None, 1)
    assert Progress([place]).self_mark(posed(), [True, False])["self_mark"] == [True, False]


def test_hints_are_counted_up_and_leave_the_first_try_to_come(place):
    Progress([place]).hint(posed(), 2)
    assert Progress([place]).hint(posed(), 1)["hints"] == 2
    entry = Progress([place]).attempt(posed(), "6", RIGHT)
    assert (entry["hints"], entry["tries"], entry["first_try_right"]) == (2, 1, True)


def test_answers_are_private_to_their_question(place):
    Progress([place]).attempt(posed("boats.a"), "1", RIGHT)
    Progress([place]).attempt(posed("boats.b"), "2", WRONG)
    kept = Progress([place]).answers()
    assert {id: entry["answer"] for id, entry in kept.items()} == {"boats.a": "1", "boats.b": "2"}


def damaged(place, text):
    """``place`` holds ``text``; what the learner is told, and what was kept."""
    place.write_bytes(text)
    progress = Progress([place])
    assert progress.answers() == {}
    [kept] = place.parent.glob("*.damaged-*.json")
    assert kept.read_bytes() == text and not place.exists()
    assert kept.name in progress.notice and progress.notice.count(". ") == 1
    progress.attempt(posed(), "6", RIGHT)
    assert list(Progress([place]).answers()) == ["boats.count"]


def test_half_a_file_is_set_aside_whole(place):
    Progress([place]).attempt(posed(), "十二", WRONG)
    damaged(place, place.read_bytes()[:-40])


WHOLE = {"format": "techgov-progress", "version": 1}


@pytest.mark.parametrize("data", [
    [], 7, None, "text", {}, {"answers": {}}, {"format": "other", "answers": {}}, WHOLE,
    {**WHOLE, "answers": []}, {**WHOLE, "answers": {"boats.count": 7}}, {**WHOLE, "answers": {"boats.count": None}},
    {**WHOLE, "answers": {"boats.count": {"tries": "two"}}}, {**WHOLE, "answers": {"boats.count": {"hints": None}}},
    {**WHOLE, "answers": {"boats.count": {"mistakes": 5}}},
    {**WHOLE, "answers": {"boats.count": {"mistakes": {"doubled": []}}}}], ids=str)
def test_json_of_another_shape_is_set_aside(place, data):
    damaged(place, json.dumps(data).encode())


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", b"[" * 100_000, b"not json"], ids=len)
def test_what_is_no_json_is_set_aside(place, text):
    damaged(place, text)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["boats.count", "tries", "hints", "mistakes", "answers", "right"]), inner))


@given(JSON)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nested_garbage_never_raises_and_is_never_lost(tmp_path, garbage):
    for old in tmp_path.iterdir():
        old.unlink()
    place = tmp_path / NAME
    place.write_text(json.dumps({**WHOLE, "answers": garbage}), encoding="utf-8")
    before = place.read_bytes()
    progress = Progress([place])
    progress.hint(posed(), 1)
    assert progress.attempt(posed(), "6", RIGHT)["right"]
    kept = [path.read_bytes() for path in tmp_path.glob("*.damaged-*")]
    assert kept == [before] or not kept and set(garbage) <= set(Progress([place]).answers())


def test_two_damaged_files_are_both_kept(place):
    for text in ("one", "two"):
        place.write_text(text)
        Progress([place]).answers()
    assert sorted(path.read_text() for path in place.parent.glob("*.damaged-*")) == ["one", "two"]


def test_what_a_newer_version_added_survives(place):
    newer = {**WHOLE, "version": 9, "sheets": [1], "answers": {
        "boats.count": {"tries": 1, "mood": "calm"}, "boats.other": {"later": True}}}
    place.write_text(json.dumps(newer))
    Progress([place]).attempt(posed(), "6", RIGHT)
    data = json.loads(place.read_text())
    assert (data["version"], data["sheets"], data["answers"]["boats.other"]) == (9, [1], {"later": True})
    assert (data["answers"]["boats.count"]["mood"], data["answers"]["boats.count"]["tries"]) == ("calm", 2)


def test_where_nothing_can_be_saved_the_kernel_remembers(place, no_disk):
    first = Progress([place])
    first.attempt(posed("boats.a"), "1", RIGHT)
    assert first.notice.startswith("Your answers cannot be saved (Read-only file system")
    second = Progress([place])  # as another question of the same notebook has it
    second.attempt(posed("boats.b"), "2", WRONG)
    assert sorted(Progress([place]).answers()) == ["boats.a", "boats.b"]
    assert not place.exists()


def test_what_could_not_be_saved_is_saved_later(place, monkeypatch):
    progress = Progress([place])
    def full(path, text, mode=0o644):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(module, "write_atomically", full)
        progress.attempt(posed("boats.a"), "1", RIGHT)
        assert "No space left" in progress.notice
    progress.attempt(posed("boats.b"), "2", RIGHT)
    assert progress.notice == ""
    assert sorted(json.loads(place.read_text())["answers"]) == ["boats.a", "boats.b"]


def test_a_path_below_a_file_is_a_place_that_takes_nothing(tmp_path):
    (tmp_path / "file").write_text("x")
    bad, good = tmp_path / "file" / NAME, tmp_path / "elsewhere" / NAME
    progress = Progress([bad])
    assert progress.answers() == {} and progress.notice == ""
    progress.attempt(posed(), "6", RIGHT)
    assert "cannot be saved" in progress.notice and list(Progress([bad]).answers()) == ["boats.count"]
    other = Progress([bad, good])
    other.attempt(posed(), "6", RIGHT)
    assert other.notice == "" and good.is_file()


def test_the_file_written_last_is_the_one_in_use(tmp_path, monkeypatch):
    first, second = tmp_path / "a" / NAME, tmp_path / "b" / NAME
    Progress([first, second]).attempt(posed("boats.a"), "1", RIGHT)
    os.utime(first, (1, 1))
    write = module.write_atomically

    def only_second(path, text, mode=0o644):  # the first folder has become read-only
        if path == first:
            raise OSError(30, "Read-only file system")
        write(path, text)

    monkeypatch.setattr(module, "write_atomically", only_second)
    Progress([first, second]).attempt(posed("boats.b"), "2", RIGHT)
    assert sorted(Progress([first, second]).answers()) == ["boats.a", "boats.b"]


def test_an_unreadable_file_is_never_written_over(place, monkeypatch):
    place.write_text("{}")
    def refuse(*args, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(place), "read_text", refuse)
    progress = Progress([place])
    assert progress.answers() == {} and "could not be read" in progress.notice
    assert [path.read_bytes() for path in place.parent.glob("*.damaged-*")] == [b"{}"]


# the package's own import takes a second; the one module that writes takes none
PROJECT = module.__file__.replace("progress.py", "project.py")
BARE = f"""
import importlib.util, sys
spec = importlib.util.spec_from_file_location("techgov.project", {PROJECT!r})
sys.modules["techgov.project"] = made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)
sys.modules["techgov"] = made
"""
SAVING = """
import sys
from pathlib import Path
from techgov.project import write_atomically
path, n = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    n += 1
    write_atomically(path, f"{n}\\n" * 200_000)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process at once")
def test_a_kill_during_a_save_leaves_a_whole_file(place):
    whole = 0
    for attempt in range(20):
        child = subprocess.Popen([sys.executable, "-S", "-c", BARE + SAVING, str(place)], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(0.01 + 0.003 * attempt)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        if place.exists():
            lines = place.read_text().split("\n")
            assert len(lines) == 200_001 and len(set(lines[:-1])) == 1
            whole += 1
    assert whole


class Silent:
    def __str__(self):
        raise RuntimeError


CYCLE = []
CYCLE.append(CYCLE)
ODD = [None, True, 7, 1 << 80, 10 ** 5000, float("nan"), float("inf"), 1.5, np.float64(2), np.int64(3), np.bool_(True),
       np.datetime64("2001-01-01"), np.arange(3), pd.Series([1, 2]), pd.DataFrame({"a": [1]}), pd.NA, ..., b"x", {1: 2},
       {None: {"a": [(1, 2)]}}, {"\ud800": 1}, CYCLE, Silent(), {1, 2}, "\ud800", "😀" * 50_000, list(range(10 ** 5))]


@pytest.mark.parametrize("raw", ODD, ids=lambda raw: type(raw).__name__)
def test_any_object_becomes_json(place, raw):
    text = json.dumps(plain(raw), allow_nan=False)
    assert len(text) < 300_000
    assert json.loads(text) == plain(raw)
    Progress([place]).attempt(posed(), raw, RIGHT)
    assert Progress([place]).answers()["boats.count"]["answer"] == plain(raw)


def test_plain_keeps_what_json_can_hold():
    assert plain({"a": [1, 2.5, None, True, "船"]}) == {"a": [1, 2.5, None, True, "船"]}
    assert plain(pd.Series(["p", "q"])) == plain(np.array(["p", "q"])) == plain(("p", "q")) == ["p", "q"]
    assert plain(np.float64(2.5)) == 2.5 and plain({3: 4}) == {"3": 4} and plain(float("nan")) == "nan"


@given(st.text())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_kept(place, text):
    Progress([place]).attempt(posed(), text, RIGHT)
    assert Progress([place]).answers()["boats.count"]["answer"] == text


def test_lone_surrogates_in_the_file_do_no_harm(place):
    place.write_text(json.dumps({**WHOLE, "answers": {"boats.old": {"answer": "\ud800"}}}))
    Progress([place]).attempt(posed(), "6", RIGHT)
    assert sorted(Progress([place]).answers()) == ["boats.count", "boats.old"]
