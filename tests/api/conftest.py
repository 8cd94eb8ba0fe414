"""The application over one published snapshot of the small graph of `tests/explorer`.

The snapshot is published once per session, in a temporary directory, by the code that
publishes the real one; the application is asked in process, without a network.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from fastapi import FastAPI
from pyoxigraph import Quad, RdfFormat, parse

from api.application import create_app
from commands import build
from graph.catalog import Edition, describe
from graph.derivation import read_rules
from graph.embedded import EmbeddedStore
from graph.snapshots import Snapshot, Snapshots
from ontology.vocabulary import ontology_quads
from tests.api.hostile_labels import poisoned
from tests.builds import settings_of, told_by

HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"


class Client:
    """Asks an application in process; `get` answers as a person's browser would be answered."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def ask(self, method: str, path: str, **headers: str) -> httpx.Response:
        """Send one request with exactly these headers (`_` for `-`); follow nothing."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                request = client.build_request(method, path)
                if "accept" not in headers:
                    request.headers.pop("accept", None)
                for name, value in headers.items():
                    request.headers[name.replace("_", "-")] = value
                return await client.send(request)

        return asyncio.run(send())

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, **{"accept": HTML, **headers})


def _nothing_more(_: EmbeddedStore) -> Mapping[str, int]:
    return {}


def publish(
    root: Path,
    more: Iterable[Quad] = (),
    complete: Callable[[EmbeddedStore], Mapping[str, int]] = _nothing_more,
) -> Snapshot:
    small = Path(__file__).resolve().parent.parent / "explorer" / "small.trig"
    told = [
        quad for quad in parse(path=str(small), format=RdfFormat.TRIG) if isinstance(quad, Quad)
    ]
    quads = [*ontology_quads(), *told, *more]
    return Snapshots(root).publish(quads, rules=(), gates=lambda _: (), notes={}, complete=complete)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published")
    publish(root)
    return root


@pytest.fixture(scope="session")
def described(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published graph that describes itself, as a build leaves it."""
    root = tmp_path_factory.mktemp("described")

    def complete(store: EmbeddedStore) -> dict[str, int]:
        told = list(describe(store, {}, Edition("2026-11-21", "0.1.0")))
        store.extend(told)
        return {"catalog": len(told)}

    publish(root, complete=complete)
    return root


@pytest.fixture(scope="session")
def client(published: Path) -> Iterator[Client]:
    app = create_app(published)
    yield Client(app)
    # Workers started for a query would outlive the tests otherwise.
    app.state.lanes.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """A store of the invented corpus, as `alliances build` makes it; tests only read it."""
    store = tmp_path_factory.mktemp("built")
    build.publish(settings_of(store, corpus / "record", corpus / "sources"), gates=False)
    return store


@pytest.fixture(scope="session")
def invented(built: Path) -> Iterator[Client]:
    """A reader of the invented corpus."""
    app = create_app(built)
    yield Client(app)
    app.state.lanes.close()


@pytest.fixture(scope="session")
def hostile_quads(corpus: Path) -> list[Quad]:
    """The invented record, with a payload in front of every text of it."""
    return list(poisoned(told_by(corpus / "record")))


@pytest.fixture(scope="session")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, corpus: Path, hostile_quads: list[Quad]
) -> Iterator[Client]:
    """A reader of what is hostile."""
    root = tmp_path_factory.mktemp("hostile")
    Snapshots(root).publish(
        hostile_quads, rules=read_rules(), gates=lambda _: (), notes={"input": "hostile"}
    )
    app = create_app(root, record=corpus / "record")
    yield Client(app)
    app.state.lanes.close()


@pytest.fixture
def over() -> Iterator[Callable[[FastAPI], Client]]:
    """A client over an application of the test's own, whose workers end with the test."""
    apps: list[FastAPI] = []

    def made(app: FastAPI) -> Client:
        apps.append(app)
        return Client(app)

    yield made
    for app in apps:
        app.state.lanes.close()


@pytest.fixture
def empty(tmp_path: Path) -> Client:
    """An application without any snapshot."""
    return Client(create_app(tmp_path))


class Made(Protocol):
    """What is made ahead in the background, and for which snapshot all of it is there."""

    def ready(self) -> str: ...


def made_version(made: Made, after: str = "") -> str:
    """Wait until everything is made for a snapshot other than `after`; return its hash."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        version = made.ready()
        if version not in {"", after}:
            return version
        time.sleep(0.05)
    pytest.fail("nothing was made ahead")
