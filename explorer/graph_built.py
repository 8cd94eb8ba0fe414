"""What pyvis gathers of a picture for the map in one file: its boxes and lines, as data.

Places, sizes, colours and strokes are the picture's own; what the library draws otherwise (the
size of an ellipse, square dots, ends of lines) is reckoned here, so that it looks the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from explorer.graph_lines import Line
from explorer.graph_look import PALETTES, Stroke, filled, form_of, stroke_of
from explorer.graph_text import kind_name
from explorer.graph_view import STRIPE, Box, View
from explorer.messages import Messages
from explorer.reading import Reading

if TYPE_CHECKING:
    from pyvis.network import Network as Builder

__all__ = ["built", "strokes"]

# The corner of each form that is a box, in pixels; the ellipse is a form of its own.
_CORNERS: Final = {"round": 10, "deep": 3, "tag": 14}
# How far a curve of the library leaves its straight line, as a share of turn times length.
_TURN: Final = 0.39


def built(reading: Reading, messages: Messages, view: View) -> Builder:
    """Return pyvis with every box and line of a picture, where and as it is drawn."""
    # pyvis brings notebooks along: imported when the first map is made, not when a server starts.
    from pyvis.network import Network as Builder  # noqa: PLC0415

    # `directed` keeps two lines between the same two things; without it pyvis drops the second.
    builder = Builder(directed=True, cdn_resources="in_line")
    # `set_options` takes every space out of what it is given, names of typefaces included.
    builder.options = dict(_OPTIONS)
    for box in view.boxes:
        kind = kind_name(reading, messages, box.node.kind)
        builder.add_node(box.id, **_node(box, reading.language, kind))
    ids = {box.node.iri: box for box in view.boxes}
    for line in view.lines:
        start, end = ids[line.start], ids[line.end]
        builder.add_edge(start.id, end.id, **_edge(line, start, end))
    return builder


_OPTIONS: Final[Mapping[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "selectConnectedEdges": False, "zoomSpeed": 0.6},
    "nodes": {
        "font": {"face": "Atkinson Next, sans-serif", "size": 14},
        "labelHighlightBold": False,
    },
    "edges": {
        "font": {"face": "Atkinson Next, sans-serif", "size": 13, "align": "horizontal"},
        "selectionWidth": 0,
        "labelHighlightBold": False,
        "smooth": False,
    },
}


def _node(box: Box, language: str, kind: str) -> dict[str, Any]:
    form = form_of(box.node.kind)
    look = {name: filled(box, palette) for name, palette in PALETTES.items()}
    across, down = box.width, box.height
    if form == "ellipse":
        # The library makes an ellipse twice as high as its label and wider by the label's height.
        across, down = across - down / 2, down / 2
    return {
        "label": "\n".join(box.label.lines),
        "shape": "ellipse" if form == "ellipse" else "box",
        "x": box.x,
        "y": box.y,
        "widthConstraint": {"minimum": round(across - 2 * box.shift, 1)},
        "heightConstraint": {"minimum": round(down, 1)},
        # A bare 0 counts as no margin at all, and the box is then not drawn.
        "margin": dict.fromkeys(("top", "right", "bottom"), 0) | {"left": 2 * box.shift},
        "borderWidth": {"tag": 2.5, "ellipse": 2}.get(form, 1.25),
        "shapeProperties": {
            "borderRadius": _CORNERS.get(form, 0),
            "borderDashes": [4, 3] if form == "dashed" else False,
        },
        "font": {"size": box.label.size},
        "name": box.node.label.in_language(language),
        "kind": box.node.kind,
        "kindName": kind,
        "form": form,
        "beyond": box.hidden,
        "w": round(box.width, 1),
        "h": round(box.height, 1),
        **look,
        **({"stripes": _stripes(box)} if box.stripes else {}),
    }


def _stripes(box: Box) -> dict[str, Any]:
    """Return the colours of several categories in both lights, and how wide each stands."""
    told = {name: [one.categories[of] for of in box.stripes] for name, one in PALETTES.items()}
    return {"wide": STRIPE, **told}


def _edge(line: Line, start: Box, end: Box) -> dict[str, Any]:
    length = max(((start.x - end.x) ** 2 + (start.y - end.y) ** 2) ** 0.5, 1.0)
    turn = min(abs(line.bend) / (_TURN * length), 0.9)
    curved = {"enabled": True, "type": "curvedCW" if line.bend > 0 else "curvedCCW"}
    told: dict[str, Any] = {
        "id": line.id,
        "label": line.mark or " ",
        "bend": line.bend,
        "share": line.share,
        "status": line.status.slug if line.status else line.kind,
    }
    if line.kind == "bridge":
        told["thick"] = stroke_of(line).width
    if line.bend:
        told["smooth"] = {**curved, "roundness": round(turn, 3)}
    return told


def strokes(view: View) -> dict[str, dict[str, Any]]:
    """Return how lines of each status or kind are drawn, once and not with every line."""
    found = {}
    for line in view.lines:
        stroke = stroke_of(line)
        found[line.status.slug if line.status else line.kind] = {
            "strong": stroke.strong,
            "width": stroke.width,
            "dashes": _dashes(stroke),
            "arrowStrikethrough": stroke.end == "bar",
            "arrows": {} if stroke.end == "none" else _end(stroke.end),
        }
    return found


def _dashes(stroke: Stroke) -> list[float] | bool:
    # The library cuts dashes straight: what is a round dot elsewhere is a square one here.
    on, *others = stroke.dashes or (0.0,)
    return [max(on, stroke.width), *others] if stroke.dashes else False


def _end(end: str) -> dict[str, Any]:
    return {"to": {"enabled": True, "type": end, "scaleFactor": 0.7 if end == "arrow" else 0.5}}
