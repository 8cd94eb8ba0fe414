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
from loaders.directory import first_bytes, read_unchecked
from loaders.faults import Spot, proposal, refusal
from loaders.history import history_findings
from loaders.identities import Decisions, look_alikes
from loaders.lookups import GROUPS, Group
from loaders.merging import merged_case
from loaders.participants import Participants
from loaders.records import (
    KINDS,
    Base,
    CaseRecord,
    IndicatorRecord,
    OrganisationRecord,
    PageRecord,
)
from loaders.recordset import Entry, RecordSet, folder_of, identifier_of
from loaders.shapes import read_shape
from loaders.spreadsheets import MAX_BYTES as MAX_SHEET
from loaders.spreadsheets import Columns, Row, read_table
from loaders.workbooks import read_workbook
from loaders.writing import canonical, canonical_yaml
from loaders.yaml_form import MAX_BYTES, read_yaml
from ontology.errors import Finding, RecordError, Text
from ontology.vocabulary import Vocabulary, fold

__all__ = ["Plan", "plan"]

_KIND_OF_KEY: Final = {next(iter(shape.model_fields)): folder for folder, shape in KINDS.items()}
_SHEETS: Final = (
    organisations_csv.COLUMNS,
    cases_csv.COLUMNS,
    indicators_csv.COLUMNS,
    figures_csv.COLUMNS,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would do: the difference, and the text of every file to write.

    None in place of a text takes the file away.
    """

    difference: Difference
    texts: Mapping[str, str | None]


@dataclass(slots=True)
class _Incoming:
    """What the files of one load hold, as they are read."""

    entries: dict[str, Entry] = field(default_factory=dict)
    sheets: dict[Columns, list[Row]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Take a record, unless another file of this load has given it."""
        other = self.entries.setdefault(entry.path, entry)
        if other is not entry:
            rule = Text(
                f"Cette fiche est aussi dans {other.origin}.",
                f"This record is also in {other.origin}.",
            )
            cure = Text("Chargez-la une seule fois.", "Load it once.")
            self.findings.append(entry.spot().fault("record-twice", rule, cure, entry.slug))


def plan(
    paths: Sequence[Path],
    root: Path,
    vocabulary: Vocabulary,
    *,
    without: Collection[tuple[str, int]] = frozenset(),
) -> Plan:
    """Return what loading `paths` would change in the record under `root`.

    `without` names rows of sheets (file name, row number) that are left out. Raise RecordError
    with every fault of the files, of the record, and of what would result.
    """
    record, faults, unread = read_unchecked(root, vocabulary)
    incoming = _Incoming(findings=faults)
    for path in paths:
        _read(path, incoming)
    if without:
        _leave_out(without, incoming)
    decisions = Decisions(record.identities)
    _ask_about_names(incoming, record, decisions)
    _read_organisations(incoming, record, decisions, vocabulary)
    groups = _all_groups(record.groups, incoming)
    _read_cases(
        incoming,
        record,
        Participants(_organisations(incoming, record), groups, decisions),
        vocabulary,
    )
    _read_indicators(incoming, record, vocabulary)
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
    return _compared(record, incoming, groups)


def _read(path: Path, incoming: _Incoming) -> None:
    spot = Spot(path.name)
    if not path.is_file():
        incoming.findings.append(spot.fault("file-absent", *_ABSENT))
    elif path.suffix == ".csv":
        columns, rows, faults = read_table(first_bytes(path, MAX_SHEET + 1), path.name, _SHEETS)
        incoming.findings += faults
        if columns is not None:
            incoming.sheets.setdefault(columns, []).extend(rows)
    elif path.suffix == ".xlsx":
        tables, faults = read_workbook(first_bytes(path, MAX_SHEET + 1), path.name, _SHEETS)
        incoming.findings += faults
        for columns, rows in tables:
            incoming.sheets.setdefault(columns, []).extend(rows)
    elif path.suffix == ".yaml":
        _read_record(path, incoming)
    else:
        incoming.findings.append(spot.fault("file-kind", *_KIND, path.suffix))


def _leave_out(without: Collection[tuple[str, int]], incoming: _Incoming) -> None:
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


def _read_record(path: Path, incoming: _Incoming) -> None:
    try:
        data, lines = read_yaml(first_bytes(path, MAX_BYTES + 1), path.name)
    except RecordError as error:
        incoming.findings += error.findings
        return
    key = next(iter(data))
    folder = _KIND_OF_KEY.get(key)
    if folder is None:
        rule = Text(
            "La première clé ne dit pas de quelle fiche il s'agit.",
            "The first key does not say what the record is.",
        )
        cure = proposal(key, sorted(_KIND_OF_KEY))
        incoming.findings.append(Spot(path.name, 1).fault("record-kind", rule, cure, key))
        return
    record, faults = read_shape(data, lines, KINDS[folder], path.name)
    incoming.findings += faults
    if record is not None:
        incoming.add(Entry(folder, path.stem, f"{folder}/{path.name}", record, lines, path.name))


def _ask_about_names(incoming: _Incoming, record: RecordSet, decisions: Decisions) -> None:
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
    incoming: _Incoming, record: RecordSet, decisions: Decisions, vocabulary: Vocabulary
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
    incoming: _Incoming, record: RecordSet, participants: Participants, vocabulary: Vocabulary
) -> None:
    rows = incoming.sheets.get(cases_csv.COLUMNS, [])
    read, faults = cases_csv.read_cases(rows, participants, vocabulary)
    incoming.findings += faults
    held = {each.case: each for each in record.of(CaseRecord)}
    for case, row in read:
        before = held.get(case.case)
        incoming.add(_row_entry(merged_case(case, before) if before else case, row))


