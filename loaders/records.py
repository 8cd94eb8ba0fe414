"""What a record may say: the shape of every YAML file of the record directory.

One class per kind of file. The record is the truth, so these shapes refuse whatever they do
not know: an unknown key, a fact without a source, a slug that is not one. They check form
only; whether a concept or organisation exists, and whether a quote is in its document, is
checked over the whole record (`loaders.audit`, `loaders.quotes`).

A `Reference` is `scheme/slug` or `type/slug` (see `ontology.iris`); a bare slug is used
where a field can name one scheme only.
"""

from __future__ import annotations

from loaders.case_records import Assignment, CaseItem, CaseRecord, CaseSource, Partner, Place
from loaders.import_records import ImportRecord
from loaders.indicator_records import IndicatorRecord, IndicatorSource, IndicatorValue
from loaders.judgement_records import (
    ComparisonRecord,
    Crossing,
    DecisionFile,
    DiscrepancyRecord,
    Identity,
    SearchRecord,
)
from loaders.record_words import Address, Base, Basis, Line, Reference, Slug, Translated
from loaders.source_records import Claim, DocumentRecord, Figure, PageRecord, Passage, WebPassage

__all__ = [
    "KINDS",
    "Assignment",
    "Base",
    "CaseItem",
    "CaseRecord",
    "CaseSource",
    "Claim",
    "ComparisonRecord",
    "Crossing",
    "DecisionFile",
    "DiscrepancyRecord",
    "DocumentRecord",
    "EventRecord",
    "Figure",
    "Identity",
    "ImportRecord",
    "IndicatorRecord",
    "IndicatorSource",
    "IndicatorValue",
    "OrganisationRecord",
    "PageRecord",
    "Partner",
    "Passage",
    "PersonRecord",
    "Place",
    "ResourceRecord",
    "SearchRecord",
    "StudyRecord",
    "StudyScope",
    "Translated",
    "WebPassage",
]


class OrganisationRecord(Base):
    """A named organisation: its names and type; what it does is said by claims and cases."""

    organisation: Slug
    name: Line
    aliases: tuple[Line, ...] = ()
    type: Slug
    type_basis: Basis = "inferred"
    identifiers: Line | None = None
    website: Line | None = None
    source_url: Address | None = None
    document: Slug | None = None


class PersonRecord(Base):
    """A named person; never a telephone number or an e-mail address."""

    person: Slug
    name: Line
    aliases: tuple[Line, ...] = ()


class StudyScope(Base):
    """What a study declares it covers, with the sentence that says so."""

    passage: Slug
    document: Slug
    groups: tuple[Slug, ...] = ()
    territories: tuple[Slug, ...] = ()
    domains: tuple[Slug, ...] = ()
    questions: tuple[Slug, ...] = ()


class StudyRecord(Base):
    """A study, or a programme of studies; its dates and partners are claims."""

    study: Reference
    name: Translated
    aliases: tuple[Line, ...] = ()
    part_of: Reference | None = None
    scope: tuple[StudyScope, ...] = ()


class EventRecord(Base):
    """Something that took place once."""

    event: Slug
    kind: Slug
    name: Translated
    aliases: tuple[Line, ...] = ()


class ResourceRecord(Base):
    """A tool, guide, course or site that helps people act."""

    resource: Slug
    kind: Slug
    name: Translated
    aliases: tuple[Line, ...] = ()
    website: Line | None = None
    announced_only: bool = False


# Folder of the record directory -> the shape of its files. The first key of a file is its id.
KINDS: dict[str, type[Base]] = {
    "documents": DocumentRecord,
    "studies": StudyRecord,
    "events": EventRecord,
    "resources": ResourceRecord,
    "organisations": OrganisationRecord,
    "people": PersonRecord,
    "cases": CaseRecord,
    "discrepancies": DiscrepancyRecord,
    "searches": SearchRecord,
    "indicators": IndicatorRecord,
    "pages": PageRecord,
    "comparisons": ComparisonRecord,
    "imports": ImportRecord,
}
