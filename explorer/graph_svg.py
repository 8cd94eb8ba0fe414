"""A picture of the graph as SVG: the same places as on the screen, with its legend and source.

Drawn on the server, so that it needs no browser, opens anywhere, prints as vectors and stays
text that can be searched. Every text is escaped; nothing in it links, loads or runs. The
parts (`drawing`, `legend`) stand alone, so that posters and sheets can place them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from explorer.graph_groups import GROUP_TITLE, Group
from explorer.graph_lines import Line
from explorer.graph_look import PALETTES, Palette, filled, form_of, stroke_of
from explorer.graph_view import Box, View, faded
from explorer.label_boxes import label_of
from explorer.layout import bounds
from explorer.svg_parts import FONT, arrow_head, clean, marked, num, status_line, written
from graph.network import Status

__all__ = ["Words", "drawing", "extent", "legend", "other_entries", "picture"]

_MARGIN: Final = 40.0
_TEXT: Final = 13.0
_COLUMN: Final = 300.0
_ROW: Final = 24.0


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says in its own words, in one language.

    `kinds` names lines without a status and forms; `statuses` come in the order of reading;
    `foot` are the lines below the legend: caution, version, address.
    """

    title: str
    language: str
    legend: str
    against: str
    to_find: str
    kinds: Mapping[str, str]
    categories: Mapping[str, str]
    statuses: Sequence[Status]
    foot: Sequence[str] = ()


def picture(view: View, words: Words, *, theme: str = "light") -> str:
    """Return the whole picture: title, drawing, legend, foot. Pixels; one pixel is one point."""
    palette = PALETTES[theme]
    left, top, width, height = extent(view)
    width = max(width, 2 * _COLUMN + 2 * _MARGIN)
    key, tall = legend(view, words, palette, width - 2 * _MARGIN)
    head = 46.0
    foot = [line for text in words.foot for line in _wrapped(text, width - 2 * _MARGIN)]
    below = head + height + tall + 20
    total = below + len(foot) * 18 + _MARGIN / 2
    shift = (width - extent(view)[2]) / 2
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{num(width)}" height="{num(total)}" '
        f'viewBox="0 0 {num(width)} {num(total)}" role="img" lang={quoteattr(words.language)} '
        f'font-family="{FONT}" font-size="14">',
        f"<title>{escape(words.title)}</title>",
        f"<desc>{escape(' '.join(words.foot))}</desc>",
        f'<rect width="100%" height="100%" fill="{palette.paper}"/>',
        written(words.title, _MARGIN, 32, palette.ink, size=20, weight=650),
        f'<g transform="translate({num(shift - left)} {num(head - top)})">',
        drawing(view, palette, words.language),
        "</g>",
        f'<g transform="translate({num(_MARGIN)} {num(head + height)})">',
        key,
        "</g>",
    ]
    lines += [
        written(line, _MARGIN, below + 18 * place, palette.ink_2, size=12)
        for place, line in enumerate(foot, 1)
    ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def drawing(view: View, palette: Palette, language: str) -> str:
    """Return groups, lines, boxes and marks in the view's own coordinates."""
    boxes = {box.node.iri: box for box in view.boxes}
    away = faded(view)
    parts = [_frame(group, palette) for group in view.groups]
    for line in view.lines:
        parts.append(_line(line, boxes, palette, away=line.id in away))
    parts += [_title(group, palette, language) for group in view.groups]
    parts += [_box(box, palette, language, away=box.id in away) for box in view.boxes]
    return "\n".join(part for part in parts if part)


def extent(view: View) -> tuple[float, float, float, float]:
    """Return left, top, width and height of all that `drawing` draws."""
    sizes = {box.node.iri: (box.width, box.height) for box in view.boxes}
    left, top, width, height = bounds(view.places, sizes, _MARGIN)
    right, room = left + width, 34.0 if view.groups else 0.0
    right = max([right, *(group.box[0] + group.box[2] + _MARGIN for group in view.groups)])
    return left, top - room, right - left, height + room


def _frame(group: Group, palette: Palette) -> str:
    left, top, width, height = group.box
    return (
        f'<rect x="{num(left)}" y="{num(top)}" width="{num(width)}" height="{num(height)}" rx="10" '
        f'fill="{palette.ink_2}" fill-opacity="0.05" stroke="{palette.rule}"/>'
    )


def _title(group: Group, palette: Palette, language: str) -> str:
    """Return the title of a group, which lines pass under."""
    left, top, _, _ = group.box
    name = group.name.in_language(language)
    return written(
        name, left + 4, top - 8, palette.ink, size=GROUP_TITLE, weight=700, halo=palette.paper
    )


def _line(line: Line, boxes: Mapping[str, Box], palette: Palette, *, away: bool) -> str:
    start, end = boxes[line.start], boxes[line.end]
    stroke = stroke_of(line)
    colour = palette.ink if stroke.strong else palette.rule
    control = _control(start, end, line.bend)
    from_x, from_y = _edge(start, control)
    to_x, to_y = _edge(end, control)
    dashes = f' stroke-dasharray="{" ".join(map(num, stroke.dashes))}"' if stroke.dashes else ""
    # The curve that passes by the middle point between its two rims.
    middle = _middle(start, end, line.bend)
    bent = (2 * middle[0] - (from_x + to_x) / 2, 2 * middle[1] - (from_y + to_y) / 2)
    curve = f"M{num(from_x)} {num(from_y)}Q{num(bent[0])} {num(bent[1])} {num(to_x)} {num(to_y)}"
    parts = [
        f'<g data-line="{line.id}"{_away(away=away)}>'
        f'<path d="{curve}" fill="none" stroke="{colour}" '
        f'stroke-width="{num(stroke.width)}" '
        f'stroke-linecap="round"{dashes}/>',
        arrow_head(stroke.end, (to_x, to_y), bent, colour, palette),
    ]
    if line.mark:
        parts.append(marked(line.mark, middle, palette))
    return "".join(parts) + "</g>"


def _control(start: Box, end: Box, bend: float) -> tuple[float, float]:
    x, y = _middle(start, end, bend)
    return 2 * x - (start.x + end.x) / 2, 2 * y - (start.y + end.y) / 2


def _middle(start: Box, end: Box, bend: float) -> tuple[float, float]:
    across, down = end.x - start.x, end.y - start.y
    length = math.hypot(across, down) or 1.0
    return (
        (start.x + end.x) / 2 - down / length * bend,
        (start.y + end.y) / 2 + across / length * bend,
    )


def _edge(box: Box, towards: tuple[float, float]) -> tuple[float, float]:
    """Return where a line from the centre of a box to a point leaves its rim."""
    across, down = towards[0] - box.x, towards[1] - box.y
    half_w, half_h = box.width / 2, box.height / 2
    if not across and not down:
        return box.x, box.y
    if form_of(box.node.kind) == "ellipse":
        share = 1 / math.hypot(across / half_w, down / half_h)
    else:
        share = min(
            half_w / abs(across) if across else math.inf, half_h / abs(down) if down else math.inf
        )
    share = min(share, 1.0)
    return box.x + across * share, box.y + down * share


def _box(box: Box, palette: Palette, language: str, *, away: bool) -> str:
    ground, rim, ink = filled(box, palette)
    x, y, w, h = box.x - box.width / 2, box.y - box.height / 2, box.width, box.height
    shape = _shape(form_of(box.node.kind), (x, y, w, h), f'fill="{ground}" stroke="{rim}"')
    size = box.label.size
    top = box.y - box.label.height / 2 + size * 0.97
    texts = [
        written(line, box.x, top + place * size * 1.25, ink, size=size, weight=550, middle=True)
        for place, line in enumerate(box.label.lines)
    ]
    name = escape(clean(box.node.label.in_language(language)))
    known = f"data-box={quoteattr(box.id)}{_away(away=away)}"
    return f"<g {known}><title>{name}</title>{shape}{''.join(texts)}</g>"


def _shape(form: str, at: tuple[float, float, float, float], paint: str) -> str:
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
    corner = {"round": 10, "deep": 3, "tag": 14}.get(form, 0)
    extra = {"dashed": ' stroke-dasharray="4 3"', "tag": ' stroke-width="2.5"'}.get(form, "")
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" rx="{corner}" '
        f"{paint}{extra}/>"
    )


