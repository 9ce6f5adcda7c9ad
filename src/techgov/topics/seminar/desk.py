"""The argument desk as widgets: pick claims and evidence, write, see what it rests on, hand it round.

:func:`argue` opens the learner's desk; :func:`report` shows what any argument rests on. What stands on the desk is kept
in the progress file, in the entry of the question ``seminar.defence``, field ``desk``: it outlives the page and the
kernel, and the passport's file carries it.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from techgov import controls, picture
from techgov.controls import paragraph, shortly
from techgov.progress import Progress
from techgov.records import Record, search
from techgov.tables import Tables
from techgov.topics.seminar import brief
from techgov.topics.seminar.argument import LONGEST, MOST, PICKED, SUPPORTS, Argument, Weighed, evidence, read, weigh
from techgov.view import STYLE, View, control, cut, lang
from techgov.words import Words

ENTRY, LESSON = "seminar.defence", "11_seminar"
SHOWN = 100  # of the evidence found, the most that the list holds
#: an invented student's argument, which the lesson takes apart
EXAMPLE = Argument(
    claim="China's camera network sees everybody.",
    text="China has a camera for every face [china-cameras]. Its largest cities are covered best [chongqing-cameras] "
         "[top-ten-cities], and the software knows whom it sees [skynet-identifies].\n\nSo nobody walks unseen: the "
         "whole population is compared in a moment [sift-time].",
    picks=("china-cameras", "chongqing-cameras", "top-ten-cities", "sift-time", "skynet-identifies", "orwell-replica"))
_COLOURS = {"footnoted": picture.BLUE, "attributed": picture.SKY, "asserted": picture.ORANGE, "outside": picture.GREEN,
            "simulated": picture.PINK}
_FORMS: dict[str, tuple[str, Callable[[list[brief.Block]], str | bytes]]] = {
    "md": ("text/markdown", brief.markdown), "html": ("text/html", brief.page),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", brief.word)}


def argue() -> ArgumentDesk:
    """Your desk, as you left it; write it as a cell's last line."""
    return ArgumentDesk(Tables())


def report(argument: Argument) -> Words:
    """What ``argument`` rests on, what it has not met, which doubts touch it."""
    tables = Tables()
    weighed = weigh(argument, evidence(tables))
    return Words(f'{STYLE}<div class="techgov-page">{shown(weighed, tables)}</div>', "\n".join(
        [argument.claim or brief.UNTITLED, *brief.rests(weighed, tables)]))


def shown(weighed: Weighed, tables: Tables) -> str:
    """What an argument rests on (HTML, escaped)."""
    blocks = brief.brief(weighed, tables)
    parts = {at.text: [after] for at, after in zip(blocks, blocks[1:]) if at.kind == "heading"}
    unmet, doubts = len(weighed.unmet), len(weighed.doubts)
    said = [("What it rests on", "", True),
            ("Contrary claims", f": {unmet} not met" if weighed.contrary else ": none linked", bool(unmet)),
            ("Doubts that touch it", f": {doubts}" if doubts else ": none known", False)]
    claim = html.escape(brief.plain(weighed.argument.claim) or brief.UNTITLED)
    return f"<p><strong>{claim}</strong></p>{_bar(weighed)}" + "".join(
        f"<details{' open' if wide else ''}><summary><strong>{name}</strong>{more}</summary>{brief.body(parts[name])}"
        "</details>" for name, more, wide in said)


def _bar(weighed: Weighed) -> str:
    """The supports as parts of a bar, each with its number and word (HTML)."""
    parts = [(name, number) for name, number in weighed.supports.items() if number]
    drawn = "".join(
        f'<span style="flex:{number} 1 5.5em;background:{_COLOURS[name]}33;border-top:6px solid {_COLOURS[name]};'
        f'padding:0.1em 0.4em;box-sizing:border-box">{number} {name}</span>' for name, number in parts)
    return f'<div style="display:flex;flex-wrap:wrap;gap:2px;margin:0.3em 0">{drawn}</div>' if parts else ""


