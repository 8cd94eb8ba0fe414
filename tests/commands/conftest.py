"""An installation of its own for each test: the invented record, its documents, a store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands.settings import Settings


def settings_in(place: Path, corpus: Path) -> Settings:
    """Settings of an instance of the invented corpus, its files copied to `place`."""
    shutil.copytree(corpus / "record", place / "record")
    shutil.copytree(corpus / "sources", place / "sources")
    return Settings(
        host="127.0.0.1",
        port=0,
        store=place / "store",
        record=place / "record",
        public_url="",
        sources=place / "sources",
    )


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    return settings_in(tmp_path, corpus)
