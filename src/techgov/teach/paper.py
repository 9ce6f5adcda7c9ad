"""Markdown as a page for the printer: one HTML file that needs nothing else."""

from __future__ import annotations

from importlib.resources import files

import jinja2
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def html(markdown: str) -> str:
    """``markdown`` (CommonMark with tables) as HTML; HTML in it is shown, not used."""
    return _MARKDOWN.render(markdown)


def template(name: str) -> jinja2.Template:
    """A template of pages/; what is put into it is escaped unless the template says that it is HTML."""
    text = (files("techgov.teach") / "pages" / name).read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(text)


def page(title: str, markdown: str) -> str:
    """A whole HTML page in A4 print."""
    return template("paper.html").render(title=title, body=html(markdown))


def cell(words: str) -> str:
    """``words`` as they may stand in a cell of a Markdown table."""
    return " ".join(words.split()).replace("|", "\\|")
