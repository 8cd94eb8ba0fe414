"""What a record may say: the shape of every YAML file of the record directory.

One class per kind of file. The record is the truth, so these shapes refuse whatever they do
not know: an unknown key, a fact without a source, a slug that is not one. They check form
only; whether a concept or organisation exists, and whether a quote is in its document, is
checked over the whole record (`loaders.audit`, `loaders.quotes`).

A `Reference` is `scheme/slug` or `type/slug` (see `ontology.iris`); a bare slug is used
where a field can name one scheme only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from loaders.indicator_records import IndicatorRecord, IndicatorSource, IndicatorValue
from loaders.record_words import (
    Address,
    Base,
    Basis,
    Confidence,
    Dated,
    Line,
    Mode,
    Reference,
    Slug,
    Translated,
)

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
    "IndicatorRecord",
    "IndicatorSource",
    "IndicatorValue",
    "OrganisationRecord",
    "PageRecord",
    "Partner",
    "Passage",
    "PersonRecord",
    "Place",
    "Record",
    "ResourceRecord",
    "SearchRecord",
    "StudyRecord",
    "StudyScope",
    "Translated",
    "WebPassage",
]


class Passage(Base):
    """Where a statement stands: line counted from 1, offset in characters from 0."""

    id: Slug
    line: int = Field(ge=1)
    offset: int = Field(ge=0)
    heading: Line
    quote: Line


class Figure(Base):
    """One number as one document reports it, with every dimension of the figures cube.

    `_T` means all of them, `_Z` not applicable. `value` is in `unit`; a share is in percent.
    """

    id: Slug
    passage: Slug
    measure: Literal["share", "score", "count", "points", "amount", "duration", "rank"]
    value: Decimal
    unit: Slug
    precision: Slug = "exact"
    question: Slug
    respondent: Slug = "_Z"
    target: Slug = "_Z"
    subpopulation: Slug = "_T"
    territory: Slug = "france"
    domain: Slug = "_T"
    category: Slug = "_T"
    impact: Slug = "_Z"
    period: Dated
    period_basis: Basis = "stated"
    population: Line
    base: Line | None = None
    sample_size: int | None = Field(default=None, ge=1)
    multiple_response: bool = False
    study: Reference | None = None
    derivation: Literal["stated", "derived"] = "stated"
    calculation: Line | None = None
    part_of: Slug | None = None
    note: Translated | None = None


class Claim(Base):
    """One statement that links two things, said by somebody, at one passage."""

    id: Slug
    passage: Slug
    subject: Reference
    relation: Slug
    object: Reference
    through: tuple[Reference, ...] = ()
    speaker: Reference
    beneficiary: Reference | None = None
    mode: Mode
    polarity: Literal["positive", "negative", "neutral", "mixed"] = "positive"
    territory: Slug | None = None
    domain: Slug | None = None
    period: Dated | None = None
    figures: tuple[Slug, ...] = ()
    challenged_by: tuple[Slug, ...] = ()
    evidence_level: Slug = "author-statement"
    note: Translated | None = None


class Place(Base):
    """A territory as the source words it, and the territories we place it in."""

    label: Line
    level: Slug
    within: tuple[Slug, ...] = ()
    basis: Basis = "stated"


class Assignment(Base):
    """A concept given to a thing: by its source, by one coder, or by editorial choice."""

    concept: Slug
    basis: Basis
    coder: Slug
    date: Dated
    confidence: Confidence | None = None
    confirmed_by: Slug | None = None
    period: Dated | None = None
    passage: Slug | None = None


class Partner(Base):
    """Who takes part: a named organisation or person, or a described group."""

    organisation: Slug | None = None
    person: Slug | None = None
    group: Line | None = None
    type: Slug
    role: Slug = "non-renseigne"
    passage: Slug | None = None


class CaseItem(Base):
    """One effect told of a case: the coder's paraphrase until a quote is found.

    `relation` keeps targets (`vise`) and resources (`mobilise`) apart from effects
    (`contribue-a`), so that neither can ever be counted as an impact.
    """

    id: Slug
    object: Reference
    relation: Literal["contribue-a", "vise", "mobilise"] = "contribue-a"
    kind: Literal["claimed", "measured"]
    level: Literal["input", "output", "outcome"] | None = None
    basis: Basis
    text: Line
    polarity: Literal["positive", "negative", "neutral", "mixed"] = "positive"
    speaker: Reference | None = None
    beneficiary: Reference | None = None
    method: Line | None = None
    quote: Line | None = None
    passage: Slug | None = None
    cautions: tuple[Slug, ...] = ()


class CaseSource(Base):
    """Where a case was read: a web page, or a document of the record."""

    url: Address | None = None
    title: Line | None = None
    date: Dated | None = None
    others: tuple[Address, ...] = ()
    document: Slug | None = None


class CaseRecord(Base):
    """A documented story and the alliance it tells of."""

    case: Slug
    kind: Literal["partnership", "territorial-alliance", "alliance"]
    alliance: Slug
    name: Line
    summary: Translated
    source: CaseSource
    partners: tuple[Partner, ...]
    categories: tuple[Assignment, ...] = ()
    domains: tuple[Assignment, ...] = ()
    place: Place
    start: Dated | None = None
    end: Dated | None = None
    items: tuple[CaseItem, ...] = ()
    sdg: tuple[Annotated[int, Field(ge=1, le=17)], ...] = ()
    passage: Slug | None = None
    cautions: tuple[Slug, ...] = ()
    notes: Line | None = None


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


class DocumentRecord(Base):
    """A source document, and every figure, link and quote read in it."""

    document: Slug
    kind: Slug
    title: Line
    language: Literal["fr", "en"] = "fr"
    file: Line
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    issued: Dated | None = None
    issued_basis: Basis = "inferred"
    issued_note: Translated | None = None
    publisher: Slug | None = None
    about: tuple[Reference, ...] = ()
    derived_from: tuple[Slug, ...] = ()
    read_on: Dated
    counts: dict[str, int]
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()


class WebPassage(Base):
    """A sentence of a web page: its words only, for a page has no lines."""

    id: Slug
    quote: Line


class PageRecord(Base):
    """A web page that reports figures of a study, each with the words that print it."""

    page: Slug
    title: Line | None = None
    language: Literal["fr", "en"] = "fr"
    url: Address
    publisher: Line
    read_on: Dated
    passages: tuple[WebPassage, ...]
    figures: tuple[Figure, ...]


class ComparisonRecord(Base):
    """Whether figures of several sources may be compared, and why or why not."""

    comparison: Slug
    figures: tuple[Slug, ...]
    comparable: bool
    because: Translated
    decided_by: Slug
    date: Dated


class DiscrepancyRecord(Base):
    """What a person says of a contradiction that a rule found: never its sides or values."""

    discrepancy: Slug
    status: Literal["open", "explained", "resolved"]
    severity: Slug
    explanation: Translated
    decided_by: Slug
    date: Dated


class Crossing(Base):
    """A row and a column of one of the evidence matrices."""

    matrix: Slug
    row: Reference
    column: Reference


class SearchRecord(Base):
    """What a person looked for in vain (`non-etudie`), or why it makes no sense (`sans-objet`).

    It says what an empty crossing means; it can fill none. `places` are where one searched.
    """

    search: Slug
    found: Literal["non-etudie", "sans-objet"]
    by: Slug
    date: Dated
    places: tuple[Line, ...] = ()
    reason: Translated
    crossings: tuple[Crossing, ...]


class Identity(Base):
    """One decision about two names: the same thing or two different ones."""

    names: tuple[Line, Line]
    decision: Literal["same", "different"]
    because: Line


class DecisionFile(Base):
    """`identities.yaml`: decisions on names that look alike."""

    identities: tuple[Identity, ...] = ()


Record = (
    DocumentRecord
    | StudyRecord
    | EventRecord
    | ResourceRecord
    | OrganisationRecord
    | PersonRecord
    | CaseRecord
    | DiscrepancyRecord
    | SearchRecord
    | IndicatorRecord
    | PageRecord
    | ComparisonRecord
)

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
}
