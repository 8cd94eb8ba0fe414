"""A picture as JSON for the canvas: numbers, references and text, never markup.

The canvas draws what it is told; it computes no place, no status and no colour of its own.
"""

from __future__ import annotations

from typing import Any

from explorer.graph_lines import Line
from explorer.graph_look import PALETTES, filled, form_of, stroke_of
from explorer.graph_view import Box, View

__all__ = ["view_data"]


def view_data(view: View, language: str) -> dict[str, Any]:
    """Return boxes, lines and groups; places are centres in pixels, y downwards."""
    reference = {box.node.iri: box.id for box in view.boxes}
    return {
        "boxes": [_box(box, language) for box in view.boxes],
        "lines": [_line(line, reference) for line in view.lines],
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
    }


def _line(line: Line, reference: dict[str, str]) -> dict[str, Any]:
    stroke = stroke_of(line)
    return {
        "id": line.id,
        "s": reference[line.start],
        "t": reference[line.end],
        "mark": line.mark,
        "kind": line.status.slug if line.status else line.kind,
        "width": stroke.width,
        "dashes": stroke.dashes,
        "end": stroke.end,
        "strong": stroke.strong,
        "bend": line.bend,
    }
