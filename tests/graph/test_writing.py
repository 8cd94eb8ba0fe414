"""A store written beside the build holds what the build holds, or nobody is told that it does."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from graph.contents import content_lines, lines_digest
from graph.embedded import CATALOG, INFERRED, EmbeddedStore, in_default_graph
from graph.snapshots import Snapshots
from graph.writing import writing
from ontology.errors import StoreError

SAYS = NamedNode("urn:says")


def fact(number: int, place: NamedNode, text: str = "fait") -> Quad:
    return Quad(NamedNode(f"urn:s{number}"), SAYS, Literal(f"{text} {number}"), place)


def graph(name: str) -> NamedNode:
    return NamedNode(f"urn:graph:{name}")


def test_what_is_written_is_what_was_held_then_and_what_came_since(tmp_path: Path) -> None:
    first = [fact(n, graph("a" if n % 2 else "b"), 'é « _: » \n "') for n in range(300)]
    store = EmbeddedStore.in_memory(in_default_graph(first))
    with writing(store, tmp_path / "store") as written:
        # Of a graph that was there, of a new one, and of those without a copy.
        later = [fact(n, place) for n, place in enumerate([graph("a"), graph("c")], start=300)]
        store.extend(in_default_graph(later))
        store.extend([fact(302, INFERRED), fact(303, CATALOG)])
        written.send()
        held = written.finish()
    disk = EmbeddedStore.open(tmp_path / "store")
    assert set(disk.engine) == set(store.engine)
    assert held.content_hash == lines_digest(content_lines(store))
    assert held.graphs == {
        "urn:graph:a": 151, "urn:graph:b": 150, "urn:graph:c": 1,
        INFERRED.value: 1, CATALOG.value: 1,
    }  # fmt: skip
    assert held.quads == 304 + 302
    assert disk.count() == 302
    disk.close()


def test_more_lines_than_a_batch_are_all_written(tmp_path: Path) -> None:
    store = EmbeddedStore.in_memory(
        in_default_graph(fact(n, graph("a")) for n in range(60_000)),
    )
    with writing(store, tmp_path / "store") as written:
        written.send()
        assert written.finish().quads == 120_000


def test_a_blank_node_keeps_its_name(tmp_path: Path) -> None:
    nodes = [
        Quad(BlankNode("one"), SAYS, BlankNode("two"), graph("a")),
        Quad(BlankNode("one"), SAYS, BlankNode("two"), DefaultGraph()),
    ]
    store = EmbeddedStore.in_memory(nodes)
    with writing(store, tmp_path / "store") as written:
        written.send()
        written.finish()
    disk = EmbeddedStore.open(tmp_path / "store")
    assert set(disk.engine) == set(nodes)
    disk.close()


def test_a_fact_without_a_named_graph_is_missed_and_told(tmp_path: Path) -> None:
    """Such a fact has no source; it is not sent, and the count of quads shows it."""
    store = EmbeddedStore.in_memory([Quad(NamedNode("urn:s"), SAYS, Literal("x"), DefaultGraph())])
    with writing(store, tmp_path / "store") as written:
        written.send()
        with pytest.raises(OSError, match="0 quads written"):
            written.finish()


def test_a_writer_that_cannot_write_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = EmbeddedStore.in_memory(in_default_graph([fact(1, graph("a"))]))
    with writing(store, tmp_path / "file" / "store") as written:
        written.send()
        with pytest.raises(OSError, match=r"(?i)not a directory"):
            written.finish()


@pytest.fixture
def writers(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The writers that are started, as they are started."""
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr("graph.writing.subprocess.Popen", Noted)
    return started


def test_a_writer_killed_in_the_middle_is_an_error_and_leaves_the_state(
    tmp_path: Path, writers: list[subprocess.Popen[bytes]]
) -> None:
    snapshots = Snapshots(tmp_path)
    before = snapshots.publish([fact(1, graph("a"))], rules=[], gates=lambda _: [], notes={})

    def kill(_: EmbeddedStore) -> dict[str, int]:
        writers[-1].kill()
        return {}

    with pytest.raises(StoreError, match="cannot be written"):
        snapshots.publish(
            [fact(2, graph("a"))], rules=[], gates=lambda _: [], notes={}, complete=kill
        )
    assert snapshots.verify().path == before.path
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == [before.path.name]


def test_a_writer_whose_parent_is_gone_ends_without_finishing(tmp_path: Path) -> None:
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-m", "graph.store_process", str(tmp_path / "store")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None
    child.stdin.write(b'{"graph": "urn:g", "default": true, "length": 1000}\n<urn:s>')
    child.stdin.close()
    limit = time.monotonic() + 10
    while child.poll() is None and time.monotonic() < limit:
        time.sleep(0.01)
    assert child.returncode == 0
    assert child.stdout is not None
    assert child.stdout.read() == b""
    child.stdout.close()


def test_an_error_beside_it_ends_the_writer(
    tmp_path: Path, writers: list[subprocess.Popen[bytes]]
) -> None:
    store = EmbeddedStore.in_memory(in_default_graph([fact(1, graph("a"))]))
    begun = writing(store, tmp_path / "store")
    begun.__enter__()
    assert writers[0].poll() is None
    error = KeyError()
    assert not begun.__exit__(KeyError, error, None)
    assert writers[0].returncode == -signal.SIGKILL
