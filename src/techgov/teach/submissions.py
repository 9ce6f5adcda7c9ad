"""What a class handed in: notebooks and progress files of a folder or a zip, matched by name. Nothing is run here.

These all are Anna's exercise 06_skynet, and the other file is her progress:

    anna_06_skynet.ipynb                            anna_06_skynet.json, anna.json, anna_techgov-progress.json
    anna/06_skynet.ipynb                            anna/techgov-progress.json
    anna/06_skynet/06_skynet.ipynb                  (nbgrader)
    Anna_1234_assignsubmission_file_/06_skynet.ipynb, Anna_1234_assignsubmission_file_06_skynet.ipynb      (Moodle)
    anna_LATE_1234_5678_06_skynet-1.ipynb           (Canvas)
    Skynet_anna_attempt_2026-11-22-10-00-00_06_skynet.ipynb                                          (Blackboard)

A folder, a zip and a zip in either (a student's own) are read alike. Which exercise a notebook is stands in it; a name
is asked only where it does not. What stands behind the exercise, as in 06_skynet_anna.ipynb, is a student only where no
folder is one: anna/06_skynet_better.ipynb is Anna's. Two students of one name are told apart by the number that Moodle
or Canvas gave them, and are called "Wang Wei (1234)" and "Wang Wei (5678)".
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from techgov import passport
from techgov.progress import SET_ASIDE, NewerVersion, parse

_LARGEST = 20_000_000  # bytes of one file
_MOST = 20_000  # files
_LMS = (r"_(\d+)_assignsubmission_\w*?_?$", r"(?:_late)?_(\d+)_\d+$")  # Moodle, Canvas: a student's number
_NO_NAMES = (r"techgov|progress|passport|mine|exercises?|notebooks?|submissions?|submitted|final|solved"
             r"|copy( of|\d*)")  # a copy of JupyterLab ends in -Copy1, of Windows in " - Copy"


class SubmissionError(Exception):
    """Why nothing can be read, in one sentence."""


@dataclass(frozen=True)
class File:
    """One file: its place in what was handed in, its bytes, and when it was written (seconds since 1970, or 0)."""

    path: PurePosixPath
    data: bytes
    at: float = 0.0


@dataclass(frozen=True)
class Submission:
    """One notebook of one student, or none where only progress was handed in.

    cells: the notebook's, None where it cannot be read. answers: question id -> entry of the progress file; None
    where none was handed in. counts: False where a later one of the same student counts. faults: sentences.
    number: the student's in Moodle or Canvas; Moodle counts anew for each exercise.
    """

    student: str
    assignment: str
    path: str
    cells: tuple[dict, ...] | None = None
    answers: dict[str, dict] | None = None
    counts: bool = True
    faults: tuple[str, ...] = ()
    at: float = 0.0
    number: str = ""


@dataclass
class Found:
    """submissions, sorted by exercise and student; ignored: files that are none, each with its reason."""

    submissions: list[Submission] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def find(place: Path, known: Collection[str], only: str = "") -> Found:
    """What lies in ``place``. ``known`` are the stems of the exercises; ``only`` names the one that is asked for.

    Raises SubmissionError where ``place`` is no folder or zip that can be read.
    """
    found, progress = Found(), []
    for file in _files(place, found.ignored):
        if file.path.suffix.lower() == ".ipynb":
            _take_notebook(file, known, only, found)
        elif file.path.suffix.lower() == ".json":
            _take_progress(file, known, progress, found.ignored)
    asked = {one.assignment for one in found.submissions} or ({only} if only else set())
    students = _told_apart([*_in_one_folder(found.submissions, known), *progress])
    found.submissions = _latest(_joined([one for one in students if one.assignment],
                                        [one for one in students if not one.assignment], asked))
    return found


# files -----------------------------------------------------------------------------------------------------

def _files(place: Path, ignored: list[str]) -> Iterator[File]:
    try:
        if place.is_dir():
            files = _in_folder(place)
        else:
            files = _in_zip(place.read_bytes(), PurePosixPath(), ignored)
        for number, file in enumerate(files):
            if number >= _MOST:
                raise SubmissionError(f"{place} holds more than {_MOST:,} files: name the folder of one class.")
            if len(file.data) > _LARGEST:
                ignored.append(f"{file.path}: larger than {_LARGEST // 1_000_000} MB")
            elif file.path.suffix.lower() != ".zip":
                yield file
            else:
                try:
                    yield from _in_zip(file.data, file.path.with_suffix(""), ignored)
                except zipfile.BadZipFile:
                    ignored.append(f"{file.path}: no zip that can be read")
    except FileNotFoundError:
        raise SubmissionError(f"There is no {place}: name a folder or a zip of submissions.") from None
    except zipfile.BadZipFile:
        raise SubmissionError(f"{place} is neither a folder nor a zip that can be read.") from None
    except OSError as failure:
        raise SubmissionError(f"{place} cannot be read ({failure.strerror}).") from None


def _in_folder(place: Path) -> Iterator[File]:
    for path in sorted(place.rglob("*")):
        inside = _path(path.relative_to(place).as_posix())
        if _wanted(inside) and path.is_file() and not path.is_symlink():
            yield File(inside, _read(path), path.stat().st_mtime)


def _read(path: Path) -> bytes:
    with open(path, "rb") as file:
        return file.read(_LARGEST + 1)


def _in_zip(data: bytes, at: PurePosixPath, ignored: list[str]) -> Iterator[File]:
    """The files of a zip; nothing is unpacked to the disk, and no more is read of one than a file may hold.

    Raises BadZipFile where it is no zip; one damaged file costs no other.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except Exception as failure:  # OSError, ValueError and others, by where it is damaged
        raise zipfile.BadZipFile from failure
    with packed:
        for one in packed.infolist():
            path = at / _path(one.filename.replace("\\", "/"))
            if _wanted(path) and not one.is_dir():
                try:
                    with packed.open(one) as file:
                        unpacked = file.read(_LARGEST + 1)
                except Exception:  # each way of packing has its own: zlib.error, LZMAError, OSError, EOFError
                    ignored.append(f"{path}: cannot be read in its zip")
                else:
                    yield File(path, unpacked, _seconds(one.date_time))


