"""One thing of every kind, for a reasoner, since reasoning over all of them takes minutes.

A reasoner on the whole graph would take longer than a build may; one instance of each
class, with what is said of it and what it leads to, meets every axiom once. Which instance
is taken depends on names only, so two runs reason over the same facts. Rules that need
several records are not for OWL: they are `ontology/rules/*-violation.rq`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad, Triple

from graph.embedded import EmbeddedStore
from ontology import iris
from ontology.terms import RDF

__all__ = ["sample"]

# From a case to its alliance, its participations, and who takes part.
_STEPS: Final = 3
# A study is named by all its figures: two of them are enough.
_POINTING: Final = 2
_THINGS: Final = f"{iris.BASE}id/"
_TERMS: Final = tuple(iris.graph(name) for name in ("ontology", "schemes"))


def sample(store: EmbeddedStore) -> Iterator[Triple]:
    """Yield the ontology, the schemes, and one thing of every class with what it leads to.

    The thing of a class is the one with the smallest IRI. From it, statements are followed
    through things (never through concepts, which are all there) for three steps, and
    some of what points at it is taken along with its kind. Always the same triples, sorted.
    """
    chosen: set[Triple] = set()
    for graph in _TERMS:
        chosen.update(quad.triple for quad in store.quads(graph))
    for thing in _one_of_each(store):
        chosen.update(_around(store, thing))
    yield from sorted(chosen, key=str)


def _one_of_each(store: EmbeddedStore) -> list[NamedNode]:
    first: dict[str, str] = {}
    for quad in store.engine.quads_for_pattern(None, RDF.type, None, None):
        thing = quad.subject
        if not isinstance(thing, NamedNode) or not isinstance(quad.object, NamedNode):
            continue
        if thing.value.startswith(_THINGS):
            kind = quad.object.value
            first[kind] = min(first.get(kind, thing.value), thing.value)
    return [NamedNode(iri) for iri in sorted(set(first.values()))]


def _around(store: EmbeddedStore, thing: NamedNode) -> Iterator[Triple]:
    seen: set[NamedNode] = set()
    border = {thing}
    for _ in range(_STEPS):
        seen |= border
        triples = [quad.triple for node in border for quad in _said_of(store, node)]
        yield from triples
        border = {node for node in _things(triples) if node not in seen}
    # Things at the border keep their kind, which is what domains and ranges speak of.
    for node in border:
        yield from _kinds(store, node)
    yield from _pointing_at(store, thing)


def _pointing_at(store: EmbeddedStore, thing: NamedNode) -> Iterator[Triple]:
    """Yield, for each property, a few of the statements whose object is `thing`."""
    by_property: dict[str, set[Triple]] = {}
    for quad in store.engine.quads_for_pattern(None, None, thing, None):
        by_property.setdefault(quad.predicate.value, set()).add(quad.triple)
    for _, triples in sorted(by_property.items()):
        for triple in sorted(triples, key=str)[:_POINTING]:
            yield triple
            if isinstance(triple.subject, NamedNode):
                yield from _kinds(store, triple.subject)


def _said_of(store: EmbeddedStore, node: NamedNode) -> Iterable[Quad]:
    return store.engine.quads_for_pattern(node, None, None, None)


def _kinds(store: EmbeddedStore, node: NamedNode) -> Iterator[Triple]:
    for quad in store.engine.quads_for_pattern(node, RDF.type, None, None):
        yield quad.triple


def _things(triples: Iterable[Triple]) -> Iterator[NamedNode]:
    for triple in triples:
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(_THINGS):
            yield triple.object
