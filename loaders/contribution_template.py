"""The workbook that people fill in to contribute: help at each column, lists, an example.

It holds the tables that a person may send in together; reading passes over its help and examples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from loaders.sheets import add_lists, new_book, saved
from loaders.template_help import EXAMPLES, HELP
from loaders.templates import TEMPLATES, choices_of
from ontology.errors import Text
from ontology.vocabulary import Vocabulary

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["CONTRIBUTED", "contribution_template"]

# The tables that may be contributed, in the order of their sheets.
CONTRIBUTED: Final = ("cases", "organisations")
_WIDTH: Final = 18
_INTRODUCTION: Final = (
    Text(
        "Une ligne par cas dans la feuille cases ; une ligne par organisation ou groupe que le "
        "graphe ne connaît pas encore dans la feuille organisations, qui peut rester vide.",
        "One row a case in the sheet cases; one row for each organisation or group that the graph "
        "does not know yet in the sheet organisations, which may stay empty.",
    ),
    Text(
        "La première ligne, avec le nom des colonnes, ne change pas. Chaque nom de colonne porte "
        "son aide en commentaire ; les colonnes en gras sont à remplir.",
        "The first row, with the names of the columns, does not change. Each name has its help "
        "as a comment; columns in bold must be filled in.",
    ),
    Text(
        "Ni formule, ni lien, ni macro : le classeur serait rendu sans être lu.",
        "No formula, link or macro: the workbook would be given back unread.",
    ),
    Text(
        "La feuille exemples n'est pas lue ; son cas est inventé.",
        "The sheet exemples is not read; its case is invented.",
    ),
)
_MUST: Final = Text("à remplir", "required")


def contribution_template(vocabulary: Vocabulary, language: str) -> bytes:
    """Return the workbook of the tables of CONTRIBUTED, explained in `language`."""
    book = new_book()
    book.remove(book.worksheets[0])
    told = [line.in_language(language) for line in _INTRODUCTION]
    for kind in CONTRIBUTED:
        columns = TEMPLATES[kind]
        sheet = book.create_sheet(kind)
        sheet.append(columns.names)
        sheet.freeze_panes = "A2"
        add_lists(book, sheet, columns.names, choices_of(kind, vocabulary))
        _explain(book, kind, language)
        told += ["", kind, *(_help(kind, name, language) for name in columns.names)]
    examples = book.create_sheet("exemples")
    for kind in CONTRIBUTED:
        names = TEMPLATES[kind].names
        for line in ([kind], names, [EXAMPLES[kind].get(name) for name in names], []):
            examples.append(line)
    return saved(book, told)


def _help(kind: str, name: str, language: str) -> str:
    must = f" ({_MUST.in_language(language)})" if name in TEMPLATES[kind].required else ""
    return f"{name}{must} – {HELP[kind][name].in_language(language)}"


def _explain(book: Workbook, kind: str, language: str) -> None:
    """Give each column its help as a comment, a width, and bold type if it must be filled."""
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, name in enumerate(TEMPLATES[kind].names, start=1):
        cell = book[kind].cell(row=1, column=place)
        text = HELP[kind][name].in_language(language)
        cell.comment = Comment(text, "Aide", height=160, width=320)
        cell.font = Font(bold=name in TEMPLATES[kind].required)
        book[kind].column_dimensions[get_column_letter(place)].width = _WIDTH
