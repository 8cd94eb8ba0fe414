"""`alliances ask -f my.rq`: a query of one's own, answered as a stranger's query is.

Somebody else may have written the file, so it goes the way of the SPARQL door: the guard says
what is wrong in words, and a worker that can be killed answers, within a deadline and a cap of
memory, without network and without a way to change anything. The columns are those the query
selects, all of them and in its order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from commands.delivery import deliver, published_edition, width
from commands.settings import Settings
from graph.worker_frames import Reply, Task
from graph.workers import Limits, Pool
from ontology.errors import QueryError, Text
from ontology.iris import BASE
from ontology.terms import XSD
from queries.answers import Answer, Node
from queries.catalogue import Column, Question
from queries.guard import GuardLimits, guard
from queries.writing import Edition, answer_csv, answer_json, answer_text

__all__ = ["TRIPLE_FORMS", "free_command"]

# The forms of a CONSTRUCT or DESCRIBE; the first is what is written unless another is asked.
TRIPLE_FORMS: Final = ("ttl", "nt", "jsonld", "rdf")
_MEGABYTE: Final = 1_000_000
_TITLE: Final = Text("Requête libre", "Free query")


def free_command(
    settings: Settings, file: Path, *, form: str, language: str, out: Path | None
) -> None:
    """Answer the query in `file`: a SELECT or ASK as table, csv or json, triples as TRIPLE_FORMS.

    The limits are those of the SPARQL door. Raise QueryError when the file cannot be read, or
    the query is refused, stopped or not understood; StoreError when nothing is published.
    """
    limits = GuardLimits(length=settings.query_length, depth=settings.query_depth)
    sparql = _read(file, limits.length)
    guard(sparql, limits)
    edition = published_edition(settings.store)
    reply = _run(sparql, form, settings)
    if reply.kind == "triples":
        deliver(reply.body, out)
        return
    write: Mapping[str, Callable[[Answer, Edition], str]] = {
        "table": lambda answer, edition: answer_text(
            answer, language=language, width=width(out), edition=edition, whole=True
        ),
        "csv": lambda answer, _: answer_csv(answer),
        "json": answer_json,
    }
    if form not in write:
        raise QueryError(
            Text(
                f"Une table ne s'écrit pas en « {form} ».",
                f"A table cannot be written as “{form}”.",
            ),
            Text(f"Formats : {', '.join(write)}.", f"Formats: {', '.join(write)}."),
        )
    deliver(write[form](_answer(sparql, reply), edition).encode(), out)


def _run(sparql: str, form: str, settings: Settings) -> Reply:
    triples = form if form in TRIPLE_FORMS else TRIPLE_FORMS[0]
    limits = Limits(
        workers=1,
        deadline=settings.query_deadline,
        memory=settings.query_memory * _MEGABYTE,
    )
    task = Task(
        sparql,
        triples=triples,
        rows=settings.query_rows,
        size=settings.query_size * _MEGABYTE,
        base=BASE,
    )
    with closing(Pool(settings.store, limits)) as pool:
        return pool.ask(task).reply


def _read(file: Path, longest: int) -> str:
    try:
        # One byte more than the guard allows, so that it still refuses what is too long.
        with file.open("rb") as opened:
            return opened.read(longest + 1).decode("utf-8-sig", "replace")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise QueryError(
            Text(
                f"Le fichier « {file} » ne peut pas se lire ({reason}).",
                f"The file “{file}” cannot be read ({reason}).",
            ),
            Text(
                "Donnez avec -f un fichier qui contient une requête SPARQL.",
                "Give with -f a file that holds one SPARQL query.",
            ),
        ) from error


def _answer(sparql: str, reply: Reply) -> Answer:
    found = ox.parse_query_results(reply.body, ox.QueryResultsFormat.JSON)
    names: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    if isinstance(found, ox.QueryBoolean):
        truth = ox.Literal("true" if found else "false", datatype=XSD.boolean)
        names, rows = ("answer",), ((truth,),)
    elif isinstance(found, ox.QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        rows = tuple(tuple(row) for row in found)
    else:
        raise TypeError(type(found).__name__)
    columns = tuple(Column(name, Text(name, name)) for name in names)
    question = Question(
        name="",
        title=_TITLE,
        question=Text(sparql, sparql),
        note=None,
        parameters=(),
        columns=columns,
        key=names[:1],
        folds=(),
        together=(),
        text=sparql,
    )
    return Answer(question, {}, rows)
