"""Everything that is made: seeds/ and lessons/ -> data/, notebooks/, exercises/, solutions/.

A build is deterministic: cell ids come from labels, execution leaves no times, widget state is dropped, so that two
builds in one locked environment give the same bytes. It is incremental: what a notebook was made from is remembered
(stamps.py), and an unchanged lesson is not executed again.

A lesson is a folder lessons/<stem>/ with lesson.md and, except for the start, exercises.md, both MyST Markdown
notebooks. In exercises.md a code cell with ``:role: starter`` goes to exercises/ and the one with ``:role: solution``
and the same label to solutions/; all other cells go to both.
"""

from __future__ import annotations

import ast
import asyncio
import os
import re
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import jinja2
import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from techgov import dataset, stamps
from techgov.answers import numbers
from techgov.documents import read_seeds
from techgov.fill import environment, typed_numbers
from techgov.project import ROOT, write_atomically
from techgov.tables import Tables

KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
          "language_info": {"name": "python"}}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SECONDS = 120  # a cell that takes longer is broken


class BuildError(Exception):
    """What is wrong with a source, one problem a line."""


@dataclass(frozen=True)
class Made:
    """One notebook to be made. kind: 'notebooks', 'exercises' or 'solutions'."""

    kind: str
    stem: str

    @property
    def source(self) -> str:
        return "lesson.md" if self.kind == "notebooks" else "exercises.md"

    @property
    def path(self) -> str:
        return f"{self.kind}/{self.stem}.ipynb"

    @property
    def executed(self) -> bool:
        return self.kind != "exercises"


def plan(lessons: Path) -> list[Made]:
    """The notebooks that the lessons' folders ask for."""
    made = []
    for folder in sorted(p for p in lessons.iterdir() if (p / "lesson.md").is_file()):
        made.append(Made("notebooks", folder.name))
        if (folder / "exercises.md").is_file():
            made += [Made("exercises", folder.name), Made("solutions", folder.name)]
    return made


# words -----------------------------------------------------------------------------------------------------

def estimate(notebook: nbformat.NotebookNode, bank: dict[str, dict]) -> int:
    """Minutes that a notebook takes, to the nearest five."""
    return 5 * round(minutes(notebook.cells, bank) / 5)


def minutes(cells: list[nbformat.NotebookNode], bank: dict[str, dict]) -> float:
    """Minutes that cells take: reading 200 words a minute, a quarter of a minute to run and read a code cell, three
    minutes an explorer, one a flipbook, and what each question asked says of itself."""
    prose = " ".join(cell.source for cell in cells if cell.cell_type == "markdown")
    prose = re.sub(r"\{\{.*?\}\}", "filled", prose, flags=re.DOTALL)  # a figure that is still to be filled in is a word
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = re.findall(r'\b(?:ask|check)\("([^"]+)"', code)
    return (len(prose.split()) / 200 + sum(cell.cell_type == "code" for cell in cells) / 4
            + 3 * len(re.findall(r"\bexplore_\w+\(", code)) + len(re.findall(r"\bflip_\w+\(", code))
            + sum(bank[id]["minutes"] for id in asked))


def fill_prose(markdown: str, tables: Tables, where: str, **names) -> str:
    """``markdown`` with its numbers filled in; raises BuildError for one that was typed or does not exist."""
    if found := typed_numbers(markdown):
        raise BuildError(f"{where}: typed numbers in prose: {', '.join(found)}. Fill them in from a table, or write "
                         '{{ typed("...", because="...") }}')
    try:
        return environment(tables).from_string(markdown).render(**names)
    except (jinja2.TemplateError, KeyError, ValueError, AttributeError, TypeError) as problem:
        raise BuildError(f"{where}: {problem}") from None


# a class's own numbers -----------------------------------------------------------------------------------------

def _asked(bank: dict[str, dict], seed: int | None):
    """``{{ asked("topic.name").offices }}`` in prose and code: a number of a question, as ``seed`` has it."""
    return lambda id: SimpleNamespace(**numbers(id, bank[id], seed))


def fill_code(code: str, asked) -> str:
    """``code`` with the numbers of questions filled in, and nothing else: braces are Python's."""
    return re.sub(r'\{\{ asked\("([^"]+)"\)\.(\w+) \}\}', lambda found: str(getattr(asked(found[1]), found[2])), code)


def seeded(code: str, varying: Collection[str], seed: int) -> str:
    """``code`` with ``seed`` written into each call that poses one of the questions ``varying``."""
    lines = code.encode().splitlines(keepends=True)
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)
             and isinstance(node.func, ast.Name) and node.func.id in ("ask", "check", "hint", "way")
             and node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value in varying]
    for call in sorted(calls, key=lambda call: (call.end_lineno, call.end_col_offset), reverse=True):
        line, at = lines[call.end_lineno - 1], call.end_col_offset - 1
        lines[call.end_lineno - 1] = line[:at] + f", seed={seed}".encode() + line[at:]
    return b"".join(lines).decode()


