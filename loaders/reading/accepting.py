"""A corrected workbook of candidates becomes records: the document, its study, what was kept.

Only rows whose `retenu` says yes are taken; every other row is as if it had never been proposed.
Quotations are found again in the text, near the line that the row gives, so a person may change
them. What the record already holds of the document stays, and a row of the same id replaces it.
Every fault is told with its sheet, row and column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from loaders.faults import Spot, proposal
from loaders.reading.columns import (
    FIGURE_SCHEMES,
    FIGURES,
    MENTIONS,
    NO,
    SCOPES,
    STUDY,
    STUDY_FIELDS,
    YES,
)
from loaders.reading.texts import Place, StudyText
from loaders.records import DocumentRecord, StudyRecord
from loaders.recordset import Entry, RecordSet
from loaders.shapes import read_shape
from loaders.spreadsheets import Columns, Row
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary

__all__ = ["TABLES", "accepted"]

TABLES: Final = (STUDY, SCOPES, FIGURES, MENTIONS)
_CLAIM: Final = ("relation", "objet", "locuteur", "mode")


def accepted(
    sheets: Mapping[Columns, Sequence[Row]],
    folders: Mapping[str, Path],
    record: RecordSet,
    vocabulary: Vocabulary,
) -> tuple[list[Entry], list[Finding]]:
    """Return the records of every workbook of candidates among `sheets`, and every fault.

    `folders` says where each file lies: the text of its study is looked for beside it.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    books = dict.fromkeys(_book(row) for table in TABLES for row in sheets.get(table, ()))
    for book in books:
        rows = {
            table: [row for row in sheets.get(table, ()) if _book(row) == book] for table in TABLES
        }
        reader = _Reader(book, folders[book], record, vocabulary, rows)
        entries += reader.records()
        findings += reader.findings
    return entries, findings


def _book(row: Row) -> str:
    return row.where.partition("!")[0]


