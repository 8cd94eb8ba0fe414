"""Names that complete what a reader types in the search box, the best first."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Words
from queries.search import (
    SearchIndex,
    suggest,
)

__all__ = ["Suggestion", "suggestions_of"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that completes what is typed."""

    link: Link
    kind: str


def suggestions_of(index: SearchIndex, language: str, typed: str) -> tuple[Suggestion, ...]:
    """Return names that complete `typed`, the best first."""
    return tuple(
        Suggestion(
            Link(Words(hit.thing.names[language]), page_path(hit.thing.iri, language)),
            hit.thing.kind,
        )
        for hit in suggest(index, typed, language=language)
    )
