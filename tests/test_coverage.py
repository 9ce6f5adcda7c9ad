"""No system and no area of the documents is left without a place where a learner can take it apart."""

import html
import json
import re

import pytest

from techgov.answers import bank
from techgov.build import plan
from techgov.project import ROOT
from techgov.tables import load

# the areas that the documents describe -> the topic that holds each
AREAS = {"e-government": "e_government", "grid management": "grid_management", "social credit": "social_credit",
         "Skynet": "skynet", "economic policy": "economic_policy", "party and firms": "party_and_firms",
         "information control": "information", "privacy and law": "information", "international": "across_borders"}


def words(path):
    """What a reader of an executed notebook sees, white space collapsed."""
    seen = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            seen.append("".join(cell["source"]))
        for output in cell.get("outputs", []):
            shown = output.get("data", {}).get("text/html") or output.get("data", {}).get("text/plain", "")
            seen.append(html.unescape(re.sub("<[^>]+>", " ", "".join(shown))))
    return " ".join(" ".join(seen).split())


def test_every_system_is_named_in_a_lesson():
    said = " ".join(words(ROOT / made.path) for made in plan(ROOT / "lessons") if made.kind == "notebooks").casefold()
    assert [name for name in load("systems")["name"] if name.casefold() not in said] == []


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_tables_explorers_and_exercises(area):
    topic = AREAS[area]
    lessons = {entry["lesson"] for id, entry in bank().items() if id.startswith(f"{topic}.")}
    assert len(lessons) == 1
    [lesson] = lessons
    notebook, exercises = ((ROOT / folder / f"{lesson}.ipynb").read_text(encoding="utf-8")
                           for folder in ("notebooks", "exercises"))
    assert len(set(re.findall(r'load\(\\"([a-z_]+)\\"\)', notebook))) >= 2
    assert re.search(rf"{topic}\.explore_\w+\(", notebook)
    assert len(re.findall(r"\bcheck\(", exercises)) >= 4
