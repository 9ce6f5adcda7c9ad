"""From a key press to painted pixels, in JupyterLab in Chromium: explorers and a flipbook against ``interact``.

All stand in one notebook and one kernel, and take turns, one picture after the other. A press is timed in the page,
from its keydown to the first animation frame after the new picture is decoded. A flipbook's pixels wait for the screen,
which is drawn 60 times a second: ``page_ms`` ends where the page has been told to show the new picture, as
``times_faster_in_the_page`` does for both. A drag sends 60 mouse moves a second to and fro, each a position further;
frames are pictures that reach the page. Bytes are those of the websocket from the kernel, for one press. Then the
explorer of the tree is dragged at random: ``stale`` counts the drags after which its words were not those of where its
slider stands. The last line is JSON.

    python benchmarks/browser.py [presses] [drags]
"""

import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pictures
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
from lab import CHROMIUM, Notebook, Server, until  # noqa: E402

PATH = "benchmark.ipynb"
WARM = 3  # presses that do not count
DRAGGED = 2.0  # seconds
SHOWN = """
  const shown = () => [...out.querySelectorAll('.jupyter-widgets img')].find(i => i.offsetParent && i.src.length > 999)
"""
PRESS = f"""out => {{ {SHOWN}
  const before = shown().src
  window.painted = new Promise(done => {{
    let begun
    document.addEventListener('keydown', () => begun = performance.now(), {{capture: true, once: true}})
    const seen = new MutationObserver(async () => {{
      const changed = performance.now() - begun
      const now = shown()
      if (!now || now.src === before) return
      seen.disconnect()
      await now.decode()
      requestAnimationFrame(() => setTimeout(() => done([performance.now() - begun, changed])))
    }})
    seen.observe(out, {{subtree: true, childList: true, attributes: true}})
  }})
}}"""
COUNT = f"""out => {{ {SHOWN}
  let last = shown().src
  window.frames_seen = 0
  window.counting = new MutationObserver(() => {{
    const now = shown()
    if (now && now.src !== last) {{ last = now.src; window.frames_seen++ }}
  }})
  window.counting.observe(out, {{subtree: true, childList: true, attributes: true}})
}}"""
COUNTED = "() => { window.counting.disconnect(); return window.frames_seen }"


def cells() -> dict[str, str]:
    """Cell id -> source."""
    made = {"setup": f"import sys\nsys.path.insert(0, {str(HERE)!r})\nimport pictures"}
    for name in pictures.NAMES:
        for way in ("explorer", "interact"):
            made[f"{name}-{way}"] = f"pictures.{way}({name!r})"
    return {**made, "flipbook": "pictures.skynet.flip_one_face()"}


class Page:
    """The notebook of the benchmark under a reader's hands."""

    def __init__(self, notebook: Notebook):
        self.notebook, self.page = notebook, notebook.page

    def handle(self, cell: str):
        at = pictures.place(cell.split("-")[0]) if cell.endswith("explorer") else 0
        return self.notebook.output(cell).locator(".widget-slider").nth(at).locator(".noUi-handle")

    @property
    def received(self) -> int:
        return self.notebook.received

    def idle(self) -> None:
        """Until nothing more comes from the kernel."""
        before = -1
        while before != self.received:
            before = self.received
            self.page.wait_for_timeout(80)

    def press(self, cell: str, number: int) -> tuple[float, int, float]:
        """Milliseconds and bytes of one step of the slider, there and back again, and milliseconds in the page."""
        handle = self.handle(cell)
        handle.focus()
        self.notebook.output(cell).evaluate(PRESS)
        before = self.received
        self.page.keyboard.press("ArrowRight" if number % 8 < 4 else "ArrowLeft")
        took, changed = self.page.evaluate("() => window.painted")
        self.idle()
        return took, self.received - before, changed

    def drag(self, cell: str) -> float:
        """Pictures a second while the slider is dragged to and fro, a position with every mouse move."""
        box, track = self._grip(cell)
        sweeps = 60 / (1 + float(self.handle(cell).get_attribute("aria-valuemax")))  # a second
        self.notebook.output(cell).evaluate(COUNT)
        begun, moves = time.perf_counter(), 0
        while (now := time.perf_counter() - begun) < DRAGGED:
            there = abs(now * sweeps % 2 - 1)
            self.page.mouse.move(track["x"] + there * track["width"], box["y"] + box["height"] / 2)
            moves += 1
            time.sleep(max(0, begun + moves / 60 - time.perf_counter()))
        frames = self.page.evaluate("() => window.frames_seen")
        self.page.mouse.up()
        self.page.evaluate(COUNTED)
        self.idle()
        return frames / now

    def wander(self, cell: str, chance: random.Random) -> None:
        """One drag at random."""
        box, track = self._grip(cell)
        for _ in range(chance.randint(2, 12)):
            self.page.mouse.move(track["x"] + chance.random() * track["width"], box["y"] + box["height"] / 2)
            time.sleep(chance.choice([0, 0.005, 0.016, 0.05]))
        self.page.mouse.up()

    def _grip(self, cell: str):
        handle = self.handle(cell)
        handle.scroll_into_view_if_needed()
        box, track = handle.bounding_box(), handle.locator("xpath=../..").bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        return box, track


