"""Web pages as sources: one node per address, whoever cites it.

An address is a text and never an IRI of ours: nobody may follow a link by reading the graph,
and a page that has moved keeps its node. Two records that cite one address share the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from loaders.mapping.names import Names
from loaders.mapping.statements import REGISTRY, facts, thing
from ontology.iris import digest
from ontology.terms import AL, RDF, RDFS

__all__ = ["page_quads", "web_page"]


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
