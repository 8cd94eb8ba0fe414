"""Which things a picture of the graph shows, and what it leaves out of reach.

From an address to things: around a centre, in a cell, in an answer, along a path, then what
was unfolded in its order. Whatever is not taken is counted by reason. Nothing is placed or
drawn here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Final

from pyoxigraph import NamedNode

from explorer.graph_state import State
from graph.network import Network
from graph.projections import project
from graph.store import Row, Store
from graph.trails import neighbourhood, paths
from ontology.iris import iri_of
from queries.answers import ask
from queries.catalogue import read_question

__all__ = [
    "UNFOLDED",
    "Chosen",
    "Hidden",
    "chosen",
    "chosen_by_claims",
    "crossing_of",
    "standing_for",
]

# How many things one click unfolds.
UNFOLDED: Final = 15


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is not shown: things cut by the cap and kinds left out, by kind; ties beyond."""

    by_cap: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)
    bridged: int = 0
    beyond: int = 0
    paths: int = 0

    @property
    def things(self) -> int:
        """How many things within reach are not shown."""
        return sum(self.by_cap.values()) + sum(self.by_kind.values()) + self.bridged


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a state shows before it is drawn: first things, then those of each unfolding."""

    first: tuple[str, ...]
    later: tuple[tuple[str, tuple[str, ...]], ...] = ()
    only: frozenset[str] | None = None
    hidden: Hidden = field(default_factory=Hidden)
    steps: Mapping[str, int] = field(default_factory=dict)

    @property
    def all(self) -> tuple[str, ...]:
        """Everything shown, each once, in the order in which it came."""
        return tuple(dict.fromkeys([*self.first, *(i for _, many in self.later for i in many)]))


def chosen(store: Store, network: Network, state: State) -> Chosen:
    """Return which things `state` shows, in the order in which they came into the picture."""
    picked = _start(store, network, state)
    later: list[tuple[str, tuple[str, ...]]] = []
    held = set(picked.first)
    steps = dict(picked.steps)
    for reference in state.add:
        centre = network.node(iri_of(reference)).iri
        near = neighbourhood(network, centre, 1, len(network.nodes), kept=_kept(network, state))
        fresh = [node.iri for node in near.nodes if node.iri not in held][:UNFOLDED]
        later.append((centre, tuple(fresh)))
        held.update(fresh)
        steps.update(dict.fromkeys(fresh, steps.get(centre, 0) + 1))
    by_kind = Counter(
        network.nodes[tie.other(iri)].kind
        for iri in held
        for tie in network.ties_of[iri]
        if network.nodes[tie.other(iri)].kind in state.hide and tie.other(iri) not in held
    )
    only = picked.only
    if only is not None and later:
        # What is unfolded brings its own ties into a picture of a path or of a cell.
        grown = {iri for _, many in later for iri in many}
        only = only | {tie.id for iri in grown for tie in network.ties_of[iri]}
    hidden = replace(picked.hidden, by_kind=dict(sorted(by_kind.items())))
    return replace(picked, later=tuple(later), hidden=hidden, steps=steps, only=only)


def chosen_by_claims(network: Network, claims: frozenset[str], state: State) -> Chosen:
    """Return the things that `claims` join, those in most of them first, and only their ties."""
    ties = [tie for tie in network.ties if not claims.isdisjoint(tie.claims)]
    often = Counter(end for tie in ties for end in (tie.start, tie.end))
    picked = _capped(network, [iri for iri, _ in often.most_common()], state)
    return replace(picked, only=frozenset(tie.id for tie in ties))


def standing_for(store: Store, network: Network, state: State) -> State:
    """Return the state with things in no tie replaced by what they speak of.

    A claim stands for its two ends, a case for its alliance. What speaks of nothing in the
    network is dropped; raise NotHeldError for a thing the graph does not hold.
    """
    centres: list[str] = []
    for reference in state.centre:
        iri = iri_of(reference)
        if iri in network.nodes:
            centres.append(reference)
            continue
        if not store.query(f"ASK {{ {NamedNode(iri)} ?p ?o }}").truth:
            network.node(iri)
        text = (files("graph") / "ties" / "stands-for.rq").read_text(encoding="utf-8")
        asked = text.replace("{ al:Thing }", f"{{ {NamedNode(iri)} }}")
        found = [term.value for _, term in store.query(asked).rows if isinstance(term, NamedNode)]
        centres += [network.nodes[one].reference for one in found if one in network.nodes]
    return replace(state, centre=tuple(dict.fromkeys(centres)))


def _kept(network: Network, state: State) -> frozenset[str] | None:
    if not state.hide:
        return None
    return frozenset(node.kind for node in network.nodes.values()) - {*state.hide}


def _start(store: Store, network: Network, state: State) -> Chosen:
    if state.path:
        return _along(network, state)
    if state.cell:
        return _in_cell(store, network, state)
    centres = [network.node(iri_of(one)).iri for one in state.centre]
    if state.question:
        return _answered(store, network, state)
    if not centres:
        return Chosen(())
    near = neighbourhood(network, centres, state.steps, state.cap, kept=_kept(network, state))
    shown = tuple(node.iri for node in near.nodes)
    return Chosen(shown, hidden=Hidden(by_cap=near.left_out), steps=near.steps)


def _along(network: Network, state: State) -> Chosen:
    start, end = (network.node(iri_of(one)).iri for one in state.path)
    found = paths(network, project(network, "all"), start, end)
    walked = [step for path in found.paths for step in path.steps]
    shown = dict.fromkeys([start, *(step.end for step in walked), end])
    only = frozenset(tie.id for step in walked for tie in step.ties)
    return Chosen(tuple(shown), only=only, hidden=Hidden(paths=found.left_out))


def crossing_of(store: Store, state: State) -> str:
    """Return the crossing of the matrix that a cell is, "" if it holds nothing."""
    return next((one.value for one, _ in _held(store, state) if isinstance(one, NamedNode)), "")


def _held(store: Store, state: State) -> Sequence[Row]:
    row, column = (iri_of(one) for one in state.cell)
    text = (files("graph") / "ties" / "cells.rq").read_text(encoding="utf-8")
    asked = text.replace("(al:row al:column)", f"({NamedNode(row)} {NamedNode(column)})")
    return [*store.query(asked).rows]


def _in_cell(store: Store, network: Network, state: State) -> Chosen:
    row, column = (iri_of(one) for one in state.cell)
    held = {term.value for _, term in _held(store, state) if isinstance(term, NamedNode)}
    ties = [tie for tie in network.ties if held & {*tie.claims, tie.start}]
    told = [tie for tie in ties if tie.kind == "claim" and held & {*tie.claims}]
    things = dict.fromkeys(iri for iri in (row, column) if iri in network.nodes)
    things |= dict.fromkeys(end for tie in told for end in (tie.start, tie.end))
    things |= dict.fromkeys(iri for iri in sorted(held) if iri in network.nodes)
    # What else is claimed of the same things stands in other cells, or in none.
    only = {tie.id for tie in told} | {tie.id for tie in network.ties if tie.kind != "claim"}
    return replace(_capped(network, list(things), state), only=frozenset(only))


def _answered(store: Store, network: Network, state: State) -> Chosen:
    answer = ask(read_question(state.question), dict(state.values), store)
    named = [term.value for row in answer.rows for term in row if isinstance(term, NamedNode)]
    things = dict.fromkeys(iri for iri in named if iri in network.nodes)
    # An answer that names links is a picture of these links, and of no other between their ends.
    links = [tie for tie in network.ties if not {*named}.isdisjoint(tie.stated_by)]
    if not links:
        return _capped(network, list(things), state)
    things |= dict.fromkeys(end for tie in links for end in (tie.start, tie.end))
    picked = _capped(network, list(things), state)
    return replace(picked, only=frozenset(tie.id for tie in links))


def _capped(network: Network, things: Sequence[str], state: State) -> Chosen:
    wanted = [iri for iri in things if network.nodes[iri].kind not in state.hide]
    cut = Counter(network.nodes[iri].kind for iri in wanted[state.cap :])
    return Chosen(tuple(wanted[: state.cap]), hidden=Hidden(by_cap=dict(sorted(cut.items()))))
