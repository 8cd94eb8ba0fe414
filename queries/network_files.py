"""A network as GraphML and GEXF, for Gephi, yEd, igraph, Cytoscape and spreadsheets of edges.

Every edge carries its relation, its status in words and letter, how many claims say the
contrary, and its sources; the file itself carries the caution and the data version. networkx
writes both forms; the clock it puts into GEXF is taken out, so that the same graph gives the
same bytes. An edge of a projection stands for several ties and says so by its weight; the
network `all` is written tie by tie.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph.network import SAMPLE_CAUTION, Network, Tie
from graph.projections import Projection
from ontology.errors import QueryError, Text
from ontology.iris import reference_of
from queries.writing import LICENCE, Edition

__all__ = ["NETWORK_FILES", "network_file", "ties_file"]

NETWORK_FILES: Final = ("graphml", "gexf")
_LISTED: Final = "; "
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_file(network: Network, projection: Projection, form: str, edition: Edition) -> bytes:
    """Return the projection as a file; raise QueryError for a form not in NETWORK_FILES."""
    if projection.name == "all":
        return ties_file(network, network.nodes, network.ties, form, edition)
    graph: nx.Graph[str] = nx.DiGraph() if projection.directed else nx.Graph()
    graph.add_nodes_from((iri, _node(network, iri)) for iri in projection.graph)
    for one, other, held in projection.graph.edges(data=True):
        graph.add_edge(one, other, **_edge(network, held["ties"]), weight=held["weight"])
    return _written(graph, form, edition)


def ties_file(
    network: Network,
    nodes: Iterable[str],
    ties: Iterable[Tie],
    form: str,
    edition: Edition,
    *,
    positions: Mapping[str, tuple[float, float]] | None = None,
) -> bytes:
    """Return some nodes (IRIs) and ties as a file, one edge for each tie.

    `positions` are x and y of nodes, y downwards; they become the attributes x and y. Raise
    QueryError for a form not in NETWORK_FILES.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((iri, _node(network, iri)) for iri in nodes)
    for tie in ties:
        graph.add_edge(tie.start, tie.end, key=tie.id, **_edge(network, (tie,)))
    for iri, (x, y) in (positions or {}).items():
        graph.nodes[iri].update(x=round(x, 2), y=round(y, 2))
    return _written(graph, form, edition)


def _node(network: Network, iri: str) -> dict[str, Any]:
    node = network.nodes[iri]
    held: dict[str, Any] = {
        "label": node.label.fr,
        "label_en": node.label.en,
        "kind": node.kind,
        "reference": node.reference,
    }
    for name, values in node.attributes.items():
        held[name] = _LISTED.join(network.names[value].fr for value in values)
    return held


def _edge(network: Network, ties: Iterable[Tie]) -> dict[str, Any]:
    """Return what an edge says; what several ties say differently is listed."""
    told = list(ties)
    statuses = [tie.status for tie in told if tie.status]
    return {
        "kind": _each(tie.kind for tie in told),
        "relation": _each(network.names[tie.relation].fr for tie in told),
        "relation_en": _each(network.names[tie.relation].en for tie in told),
        "status": _each(status.label.fr for status in statuses),
        "status_en": _each(status.label.en for status in statuses),
        "letter": _each(status.letter for status in statuses),
        "line": _each(status.line for status in statuses),
        "against": sum(tie.against for tie in told),
        "quote_to_find": all(tie.to_find for tie in told),
        "stated_by": _each(reference_of(iri) or iri for tie in told for iri in tie.stated_by),
        "evidence": _each(reference_of(iri) or iri for tie in told for iri in tie.evidence),
        "sources": _each(network.names[iri].fr for tie in told for iri in tie.sources),
    }


def _each(values: Iterable[str]) -> str:
    return _LISTED.join(dict.fromkeys(values))


def _written(graph: nx.Graph[str], form: str, edition: Edition) -> bytes:
    if form not in NETWORK_FILES:
        known = ", ".join(NETWORK_FILES)
        raise QueryError(
            Text(f"Format inconnu : « {form} ».", f"Unknown format: “{form}”."),
            Text(f"Formats : {known}.", f"Formats: {known}."),
        )
    for _, held in graph.nodes(data=True):
        held.update({key: _plain(value) for key, value in held.items()})
    for *_, held in graph.edges(data=True):
        held.update({key: _plain(value) for key, value in held.items()})
    about = {
        "caution_fr": SAMPLE_CAUTION.fr,
        "caution_en": SAMPLE_CAUTION.en,
        "licence": LICENCE,
        "data_version": edition.version,
        "content_hash": edition.content_hash,
    }
    return _graphml(graph, about) if form == "graphml" else _gexf(graph, about)


def _plain(value: Any) -> Any:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub(" ", value) if isinstance(value, str) else value


def _graphml(graph: nx.Graph[str], about: Mapping[str, str]) -> bytes:
    graph.graph.update(about)
    lines = nx.generate_graphml(graph)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _gexf(graph: nx.Graph[str], about: Mapping[str, str]) -> bytes:
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        # The clock would make each file differ from the last.
        meta.attrib.pop("lastmodifieddate", None)
        description = ElementTree.SubElement(meta, "description")
        description.text = " | ".join(f"{key}: {value}" for key, value in about.items())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
