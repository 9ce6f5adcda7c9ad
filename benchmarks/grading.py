"""How long a class takes to mark: 40 submissions of one exercise, two at a time.

Half are solved and half untouched, as the exercise and its solution stand in this checkout, with an endless loop, a
crash and a notebook that is not JSON among them. The last line is JSON: seconds for all, and for a plain one the median
of its own; ``kernel`` is what one Jupyter kernel takes to run the same solved notebook (nbclient), for comparison.

    python benchmarks/grading.py [submissions] [exercise]
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from techgov.project import ROOT
from techgov.teach import marking, sandbox
from techgov.teach.grade import grade


def hand_in(place: Path, stem: str, number: int) -> None:
    """``number`` invented submissions of the exercise ``stem``."""
    texts = [json.loads((ROOT / folder / f"{stem}.ipynb").read_text()) for folder in ("solutions", "exercises")]
    for student in range(number):
        notebook = json.loads(json.dumps(texts[student % 2]))
        if code := {5: "while True: pass", 6: "import os; os._exit(1)"}.get(student):
            notebook["cells"].insert(2, {"cell_type": "code", "source": code, "metadata": {}, "id": "own"})
        text = "{" if student == 7 else json.dumps(notebook)
        (place / f"student-{student:02}_{stem}.ipynb").write_text(text)


def alone(stem: str) -> float:
    """Seconds to mark one solved notebook, nothing else being marked."""
    cells, _ = marking.read_notebook((ROOT / "solutions" / f"{stem}.ipynb").read_bytes())
    assignment = marking.read_assignment(ROOT / "exercises" / f"{stem}.ipynb")
    begun = time.perf_counter()
    marking.mark(assignment, marking.Submission("one", stem, "", cells))
    return time.perf_counter() - begun


def in_a_kernel(stem: str) -> float:
    """Seconds for the same notebook in a Jupyter kernel."""
    notebook = nbformat.read(ROOT / "solutions" / f"{stem}.ipynb", as_version=4)
    begun = time.perf_counter()
    NotebookClient(notebook, kernel_name="python3").execute()
    return time.perf_counter() - begun


def main(number: int, stem: str) -> dict:
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "in"
        place.mkdir()
        os.environ["TECHGOV_PROGRESS"] = f"{scratch}/progress.json"
        hand_in(place, stem, number)
        begun = time.perf_counter()
        marked = grade(place, Path(scratch) / "marks", jobs=2)
        took = time.perf_counter() - begun
        pairs = [(alone(stem), in_a_kernel(stem)) for _ in range(5)]
    one, kernel = (round(statistics.median(column), 2) for column in zip(*pairs))
    return {"submissions": len(marked), "exercise": stem, "seconds": round(took, 1), "one": one, "kernel": kernel,
            "bubblewrap": bool(sandbox.bubblewrap()), "load": round(os.getloadavg()[0], 1)}


if __name__ == "__main__":
    given = sys.argv[1:]
    print(json.dumps(main(int(given[0]) if given else 40, given[1] if given[1:] else "06_skynet")))
