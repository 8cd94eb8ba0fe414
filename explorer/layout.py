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

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["Point", "Size", "bounds", "laid_out", "laid_out_in_groups", "overlaps", "placed_beside"]

Point: TypeAlias = tuple[float, float]
Size: TypeAlias = tuple[float, float]
_Numbers: TypeAlias = NDArray[np.float64]

# Clear space around a rectangle, in pixels: room for a line and a letter to pass.
GAP: Final = 38.0
# Space between two parts that nothing joins, and between two groups.
APART: Final = 60.0
# Pixels for one step of distance before the picture is drawn together.
_STEP: Final = 190.0
_FITTING: Final = 40
_PUSHES: Final = 60
# The share of the picture that labels, with their gaps, are drawn together to fill.
_FILLED: Final = 0.5
# How many places of a spiral are tried at once.
_BATCH: Final = 64
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))


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
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(sizes))
    graph.add_edges_from(
        sorted({(min(e), max(e)) for e in edges if e[0] != e[1] and {*e} <= sizes.keys()})
    )
    parts = [
        _connected(graph.subgraph(part), sorted(part), sizes, ratio)
        for part in nx.connected_components(graph)
    ]
    return _packed(parts, sizes, ratio, GAP * 2)


def laid_out_in_groups(
    groups: Sequence[Sequence[str]],
    sizes: Mapping[str, Size],
    edges: Sequence[tuple[str, str]],
    *,
    ratio: float = 1.6,
    least: Sequence[float] = (),
) -> dict[str, Point]:
    """Return places where each of `groups` has a rectangle of its own, APART from the others.

    `least` is the width each rectangle has at least, for its title.
    """
    parts = []
    for group in groups:
        held = {name: sizes[name] for name in group}
        within = [edge for edge in edges if edge[0] in held and edge[1] in held]
        parts.append(laid_out(held, within, ratio=1.3))
    return _packed(parts, sizes, ratio, APART, least)


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
    across, down = _overlap(*_arrays(names, placed, sizes, gap))
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
) -> tuple[_Numbers, _Numbers]:
    at = np.array([placed[name] for name in names], dtype=float)
    half = (np.array([sizes[name] for name in names], dtype=float) + gap) / 2
    return at, half


