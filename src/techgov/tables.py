"""The made tables of data/, ready to use. Reads; derives nothing.

    >>> from techgov import load
    >>> cameras = load("cameras")          # a DataFrame, one row a city
    >>> cameras.attrs["units"]             # {'cameras': 'cameras', 'per_thousand': 'cameras per 1,000 people', ...}
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

from techgov.errors import LearnerError
from techgov.project import ROOT

_DTYPES = {"string": "str", "number": "float64", "integer": "Int64", "boolean": "boolean"}
RESTORE = "Restore it with: git checkout -- data (or download the project once more)"


class TableError(LearnerError):
    """A table that cannot be had, in one sentence that names the file and what to do."""


def _altered(path: Path) -> TableError:
    return TableError(f"{path} is not as it was made (it was cut or altered). {RESTORE}")


def _missing(path: Path) -> TableError:
    return TableError(f"{path} is missing or cannot be read. {RESTORE}")


def folder() -> Path:
    """The folder of the made tables (TECHGOV_DATA names another one, as the build does)."""
    return Path(os.environ.get("TECHGOV_DATA") or ROOT / "data")


def _edition(place: Path | None) -> tuple[Path, int]:
    path = (place or folder()) / "datapackage.json"
    try:
        return path, path.stat().st_mtime_ns
    except OSError:
        raise _missing(path) from None


def package(place: Path | None = None) -> dict[str, dict]:
    """The resources of datapackage.json by name: path, hash, schema with units, sources."""
    path, _ = _edition(place)
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        return {one["name"]: {**one, "path": one["path"], "hash": one["hash"]} for one in resources}
    except OSError:
        raise _missing(path) from None
    except (ValueError, KeyError, TypeError):
        raise _altered(path) from None


@lru_cache(maxsize=4)
def _descriptions(path: Path, _changed: int) -> dict[str, str]:
    """Name -> what reading it needs, as JSON: all that datapackage.json says would take half a megabyte."""
    def needed(one: dict) -> dict:
        return {name: value for name, value in one.items() if name != "description"}

    try:
        return {name: json.dumps({**one, "schema": {"fields": [needed(field) for field in one["schema"]["fields"]]}}
                                 if "schema" in one else one) for name, one in package(path.parent).items()}
    except (KeyError, TypeError, AttributeError):
        raise _altered(path) from None


def _described(name: str, place: Path | None) -> str:
    """What datapackage.json says of resource ``name``, as JSON."""
    resources = _descriptions(*_edition(place))
    if name not in resources:
        raise TableError(f"There is no table named '{name}'. There are: {', '.join(sorted(resources))}.")
    return resources[name]


def read_resource(name: str, place: Path | None = None) -> bytes:
    """The bytes of resource ``name``, checked against the hash that datapackage.json holds."""
    about = json.loads(_described(name, place))
    path = (place or folder()) / about["path"]
    try:
        data = path.read_bytes()
    except OSError:
        raise _missing(path) from None
    data = data.replace(b"\r\n", b"\n")  # as a checkout on Windows may have it
    if f"sha256:{hashlib.sha256(data).hexdigest()}" != about["hash"]:
        raise _altered(path)
    return data


def load(name: str, place: Path | None = None) -> pd.DataFrame:
    """The table ``name`` as a DataFrame; ``.attrs`` holds ``title``, ``units`` and ``sources``.

    place: another folder than data/, as the build uses. Raises TableError, in one sentence, where the file is
    missing, cut or altered.
    """
    read_resource(name, place)  # is it as it was made?
    about = _described(name, place)
    if json.loads(about).get("format") != "csv":
        raise TableError(f"'{name}' is no table. Tables are: "
                         f"{', '.join(n for n, r in sorted(package(place).items()) if r.get('format') == 'csv')}.")
    try:
        # copies share their cells until one is written to
        return _parsed(name, place or folder(), about).copy(deep=False)
    except (ValueError, KeyError, TypeError):  # the table is as it was made, so what describes it is not
        raise _altered((place or folder()) / "datapackage.json") from None


@lru_cache(maxsize=8)  # every question and explorer of a lesson asks for the same few tables
def _parsed(name: str, place: Path, about: str) -> pd.DataFrame:
    return _table(read_resource(name, place), json.loads(about))


def _table(data: bytes, about: dict) -> pd.DataFrame:
    fields = about["schema"]["fields"]
    table = pd.read_csv(io.BytesIO(data), dtype={f["name"]: _DTYPES[f["type"]] for f in fields},
                        keep_default_na=False, na_values=[""])
    for field in fields:
        if field["type"] == "string":
            table[field["name"]] = table[field["name"]].fillna("")
    table.attrs = {"title": about["title"],
                   "units": {f["name"]: f["unit"] for f in fields if "unit" in f},
                   "sources": [s["title"] for s in about.get("sources", [])]}
    return table


class Tables:
    """All tables by name, loaded when first asked for: what an answer function gets."""

    def __init__(self, place: Path | None = None):
        self._place = place
        self._loaded: dict[str, pd.DataFrame] = {}

    @property
    def edition(self) -> tuple[Path, int]:
        """Where these tables are, and a number that is another one when they were made anew."""
        path, changed = _edition(self._place)
        return path.parent, changed

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._loaded:
            self._loaded[name] = load(name, self._place)
        return self._loaded[name]

    def questions(self) -> dict[str, dict]:
        """The made question bank: question id -> its words, filled in, and the lesson it belongs to."""
        return json.loads(read_resource("questions", self._place))

    def templates(self) -> dict[str, dict]:
        """The questions that vary, as they are before their numbers are filled in."""
        return json.loads(read_resource("question_templates", self._place))

    def figure(self, doubt: str, name: str) -> float:
        """A number that the arithmetic of a doubt gives, from the table ``doubt_figures``."""
        return self._one(self["doubt_figures"], (self["doubt_figures"]["doubt"] == doubt)
                         & (self["doubt_figures"]["figure"] == name), "value", f"figure {name} of doubt {doubt}")

    def value(self, id: str) -> float:
        """The printed figure of a quantity: its point value, or the one bound that is given."""
        table = self["quantities"]
        low = self._one(table, table["id"] == id, "low", f"quantity {id}")
        return self._one(table, table["id"] == id, "high", f"quantity {id}") if pd.isna(low) else low

    def outside(self, id: str, name: str) -> float:
        """A number from outside the documents, by the id of its entry."""
        table = self["outside_figures"]
        return self._one(table, (table["id"] == id) & (table["figure"] == name), "value", f"figure {name} of {id}")

    @staticmethod
    def _one(table, rows, column, what):
        found = table.loc[rows, column]
        if len(found) != 1:
            raise KeyError(f"there is no {what}")
        return float(found.iloc[0])
