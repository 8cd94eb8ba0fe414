"""`/api/search`: things by words, with the passage that answers and the crossing they name."""

from __future__ import annotations

from typing import Any, Final

from pyoxigraph import Literal

from api.rest.answers import Answer, Table
from api.rest.operations import Call, Operation, around
from api.rest.requests import choice, paging, text
from api.rest.shapes import JSON, Names
from ontology.errors import Text
from ontology.iris import reference_of
from queries.binding import bind
from queries.catalogue import read_question
from queries.evidence import MATRICES
from queries.search import FACETS, LONGEST, Cell, FacetValue, Found, Hidden, Hit, search

__all__ = ["search_operation"]

_COUNTED: Final = Text(
    "Les nombres comptent ce que le recueil contient, jamais le monde.",
    "Numbers count what the record holds, never the world.",
)
_COLUMNS: Final = (
    "iri", "reference", "kind", "label_fr", "label_en", "status_fr", "status_en", "passage",
    "source",
)  # fmt: skip


def search_operation() -> Operation:
    """Return the operation on the index of words."""
    return Operation(
        name="search",
        path="/api/search",
        summary=Text("Chercher par les mots, sans casse ni accents, fautes pardonnées",
                     "Search by words, case and accents aside, slips forgiven"),
        answer=_searched,
        shape="search",
        example="/api/search?q=confiance&size=2",
        parameters=(
            text("q", "Mots cherchés", "Words searched for", "confiance", required=True),
            *(text(name, f"Facette {name}, valeurs séparées par des virgules",
                   f"Facet {name}, values separated by commas") for name in FACETS),
            choice("language", "Langue préférée des passages", "Preferred language of passages",
                   ("fr", "en"), "fr"),
            *paging(most=9_999),
        ),
    )  # fmt: skip


def _searched(call: Call) -> Answer:
    found = _found(call)
    names = _named(call, found)
    pages = max(1, -(-found.total // int(call.get("size"))))
    return Answer(
        title=Text(f"Recherche : {call.get('q')}", f"Search: {call.get('q')}"),
        note=_COUNTED,
        # Search forgives accents and slips, which SPARQL cannot: this is the nearest question.
        queries={"nearest": _nearest(call.get("q"))},
        total=found.total,
        around=around(call, pages),
        body={
            "total": found.total,
            "page": int(call.get("page")),
            "pages": pages,
            "size": int(call.get("size")),
            "partial": found.partial,
            "cell": _proposed(names, found.cell) if found.cell else None,
            "items": [_hit(names, hit) for hit in found.hits],
            "kinds": dict(found.kinds),
            "facets": [{**_facet(one), "chosen": one.chosen} for one in found.facets],
            "hidden": [_facet(one) for one in found.hidden],
        },
        table=Table(_COLUMNS, lambda: (_hit_line(names, hit) for hit in found.hits)),
        about=tuple(hit.thing.iri for hit in found.hits),
    )


def _found(call: Call) -> Found:
    page, size = int(call.get("page")), int(call.get("size"))
    facets = {name: call.get(name).split(",") for name in FACETS if call.get(name)}
    return search(
        call.visit.opened.words(), call.get("q"), facets=facets,
        language=call.get("language"), limit=size, offset=(page - 1) * size,
    )  # fmt: skip


def _named(call: Call, found: Found) -> Names:
    iris = {hit.thing.iri for hit in found.hits}
    iris |= {hit.passage.passage.work for hit in found.hits if hit.passage}
    if found.cell:
        iris |= {found.cell.row, found.cell.column}
    return Names(call.visit.opened.store, (iri for iri in iris if iri))


def _nearest(asked: str) -> str:
    question = read_question("recherche-de-texte")
    return bind(question, {"text": Literal(asked[:LONGEST])})


def _facet(one: FacetValue | Hidden) -> JSON:
    return {"facet": one.facet, "value": one.value, "count": one.count}


def _proposed(names: Names, cell: Cell) -> JSON:
    """Return the crossing that two recognised concepts make, and where its evidence is."""
    pair = tuple((reference_of(iri) or "").partition("/")[0] for iri in (cell.row, cell.column))
    known = pair in MATRICES or pair[::-1] in MATRICES
    return {
        "row": names.thing(cell.row),
        "column": names.thing(cell.column),
        "url": f"/api/evidence?rows={pair[0]}&columns={pair[1]}" if known else None,
    }


def _hit(names: Names, hit: Hit) -> JSON:
    shown = hit.passage
    passage = shown and {
        "text": shown.text,
        "marks": [list(mark) for mark in shown.marks],
        "language": shown.passage.language or None,
        "source": names.thing(shown.passage.work) if shown.passage.work else None,
        "heading": shown.passage.heading or None,
    }
    return {**names.thing(hit.thing.iri), "kind": hit.thing.kind, "passage": passage}


def _hit_line(names: Names, hit: Hit) -> tuple[Any, ...]:
    told, shown = names.thing(hit.thing.iri), hit.passage
    return (
        told["iri"], told["reference"], hit.thing.kind, told["label"]["fr"], told["label"]["en"],
        *(tuple(one["label"][each] for one in told.get("status", ())) for each in ("fr", "en")),
        shown.text if shown else None, shown.passage.work or None if shown else None,
    )  # fmt: skip
