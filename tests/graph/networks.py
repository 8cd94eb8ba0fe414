"""The network reckoned with by hand, as rooms above `graph` test it too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore, in_default_graph
from ontology import iris
from ontology.terms import RDFS
from ontology.vocabulary import ontology_quads

__all__ = ["network_store", "renamed_store"]

HERE = Path(__file__).resolve().parent


def _quads(repository: Path) -> Iterator[Quad]:
    schemes = NamedNode(iris.graph("schemes"))
    yield from ontology_quads()
    for path in sorted((repository / "ontology" / "schemes").glob("*.ttl")):
        for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, schemes)
    for quad in parse((HERE / "network.trig").read_bytes(), RdfFormat.TRIG):
        assert isinstance(quad, Quad)
        yield quad


def network_store(repository: Path) -> EmbeddedStore:
    """Return `network.trig` with the ontology and the real schemes, in memory."""
    return EmbeddedStore.in_memory(in_default_graph(_quads(repository)))


def renamed_store(repository: Path, slug: str, name: str) -> EmbeddedStore:
    """Return the same where the organisation `slug` is called `name` and nothing else."""
    thing = NamedNode(iris.thing("organisation", slug))
    quads = [
        one for one in _quads(repository) if (one.subject, one.predicate) != (thing, RDFS.label)
    ]
    quads.append(Quad(thing, RDFS.label, Literal(name), NamedNode(iris.graph("registry"))))
    return EmbeddedStore.in_memory(in_default_graph(quads))
