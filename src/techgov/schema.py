"""The shapes of data: the strict base of records and questions, and what a made table is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

# no plugin has a say here, and looking for some among all installed packages takes longer than building the models
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict  # noqa: E402


class Strict(BaseModel):
    """Refuses what it does not know. Built when it first reads something: whoever imports it may never need it."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True, defer_build=True)


@dataclass(frozen=True)
class Field:
    """A column: Frictionless type ('string', 'number', 'integer', 'boolean'), what it holds, its unit."""

    type: str
    description: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table to be written: ``rows`` hold a value for every field, None where there is none."""

    name: str
    title: str
    fields: dict[str, Field]
    rows: list[dict]
    sources: list[str] = field(default_factory=list)  # slugs of documents, or 'outside'


def text(description: str) -> Field:
    return Field("string", description)


def number(description: str, unit: str = "") -> Field:
    return Field("number", description, unit)
