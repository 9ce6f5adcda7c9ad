"""Is this machine ready for the lessons? A few checks, each with one line of remedy where it fails."""

from __future__ import annotations

import html
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from matplotlib import font_manager

from techgov import controls
from techgov.progress import Progress
from techgov.tables import TableError, folder, package, read_resource

SETUP = "run make lab (or python -m bootstrap lab) from the project's folder"
NEEDED = {"jupyterlab": 4, "ipywidgets": 8, "pandas": 3, "matplotlib": 3, "numpy": 2}  # major versions


@dataclass(frozen=True)
class Check:
    """One finding: ``found`` says what is there, ``remedy`` what to do if it is not ``ok``."""

    name: str
    ok: bool
    found: str
    remedy: str


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def python() -> Check:
    return Check("Python", sys.version_info >= (3, 11), sys.version.split()[0],
                 f"install Python 3.11 or later, then {SETUP}")


def packages() -> Check:
    found = {name: _version(name) for name in NEEDED}
    wrong = [name for name, major in NEEDED.items() if not found[name].startswith(f"{major}.")]
    return Check("Packages", not wrong, ", ".join(f"{n} {v or 'missing'}" for n, v in found.items()),
                 f"{', '.join(wrong)} missing or of another major version: {SETUP}")


def widget_pair() -> Check:
    """ipywidgets 8 in the kernel speaks with jupyterlab_widgets 3 in the page."""
    kernel, page = _version("ipywidgets"), _version("jupyterlab_widgets")
    return Check("Widgets", kernel.startswith("8.") and page.startswith("3."),
                 f"ipywidgets {kernel or 'missing'} with jupyterlab_widgets {page or 'missing'}",
                 f"ipywidgets 8 needs jupyterlab_widgets 3 beside JupyterLab: {SETUP}, then reload the page")


def fonts() -> Check:
    try:
        path = font_manager.findfont("TechGov Sans SC", fallback_to_default=False)
        return Check("Chinese font", True, Path(path).name, "")
    except ValueError:
        return Check("Chinese font", False, "not found", "restore src/techgov/fonts with: git checkout -- src")


def data() -> Check:
    try:
        names = sorted(package())
        for name in names:
            read_resource(name)
        return Check("Tables", True, f"{len(names)} files in {folder().name}/, each as it was made", "")
    except TableError as problem:
        return Check("Tables", False, "not as they were made", str(problem))


def saving() -> Check:
    progress = Progress()
    for place in [progress.path, *progress.places]:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=place.parent):
                return Check("Saving answers", True, str(place), "")
        except OSError:
            continue
    return Check("Saving answers", False, f"{progress.places[0].parent} cannot be written to",
                 "make the folder writable, or name a file in TECHGOV_PROGRESS before starting JupyterLab")


CHECKS: list[Callable[[], Check]] = [python, packages, widget_pair, fonts, data, saving]


def examine() -> list[Check]:
    """All findings, in order."""
    return [check() for check in CHECKS]


def doctor() -> Doctor:
    """A button that examines this machine; write it as a cell's last line."""
    return Doctor()


class Doctor(controls.OnPress):
    """The button and what it found."""

    name, label, does = "Doctor", "Examine this machine", "examines"

    def run(self) -> None:
        rows = "".join(
            f'<tr><td style="text-align:left">{"✓ fine" if one.ok else "✗ to mend"}</td>'
            f'<td style="text-align:left">{html.escape(one.name)}</td><td style="text-align:left">'
            f"{html.escape(one.found if one.ok else f'{one.found}. Remedy: {one.remedy}')}</td></tr>"
            for one in examine())
        self.result.value = f"<table>{rows}</table>"
