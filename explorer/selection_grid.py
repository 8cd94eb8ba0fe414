"""A selection read as a matrix: how many of its links stand at each crossing, by status.

The rows, columns and crossings are those of *Preuves*, and without filters the numbers are
too. A cell without a link here is told apart: the graph holds nothing there, which is a gap
with a type and a date, or the filters hide what it holds, which is said with the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from explorer.claims import STATUSES, status_named
from explorer.filters import Address
from explorer.matrix import Counted
from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.statements import link_to
from ontology.iris import concept, reference_of
from ontology.terms import AL
from queries.evidence import MATRICES, Crossing, Matrix, evidence

__all__ = ["Grid", "GridCell", "GridRow", "grid_of"]

_USUAL: Final = ("category", "impact")
_HELD: Final = f"""
SELECT ?crossing ?claim ?link ?status WHERE {{
  VALUES ?matrix {{ }}
  ?crossing {AL.inMatrix} ?matrix ; {AL.holds} ?claim .
  ?claim {AL.partOfLink} ?link .
  ?link {AL.linkStatus} ?status .
}}
"""
# Scheme -> the facet that holds its concepts.
_FACETS: Final[Mapping[str, str]] = {
    "domain": "domain", "category": "category", "impact": "impact", "effect": "impact",
    "territory": "territory", "group": "actor", "actor-type": "actor", "mechanism": "mechanism",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridCell:
    """One crossing in a selection: links by status here, and claims that the filters hide.

    `href` narrows the selection to this crossing; `crossing` is the page of the whole cell.
    `gap` and `read_on` say what an empty crossing means, None and "" where something is held.
    """

    name: str
    statuses: tuple[Counted, ...]
    hidden: int
    href: str
    crossing: str
    gap_kind: str = ""
    gap: Words | None = None
    read_on: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its name and cells, in the order of the columns."""

    link: Link
    slug: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The matrix of a selection; `choices` are (name, address, current) of all matrices."""

    name: Words
    columns: tuple[Link, ...]
    rows: tuple[GridRow, ...]
    choices: tuple[tuple[Words, str, bool], ...]


def grid_of(
    reading: Reading, asked: Address, claims: frozenset[str], given: Mapping[str, str]
) -> Grid:
    """Return the matrix `rows` by `columns` of `given`, counting only `claims`.

    Raise QueryError for a pair of sides that makes no matrix.
    """
    sides = (given.get("rows") or _USUAL[0], given.get("columns") or _USUAL[1])
    found = evidence(*sides, reading.store)
    reading.name_all((found.iri, *found.rows, *found.columns))
    reading.name_all(one.gap.kind for one in found.cells if one.gap)
    reading.gather(concept("status", slug) for slug in STATUSES)
    held = _held(reading, found)
    cells = [_cell(reading, asked, one, held.get(one.iri, ()), claims) for one in found.cells]
    wide = len(found.columns)
    return Grid(
        name=reading.label(found.iri),
        columns=tuple(link_to(reading, iri) for iri in found.columns),
        rows=tuple(
            GridRow(
                link_to(reading, row),
                row.rpartition("/")[2],
                tuple(cells[place * wide : (place + 1) * wide]),
            )
            for place, row in enumerate(found.rows)
        ),
        choices=tuple(_choices(reading, asked, sides)),
    )


def _held(reading: Reading, found: Matrix) -> dict[str, list[tuple[str, str, str]]]:
    """Return the claims of each crossing with their link and status."""
    held: dict[str, list[tuple[str, str, str]]] = {}
    for crossing, claim, link, status in reading.rows(_HELD, matrix=[found.iri]):
        match crossing, claim, link, status:
            case NamedNode(), NamedNode(), NamedNode(), NamedNode():
                told = (claim.value, link.value, status.value.rpartition("/")[2])
                held.setdefault(crossing.value, []).append(told)
    return held


def _cell(
    reading: Reading,
    asked: Address,
    one: Crossing,
    held: list[tuple[str, str, str]] | tuple[()],
    claims: frozenset[str],
) -> GridCell:
    links: dict[str, set[str]] = {}
    for claim, link, status in held:
        if claim in claims:
            links.setdefault(status, set()).add(link)
    return GridCell(
        name=f"{reading.label(one.row).text} × {reading.label(one.column).text}",
        statuses=tuple(
            Counted(status_named(reading, concept("status", slug)), len(links[slug]))
            for slug in STATUSES
            if slug in links
        ),
        hidden=len({claim for claim, _, _ in held} - claims),
        href=_narrowed(asked, one),
        crossing=page_path(one.iri, reading.language),
        gap_kind=one.gap.kind.rpartition("/")[2] if one.gap else "",
        gap=reading.label(one.gap.kind) if one.gap else None,
        read_on=one.gap.read_on if one.gap else "",
    )


def _narrowed(asked: Address, one: Crossing) -> str:
    """Return the selection with the row and the column of a crossing as only values of theirs."""
    added = []
    for iri in (one.row, one.column):
        scheme, _, slug = (reference_of(iri) or "").partition("/")
        facet = _FACETS[scheme]
        added.append((facet, slug if scheme == facet else f"{scheme}/{slug}"))
    kept = [pair for pair in asked.chosen if pair[0] not in {facet for facet, _ in added}]
    return asked.href([*kept, *added], kept=())


def _choices(
    reading: Reading, asked: Address, sides: tuple[str, str]
) -> list[tuple[Words, str, bool]]:
    reading.name_all(concept("matrix", slug) for slug in MATRICES.values())
    return [
        (
            reading.label(concept("matrix", slug)),
            asked.href(kept=[("vue", "matrice"), ("rows", rows), ("columns", columns)]),
            {rows, columns} == set(sides),
        )
        for (rows, columns), slug in MATRICES.items()
    ]
