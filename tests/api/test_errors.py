"""One shape for every error, in both languages, and nothing of our insides in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.application import create_app
from api.security import HEADERS
from tests.api.conftest import Client

MISSING = [
    "/nothing",
    "/fr/nothing",
    "/fr/case/nobody",
    "/fr/case/UPPER",
    "/fr/case/a..b",
    "/fr/case/%2e%2e",
    "/fr/case/%00",
    "/fr/case/x%3E%20%7D",
    "/fr/case?page=7",
    "/fr/claim?status=nothing%20possible",
    "/fr/nothing/x",
    "/fr/scheme/nothing",
    "/fr/scheme/impact?page=9",
    "/fr/scheme/impact?page=²",
    "/fr/scheme/impact/nothing",
    "/id/case/nobody",
    "/id/nothing/x",
    "/scheme/nothing",
    "/assets/nothing.css",
    "/assets/..%2fpages.py",
    "/docs",
    "/openapi.json",
]


@pytest.mark.parametrize("path", MISSING)
def test_a_program_is_told_in_problem_json(client: Client, path: str) -> None:
    answer = client.ask("GET", path, accept="application/json", accept_language="en")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "instance"}
    told = "Cette page n'existe pas" if path.startswith("/fr/") else "This page does not exist"
    assert (body["status"], body["title"]) == (404, told)


@pytest.mark.parametrize("path", MISSING)
def test_a_person_is_told_on_a_page_with_a_way_back(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Cette page n'existe pas" in answer.text.replace("\u2019", "'")
    assert 'href="/fr"' in answer.text


def test_the_language_is_that_of_the_address_then_of_the_client(client: Client) -> None:
    english = "This page does not exist"
    assert english in client.get("/en/case/nobody", accept_language="fr").text
    assert english in client.get("/nothing", accept_language="en").text
    assert english not in client.get("/fr/case/nobody", accept_language="en").text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_can_only_be_read(client: Client, method: str) -> None:
    answer = client.ask(method, "/fr/case", accept="application/json")
    assert answer.status_code == 405
    assert answer.json()["status"] == 405
    assert "GET" in answer.headers["allow"]


def test_a_head_request_is_answered_like_a_get_without_its_body(client: Client) -> None:
    assert client.ask("HEAD", "/fr/case", accept="text/html").status_code == 200
    assert client.ask("HEAD", "/health").status_code == 200


def broken(root: Path) -> FastAPI:
    app = create_app(root)

    def fails() -> None:
        raise RuntimeError("secret detail of ours")

    app.add_api_route("/broken", fails)
    return app


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_unexpected_fault_is_500_and_leaks_nothing(
    published: Path, accept: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Client(broken(published)).ask("GET", "/broken", accept=accept)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "secret detail of ours" in caplog.text
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


@pytest.mark.parametrize(
    "path", ["/", "/fr/case/cantine-partagee", "/fr/nothing", "/health", "/assets/style.css",
             "/data/cell/c1.ttl", "/id/cell/c1"]
)  # fmt: skip
def test_every_answer_bears_the_security_headers_and_no_cookie(client: Client, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "set-cookie" not in answer.headers


def test_the_content_policy_allows_nothing_from_elsewhere_and_nothing_inline() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "path", ["/fr", "/api/claims", "/id/case/x", "/dumps/x", "/sparql?query=ASK{}"]
)
def test_whoever_finds_no_data_is_told_when_to_come_back(empty: Client, path: str) -> None:
    for accept in ("text/html, */*;q=0.8", "application/json"):
        answer = empty.ask("GET", path, accept=accept)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0


def test_each_error_has_a_reference_of_its_own(client: Client) -> None:
    told = [json.loads(client.ask("GET", "/nothing").content)["instance"] for _ in range(2)]
    assert told[0] != told[1]
