"""The page beside a picture of the graph: its twin in sentences, and what it leaves out.

The canvas is a picture; this is what it says, in the same order, for a reader, a keyboard
and a screen reader: each thing with what can be done with it, each line as a sentence with
its status, quote and source, and how much is cut, left out or out of reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from explorer.claims import STATUSES, status_named
from explorer.graph_lines import Line
from explorer.graph_state import State
from explorer.graph_told import Item, name_of, told_lines
from explorer.graph_view import Box, View, faded
from explorer.messages import Messages
from explorer.models import Link
from explorer.models import Status as Mark
from explorer.paths import page_path
from explorer.reading import Reading, Words
from graph.measures import betweenness, communities, degrees
from graph.network import Network
from graph.projections import project
from ontology.errors import Text
from ontology.iris import BASE, THING_TYPES
from queries.sentences.words import lowered

__all__ = [
    "TOLD",
    "Counted",
    "Measure",
    "Thing",
    "Twin",
    "kind_name",
    "kind_names",
    "twin_of",
]


# Lines and things of a picture that are put into words at first.
TOLD: Final = 120
# Statuses that stand for a proof or a measure; a picture without either says so.
_PROVEN: Final = ("demontre", "mesure")


@dataclass(frozen=True, slots=True)
class Thing:
    """One box in words, and the addresses of what can be done with it."""

    id: str
    link: Link
    kind: str
    categories: tuple[Link, ...]
    hidden: int
    centre: str
    unfold: str
    focus: str


@dataclass(frozen=True, slots=True)
class Counted:
    """An entry of the legend: how many lines of the picture have it."""

    slug: str
    mark: Mark | None
    count: int
    faded: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """An actor's measures in the whole network of actors; betweenness is 0 to 1."""

    link: Link
    neighbours: int
    betweenness: Decimal
    community: int


@dataclass(frozen=True, slots=True)
class Twin:
    """Everything a page says of a picture; `more_items` and `more_things` are not told yet."""

    things: tuple[Thing, ...]
    items: tuple[Item, ...]
    statuses: tuple[Counted, ...]
    others: tuple[Counted, ...]
    here: tuple[str, ...]
    kinds: tuple[tuple[str, str, bool], ...]
    cut: tuple[tuple[str, int], ...]
    left: tuple[tuple[str, int], ...]
    measures: tuple[Measure, ...]
    more_items: int = 0
    more_things: int = 0


def kind_name(reading: Reading, messages: Messages, kind: str, *, many: bool = False) -> str:
    """Return what a kind of node is called: a type of thing, a described group, a scheme."""
    if kind == "participation":
        return messages("explorer.groups" if many else "explorer.group")
    if kind in THING_TYPES:
        return messages(f"kind.{kind}.{'many' if many else 'one'}")
    return reading.label(f"{BASE}scheme/{kind}").text


def _counted_as(reading: Reading, messages: Messages, kind: str, count: int) -> str:
    """Return what `count` nodes of a kind are called in a sentence: "axe", not "Axes"."""
    if count == 1 and messages.has(f"explorer.one.{kind}"):
        return messages(f"explorer.one.{kind}")
    return lowered(kind_name(reading, messages, kind, many=count > 1))


def kind_names(reading: Reading, messages: Messages, network: Network) -> Mapping[str, Text]:
    """Return what every kind of node is called, in the language of `reading`, twice."""
    kinds = {node.kind for node in network.nodes.values()}
    named = {kind: kind_name(reading, messages, kind, many=True) for kind in kinds}
    return {kind: Text(name, name) for kind, name in named.items()}


