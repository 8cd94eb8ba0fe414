"""Renaming, merging and retracting what the record holds, with nothing lost on the way.

An identifier that was published is never simply deleted: the journal keeps it with the day,
the reason and what it became, every place of the record that names it is changed with it, and
what was named after it (participations, links, evidence) is followed too. A change that would
leave the record unsound is refused with every place to mend: something still cites what is
retracted, two merged names were decided to be different, the new slug has been used before.
Nothing is written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from pyoxigraph import NamedNode

from loaders.audit import audit, owned
from loaders.change_checks import check_merge, check_new_name, holder, names_of
from loaders.change_faults import CITED
from loaders.difference import difference
from loaders.directory import read_directory
from loaders.faults import Spot, refusal
from loaders.history import HISTORY, history_findings
from loaders.history_records import HistoryEvent, HistoryFile, RetiredThing
from loaders.imports import FOLDER as IMPORTS
from loaders.imports import canonical_quads, repointed_quads
from loaders.loading import Plan
from loaders.mapping import record_quads
from loaders.records import Base, OrganisationRecord
from loaders.recordset import Entry, RecordSet, identifier_of
from loaders.rewriting import plain, renamed, repointed, without
from loaders.successors import Gone, gone
from loaders.writing import canonical, canonical_yaml
from ontology.errors import Finding
from ontology.iris import iri_of, reference_of
from ontology.vocabulary import Vocabulary, fold

__all__ = ["Change", "plan_change", "plan_changes"]

# What an organisation may lack and its double know.
_FILLED: Final = ("identifiers", "website", "source_url", "document")


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked: `was` (`type/slug`), and `now` when it is renamed or merged."""

    event: Literal["renamed", "merged", "retracted"]
    was: str
    now: str | None
    date: str
    because: str
    language: Literal["fr", "en"] = "fr"


def plan_change(root: Path, vocabulary: Vocabulary, change: Change) -> Plan:
    """Return what the change would write; raise RecordError with every reason against it."""
    record = read_directory(root, vocabulary)
    return plan_changes(record, record, vocabulary, [change])


def plan_changes(
    record: RecordSet, result: RecordSet, vocabulary: Vocabulary, changes: Sequence[Change]
) -> Plan:
    """Return the plan of `result` with all `changes` made one after the other; `record` is before.

    All or nothing: raise RecordError with every reason against the first that cannot be.
    """
    faults = audit(result.entries, vocabulary)
    if faults:
        raise refusal(faults)
    for change in changes:
        result = _changed(result, vocabulary, change)
    return _planned(record, result)


def _changed(record: RecordSet, vocabulary: Vocabulary, change: Change) -> RecordSet:
    """Return the record after one change, its journal included."""
    entry = holder(record, change.was)
    if change.event == "merged":
        check_merge(record, entry, change.was, str(change.now))
    elif change.event == "renamed":
        check_new_name(record, change.was, str(change.now))
    result = _with_imports(record, _after(record, entry, change), change)
    faults = [*audit(result.entries, vocabulary), *_lost_in_imports(record, result)]
    if faults:
        raise refusal([_in_the_way(fault, change) for fault in faults])
    followed = _followed(record, result, vocabulary, change)
    history = HistoryFile(history=(*record.history.history, _event(change, followed)))
    refused = list(history_findings(history, result.entries))
    if refused:
        raise refusal(refused)
    return replace(result, history=history)


def _after(record: RecordSet, entry: Entry, change: Change) -> tuple[Entry, ...]:
    """Return the entries as they would be, sorted by path."""
    own = identifier_of(entry.record) == change.was.partition("/")[2] and any(
        f"{kind}/{slug}" == change.was and len(location) == 1 and location != ("alliance",)
        for kind, slug, location in owned(entry)
    )
    entries = {each.path: each for each in record.entries}
    if change.event == "retracted":
        if own:
            del entries[entry.path]
        else:
            entries[entry.path] = _with(entry, without(entry, change.was))
    elif change.event == "merged":
        del entries[entry.path]
        target = holder(record, str(change.now))
        entries[target.path] = _with(target, _joined(target.record, entry.record))
    else:
        # An alliance may be told by several cases.
        for each in record.entries:
            if any(f"{kind}/{slug}" == change.was for kind, slug, _ in owned(each)):
                entries[each.path] = _with(each, renamed(each, change.was, str(change.now)))
        if own:
            moved = entries.pop(entry.path)
            slug = identifier_of(moved.record)
            path = f"{entry.folder}/{slug}.yaml"
            entries[path] = replace(moved, slug=slug, path=path)
    if change.now is not None:
        for path, each in entries.items():
            entries[path] = _with(each, repointed(each.record, change.was, change.now))
    return tuple(entries[path] for path in sorted(entries))


