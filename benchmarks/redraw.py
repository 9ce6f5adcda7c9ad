"""One slider move to a new picture: this explorer against ipywidgets.interact with pyplot, on the same chart.

Both run in one real kernel; moves alternate between them. A move is timed from sending the slider's message to
receiving the message that carries the new picture. The last line is JSON: milliseconds, and ``ratio_vs_interact``,
the median of the paired ratios (interact / explorer).

    python benchmarks/redraw.py [moves]
"""

import json
import statistics
import sys
import time

from jupyter_client.manager import start_new_kernel

SETUP = """
import matplotlib.pyplot as plt, ipywidgets
from IPython.display import display
from techgov import picture
from techgov.topics import skynet
from techgov.topics.skynet import draw, model

ours = skynet.explore_base_rate()
display(ours)
control = ours.controls["searches"]
start = dict(ours.parameters)

def theirs(searches):
    fig = plt.figure(figsize=(picture.WIDTH, ours.height), layout="constrained")
    picture.mark_simulated(fig)
    draw.base_rate_tree(model.base_rate(**{**start, "searches": searches}), fig)
    plt.show()

slider = control.widget()
plain = ipywidgets.interactive(theirs, searches=slider)
display(plain)
print(ours._inputs["searches"].model_id, slider.model_id, ours._picture.model_id, plain.out.model_id,
      len(control.values))
"""


class Kernel:
    """A kernel that is spoken to as a page speaks to it."""

    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="python3")

    def run(self, code: str) -> str:
        printed = []
        self.client.execute_interactive(code, output_hook=lambda m: printed.append(m["content"].get("text", "")),
                                        timeout=120)
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


def ours_arrived(picture: str):
    return lambda m: (m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == picture
                      and "value" in m["content"]["data"].get("state", {}))


def theirs_arrived(m) -> bool:
    # inside an Output widget the picture is a display_data message, or travels in the widget's outputs
    return (m["msg_type"] == "display_data" and "image/png" in m["content"]["data"]) or (
        m["msg_type"] == "comm_msg"
        and "image/png" in json.dumps(m["content"]["data"].get("state", {}).get("outputs", "")))


def main(moves: int) -> dict:
    kernel = Kernel()
    try:
        *ids, steps = kernel.run(SETUP).split()
        our_slider, their_slider, our_picture, _ = ids
        ours, theirs, sizes = [], [], []
        for move in range(moves + 5):
            index = (3 + 5 * move) % int(steps)
            a = kernel.move(our_slider, index, ours_arrived(our_picture))
            b = kernel.move(their_slider, index, theirs_arrived)
            if move >= 5:  # the first ones warm up
                ours.append(a[0]), theirs.append(b[0]), sizes.append((a[1], b[1]))
    finally:
        kernel.stop()
    ratios = [b / a for a, b in zip(ours, theirs)]

    def ms(values, share):
        return round(1e3 * sorted(values)[min(len(values) - 1, int(share * len(values)))], 1)

    return {"moves": moves, "explorer_ms_median": ms(ours, 0.5), "explorer_ms_p95": ms(ours, 0.95),
            "interact_ms_median": ms(theirs, 0.5), "interact_ms_p95": ms(theirs, 0.95),
            "explorer_message_bytes": int(statistics.median(a for a, _ in sizes)),
            "interact_message_bytes": int(statistics.median(b for _, b in sizes)),
            "ratio_vs_interact": round(statistics.median(ratios), 1)}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 80)))
