"""Three desks as widgets: :func:`browse` the evidence, take a doubt apart at the :func:`desk`, look up the
:func:`glossary`. Everything that comes from a table or a learner is escaped before it is shown."""

from __future__ import annotations

import html
import random
from functools import lru_cache

import ipywidgets as widgets

from techgov import controls, passages
from techgov.project import ROOT
from techgov.records import Record, fold, records, search, sentences
from techgov.tables import Tables
from techgov.view import STYLE, View, control, cut, lang, table

SHOWN = 100  # of the records found, the most that the list holds
AROUND = 260  # characters of the text on either side of a fragment
ADD_TEXTS = ("The passage around it can be shown where the texts are: put them as {slug}.txt into seeds/texts/, or "
             "name their folder in TECHGOV_TEXTS.")


def browse() -> Browser:
    """The evidence browser: every record of the documents, searched and filtered."""
    return Browser(Tables())


def desk(doubt: str = "") -> Desk:
    """The doubt desk; ``doubt`` opens it at one of the register's doubts."""
    return Desk(Tables(), doubt)


def glossary() -> Glossary:
    """The terms in three scripts."""
    return Glossary(Tables())


@lru_cache(maxsize=8)
def _text(path, _changed: int) -> str:
    return passages.collapse(path.read_text(encoding="utf-8", errors="replace"))


def passage(document: str, before: str, words: str, after: str) -> tuple[str, str, str] | None:
    """What stands before the fragment, the fragment, what stands after it; None where the text is not at hand.

    An edition that does not hold the fragment gives ('', '', '').
    """
    path = passages.folder(ROOT) / f"{document}.txt"
    try:
        text = _text(path, path.stat().st_mtime_ns)
    except OSError:
        return None
    places = passages.locate(text, words, before, after)
    if not places:
        return "", "", ""
    start, end = places[0]
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    return (("… " if left else "") + text[left:start], text[start:end],
            text[end:right] + (" …" if right < len(text) else ""))


def _names(tables: Tables) -> dict[str, str]:
    return dict(zip(tables["readings"]["document"], tables["readings"]["short"]))


