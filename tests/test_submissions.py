"""What was handed in is found and bound to its student, however a system names the files."""

import io
import json
import os
import zipfile
from datetime import datetime
from pathlib import PurePosixPath

import pytest
from handed_in import GRID, SKYNET, exercise, hand_in
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov.progress import _free
from techgov.teach import submissions

KNOWN = (GRID, SKYNET)
NAMES = {  # file -> whose it is
    "anna_06_skynet.ipynb": "anna",
    "Anna Li - 06_skynet.ipynb": "Anna Li",
    "06_skynet_anna.ipynb": "anna",
    "anna_06_SKYNET.ipynb": "anna",
    "anna_06_skynet (1).ipynb": "anna",
    "anna_06_skynet-2.ipynb": "anna",
    "anna/06_skynet.ipynb": "anna",
    "anna/06_skynet (1).ipynb": "anna",
    "anna/06_skynet/06_skynet.ipynb": "anna",
    "submitted/anna/06_skynet/06_skynet.ipynb": "anna",
    "anna_06_skynet/homework.ipynb": "anna",
    "12345/06_skynet.ipynb": "12345",
    "student-07_06_skynet.ipynb": "student-07",
    "Anna Li_12_assignsubmission_file_/06_skynet.ipynb": "Anna Li",
    "Anna Li_12_assignsubmission_file_/homework.ipynb": "Anna Li",
    "Anna Li_12_assignsubmission_file_06_skynet.ipynb": "Anna Li",
    "lianna_12_345_06_skynet.ipynb": "lianna",
    "lianna_LATE_12_345_06_skynet-1.ipynb": "lianna",
    "Skynet_anna_attempt_2026-11-22-10-00-00_06_skynet.ipynb": "anna",
    "安娜_06_skynet.ipynb": "安娜",
    "anna/06_skynet-Copy1.ipynb": "anna",
    "anna/06_skynet-Copy1-Copy2.ipynb": "anna",
    "anna/06_skynet - Copy (2).ipynb": "anna",
    "anna/06_skynet copy 2.ipynb": "anna",
    "anna/Copy of 06_skynet.ipynb": "anna",
    "anna/06_skynet_solved.ipynb": "anna",
    "anna/06_skynet_final.ipynb": "anna",
    "anna/final_06_skynet.ipynb": "anna",
    "anna/06_skynet_better.ipynb": "anna",
    "anna/06_skynet/06_skynet_better.ipynb": "anna",
    "exercises/06_skynet_anna.ipynb": "anna",
    "anna_06_skynet-Copy1.ipynb": "anna",
    "06_skynet_anna-Copy1.ipynb": "anna",
    "06_skynet-Copy1.ipynb": "",
    "06_skynet.ipynb": "",
    "06_skynet (3).ipynb": "",
    "exercises/06_skynet.ipynb": "",
}
PROGRESS = {"anna.json": "anna", "anna_progress.json": "anna", "anna_techgov-progress.json": "anna",
            "anna_06_skynet.json": "anna", "anna/techgov-progress.json": "anna", "anna_passport.json": "anna",
            "anna/techgov-progress-1.json": "anna", "techgov-progress.json": "", "anna-Copy1.json": "anna",
            "anna/techgov-progress-Copy1.json": "anna", "lianna_12_345_techgov-progress.json": "lianna",
            "Anna Li_12_assignsubmission_file_techgov-progress.json": "Anna Li"}


@pytest.mark.parametrize("path, name", [*NAMES.items(), *PROGRESS.items()])
def test_a_file_says_whose_it_is(path, name):
    assert submissions.name_in(PurePosixPath(path), SKYNET) == name


def test_no_two_students_become_one():
    names = ["student-1", "student-2", "anna", "anna-marie", "li (2)", "1", "2"]
    found = {submissions.name_in(PurePosixPath(f"{name}_06_skynet.ipynb"), SKYNET) for name in names if "(" not in name}
    assert len(found) == len(names) - 1


def entry(**fields):
    return {"lesson": SKYNET, "seed": None, "tries": 1, "right": True, "answer": "3"} | fields


def progress(version=1, **answers):
    return json.dumps({"format": "techgov-progress", "version": version,
                       "answers": {f"skynet.{name}": one for name, one in answers.items()}})


def test_the_notebook_itself_says_which_exercise_it_is(tmp_path):
    hand_in(tmp_path / "anna_04_grid_management.ipynb", exercise(SKYNET))
    by_cells = exercise(SKYNET)
    del by_cells["metadata"]["techgov"]
    hand_in(tmp_path / "bela.ipynb", by_cells)
    anna, bela = submissions.find(tmp_path, KNOWN).submissions
    assert (anna.student, anna.assignment) == ("anna", SKYNET) and "named after" in anna.faults[0]
    assert (bela.student, bela.assignment, bela.faults) == ("bela", SKYNET, ())


