"""Questions on the screen: :func:`ask` poses one as widgets, :func:`check` poses the same one in code.

Everything a learner typed is escaped before it is shown; a verdict says right or not in words as well as colour.
"""

from __future__ import annotations

import html
import random
import threading
from collections.abc import Set
from math import isfinite
from typing import Any

import ipywidgets as widgets

from techgov import controls, picture
from techgov.answers import Posed, pose
from techgov.controls import paragraph, shortly
from techgov.progress import Progress
from techgov.question import Verdict

_WIDE = {"width": "auto", "max_width": "700px"}
_LOOKS = {"right": ("✓ Right.", picture.GREEN), "wrong": ("✗ Not right.", picture.VERMILION),
          "unclear": ("? Not read.", picture.BLUE), "recorded": ("✓ Recorded.", picture.BLUE),
          "unanswered": ("", picture.MUTED)}
_COUNTED = ("right", "wrong", "recorded")  # verdicts that are a try
_LATER, _NOW = "Show the way (after two tries)", "Show the way"


def ask(id: str, seed: int | None = None) -> Quiz:
    """The question ``id`` as widgets; write it as a cell's last line. A ``seed`` gives it other numbers."""
    posed = pose(id, seed)
    return _INPUTS[posed.question.kind](posed)


def check(id: str, answer: Any = ..., seed: int | None = None) -> Verdict:
    """The verdict on ``answer``, given in code. ``...`` or nothing is "not answered yet", never an error."""
    posed, progress = pose(id, seed), Progress()
    verdict = posed.check(answer)
    if verdict.status in _COUNTED:
        _record(progress, posed, answer, verdict)
    if progress.notice:
        print(progress.notice)
    return verdict


def hint(id: str, seed: int | None = None) -> str:
    """The next hint for question ``id``; after the third, the third again."""
    progress = Progress()
    posed = _posed_before(id, seed, progress)
    hints = getattr(posed.question, "hints", [])
    if not hints:
        return "This question has no hints: there is no one right answer."
    taken = min(progress.answers().get(id, {}).get("hints", 0) + 1, len(hints))
    progress.hint(posed, taken)
    return f"Hint {taken} of {len(hints)}: {posed.text(hints[taken - 1])}"


def way(id: str, seed: int | None = None) -> str:
    """One way to the answer of question ``id``, and the answer; before two tries, what to do first."""
    progress = Progress()
    posed = _posed_before(id, seed, progress)
    if not posed.question.graded:
        return "There is no one way: this question has no right answer."
    entry = progress.answers().get(id, {})
    if not _way_is_open(entry, posed):
        return "The way is shown after two tries. Take a hint first."
    _record_shown(progress, posed, entry)
    text, lines = posed.way()
    return f"One way: {text}\nThe answer: {'; '.join(lines)}."


def _posed_before(id: str, seed: int | None, progress: Progress) -> Posed:
    """The question with the numbers of ``seed``; without one, with those that it was answered with."""
    before = progress.answers().get(id, {}) if isinstance(id, str) else {}
    return pose(id, before.get("seed") if seed is None else seed)


def _record(progress: Progress, posed: Posed, raw: Any, verdict: Verdict) -> dict:
    """Record one try; returns the question's entry."""
    return progress.attempt(posed, sorted(raw) if isinstance(raw, Set) else raw, verdict)


def _way_is_open(entry: dict, posed: Posed) -> bool:
    """After two tries, or a right one; the last try was at these numbers."""
    return bool(entry.get("seed") == posed.seed and (entry.get("right") or entry.get("tries", 0) >= 2))


def _record_shown(progress: Progress, posed: Posed, entry: dict) -> None:
    """That the way was shown before the answer was right; afterwards it tells nothing new."""
    if not entry.get("right"):
        progress.record(posed.question.id, lambda entry: {**entry, "shown": True})


def recall(id: str) -> Recall:
    """A prediction that was recorded before, beside what the lesson found."""
    return Recall(pose(id))


