"""What a learner did so far: shown, carried elsewhere and reset, by :func:`my_progress` and :func:`reset`."""

from __future__ import annotations

import base64
import html
import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import ipywidgets as widgets

from techgov import controls, passport
from techgov.answers import bank, pose
from techgov.controls import field, paragraph, row, shortly
from techgov.errors import LearnerError
from techgov.progress import Progress
from techgov.project import ROOT
from techgov.tables import TableError, load
from techgov.wording import count_of
from techgov.words import Words

FILE = "techgov-passport.json"
#: all that is recorded of an answer, in words (a test holds it against what is written)
RECORDED = {
    "lesson": "the lesson", "seed": "which numbers the question had", "parameters": "those numbers",
    "tries": "how often you tried", "first_try_right": "whether the first try was right",
    "right": "whether the last one was", "hints": "how many hints you took",
    "mistakes": "which known mistakes you made, and how often", "first_at": "when you answered first",
    "last_at": "when you answered last", "answer": "your last answer, the text of an argument too",
    "score": "the score of an interval", "shown": "whether you looked at the way before you were right",
    "self_mark": "how you marked your own argument", "desk": "what stands on your argument desk"}
_MOST = 10  # questions that are listed as trouble
_LEFT = 'style="text-align:left;vertical-align:top;white-space:normal"'


def my_progress() -> Panel:
    """What you did, where you stumbled, what to reread, your passport, and what is recorded; write it as a cell's last
    line."""
    return Panel()


def reset(id: str | None = None) -> Words:
    """Forget your answers to the question ``id``; to all questions without it. The record as it was is kept as a file,
    which the message names. Raises QuestionError, or ProgressError where that file cannot be written."""
    if id is not None and id not in Progress().answers():
        pose(id)  # says which questions there are
    kept = Progress().reset(id)
    said = (f"Reset. The record as it was is kept as {kept.name}; passport.load(\"{kept.name}\") brings it back. In "
            "lessons that are open, run the cells again." if kept else "Nothing is recorded there.")
    return Words(paragraph(said), said)


def where_you_stopped() -> Words:
    """The lesson and the question where you were last, and what comes next; write it as a cell's last line."""
    answers = {id: entry for id, entry in Progress().answers().items() if id in bank() and entry.get("tries")}
    if not answers:
        said = "You have not answered a question yet. Choose a way through the map below."
        return Words(paragraph(said), said)
    last = max(answers, key=lambda id: str(answers[id].get("last_at", "")))
    stem = bank()[last]["lesson"]
    done = next(one for one in overview(answers) if one.stem == stem)
    said = (f"You were last in {title(stem)}, where you have answered {done.answered} of {done.questions} questions, "
            "those of the exercises included.")
    left = [id for id in asked(stem) if id not in answers]
    if not left:  # or the notebooks are not here
        said += " All of them." if done.answered == done.questions else ""
        return Words(paragraph(said), said)
    path, cell, heading = map(html.escape, asked(stem)[left[0]])
    return Words(paragraph(said) + f'<p>Go on with <a href="../{path}#cell-id={cell}">{heading}</a>.</p>',
                 f"{said} Go on with “{heading}”.")


# what there is to say: pure but for reading the notebooks ----------------------------------------------------

@dataclass(frozen=True)
class Lesson:
    """How far a lesson is: of ``questions``, how many were answered, right, or are not right yet."""

    stem: str
    questions: int
    answered: int
    right: int
    not_yet: int

    @property
    def title(self) -> str:
        return title(self.stem)


def title(stem: str) -> str:
    """06_skynet -> Skynet: what the lesson is about; its file's name where no table says so."""
    return _subjects().get(stem) or stem.partition("_")[2].replace("_", " ").capitalize() or stem


@cache
def _subjects() -> dict[str, str]:
    try:
        return load("lessons").set_index("lesson")["subject"].to_dict()
    except TableError:
        return {}


def overview(answers: Mapping[str, dict]) -> list[Lesson]:
    """Every lesson that asks questions, in order."""
    found = []
    for stem, ids in passport.lessons().items():
        tried = [answers[id] for id in ids if answers.get(id, {}).get("tries")]
        found.append(Lesson(stem, len(ids), len(tried), sum(one.get("right") is True for one in tried),
                            sum(one.get("right") is False for one in tried)))
    return found


def stumbled(answers: Mapping[str, dict]) -> list[str]:
    """The questions that took more than one try, or a hint: those not right yet first, then by tries and hints."""
    def trouble(id):
        entry = answers[id]
        return entry.get("right") is False, entry.get("tries", 0) + entry.get("hints", 0)

    known = bank()
    hard = [id for id in sorted(answers) if id in known and (
        answers[id].get("first_try_right") is False or answers[id].get("right") is False
        or answers[id].get("hints") or answers[id].get("mistakes"))]
    return sorted(hard, key=trouble, reverse=True)


