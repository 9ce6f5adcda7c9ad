"""The project's own files: versions that agree, no addresses that only one machine has, the texts not in it."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

import techgov
from techgov import passages
from techgov.cli import main
from techgov.documents import read_seeds
from techgov.project import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tracked() -> list:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def locked() -> dict[str, list[str]]:
    found = {}
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        name, version = re.match(r"([A-Za-z0-9._-]+)==([^ ;]+)", line).groups()
        found.setdefault(name.lower().replace("_", "-"), []).append(version)
    return found


def test_the_lock_names_one_exact_version_a_line_and_no_address():
    text = (ROOT / "requirements.lock").read_text()
    assert "://" not in text and "--" not in text and "file:" not in text
    assert all(re.match(r"^[A-Za-z0-9._-]+==\S+( ; .+)?$", line) for line in text.splitlines())


def test_every_dependency_is_locked_within_its_range():
    versions = locked()
    asked = [Requirement(r) for r in PROJECT["dependencies"]]
    asked += [Requirement(r) for extra in PROJECT["optional-dependencies"].values() for r in extra]
    for one in asked:
        if one.name != "techgov":
            assert all(one.specifier.contains(v) for v in versions[one.name.lower()]), one


def test_conda_and_pip_ask_for_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert environment["channels"] == ["conda-forge"]
    conda = dict(re.match(r"([a-z0-9]+)(.*)", line).groups() for line in environment["dependencies"])
    assert conda.pop("python") == "=3.11" and conda.pop("pip") == ""
    pip = {r.name.lower(): r.specifier for r in map(Requirement, PROJECT["dependencies"])}
    assert {name: SpecifierSet(range_) for name, range_ in conda.items()} == pip


def test_binder_accepts_the_project():
    """repo2docker reads environment.yml and writes the image's recipe, without building it."""
    run = subprocess.run([sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."], cwd=ROOT,
                         capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    assert "postBuild" in run.stderr + run.stdout and "environment.yml" in run.stderr + run.stdout


def test_jupyterlab_finds_the_settings_of_the_project():
    """What a page sends must keep its order (no subshells), and nobody is asked about news."""
    installed = Path(sys.prefix) / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert json.loads(installed.read_text()) == json.loads((ROOT / "jupyter" / "overrides.json").read_text())


def test_a_learner_does_not_get_the_builders_packages():
    names = {Requirement(r).name for r in PROJECT["dependencies"]}
    assert not names & {"jupytext", "nbclient", "frictionless", "scipy", "pyarrow", "numba", "nbgrader"}


def test_importing_techgov_needs_no_builder_and_no_pyplot():
    code = ("import sys; from techgov import *; bad = {'jupytext', 'nbclient', 'frictionless', 'scipy', 'pyarrow', "
            "'matplotlib.pyplot'} & set(sys.modules); sys.exit(str(bad) if bad else 0)")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_a_table_is_loaded_without_what_only_pictures_and_questions_need():
    code = ("import sys; from techgov import load; load('documents'); bad = {'matplotlib', 'ipywidgets', 'pydantic', "
            "'yaml', 'jinja2'} & set(sys.modules); sys.exit(str(bad) if bad else 0)")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_a_lessons_kernel_is_spared_what_only_the_build_needs():
    """Pydantic and the models of records take 7 MB of every reader's kernel."""
    code = ("import pkgutil, sys, techgov.topics; from importlib import import_module; from techgov import *\n"
            "for found in pkgutil.iter_modules(techgov.topics.__path__):\n"
            "    topic = import_module(f'techgov.topics.{found.name}')\n"
            "    [getattr(topic, name) for name in dir(topic)]\n"
            "ask('skynet.prediction')\n"
            "bad = {'pydantic', 'yaml', 'techgov.documents', 'techgov.bank'} & set(sys.modules)\n"
            "sys.exit(str(bad) if bad else 0)")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_the_names_of_the_package_are_found():
    assert set(techgov.__all__) <= set(dir(techgov))
    assert all(callable(getattr(techgov, name)) for name in techgov.__all__ if name != "passport")
    assert callable(techgov.passport.code)
    with pytest.raises(AttributeError, match="module 'techgov' has no attribute 'lode'"):
        techgov.lode


def test_the_documents_texts_are_not_in_the_project():
    for path in tracked():
        assert path.suffix != ".txt" or path.parent.name == "LICENSES", path
    assert "/seeds/texts/" in (ROOT / ".gitignore").read_text()


def test_no_path_or_address_of_one_machine():
    private = re.compile(rb"/(?:root|home/\w+|work|tmp/\w+)/|file:///|https?://(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.")
    for path in tracked():
        if path.suffix not in (".otf", ".png") and path.name != "test_project.py":
            assert not private.search(path.read_bytes()), path


def test_core_modules_name_no_topic():
    topics = [p.name for p in (ROOT / "src/techgov/topics").iterdir() if p.is_dir() and p.name != "__pycache__"]
    for path in (ROOT / "src/techgov").glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"\s*(from|import)\s", line):
                assert not any(re.search(rf"\b{topic}\b", line) for topic in topics), f"{path.name}: {line}"


def test_links_of_the_pages_lead_somewhere():
    for page in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            if "://" not in target:
                assert (ROOT / target).exists(), f"{page}: {target}"


def test_the_records_hold_against_the_texts(monkeypatch, capsys):
    """``techgov verify --strict``; needs the documents' texts, which the project does not hold."""
    folder = passages.folder(ROOT)
    missing = [s for s in read_seeds(ROOT / "seeds").seeds if not (folder / f"{s}.txt").is_file()]
    if missing:
        pytest.skip(f"no texts of {', '.join(missing)}: put copies into seeds/texts or name a folder in TECHGOV_TEXTS")
    assert main(["verify", "--strict"]) == 0, capsys.readouterr().out


def test_without_the_texts_verify_checks_what_it_can(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("TECHGOV_TEXTS", str(tmp_path))
    assert main(["verify"]) == 0
    assert "Could not check the fragments of" in capsys.readouterr().out
    assert main(["verify", "--strict"]) == 1


def test_another_edition_is_said_to_be_one(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("TECHGOV_TEXTS", str(tmp_path))
    (tmp_path / "neican-2020.txt").write_text("Home to 1.4 billion people, in other words.", encoding="utf-8")
    assert main(["verify"]) in (0, 1)
    said = capsys.readouterr().out
    assert re.search(r"neican-2020: this text is another edition .* \(its sha256 is unknown\); what could be compared "
                     r"was compared: \d+ of \d+ fragments are not in it\.", said)
    assert re.search(r"\nneican-2020\.yml:\d+, record neican-\S+, field quote: its fragment “.+” is not in the text\n",
                     said)


def test_lab_passes_its_options_on_to_jupyterlab(monkeypatch):
    called = []
    monkeypatch.setattr("techgov.cli.subprocess.call", lambda command, **_: called.append(command) or 0)
    assert main(["lab", "--no-browser", "--port", "8977"]) == 0
    assert called[0][1:3] == ["-m", "jupyterlab"] and called[0][-3:] == ["--no-browser", "--port", "8977"]
    with pytest.raises(SystemExit):
        main(["verify", "--no-browser"])


def test_the_doctor_finds_this_machine_fine_and_says_what_to_mend(monkeypatch, capsys, tmp_path):
    assert main(["doctor"]) == 0
    monkeypatch.setenv("TECHGOV_DATA", str(tmp_path))
    assert main(["doctor"]) == 1
    assert "datapackage.json is missing or cannot be read. Restore it with" in capsys.readouterr().out


def test_the_tests_reach_no_other_machine():
    """The guard of tests/guard is in force in every Python that the tests start."""
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ))
    assert run.returncode == 1 and "the tests allow no network" in run.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.stem)
def test_a_benchmark_finds_what_it_measures(path, monkeypatch):
    monkeypatch.syspath_prepend(str(path.parent))
    spec = importlib.util.spec_from_file_location(f"benchmark_{path.stem}", path)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
