"""A picture of the graph as SVG: the same places as on the screen, with its legend and source.

Drawn on the server, so that it needs no browser, opens anywhere, prints as vectors and stays
text that can be searched. Every text is escaped; nothing in it links, loads or runs. The
`drawing` stands alone too, so that posters and sheets can place it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from explorer.graph_curves import curve_between
from explorer.graph_groups import GROUP_TITLE, Group
from explorer.graph_legend import Words, legend
from explorer.graph_lines import Line
from explorer.graph_look import PALETTES, Palette, filled, form_of, stroke_of
from explorer.graph_view import STRIPE, Box, View, faded
from explorer.label_boxes import label_of
from explorer.layout import bounds
from explorer.svg_parts import FONT, arrow_head, clean, formed, marked, num, striped, written

__all__ = ["drawing", "extent", "picture"]

_MARGIN: Final = 40.0
_TEXT: Final = 13.0
_LEAST: Final = 680.0


def picture(view: View, words: Words, *, theme: str = "light") -> str:
    """Return the whole picture: title, drawing, legend, foot. Pixels; one pixel is one point."""
    palette = PALETTES[theme]
    left, top, width, height = extent(view)
    width = max(width, _LEAST)
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
    curve = curve_between(start.shape, end.shape, line.bend)
    dashes = f' stroke-dasharray="{" ".join(map(num, stroke.dashes))}"' if stroke.dashes else ""
    (from_x, from_y), (by_x, by_y), (to_x, to_y) = curve.start, curve.bent, curve.end
    path = f"M{num(from_x)} {num(from_y)}Q{num(by_x)} {num(by_y)} {num(to_x)} {num(to_y)}"
    parts = [
        f'<g data-line="{line.id}"{_away(away=away)}>'
        f'<path d="{path}" fill="none" stroke="{colour}" '
        f'stroke-width="{num(stroke.width)}" '
        f'stroke-linecap="round"{dashes}/>',
        arrow_head(stroke.end, curve.end, curve.bent, colour, palette),
    ]
    if line.mark:
        parts.append(marked(line.mark, curve.at(line.share), palette))
    return "".join(parts) + "</g>"


def _box(box: Box, palette: Palette, language: str, *, away: bool) -> str:
    ground, rim, ink = filled(box, palette)
    x, y, w, h = box.x - box.width / 2, box.y - box.height / 2, box.width, box.height
    form, colours = form_of(box.node.kind), [palette.categories[one] for one in box.stripes]
    shape = formed(form, (x, y, w, h), f'fill="{ground}" stroke="{rim}"')
    shape += striped(colours, (x, y, w, h), STRIPE, rim)
    size = box.label.size
    top = box.y - box.label.height / 2 + size * 0.97
    texts = [
        written(
            line,
            box.x + box.shift,
            top + place * size * 1.25,
            ink,
            size=size,
            weight=550,
            middle=True,
        )
        for place, line in enumerate(box.label.lines)
    ]
    name = escape(clean(box.node.label.in_language(language)))
    known = f"data-box={quoteattr(box.id)}{_away(away=away)}"
    return f"<g {known}><title>{name}</title>{shape}{''.join(texts)}</g>"


def _wrapped(text: str, width: float) -> Sequence[str]:
    return label_of(text, 12, widest=width, lines=6).lines


def _away(*, away: bool) -> str:
    return ' opacity="0.13"' if away else ""
