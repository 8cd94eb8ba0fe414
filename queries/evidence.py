"""The evidence matrices: what the graph holds at each crossing of rows and columns, and gaps.

The counts are those of the question `matrice-des-preuves`, what is known of each gap that of
`manques`; this module puts both side by side and may turn a matrix round. It counts nothing
itself, and an empty cell always says what kind of emptiness it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from graph.store import Store
from ontology.errors import QueryError, Text
from ontology.iris import concept
from ontology.terms import AL
from queries.answers import Answer, Node, ask, cell
from queries.binding import bind
from queries.catalogue import read_question

__all__ = ["MATRICES", "STATUSES", "Crossing", "Gap", "Matrix", "evidence"]

# Rows and columns by the words a person may use -> the slug of the matrix.
MATRICES: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("category", "impact"): "categorie-impact",
        ("mechanism", "organisation"): "mecanisme-organisation",
        ("domain", "impact"): "domaine-impact",
        ("domain", "category"): "domaine-categorie",
        ("actor", "impact"): "acteur-impact",
        ("territory", "domain"): "territoire-domaine",
    }
)

# Columns of the question that count links, with the status each counts.
STATUSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "demonstrated": "demontre",
        "measured": "mesure",
        "observed": "observe",
        "perceived": "percu",
        "asserted": "affirme",
        "supposed": "suppose",
    }
)
_COUNTS: Final = (
    "claims_for",
    "claims_against",
    "claims_neutral_or_mixed",
    "claims_with_quote",
    "claims_without_quote",
    "figures",
    "cases",
    "cases_in_this_category_only",
    "cases_with_category_stated",
)
_DEMAND: Final = (
    "groups",
    "groups_first",
    "groups_partnership",
    "groups_expect",
    "groups_need",
    "held_on_row",
    "held_in_column",
)
_CROSSINGS: Final = (
    f"SELECT ?crossing ?row ?column WHERE {{ VALUES ?matrix {{ }} "
    f"?crossing {AL.inMatrix} ?matrix ; {AL.row} ?row ; {AL.column} ?column }}"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What an empty crossing means: its type, until when documents were read, who asks for it.

    `rank` counts from 1 in the order of declared demand, then of evidence held around;
    `works` are the studies to obtain, `reason` what a logged search found.
    """

    kind: str
    rank: int
    read_on: str
    demand: Mapping[str, int]
    works: tuple[str, ...]
    reason: Text | None
    searched_on: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """One cell: its entries (IRIs), links by status, counts by name, and the gap if empty.

    Counts about categories are None in a matrix that has none.
    """

    iri: str
    row: str
    column: str
    statuses: Mapping[str, int]
    counts: Mapping[str, int | None]
    gap: Gap | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Matrix:
    """One matrix, its rows, columns and cells in their order; `queries` are what was asked."""

    iri: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Crossing, ...]
    note: Text | None
    queries: Mapping[str, str]


def evidence(rows: str, columns: str, store: Store) -> Matrix:
    """Return the matrix of `rows` by `columns`, two words of MATRICES in either order.

    Raise QueryError, naming the pairs there are, for any other pair.
    """
    turned = (rows, columns) not in MATRICES
    slug = MATRICES.get((columns, rows) if turned else (rows, columns))
    if slug is None:
        raise _no_matrix(rows, columns)
    counted = ask(read_question("matrice-des-preuves"), {"matrix": slug}, store)
    missing = ask(read_question("manques"), {"matrix": slug}, store)
    iri = concept("matrix", slug)
    places = _places(iri, store)
    gaps = _gaps(missing)
    with_category = "category" in (rows, columns)
    cells = tuple(
        _crossing(told, places, gaps, turned=turned, with_category=with_category)
        for told in _named(counted)
    )
    return Matrix(
        iri=iri,
        rows=tuple(dict.fromkeys(one.row for one in cells)),
        columns=tuple(dict.fromkeys(one.column for one in cells)),
        cells=cells,
        note=counted.question.note,
        queries={
            "counts": bind(counted.question, counted.values),
            "gaps": bind(missing.question, missing.values),
        },
    )


def _named(answer: Answer) -> list[dict[str, Node | None]]:
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def _places(matrix: str, store: Store) -> dict[tuple[str, str], str]:
    asked = _CROSSINGS.replace("{ }", f"{{ {NamedNode(matrix)} }}")
    return {
        (_iri(row), _iri(column)): _iri(crossing)
        for crossing, row, column in store.query(asked).rows
    }


def _iri(term: Node | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _number(term: Node | None) -> int:
    value = cell(term)
    return value if isinstance(value, int) else 0


def _plain(term: Node | None) -> str:
    value = cell(term)
    return "" if value is None else str(value)


def _gaps(missing: Answer) -> dict[tuple[str, str], Gap]:
    """Return the gaps by place; a gap takes one row for each work to obtain."""
    found: dict[tuple[str, str], Gap] = {}
    for told in _named(missing):
        place = (_iri(told["row"]), _iri(told["column"]))
        works = found[place].works if place in found else ()
        rank = found[place].rank if place in found else len(found) + 1
        work = _iri(told["work"])
        fr, en = _plain(told["reason_fr"]), _plain(told["reason_en"])
        found[place] = Gap(
            kind=_iri(told["gap"]),
            rank=rank,
            read_on=_plain(told["read_on"]),
            demand={name: _number(told[name]) for name in _DEMAND},
            works=(*works, work) if work and work not in works else works,
            reason=Text(fr or en, en or fr) if fr or en else None,
            searched_on=_plain(told["searched_on"]),
        )
    return found


def _crossing(
    told: Mapping[str, Node | None],
    places: Mapping[tuple[str, str], str],
    gaps: Mapping[tuple[str, str], Gap],
    *,
    turned: bool,
    with_category: bool,
) -> Crossing:
    place = (_iri(told["row"]), _iri(told["column"]))
    row, column = reversed(place) if turned else place
    return Crossing(
        iri=places[place],
        row=row,
        column=column,
        statuses={name: _number(told[name]) for name in STATUSES},
        counts={
            name: None if "category" in name and not with_category else _number(told[name])
            for name in _COUNTS
        },
        gap=gaps.get(place),
    )


def _no_matrix(rows: str, columns: str) -> QueryError:
    pairs = ", ".join(f"rows={row}&columns={column}" for row, column in MATRICES)
    return QueryError(
        Text(
            f"Il n'y a pas de matrice « {rows[:40]} × {columns[:40]} ».",
            f"There is no matrix “{rows[:40]} × {columns[:40]}”.",
        ),
        Text(
            f"Il y a, dans un sens ou dans l'autre : {pairs}.",
            f"There are, either way round: {pairs}.",
        ),
    )
