"""What accepting something would change in the graph, in the sentences of Nouveautés.

Two small graphs are made in memory, of the record as it is and as it would be: the files that
change, those that tell of the same alliances, and whatever names what they speak of. Rules are
run over both, so that statuses and contradictions of these alliances are those a build would
find; what happens elsewhere in the graph is found by the build itself.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from loaders.loading import Plan
from loaders.mapping import part_quads
from loaders.records import CaseRecord
from loaders.recordset import RecordSet
from ontology.vocabulary import Vocabulary, ontology_quads
from queries.changes import Change, changes

__all__ = ["preview"]

# Folders whose records only name things, and are few and small.
_NAMES = ("organisations/", "people/")


def preview(plan: Plan, vocabulary: Vocabulary) -> tuple[Change, ...]:
    """Return every kind of change that writing the plan makes, each with its items."""
    if plan.before is None or plan.after is None:
        return ()
    touched = {*plan.difference.added, *(each.path for each in plan.difference.changed)}
    alliances = {
        entry.record.alliance
        for record in (plan.before, plan.after)
        for entry in record.entries
        if entry.path in touched and isinstance(entry.record, CaseRecord)
    }
    with (
        closing(_store(plan.before, vocabulary, touched, alliances)) as old,
        closing(_store(plan.after, vocabulary, touched, alliances)) as new,
    ):
        return changes(old, new)


def _store(
    record: RecordSet, vocabulary: Vocabulary, touched: Collection[str], alliances: Collection[str]
) -> EmbeddedStore:
    paths = {
        entry.path
        for entry in record.entries
        if entry.path in touched
        or entry.path.startswith(_NAMES)
        or (isinstance(entry.record, CaseRecord) and entry.record.alliance in alliances)
    }
    store = EmbeddedStore.in_memory(in_default_graph(ontology_quads()))
    store.extend(in_default_graph(part_quads(record, vocabulary, paths)))
    derive(store, read_rules())
    return store
