"""The record as quads, and where in the record each thing comes from.

The one way from records to the graph. It is pure: the same records give the same set of
quads, whatever the order of the files, without clock, network or blank node; no quad is in
the default graph, for every statement belongs to the source that makes it. It trusts that
the records were accepted (`loaders.directory`), yet refuses a concept or a thing that nobody
knows. Each part of a record is mapped by the module that bears its name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from pyoxigraph import NamedNode, Quad

from loaders.faults import Location
from loaders.mapping.cases import assignment_quads, case_quads, participation_quads, place_quads
from loaders.mapping.claims import claim_quads
from loaders.mapping.comparisons import comparison_quads
from loaders.mapping.discrepancies import discrepancy_quads
from loaders.mapping.documents import document_quads, passage_quads
from loaders.mapping.figures import figure_quads
from loaders.mapping.history import history_quads
from loaders.mapping.imports import import_quads
from loaders.mapping.indicators import indicator_quads, value_quads
from loaders.mapping.items import item_quads
from loaders.mapping.names import Names, in_order
from loaders.mapping.organisations import organisation_quads, person_quads
from loaders.mapping.pages import page_passage_quads, page_record_quads
from loaders.mapping.searches import search_quads
from loaders.mapping.works import event_quads, resource_quads, scope_quads, study_quads
from loaders.records import (
    Base,
    CaseRecord,
    ComparisonRecord,
    DiscrepancyRecord,
    DocumentRecord,
    EventRecord,
    ImportRecord,
    IndicatorRecord,
    OrganisationRecord,
    PageRecord,
    PersonRecord,
    ResourceRecord,
    SearchRecord,
    StudyRecord,
)
from loaders.recordset import RecordSet
from ontology import iris
from ontology.terms import AL, RDFS
from ontology.vocabulary import Concept, Vocabulary

__all__ = ["origins", "part_quads", "record_quads", "told_quads"]


class _Part(NamedTuple):
    """The quads of one place of one file."""

    location: Location
    quads: Iterable[Quad]


def record_quads(
    records: RecordSet, vocabulary: Vocabulary, files: dict[str, set[str]] | None = None
) -> Iterator[Quad]:
    """Yield every quad of the record once, in an order that the order of files cannot change.

    `files` is filled, while quads are taken, with the record files that write into each named
    graph. Raise VocabularyError for a concept or thing nobody knows, RecordError for a date that no
    calendar holds.
    """
    seen: set[Quad] = set()
    for quad in told_quads(records, vocabulary, files):
        if quad not in seen:
            seen.add(quad)
            yield quad


def part_quads(
    records: RecordSet, vocabulary: Vocabulary, paths: Collection[str]
) -> Iterator[Quad]:
    """Yield what the files `paths` of a record say, as `record_quads` would have them say it."""
    names = Names(records, vocabulary)
    for entry in in_order(records):
        if entry.path in paths:
            for part in _parts(names, entry.record):
                yield from part.quads


def told_quads(
    records: RecordSet, vocabulary: Vocabulary, files: dict[str, set[str]] | None = None
) -> Iterator[Quad]:
    """Yield what `record_quads` does, again wherever another record tells it again.

    A store keeps each quad once by itself; remembering them all here took 60 MB.
    """
    names = Names(records, vocabulary)
    held: set[str] = set()
    for entry in in_order(records):
        for part in _parts(names, entry.record):
            for quad in part.quads:
                if files is not None and isinstance(quad.graph_name, NamedNode):
                    files.setdefault(quad.graph_name.value, set()).add(entry.path)
                if isinstance(quad.subject, NamedNode):
                    held.add(quad.subject.value)
                yield quad
    for name in sorted(records.imported):
        for quad in records.imported[name]:
            if isinstance(quad.subject, NamedNode):
                held.add(quad.subject.value)
            yield quad
    yield from history_quads(records.history, held)


def origins(records: RecordSet) -> dict[str, tuple[str, int]]:
    """Return where each thing is written: IRI -> record file, line from 1.

    What several records make together (a link, a period, a web page) belongs to the first of
    them, by folder and slug.
    """
    names = Names(records, _AnyConcept())
    found: dict[str, tuple[str, int]] = {}
    for entry in in_order(records):
        for part in _parts(names, entry.record):
            spot = entry.spot(part.location)
            for quad in part.quads:
                if _introduces(quad) and isinstance(quad.subject, NamedNode):
                    found.setdefault(quad.subject.value, (spot.where, spot.line or 1))
        if isinstance(entry.record, ImportRecord):
            for reference in entry.record.things:
                found.setdefault(iris.iri_of(reference), (entry.path, 1))
    return found


class _AnyConcept:
    """A vocabulary for finding places: every concept exists, and words do not matter."""

    def concept(self, scheme: str, slug: str) -> Concept:
        return Concept(scheme, slug, iris.concept(scheme, slug), slug, slug, (), "", ())


def _introduces(quad: Quad) -> bool:
    # The part that names a thing is the part that makes it; only rules name contradictions.
    return quad.predicate in {RDFS.label, AL.decidedBy}


# Records that are mapped as one part.
_WHOLE: Final[Mapping[type[Base], Callable[[Names, Any], Iterator[Quad]]]] = {
    OrganisationRecord: organisation_quads,
    PersonRecord: person_quads,
    EventRecord: event_quads,
    ResourceRecord: resource_quads,
    DiscrepancyRecord: discrepancy_quads,
    SearchRecord: search_quads,
    ComparisonRecord: comparison_quads,
    ImportRecord: import_quads,
}


def _parts(names: Names, record: Base) -> Iterator[_Part]:
    match record:
        case DocumentRecord():
            yield from _document_parts(names, record)
        case CaseRecord():
            yield from _case_parts(names, record)
        case StudyRecord():
            yield _Part((), study_quads(names, record))
            for number, scope in enumerate(record.scope):
                yield _Part(("scope", number), scope_quads(names, record, scope))
        case IndicatorRecord():
            yield from _indicator_parts(names, record)
        case PageRecord():
            yield from _page_parts(names, record)
        case _ if type(record) in _WHOLE:
            yield _Part((), _WHOLE[type(record)](names, record))
        case _:
            # A kind of record that nobody maps would vanish without a word.
            raise TypeError(f"no mapping for {type(record).__name__}")


def _page_parts(names: Names, record: PageRecord) -> Iterator[_Part]:
    yield _Part((), page_record_quads(names, record))
    for number, passage in enumerate(record.passages):
        yield _Part(("passages", number), page_passage_quads(record, passage))
    for number, figure in enumerate(record.figures):
        yield _Part(("figures", number), figure_quads(names, record, figure))


def _document_parts(names: Names, record: DocumentRecord) -> Iterator[_Part]:
    yield _Part((), document_quads(names, record))
    for number, passage in enumerate(record.passages):
        yield _Part(("passages", number), passage_quads(record, passage))
    for number, figure in enumerate(record.figures):
        yield _Part(("figures", number), figure_quads(names, record, figure))
    for number, claim in enumerate(record.claims):
        yield _Part(("claims", number), claim_quads(names, record, claim))


def _indicator_parts(names: Names, record: IndicatorRecord) -> Iterator[_Part]:
    yield _Part((), indicator_quads(names, record))
    for number, value in enumerate(record.values):
        yield _Part(("values", number), value_quads(names, record, value))


def _case_parts(names: Names, record: CaseRecord) -> Iterator[_Part]:
    yield _Part((), case_quads(names, record))
    yield _Part(("place",), place_quads(names, record))
    for number, partner in enumerate(record.partners):
        quads = participation_quads(names, record, number + 1, partner)
        yield _Part(("partners", number), quads)
    for number in range(len(record.categories)):
        yield _Part(("categories", number), assignment_quads(names, record, "category", number))
    for number in range(len(record.domains)):
        yield _Part(("domains", number), assignment_quads(names, record, "domain", number))
    for number, item in enumerate(record.items):
        yield _Part(("items", number), item_quads(names, record, item))
