"""What a record of a source may say: passages, the figures and claims read there.

A document of ours has lines and offsets; a web page has only words. A figure or a claim names
the passage that carries it, so none can be written without its source.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from loaders.record_words import (
    Address,
    Base,
    Basis,
    Dated,
    Line,
    Mode,
    Reference,
    Slug,
    Translated,
)

__all__ = ["Claim", "DocumentRecord", "Figure", "PageRecord", "Passage", "WebPassage"]


class Passage(Base):
    """Where a statement stands: line counted from 1, offset in characters from 0."""

    id: Slug
    line: int = Field(ge=1)
    offset: int = Field(ge=0)
    heading: Line
    quote: Line


class WebPassage(Base):
    """A sentence of a web page: its words only, for a page has no lines."""

    id: Slug
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
