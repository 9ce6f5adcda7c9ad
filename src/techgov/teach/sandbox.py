"""Run a student's cells where they can do no harm, and bring back plain values.

A run has limits of time and memory, no network, a scratch folder that is removed, and an end that nothing outlives:
neither a process that was left running nor one that made itself independent. Where bubblewrap (``bwrap``) is
installed, a run also sees no other submission, no solution and none of the marker's files; without it the code runs as
the marker, and :func:`strength` says so. What a run sends is only ever read as data: lines of JSON behind a token of
that run, limited in size.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import matplotlib
import psutil

from techgov import project, tables

_SCRIPT = Path(__file__).with_name("inside.py")
_MARK = "TECHGOV_RUN"  # a variable that all processes of one run inherit
_MOST = 4_000_000  # bytes that a run may send
_AGAIN = 3  # runs of one notebook: each after the first leaves out the cell that ended the one before
_HOME = "/tmp"  # of a run within bubblewrap
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts",
           "/etc/alternatives", "/etc/passwd")


class SandboxError(Exception):
    """Why no student's code can be run on this machine, in one sentence."""


@dataclass(frozen=True)
class Limits:
    """seconds and memory of one notebook, and the processor's seconds of one of its cells."""

    seconds: float = 90
    cell_seconds: float = 20
    megabytes: int = 1_500


@dataclass(frozen=True)
class Cell:
    """A code cell, and what to read after it: key -> expression."""

    source: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opaque:
    """Something that is none of the plain values a question reads."""

    kind: str

    def __str__(self) -> str:
        return f"<{self.kind}>"


@dataclass
class Outcome:
    """What a run brought back.

    values: key -> plain value. missing: key -> the error's name, where the expression failed. errors: cell -> what it
    raised. stopped: cell (None: before the first) -> why the run ended there. processes: how many were left running.
    network: 'cut' for every process, or 'guarded' in Python only.
    """

    values: dict[str, Any] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    stopped: dict[int | None, str] = field(default_factory=dict)
    processes: int = 0
    network: str = ""


def strength() -> str:
    """One line: how well this machine keeps students' code apart."""
    if bubblewrap():
        return "Students' code runs in bubblewrap: it sees no other submission, no solution, no network."
    only = "" if run([]).network == "cut" else " It is kept from the network in Python only."
    return ("bubblewrap is not installed (Debian: apt-get install bubblewrap), so students' code can read what you can "
            f"read: install it, or mark only classes that you trust.{only}")


@cache
def bubblewrap() -> str:
    """The program bwrap, if it is there and may do its work on this machine; else nothing."""
    program = os.environ.get("TECHGOV_BWRAP", shutil.which("bwrap") or "")
    if not program:
        return ""
    with suppress(OSError, subprocess.SubprocessError):
        if subprocess.run([*_walls(program), "true"], capture_output=True, timeout=20).returncode == 0:
            return program
    return ""


@cache
def _compile() -> None:
    """Have Python keep the compiled form of what every run imports: a run may write none, and would compile it anew."""
    for name in ("IPython.core.interactiveshell", "techgov.quiz", "matplotlib.pyplot"):
        import_module(name)


def run(cells: Sequence[Cell], limits: Limits = Limits()) -> Outcome:
    """Run ``cells`` in order. A cell that fails is passed over, as a student would; one that ends the whole run (a
    crash, a loop that cannot be interrupted) is left out of another run, so that the cells behind it count.

    Raises SandboxError where this machine has no way to limit a program.
    """
    if os.name != "posix":
        raise SandboxError("Students' notebooks can be marked on Linux, macOS and in WSL; Windows itself cannot limit "
                           "what a program does.")
    _compile()
    stopped, processes = {}, 0
    for _ in range(_AGAIN):
        outcome = _once(cells, limits, skip=[cell for cell in stopped if cell is not None])
        new = {cell: why for cell, why in outcome.stopped.items() if cell not in stopped}
        stopped |= new
        processes = max(processes, outcome.processes)
        if not new or None in new:
            break
    outcome.stopped, outcome.processes = stopped, processes
    return outcome


