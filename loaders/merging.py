"""What a reader has added to a case stays when its spreadsheet is loaded again.

A sheet says less than a record: it has no column for a quote, a passage, a role, a speaker
or a confirmation. Those stay as they are, matched by item id, participant and concept, as
long as the sheet still says the same thing; what the sheet does say replaces the record.
An item whose text has changed loses its quote, since the quote proved the old text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from loaders.records import Assignment, Base, CaseItem, CaseRecord, Partner

__all__ = ["merged_case"]

Part = TypeVar("Part", bound=Base)

_CONFIRMED: Final = ("confirmed_by", "confirmed_at", "confirmed_name")
_CODES: Final = ("object", "relation", "kind", "level")


def merged_case(sheet: CaseRecord, record: CaseRecord) -> CaseRecord:
    """Return the case of the sheet with what only `record` can know."""
    categories = _assignments(sheet.categories, record.categories)
    domains = _assignments(sheet.domains, record.domains)
    cautions = dict.fromkeys((*sheet.cautions, *record.cautions))
    if all(each.confirmed_by for each in (*categories, *domains)):
        cautions.pop("single-classifier", None)
    return sheet.model_copy(
        update={
            "source": sheet.source.model_copy(update={"document": record.source.document}),
            "partners": _partners(sheet.partners, record.partners),
            "categories": categories,
            "domains": domains,
            "items": _items(sheet.items, record.items),
            "passage": record.passage,
            "cautions": tuple(cautions),
        }
    )


def _partners(sheet: Sequence[Partner], record: Sequence[Partner]) -> tuple[Partner, ...]:
    held = {(each.organisation, each.group): each for each in record}
    kept = tuple(
        _with(each, held.get((each.organisation, each.group)), "role", "passage") for each in sheet
    )
    # A sheet names no persons.
    return (*kept, *(each for each in record if each.person is not None))


def _assignments(
    sheet: Sequence[Assignment], record: Sequence[Assignment]
) -> tuple[Assignment, ...]:
    held = {(each.concept, each.coder): each for each in record}
    given = {(each.concept, each.coder) for each in sheet}
    coders = {each.coder for each in sheet}
    kept = tuple(
        _with(each, held.get((each.concept, each.coder)), *_CONFIRMED, "period", "passage")
        for each in sheet
    )
    others = (each for key, each in held.items() if key not in given and key[1] not in coders)
    return (*kept, *others)


def _items(sheet: Sequence[CaseItem], record: Sequence[CaseItem]) -> tuple[CaseItem, ...]:
    held = {each.id: each for each in record}
    given = {each.id for each in sheet}
    return (
        *(_item(each, held.get(each.id)) for each in sheet),
        # An item found by a reader has an id that no sheet gives.
        *(each for each in record if each.id not in given and not _from_a_sheet(each.id)),
    )


def _item(sheet: CaseItem, record: CaseItem | None) -> CaseItem:
    proof = ("quote", "page", "passage") if record and record.text == sheet.text else ()
    # Other codes than those that were confirmed are one coder's again.
    same = record and all(getattr(record, code) == getattr(sheet, code) for code in _CODES)
    confirmed = _CONFIRMED if same else ()
    return _with(sheet, record, "speaker", "beneficiary", "method", *confirmed, *proof)


def _from_a_sheet(identifier: str) -> bool:
    return identifier.rpartition("-i")[2].isdigit()


def _with(part: Part, held: Part | None, *fields: str) -> Part:
    if held is None:
        return part
    return part.model_copy(update={field: getattr(held, field) for field in fields})
