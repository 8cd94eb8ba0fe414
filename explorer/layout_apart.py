"""Rectangles that push each other apart, so that no label covers another.

A picture is drawn together until its labels fill a share of it, then what overlaps is pushed
along the shorter way out. What pushing alone does not part takes the nearest free place: the
promise is kept by widening the picture, never by covering a name. `at` are centres, `half` half
widths and heights, a row for each rectangle.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from explorer.layout_fit import GOLDEN, Numbers

__all__ = ["drawn_together", "nearest_free", "overlap"]

_PUSHES: Final = 60
# The share of the picture that labels, with their gaps, are drawn together to fill.
_FILLED: Final = 0.5
# How many places of a spiral are tried at once.
_BATCH: Final = 64


def overlap(at: Numbers, half: Numbers) -> tuple[Numbers, Numbers]:
    """Return by how much each pair overlaps across and down; negative where it does not."""
    found = []
    for axis in (0, 1):
        # One plane at a time and in place: half the time of both at once.
        apart = np.subtract.outer(at[:, axis], at[:, axis])
        np.abs(apart, out=apart)
        found.append(np.subtract(np.add.outer(half[:, axis], half[:, axis]), apart, out=apart))
    return found[0], found[1]


def drawn_together(at: Numbers, half: Numbers) -> Numbers:
    """Draw the picture together until labels fill a share of it, then part what overlaps."""
    at = np.asarray(at * _scale(at, half))
    for _ in range(_PUSHES):
        across, down = overlap(at, half)
        both = (across > 0.05) & (down > 0.05)
        np.fill_diagonal(both, val=False)
        if not both.any():
            break
        at = np.asarray(at + _push(at, both, across, down))
    else:
        at = _settled(at, half)
    return at


def nearest_free(point: Numbers, own: Numbers, at: Numbers, half: Numbers) -> Numbers:
    """Return the first free place on a spiral around a point, the point itself if it is free."""
    for turn in range(0, 100 * len(at) + 1000, _BATCH):
        number = np.arange(turn, turn + _BATCH)
        reach, angle = 14.0 * np.sqrt(number), number * GOLDEN
        # A label is wider than high: so are the steps.
        tried = point + np.stack([1.5 * reach * np.cos(angle), reach * np.sin(angle)], axis=1)
        clear = [
            np.abs(np.subtract.outer(tried[:, axis], at[:, axis])) >= half[:, axis] + own[axis]
            for axis in (0, 1)
        ]
        free = np.nonzero((clear[0] | clear[1]).all(axis=1))[0]
        if len(free):
            found: Numbers = tried[free[0]]
            return found
    # Beyond everything that stands: always free.
    return np.array([float((at[:, 0] + half[:, 0]).max() + own[0]), point[1]])


def _scale(at: Numbers, half: Numbers) -> float:
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


def _push(at: Numbers, both: NDArray[np.bool_], across: Numbers, down: Numbers) -> Numbers:
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


def _settled(at: Numbers, half: Numbers) -> Numbers:
    """Keep what stands free, from the middle outwards; the rest takes the nearest free place."""
    order = np.argsort((at**2).sum(axis=1), kind="stable")
    kept: list[int] = []
    at = at.copy()
    for number in order:
        if kept:
            at[number] = nearest_free(at[number], half[number], at[kept], half[kept])
        kept.append(int(number))
    return at
