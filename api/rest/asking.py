"""`/api/evidence`, `/api/views`, `/api/compare`, `/api/questions`: answers that join things."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from pyoxigraph import NamedNode

from api.rest.answers import Answer, Line, Table
from api.rest.memo import Memo
from api.rest.operations import Call, Operation
from api.rest.requests import Parameter, choice, text
from api.rest.shapes import (
    JSON,
    Names,
    answer_rows,
    columns_of,
    iris_in,
    iris_of,
    plain,
    row_of,
    words,
)
from ontology.errors import Text
from ontology.iris import reference_of
from queries.answers import Answer as Asked
from queries.answers import ask, cell
from queries.binding import bind
from queries.catalogue import Question, catalogue, read_question
from queries.comparison import compare
from queries.evidence import MATRICES, Crossing, Matrix, evidence
from queries.lists import read_collection
from queries.views import view, views

__all__ = ["asking_operations", "table_of"]

_ROWS: Final = tuple(dict.fromkeys(row for row, _ in MATRICES))
_COLUMNS: Final = tuple(dict.fromkeys(column for _, column in MATRICES))
_EITHER: Final = tuple(dict.fromkeys((*_ROWS, *_COLUMNS)))
_VIEW_FILTERS: Final = (
    "territory",
    "domain",
    "category",
    "impact",
    "respondent",
    "study",
    "status",
)


def asking_operations(memo: Memo) -> tuple[Operation, ...]:
    """Return the operations on evidence, views, comparison and questions."""
    return (
        _evidence_operation(memo),
        _VIEWS,
        _view_operation(),
        _COMPARE,
        _QUESTIONS,
        _question_operation(),
    )


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


def _evidence_operation(memo: Memo) -> Operation:
    return Operation(
        name="evidence",
        path="/api/evidence",
        summary=Text("Matrice des preuves et ses manques", "Evidence matrix and its gaps"),
        answer=lambda call: _evidence(memo, call),
        shape="evidence",
        example="/api/evidence?rows=category&columns=impact",
        parameters=(
            choice("rows", "Lignes", "Rows", _EITHER, "category"),
            choice("columns", "Colonnes", "Columns", _EITHER, "impact"),
        ),
    )


def _views(call: Call) -> Answer:
    store = call.visit.opened.store
    found, query = views(store)
    names = Names(
        store, {one.question for one in found} | {iri for one in found for iri in one.figures}
    )
    lines = [(one, iri, count) for one in found for iri, count in one.figures.items()]
    return Answer(
        title=Text("Regards croisés", "Crossed views"),
        note=_SIDE_BY_SIDE,
        queries={"views": query},
        total=len(found),
        body={
            "total": len(found),
            "items": [
                {
                    "question": names.thing(one.question),
                    "url": f"/api/views/{one.question.rpartition('/')[2]}",
                    "actors": [
                        {"respondent": names.thing(iri), "figures": count}
                        for iri, count in one.figures.items()
                    ],
                }
                for one in found
            ],
        },
        table=Table(
            ("question", "question_fr", "question_en", "respondent", "respondent_fr",
             "respondent_en", "figures"),
            lambda: (
                (*_labelled(names, one.question), *_labelled(names, iri), count)
                for one, iri, count in lines
            ),
        ),
    )  # fmt: skip


def _labelled(names: Names, iri: str) -> tuple[str, str, str]:
    label = names.label(iri)
    return iri, label.fr, label.en


_SIDE_BY_SIDE: Final = Text(
    "Les réponses se lisent côte à côte : bases, années et formulations diffèrent, "
    "et rien n'est moyenné.",
    "Answers are read side by side: bases, years and wordings differ, and nothing is averaged.",
)
_VIEWS: Final = Operation(
    name="views",
    path="/api/views",
    summary=Text(
        "Regards croisés : les questions auxquelles plusieurs groupes d'acteurs répondent",
        "Crossed views: the questions that several groups of actors answer",
    ),
    answer=_views,
    shape="views",
    example="/api/views",
    forms=("json", "csv"),
)


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
        table=Table(
            ("field", "field_fr", "field_en", "same",
             *(reference_of(item.iri) or item.iri for item in found.items)),
            lambda: (
                (one.field.name, one.field.label.fr, one.field.label.en, one.same,
                 *(tuple(_short(node) for node in nodes) for nodes in one.values))
                for one in found.fields
            ),
        ),
        about=tuple(item.iri for item in found.items),
    )  # fmt: skip


def _short(node: Any) -> str:
    if isinstance(node, NamedNode):
        return reference_of(node.value) or node.value
    return str(plain(node) if not getattr(node, "language", None) else node.value)


_COMPARE: Final = Operation(
    name="compare",
    path="/api/compare",
    summary=Text(
        "De deux à six choses d'une collection côte à côte, ce qui diffère d'abord",
        "From two to six things of one collection side by side, what differs first",
    ),
    answer=_compare,
    shape="compare",
    example="/api/compare?ids=case/table-du-lavoir,case/quai-des-langues",
    parameters=(
        text("ids", "Références séparées par des virgules", "References separated by commas",
             "case/table-du-lavoir,case/quai-des-langues", required=True),
    ),
)  # fmt: skip


@cache
def _catalogue() -> tuple[Question, ...]:
    """Return every question; reading them all takes a third of a second."""
    return catalogue()


def _told(question: Question) -> JSON:
    return {
        "name": question.name,
        "url": f"/api/questions/{question.name}",
        "title": words(question.title),
        "question": words(question.question),
        "note": words(question.note) if question.note else None,
        "parameters": [
            {"name": one.name, "kind": one.kind, "label": words(one.label), "example": one.sample}
            for one in question.parameters
        ],
        "columns": [{"name": one.name, "label": words(one.label)} for one in question.columns],
    }


def _questions(_: Call) -> Answer:
    found = _catalogue()
    return Answer(
        title=Text("Questions du catalogue", "Questions of the catalogue"),
        queries={},
        total=len(found),
        body={"total": len(found), "items": [_told(one) for one in found]},
        table=Table(
            ("name", "title_fr", "title_en", "question_fr", "question_en", "parameters"),
            lambda: (
                (one.name, one.title.fr, one.title.en, one.question.fr, one.question.en,
                 tuple(parameter.name for parameter in one.parameters))
                for one in found
            ),
        ),
    )  # fmt: skip


_QUESTIONS: Final = Operation(
    name="questions",
    path="/api/questions",
    summary=Text("Les questions du catalogue", "The questions of the catalogue"),
    answer=_questions,
    shape="questions",
    example="/api/questions",
    forms=("json", "csv"),
)


def _question(call: Call) -> Answer:
    store = call.visit.opened.store
    question = read_question(call.get("slug"))
    given = {name: value for name, value in call.values.items() if name != "slug"}
    found = ask(question, given, store)
    names = Names(store, iris_in(found) | {
        term.value for term in found.values.values() if isinstance(term, NamedNode)
    })  # fmt: skip
    return Answer(
        title=question.title,
        note=question.note,
        queries={"question": bind(question, found.values)},
        total=len(found.rows),
        body={
            **_told(question),
            "given": {name: names.value(term) for name, term in found.values.items()},
            "total": len(found.rows),
            "rows": answer_rows(found, names),
        },
        table=table_of(found),
    )


def table_of(found: Asked) -> Table:
    """Return the answer to a question as a table, identifiers in full."""

    def lines() -> Iterator[Line]:
        yield from ([cell(term) for term in row] for row in found.rows)

    return Table([column.name for column in found.columns], lines)


def _question_parameters() -> tuple[Parameter, ...]:
    """Return every parameter that some question takes; which one takes which, it says itself."""
    found: dict[str, Parameter] = {}
    for question in _catalogue():
        for one in question.parameters:
            found.setdefault(one.name, text(one.name, one.label.fr, one.label.en, one.sample))
    return tuple(found[name] for name in sorted(found))


def _question_operation() -> Operation:
    return Operation(
        name="questions-one",
        path="/api/questions/{slug}",
        summary=Text(
            "La réponse à une question, ses paramètres liés",
            "The answer to one question, its parameters bound",
        ),
        answer=_question,
        shape="question",
        example="/api/questions/manques?matrix=categorie-impact",
        parameters=_question_parameters(),
        slug=text("slug", "Nom de la question", "Name of the question", required=True),
        forms=("json", "csv"),
    )
