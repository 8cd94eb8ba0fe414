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

from explorer.graph_look import LEVELS, form_of
from explorer.graph_state import GROUPINGS, State
from explorer.graph_svg import Words as PictureWords
from explorer.graph_text import Answer, Twin, kind_name, twin_of, why
from explorer.graph_view import View
from explorer.messages import Messages
from explorer.models import Link
from explorer.reading import Reading, Words
from graph.network import SAMPLE_CAUTION, Network
from ontology.iris import concept, iri_of, reference_of
from queries.catalogue import catalogue, read_question
from queries.network import nearest

__all__ = ["Cells", "Page", "Start", "explorer_page", "picture_title", "picture_words"]

_STARTS: Final = ("category", "impact", "effect", "domain")
_CATEGORIES: Final = (
    "mecenat",
    "pratiques-responsables",
    "cooperation-economique",
    "innovation-societale",
)
_CAPS: Final = (20, 40, 80, 150, 300, 500)
_ORDER: Final = ("demontre", "mesure", "observe", "percu", "affirme", "suppose", "vise")


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
class Page:
    """All the template needs; `view` and `twin` are None before a start is chosen."""

    state: State
    title: str
    view: View | None
    twin: Twin | None
    starts: tuple[Start, ...]
    cells: Cells | None
    questions: tuple[Link, ...]
    near: tuple[Link, ...]
    asked: str
    answer: Answer | None
    groupings: tuple[str, ...]
    caps: tuple[int, ...]
    fixed: tuple[tuple[str, str], ...]
    files: Mapping[str, str]
    carried: str
    printed: str
    clear_focus: str
    whole: str
    caution: str
    categories: Mapping[str, str]
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
    started = view is not None
    return Page(
        state=state,
        title=picture_title(reading, messages, network, state),
        view=view,
        twin=_twin(reading, messages, network, view, params) if view else None,
        starts=() if started else tuple(_starts(reading, messages, network)),
        cells=None if started else _cells(reading),
        questions=() if started else _questions(language),
        near=tuple(_near(reading, network, typed[:200])) if typed else (),
        asked=said or typed,
        answer=why(reading, network, view, said) if view and said else None,
        groupings=GROUPINGS,
        caps=_CAPS,
        fixed=_fixed(state),
        files={
            form: state.href(language, f"explorer.{form}")
            for form in ("png", "svg", "graphml", "gexf")
        },
        carried=state.href(language, "carte.html"),
        printed=state.href(language, "papier.zip"),
        whole=f"{state.href(language)}&all=1",
        clear_focus=state.href(language, focus="", depth=1),
        caution=SAMPLE_CAUTION.in_language(language),
        categories={slug: reading.label(concept("category", slug)).text for slug in _CATEGORIES},
        forms=_forms(view),
    )


def _twin(
    reading: Reading, messages: Messages, network: Network, view: View, params: Mapping[str, str]
) -> Twin:
    return twin_of(reading, messages, network, view, whole=params.get("all") == "1")


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


def picture_title(reading: Reading, messages: Messages, network: Network, state: State) -> str:
    """Return what a picture is called: where it starts, in the language of `reading`."""

    def name(reference: str) -> str:
        iri = iri_of(reference)
        held = network.nodes.get(iri)
        return held.label.in_language(reading.language) if held else reading.label(iri).text

    if state.path:
        return messages("explorer.title.path", one=name(state.path[0]), other=name(state.path[1]))
    if state.cell:
        return f"{name(state.cell[0])} × {name(state.cell[1])}"
    if state.question:
        return read_question(state.question).title.in_language(reading.language)
    if state.centre:
        first = messages("explorer.title.around", name=name(state.centre[0]))
        more = len(state.centre) - 1
        return first + (messages("explorer.title.more", n=more) if more else "")
    return ""


def _link(reading: Reading, network: Network, iri: str) -> Link:
    node = network.nodes[iri]
    words = Words(node.label.in_language(reading.language))
    return Link(words, State(centre=(node.reference,)).href(reading.language))


def _near(reading: Reading, network: Network, said: str) -> list[Link]:
    return [_link(reading, network, iri) for iri in nearest(network, said)]


def _starts(reading: Reading, messages: Messages, network: Network) -> list[Start]:
    found = []
    for kind in _STARTS:
        held = [iri for iri, node in network.nodes.items() if node.kind == kind]
        links = tuple(_link(reading, network, iri) for iri in held)
        if links:
            found.append(Start(kind_name(reading, messages, kind, many=True), links))
    # Those with most ties: a beginning that leads somewhere.
    for kind, most in (("alliance", 10), ("organisation", 10)):
        ranked = sorted(
            (iri for iri, node in network.nodes.items() if node.kind == kind),
            key=lambda iri: (-len(network.ties_of[iri]), iri),
        )
        links = tuple(_link(reading, network, iri) for iri in ranked[:most])
        if links:
            found.append(Start(kind_name(reading, messages, kind, many=True), links))
    return found


def _cells(reading: Reading) -> Cells | None:
    text = (files("graph") / "ties" / "matrix-cells.rq").read_text(encoding="utf-8")
    counts: dict[tuple[str, str], int] = {}
    for row, column, count in reading.store.query(text).rows:
        if isinstance(row, NamedNode) and isinstance(column, NamedNode):
            held = int(count.value) if isinstance(count, Literal) else 0
            counts[row.value, column.value] = held
    columns = sorted({column for _, column in counts})
    rows = sorted(
        {row for row, _ in counts}, key=lambda row: (row == concept("category", "_T"), row)
    )
    if not counts:
        return None
    return Cells(
        tuple(reading.label(column).text for column in columns),
        tuple(
            (
                reading.label(row).text,
                tuple(
                    (
                        counts.get((row, column), 0),
                        State(cell=(reference_of(row) or "", reference_of(column) or "")).href(
                            reading.language
                        ),
                    )
                    for column in columns
                ),
            )
            for row in rows
        ),
    )


def _questions(language: str) -> tuple[Link, ...]:
    return tuple(
        Link(Words(one.title.in_language(language)), State(question=one.name).href(language))
        for one in catalogue()
        if not one.parameters
    )


def picture_words(
    reading: Reading,
    messages: Messages,
    network: Network,
    view: View,
    *,
    version: str,
    address: str,
) -> PictureWords:
    """Return what a file of the picture says: title, legend, caution, version, address."""
    kinds = {
        kind: messages(f"explorer.line.{kind}")
        for kind in ("participation", "classification", "hierarchy", "bridge")
    }
    kinds |= {f"form.{form}": messages(f"explorer.form.{form}") for form in LEVELS}
    categories = {
        "mecenat": "mecenat",
        "pratiques": "pratiques-responsables",
        "cooperation": "cooperation-economique",
        "innovation": "innovation-societale",
    }
    order = {slug: place for place, slug in enumerate(_ORDER)}
    hidden = messages.count("explorer.hidden", view.hidden.things)
    return PictureWords(
        title=picture_title(reading, messages, network, view.state),
        language=reading.language,
        legend=messages("explorer.legend"),
        against=messages("explorer.against"),
        to_find=messages("explorer.to_find"),
        kinds=kinds,
        categories={
            colour: reading.label(concept("category", slug)).text
            for colour, slug in categories.items()
        },
        statuses=sorted(network.statuses, key=lambda one: order.get(one.slug, 9)),
        foot=(
            SAMPLE_CAUTION.in_language(reading.language),
            hidden,
            messages("explorer.file.version", version=version[:16], address=address),
        ),
    )
