"""The endpoint as a program asks it, over a real socket, and the one shape of its refusals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from graph.workers import Limits

POOL = Limits(workers=2, deadline=1.0, wait=10.0, memory=300_000_000)
SEVEN = "SELECT ?n { <urn:thing:7> <urn:n> ?n }"
NUMBERS = "SELECT ?n { ?s <urn:n> ?n }"
ALL = "CONSTRUCT { ?s <urn:n> ?n } { ?s <urn:n> ?n }"
SHAPE = {"type", "title", "status", "detail", "instance"}


class Web:
    """One served application, asked as a program asks."""

    def __init__(self, address: str, client: httpx.Client) -> None:
        self.address = address
        self._client = client

    def get(self, sparql: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.get("/sparql", params={"query": sparql}, headers=named)

    def post(self, sparql: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["content-type"] = "application/sparql-query"
        return self._client.post("/sparql", content=sparql.encode(), headers=named)

    def seven(self) -> None:
        assert self.get(SEVEN, accept="text/csv").text == "n\r\n7\r\n"


def refused(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    body: dict[str, Any] = answer.json()
    assert set(body) == SHAPE
    assert body["status"] == status
    assert str(Path(__file__).resolve().parents[3]) not in answer.text
    assert "Traceback" not in answer.text
    return body
