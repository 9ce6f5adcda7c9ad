"""A deck of a lesson: one HTML file that works without a network, a kernel or anything else.

Its pages are the lesson's own cells, in the order of the plan: headings with their first words, questions, tables,
pictures and explorers as the built notebook stores them, and a page for each discussion. What the lesson says besides,
and what the plan tells the instructor, are the speaker's notes.

The deck holds each explorer's default picture, and says so. Its page links to the explorer's cell in a running
JupyterLab, in a tab beside the deck: the first click opens the notebook, and once it is there a click goes to the cell.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote

import nbformat
from bs4 import BeautifulSoup

from techgov.answers import pose
from techgov.fill import fill
from techgov.project import ROOT, write_atomically
from techgov.tables import Tables
from techgov.teach import paper
from techgov.teach.plan import Block, Lesson, PlanError, asked_in, fit, lesson, read

ROWS, LETTERS = 9, 1600  # of a table on one page, as large as the last row can read; the notebook has all
PROSE = 100  # letters: a longer printed line is a sentence, not a row of columns
LEAD = 55  # words of a heading's text on its page; the rest is for the speaker
TOGETHER = {"pairs": "In pairs", "discuss": "Discussion", "exercise": "Exercises"}  # kinds with a page of their own


@dataclass
class Page:
    """A page of a deck. body and notes are HTML; live is the address of its cell in JupyterLab, for what moves there;
    look: cells and titles of pages to go back to."""

    kind: str
    title: str
    body: str
    cell: str = ""
    notes: list[str] = field(default_factory=list)
    live: str = ""
    look: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Deck:
    """All pages of a lesson, or of a session of it."""

    lesson: Lesson
    pages: list[Page]

    @property
    def html(self) -> str:
        font = files("techgov") / "fonts" / "TechGovSansSC-Regular.otf"
        return paper.template("deck.html").render(
            title=self.lesson.title, pages=self.pages, font=base64.b64encode(font.read_bytes()).decode())

    def write(self, path: Path) -> None:
        """Write it as one HTML file. Raises PlanError where that cannot be."""
        try:
            write_atomically(path, self.html)
        except OSError as problem:
            raise PlanError(f"{path} cannot be written ({problem.strerror}). Give another --out.") from None


def make(stem: str, minutes: int | None = None, lab: str = "http://localhost:8888", root: Path = ROOT) -> Deck:
    """The deck of lesson ``stem``; with ``minutes``, only what a session of that length comes to.

    lab: where JupyterLab runs, with the project as its root, as ``techgov lab`` opens it.
    Raises PlanError or SeedError as a run sheet does.
    """
    of = lesson(stem, root)
    plan = read(of, root)
    blocks = [slot.block for slot in fit(plan, minutes) if slot.block] if minutes else plan.blocks
    # in a workspace of its own: where another tab has the default one, JupyterLab makes up a new address for each page
    address = f"{lab.rstrip('/')}/doc/workspaces/deck-{quote(stem)}/tree/notebooks/{quote(stem)}.ipynb"
    pages: list[Page] = []
    for block in blocks:
        pages += _pages(of, block, address)
    titles = {page.cell: page.title for page in pages if page.cell}
    for page in pages:  # a session that leaves a page out has no link to it
        page.look = [(label, titles[label]) for label, _ in page.look if label in titles]
    return Deck(of, pages)


def _pages(of: Lesson, block: Block, address: str) -> list[Page]:
    """A block's pages; the plan's words for the instructor are the first one's notes."""
    pages: list[Page] = []
    for cell in of.cells(block):
        if cell.cell_type == "markdown":
            _prose(cell, pages)
            continue
        for page in _shown(cell, _heading(pages) or block.title, address):
            if pages and not pages[-1].body:  # a heading without words is the title of what follows
                page.notes = pages.pop().notes + page.notes
            pages.append(page)
    if block.kind in TOGETHER:
        pages.insert(0, _together(of, block))
    if pages:
        pages[0].notes.insert(0, paper.html(f"**{block.title}.** {fill(block.do, Tables())}"))
    return pages


def _heading(pages: list[Page]) -> str:
    return next((page.title for page in reversed(pages) if page.kind in ("title", "section")), "")


# prose ------------------------------------------------------------------------------------------------------

def _prose(cell: nbformat.NotebookNode, pages: list[Page]) -> None:
    """Each heading opens a page with its first words; all else is for the speaker of the page before it."""
    words = re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]+\)", r"\1", cell.source)  # no such file beside a deck
    for n, part in enumerate(re.split(r"^(?=#{1,3} )", words, flags=re.MULTILINE)):
        found = re.match(r"(#{1,3}) (.*)\n*", part)
        if not found:
            if part.strip() and pages:
                pages[-1].notes.append(paper.html(part))
            continue
        lead, rest = _lead(part[found.end():])
        pages.append(Page("title" if found[1] == "#" else "section", found[2].strip(), paper.html(lead),
                          cell.id if n <= 1 else "", [paper.html(rest)] if rest.strip() else []))


