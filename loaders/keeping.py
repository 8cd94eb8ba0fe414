"""Loading the good rows of a sheet, and keeping the refused ones for their author.

A row is left out when anything is wrong with it, and then whatever depended on it: a case
whose partner's row was refused, the other rows of an indicator. What is left must pass every
check that a whole load passes; nothing is half loaded. A fault that stands in no row (a
missing column, a YAML file, the record itself) still refuses everything.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.directory import first_bytes
from loaders.loading import Plan, plan
from loaders.rdf_loading import Occasion
from loaders.spreadsheets import MAX_BYTES, REASON, raw_rows
from loaders.workbooks import raw_sheets
from ontology.errors import Finding, RecordError
from ontology.vocabulary import Vocabulary

__all__ = ["Kept", "Refused", "plan_keeping", "refused_file"]

# Name of the sheet in a workbook ("" for a CSV) and row number -> what is wrong with the row.
Refused = Mapping[tuple[str, int], Sequence[Finding]]
# Stands between a workbook and its sheet in the place of a finding.
_SHEET: Final = "!"
_SHEETS: Final = frozenset({".csv", ".xlsx"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What the good rows would change, and the refused rows of each file."""

    plan: Plan
    refused: Mapping[Path, Refused]


def plan_keeping(
    paths: Sequence[Path],
    root: Path,
    vocabulary: Vocabulary,
    occasion: Occasion = Occasion(),  # noqa: B008  frozen
) -> Kept:
    """Return what loading the good rows of `paths` would change, and which rows are refused.

    Raise RecordError when a fault stands outside the rows, or two sheets share a name.
    """
    sheets = {path.name: path for path in paths if path.suffix in _SHEETS}
    found: dict[tuple[str, int], list[Finding]] = {}
    while True:
        try:
            kept = plan(paths, root, vocabulary, without=frozenset(found), occasion=occasion)
        except RecordError as error:
            rows = [_row(finding, sheets) for finding in error.findings]
            named = len(sheets) == sum(path.suffix in _SHEETS for path in paths)
            if not named or not rows or None in rows:
                raise
            for row, finding in zip(rows, error.findings, strict=True):
                if row is not None:
                    found.setdefault(row, []).append(finding)
        else:
            break
    refused: dict[Path, dict[tuple[str, int], list[Finding]]] = {}
    for (where, number), findings in sorted(found.items()):
        name, _, sheet = where.partition(_SHEET)
        refused.setdefault(sheets[name], {})[sheet, number] = findings
    return Kept(kept, refused)


def _row(finding: Finding, sheets: Mapping[str, Path]) -> tuple[str, int] | None:
    # Row 1 is the header: without it no row can be read.
    name = finding.where.partition(_SHEET)[0]
    if name in sheets and finding.line is not None and finding.line > 1:
        return finding.where, finding.line
    return None


def refused_file(path: Path, refused: Refused, language: str) -> bytes:
    """Return the refused rows as a file of the same form, each with its reasons beside it."""
    data = first_bytes(path, MAX_BYTES)
    if path.suffix == ".xlsx":
        return _workbook(data, refused, language)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows(_table(raw_rows(data), "", refused, language))
    return out.getvalue().encode()


def _workbook(data: bytes, refused: Refused, language: str) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415  only this needs it

    book = Workbook()
    book.remove(book.worksheets[0])
    concerned = {sheet for sheet, _ in refused}
    for title, rows in raw_sheets(data):
        if title not in concerned:
            continue
        sheet = book.create_sheet(title)
        for number, cells in enumerate(_table(iter(rows), title, refused, language), start=1):
            for column, text in enumerate(cells, start=1):
                cell = sheet.cell(row=number, column=column, value=text or None)
                if text:
                    # Never a formula, whatever it begins with.
                    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(
    rows: Iterator[tuple[int, list[str]]], sheet: str, refused: Refused, language: str
) -> Iterator[list[str]]:
    """Yield the header and each refused row, with a column of reasons."""
    width = 0
    place: int | None = None
    for number, cells in rows:
        if width == 0:
            width = len(cells)
            place = cells.index(REASON) if REASON in cells else None
            yield _with_reason(cells, place, REASON)
        elif (sheet, number) in refused:
            found = refused[sheet, number]
            said = (f"{each.field}: {each.rule.in_language(language)}" for each in found)
            # A row with too few cells keeps its reason under the right column.
            row = [*cells, *[""] * (width - len(cells))]
            yield _with_reason(row, place, " ".join(dict.fromkeys(said)))


def _with_reason(cells: Sequence[str], place: int | None, reason: str) -> list[str]:
    if place is None:
        return [*cells, reason]
    return [*cells[:place], reason, *cells[place + 1 :]]
