"""An installation of its own for each test: the invented record, its documents, a store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    shutil.copytree(corpus / "record", tmp_path / "record")
    shutil.copytree(corpus / "sources", tmp_path / "sources")
    return Settings(
        host="127.0.0.1",
        port=0,
        store=tmp_path / "store",
        record=tmp_path / "record",
        public_url="",
        sources=tmp_path / "sources",
    )
