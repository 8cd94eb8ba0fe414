"""Following the published snapshot: new ones are seen, old ones end with their last reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from explorer.current import EVERY, Current
from graph.snapshots import Snapshot, Snapshots
from ontology.errors import StoreError
from ontology.iris import graph, thing
from ontology.terms import RDFS
from queries.search import INDEX, SearchIndex


class Clock:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def publish(root: Path, name: str) -> Snapshot:
    told = Quad(
        NamedNode(thing("person", "one")), RDFS.label, Literal(name), NamedNode(graph("registry"))
    )
    return Snapshots(root).publish([told], rules=(), gates=lambda _: (), notes={})


def seen(current: Current) -> str:
    with current.reading() as opened:
        return opened.snapshot.content_hash


def test_without_a_snapshot_every_reader_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused, Current(tmp_path).reading():
        pass
    assert "alliances build" in refused.value.cure.fr


def test_the_first_snapshot_is_seen_without_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    current = Current(tmp_path, clock=clock)
    with pytest.raises(StoreError), current.reading():
        pass
    published = publish(tmp_path, "un")
    clock.now += EVERY
    assert seen(current) == published.content_hash


def test_a_new_snapshot_is_seen_after_at_most_one_second(tmp_path: Path) -> None:
    clock = Clock()
    first = publish(tmp_path, "un")
    current = Current(tmp_path, clock=clock)
    assert seen(current) == first.content_hash
    second = publish(tmp_path, "deux")
    clock.now += EVERY / 2
    assert seen(current) == first.content_hash
    clock.now += EVERY / 2
    assert seen(current) == second.content_hash


def test_a_reader_keeps_its_snapshot_to_the_end_and_then_it_is_closed(tmp_path: Path) -> None:
    clock = Clock()
    publish(tmp_path, "un")
    current = Current(tmp_path, clock=clock)
    with current.reading() as held:
        publish(tmp_path, "deux")
        clock.now += EVERY
        with current.reading() as fresh:
            assert fresh.snapshot.content_hash != held.snapshot.content_hash
        assert held.store.query("SELECT ?s WHERE { ?s ?p ?o }").truth
    with pytest.raises(StoreError):
        held.store.query("SELECT ?s WHERE { ?s ?p ?o }")


def test_a_damaged_state_does_not_take_away_the_good_one(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    clock = Clock()
    good = publish(tmp_path, "un")
    current = Current(tmp_path, clock=clock)
    assert seen(current) == good.content_hash
    damage(publish(tmp_path, "deux").path)
    clock.now += EVERY
    assert seen(current) == good.content_hash


def test_a_damaged_state_alone_is_an_error(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    damage(publish(tmp_path, "un").path)
    with pytest.raises(StoreError), Current(tmp_path).reading():
        pass


def test_closing_lets_go_of_the_snapshot(tmp_path: Path) -> None:
    publish(tmp_path, "un")
    current = Current(tmp_path)
    with current.reading() as opened:
        store = opened.store
    current.close()
    with pytest.raises(StoreError):
        store.query("SELECT ?s WHERE { ?s ?p ?o }")


@pytest.fixture
def damage() -> Callable[[Path], None]:
    def without_manifest(path: Path) -> None:
        (path / "manifest.json").write_text("{", encoding="utf-8")

    return without_manifest


def test_the_index_of_words_is_the_published_one_else_it_is_made_from_the_store(
    tmp_path: Path,
) -> None:
    published = publish(tmp_path, "Aline Martin")
    current = Current(tmp_path)
    with current.reading() as opened:
        made = opened.words()
        assert [one.names["fr"] for one in made.things] == ["Aline Martin"]
        assert opened.words() is made
        SearchIndex.write(opened.store, published.path / INDEX)
    written = published.path / INDEX / "things.json"
    written.write_text(written.read_text("utf-8").replace("Aline", "Alice"), encoding="utf-8")
    with Current(tmp_path).reading() as opened:
        assert [one.names["fr"] for one in opened.words().things] == ["Alice Martin"]
