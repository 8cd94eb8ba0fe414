"""A picture as JSON for the canvas: numbers, references and text, never markup.

The canvas draws what it is told; it computes no place, no status and no colour of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from explorer.graph_curves import curve_between
from explorer.graph_lines import Line
from explorer.graph_look import PALETTES, filled, form_of, stroke_of
from explorer.graph_view import STRIPE, Box, View

__all__ = ["view_data"]


def view_data(view: View, language: str) -> dict[str, Any]:
    """Return boxes, lines and groups; places are centres in pixels, y downwards."""
    held = {box.node.iri: box for box in view.boxes}
    return {
        "boxes": [_box(box, language) for box in view.boxes],
        "lines": [_line(line, held) for line in view.lines],
        "groups": [
            {"key": group.key, "name": group.name.in_language(language), "box": group.box}
            for group in view.groups
        ],
        "palettes": {
            name: {"paper": one.paper, "ink": one.ink, "ink2": one.ink_2, "rule": one.rule}
            for name, one in PALETTES.items()
        },
    }


def _box(box: Box, language: str) -> dict[str, Any]:
    colours = {name: filled(box, palette) for name, palette in PALETTES.items()}
    striped = {
        name: [palette.categories[one] for one in box.stripes] for name, palette in PALETTES.items()
    }
    return {
        "id": box.id,
        "name": box.node.label.in_language(language),
        "label": "\n".join(box.label.lines),
        "x": box.x,
        "y": box.y,
        "w": round(box.width, 1),
        "h": round(box.height, 1),
        "form": form_of(box.node.kind),
        "hidden": box.hidden,
        "step": box.step,
        "light": colours["light"],
        "dark": colours["dark"],
        **({"stripes": {"wide": STRIPE, "shift": box.shift, **striped}} if box.stripes else {}),
    }


def _line(line: Line, held: Mapping[str, Box]) -> dict[str, Any]:
    stroke = stroke_of(line)
    start, end = held[line.start], held[line.end]
    return {
        "id": line.id,
        "s": start.id,
        "t": end.id,
        "mark": line.mark,
        "kind": line.status.slug if line.status else line.kind,
        "width": stroke.width,
        "dashes": stroke.dashes,
        "end": stroke.end,
        "strong": stroke.strong,
        "bend": line.bend,
        **({"at": _before(line, start, end)} if line.mark and line.share != 0.5 else {}),
    }


def _before(line: Line, start: Box, end: Box) -> float:
    """Return how far along its line a letter stands, in pixels; the middle is not told.

    The canvas begins a bent line in the centre of its box, and a straight one at its rim.
    """
    curve = curve_between(start.shape, end.shape, line.bend)
    inside = math.dist((start.x, start.y), curve.start) if line.bend else 0.0
    return round(inside + curve.length(line.share), 1)
