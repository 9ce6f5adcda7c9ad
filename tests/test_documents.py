"""The records of seeds/: what is wrong with them is said with file, line, record and field."""

import pytest
from invented import DOUBTS, SEED, seed_folder

from techgov.dataset import record_table
from techgov.documents import Quantity, SeedError, Term, read_seeds


def line_of(text, words):
    return text[:text.index(words)].count("\n") + 1


def problems(folder):
    with pytest.raises(SeedError) as error:
        read_seeds(folder)
    lines = str(error.value).splitlines()
    assert len(lines) == len(error.value.problems)
    return lines


@pytest.fixture
def folder(tmp_path):
    return seed_folder(tmp_path)


def test_a_good_folder_is_read(folder):
    library = read_seeds(folder)
    assert list(library.seeds) == ["zorn-2001"] and set(library.home.values()) == {"zorn-2001"}
    assert set(library.record) == set(library.home) == {
        "zorn-passengers", "zorn-ferries", "zorn-half", "zorn-master", "zorn-term", "zorn-register"}
    assert library.quantity("zorn-passengers").value == 1200
    assert library.quantity("zorn-ferries").value == 40  # nearly 40: the one bound that is given
    assert library.quantity("zorn-ferries").rounding == (39.5, 40.5)
    assert [doubt.id for doubt in library.doubts] == ["zorn-growth"] and library.outside[0].id == "yonder-ferries"
    with pytest.raises(KeyError, match="zorn-half is a event, not a quantity"):
        library.quantity("zorn-half")