class Quiz:
    """A posed question with its widgets. Subclasses give the inputs of one kind of question."""

    action = "Check"

    def __init__(self, posed: Posed):
        self.posed, self.question, self.progress = posed, posed.question, Progress()
        self.prompt = posed.text(self.question.prompt)
        self.error: Exception | None = None
        self._feedback, self._hints = controls.status(), controls.status()
        self._taken = 0
        self._one_at_a_time = threading.RLock()  # JupyterLab may hand the widgets' messages to several threads
        buttons = [controls.button(self.action, shortly(lambda: self._guard(self.submit)), button_style="primary")]
        if getattr(self.question, "hints", None):
            buttons.append(controls.button("Hint", lambda: self._guard(self.hint)))
        self._way, self._show = controls.status(), None
        if self.question.graded:
            self._show = controls.button(_LATER, lambda: self._guard(self.show_way), disabled=True)
            buttons.append(self._show)
        self.after = controls.column()  # what appears once there is an answer
        self.widget = controls.column(
            controls.markup(self._asked()), *self.inputs(), controls.row(*buttons), self._feedback, self._hints,
            self._way, self.after, controls.markup(controls.NAMES),
            border_left=f"4px solid {picture.SKY}", padding="0 0 0 0.8em", width="100%")
        self._guard(self._restore)

    # what a kind of question gives -------------------------------------------------------------------
    def inputs(self) -> list[widgets.Widget]:
        raise NotImplementedError

    def answer(self) -> Any:
        """What the widgets hold now, as ``question.check`` takes it."""
        raise NotImplementedError

    def fill_in(self, answer: Any) -> None:
        """Put an earlier answer back into the widgets."""
        raise NotImplementedError

    def static(self) -> str:
        """What the question looks like in a page without a kernel (HTML)."""
        return ""

    def _asked(self) -> str:
        return f'<p style="margin:0.2em 0;line-height:1.4"><strong>Question.</strong> {html.escape(self.prompt)}</p>'

    # what all kinds share ----------------------------------------------------------------------------
    def submit(self) -> Verdict:
        """Check what the widgets hold, record it, show the verdict."""
        raw = self.answer()
        verdict = self.posed.check(raw)
        opened = verdict.status in _COUNTED and self._open_way(
            _record(self.progress, self.posed, raw, verdict))
        self._say(verdict, after=f"The button “{_NOW}” can be pressed now." if opened and not verdict.right else "")
        return verdict

    def hint(self) -> None:
        """Show one hint more."""
        self._taken = min(self._taken + 1, len(self.question.hints))
        self._hints.value = "".join(
            paragraph(f"Hint {n} of {len(self.question.hints)}: {self.posed.text(words)}")
            for n, words in enumerate(self.question.hints[:self._taken], 1))
        self.progress.hint(self.posed, self._taken)

    def show_way(self) -> None:
        """Show one way to the answer, and the answer."""
        text, lines = self.posed.way()
        self._way.value = f"<strong>One way</strong>{paragraph(text)}<strong>The answer</strong>{_list(lines)}"
        _record_shown(self.progress, self.posed, self.progress.answers().get(self.question.id, {}))

    def _open_way(self, entry: dict) -> bool:
        """Open the button if it is time; whether it was closed before."""
        if not (self._show and self._show.disabled and _way_is_open(entry, self.posed)):
            return False
        self._show.disabled, self._show.description = False, _NOW
        return True

    def _restore(self) -> None:
        entry = self.progress.answers().get(self.question.id)
        if entry and entry.get("tries") and "answer" not in entry:
            how = {"True": ", right.", "False": ", not right yet."}.get(str(entry.get("right")), ".")
            self._feedback.value = paragraph(f"Your passport's code says that you answered this{how}")
        elif entry and entry.get("tries") and entry.get("seed") == self.posed.seed:
            self.fill_in(entry.get("answer"))
            self._open_way(entry)
            self._say(self.posed.check(self.answer()), before="Your answer of earlier. ")
        elif self.progress.notice:
            self._feedback.value = paragraph(self.progress.notice)

    def _say(self, verdict: Verdict, before: str = "", after: str = "") -> None:
        sign, colour = _LOOKS[verdict.status]
        reading = f"{verdict.reading}. " if verdict.reading else ""
        below = "".join(paragraph(words) for words in (after, self.progress.notice) if words)
        self._feedback.value = (
            f'<div style="border-left:4px solid {colour};padding-left:0.6em;margin:0.4em 0;'
            f'line-height:1.4"><strong>{sign}</strong> {html.escape(before + reading + verdict.message)}</div>{below}')

    def _guard(self, action) -> None:
        """A callback's exception would vanish: keep it and say it where the learner looks."""
        with self._one_at_a_time:
            try:
                action()
            except Exception as problem:
                self.error = problem
                self._feedback.value = paragraph(f"Something went wrong here ({problem}). Run the cell again.")

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**self.widget._repr_mimebundle_(), "text/plain": repr(self), "text/html": (
            f'<div style="border-left:4px solid {picture.SKY};padding-left:0.8em">'
            f"{self._asked()}{self.static()}{controls.run_first('answer')}</div>")}

    def __repr__(self):
        return f"Question: {self.prompt}"


