"""Degree, betweenness and communities of a projection: numbers about what was read.

networkx counts; this module fixes what makes an answer repeatable (order, seed, rounding)
and says the unit of each number. They measure the sample, not the field, and every answer
that shows them carries `graph.network.SAMPLE_CAUTION`. The seed of Louvain is fixed and
given out: another one may draw other communities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from graph.projections import Projection

__all__ = ["SEED", "Communities", "Degree", "betweenness", "communities", "degrees"]

SEED: Final = 20180101
# Below what two machines may round differently.
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Degree:
    """How many different neighbours a node has, and the sum of the weights of its edges."""

    neighbours: int
    weight: int


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups of nodes, largest first, each sorted; `modularity` between -0.5 and 1."""

    groups: tuple[tuple[str, ...], ...]
    modularity: float
    seed: int

    def of(self) -> Mapping[str, int]:
        """Return the number of each node's group, from 1."""
        return {iri: place for place, group in enumerate(self.groups, 1) for iri in group}


def degrees(projection: Projection) -> Mapping[str, Degree]:
    """Return the degree of every node; in a directed network both directions count."""
    graph = projection.graph
    return {
        iri: Degree(
            len(set(nx.all_neighbors(graph, iri)) - {iri}),
            sum(int(weight) for weight in _weights(projection, iri)),
        )
        for iri in graph
    }


def _weights(projection: Projection, iri: str) -> list[int]:
    graph = projection.graph
    if isinstance(graph, nx.DiGraph):
        edges = [*graph.in_edges(iri, data="weight"), *graph.out_edges(iri, data="weight")]
    else:
        edges = list(graph.edges(iri, data="weight"))
    return [weight for _, _, weight in edges]


def betweenness(projection: Projection) -> Mapping[str, float]:
    """Return the share (0 to 1) of shortest paths between two others that pass by each node."""
    found = nx.betweenness_centrality(projection.graph, normalized=True)
    return {iri: round(float(value), _DIGITS) for iri, value in found.items()}


def communities(projection: Projection, seed: int = SEED) -> Communities:
    """Return the communities Louvain draws, edges weighted and directions laid aside."""
    # Numbers instead of names: the order of a set of texts changes from run to run.
    names = sorted(projection.graph)
    place = {iri: number for number, iri in enumerate(names)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    for one, other, held in projection.graph.edges(data=True):
        known = graph.get_edge_data(place[one], place[other], {"weight": 0})["weight"]
        graph.add_edge(place[one], place[other], weight=known + held["weight"])
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    groups = sorted((sorted(names[one] for one in group) for group in found), key=_largest_first)
    modularity = nx.community.modularity(graph, found, weight="weight") if graph.size() else 0.0
    return Communities(
        tuple(tuple(group) for group in groups), round(float(modularity), _DIGITS), seed
    )


def _largest_first(group: list[str]) -> tuple[int, str]:
    return -len(group), group[0]
