"""Memory: a kernel that has run a lesson against one that only imported pandas, pyplot and ipywidgets, and what a
thousand redraws leave behind.

Every lesson's code cells run in a kernel of their own, as in a notebook. ``own`` is the memory behind which stands no
file, so that no two kernels share it; ``resident`` is all that the process holds in the machine. ``moving`` is the
former while the lesson's explorers are moved, one after the other: the last one has its figure then. Growth is counted
after 200 redraws that warm up, once garbage is collected: what the process holds after so many more, and Python's own
objects, as tracemalloc counts them, after a fifth of these. The last line is JSON: megabytes, and ``times``, the ratios
to the bare kernel.

    python benchmarks/memory.py [redraws]
"""

import json
import sys

from redraw import SETUP, Kernel

from techgov.project import ROOT

BARE = "import pandas, matplotlib.pyplot, ipywidgets"
MEASURE = """
def _techgov_memory():
    import gc, json, psutil
    from pathlib import Path
    gc.collect()
    rollup = Path("/proc/self/smaps_rollup")
    own = 1024 * sum(int(line.split()[1]) for line in rollup.read_text().splitlines() if line.startswith("Anonymous:"))
    print(json.dumps({"own": own / 1e6, "resident": psutil.Process().memory_info().rss / 1e6}))
_techgov_memory()
"""
MOVE = """
for _one in list(Out.values()):
    if type(_one).__name__ == "Explorer":
        _one.surprise()
"""
GROWTH = """
import gc, tracemalloc, psutil
import pictures
for name in pictures.NAMES:
    one = pictures.explorer(name)
    _, moved = pictures.slider(one)
    def redraw(times):
        for number in range(times):
            moved.index = (number * 7 + 1) % len(moved.options)
        gc.collect()
    redraw(200)
    before = psutil.Process().memory_info().rss
    redraw({redraws})
    resident = psutil.Process().memory_info().rss - before
    tracemalloc.start()
    redraw(100)
    before = tracemalloc.get_traced_memory()[0]
    redraw({traced})
    traced = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    print(json.dumps([name, {{"resident_mb": resident / 1e6, "objects_mb": traced / 1e6}}]))
"""


def after(*cells: str) -> dict[str, float]:
    """Megabytes of a kernel that ran ``cells``."""
    kernel = Kernel()
    try:
        for cell in cells:
            kernel.run(cell)
        found = json.loads(kernel.run(MEASURE).splitlines()[-1])
        if "techgov.explorer" in kernel.run("import sys; print(*sys.modules)"):
            found["moving"] = json.loads(kernel.run(MOVE + MEASURE).splitlines()[-1])["own"]
        return found
    finally:
        kernel.stop()


def lessons() -> dict[str, list[str]]:
    """Lesson -> the sources of its code cells."""
    return {path.stem: ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
                        if cell["cell_type"] == "code"] for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}


def main(redraws: int) -> dict:
    bare = after(BARE)
    found = {"bare": rounded(bare), "lessons": {}}
    for name, cells in lessons().items():
        now = after(*cells)
        found["lessons"][name] = {**rounded(now), "times_own": round(now["own"] / bare["own"], 3),
                                  "times_resident": round(now["resident"] / bare["resident"], 3)}
        print(name, found["lessons"][name], file=sys.stderr, flush=True)
    kernel = Kernel()
    try:
        kernel.run(SETUP)
        lines = kernel.run(GROWTH.format(redraws=redraws, traced=redraws // 5)).splitlines()
    finally:
        kernel.stop()
    found["redraws"] = redraws
    found["growth"] = {name: rounded(growth, 3) for name, growth in map(json.loads, lines)}
    return found


def rounded(numbers: dict[str, float], digits: int = 1) -> dict[str, float]:
    return {name: round(number, digits) for name, number in numbers.items()}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