def _list(texts) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>"


class NumberQuiz(Quiz):
    def inputs(self):
        self._field = controls.field(f"Answer ({self.question.unit}):", lambda: self._guard(self.submit))
        return [self._field]

    def answer(self):
        return self._field.value

    def fill_in(self, answer):
        if isinstance(answer, list) and len(answer) == 1:  # a column of one number, given in code
            [answer] = answer
        self._field.value = str(answer)


class PredictionQuiz(NumberQuiz):
    action = "Record"


# long options wrap, each beside its button; by itself the widget gives every option one line's height
_RADIO_STYLE = ("<style>.techgov-radio .widget-radio-box label{height:auto;min-height:1.6em;line-height:1.4;"
                "white-space:normal;display:flex;align-items:flex-start;margin-bottom:0.3em}"
                ".techgov-radio .widget-radio-box{max-width:none}"
                ".techgov-radio .widget-radio-box input{order:-1;flex:none;height:auto;"
                "margin:0.25em 0.6em 0 1px}</style>")


class ChoiceQuiz(Quiz):
    def inputs(self):
        self._radio = widgets.RadioButtons(
            options=[(self.posed.text(text), name) for name, text in self.question.options.items()],
            index=None, **controls.look(widgets.RadioButtons, **_WIDE))
        self._radio.add_class("techgov-radio")
        return [controls.markup(_RADIO_STYLE), self._radio]

    def answer(self):
        return self._radio.value

    def fill_in(self, answer):
        if isinstance(answer, str) and answer in self.question.options:
            self._radio.value = answer

    def static(self):
        return _list(self.posed.text(text) for text in self.question.options.values())


# long words wrap beside their boxes
_BOX_STYLE = ("<style>.techgov-box.widget-checkbox{height:auto}"
                 ".techgov-box .widget-label-basic{display:flex;align-items:flex-start;white-space:normal;"
                 "height:auto;line-height:1.4}"
                 ".techgov-box input{flex:none!important;margin-top:0.25em!important}</style>")


def _box(words: str, ticked: bool = False) -> widgets.Checkbox:
    box = widgets.Checkbox(value=ticked, indent=False, description=words,
                           **controls.look(widgets.Checkbox, **_WIDE))
    box.add_class("techgov-box")
    return box


class SeveralQuiz(Quiz):
    def inputs(self):
        self._boxes = {name: _box(self.posed.text(text)) for name, text in self.question.options.items()}
        return [controls.markup(_BOX_STYLE + "Choose all that fit."), *self._boxes.values()]

    def answer(self):
        return [name for name, box in self._boxes.items() if box.value]

    def fill_in(self, answer):
        chosen = self.question.chosen(answer) or ()
        for name, box in self._boxes.items():
            box.value = name in chosen

    def static(self):
        return _list(self.posed.text(text) for text in self.question.options.values())


# the item is the label of its choice, above it, and wraps
_ITEM_STYLE = ("<style>.techgov-item.widget-inline-hbox{height:auto;flex-wrap:wrap}"
               ".techgov-item>.widget-label{text-align:left;max-width:none;height:auto;white-space:normal;"
               "line-height:1.4}.techgov-item>select{max-width:20em}</style>")


