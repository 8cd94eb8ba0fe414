"""An empty workbook for each table, with the lists that its cells may be chosen from.

The columns are those of the CSV and nothing is different when the workbook is loaded. A cell
that takes one value of a scheme has a drop-down list that refuses any other; a cell that may
hold several, separated by semicolons, only proposes. The lists stand in a sheet of their own
and come from the schemes as they are when the template is made.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from loaders import cases_csv, figures_csv, indicators_csv, organisations_csv
from loaders.spreadsheets import MAX_ROWS, Columns
from ontology.errors import RecordError, Text
from ontology.vocabulary import Vocabulary

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["TEMPLATES", "template"]

TEMPLATES: Final[Mapping[str, Columns]] = {
    "cases": cases_csv.COLUMNS,
    "organisations": organisations_csv.COLUMNS,
    "indicators": indicators_csv.COLUMNS,
    "figures": figures_csv.COLUMNS,
}
# Table -> column -> the scheme or words it is chosen from. `;` after a scheme: several.
_CHOICES: Final[Mapping[str, Mapping[str, str | tuple[str, ...]]]] = {
    "cases": {
        "category": "category;",
        "domains": "domain;",
        "territory_level": "territory-level",
        "region": "territory;region",
        "confidence": ("high", "medium", "low"),
        "classification_basis": ("stated", "inferred by coder"),
    },
    "organisations": {"type": "actor-type#", "is_generic_group": ("yes", "no")},
    "indicators": {
        "domain_fr": "domain",
        "territory_code": "territory#",
        "retrieved_as": ("page", "repository file"),
    },
    "figures": {"unit": ("%", "note sur 10", "mois", "années", "M€", "Md€", ";")},
}
_README: Final = (
    "Une ligne par fiche ; la première ligne, avec le nom des colonnes, ne change pas. / "
    "One row a record; the first row, with the names of the columns, does not change.",
    "Plusieurs valeurs dans une cellule se séparent par un point-virgule. / "
    "Several values in a cell are separated by a semicolon.",
    "Ni formule, ni lien, ni macro : le classeur serait refusé. / "
    "No formula, link or macro: the workbook would be refused.",
    "Colonnes à remplir dans chaque ligne / Columns to fill in each row:",
)


def template(kind: str, vocabulary: Vocabulary) -> bytes:
    """Return the workbook of one of TEMPLATES; raise RecordError for another name."""
    if kind not in TEMPLATES:
        known = ", ".join(TEMPLATES)
        raise RecordError(
            Text(f"Aucun modèle « {kind} ».", f"No template “{kind}”."),
            Text(f"Modèles : {known}.", f"Templates: {known}."),
        )
    from openpyxl import Workbook  # noqa: PLC0415  only this command needs it

    book = Workbook()
    # The same schemes give the same workbook.
    book.properties.created = book.properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(
        tzinfo=None
    )
    columns = TEMPLATES[kind]
    sheet: Worksheet = book.worksheets[0]
    sheet.title = kind
    sheet.append(columns.names)
    sheet.freeze_panes = "A2"
    _add_lists(book, sheet, kind, vocabulary)
    readme = book.create_sheet("lisez-moi")
    for line in (*_README, *(name for name in columns.names if name in columns.required)):
        readme.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add_lists(book: Workbook, sheet: Worksheet, kind: str, vocabulary: Vocabulary) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    lists = book.create_sheet("listes")
    lists.sheet_state = "hidden"
    names = TEMPLATES[kind].names
    for place, (column, source) in enumerate(_CHOICES[kind].items(), start=1):
        words, several = _words(source, vocabulary)
        letter = get_column_letter(place)
        for number, word in enumerate([column, *words], start=1):
            lists.cell(row=number, column=place, value=word)
        rule = DataValidation(
            type="list",
            formula1=f"listes!${letter}$2:${letter}${len(words) + 1}",
            allow_blank=True,
            showErrorMessage=not several,
        )
        rule.errorTitle = column
        rule.error = "Choisissez dans la liste. / Choose from the list."
        target = get_column_letter(names.index(column) + 1)
        rule.add(f"{target}2:{target}{MAX_ROWS}")
        sheet.add_data_validation(rule)


def _words(source: str | tuple[str, ...], vocabulary: Vocabulary) -> tuple[Sequence[str], bool]:
    """Return the words of a list, and whether a cell may hold others or several."""
    if isinstance(source, tuple):
        return [word for word in source if word != ";"], ";" in source
    scheme, several, part = source.rstrip("#").partition(";")
    concepts = [
        each
        for each in vocabulary.concepts(scheme)
        if not each.slug.startswith("_") and (not part or each.notation.startswith("REG-"))
    ]
    if source.endswith("#"):
        return [each.notation.removeprefix("REG-") for each in concepts if each.notation], False
    return [each.fr for each in concepts], bool(several)
