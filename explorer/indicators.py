"""What an official indicator says of each territory, and of which it says nothing.

The values are the publisher's own, of one year and one scope: nothing is added up, and an
order of regions is no judgement of them. A territory for which the publisher prints no value
is named as such, never drawn as nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_to
from explorer.territory import FRANCE, regions_of_france
from explorer.typography import number
from ontology.terms import AL, SKOS

__all__ = ["Observed", "Values", "values_of"]

_VALUES: Final = (
    f"SELECT ?x ?t ?v WHERE {{ VALUES ?i {{ }} ?x {AL.ofIndicator} ?i . "
    f"?x {AL.territory} ?t . ?x {AL.observedValue} ?v }}"
)


@dataclass(frozen=True, slots=True)
class Observed:
    """One value: where, as published, and what its publisher adds to it.

    `href` is the page of the value, "" on that page. `rank` is its place among the regions, 1
    the highest and the same for equal values, 0 for a territory that is no region. `bar` is its
    length, 1 for the longest; None where a value is below nought, for which no bar starts there.
    """

    place: Link
    value: str
    href: str
    rank: int
    bar: float | None
    notes: tuple[Words, ...]
    cautions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one indicator: the regions from highest to lowest, then other territories.

    `missing` are the territories for which the publisher prints none.
    """

    unit: Words | None
    year: str
    publisher: str
    regions: tuple[Observed, ...]
    others: tuple[Observed, ...]
    missing: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """One observation as the graph holds it; `rank` and `bar` as in Observed."""

    facts: Facts
    place: str
    value: Decimal
    rank: int
    bar: float | None


def values_of(reading: Reading, kind: str, facts: Facts) -> Values | None:
    """Return the values of an indicator, or of the one a value is of; None for other kinds."""
    if kind == "indicator":
        return _values(reading, facts, "")
    indicator = facts.thing(AL.ofIndicator) if kind == "indicator-value" else None
    return _values(reading, reading.facts(indicator), facts.iri) if indicator else None


def _values(reading: Reading, facts: Facts, here: str) -> Values:
    """Return what an indicator says of each territory; `here` is the value the page is about."""
    shown = [(one.rank, _observed(reading, one, facts, here)) for one in _held(reading, facts.iri)]
    return Values(
        unit=facts.words(AL.unitText, reading.language),
        year=", ".join(reading.label(one).text for one in facts.things(AL.period)),
        publisher=facts.text(AL.publisherText),
        regions=tuple(one for rank, one in shown if rank),
        others=tuple(one for rank, one in shown if not rank),
        missing=tuple(link_to(reading, one) for one in facts.things(AL.missingFor)),
    )


def _observed(reading: Reading, one: _Held, indicator: Facts, here: str) -> Observed:
    everywhere = indicator.things(AL.indicatorCaution)
    cautions = (each for each in one.facts.things(AL.indicatorCaution) if each not in everywhere)
    return Observed(
        place=link_to(reading, one.place),
        value=number(one.value, reading.language),
        href="" if one.facts.iri == here else page_path(one.facts.iri, reading.language),
        rank=one.rank,
        bar=one.bar,
        notes=_notes(reading, one, indicator),
        cautions=tuple(link_to(reading, each) for each in cautions),
    )


def _notes(reading: Reading, observed: _Held, indicator: Facts) -> tuple[Words, ...]:
    """Return scope and remark of one value, without what its place or its indicator says."""
    said = (observed.facts.words(each, reading.language) for each in (AL.scopeText, SKOS.note))
    remark = indicator.words(SKOS.note, reading.language)
    known = {reading.label(observed.place).text, remark.text if remark else ""}
    return tuple(one for one in said if one is not None and one.text not in known)


def _held(reading: Reading, iri: str) -> list[_Held]:
    """Return the observations of an indicator: France first, then from the highest value."""
    told = {
        observation.value: (place.value, Decimal(value.value))
        for observation, place, value in reading.rows(_VALUES, i=[iri])
        if isinstance(observation, NamedNode)
        and isinstance(place, NamedNode)
        and isinstance(value, Literal)
    }
    reading.name_all(place for place, _ in told.values())
    regions = regions_of_france(reading)
    ranked = [value for place, value in told.values() if place in regions]
    amounts = [value for _, value in told.values()]
    from_nought = bool(amounts) and min(amounts) >= 0 and max(amounts) > 0
    held = []
    for facts in reading.gather(told):
        place, value = told[facts.iri]
        rank = 1 + sum(other > value for other in ranked) if place in regions else 0
        bar = float(value / max(amounts)) if from_nought else None
        held.append(_Held(facts, place, value, rank, bar))
    return sorted(held, key=lambda one: (one.place != FRANCE, -one.value, one.place))
