"""Numbers as people write them, read back."""

import math
import re

import pytest
import typed
from hypothesis import example, given
from hypothesis import strategies as st

from techgov import numerals
from techgov.numerals import Unclear, echo, find, read, spell

READ = {  # as typed -> (value, what the last printed digit is worth)
    "7": (7, 1),
    "0": (0, 1),
    "1,400": (1400, 1),
    "1 400": (1400, 1),
    "1'400'000": (1_400_000, 1),
    "1_000": (1000, 1),
    "1 400.": (1400, 1),
    "3.50": (3.5, 0.01),
    ".25": (0.25, 0.01),
    "-12": (-12, 1),
    "−12": (-12, 1),
    "+12": (12, 1),
    "$5 billion": (5e9, 1e9),
    "1.4 billion": (1.4e9, 1e8),
    "1.4bn": (1.4e9, 1e8),
    "5 millions": (5e6, 1e6),
    "6k": (6000, 1000),
    "14亿": (14e8, 1e8),
    "14億人": (14e8, 1e8),
    "1.2万": (12_000, 1000),
    "1.2 万亿": (1.2e12, 1e11),
    "1e9": (1e9, 1e9),
    "1.5E-3": (0.0015, 0.0001),
    "1.4 x 10^9": (1.4e9, 1e8),
    "1.4×10⁹": (1.4e9, 1e8),
    "１，４００": (1400, 1),
    "about 30": (30, 1),
    "≈ 30": (30, 1),
    "twenty-five": (25, 0),
    "Two hundred and ten million": (210e6, 0),
    "one million two hundred thousand and six": (1_200_006, 0),
    "fourteen hundred": (1400, 0),
    "a dozen": (12, 0),
    "two dozen": (24, 0),
    "half": (0.5, 0),
    "one third": (1 / 3, 0),
    "Two thirds": (2 / 3, 0),
    "half a million": (500_000, 0),
    "three quarters of a million": (750_000, 0),
    "minus 5": (-5, 1),
    "RMB 10 trillion": (1e13, 1e12),
    "US$5": (5, 1),
    "5x10^3": (5000, 1000),
    "5*10**3": (5000, 1000),
    "1 400 000": (1_400_000, 1),  # a no-break space and a thin one
    "约14亿": (14e8, 1e8),
    "十": (10, 0),
    "二十三": (23, 0),
    "十四亿": (14e8, 0),
    "两百万": (2e6, 0),
    "一千零五": (1005, 0),
    "一万零五百": (10_500, 0),
    "二十亿零五": (2_000_000_005, 0),
    "1亿4000万": (1.4e8, 0),
    "14亿1200万人": (1.412e9, 0),
    "3千5百万": (35e6, 0),
    "一万亿": (1e12, 0),
    "一点四亿": (1.4e8, 0),
    "零点五": (0.5, 0),
    "二〇二〇": (2020, 0),
    "三分之一": (1 / 3, 0),
    "一半": (0.5, 0),
    "千分之五": (0.005, 0),
    "1.4b": (1.4e9, 1e8),
    "百万": (1e6, 0),
    "千亿": (1e11, 0),
    "三亿千万": (3.1e8, 0),
}


@pytest.mark.parametrize("typed", READ)
def test_reads_what_was_meant(typed):
    value, step = READ[typed]
    assert (read(typed).value, read(typed).step) == pytest.approx((value, step))


@pytest.mark.parametrize("typed, percent, rest", [
    ("43.57 %", True, ""), ("43.57%", True, ""), ("5 per cent", True, ""), ("5 percent of all", True, "of all"),
    ("八成", True, ""), ("7.5成", True, ""),
    ("5 people", False, "people"), ("5 miles", False, "miles"), ("5 km", False, "km"), ("5 billionaires", False, "billionaires"), ("5", False, ""),
    ("5 people in 3 cities", False, "people in 3 cities"), ("5 m2", False, "m2"), ("5左右", False, "左右")])
