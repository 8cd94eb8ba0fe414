"""Answers given again: the same bytes, never anyone else's, and forgotten with their snapshot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pyoxigraph import Literal, NamedNode, Quad
from starlette.types import Message, Receive, Scope, Send

from api.answer_cache import VERSION, AnswerCache
from api.application import Terms, create_app
from tests.api.conftest import Client, publish

SEVEN = "/sparql?query=SELECT%20(7%20AS%20%3Fn)%20%7B%7D"


class Counting:
    """An application that counts its answers, each of `size` bytes, and says its version."""

    def __init__(self, version: str, size: int = 10, status: int = 200) -> None:
        self.asked = 0
        self.version = version
        self.size = size
        self.status = status

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        self.asked += 1
        body = f"{self.asked} {scope['path']}".encode().ljust(self.size)
        headers = [(VERSION.lower().encode(), self.version.encode())] if self.version else []
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def published_as(root: Path, version: str) -> None:
    link = root / "next"
    link.symlink_to(f"snapshots/{version[:16]}")
    link.rename(root / "current")


OLD, NEW = "a" * 64, "b" * 64


@pytest.fixture
def root(tmp_path: Path) -> Path:
    published_as(tmp_path, OLD)
    return tmp_path


def ask(
    app: AnswerCache, path: str = "/x", method: str = "GET", body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of one answer of `app`."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"",
             "headers": given, "scheme": "http"}  # fmt: skip
    asyncio.run(app(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], found, b"".join(each.get("body", b"") for each in told[1:])


def test_the_same_question_is_answered_once_and_with_the_same_bytes(root: Path) -> None:
    made = Counting(OLD)
    app = AnswerCache(made, root, 100_000)
    assert ask(app) == ask(app) == ask(app)
    assert made.asked == 1


@pytest.mark.parametrize(
    "change",
    [{"method": "HEAD"}, {"path": "/y"}, {"accept": "text/csv"}, {"accept_language": "en"},
     {"accept_encoding": "gzip"}, {"host": "other"}],
)  # fmt: skip
def test_what_an_answer_may_depend_on_tells_answers_apart(
    root: Path, change: dict[str, str]
) -> None:
    made = Counting(OLD)
    app = AnswerCache(made, root, 100_000)
    ask(app)
    ask(app, **change)  # type: ignore[arg-type]
    assert made.asked == 2


def test_a_query_in_a_body_is_told_from_another_and_other_posts_are_not_kept(root: Path) -> None:
    made = Counting(OLD)
    app = AnswerCache(made, root, 100_000)
    for body in (b"ASK {}", b"ASK {}", b"ASK { ?s ?p ?o }"):
        ask(app, "/sparql", "POST", body)
    assert made.asked == 2
    for _ in range(2):
        ask(app, "/elsewhere", "POST", b"ASK {}")
    assert made.asked == 4


@pytest.mark.parametrize("header", ["authorization", "cookie", "range"])
def test_an_answer_to_one_person_is_nobody_elses(root: Path, header: str) -> None:
    made = Counting(OLD)
    app = AnswerCache(made, root, 100_000)
    ask(app)
    for _ in range(2):
        ask(app, **{header: "x"})  # type: ignore[arg-type]
    assert made.asked == 3


@pytest.mark.parametrize("made", [Counting(OLD, status=404), Counting(OLD, status=500),
                                  Counting(OLD, status=206), Counting("")])  # fmt: skip
def test_an_error_or_an_answer_without_a_version_is_never_kept(root: Path, made: Counting) -> None:
    app = AnswerCache(made, root, 100_000)
    before = made.asked
    first, second = ask(app), ask(app)
    assert made.asked == before + 2
    assert first[2] != second[2]
    assert "etag" not in first[1]


def test_the_next_snapshot_makes_all_answers_forgotten(root: Path) -> None:
    made = Counting(OLD)
    app = AnswerCache(made, root, 100_000)
    ask(app)
    published_as(root, NEW)
    # The application has not noticed yet: its answer is passed on, and not kept.
    for expected in (2, 3):
        ask(app)
        assert (made.asked, app.held) == (expected, 0)
    made.version = NEW
    assert ask(app) == ask(app)
    assert made.asked == 4


def test_without_a_snapshot_nothing_is_kept(tmp_path: Path) -> None:
    made = Counting(OLD)
    app = AnswerCache(made, tmp_path, 100_000)
    ask(app)
    ask(app)
    assert (made.asked, app.held) == (2, 0)


def test_it_never_holds_more_than_it_may_and_forgets_the_longest_unused(root: Path) -> None:
    made = Counting(OLD, size=1000)
    app = AnswerCache(made, root, 30_000)
    for number in range(30):
        ask(app, f"/{number}")
        ask(app, "/0")
        assert app.held <= 30_000
    assert made.asked == 30
    ask(app, "/29")
    ask(app, "/1")
    assert made.asked == 31


def test_an_answer_that_would_push_out_all_others_is_not_kept(root: Path) -> None:
    made = Counting(OLD, size=20_000)
    app = AnswerCache(made, root, 100_000)
    assert len(ask(app)[2]) == len(ask(app)[2]) == 20_000
    assert (made.asked, app.held) == (2, 0)


def test_who_has_the_answer_already_is_told_so(root: Path) -> None:
    app = AnswerCache(Counting(OLD), root, 100_000)
    _, headers, _ = ask(app)
    tag = headers["etag"]
    assert OLD[:16] in tag
    for _ in range(2):
        status, again, body = ask(app, if_none_match=f'"other", {tag}')
        assert (status, again["etag"], body) == (304, tag, b"")
        assert "content-length" not in again
    assert ask(app, if_none_match='"other"')[0] == 200
    # A proxy that compressed it made the tag weak, or somebody made it strong; * is any answer.
    for known in (tag.removeprefix("W/"), f"W/{tag.removeprefix('W/')}", "*"):
        assert ask(app, if_none_match=known)[0] == 304
    # Also when the answer had to be made for it.
    fresh = AnswerCache(Counting(OLD), root, 100_000)
    assert ask(fresh, if_none_match=tag)[0] == 304


def test_a_page_a_description_and_an_answer_are_given_again(
    published: Path, over: Callable[[FastAPI], Client]
) -> None:
    client = over(create_app(published))
    for path in ("/fr/case/cantine-partagee", "/data/cell/c1.ttl", SEVEN):
        first, second = client.get(path), client.get(path)
        assert first.status_code == 200
        assert dict(first.headers) == dict(second.headers)
        assert first.content == second.content
        again = client.get(path, if_none_match=first.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["content-security-policy"]


def test_after_a_publication_the_new_data_are_shown(
    tmp_path: Path, over: Callable[[FastAPI], Client]
) -> None:
    publish(tmp_path)
    client = over(create_app(tmp_path))
    count = "/sparql?query=ASK%20%7B%20%3Curn%3Anew%3E%20%3Fp%20%3Fo%20%7D"
    old = client.ask("GET", count)
    assert old.json()["boolean"] is False
    more = Quad(NamedNode("urn:new"), NamedNode("urn:p"), Literal(1), NamedNode("urn:g"))
    publish(tmp_path, [more])
    assert until_true(lambda: client.ask("GET", count).json()["boolean"])
    new = client.ask("GET", count)
    assert new.headers[VERSION] != old.headers[VERSION]
    assert client.ask("GET", count, if_none_match=old.headers["etag"]).status_code == 200


def until_true(told: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not told() and time.monotonic() < until:
        time.sleep(0.05)
    return told()


def test_an_answer_that_changes_by_itself_is_made_each_time(client: Client) -> None:
    query = httpx.QueryParams({"query": "SELECT (STRUUID() AS ?x) {}"})
    told = {client.ask("GET", f"/sparql?{query}").text for _ in range(3)}
    assert len(told) == 3


def test_a_cache_of_no_bytes_is_none(published: Path) -> None:
    client = Client(create_app(published, terms=Terms(cache=0)))
    assert client.get("/fr/case").status_code == 200
    assert "etag" not in client.get("/fr/case").headers
