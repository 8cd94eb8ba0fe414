"""`indicators.csv`: official indicators, one territory a row.

All rows of an `indicator_id` make one record: its names, domain, unit, year, publisher and
source title must be the same in each, or the rows that differ are faults. A territory is told
by its code: `FR`, a region's INSEE code, or `DEP-` and a department's; its name is compared
with ours, so that region 53 (Bretagne) is never taken for department 53 (Mayenne). The name
given on the row of France is its scope, and is kept.

The note of a row is cut at its semicolons. What every row says is said of the indicator; the
rest of its value. A caution is given only where the note says it in so many words. When
some metropolitan region has a value and another has none, the other is `missing`: no value is
ever estimated. What only a person can write (doubts, the English unit, how it was computed)
stays as it is in the record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from loaders.faults import Location, proposal
from loaders.records import IndicatorRecord, IndicatorValue
from loaders.shapes import read_shape
from loaders.spreadsheets import Columns, Row
from ontology.errors import Finding, Text
from ontology.vocabulary import Concept, Vocabulary, fold

__all__ = ["COLUMNS", "column_of", "merged_indicator", "read_indicators"]

COLUMNS: Final = Columns(
    names=(
        "indicator_id", "indicator_fr", "indicator_en", "domain_fr", "unit", "year",
        "territory_code", "territory_fr", "value", "source_publisher", "source_title",
        "source_url", "retrieved_as", "note",
    ),
    required=frozenset({
        "indicator_id", "indicator_fr", "indicator_en", "domain_fr", "unit", "year",
        "territory_code", "territory_fr", "value", "source_publisher", "source_title",
        "source_url", "retrieved_as",
    }),
)  # fmt: skip

# What all rows of one indicator say alike.
_SHARED: Final = (
    "indicator_fr", "indicator_en", "domain_fr", "unit", "year", "source_publisher",
    "source_title", "retrieved_as",
)  # fmt: skip
_RETRIEVED: Final = {"page": "page", "repository file": "file"}
_SAID: Final = (
    ("incomplete", re.compile(r"^INCOMPLET\b")),
    ("computed", re.compile(r"\b(?:calculé|agrégé)\b")),
    ("proxy", re.compile(r"^indicateur approché\b")),
    ("provisional", re.compile(r"\bprovisoires?\b")),
    ("press", re.compile(r"\bpresse\b")),
)
# The regions of the mainland and Corsica: those whose absence is said.
_OVERSEAS: Final = frozenset({"REG-01", "REG-02", "REG-03", "REG-04", "REG-06"})
_COLUMN: Final = {
    "indicator": "indicator_id",
    "name": "indicator_fr",
    "domain": "domain_fr",
    "publisher": "source_publisher",
    "source": "source_url",
    "values": "value",
}


def column_of(location: Location) -> str:
    """Return the column that a field of an indicator comes from."""
    return _COLUMN.get(str(location[0]), str(location[0]))


def read_indicators(
    rows: Sequence[Row], vocabulary: Vocabulary
) -> tuple[list[tuple[IndicatorRecord, Row]], list[Finding]]:
    """Return one record for each indicator without fault, with its first row, and every fault."""
    reader = _Reader(vocabulary)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["indicator_id"], []).append(row)
    records = []
    for group in groups.values():
        record = reader.record(group)
        if record is not None:
            records.append((record, group[0]))
    return records, reader.findings


def merged_indicator(sheet: IndicatorRecord, record: IndicatorRecord) -> IndicatorRecord:
    """Return the indicator of the sheet with what only `record` can know."""
    held = {value.territory: value for value in record.values}
    return sheet.model_copy(
        update={
            "unit_en": record.unit_en if record.unit == sheet.unit else None,
            "cautions": _both(sheet.cautions, record.cautions),
            "proxy": record.proxy,
            "computed": record.computed,
            "doubts": record.doubts,
            "values": tuple(_kept(value, held.get(value.territory)) for value in sheet.values),
        }
    )


def _kept(sheet: IndicatorValue, record: IndicatorValue | None) -> IndicatorValue:
    # A doubt is about the number that was read.
    if record is None or record.value != sheet.value:
        return sheet
    cautions = _both(sheet.cautions, record.cautions)
    return sheet.model_copy(
        update={"value": record.value, "cautions": cautions, "doubts": record.doubts}
    )


def _both(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


class _Reader:
    """Turns the rows of an indicator into its record; `findings` fills as it goes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.findings: list[Finding] = []
        self._vocabulary = vocabulary
        places = vocabulary.concepts("territory")
        self._places: Mapping[str, Concept] = {
            each.notation.removeprefix("REG-"): each for each in places if each.notation
        }
        self._regions = {
            each.slug
            for each in places
            if each.notation.startswith("REG-") and each.notation not in _OVERSEAS
        }

    def record(self, rows: Sequence[Row]) -> IndicatorRecord | None:
        """Return the indicator that `rows` give, or None after a fault in any of them."""
        before = len(self.findings)
        data = self._data(rows)
        if len(self.findings) > before:
            return None
        first = rows[0]
        record, faults = read_shape(data, {(): first.number}, IndicatorRecord, first.where)
        for fault in faults:
            spot = first.spot(column_of(tuple(fault.field.split("."))))
            self.findings.append(spot.fault(fault.code, fault.rule, fault.cure, fault.value))
        return record

    def _data(self, rows: Sequence[Row]) -> dict[str, Any]:
        first = rows[0]
        self._check_alike(rows)
        url = Counter(row["source_url"] for row in rows).most_common(1)[0][0]
        notes = {row.number: _parts(row["note"]) for row in rows}
        common = [part for part in notes[first.number] if all(part in n for n in notes.values())]
        values = [
            value
            for row in rows
            if (value := self._value(row, url, [p for p in notes[row.number] if p not in common]))
        ]
        self._check_once(rows)
        return {
            "indicator": first["indicator_id"],
            "name": {"fr": first["indicator_fr"], "en": first["indicator_en"]},
            "domain": self._domain(first),
            "unit": first["unit"],
            "year": first["year"],
            "publisher": first["source_publisher"],
            "source": {
                "title": first["source_title"],
                "url": url,
                "retrieved": self._retrieved(first),
            },
            **_noted(common),
            "missing": self._missing(values),
            "values": tuple(sorted(values, key=lambda value: str(value["territory"]))),
        }

    def _fault(self, row: Row, column: str, code: str, rule: Text, cure: Text) -> None:
        self.findings.append(row.spot(column).fault(code, rule, cure, row[column]))

    def _domain(self, row: Row) -> str:
        found = self._vocabulary.find("domain", row["domain_fr"])
        if found is not None and not found.slug.startswith("_"):
            return found.slug
        names = [each.fr for each in self._vocabulary.concepts("domain")]
        cure = proposal(row["domain_fr"], names)
        self._fault(row, "domain_fr", "csv-concept-unknown", _DOMAIN, cure)
        return ""

    def _retrieved(self, row: Row) -> str:
        found = _RETRIEVED.get(row["retrieved_as"])
        if found is None:
            cure = proposal(row["retrieved_as"], list(_RETRIEVED))
            self._fault(row, "retrieved_as", "csv-not-listed", _NOT_LISTED, cure)
        return found or "page"

    def _check_alike(self, rows: Sequence[Row]) -> None:
        first = rows[0]
        for row in rows:
            for column in _SHARED:
                if row[column] != first[column]:
                    rule = Text(
                        f"La ligne {first.number} dit autre chose du même indicateur.",
                        f"Row {first.number} says otherwise of the same indicator.",
                    )
                    self._fault(row, column, "csv-indicator-differs", rule, _ALIKE)

    def _check_once(self, rows: Sequence[Row]) -> None:
        seen: dict[str, int] = {}
        for row in rows:
            number = seen.setdefault(row["territory_code"], row.number)
            if number != row.number:
                rule = Text(
                    f"Ce territoire est déjà à la ligne {number}.",
                    f"This territory is already in row {number}.",
                )
                self._fault(row, "territory_code", "csv-territory-twice", rule, _ONCE)

    def _value(self, row: Row, url: str, note: list[str]) -> dict[str, Any] | None:
        place = self._place(row)
        if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", row["value"]):
            if row["value"]:
                self._fault(row, "value", "csv-number", *_NUMBER)
            return None
        if place is None:
            return None
        value: dict[str, Any] = {"territory": place.slug, "value": _plain(row["value"])}
        # The scope is a field of its own.
        told = _noted([part for part in note if fold(part) != fold(row["territory_fr"])])
        if place.notation == "FR":
            value["scope"] = row["territory_fr"]
            if fold(row["territory_fr"]) != fold(place.fr):
                told["cautions"] = (*told.get("cautions", ()), "scope-differs")
        if row["source_url"] != url:
            value["url"] = row["source_url"]
        return value | told

    def _place(self, row: Row) -> Concept | None:
        place = self._places.get(row["territory_code"])
        if place is None:
            cure = proposal(row["territory_code"], sorted(self._places))
            self._fault(row, "territory_code", "csv-concept-unknown", _TERRITORY, cure)
            return None
        names = {fold(name) for name in (place.fr, *place.alternatives)}
        # France is worded as each source scopes it.
        if place.notation != "FR" and fold(row["territory_fr"]) not in names:
            cure = Text(f"Ce code est celui de {place.fr}.", f"This is the code of {place.en}.")
            self._fault(row, "territory_fr", "csv-territory-name", _NAME, cure)
            return None
        return place

    def _missing(self, values: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        given = {value["territory"] for value in values}
        return tuple(sorted(self._regions - given)) if given & self._regions else ()


def _parts(note: str) -> list[str]:
    # A semicolon between parentheses belongs to what they hold.
    return [part.strip() for part in re.split(r";(?![^()]*\))", note) if part.strip()]


def _plain(text: str) -> Decimal:
    # 63256.0 is how programs write 63256; the value is the same.
    return Decimal(re.sub(r"\.0+$", "", text))


def _noted(parts: Sequence[str]) -> dict[str, Any]:
    """Return the cautions that a note says, and the note itself."""
    cautions = tuple(name for name, said in _SAID if any(said.search(part) for part in parts))
    # What is missing is listed as data.
    kept = " ; ".join(part for part in parts if not part.startswith("INCOMPLET"))
    data: dict[str, Any] = {"cautions": cautions} if cautions else {}
    return data | ({"remark": kept} if kept else {})


_DOMAIN = Text("Domaine inconnu.", "Unknown domain.")
_NOT_LISTED = Text("Cette valeur n'est pas dans la liste.", "This value is not in the list.")
_TERRITORY = Text("Code de territoire inconnu.", "Unknown territory code.")
_NAME = Text("Le code et le nom du territoire diffèrent.", "Code and name of the territory differ.")
_ALIKE = Text(
    "Écrivez la même chose sur toutes ses lignes, ou donnez un autre identifiant.",
    "Write the same on all its rows, or give another identifier.",
)
_ONCE = Text("Gardez une seule ligne par territoire.", "Keep one row for each territory.")
_NUMBER = (
    Text("Un nombre est attendu, avec un point.", "A number is expected, with a point."),
    Text("Écrivez par exemple 7.4, sans espace ni unité.", "Write 7.4, without space or unit."),
)
