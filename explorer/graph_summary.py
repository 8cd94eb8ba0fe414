"""What a picture of a cell or of a question says before it is read: its units and its table.

A number is told with what it counts, so that a cell says the same here, in the matrix and on
paper. What a question answers beside things and links stands in its table, one link away.
"""

from __future__ import annotations

from dataclasses import dataclass

from explorer.graph_choice import crossing_of
from explorer.graph_state import State
from explorer.graph_view import View
from explorer.messages import Messages
from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Reading, Words
from queries.catalogue import read_question

__all__ = ["Told", "told_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences above a picture, and where the whole is read."""

    sentences: tuple[str, ...]
    link: Link


def told_of(reading: Reading, messages: Messages, state: State, view: View) -> Told | None:
    """Return what is said above the picture of a cell or of a question; None for any other."""
    language = reading.language
    if state.cell:
        crossing = crossing_of(reading.store, state)
        link = Link(Words(messages("explorer.told.cell")), page_path(crossing, language))
        return Told((_counted(messages, view),), link) if crossing else None
    if not state.question:
        return None
    asked = "&".join(f"{name}={value}" for name, value in state.values)
    href = f"/{language}/questions/{state.question}{'?' if asked else ''}{asked}"
    question = read_question(state.question).question.in_language(language)
    if view.lines:
        said = (question, _counted(messages, view))
    else:
        said = (question, messages.count("explorer.told.unlinked", len(view.boxes)))
    return Told(said, Link(Words(messages("explorer.told.table")), href))


def _counted(messages: Messages, view: View) -> str:
    """Return how many links with a status the picture shows, and of how many alliances."""
    links = sum(line.status is not None for line in view.lines)
    alliances = sum(box.node.kind == "alliance" for box in view.boxes)
    parts = [messages.count("explorer.told.links", links)]
    if alliances:
        parts.append(messages.count("explorer.told.alliances", alliances))
    return f"{messages('list.comma')} ".join(parts)
