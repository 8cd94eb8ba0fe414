"""The blind sheet: cases and items without any first code, to be coded by a second person.

It shows what a coder needs (name, summary, partners, source, the words of each item) and nothing
that was decided: no category, domain, impact, status, caution or note. A row that is left empty was
not coded; a row that is half filled is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from loaders.coding.codings import (
    STATUSES,
    CodedCase,
    CodedItem,
    CodingRecord,
    coded_items,
    status_of,
)
from loaders.faults import Spot, proposal, refusal
from loaders.records import Assignment, CaseItem, CaseRecord, OrganisationRecord
from loaders.recordset import RecordSet
from loaders.sheets import Choice, Sheet, write_book
from loaders.spreadsheets import Columns, Row
from loaders.workbooks import read_workbook
from ontology.errors import Finding, Text
from ontology.vocabulary import Concept, Vocabulary

__all__ = ["CASES", "ITEMS", "NONE", "blind_sheet", "second_coding"]

NONE: Final = "aucun"
CASES: Final = Columns(
    ("cas", "nom", "resume", "partenaires", "source", "categories", "domaines", "remarque"),
    frozenset({"cas"}),
)
ITEMS: Final = Columns(
    ("element", "cas", "texte", "impact", "statut", "remarque"), frozenset({"element"})
)
_README: Final = (
    "Codez sans regarder le site ni les fiches : les premiers codes ne sont pas ici. / "
    "Code without looking at the site or the records: the first codes are not here.",
    f"Plusieurs catégories ou domaines se séparent par « ; » ; « {NONE} » si rien ne convient. / "
    f"Several categories or domains are separated by “;”; “{NONE}” when none fits.",
    "Une ligne vide n'est pas codée ; une ligne à moitié remplie est refusée. / "
    "An empty row is not coded; a row half filled is refused.",
)


def blind_sheet(record: RecordSet, vocabulary: Vocabulary, cases: Iterable[str] = ()) -> bytes:
    """Return the workbook of `cases` (all when empty); raise RecordError for an unknown case."""
    chosen = _chosen(record, tuple(cases))
    names = {each.organisation: each.name for each in record.of(OrganisationRecord)}
    sheets = (
        Sheet(
            "cas",
            CASES.names,
            [_case(each, names) for each in chosen],
            {
                "categories": Choice(_words(vocabulary, "category"), several=True),
                "domaines": Choice(_words(vocabulary, "domain"), several=True),
            },
        ),
        Sheet(
            "elements",
            ITEMS.names,
            [
                (item.id, case.case, item.text, "", "", "")
                for case in chosen
                for item in coded_items(case)
            ],
            {
                "impact": Choice([*_words(vocabulary, "impact"), *_words(vocabulary, "effect")]),
                "statut": Choice(list(STATUSES.values())),
            },
        ),
    )
    return write_book([each for each in sheets if each.rows], _README)


def _chosen(record: RecordSet, asked: Sequence[str]) -> list[CaseRecord]:
    held = {each.case: each for each in record.of(CaseRecord)}
    rule = Text("Ce cas n'existe pas.", "There is no such case.")
    faults = [
        Spot("").fault("reference-unknown", rule, proposal(case, sorted(held)), case)
        for case in asked
        if case not in held
    ]
    if faults:
        raise refusal(faults)
    return [held[case] for case in asked] or list(held.values())


def _case(case: CaseRecord, names: Mapping[str, str]) -> tuple[str, ...]:
    partners = [
        names.get(each.organisation or "", "") or each.group or each.person or ""
        for each in case.partners
    ]
    source = case.source.url or case.source.document or ""
    return (case.case, case.name, case.summary.fr, " ; ".join(partners), source, "", "", "")


def _words(vocabulary: Vocabulary, scheme: str) -> list[str]:
    return [each.fr for each in vocabulary.concepts(scheme) if not each.slug.startswith("_")]


def second_coding(
    data: bytes, where: str, record: RecordSet, vocabulary: Vocabulary, by: tuple[str, str, str]
) -> CodingRecord:
    """Return both codings of a filled sheet; `by` is its slug, the coder's name and the day.

    Raise RecordError with every fault of the sheet.
    """
    tables, faults = read_workbook(data, where, (CASES, ITEMS))
    reader = _Reader(record, vocabulary, list(faults))
    cases: list[CodedCase] = []
    items: list[CodedItem] = []
    for columns, rows in tables:
        for row in rows:
            if columns is CASES:
                cases += reader.case(row)
            else:
                items += reader.item(row)
    if not reader.findings and not (cases or items):
        reader.findings.append(Spot(where).fault("coding-empty", *_NOT_CODED))
    if reader.findings:
        raise refusal(reader.findings)
    slug, name, date = by
    return CodingRecord(coding=slug, name=name, date=date, cases=tuple(cases), items=tuple(items))


@dataclass(slots=True)
class _Reader:
    """Rows of a filled sheet on their way to codes; `findings` holds what is wrong."""

    record: RecordSet
    vocabulary: Vocabulary
    findings: list[Finding]
    seen: set[str] = field(default_factory=set)

    def case(self, row: Row) -> list[CodedCase]:
        """Return the codes of a case, nothing for a row that is empty or wrong."""
        held = {each.case: each for each in self.record.of(CaseRecord)}
        case = self._held(row, "cas", held)
        if case is None or not self._whole(row, "categories", "domaines"):
            return []
        data: dict[str, Any] = {
            "case": case.case,
            "first_categories": _given(case.categories),
            "second_categories": self._several(row, "categories", "category"),
            "first_domains": _given(case.domains),
            "second_domains": self._several(row, "domaines", "domain"),
            "remark": row["remarque"] or None,
        }
        return [CodedCase(**data)]

    def item(self, row: Row) -> list[CodedItem]:
        """Return the codes of an item, nothing for a row that is empty or wrong."""
        held = {item.id: item for case in self.record.of(CaseRecord) for item in coded_items(case)}
        item: CaseItem | None = self._held(row, "element", held)
        if item is None or not self._whole(row, "impact", "statut"):
            return []
        impact = self._impact(row)
        statuses = {label.casefold(): status for status, label in STATUSES.items()}
        status = statuses.get(row["statut"].casefold())
        if status is None:
            cure = proposal(row["statut"], list(STATUSES.values()))
            self._fault(row, "statut", "coding-status", (_NO_STATUS, cure))
        if impact is None or status is None:
            return []
        return [
            CodedItem(
                item=item.id,
                first_impact=item.object,
                second_impact=impact,
                first_status=status_of(item),
                second_status=status,
                remark=row["remarque"] or None,
            )
        ]

    def _held(self, row: Row, column: str, held: Mapping[str, Any]) -> Any:
        found = held.get(row[column])
        if found is None:
            rule = Text("Ceci n'existe pas dans les données.", "The record does not hold this.")
            self._fault(row, column, "reference-unknown", (rule, proposal(row[column], list(held))))
        elif row[column] in self.seen:
            self._fault(row, column, "coding-twice", _TWICE)
        self.seen.add(row[column])
        return found

    def _whole(self, row: Row, *columns: str) -> bool:
        empty = [column for column in columns if not row[column]]
        if 0 < len(empty) < len(columns):
            self._fault(row, empty[0], "coding-half", _HALF)
        return not empty

    def _several(self, row: Row, column: str, scheme: str) -> tuple[str, ...]:
        words = [word.strip() for word in row[column].split(";") if word.strip()]
        if [word.casefold() for word in words] == [NONE]:
            return ()
        find: Callable[[str], Concept | None] = lambda word: self.vocabulary.find(scheme, word)  # noqa: E731
        found = [(word, find(word)) for word in words]
        for word, concept in found:
            if concept is None or concept.slug.startswith("_"):
                cure = proposal(word, _words(self.vocabulary, scheme))
                self._fault(row, column, "concept-unknown", (_NO_CONCEPT, cure))
        return tuple(sorted({concept.slug for _, concept in found if concept}))

    def _impact(self, row: Row) -> str | None:
        for scheme in ("impact", "effect"):
            found = self.vocabulary.find(scheme, row["impact"])
            if found is not None and not found.slug.startswith("_"):
                return f"{scheme}/{found.slug}"
        known = [*_words(self.vocabulary, "impact"), *_words(self.vocabulary, "effect")]
        self._fault(row, "impact", "concept-unknown", (_NO_CONCEPT, proposal(row["impact"], known)))
        return None

    def _fault(self, row: Row, column: str, code: str, words: tuple[Text, Text]) -> None:
        self.findings.append(row.spot(column).fault(code, *words, row[column]))


def _given(assignments: Iterable[Assignment]) -> tuple[str, ...]:
    return tuple(sorted({each.concept for each in assignments}))


_NO_CONCEPT: Final = Text("Cette notion n'est pas dans la liste.", "This concept is not listed.")
_NO_STATUS: Final = Text("Ce statut n'est pas dans la liste.", "This status is not in the list.")
_HALF: Final = (
    Text("La ligne n'est codée qu'à moitié.", "The row is only half coded."),
    Text(
        f"Remplissez cette cellule (« {NONE} » si rien ne convient), ou videz l'autre.",
        f"Fill in this cell (“{NONE}” when none fits), or empty the other.",
    ),
)
_TWICE: Final = (
    Text("Cette ligne est donnée deux fois.", "This row is given twice."),
    Text("Gardez-en une.", "Keep one."),
)
_NOT_CODED: Final = (
    Text("Aucune ligne n'est codée.", "No row is coded."),
    Text("Remplissez au moins une ligne.", "Fill in one row at least."),
)
