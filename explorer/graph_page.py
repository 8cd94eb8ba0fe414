"""The explorer's page as one model: where to start, or a picture with its twin and its legend.

It starts from a thing, a cell of a matrix or a question, and shows nothing before somebody
has chosen: a picture of everything is a hairball that only looks like knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.graph_groups import COMPUTED, attributes_among
from explorer.graph_look import LEVELS, form_of
from explorer.graph_state import State
from explorer.graph_text import Twin, kind_name, twin_of
from explorer.graph_view import View
from explorer.graph_why import Answer, why
from explorer.graph_words import colours_named, picture_title
from explorer.messages import Messages
from explorer.models import Link
from explorer.reading import Reading, Words
from graph.network import SAMPLE_CAUTION, Network
from ontology.iris import concept, reference_of
from queries.catalogue import catalogue
from queries.network import nearest

__all__ = ["Beginning", "Cells", "Page", "Start", "Taken", "explorer_page", "starting_things"]

_STARTS: Final = ("category", "impact", "effect", "domain")
_RANKED: Final = ("alliance", "organisation")
_MOST_RANKED: Final = 10
_CAPS: Final = (20, 40, 80, 150, 300, 500)


@dataclass(frozen=True, slots=True)
class Start:
    """A list of things to start from, under the name of their kind."""

    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A matrix to start from: columns, then rows of (name, cells as count and address)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a picture may start from, when none is chosen yet."""

    starts: tuple[Start, ...]
    cells: Cells | None
    questions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """Addresses of the picture as files: drawings and networks by form, the map, the paper."""

    forms: Mapping[str, str]
    map: str
    paper: str


@dataclass(frozen=True, slots=True)
class Page:
    """All the template needs: `begin` before a start is chosen, `view` and `twin` after."""

    state: State
    title: str
    view: View | None
    twin: Twin | None
    begin: Beginning | None
    near: tuple[Link, ...]
    asked: str
    answer: Answer | None
    groupings: Mapping[str, str]
    caps: tuple[int, ...]
    fixed: tuple[tuple[str, str], ...]
    taken: Taken
    clear_focus: str
    home: str
    whole: str
    caution: str
    colours: Mapping[str, str]
    forms: tuple[str, ...]


def explorer_page(
    reading: Reading,
    messages: Messages,
    network: Network,
    state: State,
    *,
    view: View | None,
    params: Mapping[str, str],
) -> Page:
    """Return the page of `state`; `params` also hold what was typed (`q`, `from`, `why`)."""
    language = reading.language
    said = (params.get("why") or "")[:200]
    typed = params.get("q") or params.get("to") or params.get("from") or ""
    return Page(
        state=state,
        title=picture_title(reading, messages, network, state),
        view=view,
        twin=_twin(reading, messages, network, view, params) if view else None,
        begin=None if view else _beginning(reading, messages, network),
        near=tuple(_near(reading, network, typed[:200])) if typed else (),
        asked=said or typed,
        answer=why(reading, network, view, said) if view and said else None,
        groupings=_groupings(messages, network, view) if view else {},
        caps=_CAPS,
        fixed=_fixed(state),
        taken=_taken(state, language),
        home=state.begun.href(language),
        whole=f"{state.href(language)}&all=1",
        clear_focus=state.href(language, focus="", depth=1),
        caution=SAMPLE_CAUTION.in_language(language),
        colours=colours_named(reading, view) if view else {},
        forms=_forms(view),
    )


def _beginning(reading: Reading, messages: Messages, network: Network) -> Beginning:
    starts = tuple(_starts(reading, messages, network))
    return Beginning(starts, _cells(reading), _questions(reading.language))


def _taken(state: State, language: str) -> Taken:
    forms = ("png", "svg", "graphml", "gexf")
    return Taken(
        forms={form: state.href(language, f"explorer.{form}") for form in forms},
        map=state.href(language, "carte.html"),
        paper=state.href(language, "papier.pdf"),
    )


def _twin(
    reading: Reading, messages: Messages, network: Network, view: View, params: Mapping[str, str]
) -> Twin:
    return twin_of(reading, messages, network, view, whole=params.get("all") == "1")


