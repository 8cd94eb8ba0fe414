"""Which pictures people ask for first, so that they can be drawn before anybody waits.

Those the explorer offers to start from, and those of the guided paths that are shipped. Others
are drawn when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from explorer.graph_starts import starting_things
from explorer.graph_state import State
from explorer.guided_paths import GuidedPath, view_at
from explorer.workshop_steps import overview_state
from graph.network import Network

__all__ = ["usual_states"]


def usual_states(network: Network, paths: Iterable[GuidedPath]) -> tuple[State, ...]:
    """Return the pictures to draw ahead, each once: starts first, then steps of `paths`."""
    found = [
        State(centre=(network.nodes[iri].reference,))
        for held in starting_things(network).values()
        for iri in held
    ]
    for path in paths:
        views = [view_at(step.view).state for step in path.steps]
        found += [*(state for state in views if state is not None), overview_state(path)]
    return tuple(dict.fromkeys(state.drawn for state in found))
