"""Whatever a learner can do to a question or a control, against oracles that share nothing with what they test.

Every kind of question and every control gets as many inputs as Hypothesis's profile says (see conftest.py): a part of
them a legal answer whose verdict is known, the rest anything at all.
"""

import math
from fractions import Fraction
from html.parser import HTMLParser

import ipywidgets
import pytest
import typed
from hypothesis import given, settings
from hypothesis import strategies as st
from test_question import ANSWERS, LEADS_TO, ODD, WORDS, is_right, question
from traitlets import TraitError

from techgov import controls, placing, quiz
from techgov.answers import Posed
from techgov.canvas import Moving
from techgov.explorer import Explorer
from techgov.progress import Progress, plain

EVIL = ["<img src=x onerror=alert(1)>", "</p></div><script>alert(1)</script>", "{{ 7 * 7 }}", "<b>12</b>", "&lt;b&gt;",
        "$\\frac{1}{2}$", "]]><!--", "\ud800", "\x00", "12\n13", "<style>*{display:none}</style>"]
TEXT = st.text(max_size=30) | st.sampled_from(EVIL) | st.sampled_from(EVIL).map(lambda words: f"12 {words}")


# what is right, by rules of its own ----------------------------------------------------------------------------------

@st.composite
def numbers(draw, near=(12, 24, 70, 0)):
    """(text, value) of a number, often near one that matters."""
    if draw(st.booleans()):
        return draw(typed.in_digits() | typed.WORDS)
    value = draw(st.sampled_from(near)) + draw(st.integers(-30, 30)) * Fraction(1, 100)
    return f"{float(value):.2f}", value


def number(pair):
    text, value = pair
    return text, "right" if abs(value - 12) <= Fraction(12, 100) else "wrong"


def prediction(pair):
    text, value = pair
    return text, "recorded" if 0 <= value <= 1000 else "unclear"


def choice(name):
    return name, "right" if name == "a" else "wrong"


def several(names, dress):
    return dress(names), "right" if sorted(set(names)) == ["a", "d"] else "wrong" if names else "unanswered"


def classify(placed):
    given_ = [bucket for bucket in placed.values() if bucket]
    if len(given_) < 3:
        return placed, "unclear" if given_ else "unanswered"
    return placed, "right" if (placed["i"], placed["j"], placed["k"]) == ("x", "y", "x") else "wrong"


def order(items):
    if not items:
        return items, "unanswered"
    return items, "right" if "".join(items) == "pqr" else "wrong" if len(items) == 3 else "unclear"


def interval(low, high):
    right = low <= 100 and high >= 140 and high - low <= 60
    return [str(low), f"{high:,} boats"], "right" if right else "wrong"


def place(year, boats):
    if not (1990 <= year <= 2020 and 0 <= boats <= 60):
        return [year, boats], "unclear"
    return [year, boats], "right" if 2004.5 <= year <= 2005.5 and 10 <= boats <= 14 else "wrong"


def argument(text):
    words, letters = 0, False
    for one in text:  # a Chinese character is a word; so is what stands between spaces
        if "\u3400" <= one <= "\u9fff":
            words, letters = words + 1, False
        elif one.isspace():
            letters = False
        elif not letters:
            words, letters = words + 1, True
    return text, "unanswered" if not text.strip() else "recorded" if words >= 5 and len(text) <= 5000 else "unclear"


BOATS = st.integers(90, 110) | st.integers(130, 170) | st.integers(-10**6, 10**6)
LEGAL = {
    "number": numbers().map(number),
    "choice": st.sampled_from("abc").map(choice),
    "several": st.builds(several, st.lists(st.sampled_from("abcd"), max_size=5),
                         st.sampled_from([set, frozenset, list, tuple])),
    "classify": st.fixed_dictionaries(dict.fromkeys("ijk", st.sampled_from(["x", "y", None, ""]))).map(classify),
    "order": (st.permutations("pqr") | st.lists(st.sampled_from("pqr"), max_size=3, unique=True)).map(order),
    "interval": st.builds(interval, BOATS, BOATS),
    "place": st.builds(place, st.integers(2003, 2007) | st.integers(1980, 2030) | st.floats(1980, 2030).map(
        lambda year: round(year) + (0.75 if year % 1 > 0.5 else 0.0)), st.integers(8, 16) | st.integers(-20, 80)),
    "prediction": numbers(near=(0, 1000, 5)).map(prediction),
    "argument": (st.text(max_size=60) | st.lists(st.sampled_from(["a", "boat", "船", *EVIL]), max_size=12).map(
        " ".join) | st.integers(4998, 5003).map(lambda n: ("wo " * 2000)[:n])).map(argument),
}
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*"abcdijkpqrxy", *EVIL]),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("aijk"), inner,
                                                                                max_size=3), max_leaves=4)
