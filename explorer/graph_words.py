"""What a picture is called, and what a file of it says beside the drawing.

A picture travels alone: its title, its legend, the caution, how much it leaves out, the version
and the address go with it, in the language of whoever took it away.
"""

from __future__ import annotations

from typing import Final

from explorer.claims import STATUSES
from explorer.graph_legend import Words as PictureWords
from explorer.graph_look import LEVELS
from explorer.graph_state import State
from explorer.graph_view import View
from explorer.messages import Messages
from explorer.reading import Reading
from explorer.rendering import CATEGORIES
from graph.network import SAMPLE_CAUTION, Network
from ontology.iris import concept, iri_of
from queries.catalogue import read_question

__all__ = ["colours_named", "picture_title", "picture_words"]

# The four categories of partnership; the narrower ones share the colour of theirs.
_WIDE_CATEGORIES: Final = (
    "mecenat",
    "pratiques-responsables",
    "cooperation-economique",
    "innovation-societale",
)
# Kinds of line that have no status.
_LINES: Final = ("participation", "classification", "hierarchy", "bridge")


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
    order = {slug: place for place, slug in enumerate(STATUSES)}
    return PictureWords(
        title=picture_title(reading, messages, network, view.state),
        language=reading.language,
        legend=messages("explorer.legend"),
        against=messages("explorer.against"),
        to_find=messages("explorer.to_find"),
        kinds=_kinds(messages),
        categories=colours_named(reading, view),
        statuses=sorted(network.statuses, key=lambda one: order.get(one.slug, len(order))),
        foot=(
            SAMPLE_CAUTION.in_language(reading.language),
            messages.count("explorer.hidden", view.hidden.things),
            messages("explorer.file.version", version=version[:16], address=address),
        ),
    )


def colours_named(reading: Reading, view: View) -> dict[str, str]:
    """Return the colours a picture shows, each with the name of its category."""
    shown = {colour for box in view.boxes for colour in box.colours}
    return {
        CATEGORIES[slug]: reading.label(concept("category", slug)).text
        for slug in _WIDE_CATEGORIES
        if CATEGORIES[slug] in shown
    }


def _kinds(messages: Messages) -> dict[str, str]:
    """Return what lines without a status and forms are called."""
    return (
        {kind: messages(f"explorer.line.{kind}") for kind in _LINES}
        | {f"form.{form}": messages(f"explorer.form.{form}") for form in LEVELS}
        | {"stripes": messages("explorer.stripes")}
    )