@cache
def asked(stem: str) -> dict[str, tuple[str, str, str]]:
    """Question of the lesson ``stem`` -> the notebook that asks it, id and words of the heading above."""
    ids, found = passport.lessons()[stem], {}
    for folder in ("notebooks", "exercises"):
        path = f"{folder}/{stem}.ipynb"
        try:
            cells = json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError):  # a learner's copy may be gone: then there is no link
            continue
        place = ""
        for cell in cells:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and source.startswith("#"):
                place = cell.get("id", ""), source.splitlines()[0].lstrip("# ")
            elif cell["cell_type"] == "code" and place:
                for id in ids:
                    if f'"{id}"' in source:
                        found.setdefault(id, (path, *place))
    return found


# as HTML -----------------------------------------------------------------------------------------------------

def _reread(id: str, stem: str) -> str:
    if id not in asked(stem):
        return ""
    path, cell, heading = map(html.escape, asked(stem)[id])
    return f' Reread: <a href="../{path}#cell-id={cell}">{heading}</a>.'


def _stumble(id: str, entry: Mapping[str, Any]) -> str:
    posed = pose(id, entry.get("seed"))
    state = ("not answered yet" if not entry.get("tries") else
             "right" if entry.get("right") else "not right yet")
    counts = [count_of(entry[field], word) for field, word in (("tries", "try"), ("hints", "hint")) if entry.get(field)]
    if entry.get("tries") and "answer" not in entry:
        counts = ["as the code of your passport has it"]  # which holds no counts
    known = {one.name: one.message for one in getattr(posed.question, "wrong", [])}
    mistakes = "".join(
        f"<li>{html.escape(name.replace('-', ' '))} ({count_of(times, 'time')})"
        + (f": {html.escape(posed.revealed(known[name]))}" if name in known else "") + "</li>"
        for name, times in sorted(entry.get("mistakes", {}).items()))
    prompt = textwrap.shorten(posed.text(posed.question.prompt), 120, placeholder=" …")
    return (f"<li>{html.escape(title(posed.lesson))}: “{html.escape(prompt)}” <strong>{state}</strong>, "
            f"{', '.join(counts)}.{_reread(id, posed.lesson)}{f'<ul>{mistakes}</ul>' if mistakes else ''}</li>")


