"""The store we run on: pyoxigraph, on disk for reading or in memory for building.

A published snapshot is opened read-only, so that any number of readers share it and none
can change it. The writable store lives in memory and only while a graph is being built:
there is no long-lived writer. Neither rdflib nor pydantic is imported here, since asking a
question must start fast. Whatever the engine raises is translated, and no message shows
the path of the store.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)
from pyoxigraph import Store as Engine

from graph.federation import refuse_federation
from graph.store import Answer, closed
from ontology import iris
from ontology.errors import QueryError, StoreError, Text

__all__ = ["APART", "CATALOG", "INFERRED", "EmbeddedStore", "in_default_graph", "translated"]

# What a reasoner adds stays apart from what is asserted, unless asked for by name.
INFERRED: Final = NamedNode(iris.graph("inferred"))
# What the graph says of itself: it speaks of the graph and not of alliances.
CATALOG: Final = NamedNode(iris.graph("catalog"))
APART: Final = frozenset({INFERRED, CATALOG})
# Quads added at once.
_BATCH: Final = 10_000

_REBUILD: Final = Text(
    "Reconstruisez-le : alliances build (l'entrepôt se refait depuis les fiches).",
    "Build it again: alliances build (the store is made from the record).",
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what pyoxigraph raises inside the block into QueryError or StoreError."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(
            Text("Cette question SPARQL ne se lit pas.", "This SPARQL query cannot be read."),
            Text(f"Là où la lecture s'arrête : {error.msg}.", f"Where reading stops: {error.msg}."),
        ) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(
            Text("L'entrepôt n'a pas pu répondre.", "The store could not answer."), _REBUILD
        ) from error


def _wrong_kind(sparql_fr: str, sparql_en: str) -> QueryError:
    return QueryError(
        Text(f"Il faut ici {sparql_fr}.", f"This needs {sparql_en}."),
        Text(
            "Changez la forme de la question, ou demandez-la autrement.",
            "Change the form of the query, or ask it another way.",
        ),
    )


def _name(graph: str | None) -> NamedNode | DefaultGraph:
    return DefaultGraph() if graph is None else NamedNode(graph)


class EmbeddedStore:
    """A pyoxigraph store that answers the `Store` protocol.

    Made by `open` (a directory, read-only) or `in_memory` (writable through `extend`).
    """

    __slots__ = ("_engine", "_writable")

    def __init__(self, engine: Engine, *, writable: bool) -> None:
        self._engine: Engine | None = engine
        self._writable = writable

    @classmethod
    def open(cls, directory: Path) -> EmbeddedStore:
        """Open a store directory for reading; raise StoreError if it cannot be opened."""
        try:
            return cls(Engine.read_only(str(directory)), writable=False)
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(
                Text(
                    "L'entrepôt est absent ou abîmé.",
                    "The store is missing or damaged.",
                ),
                _REBUILD,
            ) from error

    @classmethod
    def in_memory(cls, quads: Iterable[Quad] = ()) -> EmbeddedStore:
        """Return a writable store that holds `quads` and never touches the disk."""
        store = cls(Engine(), writable=True)
        store.extend(quads)
        return store

    @property
    def engine(self) -> Engine:
        """The pyoxigraph store, for views; raise StoreError once closed."""
        if self._engine is None:
            raise closed()
        return self._engine

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads, each once; raise StoreError on a read-only store."""
        engine = self.engine
        if not self._writable:
            raise StoreError(
                Text("Cet entrepôt se lit et ne s'écrit pas.", "This store is read-only."),
                Text(
                    "Changez les fiches, puis : alliances build.",
                    "Change the record, then: alliances build.",
                ),
            )
        # A transaction holds what it adds until its end: all at once would take half as much more.
        remaining = iter(quads)
        for first in remaining:
            engine.bulk_extend(itertools.chain((first,), itertools.islice(remaining, _BATCH - 1)))

    def query(self, sparql: str) -> Answer:
        """Answer a SELECT or an ASK (see `Store`)."""
        with translated():
            result = self._run(sparql)
            if isinstance(result, QueryBoolean):
                return Answer((), ((),) if result else ())
            if isinstance(result, QuerySolutions):
                columns = tuple(variable.value for variable in result.variables)
                return Answer(columns, tuple(tuple(solution) for solution in result))
        raise _wrong_kind("un SELECT ou un ASK", "a SELECT or an ASK")

    def construct(self, sparql: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT or a DESCRIBE (see `Store`)."""
        with translated():
            result = self._run(sparql)
        if not isinstance(result, QueryTriples):
            raise _wrong_kind("un CONSTRUCT ou un DESCRIBE", "a CONSTRUCT or a DESCRIBE")
        return self._triples(result)

    def graphs(self) -> tuple[str, ...]:
        """Return the names of the named graphs, sorted."""
        engine = self.engine
        with translated():
            return tuple(sorted(name.value for name in engine.named_graphs()))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph."""
        return self._quads(self.engine, _name(graph))

    def count(self, graph: str | None = None) -> int:
        """Return the number of triples of one graph."""
        return sum(1 for _ in self.quads(graph))

    def close(self) -> None:
        """Let go of files and memory; closing twice is harmless."""
        self._engine = None

    def _run(self, sparql: str) -> QueryBoolean | QuerySolutions | QueryTriples:
        engine = self.engine
        refuse_federation(sparql)
        return engine.query(sparql)

    @staticmethod
    def _quads(engine: Engine, graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
        # A damaged block is only found when it is come to.
        with translated():
            yield from engine.quads_for_pattern(None, None, None, graph)

    @staticmethod
    def _triples(result: QueryTriples) -> Iterator[Triple]:
        with translated():
            yield from result


def in_default_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield each quad of a named graph, and its copy in the default graph.

    Merging hundreds of graphs while answering is some 300 times slower than asking one
    real graph. Graphs that stand apart get no copy. A quad without a named graph has no source,
    and is refused with StoreError.
    """
    for quad in quads:
        if not isinstance(quad.graph_name, NamedNode):
            raise StoreError(
                Text(
                    "Un fait sans graphe nommé n'a pas de source et ne peut être publié.",
                    "A fact without a named graph has no source and cannot be published.",
                ),
                Text(
                    "Donnez à chaque fait le graphe de sa source.",
                    "Give each fact the graph of its source.",
                ),
            )
        yield quad
        if quad.graph_name not in APART:
            yield Quad(quad.subject, quad.predicate, quad.object)
