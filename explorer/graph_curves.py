"""Where a line runs between two boxes, and where its letter stands on it.

One reckoning for the canvas, the drawing, the map in one file and paper: a line runs from rim
to rim, and its letter keeps clear of every box and of every other letter. Where a crowded
picture leaves no clear place, the letter takes the place that covers least.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from explorer.graph_lines import Line
from explorer.label_boxes import width_of

__all__ = ["Curve", "Shape", "curve_between", "lettered", "mark_size"]

Point: TypeAlias = tuple[float, float]
_Numbers: TypeAlias = NDArray[np.float64]

# Of so many lines with a letter, the others are kept clear of too; a larger picture is seen from
# afar, where that is not read.
_CROSSED: Final = 200
# Clear space around a letter, in pixels.
_CLEAR: Final = 2.0
# Where on its line a letter may stand: the middle first, then outwards, never at an end.
_SHARES: Final = (0.5, *(0.5 + way * step * 0.04 for step in range(1, 12) for way in (-1, 1)))


class Shape(NamedTuple):
    """The rim of a box: its centre and size in pixels; `round` for an ellipse."""

    x: float
    y: float
    width: float
    height: float
    round: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A line as it is drawn: a quadratic curve from rim to rim, straight if nothing bends it."""

    start: Point
    bent: Point
    end: Point

    def at(self, share: float) -> Point:
        """Return the point at a share (0 to 1) of the curve."""
        kept = 1 - share
        one, two, three = kept * kept, 2 * kept * share, share * share
        return (
            one * self.start[0] + two * self.bent[0] + three * self.end[0],
            one * self.start[1] + two * self.bent[1] + three * self.end[1],
        )

    def length(self, share: float) -> float:
        """Return how many pixels of the curve lie before a share of it."""
        points = [self.at(share * step / 8) for step in range(9)]
        return sum(math.dist(one, other) for one, other in pairwise(points))


def curve_between(one: Shape, other: Shape, bend: float) -> Curve:
    """Return the curve that joins two shapes, its middle `bend` pixels off the straight line."""
    across, down = other.x - one.x, other.y - one.y
    length = math.hypot(across, down) or 1.0
    middle = (
        (one.x + other.x) / 2 - down / length * bend,
        (one.y + other.y) / 2 + across / length * bend,
    )
    towards = (2 * middle[0] - (one.x + other.x) / 2, 2 * middle[1] - (one.y + other.y) / 2)
    start, end = _rim(one, towards), _rim(other, towards)
    between = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    if not bend:
        return Curve(start, between, end)
    return Curve(start, (2 * middle[0] - between[0], 2 * middle[1] - between[1]), end)


def mark_size(mark: str) -> tuple[float, float]:
    """Return width and height of the frame around the letters of a line, in pixels."""
    return max(16.0, width_of(mark, 12) + 8), 16.0


def lettered(shapes: Mapping[str, Shape], lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines in their order, each with the share of it where its letter stands.

    `shapes` are the rims of all boxes, by the IRI of the thing.
    """
    curves = {
        line.id: curve_between(shapes[line.start], shapes[line.end], line.bend)
        for line in lines
        if line.mark
    }
    taken = [_room(shape.x, shape.y, shape.width, shape.height) for shape in shapes.values()]
    dots = {one: _dots(curve) for one, curve in curves.items()} if len(curves) <= _CROSSED else {}
    found = []
    for line in lines:
        if not line.mark:
            found.append(line)
            continue
        size = mark_size(line.mark)
        tried = [_room(*curves[line.id].at(share), *size) for share in _SHARES]
        crossed = [dot for other, held in dots.items() if other != line.id for dot in held]
        place = int(np.argmin(_covered(np.array(tried), np.array(taken + crossed))))
        taken.append(tried[place])
        found.append(replace(line, share=round(_SHARES[place], 2)))
    return tuple(found)


def _dots(curve: Curve) -> list[tuple[float, float, float, float]]:
    """Return points along a line as the little room each takes."""
    return [(*curve.at(step / 20), 0.5, 0.5) for step in range(1, 20)]


def _room(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return x, y, (width + _CLEAR) / 2, (height + _CLEAR) / 2


def _covered(tried: _Numbers, taken: _Numbers) -> _Numbers:
    """Return how many square pixels of what is taken each place tried would cover."""
    sides = [
        tried[:, None, axis + 2] + taken[None, :, axis + 2]
        - np.abs(tried[:, None, axis] - taken[None, :, axis])
        for axis in (0, 1)
    ]  # fmt: skip
    found: _Numbers = (np.maximum(sides[0], 0) * np.maximum(sides[1], 0)).sum(axis=1)
    # A tenth of a pixel is no difference: the place nearest the middle is then the better one.
    return np.round(found, 1)


def _rim(shape: Shape, towards: Point) -> Point:
    """Return where a line from the centre of a shape to a point leaves its rim."""
    across, down = towards[0] - shape.x, towards[1] - shape.y
    half_w, half_h = shape.width / 2, shape.height / 2
    if not across and not down:
        return shape.x, shape.y
    if shape.round:
        share = 1 / math.hypot(across / half_w, down / half_h)
    else:
        share = min(
            half_w / abs(across) if across else math.inf, half_h / abs(down) if down else math.inf
        )
    share = min(share, 1.0)
    return shape.x + across * share, shape.y + down * share
