"""By what a thing can be filtered: its domains, places, years, and the status of what it says.

A case has the facets of its alliance, whichever case tells them, so that a filter never hides one
side of a contradiction; a claim has those of the alliance it speaks of. A narrower concept stands
under all broader ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from ontology.iris import BASE, reference_of
from ontology.terms import AL, DCTERMS, SKOS
from queries.search.properties import Reader, inverse

__all__ = ["FACETS", "Facets"]

# In the order results and facets are offered.
FACETS: Final = (
    "kind", "domain", "category", "impact", "territory", "actor", "year", "status", "quote",
)  # fmt: skip

_DIRECT: Final[Mapping[str, tuple[NamedNode, ...]]] = {
    "domain": (AL.addressesDomain, AL.domain, AL.indicatorDomain),
    "category": (AL.inCategory, AL.category),
    "impact": (AL.impact,),
    "territory": (AL.inTerritory, AL.territory),
    "actor": (AL.actorType, AL.respondent, AL.speaker, AL.participant, AL.participantType),
    "year": (AL.startsAt, AL.endsAt, AL.period),
}
_SIDES: Final = (AL.subject, AL.object, AL.through, AL.beneficiary)
# A side of a claim that is one of these concepts says what the claim is about.
_BY_SCHEME: Final = {
    "domain": "domain", "category": "category", "impact": "impact", "territory": "territory",
    "actor-type": "actor", "group": "actor",
}  # fmt: skip
_YEAR: Final = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


class Facets:
    """The facets of each thing; those of an alliance are found once."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._alliances: dict[str, dict[str, set[str]]] = {}
        self._told = inverse(read.pairs(AL.subject))
        self._parts = inverse(read.pairs(AL.participant))
        self._issued = dict(read.literals(DCTERMS.issued))
        self._claims = read.pairs(AL.claimMode)

    def of(self, iri: str, kind: str) -> dict[str, frozenset[str]]:
        """Return the slugs of a thing by facet: years as digits, actors as references."""
        found = self._own(iri)
        self._add(found, "kind", [kind])
        for alliance in self._alliances_of(iri, kind):
            for name, values in self._alliance(alliance).items():
                found[name] |= values
        self._sides(found, iri)
        self._add_concept(found, iri)
        if kind == "claim":
            found["status"] |= self._slugs(self._read.of(iri, AL.partOfLink), AL.linkStatus)
            found["quote"] |= self._slugs(self._read.of(iri, AL.hasEvidence), AL.quoteStatus)
        if kind == "figure":
            found["quote"].add("found")
        if iri in self._issued:
            found["year"] |= set(_YEAR.findall(self._issued[iri].value))
        return {name: frozenset(values) for name, values in found.items() if values}

    def _slugs(self, iris: Iterable[str], prop: NamedNode) -> set[str]:
        return {value.rpartition("/")[2] for iri in iris for value in self._read.of(iri, prop)}

    def _alliances_of(self, iri: str, kind: str) -> list[str]:
        if kind == "case":
            return list(self._read.of(iri, AL.illustrates))
        if kind in {"organisation", "person"}:
            parts = self._parts.get(iri, ())
            return [one for part in parts for one in self._read.of(part, AL.participationIn)]
        subjects = self._read.of(iri, AL.subject) if kind == "claim" else [iri]
        return [one for one in subjects if one.startswith(f"{BASE}id/alliance/")]

    def _alliance(self, iri: str) -> dict[str, set[str]]:
        if iri not in self._alliances:
            found = self._own(iri)
            for part in self._read.of(iri, AL.hasParticipation):
                for name, values in self._own(part).items():
                    found[name] |= values
            for claim in self._told.get(iri, ()):
                for impact in self._read.of(claim, AL.claimsImpact):
                    self._add_concept(found, impact)
            self._alliances[iri] = found
        return self._alliances[iri]

    def _own(self, iri: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name, properties in _DIRECT.items():
            self._add(found, name, self._read.of(iri, *properties))
        return found

    def _sides(self, found: dict[str, set[str]], iri: str) -> None:
        if iri in self._claims:
            for side in self._read.of(iri, *_SIDES):
                self._add_concept(found, side)

    def _add_concept(self, found: dict[str, set[str]], iri: str) -> None:
        name = _BY_SCHEME.get(iri.removeprefix(f"{BASE}scheme/").partition("/")[0])
        if name:
            self._add(found, name, [iri])

    def _add(self, found: dict[str, set[str]], name: str, values: Iterable[str]) -> None:
        for value in values:
            reference = reference_of(value) if value.startswith(BASE) else value
            slug = (reference or "").rpartition("/")[2]
            if slug.startswith("_") or not slug:
                continue
            if name == "year":
                found[name] |= _years(slug)
            elif name == "actor":
                found[name].add(reference or "")
            else:
                found[name].add(slug)
                found[name] |= self._above(value) if name != "kind" else set()

    def _above(self, iri: str) -> set[str]:
        """Return the slugs of all broader concepts: a case in Brest is one of Bretagne."""
        found: set[str] = set()
        below = [iri]
        while below:
            below = [up for one in below for up in self._read.of(one, SKOS.broader)]
            below = [up for up in below if up.rpartition("/")[2] not in found]
            found |= {up.rpartition("/")[2] for up in below}
        return {slug for slug in found if not slug.startswith("_")}


def _years(period: str) -> set[str]:
    """Return every year of a period named `2017`, `2017-06` or `2008--2012`."""
    years = [int(year) for year in _YEAR.findall(period.replace("--", " "))]
    return {str(year) for year in range(min(years), max(years) + 1)} if years else set()
