"""A map in the form of its sheet: names as large as the paper lets them be.

A screen is less wide than a sheet without its foot. The picture is drawn apart sideways and
together downwards as far as no box comes near another: nothing changes sides, and what is
printed is larger. A picture in groups keeps its rectangles, and so its places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from explorer.graph_svg import extent
from explorer.graph_view import View
from explorer.layout import overlaps

__all__ = ["filling"]

# Pixels that stay clear between two boxes: room for a line and its letter.
_CLEAR: Final = 24.0
# How far a picture is drawn apart sideways, and together downwards, at most.
_WIDEST: Final = 2.4
_FLATTEST: Final = 0.5


def filling(view: View, room: tuple[float, float]) -> View:
    """Return the view in the form in which a room (width, height) lets it be drawn largest."""
    if view.groups or len(view.boxes) < 2:
        return view
    return max(_forms(view, room), key=lambda one: _scale(one, room))


def _forms(view: View, room: tuple[float, float]) -> Iterator[View]:
    """Yield the view as it is, then ever flatter and wider, as far as no box comes near another."""
    yield view
    across = max(box.x for box in view.boxes) - min(box.x for box in view.boxes)
    for twentieth in range(20, int(20 * _FLATTEST) - 1, -1):
        flat = replace(
            view, boxes=tuple(replace(box, y=box.y * twentieth / 20) for box in view.boxes)
        )
        _, _, width, height = extent(flat)
        missing = height * room[0] / room[1] - width
        wide = min(1 + max(missing, 0) / max(across, 1.0), _WIDEST)
        boxes = tuple(replace(box, x=box.x * wide) for box in flat.boxes)
        sizes = {box.node.iri: (box.width, box.height) for box in boxes}
        places = {box.node.iri: (box.x, box.y) for box in boxes}
        if not overlaps(places, sizes, _CLEAR):
            yield view.moved(boxes)


def _scale(view: View, room: tuple[float, float]) -> float:
    _, _, width, height = extent(view)
    return round(min(room[0] / width, room[1] / height), 3)