STATUSES = ("right", "wrong", "unanswered", "unclear", "recorded")


def test_every_kind_has_an_oracle():
    assert set(LEGAL) == set(WORDS) == set(quiz._INPUTS)


@pytest.mark.parametrize("kind", WORDS)
def test_an_answer_in_code_gets_its_verdict(kind):
    one = question(kind)

    @given(LEGAL[kind] | (ODD | TEXT).map(lambda raw: (raw, None)))
    def gets_it(pair):
        raw, expected = pair
        verdict = one.check(raw, ANSWERS[kind], LEADS_TO)
        assert verdict.status == expected if expected else verdict.status in STATUSES
        assert expected or not verdict.right or is_right(kind, raw)
        assert verdict.score is None or 0 <= verdict.score <= 1
        assert len(str(verdict)) < 900

    gets_it()


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_score_of_an_interval_is_the_share_that_is_needed(low, high):
    verdict = question("interval").check([low, high], ANSWERS["interval"], LEADS_TO)
    expected = Fraction(40, high - low) if low <= 100 and high >= 140 else 0
    assert verdict.score == pytest.approx(float(expected))


# through the widgets -------------------------------------------------------------------------------------------------

class Memory(Progress):
    """A progress file that lies nowhere."""

    def __init__(self):
        super().__init__([])
        self.kept = {}

    def answers(self):
        return self.kept

    def record(self, id, change):
        self.kept[id] = change(dict(self.kept.get(id, {})))
        return self.kept[id]


