"""How much room a label takes, reckoned without a browser.

Positions are computed on the server, so the size of each label must be known there. The
widths are those of the vendored font (Atkinson Hyperlegible Next, weight 550), measured once
in hundredths of an em and rounded up; a letter that is not in the table counts as the widest.
A picture drawn in another font keeps to these widths by `textLength`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

__all__ = ["Label", "label_of", "width_of"]

_WIDTHS: Final = {
    20: "'",
    26: ",.:;j|¦’‘",
    28: "`i´·¹ìíîïĩīį\u00a0 ",
    30: " !l¡¸",
    32: "()",
    36: '[]"ft',
    38: "-r{}¯°",
    40: "_ª²³ºşš",
    42: "/I\\¨ÌÍÎÏ",
    44: "1•",
    46: "ĉċčĕėęěřżž“”",
    50: "*csvyz¢¿çýÿăąśź",
    52: "?x¶–",
    54: "7Jakàáâãäåā×",
    56: "FLeu~§èéêëùúûüđēħňūů",
    58: "≠2<>^ghnoµðñòóôõöøńō",
    60: "359+ETbdpq¤±ÈÉÊË÷þ",
    62: "468$=PSYZ¥«¬»ÝÞß",
    64: "BRV£",
    66: "0ACKXÀÁÂÃÄÅÇ",
    68: "D€",
    70: "HUÙÚÛÜ",
    72: "#GNwÑ",
    74: "&OÒÓÔÕÖØ…",
    76: "Q",
    78: "@",
    84: "¼½—",
    86: "M",
    88: "Wmæ",
    96: "%",
}
_WIDEST: Final = 102
_WORD: Final = re.compile(r"\S+")
# Where a word may be parted: after a hyphen, a dash or a slash.
_PART: Final = re.compile(r"[^-–/]*[-–/]+|[^-–/]+")


@dataclass(frozen=True, slots=True)
class Label:
    """A wrapped label: its lines, and the room they take in pixels at `size`."""

    lines: tuple[str, ...]
    width: float
    height: float
    size: float


@cache
def _letters() -> dict[str, int]:
    return {letter: width for width, letters in _WIDTHS.items() for letter in letters}


def width_of(text: str, size: float) -> float:
    """Return the width of one line of text in pixels, at `size` pixels to the em."""
    known = _letters()
    return sum(known.get(letter, _WIDEST) for letter in text) * size / 100


def label_of(text: str, size: float = 14, *, widest: float = 150, lines: int = 4) -> Label:
    """Wrap `text` to lines of at most `widest` pixels; what is left after `lines` is an ellipsis.

    A word longer than a line is parted after its hyphens and slashes, and cut only if a part is
    still longer. The height counts 1.25 em for a line.
    """
    wrapped: list[str] = []
    line = ""
    words = [piece for word in _WORD.findall(text) for piece in _pieces(word, size, widest)]
    for word, begins in words:
        longer = f"{line} {word}" if line and begins else line + word
        if line and width_of(longer, size) > widest:
            wrapped.append(line)
            line = word
        else:
            line = longer
    wrapped.append(line)
    if len(wrapped) > lines:
        kept = wrapped[:lines]
        while kept[-1] and width_of(f"{kept[-1]}…", size) > widest:
            kept[-1] = kept[-1][:-1]
        wrapped = [*kept[:-1], f"{kept[-1].rstrip(' ,;:–-')}…"]
    width = max(width_of(line, size) for line in wrapped)
    return Label(tuple(wrapped), width, len(wrapped) * size * 1.25, size)


def _pieces(word: str, size: float, widest: float) -> list[tuple[str, bool]]:
    """Return the pieces of a word that fit on a line, each with whether it begins the word."""
    if width_of(word, size) <= widest:
        return [(word, True)]
    pieces: list[str] = []
    for part in _PART.findall(word):
        rest = part
        while width_of(rest, size) > widest and len(rest) > 1:
            end = len(rest) - 1
            while end > 1 and width_of(rest[:end], size) > widest:
                end -= 1
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return [(piece, not place) for place, piece in enumerate(pieces)]
