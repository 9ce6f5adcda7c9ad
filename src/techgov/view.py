"""What the desks share, views of many widgets over the records: one look, one lock, exceptions said where the reader
looks, and a page without a kernel. Everything that comes from a table or a learner is escaped before it is shown."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Mapping

import ipywidgets as widgets

from techgov import controls, picture

# labels above their controls; a list whose long lines end in dots and do not spill
STYLE = ("<style>.techgov-desk{height:auto!important;flex-wrap:wrap!important}"
         ".techgov-desk>.widget-label{text-align:left;max-width:none;width:100%}"
         ".techgov-desk>select,.techgov-desk>input{flex:1 1 100%!important;min-width:0}"
         ".techgov-desk select option{overflow:hidden;text-overflow:ellipsis}"
         ".techgov-page{line-height:1.45;max-width:52em;overflow-wrap:anywhere}"
         ".techgov-page th{text-align:left!important;vertical-align:top!important;padding-right:1em;"
         "white-space:nowrap;overflow-wrap:normal}"
         ".techgov-page td{text-align:left!important;vertical-align:top!important;white-space:normal}"
         ".techgov-page blockquote{margin:0.4em 0;padding-left:0.8em;border-left:4px solid #56B4E9}</style>")


def control(kind, label: str, basis: str = "1 1 115px", place: Mapping[str, str] = {}, **options):
    """A control of a desk, its label above it; ``basis`` is its place in a row, as CSS flex has it, ``place`` what else
    its layout says."""
    one = kind(description=label, **options, **controls.look(
        kind, "100%", flex=basis, width="auto", min_width="0", margin="2px 8px 2px 2px", **place))
    one.add_class("techgov-desk")
    return one


def cut(text: str, length: int) -> str:
    """``text``, or its beginning and dots: at most ``length`` characters."""
    return text if len(text) <= length else text[:length - 1].rstrip() + "…"


def table(fields: dict[str, str]) -> str:
    """Names and values under each other (HTML, escaped)."""
    rows = "".join(f'<tr><th scope="row">{html.escape(name.replace("_", " "))}</th><td>{html.escape(value)}</td></tr>'
                   for name, value in fields.items())
    return f"<table><tbody>{rows}</tbody></table>"


def lang(text: str) -> str:
    """The attribute that says so, where ``text`` holds Chinese."""
    return ' lang="zh"' if any("\u4e00" <= c <= "\u9fff" for c in text) else ""


class View:
    """What the desks share: one lock, exceptions said where the reader looks, a page without a kernel."""

    title = ""

    def __init__(self):
        self.error: Exception | None = None
        self._lock = threading.RLock()  # JupyterLab may hand the widgets' messages to several threads
        self._quiet = False
        self.page = controls.markup(width="auto")

    def _guard(self, action) -> None:
        with self._lock:
            if self._quiet:
                return
            try:
                action()
            except Exception as problem:
                self.error = problem
                self.page.value = (f"<p>Something went wrong here ({html.escape(str(problem))}). "
                                   "Run the cell again.</p>")

    def _button(self, label: str, action: Callable[[], None], **traits) -> widgets.Button:
        return controls.button(label, lambda: self._guard(action), **traits)

    def _frame(self, *children) -> widgets.VBox:
        return controls.column(controls.heading(self.title, STYLE), *children, controls.markup(controls.NAMES),
                               border_left=f"4px solid {picture.GREEN}", padding="0 0 0 0.8em", width="100%")

    def static(self) -> str:
        """What the desk looks like in a page without a kernel (HTML)."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {**self.widget._repr_mimebundle_(), "text/plain": repr(self), "text/html": (
            f'<div style="border-left:4px solid {picture.GREEN};padding-left:0.8em"><strong>'
            f"{html.escape(self.title)}</strong>{self.static()}{controls.run_first('use it')}</div>")}

    def __repr__(self):
        return f"{type(self).__name__}: {self.title}"
