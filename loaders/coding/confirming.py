"""What two equal codes, or a decision, change in a case: who confirmed it, by name, and when.

A code that both gave is confirmed by the second coder. Where they differ, a person who saw both
decides: the first code stays and is confirmed, or the second takes its place. An item is confirmed
once both its impact and its status are settled, and a case whose assignments are all confirmed is
no longer one coder's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple, TypeVar

from loaders.audit import audit
from loaders.coding.codings import (
    ARBITER,
    SECOND,
    CodedCase,
    CodedItem,
    CodingRecord,
    Decision,
    Field,
    coding_text,
    with_status,
)
from loaders.difference import difference
from loaders.faults import refusal
from loaders.loading import Plan
from loaders.records import Assignment, Base, CaseItem, CaseRecord
from loaders.recordset import Entry, RecordSet
from loaders.rewriting import plain
from loaders.writing import canonical
from ontology.vocabulary import Vocabulary

__all__ = ["Difference", "differences", "plan_coding", "plan_decisions"]

_ONE_CODER: Final = "single-classifier"
Kind = TypeVar("Kind", bound=Base)


class Difference(NamedTuple):
    """One thing that two coders coded differently: `label` is the concept, or the second code."""

    coding: str
    on: str
    field: Field
    label: str
    first: str
    second: str
    remark: str


@dataclass(frozen=True, slots=True)
class _Confirmation:
    """Who confirms: a concept of the scheme `coder`, a person's name, a day."""

    by: str
    name: str
    date: str

    def of(self, thing: Kind) -> Kind:
        """Return an assignment or an item as confirmed."""
        return thing.model_copy(
            update={
                "confirmed_by": self.by,
                "confirmed_name": self.name,
                "confirmed_at": self.date,
            }
        )


def differences(coding: CodingRecord) -> Iterator[Difference]:
    """Yield what the two coders of a coding do not agree on and nobody has decided."""
    decided = {(each.on, each.field, each.label) for each in coding.decisions}
    for found in (*_of_cases(coding), *_of_items(coding)):
        if (found.on, found.field, found.label) not in decided:
            yield found


def _of_cases(coding: CodingRecord) -> Iterator[Difference]:
    for case in coding.cases:
        for field, first, second in _both(case):
            for label in sorted(set(first) ^ set(second)):
                told = ("oui", "non") if label in first else ("non", "oui")
                yield Difference(coding.coding, case.case, field, label, *told, case.remark or "")


def _both(case: CodedCase) -> Iterator[tuple[Field, tuple[str, ...], tuple[str, ...]]]:
    yield "category", case.first_categories, case.second_categories
    yield "domain", case.first_domains, case.second_domains


def _of_items(coding: CodingRecord) -> Iterator[Difference]:
    for item in coding.items:
        for field, first, second in _codes(item):
            if first != second:
                told = (coding.coding, item.item, field, second, first, second)
                yield Difference(*told, item.remark or "")


def _codes(item: CodedItem) -> Iterator[tuple[Field, str, str]]:
    yield "impact", item.first_impact, item.second_impact
    yield "status", item.first_status, item.second_status


def plan_coding(record: RecordSet, vocabulary: Vocabulary, coding: CodingRecord) -> Plan:
    """Return what keeping a coding would write: itself, and the cases with what agrees."""
    by = _Confirmation(SECOND, coding.name, coding.date)
    agreed = {
        each.case: {
            "categories": {*each.first_categories} & {*each.second_categories},
            "domains": {*each.first_domains} & {*each.second_domains},
        }
        for each in coding.cases
    }
    differing = {each.on for each in differences(coding)}
    items = {each.item for each in coding.items} - differing

    def change(case: CaseRecord) -> CaseRecord:
        told: Mapping[str, set[str]] = agreed.get(case.case, {})
        update: dict[str, Any] = {
            name: _confirmed(getattr(case, name), _among("concept", concepts), by)
            for name, concepts in told.items()
        }
        update["items"] = _confirmed(case.items, _among("id", items), by)
        return case.model_copy(update=update)

    return _planned(record, vocabulary, change, {}, [coding])


def _among(field: str, words: Collection[str]) -> Callable[[Any], bool]:
    return lambda each: getattr(each, field) in words


def _confirmed(
    things: Iterable[Any], agreed: Callable[[Any], bool], by: _Confirmation
) -> tuple[Any, ...]:
    # Who confirmed first stays; nobody confirms a code of their own.
    return tuple(
        by.of(each)
        if agreed(each) and not each.confirmed_by and getattr(each, "coder", "") != by.by
        else each
        for each in things
    )


