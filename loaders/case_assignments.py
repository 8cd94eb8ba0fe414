"""The categories and domains that a row of `cases.csv` gives its alliance, each with its basis.

`classification_basis` tells whether the source states the category: `inferred by coder` makes
every category inferred; `stated` makes stated the categories whose name the row's notes or source
title print, and, when they print none, the first one, which the coder gives as the main one.
Domains are always inferred. The row's confidence goes to each assignment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from loaders.case_faults import TWICE_IN_CELL, not_listed
from loaders.spreadsheets import Row
from ontology.errors import Finding
from ontology.vocabulary import Vocabulary, fold

__all__ = ["Assignments", "Coding", "labels", "listed"]

# The reference sheet was coded by one person in that month.
_CODER: Final = "reference-2026"
_CODED_ON: Final = "2026-11"

_CONFIDENCES: Final = ("high", "medium", "low")
_BASES: Final = {"stated": "stated", "inferred by coder": "inferred"}


@dataclass(frozen=True, slots=True)
class Coding:
    """Who classified the cases of a sheet (a slug of scheme `coder`), and when."""

    coder: str = _CODER
    date: str = _CODED_ON


@dataclass(frozen=True, slots=True)
class Assignments:
    """Reads the cells `category` and `domains` of rows; `findings` fills as it goes."""

    vocabulary: Vocabulary
    coding: Coding
    findings: list[Finding]

    def categories(self, row: Row) -> tuple[tuple[dict[str, Any], ...], bool]:
        """Return the categories of a row, and whether it leaves open which of them is stated."""
        basis = row["classification_basis"]
        if basis and basis not in _BASES:
            self._fault(row, "classification_basis", "csv-not-listed", basis, tuple(_BASES))
        if _BASES.get(basis) != "stated":
            return self._assigned(row, "category", "category", lambda _: "inferred"), False
        names = listed(row["category"])
        printed = fold(f"{row['notes']} {row['source_title']}")
        told = [name for name in names if fold(name) in printed]
        stated = told or names[:1]
        assigned = self._assigned(
            row, "category", "category", lambda name: "stated" if name in stated else "inferred"
        )
        return assigned, not told and len(names) > 1

    def domains(self, row: Row) -> tuple[dict[str, Any], ...]:
        """Return the domains of a row."""
        return self._assigned(row, "domains", "domain", lambda _: "inferred")

    def _assigned(
        self, row: Row, column: str, scheme: str, basis_of: Callable[[str], str]
    ) -> tuple[dict[str, Any], ...]:
        confidence = row["confidence"]
        if confidence and confidence not in _CONFIDENCES and column == "category":
            self._fault(row, "confidence", "csv-not-listed", confidence, _CONFIDENCES)
        assigned: dict[str, dict[str, Any]] = {}
        for name in listed(row[column]):
            found = self.vocabulary.find(scheme, name)
            if found is None or found.slug.startswith("_"):
                known = labels(self.vocabulary, scheme)
                self._fault(row, column, "csv-concept-unknown", name, known)
                continue
            if found.slug in assigned:
                self.findings.append(
                    row.spot(column).fault("csv-concept-twice", *TWICE_IN_CELL, name)
                )
            assigned[found.slug] = {
                "concept": found.slug,
                "basis": basis_of(name),
                "coder": self.coding.coder,
                "date": self.coding.date,
                "confidence": confidence,
            }
        return tuple(assigned.values())

    def _fault(self, row: Row, column: str, code: str, value: str, known: tuple[str, ...]) -> None:
        self.findings.append(row.spot(column).fault(code, *not_listed(value, known), value))


def labels(vocabulary: Vocabulary, scheme: str) -> tuple[str, ...]:
    """Return the names under which a sheet may give a concept of `scheme`."""
    concepts = [each for each in vocabulary.concepts(scheme) if each.slug[0] != "_"]
    return tuple(
        dict.fromkeys(
            [each.fr for each in concepts]
            + [name for each in concepts for name in each.alternatives]
        )
    )


def listed(cell: str) -> list[str]:
    """Return the parts of a cell that holds several values."""
    return [part.strip() for part in cell.split(";")] if cell else []
