"""JupyterLab in Chromium for the tests: one server on a copy of the notebooks, and hands for what a learner does."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import zlib
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlparse
from urllib.request import urlopen

from techgov.project import ROOT

SETTINGS = {  # in JupyterLab's folder of user settings
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"checkForUpdates": False, "fetchNews": "false"},
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},  # every cell in the page
}
OPTIONS = ["--ServerApp.open_browser=False", "--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0",
           "--ServerApp.allow_root=True", "--LabApp.expose_app_in_browser=True", "--LabApp.news_url=None",
           "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly"]
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-proxy-server"]
SLOW = """window.WebSocket = class extends WebSocket {
  get onmessage() { return super.onmessage }
  set onmessage(take) { super.onmessage = event => window.delay ? setTimeout(take, window.delay, event) : take(event) }
}"""
CUT_OFF = """() => {
  const found = [], panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)')
  const note = (what, one) => found.push(what + ': ' + (one.innerText || one.className).slice(0, 60))
  for (const one of panel.querySelectorAll('.widget-label, .widget-label-basic, .widget-label-basic span, button'))
    if (one.clientWidth && one.scrollWidth > one.clientWidth + 1) note('shortened', one)
  for (const box of panel.querySelectorAll('.jupyter-widgets.widget-box'))
    if (box.scrollWidth > box.clientWidth + 1) note('wider than its box', box)
  for (const one of panel.querySelectorAll('.widget-radio-box label')) {
    const words = document.createRange(), button = one.querySelector('input').getBoundingClientRect()
    words.selectNodeContents(one.firstChild.nodeType === 3 ? one.firstChild : one.lastChild)
    const box = words.getBoundingClientRect()
    if (box.bottom > one.getBoundingClientRect().bottom + 2) note('out of its line', one)
    if (button.right > box.left || button.bottom > box.top + 24) note('not beside its button', one)
  }
  for (const one of panel.querySelectorAll('.jp-RenderedHTMLCommon td'))
    if (one.scrollWidth > one.clientWidth + 1) note('out of its cell', one)
  return found
}"""
RESTARTING = "Could not restore the debugger state: Canceled future"  # JupyterLab's own, of a kernel that it restarts
READY = "Python 3 (ipykernel) | Idle"
PATIENCE = 30  # seconds for whatever a learner would wait for


def until(true, what: str, patience: float = PATIENCE):
    """The first truthy value of ``true()``; AssertionError naming ``what`` if there is none in time."""
    end = time.monotonic() + patience
    while not (value := true()):
        assert time.monotonic() < end, f"waited {patience:g} s for {what}"
        time.sleep(0.03)
    return value


class Server:
    """JupyterLab on a copy of the notebooks in ``home``; ``progress`` is the learner's file there."""

    def __init__(self, home: Path, settings: dict[str, dict] = SETTINGS):
        self.folder, self.progress, self._log = home / "course", home / "progress.json", home / "jupyterlab.log"
        for name in ("notebooks", "exercises", "solutions"):
            shutil.copytree(ROOT / name, self.folder / name)
        for name in ("again", "untouched"):
            shutil.copytree(ROOT / "notebooks", self.folder / name)
        for name, values in settings.items():
            path = home / "settings" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
                  "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
                  "IPYTHONDIR": "ipython"}
        self._environment = {**os.environ, **{name: str(home / folder) for name, folder in places.items()},
                             "TECHGOV_PROGRESS": str(self.progress)}
        self._token = secrets.token_hex(16)
        self._start()

    def _start(self, tries: int = 3) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *OPTIONS, f"--ServerApp.port={port}",
                 f"--IdentityProvider.token={self._token}", f"--ServerApp.root_dir={self.folder}"],
                cwd=self.folder, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            until(self._answers, "JupyterLab to start")
        except (AssertionError, ChildProcessError):
            self.stop()
            if tries < 2:
                raise AssertionError(f"JupyterLab did not start:\n{self._log.read_text()[-3000:]}") from None
            self._start(tries - 1)  # another program may have taken the port

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise ChildProcessError
        try:
            with urlopen(f"{self.address}/api/status?token={self._token}", timeout=5) as answer:
                return answer.status == 200
        except (URLError, ConnectionError, TimeoutError):
            return False

    def url(self, path: str, own: bool = True) -> str:
        """Where JupyterLab opens the notebook ``path``: in a workspace of its own, or in the one of ``make lab``."""
        workspace = f"/workspaces/{path.replace('/', '-')[:-6]}" if own else ""
        return f"{self.address}/lab{workspace}/tree/{path}?token={self._token}"

    def read(self, path: str) -> list[dict]:
        """The cells of the notebook ``path`` as its file has them."""
        return json.loads((self.folder / path).read_text(encoding="utf-8"))["cells"]

    def recorded(self, id: str) -> dict:
        """What the learner's file holds of question ``id``."""
        if not self.progress.is_file():
            return {}
        return json.loads(self.progress.read_text(encoding="utf-8"))["answers"].get(id, {})

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Notebook:
    """A notebook in a page of its own. ``strangers``: addresses that were asked for outside this machine (and not
    let through); ``errors``: what the page's console complained of; ``dialogs``: what a script popped up."""

    def __init__(self, server: Server, browser, path: str, width: int = 1280, height: int = 900):
        self.server, self.path = server, path
        self.ids = [cell["id"] for cell in server.read(path)]
        self.strangers, self.errors, self.dialogs = [], [], []
        self.page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        self.page.add_init_script(SLOW)
        self.page.set_default_timeout(1000 * PATIENCE)
        self.page.route(_is_stranger, lambda route: route.abort())
        self.page.on("request", lambda r: self.strangers.append(r.url) if _is_stranger(r.url) else None)
        self.page.on("websocket", lambda w: self.strangers.append(w.url) if _is_stranger(w.url) else None)
        self.received = 0  # bytes that came through websockets
        self.page.on("websocket", lambda w: w.on("framereceived", self._count))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda problem: self.errors.append(str(problem)))
        self.page.on("dialog", self._dialog)
        self.page.goto(server.url(path))
        self._wait()

    def _count(self, frame) -> None:
        self.received += len(frame.encode() if isinstance(frame, str) else frame)

    def _console(self, message) -> None:
        if message.type == "error" and not message.text.startswith(RESTARTING):
            self.errors.append(f"{message.text} {message.location}")

    def _dialog(self, dialog) -> None:
        if dialog.type != "beforeunload":
            self.dialogs.append(dialog.message)
        dialog.accept()

    def _wait(self) -> None:
        """data-status='idle' comes before the session exists; the status bar does not lie."""
        self.page.get_by_text(READY).first.wait_for()
        until(lambda: self.cells.count() == len(self.ids), "every cell to be in the page")

    @property
    def panel(self):
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    @property
    def cells(self):
        return self.panel.locator(".jp-Notebook .jp-Cell")

    def cell(self, id: str):
        return self.cells.nth(self.ids.index(id))

    def output(self, id: str):
        return self.cell(id).locator(".jp-Cell-outputWrapper")

    def say(self, id: str) -> str:
        """What a cell shows, as text."""
        return " ".join(" ".join(self.output(id).locator(".jp-OutputArea-output").all_inner_texts()).split())

    def close(self) -> None:
        """Close the page and stop its kernel."""
        self.stop_kernel()
        self.page.context.close()

    def stop_kernel(self) -> None:
        self.page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.shutdown() }")

    def heap(self) -> float:
        """Megabytes of the page's live objects, once its garbage is collected."""
        talk = self.page.context.new_cdp_session(self.page)
        talk.send("Performance.enable")
        for _ in range(3):
            talk.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in talk.send("Performance.getMetrics")["metrics"]}
        talk.detach()
        return metrics["JSHeapUsedSize"] / 1e6

    # running ------------------------------------------------------------------------------------------------
    def run_all(self) -> None:
        """Run > Run All Cells, to the end of the last cell."""
        self.page.evaluate("async () => { await jupyterapp.commands.execute('notebook:run-all-cells') }")
        self._ran()

    def restart_and_run_all(self) -> None:
        self.page.evaluate("() => { window.running = jupyterapp.commands.execute('notebook:restart-run-all') }")
        self.page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
        self.page.evaluate("async () => { await window.running }")
        self._ran()

    def _ran(self) -> None:
        prompts = self.panel.locator(".jp-CodeCell .jp-InputArea-prompt")
        until(lambda: all(one.strip("[]: ").isdigit() for one in prompts.all_text_contents()), "every code cell to run")
        self.page.get_by_text(READY).first.wait_for()
        until(lambda: not self.page.get_by_text("Loading widget...").count(), "the widgets to be drawn")

    def run(self, id: str) -> None:
        """Run one cell with Control + Enter."""
        prompt = self.cell(id).locator(".jp-InputArea-prompt")
        before = prompt.inner_text()
        self.cell(id).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        until(lambda: prompt.inner_text() != before and "*" not in prompt.inner_text(), f"cell {id} to run")

    def slow_down(self, milliseconds: float) -> None:
        """Let what the kernel sends arrive later, as from a distant hub; 0 takes it away."""
        self.page.evaluate("time => { window.delay = time }", milliseconds)

    def reload(self) -> None:
        self.page.evaluate("async () => { await jupyterapp.commands.execute('docmanager:save') }")
        self.page.reload()
        self._wait()

    def complaints(self) -> list[str]:
        """What went wrong, as a learner would see it: errors and warnings under cells, widgets that failed."""
        found = [f"{self.ids[at]}: {output.get('evalue') or output.get('text')}"
                 for at, cell in enumerate(self.page.evaluate(
                     "() => jupyterapp.shell.currentWidget.content.model.toJSON().cells"))
                 for output in cell.get("outputs", [])
                 if output["output_type"] == "error" or output.get("name") == "stderr"]
        for kind in ("stderr", "error"):
            found += self.panel.locator(f'[data-mime-type="application/vnd.jupyter.{kind}"]').all_inner_texts()
        for words in ("Error displaying widget", "Error creating widget", "Something went wrong here",
                      "could not be redrawn", "Error rendering"):
            found += self.panel.locator(".jp-OutputArea").get_by_text(words).all_inner_texts()
        return found

    def cut_off(self) -> list[str]:
        """Words of controls that do not fit: shortened, one over another, or wider than their box."""
        return self.page.evaluate(CUT_OFF)

    # explorers ----------------------------------------------------------------------------------------------
    def frame(self, id: str) -> tuple[int, str, str]:
        """An explorer's picture (a checksum of its bytes), its alternative text and the sentence under it."""
        source, alt, words = self.output(id).evaluate(
            "cell => { const words = cell.querySelector('.jupyter-widgets:not(.widget-box) .techgov-words');"
            " const img = words.closest('.widget-vbox').querySelector('img');"  # not the pinned one
            " return [img.src, img.alt, words.innerText] }")
        return zlib.crc32(source.encode()), alt, words

    def moved(self, id: str, before: tuple, what: str) -> tuple[int, str, str]:
        """The explorer's next frame after ``before``, once picture and words agree."""
        def other():
            now = self.frame(id)
            return now if now[0] != before[0] and now[1] == now[2] != before[1] else None
        return until(other, f"{what} to redraw the picture of {id} and to change the words under it")

    def settled(self, id: str) -> None:
        """Wait until the kernel has answered what was done to an explorer, whether or not its picture had to change."""
        self.page.wait_for_timeout(150)
        self.page.get_by_text(READY).first.wait_for()
        until(lambda: (now := self.frame(id))[1] == now[2], f"the picture of {id} to settle")

    # questions ----------------------------------------------------------------------------------------------
    def answer(self, id: str, question, raw) -> None:
        """Do with mouse and keyboard what gives the answer ``raw`` to ``question``, and hand it in."""
        getattr(self, f"_{question.kind}")(self.output(id), question, raw)

    def _fields(self, out, texts) -> None:
        fields = out.locator("input[type=text]")
        assert fields.count() == len(texts)
        for at, text in enumerate(texts):
            fields.nth(at).fill(text)

    def _number(self, out, question, raw) -> None:
        self._fields(out, [raw])
        out.locator("input[type=text]").press("Enter")

    def _prediction(self, out, question, raw) -> None:
        self._fields(out, [raw])
        press(out, "Record")

    def _interval(self, out, question, raw) -> None:
        self._fields(out, raw)
        press(out, "Check")

    def _choice(self, out, question, raw) -> None:
        out.locator("input[type=radio]").nth(list(question.options).index(raw)).click()
        press(out, "Check")

    def _several(self, out, question, raw) -> None:
        boxes = out.locator("input[type=checkbox]")
        assert boxes.count() == len(question.options)
        for at, name in enumerate(question.options):
            if boxes.nth(at).is_checked() != (name in raw):
                boxes.nth(at).focus()
                self.page.keyboard.press("Space")
        press(out, "Check")

    def _place(self, out, question, raw) -> None:
        steppers = out.locator("input[type=number]")
        assert steppers.count() == len(question.axes)
        for at, (axis, value) in enumerate(zip(question.axes, raw)):
            steppers.nth(at).fill(f"{(round(value) if axis.whole else value) - axis.step:.10g}")
            steppers.nth(at).press("ArrowUp")  # the last step as a stepper makes it
        press(out, "Check")

    def _classify(self, out, question, raw) -> None:
        choices = out.locator("select")
        assert choices.count() == len(question.items)
        for at, item in enumerate(question.items):
            choices.nth(at).select_option(index=1 + list(question.buckets).index(raw[item]))
        press(out, "Check")

    def _order(self, out, question, raw) -> None:
        up = out.locator("button[title^='Move up']")

        def titles():
            return [one.get_attribute("title").removeprefix("Move up: ") for one in up.all()]

        words = {text: name for name, text in question.items.items()}
        for at, name in enumerate(raw):
            while (now := titles()) and (place := [words[text] for text in now].index(name)) > at:
                up.nth(place).click()
                until(lambda: titles() != now, "the line to move")
        press(out, "Check")

    def _argument(self, out, question, raw) -> None:
        out.locator("textarea").fill(raw)
        press(out, "Record")


def press(out, name: str) -> None:
    out.get_by_role("button", name=name, exact=True).click()


def _is_stranger(url: str) -> bool:
    parts = urlparse(url)
    return parts.scheme not in ("data", "blob", "about") and parts.hostname not in ("127.0.0.1", "localhost")
