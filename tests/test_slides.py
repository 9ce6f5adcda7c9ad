"""The decks of all lessons, and what is printed, looked at in Chromium page by page."""

import os
import re
import shutil
import time

import pytest
from bs4 import BeautifulSoup
from lab import CHROMIUM, READY, Server, until

from techgov.cli import main
from techgov.teach import runsheet, slides
from techgov.teach.plan import LENGTHS, asked_in, fit, lesson, lessons, read

STEMS = lessons()
SMALLEST = 16.7  # pixels, on a page 1,280 wide: what the script of the deck goes down to
TOO_LARGE = """() => [...document.querySelectorAll('.page')].flatMap(page => {
  const found = [], note = (what, one) => found.push(page.id + ': ' + what + ': ' + (one.innerText || '').slice(0, 50))
  for (const box of page.querySelectorAll('.sheet, main, .body'))
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) note('cut', box)
  const sheet = page.querySelector('.sheet').getBoundingClientRect()
  for (const one of page.querySelectorAll('.body *')) {
    const box = one.getBoundingClientRect()
    if (box.right > sheet.right + 1 || box.bottom > sheet.bottom + 1) note('outside', one)
  }
  if (parseFloat(getComputedStyle(page.querySelector('.body')).fontSize) < %s) note('small', page)
  for (const image of page.querySelectorAll('img'))
    if (!image.naturalWidth || image.getBoundingClientRect().width < 200) note('no picture', image)
  return found
})""" % SMALLEST


@pytest.fixture(scope="module", params=STEMS)
def deck(request):
    return slides.make(request.param)


# what a deck holds ------------------------------------------------------------------------------------------

def test_every_question_and_picture_of_the_lesson_has_its_page(deck):
    pages = {page.cell: page for page in deck.pages if page.cell}
    for cell in deck.lesson.notebook.cells:
        if asked_in(cell):
            assert pages[cell.id].kind == "question"
        elif re.search(r"\b(explore|flip)_\w+\(", cell.get("source", "")) and cell.cell_type == "code":
            assert pages[cell.id].kind == "explorer" and "<img" in pages[cell.id].body
            path = f"/doc/workspaces/deck-{deck.lesson.stem}/tree/notebooks/{deck.lesson.stem}.ipynb"
            assert pages[cell.id].live.endswith(f"{path}#cell-id={cell.id}")
        elif re.search(r"\bshow\(", cell.get("source", "")) and cell.cell_type == "code":
            assert pages[cell.id].kind == "picture"
    kinds = {page.kind for page in deck.pages}
    assert deck.pages[0].kind == "title" and kinds == {"title", "section", "question", "table", "picture", "explorer",
                                                       "together"}


def test_a_deck_needs_nothing_but_itself_and_has_words_for_every_picture(deck):
    soup = BeautifulSoup(deck.html, "html.parser")
    for one in soup.find_all(src=True):
        assert one["src"].startswith("data:")
    assert not soup("link") and not soup("script", src=True) and not re.search(r"@import|url\((?!data:)", deck.html)
    assert all(image.get("alt", "").strip() for image in soup("img"))
    ids = [one["id"] for one in soup(class_="page")]
    assert len(ids) == len(set(ids)) == len(deck.pages)
    assert {a["href"][1:] for a in soup("a") if a["href"].startswith("#")} <= set(ids)
    words = soup.get_text()
    assert "{{" not in words and "Run this notebook" not in words and "Run the cells" not in words


def test_a_simulated_picture_says_so_in_the_deck(deck):
    for page in deck.pages:
        if page.kind in ("picture", "explorer") and "<img" in page.body:
            assert "Source:" in page.body and "Origin:" in page.body


def test_a_deck_for_a_session_has_what_the_sheet_has():
    of = lesson("06_skynet")
    used = {cell.id for slot in fit(read(of), 50) if slot.block for cell in of.cells(slot.block)}
    short, whole = slides.make("06_skynet", 50), slides.make("06_skynet")
    assert {page.cell for page in short.pages if page.cell} <= used and len(short.pages) < len(whole.pages)
    assert not [page for page in short.pages if page.kind == "together" and page.title.startswith("Exercises")]


def test_the_speakers_notes_hold_what_the_plan_says():
    whole = slides.make("06_skynet")
    notes = " ".join(note for page in whole.pages for note in page.notes)
    assert all(BeautifulSoup(f"<b>{block.title}.</b>", "html.parser").get_text() in BeautifulSoup(
        notes, "html.parser").get_text() for block in read(lesson("06_skynet")).blocks)


def test_the_command_writes_one_file_and_says_where(tmp_path, capsys):
    assert main(["slides", "06_skynet", "--lab", "http://localhost:9999/", "--out", str(tmp_path)]) == 0
    assert [one.name for one in tmp_path.iterdir()] == ["06_skynet.html"]
    assert "http://localhost:9999/doc/workspaces/" in (tmp_path / "06_skynet.html").read_text(encoding="utf-8")
    assert main(["slides", "skynet"]) == 1 and "There is no lesson 'skynet'" in capsys.readouterr().err
    assert main(["slides", "06_skynet", "--out", "/dev/null/x"]) == 1 and "cannot be written" in capsys.readouterr().err


