"""Pages of other sites may read data and identifiers, never pages, and never with credentials."""

from __future__ import annotations

import pytest

from tests.api.conftest import Client

OPEN = [
    "/api", "/api/claims", "/api/nothing", "/sparql", "/.well-known/void", "/catalog",
    "/reconcile/fr", "/dumps/SHA256SUMS", "/ns", "/ns/core.ttl", "/id/case/cantine-partagee",
    "/id/case/nobody", "/scheme/impact", "/scheme/impact/innovation",
    "/data/case/cantine-partagee.ttl", "/dataset",
]  # fmt: skip
CLOSED = ["/", "/fr/case", "/fr/case/cantine-partagee", "/fr/atelier", "/health", "/apis",
          "/assets/style.css"]  # fmt: skip
POSTED = {"/sparql", "/reconcile/fr"}


@pytest.mark.parametrize("path", OPEN)
def test_what_programs_read_may_be_read_from_any_site(client: Client, path: str) -> None:
    answer = client.ask("GET", path, origin="https://elsewhere.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    shown = answer.headers["access-control-expose-headers"]
    assert {"ETag", "Link", "Data-Version", "X-Total-Count"} <= {*shown.split(", ")}


@pytest.mark.parametrize("path", OPEN)
def test_a_browser_that_asks_beforehand_may_send_a_tag_or_a_key(client: Client, path: str) -> None:
    answer = client.ask(
        "OPTIONS", path, origin="https://elsewhere.example",
        access_control_request_method="GET", access_control_request_headers="if-none-match",
    )  # fmt: skip
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"If-None-Match", "Authorization"} <= {
        *answer.headers["access-control-allow-headers"].split(", ")
    }
    methods = answer.headers["access-control-allow-methods"]
    assert ("POST" in methods) == (path in POSTED)
    assert answer.headers["allow"] == methods


@pytest.mark.parametrize("path", CLOSED)
def test_pages_for_people_are_read_by_no_other_site(client: Client, path: str) -> None:
    answer = client.get(path, origin="https://elsewhere.example")
    assert "access-control-allow-origin" not in answer.headers
    before = client.ask("OPTIONS", path, origin="https://elsewhere.example", accept="*/*")
    assert before.status_code in {404, 405}
    assert "access-control-allow-origin" not in before.headers