@dataclass(slots=True)
class _Reader:
    """One workbook on its way to records; `findings` holds what is wrong."""

    book: str
    folder: Path
    record: RecordSet
    vocabulary: Vocabulary
    rows: Mapping[Columns, Sequence[Row]]
    findings: list[Finding] = field(default_factory=list)
    passages: dict[str, dict[str, Any]] = field(default_factory=dict)

    def records(self) -> list[Entry]:
        """Return the document and, when one is named, its study; none when something is wrong."""
        told = self._told()
        text = self._text(told) if told else None
        if text is None:
            return []
        slug = told["document"]
        figures = [self._figure(row, slug, text) for row in self._kept(FIGURES)]
        claims = [self._claim(row, slug, text) for row in self._kept(MENTIONS)]
        scopes = [self._scope(row, slug, text) for row in self._kept(SCOPES)]
        if not self.findings and not self.passages:
            self.findings.append(Spot(self.book).fault("candidates-none", *_NONE_KEPT))
        if self.findings:
            return []
        made = self._document(told, figures, [each for each in claims if each])
        entries = [self._entry("documents", slug, made, DocumentRecord)]
        if told["etude"] and told["etude"] != "":
            entries.append(self._study(told, scopes))
        return [each for each in entries if each is not None]

    def _kept(self, table: Columns) -> list[Row]:
        kept = []
        for row in self.rows[table]:
            word = row["retenu"].casefold()
            if word in YES:
                kept.append(row)
            elif word not in NO:
                self._fault(row, "retenu", "candidates-word", _YES_OR_NO, word)
        return kept

    def _told(self) -> dict[str, str]:
        told = {row["champ"]: row["valeur"] for row in self.rows[STUDY]}
        spot = Spot(f"{self.book}!etude")
        for row in self.rows[STUDY]:
            if row["champ"] not in STUDY_FIELDS:
                cure = proposal(row["champ"], list(STUDY_FIELDS))
                rule = Text("Champ inconnu.", "Unknown field.")
                self.findings.append(row.spot("champ").fault("candidates-field", rule, cure))
        for name, required in STUDY_FIELDS.items():
            if required and not told.get(name):
                self.findings.append(spot.at(field=name).fault("candidates-empty", *_EMPTY, name))
        return {} if self.findings else {name: told.get(name, "") for name in STUDY_FIELDS}

    def _text(self, told: Mapping[str, str]) -> StudyText | None:
        spot = Spot(f"{self.book}!etude", field="texte")
        # A name, never a path: a workbook of somebody else opens no other file.
        path = self.folder / Path(told["texte"]).name
        if not path.is_file():
            self.findings.append(spot.fault("candidates-text", *_NO_TEXT, told["texte"]))
            return None
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != told["sha256"]:
            self.findings.append(spot.fault("candidates-changed", *_CHANGED, told["texte"]))
            return None
        return StudyText(data.decode("utf-8", errors="replace"), told["titre"])

    def _passage(self, row: Row, document: str, text: StudyText) -> str:
        """Return the id of the passage of a row's quotation, found nearest to its line."""
        found = [(start, line) for start, _, line in text.index.find_all(row["citation"])]
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
        key = f"{document}-{row['id'] if 'id' in row.cells else f's{row.number}'}-p"
        place: Place = text.place(start)
        self.passages[key] = {
            "id": key,
            "line": at,
            "offset": start,
            "heading": place.heading or text.title,
            "quote": row["citation"],
        }
        return key

    def _figure(self, row: Row, document: str, text: StudyText) -> dict[str, Any]:
        data: dict[str, Any] = {
            "id": f"{document}-{row['id']}",
            "passage": self._passage(row, document, text),
            "value": self._number(row),
            "period": row["periode"],
            "population": row["population"],
        }
        for column, (name, scheme) in FIGURE_SCHEMES.items():
            data[name] = self._concept(row, column, scheme, row[column])
        for column in ("periode", "population"):
            if not row[column]:
                self._fault(row, column, "candidates-empty", _EMPTY, column)
        if row["base"]:
            data["base"] = row["base"]
        if row["calcul"]:
            data |= {"derivation": "derived", "calculation": row["calcul"]}
        return data

    def _number(self, row: Row) -> Decimal:
        try:
            return Decimal(row["valeur"].replace(",", ".").replace(" ", ""))
        except InvalidOperation:
            self._fault(row, "valeur", "candidates-number", _NUMBER, row["valeur"])
            return Decimal(0)

    def _claim(self, row: Row, document: str, text: StudyText) -> dict[str, Any] | None:
        passage = self._passage(row, document, text)
        if not any(row[column] for column in _CLAIM):
            return None
        for column in _CLAIM:
            if not row[column]:
                self._fault(row, column, "candidates-empty", _EMPTY, column)
        return {
            "id": f"{document}-{row['id']}",
            "passage": passage,
            "subject": row["chose"],
            "relation": self._concept(row, "relation", "relation", row["relation"]),
            "object": row["objet"],
            "speaker": row["locuteur"],
            "mode": self._concept(row, "mode", "mode", row["mode"]),
        }

    def _scope(self, row: Row, document: str, text: StudyText) -> dict[str, Any]:
        data: dict[str, Any] = {
            "passage": self._passage(row, document, text),
            "document": document,
        }
        for column, (name, scheme) in _SCOPE_SCHEMES.items():
            words = [word.strip() for word in row[column].split(";") if word.strip()]
            if words:
                data[name] = tuple(self._concept(row, column, scheme, word) for word in words)
        return data

    def _concept(self, row: Row, column: str, scheme: str, word: str) -> str:
        found = self.vocabulary.find(scheme, word) if word else None
        slugs = [each.slug for each in self.vocabulary.concepts(scheme)]
        if word in slugs:
            return word
        if found is None:
            rule = Text("Cette notion n'est pas dans la liste.", "This concept is not in the list.")
            cure = proposal(word, [each.fr for each in self.vocabulary.concepts(scheme)])
            code = "concept-unknown" if word else "candidates-empty"
            self._fault(row, column, code, (rule, cure) if word else _EMPTY, word)
            return ""
        return found.slug

    def _document(
        self,
        told: Mapping[str, str],
        figures: Iterable[dict[str, Any]],
        claims: Iterable[dict[str, Any]],
    ) -> dict[str, Any]:
        held = next(
            (each for each in self.record.of(DocumentRecord) if each.document == told["document"]),
            None,
        )
        data: dict[str, Any] = held.model_dump(exclude_defaults=True) if held else {}
        parts = {"passages": self.passages.values(), "figures": figures, "claims": claims}
        for name, new in parts.items():
            joined = {each["id"]: each for each in (*data.get(name, ()), *new)}
            data[name] = tuple(joined.values())
        data |= {
            "document": told["document"],
            "kind": told["genre"],
            "title": told["titre"],
            "file": told["texte"],
            "sha256": told["sha256"],
            "read_on": told["lu_le"],
            "counts": {name: len(data[name]) for name in parts},
        }
        data |= {"language": told["langue"]} if told["langue"] != "fr" else {}
        data |= {"issued": told["paru"]} if told["paru"] else {}
        data |= {"publisher": told["editeur"]} if told["editeur"] else {}
        data |= {"about": (told["etude"],)} if told["etude"] and "about" not in data else {}
        return data

    def _study(self, told: Mapping[str, str], scopes: Sequence[dict[str, Any]]) -> Entry | None:
        held = next(
            (each for each in self.record.of(StudyRecord) if each.study == told["etude"]), None
        )
        if held is None and not (told["etude_nom_fr"] and told["etude_nom_en"]):
            spot = Spot(f"{self.book}!etude", field="etude_nom_fr")
            self.findings.append(spot.fault("candidates-study", *_NAMELESS, told["etude"]))
            return None
        names = {"fr": told["etude_nom_fr"], "en": told["etude_nom_en"]}
        data = held.model_dump(exclude_defaults=True) if held else {"name": names}
        before = [each for each in data.get("scope", ()) if each not in scopes]
        whole = {"study": told["etude"], **data}
        if before or scopes:
            whole["scope"] = (*before, *scopes)
        slug = told["etude"].rpartition("/")[2]
        return self._entry("studies", slug, whole, StudyRecord)

    def _entry(
        self,
        folder: str,
        slug: str,
        data: Mapping[str, object],
        shape: type[DocumentRecord] | type[StudyRecord],
    ) -> Entry | None:
        made, faults = read_shape(data, {}, shape, self.book)
        self.findings += faults
        return Entry(folder, slug, f"{folder}/{slug}.yaml", made, {}, self.book) if made else None

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
_EMPTY: Final = (
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
_NO_TEXT: Final = (
    Text("Le texte de l'étude n'est pas à côté du classeur.", "The study's text is not beside it."),
    Text(
        "Remettez dans le même dossier le fichier que « alliances read » a écrit.",
        "Put the file that “alliances read” wrote back into the same folder.",
    ),
)
_CHANGED: Final = (
    Text("Le texte a changé depuis la lecture.", "The text has changed since it was read."),
    Text("Relancez « alliances read ».", "Run “alliances read” again."),
)
_NONE_KEPT: Final = (
    Text("Aucune ligne n'est retenue.", "No row is kept."),
    Text("Écrivez « oui » devant celles que vous avez lues.", "Write “oui” where you have read."),
)
_NAMELESS: Final = (
    Text("Cette étude est nouvelle et n'a pas deux noms.", "This study is new and lacks a name."),
    Text(
        "Donnez son nom en français et en anglais, une étude connue, ou rien.",
        "Give its name in French and English, a known study, or nothing.",
    ),
)
