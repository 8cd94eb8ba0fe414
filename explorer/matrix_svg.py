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

__all__ = ["drawn_matrix", "matrix_svg"]

_FONT: Final = "Atkinson Hyperlegible Next, Atkinson Next, DejaVu Sans, Arial, sans-serif"
_SIDE: Final = 220
_CELL: Final = 190
_HEAD: Final = 84
_LINE: Final = 19
_PAD: Final = 10
# Mean width of a letter, as a share of the size of the type.
_WIDTH: Final = 0.54
_DASHES: Final = {
    "long-dash": "13 6",
    "short-dash": "5 4",
    "dash-dot": "11 4 2 4",
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


def drawn_matrix(page: MatrixPage, messages: Messages) -> tuple[str, int, int]:
    """Return heads and cells as SVG from (0, 0), and their width and height."""
    heights = [max(map(_lines_of, row.cells)) * _LINE + 2 * _PAD for row in page.rows]
    parts = [*_heads(page, messages), *_body(page, messages, heights)]
    width = _SIDE + _CELL * len(page.columns) + 2 * _PAD
    return "\n".join(parts), width, _HEAD + sum(heights)


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


def _heads(page: MatrixPage, messages: Messages) -> Iterator[str]:
    for place, column in enumerate(page.columns):
        lines = _wrapped(column.words.text, _CELL - 2 * _PAD, 15)[:4]
        x = _SIDE + place * _CELL + _PAD
        for number, line in enumerate(lines):
            y = _HEAD - _PAD - (len(lines) - 1 - number) * _LINE
            yield _say(x, y, line, messages, size=15, weight=700)


def _body(page: MatrixPage, messages: Messages, heights: list[int]) -> Iterator[str]:
    y = _HEAD
    for row, height in zip(page.rows, heights, strict=True):
        for number, line in enumerate(_wrapped(row.link.words.text, _SIDE - 2 * _PAD, 15)):
            yield _say(
                _PAD, y + _PAD + _LINE * (number + 1) - 5, line, messages, size=15, weight=600
            )
        for place, cell in enumerate(row.cells):
            x = _SIDE + place * _CELL
            dash = ' stroke-dasharray="4 4"' if cell.empty else ""
            yield (
                f'<rect x="{x}" y="{y}" width="{_CELL}" height="{height}" fill="none" '
                f'stroke="#555555"{dash}/>'
            )
            yield from _cell(cell, messages, x + _PAD, y + _PAD + _LINE - 5)
        y += height


def _lines_of(cell: Cell) -> int:
    if cell.empty:
        return 3
    return max(2, 1 + len(cell.statuses) + bool(cell.statuses))


def _cell(cell: Cell, messages: Messages, x: float, y: float) -> Iterator[str]:
    if cell.empty:
        said = cell.gap_word.text if cell.gap_word else ""
        for number, line in enumerate(_wrapped(said, _CELL - 2 * _PAD, 14)[:2]):
            yield _say(x, y + number * _LINE, line, messages, weight=600)
        read = messages("matrix.read_on").format(date=cell.gap_date)
        yield _say(x, y + 2 * _LINE, read, messages, size=12)
        return
    cases = cell.counts["cases"] or 0
    head = messages.count("matrix.cases", cases) if cases else messages("matrix.no_case")
    yield _say(x, y, head, messages, weight=600)
    for number, one in enumerate(cell.statuses, start=1):
        line_y = y + number * _LINE
        yield _say(x, line_y, f"{one.status.letter}  {one.number}", messages, weight=700)
        yield _say(x + 48, line_y, one.status.word.text.lower(), messages, size=13)
        yield _stroke(one.status, x + _CELL - 62, line_y - 5)
    if cell.statuses:
        told = (
            messages("matrix.for").format(n=cell.counts["claims_for"]),
            messages("matrix.against").format(n=cell.counts["claims_against"]),
        )
        yield _say(x, y + (len(cell.statuses) + 1) * _LINE, " · ".join(told), messages, size=12)


def _stroke(status: Status, x: float, y: float) -> str:
    if status.line == "open-circle":
        return (
            f'<circle cx="{x + 6}" cy="{y}" r="4" fill="none" stroke="#111111" stroke-width="2"/>'
        )
    dash = _DASHES.get(status.line, "")
    told = f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""
    thick = 5 if status.line == "thick-solid" else 2
    return f'<path d="M{x} {y}h42" stroke="#111111" stroke-width="{thick}" fill="none"{told}/>'


def _foot(page: MatrixPage, messages: Messages, site: Site, y: float) -> Iterator[str]:
    legend = " · ".join(
        f"{one.status.letter} {one.status.word.text.lower()}" for one in page.statuses if one.status
    )
    yield _say(_PAD, y, legend, messages, size=13, weight=600)
    width = _SIDE + _CELL * len(page.columns) - 2 * _PAD
    lines = _wrapped(messages("matrix.caution"), width, 12)[:3]
    for number, line in enumerate(lines, start=1):
        yield _say(_PAD, y + number * _LINE, line, messages, size=12)
    about = messages("matrix.svg_about").format(version=site.short)
    yield _say(_PAD, y + (len(lines) + 1) * _LINE, about, messages, size=12)
