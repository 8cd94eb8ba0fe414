"""An independent judge of our answers: rdflib's own memory store and SPARQL engine.

It shares no code with pyoxigraph, so that two equal answers are worth something. It is slow
and stands in tests only. It takes no update (rdflib's deletes from the wrong graphs) and
never opens the network: rdflib would fetch what FROM names, so FROM is refused here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result
from rdflib.term import Node

from graph.federation import refuse_federation
from graph.store import Answer, closed
from graph.translation import QuietDataset, answer_of, from_rdflib, to_rdflib
from ontology.errors import QueryError, Text

__all__ = ["OracleStore"]


class OracleStore:
    """rdflib's memory store, filled once, behind the `Store` protocol."""

    __slots__ = ("_dataset",)

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        dataset = QuietDataset()
        graphs: dict[str, rdflib.Graph] = {}
        for quad in quads:
            name = (
                str(DATASET_DEFAULT_GRAPH_ID)
                if isinstance(quad.graph_name, ox.DefaultGraph)
                else quad.graph_name.value
            )
            if name not in graphs:
                graphs[name] = dataset.graph(rdflib.URIRef(name))
            graphs[name].add(_triple(quad))
        self._dataset: rdflib.Dataset | None = dataset

    def query(self, sparql: str) -> Answer:
        """Answer a SELECT or an ASK (see `Store`)."""
        return answer_of(self._run(sparql))

    def construct(self, sparql: str) -> Iterator[ox.Triple]:
        """Yield the triples of a CONSTRUCT or a DESCRIBE (see `Store`)."""
        result = self._run(sparql)
        if result.graph is None:
            raise _refusal("Il faut ici un CONSTRUCT.", "This needs a CONSTRUCT.")
        return (ox.Triple(*_terms(triple)) for triple in result.graph)

    def graphs(self) -> tuple[str, ...]:
        """Return the names of the named graphs, sorted."""
        names = (str(graph.identifier) for graph in self._open().graphs())
        return tuple(sorted(name for name in names if name != str(DATASET_DEFAULT_GRAPH_ID)))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one graph."""
        name = DATASET_DEFAULT_GRAPH_ID if graph is None else rdflib.URIRef(graph)
        place = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        held = rdflib.Graph(store=self._open().store, identifier=name)
        return (ox.Quad(*_terms(triple), place) for triple in held)

    def count(self, graph: str | None = None) -> int:
        """Return the number of triples of one graph."""
        return sum(1 for _ in self.quads(graph))

    def close(self) -> None:
        """Let go of the memory; closing twice is harmless."""
        self._dataset = None

    def _open(self) -> rdflib.Dataset:
        if self._dataset is None:
            raise closed()
        return self._dataset

    def _run(self, sparql: str) -> Result:
        dataset = self._open()
        refuse_federation(sparql, "from")
        try:
            prepared = prepareQuery(sparql)
        except Exception as error:  # rdflib raises pyparsing's errors and plain Exception alike
            raise _refusal(
                "Cette question SPARQL ne se lit pas.", "This SPARQL query cannot be read."
            ) from error
        return dataset.query(prepared)


def _refusal(fr: str, en: str) -> QueryError:
    return QueryError(
        Text(fr, en), Text("Changez la forme de la question.", "Change the form of the query.")
    )


def _triple(quad: ox.Quad) -> tuple[Node, Node, Node]:
    if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
        raise TypeError("rdflib holds no triple terms")
    return to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)


def _terms(
    triple: tuple[Node, Node, Node],
) -> tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal]:
    subject, predicate, value = (from_rdflib(term) for term in triple)
    if (
        isinstance(subject, ox.NamedNode | ox.BlankNode)
        and isinstance(predicate, ox.NamedNode)
        and isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal)
    ):
        return subject, predicate, value
    raise TypeError(f"not a triple of RDF 1.1: {triple!r}")
