"""A sheet of paper: A3, as vectors, with everything it needs to travel alone.

Every sheet has its title, the legend of statuses as letter and line (so that it is read in
grey), the works it rests on, the caution, the data version and a square that a telephone
reads. One unit is one point, which is what the writer of PDF takes a pixel for. Without a
public address the square holds names and version, never an address that does not answer.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import segno
import vl_convert
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from explorer.graph_look import PALETTES, Palette
from explorer.label_boxes import label_of, width_of
from explorer.svg_parts import FONT, columned, num, status_line, written
from explorer.typography import apostrophes, french
from graph.network import Status

__all__ = [
    "HEIGHT",
    "INNER",
    "PAPER",
    "WIDTH",
    "Frame",
    "fitted",
    "joined",
    "lines_of",
    "pdf_of",
    "printed",
    "square",
]

# A3 across, in points: 420 by 297 millimetres.
WIDTH: Final = 1190.55
HEIGHT: Final = 841.89
_MARGIN: Final = 36.0
INNER: Final = WIDTH - 2 * _MARGIN
PAPER: Final[Palette] = PALETTES["light"]
_SQUARE: Final = 62.0
_ROW: Final = 17.0
_SMALL: Final = 8.5
# Room for the words of the foot, beside the square; and how many lines one of them may take.
_FOOT: Final = INNER - _SQUARE - 16
_MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body of a sheet, in one language.

    `statuses` come in the order of reading; `signs` are what follows them in the legend, as
    (drawing, words); `sources` is one sentence with every work; `foot` the caution, version
    and licence; `code` what the square holds.
    """

    title: str
    language: str
    statuses: Sequence[Status]
    sources: str
    foot: Sequence[str]
    code: str
    signs: Sequence[tuple[str, str]] = ()

    @staticmethod
    def holds(sentence: str) -> bool:
        """Tell whether the foot prints the whole of a sentence."""
        return fits(sentence, _SMALL, _FOOT, _MOST_LINES)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height left for the body."""
        return INNER, HEIGHT - 2 * _MARGIN - 34 - self._below - 10

    @property
    def _below(self) -> float:
        told = len(self._told) * _SMALL * 1.3 + 8
        return max(self._rows * _ROW + 12 + told, _SQUARE + 8)

    @property
    def _told(self) -> list[str]:
        texts = [self.sources, *self.foot] if self.sources else [*self.foot]
        return [line for text in texts for line in lines_of(text, _SMALL, _FOOT, _MOST_LINES)]

    @property
    def _entries(self) -> list[tuple[str, str, float, int]]:
        """Drawing, words, left edge and row of each entry of the legend, in straight columns."""
        shown = [(status_line(one, PAPER), self._word(one)) for one in self.statuses]
        shown += [(drawn, printed(words, self.language)) for drawn, words in self.signs]
        places, _ = columned([82 + width_of(words, 10) + 22 for _, words in shown], _FOOT)
        return [(*one, *place) for one, place in zip(shown, places, strict=True)]

    @property
    def _rows(self) -> int:
        return max((row for *_, row in self._entries), default=-1) + 1

    def sheet(self, body: str) -> str:
        """Return the sheet as SVG; `body` is drawn from (0, 0) within `room`."""
        title = printed(self.title, self.language)
        size = 20.0 if len(title) < 90 else 15.0
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
                f'viewBox="0 0 {WIDTH} {HEIGHT}" lang={quoteattr(self.language)} '
                f'font-family="{FONT}" font-size="12">',
                f"<title>{escape(title)}</title>",
                f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
                written(title, _MARGIN, _MARGIN + 16, PAPER.ink, size=size, weight=700),
                f'<g transform="translate({num(_MARGIN)} {num(_MARGIN + 34)})">{body}</g>',
                self._foot(),
                "</svg>",
            ]
        )

    def _foot(self) -> str:
        top = HEIGHT - _MARGIN - self._below
        parts = [f'<path d="M{num(_MARGIN)} {num(top)}h{num(INNER)}" stroke="{PAPER.rule}"/>']
        for drawn, words, x, row in self._entries:
            place = f"translate({num(_MARGIN + x)} {num(top + 14 + row * _ROW)})"
            told = written(words, 82, 4, PAPER.ink, size=10)
            parts.append(f'<g transform="{place}">{drawn}{told}</g>')
        below = top + 12 + self._rows * _ROW
        for number, line in enumerate(self._told, 1):
            y = below + number * _SMALL * 1.3
            parts.append(written(line, _MARGIN, y, PAPER.ink_2, size=_SMALL))
        parts.append(square(self.code, WIDTH - _MARGIN - _SQUARE, top + 6, _SQUARE))
        return "".join(parts)

    def _word(self, status: Status) -> str:
        return printed(status.label.in_language(self.language), self.language)


def printed(text: str, language: str) -> str:
    """Return a text with the spaces and apostrophes of print."""
    return apostrophes(french(text) if language == "fr" else text)


def lines_of(text: str, size: float, width: float, most: int) -> list[str]:
    """Return `text` in at most `most` lines of `width` points; more ends in an ellipsis."""
    return [*label_of(text, size, widest=width, lines=most).lines] if text else []


def listed(names: Sequence[str], room: tuple[float, float]) -> str:
    """Return names in three columns, each whole, as large as they fit into a room."""
    width, height = (room[0] - 40) / 3, room[1]
    for size in (10.0, 9.0, 8.0, 7.0, 6.0):
        lines = [line for name in names for line in lines_of(f"· {name}", size, width, 9)]
        rows = max(1, int(height // (size * 1.3)))
        if len(lines) <= 3 * rows:
            break
    rows = max(1, -(-len(lines) // 3))
    return "".join(
        written(line, place // rows * (width + 20), (place % rows + 1) * size * 1.3, PAPER.ink,
                size=size)
        for place, line in enumerate(lines)
    )  # fmt: skip


def fits(text: str, size: float, width: float, most: int) -> bool:
    """Tell whether `lines_of` returns the whole text."""
    return len(lines_of(text, size, width, most + 1)) <= most


def fitted(drawing: str, box: tuple[float, float, float, float], room: tuple[float, float]) -> str:
    """Return a drawing that fills left, top, width, height set into the middle of a room."""
    left, top, width, height = box
    scale = min(room[0] / width, room[1] / height, 1.6)
    x, y = (room[0] - width * scale) / 2, (room[1] - height * scale) / 2
    place = f"translate({num(x)} {num(y)}) scale({scale:.4f}) translate({num(-left)} {num(-top)})"
    return f'<g transform="{place}">{drawing}</g>'


def square(content: str, x: float, y: float, size: float) -> str:
    """Return a QR code of `size` points as one path, black on the paper."""
    code = segno.make(content, error="m", micro=False)
    out = io.BytesIO()
    code.save(out, kind="svg", xmldecl=False, svgns=False, nl=False, border=0, omitsize=True)
    path = out.getvalue().decode()
    inner = path[path.index("<path") : path.rindex("</svg>")]
    scale = size / code.symbol_size(border=0)[0]
    return f'<g transform="translate({num(x)} {num(y)}) scale({scale:.4f})">{inner}</g>'


def pdf_of(svg: str) -> bytes:
    """Return a sheet as PDF: vectors and text that can be searched, never a picture of it."""
    return bytes(vl_convert.svg_to_pdf(svg))


def joined(sheets: Sequence[bytes], *, language: str) -> bytes:
    """Return PDF sheets as one document in their order; the same sheets give the same bytes."""
    writer = PdfWriter()
    for sheet in sheets:
        writer.append(io.BytesIO(sheet), import_outline=False)
    # A reading aloud needs the language, which no sheet knows.
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
