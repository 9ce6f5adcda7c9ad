"""Where the project's folders are, and how a file is written so that a reader never sees half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

#: the checkout: TechGov is installed in place (``pip install --editable``), beside the tables it reads
ROOT = Path(os.environ.get("TECHGOV_HOME") or Path(__file__).resolve().parents[2])


def write_atomically(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Write ``content`` (text as UTF-8, LF) to ``path``: after a crash at any time the file is the old or the new one.

    Raises OSError where the folder cannot be written to; the old file then stands as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
