"""The question bank: the words of all lessons' questions, checked and filled in when it is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Union

import jinja2
from pydantic import Discriminator, model_validator

from techgov.answers import Posed, posed
from techgov.documents import Problem, SeedError, read_yaml, validate
from techgov.fill import typed_numbers
from techgov.question import KINDS
from techgov.schema import Strict
from techgov.tables import Tables

Question = Annotated[Union[tuple(KINDS.values())], Discriminator("kind")]  # noqa: UP007


class Bank(Strict):
    """All questions of one lesson, as its ``questions.yml`` holds them."""

    questions: list[Question]

    @model_validator(mode="after")
    def _each_once(self):
        ids = [q.id for q in self.questions]
        for id in ids:
            if ids.count(id) > 1:
                raise ValueError(f"the question id '{id}' is used twice")
        return self


def read(lessons: Path) -> dict[str, dict]:
    """Question id -> its words and lesson, from every ``questions.yml``. Raises SeedError with all problems."""
    problems: list[Problem] = []
    bank: dict[str, dict] = {}
    for path in sorted(lessons.glob("*/questions.yml")):
        data, lines = read_yaml(path, problems)
        checked = validate(Bank, data, path, lines, problems) if data is not None else None
        if checked is None:
            continue
        stored = checked.model_dump(exclude_defaults=True, exclude={"questions": {"__all__": {"typed"}}})["questions"]
        for question, words in zip(checked.questions, stored):
            if question.id in bank:
                problems.append(Problem(path.name, 1, question.id, "id",
                                        f"is used already in {bank[question.id]['lesson']}"))
            if typed := sorted(_typed_in(question)):
                problems.append(Problem(path.name, 1, question.id, "", f"typed numbers: {', '.join(typed)}; fill them "
                                        "in, or give the reason for each under typed"))
            bank[question.id] = {"lesson": path.parent.name, "minutes": question.minutes, **words}
    if problems:
        raise SeedError(problems)
    return bank


def fill(bank: Mapping[str, dict], tables: Tables) -> dict[str, dict]:
    """``bank`` as a lesson asks it: each question's own numbers are in its words, and expressions have become numbers,
    so that no kernel of a reader's needs the templates. Raises SeedError with every one that cannot be filled in."""
    filled, problems = {}, []
    for id, words in bank.items():
        try:
            filled[id] = _filled(words, posed(id, words, None, tables))
        except (jinja2.TemplateError, KeyError, ValueError, AttributeError, TypeError) as problem:
            problems.append(Problem("questions.yml", 1, id, "", f"cannot be filled in: {problem}"))
    if problems:
        raise SeedError(problems)
    return filled


_REVEALING = ("right", "otherwise", "reveal", "way", "message")  # fields that may tell the answer


def _filled(words: Mapping[str, Any], one: Posed) -> dict[str, Any]:
    def fill_in(value: Any, name: str) -> Any:
        if isinstance(value, str):
            return (one.revealed if name in _REVEALING else one.text)(value)
        if isinstance(value, list):
            return [fill_in(part, name) for part in value]
        return {part: fill_in(inner, part) for part, inner in value.items()} if isinstance(value, dict) else value

    made = {name: fill_in(value, name) for name, value in words.items()}
    for wrong in made.get("wrong", []):
        if words["kind"] == "number":
            wrong["when"] = one.wrong[wrong["name"]]
        elif words["kind"] == "place":
            wrong["when"] = dict(zip(("x", "y"), one.wrong[wrong["name"]]))
    return made


def _typed_in(question) -> set[str]:
    """Numbers in the question's words that are typed without a reason."""
    words = [getattr(question, name, "") for name in ("prompt", "right", "otherwise", "reveal", "way", "shows")]
    words += getattr(question, "hints", []) + getattr(question, "rubric", [])
    words += [w.message for w in getattr(question, "wrong", [])]
    words += [t for s in getattr(question, "samples", []) for t in (s.text, s.comment)]
    words += [t for named in ("options", "items", "buckets") for t in getattr(question, named, {}).values()]
    return {n for text in words for n in typed_numbers(text) if n not in question.typed}
