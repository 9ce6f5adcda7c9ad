"""The lessons under a learner's hands: JupyterLab in Chromium, with its mouse, its keyboard and its page.

Needs Debian's Chromium; without it the tests skip, or fail where TECHGOV_NO_SKIPS is set. After a failure a
picture of every open page lies in tests/screenshots/.
"""

import json
import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from lab import CHROMIUM, Notebook, Server, press, until

from techgov.answers import pose
from techgov.build import plan
from techgov.project import ROOT
from techgov.question import NOT_YET

pytestmark = pytest.mark.browser

STEMS = [made.stem for made in plan(ROOT / "lessons") if made.kind == "notebooks" and made.stem != "00_start_here"]
START, SKYNET = "notebooks/00_start_here.ipynb", "06_skynet"
MOVES, ANSWERS = (1000, 300) if os.environ.get("TECHGOV_NIGHTLY") else (60, 20)  # of the soak
SCREENSHOTS = ROOT / "tests" / "screenshots"
MARKUP = "<img src=x onerror=alert(1)>"
TOOLS = {"Reset", "Surprise me", "Pin this", "Numbers"}
SERIOUS = {"serious", "critical"}


def _cells(path):
    """Cell id -> source of the code cells of a made notebook."""
    cells = json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"}


def _with(pattern):
    """(stem, what the pattern's group holds, cell id) wherever a lesson's code has it."""
    return [(stem, match[1], id) for stem in STEMS for id, source in _cells(f"notebooks/{stem}.ipynb").items()
            if (match := re.search(pattern, source))]


EXPLORERS = {stem: [id for of, _, id in _with(r"\.(explore_)") if of == stem] for stem in STEMS}
FLIPBOOKS = {stem: [id for of, _, id in _with(r"\.(flip_)") if of == stem] for stem in STEMS}
ASKED = {stem: {name: id for of, name, id in _with(r'\bask\("([^"]+)"') if of == stem} for stem in STEMS}


def _first(stem, kind):
    """The first question of a kind in a lesson, None without one."""
    return next((name for name in ASKED[stem] if pose(name).question.kind == kind), None)


# the server, the browser and the lesson, one of each ---------------------------------------------------------

class _Screenshots:
    """After a failure, what every open page shows."""

    def __init__(self, browser):
        self.browser = browser

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        if report.failed and item.get_closest_marker("browser"):
            SCREENSHOTS.mkdir(exist_ok=True)
            pages = [page for context in self.browser.contexts for page in context.pages]
            for number, page in enumerate(pages):
                page.screenshot(path=SCREENSHOTS / f"{re.sub('[^a-z0-9-]+', '-', item.name)}-{number}.png")
        return report


def _without(what):
    reason = f"{what}: the browser tests need Debian's chromium and the playwright package"
    (pytest.fail if os.environ.get("TECHGOV_NO_SKIPS") else pytest.skip)(reason)


@pytest.fixture(scope="session")
def browser(request):
    path = shutil.which("chromium")
    if not path:
        _without("no chromium on the PATH")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        _without("no playwright")
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        screenshots = _Screenshots(one)
        request.config.pluginmanager.register(screenshots)
        yield one
        request.config.pluginmanager.unregister(screenshots)
        one.close()


@pytest.fixture(scope="session")
def server(browser, tmp_path_factory):
    one = Server(tmp_path_factory.mktemp("lab"))
    yield one
    one.stop()


def _run(server, browser, path):
    one = Notebook(server, browser, path)
    one.stem = Path(path).stem
    one.missed = _missing_before_it_is_run(one)
    one.run_all()
    yield one
    one.close()


def _missing_before_it_is_run(one):
    """What a page that nobody has run should show and does not."""
    stored = {cell["id"]: "".join("".join(output.get("data", {}).get("text/html", "")) for output in cell["outputs"])
              for cell in one.server.read(one.path) if cell["cell_type"] == "code"}
    pictured = [id for id, markup in stored.items() if "<img" in markup]
    found = [f"no picture is stored of {id}" for id in (*EXPLORERS[one.stem], *FLIPBOOKS[one.stem])
             if id not in pictured]
    images = [one.output(id).locator("img") for id in pictured]
    found += [f"few words for {id}" for id, image in zip(pictured, images)
              if len(image.get_attribute("alt").split()) < 5]
    for id, image in zip(pictured, images):
        until(lambda: image.evaluate("img => img.complete && img.naturalWidth > 300"), f"the picture of {id}")
    found += [f"no offer to answer {id}" for id in ASKED[one.stem].values()
              if "Run this notebook (Run > Run All Cells) to answer." not in one.say(id)]
    if one.panel.locator("img").count() != len(pictured) or one.panel.locator(".jupyter-widgets").count():
        found.append("other pictures or widgets than are stored")
    return found + one.complaints()


