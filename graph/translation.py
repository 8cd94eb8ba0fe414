"""Terms and answers between pyoxigraph, which we run on, and rdflib, which others speak.

Lexical forms cross unchanged, with one exception: a decimal that rdflib computed is written
as pyoxigraph writes it, so that answers of the two compare. RDF 1.1 only: rdflib holds no
triple terms, and one is refused.
"""

from __future__ import annotations

from collections.abc import Generator
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

import pyoxigraph as ox
import rdflib
from rdflib.query import Result
from rdflib.term import IdentifiedNode, Node

from graph.store import Answer, Row, Term
from ontology.errors import QueryError, Text

__all__ = ["QuietDataset", "answer_of", "from_rdflib", "to_rdflib"]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_STRING: Final = ox.NamedNode(f"{_XSD}string")
# pyoxigraph computes decimals with 18 digits after the point and cuts off the rest.
_LAST_DIGIT: Final = Decimal(1).scaleb(-18)


def to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> IdentifiedNode | rdflib.Literal:
    """Return the same term for rdflib, its lexical form untouched."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib keeps "x" and "x"^^xsd:string apart; SPARQL and RDF do not.
    datatype = None if term.datatype == _STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def _plain(number: Decimal) -> str:
    """Write a decimal as pyoxigraph does: no exponent, no idle zero, 18 digits at most."""
    if number.is_finite() and number.as_tuple().exponent < -18:  # type: ignore[operator]
        number = number.quantize(_LAST_DIGIT, rounding=ROUND_DOWN)
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def from_rdflib(term: Node | None) -> Term | None:
    """Return an rdflib term as a pyoxigraph term, so that answers of two engines compare."""
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        raise TypeError(f"not a term of RDF 1.1: {term!r}")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    if term.datatype is None:
        return ox.Literal(str(term))
    datatype = str(term.datatype)
    text = str(term)
    if datatype == f"{_XSD}decimal" and isinstance(term.value, Decimal):
        text = _plain(term.value)
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


def answer_of(result: Result) -> Answer:
    """Return an rdflib result of a SELECT or an ASK as an Answer; QueryError for any other."""
    if result.type == "ASK":
        return Answer((), ((),) if result.askAnswer else ())
    if result.type != "SELECT":
        raise QueryError(
            Text("Il faut ici un SELECT ou un ASK.", "This needs a SELECT or an ASK."),
            Text("Changez la forme de la question.", "Change the form of the query."),
        )
    variables = tuple(result.vars or ())
    rows: list[Row] = [
        tuple(from_rdflib(binding.get(variable)) for variable in variables)
        for binding in result.bindings
    ]
    return Answer(tuple(str(variable) for variable in variables), tuple(rows))


class QuietDataset(rdflib.Dataset):
    """An rdflib Dataset whose old names do not warn.

    rdflib 7.6 deprecates three names of Dataset and goes on using them in its own SPARQL
    engine, so that every query would warn about code that is not ours.
    """

    @property
    def default_context(self) -> rdflib.Graph:
        """The default graph, under its old name."""
        graph: rdflib.Graph = self.default_graph
        return graph

    @default_context.setter
    def default_context(self, value: rdflib.Graph) -> None:
        self.default_graph = value

    def contexts(self, triple: Any = None) -> Generator[rdflib.Graph, None, None]:
        """Yield the graphs, under their old name."""
        yield from self.graphs(triple)
