"""The class report as files: a page that needs nothing besides itself, and tables as CSV. Nothing is sent anywhere."""

from __future__ import annotations

import html
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from techgov import picture, sheet
from techgov.answers import pose
from techgov.controls import paragraph
from techgov.panel import asked, title
from techgov.project import ROOT, write_atomically
from techgov.teach import class_report
from techgov.teach.class_records import ClassError, Learner, Records
from techgov.wording import count_of

ANONYMOUS = 5  # the fewest learners that a count may stand for
_STYLE = """body{font:16px/1.45 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1a1a1a}
table{border-collapse:collapse;font-size:.85em}td,th{padding:.2em .6em;text-align:left;border-bottom:1px solid #d9d9d9;
vertical-align:top}blockquote{border-left:4px solid #D55E00;margin:.5em 0;padding-left:.8em}
section{margin:1.5em 0;overflow-x:auto}
@media print{section{break-inside:avoid}details{display:none}}"""
_RULE = f"""A named mistake stands out when more of those who were wrong held on to it, in more than half of their
wrong tries, than would by guessing (an answer drawn at random, a slip, or an even spread over the question's
mistakes, whichever gives it more; the binomial probabilities of all mistakes against the limits of Benjamini and
Hochberg at {class_report.RATE:.0%}), and when even the lower bound of the share of learners who made it is
{class_report.COMMON:.0%} or more. They are ranked by that lower bound, one a question. In a class that only guesses,
nothing is listed nineteen times out of twenty; in a small class a misconception has to be strong to stand out. Shares
come with Wilson's 95% interval. Discrimination is the corrected item-total correlation (Henrysson 1963): a question
near nothing or below it is answered as well by those who do badly elsewhere, and may itself be unclear. Tries, hints
and mistakes are of those whose record holds them: a passport's code does not. Minutes are from the first try to the
last, since no record knows when a question was first read."""


@dataclass(frozen=True)
class Report:
    """What was found. learners: how many; topics: rows of :func:`class_report.topics`; files: what was written."""

    learners: int
    topics: pd.DataFrame
    notices: tuple[str, ...]
    files: tuple[Path, ...]


def write(records: Records, out: Path, anonymous: bool = False) -> Report:
    """Write class.html, questions.csv, mistakes.csv and responses.csv into ``out``.

    anonymous: no names, neither learners' nor files'; learners in an order drawn anew; times as months and tens of
    minutes; questions that fewer than five learners answered and mistakes that fewer than five made are left out. What
    is left out is in no file, so nobody can undo it. Raises ClassError for an anonymous class of fewer than five, or a
    folder that cannot be written to.
    """
    learners, notices = records.learners, [f"{name} {words}" for name, words in records.notices]
    if anonymous:
        learners, notices = _shuffled(learners), _counted(records.notices)
    questions, mistakes = class_report.questions(learners), class_report.mistakes(learners)
    responses = _responses(learners, anonymous)
    if anonymous:
        questions = questions[questions["learners"] >= ANONYMOUS]
        responses = responses[responses["question"].isin(questions["question"])]
        mistakes = mistakes if mistakes.empty else mistakes[mistakes["made"] >= ANONYMOUS]
    found = class_report.topics(mistakes)
    texts = {"class.html": _page(len(learners), questions, mistakes, notices, out),
             **{f"{name}.csv": table.to_csv(index=False, float_format="%.6g") for name, table in
                (("questions", questions), ("mistakes", mistakes), ("responses", responses))}}
    try:
        for name, text in texts.items():
            write_atomically(out / name, text, mode=0o600)
    except OSError as failure:
        raise ClassError(f"The report cannot be written to {out} ({failure.strerror}). Name another folder with "
                         "--out.") from None
    return Report(len(learners), found, tuple(notices), tuple(out / name for name in texts))


# without names --------------------------------------------------------------------------------------------------

def _shuffled(learners: Sequence[Learner]) -> tuple[Learner, ...]:
    if len(learners) < ANONYMOUS:
        raise ClassError(f"{count_of(len(learners), 'learner')} cannot be made anonymous: whoever knows the class "
                         f"knows whose answers these are. Report on {ANONYMOUS} or more, or leave --anonymous out "
                         "and keep the report to yourself.")
    order = list(learners)
    secrets.SystemRandom().shuffle(order)  # without a seed: nobody can draw the same order again
    return tuple(Learner(f"learner {number}", one.answers) for number, one in enumerate(order, 1))


def _counted(notices: Sequence[tuple[str, str]]) -> list[str]:
    """Notices without the names of files."""
    files = len({name for name, _ in notices})
    return [f"{count_of(files, 'file')} not counted, or not whole"] if files else []


def _responses(learners: Sequence[Learner], anonymous: bool) -> pd.DataFrame:
    """A row a learner and question; nobody's answer itself, so no argument's text either."""
    return pd.DataFrame([
        {"learner": one.name, "question": id, "first_try_right": done.first, "right": done.right,
         "tries": done.tries if done.whole else None, "hints": done.hints if done.whole else None,
         "mistakes": " ".join(sorted(done.mistakes)), "when": _when(done.began, anonymous),
         "minutes": None if done.minutes is None else 10 * round(done.minutes / 10) if anonymous else
         round(done.minutes, 1)}
        for one in learners for id, done in sorted(one.answers.items())])


def _when(began, anonymous: bool) -> str:
    return "" if began is None else began.strftime("%Y-%m" if anonymous else "%Y-%m-%dT%H:%M")


# the page -------------------------------------------------------------------------------------------------------

