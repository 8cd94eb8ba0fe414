"""An empty workbook for each table, with the lists that its cells may be chosen from.

The columns are those of the CSV and nothing is different when the workbook is loaded. A cell
that takes one value of a scheme has a drop-down list that refuses any other; a cell that may
hold several, separated by semicolons, only proposes. The lists stand in a sheet of their own
and come from the schemes as they are when the template is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from loaders import cases_csv, figures_csv, indicators_csv, organisations_csv
from loaders.sheets import Choice, add_lists, new_book, saved
from loaders.spreadsheets import Columns
from ontology.errors import RecordError, Text
from ontology.vocabulary import Vocabulary

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["TEMPLATES", "choices_of", "template"]

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
    book = new_book()
    columns = TEMPLATES[kind]
    sheet: Worksheet = book.worksheets[0]
    sheet.title = kind
    sheet.append(columns.names)
    sheet.freeze_panes = "A2"
    add_lists(book, sheet, columns.names, choices_of(kind, vocabulary))
    required = (name for name in columns.names if name in columns.required)
    return saved(book, (*_README, *required))


def choices_of(kind: str, vocabulary: Vocabulary) -> dict[str, Choice]:
    """Return the words proposed in the columns of one of TEMPLATES."""
    return {name: _words(source, vocabulary) for name, source in _CHOICES[kind].items()}


def _words(source: str | tuple[str, ...], vocabulary: Vocabulary) -> Choice:
    """Return the words of a list, and whether a cell may hold others or several."""
    if isinstance(source, tuple):
        return Choice([word for word in source if word != ";"], ";" in source)
    scheme, several, part = source.rstrip("#").partition(";")
    concepts = [
        each
        for each in vocabulary.concepts(scheme)
        if not each.slug.startswith("_") and (not part or each.notation.startswith("REG-"))
    ]
    if source.endswith("#"):
        return Choice([each.notation.removeprefix("REG-") for each in concepts if each.notation])
    return Choice([each.fr for each in concepts], bool(several))
