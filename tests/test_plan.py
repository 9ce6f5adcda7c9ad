"""Plans, run sheets and courses, of every lesson by discovery, and invented plans that are wrong in each way."""

import datetime
import re
import shutil

import pytest
import yaml

from techgov.build import estimate
from techgov.build import minutes as minutes_of
from techgov.cli import main
from techgov.documents import SeedError
from techgov.project import ROOT
from techgov.teach import course, runsheet
from techgov.teach.plan import BREAK, BREAK_FROM, LENGTHS, Plan, PlanError, fit, lesson, lessons, read

STEMS = lessons()
WITHIN = 0.2  # a fifth


@pytest.fixture(scope="module", params=STEMS)
def planned(request):
    of = lesson(request.param)
    return of, read(of)


def estimated(of, block):
    """Minutes of a block by the lesson's estimate: its cells, and the exercises' questions that it names."""
    return minutes_of(of.cells(block), of.questions) + sum(of.questions[id]["minutes"] for id in block.questions)


def lengths_of(plan):
    """Every length that the plan can serve, from what may not be cut up to four hours."""
    shortest = sum(block.minutes[0] for block in plan.blocks if block.cut is None)
    for minutes in range(shortest, 241):
        try:
            yield minutes, fit(plan, minutes)
        except PlanError as problem:
            assert "too long" in str(problem)
            return


# every lesson's plan ----------------------------------------------------------------------------------------

def test_every_lesson_with_questions_has_a_plan():
    assert STEMS == [path.parent.name for path in sorted((ROOT / "lessons").glob("*/lesson.md"))
                     if path.parent.name != "00_start_here"]
    assert all((ROOT / "lessons" / stem / "plan.yml").is_file() for stem in STEMS)


@pytest.mark.parametrize("minutes", LENGTHS)
def test_a_sheet_adds_up_to_its_length(planned, minutes):
    slots = fit(planned[1], minutes)
    assert sum(slot.minutes for slot in slots) == minutes
    assert [slot.at for slot in slots] == [sum(s.minutes for s in slots[:n]) for n in range(len(slots))]
    assert all(slot.minutes >= 1 for slot in slots)
    assert all(slot.block.minutes[0] <= slot.minutes <= slot.block.minutes[1] for slot in slots if slot.block)


@pytest.mark.parametrize("minutes", LENGTHS)
def test_the_minutes_of_a_sheet_agree_with_the_estimate_of_what_it_uses(planned, minutes):
    of, plan = planned
    used = [(slot.minutes, estimated(of, slot.block)) for slot in fit(plan, minutes) if slot.block]
    used = [(given, by_estimate) for given, by_estimate in used if by_estimate]
    assert abs(sum(given for given, _ in used) / sum(by_estimate for _, by_estimate in used) - 1) <= WITHIN


@pytest.mark.parametrize("minutes", [m for m in LENGTHS if m >= 75])
def test_a_session_of_75_minutes_or_more_goes_through_the_whole_lesson(planned, minutes):
    of, plan = planned
    walk = [slot for slot in fit(plan, minutes) if slot.block and slot.block.cells]
    assert [cell.id for slot in walk for cell in of.cells(slot.block)] == of.ids
    assert abs(sum(slot.minutes for slot in walk) / estimate(of.notebook, of.questions) - 1) <= WITHIN


def test_however_it_is_cut_every_objective_is_tested_and_every_question_serves_one(planned):
    of, plan = planned
    for minutes, slots in lengths_of(plan):
        asked = {id for slot in slots if slot.block for id in of.asked(slot.block)
                 if of.questions[id]["kind"] != "prediction"}
        assert all(asked & set(objective.questions) for objective in plan.objectives), minutes
    assert {id for objective in plan.objectives for id in objective.questions} == set(of.questions)


def test_every_cell_and_question_of_a_plan_exists(planned):
    of, plan = planned
    names = [label for block in plan.blocks for name in [*block.cells, *block.look] for label in name.split("..")]
    assert names and set(names) <= {cell.id for cell in of.notebook.cells}
    assert {id for block in plan.blocks for id in of.asked(block)} == set(of.questions)


