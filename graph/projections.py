"""Networks drawn from the ties: actors through alliances, categories to impacts, everything.

Each is a networkx graph whose edges keep the ties they stand for, so that no number and no
line is without its sources. What a projection leaves out is counted and said. Nodes are added
in sorted order, so that every measure over them gives the same answer each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

import networkx as nx

from graph.network import Network, Tie
from ontology.errors import QueryError, Text
from ontology.iris import concept

__all__ = ["PROJECTIONS", "Projection", "project"]

# What is said to bring something about. Targets and resources put in are not among them.
_CAUSAL: Final = frozenset(
    concept("relation", slug) for slug in ("contribue-a", "permet", "est-source-de")
)
_CHAIN: Final = frozenset({"category", "mechanism", "impact"})


@dataclass(frozen=True, slots=True)
class Projection:
    """A simple graph over IRIs. Each edge has `weight` (count, see title) and `ties`.

    `directed` graphs are nx.DiGraph. `left_out` says what is not in it, by reason.
    """

    name: str
    title: Text
    weight: Text
    graph: nx.Graph[str]
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def directed(self) -> bool:
        """Whether edges have a direction."""
        return self.graph.is_directed()

    def ties(self, one: str, other: str) -> tuple[Tie, ...]:
        """Return the ties an edge stands for."""
        held: tuple[Tie, ...] = self.graph.edges[one, other]["ties"]
        return held


def project(network: Network, name: str) -> Projection:
    """Return the projection `name`, one of PROJECTIONS; raise QueryError for any other."""
    if name in PROJECTIONS:
        return PROJECTIONS[name](network)
    known = ", ".join(PROJECTIONS)
    raise QueryError(
        Text(f"Réseau inconnu : « {name} ».", f"Unknown network: “{name}”."),
        Text(f"Il y a : {known}.", f"There are: {known}."),
    )


def _actors(network: Network) -> Projection:
    """Actors allied by an alliance; a described group is nobody in particular, so no actor."""
    allied: dict[str, list[Tie]] = defaultdict(list)
    groups = 0
    for tie in network.ties:
        if tie.kind != "participation":
            continue
        if network.nodes[tie.start].kind == "participation":
            groups += 1
        else:
            allied[tie.end].append(tie)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({tie.start for ties in allied.values() for tie in ties}))
    pairs: dict[tuple[str, str], list[tuple[Tie, Tie]]] = defaultdict(list)
    for _, ties in sorted(allied.items()):
        for one, other in combinations(sorted(ties, key=lambda tie: tie.start), 2):
            pairs[one.start, other.start].append((one, other))
    for (one_end, other_end), shared in sorted(pairs.items()):
        kept = tuple(tie for pair in shared for tie in pair)
        graph.add_edge(one_end, other_end, weight=len(shared), ties=kept)
    return Projection(
        "actors",
        Text("Acteurs liés par leurs alliances", "Actors linked through their alliances"),
        Text("alliances communes", "shared alliances"),
        graph,
        {"described-groups": groups},
    )


def _impacts(network: Network) -> Projection:
    """Categories to mechanisms to impacts, as claims say it; one claim may make two edges."""
    edges: dict[tuple[str, str], dict[str, Tie]] = defaultdict(dict)
    for tie in network.ties:
        ends = {network.nodes[tie.start].kind, network.nodes[tie.end].kind}
        if tie.kind == "claim" and tie.relation in _CAUSAL and ends <= _CHAIN:
            for pair, part in _steps(network, tie):
                known = edges[pair].get(tie.id)
                said = tuple(sorted({*part.said, *(known.said if known else ())}, key=_claim))
                edges[pair][tie.id] = replace(part, said=said)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted({end for pair in edges for end in pair}))
    for (start, end), ties in sorted(edges.items()):
        claims = {claim for tie in ties.values() for claim in tie.claims}
        graph.add_edge(start, end, weight=len(claims), ties=tuple(ties.values()))
    return Projection(
        "impacts",
        Text("Des catégories aux mécanismes et aux impacts", "Categories, mechanisms, impacts"),
        Text("affirmations", "claims"),
        graph,
    )


def _claim(said: object) -> str:
    return str(getattr(said, "claim", ""))


def _steps(network: Network, tie: Tie) -> Iterator[tuple[tuple[str, str], Tie]]:
    """Yield the edges one tie makes: straight, or by each mechanism a claim works through."""
    for said in tie.said:
        part = replace(tie, said=(said,))
        means = [one for one in said.through if "/mechanism/" in one and one in network.nodes]
        if not means:
            yield (tie.start, tie.end), part
        for one in means:
            yield (tie.start, one), part
            yield (one, tie.end), part


def _everything(network: Network) -> Projection:
    """Every node and tie, directions and repetitions laid aside."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.nodes)
    pairs: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in network.ties:
        if tie.start != tie.end:
            one, other = sorted((tie.start, tie.end))
            pairs[one, other].append(tie)
    for (one, other), ties in sorted(pairs.items()):
        graph.add_edge(one, other, weight=len(ties), ties=tuple(ties))
    return Projection(
        "all",
        Text("Toutes les choses et tous les liens", "All things and all links"),
        Text("liens", "links"),
        graph,
    )


PROJECTIONS: Final[Mapping[str, Callable[[Network], Projection]]] = {
    "actors": _actors,
    "impacts": _impacts,
    "all": _everything,
}
