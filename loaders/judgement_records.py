"""What people decided about the record: comparisons, contradictions, searches, names.

A judgement names what it is about and gives its reason and its author; it changes no value.
"""

from __future__ import annotations

from typing import Literal

from loaders.record_words import Base, Dated, Line, Reference, Slug, Translated

__all__ = [
    "ComparisonRecord",
    "Crossing",
    "DecisionFile",
    "DiscrepancyRecord",
    "Identity",
    "SearchRecord",
]


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
