"""Filters of a list that any value of a column may narrow, and the addresses of its pages.

For lists that are read whole and counted here; those that the index of words counts have
`explorer.filters`. Also how rows of an answer are read by the names of their columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from explorer.reading import Reading, Words
from ontology.iris import concept
from queries.answers import Answer, Node, cell

__all__ = ["Facet", "facets_of", "iri_text", "named_rows", "paged", "whole"]


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter: its words, how many it keeps, where it leads, if it is chosen."""

    words: Words
    number: int
    href: str
    current: bool


def facets_of(
    reading: Reading,
    base: str,
    at: Mapping[str, str],
    counted: Counter[str],
    *,
    name: str,
    scheme: str,
) -> tuple[Facet, ...]:
    """Return the values of one filter `name`, concepts of `scheme`, most frequent first.

    `at` holds what is chosen now, by filter; choosing the current value takes it away.
    """
    iris = {slug: concept(scheme, slug) for slug in counted}
    reading.name_all(iris.values())
    return tuple(
        Facet(
            words=reading.label(iris[slug]),
            number=number,
            href=paged(base, {**at, name: "" if at[name] == slug else slug}, 1),
            current=at[name] == slug,
        )
        for slug, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def paged(base: str, at: Mapping[str, str], page: int) -> str:
    """Return the address of a page of the list `base`, with the filters `at` that are not empty."""
    asked = {name: value for name, value in at.items() if value}
    if page > 1:
        asked["page"] = str(page)
    return f"{base}?{urlencode(asked)}" if asked else base


def named_rows(answer: Answer) -> list[dict[str, Node | None]]:
    """Return the rows of an answer, each a value by the name of its column."""
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def iri_text(term: object) -> str:
    """Return an IRI as text, "" for anything else."""
    return term.value if isinstance(term, NamedNode) else ""


def whole(term: Node | None) -> int:
    """Return a whole number, 0 for anything else."""
    value = cell(term)
    return value if isinstance(value, int) else 0
