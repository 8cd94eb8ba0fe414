"""The page beside a picture of the graph: its twin in sentences, and what it leaves out.

The canvas is a picture; this is what it says, in the same order, for a reader, a keyboard
and a screen reader: each thing with what can be done with it, each line as a sentence with
its status, quote and source. It also answers "why do I not see...?", because what is cut,
left out or out of reach would otherwise be read as not existing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from explorer.claims import STATUSES
from explorer.graph_state import State
from explorer.graph_view import Box, Line, View, faded
from explorer.messages import Messages
from explorer.models import Link
from explorer.models import Status as Mark
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.sentences import spoken
from graph.measures import betweenness, communities, degrees
from graph.network import Network, Status
from graph.projections import project
from graph.proof import Proof, read_proof
from graph.trails import paths
from ontology.errors import QueryError, Text
from ontology.iris import BASE, THING_TYPES, iri_of
from queries.network import find_thing, nearest
from queries.sentences.ties import tie_sentences

__all__ = [
    "TOLD",
    "Answer",
    "Counted",
    "Item",
    "Measure",
    "Source",
    "Thing",
    "Twin",
    "kind_name",
    "kind_names",
    "told_lines",
    "twin_of",
    "why",
]


# Lines and things of a picture that are put into words at first.
TOLD: Final = 120


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line was read: a quote or the case's own words, the work, heading and line."""

    link: Link
    quote: str = ""
    item: str = ""
    heading: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the picture in words; `things` are the references of its two ends."""

    id: str
    things: tuple[str, str]
    kind: str
    status: Mark | None
    sentences: tuple[tuple[Link, ...], ...]
    sources: tuple[Source, ...]
    against: int = 0
    to_find: bool = False
    faded: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """One box in words, and the addresses of what can be done with it."""

    id: str
    link: Link
    kind: str
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
class Answer:
    """Why something is not seen: the message `explorer.why.<reason>`, and what helps."""

    reason: str
    name: Link | None = None
    number: int = 0
    show: str = ""
    proposals: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Twin:
    """Everything a page says of a picture; `more_items` and `more_things` are not told yet."""

    things: tuple[Thing, ...]
    items: tuple[Item, ...]
    statuses: tuple[Counted, ...]
    others: tuple[Counted, ...]
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
    hidden = view.hidden

    def named(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        return tuple((kind_name(reading, messages, k, many=n > 1), n) for k, n in counts.items())

    return Twin(
        things=tuple(_things(reading, messages, view, named_boxes)),
        items=told_lines(reading, messages, network, told, view.state.fade),
        statuses=_statuses(reading, network, view),
        others=_others(view),
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
    """Return lines and boxes with those of the focus first, otherwise in their order."""
    away = faded(view)
    lines = sorted(view.lines, key=lambda line: line.id in away)
    return lines, sorted(view.boxes, key=lambda box: box.id in away)


def _name(reading: Reading, network: Network, iri: str) -> Link:
    label = network.nodes[iri].label if iri in network.nodes else network.names[iri]
    return Link(Words(label.in_language(reading.language)), page_path(iri, reading.language))


def _things(reading: Reading, messages: Messages, view: View, boxes: Sequence[Box]) -> list[Thing]:
    language, state = reading.language, view.state
    found = []
    for box in boxes:
        words = Words(box.node.label.in_language(language))
        found.append(
            Thing(
                box.id,
                Link(words, page_path(box.node.iri, language)),
                kind_name(reading, messages, box.node.kind),
                box.hidden,
                State(centre=(box.id,)).href(language),
                state.unfolded(box.id).href(language) if box.hidden else "",
                state.href(language, focus=box.id),
            )
        )
    return found


def _mark(reading: Reading, status: Status) -> Mark:
    words = Words(status.label.in_language(reading.language), reading.language)
    return Mark(
        status.slug, words, status.letter, status.line, page_path(status.iri, reading.language)
    )


def told_lines(
    reading: Reading,
    messages: Messages,
    network: Network,
    lines: Sequence[Line],
    fade: Sequence[str] = (),
) -> tuple[Item, ...]:
    """Return each line in words, with quotes and sources; `fade` are statuses that stand back."""
    ties = list({tie.id: tie for line in lines for tie in line.ties}.values())
    told = tie_sentences(reading.store, network, ties)
    proof = read_proof(reading.store, (iri for tie in ties for iri in tie.evidence))
    found = []
    for line in lines:
        ends = (network.nodes[line.start].reference, network.nodes[line.end].reference)
        status = line.status
        if line.kind == "bridge":
            sentences: tuple[tuple[Link, ...], ...] = (_bridge(reading, messages, network, line),)
        else:
            sentences = tuple(spoken(reading, one) for one in told[line.ties[0].id])
        found.append(
            Item(
                line.id,
                ends,
                line.kind,
                _mark(reading, status) if status else None,
                sentences,
                _sources(reading, network, line, proof),
                line.ties[0].against if status else 0,
                bool(status) and line.ties[0].to_find,
                (status.slug if status else line.kind) in fade,
            )
        )
    return tuple(found)


def _bridge(reading: Reading, messages: Messages, network: Network, line: Line) -> tuple[Link, ...]:
    shared = list(dict.fromkeys(tie.end for tie in line.ties))
    joined: list[Link] = []
    for place, iri in enumerate(shared):
        joined += [Link(Words(messages("list.comma") + " "))] if place else []
        joined.append(_name(reading, network, iri))
    return (
        _name(reading, network, line.start),
        Link(Words(messages("explorer.and"))),
        _name(reading, network, line.end),
        Link(Words(messages.count("explorer.allied", len(shared)))),
        *joined,
        Link(Words(".")),
    )


def _sources(
    reading: Reading, network: Network, line: Line, proof: Mapping[str, Proof]
) -> tuple[Source, ...]:
    found = []
    for iri in dict.fromkeys(iri for tie in line.ties for iri in tie.evidence):
        held = proof.get(iri)
        if held:
            link = _name(reading, network, held.source)
            found.append(Source(link, held.quote, held.item, held.heading, held.line))
    if not found:
        works = dict.fromkeys(iri for tie in line.ties for iri in tie.sources)
        found = [Source(_name(reading, network, iri)) for iri in works]
    return tuple(found)


def _statuses(reading: Reading, network: Network, view: View) -> tuple[Counted, ...]:
    counts = Counter(line.status.slug for line in view.lines if line.status)
    by_slug = {status.slug: status for status in network.statuses}
    return tuple(
        Counted(slug, _mark(reading, by_slug[slug]), counts[slug], slug in view.state.fade)
        for slug in STATUSES
        if slug in by_slug
    )


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
            _name(reading, network, iri), degree[iri].neighbours, _decimal(between[iri]), group[iri]
        )
        for iri in shown
    ]
    return tuple(sorted(rows, key=lambda row: (-row.neighbours, -row.betweenness)))


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 3)))


def why(reading: Reading, network: Network, view: View, said: str) -> Answer:
    """Return why what `said` names is not in the picture, or that it is."""
    language, state = reading.language, view.state
    try:
        iri = find_thing(network, said)
    except QueryError:
        near = [_offer(reading, network, state, iri) for iri in nearest(network, said)]
        return Answer("unknown", proposals=tuple(near))
    node = network.nodes[iri]
    name = _name(reading, network, iri)
    if iri in view.places:
        return Answer("shown", name, show=state.href(language, focus=node.reference))
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
