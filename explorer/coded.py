"""How far two coders agree, as a table of a page: each field and label with kappa and interval.

Nothing is averaged over labels. Where kappa says nothing it is left empty, and the share of equal
answers stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from loaders.coding.agreement import Agreement, agreements
from loaders.coding.codings import CodingRecord
from loaders.coding.confirming import differences
from ontology.errors import RecordError
from ontology.vocabulary import Vocabulary

__all__ = ["Agreed", "Coded", "agreed_of", "coded_of"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """One row: a field, its label in words ("" for a field of one choice), and the agreement.

    Kappa and its bounds have two decimals; each is None where it says nothing.
    """

    field: str
    label: str
    equal: int
    pairs: int
    kappa: Decimal | None
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Coded:
    """A second coding: its rows, how many differences it leaves, where their sheet is.

    `absent` says in words why there are no rows, "" when there are.
    """

    rows: tuple[Agreed, ...]
    absent: str
    differences: int
    href: str


def coded_of(
    coding: CodingRecord | None, vocabulary: Vocabulary, href: str, language: str
) -> Coded | None:
    """Return what the page of a contribution, at `href`, says of its coding; None for none."""
    if coding is None:
        return None
    rows, absent = agreed_of([coding], vocabulary, language)
    left = len(list(differences(coding)))
    return Coded(rows, absent, left, f"{href}/differences.xlsx" if left else "")


def agreed_of(
    codings: Iterable[CodingRecord], vocabulary: Vocabulary, language: str
) -> tuple[tuple[Agreed, ...], str]:
    """Return the rows of the agreement of `codings`, or none and why it cannot be reckoned."""
    try:
        found = tuple(agreements(codings))
    except RecordError as error:
        return (), error.in_language(language)
    return tuple(_row(each, vocabulary, language) for each in found), ""


def _row(found: Agreement, vocabulary: Vocabulary, language: str) -> Agreed:
    label = ""
    if found.label:
        concept = vocabulary.concept(found.field, found.label)
        label = concept.en if language == "en" else concept.fr
    told = (_rounded(each) for each in (found.kappa, found.low, found.high))
    return Agreed(found.field, label, found.equal, found.pairs, *told)


def _rounded(value: float | None) -> Decimal | None:
    # Adding nothing takes the sign off a zero.
    return None if value is None else round(Decimal(value), 2) + 0
