"""Crossed views (regards croisés): one question, and what each group of actors answers.

Answers stand side by side and are never averaged: bases, wordings and years differ, and each
figure keeps its own. What a group thinks is never lent to a named actor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from ontology.errors import NotHeldError, Text
from ontology.iris import concept, reference_of
from ontology.terms import AL
from queries.answers import cell
from queries.lists import LARGEST, Item, Wanted, listed, read_collection

__all__ = ["Asked", "Regard", "View", "view", "views"]

_ASKED: Final = f"""SELECT ?question ?respondent (COUNT(DISTINCT ?figure) AS ?figures)
WHERE {{
  ?figure {AL.question} ?question ; {AL.respondent} ?respondent .
}}
GROUP BY ?question ?respondent"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that several groups answered: its IRI and the number of figures by group."""

    question: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Regard:
    """One group and the figures that say what it answers."""

    respondent: str
    figures: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One question across actors; groups in the order of their IRI."""

    question: str
    regards: tuple[Regard, ...]
    queries: Mapping[str, str]


def views(store: Store) -> tuple[tuple[Asked, ...], str]:
    """Return the questions that at least two groups answered, most groups first, and the query."""
    found: dict[str, dict[str, int]] = {}
    for question, respondent, figures in store.query(_ASKED).rows:
        count = cell(figures) if isinstance(figures, Literal) else 0
        if isinstance(question, NamedNode) and isinstance(respondent, NamedNode):
            held = found.setdefault(question.value, {})
            held[respondent.value] = count if isinstance(count, int) else 0
    several = [Asked(iri, dict(sorted(by.items()))) for iri, by in found.items() if len(by) > 1]
    return tuple(sorted(several, key=lambda one: (-len(one.figures), one.question))), _ASKED


def view(slug: str, filters: Mapping[str, str], store: Store) -> View:
    """Return what each group answers to the question `slug`, narrowed as a list of figures is.

    Raise NotHeldError for a question that nobody was asked, QueryError for a wrong filter.
    """
    figures = read_collection("figures")
    iri = concept("question", slug)
    node = NamedNode(iri)
    if not store.query(f"ASK {{ ?figure {AL.question} {node} }}").truth:
        raise NotHeldError(
            Text(f"Aucun chiffre ne répond à « {slug} ».", f"No figure answers “{slug}”."),
            Text("Les questions sont à /api/views.", "The questions are at /api/views."),
        )
    wanted = Wanted({**filters, "question": reference_of(iri) or ""}, size=LARGEST)
    found = listed(figures, wanted, store)
    by: dict[str, list[Item]] = {}
    for item in found.items:
        for respondent in item.values.get("respondent", ()):
            if isinstance(respondent, NamedNode):
                by.setdefault(respondent.value, []).append(item)
    regards = tuple(Regard(respondent, tuple(items)) for respondent, items in sorted(by.items()))
    return View(iri, regards, found.queries)
