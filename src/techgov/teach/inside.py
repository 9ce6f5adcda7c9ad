"""What runs inside the sandbox: one student's cells, in an IPython shell without a kernel.

Started by :mod:`techgov.teach.sandbox` as a script, never imported by it: only ``pack`` is used elsewhere, by tests.
The job is JSON on standard input; what is found goes out as lines of JSON behind the job's token. This process judges
nothing. It sends the plain values that the marker asks for, and the marker decides outside what they are worth.

Two processes: the keeper collects what the student's code leaves behind (it is made the parent of orphans), the other
one runs the cells. Standard library only, until the cells run.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from typing import Any

_LARGEST, _LONGEST, _DEEPEST = 100_000, 1_000, 4  # characters of a text, items of a list, lists within lists
_NEWUSER, _NEWNET = 0x10000000, 0x40000000  # <linux/sched.h>
_DIE_WITH_PARENT, _SUBREAPER = 1, 36  # <linux/prctl.h>


class TooLong(BaseException):
    """A cell that ran longer than a cell may. No Exception, so that ``except Exception`` lets it through."""


def pack(value: Any, depth: int = _DEEPEST) -> Any:
    """``value`` as JSON that keeps what a question looks at: ["set", [...]], ["text", "..."], ["other", "DataFrame"] …

    What is too large, too deep or of another kind becomes ["other", its type's name]. Never raises an Exception.
    """
    try:
        return _pack(value, depth)
    except Exception:  # an object that lies about itself
        return ["other", type(value).__name__[:80]]


def _pack(value: Any, depth: int) -> Any:
    other = ["other", type(value).__name__[:80]]
    if value is None or value is ...:
        return ["nothing", None]
    if hasattr(value, "tolist"):  # NumPy and pandas
        if getattr(value, "size", 1) > _LONGEST:
            return other
        value = value.tolist()
    if isinstance(value, bool):
        return ["truth", bool(value)]
    if isinstance(value, str):
        return ["text", str(value)[:_LARGEST].encode("utf-8", "replace").decode()]
    if isinstance(value, int):
        return ["whole", str(int(value))] if value.bit_length() < 2_000 else other
    if isinstance(value, float):
        return ["number", float(value).hex()]
    if isinstance(value, Mapping | Sequence | Set) and len(value) > _LONGEST or not depth:
        return other
    if isinstance(value, Mapping):
        return ["dictionary", [[pack(key, depth - 1), pack(item, depth - 1)] for key, item in value.items()]]
    for name, kinds in {"list": (list, tuple), "set": Set}.items():
        if isinstance(value, kinds):
            return [name, [pack(item, depth - 1) for item in value]]
    return ["number", float(value).hex()] if hasattr(value, "__float__") else other


# the cells -------------------------------------------------------------------------------------------------

def run(job: dict, send: Callable[..., None]) -> None:
    """Run the job's cells in order; say which begins, how it failed, and what the values behind it are."""
    shell, me = _shell(), os.getpid()
    for number, cell in enumerate(job["cells"]):
        if number not in job["skip"]:
            send(begin=number)
            result = _timed(lambda: shell.run_cell(cell["source"], silent=True), job["cell_seconds"])
            failure = result if isinstance(result, BaseException) else result.error_before_exec or result.error_in_exec
            if os.getpid() != me:  # a copy of this process that the cell made
                os._exit(0)
            if failure is not None:
                send(error=number, kind=type(failure).__name__[:80], text=_said(failure))
        for key, expression in cell["values"].items():
            value = _timed(lambda: eval(expression, shell.user_ns), job["cell_seconds"])
            send(value=key, packed=["missing", type(value).__name__[:80]] if isinstance(value, BaseException) else
                 _timed(lambda: pack(value), job["cell_seconds"], default=["other", "value"]))


def _shell():
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    import techgov.quiz  # noqa: F401  (here, so that no cell pays for what all of them import)

    class Shell(InteractiveShell):
        """A shell that has neither windows nor a terminal to leave."""

        def enable_gui(self, gui=None):
            pass

        def ask_exit(self):
            pass

        def showtraceback(self, *arguments, **options):
            pass

    quiet = Config()
    quiet.HistoryManager.enabled = False
    return Shell.instance(config=quiet)


def _timed(call: Callable[[], Any], seconds: float, default: Any = None) -> Any:
    """What ``call`` gives, or (unless there is a default) what it raises. ``seconds`` are the processor's, so that a
    busy machine costs nobody marks. The alarm rings again for code that catches it."""
    def ring(*_):
        raise TooLong(f"it computed for more than {seconds:g} seconds")

    try:
        signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, seconds, 1)
        return call()
    except BaseException as failure:
        return failure if default is None else default
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _said(failure: BaseException) -> str:
    try:
        return str(failure)[:300].encode("utf-8", "replace").decode()
    except Exception:
        return ""


# the process -----------------------------------------------------------------------------------------------

def main() -> None:
    job = json.loads(sys.stdin.read())
    channel = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    token = job.pop("token")
    encode, write = json.dumps, os.write  # as they are now, whatever a cell makes of them

    def send(**said: Any) -> None:
        write(channel, f"{token} {encode(said)}\n".encode())

    _tell_kernel(_SUBREAPER, 1)
    _tell_kernel(_DIE_WITH_PARENT, signal.SIGKILL)
    send(network=_cut_network(job["network_is_cut"]))
    if child := os.fork():
        keep(child, send)
    try:
        _tell_kernel(_DIE_WITH_PARENT, signal.SIGKILL)
        _limit(job)
        run(job, send)
        send(done=True)
    finally:
        os._exit(0)


def keep(child: int, send: Callable[..., None]) -> None:
    """Wait for the child and for every orphan, say how the child ended, and stay until the marker ends all of it."""
    while True:
        try:
            process, status = os.wait()
            if process == child:
                send(ended=os.waitstatus_to_exitcode(status))
        except ChildProcessError:
            time.sleep(0.05)


def _tell_kernel(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, int(value), 0, 0, 0)


def _limit(job: dict) -> None:
    import resource
    megabyte = 1 << 20
    limits = {"RLIMIT_AS": job["megabytes"] * megabyte, "RLIMIT_CPU": int(job["seconds"]) + 5,
              "RLIMIT_FSIZE": 64 * megabyte, "RLIMIT_NOFILE": 256, "RLIMIT_CORE": 0}
    for name, limit in limits.items():
        with suppress(ValueError, OSError):  # where the machine's own limit is lower
            resource.setrlimit(getattr(resource, name), (limit, limit))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an error in its cell


def _cut_network(already: bool) -> str:
    """'cut' where no process from here on reaches a network; 'guarded' where only Python itself is kept from it."""
    if already:
        return "cut"
    user = os.getuid()
    if sys.platform == "linux" and ctypes.CDLL(None).unshare(_NEWUSER | _NEWNET) == 0:
        with suppress(OSError), open("/proc/self/uid_map", "w") as names:  # so that the user still has a name
            names.write(f"{user} {user} 1")
        return "cut"
    sys.addaudithook(_refuse)
    return "guarded"


def _refuse(event: str, _arguments: tuple) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"):
        raise OSError("there is no network while exercises are marked")


if __name__ == "__main__":
    main()