# cells -----------------------------------------------------------------------------------------------------

def cells(made: Made, source: str, tables: Tables, seed: int | None = None) -> nbformat.NotebookNode:
    """The notebook without outputs: prose filled, ids from labels, starter or solution chosen. With a ``seed`` the
    questions that vary have the numbers that it chooses; it stands in their cells and in the notebook's metadata."""
    notebook = jupytext.reads(source, fmt="md:myst")
    bank = tables.questions()
    minutes, asked = estimate(notebook, bank), _asked(bank, seed)
    varying = [id for id, words in bank.items() if words.get("vary")]
    kept, label, number = [], "start", 0
    ids, problems = set(), []
    for cell in notebook.cells:
        role = cell.metadata.get("role")
        if (role, made.kind) in {("starter", "solutions"), ("solution", "exercises")}:
            continue
        if cell.metadata.get("label"):
            label, number = cell.metadata["label"], 0
            id = label
        else:
            number += 1
            id = f"{label}-{number}"
        where = f"lessons/{made.stem}/{made.source}, cell {id}"
        if not re.fullmatch(r"[a-z0-9-]{1,60}", id):
            problems.append(f"{where}: a label holds small letters, digits and hyphens only")
        if id in ids:
            problems.append(f"{where}: the label is used twice")
        ids.add(id)
        if cell.cell_type == "markdown":
            try:
                new = nbformat.v4.new_markdown_cell(fill_prose(cell.source, tables, where, minutes=minutes,
                                                                     asked=asked), id=id)
            except BuildError as problem:
                problems.append(str(problem))
                continue
        else:
            code = fill_code(cell.source, asked)
            new = nbformat.v4.new_code_cell(code if seed is None else seeded(code, varying, seed), id=id)
        new.metadata = _metadata(cell, made, id, role)
        kept.append(new)
    if problems:
        raise BuildError("\n".join(problems))
    about = {"lesson": made.stem} if seed is None else {"lesson": made.stem, "seed": seed}
    return nbformat.v4.new_notebook(cells=kept, metadata={**KERNEL, "techgov": about})