def _once(cells: Sequence[Cell], limits: Limits, skip: list[int]) -> Outcome:
    token, mark = secrets.token_hex(16), secrets.token_hex(16)
    walls = bubblewrap()
    job = {"token": token, "cells": [{"source": cell.source, "values": dict(cell.values)} for cell in cells],
           "skip": skip, "network_is_cut": bool(walls), **vars(limits)}
    with tempfile.TemporaryDirectory(prefix="techgov-run-", ignore_cleanup_errors=True) as scratch:
        home = _HOME if walls else scratch
        if not walls:
            _lend_fonts(scratch)
        command = [*(_walls(walls) if walls else ()), sys.executable, "-P", str(_SCRIPT)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   cwd=scratch, env={**_environment(home), _MARK: mark}, start_new_session=True)
        try:
            with suppress(BrokenPipeError), process.stdin as given:
                given.write(json.dumps(job).encode())
            return _listen(process, token, limits)
        finally:
            _end(process, mark)
            process.stdout.close()
            _open_up(scratch)


def _listen(process: subprocess.Popen, token: str, limits: Limits) -> Outcome:
    """Read what the run sends, until it ends or a limit is reached."""
    outcome, at, done = Outcome(), None, False
    reading = _lines(process, time.monotonic() + limits.seconds, limits.megabytes)
    try:
        for line in reading:
            said = _said(line, token)
            at = said.get("begin", at)
            done = done or "done" in said
            outcome.network = said.get("network", outcome.network)
            if "error" in said:
                outcome.errors[said["error"]] = f"{said['kind']}: {said['text']}".rstrip(": ")
            if "value" in said:
                kind, packed = said["packed"]
                if kind == "missing":
                    outcome.missing[said["value"]] = packed
                else:
                    outcome.values[said["value"]] = unpack(said["packed"])
            if "ended" in said:
                outcome.processes = _left(process, ours=2 if bubblewrap() else 0)
                break
        if not done:
            outcome.stopped[at] = "the process ended before its time (a crash, or a call that ends Python)"
    except _Stopped as why:
        outcome.stopped[at] = str(why)
    except (KeyError, TypeError, ValueError, RecursionError):
        outcome.stopped[at] = "what it sent is no record of a run"
    return outcome


class _Stopped(Exception):
    """Why a run was ended from outside."""


def _lines(process: subprocess.Popen, end: float, megabytes: int) -> Iterator[bytes]:
    """The lines that a run sends. Raises _Stopped at a limit."""
    waiting, sent, pipe = b"", 0, process.stdout.fileno()
    look = time.monotonic() + 0.5
    while True:
        now = time.monotonic()
        if now > end:
            raise _Stopped("it ran out of time and could not be interrupted (an endless loop?)")
        if now > look:
            _watch(process, megabytes)
            look = now + 0.5
        if not select.select([pipe], [], [], 0.2)[0]:
            if process.poll() is not None:
                return
            continue
        part = os.read(pipe, 1 << 16)
        sent += len(part)
        if not part:
            return
        if sent > _MOST:
            raise _Stopped("it sent more than a notebook's answers can be")
        *whole, waiting = (waiting + part).split(b"\n")
        yield from whole


def _said(line: bytes, token: str) -> dict:
    """One message of the run; nothing for a line that the run itself did not write. Raises ValueError."""
    sign, _, text = line.partition(b" ")
    if not secrets.compare_digest(sign, token.encode()):
        return {}
    said = json.loads(text)
    kinds = {"begin": int, "error": int, "value": str}
    if not isinstance(said, dict) or not all(isinstance(said.get(name, kind()), kind) for name, kind in kinds.items()):
        raise ValueError("no message of a run")
    return said


def unpack(packed: Any, depth: int = 8) -> Any:
    """The value that :func:`techgov.teach.inside.pack` packed. Raises ValueError or TypeError where it did not."""
    kind, value = packed
    if not depth:
        raise ValueError("too deep")
    items = value if kind in ("list", "set", "dictionary") else ()
    match kind:
        case "nothing":
            return None
        case "truth" | "text":
            return value
        case "whole":
            return int(value)
        case "number":
            return float.fromhex(value)
        case "list":
            return [unpack(item, depth - 1) for item in items]
        case "set":
            return {_hashable(unpack(item, depth - 1)) for item in items}
        case "dictionary":
            return {_hashable(unpack(key, depth - 1)): unpack(item, depth - 1) for key, item in items}
    return Opaque(str(value))