class Browser(View):
    """Search box and filters over a list of records, and the page of the one that is chosen."""

    title = "The evidence: every record of the documents"

    def __init__(self, tables: Tables):
        super().__init__()
        self.tables, self.records = tables, records(tables)
        self.by_id = {one.id: one for one in self.records}
        self._doubts = {row["id"]: row for row in tables["doubts"].to_dict("records")}
        self._fragments = {row["id"]: row for row in tables["fragments"].to_dict("records")}
        self._names = _names(tables)
        self.found: list[Record] = []
        self.chosen: Record | None = None
        self._trail: list[str] = []

        self.box = control(widgets.Text, "Search in English, 汉字 or pinyin", "1 1 100%",
                           placeholder="for example: tianwang", continuous_update=True)
        self.filters = {name: control(widgets.Dropdown, name.capitalize(), options=options, value="")
                        for name, options in self._options().items()}
        clear = self._button("Clear", self.clear, tooltip="Empty the search box and all filters")
        # JupyterLab keeps the arrow keys for its cells: without a mouse these move through the list
        steps = [self._button(label, lambda step=step: self.move(step))
                 for label, step in (("Previous record", -1), ("Next record", 1))]
        self.count = controls.status()
        self.list = control(widgets.Select, "Records", "1 1 100%", options=[], rows=8)
        self.links = control(widgets.Dropdown, "Linked records", "1 1 300px", options=[("none", "")], value="")
        self._open = self._button("Open it", lambda: self.links.value and self.open(self.links.value),
                                  tooltip="Open the linked record")
        self._back = self._button("Back", self.back, disabled=True, tooltip="Back to the record before")
        for one in (self.box, *self.filters.values()):
            one.observe(lambda _: self._guard(self.refresh), names="value")
        self.list.observe(lambda _: self._guard(lambda: self.list.value and self.open(self.list.value)), names="value")
        self.refresh()
        self.widget = self._frame(self.box, controls.row(*self.filters.values()), controls.row(clear, self.count),
                                  self.list, controls.row(*steps), self.page,
                                  controls.row(self.links, self._open, self._back))

    def _options(self) -> dict[str, list]:
        def of(name):
            return [("all", ""), *((value.replace("_", " "), value)
                                   for value in sorted({getattr(one, name) for one in self.records} - {""}))]
        touched = {id for one in self.records for id in one.doubts}
        return {"document": [("all", ""), *((short, slug) for slug, short in self._names.items())],
                "topic": of("topic"), "type": of("type"), "kind": of("kind"), "support": of("support"),
                "doubt": [("all", ""), ("in some doubt", "any"), ("in no doubt", "none"),
                          *((row["title"], id) for id, row in self._doubts.items() if id in touched)]}

    def refresh(self) -> None:
        """Search anew with what the box and the filters hold, and open the first record if the old one is gone."""
        self.found = search(self.records, self.box.value, **{name: one.value for name, one in self.filters.items()})
        shown = self.found[:SHOWN]
        self._quiet = True
        try:
            self.list.options = [(self._line(one), one.id) for one in shown]
            kept = self.chosen is not None and any(one.id == self.chosen.id for one in shown)
            self.list.value = self.chosen.id if kept else shown[0].id if shown else None
        finally:
            self._quiet = False
        more = f"; the list shows the first {SHOWN}" if len(self.found) > SHOWN else ""
        self.count.value = (f'<p style="margin:0.3em">{len(self.found):,} of {len(self.records):,} '
                            f"records{more}.</p>")
        if not shown:
            self.chosen, self.page.value = None, (
                "<p>No record holds all of that. Try fewer words, another script, or press Clear.</p>")
            self._link([])
        elif not kept:
            self._show(shown[0])

    def clear(self) -> None:
        """All records again."""
        self._quiet = True
        try:
            self.box.value = ""
            for one in self.filters.values():
                one.value = ""
        finally:
            self._quiet = False
        self.refresh()

    def move(self, step: int) -> None:
        """Go ``step`` records on in the list; at its ends, stay."""
        shown = [id for _, id in self.list.options]
        if shown:
            at = shown.index(self.list.value) if self.list.value in shown else 0
            self.open(shown[min(max(at + step, 0), len(shown) - 1)])

    def open(self, id: str) -> None:
        """Show the page of record ``id``, whether or not the list has it."""
        if self.chosen is not None and self.chosen.id != id:
            self._trail = [*self._trail[-49:], self.chosen.id]
        self._show(self.by_id[id])

    def back(self) -> None:
        if self._trail:
            self._show(self.by_id[self._trail.pop()])

    def _line(self, one: Record) -> str:
        return f"{one.type} · {self._names.get(one.document, one.document)} · {cut(one.title, 90)}"

    def _show(self, one: Record) -> None:
        self.chosen = one
        self.page.value = self.page_of(one)
        self._link(one.links)
        self._back.disabled = not self._trail
        self._quiet = True
        try:
            if any(value == one.id for _, value in self.list.options):
                self.list.value = one.id
        finally:
            self._quiet = False

    def _link(self, links) -> None:
        self.links.options = [(f"{word}: {cut(self.by_id[id].title, 70)}", id) for word, id in links] or [("none", "")]
        self._open.disabled = not links

    def page_of(self, one: Record, with_passage: bool = True) -> str:
        """The record's own page (HTML): its row, its fragment, its place in the text, its doubts."""
        where = self._names.get(one.document, one.document)
        around = self._passage(one) if with_passage else ""
        doubts = "".join(
            f"<details><summary>Doubt: {html.escape(row['title'])}</summary>"
            + table({"asks": row["asks"], "verdict": row["verdict"], "proved": row["proved"],
                     "guessed": row["guessed"], "would settle it": row["settles"]}) + "</details>"
            for row in (self._doubts[id] for id in one.doubts))
        return (f'<div class="techgov-page"><p style="margin:0.4em 0"><strong>{html.escape(one.title)}</strong> '
                f"<code>{html.escape(one.id)}</code></p>"
                f"<blockquote{lang(one.quote)}>“{html.escape(one.quote)}” <small>({html.escape(where)})</small>"
                f"</blockquote>{around}{table(one.fields)}"
                f"{doubts or '<p>No doubt of the register touches it.</p>'}</div>")

    def _passage(self, one: Record) -> str:
        place = self._fragments[one.id]
        found = passage(one.document, place["before"], place["words"], place["after"])
        if found is None:
            return f"<p><small>{html.escape(ADD_TEXTS.format(slug=one.document))}</small></p>"
        before, words, after = map(html.escape, found)
        if not words:
            return "<p><small>Your copy of the text does not hold these words; it may be another edition.</small></p>"
        return f"<p><small>In its place:</small> {before}<mark>{words}</mark>{after}</p>"

    def static(self) -> str:
        return (f"{STYLE}<p>{len(self.records):,} records, to be searched in English, Chinese or pinyin and filtered "
                f"by {', '.join(self.filters)}. The first of them:</p>"
                f"{self.page_of(self.records[0], with_passage=False)}")


