"""A picture of a part of the graph: what stands where, what joins it, and what is not shown.

One model for all the pictures: the explorer's canvas, its SVG, the map to take away, posters.
Ties are drawn one by one, so that each keeps its status; two things joined by several get
lines that bend apart. What a picture leaves out is counted by reason, because an absence
that nobody explains is read as a fact. Nothing here knows about browsers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from explorer.graph_choice import Chosen, Hidden, chosen
from explorer.graph_state import State
from explorer.label_boxes import Label, label_of, width_of
from explorer.layout import Point, Size, bounds, laid_out, laid_out_in_groups, placed_beside
from explorer.rendering import CATEGORIES
from graph.measures import communities
from graph.network import Network, Node, Status, Tie
from graph.projections import project
from graph.store import Store
from ontology.errors import Text
from ontology.iris import concept

__all__ = ["Box", "Group", "Line", "View", "faded", "view_of", "view_of_chosen"]

# Pixels between two lines that join the same two things.
_BEND: Final = 30.0
_PADDING: Final = (18.0, 12.0)
_UNSTATED: Final = Text("non renseigné", "not stated")
_ROUND: Final = frozenset({"impact", "effect"})


@dataclass(frozen=True, slots=True)
class Box:
    """One thing: its label, its place (centre) and size in pixels.

    `colour` is one of the four category colours or "". `hidden` counts its ties that lead
    out of the picture. `group` is the key of its group, "" without grouping.
    """

    node: Node
    label: Label
    x: float
    y: float
    width: float
    height: float
    step: int = 0
    colour: str = ""
    hidden: int = 0
    group: str = ""

    @property
    def id(self) -> str:
        """The reference of the thing."""
        return self.node.reference


@dataclass(frozen=True, slots=True)
class Line:
    """One tie, or in a bridged picture the alliances two actors share (`weight` of them).

    `bend` is how far the middle of its curve stands from the straight line, in pixels.
    """

    id: str
    start: str
    end: str
    ties: tuple[Tie, ...]
    kind: str
    bend: float = 0.0
    weight: int = 1

    @property
    def status(self) -> Status | None:
        """The status of the link; nobody claims an effect by a line that has none."""
        return self.ties[0].status if self.kind == "claim" else None

    @property
    def mark(self) -> str:
        """What stands on the line: letter, then signs for contradicted and without quote."""
        if self.kind == "bridge":
            return str(self.weight) if self.weight > 1 else ""
        if self.status is None:
            return ""
        tie = self.ties[0]
        return self.status.letter + ("≠" if tie.against else "") + ("?" if tie.to_find else "")


@dataclass(frozen=True, slots=True)
class Group:
    """Things that share an attribute: the boxes held (references), and its own rectangle.

    `box` is left, top, width and height; the title stands above it and is no wider.
    """

    key: str
    name: Text
    held: tuple[str, ...]
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class View:
    """A picture: boxes and lines in a fixed order."""

    state: State
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    hidden: Hidden

    @property
    def places(self) -> dict[str, Point]:
        """Where each thing stands, by IRI; pins stand where somebody put them."""
        return {box.node.iri: (box.x, box.y) for box in self.boxes}

    def pinned(self, state: State) -> View:
        """Return the picture with the pins of `state`, which change no other place."""
        pins = {ref: (float(x), float(y)) for ref, x, y in state.pins}
        boxes = tuple(
            replace(box, x=pins[box.id][0], y=pins[box.id][1]) if box.id in pins else box
            for box in self.boxes
        )
        return replace(self, state=state, boxes=boxes)


def view_of(
    store: Store,
    network: Network,
    state: State,
    language: str,
    kinds: Mapping[str, Text] = MappingProxyType({}),
) -> View:
    """Return the picture `state` asks for, with labels in `language`.

    `kinds` names kinds of node, for the titles of groups. Raise NotHeldError for a thing in
    no tie, QueryError for a question or path that cannot be asked.
    """
    return view_of_chosen(network, chosen(store, network, state), state, language, kinds)


def view_of_chosen(
    network: Network,
    picked: Chosen,
    state: State,
    language: str,
    kinds: Mapping[str, Text] = MappingProxyType({}),
) -> View:
    """Return the picture of what was picked, as `state` wants it drawn; the rest as `view_of`."""
    ties = _ties_among(network, picked)
    lines = _bridged(network, ties) if state.bridge else _lines(ties)
    shown = [iri for iri in picked.all if not state.bridge or _is_actor(network, iri)]
    # As a story is told: from the start outwards, each thing with what joins it to the former.
    place = {iri: number for number, iri in enumerate(shown)}
    ends = {line.id: sorted((place[line.end], place[line.start])) for line in lines}
    lines = tuple(sorted(lines, key=lambda line: (ends[line.id][::-1], line.kind, line.id)))
    labels = {iri: label_of(network.nodes[iri].label.in_language(language)) for iri in shown}
    sizes = {iri: _size(network.nodes[iri].kind, label) for iri, label in labels.items()}
    groups = _groups(network, state.by, shown, kinds)
    places = _places(picked, sizes, [(line.start, line.end) for line in lines], groups)
    held = set(shown)
    group_of = {iri: group.key for group in groups for iri in group.held}
    boxes = tuple(
        Box(
            network.nodes[iri],
            labels[iri],
            *places[iri],
            *sizes[iri],
            step=picked.steps.get(iri, 0),
            colour=_colour(network.nodes[iri]),
            hidden=sum(tie.other(iri) not in held for tie in network.ties_of[iri]),
            group=group_of.get(iri, ""),
        )
        for iri in shown
    )
    beyond = sum(box.hidden for box in boxes)
    bridged = len(picked.all) - len(shown)
    hidden = replace(picked.hidden, beyond=beyond, bridged=bridged)
    named = tuple(_framed(network, group, places, sizes) for group in groups)
    return View(state, boxes, lines, named, hidden).pinned(state)


def _ties_among(network: Network, picked: Chosen) -> list[Tie]:
    held = set(picked.all)
    return [
        tie
        for tie in network.ties
        if tie.start in held
        and tie.end in held
        and tie.start != tie.end
        and (picked.only is None or tie.id in picked.only)
    ]


def _lines(ties: Iterable[Tie]) -> tuple[Line, ...]:
    pairs: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        one, other = sorted((tie.start, tie.end))
        pairs[one, other].append(tie)
    found = []
    for (one, _), many in pairs.items():
        for place, tie in enumerate(many):
            bend = (place - (len(many) - 1) / 2) * _BEND
            # A bend is to one side of its own direction; the pair needs one side in common.
            turned = bend if tie.start == one else -bend
            found.append(Line(tie.id, tie.start, tie.end, (tie,), tie.kind, turned))
    return tuple(found)


def _is_actor(network: Network, iri: str) -> bool:
    return any(tie.kind == "participation" and tie.start == iri for tie in network.ties_of[iri])


def _bridged(network: Network, ties: Iterable[Tie]) -> tuple[Line, ...]:
    """Lay alliances aside and join their partners; what is told of actors stays."""
    partners: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.kind == "participation":
            partners[tie.end].append(tie)
    shared: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for _, many in sorted(partners.items()):
        for place, one in enumerate(many):
            for other in many[place + 1 :]:
                start, end = sorted((one.start, other.start))
                shared[start, end] += [one, other]
    return tuple(
        Line(f"b-{place}", start, end, tuple(both), "bridge", weight=len(both) // 2)
        for place, ((start, end), both) in enumerate(sorted(shared.items()))
    ) + tuple(
        line
        for line in _lines(
            tie
            for tie in ties
            if tie.kind == "claim" and _is_actor(network, tie.start) and _is_actor(network, tie.end)
        )
    )


def _size(kind: str, label: Label) -> Size:
    across, down = label.width + _PADDING[0], label.height + _PADDING[1]
    # A rectangle fits in an ellipse that is wider and higher by the square root of two.
    return (across * 1.3, down * 1.45) if kind in _ROUND else (across, down)


def _colour(node: Node) -> str:
    own = (node.iri,) if node.kind == "category" else node.attributes.get("category", ())
    if node.kind not in {"category", "alliance"}:
        return ""
    named = {CATEGORIES.get(iri.rpartition("/")[2], "") for iri in own}
    return named.pop() if len(named) == 1 else ""


def _framed(
    network: Network, group: Group, places: Mapping[str, Point], sizes: Mapping[str, Size]
) -> Group:
    held = {iri: places[iri] for iri in group.held}
    left, top, width, height = bounds(held, sizes, 14)
    references = tuple(network.nodes[iri].reference for iri in group.held)
    return replace(group, held=references, box=(left, top, max(width, _titled(group)), height))


def _titled(group: Group) -> float:
    """Return the width a group needs for its title, in either language."""
    return max(width_of(text, 13) for text in (group.name.fr, group.name.en)) + 16


def _groups(
    network: Network, by: str, shown: Sequence[str], kinds: Mapping[str, Text]
) -> tuple[Group, ...]:
    if not by:
        return ()
    number = communities(project(network, "actors")).of() if by == "community" else {}
    held: dict[str, list[str]] = defaultdict(list)
    names: dict[str, Text] = {}
    for iri in shown:
        key, name = _group_of(network, by, iri, number, kinds)
        held[key].append(iri)
        names[key] = name
    order = sorted(held, key=lambda key: (not key, -len(held[key]), key))
    return tuple(Group(key or "-", names[key], tuple(held[key])) for key in order)


def _group_of(
    network: Network,
    by: str,
    iri: str,
    number: Mapping[str, int],
    kinds: Mapping[str, Text],
) -> tuple[str, Text]:
    node = network.nodes[iri]
    if by == "kind":
        return node.kind, kinds.get(node.kind, Text(node.kind, node.kind))
    if by == "community":
        found = number.get(iri)
        return (f"{found}", Text(f"n° {found}", f"no. {found}")) if found else ("", _UNSTATED)
    own = (iri,) if node.kind == by else node.attributes.get(by, ())
    if by == "category":
        own = tuple(sorted({_widest(one) for one in own}))
    if not own:
        return "", _UNSTATED
    names = [network.names[one] for one in own]
    return ",".join(one.rpartition("/")[2] for one in own), Text(
        " + ".join(name.fr for name in names), " + ".join(name.en for name in names)
    )


def _widest(iri: str) -> str:
    slug = iri.rpartition("/")[2]
    return concept("category", "mecenat") if CATEGORIES.get(slug) == "mecenat" else iri


def _places(
    picked: Chosen,
    sizes: Mapping[str, Size],
    edges: Sequence[tuple[str, str]],
    groups: Sequence[Group],
) -> Mapping[str, Point]:
    if groups:
        held_by = [group.held for group in groups]
        titles = [_titled(group) for group in groups]
        return laid_out_in_groups(held_by, sizes, edges, least=titles)
    first = {iri: sizes[iri] for iri in picked.first if iri in sizes}
    places: Mapping[str, Point] = laid_out(first, edges)
    held = dict(first)
    for centre, many in picked.later:
        held |= {iri: sizes[iri] for iri in many if iri in sizes}
        if not places:
            places = laid_out(held, edges)
        anchor = centre if centre in places else next(iter(places), "")
        places = placed_beside(places, held, edges, anchor) if anchor else places
    return places


def faded(view: View) -> frozenset[str]:
    """Return what stands back: outside the focus, or of a faded status or kind."""
    state = view.state
    away = {
        line.id
        for line in view.lines
        if (line.status.slug if line.status else line.kind) in state.fade
    }
    if state.focus:
        reached = {state.focus}
        by_iri = {box.node.iri: box.id for box in view.boxes}
        ends = [(by_iri[line.start], by_iri[line.end], line.id) for line in view.lines]
        for _ in range(state.depth):
            reached |= {b for a, b, _ in ends if a in reached} | {
                a for a, b, _ in ends if b in reached
            }
        away |= {box.id for box in view.boxes if box.id not in reached}
        away |= {one for a, b, one in ends if a not in reached or b not in reached}
    return frozenset(away)
