"""Reads the manifests of the W3C suites, which lie outside the repository."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request of a protocol test and what must come of it; statuses are first digits."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    truth: bool | None
    form: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One test of queries: evaluation has a result, syntax only a verdict."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...]
    graphs: tuple[tuple[str, Path], ...]
    result: Path | None


def read(manifest: Path) -> Graph:
    graph = Graph()
    graph.parse(manifest, format="turtle", publicID=manifest.as_uri())
    return graph


def path_of(node: Node) -> Path:
    return Path(unquote(urlsplit(str(node)).path))


def entries(graph: Graph) -> Iterator[Node]:
    for found in graph.objects(None, MF.entries):
        yield from Collection(graph, found)


def short(test: Node) -> str:
    return str(test).rpartition("#")[2]


def included(manifest: Path) -> Iterator[Path]:
    graph = read(manifest)
    for found in graph.objects(None, MF.include):
        yield from (path_of(each) for each in Collection(graph, found))


def exchanges(graph: Graph, name: str) -> list[Exchange]:
    """Return the requests of the protocol test called `name`, in order."""
    test = next(each for each in entries(graph) if short(each) == name)
    action = graph.value(test, MF.action)
    found = graph.value(action, HT.requests)
    assert found is not None
    return [_exchange(graph, request) for request in Collection(graph, found)]


def _exchange(graph: Graph, request: Node) -> Exchange:
    headers = {}
    listed = graph.value(request, HT.headers)
    for header in Collection(graph, listed) if listed else ():
        name, value = graph.value(header, HT.fieldName), graph.value(header, HT.fieldValue)
        headers[str(name)] = str(value)
    body = graph.value(request, HT.body)
    content = str(graph.value(body, CNT.chars)) if body else ""
    encoding = str(graph.value(body, CNT.characterEncoding)) if body else "utf-8"
    answer = graph.value(request, HT.resp)
    truth = graph.value(answer, MF.expectedBoolean)
    return Exchange(
        str(graph.value(request, HT.methodName)),
        str(graph.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
        headers,
        content.encode(encoding),
        frozenset(short(each)[-3] for each in graph.objects(answer, MF.expectedStatus)),
        None if truth is None else str(truth) == "true",
        str(graph.value(answer, MF.expectedFormat) or ""),
    )


def evaluations(manifest: Path) -> Iterator[Evaluation]:
    """Yield the tests of queries of one manifest."""
    graph = read(manifest)
    for test in entries(graph):
        kind = short(graph.value(test, RDF.type) or URIRef(""))
        action = graph.value(test, MF.action)
        query = (graph.value(action, QT.query) or action) if action else None
        if isinstance(query, URIRef):
            yield Evaluation(
                f"{manifest.parent.name}/{short(test)}",
                kind,
                path_of(query),
                tuple(path_of(each) for each in graph.objects(action, QT.data)),
                tuple(_named(graph, each) for each in graph.objects(action, QT.graphData)),
                path_of(result) if (result := graph.value(test, MF.result)) else None,
            )


def _named(graph: Graph, node: Node) -> tuple[str, Path]:
    if isinstance(node, URIRef):
        return str(node), path_of(node)
    file = graph.value(node, QT.graph) or graph.value(node, UT.graph)
    assert file is not None
    return str(graph.value(node, RDFS.label) or file), path_of(file)
