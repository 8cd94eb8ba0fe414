"""What stands against a change of identifiers before it is tried.

Whether the record would still be sound after it is for `loaders.changes` and its audit. Every
refusal is a RecordError with the place and the cure.
"""

from __future__ import annotations

from loaders.audit import owned
from loaders.change_faults import (
    BY_IMPORT,
    BY_RULE,
    ITSELF,
    KIND,
    MERGEABLE,
    RETIRED,
    TAKEN,
    different,
    mergeable,
)
from loaders.faults import Spot, proposal, refusal
from loaders.history import retired
from loaders.import_records import ImportRecord
from loaders.records import Base, DiscrepancyRecord
from loaders.recordset import Entry, RecordSet
from ontology.errors import Text, VocabularyError
from ontology.iris import iri_of
from ontology.vocabulary import fold

__all__ = ["check_merge", "check_new_name", "holder", "names_of"]


def holder(record: RecordSet, was: str) -> Entry:
    """Return the entry that holds `was` (`type/slug`); refuse what nobody may change by name."""
    held: dict[str, Entry] = {}
    for entry in record.entries:
        for kind, slug, _ in owned(entry):
            held.setdefault(f"{kind}/{slug}", entry)
    if was not in held:
        rule = Text("Rien ne porte cet identifiant.", "Nothing has this identifier.")
        cure = proposal(was, sorted(held))
        raise refusal([Spot("").fault("reference-unknown", rule, cure, was)])
    if isinstance(held[was].record, DiscrepancyRecord):
        raise refusal([held[was].spot().fault("named-by-rule", *BY_RULE, was)])
    if isinstance(held[was].record, ImportRecord) and not was.startswith("import/"):
        raise refusal([held[was].spot().fault("made-by-import", *BY_IMPORT, was)])
    return held[was]


def check_new_name(record: RecordSet, was: str, now: str) -> None:
    """Refuse another kind, a slug that cannot be, and one that is or ever was in use."""
    if was.startswith("import/"):
        raise refusal([Spot("").fault("made-by-import", *BY_IMPORT, was)])
    if was.partition("/")[0] != now.partition("/")[0]:
        raise refusal([Spot("").fault("rename-kind", *KIND, now)])
    try:
        iri_of(now)
    except VocabularyError as error:
        raise refusal([Spot("").fault("slug-form", error.summary, error.cure, now)]) from error
    held = {f"{kind}/{slug}" for each in record.entries for kind, slug, _ in owned(each)}
    if now in held:
        raise refusal([Spot("").fault("identifier-twice", *TAKEN, now)])
    if now in retired(record.history):
        raise refusal([Spot("").fault("slug-retired", *RETIRED, now)])


def check_merge(record: RecordSet, entry: Entry, was: str, now: str) -> None:
    """Refuse to merge the entry of `was` into `now` when they are not two records of one thing."""
    kind = was.partition("/")[0]
    if kind not in MERGEABLE or now.partition("/")[0] != kind:
        raise refusal([entry.spot().fault("merge-kind", *mergeable(), now)])
    if was == now:
        raise refusal([entry.spot().fault("merge-itself", *ITSELF, was)])
    other = holder(record, now)
    decided = {
        frozenset(fold(name) for name in each.names)
        for each in record.identities.identities
        if each.decision == "different"
    }
    found = [
        entry.spot().fault("identity-different", *different(one, two), one)
        for one in names_of(entry.record)
        for two in names_of(other.record)
        if frozenset((fold(one), fold(two))) in decided
    ]
    if found:
        raise refusal(found)


def names_of(record: Base) -> tuple[str, ...]:
    """Return the name of a record, in French where it has two, and its other names."""
    name = getattr(record, "name", "")
    return (name if isinstance(name, str) else name.fr, *getattr(record, "aliases", ()))
