"""Notebooks as invented students hand them in, made from the real exercises, and what a person would give for them."""

from __future__ import annotations

import copy
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GRID, SKYNET = "04_grid_management", "06_skynet"

RIGHT = {
    GRID: {"stated-dates": "answer_1 = len(events[events['dated'] == 'stated'])",
           "year-before": "answer_2 = cases / (1 + rise)",
           "one-note": "answer_3 = (notes['number'] == '130').sum()",
           "enough-teams": "answer_4 = [teams for teams in teams_to_try\n"
                           "            if day(cell=4, responders=teams).order_handled_share >= 0.6][0]",
           "open-test": "answer_5 = 'Draw the districts by lot, and ask in a survey before and after.'"},
    SKYNET: {"rows-with-figures": "answer_1 = len(cameras.dropna(subset=['cameras']))",
             "people-together": "answer_2 = (cameras['cameras'] / cameras['per_thousand'] * 1000).sum()",
             "one-footnote": "answer_3 = quantities['cites'].str.contains('chen-note-8').sum()",
             "strict-enough": "answer_4 = [rate for rate in rates\n"
                              "            if base_rate(**street, false_match_rate=rate).precision >= 0.5][0]",
             "open-doubt": "answer_5 = 'The figure of the total cannot stand beside the list of cities.'"},
}


def exercise(stem: str) -> dict:
    """The exercise as it is handed out."""
    return json.loads((ROOT / "exercises" / f"{stem}.ipynb").read_text(encoding="utf-8"))


def filled(notebook: dict, answers: dict[str, str]) -> dict:
    """``notebook`` with other code in the cells of these labels."""
    notebook = copy.deepcopy(notebook)
    for label, code in answers.items():
        cell_of(notebook, label)["source"] = code
    return notebook


def cell_of(notebook: dict, label: str) -> dict:
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == label]
    return cell


def code_after(notebook: dict, label: str, code: str) -> dict:
    """``notebook`` with one more code cell behind the one of this label."""
    notebook = copy.deepcopy(notebook)
    at = notebook["cells"].index(cell_of(notebook, label)) + 1
    notebook["cells"].insert(at, {"cell_type": "code", "id": "my-own", "metadata": {}, "source": code, "outputs": [],
                                  "execution_count": None})
    return notebook


def solved(stem: str, **changes: str) -> dict:
    """All answers right, but for ``changes`` (label, with _ for -)."""
    return filled(exercise(stem), RIGHT[stem] | {label.replace("_", "-"): code for label, code in changes.items()})


def hand_in(path: Path, notebook: dict | str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(notebook) if isinstance(notebook, dict) else notebook
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# Marked by hand. student -> exercise, answers, the points of its first four questions, the mistakes that are named,
# and whether there is an argument to read (4 points that a person gives).
MARKED_BY_HAND = {
    "all-right": (GRID, RIGHT[GRID], (1, 2, 2, 3), {}, True),
    "untouched": (GRID, {}, (0, 0, 0, 0), {}, False),
    "half": (GRID, {label: RIGHT[GRID][label] for label in ("stated-dates", "year-before")}, (1, 2, 0, 0), {}, False),
    "typed": (GRID, {"stated-dates": "answer_1 = '4 rows'", "year-before": "answer_2 = '18,750'",
                     "one-note": "answer_3 = 'seven'", "enough-teams": "answer_4 = 10.0"}, (1, 2, 2, 3), {}, False),
    "mistaken": (GRID, {"stated-dates": "answer_1 = 3", "year-before": "answer_2 = cases * (1 - rise)",
                        "one-note": "answer_3 = len(notes)", "enough-teams": "answer_4 = 24"}, (0, 0, 0, 0),
                 {"stated-dates": "open-ones", "year-before": "subtracted", "one-note": "all-rows",
                  "enough-teams": "as-many-as-there-are"}, False),
    "mistaken-too": (GRID, {"stated-dates": "answer_1 = 6", "year-before": "answer_2 = cases * (1 + rise)",
                            "one-note": "answer_3 = (notes['number'] == '').sum()", "enough-teams": "answer_4 = 8",
                            "open-test": "answer_5 = 'Too short.'"}, (0, 0, 0, 0),
                     {"stated-dates": "all-dated", "year-before": "multiplied", "one-note": "without-note",
                      "enough-teams": "nearly"}, False),
    "not-text": (GRID, RIGHT[GRID] | {"one-note": "answer_3 = (notes['number'] == 130).sum()"}, (1, 2, 0, 3),
                 {"one-note": "number-not-text"}, True),
    "error": (GRID, RIGHT[GRID] | {"year-before": "answer_2 = cases / (1 + rize)"}, (1, 0, 2, 3), {}, True),
    "sky-right": (SKYNET, RIGHT[SKYNET], (1, 2, 2, 3), {}, True),
    "sky-untouched": (SKYNET, {}, (0, 0, 0, 0), {}, False),
    "sky-half": (SKYNET, {label: RIGHT[SKYNET][label] for label in ("one-footnote", "open-doubt")}, (0, 0, 2, 0), {},
                 True),
    "sky-mistaken": (SKYNET, {"rows-with-figures": "answer_1 = len(cameras)",
                              "people-together": "answer_2 = (cameras['cameras'] / cameras['per_thousand']).sum()",
                              "one-footnote": "answer_3 = 12", "strict-enough": "answer_4 = 1e-9"}, (0, 0, 0, 0),
                     {"rows-with-figures": "all-rows", "people-together": "forgot-per-thousand",
                      "one-footnote": "all-footnoted", "strict-enough": "nearly-half"}, False),
    "sky-sums": (SKYNET, {"people-together": "listed = cameras.dropna(subset=['cameras'])\nanswer_2 = "
                          "1000 * listed['cameras'].sum() / listed['per_thousand'].sum()",
                          "strict-enough": "answer_4 = rates[-1]"}, (0, 0, 0, 0),
                 {"people-together": "sums-first", "strict-enough": "last-not-first"}, False),
    "sky-no-syntax": (SKYNET, RIGHT[SKYNET] | {"people-together": "answer_2 = (cameras["}, (1, 0, 2, 3), {}, True),
}
LABELS = {stem: [*answers] for stem, answers in RIGHT.items()}