# what is wrong -> (words replaced, by what, words on the line that is named, record, field, what is said)
BAD = {
    "wrong type": ("low: 1200", "low: many", "low: many", "zorn-passengers", "low", "valid number"),
    "unknown field": ("role: counts", "colour: red\n    role: counts", "colour:", "zorn-master", "colour",
                      "not permitted"),
    "missing field": ("    role: counts the passengers\n", "", "id: zorn-master", "zorn-master", "role", "required"),
    "unknown kind": ("kind: estimate", "kind: guess", "kind: guess", "zorn-ferries", "kind", "'reported', 'plan'"),
    "long quote": ("{exact: the harbour master}", "{exact: one two three four five six seven}", "id: zorn-master",
                   "zorn-master", "", "at most 6"),
    "long prefix": ("{exact: the harbour master}", "{exact: the harbour master, prefix: one two three four}",
                    "id: zorn-master", "zorn-master", "", "quote is 7 words"),
    "long hanzi": ("{exact: 码头管理}", "{exact: 码头管理码头管理码头管理码}", "id: zorn-term", "zorn-term", "",
                   "13 Chinese characters"),
    "another value": ("low: 1200\n    high: 1200", "low: 1201\n    high: 1201", "id: zorn-passengers",
                      "zorn-passengers", "", "value 1201 is not in its fragment “carries 1,200 people a day”, "
                      "which reads as 1200"),
    "low above high": ("low: 1200\n    high: 1200", "low: 1200\n    high: 12", "id: zorn-passengers",
                       "zorn-passengers", "", "low 1200 is above high 12"),
    "no bound": ("low: null\n    high: 40", "low: null\n    high: null", "id: zorn-ferries", "zorn-ferries", "",
                 "at least one bound"),
    "dangling citation": ("cites: [zorn-register]", "cites: [zorn-ledger]", "id: zorn-ferries", "zorn-ferries", "cites",
                          "names 'zorn-ledger', which does not exist"),
    "citation of another kind": ("cites: [zorn-register]", "cites: [zorn-master]", "id: zorn-ferries", "zorn-ferries",
                                 "cites", "names 'zorn-master', which is no citation"),
    "dangling actor": ("actors: [zorn-master]", "actors: [zorn-mate]", "id: zorn-half", "zorn-half", "actors",
                       "does not exist"),
    "id used twice": ("id: zorn-term", "id: zorn-ferries", "id: zorn-ferries\n    quote: {exact: 码头", "zorn-ferries",
                      "id", "is used already in zorn-2001.yml:26"),
    "bad id": ("id: zorn-term", "id: Zorn term", "id: Zorn term", "Zorn term", "id", "match pattern"),
    "month 13": ('as_of: "2001"', 'as_of: "2017-13"', 'as_of: "2017-13"', "zorn-passengers", "as_of",
                 "'2017-13' is no date"),
    "month 13, bare": ('as_of: "2001"', "as_of: 2017-13", "as_of: 2017-13", "zorn-passengers", "as_of",
                       "'2017-13' is no date"),
    "month 13 of a day, bare": ('as_of: "2001"', "as_of: 2017-13-01", "as_of: 2017-13-01", "zorn-passengers",
                                "as_of", "'2017-13-01' is no date"),
    "day 31": ('as_of: "2001"', 'as_of: "2017-02-31"', "as_of:", "zorn-passengers", "as_of",
               "'2017-02-31' is no date"),
    "date without quotes": ('as_of: "2001"', "as_of: 2001-05-01", "as_of:", "zorn-passengers", "as_of",
                            "in quotation marks"),
    "end before start": ('start: "2001"', 'start: "2001"\n    end: "2000"', "id: zorn-half", "zorn-half", "",
                         "end 2000 is before start 2001"),
    "precision": ("precision: year", "precision: day", "id: zorn-half", "zorn-half", "", "does not fit"),
    "inferred from nothing": ("dated: stated", "dated: inferred", "id: zorn-half", "zorn-half", "", "inferred_from"),
    "footnoted without cites": ("    cites: [zorn-register]\n", "", "id: zorn-ferries", "zorn-ferries", "",
                                "cites must name the citation"),
    "attributed to nobody": ("    said_by: the harbour master\n", "", "id: zorn-passengers", "zorn-passengers", "",
                             "said_by must say to whom"),
    "hanzi from outside, but none": ("    hanzi: 码头管理\n    pinyin: mǎtóu guǎnlǐ\n", "    hanzi_from: outside\n",
                                     "id: zorn-term", "zorn-term", "", "there are none"),
    "hanzi from nowhere": ("    pinyin: mǎtóu guǎnlǐ\n", "    hanzi_from: memory\n    pinyin: mǎtóu guǎnlǐ\n",
                           "hanzi_from:", "zorn-term", "hanzi_from", "'document' or 'outside'"),
    "hanzi without pinyin": ("    pinyin: mǎtóu guǎnlǐ\n", "", "id: zorn-term", "zorn-term", "",
                             "hanzi 码头管理 is without pinyin"),
    "pinyin without hanzi": ("    hanzi: 码头管理\n", "", "id: zorn-term", "zorn-term", "", "is without hanzi"),
    "no list": ("terms:\n  - id", "terms:\n    id", "  id: zorn-term", "", "terms", "a list is expected"),
    "key twice": ("  title: The ferries", "  slug: again\n  title: The ferries", "slug: again", "", "",
                  "the key 'slug' is written twice"),
    "key that is a list": ("whole: true", "[whole]: true", "[whole]", "", "", "a key must be a word"),
    "broken YAML": ("whole: true", "whole: [true", "quantities:", "", "", "not valid YAML"),
    "tab": ("whole: true", "whole:\n\ttrue", "\ttrue", "", "", "not valid YAML"),
    "control character": ("whole: true", "whole: \a", "document:", "", "", "not valid YAML"),
    "other name": ("slug: zorn-2001", "slug: zorn-2002", "document:", "", "document.slug", "is 'zorn-2002'"),
    "bad reading": ("speaks: A reporter., ", "", "reading:", "", "reading.speaks", "required"),
    "bad ignore": ("whole: true", "whole: true\nignore:\n  - {pattern: '(', reason: page numbers}", "- {pattern",
                   "", "ignore.0", "no regular expression"),
}


@pytest.mark.parametrize("what", BAD)
def test_one_problem_is_one_line_that_says_where(folder, what):
    old, new, at, record, field, says = BAD[what]
    assert old in SEED
    text = SEED.replace(old, new, 1)
    (folder / "zorn-2001.yml").write_text(text, encoding="utf-8")
    [line] = problems(folder)
    assert line.startswith(f"zorn-2001.yml:{line_of(text, at)}{f', record {record}' if record else ''}"
                           f"{f', field {field}' if field else ''}: ")
    assert says in line


