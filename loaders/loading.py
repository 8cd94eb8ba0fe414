"""What given files would make of the record: read, merged, checked, compared.

All files of one load are one thing: organisations are read before cases whatever the order
given, faults of every file are reported together, and the record that would result is
audited as a whole before a single byte is written. Writing is `loaders.writing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from loaders import cases_csv, figures_csv, indicators_csv, organisations_csv
from loaders.audit import audit
from loaders.difference import Difference, difference
from loaders.directory import read_unchecked
from loaders.faults import refusal
from loaders.history import history_findings
from loaders.identities import Decisions, look_alikes
from loaders.incoming import Incoming, read_file
from loaders.lookups import GROUPS, Group
from loaders.maps.accepting import kept_of_maps
from loaders.merging import merged_case
from loaders.participants import Participants
from loaders.rdf_loading import Occasion, join_imports
from loaders.reading.accepting import accepted
from loaders.records import (
    Base,
    CaseRecord,
    IndicatorRecord,
    OrganisationRecord,
    PageRecord,
)
from loaders.recordset import Entry, RecordSet, folder_of, identifier_of
from loaders.spreadsheets import Row
from loaders.writing import canonical, canonical_yaml
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary, fold

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
    incoming = Incoming(findings=faults)
    for path in paths:
        read_file(path, incoming)
    if without:
        _leave_out(without, incoming)
    _take_kept(incoming)
    decisions = Decisions(record.identities)
    _ask_about_names(incoming, record, decisions)
    _read_organisations(incoming, record, decisions, vocabulary)
    groups = _all_groups(record.groups, incoming)
    _read_cases(
        incoming,
        record,
        Participants(_organisations(incoming, record), groups, decisions),
        vocabulary,
        occasion,
    )
    _read_indicators(incoming, record, vocabulary)
    _read_candidates(incoming, record, vocabulary)
    result = {entry.path: entry for entry in record.entries} | incoming.entries
    pages = [entry.record for entry in result.values() if isinstance(entry.record, PageRecord)]
    rows = incoming.sheets.get(figures_csv.COLUMNS, [])
    incoming.findings += figures_csv.check_figures(rows, pages)
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
    before = {entry.path: _plain(entry.record) for entry in sound.entries}
    made = {
        entry.path: entry
        for entry in joined.records.entries
        if f"{entry.path.removesuffix('.yaml')}.nq" in joined.texts
    }
    more = difference(before, {path: _plain(entry.record) for path, entry in made.items()})
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


def _leave_out(without: Collection[tuple[str, int]], incoming: Incoming) -> None:
    """Drop rows, with what was found wrong in them; an indicator goes whole or not at all."""
    lost = {
        row["indicator_id"]
        for row in incoming.sheets.get(indicators_csv.COLUMNS, [])
        if (row.where, row.number) in without
    }
    for columns, rows in incoming.sheets.items():
        incoming.sheets[columns] = [row for row in rows if (row.where, row.number) not in without]
    incoming.findings = [
        each for each in incoming.findings if (each.where, each.line) not in without
    ]
    # Without all its rows, an indicator would call missing what was only refused.
    incoming.findings += [
        row.spot("indicator_id").fault("indicator-row-lost", *_LOST, row["indicator_id"])
        for row in incoming.sheets.get(indicators_csv.COLUMNS, [])
        if row["indicator_id"] in lost
    ]


def _take_kept(incoming: Incoming) -> None:
    """Join what a person kept of maps to the sheets given beside them."""
    kept, faults = kept_of_maps(incoming.sheets)
    incoming.findings += faults
    for columns, rows in kept.items():
        incoming.sheets[columns] = [*incoming.sheets.get(columns, ()), *rows]


def _ask_about_names(incoming: Incoming, record: RecordSet, decisions: Decisions) -> None:
    """Compare the names of organisations given as YAML with those of the record."""
    before = {each.organisation for each in record.of(OrganisationRecord)}
    known = [name for each in record.of(OrganisationRecord) for name in (each.name, *each.aliases)]
    new = [
        (name, entry.spot(("name",)))
        for entry in incoming.entries.values()
        if isinstance(entry.record, OrganisationRecord) and entry.record.organisation not in before
        for name in (entry.record.name, *entry.record.aliases)
    ]
    incoming.findings += look_alikes(new, known, decisions)


def _read_organisations(
    incoming: Incoming, record: RecordSet, decisions: Decisions, vocabulary: Vocabulary
) -> None:
    rows = incoming.sheets.get(organisations_csv.COLUMNS, [])
    read = organisations_csv.read_organisations(
        rows, _organisations(incoming, record), decisions, vocabulary
    )
    incoming.findings += read.findings
    incoming.groups += read.groups
    for organisation, row in read.records.values():
        entry = _row_entry(organisation, row)
        # A sheet completes a record given beside it.
        if entry.path in incoming.entries:
            incoming.entries[entry.path] = entry
        incoming.add(entry)


def _read_cases(
    incoming: Incoming,
    record: RecordSet,
    participants: Participants,
    vocabulary: Vocabulary,
    occasion: Occasion,
) -> None:
    rows = incoming.sheets.get(cases_csv.COLUMNS, [])
    coding = cases_csv.Coding(occasion.coder, occasion.date) if occasion.coder else None
    read, faults = cases_csv.read_cases(rows, participants, vocabulary, coding)
    incoming.findings += faults
    held = {each.case: each for each in record.of(CaseRecord)}
    for case, row in read:
        before = held.get(case.case)
        incoming.add(_row_entry(merged_case(case, before) if before else case, row))


def _read_indicators(incoming: Incoming, record: RecordSet, vocabulary: Vocabulary) -> None:
    rows = incoming.sheets.get(indicators_csv.COLUMNS, [])
    read, faults = indicators_csv.read_indicators(rows, vocabulary)
    incoming.findings += faults
    held = {each.indicator: each for each in record.of(IndicatorRecord)}
    for indicator, row in read:
        before = held.get(indicator.indicator)
        merged = indicators_csv.merged_indicator(indicator, before) if before else indicator
        incoming.add(_row_entry(merged, row))


def _read_candidates(incoming: Incoming, record: RecordSet, vocabulary: Vocabulary) -> None:
    entries, faults = accepted(incoming.sheets, incoming.folders, record, vocabulary)
    incoming.findings += faults
    for entry in entries:
        incoming.add(entry)


def _row_entry(record: Base, row: Row) -> Entry:
    folder, slug = folder_of(record), identifier_of(record)
    return Entry(folder, slug, f"{folder}/{slug}.yaml", record, {(): row.number}, row.where)


def _organisations(incoming: Incoming, record: RecordSet) -> list[OrganisationRecord]:
    given = {
        entry.record.organisation: entry.record
        for entry in incoming.entries.values()
        if isinstance(entry.record, OrganisationRecord)
    }
    return list(
        ({each.organisation: each for each in record.of(OrganisationRecord)} | given).values()
    )


def _all_groups(held: Iterable[Group], incoming: Incoming) -> tuple[Group, ...]:
    groups = {fold(group.name): group for group in [*held, *incoming.groups]}
    return tuple(groups[name] for name in sorted(groups))


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
        entry.path: _plain(entry.record) for entry in record.entries
    }
    after: dict[str, Mapping[str, Any]] = {
        path: _plain(entry.record) for path, entry in incoming.entries.items()
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


def _plain(record: Base) -> Mapping[str, Any]:
    return record.model_dump(exclude_defaults=True)


def _plain_groups(groups: Iterable[Group]) -> dict[str, Any]:
    return {
        "groups": [
            {"name": group.name, "type": group.type}
            | ({"source_url": group.source_url} if group.source_url else {})
            for group in groups
        ]
    }


_LOST: Final = (
    Text("Une autre ligne de cet indicateur est refusée.", "Another row of it is refused."),
    Text("Corrigez l'autre ligne.", "Mend the other row."),
)