def _overlap(at: _Numbers, half: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Return by how much each pair overlaps across and down; negative where it does not."""
    found = []
    for axis in (0, 1):
        # One plane at a time and in place: half the time of both at once.
        apart = np.subtract.outer(at[:, axis], at[:, axis])
        np.abs(apart, out=apart)
        found.append(np.subtract(np.add.outer(half[:, axis], half[:, axis]), apart, out=apart))
    return found[0], found[1]


def _connected(
    graph: nx.Graph[str], names: list[str], sizes: Mapping[str, Size], ratio: float
) -> dict[str, Point]:
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    distance = _distances(graph, names)
    at = _level(_fitted(_scaled(distance), distance) * _STEP)
    half = (np.array([sizes[name] for name in names], dtype=float) + GAP) / 2
    at = _drawn_together(_screen(at, ratio), half)
    # Rounded outwards by the gap: pixels to a tenth are the same on every machine.
    return {
        name: (round(float(x), 1), round(float(y), 1))
        for name, (x, y) in zip(names, at, strict=True)
    }


def _distances(graph: nx.Graph[str], names: list[str]) -> _Numbers:
    """Return the steps between all pairs: every edge is one, all starts walk at once."""
    tied: NDArray[np.float32] = nx.to_numpy_array(graph, nodelist=names).astype(np.float32)
    found = np.zeros(tied.shape)
    reached = np.eye(len(names), dtype=bool)
    edge, step = reached, 0
    while not reached.all():
        step += 1
        edge = (edge.astype(np.float32) @ tied > 0) & ~reached
        found[edge] = step
        reached |= edge
    return found


def _scaled(distance: _Numbers) -> _Numbers:
    """Classical scaling: the two directions in which distances differ most."""
    count = len(distance)
    centred = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centred @ distance**2 @ centred)
    found = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 0))
    # A direction has no sign of its own; the first clear coordinate is made positive.
    for column in range(found.shape[1]):
        clear = np.nonzero(np.abs(found[:, column]) > 1e-6)[0]
        if len(clear) and found[clear[0], column] < 0:
            found[:, column] *= -1
    if found.shape[1] < 2:
        found = np.hstack([found, np.zeros((count, 1))])
    # Twins (same neighbours) would start on one point and stay there: a sunflower parts them.
    turn = np.arange(count) * _GOLDEN
    spread = 0.12 * np.sqrt(np.arange(count) + 1)[:, None]
    result: _Numbers = found + spread * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return result


def _fitted(at: _Numbers, distance: _Numbers) -> _Numbers:
    """Stress majorisation with weights 1/d^2 (Gansner, Koren, North 2004)."""
    count = len(distance)
    with np.errstate(divide="ignore"):
        weight = np.where(distance > 0, distance**-2.0, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    wanted = -weight * distance
    for _ in range(_FITTING):
        apart = np.hypot(*(np.subtract.outer(one, one) for one in at.T))
        pull = np.divide(wanted, apart, out=np.zeros_like(apart), where=apart > 1e-9)
        at = inverse @ (pull @ at - pull.sum(axis=1)[:, None] * at)
    return at


def _level(at: _Numbers) -> _Numbers:
    """Turn the picture so that its widest extent lies along the screen."""
    at = at - at.mean(axis=0)
    values, vectors = np.linalg.eigh(at.T @ at)
    if values[1] - values[0] < 1e-6 * max(values[1], 1e-9):
        return at
    axes = vectors[:, ::-1]
    axes = axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0)
    found: _Numbers = at @ axes
    return found


def _screen(at: _Numbers, ratio: float) -> _Numbers:
    """Widen the flatter direction towards the form of a screen, at most twofold."""
    extent = np.maximum(at.max(axis=0) - at.min(axis=0), 1.0)
    form = extent[0] / extent[1]
    factor = min(max(math.sqrt(form / ratio), 0.5), 2.0)
    return np.asarray(at * np.array([1 / math.sqrt(factor), math.sqrt(factor)]))


def _drawn_together(at: _Numbers, half: _Numbers) -> _Numbers:
    """Draw the picture together until labels fill a share of it, then part what overlaps."""
    at = np.asarray(at * _scale(at, half))
    for _ in range(_PUSHES):
        across, down = _overlap(at, half)
        both = (across > 0.05) & (down > 0.05)
        np.fill_diagonal(both, val=False)
        if not both.any():
            break
        at = np.asarray(at + _push(at, both, across, down))
    else:
        at = _settled(at, half)
    return at


def _scale(at: _Numbers, half: _Numbers) -> float:
    """Return the factor at which labels fill their share: s with (s a + w)(s b + h) = room.

    a and b are the extents, w and h the usual label: a row of three has hardly a height.
    """
    room = float((4 * half[:, 0] * half[:, 1]).sum()) / _FILLED
    a, b = (float(extent) for extent in at.max(axis=0) - at.min(axis=0))
    w, h = (float(size) for size in 2 * half.mean(axis=0))
    square, linear, rest = a * b, a * h + b * w, w * h - room
    if square < 1e-6 * max(linear, 1e-9):
        return max(-rest / max(linear, 1e-9), 1e-3)
    return max((math.sqrt(linear**2 - 4 * square * rest) - linear) / (2 * square), 1e-3)


def _push(at: _Numbers, both: NDArray[np.bool_], across: _Numbers, down: _Numbers) -> _Numbers:
    """Return how far each rectangle is pushed: along the shorter way out, half for each."""
    move = np.zeros_like(at)
    first, second = np.nonzero(both)
    sideways = across[first, second] <= down[first, second]
    for axis, which, room in ((0, sideways, across), (1, ~sideways, down)):
        one, other = first[which], second[which]
        difference = at[one, axis] - at[other, axis]
        # Two on one point part in the order of their names.
        way = np.where(np.abs(difference) > 1e-9, np.sign(difference), np.sign(one - other))
        count = np.maximum(1.0, np.sqrt(np.bincount(one, minlength=len(at))))
        shares = np.bincount(one, weights=room[one, other] * way * 0.55, minlength=len(at))
        move[:, axis] = shares / count
    return move


def _settled(at: _Numbers, half: _Numbers) -> _Numbers:
    """Keep what stands free, from the middle outwards; the rest takes the nearest free place."""
    order = np.argsort((at**2).sum(axis=1), kind="stable")
    kept: list[int] = []
    at = at.copy()
    for number in order:
        if kept:
            at[number] = _nearest_free(at[number], half[number], at[kept], half[kept])
        kept.append(int(number))
    return at


def _nearest_free(point: _Numbers, own: _Numbers, at: _Numbers, half: _Numbers) -> _Numbers:
    """Return the first free place on a spiral around a point, the point itself if it is free."""
    for turn in range(0, 100 * len(at) + 1000, _BATCH):
        number = np.arange(turn, turn + _BATCH)
        reach, angle = 14.0 * np.sqrt(number), number * _GOLDEN
        # A label is wider than high: so are the steps.
        tried = point + np.stack([1.5 * reach * np.cos(angle), reach * np.sin(angle)], axis=1)
        clear = [
            np.abs(np.subtract.outer(tried[:, axis], at[:, axis])) >= half[:, axis] + own[axis]
            for axis in (0, 1)
        ]
        free = np.nonzero((clear[0] | clear[1]).all(axis=1))[0]
        if len(free):
            found: _Numbers = tried[free[0]]
            return found
    # Beyond everything that stands: always free.
    return np.array([float((at[:, 0] + half[:, 0]).max() + own[0]), point[1]])


def _packed(
    parts: Sequence[Mapping[str, Point]],
    sizes: Mapping[str, Size],
    ratio: float,
    apart: float,
    least: Sequence[float] = (),
) -> dict[str, Point]:
    """Set parts side by side in rows, largest first, and the whole around the origin."""
    boxes = [
        (_widened(bounds(part, sizes), least[place] if least else 0.0), part)
        for place, part in enumerate(parts)
    ]
    boxes.sort(key=lambda held: (-held[0][2] * held[0][3], min(held[1], default="")))
    area = sum((box[2] + apart) * (box[3] + apart) for box, _ in boxes)
    row = max(math.sqrt(area * ratio), max((box[2] for box, _ in boxes), default=0) + apart)
    found: dict[str, Point] = {}
    x = y = tallest = 0.0
    for (left, top, width, height), part in boxes:
        if x and x + width > row:
            x, y, tallest = 0.0, y + tallest + apart, 0.0
        found |= {name: (px - left + x, py - top + y) for name, (px, py) in part.items()}
        x, tallest = x + width + apart, max(tallest, height)
    left, top, width, height = bounds(found, sizes)
    return {
        name: (round(x - left - width / 2, 1), round(y - top - height / 2, 1))
        for name, (x, y) in found.items()
    }


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
    x, y = _nearest_free(np.array(around), own, at, half)
    return round(float(x), 1), round(float(y), 1)
