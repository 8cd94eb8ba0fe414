"""The tables of a workbook of candidates drawn from a map: those of a load, with `retenu` before.

What the map says and no table holds (its own words for a kind of element or line, the name that the
record knows) stands in columns of its own, for the person to read; loading passes over them.
"""

from __future__ import annotations

from typing import Final

from loaders import cases_csv, organisations_csv
from loaders.spreadsheets import Columns

__all__ = ["ALLIANCES", "ORGANISATIONS", "TABLES"]

ORGANISATIONS: Final = Columns(
    ("retenu", "genre_lu", "deja_connu", "description_lue", *organisations_csv.COLUMNS.names),
    frozenset({"name"}),
)
ALLIANCES: Final = Columns(
    ("retenu", "genre_lu", "description_lue", *cases_csv.COLUMNS.names), frozenset({"id"})
)
TABLES: Final = (ORGANISATIONS, ALLIANCES)
