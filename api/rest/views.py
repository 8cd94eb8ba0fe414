"""`/api/views` and `/api/compare`: groups, or things, side by side."""

from __future__ import annotations

from typing import Any, Final

from pyoxigraph import NamedNode

from api.rest.answers import Answer, Table
from api.rest.operations import Call, Operation
from api.rest.requests import Parameter, text
from api.rest.shapes import JSON, Names, columns_of, iris_of, plain, row_of, words
from ontology.errors import Text
from ontology.iris import reference_of
from queries.comparison import Comparison, compare
from queries.lists import read_collection
from queries.views import Asked, view, views

__all__ = ["view_operations"]

_VIEW_FILTERS: Final = (
    "territory",
    "domain",
    "category",
    "impact",
    "respondent",
    "study",
    "status",
)


_SIDE_BY_SIDE: Final = Text(
    "Les réponses se lisent côte à côte : bases, années et formulations diffèrent, "
    "et rien n'est moyenné.",
    "Answers are read side by side: bases, years and wordings differ, and nothing is averaged.",
)
_VIEW_COLUMNS: Final = (
    "question", "question_fr", "question_en", "respondent", "respondent_fr", "respondent_en",
    "figures",
)  # fmt: skip


def view_operations() -> tuple[Operation, ...]:
    """Return the operations on crossed views and comparison."""
    return (_views_operation(), _view_operation(), _compare_operation())


def _views_operation() -> Operation:
    return Operation(
        name="views",
        path="/api/views",
        summary=Text(
            "Regards croisés : les questions auxquelles plusieurs groupes d'acteurs répondent",
            "Crossed views: the questions that several groups of actors answer",
        ),
        answer=_views,
        shape="views",
        example="/api/views",
    )


def _views(call: Call) -> Answer:
    store = call.visit.opened.store
    found, query = views(store)
    names = Names(
        store, {one.question for one in found} | {iri for one in found for iri in one.figures}
    )
    lines = [(one.question, iri, count) for one in found for iri, count in one.figures.items()]
    return Answer(
        title=Text("Regards croisés", "Crossed views"),
        note=_SIDE_BY_SIDE,
        queries={"views": query},
        total=len(found),
        body={"total": len(found), "items": [_viewed(names, one) for one in found]},
        table=Table(
            _VIEW_COLUMNS,
            lambda: (
                (*_labelled(names, question), *_labelled(names, iri), count)
                for question, iri, count in lines
            ),
        ),
        about=tuple(one.question for one in found),
    )


def _viewed(names: Names, one: Asked) -> JSON:
    return {
        "question": names.thing(one.question),
        "url": f"/api/views/{one.question.rpartition('/')[2]}",
        "actors": [
            {"respondent": names.thing(iri), "figures": count} for iri, count in one.figures.items()
        ],
    }


def _labelled(names: Names, iri: str) -> tuple[str, str, str]:
    label = names.label(iri)
    return iri, label.fr, label.en


def _view(call: Call) -> Answer:
    store = call.visit.opened.store
    filters = {name: call.get(name) for name in _VIEW_FILTERS if call.get(name)}
    found = view(call.get("slug"), filters, store)
    items = [item for one in found.regards for item in one.figures]
    collection = read_collection("figures")
    names = Names(
        store, iris_of(items) | {found.question, *(one.respondent for one in found.regards)}
    )
    return Answer(
        title=names.label(found.question),
        note=_SIDE_BY_SIDE,
        queries=found.queries,
        total=len(items),
        body={
            "question": names.thing(found.question),
            "total": len(items),
            "actors": [
                {
                    "respondent": names.thing(one.respondent),
                    "figures": [names.item(collection, item) for item in one.figures],
                }
                for one in found.regards
            ],
        },
        table=Table(
            columns_of(collection), lambda: (row_of(collection, item, names) for item in items)
        ),
        about=tuple(item.iri for item in items),
    )


def _view_parameters() -> tuple[Parameter, ...]:
    filters = {one.name: one for one in read_collection("figures").filters}
    return tuple(
        text(name, filters[name].label.fr, filters[name].label.en) for name in _VIEW_FILTERS
    )


def _view_operation() -> Operation:
    return Operation(
        name="views-one",
        path="/api/views/{slug}",
        summary=Text(
            "Une question, et ce que répond chaque groupe d'acteurs",
            "One question, and what each group of actors answers",
        ),
        answer=_view,
        shape="view",
        example="/api/views/alliances-source-d-innovation",
        parameters=_view_parameters(),
        slug=text("slug", "Question", "Question", required=True),
    )


def _compare_operation() -> Operation:
    return Operation(
        name="compare",
        path="/api/compare",
        summary=Text(
            "De deux à six choses d'une collection côte à côte, ce qui diffère d'abord",
            "From two to six things of one collection side by side, what differs first",
        ),
        answer=_compare,
        shape="compare",
        example="/api/compare?ids=case/adie-bnp-guadeloupe,case/adie-bnp-paribas",
        parameters=(
            text("ids", "Références séparées par des virgules", "References separated by commas",
                 "case/adie-bnp-guadeloupe,case/adie-bnp-paribas", required=True),
        ),
    )  # fmt: skip


def _compare(call: Call) -> Answer:
    store = call.visit.opened.store
    found = compare([one.strip() for one in call.get("ids").split(",")], store)
    names = Names(store, iris_of(found.items))
    collection = found.collection
    return Answer(
        title=Text(f"Comparaison : {collection.title.fr}", f"Comparison: {collection.title.en}"),
        note=collection.note,
        queries=found.queries,
        body={
            "collection": collection.name,
            "things": [names.thing(item.iri) for item in found.items],
            "fields": [
                {
                    "field": one.field.name,
                    "label": words(one.field.label),
                    "same": one.same,
                    "values": [names.field(one.field, nodes) for nodes in one.values],
                }
                for one in found.fields
            ],
        },
        table=_compared_table(found),
        about=tuple(item.iri for item in found.items),
    )


def _compared_table(found: Comparison) -> Table:
    things = (reference_of(item.iri) or item.iri for item in found.items)
    return Table(
        ("field", "field_fr", "field_en", "same", *things),
        lambda: (
            (one.field.name, one.field.label.fr, one.field.label.en, one.same,
             *(tuple(_short(node) for node in nodes) for nodes in one.values))
            for one in found.fields
        ),
    )  # fmt: skip


def _short(node: Any) -> str:
    if isinstance(node, NamedNode):
        return reference_of(node.value) or node.value
    return str(plain(node) if not getattr(node, "language", None) else node.value)