def _seconds(written: tuple[int, ...]) -> float:
    """A zip's local time in seconds, as a folder gives them; 0 for a date that does not exist."""
    try:
        return datetime(*written).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def _path(name: str) -> PurePosixPath:
    """A name as it can be printed, whatever bytes a system made it of, and without ways up."""
    parts = name.encode("utf-8", "replace").decode().split("/")
    return PurePosixPath(*(part for part in parts if part not in ("", ".", "..")))


def _wanted(path: PurePosixPath) -> bool:
    """No system's files, no editor's copies."""
    return path.suffix.lower() in (".ipynb", ".json", ".zip") and not any(
        part.startswith((".", "__MACOSX")) for part in path.parts)


# notebooks -------------------------------------------------------------------------------------------------

def _take_notebook(file: File, known: Collection[str], only: str, found: Found) -> None:
    faults = []
    try:
        cells, says = read_notebook(file.data)
    except ValueError as problem:
        cells, says = None, ""
        faults.append(str(problem))
    named = stem_in(str(file.path), known)
    says = says or _in_grade_ids(cells or (), known)
    stem = says if says in known else named or only
    if not stem:
        found.ignored.append(f"{file.path}: {faults[0] if faults else 'of no exercise that is known'}")
    elif only and stem != only:
        found.ignored.append(f"{file.path}: another exercise ({stem})")
    else:
        if named and named != stem:
            faults.append(f"The file is named after {named}, but it is the exercise {stem}.")
        student = name_in(file.path, named or stem)
        if not student:
            student = str(file.path)
            faults.append("Neither the file nor its folder says whose it is.")
        found.submissions.append(Submission(student, stem, str(file.path), cells, faults=tuple(faults), at=file.at,
                                            number=_number_in(file.path, named or stem)))


