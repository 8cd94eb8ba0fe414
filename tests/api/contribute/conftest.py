"""A desk over a copy of the invented record, and the two people who sit at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.contribute_desk import Desk
from ontology.vocabulary import Vocabulary
from tests.api.contribute.contributing import Person, application, desk_over, named


@pytest.fixture
def desk(tmp_path: Path, corpus: Path, vocabulary: Vocabulary) -> Desk:
    return desk_over(tmp_path, corpus, vocabulary, named())


@pytest.fixture
def app(tmp_path: Path, desk: Desk) -> Iterator[FastAPI]:
    made = application(tmp_path, desk)
    yield made
    desk.rebuilder.close()
    made.state.lanes.close()


@pytest.fixture
def anna(app: FastAPI) -> Person:
    """Somebody who contributes, and does not decide."""
    return Person(app, "Anna")


@pytest.fixture
def renee(app: FastAPI) -> Person:
    """A reviewer."""
    return Person(app, "Renée")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "record"
