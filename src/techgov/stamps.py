"""What was made from what: digests, kept in .techgov-build.json, which is not committed.

A build without changes asks here first, before it imports anything that makes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from techgov.project import ROOT, write_atomically

CACHE = ROOT / ".techgov-build.json"
SOURCES = {"seeds": "*.yml", "lessons": "*/*"}
MADE = {"data": "*", "notebooks": "*.ipynb", "exercises": "*.ipynb", "solutions": "*.ipynb"}
EVERYTHING = "everything"


def digest(*parts: bytes) -> str:
    """SHA-256 of ``parts``, which cannot be mistaken for other parts with the same bytes in a row."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def code() -> bytes:
    """What every executed notebook depends on: our code and the versions that draw and print."""
    package = Path(__file__).parent
    files = sorted(p for p in package.rglob("*") if p.suffix in (".py", ".otf"))
    versions = [f"{n} {version(n)}" for n in ("matplotlib", "numpy", "pandas", "ipywidgets", "pillow", "jinja2")]
    return "\0".join([digest(p.read_bytes()) for p in files] + versions + [sys.version]).encode()


def everything(root: Path = ROOT) -> dict[str, list[str]]:
    """The entry that says: of these sources, with this code, all of this was made."""
    return {EVERYTHING: [digest(code(), *_files(root, SOURCES)), digest(*_files(root, MADE))]}


def _files(root: Path, folders: dict[str, str]) -> list[bytes]:
    """Names and contents, in order."""
    paths = sorted(p for folder, pattern in folders.items() for p in (root / folder).glob(pattern) if p.is_file())
    return [part for path in paths for part in (str(path.relative_to(root)).encode(), path.read_bytes())]


def unchanged(root: Path = ROOT) -> bool:
    """Whether nothing has changed since everything was made."""
    return everything(root)[EVERYTHING] == read().get(EVERYTHING)


def read() -> dict[str, list[str]]:
    """What was remembered; nothing if the file is missing or damaged."""
    try:
        cache = json.loads(CACHE.read_text(encoding="utf-8"))
        return cache if isinstance(cache, dict) else {}
    except (OSError, ValueError):
        return {}


def write(cache: dict[str, list[str]]) -> None:
    """Remember ``cache`` instead of what was remembered before."""
    write_atomically(CACHE, json.dumps(cache, indent=1, sort_keys=True) + "\n")
