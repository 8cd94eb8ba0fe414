"""A selection of claims: one set of filters, from which every reading is made.

What may be selected are the claims of an effect, those that the evidence matrices count; so a
selection without filters is what the matrices hold, and one by a row and a column is a cell.
Sentences, table, matrix, picture and files of a selection all start from the same claims, and
`query` says in SPARQL which they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from ontology.errors import QueryError, Text, VocabularyError
from ontology.iris import concept, iri_of, reference_of
from queries.facets import Narrowing

__all__ = ["FACETS", "Selectable", "selectable", "value_iri"]

# In the order they are offered.
FACETS: Final = (
    "domain", "category", "impact", "mechanism", "territory", "actor", "year", "status", "quote",
)  # fmt: skip

# Facets whose values belong to several schemes and are written with it: `effect/_T`.
_REFERENCES: Final = frozenset({"actor", "impact"})
_SCHEMES: Final[Mapping[str, str]] = {"quote": "quote-status"}
_PATHS: Final[Mapping[str, str]] = {
    "status": "al:partOfLink/al:linkStatus",
    "quote": "al:hasEvidence/al:quoteStatus",
    "year": "al:period",
}
_YEAR: Final = re.compile(r"\b(?:1[89]|20)\d\d\b")
_START: Final = "  ?claim a al:Claim ; al:bearsOn ?any .\n"


@dataclass(frozen=True, slots=True)
class Selectable:
    """The claims that may be chosen in one state of the graph; `members` by facet and value.

    `periods` holds, by year, the IRIs of the periods that contain it.
    """

    claims: frozenset[str]
    members: Mapping[str, Mapping[str, frozenset[str]]]
    periods: Mapping[str, tuple[str, ...]]

    def narrowed(
        self, chosen: Mapping[str, Collection[str]], within: Collection[str] | None = None
    ) -> Narrowing[str]:
        """Return the selection of the values `chosen` of FACETS, a value nobody has keeps none.

        `within` keeps to some claims beforehand. Raise QueryError for an unknown facet.
        """
        unknown = sorted(set(chosen) - set(FACETS))
        if unknown:
            raise QueryError(
                Text(f"Filtre inconnu : {unknown[0]}.", f"Unknown filter: {unknown[0]}."),
                Text(f"Filtres : {', '.join(FACETS)}.", f"Filters: {', '.join(FACETS)}."),
            )
        allowed = self.claims if within is None else self.claims & frozenset(within)
        held = {facet: tuple(values) for facet, values in chosen.items() if values}
        return Narrowing(self.members, allowed, held)

    def query(self, narrowing: Narrowing[str]) -> str:
        """Return the SPARQL that finds the claims of `narrowing` on any server."""
        lines = []
        if narrowing.allowed != self.claims:
            # Words are compared outside SPARQL: what they found is named.
            terms = " ".join(str(NamedNode(iri)) for iri in sorted(narrowing.allowed))
            lines.append(f"  VALUES ?claim {{ {terms} }}\n")
        for facet, values in narrowing.chosen.items():
            iris = sorted({iri for value in values for iri in self._iris(facet, value)})
            terms = " ".join(str(NamedNode(iri)) for iri in iris)
            path = _PATHS.get(facet, "al:bearsOn")
            lines.append(f"  VALUES ?{facet} {{ {terms} }} ?claim {path} ?{facet} .\n")
        return _read("chosen").replace(_START, _START + "".join(lines), 1)

    def _iris(self, facet: str, value: str) -> tuple[str, ...]:
        if facet == "year":
            return self.periods.get(value, ())
        found = value_iri(facet, value)
        return (found,) if found else ()


def value_iri(facet: str, value: str) -> str:
    """Return the IRI that a value of a facet stands for, "" for a year or what cannot be one."""
    if facet == "year":
        return ""
    try:
        if "/" in value:
            return iri_of(value)
        return concept(_SCHEMES.get(facet, facet), value)
    except VocabularyError:
        return ""


def selectable(store: Store) -> Selectable:
    """Return what may be selected in `store`: one query, some tens of milliseconds."""
    found: dict[str, dict[str, set[str]]] = {facet: defaultdict(set) for facet in FACETS}
    periods: dict[str, set[str]] = defaultdict(set)
    claims: set[str] = set()
    for claim, facet, value in store.query(_read("facets")).rows:
        match claim, facet, value:
            case NamedNode(), Literal(), NamedNode():
                claims.add(claim.value)
                for written in _written(facet.value, value.value):
                    found[facet.value][written].add(claim.value)
                    if facet.value == "year":
                        periods[written].add(value.value)
    return Selectable(
        claims=frozenset(claims),
        members={
            facet: {value: frozenset(held) for value, held in by_value.items()}
            for facet, by_value in found.items()
        },
        periods={year: tuple(sorted(held)) for year, held in periods.items()},
    )


def _written(facet: str, iri: str) -> tuple[str, ...]:
    """Return how a value stands in an address: a slug, years, or a reference with its scheme."""
    reference = reference_of(iri) or ""
    scheme, _, slug = reference.partition("/")
    if facet == "year":
        return _years(slug)
    return (reference if facet in _REFERENCES and scheme != facet else slug,)


def _years(period: str) -> tuple[str, ...]:
    years = [int(year) for year in _YEAR.findall(period.replace("--", " "))]
    return tuple(str(year) for year in range(min(years), max(years) + 1)) if years else ()


def _read(name: str) -> str:
    return (files("queries") / "selections" / f"{name}.rq").read_text(encoding="utf-8")
