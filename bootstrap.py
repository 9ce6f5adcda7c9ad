"""Make .venv from requirements.lock, then run TechGov in it.

    python -m bootstrap lab [ARGS]      JupyterLab on the start lesson
    python -m bootstrap test [ARGS]     the tests
    python -m bootstrap build [ARGS]    make data/, notebooks/, exercises/, solutions/

The Makefile calls this file; where there is no make (Windows), call it yourself. Standard library only.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# what each task installs, and what it runs; the larger sets hold the smaller ones
TASKS = {
    "lab": ("", ["-m", "techgov", "lab"]),
    "build": ("[build]", ["-m", "techgov", "build"]),
    "test": ("[test]", ["-m", "pytest", "-n", "2", "--dist=loadfile"]),
}
LARGER = {"": ["", "[build]", "[test]"], "[build]": ["[build]", "[test]"], "[test]": ["[test]"]}


def wanted() -> tuple[str, str]:
    """What .venv depends on: the interpreter, and the lock with the project's metadata."""
    parts = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    return f"{sys.version} {ROOT}".replace("\n", " "), hashlib.sha256(b"\0".join(parts)).hexdigest()


def ensure(extras: str) -> None:
    """Install the locked versions into .venv unless that is done already."""
    interpreter, lock = wanted()
    stamp = VENV / "techgov-installed"
    was = (stamp.read_text().split("\n") + ["", "", ""])[:3] if stamp.exists() else ["", "", ""]
    if was[:2] == [interpreter, lock] and was[2] in LARGER[extras]:
        return
    print(f"Setting up {VENV.name} (a few minutes, once) ...", flush=True)
    stamp.unlink(missing_ok=True)
    if was[0] == interpreter and was[2] in LARGER[extras]:
        extras = was[2]  # a larger set stands already: renew all of it
    if was[0] != interpreter:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--constraint", str(ROOT / "requirements.lock"), "--editable", f"{ROOT}{extras}"],
        check=True,
    )
    stamp.write_text(f"{interpreter}\n{lock}\n{extras}")


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):
        print(f"TechGov needs Python 3.11 or later; this is {sys.version.split()[0]}. "
              "Call it with a newer one, for example: make PYTHON=python3.11 lab", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in TASKS:
        print(__doc__, file=sys.stderr)
        return 2
    extras, command = TASKS[arguments[0]]
    try:
        ensure(extras)
    except subprocess.CalledProcessError as failure:
        print("The set-up stopped: see the message above. It is safe to run the same command again.", file=sys.stderr)
        return failure.returncode
    try:
        return subprocess.call([str(PYTHON), *command, *arguments[1:]], cwd=ROOT)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
