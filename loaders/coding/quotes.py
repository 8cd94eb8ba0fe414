"""The queue of case items whose sentence is still to be found: quote it, or withdraw the item.

A paraphrase without a quotation is shown as such and counted apart; here is where it ends. The
sentence is copied from the source by whoever found it, at most fifteen words. An item whose
sentence nobody can find is withdrawn with a reason, which its old address will tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from loaders.changes import Change, plan_changes
from loaders.faults import refusal
from loaders.loading import Plan
from loaders.records import CaseItem, CaseRecord
from loaders.recordset import RecordSet
from loaders.sheets import Choice, Sheet, write_book
from loaders.spreadsheets import Columns, Row
from loaders.workbooks import read_workbook
from ontology.errors import RecordError, Text
from ontology.vocabulary import Vocabulary

__all__ = ["QUEUE", "Found", "found_quotes", "plan_quotes", "queue_sheet", "waiting"]

QUEUE: Final = Columns(
    ("element", "cas", "texte", "source", "autres_sources", "citation", "retirer", "raison"),
    frozenset({"element"}),
)
_YES: Final = "oui"
_README: Final = (
    "Copiez dans « citation » la phrase de la source, 15 mots au plus ; ou écrivez « oui » dans "
    "« retirer », avec la raison. / Copy into “citation” the sentence of the source, at most 15 "
    "words; or write “oui” in “retirer”, with the reason.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of the queue: item -> quotation, and item -> why it is withdrawn."""

    quotes: Mapping[str, str]
    withdrawn: Mapping[str, str]


def waiting(record: RecordSet) -> Iterator[tuple[CaseRecord, CaseItem]]:
    """Yield every item without quotation or passage, with its case, in the order of the record."""
    for case in record.of(CaseRecord):
        for item in case.items:
            if item.quote is None and item.passage is None:
                yield case, item


def queue_sheet(record: RecordSet) -> bytes:
    """Return the workbook of the queue; raise RecordError when it is empty."""
    rows = [
        (
            item.id, case.name, item.text, case.source.url or case.source.document or "",
            " ".join(case.source.others), "", "", "",
        )
        for case, item in waiting(record)
    ]  # fmt: skip
    if not rows:
        raise RecordError(
            Text("Aucune phrase n'est à retrouver.", "No sentence is to be found."),
            Text("Rien à faire.", "Nothing to do."),
        )
    return write_book([Sheet("phrases", QUEUE.names, rows, {"retirer": Choice((_YES,))})], _README)


def found_quotes(data: bytes, where: str, record: RecordSet) -> Found:
    """Return what a filled queue says; raise RecordError with every fault of the sheet."""
    tables, findings = read_workbook(data, where, (QUEUE,))
    queue = {item.id for _, item in waiting(record)}
    quotes: dict[str, str] = {}
    withdrawn: dict[str, str] = {}
    for row in (row for _, rows in tables for row in rows):
        if not row["citation"] and not row["retirer"]:
            continue
        wrong = _wrong(row, queue)
        if wrong is not None:
            column, code, words = wrong
            findings.append(row.spot(column).fault(code, *words, row[column]))
        elif row["citation"]:
            quotes[row["element"]] = row["citation"]
        else:
            withdrawn[row["element"]] = row["raison"]
        queue.discard(row["element"])
    if findings:
        raise refusal(findings)
    return Found(quotes, withdrawn)


def _wrong(row: Row, queue: Iterable[str]) -> tuple[str, str, tuple[Text, Text]] | None:
    if row["element"] not in queue:
        return "element", "quote-not-waiting", _NOT_WAITING
    if row["retirer"] and row["retirer"].casefold() != _YES:
        return "retirer", "quote-word", _WORD
    if row["retirer"] and row["citation"]:
        return "retirer", "quote-both", _BOTH
    if row["retirer"] and not row["raison"]:
        return "raison", "quote-reason", _REASON
    return None


def plan_quotes(record: RecordSet, vocabulary: Vocabulary, found: Found, date: str) -> Plan:
    """Return what the answers would write: quotations in their cases, withdrawals in the journal.

    Raise RecordError with every fault: a quotation too long, an item that something still cites.
    """
    entries = tuple(
        replace(entry, record=_quoted(entry.record, found.quotes))
        if isinstance(entry.record, CaseRecord)
        else entry
        for entry in record.entries
    )
    changes = [
        Change("retracted", f"claim/{item}", None, date, because)
        for item, because in found.withdrawn.items()
    ]
    return plan_changes(record, replace(record, entries=entries), vocabulary, changes)


def _quoted(case: CaseRecord, quotes: Mapping[str, str]) -> CaseRecord:
    if not any(item.id in quotes for item in case.items):
        return case
    items = tuple(
        item.model_copy(update={"quote": quotes[item.id]}) if item.id in quotes else item
        for item in case.items
    )
    return case.model_copy(update={"items": items})


_NOT_WAITING: Final = (
    Text("Cet élément n'attend pas de phrase.", "This item waits for no sentence."),
    Text("Repartez d'un nouvel export.", "Start from a new export."),
)
_WORD: Final = (
    Text("« retirer » dit oui, ou rien.", "“retirer” says oui, or nothing."),
    Text("Écrivez oui, ou videz la cellule.", "Write oui, or empty the cell."),
)
_BOTH: Final = (
    Text("Une phrase trouvée et un retrait à la fois.", "A sentence found, and a withdrawal."),
    Text("Gardez l'un des deux.", "Keep one of the two."),
)
_REASON: Final = (
    Text("Un retrait a besoin d'une raison.", "A withdrawal needs a reason."),
    Text("Dites où la phrase a été cherchée.", "Say where the sentence was looked for."),
)
