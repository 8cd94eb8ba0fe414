"""Publication: the same record gives the same state, and readers keep theirs."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.contents import content_lines
from graph.embedded import EmbeddedStore
from graph.snapshots import KEPT, Snapshot, Snapshots
from ontology import iris
from ontology.errors import StoreError
from tests.graph.publishing import RULE, WHERE, facts, held, publish, silent, visible


def test_before_the_first_build_there_is_no_state(root: Path) -> None:
    assert Snapshots(root).current() is None
    with pytest.raises(StoreError, match="Nothing is published"):
        Snapshots(root).verify()


def test_what_is_published_can_be_read_with_what_the_rules_found(root: Path) -> None:
    snapshot = publish(root, facts(10))
    assert Snapshots(root).current() == snapshot
    store = snapshot.open()
    assert store.graphs() == (iris.graph("registry"), WHERE.value, iris.graph("status"))
    # Ten facts, and one derived for each, all also in the default graph.
    assert (store.count(), store.count(iris.graph("status"))) == (20, 10)
    store.close()


def test_the_content_hash_is_that_of_the_sorted_lines_of_the_named_graphs(root: Path) -> None:
    snapshot = publish(root, facts(1))
    lines = [
        f'<urn:s0> <urn:derived> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> '
        f"<{iris.graph('status')}> .\n",
        f'<urn:s0> <urn:says> "fait 0" <{iris.graph("registry")}> .\n',
    ]
    assert snapshot.content_hash == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert snapshot.path.name == snapshot.content_hash[:16]


def test_the_order_and_repetition_of_facts_change_nothing(root: Path, tmp_path: Path) -> None:
    quads = facts(200)
    first = publish(root, quads)
    turned = [*quads[120:], *reversed(quads), *quads[:50]]
    assert publish(tmp_path / "other", turned).content_hash == first.content_hash


def test_a_content_already_published_is_not_written_again(root: Path) -> None:
    quads = facts(200)
    first = publish(root, quads, record="one")
    written = (first.path / "store" / "CURRENT").stat().st_ino
    publish(root, facts(3))
    quads.reverse()
    again = publish(root, quads, record="two")
    assert again.path == first.path
    assert (again.path / "store" / "CURRENT").stat().st_ino == written
    # What the caller notes is the latest all the same.
    assert again.manifest["notes"] == {"record": "two"}
    assert Snapshots(root).current() == again
    again.verify()


def test_the_manifest_says_what_is_inside_and_what_made_it(root: Path) -> None:
    snapshot = publish(root, facts(10), record="abc")
    manifest = json.loads((snapshot.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == snapshot.manifest
    assert manifest["graphs"] == {
        iris.graph("registry"): 5,
        WHERE.value: 5,
        iris.graph("status"): 10,
    }
    assert manifest["default_graph"] == 20
    assert manifest["derived"] == {"r": 10}
    assert manifest["gates"] == [{"fr": "Rien", "en": "Nothing", "checked": 20}]
    assert manifest["notes"] == {"record": "abc"}
    assert set(manifest["versions"]) == {"python", "pyoxigraph", "alliances"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", manifest["built"])
    assert set(manifest["files"]) == {path.name for path in (snapshot.path / "store").iterdir()}
    assert str(root) not in json.dumps(manifest)


def test_reading_a_state_changes_none_of_its_files(root: Path) -> None:
    snapshot = publish(root, facts(10))
    for _ in range(3):
        assert held(root) == 20
    snapshot.verify()


def test_three_states_are_kept_and_the_current_one_always_is(root: Path) -> None:
    states = [publish(root, facts(number)) for number in range(1, KEPT + 2)]
    assert visible(root) == {state.path.name for state in states[1:]}
    # Going back to the oldest kept makes it the latest.
    publish(root, facts(2))
    publish(root, facts(9))
    assert states[1].path.name in visible(root)
    assert len(visible(root)) == KEPT


def test_a_reader_keeps_its_state_while_others_are_published_and_removed(root: Path) -> None:
    old = publish(root, facts(10))
    reader = old.open()
    for number in range(11, 11 + KEPT + 1):
        publish(root, facts(number))
    assert not old.path.exists()
    assert reader.query("SELECT (COUNT(*) AS ?n) WHERE { ?s <urn:says> ?o }").rows == (
        (Literal(10),),
    )
    assert reader.count() == 20
    reader.close()
    assert held(root) == 2 * (10 + KEPT + 1)


def test_a_published_store_cannot_be_written(root: Path) -> None:
    store = publish(root, facts(1)).open()
    with pytest.raises(StoreError, match="read-only"):
        store.extend(facts(2))
    store.close()


def test_lines_are_sorted_by_their_bytes() -> None:
    accented = [
        Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text), WHERE)
        for text in ("z", "é", "a\nb", "E")
    ]
    store = EmbeddedStore.in_memory(accented)
    assert [line.decode().split('"')[1] for line in content_lines(store)] == [
        "E",
        "a\\nb",
        "z",
        "é",
    ]
    store.close()


def test_what_stands_beside_the_store_is_written_with_it_and_renewed(root: Path) -> None:
    made: list[int] = []

    def words(store: EmbeddedStore, directory: Path) -> None:
        made.append(store.count())
        directory.mkdir()
        (directory / "count.txt").write_text(f"{len(made)}", encoding="utf-8")

    def published() -> Snapshot:
        return Snapshots(root).publish(
            facts(4), rules=[RULE], gates=silent, notes={}, beside={"words": words}
        )

    alone = publish(root, facts(4))
    first, second = published(), published()
    assert alone.path == first.path == second.path
    assert (second.path / "words" / "count.txt").read_text(encoding="utf-8") == "2"
    assert made == [held(root)] * 2
    assert visible(root) == {second.path.name}
