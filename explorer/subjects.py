"""What is known of a subject: a domain, a category, an impact, a mechanism, a territory, an actor.

A domain shows the four parts of the sector study: indicators, regions, perception, practices.
An impact shows the chain of mechanisms it is said to pass through and the horizon its
sources announce. Cases, surveys and official statistics stand apart and are never added up;
counts of cases and claims are those of the search they lead to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from explorer.claims import STATUSES, Claim, claims_of, status_named
from explorer.figures import Figure, figures_of
from explorer.models import Link, Status
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_to
from explorer.territory import Territory, territory_of
from explorer.typography import number
from ontology.iris import BASE, concept, reference_of
from ontology.terms import AL, SKOS
from queries.search import SearchIndex, search

__all__ = ["Indicator", "Practices", "Region", "Rung", "Subject", "indicators_of", "subject_of"]

_FRANCE: Final = concept("territory", "france")
_HORIZON: Final = concept("question", "temps-avant-de-rendre-compte-d-un-impact")
_SHOWN: Final = 6
# Scheme of the subject -> the facet of a search that keeps to it.
_FACETS: Final[Mapping[str, str]] = {
    "domain": "domain",
    "category": "category",
    "impact": "impact",
    "territory": "territory",
    "actor-type": "actor",
    "group": "actor",
    "organisation": "actor",
}
# Relations that lead from one step to the next.
_LEADS: Final = tuple(
    concept("relation", slug)
    for slug in ("contribue-a", "permet", "est-source-de", "repose-sur", "repond-a")
)

_INDICATORS: Final = f"SELECT ?i WHERE {{ VALUES ?x {{ }} ?i {AL.indicatorDomain} ?x }}"
_VALUES: Final = (
    f"SELECT ?i ?t ?v WHERE {{ VALUES ?i {{ }} ?x {AL.ofIndicator} ?i . "
    f"?x {AL.territory} ?t . ?x {AL.observedValue} ?v }}"
)
_FIGURES: Final = (
    f"SELECT ?f ?t ?cell ?v WHERE {{ VALUES ?x {{ }} ?f {AL.domain} ?x . ?f {AL.territory} ?t . "
    f"?f {AL.cell} ?cell . ?f {AL.value} ?v }}"
)
_HORIZONS: Final = (
    f"SELECT ?f WHERE {{ VALUES ?x {{ }} VALUES ?q {{ }} ?f {AL.impact} ?x . ?f {AL.question} ?q }}"
)
_NARROWER: Final = f"SELECT ?n WHERE {{ VALUES ?x {{ }} ?n {SKOS.broader} ?x }}"
_CHAIN: Final = f"""
SELECT DISTINCT ?c WHERE {{
  VALUES ?r {{ }} ?c {AL.relation} ?r . ?c {AL.claimMode} ?m .
  {{ VALUES ?x {{ }} ?c {AL.object} ?x . ?c {AL.through} ?step . ?step {SKOS.inScheme} ?s }}
  UNION {{ VALUES ?x {{ }} ?c {AL.object} ?x . ?c {AL.subject} ?step . ?step {SKOS.inScheme} ?s }}
  UNION {{ VALUES ?x {{ }} ?c {AL.subject} ?x . ?c {AL.object} ?step . ?step {SKOS.inScheme} ?s }}
  FILTER(?s = <{BASE}scheme/mechanism>)
}}
"""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One official indicator: the value for France, the lowest and the highest region.

    `low` and `high` are (value, region) pairs, None without regions; values are as published.
    """

    link: Link
    unit: Words | None
    year: str
    publisher: str
    france: str
    low: tuple[str, Link] | None
    high: tuple[str, Link] | None
    regions: int
    cautions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """The figures of one territory, each cell once."""

    link: Link
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """How many claims have one status, and the search that lists them."""

    status: Status
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Practices:
    """The cases of a subject and what is claimed there; `more` lists all `total` cases."""

    total: int
    cases: tuple[Link, ...]
    more: str
    claims: int
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """The parts of one subject; a part that does not concern it is empty."""

    practices: Practices | None = None
    indicators: tuple[Indicator, ...] = ()
    perception: tuple[Figure, ...] = ()
    regions: tuple[Region, ...] = ()
    horizon: tuple[Figure, ...] = ()
    chain: tuple[Claim, ...] = ()
    territory: Territory | None = None


def subject_of(reading: Reading, index: SearchIndex | None, iri: str) -> Subject | None:
    """Return the parts of the subject `iri`, None for what is not one."""
    kind, _, slug = (reference_of(iri) or "").partition("/")
    if kind not in _FACETS and kind != "mechanism":
        return None
    value = f"{kind}/{slug}" if _FACETS.get(kind) == "actor" else slug
    practices = _practices(reading, index, _FACETS[kind], value) if kind in _FACETS else None
    if kind == "domain":
        perception, regions = _asked(reading, iri)
        return Subject(
            practices,
            indicators=indicators_of(reading, iri),
            perception=perception,
            regions=regions,
        )
    if kind == "impact":
        return Subject(practices, horizon=_horizon(reading, iri), chain=_chain(reading, iri))
    if kind == "territory":
        return Subject(practices, territory=territory_of(reading, iri))
    return Subject(practices)


