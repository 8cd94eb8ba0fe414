"""What is known of one territory: its figures, its indicators beside France's, what overlaps it.

A figure belongs to the territory its source names and to no other: nothing is passed down to
a part or up to a whole. Study territories that overlap a region are named as such and keep
their figures. What the graph lacks is said once, with the study that announces it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.figures import Figure, figures_of
from explorer.models import Link, Quotation
from explorer.paths import list_path
from explorer.quotations import gather_passages, quotation_at
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_to
from explorer.typography import number
from ontology.iris import concept, reference_of
from ontology.terms import AL, SKOS

__all__ = [
    "FRANCE",
    "LocalIndicator",
    "Overlap",
    "Report",
    "Territory",
    "figures_by_place",
    "local_indicators",
    "regions_of_france",
    "territory_of",
]

FRANCE: Final = concept("territory", "france")
_REGION: Final = concept("territory-level", "region")
_SHOWN: Final = 6
_OVERLAPS: Final = (SKOS.relatedMatch, SKOS.narrowMatch, SKOS.broadMatch)

_FIGURES: Final = (
    f"SELECT ?f ?t ?cell ?v WHERE {{ VALUES ?x {{ }} ?f {AL.territory} ?t . "
    f"?t {SKOS.inScheme} ?x . ?f {AL.cell} ?cell . ?f {AL.value} ?v }}"
)
_VALUES: Final = (
    f"SELECT ?i ?t ?v WHERE {{ ?o {AL.ofIndicator} ?i . ?o {AL.territory} ?t . "
    f"?o {AL.observedValue} ?v }}"
)
_REGIONS: Final = f"SELECT ?t WHERE {{ VALUES ?x {{ }} ?t {AL.territoryLevel} ?x }}"
_MISSING: Final = f"SELECT ?i WHERE {{ VALUES ?x {{ }} ?i {AL.missingFor} ?x }}"
_NEAR: Final = (
    "SELECT ?s WHERE { VALUES ?x { } VALUES ?p { } "
    f"{{ ?s ?p ?x }} UNION {{ ?x ?p ?s }} ?s {SKOS.inScheme} ?scheme }}"
)
_SCOPES: Final = (
    f"SELECT ?study ?t ?passage WHERE {{ ?s {AL.scopeOf} ?study . ?s {AL.coversTerritory} ?t . "
    f"?s {AL.foundAt} ?passage }}"
)
_WITHIN: Final = f"SELECT ?part ?whole WHERE {{ ?part {AL.partOfStudy} ?whole }}"


@dataclass(frozen=True, slots=True)
class LocalIndicator:
    """One official indicator here and in France; `rank` of `ranked` regions, 1 the highest.

    `value` is "" when the publisher gives none for the territory; `rank` is 0 when the
    territory is no region.
    """

    link: Link
    domains: tuple[Link, ...]
    unit: Words | None
    year: str
    value: str
    france: str
    rank: int
    ranked: int
    publisher: str
    cautions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A territory that overlaps this one without being it; `note` says how far."""

    link: Link
    note: Words | None
    figures: int


@dataclass(frozen=True, slots=True)
class Report:
    """A study that announces that it covers the territory, and the words that say so."""

    link: Link
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class Territory:
    """What is known of a territory; `more` lists all `total` of its figures.

    `of_france` says that the territory is the whole country, which is compared with nothing.
    """

    figures: tuple[Figure, ...]
    total: int
    more: str
    indicators: tuple[LocalIndicator, ...]
    overlaps: tuple[Overlap, ...]
    reports: tuple[Report, ...]
    of_france: bool


def territory_of(reading: Reading, iri: str) -> Territory:
    """Return what is known of the territory `iri`."""
    held = figures_by_place(reading)
    mine = held.get(iri, ())
    return Territory(
        figures=figures_of(reading, mine[:_SHOWN]),
        total=len(mine),
        more=list_path(reading.language, "figure", to=reference_of(iri) or "", via="territory"),
        indicators=local_indicators(reading, iri),
        overlaps=_overlaps(reading, iri, held),
        reports=_reports(reading, iri),
        of_france=iri == FRANCE,
    )


