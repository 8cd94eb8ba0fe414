"""`organisations.csv`: named organisations and described groups.

One row a name. `is_generic_group=yes` makes it a group ("13 associations locales"), which
takes part in alliances but is no organisation: groups are kept in `groups.yaml`, so that
`cases.csv` can be loaded later on its own. `case_ids` is a convenience of the sheet; cases
name their participants themselves, so it is not stored.

A row for an organisation of the record completes it. The record's spelling of the name
stays; another one becomes an alias when it differs once folded. The sheet's type,
identifiers, website and source replace those of the record, except that a record which names
a `document` was read there by somebody: the sheet only fills what it leaves empty, and a
type that is not `inferred` stays, because the sheet's types are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from slugify import slugify

from loaders.faults import Spot, proposal
from loaders.identities import Decisions, look_alikes
from loaders.lookups import Group
from loaders.participants import Participants
from loaders.records import OrganisationRecord
from loaders.shapes import read_shape
from loaders.spreadsheets import Columns, Row
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary, fold

__all__ = ["COLUMNS", "Organisations", "read_organisations", "type_of"]

COLUMNS: Final = Columns(
    names=(
        "name",
        "type",
        "identifiers",
        "website",
        "source_url",
        "is_generic_group",
        "case_ids",
    ),
    required=frozenset({"name", "type", "is_generic_group"}),
)


@dataclass(slots=True)
class Organisations:
    """What the sheet gives: each record with its row, the groups, the faults."""

    records: dict[str, tuple[OrganisationRecord, Row]] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_organisations(
    rows: Sequence[Row],
    existing: Iterable[OrganisationRecord],
    decisions: Decisions,
    vocabulary: Vocabulary,
) -> Organisations:
    """Return the records (new or completed), groups and faults of the rows."""
    result = Organisations()
    held = {record.organisation: record for record in existing}
    known = list(_all_names(held.values()))
    participants = Participants(held.values(), (), decisions)
    rows = _without_repeats(rows, result.findings)
    named: list[tuple[str, Spot]] = []
    for row in rows:
        kind = type_of(row["type"], row.spot("type"), vocabulary, result.findings)
        generic = _yes_or_no(row, result.findings)
        if kind is None or generic is None:
            continue
        if generic:
            result.groups.append(Group(row["name"], kind, row["source_url"] or None))
            continue
        before = participants.organisation(row["name"])
        if before is None:
            named.append((row["name"], row.spot("name")))
        record = _record(row, kind, before, held, result.findings)
        if record is not None:
            participants.add(record)
            held[record.organisation] = record
            result.records[record.organisation] = (record, row)
    result.findings += look_alikes(named, known, decisions)
    return result


def type_of(code: str, spot: Spot, vocabulary: Vocabulary, findings: list[Finding]) -> str | None:
    """Return the slug of an actor type given by its code; an unknown one is a finding."""
    codes = {
        concept.notation: concept.slug
        for concept in vocabulary.concepts("actor-type")
        if not concept.slug.startswith("_")
    }
    if code in codes:
        return codes[code]
    rule = Text("Type d'acteur inconnu.", "Unknown actor type.")
    findings.append(spot.fault("csv-actor-type", rule, proposal(code, sorted(codes)), code))
    return None


def _all_names(records: Iterable[OrganisationRecord]) -> Iterable[str]:
    for record in records:
        yield from (record.name, *record.aliases)


def _without_repeats(rows: Sequence[Row], findings: list[Finding]) -> list[Row]:
    first: dict[str, int] = {}
    kept = []
    for row in rows:
        name = fold(row["name"])
        if not name:
            continue
        if name in first:
            findings.append(
                row.spot("name").fault(
                    "csv-name-twice",
                    Text(
                        f"Ce nom est déjà à la ligne {first[name]}.",
                        f"This name is already in row {first[name]}.",
                    ),
                    Text("Gardez une seule ligne.", "Keep one row only."),
                    row["name"],
                )
            )
        else:
            first[name] = row.number
            kept.append(row)
    return kept


def _yes_or_no(row: Row, findings: list[Finding]) -> bool | None:
    answer = row["is_generic_group"]
    if answer in {"yes", "no"}:
        return answer == "yes"
    if answer:
        rule = Text("yes ou no est attendu ici.", "yes or no is expected here.")
        cure = proposal(answer, ["yes", "no"])
        findings.append(row.spot("is_generic_group").fault("csv-yes-no", rule, cure, answer))
    return None


def _record(
    row: Row,
    kind: str,
    before: OrganisationRecord | None,
    held: dict[str, OrganisationRecord],
    findings: list[Finding],
) -> OrganisationRecord | None:
    data: dict[str, Any] = {
        "organisation": slugify(row["name"], max_length=120),
        "name": row["name"],
        "type": kind,
    }
    if before is not None:
        data |= _kept(before, row["name"], kind)
    elif data["organisation"] in held:
        findings.append(_collision(row, held[data["organisation"]]))
        return None
    for column in ("identifiers", "website", "source_url"):
        if row[column] and not (data.get("document") and data.get(column)):
            data[column] = row[column]
    record, faults = read_shape(data, {(): row.number}, OrganisationRecord, row.where)
    findings += faults
    return record


def _kept(before: OrganisationRecord, name: str, kind: str) -> dict[str, Any]:
    data = before.model_dump(exclude_defaults=True)
    if before.type_basis == "inferred" and before.document is None:
        data["type"] = kind
    names = {fold(each) for each in (before.name, *before.aliases)}
    if fold(name) not in names:
        data["aliases"] = (*before.aliases, name)
    return data


def _collision(row: Row, other: OrganisationRecord) -> Finding:
    return row.spot("name").fault(
        "slug-collision",
        Text(
            f"L'identifiant « {other.organisation} » est déjà celui de « {other.name} ».",
            f"The identifier “{other.organisation}” is already that of “{other.name}”.",
        ),
        Text(
            "Si c'est la même organisation, décidez « same » dans identities.yaml ; sinon, écrivez "
            "sa fiche dans organisations/ avec un autre identifiant.",
            "If it is the same organisation, decide “same” in identities.yaml; if not, write its "
            "record in organisations/ with another identifier.",
        ),
        row["name"],
    )
