"""What machines are given about one thing: its statements, its parts, and the names they use.

A claim without its evidence or a figure without its passage would be useless to whoever
fetches it, so the parts come along; everything else is named and can be fetched in turn.
Triples are sorted, so that the same data version gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from explorer.paths import no_such_page
from explorer.reading import Facts, Reading
from ontology.iris import NS
from ontology.terms import AL, OA, RDFS
from queries.answers import cell
from queries.writing import csv_text

__all__ = ["MEDIA_TYPES", "PREFIXES", "described", "description_of", "descriptions_of"]

# Extension -> what it is served as.
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv",
}
_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
PREFIXES: Final = {
    "al": NS,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# What has no meaning away from what it belongs to: evidence, passages, selectors, parts.
_PARTS: Final = (AL.hasEvidence, AL.foundAt, AL.passage, OA.hasSelector, AL.hasParticipation)


def description_of(reading: Reading, iri: str) -> tuple[Triple, ...]:
    """Return the triples that describe `iri`, sorted; raise NotHeldError if there are none."""
    if not reading.facts(iri):
        raise no_such_page()
    return descriptions_of(reading, [iri])


def descriptions_of(reading: Reading, iris: Iterable[str]) -> tuple[Triple, ...]:
    """Return the triples that describe `iris` and their parts, sorted; unknown ones have none."""
    edge = list(reading.gather(iris))
    found: dict[str, Facts] = {one.iri: one for one in edge}
    while edge:
        parts = [part for one in edge for part in one.things(*_PARTS) if part not in found]
        edge = list(reading.gather(parts))
        found.update((one.iri, one) for one in edge)
    triples = {
        Triple(NamedNode(one.iri), NamedNode(said.property), said.value)
        for one in found.values()
        for said in one.statements
        if isinstance(said.value, NamedNode | Literal)
    }
    named = {triple.object.value for triple in triples if isinstance(triple.object, NamedNode)}
    for subject, label in reading.labels(sorted(named - set(found))):
        triples.add(Triple(NamedNode(subject), RDFS.label, label))
    return tuple(sorted(triples, key=str))


def described(triples: tuple[Triple, ...], extension: str) -> bytes:
    """Return the triples in one of MEDIA_TYPES; raise KeyError for another extension."""
    if extension == "csv":
        return _table(triples).encode()
    written = serialize(triples, format=_FORMATS[extension], prefixes=PREFIXES)
    return written or b""


def _table(triples: tuple[Triple, ...]) -> str:
    """Return one line per statement, for whoever has a spreadsheet and no RDF."""
    rows = [
        (
            cell(one.subject),
            cell(one.predicate),
            cell(one.object),
            one.object.language or "" if isinstance(one.object, Literal) else "",
        )
        for one in triples
    ]
    return csv_text(("subject", "property", "value", "language"), rows)
