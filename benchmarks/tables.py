"""All tables from all records, and one table in a fresh process.

``build``: reading seeds/ and making everything in data/ (tables, exports, descriptions), the first run and the
median of several in one process. ``load_ms``: for every table, what follows the import of pandas in a fresh
process, the median of several. ``pair``: for the table that is slowest by that, a fresh process that imports pandas
and loads it against one that imports pandas alone; the two take turns, and the figure is the median of the
differences, by the clock and in processor time (which a busy machine disturbs less). The last line is JSON, in
milliseconds.

    python benchmarks/tables.py [pairs] [processes a table] [builds]
"""

import json
import statistics
import subprocess
import sys
import time

from techgov import dataset, tables
from techgov.documents import read_seeds
from techgov.project import ROOT

CODE = ("import time; clocks = time.perf_counter, time.process_time; begun = [one() for one in clocks]; import pandas; "
        "between = clocks[0](){}; print(clocks[0]() - between, *(one() - was for one, was in zip(clocks, begun)))")
LOAD = "; from techgov import load; load({!r})"


def build() -> tuple[float, int]:
    """Milliseconds that everything in data/ takes from the files of seeds/ and lessons/, and the records there are."""
    begun = time.perf_counter()
    library = read_seeds(ROOT / "seeds")
    dataset.make(library, ROOT / "lessons")
    return 1000 * (time.perf_counter() - begun), len(library.record)


def fresh(name: str = "") -> tuple[float, float, float]:
    """Milliseconds in a process of its own: from the import of pandas until table ``name`` is there; both together by
    the clock; both together in processor time."""
    code = CODE.format(LOAD.format(name) if name else "")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    after, clock, processor = (1000 * float(seconds) for seconds in run.stdout.split())
    return after, clock, processor


def main(pairs: int, processes: int, builds: int) -> dict:
    took = [build() for _ in range(builds)]
    names = sorted(name for name, one in tables.package().items() if one.get("format") == "csv")
    fresh(names[0])  # the first one warms the disk's cache
    loads = {name: round(statistics.median(fresh(name)[0] for _ in range(processes)), 1) for name in names}
    slowest = max(loads, key=loads.get)
    alone, differences = [], []
    for turn in range(pairs):
        found = {name: fresh(name) for name in (("", slowest) if turn % 2 else (slowest, ""))}
        alone.append(found[""][1])
        differences.append([found[slowest][which] - found[""][which] for which in (1, 2)])
    clock, processor = (round(statistics.median(one[which] for one in differences), 1) for which in (0, 1))
    return {"records": took[0][1], "tables": len(names), "build_first_ms": round(took[0][0]),
            "build_median_ms": round(statistics.median(ms for ms, _ in took)), "slowest_table": slowest,
            "load_slowest_ms": loads[slowest], "load_median_ms": round(statistics.median(loads.values()), 1),
            "pairs": pairs, "pair_beyond_pandas_ms": clock, "pair_beyond_pandas_processor_ms": processor,
            "pandas_import_ms": round(statistics.median(alone), 1), "load_ms": loads}


if __name__ == "__main__":
    counts = [int(argument) for argument in sys.argv[1:]]
    print(json.dumps(main(*(counts + [15, 3, 5][len(counts):]))))
