"""Served applications over a small graph, each with limits of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from api.application import Terms, create_app
from api.sparql import FreeLimits
from graph.snapshots import Snapshots
from tests.api.sparql.web import POOL, Web
from tests.hostile import chained
from tests.serving import served


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("chained")
    Snapshots(directory).publish(chained(), rules=(), gates=lambda _: (), notes={})
    return directory


@pytest.fixture(scope="module")
def serve(root: Path) -> Iterator[Callable[[FreeLimits], Web]]:
    """Served applications, each with limits of its own, kept for the module."""
    known: dict[FreeLimits, Web] = {}
    with ExitStack() as stack:

        def web(free: FreeLimits) -> Web:
            if free not in known:
                address = stack.enter_context(served(create_app(root, terms=Terms(free))))
                client = stack.enter_context(httpx.Client(base_url=address, timeout=60))
                known[free] = Web(address, client)
            return known[free]

        yield web


@pytest.fixture
def web(serve: Callable[[FreeLimits], Web]) -> Web:
    return serve(FreeLimits(pool=POOL))


@pytest.fixture(params=["guarded", "bare"])
def each(request: pytest.FixtureRequest, serve: Callable[[FreeLimits], Web]) -> Web:
    """The endpoint with its guard, and with the workers alone."""
    guarded = FreeLimits(pool=POOL)
    return serve(guarded if request.param == "guarded" else FreeLimits(pool=POOL, guard=None))
