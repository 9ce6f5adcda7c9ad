"""What a class misunderstood: found where it was planted, not found where nobody misunderstood, whatever the files."""

import json
import math
import shutil
import statistics
from pathlib import Path

import pandas as pd
import pytest
import simulated_class
from hypothesis import given, settings
from hypothesis import strategies as st

from techgov import cli, passport
from techgov.answers import bank, pose
from techgov.teach import class_page, class_records, class_report
from techgov.teach.class_records import Answered, Learner

PLANTED = {id: pose(id).question.wrong[1].name for id in (
    "skynet.false-alarms", "skynet.repairs", "skynet.what-helps", "grid_management.rise-to-undo",
    "grid_management.origin")}


def found_in(folder):
    records = class_records.read(folder)
    return {(row["question"], row["mistake"]) for _, row in
            class_report.topics(class_report.mistakes(records.learners)).iterrows()}


@pytest.fixture(scope="module")
def class_of_300(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    simulated_class.make(folder, pupils=300, seed=1, planted=PLANTED)
    return folder


@pytest.fixture
def small(class_of_300, tmp_path):
    """Twelve of them, in a folder of their own."""
    (tmp_path / "class").mkdir()
    for path in sorted(class_of_300.glob("*.json"))[:12]:
        shutil.copy(path, tmp_path / "class")
    return tmp_path / "class"


# what is found ----------------------------------------------------------------------------------------------------

def test_all_that_was_planted_is_found_and_nothing_else(class_of_300):
    assert found_in(class_of_300) == set(PLANTED.items())


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_at_other_seeds_with_half_as_many_who_hold_it(seed, tmp_path):
    simulated_class.make(tmp_path, seed=seed, planted=PLANTED, held=0.25)
    assert found_in(tmp_path) == set(PLANTED.items())


@pytest.mark.parametrize("seed", [5, 6, 7, 8])
def test_in_a_class_that_only_guesses_next_to_nothing_is_found(seed, tmp_path):
    simulated_class.make(tmp_path, seed=seed)
    assert len(found_in(tmp_path)) <= 1


def test_a_class_of_sixty_is_enough_for_a_strong_misconception(tmp_path):
    simulated_class.make(tmp_path, pupils=60, seed=9, planted=PLANTED)
    found = found_in(tmp_path)
    assert len(found & set(PLANTED.items())) >= 4 and len(found) <= 5


def test_with_a_classs_own_numbers_the_message_has_them(tmp_path):
    id = "grid_management.rise-to-undo"
    seed = next(seed for seed in range(99) if pose(id, seed).parameters != pose(id).parameters)
    simulated_class.make(tmp_path, pupils=80, seed=1, planted={id: PLANTED[id]}, numbers=seed, held=0.6)
    made = class_report.topics(class_report.mistakes(class_records.read(tmp_path).learners))
    [message] = made.loc[made["question"] == id, "message"]
    posed = pose(id, seed)
    assert message == posed.revealed(next(one.message for one in posed.question.wrong if one.name == PLANTED[id]))


def test_questions_count_what_the_files_say(class_of_300):
    files = [json.loads(path.read_text(encoding="utf-8"))["answers"] for path in class_of_300.glob("*.json")]
    table = class_report.questions(class_records.read(class_of_300).learners).set_index("question")
    assert set(table.index) == {id for one in files for id in one}
    for id in PLANTED:
        entries = [one[id] for one in files if id in one]
        row = table.loc[id]
        assert row["learners"] == row["first_known"] == len(entries)
        assert row["first_right"] == sum(one["first_try_right"] for one in entries)
        assert row["tries"] == pytest.approx(statistics.mean(one["tries"] for one in entries))
        assert row["hints"] == pytest.approx(statistics.mean(one["hints"] for one in entries))
        assert row["low"] < row["share"] < row["high"]


# the arithmetic ---------------------------------------------------------------------------------------------------

def test_wilson_as_in_newcombe_1998():
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29
    for count, of, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
                                 (1, 29, 0.0061, 0.1718)):
        assert class_report.wilson(count, of) == pytest.approx((low, high), abs=5e-5)
    assert class_report.wilson(0, 0) == (0, 1)


@given(of=st.integers(1, 60), chance=st.floats(0.01, 0.99), data=st.data())
def test_the_upper_tail_is_the_sum_of_its_parts(of, chance, data):
    count = data.draw(st.integers(0, of))
    exact = sum(math.comb(of, k) * chance ** k * (1 - chance) ** (of - k) for k in range(count, of + 1))
    assert class_report.at_least(count, of, chance) == pytest.approx(exact, rel=1e-9, abs=1e-12)