def test_two_progress_files_of_one_student_are_merged(tmp_path):
    hand_in(tmp_path / "anna_06_skynet.ipynb", exercise(SKYNET))
    hand_in(tmp_path / "anna.json", progress(one=entry(last_at="1"), two=entry(answer="4", last_at="1")))
    hand_in(tmp_path / "Anna_passport.json", progress(two=entry(answer="5", last_at="2")))
    (one,) = submissions.find(tmp_path, KNOWN).submissions
    assert {id: entry["answer"] for id, entry in one.answers.items()} == {"skynet.one": "3", "skynet.two": "5"}


def test_progress_that_cannot_be_read_is_named_and_the_notebook_kept(tmp_path):
    hand_in(tmp_path / "anna_06_skynet.ipynb", exercise(SKYNET))
    hand_in(tmp_path / "anna.json", progress(one=entry())[:-20])
    hand_in(tmp_path / "bela.json", progress(version=99))
    found = submissions.find(tmp_path, KNOWN)
    assert [one.answers for one in found.submissions] == [None]
    assert any("damaged" in one for one in found.ignored) and any("newer" in one for one in found.ignored)


def test_a_copy_and_a_remark_behind_the_exercise_are_no_students(tmp_path):
    hand_in(tmp_path / "anna" / "06_skynet-Copy1.ipynb", exercise(SKYNET))
    hand_in(tmp_path / "bob" / "06_skynet-Copy1.ipynb", exercise(SKYNET))
    hand_in(tmp_path / "carl" / "06_skynet_solved.ipynb", exercise(SKYNET))
    hand_in(tmp_path / "carl" / "techgov-progress.json", progress(one=entry()))
    found = submissions.find(tmp_path, KNOWN).submissions
    assert [(one.student, one.counts, one.answers is None, one.faults) for one in found] == [
        ("anna", True, True, ()), ("bob", True, True, ()), ("carl", True, False, ())]


def test_one_folder_of_the_whole_class_is_no_student(tmp_path):
    for name in ("06_skynet_anna", "06_skynet_bela-Copy1", "04_grid_management_anna", "carl_06_skynet"):
        hand_in(tmp_path / "class" / f"{name}.ipynb", exercise(GRID if GRID in name else SKYNET))
    hand_in(tmp_path / "class" / "anna.json", progress(one=entry()))
    found = submissions.find(tmp_path, KNOWN).submissions
    assert [(one.student, one.counts) for one in found] == [(name, True) for name in ("anna", "anna", "bela", "carl")]


def test_two_folders_whose_files_have_one_name_are_said_to_be_one(tmp_path):
    for student in ("anna", "bob"):
        hand_in(tmp_path / student / "my_06_skynet.ipynb", exercise(SKYNET))
    for one, other in zip(submissions.find(tmp_path, KNOWN).submissions, ("bob", "anna")):
        assert f"{other}/my_06_skynet.ipynb" in " ".join(one.faults)


def test_copies_that_techgov_keeps_are_no_students(tmp_path):
    path = hand_in(tmp_path / "eva" / "techgov-progress.json", progress(one=entry()))
    hand_in(tmp_path / "eva" / "06_skynet.ipynb", exercise(SKYNET))
    kept = [hand_in(_free(path, what), progress(two=entry())) for what in ("before-reset", "damaged", "version-1")]
    hand_in(kept[0].with_stem(f"{kept[0].stem}-Copy1"), progress(two=entry()))
    found = submissions.find(tmp_path, KNOWN)
    assert [(one.student, [*one.answers]) for one in found.submissions] == [("eva", ["skynet.one"])]
    assert len(found.ignored) == 4 and all("set aside" in one for one in found.ignored)


MOODLE, CANVAS = "Wang Wei_{}_assignsubmission_file_/{}", "wangwei_{}_{}_{}"
WANGS = {"Moodle's folders": ([MOODLE.format(1234, "{}"), MOODLE.format(5678, "{}")], "Wang Wei"),
         "Moodle, a folder more": ([f"06/{MOODLE.format(1234, '{}')}", f"06/{MOODLE.format(5678, '{}')}"], "Wang Wei"),
         "Moodle's groups": ([f"a/{MOODLE.format(1234, '{}')}", f"b/{MOODLE.format(5678, '{}')}"], "Wang Wei"),
         "Moodle's flat names": (["Wang Wei_1234_assignsubmission_file_{}", "Wang Wei_5678_assignsubmission_file_{}"],
                                 "Wang Wei"),
         "Moodle, blind": (["Participant_1234_assignsubmission_file_/{}", "Participant_5678_assignsubmission_file_/{}"],
                           "Participant"),
         "Moodle, own names": ([MOODLE.format(1234, "my_{}"), MOODLE.format(5678, "my_{}")], "Wang Wei"),
         "Canvas": (["wangwei_1234_99_{}", "wangwei_LATE_5678_88_{}"], "wangwei")}