class Desk(View):
    """A doubt taken apart: the records first, then each sentence sorted by the learner, then the verdict."""

    title = "The doubt desk: what is proved, and what is guessed?"

    def __init__(self, tables: Tables, doubt: str = ""):
        super().__init__()
        self.doubts = {row["id"]: row for row in tables["doubts"].to_dict("records")}
        self.by_id = {one.id: one for one in records(tables)}
        self._names = _names(tables)
        self.pick = control(widgets.Dropdown, "Doubt", "1 1 100%",
                            options=[(row["title"], id) for id, row in self.doubts.items()],
                            value=doubt if doubt in self.doubts else next(iter(self.doubts)))
        self.sorting = controls.column()
        check = self._button("Check my sorting", self.check, button_style="primary")
        give_up = self._button("Show it unsorted", self.reveal)
        self.verdict = controls.status()
        self.pick.observe(lambda _: self._guard(self.lay_out), names="value")
        self.lay_out()
        self.widget = self._frame(self.pick, self.page, self.sorting, controls.row(check, give_up), self.verdict)

    def lay_out(self) -> None:
        """Put the chosen doubt on the desk: its question and its records; the verdict stays covered."""
        row = self.doubts[self.pick.value]
        self.page.value = self.asked(row)
        self.verdict.value = ""
        self.parts = [(part, where) for where in ("proved", "guessed") for part in sentences(row[where])]
        random.Random(row["id"]).shuffle(self.parts)
        self.choices, lines = [], []
        for number, (part, _) in enumerate(self.parts, 1):
            choice = widgets.Dropdown(value="",
                                      options=[("choose …", ""), ("proved", "proved"), ("guessed", "guessed")],
                                      description=f"Sentence {number}",
                                      **controls.look(widgets.Dropdown, "6.5em", width="15.5em", flex="none"))
            self.choices.append(choice)
            lines.append(widgets.HBox([choice, controls.markup(controls.paragraph(part), flex="1 1 20em")],
                                      layout=controls.layout(max_width="800px")))
        self.sorting.children = lines

    def asked(self, row: dict) -> str:
        """The doubt without its verdict (HTML)."""
        lines = "".join(
            f"<tr><td>{html.escape(one.title)}<br><small>{html.escape(one.type)}, "
            f"{html.escape(self._names.get(one.document, one.document))}"
            f"{html.escape(', ' + one.support if one.support else '')}</small></td>"
            f"<td{lang(one.quote)}>“{html.escape(one.quote)}”</td></tr>"
            for one in (self.by_id[id] for id in row["records"].split() if id in self.by_id))
        return (f'<div class="techgov-page"><p><strong>{html.escape(row["asks"])}</strong></p><table><thead><tr>'
                "<th>record</th><th>its words</th></tr></thead>"
                f"<tbody>{lines}</tbody></table></div>")

    def check(self) -> None:
        """Compare the learner's sorting with the register's; asks back while a sentence is unsorted."""
        left = sum(not choice.value for choice in self.choices)
        if left:
            self.verdict.value = (f'<p>{left} of {len(self.choices)} not sorted yet: does the evidence of '
                                  "the documents prove the sentence, or is it a guess?</p>")
        else:
            self.reveal()

    def reveal(self) -> None:
        """The verdict, with a word on every sentence that was sorted."""
        row, marks = self.doubts[self.pick.value], []
        for number, (choice, (_, where)) in enumerate(zip(self.choices, self.parts), 1):
            if choice.value:
                marks.append(f"<li>Sentence {number}: " + (f"✓ yes, {where}." if choice.value == where else
                             f"✗ you said {choice.value}; the register has it as {where}.") + "</li>")
        right = sum(choice.value == where for choice, (_, where) in zip(self.choices, self.parts))
        head = (f"<p>{right} of {len(self.parts)} sorted as the register has it.</p><ul>{''.join(marks)}</ul>"
                if marks else "")
        self.verdict.value = (f'<div class="techgov-page">{head}'
                              + table({name: row[name] for name in ("verdict", "proved", "guessed")}
                                      | {"would settle it": row["settles"]}) + "</div>")

    def static(self) -> str:
        return (f"{STYLE}{self.asked(self.doubts[self.pick.value])}<p>With a kernel you sort the sentences of "
                f"{len(self.doubts)} doubts before the verdict is shown.</p>")


