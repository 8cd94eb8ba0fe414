"""The catalogue as `graph.open_graph` needs it: names in, plain rows out.

Two functions and no state; `graph.opening` finds this module by name, because a room may not
import the room above it (decision 0030).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.cells import Cell, cell
from graph.store import Store
from queries.answers import ask
from queries.catalogue import catalogue, read_question

__all__ = ["answered", "listed"]


def listed() -> Sequence[tuple[str, str, str, str]]:
    """Return name, title in French, title in English and parameters of every question."""
    return [
        (
            question.name,
            question.title.fr,
            question.title.en,
            " ".join(f"{one.name}={one.sample}" for one in question.parameters),
        )
        for question in catalogue()
    ]


def answered(
    name: str, values: Mapping[str, str], store: Store
) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
    """Return the column names and rows of one question; raise QueryError as `ask` does."""
    answer = ask(read_question(name), values, store)
    names = [column.name for column in answer.columns]
    return names, [[cell(term) for term in row] for row in answer.rows]
