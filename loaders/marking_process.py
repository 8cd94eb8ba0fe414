"""The process that marks a workbook: a task and a workbook in, the marked workbook out.

    python -m loaders.marking_process <bytes of memory> <seconds>

The first line of standard input is the task as JSON: `marks` (sheet, row, column, what to say)
and `words`. A column is the name in the first filled row of its sheet, or its letter; a mark
without one stands in the first cell of its row.
"""

from __future__ import annotations

import io
import json
import re
import sys
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from loaders.workbook_process import raise_walls

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["AUTHOR", "RED", "main", "marked"]

AUTHOR: Final = "Alliances"
RED: Final = "FFF4B6B6"
_VERDICT: Final = "verdict"
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_WIDTHS: Final = (16, 8, 24, 34, 56, 70)
# A comment is as tall as its text asks for, in pixels.
_LINE: Final = 20
_SIGNS: Final = 46


def main(memory: int, seconds: int) -> None:
    """Read the task and the workbook on standard input, write the marked workbook."""
    task = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    raise_walls(memory, seconds)
    sys.stdout.buffer.write(marked(data, task["marks"], task["words"]))


def marked(data: bytes, marks: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> bytes:
    """Return the workbook with `marks`, those of an earlier time taken off."""
    from openpyxl import load_workbook  # noqa: PLC0415  once the walls stand

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), keep_links=False)
    if _VERDICT in book.sheetnames:
        del book[_VERDICT]
    for sheet in book.worksheets:
        _quieten(sheet)
        wanted = [mark for mark in marks if mark["sheet"] == sheet.title]
        if wanted:
            _mark(sheet, wanted)
    _add_verdict(book, marks, words)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _quieten(sheet: Worksheet) -> None:
    """Take off our marks of an earlier time, and make text of all that could run."""
    from openpyxl.formatting.formatting import ConditionalFormattingList  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    sheet.conditional_formatting = ConditionalFormattingList()
    # The cells of a merged block, but the first, could bear no comment.
    for block in [str(each) for each in sheet.merged_cells.ranges]:
        sheet.unmerge_cells(block)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.fill.fgColor.rgb == RED:
                cell.fill = PatternFill()
            if getattr(cell, "hyperlink", None) is not None:
                cell.hyperlink = None
            value = cell.value
            # An array formula is an object that holds its text.
            text = getattr(value, "text", value) if cell.data_type == "f" else value
            if cell.data_type == "f" or (isinstance(value, str) and value[:1] in "=+-@"):
                _write(cell, "" if text is None else str(text))


def _write(cell: Any, text: str) -> None:
    """Write a text that stays one, whatever it begins with."""
    cell.value = text
    if text:
        cell.data_type = "s"
        cell.quotePrefix = True


def _mark(sheet: Worksheet, marks: Sequence[Mapping[str, Any]]) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    header = next((row for row in sheet.iter_rows() if any(cell.value for cell in row)), ())
    places = {str(cell.value).strip(): cell.column for cell in header if cell.value is not None}
    said: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mark in marks:
        said[mark["row"], _column(mark["column"], places)].append(f"{mark['rule']} {mark['cure']}")
    for (row, column), lines in said.items():
        cell: Any = sheet.cell(row=row, column=column)
        text = "\n".join(dict.fromkeys(lines))
        height = _LINE * (2 + sum(1 + len(line) // _SIGNS for line in text.splitlines()))
        cell.comment = Comment(text, AUTHOR, height=height, width=340)
        cell.fill = PatternFill("solid", fgColor=RED, bgColor=RED)


def _column(name: str, places: Mapping[str, int]) -> int:
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415

    if name in places:
        return places[name]
    return column_index_from_string(name) if _LETTERS.fullmatch(name) else 1


def _add_verdict(
    book: Workbook, marks: Sequence[Mapping[str, Any]], words: Mapping[str, Any]
) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    sheet = book.create_sheet(_VERDICT, 0)
    sheet.append([words["title" if marks else "sound"]])
    sheet["A1"].font = Font(bold=True, size=12)
    sheet.append([])
    sheet.append(words["columns"])
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    for number, mark in enumerate(marks, start=4):
        line = [mark["place"], mark["row"], mark["column"]]
        line += [mark["value"], mark["rule"], mark["cure"]]
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(row=number, column=column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                _write(cell, value)
            else:
                cell.value = value
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    book.active = 0


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