def test_a_longer_session_keeps_what_a_shorter_one_has(planned):
    before = set()
    for _, slots in lengths_of(planned[1]):
        kept = {slot.block.title for slot in slots if slot.block}
        missing = before - kept
        assert not missing or any(slot.block is None for slot in slots)  # only the break may take a block's place
        before = kept


def test_long_sessions_have_a_break_and_work_in_pairs_discussion_and_exercises(planned):
    slots = fit(planned[1], 180)
    pause = [slot for slot in slots[:-1] if slot.block is None]
    assert [slot.minutes for slot in pause] == [BREAK] and 45 <= pause[0].at <= 135
    assert {slot.block.kind for slot in slots if slot.block} >= {"run", "pairs", "discuss", "exercise"}
    assert not [s for s in fit(planned[1], 90)[:-1] if s.block is None] and 90 < BREAK_FROM


@pytest.mark.parametrize("minutes", LENGTHS)
def test_a_sheet_says_all_that_an_instructor_needs(planned, minutes):
    of, plan = planned
    words = runsheet.make(of.stem, minutes).markdown
    assert words.startswith(f"# {of.title}") and f"| {runsheet.clock(minutes)} | | | **The end**" in words
    assert all(objective.can in words for objective in plan.objectives)
    for heading in ("The clock", "What students get wrong", "**The network.**", "**The projector.**"):
        assert heading in words
    assert "{{" not in words and "nan" not in words.split()
    wrong = words.split("## What students get wrong")[1].split("## If it fails")[0]
    assert len(re.findall(r"^- ", wrong, re.MULTILINE)) >= 3


def test_the_words_of_a_mistake_come_from_the_question():
    of = lesson("06_skynet")
    named = next(one for one in of.questions["skynet.false-alarms"]["wrong"] if one["name"] == "forgot-the-list")
    assert named["message"] in runsheet.make("06_skynet", 50).markdown


# the clock, and what cannot be done -------------------------------------------------------------------------

def test_the_clock_tells_the_time_of_day_over_midnight():
    assert [runsheet.clock(n) for n in (0, 6, 75)] == ["0:00", "0:06", "1:15"]
    assert runsheet.clock(75, runsheet.start_minutes("10:15")) == "11:30"
    assert runsheet.clock(30, runsheet.start_minutes("23.45")) == "0:15"
    words = runsheet.make(STEMS[0], 50, start="9:00").markdown
    rows = re.findall(r"^\| (\d+:\d\d) \| (\d*)", words, re.MULTILINE)
    times = [datetime.timedelta(hours=int(t.split(":")[0]), minutes=int(t.split(":")[1])) for t, _ in rows]
    assert times[0] == datetime.timedelta(hours=9) and times[-1] - times[0] == datetime.timedelta(minutes=50)
    assert all((later - one).seconds == 60 * int(length) for one, later, (_, length) in zip(times, times[1:], rows))


@pytest.mark.parametrize(("arguments", "says"), [
    (["plan", "06_skynet", "--minutes", "10"], "10 minutes are too short"),
    (["plan", "06_skynet", "--minutes", "-5"], "too short"),
    (["plan", "06_skynet", "--minutes", "1000"], "1000 minutes are too long"),
    (["plan", "skynet"], "There is no lesson 'skynet' to plan. There are: 01_reading_the_documents"),
    (["plan", "../06_skynet"], "There is no lesson"),
    (["plan", "06_skynet", "--start", "25:00"], "'25:00' is no time of day: write it as 10:15."),
    (["plan", "06_skynet", "--out", "/dev/null/sheet.html"], "cannot be written"),
])
def test_what_cannot_be_done_is_one_sentence(arguments, says, capsys):
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert says in printed.err and len(printed.err.splitlines()) == 1 and not printed.out


