"""A sentence as a page shows it: its names lead to their pages.

The wording is made a room below, where exports have it too; here each name it holds becomes a
link. Nothing is added and nothing is left out.
"""

from __future__ import annotations

from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Reading, Words
from queries.sentences import Told

__all__ = ["spoken"]


def spoken(reading: Reading, told: Told | None) -> tuple[Link, ...]:
    """Return the parts of a sentence in the reader's language, empty when there is none."""
    if told is None:
        return ()
    return tuple(
        Link(Words(part.text), page_path(part.iri, reading.language) if part.iri else "")
        for part in told.in_language(reading.language).parts
    )
