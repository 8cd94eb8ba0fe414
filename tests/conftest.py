"""Fixtures shared by every room's tests.

Tests stand on three grounds, from the smallest to the largest: Turtle written in the test
itself; the invented corpus in `tests/corpus` (documents, record, planted contradictions),
which is all that most promises need; and the real record in `data/`, for promises about
the record itself. The source documents lie outside the repository: what needs them skips
by name where they are absent (`sources`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ontology.vocabulary import Vocabulary, read_vocabulary

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes says nothing on a machine that does other work: speed is measured in
# `bench/`, never asserted by the clock.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


@pytest.fixture(scope="session")
def repository() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "tests" / "corpus"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The schemes as they are; no test can change them."""
    return read_vocabulary()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The directory of the real source documents, or a skip that says why."""
    directory = ROOT.parent / "shared" / "sources"
    if not directory.is_dir():
        pytest.skip("the source documents (../shared/sources) are not at hand")
    return directory


# The only reasons for which a test may be skipped; any other skip fails the run, so that a
# promise cannot fall silent unnoticed.
ACCEPTED_SKIPS = (
    "Comunica (bench/peers/comunica) is not installed",
    "the source documents (../shared/sources) are not at hand",
    "the reference sheets (../shared/reference) are not at hand",
    "the conformance suites (../shared/conformance) are not at hand",
    "a small disk can only be mounted by root",
    "a network of its own cannot be made here (unshare --net)",
    "nginx is not installed",
    "systemd is not installed",
)
_unexpected: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a skip whose reason is not accepted."""
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if reason not in ACCEPTED_SKIPS:
            _unexpected.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when a test was skipped for a reason that is not accepted."""
    if _unexpected:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which skips made the run fail."""
    for skip in _unexpected:
        terminalreporter.write_line(f"skip that is not accepted: {skip}", red=True)