def _lead(markdown: str) -> tuple[str, str]:
    """The first paragraphs of ``markdown`` that fit on a page, and what is left for the speaker."""
    paragraphs = [one for one in re.split(r"\n\s*\n", markdown) if one.strip() and not one.startswith("*Run the cells")]
    kept: list[str] = []
    for one in paragraphs:
        if kept and len(" ".join([*kept, one]).split()) > LEAD:
            break
        kept.append(one)
    return "\n\n".join(kept), "\n\n".join(paragraphs[len(kept):])


# what code cells show ---------------------------------------------------------------------------------------

def _shown(cell: nbformat.NotebookNode, heading: str, address: str) -> Iterator[Page]:
    """A page for what the cell shows, none for a cell that shows nothing."""
    if asked := asked_in(cell):
        yield _question(cell, asked[0])
    elif recalled := re.findall(r'\brecall\("([^"]+)"', cell.source):
        posed = pose(recalled[0])
        yield Page("table", heading, paper.html(posed.revealed(posed.question.reveal)), cell.id)
    elif body := "".join(_output(one) for one in cell.outputs):
        soup = _bare(body)
        if moving := re.search(r"\b(explore|flip|browse|desk|glossary|one_second)(_\w+)?\(", cell.source):
            named = soup.strong.extract().get_text() if soup.strong and moving[1] in ("explore", "flip") else heading
            if not soup.get_text(strip=True) and not soup.img:
                soup = paper.html("This one has no stored picture; it runs in JupyterLab.")
            yield Page("explorer", named, str(soup), cell.id, live=f"{address}#cell-id={cell.id}")
        else:
            yield Page("picture" if soup.img else "table", heading, str(soup), cell.id)


def _question(cell: nbformat.NotebookNode, id: str) -> Page:
    """A question as the notebook stores it; its hints and mistakes are for the speaker."""
    posed = pose(id)
    soup = _bare("".join(_output(one) for one in cell.outputs))
    if soup.strong and soup.strong.get_text() == "Question.":
        soup.strong.extract()
    body = str(soup)
    if buckets := getattr(posed.question, "buckets", None):
        body += paper.html("Each is one of: " + "; ".join(f"**{posed.text(one)}**" for one in buckets.values()) + ".")
    notes = [f"Hint: {posed.text(hint)}" for hint in getattr(posed.question, "hints", [])[:1]]
    notes += [f"*{one.name.replace('-', ' ')}*: {posed.revealed(one.message)}"
              for one in getattr(posed.question, "wrong", [])]
    title = {"prediction": "A guess", "argument": "Write"}.get(posed.question.kind, "A question")
    return Page("question", title, body, cell.id, [paper.html("\n".join(f"- {one}" for one in notes))])


def _output(output: nbformat.NotebookNode) -> str:
    """An output as HTML; what has none, as it is printed."""
    data = output.get("data", {"text/plain": output.get("text", "")})
    if "text/html" in data:
        return data["text/html"]
    pre = BeautifulSoup("<pre></pre>", "html.parser")
    pre.pre.string = data.get("text/plain", "").rstrip()
    if max(map(len, pre.pre.get_text().splitlines()), default=0) > PROSE:
        pre.pre["class"] = "prose"
    return str(pre) if pre.pre.string else ""


def _bare(html: str) -> BeautifulSoup:
    """Stored HTML without what a page cannot use: folded tables, calls to run a cell, rows that do not fit."""
    soup = BeautifulSoup(html, "html.parser")
    for one in soup(["details", "style", "script"]):
        one.decompose()
    for one in soup("p"):
        if re.match(r"(Run this notebook|In JupyterLab)", one.get_text(strip=True)):
            one.decompose()
    for body in soup("tbody"):
        _shorten(body, soup)
    return soup


def _shorten(body, soup: BeautifulSoup) -> None:
    """Leave as many rows of a table's body as a page holds, and say so under it."""
    rows = body("tr", recursive=False)
    letters = list(accumulate(len(row.get_text()) for row in rows))
    kept = max(1, sum(n < ROWS and total <= LETTERS for n, total in enumerate(letters)))
    for row in rows[kept:]:
        row.decompose()
    if kept < len(rows):
        note = soup.new_tag("p", attrs={"class": "more"})
        note.string = f"The first {kept} of {len(rows)} rows; the notebook has all."
        body.find_parent("table").insert_after(note)


def _together(of: Lesson, block: Block) -> Page:
    """The page of a discussion, of work in pairs, of exercises: large, with where to look again."""
    body = ""
    if block.kind == "exercise":
        prompts = [_first_sentence(pose(id).text(pose(id).question.prompt)) for id in block.questions]
        listed = "\n".join(f"{n}. {words}" for n, words in enumerate(prompts, 1))
        body = paper.html(f"In `exercises/{of.stem}.ipynb`:\n\n{listed}")
    return Page("together", block.title, f'<p class="how">{TOGETHER[block.kind]}</p>{body}',
                look=[(label, "") for label in block.look])


def _first_sentence(words: str) -> str:
    return re.split(r"(?<=[.?!]) (?=[A-Z])", " ".join(words.split()))[0]
