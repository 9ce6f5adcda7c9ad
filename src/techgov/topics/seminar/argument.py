"""An argument and what it rests on: pure, without widgets or files.

:func:`weigh` counts; it does not judge. A footnote does not make a sentence true, nor its absence false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from techgov.records import TYPES, Record, fold, records
from techgov.tables import Tables

#: what evidence can rest on, the best to check first
SUPPORTS = {"footnoted": "footnoted in the document", "attributed": "attributed to somebody, without a footnote",
            "asserted": "asserted by the document", "outside": "from other sources", "simulated": "made by a model"}
PICKED = ("claim", "figure", "event", "outside", "model")
MOST = 60  # pieces of evidence on one desk
LONGEST = {"claim": 300, "text": 12_000, "mind": 2_000, "answer": 2_000}  # characters
_CITED = re.compile(r"\[([a-z0-9_.:-]+)\]")


@dataclass(frozen=True)
class Argument:
    """What a learner made. picks: ids of evidence, in order; a [id] in ``text`` cites one of them. answers: contrary
    claim -> the answer to it. mind: what would change the writer's mind."""

    claim: str = ""
    text: str = ""
    picks: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    mind: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As the progress file holds it."""
        return {"claim": self.claim, "text": self.text, "picks": list(self.picks), "answers": dict(self.answers),
                "mind": self.mind}


def read(raw: Any, known: Iterable[str]) -> Argument:
    """What a progress file holds, as far as it can be used: unknown evidence and other shapes are left out."""
    raw, known = raw if isinstance(raw, Mapping) else {}, set(known)

    def words(value: Any, name: str) -> str:
        return value[:LONGEST[name]] if isinstance(value, str) else ""

    picks = raw.get("picks") if isinstance(raw.get("picks"), list) else []
    answers = raw.get("answers") if isinstance(raw.get("answers"), Mapping) else {}
    return Argument(
        *(words(raw.get(name), name) for name in ("claim", "text")),
        tuple(dict.fromkeys(id for id in picks if isinstance(id, str) and id in known))[:MOST],
        {id: words(answer, "answer") for id, answer in answers.items() if id in known and words(answer, "answer")},
        words(raw.get("mind"), "mind"))


# what can be picked ----------------------------------------------------------------------------------------

def evidence(tables: Tables) -> dict[str, Record]:
    """Everything that an argument can rest on: the documents' claims, figures and events, what other sources say, and
    the models of the lessons, by id."""
    found = records(tables, [type for type in TYPES if type in PICKED])
    for row in tables["outside"].to_dict("records"):
        fields = {name: row[name] for name in ("source", "date", "address", "read", "limits") if row[name]}
        found.append(_record(row["id"], "outside", row["topic"], row["says"], fields))
    found += [_record(id, "model", topic, says, {"made": "by a model with invented numbers"})
              for id, topic, says in tables["models"].itertuples(index=False)]
    return {one.id: one for one in found}


def _record(id: str, type: str, topic: str, says: str, fields: dict[str, str]) -> Record:
    words = " ".join([id, says, *fields.values()])
    return Record(id, "", type, topic, "", "simulated" if type == "model" else "outside", says, "", fields, (), (),
                  fold(words), words.casefold())


# what it rests on ------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Contrary:
    """A claim that contradicts evidence ``against`` (its ids); ``answer`` is '' until the writer meets it."""

    claim: Record
    against: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Weighed:
    """What an argument rests on. supports: kind of support -> how many pieces. roots: a source in the documents'
    footnotes -> the pieces that rest on it, where these are two or more. both_sides: contrary claims that are
    themselves on the desk. uncited: evidence that the text does not cite; unknown: what it cites and the desk does not
    have."""

    argument: Argument
    evidence: tuple[Record, ...]
    supports: dict[str, int]
    documents: tuple[str, ...]
    roots: dict[str, tuple[str, ...]]
    contrary: tuple[Contrary, ...]
    both_sides: tuple[str, ...]
    doubts: dict[str, tuple[str, ...]]
    uncited: tuple[str, ...]
    unknown: tuple[str, ...]

    def share(self, support: str) -> float:
        """The part of the evidence with this support; 0 of nothing."""
        return self.supports[support] / len(self.evidence) if self.evidence else 0.0

    @property
    def unmet(self) -> tuple[Contrary, ...]:
        """Contrary claims without an answer."""
        return tuple(one for one in self.contrary if not one.answer.strip())

    @property
    def sources(self) -> int:
        """How many pieces are left if all that rest on one footnote count once."""
        spare = {id for ids in self.roots.values() for id in ids[1:]}
        return len(self.evidence) - len(spare)


def weigh(argument: Argument, known: Mapping[str, Record]) -> Weighed:
    """Count what ``argument`` rests on, among the evidence ``known`` (:func:`evidence`)."""
    picked = tuple(known[id] for id in argument.picks if id in known)
    ids = [one.id for one in picked]
    supports = dict.fromkeys(SUPPORTS, 0)
    contrary: dict[str, list[str]] = {}
    roots: dict[str, list[str]] = {}
    doubts: dict[str, list[str]] = {}
    for one in picked:
        supports[one.support] += 1
        for word, other in one.links:
            if word.startswith("contradicts") and other in known:
                contrary.setdefault(other, []).append(one.id)
            elif word == "cites":
                roots.setdefault(other, []).append(one.id)
        for doubt in one.doubts:
            doubts.setdefault(doubt, []).append(one.id)
    cited = list(dict.fromkeys(_CITED.findall(argument.text)))
    return Weighed(
        argument, picked, supports, tuple(dict.fromkeys(one.document for one in picked if one.document)),
        {root: tuple(rest) for root, rest in roots.items() if len(rest) > 1},
        tuple(Contrary(known[id], tuple(dict.fromkeys(against)), argument.answers.get(id, ""))
              for id, against in contrary.items()),
        tuple(id for id in contrary if id in ids),
        {doubt: tuple(touched) for doubt, touched in doubts.items()},
        tuple(id for id in ids if id not in cited), tuple(id for id in cited if id not in ids))


def numbered(text: str, picks: Iterable[str]) -> str:
    """``text`` with each [id] of ``picks`` as its number in them; other brackets stay."""
    number = {id: at for at, id in enumerate(picks, 1)}
    return _CITED.sub(lambda found: f"[{number[found[1]]}]" if found[1] in number else found[0], text)
