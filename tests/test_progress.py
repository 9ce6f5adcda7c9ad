"""The progress file: what it holds, and that nothing of it is lost."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from techgov import locking
from techgov import progress as module
from techgov.progress import NAME, VERSION, Progress, ProgressError, plain
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


def test_what_a_newer_edition_of_this_version_added_survives(place):
    newer = {**WHOLE, "sheets": [1], "answers": {
        "boats.count": {"tries": 1, "mood": "calm"}, "boats.other": {"later": True}}}
    place.write_text(json.dumps(newer))
    Progress([place]).attempt(posed(), "6", RIGHT)
    data = json.loads(place.read_text())
    assert (data["version"], data["sheets"], data["answers"]["boats.other"]) == (VERSION, [1], {"later": True})
    assert (data["answers"]["boats.count"]["mood"], data["answers"]["boats.count"]["tries"]) == ("calm", 2)


NEWER = json.dumps({"format": "techgov-progress", "version": VERSION + 1, "answers": ["of another shape"]}).encode()


def test_a_newer_versions_file_is_left_as_it_is(tmp_path):
    place, other = tmp_path / NAME, tmp_path / "elsewhere" / NAME
    place.write_bytes(NEWER)
    progress = Progress([place, other])
    assert progress.answers() == {} and "was written by a newer TechGov" in progress.notice
    assert Progress([place, other]).attempt(posed(), "6", RIGHT)["tries"] == 1
    assert Progress([place, other]).attempt(posed(), "6", RIGHT)["tries"] == 2  # this kernel remembers
    with pytest.raises(ProgressError, match="newer TechGov"):
        progress.reset()
    assert visible(tmp_path) == [NAME] and place.read_bytes() == NEWER


def test_a_newer_versions_file_is_no_place_to_fall_back_to(tmp_path, monkeypatch):
    place, other = tmp_path / "a" / NAME, tmp_path / "b" / NAME
    progress = Progress([place, other])
    progress.attempt(posed("boats.a"), "6", RIGHT)
    other.parent.mkdir()
    other.write_bytes(NEWER)
    os.utime(other, (1, 1))
    write = module.write_atomically

    def only_other(path, text, mode=0o644):
        if path == place:
            raise OSError(28, "No space left on device")
        write(path, text)

    monkeypatch.setattr(module, "write_atomically", only_other)
    progress.attempt(posed("boats.b"), "6", RIGHT)
    assert "No space left" in progress.notice and "folder writable" not in progress.notice
    assert other.read_bytes() == NEWER and sorted(progress.answers()) == ["boats.a", "boats.b"]


def test_an_older_versions_file_is_migrated_and_a_copy_kept(place):
    """Version 0 has no number, and two other names."""
    old = {"format": "techgov-progress", "answers": {
        "boats.old": {"attempts": 3, "correct": True, "answer": "12"},
        "boats.count": {"attempts": 1, "correct": False}}}
    place.write_text(json.dumps(old))
    assert Progress([place]).answers()["boats.old"] == {"tries": 3, "right": True, "answer": "12"}
    assert json.loads(place.read_text()) == old  # reading writes nothing
    Progress([place]).attempt(posed(), "6", RIGHT)
    Progress([place]).attempt(posed(), "6", RIGHT)
    data = json.loads(place.read_text())
    assert data["version"] == VERSION and data["answers"]["boats.old"] == {"tries": 3, "right": True, "answer": "12"}
    assert data["answers"]["boats.count"]["tries"] == 3
    assert visible(place.parent) == ["techgov-progress.json", "techgov-progress.version-0-1.json"]
    assert json.loads((place.parent / "techgov-progress.version-0-1.json").read_text()) == old


def visible(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


# reset -------------------------------------------------------------------------------------------------------

def test_reset_forgets_one_question_or_all_and_keeps_the_record_as_it_was(place):
    assert Progress([place]).reset() is None and visible(place.parent) == []
    for id in ("boats.a", "boats.b", "boats.c"):
        Progress([place]).attempt(posed(id), "1", RIGHT)
    before = place.read_bytes()
    assert Progress([place]).reset("boats.other") is None and place.read_bytes() == before
    kept = Progress([place]).reset("boats.a")
    assert kept.read_bytes() == before and sorted(Progress([place]).answers()) == ["boats.b", "boats.c"]
    again = Progress([place]).reset()
    assert Progress([place]).answers() == {} and sorted(json.loads(again.read_text())["answers"]) == [
        "boats.b", "boats.c"]
    assert (kept.name, again.name) == ("techgov-progress.before-reset-1.json", "techgov-progress.before-reset-2.json")


def test_nothing_is_reset_where_no_copy_can_be_kept(place, monkeypatch):
    Progress([place]).attempt(posed(), "1", RIGHT)
    before, write = place.read_bytes(), module.write_atomically

    def no_new_file(path, text, mode=0o644):
        if not path.exists():
            raise OSError(28, "No space left on device")
        write(path, text, mode)

    monkeypatch.setattr(module, "write_atomically", no_new_file)
    with pytest.raises(ProgressError, match="Nothing was reset .No space left"):
        Progress([place]).reset()
    assert place.read_bytes() == before


def test_what_could_not_be_saved_is_reset_too(place, monkeypatch):
    def full(path, text, mode=0o644):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(module, "write_atomically", full)
        Progress([place]).attempt(posed("boats.a"), "1", RIGHT)
    kept = Progress([place]).reset()
    assert list(json.loads(kept.read_text())["answers"]) == ["boats.a"] and Progress([place]).answers() == {}


# the disk ----------------------------------------------------------------------------------------------------

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


@pytest.mark.parametrize("failure", [PermissionError(13, "Permission denied"),
                                     OSError(24, "Too many open files")], ids=str)
def test_a_file_that_cannot_be_read_for_now_is_left_as_it_is(place, monkeypatch, failure):
    Progress([place]).attempt(posed("boats.a"), "1", RIGHT)
    before = place.read_bytes()

    def refuse(*args, **options):
        raise failure

    with monkeypatch.context() as now:
        now.setattr(type(place), "read_text", refuse)
        progress = Progress([place])
        assert progress.answers() == {} and f"({failure.strerror}) and is left as it is" in progress.notice
        progress.attempt(posed("boats.b"), "2", RIGHT)
        assert list(progress.answers()) == ["boats.b"] and failure.strerror in progress.notice
        with pytest.raises(ProgressError, match=failure.strerror):
            progress.reset()
    assert place.read_bytes() == before and not list(place.parent.glob("*.damaged-*"))
    progress.attempt(posed("boats.c"), "3", RIGHT)
    assert sorted(Progress([place]).answers()) == ["boats.a", "boats.b", "boats.c"] and not progress.notice


def test_somebody_elses_file_makes_room_for_ones_own_in_the_next_place(tmp_path, monkeypatch):
    """A project folder that many may write to: the first who answered has the file there, for nobody else to read."""
    first, second = tmp_path / "shared" / NAME, tmp_path / "own" / NAME
    Progress([first]).attempt(posed("boats.a"), "1", RIGHT)
    before, access, read = first.read_bytes(), os.access, type(first).read_text

    def read_own(path, **options):
        if path == first:
            raise PermissionError(13, "Permission denied")
        return read(path, **options)

    monkeypatch.setattr(os, "access", lambda path, mode: path != first and access(path, mode))
    monkeypatch.setattr(type(first), "read_text", read_own)
    Progress([first, second]).attempt(posed("boats.b"), "2", RIGHT)
    assert list(Progress([first, second]).answers()) == ["boats.b"] and first.read_bytes() == before


def test_a_notice_lasts_no_longer_than_its_reason(place, monkeypatch):
    """Two questions on a page: what one could not save, the next one saves."""
    one, other = Progress([place]), Progress([place])
    with monkeypatch.context() as now:
        now.setattr(module, "write_atomically", lambda *args, **options: (_ for _ in ()).throw(OSError(28, "No space")))
        one.attempt(posed("boats.a"), "1", RIGHT)
    assert "cannot be saved" in one.notice
    other.attempt(posed("boats.b"), "2", RIGHT)
    one.attempt(posed("boats.c"), "3", RIGHT)
    assert one.notice == other.notice == "" and len(Progress([place]).answers()) == 3


def test_a_file_that_notepad_saved_is_read(place):
    Progress([place]).attempt(posed("boats.a"), "1", RIGHT)
    place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes())
    assert list(Progress([place]).answers()) == ["boats.a"]


def test_a_disk_that_is_full_in_the_middle_of_a_save_keeps_the_old_record(place):
    """A real one: the system lets no file grow beyond 2,000 bytes, and the save stops half-way."""
    resource = pytest.importorskip("resource", reason="this system sets no limits on files")
    Progress([place]).attempt(posed("boats.a"), "1", RIGHT)
    before, limits = place.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    progress = Progress([place])
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        progress.attempt(posed("boats.b"), "x" * 5000, WRONG)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert progress.notice.startswith("Your answers cannot be saved (File too large at ")
    assert place.read_bytes() == before and sorted(progress.answers()) == ["boats.a", "boats.b"]
    assert [path.name for path in place.parent.glob(".*.tmp")] == []
    progress.attempt(posed("boats.c"), "3", RIGHT)
    assert progress.notice == ""
    assert sorted(json.loads(place.read_text())["answers"]) == ["boats.a", "boats.b", "boats.c"]


PRELUDE = """
import os, random, signal, sys, time
from pathlib import Path
from types import SimpleNamespace
from techgov.progress import Progress
from techgov.question import Verdict
def answer(place, id, raw):
    question = SimpleNamespace(id=id, graded=True)
    progress = Progress([place])
    progress.attempt(SimpleNamespace(question=question, lesson="99_boats", seed=None, parameters={}), raw,
                     Verdict("right", "Yes."))
    assert not progress.notice, progress.notice
