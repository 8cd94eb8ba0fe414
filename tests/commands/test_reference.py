"""The reference pages say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.reference import PAGES


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_reference_page_is_as_fresh_as_the_code(name: str, repository: Path) -> None:
    written = (repository / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "stale: run `.venv/bin/alliances reference`"
