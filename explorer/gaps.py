"""What is missing, ranked: a list to work from.

Gaps come in the order of the published rule (who asks, then what is held around); the order is
no mark, and the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from explorer.facets import Facet, facets_of, iri_text, named_rows, paged, whole
from explorer.messages import Messages
from explorer.models import Link
from explorer.paging import Paging, paging
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.sheets import Sheet
from explorer.statements import link_to
from ontology.errors import Text
from ontology.terms import AL, RDF
from queries.answers import Node, ask, cell
from queries.catalogue import Column, read_question

__all__ = ["GapRow", "Gaps", "gaps_page", "gaps_sheet"]

PAGE: Final = 50
_GAP_PLACES: Final = f"""
SELECT ?crossing ?matrix ?row ?column WHERE {{
  ?crossing {RDF.type} {AL.Gap} ; {AL.inMatrix} ?matrix ; {AL.row} ?row ; {AL.column} ?column .
}}
"""
_COLUMNS: Final = (
    Column("rank", Text("Rang", "Rank")),
    Column("matrix", Text("Matrice", "Matrix")),
    Column("row", Text("Ligne", "Row")),
    Column("column", Text("Colonne", "Column")),
    Column("gap", Text("Ce que le vide veut dire", "What the emptiness means")),
    Column("read_on", Text("Lu jusqu'au", "Read until")),
    Column("groups", Text("Groupes qui le demandent", "Groups that ask for it")),
    Column("first", Text("Dont en tête", "Of which first")),
    Column("partnership", Text("Dont en partenariat", "Of which in partnership")),
    Column("around", Text("Preuves alentour", "Evidence around")),
    Column("works", Text("Études à obtenir", "Studies to obtain")),
    Column("page", Text("Page", "Page")),
)


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap: rank from 1, where it is, what it means, who asks, what is held around."""

    rank: int
    href: str
    row: Words
    column: Words
    matrix: Words
    kind: str
    word: Words
    read_on: str
    groups: int
    first: int
    partnership: int
    around: int
    works: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """One page of the gaps: `total` pass the filters, `held` exist."""

    rows: tuple[GapRow, ...]
    total: int
    held: int
    matrices: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    paging: Paging


def gaps_page(reading: Reading, asked: Mapping[str, str]) -> Gaps:
    """Return the gaps by rank, narrowed by `matrice` and `type` (slugs), paged by `page`."""
    rows = list(_gaps(reading))
    at = {name: asked.get(name, "") for name in ("matrice", "type")}
    kept = _kept(rows, at)
    base = f"/{reading.language}/manques"
    place = paging(asked.get("page", "1"), len(kept), PAGE, lambda page: paged(base, at, page))
    return Gaps(
        rows=place.part(kept),
        total=len(kept),
        held=len(rows),
        matrices=facets_of(
            reading, base, at, Counter(slug for slug, _ in rows), name="matrice", scheme="matrix"
        ),
        kinds=facets_of(
            reading, base, at, Counter(row.kind for _, row in rows), name="type", scheme="gap-type"
        ),
        paging=place,
    )


def gaps_sheet(reading: Reading, messages: Messages, asked: Mapping[str, str]) -> Sheet:
    """Return every gap that the filters of the page keep."""
    at = {name: asked.get(name, "") for name in ("matrice", "type")}
    return Sheet(
        "manques",
        messages("gaps.title"),
        _COLUMNS,
        tuple(
            (
                one.rank,
                one.matrix.text,
                one.row.text,
                one.column.text,
                one.word.text,
                one.read_on or None,
                one.groups,
                one.first,
                one.partnership,
                one.around,
                tuple(work.words.text for work in one.works),
                one.href,
            )
            for one in _kept(list(_gaps(reading)), at)
        ),
    )


def _kept(rows: Sequence[tuple[str, GapRow]], at: Mapping[str, str]) -> list[GapRow]:
    return [
        row
        for matrix, row in rows
        if at["matrice"] in {"", matrix} and at["type"] in {"", row.kind}
    ]


def _gaps(reading: Reading) -> Iterator[tuple[str, GapRow]]:
    answer = ask(read_question("manques"), {"matrix": "_T"}, reading.store)
    places = {
        (iri_text(matrix), iri_text(row), iri_text(column)): iri_text(crossing)
        for crossing, matrix, row, column in reading.rows(_GAP_PLACES)
    }
    told: dict[tuple[str, str, str], list[dict[str, Node | None]]] = {}
    for row in named_rows(answer):
        key = (iri_text(row["of"]), iri_text(row["row"]), iri_text(row["column"]))
        told.setdefault(key, []).append(row)
    reading.name_all(iri for key in told for iri in key)
    reading.name_all(iri_text(one["gap"]) for many in told.values() for one in many)
    reading.name_all(iri_text(one["work"]) for many in told.values() for one in many if one["work"])
    for rank, (key, many) in enumerate(told.items(), start=1):
        yield key[0].rpartition("/")[2], _gap(reading, rank, key, places[key], many)


def _gap(
    reading: Reading,
    rank: int,
    key: tuple[str, str, str],
    crossing: str,
    many: list[dict[str, Node | None]],
) -> GapRow:
    one = many[0]
    works = dict.fromkeys(iri_text(each["work"]) for each in many if each["work"])
    return GapRow(
        rank=rank,
        href=page_path(crossing, reading.language),
        matrix=reading.label(key[0]),
        row=reading.label(key[1]),
        column=reading.label(key[2]),
        kind=iri_text(one["gap"]).rpartition("/")[2],
        word=reading.label(iri_text(one["gap"])),
        read_on=str(cell(one["read_on"]) or ""),
        groups=whole(one["groups"]),
        first=whole(one["groups_first"]),
        partnership=whole(one["groups_partnership"]),
        around=whole(one["held_on_row"]) + whole(one["held_in_column"]),
        works=tuple(link_to(reading, work) for work in works),
    )
