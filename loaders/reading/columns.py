"""The tables of the workbook of candidates, as `alliances read` writes and `alliances load` takes.

Every row waits for a person: one whose `retenu` says neither yes nor no was not read, and counts
as not kept. Cells name concepts by their French label or their slug.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loaders.spreadsheets import Columns

__all__ = ["FIGURES", "FIGURE_SCHEMES", "MENTIONS", "NO", "SCOPES", "STUDY", "STUDY_FIELDS", "YES"]

YES: Final = frozenset({"oui", "yes", "x", "o", "1"})
NO: Final = frozenset({"", "non", "no", "n", "0"})

STUDY: Final = Columns(("champ", "valeur", "aide"), frozenset({"champ"}))
# What the sheet `etude` says of the document and of its study, and whether it may be empty.
STUDY_FIELDS: Final[Mapping[str, bool]] = {
    "document": True,
    "titre": True,
    "genre": True,
    "langue": True,
    "texte": True,
    "sha256": True,
    "lu_le": True,
    "paru": False,
    "editeur": False,
    "etude": False,
    "etude_nom_fr": False,
    "etude_nom_en": False,
}
_PLACE: Final = ("citation", "page", "ligne", "titre")
SCOPES: Final = Columns(
    ("retenu", *_PLACE, "groupes", "territoires", "domaines", "questions"),
    frozenset({"citation", "ligne"}),
)
FIGURES: Final = Columns(
    (
        "retenu", "id", *_PLACE, "mesure", "valeur", "unite", "precision", "question",
        "repondants", "cible", "sous_population", "territoire", "domaine", "categorie", "impact",
        "periode", "population", "base", "calcul", "confiance",
    ),
    frozenset({"id", "citation", "ligne"}),
)  # fmt: skip
# Column -> (field of the record, scheme it is chosen from).
FIGURE_SCHEMES: Final[Mapping[str, tuple[str, str]]] = {
    "mesure": ("measure", "measure"),
    "unite": ("unit", "unit"),
    "precision": ("precision", "precision"),
    "question": ("question", "question"),
    "repondants": ("respondent", "group"),
    "cible": ("target", "group"),
    "sous_population": ("subpopulation", "group"),
    "territoire": ("territory", "territory"),
    "domaine": ("domain", "domain"),
    "categorie": ("category", "category"),
    "impact": ("impact", "impact"),
}
MENTIONS: Final = Columns(
    (
        "retenu", "id", *_PLACE, "chose", "nom", "fois", "relation", "objet", "locuteur", "mode",
        "confiance",
    ),
    frozenset({"id", "citation", "ligne", "chose"}),
)  # fmt: skip
