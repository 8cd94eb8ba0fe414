"""Web pages as sources: one node per address, whoever cites it.

An address is a text and never an IRI of ours: nobody may follow a link by reading the graph,
and a page that has moved keeps its node. Two records that cite one address share the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from loaders.mapping.names import Names
from loaders.mapping.statements import (
    REGISTRY,
    bilingual,
    facts,
    plain,
    source_graph,
    spoken,
    thing,
)
from loaders.records import PageRecord, WebPassage
from ontology.errors import Text
from ontology.iris import digest
from ontology.terms import AL, DCTERMS, OA, RDF, RDFS

__all__ = ["page_passage_quads", "page_quads", "page_record_quads", "page_slug", "web_page"]


def web_page(url: str) -> NamedNode:
    """Return the node of the page at an address."""
    return thing("webpage", digest(url))


def page_quads(names: Names, url: str | None) -> Iterator[Quad]:
    """Yield the page at `url`, named by its title where a record gives one; none for None."""
    if url is None:
        return
    yield from facts(
        REGISTRY,
        web_page(url),
        {
            RDF.type: AL.WebPage,
            RDFS.label: Literal(names.page_title(url)),
            AL.website: Literal(url),
        },
    )


def page_slug(record: PageRecord) -> str:
    """Return the name of the graph of a page: never that of a document or a case."""
    return f"page-{record.page}"


def page_record_quads(names: Names, record: PageRecord) -> Iterator[Quad]:
    """Yield a page whose figures were read, and what it says of itself in its own graph."""
    yield from page_quads(names, record.url)
    yield from facts(
        source_graph(page_slug(record)),
        web_page(record.url),
        {
            DCTERMS.title: spoken(record.title, record.language),
            DCTERMS.language: plain(record.language),
            AL.publisherText: plain(record.publisher),
            AL.readOn: plain(record.read_on),
        },
    )


def page_passage_quads(record: PageRecord, passage: WebPassage) -> Iterator[Quad]:
    """Yield one passage of a page: its words, and no position."""
    graph = source_graph(page_slug(record))
    quote = thing("selector", f"{passage.id}.quote")
    label = Text(*[f"{record.title or record.url}, passage {passage.id}"] * 2)
    yield from facts(
        graph,
        thing("passage", passage.id),
        {
            RDF.type: AL.Passage,
            RDFS.label: bilingual(label),
            OA.hasSource: web_page(record.url),
            OA.hasSelector: quote,
        },
    )
    yield from facts(
        graph,
        quote,
        {
            RDF.type: OA.TextQuoteSelector,
            RDFS.label: bilingual(Text(f"Citation : {label.fr}", f"Quotation: {label.en}")),
            OA.exact: spoken(passage.quote, record.language),
        },
    )