@pytest.mark.parametrize("places, name", WANGS.values(), ids=WANGS)
def test_two_students_of_one_name_are_told_apart_by_their_numbers(tmp_path, places, name):
    for number, place in enumerate(places):
        hand_in(tmp_path / place.format("06_skynet.ipynb"), exercise(SKYNET))
        hand_in(tmp_path / place.format("techgov-progress.json"), progress(one=entry(answer=number)))
    found = submissions.find(tmp_path, KNOWN).submissions
    assert [(one.student, one.counts, one.answers["skynet.one"]["answer"], one.faults) for one in found] == [
        (f"{name} (1234)", True, 0, ()), (f"{name} (5678)", True, 1, ())]


def test_progress_of_a_namesake_is_not_bound_to_the_notebook(tmp_path):
    hand_in(tmp_path / MOODLE.format(1234, "06_skynet.ipynb"), exercise(SKYNET))
    hand_in(tmp_path / MOODLE.format(5678, "techgov-progress.json"), progress(one=entry()))
    wang, other = submissions.find(tmp_path, KNOWN).submissions
    assert (wang.student, wang.answers) == ("Wang Wei (1234)", None)
    assert (other.student, other.faults) == ("Wang Wei (5678)", ("No notebook was handed in.",))


def test_a_number_is_shown_for_no_other_and_moodles_of_another_exercise_is_the_same_student(tmp_path):
    hand_in(tmp_path / "06" / MOODLE.format(1234, "06_skynet.ipynb"), exercise(SKYNET))
    hand_in(tmp_path / "06" / MOODLE.format(1234, "techgov-progress.json"), progress(one=entry()))
    hand_in(tmp_path / "04" / MOODLE.format(77, "04_grid_management.ipynb"), exercise(GRID))
    hand_in(tmp_path / CANVAS.format(1234, 99, "06_skynet.ipynb"), exercise(SKYNET))
    hand_in(tmp_path / CANVAS.format(1234, 98, "06_skynet-1.ipynb"), exercise(SKYNET))
    found = submissions.find(tmp_path, KNOWN).submissions
    assert [(one.student, one.assignment, one.answers is None) for one in found if one.counts] == [
        ("Wang Wei", GRID, False), ("Wang Wei", SKYNET, False), ("wangwei", SKYNET, True)]


