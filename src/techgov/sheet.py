"""The numbers behind a picture: as a table in the page, and as CSV one click away, without a kernel."""

from __future__ import annotations

import base64
import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

# a widget has none of JupyterLab's own style of tables
_STYLE = ("<style>.techgov-numbers :is(th,td){padding:0.15em 0.7em;text-align:right;vertical-align:top}"
          ".techgov-numbers :is(th,td):first-child{text-align:left}</style>")
_SHOWN = 100  # rows in the page; the CSV has all


def table(result: Any) -> pd.DataFrame:
    """``result`` of a model as a table: a DataFrame as it is, a dataclass or mapping as one row a number."""
    if isinstance(result, pd.DataFrame):
        return result
    return pd.DataFrame(_rows("", result), columns=["what", "value"])


def _rows(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if dataclasses.is_dataclass(value):
        parts = [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    elif isinstance(value, Mapping):
        parts = list(value.items())
    elif isinstance(value, list | tuple | np.ndarray | pd.Series):
        parts = list(enumerate(value, 1))
    elif value is None or callable(value):
        return
    else:
        yield name, value
        return
    for part, inner in parts:
        yield from _rows(f"{name} {part}".strip().replace("_", " "), inner)


def as_html(data: pd.DataFrame | pd.Series, title: str) -> str:
    """``data`` as an HTML table with a link that saves all of it as CSV (UTF-8, with the mark that Excel needs)."""
    data = data.to_frame() if isinstance(data, pd.Series) else data
    name = re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")[:60]
    text = base64.b64encode(data.to_csv(index=not isinstance(data.index, pd.RangeIndex)).encode("utf-8-sig")).decode()
    more = f"<p>The first {_SHOWN} of {len(data):,} rows; the CSV has all.</p>" if len(data) > _SHOWN else ""
    return (f'<div style="line-height:1.3"><a download="{name}.csv" href="data:text/csv;charset=utf-8;base64,{text}" '
            f'style="text-decoration:underline">Save as CSV</a>{_rendered(data.head(_SHOWN))}{more}</div>')


def _rendered(data: pd.DataFrame) -> str:
    if not isinstance(data.index, pd.RangeIndex):  # no header may be empty
        data = data.rename_axis(index=[name or "row" for name in data.index.names], columns=None).reset_index()
    return _STYLE + data.map(_plain).to_html(border=0, index=False, classes="techgov-numbers")


def _plain(value: Any) -> str:
    """As a reader has it: 26,959,251,266 and 2001.58, a year without a comma, nothing for what is missing."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.number):
        return str(value).removesuffix(" 00:00:00")
    comma = "," if abs(value) >= 1e4 else ""
    if abs(value) >= 1e5 or value == int(value):
        return f"{value:{comma}.0f}" if isinstance(value, float) else f"{value:{comma}}"
    return f"{value:{comma}.6g}"
