"""A matrix on paper: as large as a sheet allows, on as many sheets as it needs.

A picture that is shrunk until it fits is a picture that nobody reads at a table. So cells are
widened to the form of the paper, and what is still too much goes over several sheets, by rows
and by columns, each with the heads of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from explorer.matrix import MatrixPage, Row
from explorer.matrix_svg import HEAD, NARROW, SIDE, WIDE, drawn_matrix, matrix_width, row_heights
from explorer.messages import Messages

__all__ = ["matrix_bodies"]

# The smallest and the largest share of its usual size (12 and 14 points) text is printed at.
_LEAST: Final = 0.7
_MOST: Final = 1.2
# Where not all fits on one sheet, text is printed at this share, or the least that is needed.
_SPREAD: Final = 0.85


def matrix_bodies(page: MatrixPage, messages: Messages, room: tuple[float, float]) -> list[str]:
    """Return the matrix as SVG drawn from (0, 0) within `room` (points), one for each sheet."""
    for cell in (WIDE, NARROW):
        width, height = matrix_width(page, cell=cell), HEAD + sum(row_heights(page, cell=cell))
        whole = min(room[0] / width, room[1] / height, _MOST)
        if whole >= _LEAST:
            return [_scaled(page, messages, cell, whole)]
    # As few sheets across as the least size allows, then as large as those let it be.
    most = max(1, int((room[0] / _LEAST - SIDE) // NARROW))
    across = -(-len(page.columns) // -(-len(page.columns) // most))
    scale = min(_SPREAD, room[0] / (SIDE + across * NARROW))
    cell = min(WIDE, int((room[0] / scale - SIDE) // across))
    return [
        _scaled(replace(part, rows=rows), messages, cell, scale)
        for part in _parts(page, across)
        for rows in _rows_shared_out(part, cell, room[1] / scale)
    ]


def _scaled(page: MatrixPage, messages: Messages, cell: int, scale: float) -> str:
    body, _, _ = drawn_matrix(page, messages, cell=cell)
    return f'<g transform="scale({scale:.4f})">{body}</g>'


def _parts(page: MatrixPage, across: int) -> Iterator[MatrixPage]:
    """Yield parts of a matrix with at most `across` columns each."""
    for start in range(0, len(page.columns), across):
        kept = slice(start, start + across)
        rows = tuple(replace(row, cells=row.cells[kept]) for row in page.rows)
        yield replace(page, columns=page.columns[kept], rows=rows)


def _rows_shared_out(page: MatrixPage, cell: int, room: float) -> list[tuple[Row, ...]]:
    """Return the rows of each sheet: as many as fit under the heads, and always one."""
    found: list[list[Row]] = [[]]
    left = room - HEAD
    for row, height in zip(page.rows, row_heights(page, cell=cell), strict=True):
        if found[-1] and height > left:
            found.append([])
            left = room - HEAD
        found[-1].append(row)
        left -= height
    return [tuple(rows) for rows in found]
