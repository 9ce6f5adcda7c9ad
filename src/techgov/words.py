"""Tables and records whose cells are sentences, so that a reader sees them whole."""

from __future__ import annotations

import html

import pandas as pd

_NO_FORMULA = "tex2jax_ignore"  # two amounts in dollars are none


class Words:
    """HTML to read, with a plain text beside it."""

    def __init__(self, markup: str, plain: str):
        self._markup, self._plain = markup, plain

    def _repr_html_(self) -> str:
        return self._markup

    def __repr__(self) -> str:
        return self._plain


def wide(table: pd.DataFrame) -> Words:
    """A table whose long cells wrap instead of being cut."""
    cell = 'style="text-align:left;vertical-align:top;white-space:normal;overflow-wrap:break-word;max-width:24em"'
    head = "".join(f"<th {cell}>{html.escape(str(name))}</th>" for name in table.columns)
    rows = "".join("<tr>" + "".join(f"<td {cell}>{html.escape(str(value))}</td>" for value in row) + "</tr>"
                   for row in table.itertuples(index=False))
    markup = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return Words(f'<div class="{_NO_FORMULA}" style="overflow-x:auto">{markup}</div>', table.to_string())


def card(record: pd.Series) -> Words:
    """One row of a table with its fields under each other; empty fields are left out."""
    fields = {name: str(value) for name, value in record.items() if str(value).strip()}
    rows = "".join(f'<tr><th scope="row" style="text-align:left;vertical-align:top">{html.escape(name)}</th>'
                   f'<td style="text-align:left;white-space:normal;overflow-wrap:anywhere;max-width:40em">'
                   f"{html.escape(value)}</td></tr>"
                   for name, value in fields.items())
    return Words(f'<table class="{_NO_FORMULA}"><tbody>{rows}</tbody></table>',
                 "\n".join(f"{n}: {v}" for n, v in fields.items()))
