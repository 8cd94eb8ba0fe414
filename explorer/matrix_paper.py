"""A matrix on paper: as large as a sheet allows, on as many sheets as its rows need.

A picture that is shrunk until it fits is a picture that nobody reads at a table. So cells are
widened to the form of the paper, and a matrix of many rows goes over several sheets, each with
the heads of its columns.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from explorer.matrix import MatrixPage, Row
from explorer.matrix_svg import HEAD, NARROW, WIDE, drawn_matrix, matrix_width, row_heights
from explorer.messages import Messages

__all__ = ["matrix_bodies"]

# The smallest and the largest share of its usual size (14 points) that text is printed at.
_LEAST: Final = 0.7
_MOST: Final = 1.2
# Where the rows do not fit on one sheet, text is printed at this share.
_SPREAD: Final = 0.85
_CELLS: Final = (WIDE, NARROW)


def matrix_bodies(page: MatrixPage, messages: Messages, room: tuple[float, float]) -> list[str]:
    """Return the matrix as SVG drawn from (0, 0) within `room` (points), one for each sheet."""
    for cell in _CELLS:
        width, height = matrix_width(page, cell=cell), HEAD + sum(row_heights(page, cell=cell))
        whole = min(room[0] / width, room[1] / height, _MOST)
        if whole >= _LEAST:
            return [_scaled(page, messages, cell, whole)]
    wide = (one for one in _CELLS if room[0] / matrix_width(page, cell=one) >= _LEAST)
    cell = next(wide, NARROW)
    scale = min(room[0] / matrix_width(page, cell=cell), _SPREAD)
    return [
        _scaled(replace(page, rows=rows), messages, cell, scale)
        for rows in _shared_out(page, cell, room[1] / scale)
    ]


def _scaled(page: MatrixPage, messages: Messages, cell: int, scale: float) -> str:
    body, _, _ = drawn_matrix(page, messages, cell=cell)
    return f'<g transform="scale({scale:.4f})">{body}</g>'


def _shared_out(page: MatrixPage, cell: int, room: float) -> list[tuple[Row, ...]]:
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
