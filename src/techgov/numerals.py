"""Numbers as people write them: reading one from an answer, finding all of them in a text.

A printed number is an interval. "2.6 million" was rounded to the nearest 0.1 million, so it stands for
anything from 2.55 to 2.65 million: :class:`Numeral` carries that step along with the value.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12,
    "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8,
}
UNITS = {
    word: number for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split())
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
ORDINALS = {word: n for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}
# words that stand for a number on their own: what they stand for
SINGLE = {"half": 0.5, "quarter": 0.25, "double": 2, "doubled": 2, "twice": 2, "triple": 3, "tripled": 3,
          "dozen": 12, "decade": 10, "century": 100, "couple": 2}
PLURALS = {word + "s": number for word, number in
           {**{k: v for k, v in SCALES.items() if k.isascii() and len(k) > 3}, "dozen": 12, "decade": 10}.items()}

# a plural before a plural: "hundreds of billions" is one number, and a lower bound for whoever reads it
COUNTS = {"tens": 1e1, "hundreds": 1e2, "thousands": 1e3}

LONGEST_ANSWER = 200  # characters; nobody types a longer number on purpose


@dataclass(frozen=True)
class Numeral:
    """One number in a text.

    value: in units of one ("2.6 million" is 2 600 000; "43.57%" is 43.57 with ``percent`` set).
    step: what the last printed digit is worth, in the same unit; the number was rounded to within half of it.
    start, end: where it stands in the text that was read. text: its words.
    """

    value: float
    step: float
    start: int
    end: int
    text: str
    percent: bool = False
    rest: str = ""

    @property
    def low(self) -> float:
        return self.value - self.step / 2

    @property
    def high(self) -> float:
        return self.value + self.step / 2


class Unclear(ValueError):
    """What was typed is no number, or could be two; the message says so to the person who typed it."""


# Chinese words: 十八, 二十三, a digit before a counter (八月), tenths (两成 is 20 per cent). A lone digit is more often
# part of another word (统一, 一切) and is left alone.
_HANZI = {hanzi: n for n, hanzi in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_ONE_TO_NINE = "[一二三四五六七八九]"
_HIGHER = "[一二三四五六七八九十百千万萬亿億零]"  # so that 三百二十 is not read as twenty
_WORDS = "|".join(sorted([*UNITS, *TENS, *[s for s in SCALES if s.isascii() and len(s) > 3]], key=len, reverse=True))
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_AND = r"(?:(?:(?<=hundred)|(?<=thousand)|(?<=illion))\sand\s|[\s-])"  # "two hundred and ten", not "two and three"
# Patterns with their flags, compiled when first used (re keeps them): all of them hold 1.5 MB, and many a kernel reads
# no number.
_FIND = (
    rf"""(?P<digits>(?<![\w.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
            (?P<scale>(?:[\s-]{_SCALE}\b)|(?:\s?(?:bn|mn|tn)\b)|[百千万萬亿億]+)?
            (?P<percent>\s?%|\spercent\b|\sper\scent\b)?
       |\b(?P<words>(?:{_WORDS})(?:{_AND}(?:{_WORDS}))*)\b(?P<wpercent>\spercent\b|\sper\scent\b)?
       |(?<!{_HIGHER})(?P<hanzi>(?>{_ONE_TO_NINE}?十{_ONE_TO_NINE}?)(?![百千万萬亿億])|[{"".join(_HANZI)}](?=[成个年月日次]))
            (?P<tenths>成)?
       |\b(?P<ordinal>{"|".join(ORDINALS)})\b
       |\b(?P<plural>(?:{"|".join(COUNTS)})\sof\s{_SCALE}s)\b
       |\b(?P<single>{"|".join(sorted([*PLURALS, *SINGLE], key=len, reverse=True))})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _digits(text: str) -> tuple[float, float]:
    """Value and step of plain digits. Trailing zeros of a whole number count as printed digits."""
    plain = text.replace(",", "")
    decimals = len(plain.partition(".")[2])
    return float(plain), 10.0 ** -decimals


def _factor(scales: str) -> float:
    """'million' -> 1e6, '万亿' -> 1e12, '' -> 1."""
    found = re.findall(r"[A-Za-z]+|[百千万萬亿億]", scales)
    return math.prod(SCALES[scale.lower().removesuffix("s")] for scale in found)


def _from_words(text: str) -> float:
    """'twenty-five' -> 25, 'six thousand' -> 6000, 'two hundred and ten million' -> 210 000 000."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", text.lower()):
        if word in UNITS:
            current += UNITS[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0.0
    return total + current


def _from_hanzi(text: str) -> float:
    """'八' -> 8, '十二' -> 12, '二十三' -> 23."""
    tens, ten, ones = text.rpartition("十")
    return (10.0 * _HANZI.get(tens, 1) if ten else 0.0) + _HANZI.get(ones, 0)


def find(text: str) -> list[Numeral]:
    """All numerals and number words in ``text``, in order; of the Chinese ones those up to 99.

    Dates, footnote marks and page furniture are found too: what a number means is for the caller.
    Ordinals, plurals and fractions in words have no rounding (step 0). "Tens of millions" is one number, 1e7.
    """
    found = []
    for match in re.compile(*_FIND).finditer(text):
        if match["digits"]:
            value, step = _digits(match["digits"])
            factor = _factor(match["scale"] or "")
            value, step, percent = value * factor, step * factor, bool(match["percent"])
        elif match["words"]:
            value, step, percent = _from_words(match["words"]), 0.0, bool(match["wpercent"])
        elif match["hanzi"]:
            value, step, percent = _from_hanzi(match["hanzi"]), 0.0, bool(match["tenths"])
            value *= 10 if percent else 1
        elif match["ordinal"]:
            value, step, percent = float(ORDINALS[match["ordinal"].lower()]), 0.0, False
        elif match["plural"]:
            count, _, scale = match["plural"].lower().split()
            value, step, percent = COUNTS[count] * _factor(scale), 0.0, False
        else:
            word = match["single"].lower()
            value, step, percent = float({**SINGLE, **PLURALS}[word]), 0.0, False
        found.append(Numeral(value, step, match.start(), match.end(), match[0], percent))
    return found


# reading one number ----------------------------------------------------------------------------------------------

_ABOUT = r"(?:about|around|approximately|circa|ca\.?|roughly|some|约为|大约|大概|约|約|~|≈)?\s*"
_READ = (
    rf"""^{_ABOUT}
        (?P<sign>(?:[+-]|minus\s)?)\s*(?:us\$|[$€£¥]|(?:rmb|cny|usd|eur)\b)?\s*(?P<then>[+-]?)\s*
        (?P<number>\.?\d[\d\s,.'’_]*)
        (?:(?:e|\s*[x×*]\s*10\s*(?:\^|\*\*)\s*)(?P<exponent>[+-]?\d{{1,5}}))?
        \s*(?P<scales>(?:(?:{_SCALE}s?|bn|mn|tn|[kmb])(?![a-z0-9^])\s*)+|[百千]?[万萬]?[亿億]?)
        \s*(?P<percent>%|per\s?cent\b)?
        \s*(?P<rest>.*)$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_PLAIN = re.compile(  # digits; thousands in threes, by one kind of sign; decimals
    r"(?:\d+|[^\D0]\d{0,2}(?:,\d{3})+|\d{1,3}(?P<apart>[\s'’_])\d{3}(?:(?P=apart)\d{3})*)(?:\.\d*)?|\.\d+")
_HANZI_RUN = (rf"^{_ABOUT}(?P<run>[\d.,\s〇○零一二两兩三四五六七八九十百千万萬亿億点點分之半]*"
                        r"[〇○零一二两兩三四五六七八九十百千万萬亿億点點分之半])\s*(?P<rest>.*)$", re.DOTALL)
_NUMBER_WORD = rf"(?:{_WORDS}|half|thirds?|quarters?|dozen|[〇零一二两三四五六七八九十百千半])"
# what a number may not be followed by: a second number, alone or behind such words and signs
_SECOND = (
    rf"^(?:\W|(?:to|and|or|in|of|out|per|by|times|plus|minus|until|till|over|a|an|at)\b|[至到或和])*"
    rf"(?:\d|(?:e|x)\s*[+-]?\d|(?:{_NUMBER_WORD})(?![a-z]))", re.IGNORECASE)
_OPEN = (r"^(?:多|余|餘|来|几|以上|以下|\+|plus\b|or\s(?:more|less|fewer)|and\smore)", re.IGNORECASE)
# also short and misspelt scales, which would be taken for a unit: 1.2w and 14 yi, 1.4 mil, 1.4 milion
_OTHER_SCALE = (r"^(?:兆|‰|per\s?mill?e\b|basis\spoints?|bps?\b|lakhs?\b|crores?\b|quadrillion|zillion"
                r"|(?:t|w|wan|yi|mill?|mln|mio|mrd|bill?|(?:m|b|tr)il+i?o?ns?)\b)", re.IGNORECASE)


def read(text: str, unit: str = "") -> Numeral:
    """The one number that ``text`` states, as a learner types it: '1.4 billion', '14亿', '1.2万', '1e9', '43.57 %',
    'two thirds', '十四亿', '三分之一', '八成'.

    A comma before exactly three digits separates thousands; a point begins the decimals. Whatever follows the number
    stays in ``rest``; it may hold another number only where ``unit``, the unit that is asked for, does ("5 of 100").
    Raises :class:`Unclear`, with a sentence for the person who typed, if there is no number or it could be two.
    """
    if len(text) > LONGEST_ANSWER:
        raise Unclear(f"That is {len(text):,} characters long. Type one number, such as 1.4 billion.")
    raised = re.sub("[⁻⁰¹²³⁴-⁹]+", lambda power: "^" + power[0], text)
    plain = unicodedata.normalize("NFKC", raised).strip().replace("−", "-").replace("⁄", "/")
    match = re.compile(*_READ).match(plain)
    if match and not re.compile(*_HANZI_RUN).match(match["rest"]):
        value, step, percent, rest = _read_digits(match)
    else:
        value, step, percent, rest = _read_words(plain, unit)
    if rest.startswith("成") and not percent:  # tenths: 八成 is 80 per cent
        value, step, percent, rest = 10 * value, 10 * step, True, rest[1:].strip()
    if not _is_of(unit, rest):
        _check_rest(rest)
    return Numeral(value, step, 0, len(text), plain, percent, rest)


def _is_of(unit: str, rest: str) -> bool:
    """Whether ``rest`` is the unit that was asked for, or whole words of it."""
    words = re.escape(" ".join(rest.casefold().split()).strip("."))
    return not words or bool(re.search(rf"(?<!\w){words}(?:e?s)?(?!\w)", unit.casefold()))


def _check_rest(rest: str) -> None:
    """Refuse what changes the number that it stands behind."""
    if re.match(r"[/^:+*×÷=x]\s*[\d.-]", rest, re.IGNORECASE):
        raise Unclear("That is a sum still to be done. Type one number, worked out.")
    if re.compile(*_OPEN).match(rest):
        raise Unclear("That leaves open how many. Type one number, the one that you mean.")
    if re.compile(*_SECOND).match(rest):
        raise Unclear("That looks like two numbers. Type one.")
    if re.compile(*_OTHER_SCALE).match(rest):
        raise Unclear("That scale is not read here. Write the number with thousand, million, billion, 万 or 亿.")
    if re.match(r"[a-z]*nan\b", rest, re.IGNORECASE):
        raise Unclear("That is no number. Type one number, such as 1.4 billion.")


def _read_digits(match: re.Match) -> tuple[float, float, bool, str]:
    """Value, step, whether it is a percentage, and the rest, of a number that begins with digits."""
    number = match["number"].strip()
    bare = re.sub(r"(\d)\s*[,.]$", r"\1", number)  # the end of a sentence
    if bare.count(".") > 1:
        raise Unclear(f"“{number}” has two points. Write thousands with commas and one point for decimals.")
    if not _PLAIN.fullmatch(bare):
        if "," in bare:
            raise Unclear(f"“{number}” could be read in two ways. A comma separates thousands (1,400); "
                          "a point begins the decimals (1.4).")
        raise Unclear(f"“{number}” looks like two numbers. Type one.")
    bare = re.sub(r"[\s'’_,]", "", bare)
    value, step = _digits(bare)
    factor = _factor(match["scales"] or "")
    power = int(match["exponent"] or 0)
    try:
        step *= 10.0 ** power
        value = value * 10.0 ** power if "e" in repr(value) else float(f"{value!r}e{power}")  # to the last digit
    except OverflowError:
        value = math.inf
    value, step = value * factor, step * factor
    if not math.isfinite(value) or not math.isfinite(step):
        raise Unclear("That number is too large to be meant. Type a number such as 1.4 billion.")
    if match["sign"] and match["then"]:
        raise Unclear("That has two signs. Type one number, such as -1.4.")
    if (match["sign"] or match["then"]) not in ("", "+"):
        value = -value
    return value, step, bool(match["percent"]), match["rest"].strip()


def _read_words(plain: str, unit: str) -> tuple[float, float, bool, str]:
    """The same for a number in Chinese or English words (step 0: words are not rounded)."""
    run = re.compile(*_HANZI_RUN).match(plain)
    if run:
        found = _from_hanzi_words(run["run"].strip())
        if found is None:
            raise Unclear(f"“{run['run'].strip()}” could be read in two ways. Write it with digits, such as 14亿.")
        return *found, run["rest"].strip()
    words = re.sub(rf"^{_ABOUT}", "", plain, flags=re.IGNORECASE).split()
    for length in range(len(words), 0, -1):
        value = _from_english(" ".join(words[:length]))
        if value is not None:
            rest = " ".join(words[length:])
            percent = re.match(r"per\s?cent\b|%", rest, re.IGNORECASE)
            rest = rest[percent.end():].strip() if percent else rest
            if not _is_of(unit, rest):  # "one could say": words are a number only by themselves
                _check_rest(rest)
                break
            return value, 0.0, bool(percent), rest
    raise Unclear("That does not begin with a number. Type one number, such as 1.4 billion or 14亿.")


_SMALL = {word: n for word, n in UNITS.items() if n} | TENS
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
          "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000}


def _from_english(text: str) -> float | None:
    """'twenty-five', 'two hundred and ten million', 'a dozen', 'two thirds', 'half a million'; None for others."""
    words = re.split(r"[\s-]+", text.lower())
    if words == ["zero"]:
        return 0.0
    for at, word in enumerate(words):
        if part := _PARTS.get(word) or _PARTS.get(word.removesuffix("s")):
            return _fraction(words[:at], part, words[at + 1:])
    if words[-1] in ("dozen", "dozens"):
        count = 1.0 if words[:-1] in ([], ["a"]) and words[-1] == "dozen" else _cardinal(words[:-1])
        return count and 12 * count
    if words[0] in ("a", "an") and len(words) > 1:
        words = ["one", *words[1:]] if words[1] in SCALES else []
    return _cardinal(words)


def _fraction(top: list[str], part: int, of: list[str]) -> float | None:
    """'two' thirds, 'a' quarter of 'a million', half 'a billion'."""
    count = 1.0 if top in (["a"], ["an"], ["one"]) or not top and part == 2 else _cardinal(top)
    of = [word for word in of if word not in ("of", "a", "an")] if len(of) < 4 else ["too long"]
    whole = 1.0 if not of else SCALES.get(of[0], 0.0) if len(of) == 1 and len(of[0]) > 3 else 0.0
    return count * whole / part if count and whole else None


def _cardinal(words: list[str]) -> float | None:
    """A whole number in words, its scales in falling order; None where the words do not make one."""
    total, last = 0.0, math.inf
    words = [word.removesuffix("s") if word.removesuffix("s") in SCALES else word for word in words]
    while words:
        scaled = next((at for at, word in enumerate(words) if SCALES.get(word, 0) >= 1000 and len(word) > 3), None)
        scale = SCALES[words[scaled]] if scaled is not None else 1.0
        group = _below_thousand(words[:scaled], first=not total)
        if group is None or scale >= last:
            return None
        total, last = total + group * scale, scale
        if scaled is None:
            return total
        words = words[scaled + 1:]
    return total or None


def _below_thousand(words: list[str], first: bool) -> float | None:
    if words[:1] == ["and"] and not first:
        words = words[1:]
    if "hundred" in words:
        at = words.index("hundred")
        hundreds, words = _below_hundred(words[:at]), words[at + 1:]
        if words[:1] == ["and"]:
            words = words[1:] or [""]
        rest = _below_hundred(words) if words else 0.0
        return None if hundreds is None or rest is None else 100 * hundreds + rest
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> float | None:
    if len(words) == 2 and words[0] in TENS and 0 < UNITS.get(words[1], 0) < 10:
        return float(TENS[words[0]] + UNITS[words[1]])
    return float(_SMALL[words[0]]) if len(words) == 1 and words[0] in _SMALL else None


_ONES = {hanzi: n for n, hanzi in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_PLACES = {"千": 1000, "百": 100, "十": 10}


def _from_hanzi_words(run: str) -> tuple[float, float, bool] | None:
    """Value, step 0 and whether it is a percentage, of '十四亿', '1亿4000万', '三分之一', '百分之五', '一点四亿',
    '二〇二〇', '一半'; None for what could be read in two ways ('二三', '一百五', '两万五')."""
    run = run.translate(str.maketrans("萬億點", "万亿点"))
    if run in ("半", "一半"):
        return 0.5, 0.0, False
    bottom, of, top = run.partition("分之")
    if of:
        below, above = {"百": 100, "千": 1000, "万": 10_000}.get(bottom) or _hanzi_number(bottom), _hanzi_number(top)
        if not below or above is None:
            return None
        return (above, 0.0, True) if below == 100 else (above / below, 0.0, False)
    value = _hanzi_number(run)
    return None if value is None else (value, 0.0, False)


def _hanzi_number(run: str, whole: bool = True) -> float | None:
    above, point, decimals = run.partition("点")
    if point and whole:  # 一点四亿
        scale = re.search("[百千]?万?亿?$", decimals)[0]
        digits = "".join(str(_ONES.get(one, "x")) for one in decimals.removesuffix(scale))
        value = _hanzi_number(above)
        if value is None or not digits.isdecimal():
            return None
        return float(f"{value:.0f}.{digits}") * _factor(scale)
    if whole and len(run) > 2 and set(run) <= set(_ONES) or run in _ONES:  # digit by digit; 二三 is "two or three"
        return float("".join(str(_ONES[one]) for one in run))
    total, left = 0.0, run
    for scale, size in (("亿", 1e8), ("万", 1e4)):
        if scale in left:
            if scale == "亿":
                above, _, left = left.rpartition(scale)
                part = _PLACES.get(above) or (_hanzi_number(above, whole=False) if "亿" not in above else None)
            else:
                above, _, left = left.partition(scale)
                part = _PLACES.get(above) or _hanzi_part(above, first=not total)
            if not part or part >= 1e8:
                return None
            total += part * size
    if not left:
        return total
    part = _hanzi_part(left, first=not total)
    # 两万五 may be 25,000: what follows a scale says its own place, has four digits or begins with 零
    placed = not total or left[0] in "零〇" or set(left) & set(_PLACES) or part is not None and part >= 1000
    return total + part if part is not None and placed else None


def _hanzi_part(part: str, first: bool) -> float | None:
    """A number below ten thousand: '一千零五', '二十三', '4000', '3千5百'."""
    part = part.strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?" if first else r"\d{4}", part) or re.fullmatch(r"\d{4}(?:\.\d+)?", part):
        return float(part)
    if not first:
        part = re.sub("^[零〇]", "", part)
    match = re.fullmatch(r"(?:(.)千)?[零〇]?(?:(.)百)?[零〇]?(?:([^零〇])?十)?[零〇]?(.)?", part)
    if not part or not match:
        return None
    thousands, hundreds, tens, ones = match.groups()
    values = [0 if one is None else int(one) if one.isascii() and one.isdigit() else _ONES.get(one, 0) or -1
              for one in (thousands, hundreds, tens, ones)]
    ten = "十" in part
    if min(values) < 0 or ones and not ten and (thousands or hundreds) and part[-2] not in "零〇":
        return None  # 一百五: a hundred and five, or a hundred and fifty
    return 1000.0 * values[0] + 100 * values[1] + (10 * (values[2] or 1) if ten else 0) + values[3]


def echo(value: float) -> str:
    """A number for the eye of whoever typed it: all that was typed, to ten digits."""
    exact = f"{value:.10g}"
    return spell(value, next((digits for digits in range(3, 10) if float(f"{value:.{digits}g}") == float(exact)), 10))


def spell(value: float, digits: int = 3) -> str:
    """A number for a reader's eye: 2600000 -> '2.6 million', 15476190.5 -> '15.5 million', 0.0324 -> '0.0324'."""
    if value is None or not math.isfinite(value):
        return "no number"
    sign, size = ("−" if value < 0 else ""), abs(value)
    if size and not 1e-9 <= size < 1e18:
        return f"{sign}{size:.{digits}g}"
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if float(f"{size:.{digits}g}") >= scale:
            return f"{sign}{_short(size / scale, digits)} {word}"
    return sign + _short(size, digits)


def _short(size: float, digits: int) -> str:
    if size == 0:
        return "0"
    rounded = float(f"{size:.{digits}g}")
    if rounded >= 10 ** (digits - 1) or (size == round(size) and size < 1e6):
        return f"{(size if size == round(size) else rounded):,.0f}"
    places = max(0, digits - 1 - math.floor(math.log10(rounded)))
    return f"{rounded:,.{places}f}".rstrip("0").rstrip(".")