def read_notebook(data: bytes) -> tuple[tuple[dict, ...], str]:
    """The cells of a notebook, each with source, cell_type, id and metadata as they should be, and the lesson it names.

    Raises ValueError, in one sentence, for what is no notebook.
    """
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError("The file is no notebook: it is not JSON, or only a part of it.") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("The file is no notebook of today's format (4): open it in JupyterLab and save it again.")
    lesson = _dictionary(_dictionary(notebook.get("metadata")).get("techgov")).get("lesson")
    return tuple(map(_cell, notebook["cells"])), lesson if isinstance(lesson, str) else ""


def _cell(raw: object) -> dict:
    raw = _dictionary(raw)
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(map(str, source))
    return {"cell_type": str(raw.get("cell_type", "")), "id": str(raw.get("id", "")), "source": str(source),
            "metadata": _dictionary(raw.get("metadata"))}


def _dictionary(raw: object) -> dict:
    return raw if isinstance(raw, dict) else {}


def grade_id(cell: dict) -> str:
    """nbgrader's name of a cell, such as '06_skynet-people-together'; nothing where it has none."""
    return str(_dictionary(cell["metadata"].get("nbgrader")).get("grade_id", ""))


def _in_grade_ids(cells: Collection[dict], known: Collection[str]) -> str:
    return next((stem for cell in cells for stem in known if grade_id(cell).startswith(f"{stem}-")), "")


# names -----------------------------------------------------------------------------------------------------

def stem_in(path: str, known: Collection[str]) -> str:
    """The exercise that a file's name or folder holds; nothing where there is none, or more than one."""
    for part in reversed(PurePosixPath(path).parts):
        holds = [stem for stem in known if stem.lower() in part.lower()]
        if holds:
            return holds[0] if len(holds) == 1 else ""
    return ""


def name_in(path: PurePosixPath, stem: str) -> str:
    """Whose the file is: from what its own name says before the exercise's, else from the folder nearest to it, else
    from what stands behind the exercise's, which may be a remark ("better"); nothing where none of them says."""
    before, named, behind = _split(path.stem, stem)
    folders = path.parts[:-1][::-1]
    parts = [before, *folders, named + behind]
    if any("assignsub" in one or not named and _split(one, stem)[1] for one in folders):
        parts = [*folders, path.stem]  # a folder that Moodle named, or one of the exercise with a renamed file in it
    for part in parts:
        name = _name(unicodedata.normalize("NFC", part), stem)
        if name:
            return name
    return ""


def _in_one_folder(submissions: list[Submission], known: Collection[str]) -> list[Submission]:
    """Where one folder holds the notebooks of several by their own names, it is the class's and gives none its name."""
    files = [PurePosixPath(PurePosixPath(one.path).name) for one in submissions]
    names = [(stem := stem_in(file.name, known)) and name_in(file, stem) for file in files]
    several = len({*map(str.casefold, names)} - {""}) > 1
    if not several or len({PurePosixPath(one.path).parent for one in submissions}) > 1 or submissions[0].number:
        return submissions
    return [replace(one, student=name or one.student) for one, name in zip(submissions, names)]


def _number_in(path: PurePosixPath, stem: str) -> str:
    """The number that a learning-management system gave the student; nothing where there is none."""
    numbers = (_parted(_split(part, stem)[0])[1] for part in (path.stem, *path.parts[:-1][::-1]))
    return next(filter(None, numbers), "")


def _told_apart(handed_in: list[Submission]) -> list[Submission]:
    """Where one exercise or one folder of a system has several students of a name, their numbers go into it."""
    numbers: dict[tuple[str, str], set[str]] = {}
    for one in handed_in:
        folder = one.path.rpartition(f"_{one.number}_")[0].rpartition("/")[0]
        for within in filter(None, (one.assignment, f"{folder}/")):
            numbers.setdefault((one.student.casefold(), within), set()).update(filter(None, [one.number]))
    shared = {name for (name, _), several in numbers.items() if len(several) > 1}
    return [replace(one, student=f"{one.student} ({one.number})")
            if one.number and one.student.casefold() in shared else one for one in handed_in]


