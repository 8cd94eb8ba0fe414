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
    """One observation as the graph holds it, and the territory it is of."""

    facts: Facts
    place: str
    value: Decimal


def values_of(reading: Reading, kind: str, facts: Facts) -> Values | None:
    """Return the values of an indicator, or of the one a value is of; None for other kinds."""
    if kind == "indicator":
        return _values(reading, facts, "")
    indicator = facts.thing(AL.ofIndicator) if kind == "indicator-value" else None
    return _values(reading, reading.facts(indicator), facts.iri) if indicator else None


def _values(reading: Reading, facts: Facts, here: str) -> Values:
    """Return what the indicator that `facts` tells of says of each territory."""
    held = _held(reading, facts.iri)
    regions = regions_of_france(reading)
    own = frozenset(facts.things(AL.indicatorCaution))
    amounts = [one.value for one in held if one.place in regions]
    highest = max((one.value for one in held), default=Decimal(0))
    starts_at_nought = all(one.value >= 0 for one in held) and highest > 0

    def observed(one: _Held) -> Observed:
        ranked = one.place in regions
        return Observed(
            place=link_to(reading, one.place),
            value=number(one.value, reading.language),
            href="" if one.facts.iri == here else page_path(one.facts.iri, reading.language),
            rank=1 + sum(value > one.value for value in amounts) if ranked else 0,
            bar=float(one.value / highest) if starts_at_nought else None,
            notes=_notes(reading, one, facts),
            cautions=tuple(
                link_to(reading, each)
                for each in one.facts.things(AL.indicatorCaution)
                if each not in own
            ),
        )

    return Values(
        unit=facts.words(AL.unitText, reading.language),
        year=", ".join(reading.label(one).text for one in facts.things(AL.period)),
        publisher=facts.text(AL.publisherText),
        regions=tuple(observed(one) for one in held if one.place in regions),
        others=tuple(observed(one) for one in held if one.place not in regions),
        missing=tuple(link_to(reading, one) for one in facts.things(AL.missingFor)),
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
    held = [_Held(facts, *told[facts.iri]) for facts in reading.gather(told)]
    return sorted(held, key=lambda one: (one.place != FRANCE, -one.value, one.place))
