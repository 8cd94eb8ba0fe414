"""A form as it was posted, and a case of the record as the same form.

A row in which nothing was written is no row; names that no field has are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from loaders.case_form.fields import ROWS, SINGLE, TELLING
from loaders.records import CaseRecord

__all__ = ["Entered", "Values", "entered_of", "one_line", "read"]

Values: TypeAlias = Mapping[str, Sequence[str]]

_NAME: Final = re.compile(r"(?P<group>[a-z]+)\.(?P<row>\d{1,2})\.(?P<field>[a-z]+)")


@dataclass(slots=True)
class Entered:
    """What a form holds: single fields, and the rows of each group, empty rows left out."""

    single: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, list[str]]]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return a single field as one line of text."""
        return one_line(self.single, name)


def read(pairs: Iterable[tuple[str, str]]) -> Entered:
    """Return what was posted; names that no field has are passed over."""
    single: dict[str, list[str]] = {}
    rows: dict[str, dict[int, dict[str, list[str]]]] = {group: {} for group in ROWS}
    known = {each.name for each in SINGLE}
    for name, value in pairs:
        text = value.strip()
        found = _NAME.fullmatch(name)
        if name in known:
            single.setdefault(name, []).append(text)
        elif found and found["group"] in ROWS:
            row = rows[found["group"]].setdefault(int(found["row"]), {})
            if found["field"] in {each.name for each in ROWS[found["group"]]}:
                row.setdefault(found["field"], []).append(text)
    return Entered(
        single,
        {
            group: [row for _, row in sorted(held.items()) if _says(group, row)]
            for group, held in rows.items()
        },
    )


def _says(group: str, row: Values) -> bool:
    return any(one_line(row, name) for name in TELLING[group])


def one_line(values: Values, name: str) -> str:
    """Return a field as one line: what people break into lines is one text in the record."""
    return " ".join(" ".join(values.get(name, ())[:1]).split())


def entered_of(record: CaseRecord, names: Mapping[str, str]) -> Entered:
    """Return the form that says a case; `names` are those of organisations and persons by slug."""
    single = {each.name: _texts(_at(record, each.name)) for each in SINGLE}
    single["source.others"] = [" ".join(record.source.others)]
    single["sdg"] = [" ".join(str(goal) for goal in record.sdg)]
    rows: dict[str, list[dict[str, list[str]]]] = {
        group: [
            {each.name: _texts(getattr(part, each.name, None)) for each in ROWS[group]}
            for part in getattr(record, group)
        ]
        for group in ("categories", "domains", "items")
    }
    rows["within"] = [{"territory": [slug]} for slug in record.place.within]
    rows["partners"] = []
    for partner in record.partners:
        kind = next(each for each in ("organisation", "group", "person") if getattr(partner, each))
        slug = str(getattr(partner, kind))
        told = {name: _texts(getattr(partner, name)) for name in ("type", "role", "passage")}
        row = {"who": [kind], "name": [slug if kind == "group" else names.get(slug, slug)]}
        rows["partners"].append({**row, **told})
    return Entered(single, rows)


def _at(record: CaseRecord, path: str) -> object:
    value: object = record
    for part in path.split("."):
        value = getattr(value, part)
    return value


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, tuple) else [str(value)]
