"""How far two coders agree, field by field: Cohen's kappa with its interval of 95 %.

A category or a domain may be given beside others, so each is a question of its own (given or not,
by each coder) and has a kappa of its own. Impact and status of an item are one choice of several.
Kappa says nothing where both coders always give the same one answer: there it is left out, and
only the share of equal answers stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from loaders.coding.codings import CodingRecord, Field
from ontology.errors import RecordError, Text

__all__ = ["Agreement", "agreements", "kappa"]

# A standard error that is nothing but the rounding of floats.
_NO_WIDTH: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field, or one label of a field: how many pairs, how many equal, kappa and its bounds.

    Kappa is None where it says nothing, its bounds where the interval has no width.
    """

    field: Field
    label: str
    pairs: int
    equal: int
    kappa: float | None
    low: float | None
    high: float | None


def agreements(codings: Iterable[CodingRecord]) -> Iterator[Agreement]:
    """Yield the agreement of each label of the fields of several values, then of the others."""
    held = list(codings)
    cases = [case for coding in held for case in coding.cases]
    items = [item for coding in held for item in coding.items]
    categories = [(case.first_categories, case.second_categories) for case in cases]
    domains = [(case.first_domains, case.second_domains) for case in cases]
    yield from _by_label("category", categories)
    yield from _by_label("domain", domains)
    if items:
        yield _of("impact", "", [(each.first_impact, each.second_impact) for each in items])
        yield _of("status", "", [(each.first_status, each.second_status) for each in items])


def _by_label(
    field: Field, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> Iterator[Agreement]:
    for label in sorted({word for pair in pairs for words in pair for word in words}):
        given = [(str(label in first), str(label in second)) for first, second in pairs]
        yield _of(field, label, given)


def _of(field: Field, label: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    equal = sum(first == second for first, second in pairs)
    return Agreement(field, label, len(pairs), equal, *kappa(pairs))


def kappa(
    pairs: Sequence[tuple[str, str]],
) -> tuple[float | None, float | None, float | None]:
    """Return kappa and the bounds of its interval of 95 %, cut to -1 and 1.

    None stands where there is nothing to say: of all three, or of the bounds alone.
    """
    words = sorted({word for pair in pairs for word in pair})
    if len(words) < 2:
        return None, None, None
    try:
        from statsmodels.stats.inter_rater import (  # noqa: PLC0415  slow to start, often absent
            cohens_kappa,
        )
    except ModuleNotFoundError:
        raise _absent() from None
    counted = Counter(pairs)
    with np.errstate(all="ignore"):  # it also reckons a z-value, which few pairs may not have
        found = cohens_kappa([[counted[first, second] for second in words] for first in words])
    if not found.std_kappa > _NO_WIDTH:
        # Perfect agreement, or too few pairs: the formula of the interval gives no width.
        return float(found.kappa), None, None
    low, high = (max(-1.0, min(1.0, float(bound))) for bound in (found.kappa_low, found.kappa_upp))
    return float(found.kappa), low, high


def _absent() -> RecordError:
    return RecordError(
        Text(
            "La bibliothèque qui calcule le kappa n'est pas installée.",
            "The library that reckons kappa is not installed.",
        ),
        Text("Lancez « make setup-test ».", "Run “make setup-test”."),
    )