def figures_by_place(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return the figures of each territory, each value of a cell once, in a stable order."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    rows = reading.rows(_FIGURES, x=[FRANCE.rpartition("/")[0]])
    for figure, place, cell, value in sorted(rows, key=str):
        if isinstance(figure, NamedNode) and isinstance(place, NamedNode):
            found.setdefault(place.value, {}).setdefault((str(cell), str(value)), figure.value)
    return {place: tuple(sorted(held.values())) for place, held in found.items()}


def local_indicators(reading: Reading, iri: str) -> tuple[LocalIndicator, ...]:
    """Return the official indicators of a territory, by domain, name and year."""
    values: dict[str, dict[str, Decimal]] = {}
    for indicator, place, value in reading.rows(_VALUES):
        match indicator, place, value:
            case NamedNode(), NamedNode(), Literal():
                values.setdefault(indicator.value, {})[place.value] = Decimal(value.value)
    regions = regions_of_france(reading)
    missing = reading.iris(_MISSING, x=[iri])
    wanted = {one for one, held in values.items() if iri in held} | set(missing)
    found = reading.gather(sorted(wanted))
    lines = [_indicator(reading, facts, iri, values.get(facts.iri, {}), regions) for facts in found]
    return tuple(sorted(lines, key=_by_domain))


def regions_of_france(reading: Reading) -> frozenset[str]:
    """Return the territories that are regions, among which values are ranked."""
    return frozenset(reading.iris(_REGIONS, x=[_REGION]))


def _by_domain(one: LocalIndicator) -> tuple[str, str, str]:
    first = one.domains[0].words.text.casefold() if one.domains else ""
    return first, one.link.words.text.casefold(), one.year


def _indicator(
    reading: Reading, facts: Facts, iri: str, values: Mapping[str, Decimal], regions: frozenset[str]
) -> LocalIndicator:
    language = reading.language
    own, france = values.get(iri), values.get(FRANCE)
    known = [value for place, value in values.items() if place in regions]
    ranked = own is not None and iri in regions
    return LocalIndicator(
        link=link_to(reading, facts.iri),
        domains=tuple(link_to(reading, one) for one in facts.things(AL.indicatorDomain)),
        unit=facts.words(AL.unitText, language),
        year=", ".join(reading.label(one).text for one in facts.things(AL.period)),
        value=number(own, language) if own is not None else "",
        france=number(france, language) if france is not None else "",
        rank=1 + sum(value > own for value in known) if ranked and own is not None else 0,
        ranked=len(known),
        publisher=facts.text(AL.publisherText),
        cautions=tuple(link_to(reading, one) for one in facts.things(AL.indicatorCaution)),
    )


def _overlaps(
    reading: Reading, iri: str, held: Mapping[str, tuple[str, ...]]
) -> tuple[Overlap, ...]:
    near = reading.iris(_NEAR, x=[iri], p=(one.value for one in _OVERLAPS))
    return tuple(
        Overlap(
            link=link_to(reading, facts.iri),
            note=facts.words(SKOS.scopeNote, reading.language),
            figures=len(held.get(facts.iri, ())),
        )
        for facts in reading.gather(near)
    )


def _reports(reading: Reading, iri: str) -> tuple[Report, ...]:
    """Return the study of this territory alone, else the series of studies that covers it.

    A series is a study of which the study of a single territory is a part.
    """
    covers: dict[str, dict[str, list[str]]] = {}
    for study, place, passage in reading.rows(_SCOPES):
        match study, place, passage:
            case NamedNode(), NamedNode(), NamedNode():
                if place.value != FRANCE:
                    places = covers.setdefault(study.value, {})
                    places.setdefault(place.value, []).append(passage.value)
    alone = {study for study, places in covers.items() if len(places) == 1}
    own = {study for study in alone if iri in covers[study]}
    series = {
        whole.value
        for part, whole in reading.rows(_WITHIN)
        if isinstance(part, NamedNode) and isinstance(whole, NamedNode) and part.value in alone
    }
    chosen = sorted(own or {one for one in series if iri in covers.get(one, {})})
    said = {study: min(covers[study][iri]) for study in chosen}
    reading.gather(chosen)
    gather_passages(reading, said.values())
    return tuple(
        Report(link_to(reading, study), quotation_at(reading, said[study])) for study in chosen
    )
