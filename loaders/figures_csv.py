"""`other_study_figures.csv`: figures of other studies, compared with how they were coded.

A row holds a value, the page and a few words of it (`anchor`); it does not say to which
question the figure answers, nor who was asked, in the terms of the record. Only a person can
say that, in the record of the page (`pages/`), so a row is never turned into a figure by
itself: it is found again there by its address, words and value, and what the row and the
record both say (unit, year) must agree. A row that no record holds is a fault, and so is a
row without words: a figure without sentence does not load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from loaders.records import Figure, PageRecord
from loaders.spreadsheets import Columns, Row
from ontology.errors import Finding, Text
from ontology.vocabulary import fold

__all__ = ["COLUMNS", "check_figures"]

COLUMNS: Final = Columns(
    names=(
        "value", "unit", "measure", "population", "territory", "year", "study", "publisher",
        "source_url", "anchor", "note",
    ),
    required=frozenset({
        "value", "unit", "measure", "population", "territory", "year", "study", "publisher",
        "source_url", "anchor",
    }),
)  # fmt: skip

# How the sheet words a unit: our unit, and by what its number is multiplied.
_UNITS: Final = {
    "%": ("pourcent", 1),
    "note sur 10": ("note-sur-10", 1),
    "mois": ("mois", 1),
    "années": ("annee", 1),
    "M€": ("euro", 1_000_000),
    "Md€": ("euro", 1_000_000_000),
}
_Key = tuple[str, str, Decimal]


def check_figures(rows: Sequence[Row], pages: Iterable[PageRecord]) -> list[Finding]:
    """Return a finding for every row that the records do not hold, or hold differently."""
    held: dict[_Key, list[Figure]] = {}
    for page in pages:
        quotes = {passage.id: passage.quote for passage in page.passages}
        for figure in page.figures:
            words = fold(quotes.get(figure.passage, ""))
            held.setdefault((page.url, words, figure.value), []).append(figure)
    findings = []
    for row in rows:
        findings += _row_findings(row, held)
    return findings


def _row_findings(row: Row, held: dict[_Key, list[Figure]]) -> list[Finding]:
    if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", row["value"]):
        # An empty cell was refused as a cell.
        return [row.spot("value").fault("csv-number", *_NUMBER, row["value"])] * bool(row["value"])
    # Any other unit of the sheet is what is counted.
    unit, factor = _UNITS.get(row["unit"], ("nombre", 1))
    key = (row["source_url"], fold(row["anchor"]), Decimal(row["value"]) * factor)
    figures = held.get(key, [])
    if not figures:
        return [row.spot("anchor").fault("figure-uncoded", *_UNCODED, row["anchor"])]
    of_unit = [each for each in figures if each.unit == unit]
    if not of_unit:
        return [row.spot("unit").fault("figure-differs", *_differs(figures[0].unit), row["unit"])]
    agreeing = [each for each in of_unit if each.period[:4] == row["year"]]
    if not agreeing:
        texts = _differs(of_unit[0].period)
        return [row.spot("year").fault("figure-differs", *texts, row["year"])]
    # One sentence may print one number for two groups: a figure answers one row only.
    figures.remove(agreeing[0])
    return []


def _differs(told: str) -> tuple[Text, Text]:
    return (
        Text(f"La fiche de la page dit « {told} ».", f"The record of the page says “{told}”."),
        Text("Corrigez la ligne ou la fiche.", "Mend the row or the record."),
    )


_NUMBER = (
    Text("Un nombre est attendu, avec un point.", "A number is expected, with a point."),
    Text("Écrivez par exemple 28.5.", "Write for instance 28.5."),
)
_UNCODED = (
    Text(
        "Aucune fiche ne dit à quelle question ce chiffre répond.",
        "No record says which question this figure answers.",
    ),
    Text(
        "Écrivez la fiche de sa page dans pages/, avec ces mots et cette valeur, ou retirez la "
        "ligne.",
        "Write the record of its page in pages/, with these words and this value, or take the "
        "row away.",
    ),
)
