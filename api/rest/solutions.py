"""Answers that are rows and not things, as RDF: the result-set vocabulary of the W3C tests.

A question may answer with counts, shares and sentences, which describe nothing that has an
IRI. Its rows are told as SPARQL solutions with the names of their columns and their places, so
that any RDF tool keeps them (rdflib reads them back as a result). Blank nodes are numbered by
row, so that the same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from api.rest.shapes import Names
from ontology.terms import RDF, RDFS, XSD
from queries.answers import Cell, Node

__all__ = ["labels", "solutions"]

_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def _rs(name: str) -> NamedNode:
    return NamedNode(_RS + name)


def solutions(columns: Sequence[str], rows: Iterable[Sequence[Node | Cell]]) -> Iterator[Triple]:
    """Yield one result set: its variables, and each row as a solution with its place from 1."""
    held = BlankNode("rows")
    yield Triple(held, RDF.type, _rs("ResultSet"))
    for name in columns:
        yield Triple(held, _rs("resultVariable"), Literal(name))
    for place, row in enumerate(rows, 1):
        solution = BlankNode(f"row{place}")
        yield Triple(held, _rs("solution"), solution)
        yield Triple(solution, _rs("index"), _term(place))
        for name, value in zip(columns, row, strict=True):
            if value is not None:
                binding = BlankNode(f"row{place}-{name}")
                yield Triple(solution, _rs("binding"), binding)
                yield Triple(binding, _rs("variable"), Literal(name))
                yield Triple(binding, _rs("value"), _term(value))


def labels(rows: Iterable[Sequence[Node | None]], names: Names) -> Iterator[Triple]:
    """Yield what each IRI of the rows is called, in both languages."""
    held = {node for row in rows for node in row if isinstance(node, NamedNode)}
    for node in held:
        label = names.label(node.value)
        yield Triple(node, RDFS.label, Literal(label.fr, language="fr"))
        yield Triple(node, RDFS.label, Literal(label.en, language="en"))


def _term(value: Node | Cell) -> NamedNode | Literal | BlankNode | Triple:
    if isinstance(value, NamedNode | Literal | BlankNode | Triple):
        return value
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=XSD.boolean)
    if isinstance(value, int | Decimal):
        kind = XSD.integer if isinstance(value, int) else XSD.decimal
        return Literal(f"{value:f}" if isinstance(value, Decimal) else str(value), datatype=kind)
    return Literal(str(value))
