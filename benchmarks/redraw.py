"""One slider move to a new picture: an explorer against ``interact`` with pyplot on the same picture, and against an
explorer that draws nothing (the floor: widgets, messages, HTML).

All run in one real kernel, one picture after the other; its ways of drawing take turns of five moves, as a hand drags a
slider. A move is timed from sending the
slider's message to receiving the message that carries the new picture. The last line is JSON: for each picture
milliseconds and bytes of that message, and ``times_faster``, the median of the paired ratios interact / explorer;
``plain`` is interact with pyplot's own layout, which is not quite the same picture and takes less time. ``back_ms`` is
the move with which a reader comes back to an explorer from another one, whose figure was the last to be kept.

    python benchmarks/redraw.py [moves]
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

WARM = 5  # moves that do not count
TURN = 5  # moves in a row
WAYS = ("explorer", "floor", "interact", "plain")
SETUP = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import json, pictures
from IPython.display import display

made = {{}}
for name in pictures.NAMES:
    for way, one in [("explorer", pictures.explorer(name)), ("floor", pictures.floor(name))]:
        display(one)
        made[f"{{name}} {{way}}"] = pictures.slider(one)[1].model_id, one._picture.model_id
    for way, layout in [("interact", "constrained"), ("plain", None)]:
        one = pictures.interact(name, layout)
        display(one)
        made[f"{{name}} {{way}}"] = one.children[0].model_id, None
steps = {{name: len(pictures.slider(pictures.explorer(name))[1].options) for name in pictures.NAMES}}
print(json.dumps([made, steps]))
"""


class Kernel:
    """A kernel that is spoken to as a page speaks to it."""

    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")

    def run(self, code: str) -> str:
        """What ``code`` prints. SystemExit with its traceback if it fails."""
        printed = []
        reply = self.client.execute_interactive(
            code, output_hook=lambda m: printed.append(m["content"].get("text", "")), timeout=120)
        if reply["content"]["status"] != "ok":
            raise SystemExit("\n".join(reply["content"]["traceback"]))
        return "".join(printed)

    def move(self, slider: str, index: int, arrived) -> tuple[float, int]:
        """Seconds until ``arrived(message)`` is true, and the bytes of that message; then waits for idle."""
        content = {"comm_id": slider, "data": {"method": "update", "state": {"index": index}, "buffer_paths": []}}
        message = self.client.session.msg("comm_msg", content)
        begun, took, size = time.perf_counter(), None, 0
        self.client.shell_channel.send(message)
        while True:
            got = self.client.get_iopub_msg(timeout=60)
            if took is None and arrived(got):
                took, size = time.perf_counter() - begun, len(json.dumps(got["content"]))
            idle = got["msg_type"] == "status" and got["content"]["execution_state"] == "idle"
            if idle and got["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                if took is None:
                    raise SystemExit("no picture came for a move of the slider")
                return took, size

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def explorer_arrived(picture: str):
    return lambda m: (m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == picture
                      and "value" in m["content"]["data"].get("state", {}))


def interact_arrived(m) -> bool:
    # inside an Output widget the picture is a display_data message, or travels in the widget's outputs
    return (m["msg_type"] == "display_data" and "image/png" in m["content"]["data"]) or (
        m["msg_type"] == "comm_msg"
        and "image/png" in json.dumps(m["content"]["data"].get("state", {}).get("outputs", "")))


def main(moves: int) -> dict:
    kernel = Kernel()
    try:
        made, steps = json.loads(kernel.run(SETUP).splitlines()[-1])

        def drag(name: str, way: str, moves: range) -> list[tuple[float, int]]:
            slider, picture = made[f"{name} {way}"]
            arrived = explorer_arrived(picture) if picture else interact_arrived
            return [kernel.move(slider, (3 + 5 * move) % steps[name], arrived) for move in moves]

        found = {}
        for name in steps:
            took = {way: [] for way in WAYS}
            for turn in range(0, moves + WARM, TURN):
                for way in WAYS:
                    took[way] += drag(name, way, range(turn, turn + TURN))
            found[name] = compared(*(took[way][WARM:] for way in WAYS))
        back = {name: [] for name in steps}
        for move in range(turn + TURN, turn + TURN + moves // 10):
            for name in steps:
                back[name] += drag(name, "explorer", range(move, move + 1))
    finally:
        kernel.stop()
    for name, moved in back.items():
        found[name]["back_ms"] = round(1e3 * statistics.median(time for time, _ in moved), 1)
    return {"moves": moves, "load": round(os.getloadavg()[0], 1), **found}


def compared(explorer, floor, interact, plain) -> dict:
    def times(others):
        return round(statistics.median(b / a for (a, _), (b, _) in zip(explorer, others)), 1)

    def ms(ones, share):
        return round(1e3 * sorted(time for time, _ in ones)[min(len(ones) - 1, int(share * len(ones)))], 1)

    return {"explorer_ms": ms(explorer, 0.5), "explorer_p95_ms": ms(explorer, 0.95), "floor_ms": ms(floor, 0.5),
            "interact_ms": ms(interact, 0.5), "interact_p95_ms": ms(interact, 0.95),
            "explorer_bytes": int(statistics.median(size for _, size in explorer)),
            "explorer_most_bytes": max(size for _, size in explorer),
            "interact_bytes": int(statistics.median(size for _, size in interact)),
            "times_faster": times(interact), "times_faster_than_plain": times(plain)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 80)))
