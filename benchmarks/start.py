"""How long a learner waits before the lesson stands: importing TechGov, and its first explorer.

Fresh processes: each imports pandas, pyplot and ipywidgets, goes on with what the first cell of a lesson imports, then
with a question and an explorer. The last line is JSON, milliseconds, medians of the processes: ``bare`` before TechGov,
what ``import techgov`` and the lesson's whole first cell add, what the first question takes after it, and how long it
is from there until the first explorer has given what the page gets. ``cpu_ms`` is the processor's time, which other
work on the machine stretches less than the clock's.

    python benchmarks/start.py [processes]
"""

import json
import os
import statistics
import subprocess
import sys

BARE = "import pandas, matplotlib.pyplot, ipywidgets"
STEPS = {  # done one after the other
    "import": "from techgov import load, show, ask, check",
    "first_cell": "from techgov import card, recall, wide\nfrom techgov.picture import figure\n"
                  "from techgov.topics import skynet",
    "first_question": 'ask("skynet.prediction")._repr_mimebundle_()',
    "first_explorer": "skynet.explore_base_rate()._repr_mimebundle_()",
}
TIMED = """
import json, time
took, last = {{}}, (time.perf_counter(), time.process_time())
{steps}
print(json.dumps(took))
"""
STEP = """
{code}
now = time.perf_counter(), time.process_time()
took[{name!r}], last = [1e3 * (a - b) for a, b in zip(now, last)], now
"""


def run(steps: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Milliseconds (clock, processor) of each step in a fresh interpreter."""
    code = TIMED.format(steps="".join(STEP.format(name=name, code=step) for name, step in steps.items()))
    return json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def main(processes: int) -> dict:
    run({"bare": BARE, **STEPS})  # the files are in the machine's memory from here on
    taken = [run({"bare": BARE, **STEPS}) for _ in range(processes)]

    def medians(which):
        made = {name: round(statistics.median(one[name][which] for one in taken)) for name in taken[0]}
        made["first_cell"] = round(statistics.median(one["import"][which] + one["first_cell"][which] for one in taken))
        return made

    return {"processes": processes, "ms": medians(0), "cpu_ms": medians(1), "load": round(os.getloadavg()[0], 1)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)))
