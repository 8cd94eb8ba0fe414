"""Where a case stands: from the words of a territory cell to territories of the scheme.

The label is kept as written. A department is recognised only when it is named exactly:
alone where the level is the department ("Mayenne"), in brackets ("Laval (Mayenne)", "(Rhône
et Loire)"), before brackets ("Maine-et-Loire (Angers)"), or as one of the parts of a list
("Tarn-et-Garonne et Occitanie"), and only if it lies in one of the regions of the row; the
place is then `inferred`. "Paris" in a list outside brackets is read as the town, which most
lists of towns mean.
Regions are those of the region column; without any, the place is France.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ontology.vocabulary import Concept, Vocabulary, fold

__all__ = ["Territories"]

_INSIDE: Final = re.compile(r"\(([^()]*)\)")
_PARTS: Final = re.compile(r"\s*[,;/(]\s*|\s+(?:et|puis)\s+|\s*\)\s*")
_TOWN_AND_DEPARTMENT: Final = "dept-paris"
_COUNTRY: Final = "france"


class Territories:
    """The regions and departments of the territory scheme, by folded name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        concepts = vocabulary.concepts("territory")
        country = f"territory/{_COUNTRY}"
        regions = [
            concept
            for concept in concepts
            if country in concept.broader and not concept.slug.startswith("etude-")
        ]
        departments = [concept for concept in concepts if concept.slug.startswith("dept-")]
        self._regions = {fold(name): each for each in regions for name in _names(each)}
        self._departments = {fold(name): each for each in departments for name in _names(each)}
        self.region_names: Final = tuple(region.fr for region in regions)

    def region(self, name: str) -> str | None:
        """Return the slug of a region by its name."""
        found = self._regions.get(fold(name))
        return found.slug if found else None

    def place(self, label: str, level: str, regions: Sequence[str]) -> dict[str, Any]:
        """Return the record data of a place; `regions` are slugs, empty for all of France."""
        named = self._alone(label) if level == "departement" else self._named(label)
        departments = tuple(
            dict.fromkeys(
                each.slug
                for each in named
                if any(f"territory/{region}" in each.broader for region in regions)
            )
        )
        within = (*departments, *regions) or (_COUNTRY,)
        data: dict[str, Any] = {"label": label, "level": level, "within": within}
        return {**data, "basis": "inferred"} if departments else data

    def _alone(self, label: str) -> Iterator[Concept]:
        whole = self._departments.get(fold(label))
        yield from [whole] if whole else self._named(label)

    def _named(self, label: str) -> Iterator[Concept]:
        inside = {fold(part) for each in _INSIDE.findall(label) for part in _PARTS.split(each)}
        parts = [fold(part) for part in _PARTS.split(label)]
        for part in parts if len(parts) > 1 else ():
            found = self._departments.get(part)
            if found and (found.slug != _TOWN_AND_DEPARTMENT or part in inside):
                yield found


def _names(concept: Concept) -> tuple[str, ...]:
    return (concept.fr, *concept.alternatives)
