"""Kept rows of a workbook of candidates, each made the data of a record, or a fault in its cell.

A quotation is found again in the text nearest to the line that its row gives, so that a person may
shorten or mend it; two rows with one quotation share a passage.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from loaders.faults import proposal
from loaders.reading.columns import FIGURE_SCHEMES, NO, YES
from loaders.reading.texts import StudyText
from loaders.spreadsheets import Row
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary

__all__ = ["EMPTY", "NONE_KEPT", "Rows", "kept_rows"]

_CLAIM: Final = ("relation", "objet", "locuteur", "mode")


def kept_rows(rows: Iterable[Row]) -> tuple[list[Row], list[Finding]]:
    """Return the rows whose `retenu` says yes, and a fault for each word that is no answer."""
    kept, findings = [], []
    for row in rows:
        word = row["retenu"].casefold()
        if word in YES:
            kept.append(row)
        elif word not in NO:
            findings.append(row.spot("retenu").fault("candidates-word", *_YES_OR_NO, word))
    return kept, findings


@dataclass(slots=True)
class Rows:
    """The rows of one document: `passages` by id, and in `findings` what is wrong."""

    document: str
    text: StudyText
    vocabulary: Vocabulary
    passages: dict[str, dict[str, Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def kept(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that somebody kept."""
        kept, faults = kept_rows(rows)
        self.findings += faults
        return kept

    def figure(self, row: Row) -> dict[str, Any]:
        """Return the data of a figure."""
        data: dict[str, Any] = {
            "id": f"{self.document}-{row['id']}",
            "passage": self._passage(row),
            "value": self._number(row),
            "period": row["periode"],
            "population": row["population"],
        }
        for column, (name, scheme) in FIGURE_SCHEMES.items():
            data[name] = self._concept(row, column, scheme, row[column])
        for column in ("periode", "population"):
            if not row[column]:
                self._fault(row, column, "candidates-empty", EMPTY, column)
        if row["base"]:
            data["base"] = row["base"]
        if row["calcul"]:
            data |= {"derivation": "derived", "calculation": row["calcul"]}
        return data

    def claim(self, row: Row) -> dict[str, Any] | None:
        """Return the data of a claim, or None when the row keeps a passage only."""
        passage = self._passage(row)
        if not any(row[column] for column in _CLAIM):
            return None
        for column in _CLAIM:
            if not row[column]:
                self._fault(row, column, "candidates-empty", EMPTY, column)
        return {
            "id": f"{self.document}-{row['id']}",
            "passage": passage,
            "subject": row["chose"],
            "relation": self._concept(row, "relation", "relation", row["relation"]),
            "object": row["objet"],
            "speaker": row["locuteur"],
            "mode": self._concept(row, "mode", "mode", row["mode"]),
        }

    def scope(self, row: Row) -> dict[str, Any]:
        """Return the data of one declaration of scope."""
        data: dict[str, Any] = {
            "passage": self._passage(row),
            "document": self.document,
        }
        for column, (name, scheme) in _SCOPE_SCHEMES.items():
            words = [word.strip() for word in row[column].split(";") if word.strip()]
            if words:
                data[name] = tuple(self._concept(row, column, scheme, word) for word in words)
        return data

    def _passage(self, row: Row) -> str:
        """Return the id of the passage of a row's quotation, found nearest to its line."""
        found = [(start, line) for start, _, line in self.text.index.find_all(row["citation"])]
        line = int(row["ligne"]) if row["ligne"].isdigit() else 1
        if not found:
            self._fault(row, "citation", "quote-absent", _LOST, row["citation"])
            return ""
        start, at = min(found, key=lambda each: abs(each[1] - line))
        known = next(
            (
                key
                for key, each in self.passages.items()
                if (each["offset"], each["quote"]) == (start, row["citation"])
            ),
            None,
        )
        if known:
            return known
        key = f"{self.document}-{row['id'] if 'id' in row.cells else f's{row.number}'}-p"
        place = self.text.place(start)
        self.passages[key] = {
            "id": key,
            "line": at,
            "offset": start,
            "heading": place.heading or self.text.title,
            "quote": row["citation"],
        }
        return key

    def _number(self, row: Row) -> Decimal:
        try:
            return Decimal(row["valeur"].replace(",", ".").replace(" ", ""))
        except InvalidOperation:
            self._fault(row, "valeur", "candidates-number", _NUMBER, row["valeur"])
            return Decimal(0)

    def _concept(self, row: Row, column: str, scheme: str, word: str) -> str:
        found = self.vocabulary.find(scheme, word) if word else None
        slugs = [each.slug for each in self.vocabulary.concepts(scheme)]
        if word in slugs:
            return word
        if found is None:
            rule = Text("Cette notion n'est pas dans la liste.", "This concept is not in the list.")
            cure = proposal(word, [each.fr for each in self.vocabulary.concepts(scheme)])
            code = "concept-unknown" if word else "candidates-empty"
            self._fault(row, column, code, (rule, cure) if word else EMPTY, word)
            return ""
        return found.slug

    def _fault(
        self, row: Row, column: str, code: str, words: tuple[Text, Text], value: str = ""
    ) -> None:
        self.findings.append(row.spot(column).fault(code, *words, value))


_SCOPE_SCHEMES: Final = {
    "groupes": ("groups", "group"),
    "territoires": ("territories", "territory"),
    "domaines": ("domains", "domain"),
    "questions": ("questions", "question"),
}
_YES_OR_NO: Final = (
    Text("« retenu » dit oui ou non.", "“retenu” says oui or non."),
    Text("Écrivez oui, non, ou rien.", "Write oui, non, or nothing."),
)
EMPTY: Final = (
    Text("Cette cellule est vide.", "This cell is empty."),
    Text(
        "Remplissez-la, ou écrivez « non » dans « retenu ».",
        "Fill it in, or write “non” in “retenu”.",
    ),
)
_NUMBER: Final = (
    Text("Un nombre est attendu ici.", "A number is expected here."),
    Text("Écrivez 69 ou 66,7, sans unité.", "Write 69 or 66.7, without unit."),
)
_LOST: Final = (
    Text("La citation n'est pas dans le texte.", "The quotation is not in the text."),
    Text("Recopiez-la mot pour mot du fichier de texte.", "Copy it word for word from the text."),
)
NONE_KEPT: Final = (
    Text("Aucune ligne n'est retenue.", "No row is kept."),
    Text("Écrivez « oui » devant celles que vous avez lues.", "Write “oui” where you have read."),
)