def test_zips_within_zips_are_read_and_nothing_is_unpacked(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("06_skynet.ipynb", json.dumps(exercise(SKYNET)))
        packed.writestr("__MACOSX/._06_skynet.ipynb", b"\0")
        packed.writestr(".ipynb_checkpoints/06_skynet-checkpoint.ipynb", "{}")
    hand_in(tmp_path / "class" / "anna.zip", inner.getvalue())
    hand_in(tmp_path / "class" / "bela.zip", inner.getvalue()[:100])
    found = submissions.find(tmp_path / "class", KNOWN)
    assert [one.student for one in found.submissions] == ["anna"] and "bela.zip" in found.ignored[0]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["anna.zip", "bela.zip", "class"]


def test_a_file_that_unpacks_to_more_than_one_may_hold_is_left_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("anna_06_skynet.ipynb", bytes(submissions._LARGEST + 1))
        packed.writestr("bela_06_skynet.ipynb", json.dumps(exercise(SKYNET)))
    found = submissions.find(tmp_path / "class.zip", KNOWN)
    assert [one.student for one in found.submissions] == ["bela"] and "larger than" in found.ignored[0]


WAYS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def damaged(way, change):
    """A zip of Anna's exercise, which is damaged, and Bela's."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as file:
        file.writestr("anna_06_skynet.ipynb", json.dumps(exercise(SKYNET)))
        begins, ends = 30 + len("anna_06_skynet.ipynb"), packed.tell()
        file.writestr("bela_06_skynet.ipynb", json.dumps(exercise(SKYNET)))
    data = packed.getvalue()
    return data[:begins] + change(data[begins:ends]) + data[ends:]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("change", [lambda data: b"\xff" * len(data), lambda data: bytes(len(data)),
                                    lambda data: data[:99] + b"\xff" * (len(data) - 99)], ids=["ones", "zeros", "end"])
@pytest.mark.parametrize("inner", [False, True])
def test_a_file_that_is_damaged_in_its_zip_is_named_and_the_others_are_read(tmp_path, way, change, inner):
    hand_in(tmp_path / "in" / "class.zip", damaged(way, change))
    hand_in(tmp_path / "in" / "carl_06_skynet.ipynb", exercise(SKYNET))
    found = submissions.find(tmp_path / "in" if inner else tmp_path / "in" / "class.zip", KNOWN)
    assert [one.student for one in found.submissions] == ["bela", "carl"][:1 + inner]
    (said,) = found.ignored
    assert "anna_06_skynet.ipynb: cannot be read in its zip" in said


@pytest.mark.parametrize("at", range(1, 23))
def test_a_zip_whose_end_is_damaged_costs_nobody_else_the_marks(tmp_path, at):
    data = bytearray(damaged(zipfile.ZIP_DEFLATED, bytes))
    data[-at] ^= 0xff
    hand_in(tmp_path / "in" / "class.zip", bytes(data))
    hand_in(tmp_path / "in" / "carl_06_skynet.ipynb", exercise(SKYNET))
    assert "carl" in [one.student for one in submissions.find(tmp_path / "in", KNOWN).submissions]


@pytest.mark.parametrize("year, counts", [(2020, "anna_06_skynet.ipynb"), (2030, "anna/06_skynet.ipynb")])
def test_the_later_one_counts_whether_in_a_zip_or_beside_it(tmp_path, year, counts):
    loose = hand_in(tmp_path / "anna_06_skynet.ipynb", exercise(SKYNET))
    os.utime(loose, (1, datetime(2025, 6, 1).timestamp()))
    with zipfile.ZipFile(tmp_path / "anna.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo("06_skynet.ipynb", (year, 6, 1, 0, 0, 0)), json.dumps(exercise(SKYNET)))
    (one,) = [one for one in submissions.find(tmp_path, KNOWN).submissions if one.counts]
    assert one.path == counts


def test_a_date_in_a_zip_that_does_not_exist_is_none(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo("anna_06_skynet.ipynb", (2026, 13, 0, 0, 0, 0)), json.dumps(exercise(SKYNET)))
    (one,) = submissions.find(tmp_path / "class.zip", KNOWN).submissions
    assert one.at == 0.0


def test_what_a_link_points_to_is_not_read(tmp_path):
    hand_in(tmp_path / "elsewhere" / "anna_06_skynet.ipynb", exercise(SKYNET))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bela_06_skynet.ipynb").symlink_to(tmp_path / "elsewhere" / "anna_06_skynet.ipynb")
    assert submissions.find(tmp_path / "in", KNOWN).submissions == []


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                        st.sampled_from(["cells", "metadata", "source", "id", "nbgrader", "techgov", "questions", "x"]),
                        inner, max_size=4), max_leaves=20)


@settings(max_examples=200)
@given(st.binary(max_size=200) | JSON.map(lambda raw: json.dumps(raw).encode())
       | JSON.map(lambda raw: json.dumps({"cells": raw}).encode())
       | st.lists(JSON, max_size=5).map(lambda raw: json.dumps({"cells": raw}).encode()))
def test_whatever_is_in_a_file_it_is_a_notebook_or_a_sentence(data):
    from techgov.teach import marking
    assignment = marking.Assignment(SKYNET, (marking.Asked("skynet.one-footnote", "check-one-footnote",
                                                           "06_skynet-one-footnote", "answer_3"),),
                                    {"check-one-footnote": ""}, ())
    try:
        cells, lesson = submissions.read_notebook(data)
    except ValueError as problem:
        assert "The file is no notebook" in str(problem)
    else:
        planned = marking.plan(assignment, cells)
        assert isinstance(lesson, str) and len(planned.cells) >= 1
        assert sum(len(cell.values) for cell in planned.cells) == len(planned.reads["skynet.one-footnote"])


@settings(max_examples=100)
@given(st.integers(0, 400))
def test_a_progress_file_that_was_cut_is_named_and_nothing_is_raised(at):
    whole = progress(one=entry(), two=entry(answer=[1, 2]))
    held, ignored = [], []
    submissions._take_progress(submissions.File(PurePosixPath("anna.json"), whole[:at].encode()), KNOWN, held, ignored)
    assert bool(held) == (at >= len(whole)) and bool(ignored) == (at < len(whole))
