"""Renaming, merging and retracting what the record holds, with nothing lost on the way.

An identifier that was published is never simply deleted: the journal keeps it with the day,
the reason and what it became, every place of the record that names it is changed with it, and
what was named after it (participations, links, evidence) is followed too. A change that would
leave the record unsound is refused with every place to mend: something still cites what is
retracted, two merged names were decided to be different, the new slug has been used before.
Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from loaders.audit import audit, owned
from loaders.difference import difference
from loaders.directory import read_directory
from loaders.faults import Spot, proposal, refusal
from loaders.history import HISTORY, history_findings, retired
from loaders.history_records import HistoryEvent, HistoryFile, RetiredThing
from loaders.loading import Plan
from loaders.mapping import record_quads
from loaders.records import Base, DiscrepancyRecord, OrganisationRecord
from loaders.recordset import Entry, RecordSet, identifier_of
from loaders.rewriting import plain, renamed, repointed, without
from loaders.successors import Gone, gone
from loaders.writing import canonical, canonical_yaml
from ontology.errors import Finding, Text, VocabularyError
from ontology.iris import iri_of
from ontology.vocabulary import Vocabulary, fold

__all__ = ["MERGEABLE", "Change", "plan_change"]

# Kinds that are names and little else: what each said is said of the other.
MERGEABLE: Final = ("organisation", "person", "event", "resource", "study", "programme")
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
    entry = _holder(record, change.was)
    if change.event == "merged":
        _check_merge(record, entry, change)
    elif change.event == "renamed":
        _check_new_name(record, change)
    after = _after(record, entry, change)
    faults = audit(after, vocabulary)
    if faults:
        raise refusal([_in_the_way(fault, change) for fault in faults])
    result = replace(record, entries=after)
    followed = _followed(record, result, vocabulary, change)
    history = HistoryFile(history=(*record.history.history, _event(change, followed)))
    refused = list(history_findings(history, after))
    if refused:
        raise refusal(refused)
    return _planned(record, result, history)


def _holder(record: RecordSet, was: str) -> Entry:
    held: dict[str, Entry] = {}
    for entry in record.entries:
        for kind, slug, _ in owned(entry):
            held.setdefault(f"{kind}/{slug}", entry)
    if was not in held:
        rule = Text("Rien ne porte cet identifiant.", "Nothing has this identifier.")
        cure = proposal(was, sorted(held))
        raise refusal([Spot("").fault("reference-unknown", rule, cure, was)])
    if isinstance(held[was].record, DiscrepancyRecord):
        raise refusal([held[was].spot().fault("named-by-rule", *_BY_RULE, was)])
    return held[was]


def _check_new_name(record: RecordSet, change: Change) -> None:
    was, now = change.was, change.now or ""
    if was.partition("/")[0] != now.partition("/")[0]:
        raise refusal([Spot("").fault("rename-kind", *_KIND, now)])
    try:
        iri_of(now)
    except VocabularyError as error:
        raise refusal([Spot("").fault("slug-form", error.summary, error.cure, now)]) from error
    held = {f"{kind}/{slug}" for each in record.entries for kind, slug, _ in owned(each)}
    if now in held:
        raise refusal([Spot("").fault("identifier-twice", *_TAKEN, now)])
    if now in retired(record.history):
        raise refusal([Spot("").fault("slug-retired", *_RETIRED, now)])


def _check_merge(record: RecordSet, entry: Entry, change: Change) -> None:
    was, now = change.was, change.now or ""
    kind = was.partition("/")[0]
    if kind not in MERGEABLE or now.partition("/")[0] != kind:
        raise refusal([entry.spot().fault("merge-kind", *_mergeable(), now)])
    if was == now:
        raise refusal([entry.spot().fault("merge-itself", *_ITSELF, was)])
    other = _holder(record, now)
    decided = {
        frozenset(fold(name) for name in each.names)
        for each in record.identities.identities
        if each.decision == "different"
    }
    found = [
        entry.spot().fault("identity-different", *_different(one, two), one)
        for one in _names(entry.record)
        for two in _names(other.record)
        if frozenset((fold(one), fold(two))) in decided
    ]
    if found:
        raise refusal(found)


def _names(record: Base) -> tuple[str, ...]:
    name = getattr(record, "name", "")
    return (name if isinstance(name, str) else name.fr, *getattr(record, "aliases", ()))


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
        target = _holder(record, str(change.now))
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


def _with(entry: Entry, record: Base) -> Entry:
    # Lines are those of the file as it is: they still say where to look.
    return entry if record is entry.record else replace(entry, record=record)


def _joined(target: Base, other: Base) -> Base:
    """Return `target` knowing the names of `other`, and what only `other` knew."""
    known = {fold(name) for name in _names(target)}
    aliases = [*getattr(target, "aliases", ())]
    for name in _names(other):
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


def _planned(record: RecordSet, result: RecordSet, history: HistoryFile) -> Plan:
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
    texts: dict[str, str | None] = {HISTORY: canonical_yaml(plain(history))}
    texts |= {path: canonical(entry.record) for path, entry in touched.items()}
    texts |= dict.fromkeys(lost)
    return Plan(found, texts)


def _record(entries: Mapping[str, Entry], path: str) -> Base | None:
    return entries[path].record if path in entries else None


def _in_the_way(fault: Finding, change: Change) -> Finding:
    """Return a fault of the record as it would be, said of the change that makes it."""
    if change.event == "retracted" and fault.code == "reference-unknown":
        return replace(fault, code="still-cited", rule=_CITED[0], cure=_CITED[1])
    return fault


def _mergeable() -> tuple[Text, Text]:
    kinds: Sequence[str] = MERGEABLE
    return (
        Text("Ces deux choses ne se fusionnent pas.", "These two cannot be merged."),
        Text(
            f"Se fusionnent deux fiches d'une même sorte : {', '.join(kinds)}. Pour un cas, "
            "reportez ses lignes dans l'autre fiche, puis : alliances retract.",
            f"Two records of one of these kinds can be: {', '.join(kinds)}. For a case, move "
            "its lines to the other record, then: alliances retract.",
        ),
    )


def _different(one: str, two: str) -> tuple[Text, Text]:
    return (
        Text(
            f"identities.yaml dit que « {one} » et « {two} » diffèrent.",
            f"identities.yaml says that “{one}” and “{two}” are different.",
        ),
        Text("Revoyez d'abord cette décision.", "Look at that decision again first."),
    )


_BY_RULE: Final = (
    Text("Une règle donne cet identifiant.", "A rule gives this identifier."),
    Text(
        "Il change ou disparaît avec ce qu'il compare : changez les fiches comparées.",
        "It changes or goes with what it compares: change the records compared.",
    ),
)
_KIND: Final = (
    Text("Le nouveau nom est d'une autre sorte.", "The new name is of another kind."),
    Text("Gardez le même type devant la barre.", "Keep the same type before the slash."),
)
_TAKEN: Final = (
    Text("Cet identifiant sert déjà.", "This identifier is in use."),
    Text(
        "Donnez-en un autre, ou fusionnez : alliances merge.",
        "Give another one, or merge: alliances merge.",
    ),
)
_RETIRED: Final = (
    Text("Cet identifiant a servi autrefois.", "This identifier was in use before."),
    Text("Un identifiant ne sert qu'une fois : donnez-en un autre.", "Give another one."),
)
_ITSELF: Final = (
    Text("C'est la même fiche.", "It is the same record."),
    Text("Donnez deux fiches.", "Give two records."),
)
_CITED: Final = (
    Text("Cette fiche cite ce que vous retirez.", "This record cites what you retract."),
    Text(
        "Corrigez-la, ou retirez-la d'abord ; pour un doublon : alliances merge.",
        "Mend it, or retract it first; for a double: alliances merge.",
    ),
)
