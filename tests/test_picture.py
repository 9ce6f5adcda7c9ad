"""Pictures: none without its words, and all of them legible."""

import io
import itertools
import warnings
from html.parser import HTMLParser

import matplotlib
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from techgov import picture, show
from techgov.errors import LearnerError

ALT = "The number of boats doubles within three years"
WORDS = {"alt": ALT, "source": "Invented 2001", "origin": "derived"}


def boats():
    fig = picture.figure()
    fig.add_subplot().plot([1, 2, 3], [2, 3, 4])
    return fig


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


class Tags(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def images(markup):
    return [attributes for tag, attributes in Tags(markup).found if tag == "img"]


@pytest.mark.parametrize("missing", [{"alt": ""}, {"alt": None}, {"alt": "A chart"}, {"source": " "}, {"source": None},
                                     {"origin": ""}, {"origin": None}, {"origin": "guessed"}], ids=str)
def test_a_picture_without_its_words_is_refused_in_a_sentence(missing):
    [name] = missing
    with pytest.raises(LearnerError, match=f"^{name} is .*(state|say|must be one of)"):
        show(boats(), **{**WORDS, **missing})


@pytest.mark.parametrize("name", WORDS)
def test_a_word_left_out_is_refused_in_the_same_sentence(name):
    with pytest.raises(LearnerError, match=f"^{name} is"):
        show(boats(), **{key: word for key, word in WORDS.items() if key != name})


@pytest.mark.parametrize("origin", picture.ORIGINS)
def test_only_what_a_model_made_is_marked_inside_the_picture(origin):
    fig, before = boats(), picture.png(boats())
    markup = show(fig, **{**WORDS, "origin": origin})._repr_html_()
    marks = [text for text in fig.texts if text.get_gid() == "simulated"]
    differs = (pixels(picture.png(fig)) != pixels(before)).any(axis=2)
    assert len(marks) == differs.any() == (origin == "simulated")
    assert not differs[:, :differs.shape[1] // 2].any()  # the mark stands in its corner
    assert picture.ORIGINS[origin].split(":")[0] in markup


def test_the_mark_is_made_once():
    fig = boats()
    show(fig, **{**WORDS, "origin": "simulated"})
    show(fig, **{**WORDS, "origin": "simulated"})
    assert [text.get_text() for text in fig.texts] == ["SIMULATED"]


def test_words_reach_the_reader_and_are_never_markup():
    alt = 'Boats & "barges" <script>alert(1)</script> rise & fall'
    markup = show(boats(), alt=alt, source="<b>Invented</b>", origin="documents")._repr_html_()
    [image] = images(markup)
    assert image["alt"] == alt and image["src"].startswith("data:image/png;base64,")
    assert {tag for tag, _ in Tags(markup).found} == {"figure", "img", "figcaption", "strong"}
    assert "&lt;b&gt;Invented&lt;/b&gt;" in markup


@pytest.mark.parametrize("data", [pd.DataFrame({"boats <b>": [12]}), pd.Series([12], name="boats <b>")])
def test_the_numbers_stand_under_the_picture(data):
    markup = show(boats(), data=data, **WORDS)._repr_html_()
    assert "<details>" in markup and "12" in markup and "boats &lt;b&gt;" in markup and "<b>" not in markup


def test_axes_will_do():
    assert show(boats().axes[0], **WORDS).alt == ALT


def test_a_pyplot_figure_is_closed_so_that_it_is_not_shown_twice():
    from matplotlib import pyplot
    show(pyplot.subplots()[1], **WORDS)
    assert pyplot.get_fignums() == []


def test_the_same_figure_gives_the_same_bytes():
    fig = boats()
    assert picture.png(fig) == picture.png(fig) == picture.png(boats())
    assert b"matplotlib" not in picture.png(fig).lower()


def test_chinese_is_drawn_and_differs_from_other_chinese():
    def drawn(words):
        fig = picture.figure()
        fig.text(0.1, 0.5, words)
        return picture.png(fig)  # a warning about a missing glyph would be an error

    assert len({drawn(words) for words in ("网格化管理 −5", "社会信用体系 −5", "")}) == 3


def test_a_missing_glyph_is_an_error():
    fig = picture.figure()
    fig.text(0.1, 0.5, "\U00012000")  # a cuneiform sign
    with pytest.raises(UserWarning, match="missing from font"):
        picture.png(fig)


def test_money_is_no_formula():
    def drawn(words):
        fig = picture.figure()
        fig.text(0.1, 0.5, words)
        return picture.png(fig)

    assert drawn("$5 to $6") != drawn(r"$5 to $6".replace("$", ""))
    assert not picture.figure().text(0, 0, "$5 to $6").get_parse_math()


@pytest.mark.parametrize("low, high, expected", [
    (1, 1e7, {"1", "100", "10,000", "1 million"}), (2, 8, {"2", "3", "4", "6"}), (1e-3, 1, {"0.001", "0.1"})])
def test_a_logarithmic_axis_reads_as_words(low, high, expected):
    fig = picture.figure()
    axis = fig.add_subplot()
    axis.plot([low, high], [0, 1])
    axis.set_xscale("log")
    picture.png(fig)
    labels = {label.get_text() for label in axis.get_xticklabels(which="both")}
    assert expected <= labels and not any("$" in label for label in labels)


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}


def lab(colour, deficiency="none"):
    rgb = np.array(matplotlib.colors.to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(DEFICIENCIES[deficiency] @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    x, y, z = np.cbrt(np.maximum(xyz / [0.9505, 1, 1.089], 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


CYCLE = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_lines_of_a_chart_are_told_apart(deficiency):
    distances = {(one, other): np.linalg.norm(lab(one, deficiency) - lab(other, deficiency))
                 for one, other in itertools.combinations(CYCLE, 2)}
    assert min(distances.values()) > 15, min(distances, key=distances.get)


def luminance(colour):
    lightness = lab(colour)[0]
    return ((lightness + 16) / 116) ** 3


@pytest.mark.parametrize("colour, ratio", [(picture.INK, 7), (picture.MUTED, 4.5), (picture.BLUE, 4.5),
                                           (picture.VERMILION, 3)])
def test_words_stand_out_from_white(colour, ratio):
    assert 1.05 / (luminance(colour) + 0.05) >= ratio


def test_the_style_holds_only_what_matplotlib_knows():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture.use_style()
    assert matplotlib.rcParams["font.family"] == ["TechGov Sans SC", "DejaVu Sans"]


def test_the_ramp_darkens_in_even_steps():
    red, green, blue = (picture.RAMP(np.arange(picture.RAMP.N))[:, :3] ** 2.2).T
    lightness = 116 * np.cbrt(0.2126 * red + 0.7152 * green + 0.0722 * blue) - 16
    steps = -np.diff(lightness)
    assert steps.min() > 0.8 and steps.max() < 2 * steps.min() and matplotlib.rcParams["image.cmap"] == "techgov"
