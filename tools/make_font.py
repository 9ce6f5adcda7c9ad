"""Build the chart font TechGov Sans SC from Noto Sans CJK.

    python tools/make_font.py NotoSansCJK-Regular.ttc

Takes the face "Noto Sans CJK SC" out of the collection, keeps the characters
that charts need, drops what matplotlib does not use (layout features, hints,
vertical metrics) and renames the result, as the SIL Open Font License wants of
a modified version. The same input gives the same bytes.

The collection is in Debian's package fonts-noto-cjk. Needs fontTools, which
comes with matplotlib.
"""

import argparse
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FACE = "Noto Sans CJK SC"
FAMILY = "TechGov Sans SC"
# Punctuation that Chinese and English share: full-width in the SC face, which tears English labels apart.
# The KR face of the same collection has the same outlines and maps these to the proportional ones.
PROPORTIONAL, PROPORTIONAL_FACE = "‘’“”…·", "Noto Sans CJK KR"
POSTSCRIPT = "TechGovSansSC-Regular"
OUTPUT = Path(__file__).parents[1] / "src/techgov/fonts" / f"{POSTSCRIPT}.otf"

PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
SIGNS = "×÷±≈≤≥−∞√‰" + "■□▲△▼▽◆◇○●" + "✓✗"
BLOCKS = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x2000, 0x206F),  # general punctuation
    (0x2190, 0x2193),  # arrows
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF01, 0xFF60),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width signs
]

# Name records kept as they are: copyright, designers, their site, licence and
# its address. The description (10) is kept with a sentence before it.
COPYRIGHT, DESCRIPTION = 0, 10
KEPT = {COPYRIGHT, 9, 12, 13, 14}


def hanzi():
    """All hanzi of GB 2312: its rows 16 to 87."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes([row, cell]).decode("gb2312", errors="ignore")


def required():
    """Characters without which the font is of no use here."""
    letters = PINYIN + PINYIN.upper()
    return {ord(c) for c in letters} | {ord(c) for c in hanzi()} | set(range(0x20, 0x7F))


def wanted():
    """The required characters, and those kept where the face has them."""
    signs = {ord(c) for c in SIGNS}
    return required() | signs | {c for a, b in BLOCKS for c in range(a, b + 1)}


def open_face(path, face=FACE):
    fonts = TTCollection(path, lazy=True).fonts
    families = [font["name"].getDebugName(1) for font in fonts]
    if face not in families:
        raise SystemExit(f"{path} has no face {face!r}; it has {families}")
    # recalcTimestamp=False keeps the dates of the source in the head table.
    return TTFont(path, fontNumber=families.index(face), recalcTimestamp=False)


def use_proportional(font, other):
    """Map the shared punctuation to the glyphs that ``other``, a face of the same collection, uses."""
    glyphs = other.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap |= {ord(c): glyphs[ord(c)] for c in PROPORTIONAL}


def subset(font, characters):
    cmap = font["cmap"]
    cmap.tables = [table for table in cmap.tables if table.format != 14]
    options = Options(
        drop_tables=["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"],
        layout_features=[],
        hinting=False,
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        recalc_bounds=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font):
    table = font["name"]
    old = {r.nameID: r.toUnicode() for r in table.names if r.langID == 0x409}
    version = old[5].split(";")[0].removeprefix("Version ")
    records = {number: old[number] for number in KEPT}
    records |= {
        1: FAMILY,
        2: "Regular",
        3: f"{version};{POSTSCRIPT}",
        4: FAMILY,
        5: f"Version {version};subset",
        6: POSTSCRIPT,
        8: "The TechGov authors",
        DESCRIPTION: f"A subset of {FACE} {version}, renamed. {old[DESCRIPTION]}",
    }
    table.names = []
    for number, text in sorted(records.items()):
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].achVendID = "NONE"

    # The CFF table has names of its own; its Notice is the copyright notice.
    cff = font["CFF "].cff
    top = cff[0]
    cff.fontNames = [POSTSCRIPT]
    top.FamilyName = FAMILY
    top.FullName = FAMILY
    for part in top.FDArray:
        part.FontName = f"{POSTSCRIPT}-{part.FontName.rpartition('-')[2]}"


def check_names(font):
    """No name of the original may be left in what users see."""
    top = font["CFF "].cff[0]
    names = [r.toUnicode() for r in font["name"].names if r.nameID not in KEPT | {DESCRIPTION}]
    names += [*font["CFF "].cff.fontNames, top.FamilyName, top.FullName]
    names += [part.FontName for part in top.FDArray]
    left = [name for name in names if "noto" in name.lower() or "source" in name.lower()]
    if left:
        raise SystemExit(f"reserved names left: {left}")


def ranges(numbers):
    """'U+0132-0133 U+2000': code points for people to read."""
    runs = []
    for n in sorted(numbers):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return " ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collection", type=Path, help="path of NotoSansCJK-Regular.ttc")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()

    font = open_face(arguments.collection)
    has = set(font.getBestCmap())
    if missing := required() - has:
        raise SystemExit(f"the face lacks required characters: {ranges(missing)}")
    use_proportional(font, open_face(arguments.collection, PROPORTIONAL_FACE))
    subset(font, wanted() & has)
    rename(font)
    check_names(font)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    font.save(arguments.output)

    size = arguments.output.stat().st_size
    print(f"{arguments.output}: {len(wanted() & has)} characters, {size:,} bytes")
    print(f"not in the face: {ranges(wanted() - has)}")


if __name__ == "__main__":
    main()
