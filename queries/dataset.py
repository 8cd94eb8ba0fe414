"""What these data are, for catalogues of data: DCAT 3, with every file and its checksum.

A portal that harvests this knows title, licence, version, languages, files and services
without reading a page; what the graph says of itself (VoID counts, PROV: `graph.catalog`) is
told with it, of the same dataset. Addresses stand in it only where this instance has a public
one: a catalogue full of addresses of somebody's own machine would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.catalog import DATASET
from graph.embedded import CATALOG
from graph.store import Store
from ontology.errors import Text
from ontology.iris import BASE
from ontology.terms import DCAT, DCTERMS, PROV, RDF, RDFS, SPDX, VOID, XSD
from queries.dumps import Dump
from queries.writing import LICENCE, Edition

__all__ = ["catalog_triples", "void_triples"]

_PARTITIONS: Final = (VOID.classPartition, VOID.propertyPartition)
_PROVENANCE: Final = (PROV.wasDerivedFrom, PROV.wasGeneratedBy)
_LANGUAGES: Final = ("fr", "en")
_TITLE: Final = Text(
    "Alliances : qui agit avec qui, sur quelles fragilités, avec quel impact",
    "Alliances: who acts with whom, on which fragilities, with what impact",
)
_ABOUT: Final = Text(
    "Graphe de connaissances rempli d'études publiées et de cas documentés ; chaque énoncé "
    "garde sa source, sa citation et son statut.",
    "A knowledge graph filled from published studies and documented cases; every statement "
    "keeps its source, its quotation and its status.",
)


def catalog_triples(
    dumps: Sequence[Dump], edition: Edition, public_url: str, store: Store
) -> list[Triple]:
    """Return the catalogue, sorted; files have addresses when `public_url` is not empty."""
    told = {*_catalog(dumps, edition, public_url), *_of_itself(store)}
    return sorted(told, key=str)


def void_triples(store: Store, public_url: str) -> Iterator[Triple]:
    """Yield what the graph says of itself in VoID: the dataset, its graphs and partitions.

    Provenance stays in the catalogue. The whole graph is a `void:dataDump` when `public_url`
    is not empty.
    """
    told = list(_of_itself(store))
    held = {
        one.subject if one.predicate == RDF.type else one.object
        for one in told
        if one.predicate in _PARTITIONS or (one.predicate, one.object) == (RDF.type, VOID.Dataset)
    }
    for one in told:
        if one.subject in held and one.predicate not in _PROVENANCE:
            yield one
    yield from _said(DATASET, DCTERMS.title, _TITLE)
    yield from _said(DATASET, DCTERMS.description, _ABOUT)
    if public_url:
        place = NamedNode(f"{public_url}/dumps/alliances.nq.gz")
        yield Triple(DATASET, VOID.dataDump, place)


def _of_itself(store: Store) -> Iterator[Triple]:
    for quad in store.quads(CATALOG.value):
        # Its title is its label here.
        if (quad.subject, quad.predicate) != (DATASET, RDFS.label):
            yield quad.triple


def _said(subject: NamedNode, predicate: NamedNode, text: Text) -> Iterator[Triple]:
    yield Triple(subject, predicate, Literal(text.fr, language="fr"))
    yield Triple(subject, predicate, Literal(text.en, language="en"))


def _catalog(dumps: Sequence[Dump], edition: Edition, public_url: str) -> Iterator[Triple]:
    catalog, dataset = NamedNode(f"{BASE}catalog"), DATASET
    licence = NamedNode(LICENCE)
    yield Triple(catalog, RDF.type, DCAT.Catalog)
    yield Triple(dataset, RDF.type, DCAT.Dataset)
    yield Triple(catalog, DCAT.dataset, dataset)
    for each in (catalog, dataset):
        yield from _said(each, DCTERMS.title, _TITLE)
        yield from _said(each, RDFS.label, _TITLE)
        yield from _said(each, DCTERMS.description, _ABOUT)
        yield Triple(each, DCTERMS.license, licence)
        for language in _LANGUAGES:
            yield Triple(each, DCTERMS.language, Literal(language))
    yield Triple(dataset, DCAT.version, Literal(edition.content_hash))
    yield Triple(dataset, DCTERMS.identifier, Literal(edition.content_hash))
    for dump in dumps:
        yield from _distribution(dataset, dump, public_url)
    yield from _services(catalog, dataset, public_url)


def _distribution(dataset: NamedNode, dump: Dump, public_url: str) -> Iterator[Triple]:
    node = NamedNode(f"{BASE}dataset/{dump.name}")
    checksum = NamedNode(f"{BASE}dataset/{dump.name}/checksum")
    yield Triple(dataset, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield from _said(node, DCTERMS.title, dump.title)
    yield from _said(node, RDFS.label, dump.title)
    yield Triple(node, DCTERMS.license, NamedNode(LICENCE))
    kind = f"https://www.iana.org/assignments/media-types/{dump.media_type}"
    yield Triple(node, DCAT.mediaType, NamedNode(kind))
    size = Literal(str(len(dump.data)), datatype=XSD.nonNegativeInteger)
    yield Triple(node, DCAT.byteSize, size)
    yield Triple(node, SPDX.checksum, checksum)
    yield Triple(checksum, RDF.type, SPDX.Checksum)
    yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    digest = Literal(dump.sha256, datatype=XSD.hexBinary)
    yield Triple(checksum, SPDX.checksumValue, digest)
    if public_url:
        place = NamedNode(f"{public_url}/dumps/{dump.name}")
        yield Triple(node, DCAT.downloadURL, place)
        yield Triple(node, DCAT.accessURL, place)


def _services(catalog: NamedNode, dataset: NamedNode, public_url: str) -> Iterator[Triple]:
    for name, title in (
        ("sparql", Text("Requêtes SPARQL 1.1", "SPARQL 1.1 queries")),
        ("api", Text("Interface de programmation", "Programming interface")),
    ):
        service = NamedNode(f"{BASE}service/{name}")
        yield Triple(catalog, DCAT.service, service)
        yield Triple(service, RDF.type, DCAT.DataService)
        yield Triple(service, DCAT.servesDataset, dataset)
        yield from _said(service, DCTERMS.title, title)
        yield from _said(service, RDFS.label, title)
        if public_url:
            yield Triple(service, DCAT.endpointURL, NamedNode(f"{public_url}/{name}"))
