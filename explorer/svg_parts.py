"""What every picture of ours is drawn with: text that keeps its width, marks and line ends.

Maps, sheets and cards share these, so that a status looks the same on a wall and in a hand.
Every text is escaped here and nowhere else; nothing returned links, loads or runs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from explorer.graph_curves import mark_size
from explorer.graph_look import DASHES, Palette
from explorer.label_boxes import width_of
from graph.network import Status

__all__ = [
    "FONT",
    "arrow_head",
    "clean",
    "columned",
    "formed",
    "marked",
    "num",
    "status_line",
    "striped",
    "written",
]

FONT: Final = "Atkinson Hyperlegible Next, Atkinson Next, Liberation Sans, DejaVu Sans, sans-serif"

# The corners of a round box, in pixels.
_CORNER: Final = 10.0


def arrow_head(
    end: str, at: tuple[float, float], before: tuple[float, float], colour: str, palette: Palette
) -> str:
    """Return the end of a line at `at`, coming from `before`; `end` is one of Stroke's."""
    turn = math.degrees(math.atan2(at[1] - before[1], at[0] - before[0]))
    place = f'transform="translate({num(at[0])} {num(at[1])}) rotate({num(turn)})"'
    if end == "arrow":
        return f'<path {place} d="M0 0L-10 -4.5V4.5Z" fill="{colour}"/>'
    if end == "circle":
        return (
            f'<circle {place} cx="-5" r="4.5" fill="{palette.paper}" stroke="{colour}" '
            'stroke-width="1.75"/>'
        )
    if end == "bar":
        return f'<path {place} d="M-1 -5V5" stroke="{colour}" stroke-width="1.5"/>'
    return ""


def marked(mark: str, at: tuple[float, float], palette: Palette) -> str:
    """Return the letters of a status in their frame, around `at`."""
    wide, high = mark_size(mark)
    return (
        f'<rect x="{num(at[0] - wide / 2)}" y="{num(at[1] - high / 2)}" width="{num(wide)}" '
        f'height="{num(high)}" rx="3" fill="{palette.paper}" stroke="{palette.ink_2}"/>'
        + written(mark, at[0], at[1] + 4.5, palette.ink, size=12, weight=700, middle=True)
    )


def written(
    text: str,
    x: float,
    y: float,
    ink: str,
    *,
    size: float,
    weight: int = 450,
    middle: bool = False,
    halo: str = "",
) -> str:
    """Return one line of text; `y` is its base line, `middle` sets it around `x`.

    A `halo` is the colour of the rim that parts it from what passes under it.
    """
    # The reckoned width holds in any font, so that no label leaves its box.
    length = f' textLength="{num(width_of(text, size))}" lengthAdjust="spacingAndGlyphs"'
    anchor = ' text-anchor="middle"' if middle else ""
    rim = f' paint-order="stroke" stroke="{halo}" stroke-width="6" stroke-linejoin="round"'
    return (
        f'<text x="{num(x)}" y="{num(y)}" font-size="{num(size)}" font-weight="{weight}" '
        f'fill="{ink}"{rim if halo else ""}{anchor}{length if text else ""}>'
        f"{escape(clean(text))}</text>"
    )


def formed(form: str, at: tuple[float, float, float, float], paint: str) -> str:
    """Return a form of LEVELS at left, top, width, height; `paint` are its fill and stroke."""
    x, y, w, h = at
    if form == "ellipse":
        return (
            f'<ellipse cx="{num(x + w / 2)}" cy="{num(y + h / 2)}" rx="{num(w / 2)}" '
            f'ry="{num(h / 2)}" {paint} stroke-width="2"/>'
        )
    if form == "cut":
        c = 8
        points = [
            (x + c, y),
            (x + w - c, y),
            (x + w, y + c),
            (x + w, y + h - c),
            (x + w - c, y + h),
            (x + c, y + h),
            (x, y + h - c),
            (x, y + c),
        ]
        return f'<polygon points="{" ".join(f"{num(a)},{num(b)}" for a, b in points)}" {paint}/>'
    corner = {"round": _CORNER, "deep": 3, "tag": 14}.get(form, 0)
    extra = {"dashed": ' stroke-dasharray="4 3"', "tag": ' stroke-width="2.5"'}.get(form, "")
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" rx="{corner}" '
        f"{paint}{extra}/>"
    )


def striped(
    colours: Sequence[str], at: tuple[float, float, float, float], wide: float, rim: str
) -> str:
    """Return stripes at the left of a round box, each `wide` pixels, and the box's rim again."""
    if not colours:
        return ""
    x, y, _, h = at
    corner = min(_CORNER, h / 2)
    # The first follows the corners of the box as far as it reaches.
    high = corner - math.sqrt(max(corner**2 - max(corner - wide, 0) ** 2, 0))
    first, *others = colours
    parts = [
        f'<path d="M{num(x)} {num(y + corner)}A{num(corner)} {num(corner)} 0 0 1 {num(x + wide)} '
        f"{num(y + high)}V{num(y + h - high)}A{num(corner)} {num(corner)} 0 0 1 {num(x)} "
        f'{num(y + h - corner)}Z" fill="{first}"/>'
    ]
    parts += [
        f'<rect x="{num(x + place * wide)}" y="{num(y)}" width="{num(wide)}" height="{num(h)}" '
        f'fill="{colour}"/>'
        for place, colour in enumerate(others, 1)
    ]
    return "".join(parts) + formed("round", at, f'fill="none" stroke="{rim}"')


def columned(widths: Sequence[float], room: float) -> tuple[list[tuple[float, int]], int]:
    """Return left edge and row of each entry, column after column, and how many rows there are.

    A column is as wide as its widest entry; there are as few rows as let all columns stand in
    `room`, and one column if none does.
    """
    for rows in range(1, len(widths) + 1):
        wide = [max(widths[start : start + rows]) for start in range(0, len(widths), rows)]
        if sum(wide) <= room or rows == len(widths):
            lefts = [sum(wide[:place]) for place in range(len(wide))]
            return [(lefts[n // rows], n % rows) for n in range(len(widths))], rows
    return [], 0


def clean(text: str) -> str:
    """Return the text without the signs XML cannot hold."""
    return "".join(sign if sign >= " " else " " for sign in text)


def num(value: float) -> str:
    """Return a length as SVG writes it, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def status_line(status: Status, palette: Palette) -> str:
    """Return the letter and the line of a status, 84 wide around the height 0."""
    width, dashes = DASHES[status.line]
    dash = f' stroke-dasharray="{" ".join(map(num, dashes))}"' if dashes else ""
    end = "circle" if status.line == "open-circle" else "arrow"
    return (
        marked(status.letter, (8, 0), palette)
        + f'<path d="M24 0H72" stroke="{palette.ink}" stroke-width="{num(width)}" '
        f'stroke-linecap="round"{dash}/>' + arrow_head(end, (74, 0), (24, 0), palette.ink, palette)
    )