@pytest.fixture(scope="module", params=STEMS)
def lesson(server, browser, request):
    """A lesson, run once from top to bottom; the tests go on from where the one before left it."""
    yield from _run(server, browser, f"notebooks/{request.param}.ipynb")


@pytest.fixture(scope="module")
def skynet(server, browser):
    """The lesson on which the engine itself is tried."""
    yield from _run(server, browser, f"again/{SKYNET}.ipynb")


@pytest.fixture
def opened(server, browser):
    """Open a notebook for one test: ``opened(path)``."""
    pages = []

    def open_(path):
        pages.append(Notebook(server, browser, path))
        return pages[-1]

    yield open_
    for one in pages:
        one.close()


# the lesson ----------------------------------------------------------------------------------------------------

def test_the_stored_lesson_shows_its_pictures_without_being_run(lesson):
    assert lesson.missed == []


def test_the_lesson_runs_from_top_to_bottom(lesson):
    assert lesson.complaints() == []
    for id in (*EXPLORERS[lesson.stem], *FLIPBOOKS[lesson.stem], *ASKED[lesson.stem].values()):
        assert lesson.output(id).locator(".jupyter-widgets").first.is_visible(), id
    if not lesson.server.recorded(_first(lesson.stem, "prediction")):
        assert "You recorded no prediction." in lesson.say("recall")


def test_every_control_of_an_explorer_redraws_its_picture(lesson):
    for id in EXPLORERS[lesson.stem]:
        _try_every_control(lesson, id)
    assert lesson.complaints() == []


def _try_every_control(lesson, id):
    out, first = lesson.output(id), lesson.frame(id)
    assert first[1] == first[2]

    def changed(what):
        """The picture and its alternative text move; then Reset brings the first ones back."""
        assert lesson.moved(id, first, what)[1] != first[1]
        press(out, "Reset")
        until(lambda: lesson.frame(id) == first, "Reset to bring the first picture back")

    for at in range(out.locator(".noUi-handle").count()):
        handle = out.locator(".widget-slider .noUi-handle").nth(at)
        handle.focus()
        for key in ("End", "Home"):  # one of the ends may say what the start says
            lesson.page.keyboard.press(key)
            lesson.settled(id)
            if lesson.frame(id)[1] != first[1]:
                break
        changed(f"slider {at}")
    for at in range(out.locator("select").count()):
        out.locator("select").nth(at).select_option(index=1)
        changed(f"dropdown {at}")
    for at in range(out.locator("input[type=checkbox]").count()):
        out.locator("input[type=checkbox]").nth(at).click()
        changed(f"checkbox {at}")
    for at in range(out.locator("input[type=number]").count()):
        field = out.locator("input[type=number]").nth(at)
        field.focus()
        lesson.page.keyboard.press("ArrowDown" if field.input_value() == field.get_attribute("max") else "ArrowUp")
        changed(f"stepper {at}")
    presets = [name for name in out.locator("button").all_inner_texts() if name not in TOOLS]
    assert presets
    for name in presets:
        press(out, name)
        lesson.settled(id)
    press(out, "Surprise me")
    until(out.get_by_text("seed 1", exact=True).count, "the seed of the surprise")
    press(out, "Reset")
    until(lambda: lesson.frame(id) == first, "Reset to bring the first picture back")
    assert out.locator("img").first.evaluate("img => img.naturalWidth") > 300


