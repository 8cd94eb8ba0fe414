"""What is refused before any route sees it: strange hosts, long addresses, bad bodies."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.application import Terms, create_app
from api.border import Border, BorderLimits
from api.security import HEADERS
from tests.api.conftest import Client
from tests.serving import served

SMALL = BorderLimits(body=1000, slowest=0.5)


@pytest.fixture(scope="module")
def web(published: Path) -> Iterator[str]:
    with served(create_app(published, terms=Terms(border=SMALL))) as address:
        yield address


def said(address: str, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Send `pieces` over a socket, with a pause after each, and return the whole answer."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as client:
        for piece in pieces:
            try:
                client.sendall(piece)
            except OSError:
                break
            time.sleep(pause)
        got = b""
        try:
            while more := client.recv(65_536):
                got += more
        except OSError:
            pass
        return got


def posted(length: int, head: str = "") -> bytes:
    return (
        f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n{head}"
        "Content-Type: application/sparql-query\r\n\r\n"
    ).encode()


def problem_in(answer: bytes, status: int) -> dict[str, object]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status}".encode()), answer
    assert b"application/problem+json" in head
    told: dict[str, object] = json.loads(body)
    assert set(told) == {"type", "title", "status", "detail", "instance"}
    return told


@pytest.mark.parametrize(
    "host",
    ['evil"><script>', "a b", "a/b", "http://a", "a:b", "a:123456", "", "é.example", "@a",
     "[....]", "[1:2]", "[::1", "[12345::]"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/fr/case", "/health", "/sparql", "/assets/style.css"])
def test_a_host_that_cannot_be_one_is_refused_everywhere(web: str, host: str, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    answer = said(web, request.encode())
    problem_in(answer, 400)
    assert b"script" not in answer


def test_two_hosts_are_no_host(web: str) -> None:
    answer = said(web, b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")


def test_when_our_names_are_known_no_other_is_answered_to(published: Path) -> None:
    hosts = frozenset({"alliances.example", "[2001:db8::1]"})
    client = Client(create_app(published, terms=Terms(border=BorderLimits(hosts=hosts))))
    for good in ("alliances.example", "Alliances.Example:8443", "localhost:8000", "127.0.0.1",
                 "[::1]:80", "[2001:db8::1]"):  # fmt: skip
        assert client.ask("GET", "/health", host=good).status_code == 200
    for bad in ("evil.example", "alliances.example.evil.example", "192.0.2.7", "[2001:db8::2]"):
        answer = client.ask("GET", "/fr/case", host=bad, accept_language="en")
        assert (answer.status_code, answer.json()["status"]) == (400, 400)
        assert bad not in answer.text


def test_no_redirect_goes_where_the_host_header_says(web: str) -> None:
    with httpx.Client(base_url=web, headers={"host": "evil.example"}) as client:
        paths = ("/fr/case/", "/id/case/cantine-partagee", "//evil.example", "/fr//case")
        answers = [client.get(path) for path in paths]
    led = [answer.headers["location"] for answer in answers if "location" in answer.headers]
    assert led
    assert not [place for place in led if "evil" in place]


@pytest.mark.parametrize("path", ["/fr/case", "/sparql", "/health", "/nothing"])
def test_an_address_too_long_is_414_on_every_route(client: Client, path: str) -> None:
    allowed = client.ask("GET", path + "?x=" + "a" * (16_000 - len(path) - 2))
    assert allowed.status_code in {200, 400, 404}
    answer = client.ask("GET", path + "?x=" + "a" * (16_001 - len(path) - 2))
    assert (answer.status_code, answer.json()["status"]) == (414, 414)
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


def test_an_address_longer_than_the_server_reads_does_not_hurt_it(web: str) -> None:
    for length in (70_000, 200_000):
        answer = said(web, b"GET /?" + b"a" * length + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        assert answer == b"" or answer[:12] in {b"HTTP/1.1 414", b"HTTP/1.1 400", b"HTTP/1.1 431"}
    assert httpx.get(f"{web}/health").status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_too_large_is_read_no_further(web: str, chunked: bool) -> None:
    text = b"ASK {} #" + b"x" * 1000
    if chunked:
        head = posted(0, "Transfer-Encoding: chunked\r\n").replace(b"Content-Length: 0\r\n", b"")
        answer = said(web, head + f"{len(text):x}\r\n".encode() + text + b"\r\n", pause=0.1)
    else:
        answer = said(web, posted(len(text)) + text)
    problem_in(answer, 413)


@pytest.mark.parametrize("pieces", [[b""], [b"ASK {"], [b"A"] * 40])
def test_a_body_that_comes_too_slowly_is_not_waited_for(web: str, pieces: list[bytes]) -> None:
    started = time.monotonic()
    problem_in(said(web, posted(50), *pieces, pause=0.05), 408)
    assert time.monotonic() - started < 5


def test_clients_who_never_finish_their_request_hold_up_nobody(web: str) -> None:
    host, port = web.removeprefix("http://").split(":")
    with ExitStack() as stack:
        for _ in range(100):
            slow = stack.enter_context(socket.create_connection((host, int(port))))
            slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-")
        started = time.monotonic()
        assert httpx.get(f"{web}/health").status_code == 200
        assert time.monotonic() - started < 2


def test_a_client_that_reads_slowly_holds_up_nobody(web: str) -> None:
    host, port = web.removeprefix("http://").split(":")
    with ExitStack() as stack:
        for _ in range(20):
            slow = stack.enter_context(socket.create_connection((host, int(port))))
            slow.sendall(b"GET /assets/style.css HTTP/1.1\r\nHost: a\r\n\r\n" * 20)
        with ThreadPoolExecutor(4) as beside:
            asked = [beside.submit(httpx.get, f"{web}/health") for _ in range(8)]
            assert {each.result().status_code for each in asked} == {200}


@pytest.mark.parametrize(
    "path",
    ["/assets/../pyproject.toml", "/assets/..%2f..%2fpyproject.toml", "/assets/%2e%2e/main.py",
     "/data/case/../../x.ttl", "/data/case/..%2f..%2fx.ttl", "/fr/case/..%5c..%5cx", "/..%00",
     "//evil.example", "/fr/case/%ED%A0%80", "/fr/case/%ff", "/%2e%2e/%2e%2e/etc/passwd"],
)  # fmt: skip
def test_no_address_leads_out_of_the_house(web: str, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    problem_in(said(web, request.encode()), 404)


@pytest.mark.parametrize(
    "query",
    ["query=ASK%7B%7D&query=ASK%7B%7D", "query=%ED%A0%80", "query=%FF", "query=ASK%7B%7D&timeout=1"
     "&timeout=2", "query=", "default-graph-uri=urn:a", "query=SELECT%20(%22%5CuD800%22%20AS%20?x)"
     "%7B%7D", "&".join(["a=1"] * 200)],
)  # fmt: skip
def test_parameters_that_are_doubled_or_no_text_are_refused(web: str, query: str) -> None:
    answer = httpx.get(f"{web}/sparql?{query}")
    assert answer.status_code == 400
    assert answer.json()["status"] == 400


@pytest.mark.parametrize("query", [b"q=\xff", b"q=%FF", b"q=%ED%A0%80", b"\xc3=1", b"q=%C3%28"])
@pytest.mark.parametrize(
    "path", ["/", "/fr/case", "/en/explorer", "/health", "/api/search", "/catalog", "/id/case/x",
             "/dumps/figures.csv", "/assets/style.css", "/.well-known/void", "/sparql"]
)  # fmt: skip
def test_parameters_that_are_no_utf_8_are_refused_on_every_route(
    web: str, path: str, query: bytes
) -> None:
    line = b"GET " + path.encode() + b"?" + query + b" HTTP/1.1\r\n"
    answer = said(web, line + b"Host: a\r\nConnection: close\r\n\r\n")
    if answer.startswith(b"HTTP/1.1 400") and b"problem+json" not in answer:
        # The server's own parser, which takes no such byte in an address at all.
        assert b"\xff" in query or b"\xc3" in query
        return
    problem_in(answer, 400)


def test_what_is_utf_8_behind_its_percent_signs_is_read(client: Client) -> None:
    for query in ("q=%C3%A9t%C3%A9", "q=100%25", "q=%F0%9F%A6%80", "q=a%00b"):
        assert client.ask("GET", f"/fr/case?{query}").status_code == 200


@pytest.mark.parametrize("text", ["1e400", "'NaN'^^<http://www.w3.org/2001/XMLSchema#double>",
                                  "1e400 - 1e400", "-1e400", "'x\\u0000'"])  # fmt: skip
@pytest.mark.parametrize("accept", ["application/json", "application/sparql-results+xml"])
def test_numbers_beyond_numbers_are_answered_in_a_document_that_can_be_read(
    client: Client, text: str, accept: str
) -> None:
    query = httpx.QueryParams({"query": f"SELECT ({text} AS ?x) {{}}"})
    answer = client.ask("GET", f"/sparql?{query}", accept=accept)
    # NUL is no sign of XML, so that answer is refused as XML.
    unsaid = text == "'x\\u0000'" and accept.endswith("xml")
    assert answer.status_code in ({406} if unsaid else {200, 400})
    if "json" in answer.headers["content-type"]:
        json.loads(answer.text, parse_constant=pytest.fail)
    else:
        assert answer.headers["content-type"].startswith("application/sparql-results+xml")
        ElementTree.fromstring(answer.text)  # noqa: S314  our own text


@pytest.mark.parametrize(
    "body", [b'{"size": 1e400}', b'{"size": NaN}', b'{"size": "\\ud800"}', b"[" * 5000, b"\xff",
             b'{"size": "' + b"x" * 500 + b'"}', b"{"],
)  # fmt: skip
def test_a_body_no_route_can_use_is_no_fault_of_ours(published: Path, body: bytes) -> None:
    app = create_app(published)

    def takes(given: dict[str, int]) -> int:
        return given["size"]

    app.add_api_route("/takes", takes, methods=["POST"])
    with served(app) as address:
        answer = httpx.post(
            f"{address}/takes", content=body, headers={"content-type": "application/json"}
        )
    assert answer.status_code == 400
    assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}
    assert "size" not in answer.text


async def reads_on(scope: Scope, receive: Receive, _: Send) -> None:
    await Request(scope, receive).body()


async def speaks_all_the_same(_: Scope, receive: Receive, send: Send) -> None:
    assert (await receive())["type"] == "http.disconnect"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"secret"})


@pytest.mark.parametrize("app", [reads_on, speaks_all_the_same])
def test_whatever_an_application_does_after_a_refusal_the_refusal_stands(app: ASGIApp) -> None:
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"x" * 2000, "more_body": True}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/x", "query_string": b"", "headers": []}
    asyncio.run(Border(app, SMALL)(scope, receive, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 413
    assert b"secret" not in b"".join(bytes(each.get("body", b"")) for each in sent)  # type: ignore[call-overload]
