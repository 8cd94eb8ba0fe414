"""A part of the record that stands on its own, for a release that holds no more.

What is left out is left out whole: a web case with its items, an organisation that nothing
kept speaks of, an explanation of a contradiction whose sides are gone. Nothing is rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from loaders.directory import Entry, RecordSet
from loaders.records import CaseRecord

__all__ = ["SELECTIONS", "documents_only", "without_explanations_but"]

# What a release may hold, by the name its entry in CHANGES.yaml gives it.
SELECTIONS: Final = ("all", "documents")

_OF_DOCUMENTS: Final = frozenset(
    {"documents", "studies", "events", "resources", "people", "discrepancies"}
)


def documents_only(records: RecordSet) -> RecordSet:
    """Return the documents and what they speak of, without the reference files.

    Kept are documents, studies, events, resources, people, the cases read in a document, and
    the organisations that any of these names. Web cases, indicators, logged searches and
    described groups are not.
    """
    kept = [entry for entry in records.entries if _of_documents(entry)]
    said = {text for entry in kept for text in _texts(entry.record.model_dump(mode="json"))}
    organisations = [
        entry
        for entry in records.entries
        if entry.folder == "organisations" and _names(entry.slug) & said
    ]
    entries = sorted([*kept, *organisations], key=lambda entry: entry.path)
    return replace(records, entries=tuple(entries), groups=())


def without_explanations_but(records: RecordSet, found: frozenset[str]) -> RecordSet:
    """Return the record with the explanations of the contradictions in `found` (slugs) only."""
    return replace(
        records,
        entries=tuple(
            entry
            for entry in records.entries
            if entry.folder != "discrepancies" or entry.slug in found
        ),
    )


def _of_documents(entry: Entry) -> bool:
    if isinstance(entry.record, CaseRecord):
        return entry.record.source.document is not None
    return entry.folder in _OF_DOCUMENTS


def _names(slug: str) -> set[str]:
    return {slug, f"organisation/{slug}"}


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a record, however deep: a name it uses is among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
