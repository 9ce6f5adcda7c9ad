"""A keystroke in the evidence browser: how long the kernel takes to search all records and to lay out list and page.

Words are typed a letter at a time, in English, Chinese and pinyin, with and without filters. The last line is JSON:
the number of records, and milliseconds a keystroke (median, 95th percentile, slowest), of which ``search`` is the
pure part.

    python benchmarks/browse.py [rounds]
"""

import json
import statistics
import sys
import time

from techgov.topics import reading
from techgov.topics.reading.records import search

WORDS = ["chongqing cameras", "天网工程", "shehui guanli", "Tiānwǎng", "the people's daily", "zzz"]
FILTERS = [{}, {"document": "hoffman-2018"}, {"type": "claim", "support": "asserted"}, {"doubt": "any"}]


def main(rounds: int) -> None:
    browser = reading.browse()
    keys, pure = [], []
    for _ in range(rounds):
        for filters in FILTERS:
            browser.clear()
            for name, value in filters.items():
                browser.filters[name].value = value
            for words in WORDS:
                for end in [*range(len(words) + 1), 0]:
                    begun = time.perf_counter()
                    browser.box.value = words[:end]
                    keys.append(1000 * (time.perf_counter() - begun))
                    begun = time.perf_counter()
                    search(browser.records, words[:end], **filters)
                    pure.append(1000 * (time.perf_counter() - begun))
    assert browser.error is None
    keys.sort()
    print(json.dumps({"records": len(browser.records), "keystrokes": len(keys),
                      "median_ms": round(statistics.median(keys), 2), "p95_ms": round(keys[int(0.95 * len(keys))], 2),
                      "slowest_ms": round(keys[-1], 2), "search_median_ms": round(statistics.median(pure), 2)}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
