"""One RDF term as one plain value, for tables, files and data frames.

Numbers stay numbers and truth stays truth; everything else is text, an IRI in full. Nothing
here formats for a screen.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from graph.store import Term
from ontology.terms import XSD

__all__ = ["Cell", "cell"]

Cell = str | int | Decimal | bool | None

_WHOLE: Final = frozenset({XSD.integer, XSD.nonNegativeInteger})


def cell(term: Term | None) -> Cell:
    """Return a number, a truth value, or the text of `term`; an IRI is given in full."""
    if not isinstance(term, Literal):
        return None if term is None else getattr(term, "value", str(term))
    if term.datatype in _WHOLE:
        return int(term.value)
    if term.datatype == XSD.decimal:
        return Decimal(term.value)
    if term.datatype == XSD.boolean:
        return term.value in {"true", "1"}
    return term.value