def _metadata(cell, made: Made, id: str, role: str | None) -> dict:
    """Cell metadata. A cell that a student edits is nbgrader's "solution" cell. The cell that checks it says which
    question it checks and for how many points; marking adds a cell of its own after it, so that a student's copy
    never holds a mark, and an untouched exercise earns none."""
    metadata = {"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {}
    if role:
        metadata["nbgrader"] = {"schema_version": 3, "solution": True, "grade": False, "locked": False,
                                "task": False, "grade_id": f"{made.stem}-{id}"}
    checks = re.findall(r"\bcheck\(\s*[\"']([a-z_.0-9-]+)[\"']", cell.source) if made.kind != "notebooks" else []
    if checks and cell.cell_type == "code":
        metadata["techgov"] = {"role": "check", "questions": checks}
    return metadata


async def execute(notebook: nbformat.NotebookNode, folder: Path, data: Path) -> None:
    """Run all cells in a fresh kernel, in ``folder``, and strip what a stored notebook must not hold."""
    with tempfile.TemporaryDirectory() as scratch:
        client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False,
                                store_widget_state=False, resources={"metadata": {"path": str(folder)}},
                                extra_arguments=["--IPKernelApp.log_level=ERROR"])
        environ = {**os.environ, "TECHGOV_DATA": str(data), "TECHGOV_PROGRESS": f"{scratch}/progress.json",
                   "PYTHONHASHSEED": "0"}
        await client.async_execute(env=environ)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise BuildError(f"cell {cell.id} writes to stderr: {output.text.strip()}")
            data_of = output.get("data", {})
            data_of.pop(WIDGET_VIEW, None)
            output.pop("transient", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = dict(KERNEL["language_info"])  # the interpreter's version stays out


async def make_notebook(made: Made, lessons: Path, out: Path, tables: Tables, seed: int | None = None) -> str:
    """The text of one notebook."""
    source = (lessons / made.stem / made.source).read_text(encoding="utf-8")
    notebook = cells(made, source, tables, seed)
    if made.executed:
        (out / made.kind).mkdir(parents=True, exist_ok=True)
        try:
            await execute(notebook, out / made.kind, out / "data")
        except CellExecutionError as failure:
            raise BuildError(f"{made.path}: a cell fails:\n{failure}") from None
    nbformat.validate(notebook)
    return nbformat.writes(notebook, indent=1) + "\n"


# the build -------------------------------------------------------------------------------------------------

def build(out: Path = ROOT, *, root: Path = ROOT, only: Collection[str] = (), force: bool = False,
          seed: int | None = None, say=print) -> list[str]:
    """Make everything that ``root``'s sources ask for into ``out``; returns the paths that were written.

    With ``only``, stems of lessons, the tables are made and of the notebooks no others than theirs. With a ``seed``, a
    class's own, questions that vary have other numbers; ``out`` is then a folder apart from what the project holds.
    Raises SeedError or BuildError, with all problems of a stage at once, before anything half-made is written.
    """
    started = time.monotonic()
    if seed is not None:
        _refuse_own_folders(out, root)
    lessons = root / "lessons"
    say("data/ ...")
    files = {f"data/{name}": text for name, text in dataset.make(read_seeds(root / "seeds"), lessons).items()}
    written = [path for path, text in files.items() if _write(out / path, text)]
    _remove_stray(out / "data", {Path(path).name for path in files}, "*.csv", written)

    cache = stamps.read() if out == ROOT and not force else {}
    shared = stamps.digest(stamps.code(), *(files[path].encode() for path in sorted(files)))
    tables, asked = Tables(out / "data"), plan(lessons)
    if unknown := set(only) - {made.stem for made in asked}:
        raise BuildError(f"There is no lesson {', '.join(sorted(unknown))}. The lessons are the folders of lessons/.")
    todo, fresh = [], {}
    for made in asked:
        if only and made.stem not in only:
            fresh |= {made.path: cache[made.path]} if made.path in cache else {}
            continue
        inputs = stamps.digest(shared.encode(), (lessons / made.stem / made.source).read_bytes())
        path = out / made.path
        if not (path.is_file() and cache.get(made.path) == [inputs, stamps.digest(path.read_bytes())]):
            todo.append((made, inputs))
        else:
            fresh[made.path] = cache[made.path]
    problems = []

    async def one(made, inputs, turn):
        async with turn:
            begun = time.monotonic()
            try:
                text = await make_notebook(made, lessons, out, tables, seed)
            except BuildError as problem:
                problems.append(str(problem))
                return
        if _write(out / made.path, text):
            written.append(made.path)
        fresh[made.path] = [inputs, stamps.digest(text.encode())]
        say(f"  {made.path}  {time.monotonic() - begun:.1f} s")

    async def all_of_them():
        turn = asyncio.Semaphore(2)  # kernels at a time
        await asyncio.gather(*(one(made, inputs, turn) for made, inputs in todo))

    say(f"{len(todo)} of {len(asked)} notebooks to make ...")
    asyncio.run(all_of_them())
    for kind in ("notebooks", "exercises", "solutions"):
        _remove_stray(out / kind, {Path(m.path).name for m in asked if m.kind == kind}, "*.ipynb", written)
    if out == ROOT:
        stamps.write(fresh if problems or only else fresh | stamps.everything(root))
    if problems:
        raise BuildError("\n".join(sorted(problems)))
    say(f"{len(written)} files written, {time.monotonic() - started:.1f} s")
    return written


def _refuse_own_folders(out: Path, root: Path) -> None:
    """Raise BuildError where a class's own build would touch what is committed, or the sources."""
    own = [root.resolve() / name for name in ("data", "notebooks", "exercises", "solutions", "lessons", "seeds", "src")]
    place = out.resolve()
    if place in (root.resolve(), *root.resolve().parents) or any(place.is_relative_to(folder) for folder in own):
        raise BuildError("A build with a seed goes into a folder of its own, so that what the project holds stays as "
                         "it is: name one with --out, such as --out ../class-2027.")


def check(root: Path = ROOT, say=print) -> list[str]:
    """The paths under ``root`` that are not what a forced build of its sources gives."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        build(out, root=root, force=True, say=say)
        differing = []
        for kind, pattern in (("data", "*"), ("notebooks", "*.ipynb"), ("exercises", "*.ipynb"),
                              ("solutions", "*.ipynb")):
            names = {p.name for folder in (root / kind, out / kind) for p in folder.glob(pattern) if p.is_file()}
            for name in sorted(names):
                here, there = root / kind / name, out / kind / name
                if not (here.is_file() and there.is_file() and here.read_bytes() == there.read_bytes()):
                    differing.append(f"{kind}/{name}")
        return differing


def _write(path: Path, text: str) -> bool:
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    write_atomically(path, text)
    return True


def _remove_stray(folder: Path, names: set[str], pattern: str, written: list[str]) -> None:
    for path in folder.glob(pattern):
        if path.name not in names:
            path.unlink()
            written.append(f"{folder.name}/{path.name} (removed)")