def _learner(*firsts):
    ids = [id for id, words in bank().items() if "wrong" in words][:len(firsts)]
    return Learner("x", {id: Answered(1, bool(first), bool(first), 0, {}, None, None, None, True)
                         for id, first in zip(ids, firsts)})


def test_discrimination_leaves_the_question_itself_out():
    # six questions: all but the last go together; the last is right for those who are wrong elsewhere
    learners = [_learner(*[strong] * 5, not strong) for strong in (True, False) * 10]
    found = list(class_report.discrimination(learners).values())
    assert found[-1] == pytest.approx(-1) and found[0] == pytest.approx(1)
    assert not class_report.discrimination(learners[:8]) and not class_report.discrimination([])


def test_a_question_that_all_answer_alike_tells_nothing():
    assert not class_report.discrimination([_learner(*[True] * 6) for _ in range(20)])


@pytest.mark.parametrize("id", [id for id, words in bank().items() if "wrong" in words])
def test_guessing_has_a_share_for_every_mistake(id):
    shares = class_report.by_guessing(id)
    assert set(shares) == {one.name for one in pose(id).question.wrong}
    assert all(1 / (len(shares) + 1) <= share <= 1 for share in shares.values())


# files of every sort ----------------------------------------------------------------------------------------------

def test_each_bad_file_is_named_in_one_line_and_the_rest_is_counted(small):
    whole = (small / "pupil-000.json").read_text(encoding="utf-8")
    entry = json.loads(whole)["answers"]["skynet.repairs"]
    strange = simulated_class.text({"mars.water": entry, "skynet.repairs": {**entry, "first_at": "2027-01-01"}})
    files = {"truncated.json": whole[:len(whole) // 2], "newer.json": simulated_class.text({}, version=99),
             "list.json": "[]", "notes.txt": "see you on Monday", "photo.jpg": "x", "empty.json": "",
             "nothing.json": simulated_class.text({}), "strange.json": strange,
             "techgov-progress.before-reset-1.json": whole, "deep.json": "[" * 100_000}
    for name, text in files.items():
        (small / name).write_text(text, encoding="utf-8")
    (small / "bytes.json").write_bytes(b"\xff\xfe\x00")
    records = class_records.read(small)
    assert {one.name for one in records.learners} == {f"pupil-{n:03}.json" for n in range(12)} | {"strange.json"}
    assert sorted(name for name, _ in records.notices) == sorted([*files, "bytes.json"])
    said = dict(records.notices)
    assert "newer TechGov" in said["newer.json"] and "damaged" in said["truncated.json"]
    assert "1 answer to questions that this edition does not ask" in said["strange.json"]


def test_early_and_late_copies_of_one_learner_are_one(small):
    answers = json.loads((small / "pupil-003.json").read_text(encoding="utf-8"))["answers"]
    early = dict(list(answers.items())[:10])
    (small / "early").mkdir()
    (small / "early" / "pupil.json").write_text(simulated_class.text(early), encoding="utf-8")
    shutil.copy(small / "pupil-004.json", small / "again.json")
    records = class_records.read(small)
    assert len(records.learners) == 12 and len(records.notices) == 2
    merged = next(one for one in records.learners if one.name == "early/pupil.json")
    assert set(merged.answers) == set(answers)


def test_a_passports_code_counts_for_what_it_knows(small):
    answers = json.loads((small / "pupil-000.json").read_text(encoding="utf-8"))["answers"]
    (small / "code.txt").write_text(passport.encode(answers, passport.lessons()), encoding="utf-8")
    records = class_records.read(small)
    coded = next(one for one in records.learners if one.name == "code.txt")
    assert {id: done.first for id, done in coded.answers.items()} == {
        id: entry["first_try_right"] for id, entry in answers.items()}
    assert not any(done.whole for done in coded.answers.values())
    row = class_report.questions(records.learners).set_index("question").loc["skynet.repairs"]
    entries = [one.answers["skynet.repairs"] for one in records.learners if "skynet.repairs" in one.answers]
    assert row["first_known"] == len(entries)
    assert row["tries"] == pytest.approx(statistics.mean(one.tries for one in entries if one.whole))


ENTRIES = st.dictionaries(
    st.sampled_from([*list(bank())[:12], "mars.water"]),
    st.dictionaries(st.sampled_from(["tries", "first_try_right", "right", "hints", "mistakes", "seed", "first_at",
                                     "last_at", "answer", "lesson", "new-in-2030"]),
                    st.one_of(st.integers(0, 9), st.booleans(), st.none(), st.text(max_size=5),
                              st.dictionaries(st.text(max_size=5), st.integers(0, 3), max_size=2),
                              st.just("2027-01-01T00:00:00Z")), max_size=9), max_size=8)
FILES = st.one_of(
    st.binary(max_size=60), st.text(max_size=60).map(str.encode),
    st.builds(lambda answers, version, cut: simulated_class.text(answers, version)[:cut].encode(), ENTRIES,
              st.integers(-1, 2), st.integers(0, 4000)))


@settings(max_examples=60, deadline=None)
@given(files=st.lists(FILES, max_size=4))
def test_whatever_stands_in_the_files_the_good_ones_are_counted(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    good = {"skynet.repairs": {"tries": 2, "first_try_right": False, "right": True, "answer": 1,
                               "mistakes": {"million-looks-right": 1}, "first_at": "2027-03-01T10:00:00Z"}}
    (folder / "good.json").write_text(simulated_class.text(good), encoding="utf-8")
    for number, content in enumerate(files):
        (folder / f"{number}.json").write_bytes(content)
    records = class_records.read(folder)
    named = {one.name for one in records.learners} | {name for name, _ in records.notices}
    assert named == {path.name for path in folder.iterdir()}
    assert "good.json" in {one.name for one in records.learners}
    class_page.write(records, folder / "report")
    assert all(0 <= share <= 1 for share in class_report.questions(records.learners)["share"].dropna())


# the report -------------------------------------------------------------------------------------------------------

def test_the_page_holds_each_topic_with_its_message_and_passage(class_of_300, tmp_path, capsys):
    assert cli.main(["class", str(class_of_300), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    page = (tmp_path / "out" / "class.html").read_text(encoding="utf-8")
    assert "300 learners counted" in said and page.count("Reread: <a href=") == 5
    assert page.count("<img alt=") == 5 + 2  # a chart a topic, a chart a lesson
    assert 'src="http' not in page and "<script" not in page
    for id, mistake in PLANTED.items():
        assert f"{id}: {mistake.replace('-', ' ')}" in said
    table = pd.read_csv(tmp_path / "out" / "mistakes.csv")
    assert set(zip(*table.loc[table["stands_out"], ["question", "mistake"]].T.to_numpy())) >= set(PLANTED.items())


def test_anonymous_keeps_no_name_no_order_and_no_hour(small, tmp_path):
    for path in small.glob("*.json"):
        path.rename(small / path.name.replace("pupil", "Ada-Invented"))
    (small / "Ada-Broken.json").write_text("{")
    records = class_records.read(small)
    report = class_page.write(records, tmp_path / "one", anonymous=True)
    texts = [path.read_text(encoding="utf-8") for path in report.files] + list(report.notices)
    assert not any("Ada" in text or str(small) in text for text in texts)
    responses = pd.read_csv(tmp_path / "one" / "responses.csv")
    assert set(responses["learner"]) == {f"learner {n}" for n in range(1, 13)}
    assert responses["when"].dropna().str.fullmatch(r"\d{4}-\d\d").all()
    assert (responses["minutes"].dropna() % 10 == 0).all()
    assert pd.read_csv(tmp_path / "one" / "questions.csv")["learners"].min() >= 5
    assert pd.read_csv(tmp_path / "one" / "mistakes.csv")["made"].min() >= 5
    orders = set()
    for turn in range(4):  # twelve learners: the same order four times has a chance of one in 10**26
        class_page.write(records, tmp_path / f"again-{turn}", anonymous=True)
        orders.add((tmp_path / f"again-{turn}" / "responses.csv").read_text(encoding="utf-8"))
    assert len(orders) > 1


def test_four_learners_are_not_anonymous(small, tmp_path, capsys):
    for path in sorted(small.glob("*.json"))[4:]:
        path.unlink()
    assert cli.main(["class", str(small), "--anonymous", "--out", str(tmp_path / "out")]) == 1
    assert "4 learners cannot be made anonymous" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_no_folder_no_answer_no_place_are_one_sentence_each(small, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    for given_, says in ((["class", str(tmp_path / "none")], "There is no folder"),
                         (["class", str(tmp_path / "empty")], "There is no answer to count"),
                         (["class", str(small), "--out", str(tmp_path / "file" / "x")], "Name another folder")):
        assert cli.main(given_) == 1
        assert says in capsys.readouterr().err


def test_the_records_stay_as_they_were(small, tmp_path):
    before = {path: path.read_bytes() for path in Path(small).iterdir()}
    class_page.write(class_records.read(small), tmp_path / "out")
    assert {path: path.read_bytes() for path in Path(small).iterdir()} == before