def test_a_unit_stays_beside_the_number(typed, percent, rest):
    assert (read(typed).percent, read(typed).rest) == (percent, rest)
    assert read(typed).value == {"八成": 80, "7.5成": 75}.get(typed) or float(typed.split()[0].rstrip("%左右"))


@pytest.mark.parametrize("typed, says", [
    ("1,4", "two ways"), ("1,4 million", "two ways"), ("12,34,567", "two ways"), ("1.400,5", "two ways"),
    ("1.400.000", "two points"),
    ("2 to 3", "two numbers"), ("2 or three", "two numbers"), ("2-3", "two numbers"), ("2 – 3", "two numbers"),
    ("2~3", "two numbers"), ("2 至 3", "two numbers"), ("12 34", "two numbers"), ("5'11", "two numbers"),
    ("5 million and 6 million", "two numbers"), ("5 ± 1", "two numbers"), ("2 and a half million", "two numbers"),
    ("1 in 3", "two numbers"), ("4 out of 5", "two numbers"), ("5 of 100", "two numbers"), ("5 per 100", "two numbers"),
    ("1 e 9", "two numbers"), ("five six", "two numbers"), ("twenty twenty", "two numbers"),
    ("a thousand million", "two numbers"), ("2万5", "two numbers"), ("1亿4000", "two numbers"), ("3万百", "two ways"),
    ("0,400", "two ways"), ("01,400", "two ways"),
    ("5 .5", "two numbers"), ("5..", "two points"), ("- $ -5", "two signs"), ("一一一亿", "two ways"),
    ("一百五", "two ways"), ("两万五", "two ways"), ("三亿五", "two ways"), ("二三", "two ways"), ("百", "two ways"),
    ("6000多", "leaves open"), ("30+", "leaves open"), ("30 or more", "leaves open"),
    ("5兆", "scale"), ("5‰", "scale"), ("3 lakh", "scale"),
    *((words, "scale") for words in ("3t", "1.2w", "1.2 wan", "14 yi", "1.4 mil", "1.4 milion", "2 mln", "1.4 billon",
                                     "3 trilion")),
    ("八成五", "two numbers"), ("1/2", "worked out"), ("½", "worked out"), ("10²", "worked out"), ("10^9", "worked out"),
    ("3 x 4", "worked out"), ("3 x 100", "worked out"), ("5x10", "worked out"),
    ("1e400", "too large"), ("9" * 150 + "e300", "too large"), ("1e99999", "too large"),
    ("NaN", "begin with a number"), ("inf", "begin with a number"), ("many", "begin with a number"),
    ("", "begin with a number"), ("😀", "begin with a number"), ("<b>5</b>", "begin with a number"),
    ("five cats", "begin with a number"), ("one could say", "begin with a number"), ("third", "begin with a number"),
    ("million", "begin with a number"), ("hundreds of billions", "begin with a number"), ("twice", "begin with"),
    ("7" * 1_000_000, "1,000,000 characters")])
def test_asks_back(typed, says):
    with pytest.raises(Unclear, match=says) as asked:
        read(typed)
    assert len(str(asked.value)) < 500 and str(asked.value).endswith((".", "亿.", ")."))


@pytest.mark.parametrize("typed, unit, value", [
    ("5 of 100", "of 100 alarms", 5), ("5 of 100 alarms", "of 100 alarms", 5),
    ("five of 100 alarms", "of 100 alarms", 5), ("168 per 1,000", "cameras per 1,000 people", 168),
    ("fourteen million People.", "people", 14e6)])
def test_the_unit_that_is_asked_for_may_hold_a_number(typed, unit, value):
    assert read(typed, unit).value == value


@pytest.mark.parametrize("typed", ["5 of 10", "1 of 1", "1.2w", "3 t"])
def test_a_part_of_a_word_or_a_number_is_not_the_unit(typed):
    with pytest.raises(Unclear):
        read(typed, "of 100 words or texts")


@given(st.text() | st.text(alphabet="0123456789.,-+ e%x^万亿mbnillo'’½²", max_size=30))
@example("9" * numerals.LONGEST_ANSWER)
@example("trillion " * 22)
def test_no_text_raises_anything_but_unclear(text):
    try:
        number = read(text)
    except Unclear:
        return
    assert math.isfinite(number.value) and number.step >= 0