place = Path(sys.argv[1])
"""
KILLED = PRELUDE + """
chance = random.Random(7)
half_done = 0
for number in range(200):
    told, tell = os.pipe()
    child = os.fork()
    if not child:  # saves and says so, until it is killed
        n = 0
        while True:
            n += 1
            answer(place, "boats.count", f"{number}/{n} " * 400)
            os.write(tell, b".")
    os.close(tell)
    os.read(told, 1)  # the first save is done
    time.sleep(chance.uniform(0, 0.015))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    saved = 1
    while said := os.read(told, 1000):
        saved += len(said)
    os.close(told)
    half_done += bool(list(place.parent.glob(".*.tmp")))
    answers = Progress([place]).answers()
    raw = answers["boats.count"]["answer"]
    assert raw in [f"{number}/{n} " * 400 for n in (saved, saved + 1)], f"{number}/{saved}: {raw[:20]} {len(raw)}"
    assert answers.keys() == {"boats.count", *(f"boats.{n}" for n in range(40))}
print(half_done)
"""


def run(code, *arguments):
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork, nor kill a process at once")
def test_two_hundred_kills_in_the_middle_of_saves_leave_the_old_or_the_new_record(place):
    """The record is that of the last save that was said to be done, or of the one that was under way."""
    Progress([place]).update(lambda answers: answers.update(
        {f"boats.{n}": {"tries": 1, "answer": f"{n} " * 2000} for n in range(40)}))  # a save takes a while
    said, errors = run(KILLED, place).communicate(timeout=100)
    assert errors == ""
    assert int(said) >= 20, "hardly a kill came in the middle of a save"
    started = time.monotonic()
    Progress([place]).attempt(posed("boats.after"), "1", RIGHT)
    assert time.monotonic() - started < locking.PATIENCE / 2, "a dead process held the lock"
    assert len(Progress([place]).answers()) == 42
    assert list(place.parent.glob(".*.tmp")) == []  # what the killed ones left is swept up


def test_two_notebooks_that_save_at_once_lose_nothing(place):
    hundred = PRELUDE + """
