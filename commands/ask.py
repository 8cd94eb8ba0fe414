"""`alliances ask`: one question of the catalogue, answered at the terminal.

Kept light on purpose: it reads one `.rq` file and opens one snapshot, and loads neither
rdflib nor pydantic. Values are written `name=value`; a question with a single parameter
also takes the bare value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from commands.delivery import deliver, published, width
from ontology.errors import QueryError, Text
from queries.answers import Answer, ask
from queries.catalogue import Question, catalogue, read_question
from queries.writing import Edition, answer_csv, answer_json, answer_parquet, answer_text

__all__ = ["FORMATS", "ask_command", "list_questions"]

FORMATS: Final = ("table", "csv", "json", "parquet")


def ask_command(
    store: Path, name: str, values: Sequence[str], *, form: str, language: str, out: Path | None
) -> None:
    """Answer the question `name`, or list the questions when `name` is empty.

    `store` is the directory of snapshots, `form` one of FORMATS. Raise QueryError for a
    question, value or format that cannot be, StoreError when nothing is published.
    """
    if form not in FORMATS:
        raise QueryError(
            Text(f"Format inconnu : « {form} ».", f"Unknown format: “{form}”."),
            Text(f"Formats : {', '.join(FORMATS)}.", f"Formats: {', '.join(FORMATS)}."),
        )
    if not name:
        deliver(list_questions(language).encode(), out)
        return
    question = read_question(name)
    given = _given(question, values)
    with published(store) as (graph, edition):
        answer = ask(question, given, graph)
    if form == "parquet":
        deliver(answer_parquet(answer), out)
        return
    write: Mapping[str, Callable[[Answer, Edition], str]] = {
        "table": lambda answer, edition: answer_text(
            answer, language=language, width=width(out), edition=edition
        ),
        "csv": lambda answer, _: answer_csv(answer),
        "json": answer_json,
    }
    deliver(write[form](answer, edition).encode(), out)


def list_questions(language: str) -> str:
    """Return every question: its name with its parameters, then what it asks."""
    lines = []
    for question in catalogue():
        taken = "".join(f" {parameter.name}=…" for parameter in question.parameters)
        lines += [f"{question.name}{taken}", f"    {question.question.in_language(language)}"]
    return "\n".join(lines) + "\n"


def _given(question: Question, values: Sequence[str]) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for value in values:
        name, equals, said = value.partition("=")
        if not equals and len(question.parameters) == 1:
            name, said = question.parameters[0].name, value
        elif not equals or name in given:
            raise QueryError(
                Text(
                    f"« {value} » : il faut nom=valeur, une fois par nom.",
                    f"“{value}”: name=value is needed, once for each name.",
                ),
                Text(
                    f"Par exemple : alliances ask {question.name} {_example(question)}",
                    f"For instance: alliances ask {question.name} {_example(question)}",
                ),
            )
        given[name] = said
    return given


def _example(question: Question) -> str:
    return " ".join(f"{parameter.name}=…" for parameter in question.parameters)
