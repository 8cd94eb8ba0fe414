"""`/api/evidence`: what the graph holds at each crossing of two lists, and the gaps."""

from __future__ import annotations

from typing import Final

from api.rest.answers import Answer, Line, Table
from api.rest.memo import Memo
from api.rest.operations import Call, Operation
from api.rest.requests import choice
from api.rest.shapes import (
    JSON,
    Names,
    words,
)
from ontology.errors import Text
from ontology.iris import reference_of
from queries.evidence import MATRICES, Crossing, Matrix, evidence

__all__ = ["evidence_operation"]

_ROWS: Final = tuple(dict.fromkeys(row for row, _ in MATRICES))
_COLUMNS: Final = tuple(dict.fromkeys(column for _, column in MATRICES))
_EITHER: Final = tuple(dict.fromkeys((*_ROWS, *_COLUMNS)))


def _evidence(memo: Memo, call: Call) -> Answer:
    store = call.visit.opened.store
    rows, columns = call.get("rows"), call.get("columns")
    found = memo.get(
        call.visit.site.version,
        ("evidence", rows, columns),
        lambda: evidence(rows, columns, store),
    )
    names = Names(store, _named(found))
    title = names.label(found.iri)
    return Answer(
        title=Text(f"Matrice des preuves : {title.fr}", f"Evidence matrix: {title.en}"),
        note=found.note,
        queries=found.queries,
        total=len(found.cells),
        body={
            "matrix": names.thing(found.iri),
            "total": len(found.cells),
            "gaps": sum(one.gap is not None for one in found.cells),
            "rows": [names.thing(iri) for iri in found.rows],
            "columns": [names.thing(iri) for iri in found.columns],
            "cells": [_cell(names, one) for one in found.cells],
        },
        table=Table(_cell_columns(found), lambda: (_cell_line(names, one) for one in found.cells)),
        about=tuple(one.iri for one in found.cells),
    )


def _named(found: Matrix) -> set[str]:
    iris = {found.iri, *found.rows, *found.columns}
    for one in found.cells:
        iris.add(one.iri)
        if one.gap:
            iris.update((one.gap.kind, *one.gap.works))
    return iris


def _cell(names: Names, one: Crossing) -> JSON:
    reference = reference_of(one.iri) or ""
    slug = reference.rpartition("/")[2]
    gap = one.gap
    return {
        "crossing": one.iri,
        "row": names.thing(one.row),
        "column": names.thing(one.column),
        "links_by_status": dict(one.statuses),
        **one.counts,
        "gap": None
        if gap is None
        else {
            "type": names.thing(gap.kind),
            "rank": gap.rank,
            "read_on": gap.read_on or None,
            **gap.demand,
            "works_to_obtain": [names.thing(iri) for iri in gap.works],
            "reason": words(gap.reason) if gap.reason else None,
            "searched_on": gap.searched_on or None,
        },
        "links": {
            kind: f"/api/{kind}?crossing={slug}"
            for kind in ("claims", "figures", "alliances", "cases")
        },
    }


def _cell_columns(found: Matrix) -> list[str]:
    first = found.cells[0]
    return [
        "crossing", "row", "row_fr", "row_en", "column", "column_fr", "column_en",
        *first.statuses, *first.counts,
        "gap", "gap_fr", "gap_en", "gap_rank", "read_on", "works_to_obtain",
    ]  # fmt: skip


def _cell_line(names: Names, one: Crossing) -> Line:
    row, column, gap = names.label(one.row), names.label(one.column), one.gap
    kind = names.label(gap.kind) if gap else None
    return [
        one.iri, one.row, row.fr, row.en, one.column, column.fr, column.en,
        *one.statuses.values(), *one.counts.values(),
        gap.kind if gap else None, kind.fr if kind else None, kind.en if kind else None,
        gap.rank if gap else None, gap.read_on if gap else None, gap.works if gap else (),
    ]  # fmt: skip


def evidence_operation(memo: Memo) -> Operation:
    """Return the operation on the evidence matrices; they are kept in `memo`."""
    return Operation(
        name="evidence",
        path="/api/evidence",
        summary=Text("Matrice des preuves et ses manques", "Evidence matrix and its gaps"),
        answer=lambda call: _evidence(memo, call),
        shape="evidence",
        slow=True,
        example="/api/evidence?rows=category&columns=impact",
        parameters=(
            choice("rows", "Lignes", "Rows", _EITHER, "category"),
            choice("columns", "Colonnes", "Columns", _EITHER, "impact"),
        ),
    )