class ClassifyQuiz(Quiz):
    def inputs(self):
        options = [("choose …", ""), *((self.posed.text(text), name)
                                         for name, text in self.question.buckets.items())]
        self._choices = {}
        for name, text in self.question.items.items():
            self._choices[name] = widgets.Dropdown(
                options=options, value="", description=self.posed.text(text),
                **controls.look(widgets.Dropdown, "100%", **_WIDE))
            self._choices[name].add_class("techgov-item")
        return [controls.markup(_ITEM_STYLE), *self._choices.values()]

    def answer(self):
        return {name: choice.value or None for name, choice in self._choices.items()}

    def fill_in(self, answer):
        for name, choice in self._choices.items():
            bucket = answer.get(name) if isinstance(answer, dict) else None
            choice.value = bucket if isinstance(bucket, str) and bucket in self.question.buckets else ""

    def static(self):
        return _list(self.posed.text(text) for text in self.question.items.values())


class OrderQuiz(Quiz):
    def inputs(self):
        names = list(self.question.items)
        shuffle = random.Random(self.question.id)
        while names == list(self.posed.answer) or names == list(self.question.items):
            shuffle.shuffle(names)
        self._order = names
        self._moved = controls.status()
        self._lines = [self._line(place) for place in range(len(names))]
        self._arrange()
        return [*self._lines, self._moved]

    def _line(self, place: int) -> widgets.HBox:
        """A place in the order. The lines stay and their words move: a button that moved would lose the keyboard."""
        buttons = []
        for step, arrow in ((-1, "↑"), (1, "↓")):
            buttons.append(controls.button(arrow, lambda step=step: self._guard(lambda: self._move(place, step)),
                                           layout=controls.layout(width="3em", flex="none")))
        return widgets.HBox([*buttons, controls.markup()], layout=controls.layout(max_width="800px"))

    def _move(self, at: int, step: int) -> None:
        to = min(max(at + step, 0), len(self._order) - 1)
        self._order.insert(to, self._order.pop(at))
        self._arrange()
        self._lines[to].children[0 if step < 0 else 1].focus()  # the same arrow, where the item is now
        self._moved.value = paragraph(f"Now in place {to + 1} of {len(self._order)}: {self._text(to)}")

    def _text(self, place: int) -> str:
        return self.posed.text(self.question.items[self._order[place]])

    def _arrange(self) -> None:
        for place, line in enumerate(self._lines):
            up, down, words = line.children
            up.tooltip, down.tooltip = f"Move up: {self._text(place)}", f"Move down: {self._text(place)}"
            words.value = paragraph(self._text(place))

    def answer(self):
        return list(self._order)

    def fill_in(self, answer):
        if isinstance(answer, list) and sorted(map(str, answer)) == sorted(self.question.items):
            self._order = list(answer)
            self._arrange()

    def static(self):
        return _list(self.posed.text(self.question.items[name]) for name in self._order)


class IntervalQuiz(Quiz):
    def inputs(self):
        labels = [f"{word} ({self.question.unit}):" for word in ("Lowest", "Highest")]
        width = f"{0.55 * max(map(len, labels)):.1f}em"
        self._fields = [controls.field(label, lambda: self._guard(self.submit), width) for label in labels]
        return self._fields

    def answer(self):
        return [field.value for field in self._fields]

    def fill_in(self, answer):
        for field, value in zip(self._fields, answer if isinstance(answer, list) else []):
            field.value = str(value)


