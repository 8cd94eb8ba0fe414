"""The W3C suites, read where they lie beside the checkout and never copied."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def suites(repository: Path) -> Path:
    """The directory of the SPARQL 1.1 suites, or a skip that says why."""
    directory = repository.parent / "shared" / "conformance" / "sparql11"
    if not directory.is_dir():
        pytest.skip("the conformance suites (../shared/conformance) are not at hand")
    return directory
