"""Regards croisés as a file: one line for each value a group gives, with its base and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from explorer.messages import Messages
from explorer.reading import Reading
from explorer.regards import Regards, regards_of
from explorer.sheets import Sheet
from ontology.errors import Text
from queries.catalogue import Column

__all__ = ["regards_sheet"]

_COLUMNS: Final = (
    Column("question", Text("Question", "Question")),
    Column("measure", Text("Mesure", "Measure")),
    Column("about", Text("À propos de quoi, où, quand", "About what, where, when")),
    Column("group", Text("Groupe", "Group")),
    Column("value", Text("Valeur", "Value")),
    Column("base", Text("Base", "Base")),
    Column("source", Text("Source", "Source")),
    Column("page", Text("Page", "Page")),
)


def regards_sheet(reading: Reading, messages: Messages, asked: Mapping[str, str]) -> Sheet:
    """Return every value of the question and filters `asked`; a silence is no line."""
    page = regards_of(reading, asked)
    return Sheet("regards", messages("regards.title"), _COLUMNS, tuple(_lines(page)))


def _lines(page: Regards) -> Iterator[tuple[str | tuple[str, ...] | None, ...]]:
    for table in page.tables:
        for row in table.rows:
            about = tuple(one.words.text for one in row.about)
            for group, cell in zip(table.groups, row.cells, strict=True):
                for value in cell.values:
                    yield (
                        page.question.words.text,
                        table.measure,
                        about,
                        group.words.text,
                        value.value,
                        value.base.text if value.base else None,
                        value.work.words.text if value.work else None,
                        value.href,
                    )
