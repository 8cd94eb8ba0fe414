"""The legend of a picture, in a file and on paper: statuses, lines, colours, forms.

All statuses stand in it always, so that a line that is absent is known to be so; of colours
and forms those of the picture alone. Entries stand in straight columns as wide as their
widest words, so that no word is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from explorer.graph_look import HAIRLINE, LEVELS, Palette, form_of, paint_of
from explorer.graph_view import STRIPE, View
from explorer.label_boxes import width_of
from explorer.svg_parts import (
    arrow_head,
    columned,
    formed,
    marked,
    num,
    status_line,
    striped,
    written,
)
from graph.network import Status

__all__ = ["Words", "legend", "other_entries"]

_TEXT: Final = 13.0
_ROW: Final = 24.0
# Where the words of an entry begin, and the space between two columns.
_WORDS: Final = 84.0
_APART: Final = 28.0


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


def legend(view: View, words: Words, palette: Palette, width: float) -> tuple[str, float]:
    """Return the legend as SVG from (0, 0), and its height; `width` is its room in pixels."""
    entries = [*_status_entries(words, palette), *other_entries(view, words, palette)]
    wide = [_WORDS + width_of(text, _TEXT) + _APART for _, text in entries]
    places, rows = columned(wide, width)
    parts = [written(words.legend, 0, 12, palette.ink, size=14, weight=650)]
    for (drawn, text), (x, row) in zip(entries, places, strict=True):
        parts.append(f'<g transform="translate({num(x)} {num(30 + row * _ROW)})">{drawn}')
        parts.append(written(text, _WORDS, 4.5, palette.ink, size=_TEXT) + "</g>")
    return "".join(parts), 30 + rows * _ROW


def _status_entries(words: Words, palette: Palette) -> Iterable[tuple[str, str]]:
    for status in words.statuses:
        yield status_line(status, palette), status.label.in_language(words.language)


def other_entries(view: View, words: Words, palette: Palette) -> Iterable[tuple[str, str]]:
    """Yield what a legend holds beside statuses, as (drawing 84 wide, words)."""
    yield marked("A≠", (20, 0), palette), words.against
    yield marked("A?", (20, 0), palette), words.to_find
    for kind in dict.fromkeys(line.kind for line in view.lines if line.status is None):
        end = {"classification": "bar", "hierarchy": "bar"}.get(kind, "none")
        drawn = f'<path d="M4 0H72" stroke="{palette.rule}" stroke-width="{num(HAIRLINE)}"/>'
        yield drawn + arrow_head(end, (72, 0), (4, 0), palette.rule, palette), words.kinds[kind]
    yield from _colours(view, words, palette)
    shown = {form_of(box.node.kind) for box in view.boxes}
    for form in LEVELS:
        if form in shown:
            ground, rim, _ = paint_of(form, palette)
            paint = f'fill="{ground}" stroke="{rim}"'
            yield formed(form, (4, -8, 68, 16), paint), words.kinds[f"form.{form}"]


def _colours(view: View, words: Words, palette: Palette) -> Iterable[tuple[str, str]]:
    present = {colour for box in view.boxes for colour in box.colours}
    for colour, name in words.categories.items():
        if colour in present:
            paint = f'fill="{palette.categories[colour]}" stroke="{palette.ink}"'
            yield formed("round", (4, -8, 68, 16), paint), name
    striped_box = next((box for box in view.boxes if box.stripes), None)
    if striped_box:
        at = (4.0, -8.0, 68.0, 16.0)
        colours = [palette.categories[one] for one in striped_box.stripes]
        drawn = formed("round", at, f'fill="{palette.surface}" stroke="{palette.ink}"')
        yield drawn + striped(colours, at, STRIPE, palette.ink), words.kinds["stripes"]