class Tags(HTMLParser):
    """The tags of a piece of HTML, in order, and its attributes' names."""

    def __init__(self, markup):
        super().__init__()
        self.tags, self.attributes = [], set()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def parts(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


class Blank:
    """A chart that draws nothing: its frames are tested by themselves."""

    size = (1, 1)

    def frame(self, place):
        return b"" if place is None else f"{place}".encode()


def ask(kind, monkeypatch):
    """A question's widgets, without a file and without a drawing."""
    monkeypatch.setattr(quiz, "Progress", Memory)
    monkeypatch.setattr(placing, "chart", lambda *_: Blank())
    return quiz._INPUTS[kind](posed(kind))


def posed(kind):
    """A question of its own, with the answer of test_question."""
    one = Posed(question(kind), "99_boats", {}, None, None)
    one.__dict__.update(answer=ANSWERS[kind], wrong=LEADS_TO)
    return one


def inputs(view):
    """The widgets that take an answer."""
    return [part for part in parts(view.widget) if isinstance(part, (
        ipywidgets.Text, ipywidgets.Textarea, ipywidgets.RadioButtons, ipywidgets.Dropdown, ipywidgets.Checkbox,
        ipywidgets.BoundedFloatText, ipywidgets.BoundedIntText))]


def press(view, start):
    [one] = [part for part in parts(view.widget)
             if isinstance(part, ipywidgets.Button) and part.description.startswith(start)]
    one.click()


NUMBER = st.integers() | st.floats() | st.integers(0, 60) | st.integers(1990, 2020)
SET = {"Text": TEXT | numbers().map(lambda pair: pair[0]), "Textarea": TEXT, "RadioButtons": TEXT | st.none() |
       st.sampled_from("abc"), "Dropdown": TEXT | st.sampled_from(["x", "y", ""]), "Checkbox": st.booleans() | NUMBER,
       "BoundedIntText": NUMBER | TEXT, "BoundedFloatText": NUMBER | TEXT}


@pytest.mark.parametrize("kind", WORDS)
def test_whatever_is_put_into_the_widgets_gets_a_verdict_and_no_markup(kind, monkeypatch):
    view = ask(kind, monkeypatch)
    fields = inputs(view)
    action = "Record" if kind in ("prediction", "argument") else "Check"
    arrows = [part for part in parts(view.widget) if getattr(part, "description", "") in ("↑", "↓")]
    before = [(part, (part.value, Tags(part.value).tags)) for part in parts(view.widget)
              if isinstance(part, ipywidgets.HTML) and part not in (view._feedback, view._hints, view._way)]
    strategy = st.tuples(*(SET[type(field).__name__] for field in fields)) if fields else st.lists(
        st.sampled_from(arrows), max_size=4)

    @given(strategy)
    def gets_it(values):
        for field, value in zip(fields, values):
            try:
                field.value = value
            except TraitError:  # what the page cannot send either
                pass
        for arrow in values if arrows else ():
            arrow.click()
        press(view, action)
        press(view, "Hint") if action == "Check" else None
        assert view.error is None
        raw = view.answer()
        expected = {
            "several": lambda: several(raw, list)[1], "classify": lambda: classify(raw)[1],
            "order": lambda: order(raw)[1], "choice": lambda: choice(raw)[1] if raw else "unanswered",
            "place": lambda: place(*raw)[1] if raw and all(map(math.isfinite, raw)) else None,
            "argument": lambda: argument(raw)[1]}.get(kind, lambda: None)()
        said = view._feedback.value
        signs = {"right": "✓ Right.", "wrong": "✗ Not right.", "recorded": "✓ Recorded.", "unclear": "? Not read.",
                 "unanswered": "<strong></strong>"}
        assert expected is None or signs[expected] in said
        page = Tags(said)
        assert page.tags in (["div", "strong"], ["div", "strong", "p"]) and page.attributes <= {"style"}
        for part, tags in before:  # what moves is a picture, its words and the lines of an order
            assert part.value == tags[0] or Tags(part.value).tags in (tags[1], ["p"])

    gets_it()
    assert not Tags(view._repr_mimebundle_()["text/html"]).attributes & {"onerror", "onload"}
    assert view.posed.check(None).status == "unanswered"


@pytest.mark.parametrize("kind", WORDS)
def test_whatever_was_recorded_is_taken_back_or_left(kind, monkeypatch):
    """The file may hold what another version wrote, or what the learner did to it."""
    view = ask(kind, monkeypatch)

    @settings(max_examples=settings().max_examples // 5)  # it is no input of the learner's hands
    @given(LEGAL[kind].map(lambda pair: plain(pair[0])) | JSON)
    def gets_it(raw):
        view._guard(lambda: view.fill_in(raw))
        assert view.error is None
        assert view.posed.check(view.answer()).status in STATUSES

    gets_it()


# controls ------------------------------------------------------------------------------------------------------------

CONTROLS = {
    "size": controls.log("Size <b>", 0, 3, 10.0), "share": controls.linear("Share", 0, 1, 0.5, 0.25),
    "crew": controls.Stepper("Crew", 1, 500, 3), "wind": controls.Choice("Wind", {"none": 0.0, "gale": 2.5}, 0.0),
    "flag": controls.Toggle("Flag"),
}
VALUES = {"size": [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], "share": [0, 0.25, 0.5, 0.75, 1],
          "crew": list(range(1, 501)), "wind": [0.0, 2.5], "flag": [False, True]}


def say(result):
    return f"An invented boat of size {result['size']:g} < {result['crew'] + 1} with {result} and so on."


def draw(result, fig):
    dot, = fig.subplots().plot([], [], "o")
    return Moving([dot], lambda result: dot.set_data([result["size"]], [result["crew"]]))


@pytest.fixture(scope="module")
def explorer():
    return Explorer(title="A boat", controls=CONTROLS, model=lambda **parameters: dict(parameters), draw=draw, say=say,
                    source="Invented 2001", origin="derived", limits="No waves.", height=0.6)


def test_every_control_is_driven():
    assert {type(control) for control in CONTROLS.values()} == set(controls.Control.__args__)


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(EVIL) | \
    st.tuples(st.integers())


def can_be(name, value):
    return any(value == one for one in VALUES[name])


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_that_is_set_takes_its_values_and_no_other(name, explorer):
    @given(st.sampled_from(VALUES[name]) | ANYTHING)
    def takes_it(value):
        before = dict(explorer.parameters)
        if can_be(name, value):
            explorer.set(**{name: value})
            assert explorer.parameters == {**before, name: value}
        else:
            with pytest.raises((ValueError, TraitError)):
                explorer.set(**{name: value})
            assert explorer.parameters == before
        shows_it(explorer)

    takes_it()


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_that_a_hand_moves_redraws_or_stays(name, explorer):
    control = explorer._inputs[name]

    @given(st.sampled_from(VALUES[name]) | ANYTHING.filter(lambda value: value is not None))  # no page sends nothing
    def takes_it(value):
        before = control.value
        try:
            control.value = value
        except (TraitError, OverflowError):
            assert control.value == before
        if name == "crew":  # typed numbers are cut to whole ones, and to the nearest that there is
            assert type(control.value) is int and 1 <= control.value <= 500
            if type(value) is int:
                assert control.value == sorted((1, value, 500))[1]
        else:
            sent = can_be(name, value) and (name != "flag" or type(value) in (bool, int))  # a checkbox sends no 0.0
            assert control.value == (value if sent else before)
        assert explorer.parameters[name] == control.value
        shows_it(explorer)

    takes_it()


def shows_it(explorer):
    """Picture, alternative text and readout belong to the parameters; nothing in them is markup."""
    assert explorer.error is None
    words = say(explorer.parameters)
    assert explorer.words == words
    assert explorer.result == explorer.parameters == {name: one.value for name, one in explorer._inputs.items()}
    assert Tags(explorer._readout.value).tags == ["p"] and Tags(explorer._picture.value).tags == ["img"]
