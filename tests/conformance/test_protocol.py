"""The W3C tests of the SPARQL 1.1 protocol and of service descriptions, over a real socket.

The three graphs the tests ask about are published beforehand, under the names the tests give
them; nothing is fetched. Seven tests need an update, and this endpoint has none: they are
named here, and each is refused without effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef

from api.application import create_app
from graph.snapshots import Snapshots
from tests.conformance.manifests import Exchange, entries, exchanges, read, short
from tests.serving import served

PASSED = (
    "query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full",
    "query_multiple_dataset", "query_get", "query_content_type_select", "query_content_type_ask",
    "query_content_type_describe", "query_content_type_construct", "query_post_direct",
    "bad_query_method", "bad_multiple_queries", "bad_query_wrong_media_type",
    "bad_query_missing_form_type", "bad_query_missing_direct_type", "bad_query_non_utf8",
    "bad_query_syntax", "bad_update_get", "bad_multiple_updates", "bad_update_wrong_media_type",
    "bad_update_missing_form_type", "bad_update_non_utf8", "bad_update_syntax",
    "bad_update_dataset_conflict",
)  # fmt: skip
REFUSED = (
    "update_dataset_default_graph", "update_dataset_default_graphs",
    "update_dataset_named_graphs", "update_dataset_full", "update_post_form",
    "update_post_direct", "update_base_uri",
)  # fmt: skip

TABLES = {"application/sparql-results+json", "application/sparql-results+xml"}
RDF_TYPES = {"text/turtle": "turtle", "application/rdf+xml": "xml"}
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
# The vocabulary of the recommendation, as far as a description of this kind may use it.
SD_TERMS = {
    "Service", "Dataset", "Graph", "NamedGraph", "endpoint", "supportedLanguage",
    "SPARQL11Query", "resultFormat", "defaultDataset", "defaultGraph", "namedGraph", "name",
    "graph",
}  # fmt: skip


@pytest.fixture(scope="module")
def manifest(suites: Path) -> Graph:
    return read(suites / "protocol" / "manifest.ttl")


@pytest.fixture(scope="module")
def root(suites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("protocol")
    quads = []
    for number in (1, 2, 3):
        name = NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        file = suites / "protocol" / f"data{number}.nt"
        for told in parse(path=str(file), format=RdfFormat.N_TRIPLES):
            quads.append(Quad(told.subject, told.predicate, told.object, name))
    Snapshots(directory).publish(quads, rules=(), gates=lambda _: (), notes={})
    return directory


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with served(create_app(root)) as at:
        yield at


def sent(address: str, exchange: Exchange) -> httpx.Response:
    return httpx.request(
        exchange.method,
        address + exchange.target,
        headers=exchange.headers,
        content=exchange.body or None,
        timeout=30,
    )


def test_the_suite_holds_the_tests_named_here_and_no_others(manifest: Graph) -> None:
    assert sorted(short(test) for test in entries(manifest)) == sorted(PASSED + REFUSED)
    assert (len(PASSED), len(REFUSED)) == (27, 7)


@pytest.mark.parametrize("name", PASSED)
def test_a_protocol_test_passes(address: str, manifest: Graph, name: str) -> None:
    told = exchanges(manifest, name)
    assert told
    for exchange in told:
        answer = sent(address, exchange)
        assert str(answer.status_code)[0] in exchange.statuses, answer.text
        kind = answer.headers["content-type"].partition(";")[0]
        if exchange.form in {"boolean", "tabular"}:
            assert kind in TABLES
        if exchange.form == "RDF":
            Graph().parse(data=answer.text, format=RDF_TYPES[kind])
        if exchange.truth is not None:
            assert answer.json()["boolean"] is exchange.truth


@pytest.mark.parametrize("name", REFUSED)
def test_an_update_is_refused_without_effect(
    address: str, manifest: Graph, root: Path, name: str
) -> None:
    updates = [
        each for each in exchanges(manifest, name)
        if b"update=" in each.body or "update" in each.headers.get("content-type", "")
    ]  # fmt: skip
    assert updates
    for update in updates:
        assert sent(address, update).status_code == 403
    Snapshots(root).verify()


def described(address: str, accept: str = "text/turtle") -> Graph:
    answer = httpx.get(f"{address}/sparql", headers={"accept": accept}, timeout=30)
    assert answer.status_code == 200
    kind = answer.headers["content-type"].partition(";")[0]
    return Graph().parse(data=answer.text, format=RDF_TYPES[kind])


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "*/*"])
def test_returns_rdf(address: str, suites: Path, accept: str) -> None:
    assert (suites / "service-description" / "manifest.ttl").is_file()
    assert len(described(address, accept)) > 10


def test_has_endpoint_triple(address: str) -> None:
    found = set(described(address).objects(None, SD.endpoint))
    assert found == {URIRef(f"{address}/sparql")}


def test_conforms_to_schema(address: str) -> None:
    graph = described(address)
    used = {str(term) for triple in graph for term in triple if str(term).startswith(str(SD))}
    assert {term.removeprefix(str(SD)) for term in used} <= SD_TERMS
    (service,) = graph.subjects(RDF.type, SD.Service)
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    named = set(graph.objects(dataset, SD.namedGraph))
    assert len(named) == 3
    for each in named:
        assert (each, RDF.type, SD.NamedGraph) in graph
        assert len(list(graph.objects(each, SD.name))) == 1
