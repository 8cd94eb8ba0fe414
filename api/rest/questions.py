"""`/api/questions`: the questions of the catalogue, and the answer to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from api.rest.answers import Answer, Line, Table
from api.rest.operations import Call, Operation
from api.rest.requests import Parameter, text
from api.rest.shapes import JSON, Names, answer_rows, iris_in, words
from api.rest.solutions import labels, solutions
from ontology.errors import NotHeldError, QueryError, Text
from ontology.iris import catalog
from ontology.terms import DCTERMS, RDF, RDFS, SH
from queries.answers import Answer as Asked
from queries.answers import ask, cell
from queries.binding import bind
from queries.catalogue import Question, catalogue, read_question

__all__ = ["asked_rows", "question_operations", "solutions_of", "table_of"]


def question_operations() -> tuple[Operation, ...]:
    """Return the list of the questions, and one by name."""
    return (_questions_operation(), _question_operation())


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


def _questions_operation() -> Operation:
    return Operation(
        name="questions",
        path="/api/questions",
        summary=Text("Les questions du catalogue", "The questions of the catalogue"),
        answer=_questions,
        shape="questions",
        example="/api/questions",
    )


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
        triples=lambda: (triple for one in found for triple in _described(one)),
    )  # fmt: skip


def _described(question: Question) -> Iterator[Triple]:
    """Yield a question as SHACL names a query: its words in both languages and its SPARQL."""
    it = NamedNode(catalog(f"question/{question.name}"))
    yield Triple(it, RDF.type, SH.SPARQLSelectExecutable)
    yield Triple(it, SH.select, Literal(question.text))
    for prop, told in (
        (RDFS.label, question.title),
        (DCTERMS.description, question.question),
        (RDFS.comment, question.note),
    ):
        if told:
            yield Triple(it, prop, Literal(told.fr, language="fr"))
            yield Triple(it, prop, Literal(told.en, language="en"))


def _read(name: str) -> Question:
    try:
        return read_question(name)
    except QueryError as error:
        # An address that names nothing; what is asked amiss of a question is another matter.
        raise NotHeldError(error.summary, error.cure) from error


def _question(call: Call) -> Answer:
    store = call.visit.opened.store
    question = _read(call.get("slug"))
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
            **asked_rows(found, names),
        },
        table=table_of(found),
        triples=solutions_of(found, names),
    )


def asked_rows(found: Asked, names: Names) -> JSON:
    """Return the rows of an answer as JSON holds them, with what their columns mean."""
    return {
        "columns": [{"name": one.name, "label": words(one.label)} for one in found.columns],
        "total": len(found.rows),
        "rows": answer_rows(found, names),
    }


def solutions_of(found: Asked, names: Names) -> Callable[[], Iterable[Triple]]:
    """Return what makes the answer to a question as RDF: its rows, and what they name."""
    columns = [column.name for column in found.columns]
    return lambda: (*solutions(columns, found.rows), *labels(found.rows, names))


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
    )