class Glossary(View):
    """The terms of the documents; a search box narrows the table."""

    title = "Glossary: the documents' terms"

    def __init__(self, tables: Tables):
        super().__init__()
        self._names = _names(tables)
        self.terms = sorted((one for one in records(tables) if one.type == "term"), key=lambda one: fold(one.title))
        self.box = control(widgets.Text, "Search in English, 汉字 or pinyin", "1 1 100%",
                           placeholder="for example: gongcheng", continuous_update=True)
        self.chinese = widgets.Checkbox(value=False, indent=False, layout=controls.layout(width="auto"),
                                        description="only terms with 汉字")
        for one in (self.box, self.chinese):
            one.observe(lambda _: self._guard(self.refresh), names="value")
        self.found: list[Record] = []
        self.count = controls.status()
        self.refresh()
        self.widget = self._frame(self.box, self.chinese, self.count, self.page)

    def refresh(self) -> None:
        self.found = [one for one in search(self.terms, self.box.value)
                      if one.fields.get("hanzi") or not self.chinese.value]
        self.count.value = f'<p style="margin:0.3em 0">{len(self.found)} of {len(self.terms)} terms.</p>'
        self.page.value = self.table(self.found) if self.found else "<p>No term holds all of that.</p>"

    def table(self, terms: list[Record]) -> str:
        """The terms as an HTML table."""
        rows = "".join(
            f'<tr><td><strong>{html.escape(one.title)}</strong><br>'
            f'<span lang="zh">{html.escape(one.fields.get("hanzi", ""))}</span> '
            f'<em lang="zh-Latn">{html.escape(one.fields.get("pinyin", ""))}</em>'
            + ("<br><small>characters not in the document</small>" if one.fields.get("hanzi_from") == "outside" else "")
            + "</td>"
            f'<td>{html.escape(one.fields.get("gloss", ""))}'
            + (f'<br><strong>Take care:</strong> {html.escape(one.fields["mistranslation"])}'
               if one.fields.get("mistranslation") else "")
            + f" <small>({html.escape(self._names.get(one.document, one.document))})</small></td></tr>"
            for one in terms)
        return ('<div class="techgov-page" style="max-height:26em;overflow:auto" tabindex="0" role="region" '
                'aria-label="Terms"><table><thead><tr><th>term</th><th>what it means</th>'
                f"</tr></thead><tbody>{rows}</tbody></table></div>")

    def static(self) -> str:
        return f"{STYLE}<details><summary>All {len(self.terms)} terms</summary>{self.table(self.terms)}</details>"
