"""Numbers as people type them, with what they mean: written by rules of its own, so that it can test who reads them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

LATIN = {"": 1, "k": 10**3, " thousand": 10**3, " million": 10**6, " millions": 10**6, "mn": 10**6, " billion": 10**9,
         "bn": 10**9, " Billion": 10**9, " trillion": 10**12, "tn": 10**12}
CHINESE = {"万": 10**4, "亿": 10**8, " 万": 10**4, "億": 10**8, "万亿": 10**12, "百万": 10**6, "千万": 10**7}
SCALES = {**LATIN, **CHINESE}
ABOUT = ["", "", "", "about ", "~", "≈ ", "约", "circa ", "RMB ", "$", "¥ "]
BEHIND = ["", "", "", " people", " yuan", "人", " ", ".", " (est.)", " <b>people</b>"]
GAPS = [",", " ", "\u00a0", "\u2009", "'", "’", "_"]
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def grouped(digits: str, gap: str) -> str:
    """'1400000' -> '1,400,000'."""
    first = len(digits) % 3 or 3
    return gap.join([digits[:first], *(digits[at:at + 3] for at in range(first, len(digits), 3))])


@st.composite
def in_digits(draw, most: int = 10**9):
    """(text, value): digits, in every dress that a learner may give them."""
    whole, decimals = draw(st.integers(0, most)), draw(st.text("0123456789", max_size=3))
    if draw(st.integers(0, 3)) == 0:  # a power of ten
        power = draw(st.integers(-9, 12))
        sign = draw(st.sampled_from(["e", "E", "×10^", " x 10^", "*10**"]))
        number, value = f"{whole}{'.' + decimals if decimals else ''}{sign}{power}", Fraction(10) ** power
    else:
        gap = draw(st.sampled_from(["", "", *GAPS]))
        number, value = grouped(str(whole), gap) if gap else str(whole), Fraction(1)
        number += "." + decimals if decimals else ""
        scale = draw(st.sampled_from(list(SCALES)))
        number, value = number + scale, value * SCALES[scale]
    value *= Fraction(f"{whole}.{decimals or 0}")
    if draw(st.booleans()):
        number, value = draw(st.sampled_from(["-", "−", "- "])) + number, -value
    if draw(st.integers(0, 5)) == 0:
        number = number.translate(WIDE)
    return draw(st.sampled_from(ABOUT)) + number + draw(st.sampled_from(BEHIND)), value


ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen").split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def english(number: int, joined: str = " and ") -> str:
    """1006 -> 'one thousand and six'."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (joined + english(number % 100) if number % 100 else "")
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = number % size
            return (f"{english(number // size, joined)} {name}"
                    + ((joined if rest < 100 else " ") + english(rest, joined) if rest else ""))


def chinese(number: int) -> str:
    """1005 -> '一千零五'; 20_005_000 -> '二千万五千'."""
    if number == 0:
        return "零"
    written, gap, size = "", False, 10**15
    while size:
        digit, place = number // size % 10, {1: "", 10: "十", 100: "百", 1000: "千"}[10 ** ((len(str(size)) - 1) % 4)]
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + place
        gap = not digit
        if size in (10**12, 10**8, 10**4):  # behind four digits, what they count
            four = number // size % 10**4 or size == 10**8 and number // 10**12
            written += {10**12: "万", 10**8: "亿", 10**4: "万"}[size] if four else ""
        size //= 10
    return written.removeprefix("一") if written.startswith("一十") else written


WORDS = (st.integers(0, 10**12).map(lambda n: (english(n), n))
         | st.integers(0, 2000).map(lambda n: (english(n, " "), n))
         | st.integers(0, 10**12).map(lambda n: (english(n).replace("-", " ").title(), n))
         | st.integers(0, 10**15).map(lambda n: (chinese(n), n)) | st.integers(0, 20_000).map(lambda n: (chinese(n), n))
         | st.tuples(st.integers(1, 9), st.integers(2, 9)).map(
             lambda two: (f"{chinese(two[1])}分之{chinese(two[0])}", Fraction(*two)))
         | st.tuples(st.integers(1, 9999), st.integers(1000, 9999)).map(
             lambda two: (f"{two[0]}亿{two[1]}万", two[0] * 10**8 + two[1] * 10**4))
         ).map(lambda pair: (pair[0], Fraction(pair[1])))
