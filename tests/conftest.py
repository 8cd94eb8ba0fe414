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

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "tests" / "corpus"


@pytest.fixture(scope="session")
def sources() -> Path:
    """The directory of the real source documents, or a skip that says why."""
    directory = ROOT.parent / "shared" / "sources"
    if not directory.is_dir():
        pytest.skip("the source documents (../shared/sources) are not at hand")
    return directory
