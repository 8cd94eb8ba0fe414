"""The queue of sentences still to be found, a page of items at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from explorer.contributing import SENTENCES
from explorer.queue_pages import Part, part_of
from loaders.coding.quotes import waiting
from loaders.records import CaseItem, CaseRecord
from loaders.recordset import RecordSet
from ontology.vocabulary import Vocabulary

__all__ = ["Asked", "Line", "Queue", "queue_page"]

_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """The number of a page as it was asked for, or the item it must hold; what waits already."""

    place: str
    item: str
    proposed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its words, what it is said to be, its case, the pages where it may stand.

    `proposed` tells that somebody's answer waits for a reviewer.
    """

    item: str
    text: str
    about: str
    case: str
    href: str
    sources: tuple[str, ...]
    proposed: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue: its lines, and which part of the whole they are."""

    lines: tuple[Line, ...]
    part: Part


def queue_page(record: RecordSet, vocabulary: Vocabulary, asked: Asked, language: str) -> Queue:
    """Return the page that was asked for, the nearest one where there is none."""
    held = list(waiting(record))
    at = next((place for place, (_, item) in enumerate(held) if item.id == asked.item), None)
    part = part_of(len(held), _SHOWN, asked.place, at, f"/{language}{SENTENCES}?p=")
    shown = held[part.start : part.end]
    lines = tuple(_line(case, item, vocabulary, asked, language) for case, item in shown)
    return Queue(lines, part)


def _line(
    case: CaseRecord, item: CaseItem, vocabulary: Vocabulary, asked: Asked, language: str
) -> Line:
    scheme, _, slug = item.object.partition("/")
    concept = vocabulary.concept(scheme, slug) if scheme in {"impact", "effect"} else None
    about = (concept.en if language == "en" else concept.fr) if concept else item.object
    source = case.source
    pages = (*((source.url,) if source.url else ()), *source.others)
    href = f"/{language}/case/{case.case}"
    return Line(item.id, item.text, about, case.name, href, pages, item.id in asked.proposed)
