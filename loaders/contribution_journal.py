"""The journal `contributions.yaml`: who gave what to the record, when, from what, who decided.

One entry for each contribution that was accepted or undone, oldest first, written in the same
step as the files it speaks of. It is part of the record and kept with it for ever; nothing of a
contribution that was refused or withdrawn is in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from loaders.contributions import Contribution, Kind
from loaders.directory import first_bytes
from loaders.record_words import Base, Line, Slug
from loaders.rewriting import plain
from loaders.shapes import required_shape
from loaders.writing import canonical_yaml
from loaders.yaml_form import MAX_BYTES, read_yaml

__all__ = ["JOURNAL", "JournalEntry", "journal_with", "read_journal"]

JOURNAL: Final = "contributions.yaml"


class JournalEntry(Base):
    """One decision: days and times are ISO, in UTC; `source` is what the sender called it."""

    contribution: Slug
    event: Literal["accepted", "undone"]
    kind: Kind
    by: Line
    sent: Line
    decided_by: Line
    decided: Line
    source: Line
    sha256: Line
    records: tuple[Line, ...]
    because: Line | None = None


class _Journal(Base):
    contributions: tuple[JournalEntry, ...] = ()


def read_journal(root: Path) -> tuple[JournalEntry, ...]:
    """Return the entries, oldest first; raise RecordError if the file is none of ours."""
    path = root / JOURNAL
    if not path.is_file():
        return ()
    content, lines = read_yaml(first_bytes(path, MAX_BYTES + 1), JOURNAL)
    return required_shape(content, lines, _Journal, JOURNAL).contributions


def journal_with(
    root: Path,
    contribution: Contribution,
    event: Literal["accepted", "undone"],
    who: str,
    when: str,
    *,
    records: tuple[str, ...],
    because: str = "",
) -> str:
    """Return the text of the journal with one more decision."""
    entry = JournalEntry(
        contribution=contribution.id,
        event=event,
        kind=contribution.kind,
        by=contribution.by,
        sent=contribution.sent,
        decided_by=who,
        decided=when,
        source=contribution.name,
        sha256=contribution.sha256,
        records=records,
        because=because or None,
    )
    return canonical_yaml(plain(_Journal(contributions=(*read_journal(root), entry))))
