"""`/api` over the invented corpus, published once per session as the real record is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.application import create_app
from graph.derivation import read_rules
from graph.snapshots import Snapshots
from tests.api.conftest import Client
from tests.builds import told_by

Get = Callable[[str], Any]


def published(record: Path, root: Path) -> Path:
    Snapshots(root).publish(told_by(record), rules=read_rules(), gates=lambda _: (), notes={})
    return root


@pytest.fixture(scope="session")
def corpus_root(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(corpus / "record", tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def rest(corpus_root: Path) -> Client:
    return Client(create_app(corpus_root))


@pytest.fixture(scope="session")
def get(rest: Client) -> Get:
    """Ask for a path as a program does, and return the JSON of an answer of status 200."""

    def asked(path: str) -> Any:
        response = rest.ask("GET", path, accept="application/json")
        assert response.status_code == 200, response.text
        return response.json()

    return asked
