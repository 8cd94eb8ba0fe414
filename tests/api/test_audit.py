"""The audit log: enough to find abuse, nothing about persons, and never too much."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.application import create_app
from api.audit import Audit, Entry, digest
from api.keys import read_keys
from tests.api.conftest import Client

PRIVATE = "SELECT ?secret { ?secret ?p ?o } LIMIT 3"
FIELDS = {"time", "id", "client", "key", "lane", "query", "length", "ms", "worked", "rows",
          "bytes", "status"}  # fmt: skip


def entry(name: str = "x") -> Entry:
    return Entry(name, "c", "", "free", "q", 1, 1.0, 1.0, 1, 1, 200)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


@pytest.fixture
def asked(published: Path, log: Path, over: Callable[[FastAPI], Client]) -> Iterator[Client]:
    audit = Audit(log, 1_000_000)
    yield over(create_app(published, keys=read_keys(""), audit=audit))
    audit.close()


def url(sparql: str) -> str:
    return f"/sparql?{httpx.QueryParams({'query': sparql})}"


def test_each_query_is_one_line_with_what_it_cost(asked: Client, log: Path) -> None:
    answer = asked.ask("GET", url(PRIVATE))
    (told,) = lines(log)
    assert set(told) == FIELDS
    assert (told["rows"], told["status"], told["lane"]) == (3, 200, "free")
    assert told["bytes"] == len(answer.content)
    assert told["query"] == digest(PRIVATE)
    assert told["length"] == len(PRIVATE)
    assert 0 < told["worked"] <= told["ms"]


def test_a_refusal_is_found_again_by_its_reference(asked: Client, log: Path) -> None:
    for query in ("ASK {", "SELECT * { SERVICE <http://x/> {} }"):
        answer = asked.ask("GET", url(query))
        told = lines(log)[-1]
        assert told["status"] == answer.status_code == 400
        assert answer.json()["instance"] == f"urn:incident:{told['id']}"


def test_neither_the_text_of_a_query_nor_an_address_is_written(asked: Client, log: Path) -> None:
    asked.ask("GET", url(PRIVATE))
    asked.ask("GET", url("ASK { ?secret"))
    text = log.read_text(encoding="utf-8")
    assert "secret" not in text
    assert "127.0.0.1" not in text
    assert "loopback" not in text
    assert len({told["client"] for told in lines(log)}) == 1


def test_the_name_of_a_client_changes_with_each_start(log: Path) -> None:
    first, second = (Audit(log, 1000).pseudonym("203.0.113.9") for _ in range(2))
    assert first != second


def test_only_its_owner_may_read_the_log(asked: Client, log: Path) -> None:
    asked.ask("GET", url(PRIVATE))
    assert log.stat().st_mode & 0o077 == 0


def test_a_page_or_a_description_is_no_query(asked: Client, log: Path) -> None:
    asked.get("/fr/case")
    asked.ask("GET", "/sparql")
    assert not log.exists()


def test_the_log_never_grows_beyond_its_files(log: Path) -> None:
    audit = Audit(log, 2000, kept=2)
    for number in range(200):
        audit.write(entry(str(number)))
    audit.close()
    files = sorted(log.parent.iterdir())
    assert [file.name for file in files] == ["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2"]
    assert all(file.stat().st_size <= 2000 for file in files)
    told = [each["id"] for file in (files[2], files[1], files[0]) for each in lines(file)]
    assert 0 < len(told) < 200
    assert told == [str(number) for number in range(200 - len(told), 200)]


WRITE = """
import sys
from pathlib import Path
from api.audit import Audit, Entry
audit = Audit(Path(sys.argv[1]), 20_000, kept=50)
for number in range(300):
    audit.write(Entry(f"{sys.argv[2]}{number}", "c", "", "free", "q", 1, 1.0, 1.0, 1, 1, 200))
"""


def test_two_processes_lose_no_line_of_each_other(log: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", WRITE, log, name]) for name in "ab"]  # noqa: S603
    assert [each.wait() for each in both] == [0, 0]
    told = [line["id"] for file in log.parent.iterdir() for line in lines(file)]
    assert sorted(told) == sorted(f"{name}{number}" for name in "ab" for number in range(300))


def test_a_log_put_away_by_someone_is_begun_again(log: Path) -> None:
    audit = Audit(log, 2000)
    audit.write(entry("a"))
    log.rename(log.with_name("away"))
    audit.write(entry("b"))
    audit.close()
    assert [told["id"] for told in lines(log)] == ["b"]


def test_a_log_that_cannot_be_written_stops_no_answer(
    published: Path,
    tmp_path: Path,
    over: Callable[[FastAPI], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    audit = Audit(tmp_path / "nowhere" / "audit.jsonl", 1000)
    client = over(create_app(published, audit=audit))
    for query in ("ASK {}", "ASK { ?s ?p ?o }"):
        assert client.ask("GET", url(query)).status_code == 200
    assert caplog.text.count("the audit log cannot be written") == 1
