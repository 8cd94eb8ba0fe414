"""What the files of one load give, as records ready to stand beside those of the record.

Each kind of file is read when what it needs has been: rows that a caller leaves out go first,
organisations come before the cases that name them whatever the order given, and what a person
kept of a map joins the sheets. Rows complete records; they never take a value away that no sheet
can say. Every fault is left with the files for `loaders.loading` to report together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from loaders import cases_csv, figures_csv, indicators_csv, organisations_csv
from loaders.case_assignments import Coding
from loaders.identities import Decisions, look_alikes
from loaders.incoming import Incoming, read_file
from loaders.lookups import Group
from loaders.maps.accepting import kept_of_maps
from loaders.merging import merged_case
from loaders.participants import Participants
from loaders.rdf_loading import Occasion
from loaders.reading.accepting import accepted
from loaders.records import Base, CaseRecord, IndicatorRecord, OrganisationRecord, PageRecord
from loaders.recordset import Entry, RecordSet, folder_of, identifier_of
from loaders.spreadsheets import Row
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary, fold

__all__ = ["gathered"]


def gathered(
    paths: Sequence[Path],
    record: RecordSet,
    faults: Iterable[Finding],
    vocabulary: Vocabulary,
    *,
    without: Collection[tuple[str, int]],
    occasion: Occasion,
) -> tuple[Incoming, tuple[Group, ...]]:
    """Return what `paths` give, with every fault found on the way, and all described groups.

    `faults` are those of the record; `without` names rows (file name, row number) to leave out.
    """
    incoming = Incoming(findings=[*faults])
    for path in paths:
        read_file(path, incoming)
    if without:
        _leave_out(without, incoming)
    _take_kept(incoming)
    decisions = Decisions(record.identities)
    _ask_about_names(incoming, record, decisions)
    _read_organisations(incoming, record, decisions, vocabulary)
    groups = _all_groups(record.groups, incoming)
    participants = Participants(_organisations(incoming, record), groups, decisions)
    _read_cases(incoming, record, participants, vocabulary, occasion)
    _read_indicators(incoming, record, vocabulary)
    _read_candidates(incoming, record, vocabulary)
    _check_figures(incoming, record)
    return incoming, groups


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
    coding = Coding(occasion.coder, occasion.date) if occasion.coder else None
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


def _check_figures(incoming: Incoming, record: RecordSet) -> None:
    """Say which rows of figures no record of a page codes, those of this load included."""
    held = {entry.path: entry for entry in record.entries} | incoming.entries
    pages = [entry.record for entry in held.values() if isinstance(entry.record, PageRecord)]
    rows = incoming.sheets.get(figures_csv.COLUMNS, [])
    incoming.findings += figures_csv.check_figures(rows, pages)


_LOST: Final = (
    Text("Une autre ligne de cet indicateur est refusée.", "Another row of it is refused."),
    Text("Corrigez l'autre ligne.", "Mend the other row."),
)