print("ready", flush=True)
sys.stdin.readline()
for n in range(100):
    answer(place, f"boats.{sys.argv[2]}-{n}", n)
    if n % 5 == 0:
        answer(place, "boats.both", n)
"""
    both = [run(hundred, place, name) for name in "ab"]
    for one in both:
        assert one.stdout.readline() == "ready\n"
    for one in both:
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [one.communicate(timeout=100)[1] for one in both] == ["", ""]
    answers = Progress([place]).answers()
    assert {id for id in answers if id != "boats.both"} == {f"boats.{name}-{n}" for name in "ab" for n in range(100)}
    assert answers["boats.both"]["tries"] == 40


# the lock ----------------------------------------------------------------------------------------------------

def test_a_lock_that_is_held_is_waited_for_and_not_for_ever(place, monkeypatch):
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    with locking.locked([place]) as first, locking.locked([place]) as second:
        assert (first, second) == (True, False)
        Progress([place]).attempt(posed(), "1", RIGHT)  # a stopped process holds it: to save is better than not to
    with locking.locked([place]) as third:
        assert third
    assert list(Progress([place]).answers()) == ["boats.count"]


def test_without_a_lock_no_others_unfinished_save_is_swept_up(place, monkeypatch):
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    unfinished = place.with_name(f".{place.name}.abc.tmp")
    unfinished.write_text("half")
    with locking.locked([place]):
        Progress([place]).attempt(posed(), "1", RIGHT)
    assert unfinished.exists()
    Progress([place]).attempt(posed(), "1", RIGHT)
    assert not unfinished.exists()


def test_a_file_system_without_locks_or_that_is_read_only_saves_without(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    with locking.locked([tmp_path / "file" / NAME]) as held:  # no folder, no lock
        assert not held
    with locking.locked([tmp_path / "file" / NAME, tmp_path / NAME]) as held:
        assert held

    def no_locks(file):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(locking, "_take", no_locks)
    progress = Progress([tmp_path / NAME])
    progress.attempt(posed(), "1", RIGHT)
    assert progress.notice == "" and list(progress.answers()) == ["boats.count"]


def test_windows_locks_one_byte_and_lets_it_go(place, monkeypatch):
    calls = []

    def one_byte(file, how, length):
        calls.append((how, length))
        if calls == [("try", 1)]:
            raise PermissionError(13, "Permission denied")  # as Windows says that another process holds it

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=one_byte, LK_NBLCK="try", LK_UNLCK="let go"))
    spec = importlib.util.spec_from_file_location("windows", locking.__file__)
    windows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(windows)
    with windows.locked([place]) as held:
        assert held and calls == [("try", 1), ("try", 1)]
    assert calls[2:] == [("let go", 1)]


def test_where_nothing_is_recorded_reading_leaves_nothing_behind(place):
    assert Progress([place]).answers() == {} and list(place.parent.iterdir()) == []


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
    assert plain(Fraction(3, 5)) == plain(Decimal("0.6")) == 0.6
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