# against rules that share nothing with the reader's -----------------------------------------------------------------

def echoed(words):
    """What an echo says, read by a simple eye."""
    digits, _, scale = words.replace("−", "-").replace(",", "").partition(" ")
    return float(digits) * {"": 1, "million": 1e6, "billion": 1e9, "trillion": 1e12}[scale]


@given(typed.in_digits() | typed.WORDS)
@example(("１．４ billion", 1_400_000_000))
@example(("二千万五千", 20_005_000))
def test_what_people_write_is_read_and_echoed(pair):
    text, value = pair
    got = read(text).value
    assert got == pytest.approx(float(value), rel=1e-12)
    assert echoed(echo(got)) == pytest.approx(float(value), rel=1e-9)


def naive(text):
    """Digits, thousands in threes by one sign, one point: the value, or None where it is not written so."""
    text = text.strip()
    text = text[1:].strip() if text[:1] in ("-", "+") else text
    text = text[:-1].strip() if text[-1:] in (",", ".") and text[:-1].strip()[-1:].isdigit() else text
    whole, point, decimals = text.partition(".")
    if decimals and not decimals.isdigit() or not (whole or decimals):
        return None
    for sign in (",", " ", "'", "_"):
        parts = whole.split(sign)
        if len(parts) > 1:
            if not (1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
                    and all(part.isdigit() for part in parts)) or sign == "," and parts[0][0] == "0":
                return None
            whole = "".join(parts)
    if whole and not whole.isdigit():
        return None
    return float(f"{whole or 0}.{decimals or 0}")


@given(st.text("0123456789,. '_", min_size=1, max_size=14) | st.text("01,. ", min_size=1, max_size=9),
       st.sampled_from(list(typed.SCALES)), st.sampled_from(["", "-", "+"]))
@example("1,400", "", "")
@example("5 .5", "", "")
@example("0,400", "", "")
def test_a_naive_reader_agrees(text, scale, sign):
    if not text[-1].isdigit():
        scale = ""
    value = naive(sign + text)
    try:
        got = read(sign + text + scale).value
    except Unclear:
        got = None
    assert got == (None if value is None else pytest.approx(
        (-1 if sign == "-" else 1) * value * typed.SCALES[scale], rel=1e-12))


@given(st.text("一二三五九两十百千万亿零", min_size=1, max_size=9))
@example("两千零五万")
def test_chinese_words_are_read_as_they_would_be_written_again(text):
    try:
        value = read(text).value
    except Unclear:
        return
    if set(text) <= set("一二三五九两零"):  # read out digit by digit
        assert value == int("".join(str("零一二三四五六七八九".find({"两": "二"}.get(one, one))) for one in text))
        return

    def bare(words):
        words = words.replace("两", "二").replace("零", "").replace("一十", "十")
        return re.sub("一(?=[百千][万亿])", "", words)  # 百万 is 一百万

    assert bare(typed.chinese(int(value))) == bare(text)


@given(st.lists(st.sampled_from(["and", "a", *typed.ONES[1:], *typed.TENS[2:], "hundred", "thousand", "million"]),
                min_size=1, max_size=7).map(" ".join))
@example("one million two hundred thousand and six")
def test_english_words_are_read_as_they_would_be_written_again(text):
    try:
        value = read(text).value
    except Unclear:
        return

    def bare(words):
        words = words.replace("-", " ").replace(" and ", " ").replace("a hundred", "one hundred")
        return words.replace("a thousand", "one thousand").replace("a million", "one million")

    if any(f"{word} hundred" in text for word in [*typed.ONES[10:], *typed.TENS[2:]]) or any(
            f"{ten} {one} hundred" in text for ten in typed.TENS[2:] for one in typed.ONES[1:10]):
        return  # fourteen hundred: another way to say 1,400
    assert bare(typed.english(int(value))) == bare(text)


def values(sentence):
    return [(number.text, number.value) for number in find(sentence)]


