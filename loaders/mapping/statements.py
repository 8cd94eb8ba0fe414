"""Quads from plain values: the one place where this package touches RDF terms.

A mapping says what a record means as a table of properties and values; here a table becomes
quads. Nothing is guessed: a number becomes the one canonical form of its datatype, a text
keeps its language, and a value that is absent makes no quad. No blank node can be made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from loaders.records import Translated
from ontology import iris
from ontology.errors import Text
from ontology.terms import XSD

__all__ = [
    "COMPARISONS",
    "DISCREPANCIES",
    "GAPS",
    "HISTORY",
    "INDICATORS",
    "REGISTRY",
    "Value",
    "bilingual",
    "decimal",
    "facts",
    "flag",
    "node",
    "plain",
    "source_graph",
    "spoken",
    "thing",
    "whole",
]

Term = NamedNode | Literal
# One value, none, or several of one property.
Value = Term | Iterable[Term] | None

REGISTRY: Final = NamedNode(iris.graph("registry"))
DISCREPANCIES: Final = NamedNode(iris.graph("discrepancies"))
COMPARISONS: Final = NamedNode(iris.graph("comparisons"))
GAPS: Final = NamedNode(iris.graph("gaps"))
HISTORY: Final = NamedNode(iris.graph("history"))
INDICATORS: Final = NamedNode(iris.graph("indicators"))


def source_graph(slug: str) -> NamedNode:
    """Return the graph of the statements that the document or case `slug` vouches for."""
    return NamedNode(iris.graph(f"source/{slug}"))


def thing(kind: str, slug: str) -> NamedNode:
    """Return the node of a thing; raise VocabularyError for an unknown type or a bad slug."""
    return NamedNode(iris.thing(kind, slug))


def node(reference: str) -> NamedNode:
    """Return the node of `scheme/slug` or `type/slug`; raise VocabularyError as `thing` does."""
    return NamedNode(iris.iri_of(reference))


def facts(graph: NamedNode, subject: NamedNode, said: Mapping[NamedNode, Value]) -> Iterator[Quad]:
    """Yield one quad per value of `said`, in its order."""
    for predicate, value in said.items():
        if value is None:
            continue
        values = (value,) if isinstance(value, NamedNode | Literal) else value
        for each in values:
            yield Quad(subject, predicate, each, graph)


def plain(text: str | None) -> Literal | None:
    """Return a text without language: a name, a code, a date."""
    return None if text is None else Literal(text)


def spoken(text: str | None, language: str = "fr") -> Literal | None:
    """Return a text in its language."""
    return None if text is None else Literal(text, language=language)


def bilingual(text: Text | Translated | None) -> tuple[Literal, ...]:
    """Return a text of our own as its French and its English literal."""
    if text is None:
        return ()
    return Literal(text.fr, language="fr"), Literal(text.en, language="en")


def decimal(value: Decimal) -> Literal:
    """Return the canonical xsd:decimal: no exponent, no trailing zero, no negative zero."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits in {"-0", ""} else digits, datatype=XSD.decimal)


def whole(value: int | None) -> Literal | None:
    """Return a count, a position or a year as xsd:integer.

    Not as xsd:nonNegativeInteger: the store keeps every whole number as xsd:integer, and what
    is written must be what is read back.
    """
    return None if value is None else Literal(str(value), datatype=XSD.integer)


def flag(value: bool) -> Literal:
    """Return an xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)