def _with_imports(record: RecordSet, after: tuple[Entry, ...], change: Change) -> RecordSet:
    """Return the record with entries `after`, and what imports say changed along."""
    entries = {entry.path: entry for entry in after}
    imported = {
        name: quads
        for name, quads in record.imported.items()
        if f"{IMPORTS}/{name}.yaml" in entries
    }
    for name, quads in imported.items() if change.now else ():
        changed = repointed_quads(quads, iri_of(change.was), iri_of(str(change.now)))
        if changed is not quads:
            imported[name] = changed
            path = f"{IMPORTS}/{name}.yaml"
            digest = hashlib.sha256(canonical_quads(changed).encode()).hexdigest()
            new = entries[path].record.model_copy(update={"sha256": digest})
            entries[path] = _with(entries[path], new)
    kept = tuple(entries[path] for path in sorted(entries))
    return replace(record, entries=kept, imported=imported)


def _lost_in_imports(before: RecordSet, after: RecordSet) -> Iterator[Finding]:
    """Yield a fault for each thing that an import cites and that would be gone."""
    held = _references(after)
    for name, quads in after.imported.items():
        cited = {
            reference_of(term.value)
            for quad in quads
            for term in (quad.subject, quad.object)
            if isinstance(term, NamedNode)
        }
        for reference in sorted((_references(before) - held) & {each or "" for each in cited}):
            spot = Spot(f"{IMPORTS}/{name}.nq")
            yield spot.fault("reference-unknown", *CITED, reference)


def _references(record: RecordSet) -> set[str]:
    return {f"{kind}/{slug}" for entry in record.entries for kind, slug, _ in owned(entry)}


def _with(entry: Entry, record: Base) -> Entry:
    # Lines are those of the file as it is: they still say where to look.
    return entry if record is entry.record else replace(entry, record=record)


def _joined(target: Base, other: Base) -> Base:
    """Return `target` knowing the names of `other`, and what only `other` knew."""
    known = {fold(name) for name in names_of(target)}
    aliases = [*getattr(target, "aliases", ())]
    for name in names_of(other):
        if fold(name) not in known:
            known.add(fold(name))
            aliases.append(name)
    update: dict[str, Any] = {"aliases": tuple(aliases)}
    if isinstance(target, OrganisationRecord):
        update |= {
            field: getattr(other, field) for field in _FILLED if getattr(target, field) is None
        }
    return target.model_copy(update=update)


def _followed(before: RecordSet, after: RecordSet, vocabulary: Vocabulary, change: Change) -> Gone:
    changed = {iri_of(change.was): iri_of(change.now)} if change.now else {}
    found = dict(gone(record_quads(before, vocabulary), record_quads(after, vocabulary), changed))
    # What was asked for comes first.
    first = found.pop(change.was)
    return {change.was: first} | found


def _event(change: Change, followed: Gone) -> HistoryEvent:
    return HistoryEvent(
        event=change.event,
        date=change.date,
        because=change.because,
        language=change.language,
        things=tuple(
            RetiredThing(was=was, name=name, now=now) for was, (name, now) in followed.items()
        ),
    )


def _planned(record: RecordSet, result: RecordSet) -> Plan:
    before = {entry.path: entry for entry in record.entries}
    after = {entry.path: entry for entry in result.entries}
    touched = {
        path: entry for path, entry in after.items() if entry.record is not _record(before, path)
    }
    lost = sorted(set(before) - set(after))
    found = difference(
        {path: plain(entry.record) for path, entry in before.items()},
        {path: plain(entry.record) for path, entry in touched.items()},
        lost,
    )
    texts: dict[str, str | None] = {}
    if result.history is not record.history:
        texts[HISTORY] = canonical_yaml(plain(result.history))
    texts |= {path: canonical(entry.record) for path, entry in touched.items()}
    texts |= dict.fromkeys(lost)
    for name, quads in record.imported.items():
        path = f"{IMPORTS}/{name}.nq"
        if name not in result.imported:
            texts[path] = None
        elif result.imported[name] is not quads:
            texts[path] = canonical_quads(result.imported[name])
    return Plan(found, texts, before=record, after=result)


def _record(entries: Mapping[str, Entry], path: str) -> Base | None:
    return entries[path].record if path in entries else None


def _in_the_way(fault: Finding, change: Change) -> Finding:
    """Return a fault of the record as it would be, said of the change that makes it."""
    if change.event == "retracted" and fault.code == "reference-unknown":
        return replace(fault, code="still-cited", rule=CITED[0], cure=CITED[1])
    return fault
