"""What a place that holds the graph must promise, whatever engine stands behind it.

Every question, page and gate speaks to this protocol, so that an answer does not depend on
the engine; one compliance suite (`tests/graph/test_store_compliance.py`) holds all engines
to it. A store is for reading: the protocol has no way to change anything, and an engine
refuses SPARQL updates and anything that would leave the machine before it runs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology.errors import StoreError, Text

__all__ = ["Answer", "Row", "Store", "Term", "closed"]

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT, or the truth of an ASK.

    `columns` are variable names without "?", in the order asked; each row is as long as
    `columns`, None where nothing is bound. An ASK has no column: one empty row means yes,
    no row means no.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def truth(self) -> bool:
        """Whether there is at least one row; for an ASK, its answer."""
        return bool(self.rows)


class Store(Protocol):
    """A read-only view of one state of the graph.

    Graph names are IRIs as text; None is the default graph, which holds a copy of all that
    is asserted. An unknown graph is an empty graph. After `close` every call raises
    StoreError. A query that cannot be parsed, or that this store refuses, raises QueryError.
    """

    def query(self, sparql: str) -> Answer:
        """Answer a SELECT or an ASK."""

    def construct(self, sparql: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or a DESCRIBE."""

    def graphs(self) -> tuple[str, ...]:
        """Return the names of the named graphs, sorted."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph."""

    def count(self, graph: str | None = None) -> int:
        """Return the number of triples of one graph."""

    def close(self) -> None:
        """Let go of files and memory; closing twice is harmless."""


def closed() -> StoreError:
    """Return the error every engine raises when it is used after `close`."""
    return StoreError(
        Text("Cet entrepôt est fermé.", "This store is closed."),
        Text("Rouvrez-le avant de l'interroger.", "Open it again before asking."),
    )
