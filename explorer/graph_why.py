"""Why something is not seen in a picture, and what would show it.

What is cut, left out or out of reach would otherwise be read as not existing. A name that means
nothing gets the nearest that do; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.graph_state import State
from explorer.graph_told import name_of
from explorer.graph_view import View
from explorer.models import Link
from explorer.reading import Reading, Words
from graph.network import Network
from graph.projections import project
from graph.trails import paths
from ontology.errors import QueryError
from ontology.iris import iri_of
from queries.network import find_thing, nearest

__all__ = ["Answer", "why"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Why something is not seen: the message `explorer.why.<reason>`, and what helps."""

    reason: str
    name: Link | None = None
    number: int = 0
    show: str = ""
    reference: str = ""
    proposals: tuple[Link, ...] = ()


def why(reading: Reading, network: Network, view: View, said: str) -> Answer:
    """Return why what `said` names is not in the picture, or that it is."""
    language, state = reading.language, view.state
    try:
        iri = find_thing(network, said)
    except QueryError:
        near = [_offer(reading, network, state, iri) for iri in nearest(network, said)]
        return Answer("unknown", proposals=tuple(near))
    node = network.nodes[iri]
    name = name_of(reading, network, iri)
    if iri in view.places:
        show = state.href(language, focus=node.reference)
        return Answer("shown", name, show=show, reference=node.reference)
    if node.kind in state.hide:
        kept = tuple(kind for kind in state.hide if kind != node.kind)
        return Answer("kind", name, show=state.href(language, hide=kept))
    if state.bridge and node.kind == "alliance":
        return Answer("bridged", name, show=state.href(language, bridge=False))
    return _out_of_reach(network, view, iri, name, language)


def _out_of_reach(network: Network, view: View, iri: str, name: Link, language: str) -> Answer:
    state, reference = view.state, network.nodes[iri].reference
    walked = not (state.cell or state.question or state.path)
    show = state.href(language, centre=(*state.centre, reference))
    if not walked:
        show = state.unfolded(reference).href(language)
    steps = _steps_away(network, view, iri)
    if walked and 0 < steps <= state.steps:
        return Answer("cap", name, state.cap, show)
    return Answer("far" if steps else "apart", name, steps, show)


def _steps_away(network: Network, view: View, iri: str) -> int:
    """Return how many steps lead from the picture's start to a thing, 0 for none."""
    starts: Sequence[str] = [iri_of(one) for one in view.state.centre] or list(view.places)[:1]
    whole = project(network, "all")
    lengths = []
    for start in starts[:3]:
        found = paths(network, whole, start, iri, limit=1, avoided=()) if start != iri else None
        if found and found.paths:
            lengths.append(len(found.paths[0].steps))
    return min(lengths, default=0)


def _offer(reading: Reading, network: Network, state: State, iri: str) -> Link:
    node = network.nodes[iri]
    words = Words(node.label.in_language(reading.language))
    return Link(words, state.href(reading.language, centre=(*state.centre, node.reference)))
