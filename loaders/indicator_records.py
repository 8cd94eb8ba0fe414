"""What a record of an official indicator may say; a value that was not found stays a gap.

An indicator describes a territory, never an opinion, and is refused without its source.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from loaders.record_words import Address, Base, Dated, Line, Slug, Translated

__all__ = ["IndicatorRecord", "IndicatorSource", "IndicatorValue"]


class IndicatorSource(Base):
    """Where the values of an indicator were read: on a page, or in a deposited file."""

    title: Line
    url: Address
    retrieved: Literal["page", "file"] = "page"


class IndicatorValue(Base):
    """The value of one territory; `scope` is that territory in the words of the source.

    `url` is given when it is not the page of the indicator; `remark` is what the sheet says
    of this value alone.
    """

    territory: Slug
    value: Decimal
    scope: Line | None = None
    url: Address | None = None
    cautions: tuple[Slug, ...] = ()
    remark: Line | None = None
    doubts: tuple[Translated, ...] = ()


class IndicatorRecord(Base):
    """An official indicator for one year, and its value in each territory where it was found.

    `missing` names the territories whose value was looked for and not found: never estimated.
    """

    indicator: Slug
    name: Translated
    domain: Slug
    unit: Line
    unit_en: Line | None = None
    year: Dated
    publisher: Line
    source: IndicatorSource
    cautions: tuple[Slug, ...] = ()
    proxy: Translated | None = None
    computed: Translated | None = None
    remark: Line | None = None
    doubts: tuple[Translated, ...] = ()
    missing: tuple[Slug, ...] = ()
    values: tuple[IndicatorValue, ...]
