"""What the matrices of a workshop hold: the links of each cell, and what a whole path showed.

A number in a cell is a promise of links, so that each cell leads to them, those against first.
The last step says how many links of each status its path showed; the sum is made here, of what
the steps show, and never written by whoever made the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from explorer.matrix import MatrixPage
from explorer.models import Status
from explorer.paths import page_path
from explorer.reading import Reading
from explorer.workshop_steps import Shown, statuses_of
from graph.network import Network
from ontology.terms import AL

__all__ = ["Held", "Sum", "cells_of_matrices", "sum_of"]

_HELD: Final = (
    f"SELECT ?crossing ?claim WHERE {{ ?crossing {AL.inMatrix} ?matrix ; {AL.holds} ?claim }}"
)


@dataclass(frozen=True, slots=True)
class Held:
    """The cells with links: number of a cell by its address, and (name, numbers of links)."""

    number: Mapping[str, int]
    cells: tuple[tuple[str, tuple[int, ...]], ...]

    def links(self, address: str) -> tuple[int, ...]:
        """Return the numbers of the links of a cell; none when it holds none."""
        return self.cells[self.number[address]][1] if address in self.number else ()


@dataclass(frozen=True, slots=True)
class Sum:
    """How many links with a status a path showed, and how many of each status."""

    links: int
    statuses: tuple[tuple[Status, int], ...]


def cells_of_matrices(reading: Reading, network: Network, matrices: Iterable[MatrixPage]) -> Held:
    """Return the cells of `matrices` with their links, those with a claim against first."""
    links = _links(reading, network)
    number: dict[str, int] = {}
    cells: list[tuple[str, tuple[int, ...]]] = []
    for cell in (cell for matrix in matrices for row in matrix.rows for cell in row.cells):
        if cell.href in links and cell.href not in number:
            number[cell.href] = len(cells)
            ranked = sorted(links[cell.href], key=lambda one: (-network.ties[one].against, one))
            cells.append((cell.name, tuple(ranked)))
    return Held(number, tuple(cells))


def _links(reading: Reading, network: Network) -> Mapping[str, set[int]]:
    of_claim = {claim: place for place, tie in enumerate(network.ties) for claim in tie.claims}
    found: dict[str, set[int]] = {}
    for crossing, claim in reading.rows(_HELD):
        link = of_claim.get(claim.value) if isinstance(claim, NamedNode) else None
        if isinstance(crossing, NamedNode) and link is not None:
            found.setdefault(page_path(crossing.value, reading.language), set()).add(link)
    return found


def sum_of(reading: Reading, network: Network, steps: Sequence[Shown], held: Held) -> Sum:
    """Return how many links of each status the maps and the named rows of `steps` show."""
    number = {tie.id: place for place, tie in enumerate(network.ties)}
    shown = {link for step in steps for link in _shown(step, number, held)}
    counted = [tie.status.slug for link in shown for tie in [network.ties[link]] if tie.status]
    return Sum(len(counted), tuple((one, counted.count(one.slug)) for one in statuses_of(reading)))


def _shown(step: Shown, number: Mapping[str, int], held: Held) -> Iterable[int]:
    if step.picture is not None:
        return [number[one.line] for one in step.picture.votable if one.line in number]
    rows = step.matrix.rows if step.matrix is not None else ()
    kept = [row for row in rows if not step.rows or row.slug in step.rows]
    return [link for row in kept for cell in row.cells for link in held.links(cell.href)]
