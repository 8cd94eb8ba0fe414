"""The schemes as their files give them, and what tests ask of them."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from ontology.iris import SCHEMES, scheme
from ontology.terms import SKOS

ROOT = Path(__file__).resolve().parents[2]
FILES = {path.stem: path for path in (ROOT / "ontology" / "schemes").glob("*.ttl")}
# `question` is curated apart, `period` is filled from the record.
WRITTEN_HERE = [name for name in SCHEMES if name not in {"question", "period"}]


def text(term: NamedNode | BlankNode | Literal | Triple) -> str:
    assert not isinstance(term, Triple)
    return term.value


def iri(term: NamedNode | BlankNode | Triple) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term


def of(store: Store, subject: NamedNode, predicate: NamedNode) -> set[str]:
    return {text(quad.object) for quad in store.quads_for_pattern(subject, predicate, None)}


def labels(store: Store, node: NamedNode) -> set[str]:
    return of(store, node, SKOS.prefLabel) | of(store, node, SKOS.altLabel)


def concepts(store: Store, name: str) -> list[NamedNode]:
    quads = store.quads_for_pattern(None, SKOS.inScheme, NamedNode(scheme(name)))
    return [iri(quad.subject) for quad in quads]


def slugs(store: Store, name: str) -> set[str]:
    return {node.value.removeprefix(f"{scheme(name)}/") for node in concepts(store, name)}
