"""A comparison as a file: one line for each value of each cell, and one for each silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from explorer.comparing import Comparing, Said
from explorer.messages import Messages
from ontology.errors import Text
from queries.catalogue import Column
from queries.writing import Edition, csv_text, json_text

__all__ = ["comparison_csv", "comparison_json"]

_COLUMNS: Final = (
    Column("group", Text("Groupe", "Group")),
    Column("row", Text("Ligne", "Row")),
    Column("same", Text("Pareil partout", "Same everywhere")),
    Column("thing", Text("Chose", "Thing")),
    Column("value", Text("Valeur", "Value")),
    Column("status", Text("Statut", "Status")),
    Column("basis", Text("Fondement", "Basis")),
    Column("quote", Text("Citation", "Quote")),
    Column("source", Text("Source", "Source")),
    Column("page", Text("Page", "Page")),
)
_Line = tuple[str | bool | tuple[str, ...] | None, ...]


def comparison_csv(page: Comparing, messages: Messages) -> str:
    """Return the comparison as CSV; see `queries.writing.csv_text`."""
    return csv_text([one.name for one in _COLUMNS], _lines(page, messages))


def comparison_json(page: Comparing, messages: Messages, edition: Edition) -> str:
    """Return the comparison as JSON; see `queries.writing.json_text`."""
    things = [one.reference for one in page.columns]
    about = {"title": messages("compare.title"), "things": things}
    return json_text(_COLUMNS, _lines(page, messages), about=about, edition=edition)


def _lines(page: Comparing, messages: Messages) -> Iterator[_Line]:
    for group in page.groups:
        name = messages(f"compare.group.{group.key}")
        for row in group.rows:
            for column, cell in zip(page.columns, row.cells, strict=True):
                start = (name, row.label.text, row.same, column.reference)
                if not cell:
                    yield (*start, messages("compare.silent"), None, None, None, (), None)
                for said in cell:
                    yield (*start, *_value(said, messages))


def _value(said: Said, messages: Messages) -> _Line:
    quote = said.quotation.words.text if said.quotation else None
    if said.to_find:
        quote = messages("claim.to_find")
    return (
        said.link.words.text,
        ", ".join(one.word.text for one in said.statuses) or None,
        messages(f"basis.{said.basis}") if messages.has(f"basis.{said.basis}") else None,
        quote,
        tuple(one.words.text for one in said.sources),
        said.link.href or None,
    )