def _name(part: str, stem: str) -> str:
    before, _, behind = _split(part, stem)
    behind = _bare(behind)
    return _bare(before) or ("" if re.fullmatch(r"\(?\d{1,2}\)?", behind) else behind)


def _bare(text: str) -> str:
    return _parted(text)[0]


def _parted(text: str) -> tuple[str, str]:
    """``text`` without what a browser, a learning-management system or TechGov itself put into a file's name, and the
    student's number among that."""
    number = ""
    text = re.sub(r" \(\d+\)$", "", text).strip(" _-.")
    text = re.sub(rf"((^|[-_ ]{{1,3}})({_NO_NAMES})([-_ ]\d+)?){{1,5}}$", "", text, flags=re.IGNORECASE).strip(" _-.")
    for pattern in _LMS:
        if found := re.search(pattern, text, flags=re.IGNORECASE):
            text, number = text[:found.start()], found[1]
    blackboard = re.search(r"([^_]+)_attempt_[\d-]+$", text, flags=re.IGNORECASE)
    return (blackboard[1] if blackboard else text).strip(" _-."), number


def _split(part: str, stem: str) -> tuple[str, str, str]:
    """``part`` before, at and behind the exercise's stem, however its letters are written."""
    at = part.lower().rfind(stem.lower()) if stem else -1
    return (part, "", "") if at < 0 else (part[:at], part[at:at + len(stem)], part[at + len(stem):])


# progress --------------------------------------------------------------------------------------------------

def _take_progress(file: File, known: Collection[str], progress: list[Submission], ignored: list[str]) -> None:
    """Progress waits as a submission of no exercise until it is known whose is whose."""
    if SET_ASIDE.search(file.path.stem):
        ignored.append(f"{file.path}: a copy of progress that TechGov set aside")
        return
    try:
        answers = parse(file.data.decode("utf-8-sig"))["answers"]
    except NewerVersion:
        ignored.append(f"{file.path}: progress of a newer TechGov; update this one first")
        return
    except ValueError:
        ignored.append(f"{file.path}: no progress file of TechGov, or a damaged one")
        return
    stem = stem_in(file.path.name, known)
    name = name_in(file.path, stem)
    if not name:
        ignored.append(f"{file.path}: progress, but neither the file nor its folder says whose")
        return
    progress.append(Submission(name, "", str(file.path), answers=answers, number=_number_in(file.path, stem)))


def _joined(submissions: list[Submission], progress: list[Submission], asked: set[str]) -> list[Submission]:
    """Each notebook with its student's progress, and progress that came without a notebook."""
    held: dict[str, tuple[str, dict]] = {}
    for one in progress:
        name, before = held.get(one.student.casefold(), (one.student, {}))
        held[name.casefold()] = (name, {id: passport.merged(before.get(id, {}), one.answers.get(id, {}))
                                        for id in {**before, **one.answers}})
    joined = [replace(one, answers=held.get(one.student.casefold(), ("", None))[1]) for one in submissions]
    have = {(one.student.casefold(), one.assignment) for one in submissions}
    for key, (name, answers) in held.items():
        lessons = {str(entry.get("lesson")) for entry in answers.values()}
        for stem in sorted(asked & lessons):
            if (key, stem) not in have:
                joined.append(Submission(name, stem, "", None, answers, faults=("No notebook was handed in.",)))
    return joined


def _latest(submissions: list[Submission]) -> list[Submission]:
    """The last one that a student handed in counts; the others stay in the list, and both say so."""
    groups: dict[tuple[str, str], list[Submission]] = {}
    for one in sorted(submissions, key=lambda one: (one.at, one.path)):
        groups.setdefault((one.assignment, one.student.casefold()), []).append(one)
    result = []
    for _, group in sorted(groups.items()):
        *earlier, last = group
        if earlier:
            others = ", ".join(one.path for one in earlier)
            said = f"Handed in {len(group)} times: this one is the last and counts, not {others}."
            last = replace(last, faults=(*last.faults, said))
        result += [*(replace(one, counts=False, faults=(*one.faults, f"Does not count: {last.path} is later."))
                     for one in earlier), last]
    return result
