"""The question bank: the words of all lessons' questions, checked when it is made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Union

from pydantic import Discriminator, model_validator

from techgov.documents import Problem, SeedError, read_yaml, validate
from techgov.fill import typed_numbers
from techgov.question import KINDS
from techgov.schema import Strict

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


def _typed_in(question) -> set[str]:
    """Numbers in the question's words that are typed without a reason."""
    words = [getattr(question, name, "") for name in ("prompt", "right", "otherwise", "reveal", "way", "shows")]
    words += getattr(question, "hints", []) + getattr(question, "rubric", [])
    words += [w.message for w in getattr(question, "wrong", [])]
    words += [t for s in getattr(question, "samples", []) for t in (s.text, s.comment)]
    words += [t for named in ("options", "items", "buckets") for t in getattr(question, named, {}).values()]
    return {n for text in words for n in typed_numbers(text) if n not in question.typed}