def _read_indicators(incoming: _Incoming, record: RecordSet, vocabulary: Vocabulary) -> None:
    rows = incoming.sheets.get(indicators_csv.COLUMNS, [])
    read, faults = indicators_csv.read_indicators(rows, vocabulary)
    incoming.findings += faults
    held = {each.indicator: each for each in record.of(IndicatorRecord)}
    for indicator, row in read:
        before = held.get(indicator.indicator)
        merged = indicators_csv.merged_indicator(indicator, before) if before else indicator
        incoming.add(_row_entry(merged, row))


def _row_entry(record: Base, row: Row) -> Entry:
    folder, slug = folder_of(record), identifier_of(record)
    return Entry(folder, slug, f"{folder}/{slug}.yaml", record, {(): row.number}, row.where)


def _organisations(incoming: _Incoming, record: RecordSet) -> list[OrganisationRecord]:
    given = {
        entry.record.organisation: entry.record
        for entry in incoming.entries.values()
        if isinstance(entry.record, OrganisationRecord)
    }
    return list(
        ({each.organisation: each for each in record.of(OrganisationRecord)} | given).values()
    )


def _all_groups(held: Iterable[Group], incoming: _Incoming) -> tuple[Group, ...]:
    groups = {fold(group.name): group for group in [*held, *incoming.groups]}
    return tuple(groups[name] for name in sorted(groups))


def _unread_rows(incoming: _Incoming, result: Mapping[str, Entry]) -> set[tuple[str, str]]:
    """Return the cases that a sheet gives but a fault hides: nobody should miss them."""
    slugs = {row["id"] for row in incoming.sheets.get(cases_csv.COLUMNS, [])}
    return {("cases", slug) for slug in slugs if f"cases/{slug}.yaml" not in result}


def _in_columns(finding: Finding, incoming: _Incoming) -> Finding:
    """Return the finding with the column of the sheet in place of the field of the record."""
    rows = incoming.sheets.get(cases_csv.COLUMNS, [])
    if finding.where not in {row.where for row in rows}:
        return finding
    return replace(finding, field=cases_csv.column_of(tuple(finding.field.split("."))))


def _compared(record: RecordSet, incoming: _Incoming, groups: Sequence[Group]) -> Plan:
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


_ABSENT: Final = (
    Text("Ce fichier n'existe pas.", "There is no such file."),
    Text("Vérifiez le chemin.", "Check the path."),
)
_LOST: Final = (
    Text("Une autre ligne de cet indicateur est refusée.", "Another row of it is refused."),
    Text("Corrigez l'autre ligne.", "Mend the other row."),
)
_KIND: Final = (
    Text("Seuls .yaml, .csv et .xlsx se chargent.", "Only .yaml, .csv and .xlsx can be loaded."),
    Text(
        "Enregistrez le fichier sous l'une de ces formes.", "Save the file in one of these forms."
    ),
)
