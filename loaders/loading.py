"""What given files would make of the record: read, merged, checked, compared.

All files of one load are one thing: faults of every file are reported together, and the record
that would result is audited as a whole before a single byte is written. Reading is
`loaders.gathering`, writing is `loaders.writing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from loaders import cases_csv
from loaders.audit import audit
from loaders.difference import Difference, difference
from loaders.directory import read_unchecked
from loaders.faults import refusal
from loaders.gathering import gathered
from loaders.history import history_findings
from loaders.identities import Decisions
from loaders.incoming import Incoming
from loaders.lookups import GROUPS, Group
from loaders.rdf_loading import Occasion, join_imports
from loaders.recordset import Entry, RecordSet
from loaders.rewriting import plain
from loaders.writing import canonical, canonical_yaml
from ontology.errors import Finding
from ontology.vocabulary import Vocabulary

__all__ = ["Plan", "plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would do: the difference, and the text of every file to write.

    None in place of a text takes the file away. `known` counts, for each RDF file, the
    statements that were held already and are not kept twice. `before` and `after` are the
    record as it is and as it would be, without RDF.
    """

    difference: Difference
    texts: Mapping[str, str | None]
    known: Mapping[str, int] = field(default_factory=dict)
    before: RecordSet | None = None
    after: RecordSet | None = None


def plan(
    paths: Sequence[Path],
    root: Path,
    vocabulary: Vocabulary,
    *,
    without: Collection[tuple[str, int]] = frozenset(),
    occasion: Occasion = Occasion(),  # noqa: B008  frozen
) -> Plan:
    """Return what loading `paths` would change in the record under `root`.

    `without` names rows of sheets (file name, row number) that are left out; `occasion` says
    when and whence RDF comes. Raise RecordError with every fault of the files, of the record,
    and of what would result.
    """
    record, faults, unread = read_unchecked(root, vocabulary)
    incoming, groups = gathered(
        paths, record, faults, vocabulary, without=without, occasion=occasion
    )
    result = {entry.path: entry for entry in record.entries} | incoming.entries
    unread |= _unread_rows(incoming, result)
    entries = tuple(result[path] for path in sorted(result))
    faults = audit(entries, vocabulary, unread=unread)
    incoming.findings += history_findings(record.history, entries)
    if incoming.findings or faults:
        raise refusal([*incoming.findings, *(_in_columns(each, incoming) for each in faults)])
    sound = replace(record, entries=entries, groups=groups)
    found = replace(_compared(record, incoming, groups), before=record, after=sound)
    if not incoming.rdf:
        return found
    return _with_imports(found, sound, incoming, vocabulary, occasion)


def _with_imports(
    found: Plan, sound: RecordSet, incoming: Incoming, vocabulary: Vocabulary, occasion: Occasion
) -> Plan:
    """Return the plan that also writes the RDF files; they are judged once all else is sound."""
    decisions = Decisions(sound.identities)
    joined, faults = join_imports(incoming.rdf, sound, vocabulary, decisions, occasion)
    faults += audit(joined.records.entries, vocabulary)
    if faults:
        raise refusal(faults)
    before = {entry.path: plain(entry.record) for entry in sound.entries}
    made = {
        entry.path: entry
        for entry in joined.records.entries
        if f"{entry.path.removesuffix('.yaml')}.nq" in joined.texts
    }
    more = difference(before, {path: plain(entry.record) for path, entry in made.items()})
    told = Difference(
        added=tuple(sorted((*found.difference.added, *more.added))),
        changed=(*found.difference.changed, *more.changed),
        unchanged=(*found.difference.unchanged, *more.unchanged),
    )
    changes = {*more.added, *(each.path for each in more.changed)}
    texts = {path: canonical(entry.record) for path, entry in made.items() if path in changes}
    quads = {
        path: text
        for path, text in joined.texts.items()
        if f"{path.removesuffix('.nq')}.yaml" in changes
    }
    return replace(
        found, difference=told, texts={**found.texts, **texts, **quads}, known=joined.known
    )


def _unread_rows(incoming: Incoming, result: Mapping[str, Entry]) -> set[tuple[str, str]]:
    """Return the cases that a sheet gives but a fault hides: nobody should miss them."""
    slugs = {row["id"] for row in incoming.sheets.get(cases_csv.COLUMNS, [])}
    return {("cases", slug) for slug in slugs if f"cases/{slug}.yaml" not in result}


def _in_columns(finding: Finding, incoming: Incoming) -> Finding:
    """Return the finding with the column of the sheet in place of the field of the record."""
    rows = incoming.sheets.get(cases_csv.COLUMNS, [])
    if finding.where not in {row.where for row in rows}:
        return finding
    return replace(finding, field=cases_csv.column_of(tuple(finding.field.split("."))))


def _compared(record: RecordSet, incoming: Incoming, groups: Sequence[Group]) -> Plan:
    before: dict[str, Mapping[str, Any]] = {
        entry.path: plain(entry.record) for entry in record.entries
    }
    after: dict[str, Mapping[str, Any]] = {
        path: plain(entry.record) for path, entry in incoming.entries.items()
    }
    if record.groups:
        before[GROUPS] = _plain_groups(record.groups)
    if incoming.groups:
        after[GROUPS] = _plain_groups(groups)
    found = difference(before, after)
    wanted = {*found.added, *(each.path for each in found.changed)}
    texts: dict[str, str | None] = {
        path: canonical(entry.record) for path, entry in incoming.entries.items() if path in wanted
    }
    if GROUPS in wanted:
        texts[GROUPS] = canonical_yaml(after[GROUPS])
    return Plan(found, texts)


def _plain_groups(groups: Iterable[Group]) -> dict[str, Any]:
    return {
        "groups": [
            {"name": group.name, "type": group.type}
            | ({"source_url": group.source_url} if group.source_url else {})
            for group in groups
        ]
    }
