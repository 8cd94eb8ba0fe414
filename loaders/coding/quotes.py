"""The queue of case items whose sentence is still to be found: quote it, or withdraw the item.

A paraphrase without a quotation is shown as such and counted apart; here is where it ends. The
sentence is copied from the source by whoever found it, at most fifteen words. An item whose
sentence nobody can find is withdrawn with a reason, which its old address will tell. Answers come
as a filled sheet, many at once, or one by one from a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from loaders.changes import Change, plan_changes
from loaders.faults import Spot, refusal
from loaders.loading import Plan
from loaders.record_words import Address, Base, Line, Slug
from loaders.records import CaseItem, CaseRecord
from loaders.recordset import RecordSet
from loaders.rewriting import plain
from loaders.shapes import read_shape, required_shape
from loaders.sheets import Choice, Sheet, write_book
from loaders.spreadsheets import Columns, Row
from loaders.workbooks import read_workbook
from loaders.writing import canonical_yaml
from loaders.yaml_form import read_yaml
from ontology.errors import Finding, RecordError, Text
from ontology.vocabulary import Vocabulary

__all__ = [
    "QUEUE",
    "Answer",
    "Found",
    "answer_text",
    "answered",
    "found_quotes",
    "plan_quotes",
    "queue_sheet",
    "waiting",
]

QUEUE: Final = Columns(
    (
        "element", "cas", "texte", "source", "autres_sources", "citation", "page", "retirer",
        "raison",
    ),
    frozenset({"element"}),
)  # fmt: skip
_YES: Final = "oui"
_README: Final = (
    "Copiez dans « citation » la phrase de la source, 15 mots au plus ; ou écrivez « oui » dans "
    "« retirer », avec la raison. / Copy into “citation” the sentence of the source, at most 15 "
    "words; or write “oui” in “retirer”, with the reason.",
    "« page » : l'adresse où la phrase se lit, si ce n'est pas « source ». / "
    "“page”: the address where the sentence stands, if it is not “source”.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of the queue: item -> quotation, and item -> why it is withdrawn.

    `pages` names the pages of quotations that stand elsewhere than on their case's own page.
    """

    quotes: Mapping[str, str]
    withdrawn: Mapping[str, str]
    pages: Mapping[str, str] = field(default_factory=dict)


class Answer(Base):
    """What one person answers for one item: the sentence and its page, or why it goes."""

    item: Slug
    quote: Line | None = None
    page: Address | None = None
    because: Line | None = None


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
            " ".join(case.source.others), "", "", "", "",
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
    queue = {item.id: case for case, item in waiting(record)}
    found = Found({}, {}, {})
    for row in (row for _, rows in tables for row in rows):
        if not row["citation"] and not row["retirer"]:
            continue
        faults = list(_faults(row, queue))
        findings += faults
        if not faults:
            found = _with_row(found, row, queue.pop(row["element"]))
    if findings:
        raise refusal(findings)
    return found