class PlaceQuiz(Quiz):
    """Steppers, one an axis, move a marker; nothing is placed until one of them is used."""

    def inputs(self):
        from techgov import placing  # with Pillow's fonts and matplotlib's canvas: only for who asks for a chart

        self._chart = placing.chart(self.question, self.posed.background)
        self._placed = False
        self._steppers = [self._stepper(axis) for axis in self.question.axes]
        for one in self._steppers:
            one.observe(lambda _: self._guard(self._move), names="value")
        self._picture, self._where = controls.markup(), controls.status()
        self._draw()
        return [controls.markup(controls.STYLE), controls.row(*self._steppers), self._picture, self._where,
                controls.markup(self._caption())]

    @staticmethod
    def _stepper(axis) -> widgets.BoundedFloatText:
        make, number = (widgets.BoundedIntText, int) if axis.whole else (widgets.BoundedFloatText, float)
        one = make(min=number(axis.low), max=number(axis.high), step=number(axis.step), value=number(axis.low),
                   description=axis.label, **controls.look(make, "100%", flex="1 1 200px", width="auto",
                                                           max_width="300px", margin="2px 16px 2px 2px"))
        one.add_class("techgov-control")
        return one

    def _move(self) -> None:
        self._placed = True
        self._draw()

    def _draw(self) -> None:
        self._picture.value = picture.image_html(self._chart.frame(self.answer()), self._words(), self._chart.size)
        self._where.value = picture.words_html(self._says())

    def _says(self) -> str:
        place = self.answer()
        return (f"Your marker stands at {self.question.spell(place)}." if place else
                "Your marker is not on the chart yet. Step or type a number, and it appears "
                "(at the lowest values: step up and back).")

    def _words(self) -> str:
        """What the chart shows, for who does not see it."""
        return f"{self.posed.text(self.question.shows)} {self._says()}"

    def _caption(self) -> str:
        said = picture.caption(self.posed.text(self.question.source), self.question.origin)
        return f'<p style="font-size:0.85em;line-height:1.4;margin:0">{said}</p>'

    def answer(self):
        return [float(one.value) for one in self._steppers] if self._placed else None

    def fill_in(self, answer):
        place = answer if isinstance(answer, list) else [answer]
        if len(place) == len(self._steppers) and all(type(one) in (int, float) and isfinite(one) for one in place):
            for stepper, axis, one in zip(self._steppers, self.question.axes, place):
                stepper.value = round(one) if axis.whole else one
            self._move()

    def static(self):
        words = f"{self.posed.text(self.question.shows)} Its marker is not placed yet."
        return picture.figure_html(self._chart.frame(None), words, self.posed.text(self.question.source),
                                   self.question.origin, size=self._chart.size)


class ArgumentQuiz(Quiz):
    action = "Record"

    def inputs(self):
        self._area = widgets.Textarea(description="Your text:", rows=5, continuous_update=False,
                                      **controls.look(widgets.Textarea, "100%", **_WIDE))
        self._area.add_class("techgov-item")
        return [controls.markup(_ITEM_STYLE), self._area]

    def answer(self):
        return self._area.value

    def fill_in(self, answer):
        self._area.value = str(answer)

    def submit(self):
        verdict = super().submit()
        if verdict.status == "recorded":
            self._show_rubric()
        return verdict

    def _restore(self):
        super()._restore()
        if self._area.value.strip():
            self._show_rubric()

    def _show_rubric(self):
        if self.after.children:
            return
        marks = self.progress.answers().get(self.question.id, {}).get("self_mark")
        marks = marks if isinstance(marks, list) else []
        boxes = [_box(self.posed.text(text), n < len(marks) and bool(marks[n]))
                 for n, text in enumerate(self.question.rubric)]
        for box in boxes:
            box.observe(lambda _: self._guard(
                lambda: self.progress.self_mark(self.posed, [b.value for b in boxes])), names="value")
        samples = "".join(f"<details><summary>Sample {n}</summary>{paragraph(self.posed.text(one.text))}"
                          f"<em>{paragraph(self.posed.text(one.comment))}</em></details>"
                          for n, one in enumerate(self.question.samples, 1))
        asked = controls.markup(_BOX_STYLE + "<strong>Mark your text: which of these does it do?</strong>")
        compared = controls.markup(f"<strong>Three samples to compare with</strong>{samples}")
        self.after.children = [asked, *boxes, compared]


class Recall:
    """A prediction come back: what was recorded and what the lesson found."""

    def __init__(self, posed: Posed):
        entry, found = Progress().answers().get(posed.question.id, {}), posed.revealed(posed.question.reveal)
        if entry.get("tries") and "answer" not in entry:
            self.text = f"You recorded a prediction; your passport's code does not hold it. {found}"
        elif entry.get("tries"):
            self.text = (f"You predicted {entry.get('answer')} ({posed.question.unit}). {found} "
                         "How far off was your guess, and in which direction?")
        else:
            self.text = f"You recorded no prediction. {found}"

    def _repr_html_(self):
        return f'<div style="border-left:4px solid {picture.BLUE};padding-left:0.8em">{paragraph(self.text)}</div>'

    def __repr__(self):
        return self.text


_INPUTS = {"number": NumberQuiz, "choice": ChoiceQuiz, "classify": ClassifyQuiz, "order": OrderQuiz,
           "several": SeveralQuiz, "interval": IntervalQuiz, "place": PlaceQuiz, "prediction": PredictionQuiz,
           "argument": ArgumentQuiz}
