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
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
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
_FIND = re.compile(
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
    for match in _FIND.finditer(text):
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


_SECOND = re.compile(  # how a second number begins, after the first
    r"[\d.,]|[-–—~]\s*\d|(?:to|and|or|至|到|或)\s*\d|(?:to|and|or)\s+(?:" + _WORDS + r")\b", re.IGNORECASE)
_READ = re.compile(
    rf"""^(?:about|around|approximately|circa|ca\.?|roughly|~|≈)?\s*
        (?P<sign>[+-])?\s*[$€£¥]?\s*
        (?P<number>\d[\d\s,.'’_]*|\.\d+)
        (?:(?:e|\s*[x×*]\s*10\s*\^?\s*)(?P<exponent>[+-]?\d{{1,5}}))?
        \s*(?P<scales>(?:(?:(?:{_SCALE}s?|bn|mn|tn|[km])(?![a-z])|[百千万萬亿億])\s*)*)
        (?P<percent>%|per\s?cent\b)?
        \s*(?P<rest>.*)$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def read(text: str) -> Numeral:
    """The one number that ``text`` states, as a learner types it: '1.4 billion', '14亿', '1.2万', '1e9', '43.57 %'.

    A comma before exactly three digits separates thousands. Whatever follows the number stays in ``rest``.
    Raises :class:`Unclear`, with a sentence for the person who typed, if there is no number or it could be two.
    """
    if len(text) > LONGEST_ANSWER:
        raise Unclear(f"That is {len(text):,} characters long. Type one number, such as 1.4 billion.")
    raised = re.sub("[⁻⁰¹²³⁴-⁹]+", lambda power: "^" + power[0], text)
    plain = unicodedata.normalize("NFKC", raised).strip().replace("−", "-").replace("⁄", "/")
    match = _READ.match(plain)
    if not match:
        try:
            words = [n for n in find(plain) if n.text.strip() == plain]
        except (ValueError, OverflowError):
            words = []
        if words:
            return words[0]
        raise Unclear("That does not begin with a number. Type one number, such as 1.4 billion or 14亿.")
    number = match["number"].strip()
    bare = re.sub(r"[\s'’_]", "", number)
    if bare.endswith((",", ".")):
        bare = bare[:-1]
    if bare.count(".") > 1:
        raise Unclear(f"“{number}” has two points. Write thousands with commas and one point for decimals.")
    whole, _, decimals = bare.partition(".")
    if "," in decimals:
        raise Unclear(f"“{number}” could be read in two ways. Write thousands with commas and one point for "
                      "decimals.")
    if "," in whole and not re.fullmatch(r"\d{1,3}(,\d{3})+", whole):
        raise Unclear(f"“{number}” could be read in two ways. A comma separates thousands (1,400); "
                      "a point begins the decimals (1.4).")
    if re.search(r"\d[\s'’_]+\d", number) and not re.fullmatch(r"\d{1,3}([\s'’_]\d{3})+(\.\d*)?", number):
        raise Unclear(f"“{number}” looks like two numbers. Type one.")
    value, step = _digits(bare.replace(",", "") or "0")
    power = int(match["exponent"] or 0)
    try:
        factor = 10.0 ** power
    except OverflowError:
        factor = math.inf
    factor *= _factor(match["scales"])
    value, step = value * factor, step * factor
    if not math.isfinite(value):
        raise Unclear("That number is too large to be meant. Type a number such as 1.4 billion.")
    if match["sign"] == "-":
        value = -value
    rest = match["rest"].strip()
    if re.match(r"[/^:+*×÷=x]\s*[\d.-]", rest, re.IGNORECASE):
        raise Unclear("That is a sum still to be done. Type one number, worked out.")
    if _SECOND.match(rest):
        raise Unclear("That looks like two numbers. Type one.")
    if re.match(r"[a-z]*nan\b", rest, re.IGNORECASE):
        raise Unclear("That is no number. Type one number, such as 1.4 billion.")
    return Numeral(value, step, 0, len(text), plain, bool(match["percent"]), rest)


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
