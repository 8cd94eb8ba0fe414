"""The words every record is made of: slugs, references, dates, addresses, closed choices.

They stand apart so that each kind of record can have a module of its own. They refuse by form
only; `loaders.audit` checks that what a slug names exists.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

__all__ = [
    "Address",
    "Base",
    "Basis",
    "Confidence",
    "Dated",
    "Line",
    "Mode",
    "Reference",
    "Slug",
    "Translated",
]

Slug = Annotated[
    str, StringConstraints(pattern=r"^(?:[a-z0-9][a-z0-9_.-]*|_[TZ])$", max_length=120)
]
Reference = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z-]*/(?:[a-z0-9][a-z0-9_.-]*|_[TZ])$")
]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
# A year, a year and month, a day, or a span of two of these ("2013/2017").
Dated = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"),
]
Address = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$", max_length=2000)
]
Basis = Literal["stated", "inferred", "editorial"]
Confidence = Literal["high", "medium", "low"]
Mode = Literal["hypothesised", "asserted", "perceived", "measured", "attributed"]


class Base(BaseModel):
    """Frozen, strict about unknown keys; text is kept as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Translated(Base):
    """A text we wrote ourselves, so it exists in both languages."""

    fr: Line
    en: Line
