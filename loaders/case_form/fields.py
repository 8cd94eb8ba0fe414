"""What the form of a case asks, field by field, and which fields make a row more than empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

__all__ = ["ALIKE", "ROWS", "SINGLE", "TELLING", "Field"]

Kind: TypeAlias = Literal["line", "text", "choice", "choices", "flag", "hidden"]

_BASES: Final = "=stated inferred editorial"
# What both a category and a domain say beside their concept.
ALIKE: Final = ("basis", "confidence", "period", "passage")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name within its group, how it is filled in, and from what.

    `source` is `scheme:<name>` (several by spaces), `=` and words, `organisations` or `documents`.
    """

    name: str
    kind: Kind = "line"
    source: str = ""
    must: bool = False


_ASSIGNED: Final = (
    Field("basis", "choice", _BASES),
    Field("confidence", "choice", "=high medium low"),
    Field("period"),
    Field("passage"),
)
SINGLE: Final = (
    Field("case", must=True),
    Field("kind", "choice", "=partnership territorial-alliance alliance", must=True),
    Field("alliance"),
    Field("name", must=True),
    Field("summary.fr", "text", must=True),
    Field("summary.en", "text", must=True),
    Field("source.url"),
    Field("source.title"),
    Field("source.date"),
    Field("source.others"),
    Field("source.document", "choice", "documents"),
    Field("passage"),
    Field("place.label", must=True),
    Field("place.level", "choice", "scheme:territory-level", must=True),
    Field("place.basis", "choice", _BASES),
    Field("start"),
    Field("end"),
    Field("sdg"),
    Field("cautions", "choices", "scheme:caution"),
    Field("notes", "text"),
)
ROWS: Final[Mapping[str, tuple[Field, ...]]] = {
    "partners": (
        Field("name", "line", "organisations", must=True),
        Field("who", "choice", "=organisation group person", must=True),
        Field("new", "flag"),
        Field("type", "choice", "scheme:actor-type", must=True),
        Field("role", "choice", "scheme:role"),
        Field("passage"),
    ),
    "categories": (Field("concept", "choice", "scheme:category"), *_ASSIGNED),
    "domains": (Field("concept", "choice", "scheme:domain"), *_ASSIGNED),
    "within": (Field("territory", "choice", "scheme:territory"),),
    "items": (
        Field("id", "hidden"),
        Field("text", "text", must=True),
        Field("object", "choice", "scheme:impact effect", must=True),
        Field("relation", "choice", "=contribue-a vise mobilise commence-en cree-en"),
        Field("kind", "choice", "=claimed measured", must=True),
        Field("level", "choice", "=input output outcome"),
        Field("basis", "choice", _BASES, must=True),
        Field("polarity", "choice", "=positive negative neutral mixed"),
        Field("quote", "text"),
        Field("page"),
        Field("speaker", "line", "organisations"),
        Field("beneficiary", "line", "organisations"),
        Field("method"),
        Field("passage"),
        Field("cautions", "choices", "scheme:caution"),
    ),
}
# Fields that say something: a row in which all of these are empty is none.
TELLING: Final[Mapping[str, frozenset[str]]] = {
    "partners": frozenset({"name", "passage"}),
    "categories": frozenset({"concept", "period", "passage"}),
    "domains": frozenset({"concept", "period", "passage"}),
    "within": frozenset({"territory"}),
    "items": frozenset({"text", "quote", "object", "speaker", "beneficiary", "method", "passage"}),
}