def test_hanzi_are_the_documents_unless_the_record_says_otherwise(folder):
    path = folder / "zorn-2001.yml"
    assert read_seeds(folder).record["zorn-term"].hanzi_from == "document"
    path.write_text(path.read_text(encoding="utf-8").replace("    pinyin:", "    hanzi_from: outside\n    pinyin:"),
                    encoding="utf-8")
    outside = read_seeds(folder)
    assert outside.record["zorn-term"].hanzi_from == "outside"
    table = record_table(outside, "terms")
    assert table.rows[0]["hanzi_from"] == "outside" and "outside" in table.fields["hanzi_from"].description
    bare = Term(id="a-word", quote={"exact": "a word"}, english="a word", gloss="one")
    assert bare.hanzi_from == ""


def test_a_bad_doubt_is_named_with_its_own_line(folder):
    second = DOUBTS[len("doubts:\n"):].replace("zorn-growth", "zorn-other").replace("zorn-half", "yonder-ferries")
    (folder / "doubts.yml").write_text(DOUBTS + second, encoding="utf-8")
    assert problems(folder) == [
        "doubts.yml:11, record zorn-other, field records: names 'yonder-ferries', which is no record"]


def test_every_problem_is_reported_at_once_and_none_twice(folder):
    text = SEED.replace("low: 1200", "low: many").replace("role:", "roll:").replace("zorn-register]", "zorn-ledger]")
    (folder / "zorn-2001.yml").write_text(text, encoding="utf-8")
    (folder / "outside.yml").write_text("outside: 7\n", encoding="utf-8")
    (folder / "doubts.yml").unlink()
    lines = problems(folder)
    assert [line.split(":")[0] for line in lines] == ["doubts.yml", "outside.yml"] + 3 * ["zorn-2001.yml"]
    assert ["file is missing" in lines[0], "a list named 'outside'" in lines[1]] == [True, True]
    (folder / "doubts.yml").write_text(DOUBTS, encoding="utf-8")
    assert len(problems(folder)) == 4  # the doubt names a record that is there, if wrong


def test_dangling_ids_are_reported_beside_bad_records(folder):
    (folder / "doubts.yml").write_text(DOUBTS.replace("zorn-half", "zorn-hull"), encoding="utf-8")
    (folder / "zorn-2001.yml").write_text(SEED.replace("kind: person", "kind: fish"), encoding="utf-8")
    assert ["zorn-hull" in line for line in problems(folder)] == [True, False]


@pytest.mark.parametrize("text", ["", "[]", "7", "text"])
def test_a_file_of_another_shape(folder, text):
    (folder / "zorn-2001.yml").write_text(text, encoding="utf-8")
    assert any("zorn-2001.yml:1: " in line for line in problems(folder))


def test_an_empty_folder(tmp_path):
    [line] = problems(tmp_path)
    assert "no document is here" in line


def test_what_is_not_utf_8(folder):
    (folder / "zorn-2001.yml").write_bytes(SEED.encode("utf-16"))
    assert any("zorn-2001.yml:1: not valid YAML" in line for line in problems(folder))


def test_an_event_may_end_within_the_year_it_began(folder):
    text = SEED.replace('start: "2001"\n    precision: year', 'start: "2001-05"\n    end: "2001"\n    precision: month')
    (folder / "zorn-2001.yml").write_text(text, encoding="utf-8")
    assert read_seeds(folder).record["zorn-half"].end == "2001"


@pytest.mark.parametrize("exact, unit, bounds", [
    ("half of it", "%", (50, 50)), ("3.5 percent", "%", (3.5, 3.5)), ("2 to 3 boats", "boats", (2, 3)),
    ("1.2 million", "people", (1.2e6, None)), ("over a dozen", "boats", (12, None))])
def test_bounds_agree_with_their_fragment(exact, unit, bounds):
    low, high = bounds
    made = Quantity(id="x", quote={"exact": exact}, subject="s", measure="m", low=low, high=high, unit=unit,
                    kind="reported", support="asserted", topic="reading")
    if low == high or high is None:
        assert made.value == low
    else:
        with pytest.raises(ValueError, match="use low and high"):
            made.value
