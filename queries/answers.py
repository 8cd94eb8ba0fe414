"""A question asked of a store, and what came back.

An answer keeps RDF terms as the store gave them, because a page links what a spreadsheet
only prints; `cell` makes a plain value of a term. Nothing here formats for a screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.cells import Cell, cell
from graph.store import Store
from ontology.iris import reference_of
from queries.binding import Term, bind
from queries.catalogue import Column, Question
from queries.parameters import resolve

__all__ = ["Answer", "Cell", "Node", "ask", "cell", "reading"]

Node = NamedNode | Literal | BlankNode | Triple


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one question; `values` are the terms its parameters were bound to."""

    question: Question
    values: Mapping[str, Term]
    rows: tuple[tuple[Node | None, ...], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the cells of each row."""
        return self.question.columns


def ask(question: Question, values: Mapping[str, str], store: Store) -> Answer:
    """Answer `question` with `values` as a person wrote them (slug, reference, IRI, name).

    Raise QueryError for a value that is missing, unknown or ambiguous.
    """
    terms = resolve(question, values, store)
    rows = store.query(bind(question, terms)).rows
    return Answer(question, terms, tuple(tuple(row) for row in rows))


def reading(term: Node | None, language: str) -> str:
    """Return `term` for a person's eyes: a short reference, a number, "oui"/"yes", or text."""
    value = cell(term)
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"fr": ("non", "oui")}.get(language, ("no", "yes"))[value]
    if isinstance(value, Decimal):
        plain = f"{value.normalize():f}"
        return plain.replace(".", ",") if language == "fr" else plain
    if isinstance(term, NamedNode):
        return reference_of(term.value) or term.value
    return str(value)