def _page(learners: int, questions: pd.DataFrame, mistakes: pd.DataFrame, notices: Sequence[str],
          out: Path) -> str:
    found = class_report.topics(mistakes)
    parts = [f"<h1>What the class misunderstood</h1>{paragraph(_summary(learners, questions))}"]
    if notices:
        parts.append("<details open><summary>Files</summary><ul>"
                     + "".join(f"<li>{html.escape(words)}</li>" for words in notices) + "</ul></details>")
    parts.append("<h2>To talk about next time</h2>")
    if found.empty:
        parts.append(paragraph("No named mistake stands out from guessing in this class."))
    rows = questions.set_index("question")
    parts += [_topic(number, row, rows.loc[row["question"]], out)
              for number, (_, row) in enumerate(found.iterrows(), 1)]
    if not mistakes.empty:
        parts.append(f"<details><summary>All named mistakes, the most common first</summary>"
                     f"{sheet.as_html(mistakes.drop(columns=['lesson', 'message']).round(3), 'mistakes')}</details>")
    parts.append("<h2>Question by question</h2>")
    for lesson, part in questions.groupby("lesson"):
        parts.append(_lesson(lesson, part))
    parts.append(f"<h2>How this is counted</h2>{paragraph(_RULE)}")
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>What the class misunderstood</title>'
            f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n<body><main>'
            + "\n".join(parts) + "</main></body></html>\n")


def _summary(learners: int, questions: pd.DataFrame) -> str:
    return (f"{count_of(learners, 'learner')} answered {count_of(len(questions), 'question')}. This page was made on "
            "your machine from their progress files, and nothing was sent anywhere.")


def _topic(number: int, row: pd.Series, question: pd.Series, out: Path) -> str:
    """One thing to talk about: the mistake, how many made it, what they were told, and where to reread."""
    posed = pose(row["question"])
    name = row["mistake"].replace("-", " ")
    return (f"<section><h3>{number}. {html.escape(name)}</h3>"
            f"<p>{html.escape(title(row['lesson']))}: “{html.escape(posed.text(posed.question.prompt))}”</p>"
            f"<p><strong>{row['made']} of {row['of']}</strong> made this mistake ({row['share']:.0%}, 95% interval "
            f"{row['low']:.0%} to {row['high']:.0%}); {row['held']} of the {row['wrong']} who were wrong held on to "
            f"it, where guessing would give {row['by_guessing']:.0f}. They were told:</p>"
            f"<blockquote>{html.escape(row['message'])}</blockquote>"
            f"<p>{passage(row['question'], row['lesson'], out)}</p>{_outcomes(row, question)}</section>")


def passage(id: str, lesson: str, out: Path) -> str:
    """Where question ``id`` is asked, as HTML: the heading above it, its cell, and a link from the folder ``out``."""
    if id not in asked(lesson):
        return "It is not asked in a notebook of this edition."
    path, cell, heading = map(html.escape, asked(lesson)[id])
    return (f'Reread: <a href="{html.escape(os.path.relpath(ROOT / path, out))}#cell-id={cell}">{heading}</a> '
            f"({path}, cell <code>{cell}</code>)")


def _outcomes(row: pd.Series, question: pd.Series) -> str:
    """A chart of one question: right at once, this mistake, and other ways to be wrong first."""
    counts = {"right at the first try": int(question["first_right"]),
              "not right at the first try": int(question["first_known"] - question["first_right"]),
              f"made “{row['mistake'].replace('-', ' ')}”": int(row["made"])}
    fig = picture.figure(height=1.9)
    ax = fig.subplots()
    bars = ax.barh(list(counts), list(counts.values()), color=[picture.GREEN, picture.FAINT, picture.VERMILION],
                   edgecolor=picture.INK, linewidth=0.5)
    ax.bar_label(bars, padding=4)
    ax.invert_yaxis()
    ax.set(xlabel="learners", xlim=(0, 1.1 * max(1, question["first_known"])))
    alt = (f"{row['question']}: " + ", ".join(f"{number} {words}" for words, number in counts.items())
           + f", of {question['first_known']} learners.")
    return picture.show(fig, alt=alt, source="the class's progress files", origin="answers",
                        data=pd.Series(counts, name="learners"))._repr_html_()


def _lesson(lesson: str, part: pd.DataFrame) -> str:
    """The chart and the table of one lesson."""
    with_answer = part[part["first_known"] > 0]
    chart = "" if with_answer.empty else _shares(lesson, with_answer)
    shown = part.drop(columns=["lesson", "low", "high"]).rename(columns=lambda name: name.replace("_", " "))
    return f"<section><h3>{html.escape(title(lesson))}</h3>{chart}{sheet.as_html(shown.round(2), lesson)}</section>"


def _shares(lesson: str, part: pd.DataFrame) -> str:
    """Share right at the first try, a dot a question with its interval, hardest first."""
    part = part.sort_values("share", kind="stable")
    names = [id.partition(".")[2] for id in part["question"]]
    fig = picture.figure(height=0.8 + 0.32 * len(part))
    ax = fig.subplots()
    off = [100 * (part["share"] - part["low"]), 100 * (part["high"] - part["share"])]
    ax.errorbar(100 * part["share"], names, xerr=off, fmt="o", color=picture.BLUE, ecolor=picture.MUTED, capsize=3)
    ax.invert_yaxis()
    ax.set(xlim=(0, 100), xlabel="right at the first try (%), with its 95% interval")
    ax.grid(axis="x")
    hardest = part.iloc[0]
    alt = (f"{title(lesson)}: of {len(part)} questions the hardest was {names[0]}, right at the first try for "
           f"{hardest['share']:.0%} of {hardest['first_known']} learners; the easiest {names[-1]}, "
           f"{part.iloc[-1]['share']:.0%}.")
    return picture.show(fig, alt=alt, source="the class's progress files", origin="answers",
                        data=part[["question", "first_right", "first_known", "share", "low", "high"]])._repr_html_()
