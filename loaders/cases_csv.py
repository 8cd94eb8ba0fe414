"""`cases.csv`: one alliance a row, with the page it was read on and the coder's cautions.

What the sheet infers stays marked as inferred. A row that says that its source states the
category, but not which of several, gets the caution `source-approximate`. A case with a
participant of a company type, named or described, is a partnership; without one it is an
alliance to which the typology is extended. Every case has the caution `single-classifier` until
all its assignments are confirmed. Categories and domains are read by `loaders.case_assignments`,
items and other cautions by `loaders.case_items`, places by `loaders.case_places`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from loaders.audit_rules import date_exists
from loaders.case_assignments import Assignments, Coding, labels, listed
from loaders.case_faults import (
    DATE,
    GOAL,
    ORDER,
    PARTNER,
    TWICE_IN_CELL,
    YEAR,
    not_listed,
    twice,
    unknown_partner,
)
from loaders.case_items import (
    case_cautions,
    item_data,
    item_objects,
    read_items,
)
from loaders.case_places import Territories
from loaders.faults import Location, Spot
from loaders.organisations_csv import type_of
from loaders.participants import Participants
from loaders.records import CaseRecord
from loaders.shapes import read_shape
from loaders.spreadsheets import Columns, Row
from loaders.told_dates import told_dates
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary, fold

__all__ = ["COLUMNS", "column_of", "read_cases"]

COLUMNS: Final = Columns(
    names=(
        "id", "name_fr", "summary_fr", "summary_en", "partners", "category", "domains",
        "territory", "territory_level", "region", "start_year", "end_year", "impacts", "sdg",
        "source_url", "source_title", "source_date", "other_source_urls", "confidence",
        "classification_basis", "notes",
    ),
    required=frozenset({
        "id", "name_fr", "summary_fr", "summary_en", "partners", "category", "domains",
        "territory", "territory_level", "source_url", "confidence", "classification_basis",
    }),
)  # fmt: skip

_COMPANY_TYPES: Final = {"entreprise", "grande-entreprise", "pme", "tpe"}
_YEARS: Final = range(1800, 2101)

# Field of the record -> column, where the names differ.
_COLUMN: Final = {
    "case": "id",
    "alliance": "id",
    "name": "name_fr",
    "categories": "category",
    "place": "territory",
    "start": "start_year",
    "end": "end_year",
    "items": "impacts",
}
_COLUMN_WITHIN: Final = {
    ("summary", "fr"): "summary_fr",
    ("summary", "en"): "summary_en",
    ("source", "url"): "source_url",
    ("source", "title"): "source_title",
    ("source", "date"): "source_date",
    ("source", "others"): "other_source_urls",
    ("place", "level"): "territory_level",
}


def column_of(location: Location) -> str:
    """Return the column that a field of a case record comes from."""
    head, second = (*(str(part) for part in location), "", "")[:2]
    return _COLUMN_WITHIN.get((head, second)) or _COLUMN.get(head, head)


def read_cases(
    rows: Sequence[Row],
    participants: Participants,
    vocabulary: Vocabulary,
    coding: Coding | None = None,
) -> tuple[list[tuple[CaseRecord, Row]], list[Finding]]:
    """Return the records of the sound rows, each with its row, and every fault."""
    reader = _Reader(participants, vocabulary, coding or Coding())
    first: dict[str, int] = {}
    records = []
    for row in rows:
        repeated = first.setdefault(row["id"], row.number)
        if repeated != row.number and row["id"]:
            reader.findings.append(
                row.spot("id").fault("csv-id-twice", *twice(repeated), row["id"])
            )
            continue
        record = reader.record(row)
        if record is not None:
            records.append((record, row))
    return records, reader.findings


class _Reader:
    """Turns rows into records; `findings` fills as it goes."""

    def __init__(self, participants: Participants, vocabulary: Vocabulary, coding: Coding) -> None:
        self.findings: list[Finding] = []
        self._assignments = Assignments(vocabulary, coding, self.findings)
        self._participants = participants
        self._vocabulary = vocabulary
        self._territories = Territories(vocabulary)
        self._objects = item_objects(vocabulary)

    def record(self, row: Row) -> CaseRecord | None:
        """Return the case of a row, or None after a fault in it."""
        before = len(self.findings)
        data = self._data(row)
        if len(self.findings) > before:
            return None
        record, faults = read_shape(data, {(): row.number}, CaseRecord, row.where)
        told: set[tuple[str, str]] = set()
        for fault in faults:
            location = tuple(fault.field.split("."))
            column = column_of(location)
            # An id stands in three fields, and an empty cell was refused as a cell.
            again = (fault.code, column) in told or location[-1] == "id"
            if not again and not (fault.code == "value-empty" and column in COLUMNS.required):
                told.add((fault.code, column))
                spot = row.spot(column)
                self.findings.append(spot.fault(fault.code, fault.rule, fault.cure, fault.value))
        return record

    def _data(self, row: Row) -> dict[str, Any]:
        partners = self._partners(row)
        company = any(partner["type"] in _COMPANY_TYPES for partner in partners)
        categories, undecided = self._assignments.categories(row)
        cautions = case_cautions(row["notes"])
        cautions += ["source-approximate"] * undecided + ["typology-extended"] * (not company)
        # One person coded the sheet; `loaders.merging` lifts this once all is confirmed.
        cautions.append("single-classifier")
        items, faults = read_items(row["impacts"], row.spot("impacts"), self._objects)
        self.findings += faults
        data: dict[str, Any] = {
            "case": row["id"],
            "kind": "partnership" if company else "alliance",
            "alliance": row["id"],
            "name": row["name_fr"],
            "summary": {"fr": row["summary_fr"], "en": row["summary_en"]},
            "source": self._source(row),
            "partners": partners,
            "categories": categories,
            "domains": self._assignments.domains(row),
            "place": self._place(row),
            "items": tuple(
                item_data(item, number, row["id"], row["notes"], cautions)
                for number, item in enumerate(items, start=1)
            )
            + tuple(told_dates(row["notes"], row["id"], len(items) + 1)),
            "sdg": self._goals(row),
            "cautions": tuple(dict.fromkeys(cautions)),
        }
        return data | self._years(row) | ({"notes": row["notes"]} if row["notes"] else {})

    def _fault(
        self, row: Row, column: str, code: str, texts: tuple[Text, Text], value: str
    ) -> None:
        self.findings.append(row.spot(column).fault(code, *texts, value))

    def _partners(self, row: Row) -> tuple[dict[str, Any], ...]:
        partners: dict[str, dict[str, Any]] = {}
        spot = row.spot("partners")
        for written in listed(row["partners"]):
            name, bar, code = (part.strip() for part in written.rpartition("|"))
            if not name or not bar:
                self._fault(row, "partners", "csv-partner", PARTNER, written)
                continue
            if fold(name) in partners:
                self._fault(row, "partners", "csv-partner-twice", TWICE_IN_CELL, name)
            kind = type_of(code, spot, self._vocabulary, self.findings)
            who = self._who(name, spot)
            if kind and who:
                partners[fold(name)] = {**who, "type": kind}
        return tuple(partners.values())

    def _who(self, name: str, spot: Spot) -> dict[str, Any] | None:
        organisation = self._participants.organisation(name)
        if organisation is not None:
            return {"organisation": organisation.organisation}
        group = self._participants.group(name)
        if group is not None:
            return {"group": group.name}
        rule = Text(
            "Ce participant n'est ni une organisation ni un groupe connus.",
            "This participant is no known organisation or group.",
        )
        self.findings.append(
            spot.fault("csv-partner-unknown", rule, unknown_partner(name, self._participants), name)
        )
        return None

    def _place(self, row: Row) -> dict[str, Any]:
        level = self._vocabulary.find("territory-level", row["territory_level"])
        if level is None and row["territory_level"]:
            texts = not_listed(row["territory_level"], labels(self._vocabulary, "territory-level"))
            self._fault(
                row, "territory_level", "csv-concept-unknown", texts, row["territory_level"]
            )
        regions = []
        for name in listed(row["region"]):
            slug = self._territories.region(name)
            if slug is None:
                texts = not_listed(name, self._territories.region_names)
                self._fault(row, "region", "csv-concept-unknown", texts, name)
            elif slug in regions:
                self._fault(row, "region", "csv-concept-twice", TWICE_IN_CELL, name)
            else:
                regions.append(slug)
        return self._territories.place(row["territory"], level.slug if level else "", regions)

    def _years(self, row: Row) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for column, field in (("start_year", "start"), ("end_year", "end")):
            text = row[column]
            if not text:
                continue
            if re.fullmatch(r"[0-9]{4}", text) and int(text) in _YEARS:
                data[field] = text
            else:
                self._fault(row, column, "csv-year", YEAR, text)
        if len(data) == 2 and data["end"] < data["start"]:
            value = f"{data['start']} → {data['end']}"
            self._fault(row, "end_year", "csv-years", ORDER, value)
        return data

    def _source(self, row: Row) -> dict[str, Any]:
        data: dict[str, Any] = {"url": row["source_url"]}
        if row["source_title"]:
            data["title"] = row["source_title"]
        if row["source_date"]:
            data["date"] = row["source_date"]
            if not all(date_exists(end) for end in row["source_date"].split("/")):
                self._fault(row, "source_date", "csv-date", DATE, row["source_date"])
        return {**data, "others": tuple(row["other_source_urls"].split())}

    def _goals(self, row: Row) -> tuple[int, ...]:
        goals = []
        for text in listed(row["sdg"]):
            if re.fullmatch(r"[0-9]{1,2}", text) and 1 <= int(text) <= 17:
                goals.append(int(text))
            else:
                self._fault(row, "sdg", "csv-goal", GOAL, text)
        return tuple(goals)
