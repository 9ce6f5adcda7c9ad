"""The lessons' models against Mesa models of the same rules: CPU time for the same simulated span, and memory.

grid: one day of the city of lesson 04 (cells of 10 x 10 blocks, responders in proportion) at 10^4, 10^5 and 10^6
blocks, against the two Mesa models in grid_mesa.py: ``idiomatic``, in which every agent steps in every minute, and
``sparse``, which skips the blocks in which nothing goes on. Where a Mesa day takes too long, its first minutes are run
and the time is multiplied up. A day begins empty and fills with open incidents, so that this understates what Mesa
needs; ``minutes`` says how many were run. ``bytes_per_block`` is the peak of what our model allocates (tracemalloc).
tests/test_grid_management.py shows that the three agree in distribution.

The last line is JSON. The first size that Mesa runs whole takes a few seconds, everything a few minutes.

    python benchmarks/models.py [grid] [scoring]
"""

import gc
import json
import statistics
import sys
import time
import tracemalloc
from functools import partial

import grid_mesa
import scoring

from techgov.topics.grid_management import model as grid_model


def cpu(work, rounds: int = 1) -> float:
    """Median CPU seconds of ``work()``."""
    spent = []
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


# blocks along an edge -> minutes of a day that the idiomatic and the sparse Mesa model run
GRID_SIZES = {100: (1440, 1440), 316: (144, 1440), 1000: (12, 144)}


def grid() -> dict:
    """Our day against both Mesa days, size by size."""
    found = {}
    grid_model.day()  # the first call imports and warms up
    for side, minutes in GRID_SIZES.items():
        blocks = side ** 2
        settings = {"side": side, "responders": round(8 * blocks / 3600)}
        ours = cpu(lambda: grid_model.day(**settings), rounds=11)
        tracemalloc.start()
        grid_model.day(**settings)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        one = {"ours_ms": round(1000 * ours, 2), "bytes_per_block": round(peak / blocks, 1)}
        for name, city, span in zip(("idiomatic", "sparse"), (grid_mesa.City, grid_mesa.SparseCity), minutes):
            # setting up the peer is not counted
            spent = cpu(partial(city(seed=1, **settings).run, span)) * grid_model.MINUTES / span
            one[name] = {"seconds": round(spent, 2), "minutes": span, "ratio": round(spent / ours)}
        found[f"{blocks:,} blocks"] = one
        print(f"grid, {blocks:,} blocks: {one}", flush=True)
    return found


MODELS = {"grid": grid, "scoring": scoring.main}


def main(names: list[str]) -> None:
    print(json.dumps({name: MODELS[name]() for name in names or MODELS}))


if __name__ == "__main__":
    main(sys.argv[1:])
