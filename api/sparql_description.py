"""What this endpoint says of itself: SPARQL 1.1 Service Description, with VoID counts.

No federation is declared, because there is none. Graph names and counts come from the
snapshot's manifest, so describing asks nothing of the store; what the graph says of itself
beside that is told by `api.catalog`, of the same dataset under the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fastapi import Request
from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from api.border import host_of
from api.sparql_forms import TABLES, TRIPLES, Form
from api.sparql_protocol import RequestError
from graph.catalog import DATASET
from graph.snapshots import Snapshot
from graph.worker_answers import TRIPLES as SERIALISERS
from ontology.iris import BASE
from ontology.terms import RDF, XSD

__all__ = ["address_of", "description", "service_triples"]

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_NAMES: Final = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD",
    "rdf": "RDF_XML", "trig": "TriG",
}  # fmt: skip


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)


def _service(endpoint: str) -> Iterator[Triple]:
    service = NamedNode(endpoint)
    yield Triple(service, RDF.type, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in dict.fromkeys((*TABLES.values(), *TRIPLES.values())):
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + _NAMES[name]))
    yield Triple(service, _sd("defaultDataset"), DATASET)


def _dataset(snapshot: Snapshot, endpoint: str) -> Iterator[Triple]:
    triples = NamedNode(_VOID + "triples")
    total = _count(int(snapshot.manifest.get("default_graph", 0)))
    yield Triple(DATASET, RDF.type, _sd("Dataset"))
    yield Triple(DATASET, RDF.type, NamedNode(_VOID + "Dataset"))
    yield Triple(DATASET, triples, total)
    yield Triple(DATASET, NamedNode(_VOID + "sparqlEndpoint"), NamedNode(endpoint))
    yield Triple(DATASET, NamedNode(_VOID + "uriSpace"), Literal(BASE))
    default = BlankNode("default")
    yield Triple(DATASET, _sd("defaultGraph"), default)
    yield Triple(default, RDF.type, _sd("Graph"))
    yield Triple(default, triples, total)
    for place, (name, count) in enumerate(sorted(snapshot.manifest.get("graphs", {}).items())):
        entry, content = BlankNode(f"named{place}"), BlankNode(f"graph{place}")
        yield Triple(DATASET, _sd("namedGraph"), entry)
        yield Triple(entry, RDF.type, _sd("NamedGraph"))
        yield Triple(entry, _sd("name"), NamedNode(name))
        yield Triple(entry, _sd("graph"), content)
        yield Triple(content, RDF.type, _sd("Graph"))
        yield Triple(content, triples, _count(int(count)))


def service_triples(snapshot: Snapshot, endpoint: str) -> Iterator[Triple]:
    """Yield the description of the service at `endpoint`, an IRI, and of its dataset."""
    yield from _service(endpoint)
    yield from _dataset(snapshot, endpoint)


def description(snapshot: Snapshot, endpoint: str, form: Form) -> bytes:
    """Return the description of the service at `endpoint`, an IRI, in `form`."""
    told = service_triples(snapshot, endpoint)
    prefixes = {"sd": _SD, "void": _VOID, "formats": _FORMATS}
    return serialize(told, format=SERIALISERS[form.name], prefixes=prefixes) or b""


def address_of(request: Request, public_url: str) -> str:
    """Return where the endpoint is asked; raise RequestError where nobody said."""
    if public_url:
        return f"{public_url}/sparql"
    host = host_of(request.scope)
    if not host:
        raise RequestError(400, "En-tête Host absent.", "The Host header is missing.")
    return f"{request.url.scheme}://{host}/sparql"
