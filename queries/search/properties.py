"""The properties of one store, each read once: what an index of everything is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from graph.store import Store

__all__ = ["Pairs", "Reader", "inverse"]

Pairs: TypeAlias = dict[str, list[str]]


class Reader:
    """The properties of one store, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, Pairs] = {}

    def pairs(self, prop: NamedNode) -> Pairs:
        """Return the IRIs of `prop` by subject."""
        if prop.value not in self._read:
            found: Pairs = defaultdict(list)
            for subject, value in self._store.query(f"SELECT ?s ?o {{ ?s {prop} ?o }}").rows:
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                    found[subject.value].append(value.value)
            self._read[prop.value] = dict(found)
        return self._read[prop.value]

    def of(self, iri: str, *properties: NamedNode) -> Iterator[str]:
        """Yield the IRIs of `properties` of `iri`."""
        for prop in properties:
            yield from self.pairs(prop).get(iri, ())

    def literals(self, prop: NamedNode) -> Iterator[tuple[str, Literal]]:
        """Yield the texts of `prop` with their subjects."""
        for subject, value in self._store.query(f"SELECT ?s ?o {{ ?s {prop} ?o }}").rows:
            if isinstance(subject, NamedNode) and isinstance(value, Literal):
                yield subject.value, value


def inverse(pairs: Pairs) -> Pairs:
    """Return the subjects by value."""
    found: Pairs = defaultdict(list)
    for subject, values in pairs.items():
        for value in values:
            found[value].append(subject)
    return found
