"""A lane: nobody waits for nothing, and nobody who waited is kept in mind."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest

from api.application import create_app
from tests.serving import served

QUERY = "SELECT * {{ ?s ?p ?o }} LIMIT {}"


def test_the_first_query_after_a_pause_does_not_wait_for_others_to_end(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So long that whoever waits in vain shows it.
    monkeypatch.setattr("api.sparql_lanes._MOMENT", 5.0)
    with served(create_app(published)) as address:
        for number in range(1, 4):
            started = time.monotonic()
            answer = httpx.get(f"{address}/sparql", params={"query": QUERY.format(number)})
            assert len(answer.json()["results"]["bindings"]) == number
            # The first starts the workers.
            assert number == 1 or time.monotonic() - started < 3
            time.sleep(1.2)
