"""From distances in a network to places on a page, by numbers alone.

Distances on the page are fitted to steps in the network (stress majorisation, from a start by
classical scaling), the widest extent is laid along the screen. The same distances give the same
places: no clock, no random start. Labels are not known here; what overlaps is parted after.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["GOLDEN", "Numbers", "fitted_places"]

Numbers: TypeAlias = NDArray[np.float64]

# Pixels for one step of distance before the picture is drawn together.
_STEP: Final = 190.0
_FITTING: Final = 40
GOLDEN: Final = math.pi * (3 - math.sqrt(5))


def fitted_places(graph: nx.Graph[str], names: Sequence[str], ratio: float) -> Numbers:
    """Return a row (x, y) in pixels for each of `names`, which `graph` joins all together.

    `ratio` is the width of the picture over its height.
    """
    distance = _distances(graph, names)
    return _screen(_level(_fitted(_scaled(distance), distance) * _STEP), ratio)


def _distances(graph: nx.Graph[str], names: Sequence[str]) -> Numbers:
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


def _scaled(distance: Numbers) -> Numbers:
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
    turn = np.arange(count) * GOLDEN
    spread = 0.12 * np.sqrt(np.arange(count) + 1)[:, None]
    result: Numbers = found + spread * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return result


def _fitted(at: Numbers, distance: Numbers) -> Numbers:
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


def _level(at: Numbers) -> Numbers:
    """Turn the picture so that its widest extent lies along the screen."""
    at = at - at.mean(axis=0)
    values, vectors = np.linalg.eigh(at.T @ at)
    if values[1] - values[0] < 1e-6 * max(values[1], 1e-9):
        return at
    axes = vectors[:, ::-1]
    axes = axes * np.where(axes.sum(axis=0) < 0, -1.0, 1.0)
    found: Numbers = at @ axes
    return found


def _screen(at: Numbers, ratio: float) -> Numbers:
    """Widen the flatter direction towards the form of a screen, at most twofold."""
    extent = np.maximum(at.max(axis=0) - at.min(axis=0), 1.0)
    form = extent[0] / extent[1]
    factor = min(max(math.sqrt(form / ratio), 0.5), 2.0)
    return np.asarray(at * np.array([1 / math.sqrt(factor), math.sqrt(factor)]))
