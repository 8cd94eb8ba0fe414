"""Whether the data can be read, before and after a snapshot is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from api import health
from api.application import create_app
from explorer import current
from ontology.iris import graph, thing
from ontology.terms import AL, RDF, RDFS
from tests.api.conftest import Client, publish

NEW = [
    Quad(NamedNode(thing("person", "new")), predicate, value, NamedNode(graph("registry")))
    for predicate, value in ((RDF.type, AL.Person), (RDFS.label, Literal("Nouvelle personne")))
]


def test_health_says_what_is_served_and_since_when(tmp_path: Path) -> None:
    snapshot = publish(tmp_path)
    body = Client(create_app(tmp_path)).ask("GET", "/health").json()
    assert body["status"] == "ok"
    assert body["data_version"] == snapshot.content_hash
    assert body["triples"] == snapshot.manifest["default_graph"]
    since = datetime.fromisoformat(body["since"])
    assert timedelta(0) <= datetime.now(UTC) - since < timedelta(minutes=1)


def test_without_a_snapshot_health_is_503_and_says_how_to_mend_it(empty: Client) -> None:
    answer = empty.ask("GET", "/health")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "alliances build" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/", "/fr/case", "/en/case/cantine-partagee", "/id/cell/c1"])
def test_without_a_snapshot_pages_are_503_and_still_dressed(empty: Client, path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 503
    assert "alliances build" in answer.text
    assert "/assets/style.css" in answer.text


def test_a_new_snapshot_is_served_without_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current, "EVERY", 0.0)
    publish(tmp_path)
    client = Client(create_app(tmp_path))
    before = client.ask("GET", "/health").json()["data_version"]
    assert client.get("/fr/person/new").status_code == 404
    publish(tmp_path, NEW)
    assert "Nouvelle personne" in client.get("/fr/person/new").text
    assert client.ask("GET", "/health").json()["data_version"] != before


def first_file(root: Path) -> Path:
    return next(file for file in sorted((root / "current" / "store").glob("*.sst")))


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 2, len(data) // 2 + 20):
        data[place] ^= 1
    path.write_bytes(bytes(data))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def test_ready_says_which_version_and_how_many_files_were_compared(tmp_path: Path) -> None:
    snapshot = publish(tmp_path)
    body = Client(create_app(tmp_path)).ask("GET", "/health/ready").json()
    assert body == {
        "status": "ready",
        "data_version": snapshot.content_hash,
        "files": len(snapshot.manifest["files"]),
    }


@pytest.mark.parametrize("damage", [flip, cut, Path.unlink])
def test_a_damaged_file_is_not_ready_although_pages_may_still_answer(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    publish(tmp_path)
    client = Client(create_app(tmp_path))
    assert client.ask("GET", "/health").status_code == 200
    damage(first_file(tmp_path))
    answer = client.ask("GET", "/health/ready")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "alliances build" in answer.json()["detail"]


def test_the_files_are_examined_again_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    client = Client(create_app(tmp_path))
    assert client.ask("GET", "/health/ready").status_code == 200
    flip(first_file(tmp_path))
    assert client.ask("GET", "/health/ready").status_code == 200
    monkeypatch.setattr(health, "EXAMINED_EVERY", 0.0)
    assert client.ask("GET", "/health/ready").status_code == 503