def _practices(
    reading: Reading, index: SearchIndex | None, facet: str, value: str
) -> Practices | None:
    if index is None:
        return None
    language = reading.language
    cases = search(index, "", facets={"kind": ["case"], facet: [value]}, limit=_SHOWN)
    claims = search(index, "", facets={"kind": ["claim"], facet: [value]}, limit=0)
    counts = {one.value: one.count for one in claims.facets if one.facet == "status"}
    rungs = tuple(
        Rung(
            status_named(reading, concept("status", slug)),
            counts[slug],
            _search(language, kind="claim", status=slug, **{facet: value}),
        )
        for slug in STATUSES
        if counts.get(slug)
    )
    return Practices(
        total=cases.total,
        cases=tuple(link_to(reading, hit.thing.iri) for hit in cases.hits),
        more=_search(language, kind="case", **{facet: value}),
        claims=claims.total,
        rungs=rungs,
    )


def _search(language: str, **asked: str) -> str:
    return f"/{language}/chercher?{urlencode(asked, safe='/')}"


def indicators_of(reading: Reading, iri: str) -> tuple[Indicator, ...]:
    """Return the official indicators of a domain, by name."""
    found = reading.gather(reading.iris(_INDICATORS, x=[iri]))
    held: dict[str, dict[str, Decimal]] = {facts.iri: {} for facts in found}
    for indicator, place, value in reading.rows(_VALUES, i=held):
        match indicator, place, value:
            case NamedNode(), NamedNode(), Literal():
                held[indicator.value][place.value] = Decimal(value.value)
    reading.name_all(place for values in held.values() for place in values)
    lines = [_indicator(reading, facts, held[facts.iri]) for facts in found]
    return tuple(sorted(lines, key=lambda one: one.link.words.text.casefold()))


def _indicator(reading: Reading, facts: Facts, held: Mapping[str, Decimal]) -> Indicator:
    """Return one indicator from its values by territory."""
    france = held.get(_FRANCE)
    values = {place: value for place, value in held.items() if place != _FRANCE}
    ranked = sorted(values, key=lambda place: (values[place], place))

    def end(place: str) -> tuple[str, Link]:
        return number(values[place], reading.language), link_to(reading, place)

    return Indicator(
        link=link_to(reading, facts.iri),
        unit=facts.words(AL.unitText, reading.language),
        year=", ".join(reading.label(one).text for one in facts.things(AL.period)),
        publisher=facts.text(AL.publisherText),
        france=number(france, reading.language) if france is not None else "",
        low=end(ranked[0]) if ranked else None,
        high=end(ranked[-1]) if ranked else None,
        regions=len(ranked),
        cautions=tuple(link_to(reading, one) for one in facts.things(AL.indicatorCaution)),
    )


def _asked(reading: Reading, iri: str) -> tuple[tuple[Figure, ...], tuple[Region, ...]]:
    """Return the figures asked of the whole country, and those of each other territory.

    A value printed by several documents for the same cell stands once: its page has them all.
    """
    places: dict[str, dict[tuple[str, str], str]] = {}
    for figure, place, cell, value in sorted(reading.rows(_FIGURES, x=[iri]), key=str):
        if isinstance(figure, NamedNode) and isinstance(place, NamedNode):
            places.setdefault(place.value, {}).setdefault((str(cell), str(value)), figure.value)
    national = [one for place, held in places.items() if _national(place) for one in held.values()]
    regions = [
        Region(link_to(reading, place), figures_of(reading, held.values()))
        for place, held in places.items()
        if not _national(place)
    ]
    return (
        _by_question(figures_of(reading, national)),
        tuple(sorted(regions, key=lambda one: one.link.words.text.casefold())),
    )


def _national(place: str) -> bool:
    return place == _FRANCE or place.endswith(("/_T", "/_Z"))


def _by_question(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    def rank(one: Figure) -> tuple[str, str, str]:
        asked = one.question.words.text if one.question else ""
        population = one.population.text if one.population else ""
        return asked, population, one.iri

    return tuple(sorted(figures, key=rank))


def _horizon(reading: Reading, iri: str) -> tuple[Figure, ...]:
    above = reading.facts(iri).things(SKOS.broader)
    return figures_of(reading, reading.iris(_HORIZONS, x=[iri, *above], q=[_HORIZON]))


def _chain(reading: Reading, iri: str) -> tuple[Claim, ...]:
    """Return the claims that join the impact, or a part of it, to a mechanism."""
    family = [iri, *reading.iris(_NARROWER, x=[iri])]
    found = claims_of(reading, reading.iris(_CHAIN, x=family, r=_LEADS))
    return tuple(sorted(found, key=lambda one: (one.subject.words.text, one.object.words.text)))