def twin_of(
    reading: Reading, messages: Messages, network: Network, view: View, *, whole: bool = False
) -> Twin:
    """Return the words of a picture, in the language of `reading`.

    What is near the focus comes first. Without `whole`, at most TOLD lines and things are put
    into words: nobody reads two thousand sentences, and everybody waits for them.
    """
    lines, boxes = _nearest_first(view)
    told, named_boxes = (lines, boxes) if whole else (lines[:TOLD], boxes[:TOLD])
    kinds = sorted({box.node.kind for box in view.boxes} | {*view.state.hide})
    hidden, statuses = view.hidden, _statuses(reading, network, view)

    def named(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        return tuple((_counted_as(reading, messages, k, n), n) for k, n in counts.items())

    return Twin(
        things=tuple(_things(reading, messages, network, view, named_boxes)),
        items=told_lines(reading, messages, network, told, view.state.fade),
        statuses=statuses,
        others=_others(view),
        here=_here(messages, view, statuses),
        kinds=tuple(
            (kind, kind_name(reading, messages, kind, many=True), kind in view.state.hide)
            for kind in kinds
        ),
        cut=named(hidden.by_cap),
        left=named(hidden.by_kind),
        measures=_measures(reading, network, view),
        more_items=len(lines) - len(told),
        more_things=len(boxes) - len(named_boxes),
    )


def _nearest_first(view: View) -> tuple[Sequence[Line], Sequence[Box]]:
    """Return lines and boxes, those of the focus first, and of lines those with a status."""
    away = faded(view)
    lines = sorted(view.lines, key=lambda line: (line.id in away, line.status is None))
    return lines, sorted(view.boxes, key=lambda box: box.id in away)


def _things(
    reading: Reading, messages: Messages, network: Network, view: View, boxes: Sequence[Box]
) -> list[Thing]:
    language, state = reading.language, view.state
    found = []
    for box in boxes:
        words = Words(box.node.label.in_language(language))
        found.append(
            Thing(
                box.id,
                Link(words, page_path(box.node.iri, language)),
                kind_name(reading, messages, box.node.kind),
                tuple(
                    name_of(reading, network, iri)
                    for iri in box.node.attributes.get("category", ())
                    if iri in network.nodes
                ),
                box.hidden,
                State(centre=(box.id,)).href(language),
                state.unfolded(box.id).href(language) if box.hidden else "",
                state.href(language, focus=box.id),
            )
        )
    return found


def _statuses(reading: Reading, network: Network, view: View) -> tuple[Counted, ...]:
    counts = Counter(line.status.slug for line in view.lines if line.status)
    by_slug = {status.slug: status for status in network.statuses}
    return tuple(
        Counted(
            slug, status_named(reading, by_slug[slug].iri), counts[slug], slug in view.state.fade
        )
        for slug in STATUSES
        if slug in by_slug
    )


def _here(messages: Messages, view: View, statuses: Sequence[Counted]) -> tuple[str, ...]:
    """Return what a picture holds as sentences: what is proven always, the rest where it is."""
    if not view.lines:
        return (messages("explorer.twin.empty"),)
    proven = [one for one in statuses if one.slug in _PROVEN]
    told = [one for one in statuses if one.count or one in proven]
    unstated = sum(line.status is None for line in view.lines)
    counts = [messages.count(f"explorer.here.{one.slug}", one.count) for one in told]
    counts += [messages.count("explorer.here.none", unstated)] if unstated else []
    said = messages("explorer.here", counts=(messages("list.comma") + " ").join(counts))
    unproven = not any(one.count for one in proven)
    return (said, messages("explorer.here.unproven")) if unproven else (said,)


def _others(view: View) -> tuple[Counted, ...]:
    counts = Counter(line.kind for line in view.lines if line.status is None)
    return tuple(
        Counted(kind, None, count, kind in view.state.fade)
        for kind, count in sorted(counts.items())
    )


def _measures(reading: Reading, network: Network, view: View) -> tuple[Measure, ...]:
    actors = project(network, "actors")
    shown = [box.node.iri for box in view.boxes if box.node.iri in actors.graph]
    if not shown:
        return ()
    degree, between = degrees(actors), betweenness(actors)
    group = communities(actors).of()
    rows = [
        Measure(
            name_of(reading, network, iri),
            degree[iri].neighbours,
            _decimal(between[iri]),
            group[iri],
        )
        for iri in shown
    ]
    return tuple(sorted(rows, key=lambda row: (-row.neighbours, -row.betweenness)))


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 3)))
