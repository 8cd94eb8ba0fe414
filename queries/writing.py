"""Answers as text: a table for a person, CSV and JSON for machines.

Three promises. What is written depends on the data only, never on the clock or the machine.
A text that a spreadsheet would run as a formula gets a leading apostrophe in CSV; a number
is never touched. A control character of the data never reaches a terminal.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from graph.frames import parquet
from ontology.errors import Text
from ontology.iris import reference_of
from queries.answers import Answer, Cell, cell, reading
from queries.catalogue import Column

__all__ = [
    "LICENCE",
    "Edition",
    "answer_csv",
    "answer_json",
    "answer_parquet",
    "answer_text",
    "both",
    "csv_text",
    "json_text",
    "shown",
]

# The record and what is drawn from it; quotations stay their authors'.
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"

# First characters that make a spreadsheet read a text as a formula or drop it (OWASP).
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n\0]")

_LISTED: Final = ";"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which data an answer comes from: the content hash of the snapshot and its version."""

    content_hash: str
    version: str


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell | tuple[Cell, ...]]]) -> str:
    r"""Return RFC 4180 text (lines end in CR LF) with a header line.

    A tuple is written as its values joined by `;`, a `;` inside a value as `\;`.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _csv_cell(value: Cell | tuple[Cell, ...]) -> str:
    if isinstance(value, tuple):
        plain = _LISTED.join(_escaped(_plain(one)) for one in value)
    else:
        plain = _plain(value)
        if not isinstance(value, str):
            return plain
    return f"'{plain}" if _FORMULA.match(plain) else plain


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(_LISTED, f"\\{_LISTED}")


def _plain(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def json_text(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell | tuple[Cell, ...]]],
    *,
    about: Mapping[str, object],
    edition: Edition,
) -> str:
    """Return one JSON object: what this is, from which data, under which licence, and `rows`.

    A row is an object with one key per column; numbers are numbers, lists are lists.
    """
    names = [column.name for column in columns]
    document = {
        **about,
        "licence": LICENCE,
        "data": {"version": edition.version, "content_hash": edition.content_hash},
        "columns": [
            {"name": column.name, "fr": column.label.fr, "en": column.label.en}
            for column in columns
        ],
        "rows": [dict(zip(names, row, strict=True)) for row in rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=_json_number) + "\n"


def _json_number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


def answer_csv(answer: Answer) -> str:
    """Return the answer with every column; IRIs are given in full."""
    rows = ([cell(term) for term in row] for row in answer.rows)
    return csv_text([column.name for column in answer.columns], rows)


def answer_json(answer: Answer, edition: Edition) -> str:
    """Return the answer as JSON, with the question in both languages and its parameters."""
    question = answer.question
    about: dict[str, object] = {
        "name": question.name,
        "title": both(question.title),
        "question": both(question.question),
        "note": both(question.note) if question.note else None,
        "parameters": {name: cell(term) for name, term in answer.values.items()},
    }
    rows = ([cell(term) for term in row] for row in answer.rows)
    return json_text(answer.columns, rows, about=about, edition=edition)


def answer_parquet(answer: Answer) -> bytes:
    """Return the answer as Parquet, with every column; raise AlliancesError without polars."""
    rows = ([cell(term) for term in row] for row in answer.rows)
    return parquet([column.name for column in answer.columns], rows)


def both(text: Text) -> dict[str, str]:
    """Return a sentence as JSON holds it, by language."""
    return {"fr": text.fr, "en": text.en}


def answer_text(
    answer: Answer, *, language: str, width: int, edition: Edition, whole: bool = False
) -> str:
    """Return the answer for a person: aligned columns, or one block per row if too wide.

    `width` counts characters. Columns of the other language are left out, and identifiers
    that have a label beside them, unless `whole` asks for all. An empty answer is a sentence.
    """
    question = answer.question
    title = question.title.in_language(language)
    if not answer.rows:
        return f"{title}\n\n{_nothing(answer, language)}\n"
    names = [column.name for column in answer.columns]
    places = list(range(len(names))) if whole else shown(names, language)
    heads = [answer.columns[place].label.in_language(language) for place in places]
    rows = [[_safe(reading(row[place], language)) for place in places] for row in answer.rows]
    body = _aligned(heads, rows)
    if max(map(len, body)) > width:
        body = _blocks(heads, rows)
    word = {"fr": "ligne", "en": "row"}[language if language == "en" else "fr"]
    count = f"{len(rows)} {word}{'s' if len(rows) > 1 else ''}"
    data = {"fr": "données", "en": "data"}[language if language == "en" else "fr"]
    foot = [f"{count} – {data} {edition.version}"]
    if question.note:
        foot.append(question.note.in_language(language))
    return "\n".join([title, "", *body, "", *foot]) + "\n"


def _nothing(answer: Answer, language: str) -> str:
    given = ", ".join(
        f"{name} = {_safe(reference_of(term.value) or term.value)}"
        for name, term in answer.values.items()
    )
    asked = answer.question.question.in_language(language)
    if language == "en":
        return f"No answer: the graph holds nothing for “{asked}”" + (
            f" ({given})." if given else "."
        )
    return f"Aucune réponse : le graphe ne contient rien pour « {asked} »" + (
        f" ({given})." if given else "."
    )


def shown(columns: Sequence[str], language: str) -> list[int]:
    """Return the places of the columns that a reader of `language` needs."""
    own, other = ("_en", "_fr") if language == "en" else ("_fr", "_en")
    return [
        place
        for place, name in enumerate(columns)
        if not name.endswith(other) and f"{name}_label" not in columns and name + own not in columns
    ]


def _safe(text: str) -> str:
    return "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)


def _aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    sizes = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [heads, ["─" * size for size in sizes], *rows]
    return [
        "  ".join(value.ljust(size) for value, size in zip(line, sizes, strict=True)).rstrip()
        for line in lines
    ]


def _blocks(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    size = max(map(len, heads))
    lines: list[str] = []
    for number, row in enumerate(rows, 1):
        lines.append(f"[{number}]")
        lines.extend(
            f"  {head.ljust(size)}  {value}"
            for head, value in zip(heads, row, strict=True)
            if value
        )
    return lines
