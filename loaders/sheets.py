"""Workbooks that we write for people: plain texts, drop-down lists, a first row that stays in view.

A cell is always a text, never a formula, whatever it begins with, because some come from
documents of others. Lists of words stand in a sheet of their own, `listes`, which reading
passes over like `lisez-moi`; each has a name, since a spreadsheet program may drop a list that is
told by its place in another sheet.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from loaders.spreadsheets import MAX_ROWS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Choice", "Sheet", "add_lists", "new_book", "saved", "write_book"]

_LISTS: Final = "listes"
_WIDTHS: Final = (6, 60)


@dataclass(frozen=True, slots=True)
class Choice:
    """The words proposed in a column, and whether a cell may hold others or several."""

    words: Sequence[str]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to write: its title, the names of its columns, its rows, lists for columns."""

    title: str
    names: Sequence[str]
    rows: Sequence[Sequence[str]]
    choices: Mapping[str, Choice] = field(default_factory=dict)


def new_book() -> Workbook:
    """Return an empty workbook; the same content gives the same workbook."""
    from openpyxl import Workbook  # noqa: PLC0415  only writing needs it

    book = Workbook()
    book.properties.created = book.properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(
        tzinfo=None
    )
    return book


def saved(book: Workbook, readme: Iterable[str]) -> bytes:
    """Return the workbook as bytes, its explanations in a last sheet."""
    explained = book.create_sheet("lisez-moi")
    for line in readme:
        explained.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_book(sheets: Sequence[Sheet], readme: Iterable[str]) -> bytes:
    """Return a workbook with these tables."""
    book = new_book()
    book.remove(book.worksheets[0])
    for each in sheets:
        _write(book.create_sheet(each.title), each)
        add_lists(book, book[each.title], each.names, each.choices)
    return saved(book, readme)


def _write(sheet: Worksheet, table: Sheet) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for number, row in enumerate([table.names, *table.rows], start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column, value=text or None)
            if text:
                cell.data_type = "s"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    for column, name in enumerate(table.names, start=1):
        longest = max((len(row[column - 1]) for row in table.rows), default=0)
        width = min(max(longest, len(name) + 2, _WIDTHS[0]), _WIDTHS[1])
        sheet.column_dimensions[get_column_letter(column)].width = width


def add_lists(
    book: Workbook, sheet: Worksheet, names: Sequence[str], choices: Mapping[str, Choice]
) -> None:
    """Give columns of `sheet` the drop-down lists of `choices`."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    known = _LISTS in book.sheetnames
    lists: Worksheet = book[_LISTS] if known else book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    before = lists.max_column if known else 0
    for place, (column, choice) in enumerate(choices.items(), start=before + 1):
        letter = get_column_letter(place)
        for number, word in enumerate([column, *choice.words], start=1):
            lists.cell(row=number, column=place, value=word)
        name = f"liste_{sheet.title}_{column}"
        cells = f"{_LISTS}!${letter}$2:${letter}${len(choice.words) + 1}"
        book.defined_names[name] = DefinedName(name, attr_text=cells)
        rule = DataValidation(
            type="list",
            formula1=name,
            allow_blank=True,
            showErrorMessage=not choice.several,
        )
        rule.errorTitle = column
        rule.error = "Choisissez dans la liste. / Choose from the list."
        target = get_column_letter(names.index(column) + 1)
        rule.add(f"{target}2:{target}{MAX_ROWS}")
        sheet.add_data_validation(rule)