class ArgumentDesk(View):
    """The learner's desk. ``argument`` is what stands on it, ``weighed`` what it rests on."""

    title = "The argument desk: what does your argument rest on?"

    def __init__(self, tables: Tables):
        super().__init__()
        self.tables, self.known, self.progress = tables, evidence(tables), Progress()
        self._short = dict(zip(tables["readings"]["document"], tables["readings"]["short"]))
        self.argument = read(self.progress.answers().get(ENTRY, {}).get("desk"), self.known)
        self._saved, self.said, self.export = controls.status(), controls.status(), controls.markup()
        self._sure = controls.row()
        self._make_fields()
        self.widget = self._frame(
            controls.markup(paragraph("Your claim, your evidence, your words. They are kept in your progress file, on "
                                      "the machine that runs the notebooks, and go nowhere else.")),
            self.claim, self.box, controls.row(*self.filters.values()), self.count, self.list, self.preview,
            controls.row(self._button("Put it on the desk", self.put, "primary")), self.desk,
            controls.row(self._button("Take it off", self.take_off), self._button("Cite it in the text", self.cite)),
            self.said, self.text, self.contrary, self.answer, self.mind, self.page,
            controls.row(self._button("Make the brief and the handout", self.make, "primary"),
                         self._button("Where is it kept?", self.where),
                         self._button("Clear the desk …", self.ask_clear)),
            self._sure, self._saved, self.export)
        self._guard(self.refresh)
        self._guard(self.find)

    # the widgets ---------------------------------------------------------------------------------------------
    def _make_fields(self) -> None:
        one = self.argument
        self.claim = control(widgets.Text, "Your claim, in one sentence", "1 1 100%", value=one.claim,
                             continuous_update=False)
        self.box = control(widgets.Text, "Search in English, 汉字 or pinyin", "1 1 100%",
                           placeholder="for example: cameras")
        choices = {"type": [(name, name) for name in PICKED], "support": [(name, name) for name in SUPPORTS],
                   "document": [(short, slug) for slug, short in self._short.items()]}
        self.filters = {name: control(widgets.Dropdown, name.capitalize(), options=[("all", ""), *options], value="")
                        for name, options in choices.items()}
        self.count, self.preview = controls.status(), controls.markup(width="auto")
        self.list = control(widgets.Select, "Evidence found", "1 1 100%", options=[], rows=6)
        self.desk = control(widgets.Select, "On your desk", "1 1 100%", options=[], rows=5)
        self.text = self._area("Your argument; [id] cites evidence", one.text, 8)
        self.contrary = control(widgets.Dropdown, "Contrary claims", "1 1 100%", options=[("none", "")], value="")
        self.answer = self._area("Your answer to this contrary claim", "", 3)
        self.mind = self._area("What would change your mind?", one.mind, 3)
        for box in (self.box, *self.filters.values()):
            box.observe(lambda _: self._guard(self.find), names="value")
        self.list.observe(lambda _: self._guard(self.look), names="value")
        for name in ("claim", "text", "mind"):
            getattr(self, name).observe(lambda change, name=name: self._guard(
                lambda: self.change(**{name: change["new"][:LONGEST[name]]})), names="value")
        self.contrary.observe(lambda _: self._guard(self._show_answer), names="value")
        self.answer.observe(lambda change: self._guard(lambda: self.meet(self.contrary.value, change["new"])),
                            names="value")

    def _area(self, label: str, value: str, rows: int) -> widgets.Textarea:
        return control(widgets.Textarea, label, "1 1 100%", {"max_width": "760px"}, value=value, rows=rows,
                       continuous_update=False)

    def _button(self, label: str, action: Callable[[], None], style: str = "") -> widgets.Button:
        return controls.button(label, shortly(lambda: self._guard(action)), button_style=style)

    def _line(self, one: Record) -> str:
        return f"{one.type} · {self._short.get(one.document, one.topic.replace('_', ' '))} · {cut(one.title, 90)}"

    # what the learner does -----------------------------------------------------------------------------------
    def find(self) -> None:
        """Fill the list with the evidence that the search box and the filters leave."""
        found = search(self.known.values(), self.box.value, **{name: box.value for name, box in self.filters.items()})
        self.list.options = [(self._line(one), one.id) for one in found[:SHOWN]]
        more = f"; the list shows the first {SHOWN}" if len(found) > SHOWN else ""
        self.count.value = paragraph(f"{len(found):,} of {len(self.known):,} pieces of evidence{more}.")
        self.list.value = found[0].id if found else None
        self.look()

    def look(self) -> None:
        """Show the chosen piece of evidence before it is picked."""
        one = self.known.get(self.list.value)
        if one is None:
            self.preview.value = paragraph("Nothing holds all of that. Try fewer words or other filters.")
            return
        against = sum(word.startswith("contradicts") for word, _ in one.links)
        words = html.escape(f"“{one.quote}”" if one.quote else one.fields.get("source", "An invented model."))
        self.preview.value = (
            f'<div class="techgov-page"><blockquote{lang(one.quote)}>{words}</blockquote>{html.escape(one.title)} '
            f"<code>{html.escape(one.id)}</code><br><small>{html.escape(SUPPORTS[one.support])}; doubts that touch it: "
            f"{len(one.doubts)}; claims that contradict it: {against}</small></div>")

    def put(self) -> None:
        """Put the chosen evidence on the desk."""
        if self.list.value is not None:
            self.add(self.list.value)

    def add(self, id: str) -> None:
        """Put evidence ``id`` on the desk. Raises KeyError where there is no such evidence."""
        one, picks = self.known[id], self.argument.picks
        if id in picks:
            self._say(f"It is on the desk already: {one.title}")
        elif len(picks) >= MOST:
            self._say(f"The desk holds {MOST} pieces of evidence. Take one off first.")
        else:
            self.change(picks=(*picks, id))
            self.desk.value = id
            self._say(f"On the desk: {one.title}")

    def take_off(self) -> None:
        """Take the evidence that is chosen on the desk off it; what the text says of it stays."""
        if (id := self.desk.value) is not None:
            self.change(picks=tuple(other for other in self.argument.picks if other != id))
            self._say(f"Off the desk: {self.known[id].title}")

    def cite(self) -> None:
        """Add the mark of the evidence that is chosen on the desk to the end of the text."""
        if self.desk.value is not None:
            self.text.value = f"{self.text.value.rstrip()} [{self.desk.value}]".lstrip()

    def meet(self, contrary: str, answer: str) -> None:
        """Answer a contrary claim; an empty answer leaves it unmet."""
        if contrary:
            answers = {id: words for id, words in self.argument.answers.items() if id != contrary}
            if answer.strip():
                answers[contrary] = answer[:LONGEST["answer"]]
            self.change(answers=answers)

    def change(self, **fields) -> None:
        """Change fields of the argument, save it, weigh it anew."""
        if all(getattr(self.argument, name) == value for name, value in fields.items()):
            return
        self.argument = replace(self.argument, **fields)
        self.progress.record(ENTRY, lambda entry: {**entry, "lesson": LESSON, "desk": self.argument.as_dict()})
        self._saved.value = paragraph(self.progress.notice or "Kept.")
        self.export.value = ""
        self.refresh()

    def refresh(self) -> None:
        """Lists and report, from the argument."""
        self.weighed = weigh(self.argument, self.known)
        quiet, self._quiet = self._quiet, True
        try:
            kept = self.desk.value
            self.desk.options = [(f"{at} · {self._line(self.known[id])}", id)
                                 for at, id in enumerate(self.argument.picks, 1)]
            self.desk.value = kept if kept in self.argument.picks else next(iter(self.argument.picks), None)
            kept = self.contrary.value
            self.contrary.options = [
                (f"{'met' if one.answer.strip() else 'not met'} · {self._line(one.claim)}", one.claim.id)
                for one in self.weighed.contrary] or [("none is linked to the evidence on your desk", "")]
            ids = [id for _, id in self.contrary.options]
            self.contrary.value = kept if kept in ids else ids[0]
            self.answer.value = self.argument.answers.get(self.contrary.value, "")
            self.answer.disabled = not self.contrary.value
        finally:
            self._quiet = quiet
        self.page.value = f'<div class="techgov-page">{shown(self.weighed, self.tables)}</div>'

    def _show_answer(self) -> None:
        self._quiet = True
        try:
            self.answer.value = self.argument.answers.get(self.contrary.value, "")
        finally:
            self._quiet = False

    def make(self) -> None:
        """The brief and the opponents' page, as links to save them by."""
        files = []
        for name, blocks in (("brief", brief.brief(self.weighed, self.tables)),
                             ("handout", brief.handout(self.weighed, self.tables))):
            for ending, (kind, render) in _FORMS.items():
                content = render(blocks)
                data = base64.b64encode(content.encode() if isinstance(content, str) else content).decode()
                files.append(f'<li><a download="{name}.{ending}" style="text-decoration:underline" '
                             f'href="data:{kind};base64,{data}">{name}.{ending}</a></li>')
        self.export.value = (paragraph("Save them: the brief with its bibliography, and one page for your opponents.")
                             + f'<ul style="line-height:1.5;columns:2;max-width:30em">{"".join(files)}</ul>')

    def where(self) -> None:
        """The file's path: said when it is asked for, so that no stored notebook holds it."""
        self._saved.value = paragraph(f"{self.progress.path}, under {ENTRY}. You can read it and delete it.")

    def ask_clear(self) -> None:
        """Nothing is cleared at one press."""
        self._sure.children = [controls.markup(paragraph("Clear the whole desk, your words too?")),
                               self._button("Yes, clear it", self.clear),
                               self._button("No, keep it", lambda: setattr(self._sure, "children", []))]

    def clear(self) -> None:
        """An empty desk."""
        self._sure.children = []
        self._quiet = True
        try:
            self.claim.value = self.text.value = self.mind.value = self.answer.value = ""
        finally:
            self._quiet = False
        self.change(**Argument().__dict__)
        self.said.value = ""

    def _say(self, words: str) -> None:
        self.said.value = paragraph(words)

    def static(self) -> str:
        words = (f"{len(self.known):,} pieces of evidence to choose from: claims, figures and events of the documents, "
                 "what other sources say, and the models of the lessons.")
        return f"{STYLE}{paragraph(words)}"
