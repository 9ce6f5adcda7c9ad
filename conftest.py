"""What holds for all tests, the notebooks that nbval runs included: no network, warnings are errors, and the
learner's own progress file is never touched.

Hypothesis tries every kind of question and every control with 500 inputs; TECHGOV_HYPOTHESIS=nightly (or
--hypothesis-profile=nightly) with 20,000.
"""

import os
import re
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """What goes to one worker together: a file, as nbval's notebooks need it, but of the browser tests a lesson."""
    from xdist.scheduler import LoadScopeScheduling

    class ByLesson(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            lesson = re.search(r"\[(\d\d_[a-z_]+)", test) if file.endswith("test_browser.py") else None
            return lesson[1] if lesson else file

    return ByLesson(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where TECHGOV_NO_SKIPS is set (CI), a test that skips has failed: nothing is left out unseen."""
    report = yield
    if report.skipped and os.environ.get("TECHGOV_NO_SKIPS"):
        report.outcome, report.longrepr = "failed", f"skipped, which is not allowed here: {report.longrepr}"
    return report
