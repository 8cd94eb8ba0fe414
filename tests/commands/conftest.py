"""An installation of its own for each test: the invented record, its documents, a store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands.build import build_command
from commands.settings import Settings
from tests.builds import settings_of


def settings_in(place: Path, corpus: Path) -> Settings:
    """Settings of an instance of the invented corpus, its files copied to `place`."""
    shutil.copytree(corpus / "record", place / "record")
    shutil.copytree(corpus / "sources", place / "sources")
    return settings_of(place / "store", place / "record", place / "sources")


@pytest.fixture
def settings(tmp_path: Path, corpus: Path) -> Settings:
    """An installation where nothing is built yet."""
    return settings_in(tmp_path, corpus)


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Settings:
    """An installation built once and for all, for `built` to copy."""
    settings = settings_in(tmp_path_factory.mktemp("installation"), corpus)
    build_command(settings, gates=False, language="fr")
    return settings


@pytest.fixture
def built(first_build: Settings, settings: Settings) -> Settings:
    """An installation with its store, which the test may damage."""
    shutil.copytree(first_build.store, settings.store, symlinks=True)
    return settings
