"""The record without a contribution: the files as they were, and the identifiers that go with it.

An identifier that was published is never used again, so what an undoing takes away is retired in
the journal of identifiers, with the reason that was given.
"""

from __future__ import annotations

from loaders.contributions import Contribution
from loaders.directory import entry_of
from loaders.faults import refusal
from loaders.history_records import HistoryEvent, HistoryFile, RetiredThing
from loaders.mapping import record_quads
from loaders.records import KINDS
from loaders.recordset import Entry, RecordSet
from loaders.rewriting import plain
from loaders.successors import gone
from loaders.writing import canonical_yaml
from ontology.vocabulary import Vocabulary

__all__ = ["restored", "retiring"]


def restored(record: RecordSet, one: Contribution) -> tuple[Entry, ...]:
    """Return the entries of the record as they were before a contribution was accepted."""
    entries = {entry.path: entry for entry in record.entries if entry.path not in one.before}
    for path, text in one.before.items():
        folder, _, name = path.partition("/")
        # What is no record, as a coding, is given back as it was.
        if text is not None and folder in KINDS:
            entry, faults = entry_of(text.encode(), folder, name, path)
            if entry is None:
                raise refusal(faults)
            entries[path] = entry
    return tuple(entries[path] for path in sorted(entries))


def retiring(
    record: RecordSet, result: RecordSet, vocabulary: Vocabulary, *, when: str, because: str
) -> str:
    """Return the journal of identifiers with those that go, "" if none does."""
    lost = gone(record_quads(record, vocabulary), record_quads(result, vocabulary), {})
    if not lost:
        return ""
    # What people know it by comes first; the others were named after it.
    order = sorted(lost, key=lambda each: (not each.startswith(("case/", "organisation/")), each))
    event = HistoryEvent(
        event="retracted",
        date=when[:10],
        because=because,
        things=tuple(
            RetiredThing(was=each, name=lost[each][0], now=lost[each][1]) for each in order
        ),
    )
    return canonical_yaml(plain(HistoryFile(history=(*record.history.history, event))))
