"""Small states to publish: facts of two sources, one rule, a gate that finds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from graph.derivation import Rule
from graph.embedded import EmbeddedStore
from graph.gates import Gate
from graph.snapshots import Snapshot, Snapshots
from ontology import iris
from ontology.errors import Text

WHERE = NamedNode(iris.graph("source/invented"))
ELSEWHERE = NamedNode(iris.graph("registry"))
RULE = Rule(
    name="r",
    graph="status",
    order=1,
    title=Text("Règle", "Rule"),
    text="CONSTRUCT { ?s <urn:derived> true } WHERE { ?s <urn:says> ?o }",
)


def facts(number: int, *, text: str = "fait") -> list[Quad]:
    """`number` facts of two sources; all have one subject each."""
    return [
        Quad(
            NamedNode(f"urn:s{each}"),
            NamedNode("urn:says"),
            Literal(f"{text} {each}"),
            WHERE if each % 2 else ELSEWHERE,
        )
        for each in range(number)
    ]


def silent(store: EmbeddedStore) -> Sequence[Gate]:
    return [Gate(name=Text("Rien", "Nothing"), checked=store.count())]


def publish(root: Path, quads: list[Quad], **notes: str) -> Snapshot:
    return Snapshots(root).publish(quads, rules=[RULE], gates=silent, notes=notes)


def visible(root: Path) -> set[str]:
    return {path.name for path in (root / "snapshots").iterdir()}


def held(root: Path) -> int:
    """How many triples a reader of the current state finds; proves that it is whole."""
    current = Snapshots(root).verify()
    store = current.open()
    try:
        return store.count()
    finally:
        store.close()
