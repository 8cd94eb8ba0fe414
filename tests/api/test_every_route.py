"""Every route there is, asked wrongly in every way: one shape, two languages, no secret.

The routes are those of the application itself, so that a new one cannot be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from api.application import create_app
from api.border import LONGEST_URL
from tests.api.conftest import Client

SHAPE = {"type", "title", "status", "detail", "instance"}
# What no stranger needs to know: places on the disk, code, the names of what we are made of.
SECRETS = re.compile(
    r"Traceback|File \"|\.py\b|/(?:tmp|home|root)/|site-packages|pyoxigraph|starlette|pydantic",
    re.I,
)


def paths(app: FastAPI) -> Iterator[str]:
    """Yield the path of every route, with a word in the place of each parameter."""
    for route in app.routes:
        inner = getattr(route, "original_router", None)
        for one in inner.routes if inner else [route]:
            yield re.sub(r"\{[^}]*\}", "x", str(getattr(one, "path")))  # noqa: B009  of any kind


PATHS = sorted(set(paths(create_app(Path("nowhere")))))
# What takes a body of certain types only, wherever it comes from.
BODIES = {"/sparql", "/reconcile", "/reconcile/fr", "/reconcile/en"} | {
    f"/{one}/atelier{more}" for one in ("fr", "en") for more in ("", "/comptes")
}
# All of them when there is time, and some of every sort always.
EACH = [one if place % 12 == 0 else pytest.param(one, marks=pytest.mark.slow)
        for place, one in enumerate(PATHS)]  # fmt: skip


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """An application without any snapshot, for all the routes."""
    return Client(create_app(tmp_path_factory.mktemp("nothing")))


def told(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    body: dict[str, Any] = answer.json()
    assert set(body) == SHAPE
    assert body["status"] == status
    assert body["instance"].startswith("urn:incident:")
    assert not SECRETS.search(answer.text), answer.text
    return body


def in_both_languages(client: Client, method: str, path: str, status: int, **headers: str) -> None:
    """Ask in French and in English; where the address has no language the words must differ."""
    said = {
        language: told(
            client.ask(
                method, path, accept="application/json", accept_language=language, **headers
            ),
            status,
        )["title"]
        for language in ("fr", "en")
    }
    fixed = path.partition("?")[0].split("/")[1] in {"fr", "en"}
    assert (said["fr"] == said["en"]) == fixed


def test_the_routes_are_all_there() -> None:
    assert len(PATHS) > 100
    assert {"/", "/sparql", "/catalog", "/.well-known/void", "/api/claims", "/fr/x/x"} <= {*PATHS}


@pytest.mark.parametrize("path", EACH)
def test_a_wrong_method_is_405_in_the_one_shape(client: Client, path: str) -> None:
    for method in ("PUT", "DELETE"):
        in_both_languages(client, method, path, 405)


@pytest.mark.parametrize("path", EACH)
def test_a_wrong_encoding_is_400_in_the_one_shape(client: Client, path: str) -> None:
    in_both_languages(client, "GET", f"{path}?q=%FF", 400)


@pytest.mark.parametrize("path", EACH)
def test_a_wrong_size_is_414_in_the_one_shape(client: Client, path: str) -> None:
    in_both_languages(client, "GET", f"{path}?q={'a' * LONGEST_URL}", 414)


@pytest.mark.parametrize("path", EACH)
def test_a_wrong_type_is_405_or_415_in_the_one_shape(client: Client, path: str) -> None:
    status = 415 if path in BODIES else 405
    in_both_languages(client, "POST", path, status, content_type="application/x-evil")


@pytest.mark.parametrize("path", EACH)
def test_without_data_every_route_that_needs_them_is_503_in_the_one_shape(
    nothing: Client, path: str
) -> None:
    answer = nothing.ask("GET", path, accept="application/json", accept_language="en")
    assert answer.status_code < 500 or told(answer, 503)