def legend(view: View, words: Words, palette: Palette, width: float) -> tuple[str, float]:
    """Return the legend as SVG from (0, 0), and its height.

    All statuses stand in it always, so that a line that is absent is known to be so.
    """
    columns = max(1, int(width // _COLUMN))
    entries = [*_status_entries(words, palette), *other_entries(view, words, palette)]
    rows = math.ceil(len(entries) / columns)
    parts = [written(words.legend, 0, 12, palette.ink, size=14, weight=650)]
    for place, (drawn, text) in enumerate(entries):
        x, y = (place // rows) * _COLUMN, 30 + (place % rows) * _ROW
        parts.append(f'<g transform="translate({num(x)} {num(y)})">{drawn}')
        parts.append(written(text, 84, 4.5, palette.ink, size=_TEXT) + "</g>")
    return "".join(parts), 30 + rows * _ROW


def _status_entries(words: Words, palette: Palette) -> Iterable[tuple[str, str]]:
    for status in words.statuses:
        yield status_line(status, palette), status.label.in_language(words.language)


def other_entries(view: View, words: Words, palette: Palette) -> Iterable[tuple[str, str]]:
    """Yield what a legend holds beside statuses, as (drawing 84 wide, words)."""
    yield marked("A≠", (20, 0), palette), words.against
    yield marked("A?", (20, 0), palette), words.to_find
    kinds = dict.fromkeys(line.kind for line in view.lines if line.status is None)
    for kind in kinds:
        end = {"classification": "bar", "hierarchy": "bar"}.get(kind, "none")
        yield (
            f'<path d="M4 0H72" stroke="{palette.rule}" stroke-width="1.25"/>'
            + arrow_head(end, (72, 0), (4, 0), palette.rule, palette),
            words.kinds[kind],
        )
    for colour in dict.fromkeys(box.colour for box in view.boxes if box.colour):
        yield (
            f'<rect x="4" y="-8" width="68" height="16" rx="8" '
            f'fill="{palette.categories[colour]}" stroke="{palette.ink}"/>',
            words.categories[colour],
        )
    forms = dict.fromkeys(form_of(box.node.kind) for box in view.boxes)
    for form in forms:
        ground = palette.deep if form == "deep" else palette.surface
        rim = palette.gold if form == "ellipse" else palette.ink
        paint = f'fill="{ground}" stroke="{rim}"'
        yield _shape(form, (4, -8, 68, 16), paint), words.kinds[f"form.{form}"]


def _wrapped(text: str, width: float) -> Sequence[str]:
    return label_of(text, 12, widest=width, lines=6).lines


def _away(*, away: bool) -> str:
    return ' opacity="0.13"' if away else ""
