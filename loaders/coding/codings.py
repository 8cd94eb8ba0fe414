"""Both codings of the same cases, side by side, and what was decided where they differ.

A coding is a step of work, no thing of the graph: it stands in the folder `codings/` of the record,
one file for each sheet that was coded, and keeps the first codes as they were when the second
person coded. So the agreement stays what it was, whatever the cases become.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from loaders.directory import first_bytes
from loaders.faults import refusal
from loaders.record_words import Base, Dated, Line, Reference, Slug
from loaders.records import CaseItem, CaseRecord
from loaders.shapes import read_shape
from loaders.writing import canonical_yaml
from loaders.yaml_form import MAX_BYTES, read_yaml
from ontology.errors import Finding, RecordError

__all__ = [
    "ARBITER",
    "FOLDER",
    "SECOND",
    "STATUSES",
    "CodedCase",
    "CodedItem",
    "CodingRecord",
    "Decision",
    "Field",
    "coded_items",
    "coding_text",
    "read_codings",
    "status_of",
    "with_status",
]

FOLDER: Final = "codings"
# The concepts of the scheme `coder` that confirm: whoever coded blind, whoever saw both codes.
SECOND: Final = "second-codage"
ARBITER: Final = "arbitrage"

Field = Literal["category", "domain", "impact", "status"]
Status = Literal["claimed", "counted", "output", "outcome", "target", "resource"]

# What the coder of an item says of its status -> the words on the sheet.
STATUSES: Final[Mapping[Status, str]] = {
    "claimed": "affirmé, sans compte",
    "counted": "compté, niveau non dit",
    "output": "compté : réalisation",
    "outcome": "compté : changement",
    "target": "visé",
    "resource": "ressource mise en jeu",
}


class CodedCase(Base):
    """The concepts that each coder gave to one case."""

    case: Slug
    first_categories: tuple[Slug, ...] = ()
    second_categories: tuple[Slug, ...] = ()
    first_domains: tuple[Slug, ...] = ()
    second_domains: tuple[Slug, ...] = ()
    remark: Line | None = None


class CodedItem(Base):
    """The impact and the status that each coder gave to one item."""

    item: Slug
    first_impact: Reference
    second_impact: Reference
    first_status: Status
    second_status: Status
    remark: Line | None = None


class Decision(Base):
    """What a person decided where the two codings differ: the first stays, or the second enters."""

    on: Slug
    field: Field
    label: Line
    decision: Literal["confirm", "change"]
    because: Line | None = None
    name: Line
    date: Dated


class CodingRecord(Base):
    """One sheet coded a second time: by whom, when, and what both coders said."""

    coding: Slug
    name: Line
    date: Dated
    cases: tuple[CodedCase, ...] = ()
    items: tuple[CodedItem, ...] = ()
    decisions: tuple[Decision, ...] = ()


def read_codings(root: Path) -> list[CodingRecord]:
    """Return the codings of a record, oldest first; raise RecordError with every fault."""
    codings: list[CodingRecord] = []
    findings: list[Finding] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        where = f"{FOLDER}/{path.name}"
        try:
            data, lines = read_yaml(first_bytes(path, MAX_BYTES + 1), where)
        except RecordError as error:
            findings += error.findings
            continue
        made, faults = read_shape(data, lines, CodingRecord, where)
        findings += faults
        codings += [made] if made else []
    if findings:
        raise refusal(findings)
    return sorted(codings, key=lambda each: (each.date, each.coding))


def coding_text(coding: CodingRecord) -> tuple[str, str]:
    """Return the path of a coding below the record, and its text."""
    return f"{FOLDER}/{coding.coding}.yaml", canonical_yaml(
        coding.model_dump(exclude_defaults=True)
    )


def coded_items(case: CaseRecord) -> Iterator[CaseItem]:
    """Yield the items of a case that tell of an impact or a direct effect."""
    for item in case.items:
        if item.relation != "commence-en" and item.object.startswith(("impact/", "effect/")):
            yield item


def status_of(item: CaseItem) -> Status:
    """Return the status that an item was coded with."""
    if item.relation == "vise":
        return "target"
    if item.relation == "mobilise" or item.level == "input":
        return "resource"
    if item.kind == "claimed":
        return "claimed"
    return "counted" if item.level is None else item.level


def with_status(item: CaseItem, status: Status) -> CaseItem:
    """Return the item as a coder of that status would have written it."""
    told: Mapping[Status, dict[str, Any]] = {
        "claimed": {"relation": "contribue-a", "kind": "claimed", "level": None},
        "counted": {"relation": "contribue-a", "kind": "measured", "level": None},
        "output": {"relation": "contribue-a", "kind": "measured", "level": "output"},
        "outcome": {"relation": "contribue-a", "kind": "measured", "level": "outcome"},
        "target": {"relation": "vise", "kind": "claimed", "level": None},
        "resource": {"relation": "mobilise", "kind": "measured", "level": "input"},
    }
    return item.model_copy(update=told[status])
