"""A sentence as a page shows it: its names lead to their pages.

The wording is made a room below, where exports have it too; here each name it holds becomes a
link. Nothing is added and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Reading, Words
from queries.sentences import Part, Told

__all__ = ["asked", "spoken"]


def spoken(reading: Reading, told: Told | None) -> tuple[Link, ...]:
    """Return the parts of a sentence in the reader's language, empty when there is none."""
    return _linked(reading, told.in_language(reading.language).parts) if told else ()


def asked(reading: Reading, told: Told) -> tuple[Link, ...]:
    """Return the same link without its status, empty where it has none."""
    return _linked(reading, told.in_language(reading.language).asked)


def _linked(reading: Reading, parts: Iterable[Part]) -> tuple[Link, ...]:
    return tuple(
        Link(Words(part.text), page_path(part.iri, reading.language) if part.iri else "")
        for part in parts
    )
