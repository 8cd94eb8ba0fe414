"""The matrix as a picture: vector, readable in grey, complete without the page it came from.

Every status is a letter with a number; an empty cell says what its emptiness is. The legend,
the caution, the version and the licence stand in the picture, because a picture travels alone.
Texts are wrapped by an estimate of their width, so no font has to be at hand to draw it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from explorer.matrix import Cell, MatrixPage
from explorer.messages import Messages
from explorer.models import Status
from explorer.rendering import Site
from explorer.typography import apostrophes, french

__all__ = [
    "HEAD",
    "NARROW",
    "SIDE",
    "WIDE",
    "drawn_matrix",
    "matrix_svg",
    "matrix_width",
    "row_heights",
]

_FONT: Final = "Atkinson Hyperlegible Next, Atkinson Next, DejaVu Sans, Arial, sans-serif"
SIDE: Final = 220
NARROW: Final = 190
# A cell in which two statuses stand beside each other, for paper, which is wider than high.
WIDE: Final = 340
HEAD: Final = 84
_LINE: Final = 19
_PAD: Final = 10
# Mean width of a letter, as a share of the size of the type.
_WIDTH: Final = 0.54
_DASHES: Final = {
    "long-dash": "13 6",
    "short-dash": "5 5",
    "dash-dot": "11 5 2 5",
    "dotted": "0.1 6",
}


def matrix_svg(page: MatrixPage, messages: Messages, site: Site) -> str:
    """Return the matrix as one SVG document; every text is escaped."""
    body, width, tall = drawn_matrix(page, messages)
    height = 60 + tall + _LINE * 5 + 4 * _PAD
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{_FONT}" font-size="14" role="img">',
        f"<title>{_text(page.name.text, messages)}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _say(_PAD, 34, page.name.text, messages, size=22, weight=700),
        f'<g transform="translate(0 60)">{body}</g>',
        *_foot(page, messages, site, 60 + tall + _PAD + _LINE),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def drawn_matrix(
    page: MatrixPage, messages: Messages, *, cell: int = NARROW
) -> tuple[str, int, int]:
    """Return heads and cells as SVG from (0, 0), and their width and height.

    `cell` is the width of a cell in pixels.
    """
    heights = row_heights(page, cell=cell)
    parts = [*_heads(page, messages, cell), *_body(page, messages, heights, cell)]
    return "\n".join(parts), matrix_width(page, cell=cell), HEAD + sum(heights)


def matrix_width(page: MatrixPage, *, cell: int = NARROW) -> int:
    """Return the pixels of the drawing across, with cells of `cell` pixels."""
    return SIDE + cell * len(page.columns) + 2 * _PAD


def row_heights(page: MatrixPage, *, cell: int = NARROW) -> list[int]:
    """Return the pixels of each row, with cells of `cell` pixels."""
    heights = []
    for row in page.rows:
        name = len(_wrapped(row.link.words.text, SIDE - 2 * _PAD, 15))
        heights.append(max(name, *(_lines_of(one, cell) for one in row.cells)) * _LINE + 2 * _PAD)
    return heights


def _text(text: str, messages: Messages) -> str:
    shown = french(text) if messages.language == "fr" else text
    return escape(apostrophes(shown))


def _say(
    x: float, y: float, text: str, messages: Messages, *, size: int = 14, weight: int = 400
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="#111111">'
        f"{_text(text, messages)}</text>"
    )


def _wrapped(text: str, width: float, size: int) -> list[str]:
    """Return the text in lines that fit in `width` pixels at `size`."""
    room = max(4, int(width / (size * _WIDTH)))
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _heads(page: MatrixPage, messages: Messages, cell: int) -> Iterator[str]:
    for place, column in enumerate(page.columns):
        lines = _wrapped(column.words.text, cell - 2 * _PAD, 15)[:4]
        x = SIDE + place * cell + _PAD
        for number, line in enumerate(lines):
            y = HEAD - _PAD - (len(lines) - 1 - number) * _LINE
            yield _say(x, y, line, messages, size=15, weight=700)


def _body(page: MatrixPage, messages: Messages, heights: list[int], across: int) -> Iterator[str]:
    y = HEAD
    for row, height in zip(page.rows, heights, strict=True):
        for number, line in enumerate(_wrapped(row.link.words.text, SIDE - 2 * _PAD, 15)):
            yield _say(
                _PAD, y + _PAD + _LINE * (number + 1) - 5, line, messages, size=15, weight=600
            )
        for place, cell in enumerate(row.cells):
            x = SIDE + place * across
            dash = ' stroke-dasharray="4 4"' if cell.empty else ""
            yield (
                f'<rect x="{x}" y="{y}" width="{across}" height="{height}" fill="none" '
                f'stroke="#555555"{dash}/>'
            )
            at = (x + _PAD, y + _PAD + _LINE - 5)
            # What the chosen status has no link in stands back, as on the page.
            yield "<g>" if cell.kept else '<g opacity="0.6">'
            yield from _cell(cell, messages, at, across - 2 * _PAD)
            yield "</g>"
        y += height


def _abreast(width: int) -> int:
    """Return how many statuses stand beside each other in a cell."""
    return 2 if width >= WIDE else 1


def _lines_of(cell: Cell, width: int) -> int:
    if cell.empty:
        return 3
    told = bool(cell.statuses) + bool(cell.statuses and cell.counts["claims_neutral_or_mixed"])
    return max(2, 1 + -(-len(cell.statuses) // _abreast(width)) + told)


def _cell(cell: Cell, messages: Messages, at: tuple[float, float], width: int) -> Iterator[str]:
    x, y = at
    if cell.empty:
        said = cell.gap_word.text if cell.gap_word else ""
        for number, line in enumerate(_wrapped(said, width, 14)[:2]):
            yield _say(x, y + number * _LINE, line, messages, weight=600)
        read = messages("matrix.read_on").format(date=cell.gap_date)
        yield _say(x, y + 2 * _LINE, read, messages, size=12)
        return
    cases = cell.counts["cases"] or 0
    head = messages.count("matrix.cases", cases) if cases else messages("matrix.no_case")
    yield _say(x, y, head, messages, weight=600)
    abreast = _abreast(width + 2 * _PAD)
    column = width / abreast
    for number, one in enumerate(cell.statuses):
        left, line_y = x + number % abreast * column, y + (number // abreast + 1) * _LINE
        yield _say(left, line_y, f"{one.status.letter}  {one.number}", messages, weight=700)
        yield _say(left + 48, line_y, one.status.word.text.lower(), messages, size=13)
        yield _stroke(one.status, left + min(column, 170) - 42, line_y - 5)
    if cell.statuses:
        told = (
            messages("matrix.for").format(n=cell.counts["claims_for"]),
            messages("matrix.against").format(n=cell.counts["claims_against"]),
        )
        below = -(-len(cell.statuses) // abreast) + 1
        yield _say(x, y + below * _LINE, " · ".join(told), messages, size=12)
        mixed = cell.counts["claims_neutral_or_mixed"]
        if mixed:
            said = messages.count("matrix.mixed", mixed)
            yield _say(x, y + (below + 1) * _LINE, said, messages, size=12)


def _stroke(status: Status, x: float, y: float) -> str:
    if status.line == "open-circle":
        return (
            f'<circle cx="{x + 6}" cy="{y}" r="4" fill="none" stroke="#111111" stroke-width="2"/>'
        )
    dash = _DASHES.get(status.line, "")
    told = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
    thick = {"thick-solid": 5, "solid": 2.75, "dash-dot": 1.75}.get(status.line, 2)
    return f'<path d="M{x} {y}h42" stroke="#111111" stroke-width="{thick}" fill="none"{told}/>'


def _foot(page: MatrixPage, messages: Messages, site: Site, y: float) -> Iterator[str]:
    legend = " · ".join(
        f"{one.status.letter} {one.status.word.text.lower()}" for one in page.statuses if one.status
    )
    yield _say(_PAD, y, legend, messages, size=13, weight=600)
    width = SIDE + NARROW * len(page.columns) - 2 * _PAD
    lines = _wrapped(messages("matrix.caution"), width, 12)[:3]
    for number, line in enumerate(lines, start=1):
        yield _say(_PAD, y + number * _LINE, line, messages, size=12)
    about = messages("matrix.svg_about").format(version=site.short)
    yield _say(_PAD, y + (len(lines) + 1) * _LINE, about, messages, size=12)