def stale(page: Page, drags: int) -> int:
    """After how many of ``drags`` the words were not, for good, those of where the slider stands."""
    cell, one, chance = "tree-explorer", pictures.explorer("tree"), random.Random(4)
    name, _ = pictures.slider(one)
    words = {one.controls[name].spell(value): one.say(one.model(**{**one.parameters, name: value}))
             for value in one.controls[name].values}
    readout = page.handle(cell).locator(
        "xpath=ancestor::*[contains(@class, 'widget-slider')]").locator(".widget-readout")
    wrong = 0
    for _ in range(drags):
        page.wander(cell, chance)
        try:
            until(lambda: page.notebook.frame(cell)[1:] == (words[readout.inner_text()],) * 2, "the last words", 5)
            page.idle()
            wrong += page.notebook.frame(cell)[1] != words[readout.inner_text()]
        except AssertionError:
            wrong += 1
    return wrong


def measure(page: Page, presses: int, drags: int) -> dict:
    timed = {cell: [] for cell in cells() if cell != "setup"}
    dragged = {cell: [] for cell in timed if cell != "flipbook"}
    for name in (*pictures.NAMES, "flipbook"):  # one picture after the other: only the one used last keeps its figure
        turns = [cell for cell in timed if cell.partition("-")[0] == name]
        for number in range(presses + WARM):
            for cell in turns:
                timed[cell].append(page.press(cell, number))
        for _ in range(max(1, presses // 8)):
            for cell in set(turns) & set(dragged):
                dragged[cell].append(page.drag(cell))
    found = {}
    for name in pictures.NAMES:
        ours, theirs = (timed[f"{name}-{way}"][WARM:] for way in ("explorer", "interact"))
        rates = [statistics.fmean(dragged[f"{name}-{way}"]) for way in ("explorer", "interact")]
        sizes = [statistics.median(size for _, size, _ in one) for one in (ours, theirs)]
        found[name] = {"explorer_ms": middle(ours), "explorer_p95_ms": late(ours), "interact_ms": middle(theirs),
                       "times_faster": paired(ours, theirs),
                       "explorer_frames_a_second": round(rates[0], 1), "interact_frames_a_second": round(rates[1], 1),
                       "times_frames": round(rates[0] / (rates[1] or 0.1), 2),
                       "explorer_bytes": int(sizes[0]), "interact_bytes": int(sizes[1]),
                       "share_of_bytes": round(sizes[0] / sizes[1], 3)}
    pages, theirs = timed["flipbook"][WARM:], timed["bars-interact"][WARM:]
    found["flipbook"] = {"ms": middle(pages), "p95_ms": late(pages), "times_faster": paired(pages, theirs),
                         "page_ms": round(statistics.median(changed for *_, changed in pages), 1),
                         "times_faster_in_the_page": paired(pages, theirs, 2),
                         "bytes": int(statistics.median(size for _, size, _ in pages))}
    return {"presses": presses, "load": round(os.getloadavg()[0], 1), **found,
            "drags": drags, "stale": stale(page, drags)}


def middle(times) -> float:
    return round(statistics.median(one for one, *_ in times), 1)


def late(times) -> float:
    return round(sorted(one for one, *_ in times)[min(len(times) - 1, int(0.95 * len(times)))], 1)


def paired(ours, theirs, at: int = 0) -> float:
    return round(statistics.median(b[at] / a[at] for a, b in zip(ours, theirs)), 1)


def main(presses: int, drags: int) -> dict:
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        server = Server(Path(home), settings={})  # a reader's: what is out of sight is not drawn
        try:
            notebook = nbformat.v4.new_notebook(
                cells=[nbformat.v4.new_code_cell(source, id=id) for id, source in cells().items()],
                metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
            nbformat.write(notebook, server.folder / PATH)
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
            page = Page(Notebook(server, browser, PATH))
            page.notebook.run_all()
            return measure(page, presses, drags)
        finally:
            server.stop()


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    print(json.dumps(main(*given, *(24, 200)[len(given):])))
