"""A picture of a part of the graph: what stands where, what joins it, and what is not shown.

One model for all the pictures: the explorer's canvas, its SVG, the map to take away, posters.
Ties are drawn one by one, so that each keeps its status; two things joined by several get
lines that bend apart. What a picture leaves out is counted by reason, because an absence
that nobody explains is read as a fact. Nothing here knows about browsers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from explorer.graph_choice import Chosen, Hidden, chosen
from explorer.graph_curves import Shape, lettered
from explorer.graph_groups import IN_ORDER, Group, framed, groups_of, title_width
from explorer.graph_lines import Line, bridged, is_actor, lines_of, ties_among
from explorer.graph_state import State
from explorer.label_boxes import Label, label_of
from explorer.layout import Point, Size, laid_out, laid_out_in_groups, placed_beside
from explorer.rendering import CATEGORIES
from graph.network import Network, Node
from graph.store import Store
from ontology.errors import Text

__all__ = ["STRIPE", "Box", "View", "faded", "view_of", "view_of_chosen"]

_PADDING: Final = (18.0, 12.0)
_ROUND: Final = frozenset({"impact", "effect"})
# Width of the stripe of a category, in a box that belongs to several.
STRIPE: Final = 8.0


@dataclass(frozen=True, slots=True)
class Box:
    """One thing: its label, its place (centre) and size in pixels.

    `colours` are those of its categories, of the four, in their order: one fills the box,
    several stand as stripes at its left. `hidden` counts its ties that lead out of the picture.
    `group` is the key of its group, "" without grouping.
    """

    node: Node
    label: Label
    x: float
    y: float
    width: float
    height: float
    step: int = 0
    colours: tuple[str, ...] = ()
    hidden: int = 0
    group: str = ""

    @property
    def id(self) -> str:
        """The reference of the thing."""
        return self.node.reference

    @property
    def stripes(self) -> tuple[str, ...]:
        """The colours that stand as stripes: those of several categories."""
        return self.colours if len(self.colours) > 1 else ()

    @property
    def shift(self) -> float:
        """How far right of the centre the label stands, in pixels: it leaves stripes their room."""
        return len(self.stripes) * STRIPE / 2

    @property
    def shape(self) -> Shape:
        """Its rim, to which lines run."""
        return Shape(self.x, self.y, self.width, self.height, self.node.kind in _ROUND)


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

    @property
    def striped(self) -> bool:
        """Whether a thing belongs to several categories."""
        return any(box.stripes for box in self.boxes)

    def moved(self, boxes: tuple[Box, ...]) -> View:
        """Return the picture with its boxes elsewhere; letters find their place anew."""
        return replace(self, boxes=boxes, lines=_lettered(boxes, self.lines))

    def pinned(self, state: State) -> View:
        """Return the picture with the pins of `state`, which change no other place."""
        pins = {ref: (float(x), float(y)) for ref, x, y in state.pins}
        boxes = tuple(
            replace(box, x=pins[box.id][0], y=pins[box.id][1]) if box.id in pins else box
            for box in self.boxes
        )
        held = replace(self, state=state)
        return held.moved(boxes) if pins else held


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
    ties = ties_among(network, picked)
    shown = [iri for iri in picked.all if not state.bridge or is_actor(network, iri)]
    lines = _outwards(bridged(network, ties) if state.bridge else lines_of(ties), shown)
    labels = {iri: label_of(network.nodes[iri].label.in_language(language)) for iri in shown}
    colours = {iri: _colours(network.nodes[iri]) for iri in shown}
    sizes = {
        iri: _size(network.nodes[iri].kind, label, len(colours[iri]))
        for iri, label in labels.items()
    }
    groups = groups_of(network, state.by, shown, kinds)
    edges = [(line.start, line.end) for line in lines]
    places = _places(picked, sizes, edges, groups, in_order=state.by in IN_ORDER)
    rectangles = {iri: (*places[iri], *sizes[iri]) for iri in shown}
    boxes = _boxes(network, picked, labels, rectangles, groups, colours=colours)
    beyond = sum(box.hidden for box in boxes)
    hidden = replace(picked.hidden, beyond=beyond, bridged=len(picked.all) - len(shown))
    named = tuple(framed(network, group, places, sizes) for group in groups)
    return View(state, boxes, _lettered(boxes, lines), named, hidden).pinned(state)


def _lettered(boxes: Sequence[Box], lines: Sequence[Line]) -> tuple[Line, ...]:
    return lettered({box.node.iri: box.shape for box in boxes}, lines)


def _outwards(lines: Sequence[Line], shown: Sequence[str]) -> tuple[Line, ...]:
    """Order lines as a story is told: each thing with what joins it to the former."""
    place = {iri: number for number, iri in enumerate(shown)}
    ends = {line.id: sorted((place[line.end], place[line.start])) for line in lines}
    return tuple(sorted(lines, key=lambda line: (ends[line.id][::-1], line.kind, line.id)))


def _boxes(
    network: Network,
    picked: Chosen,
    labels: Mapping[str, Label],
    rectangles: Mapping[str, tuple[float, float, float, float]],
    groups: Sequence[Group],
    *,
    colours: Mapping[str, tuple[str, ...]],
) -> tuple[Box, ...]:
    group_of = {iri: group.key for group in groups for iri in group.held}
    return tuple(
        Box(
            network.nodes[iri],
            label,
            *rectangles[iri],
            step=picked.steps.get(iri, 0),
            colours=colours[iri],
            hidden=sum(tie.other(iri) not in labels for tie in network.ties_of[iri]),
            group=group_of.get(iri, ""),
        )
        for iri, label in labels.items()
    )


def _size(kind: str, label: Label, colours: int) -> Size:
    striped = colours * STRIPE if colours > 1 else 0.0
    across, down = label.width + _PADDING[0], label.height + _PADDING[1]
    # A rectangle fits in an ellipse that is wider and higher by the square root of two.
    return (across * 1.3, down * 1.45) if kind in _ROUND else (across + striped, down)


def _colours(node: Node) -> tuple[str, ...]:
    own = (node.iri,) if node.kind == "category" else node.attributes.get("category", ())
    if node.kind not in {"category", "alliance"}:
        return ()
    named = {CATEGORIES.get(iri.rpartition("/")[2], "") for iri in own}
    return tuple(colour for colour in dict.fromkeys(CATEGORIES.values()) if colour in named)


def _places(
    picked: Chosen,
    sizes: Mapping[str, Size],
    edges: Sequence[tuple[str, str]],
    groups: Sequence[Group],
    *,
    in_order: bool,
) -> Mapping[str, Point]:
    if groups:
        held_by = [group.held for group in groups]
        titles = [title_width(group) for group in groups]
        return laid_out_in_groups(held_by, sizes, edges, least=titles, in_order=in_order)
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
