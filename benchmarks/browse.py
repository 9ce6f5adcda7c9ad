"""A keystroke in the evidence browser: how long the kernel is busy searching all records and laying out list and page.

A real kernel shows the browser, and words are typed into its search box as a page does it, a letter at a time, in
English, Chinese and pinyin, with and without filters; each is taken away again a letter at a time. A keystroke's time
runs from the kernel's own "busy" to its "idle", the messages that it sends to the page included. The last line is JSON:
the number of records, milliseconds a keystroke (median, 95th percentile, slowest), the same by script, and
``search_median_ms``, the pure search in this process.

    python benchmarks/browse.py [rounds]
"""

import json
import statistics
import sys
import time

from redraw import Kernel

from techgov.records import records, search
from techgov.tables import Tables

WORDS = {"english": ["chongqing cameras", "the people's daily", "zzz"], "chinese": ["天网工程", "社会管理"],
         "pinyin": ["shehui guanli", "Tiānwǎng", "wanggehua guanli"]}
FILTERS = [{}, {"document": "hoffman-2018"}, {"type": "claim", "support": "asserted"}, {"doubt": "any"}]
SETUP = """
from IPython.display import display
from techgov.topics import reading
browser = reading.browse()
display(browser)
print(browser.box.model_id, len(browser.records))
"""
FILTER = """
browser.clear()
for name, value in {filters!r}.items():
    browser.filters[name].value = value
"""


def press(kernel: Kernel, box: str, words: str) -> float:
    """Milliseconds for which the kernel is busy with ``words`` as the box's new text."""
    content = {"comm_id": box, "data": {"method": "update", "state": {"value": words}, "buffer_paths": []}}
    message = kernel.client.session.msg("comm_msg", content)
    kernel.client.shell_channel.send(message)
    dates = {}
    while "idle" not in dates:
        got = kernel.client.get_iopub_msg(timeout=60)
        if got["msg_type"] == "status" and got["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            dates[got["content"]["execution_state"]] = got["header"]["date"]
    return 1000 * (dates["idle"] - dates["busy"]).total_seconds()


def main(rounds: int) -> dict:
    every = records(Tables())
    kernel, keys, pure = Kernel(), {script: [] for script in WORDS}, []
    try:
        box, count = kernel.run(SETUP).split()
        for filters in FILTERS * rounds:
            kernel.run(FILTER.format(filters=filters))
            for script, typed in WORDS.items():
                for words in typed:
                    for end in [*range(1, len(words) + 1), *range(len(words) - 1, -1, -1)]:
                        keys[script].append(press(kernel, box, words[:end]))
                        begun = time.perf_counter()
                        search(every, words[:end], **filters)
                        pure.append(1000 * (time.perf_counter() - begun))
        assert kernel.run("print(browser.error, end='')") == "None"
    finally:
        kernel.stop()
    flat = sorted(ms for found in keys.values() for ms in found)
    assert int(count) == len(every)
    return {"records": len(every), "keystrokes": len(flat), "median_ms": round(statistics.median(flat), 2),
            "p95_ms": round(flat[int(0.95 * len(flat))], 2), "slowest_ms": round(flat[-1], 2),
            "median_ms_by_script": {script: round(statistics.median(found), 2) for script, found in keys.items()},
            "search_median_ms": round(statistics.median(pure), 2)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)))
