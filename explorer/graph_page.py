"""The explorer's page as one model: where to start, or a picture with its twin and its legend.

It starts from a thing, a cell of a matrix or a question, and shows nothing before somebody
has chosen: a picture of everything is a hairball that only looks like knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from explorer.graph_groups import COMPUTED, attributes_among
from explorer.graph_look import LEVELS, form_of
from explorer.graph_starts import Beginning, beginning
from explorer.graph_state import State
from explorer.graph_summary import Told, told_of
from explorer.graph_text import Twin, twin_of
from explorer.graph_typed import Unclear, said_in, unclear_names
from explorer.graph_view import View
from explorer.graph_why import Answer, why
from explorer.graph_words import colours_named, picture_title
from explorer.messages import Messages
from explorer.reading import Reading
from graph.network import SAMPLE_CAUTION, Network

__all__ = ["Page", "Taken", "explorer_page"]

_CAPS: Final = (20, 40, 80, 150, 300, 500)


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
    told: Told | None
    unclear: tuple[Unclear, ...]
    said: Mapping[str, str]
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
    said = said_in(params)
    return Page(
        state=state,
        title=picture_title(reading, messages, network, state),
        view=view,
        twin=_twin(reading, messages, network, view, params) if view else None,
        begin=None if view else beginning(reading, messages, network),
        told=told_of(reading, messages, state, view) if view else None,
        unclear=unclear_names(network, params, language),
        said=said,
        answer=why(reading, network, view, said["why"]) if view and said["why"] else None,
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
