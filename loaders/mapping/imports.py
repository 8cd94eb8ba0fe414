"""Where an import comes from: its file, its source, its day, and the graph it fills.

The statements of an import stand in a graph of their own, as they were read; this says of
that graph what a reader must know before believing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from loaders.import_records import ImportRecord
from loaders.imports import import_graph
from loaders.mapping.names import Names
from loaders.mapping.pages import page_quads, web_page
from loaders.mapping.statements import REGISTRY, bilingual, facts, plain, thing
from ontology.errors import Text
from ontology.terms import AL, DCTERMS, PROV, RDF, RDFS

__all__ = ["import_quads"]


def import_quads(names: Names, record: ImportRecord) -> Iterator[Quad]:
    """Yield the provenance of one import."""
    node = thing("import", record.imported)
    address = record.source if urlsplit(record.source).scheme in {"http", "https"} else None
    label = Text(f"Import : {record.title}", f"Import: {record.title}")
    yield from facts(
        REGISTRY,
        node,
        {
            RDF.type: AL.Import,
            RDFS.label: bilingual(label),
            DCTERMS.title: plain(record.title),
            DCTERMS.source: web_page(address) if address else None,
            DCTERMS.license: plain(record.licence),
            DCTERMS.created: plain(record.loaded_on),
            AL.sourceText: None if address else plain(record.source),
            AL.publisherText: plain(record.publisher),
            AL.fileName: plain(record.file),
            AL.sha256: plain(record.file_sha256),
        },
    )
    yield from page_quads(names, address)
    filled = NamedNode(import_graph(record.imported))
    yield from facts(REGISTRY, filled, {PROV.wasDerivedFrom: node})
