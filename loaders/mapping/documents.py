"""A document and its passages as quads.

What a document is called goes to the registry; what it says of itself and where each of its
passages stands goes to its own graph. Nothing is read from the file here: whether a quote is
really there is `loaders.quotes`' work.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from loaders.mapping.labels import passage_label
from loaders.mapping.names import Names
from loaders.mapping.statements import (
    REGISTRY,
    bilingual,
    facts,
    node,
    plain,
    source_graph,
    spoken,
    thing,
    whole,
)
from loaders.records import DocumentRecord, Passage
from ontology.errors import Text
from ontology.terms import AL, DCTERMS, OA, PROV, RDF, RDFS, SKOS

__all__ = ["document_quads", "passage_quads", "selector_quads"]

# What al:aboutStudy may point at; anything else a document is about is told less precisely.
_STUDIES = ("study/", "programme/")


def document_quads(names: Names, record: DocumentRecord) -> Iterator[Quad]:
    """Yield what is said of the document itself; its passages are for `passage_quads`."""
    document = thing("document", record.document)
    yield from facts(
        REGISTRY,
        document,
        {RDF.type: AL.Document, RDFS.label: names.labels(f"document/{record.document}")},
    )
    about = {each: node(each) for each in record.about}
    publisher = record.publisher
    yield from facts(
        source_graph(record.document),
        document,
        {
            DCTERMS.title: spoken(record.title, record.language),
            DCTERMS.language: plain(record.language),
            AL.documentKind: names.concept("document-kind", record.kind),
            AL.fileName: plain(record.file),
            AL.sha256: plain(record.sha256),
            DCTERMS.issued: plain(record.issued),
            AL.basis: names.concept("basis", record.issued_basis),
            SKOS.editorialNote: bilingual(record.issued_note),
            AL.publishedBy: thing("organisation", publisher) if publisher else None,
            AL.aboutStudy: [about[each] for each in about if each.startswith(_STUDIES)],
            RDFS.seeAlso: [about[each] for each in about if not each.startswith(_STUDIES)],
            PROV.wasDerivedFrom: [thing("document", each) for each in record.derived_from],
            AL.readOn: plain(record.read_on),
        },
    )


def passage_quads(record: DocumentRecord, passage: Passage) -> Iterator[Quad]:
    """Yield one passage with its two selectors: the words, and where they stand."""
    graph = source_graph(record.document)
    node_ = thing("passage", passage.id)
    position = thing("selector", f"{passage.id}.position")
    quote = thing("selector", f"{passage.id}.quote")
    label = passage_label(record.title, passage)
    yield from facts(
        graph,
        node_,
        {
            RDF.type: AL.Passage,
            RDFS.label: bilingual(label),
            OA.hasSource: thing("document", record.document),
            OA.hasSelector: (quote, position),
            AL.lineNumber: whole(passage.line),
            AL.heading: spoken(passage.heading, record.language),
        },
    )
    yield from selector_quads(graph, quote, passage.quote, label, record.language)
    yield from facts(
        graph,
        position,
        {
            RDF.type: OA.TextPositionSelector,
            RDFS.label: bilingual(Text(f"Position : {label.fr}", f"Position: {label.en}")),
            OA.start: whole(passage.offset),
            OA.end: whole(passage.offset + len(passage.quote)),
        },
    )


def selector_quads(
    graph: NamedNode, selector: NamedNode, quote: str, where: Text, language: str = "fr"
) -> Iterator[Quad]:
    """Yield the selector that holds the words of a passage; quotes are never translated."""
    yield from facts(
        graph,
        selector,
        {
            RDF.type: OA.TextQuoteSelector,
            RDFS.label: bilingual(Text(f"Citation : {where.fr}", f"Quotation: {where.en}")),
            OA.exact: spoken(quote, language),
        },
    )
