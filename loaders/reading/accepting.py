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
from pathlib import Path
from typing import Any, Final

from loaders.faults import Spot, proposal
from loaders.reading.columns import FIGURES, MENTIONS, SCOPES, STUDY, STUDY_FIELDS
from loaders.reading.rows import EMPTY, NONE_KEPT, Rows
from loaders.reading.texts import StudyText
from loaders.records import DocumentRecord, StudyRecord
from loaders.recordset import Entry, RecordSet
from loaders.shapes import read_shape
from loaders.spreadsheets import Columns, Row
from ontology.errors import Finding, Text
from ontology.vocabulary import Vocabulary

__all__ = ["KEPT_TEXT", "TABLES", "accepted"]

TABLES: Final = (STUDY, SCOPES, FIGURES, MENTIONS)
# Under this name a text may lie beside its workbook too, whatever the workbook calls it.
KEPT_TEXT: Final = "texte-de-l-etude.txt"


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

    def records(self) -> list[Entry]:
        """Return the document and, when one is named, its study; none when something is wrong."""
        told = self._told()
        text = self._text(told) if told else None
        if text is None:
            return []
        slug = told["document"]
        rows = Rows(slug, text, self.vocabulary)
        figures = [rows.figure(row) for row in rows.kept(self.rows[FIGURES])]
        claims = [rows.claim(row) for row in rows.kept(self.rows[MENTIONS])]
        scopes = [rows.scope(row) for row in rows.kept(self.rows[SCOPES])]
        self.findings += rows.findings
        if not self.findings and not rows.passages:
            self.findings.append(Spot(self.book).fault("candidates-none", *NONE_KEPT))
        if self.findings:
            return []
        parts = {
            "passages": rows.passages.values(),
            "figures": figures,
            "claims": [each for each in claims if each],
        }
        made = self._document(told, parts)
        entries = [self._entry("documents", slug, made, DocumentRecord)]
        if told["etude"]:
            entries.append(self._study(told, scopes))
        return [each for each in entries if each is not None]

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
                self.findings.append(spot.at(field=name).fault("candidates-empty", *EMPTY, name))
        return {} if self.findings else {name: told.get(name, "") for name in STUDY_FIELDS}

    def _text(self, told: Mapping[str, str]) -> StudyText | None:
        spot = Spot(f"{self.book}!etude", field="texte")
        # A name, never a path: a workbook of somebody else opens no other file.
        paths = (self.folder / KEPT_TEXT, self.folder / Path(told["texte"]).name)
        path = next((each for each in paths if each.is_file()), None)
        if path is None:
            self.findings.append(spot.fault("candidates-text", *_NO_TEXT, told["texte"]))
            return None
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != told["sha256"]:
            self.findings.append(spot.fault("candidates-changed", *_CHANGED, told["texte"]))
            return None
        return StudyText(data.decode("utf-8", errors="replace"), told["titre"])

    def _document(
        self, told: Mapping[str, str], parts: Mapping[str, Iterable[dict[str, Any]]]
    ) -> dict[str, Any]:
        held = next(
            (each for each in self.record.of(DocumentRecord) if each.document == told["document"]),
            None,
        )
        data: dict[str, Any] = held.model_dump(exclude_defaults=True) if held else {}
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


_NO_TEXT: Final = (
    Text("Le texte de l'étude n'est pas à côté du classeur.", "The study's text is not beside it."),
    Text(
        "Remettez dans le même dossier le fichier que « alliances read » a écrit ; sur le site, "
        "rendez le classeur avec l'étude par « Lire une étude ».",
        "Put the file that “alliances read” wrote back into the same folder; on the site, hand the "
        "workbook in with its study by “Read a study”.",
    ),
)
_CHANGED: Final = (
    Text("Le texte a changé depuis la lecture.", "The text has changed since it was read."),
    Text("Relancez « alliances read ».", "Run “alliances read” again."),
)
_NAMELESS: Final = (
    Text("Cette étude est nouvelle et n'a pas deux noms.", "This study is new and lacks a name."),
    Text(
        "Donnez son nom en français et en anglais, une étude connue, ou rien.",
        "Give its name in French and English, a known study, or nothing.",
    ),
)