def _hashable(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else Opaque(type(value).__name__)


# processes -------------------------------------------------------------------------------------------------

def _family(process: subprocess.Popen) -> list[psutil.Process]:
    """All that the run's processes started and that still runs."""
    try:
        return [one for one in psutil.Process(process.pid).children(recursive=True) if _runs(one)]
    except psutil.Error:
        return []


def _runs(one: psutil.Process) -> bool:
    try:
        return one.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:  # this one has ended since, which says nothing of the others
        return False


def _marked(mark: str) -> list[psutil.Process]:
    """Processes anywhere that inherited the run's mark: those whose keeper was ended by the student's code."""
    found = []
    for one in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if one.environ().get(_MARK) == mark and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
    return found


def _left(process: subprocess.Popen, ours: int) -> int:
    """How many processes outlived the cells; ``ours`` are the sandbox's own."""
    _, alive = psutil.wait_procs(_family(process), timeout=0.3)
    return max(0, len(alive) - ours)


def _watch(process: subprocess.Popen, megabytes: int) -> None:
    """Raises _Stopped where all processes of the run together are too many or too large."""
    family, resident = _family(process), 0
    for one in family:
        with suppress(psutil.Error):
            resident += one.memory_info().rss
    if resident > megabytes << 20:
        raise _Stopped(f"its processes together took more than {megabytes:,} MB of memory")
    if len(family) > 50:
        raise _Stopped("it started more than 50 processes")


def _end(process: subprocess.Popen, mark: str) -> None:
    """End every process of the run, those that hide included; their keeper last, so that none escapes it."""
    for _ in range(100):
        left = {one.pid: one for one in (*_family(process), *_marked(mark)) if one.pid != process.pid}
        if not left:
            break
        for one in left.values():
            with suppress(psutil.Error):
                one.kill()
        psutil.wait_procs(list(left.values()), timeout=0.1)
    process.kill()
    process.wait()


def _open_up(scratch: str) -> None:
    """Give back the rights to folders that a run closed, so that they can be removed."""
    for folder, names, _ in os.walk(scratch):
        for name in names:
            with suppress(OSError):
                os.chmod(os.path.join(folder, name), 0o700, follow_symlinks=False)


# what a run sees -------------------------------------------------------------------------------------------

def _sources() -> str:
    return str(Path(project.__file__).parents[1])


def _environment(home: str) -> dict[str, str]:
    """The variables of a run: none of the marker's own but where Python and the tables are."""
    return {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8",
            "IPYTHONDIR": f"{home}/ipython", "MPLCONFIGDIR": f"{home}/matplotlib", "MPLBACKEND": "agg",
            "PYTHONPATH": _sources(), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0",
            "TECHGOV_HOME": str(project.ROOT), "TECHGOV_DATA": str(tables.folder()),
            "TECHGOV_PROGRESS": f"{home}/progress.json", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _walls(program: str) -> list[str]:
    """bubblewrap's command line: the system, Python and TechGov to read, an empty /tmp to write, nothing else."""
    seen = [*_SYSTEM, sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), _sources(), str(tables.folder())]
    command = [program, "--unshare-all", "--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev",
               "--size", str(256 << 20), "--tmpfs", _HOME, "--dir", f"{_HOME}/matplotlib"]
    for path in dict.fromkeys(seen):
        command += ["--ro-bind-try", path, path]
    for font in _font_lists():
        command += ["--ro-bind", str(font), f"{_HOME}/matplotlib/{font.name}"]
    return [*command, "--chdir", _HOME]


def _font_lists() -> list[Path]:
    """matplotlib's list of fonts, which takes longer to make than an exercise to run."""
    return list(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


def _lend_fonts(scratch: str) -> None:
    (Path(scratch) / "matplotlib").mkdir()
    for font in _font_lists():
        shutil.copy(font, Path(scratch) / "matplotlib")