def _faults(row: Row, queue: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with a row: what contradicts itself, then a page that is no address."""
    wrong = _wrong(row, queue)
    if wrong is not None:
        column, code, words = wrong
        yield row.spot(column).fault(code, *words, row[column])
    elif row["citation"] and row["page"]:
        told = {"item": row["element"], "page": row["page"]}
        _, faults = read_shape(told, {}, Answer, row.where)
        yield from (replace(each, line=row.number) for each in faults if each.field == "page")


def _with_row(found: Found, row: Row, case: CaseRecord) -> Found:
    if not row["citation"]:
        return replace(found, withdrawn={**found.withdrawn, row["element"]: row["raison"]})
    return Found(
        {**found.quotes, row["element"]: row["citation"]},
        found.withdrawn,
        {**found.pages, **_elsewhere(row["element"], row["page"], case)},
    )


def _elsewhere(item: str, page: str, case: CaseRecord) -> dict[str, str]:
    """Return the page of an item's quotation, nothing where it is the case's own."""
    return {item: page} if page and page != case.source.url else {}


def answer_text(told: Mapping[str, str]) -> str:
    """Return the YAML of an answer to be kept; raise RecordError if a value has no such form.

    `told` holds fields of Answer; empty ones are left out.
    """
    given = {name: " ".join(text.split()) for name, text in told.items() if text.strip()}
    return canonical_yaml(plain(required_shape(given, {}, Answer, "")))


def answered(data: bytes, where: str, record: RecordSet) -> Found:
    """Return what the YAML of one answer says; raise RecordError with every fault of it."""
    content, lines = read_yaml(data, where)
    answer = required_shape(content, lines, Answer, where)
    held = {item.id: case for case, item in waiting(record)}
    wrong = _answered_wrong(answer, held)
    if wrong is not None:
        place, code, words = wrong
        raise refusal([Spot(where, field=place).fault(code, *words)])
    if answer.quote is None:
        return Found({}, {answer.item: answer.because or ""})
    pages = _elsewhere(answer.item, answer.page or "", held[answer.item])
    return Found({answer.item: answer.quote}, {}, pages)


def _answered_wrong(
    answer: Answer, held: Mapping[str, CaseRecord]
) -> tuple[str, str, tuple[Text, Text]] | None:
    if answer.item not in held:
        return "item", "quote-not-waiting", _NOT_WAITING
    if answer.quote and answer.because:
        return "because", "quote-both", _BOTH
    if not answer.quote and not answer.because:
        return "quote", "quote-empty", _EMPTY
    # A document of the record is no page: it has no address to copy.
    if answer.quote and not answer.page and not held[answer.item].source.document:
        return "page", "quote-page", _PAGE
    return None


def _wrong(row: Row, queue: Collection[str]) -> tuple[str, str, tuple[Text, Text]] | None:
    if row["element"] not in queue:
        return "element", "quote-not-waiting", _NOT_WAITING
    if row["retirer"] and row["retirer"].casefold() != _YES:
        return "retirer", "quote-word", _WORD
    if row["retirer"] and row["citation"]:
        return "retirer", "quote-both", _BOTH
    if row["retirer"] and not row["raison"]:
        return "raison", "quote-reason", _REASON
    if row["retirer"] and row["page"]:
        return "page", "quote-both", _BOTH
    return None


def plan_quotes(record: RecordSet, vocabulary: Vocabulary, found: Found, date: str) -> Plan:
    """Return what the answers would write: quotations in their cases, withdrawals in the journal.

    Raise RecordError with every fault: a quotation too long, an item that something still cites.
    """
    entries = tuple(
        replace(entry, record=_quoted(entry.record, found))
        if isinstance(entry.record, CaseRecord)
        else entry
        for entry in record.entries
    )
    changes = [
        Change("retracted", f"claim/{item}", None, date, because)
        for item, because in found.withdrawn.items()
    ]
    return plan_changes(record, replace(record, entries=entries), vocabulary, changes)


def _quoted(case: CaseRecord, found: Found) -> CaseRecord:
    if not any(item.id in found.quotes for item in case.items):
        return case
    items = tuple(
        item.model_copy(update={"quote": found.quotes[item.id], "page": found.pages.get(item.id)})
        if item.id in found.quotes
        else item
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
_EMPTY: Final = (
    Text("Ni phrase ni raison.", "Neither sentence nor reason."),
    Text(
        "Donnez la phrase de la source, ou retirez l'élément en disant pourquoi.",
        "Give the sentence of the source, or withdraw the item and say why.",
    ),
)
_PAGE: Final = (
    Text("Il manque l'adresse de la page.", "The address of the page is missing."),
    Text("Copiez-la depuis votre navigateur.", "Copy it from your browser."),
)
_REASON: Final = (
    Text("Un retrait a besoin d'une raison.", "A withdrawal needs a reason."),
    Text("Dites où la phrase a été cherchée.", "Say where the sentence was looked for."),
)
