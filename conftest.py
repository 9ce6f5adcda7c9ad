"""What holds for all tests, the notebooks that nbval runs included: no network, warnings are errors, and the
learner's own progress file is never touched.

Hypothesis tries every kind of question and every control with 500 inputs; TECHGOV_HYPOTHESIS=nightly (or
--hypothesis-profile=nightly) with 20,000.
"""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent

os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (str(ROOT / "tests" / "guard"), os.environ.get("PYTHONPATH", "")) if part)
os.environ["TECHGOV_PROGRESS"] = str(Path(tempfile.mkdtemp(prefix="techgov-tests-")) / "progress.json")

settings.register_profile("techgov", max_examples=500, deadline=None)
settings.register_profile("nightly", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("TECHGOV_HYPOTHESIS", "techgov"))


def pytest_report_header():
    return "every test must run: a skip is a failure" if os.environ.get("TECHGOV_NO_SKIPS") else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What goes to one worker together, with --dist=loadgroup: a file, as nbval's notebooks need it, or, of the browser
    tests, what concerns one lesson."""
    for item in items:
        at = getattr(item, "callspec", None)
        lesson = at.params.get("lesson", at.params.get("stem")) if at and item.get_closest_marker("browser") else None
        item.add_marker(pytest.mark.xdist_group(lesson or item.nodeid.partition("::")[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where TECHGOV_NO_SKIPS is set (CI), a test that skips has failed: nothing is left out unseen."""
    report = yield
    if report.skipped and os.environ.get("TECHGOV_NO_SKIPS"):
        report.outcome, report.longrepr = "failed", f"skipped, which is not allowed here: {report.longrepr}"
    return report
