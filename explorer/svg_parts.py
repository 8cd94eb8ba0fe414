"""What every picture of ours is drawn with: text that keeps its width, marks and line ends.

Maps, sheets and cards share these, so that a status looks the same on a wall and in a hand.
Every text is escaped here and nowhere else; nothing returned links, loads or runs.
"""

from __future__ import annotations

import math
from typing import Final
from xml.sax.saxutils import escape

from explorer.graph_look import DASHES, Palette
from explorer.label_boxes import width_of
from graph.network import Status

__all__ = ["FONT", "arrow_head", "clean", "marked", "num", "status_line", "written"]

FONT: Final = "Atkinson Hyperlegible Next, Atkinson Next, Liberation Sans, DejaVu Sans, sans-serif"


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
    wide = max(16.0, width_of(mark, 12) + 8)
    return (
        f'<rect x="{num(at[0] - wide / 2)}" y="{num(at[1] - 8)}" width="{num(wide)}" height="16" '
        f'rx="3" fill="{palette.paper}" stroke="{palette.ink_2}"/>'
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