@pytest.mark.parametrize("sentence, expected", [
    ("The canal has 1,250 locks and 14 keepers.", [("1,250", 1250), ("14", 14)]),
    ("It cost 2.6 million crowns.", [("2.6 million", 2.6e6)]),
    ("A 30-million fund", [("30-million", 30e6)]),
    ("全市有3百万棵树，价值1.2万亿", [("3百万", 3e6), ("1.2万亿", 1.2e12)]),
    ("Two and three make five.", [("Two", 2), ("three", 3), ("five", 5)]),
    ("two hundred and ten million bees", [("two hundred and ten million", 210e6)]),
    ("twenty-one of six thousand", [("twenty-one", 21), ("six thousand", 6000)]),
    ("Half of the third dozen doubled.", [("Half", 0.5), ("third", 3), ("dozen", 12), ("doubled", 2)]),
    ("Tens of millions came.", [("Tens of millions", 1e7)]),
    ("hundreds of millions, then hundreds of billions", [("hundreds of millions", 1e8), ("hundreds of billions", 1e11)]),
    ("tens of thousands of hundreds of boats", [("tens of thousands", 1e4), ("hundreds", 100)]),
    ("millions, dozens of keepers, decades of work; tens of keepers",
     [("millions", 1e6), ("dozens", 12), ("decades", 10)]),
    ("党的十八大以来", [("十八", 18)]), ("今年前八月", [("八", 8)]), ("下降两成多", [("两成", 20)]),
    ("统一，一切，三百二十，二十三万", []),
    ("Someone weighs a stone often.", []),
    ("", [])])
def test_finds_every_number_of_a_sentence(sentence, expected):
    assert values(sentence) == expected
    assert all(sentence[n.start:n.end] == n.text for n in find(sentence))


@pytest.mark.parametrize("words, percent", [("43.57 percent", True), ("43.57%", True), ("43.57 per cent", True),
                                            ("43.57 people", False)])
def test_finds_percentages(words, percent):
    [number] = find(f"They held {words}.")
    assert (number.value, number.percent) == (43.57, percent)


@pytest.mark.parametrize("printed, low, high", [
    ("2.6 million", 2.55e6, 2.65e6), ("14亿", 13.5e8, 14.5e8), ("1,250", 1249.5, 1250.5), ("6.0", 5.95, 6.05),
    ("half", 0.5, 0.5), ("six", 6, 6)])
def test_a_printed_number_is_an_interval(printed, low, high):
    [number] = find(printed)
    assert (number.low, number.high) == pytest.approx((low, high))


@given(st.text())
def test_find_takes_any_text(text):
    assert [n.text for n in find(text)] == [text[n.start:n.end] for n in find(text)]


@pytest.mark.parametrize("value, digits, words", [
    (2_600_000, 3, "2.6 million"), (15476190.5, 3, "15.5 million"), (0.0324, 3, "0.0324"), (0, 3, "0"), (-0.0, 3, "0"),
    (1400, 3, "1,400"), (123456, 3, "123,456"), (1857.14, 3, "1,860"), (1857.14, 5, "1,857.1"), (99.96, 3, "100"),
    (999_999.5, 3, "1 million"), (999.6e6, 3, "1 billion"), (2e9, 5, "2 billion"), (1.2e12, 3, "1.2 trillion"),
    (-3.5e6, 3, "−3.5 million"), (1 / 3, 2, "0.33"), (12.5, 3, "12.5"), (1e300, 3, "1e+300"), (-2e-12, 3, "−2e-12"),
    (math.nan, 3, "no number"), (math.inf, 3, "no number"), (None, 3, "no number")])
def test_spells_for_the_eye(value, digits, words):
    assert spell(value, digits) == words


@given(st.floats(-1e300, 1e300), st.integers(2, 6))
def test_what_is_spelled_can_be_read_back(value, digits):
    words = spell(value, digits)
    assert len(words) < 40
    assert read(words).value == pytest.approx(value, rel=0.6 * 10.0 ** (1 - digits), abs=1e-320)
