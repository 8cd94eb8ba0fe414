"""Ways through the network: what is around a thing, and how two things are joined.

Both are bounded, and both say what the bound left out: how many things of a neighbourhood are
not shown, how many other shortest paths there are. Paths go through statements, whatever
their direction; each step keeps its ties, so that its evidence can be read. Paths by way of a
territory or a total ("all categories") are true and say nothing, so they are avoided unless
asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

import networkx as nx

from graph.network import Network, Node, Tie
from graph.projections import Projection
from ontology.errors import QueryError, Text

__all__ = [
    "AVOIDED",
    "LONGEST",
    "Neighbourhood",
    "Paths",
    "Step",
    "Trail",
    "neighbourhood",
    "paths",
]

# Kinds that join nearly everything with everything.
AVOIDED: Final = ("territory", "period")
# Steps of a path beyond which nobody would call two things joined.
LONGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Step:
    """From one thing to the next, with every tie that joins them."""

    start: str
    end: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps from the first thing to the last."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """The shortest paths kept; `left_out` counts the other paths of the same length."""

    start: str
    end: str
    paths: tuple[Trail, ...]
    left_out: int
    avoided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies within some steps of a centre, nearest first.

    `steps` gives each node's distance. `left_out` counts, by kind, the nodes within reach
    that the cap kept out; `beyond` counts the ties that lead from what is shown to what is
    not, and `hidden` how many each shown node has of them.
    """

    centre: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    steps: Mapping[str, int]
    left_out: Mapping[str, int]
    beyond: int
    hidden: Mapping[str, int]


def neighbourhood(
    network: Network,
    centre: str | Iterable[str],
    steps: int = 1,
    cap: int = 60,
    *,
    kept: Collection[str] | None = None,
) -> Neighbourhood:
    """Return at most `cap` nodes within `steps` of `centre` (an IRI, or several).

    The nearest come first, then those with most ties, then by IRI. `kept` are the kinds of
    node to walk to; None is all. Raise NotHeldError for a centre in no tie.
    """
    centres = [centre] if isinstance(centre, str) else list(dict.fromkeys(centre))
    distance = _distances(network, centres, steps, kept)
    ranked = sorted(distance, key=lambda iri: (distance[iri], -len(network.ties_of[iri]), iri))
    # Where a walk starts is always shown.
    shown = ranked[: max(cap, len(centres))]
    held = set(shown)
    ties = tuple(tie for tie in network.ties if tie.start in held and tie.end in held)
    hidden = {
        iri: count
        for iri in shown
        if (count := sum(tie.other(iri) not in held for tie in network.ties_of[iri]))
    }
    return Neighbourhood(
        centres[0] if centres else "",
        tuple(network.nodes[iri] for iri in shown),
        ties,
        {iri: distance[iri] for iri in shown},
        dict(sorted(Counter(network.nodes[iri].kind for iri in ranked[len(shown) :]).items())),
        sum(hidden.values()),
        hidden,
    )


def _distances(
    network: Network, centres: Iterable[str], steps: int, kept: Collection[str] | None
) -> Mapping[str, int]:
    distance = {network.node(iri).iri: 0 for iri in centres}
    edge = list(distance)
    for step in range(1, steps + 1):
        edge = sorted(
            {
                other
                for iri in edge
                for tie in network.ties_of[iri]
                if (other := tie.other(iri)) not in distance
                and (kept is None or network.nodes[other].kind in kept)
            }
        )
        distance.update(dict.fromkeys(edge, step))
    return distance


def paths(
    network: Network,
    projection: Projection,
    start: str,
    end: str,
    *,
    limit: int = 3,
    avoided: Collection[str] = AVOIDED,
) -> Paths:
    """Return the shortest paths between two things, at most `limit`, in a fixed order.

    No path gives an empty answer. Raise NotHeldError for a thing in no tie, QueryError for
    a path from a thing to itself.
    """
    for iri in (start, end):
        network.node(iri)
    if start == end:
        raise QueryError(
            Text("Un chemin va d'une chose à une autre.", "A path joins two different things."),
            Text("Donnez deux choses différentes.", "Give two different things."),
        )
    graph = _without(network, projection, {start, end}, avoided)
    skipped = tuple(sorted(avoided))
    # Looking from both ends first keeps a hopeless search short.
    if not _joined(graph, start, end):
        return Paths(start, end, (), 0, skipped)
    found = nx.all_shortest_paths(graph, start, end)
    kept = tuple(_path(projection, nodes) for nodes in islice(found, limit))
    return Paths(start, end, kept, _counted(graph, start, end) - len(kept), skipped)


def _without(
    network: Network, projection: Projection, ends: Collection[str], avoided: Collection[str]
) -> nx.Graph[str]:
    def passable(iri: str) -> bool:
        node = network.nodes[iri]
        total = iri.rpartition("/")[2] in {"_T", "_Z"}
        return iri in ends or not avoided or not (node.kind in avoided or total)

    kept = [iri for iri in projection.graph if passable(iri)]
    # A copy in the fixed order: a view walks a set, whose order changes from run to run.
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(kept)
    held = set(kept)
    graph.add_edges_from(
        (one, other) for one, other in projection.graph.edges if one in held and other in held
    )
    return graph


def _joined(graph: nx.Graph[str], start: str, end: str) -> bool:
    if start not in graph or end not in graph:
        return False
    try:
        return len(nx.bidirectional_shortest_path(graph, start, end)) - 1 <= LONGEST
    except nx.NetworkXNoPath:
        return False


def _counted(graph: nx.Graph[str], start: str, end: str) -> int:
    """Return how many shortest paths there are, without walking them one by one."""
    ways, edge, seen = {start: 1}, {start: 1}, {start}
    while end not in ways:
        following: dict[str, int] = {}
        for iri, count in edge.items():
            for other in graph[iri]:
                if other not in seen:
                    following[other] = following.get(other, 0) + count
        seen |= set(following)
        ways.update(following)
        edge = following
    return ways[end]


def _path(projection: Projection, nodes: list[str]) -> Trail:
    pairs = pairwise(nodes)
    return Trail(tuple(Step(one, other, _ties(projection, one, other)) for one, other in pairs))


def _ties(projection: Projection, one: str, other: str) -> tuple[Tie, ...]:
    forward = projection.ties(one, other) if projection.graph.has_edge(one, other) else ()
    if projection.directed and projection.graph.has_edge(other, one):
        return tuple(dict.fromkeys((*forward, *projection.ties(other, one))))
    return forward