def test_a_state_is_pinned_and_its_numbers_are_saved(lesson):
    id = EXPLORERS[lesson.stem][-1]
    out, first = lesson.output(id), lesson.frame(id)
    press(out, "Pin this")
    until(out.get_by_text("Pinned", exact=True).is_visible, "the pinned picture")
    press(out, "Numbers")
    until(out.get_by_role("link", name="Save as CSV").is_visible, "the numbers")
    with lesson.page.expect_download() as saved:
        out.get_by_role("link", name="Save as CSV").click()
    assert len(Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()) > 3
    press(out, "Surprise me")
    until(lambda: lesson.frame(id)[1] != first[1], "the picture to move")
    pictures = out.locator("img[alt]:visible")
    assert pictures.count() == 2 and pictures.first.get_attribute("alt") == f"Pinned: {first[1]}"
    for name in ("Unpin", "Numbers", "Reset"):
        press(out, name)
    until(lambda: lesson.frame(id) == first and pictures.count() == 1, "everything to be as it was")


def test_an_answer_gets_the_message_that_belongs_to_it(lesson):
    for name in ASKED[lesson.stem]:
        _answer_wrong_then_right(lesson, name)


def _answer_wrong_then_right(lesson, name):
    id, posed = ASKED[lesson.stem][name], pose(name)
    question = posed.question
    answers = [question.wrong_answer(one, posed.answer, posed.wrong) for one in getattr(question, "wrong", [])[:1]]
    before = lesson.server.recorded(name)
    for raw in [*answers, question.right_answer(posed.answer)]:
        if question.kind == "place":  # as the steppers show it
            raw = [round(value) if axis.whole else value for axis, value in zip(question.axes, raw)]
        verdict = posed.check(raw)
        lesson.answer(id, question, raw)
        until(lambda: verdict.message in lesson.say(id), f"“{verdict.message}”")
        assert verdict.reading in lesson.say(id)
        sign = {"wrong": "✗ Not right.", "right": "✓ Right.", "recorded": "✓ Recorded."}[verdict.status]
        assert sign in lesson.say(id)
    entry = lesson.server.recorded(name)
    assert entry["tries"] == before.get("tries", 0) + len(answers) + 1
    assert sum(entry["mistakes"].values()) == sum(before.get("mistakes", {}).values()) + len(answers)
    if question.kind == "argument":
        boxes = lesson.output(id).locator("input[type=checkbox]")
        until(lambda: boxes.count() == len(question.rubric), "the rubric")
        assert lesson.output(id).locator("details").count() == len(question.samples)
        boxes.first.click()
        until(lambda: lesson.server.recorded(name).get("self_mark", [False])[0], "the mark to be kept")


def test_what_a_learner_types_never_becomes_part_of_the_page(lesson):
    for kind in ("prediction", "number", "interval", "argument"):
        if not (name := _first(lesson.stem, kind)):
            continue
        id, posed = ASKED[lesson.stem][name], pose(name)
        raw = {"interval": [f"1 {MARKUP}", f"2 {MARKUP}"], "argument": f"A sentence of enough words {MARKUP} to record."
               }.get(kind, f"12 {MARKUP}")
        lesson.answer(id, posed.question, raw)
        verdict = posed.check(raw)
        until(lambda: verdict.message in lesson.say(id), f"“{verdict.message}”")
        if verdict.status == "recorded":  # the message may still be that of an answer before
            until(lambda: lesson.server.recorded(name).get("answer") == raw, "the answer to be kept")
        lesson.run(id)
        until(lambda: lesson.output(id).locator("input[type=text], textarea").count(), "the question to come back")
        if kind == "argument":  # kept as it was written
            until(lambda: MARKUP in lesson.output(id).locator("textarea").input_value(), "the text to come back")
    lesson.run("recall")
    until(lambda: "12" in lesson.say("recall"), "the prediction to come back")
    assert lesson.page.locator("img[src=x]").count() == 0 and lesson.dialogs == []


@pytest.mark.parametrize("width", [700, 1280])
def test_no_words_are_cut_off(lesson, width):
    lesson.page.set_viewport_size({"width": width, "height": 900})
    if lesson.page.locator("#jp-left-stack").is_visible():
        lesson.page.keyboard.press("Control+b")
    if name := _first(lesson.stem, "argument"):
        id = ASKED[lesson.stem][name]
        lesson.answer(id, pose(name).question, "A sentence that is long enough to be recorded.")
        until(lambda: lesson.output(id).locator("input[type=checkbox]").count(), "the rubric")
    lesson.page.wait_for_timeout(300)
    assert lesson.cut_off() == []