def _groupings(messages: Messages, network: Network, view: View) -> Mapping[str, str]:
    """Return what the things shown can be grouped by, in words, by name; the chosen one too."""
    found = dict.fromkeys(COMPUTED)
    shared = attributes_among(network, (box.node.iri for box in view.boxes))
    found |= dict.fromkeys([*shared, *filter(None, [view.state.by])])
    return {name: _attribute(messages, network, name) for name in found}


def _attribute(messages: Messages, network: Network, name: str) -> str:
    key = f"explorer.by.{name}"
    if messages.has(key):
        return messages(key)
    return network.attributes[name].in_language(messages.language)


def _forms(view: View | None) -> tuple[str, ...]:
    shown = {form_of(box.node.kind) for box in view.boxes} if view else set()
    return tuple(form for form in LEVELS if form in shown)


def _fixed(state: State) -> tuple[tuple[str, str], ...]:
    """Return what a form must send along: the start, what was unfolded, the pins."""
    lists = {"centre": state.centre, "cell": state.cell, "path": state.path, "add": state.add}
    found = [(name, ",".join(value)) for name, value in lists.items() if value]
    if state.question:
        found.append(("question", state.question))
    found += [(f"v.{name}", value) for name, value in state.values]
    if state.pins:
        found.append(("pin", ",".join(f"{ref}:{x}:{y}" for ref, x, y in state.pins)))
    return tuple(found)


def _link(reading: Reading, network: Network, iri: str) -> Link:
    node = network.nodes[iri]
    words = Words(node.label.in_language(reading.language))
    return Link(words, State(centre=(node.reference,)).href(reading.language))


def _near(reading: Reading, network: Network, said: str) -> list[Link]:
    return [_link(reading, network, iri) for iri in nearest(network, said)]


def _starts(reading: Reading, messages: Messages, network: Network) -> list[Start]:
    return [
        Start(
            kind_name(reading, messages, kind, many=True),
            tuple(_link(reading, network, iri) for iri in held),
        )
        for kind, held in starting_things(network).items()
        if held
    ]


def starting_things(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return the things (IRIs) that the explorer offers to start from, by kind.

    Notions all; of alliances and organisations those with most ties, a beginning that leads
    somewhere.
    """
    held: dict[str, list[str]] = {kind: [] for kind in (*_STARTS, *_RANKED)}
    for iri, node in network.nodes.items():
        if node.kind in held:
            held[node.kind].append(iri)
    for kind in _RANKED:
        held[kind].sort(key=lambda iri: (-len(network.ties_of[iri]), iri))
        del held[kind][_MOST_RANKED:]
    return {kind: tuple(found) for kind, found in held.items()}


def _cells(reading: Reading) -> Cells | None:
    text = (files("graph") / "ties" / "matrix-cells.rq").read_text(encoding="utf-8")
    counts: dict[tuple[str, str], int] = {}
    for row, column, count in reading.store.query(text).rows:
        if isinstance(row, NamedNode) and isinstance(column, NamedNode):
            held = int(count.value) if isinstance(count, Literal) else 0
            counts[row.value, column.value] = held
    if not counts:
        return None
    columns = sorted({column for _, column in counts})
    rows = sorted(
        {row for row, _ in counts}, key=lambda row: (row == concept("category", "_T"), row)
    )
    return Cells(
        tuple(reading.label(column).text for column in columns),
        tuple(
            (
                reading.label(row).text,
                tuple(
                    (counts.get((row, column), 0), _cell_href(reading, row, column))
                    for column in columns
                ),
            )
            for row in rows
        ),
    )


def _cell_href(reading: Reading, row: str, column: str) -> str:
    cell = (reference_of(row) or "", reference_of(column) or "")
    return State(cell=cell).href(reading.language)


def _questions(language: str) -> tuple[Link, ...]:
    return tuple(
        Link(Words(one.title.in_language(language)), State(question=one.name).href(language))
        for one in catalogue()
        if not one.parameters
    )