def test_a_sheet_is_written_as_markdown_or_as_a_page(tmp_path, capsys):
    for name in ("sheet.md", "sheet.html"):
        assert main(["plan", "06_skynet", "--minutes", "75", "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "sheet.md").read_text(encoding="utf-8") == runsheet.make("06_skynet", 75).markdown
    page = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "<td>run</td>" in page and "http" not in page
    assert main(["plan", "06_skynet"]) == 0 and "Run sheet for 50 minutes" in capsys.readouterr().out


# a plan that is wrong ---------------------------------------------------------------------------------------

@pytest.fixture
def project(tmp_path):
    """A project with one lesson of which the plan may be broken."""
    for name in ("data", "notebooks/06_skynet.ipynb", "lessons/06_skynet"):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, target)
    return tmp_path


def broken(project, change):
    """What is said of the plan after ``change``, which gets it as data."""
    path = project / "lessons/06_skynet/plan.yml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(SeedError) as problem:
        read(lesson("06_skynet", project), project)
    assert all(re.match(r"(06_skynet/)?plan\.yml:\d+", str(one)) for one in problem.value.problems)
    return str(problem.value)


def test_the_plan_in_the_invented_project_is_in_order_before_it_is_broken(project):
    assert isinstance(read(lesson("06_skynet", project), project), Plan)


@pytest.mark.parametrize(("change", "says"), [
    (lambda d: d["blocks"][0].update(cells=["title..predicted"]), "no cell 'predicted'"),
    (lambda d: d["blocks"][9].update(look=["explore-all"]), "no cell 'explore-all'"),
    (lambda d: d["blocks"][-3].update(questions=["skynet.lost"]), "no question 'skynet.lost'"),
    (lambda d: d["objectives"][0]["questions"].append("skynet.lost"), "no question 'skynet.lost'"),
    (lambda d: d["mistakes"][0].update(mistake="slept"), "names no mistake 'slept'"),
    (lambda d: d["blocks"][4].update(cut=1), "is cut as number 1 already"),
    (lambda d: d["blocks"][1]["cells"].append("title"), "'title' is in another block already"),
    (lambda d: d["blocks"].pop(1), "no block has the cells what-it-says, cameras"),
    (lambda d: d["objectives"][1]["questions"].pop(0), "no objective is tested by skynet.implied-population"),
    (lambda d: d["blocks"][-3]["questions"].pop(0), "no block asks skynet.rows-with-figures"),
    (lambda d: d["blocks"][14].update(cut=20), "when all is cut that may be, no question is left that tests it"),
    (lambda d: d["blocks"][0].update(minutes=[5, 4]), "minutes are [shortest, longest]"),
    (lambda d: d["blocks"][0].update(minutes=[0, 4]), "greater than or equal to 1"),
    (lambda d: d["blocks"][0].update(kind="lecture"), "'talk', 'run', 'pairs', 'discuss' or 'exercise'"),
    (lambda d: d["blocks"][0].update(do="Wait for 12 minutes."), "typed numbers: 12"),
    (lambda d: d["mistakes"].append({"seen": "Yes."}), "name a question and its mistake"),
    (lambda d: d.pop("fallback"), "Field required"),
    (lambda d: d.update(colour="blue"), "Extra inputs are not permitted"),
])
def test_a_plan_that_is_wrong_is_named_with_file_and_line(project, change, says):
    assert says in broken(project, change)


@pytest.mark.parametrize("verb", ["understand", "Know", "appreciate", "learn", "grasp,", "reflect", "explore"])
def test_an_objective_that_nobody_can_check_is_refused(project, verb):
    assert "cannot be checked" in broken(project, lambda d: d["objectives"][0].update(can=f"{verb} the base rate"))


def test_all_problems_are_named_at_once(project):
    def change(data):
        data["blocks"][0]["cells"] = ["titel..prediction"]
        data["mistakes"][0]["mistake"] = "slept"
        data["blocks"][1]["do"] = "Wait for 12 minutes."
    assert len(broken(project, change).splitlines()) == 3


@pytest.mark.parametrize("text", ["", "blocks: [", "- just\n- a list\n", "objectives:\nobjectives:\n"])
def test_a_file_that_is_no_plan_is_named(project, text):
    (project / "lessons/06_skynet/plan.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SeedError, match=r"plan\.yml:\d+"):
        read(lesson("06_skynet", project), project)


def test_a_missing_notebook_or_plan_says_what_to_do(project):
    (project / "lessons/06_skynet/plan.yml").unlink()
    with pytest.raises(SeedError, match="the file is missing"):
        read(lesson("06_skynet", project), project)
    (project / "notebooks/06_skynet.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(PlanError, match="make build"):
        lesson("06_skynet", project)


# courses ----------------------------------------------------------------------------------------------------

def test_there_are_courses_of_one_three_and_twelve_sessions():
    assert [len(one.sessions) for one in course.courses().values()] == [1, 3, 12]


def test_the_term_covers_all_lessons_and_all_documents():
    term = list(course.courses().values())[-1]
    named = {stem for session in term.sessions for stem in session.lessons}
    assert named == {path.parent.name for path in (ROOT / "lessons").glob("*/lesson.md")} and len(named) == 12
    assert {slug for session in term.sessions for slug in session.read} == {
        path.stem for path in (ROOT / "seeds").glob("*-20*.yml")}


def test_every_session_of_a_course_fits_its_lessons_plan():
    for one in course.courses().values():
        for session in one.sessions:
            slots = fit(read(lesson(session.lessons[-1])), session.minutes)
            assert sum(slot.minutes for slot in slots) == session.minutes


@pytest.mark.parametrize("sessions", [1, 3, 12])
def test_a_course_is_printed_with_readings_homework_and_assessment(sessions, capsys):
    assert main(["course", "--sessions", str(sessions)]) == 0
    words = capsys.readouterr().out
    assert len(re.findall(r"^## \d+\. ", words, re.MULTILINE)) == sessions
    assert "**Read before:**" in words and "## What counts" in words and "{{" not in words
    assert sum(map(int, re.findall(r"\| (\d+) \|$", words, re.MULTILINE))) == 100
    assert ("**At home:**" in words) == (sessions > 1)


def test_a_course_that_is_not_there_is_one_sentence(capsys):
    assert main(["course", "--sessions", "7"]) == 1
    assert "There is no course of 7 sessions. There are: 1 (" in capsys.readouterr().err
    assert main(["course"]) == 0 and "- 12: " in capsys.readouterr().out


@pytest.mark.parametrize(("change", "says"), [
    (lambda d: d["sessions"][0].update(lessons=["06_skynett"]), "there is no lessons/06_skynett/lesson.md"),
    (lambda d: d["sessions"][0].update(read=["chen-2012"]), "the table documents has no 'chen-2012'"),
    (lambda d: d["sessions"][0].update(outside=["cardif"]), "the table outside has no 'cardif'"),
    (lambda d: d["sessions"][0].update(homework=["00_start_here"]), "there is no lessons/00_start_here/exercises.md"),
    (lambda d: d["assessment"][0].update(share=90), "add up to 90, not to 100"),
    (lambda d: d["sessions"][0].update(do="Read 12 pages."), "typed numbers: 12"),
])
def test_a_course_that_is_wrong_is_named_with_file_and_line(project, change, says):
    (project / "courses").mkdir()
    data = yaml.safe_load((ROOT / "courses/evening.yml").read_text(encoding="utf-8"))
    change(data)
    (project / "courses/mine.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(SeedError, match=r"mine\.yml:\d+") as problem:
        course.courses(project)
    assert says in str(problem.value)


# the guide --------------------------------------------------------------------------------------------------

DOCS = sorted((ROOT / "docs").glob("*.md"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([^)]+))?\)")


def test_the_guide_has_a_page_for_each_of_its_questions():
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    assert len(DOCS) >= 8 and all(f"({path.name})" in index for path in DOCS if path.name != "README.md")


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_links_of_a_page_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target, _ in LINK.findall(text):
        if not re.match("https?:", target):
            assert (path.parent / target).resolve().exists(), target
    for name in re.findall(r"`((?:lessons|notebooks|exercises|data|courses|docs|seeds)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_a_page_of_the_guide_is_read_in_less_than_ten_minutes(path):
    assert 50 < len(path.read_text(encoding="utf-8").split()) < 10 * 200


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_a_command_in_the_guide_exists(path):
    import argparse
    from unittest import mock

    from techgov import cli
    known = set()
    original = argparse._SubParsersAction.add_parser
    with mock.patch.object(argparse._SubParsersAction, "add_parser",
                           lambda self, name, **kw: known.add(name) or original(self, name, **kw)):
        with pytest.raises(SystemExit):
            cli.main(["--help"])
    assert set(re.findall(r"\btechgov ([a-z]+)", path.read_text(encoding="utf-8"))) <= known
