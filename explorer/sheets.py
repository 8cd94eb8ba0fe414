"""A view as a file: the same rows as the page, all of them, in a table and as JSON.

The page shows some rows at a time; the file holds every row that the same filters keep. Its
names of things are those of the page's language, its identifiers are the graph's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from queries.answers import Cell
from queries.catalogue import Column
from queries.writing import Edition, csv_text, json_text

__all__ = ["Sheet", "sheet_csv", "sheet_json"]

Line: TypeAlias = Sequence[Cell | tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One view: the word of its address, its title, columns and every row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def sheet_csv(sheet: Sheet) -> str:
    """Return the view as CSV; see `queries.writing.csv_text`."""
    return csv_text([one.name for one in sheet.columns], sheet.lines)


def sheet_json(sheet: Sheet, edition: Edition) -> str:
    """Return the view as JSON; see `queries.writing.json_text`."""
    return json_text(sheet.columns, sheet.lines, about={"title": sheet.title}, edition=edition)
