"""One suite for every engine behind the Store protocol: equal questions, equal answers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import Store as Engine
from rdflib import Dataset, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from graph.embedded import EmbeddedStore, in_default_graph
from graph.oracle import OracleStore
from graph.store import Answer, Store, closed
from graph.translation import answer_of, from_rdflib
from graph.views import dataset_view
from ontology.errors import QueryError, StoreError

Make: TypeAlias = Callable[[list[Quad]], Store]

A = "https://exemple.test/source/a"
B = "https://exemple.test/source/b"
FACTS = """
PREFIX ex: <https://exemple.test/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
GRAPH <https://exemple.test/source/a> {
  ex:phenix ex:nom "Phénix, l'œuvre d'Évry"@fr , "Phoenix"@en , "Phénix" ;
    ex:part 28.5 ; ex:effectif 150 ; ex:ouvert true ; ex:le "2016-11"^^xsd:gYearMonth .
}
GRAPH <https://exemple.test/source/b> { ex:phenix ex:part 28.5 . ex:autre ex:part 69 . }
"""


class ViewStore:
    """The oxrdflib view, asked through rdflib as any rdflib tool would ask it."""

    def __init__(self, quads: list[Quad]) -> None:
        self.held = EmbeddedStore.in_memory(quads)
        self.view: Dataset = dataset_view(self.held)

    def query(self, sparql: str) -> Answer:
        return answer_of(self.view.query(sparql))

    def construct(self, sparql: str) -> Iterator[Triple]:
        result = self.view.query(sparql)
        if result.graph is None:
            raise closed()
        return (Triple(*map(from_rdflib, triple)) for triple in result.graph)  # type: ignore[arg-type]

    def graphs(self) -> tuple[str, ...]:
        names = (str(graph.identifier) for graph in self.view.graphs())
        return tuple(sorted(name for name in names if name != str(DATASET_DEFAULT_GRAPH_ID)))

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        name = DATASET_DEFAULT_GRAPH_ID if graph is None else URIRef(graph)
        place = DefaultGraph() if graph is None else NamedNode(graph)
        for triple in self.view.graph(name):
            subject, predicate, value = map(from_rdflib, triple)
            yield Quad(subject, predicate, value, place)  # type: ignore[arg-type]

    def count(self, graph: str | None = None) -> int:
        return len(self.view.graph(DATASET_DEFAULT_GRAPH_ID if graph is None else URIRef(graph)))

    def close(self) -> None:
        self.held.close()


@pytest.fixture(params=["embedded-memory", "embedded-disk", "oracle", "rdflib-view"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """A function that makes the engine under test from quads; every store made is closed."""
    made: list[Store] = []

    def memory(quads: list[Quad]) -> Store:
        return EmbeddedStore.in_memory(quads)

    def disk(quads: list[Quad]) -> Store:
        engine = Engine(str(tmp_path / "store"))
        engine.extend(quads)
        engine.flush()
        del engine
        return EmbeddedStore.open(tmp_path / "store")

    engines: dict[str, Make] = {
        "embedded-memory": memory,
        "embedded-disk": disk,
        "oracle": OracleStore,
        "rdflib-view": ViewStore,
    }

    def keep(quads: list[Quad]) -> Store:
        made.append(engines[request.param](quads))
        return made[-1]

    yield keep
    for store in made:
        store.close()


@pytest.fixture
def store(make: Make) -> Store:
    return make(list(in_default_graph(parse(FACTS, RdfFormat.TRIG))))


def lexical(answer: Answer) -> list[list[str]]:
    return [[str(term) for term in row] for row in answer.rows]


def test_a_select_gives_its_columns_in_the_order_asked_and_its_rows(store: Store) -> None:
    answer = store.query(
        "SELECT ?part ?qui WHERE { ?qui <https://exemple.test/part> ?part } ORDER BY ?part"
    )
    assert answer.columns == ("part", "qui")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    assert answer.rows == (
        (Literal("28.5", datatype=decimal), NamedNode("https://exemple.test/phenix")),
        (Literal("69", datatype=integer), NamedNode("https://exemple.test/autre")),
    )


def test_what_is_unbound_is_none(store: Store) -> None:
    answer = store.query(
        "SELECT ?qui ?nom WHERE { ?qui <https://exemple.test/part> 69 "
        "OPTIONAL { ?qui <https://exemple.test/nom> ?nom } }"
    )
    assert answer.rows == ((NamedNode("https://exemple.test/autre"), None),)


@pytest.mark.parametrize(("share", "truth"), [("69", True), ("70", False)])
def test_an_ask_is_true_or_false_and_has_no_column(store: Store, share: str, truth: bool) -> None:
    answer = store.query(f"ASK {{ ?qui <https://exemple.test/part> {share} }}")
    assert (answer.columns, answer.truth) == ((), truth)


def test_a_construct_gives_triples(store: Store) -> None:
    asked = "CONSTRUCT { ?qui a <https://exemple.test/Chose> } WHERE { ?qui ?p 69 }"
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert list(store.construct(asked)) == [
        Triple(
            NamedNode("https://exemple.test/autre"), kind, NamedNode("https://exemple.test/Chose")
        )
    ]


def test_the_default_graph_holds_a_fact_of_two_sources_once(store: Store) -> None:
    # Seven facts in a, two in b, of which one is in both.
    assert store.count() == 8
    assert len(list(store.quads())) == 8
    held = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert lexical(held) == [['"8"^^<http://www.w3.org/2001/XMLSchema#integer>']]


def test_named_graphs_keep_who_said_what(store: Store) -> None:
    assert store.graphs() == (A, B)
    assert (store.count(A), store.count(B)) == (7, 2)
    said = store.query(
        "SELECT ?g WHERE { GRAPH ?g { "
        "<https://exemple.test/phenix> <https://exemple.test/part> 28.5 } } ORDER BY ?g"
    )
    assert said.rows == ((NamedNode(A),), (NamedNode(B),))
    assert {quad.graph_name for quad in store.quads(B)} == {NamedNode(B)}


def test_an_unknown_graph_is_empty(store: Store) -> None:
    unknown = "https://exemple.test/source/inconnue"
    assert (list(store.quads(unknown)), store.count(unknown)) == ([], 0)
    assert not store.query(f"ASK {{ GRAPH <{unknown}> {{ ?s ?p ?o }} }}").truth


def test_language_datatype_and_accents_come_back_as_they_went_in(store: Store) -> None:
    asked = store.query("SELECT ?o WHERE { <https://exemple.test/phenix> ?p ?o }")
    assert sorted(str(row[0]) for row in asked.rows) == sorted(
        [
            "\"Phénix, l'œuvre d'Évry\"@fr",
            '"Phoenix"@en',
            '"Phénix"',
            '"28.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
            '"150"^^<http://www.w3.org/2001/XMLSchema#integer>',
            '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
            '"2016-11"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>',
        ]
    )


def test_a_plain_text_is_found_by_its_plain_text(store: Store) -> None:
    assert store.query('ASK { ?s <https://exemple.test/nom> "Phénix" }').truth
    assert not store.query('ASK { ?s <https://exemple.test/nom> "phénix" }').truth


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("28.5 + 1.5", Decimal(30)), ("AVG(?v)", Decimal("48.75")), ("SUM(?v)", Decimal("97.5"))],
)
def test_decimals_are_computed_exactly_and_written_alike(
    store: Store, expression: str, expected: Decimal
) -> None:
    answer = store.query(
        f"SELECT ({expression} AS ?x) WHERE {{ ?s <https://exemple.test/part> ?v }}"
        + (" GROUP BY ?nothing" if "?v" not in expression else "")
    )
    # "30" and not "30.0": idle zeros differ between engines and would fail every comparison.
    assert [term.value for row in answer.rows for term in row if isinstance(term, Literal)] == [
        str(expected)
    ]


def test_a_third_is_cut_at_the_same_digit_by_every_engine(store: Store) -> None:
    answer = store.query("SELECT (1 / 3 AS ?x) WHERE { }")
    assert lexical(answer) == [
        ['"0.333333333333333333"^^<http://www.w3.org/2001/XMLSchema#decimal>']
    ]


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "LOAD <http://127.0.0.1:9/x>",
        "LOAD SILENT <http://127.0.0.1:9/x> INTO GRAPH <a:g>",
    ],
)
def test_an_update_is_refused_and_changes_nothing(store: Store, update: str) -> None:
    with pytest.raises(QueryError):
        store.query(update)
    with pytest.raises(QueryError):
        list(store.construct(update))
    assert store.count() == 8


@pytest.mark.parametrize(
    "query",
    [
        "ASK { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "ASK { ?s ?p 1SERVICE<http://127.0.0.1:9/x>{ ?s ?p ?o } }",
        "ASK { SERVICESILENT<http://127.0.0.1:9/x>{ ?s ?p ?o } }",
        "PREFIX ex: <http://127.0.0.1:9/> ASK { SERVICEex:a { ?s ?p ?o } }",
        "ASK { \\u0053ERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "ASK { ?s ?p 'x' . service # comment\n<http://127.0.0.1:9/x> { ?s ?p ?o } }",
    ],
)
def test_a_query_that_would_leave_the_machine_is_refused_before_it_runs(
    store: Store, query: str
) -> None:
    with pytest.raises(QueryError) as refused:
        store.query(query)
    assert "SERVICE" in refused.value.summary.fr


def test_a_query_that_cannot_be_read_is_a_query_error_in_both_languages(store: Store) -> None:
    with pytest.raises(QueryError) as refused:
        store.query("SELECT ?s WHERE { ?s ?p }")
    assert refused.value.summary.fr
    assert refused.value.summary.en != refused.value.summary.fr


def test_the_wrong_kind_of_query_is_refused(store: Store) -> None:
    with pytest.raises(QueryError):
        store.query("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_closed_store_says_so_and_may_be_closed_twice(store: Store) -> None:
    store.close()
    store.close()
    for use in (
        lambda: store.query("ASK { ?s ?p ?o }"),
        lambda: list(store.construct("CONSTRUCT WHERE { ?s ?p ?o }")),
        store.graphs,
        lambda: list(store.quads()),
        store.count,
    ):
        with pytest.raises(StoreError):
            use()


def test_an_empty_store_answers(make: Make) -> None:
    store = make([])
    assert (store.graphs(), store.count()) == ((), 0)
    assert store.query("SELECT ?s WHERE { ?s ?p ?o }") == Answer(("s",), ())


def test_opening_a_snapshot_loads_neither_rdflib_nor_pydantic() -> None:
    script = (
        "import sys, graph.embedded, graph.snapshots; "
        "print({'rdflib', 'pydantic', 'pyshacl'} & set(sys.modules))"
    )
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "set()\n"
