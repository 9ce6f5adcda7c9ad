"""The map of the lessons: what leads to what."""

import itertools

import pandas as pd

from techgov import course, picture
from techgov.build import plan
from techgov.project import ROOT
from techgov.tables import load


def lessons(**leads_to):
    return pd.DataFrame([{"lesson": name, "subject": f"Boats {name}", "question": "?", "leads_to": led}
                         for name, led in leads_to.items()])


def test_a_lesson_stands_below_all_that_lead_to_it():
    invented = lessons(a="b c d", b="d", c="", d="a")
    assert course.steps(invented) == {"a": 0, "b": 1, "c": 1, "d": 2}
    where = course.places(invented)
    assert where["a"] == (0, 0) and {where["b"], where["c"]} == {(-0.5, 1), (0.5, 1)}
    assert where["d"] == ((where["a"][0] + where["b"][0]) / 2, 2)


def test_every_lesson_is_on_the_map_and_leads_where_there_is_one():
    table = load("lessons").set_index("lesson")
    stems = [made.stem for made in plan(ROOT / "lessons") if made.kind == "notebooks" and made.stem[:2] != "00"]
    assert list(table.index) == stems
    assert all(set(row["leads_to"].split()) <= set(stems) and row["question"] for _, row in table.iterrows())
    lonely = [stem for stem, step in course.steps(load("lessons")).items() if step == 0]
    assert lonely == stems[:1], "a lesson to which none leads"


def test_the_boxes_of_the_map_do_not_touch():
    fig = picture.figure(height=6)
    course.draw(load("lessons"), fig)
    picture.png(fig)
    boxes = [text.get_bbox_patch().get_window_extent() for text in fig.axes[0].texts if text.get_bbox_patch()]
    assert len(boxes) == len(load("lessons"))
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    assert all(0 <= box.x0 and box.x1 <= fig.bbox.width for box in boxes)