# in Chromium ------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def chromium():
    path = shutil.which("chromium")
    if not path:
        (pytest.fail if os.environ.get("TECHGOV_NO_SKIPS") else pytest.skip)("no chromium on the PATH")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        one = started.chromium.launch(executable_path=path, args=CHROMIUM)
        yield one
        one.close()


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.browser
def test_the_deck_looks_right_page_by_page(chromium, deck, tmp_path):
    path = tmp_path / "deck.html"
    deck.write(path)
    for width, height in ((1280, 720), (1024, 768)):
        page = chromium.new_context(viewport={"width": width, "height": height}, offline=True).new_page()
        asked, errors = [], []
        page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
        page.on("pageerror", lambda problem: errors.append(str(problem)))
        page.goto(path.as_uri())
        page.wait_for_selector("body.ready")
        scale = min(width / 1280, height / 720)
        assert page.evaluate(TOO_LARGE.replace(str(SMALLEST), str(SMALLEST * scale))) == []
        assert not asked and not errors
        page.context.close()


@pytest.mark.browser
def test_the_keys_turn_the_pages_and_show_the_notes(chromium, tmp_path):
    path = tmp_path / "deck.html"
    whole = slides.make("06_skynet")
    whole.write(path)
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("body.ready")

    def now():
        return page.evaluate("[...document.querySelectorAll('.page')].findIndex(one => one.matches('.now'))")
    assert now() == 0
    for key, at in (("ArrowRight", 1), ("PageDown", 2), (" ", 3), ("ArrowLeft", 2), ("End", len(whole.pages) - 1),
                    ("ArrowRight", len(whole.pages) - 1), ("Home", 0), ("ArrowUp", 0)):
        page.keyboard.press(key)
        assert now() == at, key
    assert not page.locator(".now .notes").is_visible()
    page.keyboard.press("n")
    assert "A guess first" in page.locator(".now .notes").inner_text()
    page.goto(f"{path.as_uri()}#explore-base-rate")
    page.wait_for_function("document.querySelector('.now').id === 'explore-base-rate'")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pages_of(pdf) == len(whole.pages)
    page.close()


@pytest.mark.browser
def test_an_explorers_page_leads_to_its_cell_in_a_running_jupyterlab(chromium, tmp_path):
    server = Server(tmp_path, settings={})  # a reader's own: JupyterLab draws cells when they come near
    try:
        slides.make("06_skynet", 50, server.address).write(tmp_path / "deck.html")
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        start = context.new_page()
        start.goto(server.url("notebooks/00_start_here.ipynb", own=False))  # the address that `make lab` opens
        start.get_by_text(READY).first.wait_for()
        deck = context.new_page()
        deck.goto(f"{(tmp_path / 'deck.html').as_uri()}#explore-base-rate")
        deck.wait_for_selector("body.ready")
        live = deck.locator("#explore-base-rate footer a")
        with context.expect_page() as opened:
            live.click()
        page = opened.value
        moves = [time.monotonic()]
        page.on("framenavigated", lambda frame: moves.append(time.monotonic()))

        def settled():  # while JupyterLab opens a notebook, the page's address changes a few times
            page.wait_for_timeout(100)
            return "/06_skynet.ipynb" in page.url and time.monotonic() - moves[-1] > 5
        page.get_by_text(READY).first.wait_for()
        until(settled, "the notebook to be open")
        page.reload()  # so that no cell has been near
        page.get_by_text(READY).first.wait_for()
        until(settled, "the notebook to be open again")
        page.evaluate("window.kept = true")
        at = [cell.id for cell in lesson("06_skynet").notebook.cells].index("explore-base-rate")
        cell = page.locator(".jp-Notebook .jp-Cell").nth(at)

        def there():
            return 0 < cell.evaluate("one => one.getBoundingClientRect().top / innerHeight") < 0.5
        for _ in range(2):
            page.locator(".jp-WindowedPanel-outer").evaluate("one => one.scrollTo(0, 0)")
            assert not there()
            live.click()
            until(there, "the explorer's cell")
        assert page.evaluate("window.kept"), "a click loaded the page again"
        context.close()
    finally:
        server.stop()


@pytest.mark.browser
def test_the_deck_is_readable_by_axes_rules(chromium, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    path = tmp_path / "deck.html"
    slides.make("06_skynet", 50).write(path)
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("body.ready")
    found = axe.Axe().run(page).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"][:80]) for one in found if one["impact"] in ("serious", "critical")]
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("stem", STEMS)
def test_a_sheet_is_printed_on_two_pages(chromium, stem):
    page = chromium.new_page()
    for minutes in LENGTHS:
        page.set_content(runsheet.make(stem, minutes).html)
        assert pages_of(page.pdf(prefer_css_page_size=True)) <= 2, minutes
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    page.close()
