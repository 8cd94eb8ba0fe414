"""The rows of a map's workbook that a person kept become rows of an ordinary load.

From there on they are read, matched and refused like any others: names that look like known ones
are asked about, and an alliance without a page that says so does not enter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders import cases_csv, organisations_csv
from loaders.faults import Spot
from loaders.maps.columns import ALLIANCES, ORGANISATIONS, TABLES
from loaders.reading.rows import EMPTY, NONE_KEPT, kept_rows
from loaders.spreadsheets import Columns, Row
from ontology.errors import Finding

__all__ = ["kept_of_maps"]

_BECOME = ((ORGANISATIONS, organisations_csv.COLUMNS), (ALLIANCES, cases_csv.COLUMNS))


def kept_of_maps(
    sheets: Mapping[Columns, Sequence[Row]],
) -> tuple[dict[Columns, list[Row]], list[Finding]]:
    """Return the kept rows by the table they are loaded as, and every fault of the workbooks."""
    found: dict[Columns, list[Row]] = {}
    findings: list[Finding] = []
    for table, loaded in _BECOME:
        kept, faults = kept_rows(sheets.get(table, ()))
        findings += faults
        for row in kept:
            empty = [name for name in loaded.names if name in loaded.required and not row[name]]
            findings += [row.spot(name).fault("candidates-empty", *EMPTY, name) for name in empty]
            cells = {name: row[name] for name in loaded.names}
            found.setdefault(loaded, []).append(Row(row.where, row.number, cells))
    books = dict.fromkeys(_book(row) for table in TABLES for row in sheets.get(table, ()))
    taken = {_book(row) for rows in found.values() for row in rows}
    if not findings:
        findings += [
            Spot(book).fault("candidates-none", *NONE_KEPT) for book in books if book not in taken
        ]
    return found, findings


def _book(row: Row) -> str:
    return row.where.partition("!")[0]
