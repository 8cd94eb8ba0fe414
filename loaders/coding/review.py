"""The differences between two codings, laid before a person who decides, and the answers read.

Both codes stand side by side here: this sheet is for whoever decides, never for a coder. An empty
decision leaves the difference open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from loaders.coding.codings import STATUSES, CodingRecord, Decision
from loaders.coding.confirming import Difference, differences
from loaders.coding.decided import Answer, Key, Word, decisions_among
from loaders.faults import refusal
from loaders.records import CaseRecord
from loaders.recordset import RecordSet
from loaders.sheets import Choice, Sheet, write_book
from loaders.spreadsheets import Columns, Row
from loaders.workbooks import read_workbook
from ontology.errors import Finding, RecordError, Text
from ontology.vocabulary import Vocabulary

__all__ = ["REVIEW", "decisions_of", "review_sheet"]

REVIEW: Final = Columns(
    (
        "codage", "sur", "champ", "code", "nom", "premier", "second", "remarque", "decision",
        "raison",
    ),
    frozenset({"codage", "sur", "champ", "code"}),
)  # fmt: skip
_ANSWERS: Final[Mapping[str, Word]] = {
    "confirmer": "confirm",
    "changer": "change",
}
_README: Final = (
    "« confirmer » garde le premier code, « changer » met le second ; vide : plus tard. / "
    "“confirmer” keeps the first code, “changer” puts the second; empty: later.",
)


def review_sheet(
    codings: Iterable[CodingRecord], record: RecordSet, vocabulary: Vocabulary
) -> bytes:
    """Return the workbook of everything that is not decided; raise RecordError when all is."""
    open_ = [each for coding in codings for each in differences(coding)]
    if not open_:
        raise RecordError(
            Text("Aucune différence n'est à décider.", "No difference is to be decided."),
            Text("Importez d'abord un second codage.", "Import a second coding first."),
        )
    names = {case.case: case.name for case in record.of(CaseRecord)}
    names |= {item.id: item.text for case in record.of(CaseRecord) for item in case.items}
    rows = [
        (
            each.coding, each.on, each.field, each.label, names.get(each.on, ""),
            _shown(each, each.first, vocabulary), _shown(each, each.second, vocabulary),
            each.remark, "", "",
        )
        for each in open_
    ]  # fmt: skip
    choices = {"decision": Choice(list(_ANSWERS))}
    return write_book([Sheet("revue", REVIEW.names, rows, choices)], _README)


def _shown(each: Difference, code: str, vocabulary: Vocabulary) -> str:
    """Return a code in the words of the sheet: "Mécénat : oui", "affirmé", "Confiance"."""
    match each.field:
        case "status":
            return next(words for status, words in STATUSES.items() if status == code)
        case "impact":
            scheme, _, slug = code.partition("/")
            return vocabulary.concept(scheme, slug).fr
        case _:
            return f"{vocabulary.concept(each.field, each.label).fr} : {code}"


def decisions_of(
    data: bytes, where: str, codings: Iterable[CodingRecord], name: str, date: str
) -> dict[str, list[Decision]]:
    """Return coding slug -> what was decided; raise RecordError with every fault of the sheet."""
    tables, findings = read_workbook(data, where, (REVIEW,))
    rows = [row for _, rows in tables for row in rows if row["decision"]]
    answers = [each for row in rows if (each := _answer(row)) is not None]
    findings += [_unknown(row) for row in rows if _answer(row) is None]
    found, faults = decisions_among(answers, codings, name, date)
    if findings or faults:
        raise refusal([*findings, *faults])
    return found


def _answer(row: Row) -> Answer | None:
    """Return what a row answers; None where its word is none of ours."""
    word = _ANSWERS.get(row["decision"].casefold())
    key = Key(row["codage"], row["sur"], row["champ"], row["code"])
    return Answer(key, word, row["raison"], row.spot("sur")) if word else None


def _unknown(row: Row) -> Finding:
    return row.spot("decision").fault("coding-decision", *_ANSWER, row["decision"])


_ANSWER: Final = (
    Text("Cette décision n'existe pas.", "There is no such decision."),
    Text("Écrivez confirmer, changer, ou rien.", "Write confirmer, changer, or nothing."),
)
