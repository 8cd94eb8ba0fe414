"""Whether two results of a query are the same: term by term, or value by value.

Results become small RDF datasets, one node for each row, and are compared in canonical form,
so that the names of blank nodes and the order of rows do not matter.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
EXACT = {"integer", "decimal", "int", "long", "short", "byte", "nonNegativeInteger"}
FLOATING = {"double", "float"}
TABLES = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}

_BINDINGS = """
PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
SELECT ?row ?name ?value {
  ?set rs:solution ?row OPTIONAL { ?row rs:binding ?b . ?b rs:variable ?name ; rs:value ?value }
}"""

Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]


def _by_value(term: Term) -> Term:
    if not isinstance(term, Literal) or not term.datatype.value.startswith(XSD):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in EXACT:
            return Literal(str(Decimal(term.value).normalize()), datatype=term.datatype)
        if kind == "boolean":
            return Literal(str(term.value in {"1", "true"}).lower(), datatype=term.datatype)
        if kind in FLOATING:
            return Literal(f"{float(term.value):.9g}", datatype=term.datatype)
    except (InvalidOperation, ValueError):
        return term
    return term


def canonical(quads: Iterable[Quad]) -> frozenset[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(str(quad) for quad in dataset)


def _rows(rows: Iterable[Row], *, by_value: bool) -> frozenset[str]:
    def quads() -> Iterator[Quad]:
        for number, row in enumerate(rows):
            node = BlankNode(f"row{number}")
            yield Quad(node, NamedNode("urn:is"), Literal("row"))
            for name, term in row.items():
                told = _by_value(term) if by_value else term
                yield Quad(node, NamedNode(f"urn:var:{name}"), told)

    return canonical(quads())


def _triples(triples: Iterable[Triple | Quad], *, by_value: bool) -> frozenset[str]:
    return canonical(
        Quad(each.subject, each.predicate, _by_value(each.object) if by_value else each.object)
        for each in triples
    )


def _bound(solutions: QuerySolutions) -> list[Row]:
    names = [variable.value for variable in solutions.variables]
    return [
        {name: term for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in solutions
    ]


def _result_set(file: Path) -> list[Row]:
    """Read a table written as RDF, in the vocabulary of the working group's result sets."""
    store = Store()
    store.load(path=str(file), format=RdfFormat.TURTLE, base_iri=file.as_uri())
    rows: dict[Term, Row] = {}
    for told in store.query(_BINDINGS):  # type: ignore[union-attr]
        row = rows.setdefault(told["row"], {})
        if told["name"] is not None:
            row[told["name"].value] = told["value"]
    return list(rows.values())


def _told_in_csv(solutions: QuerySolutions, expected: Path, *, by_value: bool) -> bool:
    """Compare as text: CSV keeps no types, and blank nodes keep no names."""
    written = (solutions.serialize(format=QueryResultsFormat.CSV) or b"").decode()
    wanted = expected.read_text(encoding="utf-8")
    if not by_value:
        return sorted(written.splitlines()) == sorted(wanted.splitlines())

    def value_of(text: str) -> str:
        try:
            return f"{float(text):.9g}"
        except ValueError:
            return "_" if text.startswith("_:") else text

    def read(text: str) -> list[list[tuple[str, str]]]:
        rows = csv.DictReader(io.StringIO(text))
        return sorted(
            sorted((name, value_of(value)) for name, value in row.items()) for row in rows
        )

    return read(written) == read(wanted)


def same(
    got: QuerySolutions | QueryBoolean | QueryTriples, expected: Path, *, by_value: bool
) -> bool:
    """Tell whether `got` is what the file `expected` holds."""
    if isinstance(got, QueryTriples):
        file = parse(path=str(expected), format=RdfFormat.TURTLE, base_iri=expected.as_uri())
        return _triples(got, by_value=by_value) == _triples(file, by_value=by_value)
    if expected.suffix == ".csv" and isinstance(got, QuerySolutions):
        return _told_in_csv(got, expected, by_value=by_value)
    if expected.suffix == ".ttl" and isinstance(got, QuerySolutions):
        told = _result_set(expected)
        return _rows(_bound(got), by_value=by_value) == _rows(told, by_value=by_value)
    wanted = parse_query_results(path=str(expected), format=TABLES[expected.suffix])
    if isinstance(got, QueryBoolean) or isinstance(wanted, QueryBoolean):
        return isinstance(wanted, QueryBoolean) and bool(got) == bool(wanted)
    return _rows(_bound(got), by_value=by_value) == _rows(_bound(wanted), by_value=by_value)