def test_nothing_in_an_output_shuts_a_reader_out(lesson):
    """axe-core's rules, on what our cells show; minor and moderate remarks are about JupyterLab's own tables."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(lesson.page, context={"include": [[".jp-OutputArea-output"]]}).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found
            if one["impact"] in SERIOUS] == []
    assert lesson.panel.locator(".noUi-handle:not([aria-label])").count() == 0


def test_the_lesson_left_this_machine_alone_and_the_console_silent(lesson):
    assert lesson.strangers == []
    assert lesson.errors == []


def test_a_flipbook_needs_no_kernel(lesson):
    """The last thing that is done with a lesson."""
    assert FLIPBOOKS[lesson.stem]
    lesson.stop_kernel()
    for id in FLIPBOOKS[lesson.stem]:
        _flip_through(lesson, id)


def _flip_through(one, id):
    handle, seen = one.output(id).locator(".noUi-handle"), set()
    handle.focus()
    one.page.keyboard.press("Home")
    steps = round(float(handle.get_attribute("aria-valuemax"))) + 1
    for _ in range(steps):
        picture = one.output(id).locator("img[alt]:visible")
        assert picture.get_attribute("alt") == one.output(id).locator(".techgov-words:visible").inner_text()
        seen.add(picture.get_attribute("src"))
        one.page.keyboard.press("ArrowRight")
    assert len(seen) == steps


# the engine, on one lesson ---------------------------------------------------------------------------------------

def test_the_way_opens_after_two_tries_and_the_keyboard_stays_on_an_item_that_moves(skynet):
    name = "skynet.order-by-support"
    id, posed = ASKED[skynet.stem][name], pose(name)
    out = skynet.output(id)
    for _ in range(2):
        skynet.answer(id, posed.question, posed.question.wrong_answer(posed.question.wrong[0], posed.answer, None))
        skynet.page.wait_for_timeout(300)
    text, lines = posed.way()
    until(lambda: out.get_by_role("button", name="Show the way", exact=True).is_enabled(), "the way to open")
    press(out, "Show the way")
    until(lambda: text in skynet.say(id), "the way")
    arrow = out.locator("button[title^='Move up']").nth(2)
    moving = arrow.get_attribute("title")
    arrow.focus()
    for place in (2, 1):
        skynet.page.keyboard.press("Space")
        until(lambda: f"Now in place {place} of" in skynet.say(id), "the item to move")
        until(lambda: skynet.page.evaluate("document.activeElement.title") == moving, "the keyboard to follow it")


def test_letters_and_arrows_in_a_list_or_a_choice_are_not_commands_to_jupyterlab(opened):
    one = opened("again/01_reading_the_documents.ipynb")
    one.run_all()
    cells = one.cells.count()
    radios = one.output("ask-two-languages").locator("input[type=radio]")
    radios.first.click()
    one.page.keyboard.press("ArrowDown")
    until(radios.nth(1).is_checked, "the second option")
    one.page.keyboard.press("x")  # cuts the cell where JupyterLab hears it
    sorts = one.output("ask-sorts").locator("select").first
    sorts.focus()
    one.page.keyboard.press("ArrowDown")
    until(sorts.input_value, "the first choice")
    one.page.keyboard.press("b")  # a new cell
    one.page.wait_for_timeout(300)
    assert one.cells.count() == cells and one.errors == []


def test_an_answer_typed_fast_on_a_slow_link_is_read_to_its_last_digit(skynet):
    """On a distant hub the page holds keystrokes back until the kernel has taken the ones before, and Enter must not
    overtake them."""
    name = _first(skynet.stem, "number")
    field, typed = skynet.output(ASKED[skynet.stem][name]).locator("input[type=text]"), "1,234,567,890"
    field.fill("")
    skynet.slow_down(1000)
    try:
        field.press_sequentially(typed)
        field.press("Enter")
        reading = pose(name).check(typed).reading
        until(lambda: reading in skynet.say(ASKED[skynet.stem][name]), f"“{reading}”")
    finally:
        skynet.slow_down(0)


def test_a_hint_comes_when_it_is_asked_for(skynet):
    name = _first(skynet.stem, "number")
    posed, out = pose(name), ASKED[skynet.stem][name]
    press(skynet.output(out), "Hint")
    until(lambda: posed.text(posed.question.hints[0]) in skynet.say(out), "the first hint")
    assert posed.text(posed.question.hints[1]) not in skynet.say(out)


def test_answers_are_there_after_a_reload_and_a_restart(skynet):
    guess, number = pose("skynet.prediction"), pose("skynet.implied-population")
    mistake = number.question.wrong[0]
    wrong = number.question.wrong_answer(mistake, number.answer, number.wrong)
    skynet.answer("prediction", guess.question, "42")
    skynet.answer(ASKED[skynet.stem][number.question.id], number.question, wrong)
    until(lambda: number.revealed(mistake.message) in skynet.say(ASKED[skynet.stem][number.question.id]), "the verdict")
    skynet.reload()
    skynet.restart_and_run_all()
    assert skynet.complaints() == []
    field = skynet.output(ASKED[skynet.stem][number.question.id]).locator("input[type=text]")
    assert field.input_value() == wrong
    said = skynet.say(ASKED[skynet.stem][number.question.id])
    assert "✗ Not right. Your answer of earlier." in said and number.revealed(mistake.message) in said
    assert skynet.output("prediction").locator("input[type=text]").input_value() == "42"
    assert skynet.say("recall").startswith("You predicted 42 (of 100 alarms). "
                                           + guess.revealed(guess.question.reveal).split(".")[0])


# the other notebooks -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("stem", STEMS)
def test_the_exercises_run_untouched(opened, stem):
    path = f"exercises/{stem}.ipynb"
    one = opened(path)
    one.run_all()
    assert one.complaints() == [] and one.strangers == [] and one.errors == []
    checks = [id for id, source in _cells(path).items() if source.startswith("check(")]
    assert len(checks) >= 4
    assert [one.say(id).partition(": ")[2] or one.say(id) for id in checks] == [NOT_YET] * len(checks)


def test_the_start_page_examines_the_machine_and_leads_to_every_lesson(opened):
    one = opened(START.replace("notebooks", "untouched"))
    one.run_all()
    press(one.output("doctor"), "Examine this machine")
    rows = one.output("doctor").locator("[role=status] tr")
    until(rows.count, "what the doctor found")
    assert [row for row in rows.all_inner_texts() if not row.startswith("✓ fine")] == []
    assert one.complaints() == []
    made = [made.path.replace("notebooks", "untouched") for made in plan(ROOT / "lessons") if made.path != START]
    missing = [path for path in made if not one.panel.locator(f"a[href*='{path}']").count()]
    assert missing == [] and all((one.server.folder / path).is_file() for path in made)
    for path in (made[0], f"exercises/{SKYNET}.ipynb", f"solutions/{STEMS[-1]}.ipynb"):  # one of each kind
        one.panel.locator(f"a[href*='{path}']").first.click()
        until(one.page.locator(f".lm-TabBar-tab.lm-mod-current[title*='{path}']").count, f"{path} to open")
        one.page.locator(".lm-TabBar-tab[title*='00_start_here']").first.click()
    assert one.strangers == [] and one.errors == []


def test_the_panel_shows_what_was_done_and_carries_it_elsewhere(opened, server, tmp_path):
    number = pose("skynet.implied-population")
    mistake, kept = number.question.wrong[0], server.progress.read_bytes() if server.progress.exists() else None
    server.progress.unlink(missing_ok=True)
    lesson = opened(f"notebooks/{SKYNET}.ipynb")
    lesson.run_all()
    lesson.answer(ASKED[SKYNET][number.question.id], number.question,
                  number.question.wrong_answer(mistake, number.answer, number.wrong))
    until(lambda: server.progress.exists() and server.recorded(number.question.id), "the answer to be kept")
    one = opened(START)
    one.page.set_viewport_size({"width": 700, "height": 900})
    one.page.keyboard.press("Control+b")
    one.run_all()
    panel = one.output("my-progress")
    assert "Skynet 1 of" in one.say("my-progress") and number.revealed(mistake.message) in one.say("my-progress")
    assert str(server.progress) not in one.say("my-progress")
    press(panel, "Show where it lies")
    until(lambda: str(server.progress) in one.say("my-progress"), "the path")
    with one.page.expect_download() as download:
        panel.get_by_role("link", name="Download your passport file").click()
    download.value.save_as(tmp_path / "passport.json")
    assert json.loads((tmp_path / "passport.json").read_text("utf-8"))["answers"] == {
        number.question.id: server.recorded(number.question.id)}
    code = panel.get_by_label("Your code, to copy:").input_value()

    panel.get_by_label("Reset:").select_option(number.question.id)
    press(panel, "Reset …")
    press(panel, "Yes, reset")
    until(lambda: server.recorded(number.question.id) == {}, "the reset")
    until(lambda: "is kept as" in one.say("my-progress") and "Nowhere" not in one.say("my-progress"), "what was kept")
    panel.get_by_label("Code from elsewhere:").fill(code[:-1])
    press(panel, "Enter the code")
    until(lambda: "typing mistake" in one.say("my-progress"), "what is wrong with half a code")
    panel.get_by_label("Code from elsewhere:").fill(code.lower())
    panel.get_by_label("Code from elsewhere:").press("Enter")
    until(lambda: server.recorded(number.question.id).get("right") is False, "the verdict")
    with one.page.expect_file_chooser() as chooser:
        panel.get_by_role("button", name="Load a passport file").click()
    chooser.value.set_files(tmp_path / "passport.json")
    until(lambda: server.recorded(number.question.id).get("answer"), "the answer")
    assert one.cut_off() == [] and one.complaints() == [] and one.errors == []
    back, lesson_tab = panel.get_by_role("link", name="A figure that is not printed"), f"[title*='{SKYNET}.ipynb']"
    until(back.count, "the way back to the lesson")
    for _ in range(2):  # with every cell in the page, JupyterLab scrolls only in a notebook that is open already
        one.page.locator(".lm-TabBar-tab[title*='00_start_here']").first.click()
        back.click()
        until(one.page.locator(f".lm-TabBar-tab.lm-mod-current{lesson_tab}").count, "the lesson to open")
    heading = one.panel.get_by_role("heading", name="A figure that is not printed")
    until(lambda: heading.count() and 0 < heading.bounding_box()["y"] < 900, "the part to reread to be in sight")
    if kept is not None:
        server.progress.write_bytes(kept)


# a long sitting ------------------------------------------------------------------------------------------------

SOAK = {"setup": "import gc, psutil\nfrom techgov import ask\nfrom techgov.topics import skynet",
        "explorer": "skynet.explore_base_rate()",
        **{name.replace(".", "-"): f'ask("{name}")' for name in ASKED[SKYNET]
           if pose(name).question.kind in ("number", "choice", "classify", "interval")},
        "kernel": "gc.collect(), psutil.Process().memory_info().rss"}


def test_a_long_sitting_leaves_nothing_behind(server, opened):
    """A thousand moves and 300 answers in the nightly profile, fewer otherwise: no error, and neither page nor kernel
    grows."""
    nbformat.write(nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, id=id) for id, source in SOAK.items()],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}),
        server.folder / "soak.ipynb")
    one = opened("soak.ipynb")
    one.run_all()
    handle = one.output("explorer").locator(".noUi-handle").nth(1)
    asked = [(id, pose(id.replace("-", ".", 1))) for id in SOAK if id.startswith("skynet-")]

    def move(times):
        handle.focus()
        now = one.frame("explorer")
        for number in range(times):
            one.page.keyboard.press("ArrowRight" if number % 8 < 4 else "ArrowLeft")
            now = one.moved("explorer", now, f"move {number}")

    def answer(times):
        for number in range(times):  # by turns wrong and right, so that every verdict is a new one
            id, posed = asked[number // max(2, times // len(asked)) % len(asked)]
            question = posed.question
            raw = (question.right_answer(posed.answer) if number % 2 else
                   question.wrong_answer(question.wrong[0], posed.answer, posed.wrong))
            one.answer(id, question, raw)
            verdict = posed.check(raw)
            until(lambda: verdict.message in one.say(id), f"“{verdict.message}”, answer {number}")

    def held():
        one.run("kernel")
        return one.heap(), int(re.findall(r"\d+", one.say("kernel"))[-1]) / 1e6

    move(40)
    answer(2 * len(asked))
    before = held()
    move(MOVES)
    answer(ANSWERS)
    after = held()
    print(f"after {MOVES} moves and {ANSWERS} answers: page {before[0]:.1f} to {after[0]:.1f} MB, "
          f"kernel {before[1]:.1f} to {after[1]:.1f} MB")
    assert one.complaints() == [] and one.errors == [] and one.strangers == []
    # a thousand frames kept would be 16 MB; JupyterLab itself keeps 0.1 MB whenever another cell becomes the active one
    assert after[0] - before[0] < 8 and after[1] - before[1] < 3
