"""Where things stand in a picture: the same view always gives the same coordinates.

Three steps, all of them numbers and none of them chance. Distances on the page are fitted to
distances in the network (stress majorisation, from a start by classical scaling). The widest
extent is laid along the screen. Then the picture is drawn together while label rectangles
push each other apart, so that no label covers another: this is a promise, kept by widening
the picture if pushing alone does not do it. A thing added later finds the nearest free place
and moves nothing that already stands. No browser, no clock, no random start.

Coordinates are the centres of rectangles in pixels, y downwards; sizes are width and height.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import networkx as nx
import numpy as np

from explorer.layout_apart import drawn_together, nearest_free, overlap
from explorer.layout_fit import Numbers, fitted_places

__all__ = ["Point", "Size", "bounds", "laid_out", "laid_out_in_groups", "overlaps", "placed_beside"]

Point: TypeAlias = tuple[float, float]
Size: TypeAlias = tuple[float, float]

# Clear space around a rectangle, in pixels: room for a line and a letter to pass.
GAP: Final = 38.0
# Space between two parts that nothing joins, and between two groups.
APART: Final = 60.0


def laid_out(
    sizes: Mapping[str, Size],
    edges: Iterable[tuple[str, str]],
    *,
    ratio: float = 1.6,
) -> dict[str, Point]:
    """Return a place for each thing of `sizes`, no two rectangles within GAP of each other.

    `edges` join things; those to what is not in `sizes` are laid aside. `ratio` is the width
    of the picture over its height. Parts that nothing joins stand side by side.
    """
    return _joined_and_not(sizes, edges, ratio, GAP * 2)


def _joined_and_not(
    sizes: Mapping[str, Size], edges: Iterable[tuple[str, str]], ratio: float, apart: float
) -> dict[str, Point]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_edges_from(
        sorted({(min(e), max(e)) for e in edges if e[0] != e[1] and {*e} <= sizes.keys()})
    )
    parts = [
        _connected(graph.subgraph(part), sorted(part), sizes, ratio)
        for part in nx.connected_components(graph)
    ]
    return _packed(parts, sizes, ratio, apart)


def laid_out_in_groups(
    groups: Sequence[Sequence[str]],
    sizes: Mapping[str, Size],
    edges: Sequence[tuple[str, str]],
    *,
    ratio: float = 1.6,
    least: Sequence[float] = (),
    in_order: bool = False,
) -> dict[str, Point]:
    """Return places where each of `groups` has a rectangle of its own, APART from the others.

    `least` is the width each rectangle has at least, for its title. Groups stand highest first,
    which leaves the least room empty, or `in_order` as they are given.
    """
    parts = []
    for group in groups:
        held = {name: sizes[name] for name in group}
        within = [edge for edge in edges if edge[0] in held and edge[1] in held]
        parts.append(_joined_and_not(held, within, 1.3, GAP))
    return _packed(parts, sizes, ratio, APART, least, in_order=in_order)


def placed_beside(
    placed: Mapping[str, Point],
    sizes: Mapping[str, Size],
    edges: Iterable[tuple[str, str]],
    centre: str,
) -> dict[str, Point]:
    """Return `placed` and a free place for every other thing of `sizes`; nothing placed moves.

    A new thing looks for room around what it is tied to, outwards from `centre` (a placed
    thing) if it is tied to nothing placed.
    """
    found = dict(placed)
    near: dict[str, set[str]] = {name: set() for name in sizes}
    for one, other in edges:
        if one in near and other in near:
            near[one].add(other)
            near[other].add(one)
    # Those tied to most of what stands come first: they have least choice.
    waiting = sorted(
        (name for name in sizes if name not in found),
        key=lambda name: (-len(near[name] & placed.keys()), name),
    )
    for name in waiting:
        anchors = sorted(near[name] & found.keys()) or [centre]
        at = _mean([found[one] for one in anchors])
        found[name] = _free(name, at, found, sizes)
    return found


def overlaps(
    placed: Mapping[str, Point], sizes: Mapping[str, Size], gap: float = 0
) -> list[tuple[str, str]]:
    """Return the pairs whose rectangles come within `gap` of each other, in order."""
    names = sorted(placed)
    if len(names) < 2:
        return []
    across, down = overlap(*_arrays(names, placed, sizes, gap))
    both = np.triu((across > 1e-6) & (down > 1e-6), 1)
    return [(names[one], names[other]) for one, other in zip(*np.nonzero(both), strict=True)]


def bounds(
    placed: Mapping[str, Point], sizes: Mapping[str, Size], margin: float = 0
) -> tuple[float, float, float, float]:
    """Return left, top, width and height of everything, `margin` around it."""
    if not placed:
        return 0.0, 0.0, 2 * margin, 2 * margin
    left = min(x - sizes[name][0] / 2 for name, (x, _) in placed.items()) - margin
    top = min(y - sizes[name][1] / 2 for name, (_, y) in placed.items()) - margin
    right = max(x + sizes[name][0] / 2 for name, (x, _) in placed.items()) + margin
    bottom = max(y + sizes[name][1] / 2 for name, (_, y) in placed.items()) + margin
    return left, top, right - left, bottom - top


def _arrays(
    names: Sequence[str], placed: Mapping[str, Point], sizes: Mapping[str, Size], gap: float
) -> tuple[Numbers, Numbers]:
    at = np.array([placed[name] for name in names], dtype=float)
    half = (np.array([sizes[name] for name in names], dtype=float) + gap) / 2
    return at, half


def _connected(
    graph: nx.Graph[str], names: list[str], sizes: Mapping[str, Size], ratio: float
) -> dict[str, Point]:
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    half = (np.array([sizes[name] for name in names], dtype=float) + GAP) / 2
    at = drawn_together(fitted_places(graph, names, ratio), half)
    # Rounded outwards by the gap: pixels to a tenth are the same on every machine.
    return {
        name: (round(float(x), 1), round(float(y), 1))
        for name, (x, y) in zip(names, at, strict=True)
    }


def _packed(
    parts: Sequence[Mapping[str, Point]],
    sizes: Mapping[str, Size],
    ratio: float,
    apart: float,
    least: Sequence[float] = (),
    *,
    in_order: bool = False,
) -> dict[str, Point]:
    """Set parts side by side in rows, highest first, and the whole around the origin."""
    boxes = [
        (_widened(bounds(part, sizes), least[place] if least else 0.0), part)
        for place, part in enumerate(parts)
    ]
    if not in_order:
        boxes.sort(key=lambda held: (-held[0][3], -held[0][2], min(held[1], default="")))
    corners = _rows([box[2:] for box, _ in boxes], ratio, apart)
    found: dict[str, Point] = {}
    for (x, y), ((left, top, _, _), part) in zip(corners, boxes, strict=True):
        found |= {name: (px - left + x, py - top + y) for name, (px, py) in part.items()}
    left, top, width, height = bounds(found, sizes)
    return {
        name: (round(x - left - width / 2, 1), round(y - top - height / 2, 1))
        for name, (x, y) in found.items()
    }


def _rows(boxes: Sequence[Size], ratio: float, apart: float) -> list[Point]:
    """Return the left upper corner of each box, in rows as wide as fill a screen of `ratio` best.

    Every width at which a row could end is tried; of two that fill it alike, the first is taken.
    """
    ends = list(itertools.accumulate(width + apart for width, _ in boxes))
    widest = max((width + apart for width, _ in boxes), default=0.0)
    best: list[Point] = []
    least = math.inf
    for row in sorted({max(end, widest) for end in ends}):
        corners, right, below = _in_rows(boxes, row, apart)
        if (needed := max(right / ratio, below)) < least:
            best, least = corners, needed
    return best


def _in_rows(boxes: Sequence[Size], row: float, apart: float) -> tuple[list[Point], float, float]:
    """Return the corners of boxes in rows of at most `row` pixels, and how far they reach."""
    corners: list[Point] = []
    x = y = tallest = right = 0.0
    for width, height in boxes:
        if x and x + width > row:
            x, y, tallest = 0.0, y + tallest + apart, 0.0
        corners.append((x, y))
        right, tallest = max(right, x + width), max(tallest, height)
        x += width + apart
    return corners, right, y + tallest


def _widened(
    box: tuple[float, float, float, float], least: float
) -> tuple[float, float, float, float]:
    left, top, width, height = box
    return left, top, max(width, least), height


def _mean(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _free(
    name: str, around: Point, placed: Mapping[str, Point], sizes: Mapping[str, Size]
) -> Point:
    at, half = _arrays(sorted(placed), placed, sizes, GAP)
    own = (np.array(sizes[name], dtype=float) + GAP) / 2
    x, y = nearest_free(np.array(around), own, at, half)
    return round(float(x), 1), round(float(y), 1)
