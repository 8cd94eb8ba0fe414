"""`/api/<collection>` and `/api/<collection>/<slug>`: lists, and one of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import NamedNode

from api.rest.answers import Answer, Line, Table
from api.rest.operations import Call, Operation, around
from api.rest.requests import Parameter, choice, paging, text
from api.rest.shapes import JSON, Names, columns_of, iris_of, row_of
from explorer.citations import CITATION_TYPES
from explorer.descriptions import MEDIA_TYPES
from explorer.paths import data_path, page_path
from ontology.errors import Text
from queries.answers import cell
from queries.entities import Entity, Statement, Touch, entity
from queries.lists import Collection, Listed, Wanted, collections, listed

__all__ = ["list_body", "list_operations"]

# An address in the list of things that hold a value: filter by name of the property.
_SAMPLES: Final = {
    "concept/category": "mecenat",
    "concept/domain": "mobilite",
    "concept/status": "percu",
    "concept/territory": "france",
    "year": "2015",
    "reference": "organisation/le-rameau",
}

# Slugs of the record, so that every example answers; it holds no innovation yet.
_THINGS: Final = {
    "actors": "le-rameau",
    "alliances": "adie-bnp-paribas",
    "cases": "adie-bnp-paribas",
    "categories": "mecenat",
    "claims": "d004b-c112",
    "discrepancies": "029ea2c25ef7c2ab",
    "domains": "mobilite",
    "events": "atelier-praticiens-chercheurs-confiance-2018",
    "figures": "d004a-f057",
    "impacts": "confiance",
    "indicators": "part-75-ans-et-plus-2014",
    "innovations": "exemple",
    "mechanisms": "nouveau-dialogue-parties-prenantes",
    "organisations": "adie",
    "programmes": "phare",
    "resources": "site-de-l-observatoire-des-partenariats",
    "studies": "phare-territoires",
    "territories": "bretagne",
}


def list_operations() -> tuple[Operation, ...]:
    """Return two operations for each collection: the list, and one by slug."""
    return tuple(operation for one in collections() for operation in (_list(one), _one(one)))


def _list(collection: Collection) -> Operation:
    return Operation(
        name=collection.name,
        path=f"/api/{collection.name}",
        summary=collection.title,
        answer=lambda call: _listed(collection, call),
        shape=f"list-{collection.name}",
        example=f"/api/{collection.name}?size=2",
        parameters=_parameters(collection),
    )


def _parameters(collection: Collection) -> tuple[Parameter, ...]:
    sorts = ("label", *collection.sorts)
    orders = (*sorts, *(f"-{one}" for one in sorts))
    filters = (
        text(one.name, one.label.fr, one.label.en, _SAMPLES.get(one.kind, ""))
        for one in collection.filters
    )
    return (
        *filters,
        text("q", "Mots du nom, sans accents", "Words of the name, accents aside", "alliance"),
        choice("sort", "Ordre ; - pour l'inverse", "Order; - for the reverse", orders, "label"),
        *paging(most=999_999),
    )


def _listed(collection: Collection, call: Call) -> Answer:
    names = {one.name for one in collection.filters}
    wanted = Wanted(
        filters={name: value for name, value in call.values.items() if name in names},
        words=call.get("q"),
        sort=call.get("sort"),
        page=int(call.get("page")),
        size=int(call.get("size")),
    )
    found = listed(collection, wanted, call.visit.opened.store)
    return Answer(
        title=collection.title,
        note=collection.note,
        queries=found.queries,
        total=found.total,
        around=around(call, found.pages),
        **list_body(found, call),
    )


def list_body(found: Listed, call: Call) -> dict[str, Any]:
    """Return the body, the table and the things of a page of a list."""
    collection = found.collection
    names = Names(call.visit.opened.store, iris_of(found.items))
    return {
        "body": {
            "total": found.total,
            "page": found.wanted.page,
            "pages": found.pages,
            "size": found.wanted.size,
            "items": [names.item(collection, item) for item in found.items],
        },
        "table": Table(
            columns_of(collection),
            lambda: (row_of(collection, item, names) for item in found.items),
        ),
        "about": tuple(item.iri for item in found.items),
    }


def _one(collection: Collection) -> Operation:
    return Operation(
        name=f"{collection.name}-one",
        path=f"/api/{collection.name}/{{slug}}",
        summary=Text(
            f"{collection.title.fr} : une chose et tout ce qui la touche",
            f"{collection.title.en}: one thing with everything that touches it",
        ),
        answer=lambda call: _entity(collection, call),
        shape=f"one-{collection.name}",
        example=f"/api/{collection.name}/{_THINGS[collection.name]}",
        slug=text("slug", "Identifiant court", "Short identifier", required=True),
    )


def _entity(collection: Collection, call: Call) -> Answer:
    store = call.visit.opened.store
    found = entity(collection, call.get("slug"), store)
    names = Names(store, _named(found))
    label = names.label(found.iri)
    body = {
        "item": names.item(collection, found.item),
        "statements": [_statement(names, one) for one in found.statements],
        "parts": [
            {
                **names.thing(part.iri),
                "via": names.thing(part.via),
                "statements": [_statement(names, one) for one in part.statements],
            }
            for part in found.parts
        ],
        "touched_by": [_touch(names, one) for one in found.touches],
        "elsewhere": _elsewhere(found.iri),
    }
    return Answer(
        title=label,
        note=collection.note,
        body=body,
        queries=found.queries,
        table=Table(_COLUMNS, lambda: _lines(found, names)),
        about=(found.iri,),
    )


def _named(found: Entity) -> set[str]:
    iris = iris_of([found.item])
    told = [*found.statements, *(one for part in found.parts for one in part.statements)]
    iris.update(one.property for one in told)
    iris.update(one.value.value for one in told if isinstance(one.value, NamedNode))
    iris.update(graph for one in told for graph in one.graphs)
    for part in found.parts:
        iris.update((part.iri, part.via))
    for touch in found.touches:
        iris.update((touch.target, touch.property))
        for use in touch.shown:
            iris.update((use.iri, *use.leads))
    return iris


def _statement(names: Names, told: Statement) -> JSON:
    return {
        "property": names.thing(told.property),
        "value": names.value(told.value),
        "said_in": [names.thing(graph) for graph in told.graphs],
    }


def _touch(names: Names, touch: Touch) -> JSON:
    return {
        "kind": touch.kind or None,
        "property": names.thing(touch.property),
        "target": names.thing(touch.target),
        "total": touch.total,
        "left_out": touch.total - len(touch.shown),
        "things": [
            {**names.thing(use.iri), "leads_to": [names.thing(iri) for iri in use.leads]}
            for use in touch.shown
        ],
    }


def _elsewhere(iri: str) -> JSON:
    """Return where the same thing is a page for people, and data in other forms."""
    forms = {**MEDIA_TYPES, **CITATION_TYPES}
    return {
        "page_fr": page_path(iri, "fr"),
        "page_en": page_path(iri, "en"),
        **{form: data_path(iri, form) for form in forms},
    }


_COLUMNS: Final = (
    "direction", "subject", "property", "property_fr", "property_en",
    "value", "value_fr", "value_en", "status_fr", "status_en", "said_in",
)  # fmt: skip


def _lines(found: Entity, names: Names) -> Iterator[Line]:
    """Yield what is said of the thing and its parts, then what points to it."""
    for subject, told in [
        (found.iri, found.statements),
        *((part.iri, part.statements) for part in found.parts),
    ]:
        for one in told:
            yield ("out", subject, *_cells(names, one.property, one.value), tuple(one.graphs))
    for touch in found.touches:
        for use in touch.shown:
            yield ("in", touch.target, *_cells(names, touch.property, NamedNode(use.iri)), ())


def _cells(names: Names, prop: str, value: Any) -> tuple[Any, ...]:
    label = names.label(prop)
    head = (prop, label.fr, label.en)
    if not isinstance(value, NamedNode):
        return (*head, cell(value), None, None, (), ())
    told = names.thing(value.value)
    statuses = [one["label"] for one in told.get("status", ())]
    return (
        *head, value.value, told["label"]["fr"], told["label"]["en"],
        tuple(one["fr"] for one in statuses), tuple(one["en"] for one in statuses),
    )  # fmt: skip
