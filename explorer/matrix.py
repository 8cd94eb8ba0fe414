"""The evidence matrices as pages: what is held at each crossing, and what an empty one means.

A cell says how many cases, links of each status, claims for and against; never a share, never
a total of a row or column, since one case can stand in several. An empty cell says what kind
of emptiness it is and until when people have read. The counts are those of `queries.evidence`;
this module only puts them in order for a reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from explorer.claims import STATUSES as SHOWN
from explorer.claims import status_named
from explorer.models import Link, Status
from explorer.paths import no_such_page, page_path
from explorer.reading import Reading, Words
from explorer.statements import link_to
from ontology.iris import concept
from ontology.terms import AL, SKOS
from queries.evidence import MATRICES, STATUSES, Crossing, Matrix, evidence

__all__ = ["Cell", "Choice", "Counted", "MatrixPage", "Row", "Whose", "cells_of", "matrix_page"]

_COLUMN_OF: Final = {slug: column for column, slug in STATUSES.items()}
# What nobody need look beyond: a measured, observed or demonstrated link.
_FIRM: Final = ("demonstrated", "measured", "observed")
_WHOSE: Final = f"""
SELECT ?crossing ?object (COUNT(DISTINCT ?claim) AS ?n) WHERE {{
  VALUES ?matrix {{ }}
  ?crossing {AL.inMatrix} ?matrix ; {AL.holds} ?claim .
  ?claim {AL.object} ?object .
}} GROUP BY ?crossing ?object
"""
_PERFORMANCE: Final = concept("impact", "performance")


@dataclass(frozen=True, slots=True)
class Counted:
    """One status and how many links of a cell have it."""

    status: Status
    number: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose impact it is: a narrower concept of the column, and how many claims name it."""

    link: Link
    number: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One crossing; `kept` is false when the chosen status has no link here.

    `nothing_firmer` says that no link here is demonstrated, measured or observed.
    """

    href: str
    name: str
    statuses: tuple[Counted, ...]
    counts: Mapping[str, int | None]
    whose: tuple[Whose, ...]
    kept: bool
    nothing_firmer: bool
    gap_kind: str = ""
    gap_word: Words | None = None
    gap_date: str = ""

    @property
    def empty(self) -> bool:
        """Whether the graph holds nothing here."""
        return bool(self.gap_kind)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name and its cells, in the order of the columns."""

    link: Link
    slug: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its words, where it leads, and whether it is chosen now."""

    words: Words
    href: str
    current: bool
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """One matrix as a page shows it.

    `query` is what its address asks, `every` the same for all statuses, and `narrow` the path
    of the selection that reads it.
    """

    name: Words
    meaning: Words | None
    columns: tuple[Link, ...]
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    chosen: Status | None
    query: str
    every: str
    narrow: str
    gaps: int
    kept: int
    with_category: bool


def matrix_page(reading: Reading, rows: str, columns: str, status: str) -> MatrixPage:
    """Return a matrix by the words of its two sides; `status` is a slug, or "" for all.

    Raise NotHeldError for a status there is not, QueryError for a pair there is not.
    """
    if status and status not in _COLUMN_OF:
        raise no_such_page()
    found = evidence(rows, columns, reading.store)
    reading.gather((found.iri,))
    reading.name_all((*found.rows, *found.columns, *(concept("status", one) for one in SHOWN)))
    cells = cells_of(reading, found, found.cells, status)
    facts = reading.facts(found.iri)
    return MatrixPage(
        name=reading.label(found.iri),
        meaning=facts.words(SKOS.definition, reading.language),
        columns=tuple(link_to(reading, column) for column in found.columns),
        rows=tuple(_rows(reading, found, cells)),
        choices=tuple(_choices(reading, rows, columns)),
        statuses=tuple(_status_choices(reading, rows, columns, status)),
        chosen=status_named(reading, concept("status", status)) if status else None,
        query=_query(rows, columns, status),
        every=_query(rows, columns, ""),
        narrow=_selected(reading.language, rows, columns, status),
        gaps=sum(cell.empty for cell in cells),
        kept=sum(cell.kept for cell in cells),
        with_category="category" in (rows, columns),
    )


def _rows(reading: Reading, found: Matrix, cells: Sequence[Cell]) -> Iterator[Row]:
    wide = len(found.columns)
    for place, row in enumerate(found.rows):
        held = tuple(cells[place * wide : place * wide + wide])
        yield Row(link_to(reading, row), row.rpartition("/")[2], held)


def cells_of(
    reading: Reading, found: Matrix, crossings: Sequence[Crossing], status: str = ""
) -> tuple[Cell, ...]:
    """Return some crossings of a matrix as cells, in their order."""
    whose = _whose(reading, found.iri)
    reading.name_all(one for objects in whose.values() for one in objects)
    reading.name_all(one.gap.kind for one in crossings if one.gap)
    reading.name_all(iri for one in crossings for iri in (one.row, one.column))
    reading.gather(concept("status", one) for one in SHOWN)
    return tuple(_cell(reading, one, whose.get(one.iri, {}), status) for one in crossings)


def _whose(reading: Reading, matrix: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for crossing, target, amount in reading.rows(_WHOSE, matrix=[matrix]):
        if not isinstance(amount, Literal):
            continue
        if isinstance(crossing, NamedNode) and isinstance(target, NamedNode):
            found.setdefault(crossing.value, {})[target.value] = int(amount.value)
    return found


def _cell(reading: Reading, one: Crossing, whose: Mapping[str, int], status: str) -> Cell:
    counted = tuple(
        Counted(status_named(reading, concept("status", slug)), one.statuses[_COLUMN_OF[slug]])
        for slug in SHOWN
        if one.statuses.get(_COLUMN_OF.get(slug, ""), 0)
    )
    links = sum(each.number for each in counted)
    row, column = reading.label(one.row).text, reading.label(one.column).text
    return Cell(
        href=page_path(one.iri, reading.language),
        name=f"{row} × {column}",
        statuses=counted,
        counts=one.counts,
        whose=_whose_of(reading, one, whose),
        kept=not status or bool(one.statuses[_COLUMN_OF[status]]),
        nothing_firmer=bool(links) and not any(one.statuses[name] for name in _FIRM),
        gap_kind=one.gap.kind.rpartition("/")[2] if one.gap else "",
        gap_word=reading.label(one.gap.kind) if one.gap else None,
        gap_date=one.gap.read_on if one.gap else "",
    )


def _whose_of(reading: Reading, one: Crossing, whose: Mapping[str, int]) -> tuple[Whose, ...]:
    """Return whose performance is meant; other impacts are nobody's in particular."""
    if _PERFORMANCE not in (one.row, one.column):
        return ()
    named = [iri for iri in whose if iri.startswith(f"{_PERFORMANCE}-")]
    return tuple(Whose(link_to(reading, iri), whose[iri]) for iri in sorted(named))


def _query(rows: str, columns: str, status: str) -> str:
    asked = {"rows": rows, "columns": columns, "statut": status}
    return urlencode({name: value for name, value in asked.items() if value})


def _selected(language: str, rows: str, columns: str, status: str) -> str:
    asked = {"vue": "matrice", "rows": rows, "columns": columns, "status": status}
    kept = {name: value for name, value in asked.items() if value}
    return f"/{language}/selection?{urlencode(kept)}"


def _choices(reading: Reading, rows: str, columns: str) -> Iterator[Choice]:
    iris = {pair: concept("matrix", slug) for pair, slug in MATRICES.items()}
    reading.name_all(iris.values())
    for pair, iri in iris.items():
        href = f"/{reading.language}/preuves?{_query(*pair, '')}"
        yield Choice(reading.label(iri), href, set(pair) == {rows, columns})


def _status_choices(reading: Reading, rows: str, columns: str, status: str) -> Iterator[Choice]:
    for slug in SHOWN:
        if slug in _COLUMN_OF:
            shown = status_named(reading, concept("status", slug))
            href = f"/{reading.language}/preuves?{_query(rows, columns, slug)}"
            yield Choice(shown.word, href, slug == status, shown)
