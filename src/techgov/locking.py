"""One process at a time: a lock that the operating system lets go of when its holder dies, however that happens."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)  # closing alone would leave it with a process forked meanwhile
except ImportError:  # Windows
    import msvcrt

    def _take(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _let_go(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

PATIENCE = 2.0  # seconds; a save takes some milliseconds, so that a longer holder is a stopped one


def lock_file(path: Path) -> Path:
    """Where the lock of ``path`` lies: beside it, empty, and never removed (another may be waiting for it)."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def locked(paths: Iterable[Path]) -> Iterator[bool]:
    """Hold the lock of the first of ``paths`` that can have one; yields whether it is held.

    Never raises, and waits no longer than PATIENCE: to save an answer without a lock is better than not to save it.
    """
    for path in paths:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(lock_file(path), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:  # a read-only folder
            continue
        held = False
        try:
            held = _wait(file)
            if held is not None:
                yield bool(held)
                return
        finally:
            if held:
                with suppress(OSError):
                    _let_go(file)
            os.close(file)
    yield False


def _wait(file: int) -> bool | None:
    """Is the lock held now? None where the file system has no locks."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _take(file)
            return True
        except (BlockingIOError, PermissionError):  # another process holds it, as POSIX and Windows say it
            if time.monotonic() > end:
                return False
            time.sleep(0.003)
        except OSError:
            return None