def plan_decisions(
    record: RecordSet,
    vocabulary: Vocabulary,
    codings: Mapping[str, CodingRecord],
    decided: Mapping[str, Iterable[Decision]],
) -> Plan:
    """Return what decisions would write: coding slug -> what was decided of it."""
    changed: list[CodingRecord] = []
    by_thing: dict[str, list[tuple[Decision, CodingRecord]]] = {}
    for slug, given in decided.items():
        new = tuple(given)
        coding = codings[slug].model_copy(update={"decisions": (*codings[slug].decisions, *new)})
        changed.append(coding)
        for each in new:
            by_thing.setdefault(each.on, []).append((each, coding))

    def change(case: CaseRecord) -> CaseRecord:
        for decision, coding in by_thing.get(case.case, ()):
            case = _assigned(case, decision, coding)
        items = tuple(_decided(item, by_thing.get(item.id, ())) for item in case.items)
        return case.model_copy(update={"items": items})

    return _planned(record, vocabulary, change, codings, changed)


def _assigned(case: CaseRecord, decision: Decision, coding: CodingRecord) -> CaseRecord:
    """Return the case with one label of its category or domain decided."""
    by = _Confirmation(ARBITER, decision.name, decision.date)
    field = "categories" if decision.field == "category" else "domains"
    given: tuple[Assignment, ...] = getattr(case, field)
    held = [each for each in given if each.concept == decision.label]
    if decision.decision == "confirm":
        kept = tuple(by.of(each) if each in held else each for each in given)
    elif held:
        kept = tuple(each for each in given if each not in held)
    else:
        new = Assignment(concept=decision.label, basis="inferred", coder=SECOND, date=coding.date)
        kept = (*given, by.of(new))
    return case.model_copy(update={field: kept})


def _decided(item: CaseItem, given: Iterable[tuple[Decision, CodingRecord]]) -> CaseItem:
    """Return the item with its decided codes, confirmed when nothing of it is left open."""
    for decision, coding in given:
        codes = {each.item: each for each in coding.items}[item.id]
        if decision.decision == "change" and decision.field == "impact":
            item = item.model_copy(update={"object": codes.second_impact})
        elif decision.decision == "change":
            item = with_status(item, codes.second_status)
        if not any(each.on == item.id for each in differences(coding)):
            item = _Confirmation(ARBITER, decision.name, decision.date).of(item)
    return item


def _planned(
    record: RecordSet,
    vocabulary: Vocabulary,
    change: Callable[[CaseRecord], CaseRecord],
    held: Mapping[str, CodingRecord],
    codings: Collection[CodingRecord],
) -> Plan:
    """Return the plan of changed cases and of `codings`, of which `held` are as they were.

    Raise RecordError when a case becomes unsound.
    """
    entries = tuple(_entry(each, change) for each in record.entries)
    faults = audit(entries, vocabulary)
    if faults:
        raise refusal(faults)
    touched = {
        after.path: after
        for before, after in zip(record.entries, entries, strict=True)
        if after.record != before.record
    }
    written = dict(coding_text(each) for each in codings)
    # A decision that leaves every case as it is changes the coding that keeps it.
    told = difference(
        {entry.path: plain(entry.record) for entry in record.entries} | _by_path(held.values()),
        {path: plain(entry.record) for path, entry in touched.items()} | _by_path(codings),
    )
    texts: dict[str, str | None] = {
        path: canonical(entry.record) for path, entry in touched.items()
    }
    return Plan(told, {**texts, **written}, before=record, after=replace(record, entries=entries))


def _by_path(codings: Iterable[CodingRecord]) -> dict[str, Mapping[str, Any]]:
    return {coding_text(each)[0]: _numbered(each) for each in codings}


def _numbered(coding: CodingRecord) -> Mapping[str, Any]:
    """Return a coding with each decision by its number, so that a difference tells the new ones."""
    decisions = {number: plain(each) for number, each in enumerate(coding.decisions)}
    return {**plain(coding), "decisions": decisions}


def _entry(entry: Entry, change: Callable[[CaseRecord], CaseRecord]) -> Entry:
    if not isinstance(entry.record, CaseRecord):
        return entry
    case = change(entry.record)
    given = (*case.categories, *case.domains)
    if given and all(each.confirmed_by for each in given) and _ONE_CODER in case.cautions:
        kept = tuple(each for each in case.cautions if each != _ONE_CODER)
        case = case.model_copy(update={"cautions": kept})
    return entry if case == entry.record else replace(entry, record=case)
