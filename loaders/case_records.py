"""What the record of a case may say: who takes part, in what, where, and what is told of it.

An effect that a case tells is the coder's paraphrase until a quote is found; what a coder
decides (category, domain, place) says on what basis, so that nobody takes it for the source.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from loaders.record_words import (
    Address,
    Base,
    Basis,
    Confidence,
    Dated,
    Line,
    Reference,
    Slug,
    Translated,
)

__all__ = ["Assignment", "CaseItem", "CaseRecord", "CaseSource", "Partner", "Place"]


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
    confirmed_at: Dated | None = None
    confirmed_name: Line | None = None
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

    `page` is where the quote stands, when that is another page than the case's own.

    `relation` keeps targets (`vise`) and resources (`mobilise`) apart from effects
    (`contribue-a`), so that neither can ever be counted as an impact; `commence-en` and
    `cree-en` are for a start or a creation on which the sources of a case disagree, one item
    for each date told.
    """

    id: Slug
    object: Reference
    relation: Literal["contribue-a", "vise", "mobilise", "commence-en", "cree-en"] = "contribue-a"
    kind: Literal["claimed", "measured"]
    level: Literal["input", "output", "outcome"] | None = None
    basis: Basis
    text: Line
    polarity: Literal["positive", "negative", "neutral", "mixed"] = "positive"
    speaker: Reference | None = None
    beneficiary: Reference | None = None
    method: Line | None = None
    quote: Line | None = None
    page: Address | None = None
    passage: Slug | None = None
    cautions: tuple[Slug, ...] = ()
    confirmed_by: Slug | None = None
    confirmed_at: Dated | None = None
    confirmed_name: Line | None = None


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
