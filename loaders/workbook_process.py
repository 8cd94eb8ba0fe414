"""The process that parses a workbook: bytes in, cells as JSON out, and walls around it.

    python -m loaders.workbook_process <bytes of memory> <seconds>

A sheet whose only row has a million cells, or a million styles, costs minutes and gigabytes
before its first cell can be looked at, so the library works where it may be stopped. What is
too wide or too long is cut here and told; a formula is given as its text, in a list of one.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias

from graph.worker_walls import cap_memory, forbid_calls
from loaders.spreadsheets import MAX_COLUMNS, MAX_ROWS

__all__ = ["Cell", "main", "raise_walls", "sheets"]

# A text as a CSV would hold it, or a formula or error value in a list of one.
Cell: TypeAlias = "str | list[str]"


def main(memory: int, seconds: int) -> None:
    """Read a workbook on standard input, write its sheets."""
    data = sys.stdin.buffer.read()
    raise_walls(memory, seconds)
    json.dump(list(sheets(data)), sys.stdout)


def raise_walls(memory: int, seconds: int) -> None:
    """Allow this process so much memory and time, no network and no program."""
    cap_memory(memory)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    forbid_calls()


def sheets(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield title, rows (number, cells) and what is over a limit (line and unit) of each sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415  once the walls stand

    with warnings.catch_warnings():
        # It warns of drop-down lists and styles that it does not keep; nothing is kept here.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            # What the file says of its size may be false.
            sheet.reset_dimensions()
            rows: list[tuple[int, list[Cell]]] = []
            over = _fill(sheet, rows)
            yield {"title": str(sheet.title), "rows": rows, "over": over}


def _fill(sheet: Any, rows: list[tuple[int, list[Cell]]]) -> tuple[int, str] | None:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MAX_ROWS + 1:
            return number, "rows"
        values = [_cell(cell.value, cell.data_type) for cell in cells]
        while values and values[-1] == "":
            values.pop()
        if len(values) > MAX_COLUMNS:
            return number, "columns"
        if values:
            rows.append((number, values))
    return None


def _cell(value: object, kind: str) -> Cell:
    if kind in {"f", "e"} or (kind != "s" and isinstance(value, str) and value.startswith("=")):
        return [str(value)]
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if _midnight(value) else value.isoformat()
        case None:
            return ""
        case _:
            # A text, a whole number or a day; a duration is what the program would show.
            return str(value).strip()


def _midnight(value: datetime) -> bool:
    return (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