def _table(answers: Mapping[str, dict]) -> str:
    rows = "".join(
        f'<tr><th scope="row" {_LEFT}>{html.escape(one.title)}</th><td {_LEFT}>{one.answered} of {one.questions}</td>'
        f"<td {_LEFT}>{one.right}</td><td {_LEFT}>{one.not_yet}</td></tr>" for one in overview(answers))
    head = "".join(f'<th scope="col" {_LEFT}>{name}</th>' for name in ("Lesson", "Answered", "Right", "Not right yet"))
    return (f'<table><caption style="text-align:left">Questions, those of the exercises included</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def _page(answers: Mapping[str, dict], notice: str = "") -> str:
    """What is done, and what to reread."""
    parts = [paragraph(notice) if notice else "", "<h3>What you did</h3>", _table(answers)]
    if strangers := len(set(answers) - set(bank())):
        parts.append(paragraph(f"{count_of(strangers, 'answer')} to questions that this edition does not ask: kept."))
    parts.append("<h3>Where you stumbled, and what to reread</h3>")
    hard = stumbled(answers)
    if hard:
        parts.append(f'<ul>{"".join(_stumble(id, answers[id]) for id in hard[:_MOST])}</ul>')
    else:
        parts.append(paragraph("Nowhere so far." if answers else "You have not answered a question yet."))
    if len(hard) > _MOST:
        parts.append(paragraph(f"And {count_of(len(hard) - _MOST, 'question')} more, with less trouble."))
    return f'<div style="max-width:700px;line-height:1.4;overflow-wrap:anywhere">{"".join(parts)}</div>'


def _carried(answers: Mapping[str, dict]) -> str:
    """The passport's code and file."""
    if not answers:
        return paragraph("There is nothing to carry yet.")
    content = base64.b64encode(passport.text().encode()).decode()
    return (paragraph("The code holds which questions you answered and whether they were right, the file your answers "
                       "too. Neither is a certificate.")
            + '<label style="display:block;max-width:700px">Your code, to copy:<textarea readonly rows="3" '
            f'style="width:100%;box-sizing:border-box;font-family:monospace">{passport.code()}</textarea></label>'
            f'<p style="margin:0.2em 0"><a download="{FILE}" style="text-decoration:underline" '
            f'href="data:application/json;base64,{content}">Download your passport file</a></p>')


def _what_is_recorded() -> str:
    return (paragraph("Of each question that you answer, one file on the machine that runs the notebooks holds:")
            + '<ul style="max-width:700px;columns:20em;line-height:1.4">'
            + "".join(f'<li style="margin:0">{words}</li>' for words in RECORDED.values()) + "</ul>"
            + paragraph("Nothing else is recorded, and nothing is sent anywhere."))


class Panel:
    """The panel's widgets. A stored notebook shows it for somebody who has not begun, whoever stored it."""

    def __init__(self):
        self.error: Exception | None = None
        self._stored = _page({})
        self._page = widgets.Output()  # not HTML: only in an output does JupyterLab follow a link to another notebook
        self._carried = controls.markup()
        self._carry_said, self._where, self._reset_said = (controls.status() for _ in range(3))
        self._code = field("Code from elsewhere:", lambda: self._guard(self._carry_said, self.enter))
        self._upload = widgets.FileUpload(description="Load a passport file", accept=".json",
                                          layout=controls.layout(width="auto"))
        self._upload.observe(lambda _: self._guard(self._carry_said, self.load), names="value")
        self._which = widgets.Dropdown(description="Reset:", layout=controls.layout(width="auto", max_width="700px"))
        self._asked = controls.markup()
        self._sure, self._yes_or_no = row(), (self._asked, self._button("Yes, reset", self._reset_said, self.reset),
                                              self._button("No, keep them", self._reset_said, self._withdraw))
        self._which.observe(lambda _: self._withdraw(), names="value")
        self.widget = controls.column(
            self._page, row(self._button("Refresh", self._carry_said, self.refresh)),
            controls.markup("<h3>Your passport: take it with you</h3>"), self._carried, self._code,
            row(self._button("Enter the code", self._carry_said, self.enter), self._upload), self._carry_said,
            controls.markup(f"<h3>What is recorded about you</h3>{_what_is_recorded()}"),
            row(self._button("Show where it lies", self._where, self.where)), self._where,
            controls.markup("<h3>Begin again</h3>"), self._which,
            row(self._button("Reset …", self._reset_said, self.ask_reset)), self._sure, self._reset_said,
            controls.markup(controls.NAMES), width="100%")
        self._guard(self._carry_said, self.refresh)

    def _button(self, words: str, said: widgets.HTML, action) -> widgets.Button:
        return controls.button(words, shortly(lambda: self._guard(said, action)))

    def _guard(self, said: widgets.HTML, action) -> None:
        """A callback's exception would vanish: say it where the learner looks."""
        try:
            action()
        except LearnerError as problem:
            self._say(said, str(problem))
        except Exception as problem:
            self.error = problem
            self._say(said, f"Something went wrong here ({problem}). Run the cell again.")

    @staticmethod
    def _say(said: widgets.HTML, words: str) -> None:
        said.value = paragraph(words)

    # what the buttons do -----------------------------------------------------------------------------
    def refresh(self) -> None:
        """Show the record as it is now: another notebook may have added to it."""
        progress = Progress()
        answers = progress.answers()
        self._page.outputs = ({"output_type": "display_data", "metadata": {},
                               "data": {"text/html": _page(answers, progress.notice), "text/plain": repr(self)}},)
        self._carried.value = _carried(answers)
        self._which.options = [("all questions", ""), *((id, id) for id in sorted(answers))]
        self._which.value = ""
        self._withdraw()

    def enter(self) -> None:
        """Add the verdicts of the code that was typed."""
        if self._code.value.strip():
            self._added(passport.enter(self._code.value))
            self._code.value = ""
        else:
            self._say(self._carry_said, "Paste a code into the field first.")

    def load(self) -> None:
        """Add the answers of the file that was chosen."""
        for file in self._upload.value:
            self._upload.value = ()
            self._added(passport.take(file["content"]))

    def _added(self, entered: passport.Entered) -> None:
        self.refresh()
        self._say(self._carry_said, f"{entered} In lessons that are open, run the cells again.")

    def where(self) -> None:
        """The file's path: said when it is asked for, so that no stored notebook holds it."""
        path = Progress().path
        there = "You can read it and delete it." if path.is_file() else "There is no such file yet."
        self._say(self._where, f"{path}. {there}")

    def ask_reset(self) -> None:
        """Nothing is reset at one press."""
        what = f"your answers to {self._which.value}" if self._which.value else "all your answers"
        self._asked.value = paragraph(f"Reset {what}? The record as it is now is kept as a file.")
        self._sure.children = self._yes_or_no

    def reset(self) -> None:
        """Reset what was chosen and confirmed."""
        said = reset(self._which.value or None)
        self.refresh()
        self._say(self._reset_said, repr(said))

    def _withdraw(self) -> None:
        self._sure.children = []

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**self.widget._repr_mimebundle_(), "text/plain": repr(self),
                "text/html": self._stored + controls.run_first('see yours')}

    def __repr__(self):
        return "Your progress: run this cell to see it"
