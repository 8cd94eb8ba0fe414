"""One number and everything a reader must know before repeating it.

A figure is never shown without what was asked, of whom, when, and the very words of the
source. Contradictions show every side with its quotation; nothing here chooses between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from explorer.claims import Claim, Told, claims_of, told
from explorer.models import Link, Quotation
from explorer.quotations import gather_passages, quotation_at
from explorer.reading import Facts, Reading, Words
from explorer.sentences import spoken
from explorer.statements import link_if, link_to
from explorer.typography import measured
from ontology.terms import AL, SKOS
from queries.sentences import Told as Sentences
from queries.sentences import figure_sentences

__all__ = ["DIMENSIONS", "Discrepancy", "Figure", "Side", "discrepancies_of", "figures_of"]

# In the order of the page: who was asked, about whom, where, on what.
DIMENSIONS: Final = (
    AL.respondent,
    AL.targetActor,
    AL.subPopulation,
    AL.territory,
    AL.domain,
    AL.category,
    AL.impact,
)

_SAID_OF: Final = f"SELECT ?x ?d WHERE {{ VALUES ?x {{ }} ?d {AL.involves} ?x }}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as one document reports it; `shown` is the value in words and unit.

    `amount` is the value alone, None where it cannot be read as a number.
    """

    iri: str
    name: Link
    shown: str
    amount: Decimal | None
    question: Link | None
    population: Words | None
    base: Words | None
    sample: Decimal | None
    period: Link | None
    period_basis: str
    study: Link | None
    dimensions: tuple[tuple[str, Link], ...]
    multiple: bool
    derived: bool
    calculation: Words | None
    part_of: Link | None
    note: Words | None
    quotation: Quotation | None
    sentence: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: a figure, a claim, or a thing such as a case.

    A thing comes with where it is placed, its quotation if it has one, and its sources.
    """

    figure: Figure | None
    claim: Claim | None
    thing: Link | None = None
    quotation: Quotation | None = None
    where: Words | None = None
    territories: tuple[Link, ...] = ()
    sources: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Statements that cannot all hold, or seem so: every side, and what a person decided."""

    name: Link
    kind: Told | None
    status: Told | None
    severity: Words | None
    explanation: Words | None
    decided_by: Link | None
    sides: tuple[Side, ...]


def figures_of(reading: Reading, iris: Iterable[str]) -> tuple[Figure, ...]:
    """Return the figures of `iris`, in their order."""
    figures = reading.gather(iris)
    gather_passages(reading, (iri for one in figures for iri in one.things(AL.passage)))
    said = figure_sentences(reading.store, (facts.iri for facts in figures if facts))
    return tuple(_figure(reading, facts, said.get(facts.iri)) for facts in figures if facts)


def _figure(reading: Reading, facts: Facts, said: Sentences | None) -> Figure:
    return Figure(
        iri=facts.iri,
        name=link_to(reading, facts.iri),
        shown=_shown(reading, facts),
        amount=facts.number(AL.value),
        question=link_if(reading, facts.thing(AL.question)),
        population=facts.words(AL.populationText, reading.language),
        base=facts.words(AL.baseText, reading.language),
        sample=facts.number(AL.sampleSize),
        period=link_if(reading, facts.thing(AL.period)),
        period_basis=(facts.thing(AL.periodBasis) or "").rpartition("/")[2],
        study=link_if(reading, facts.thing(AL.fromStudy)),
        dimensions=_dimensions(reading, facts),
        multiple=facts.text(AL.multipleResponse) == "true",
        derived=facts.text(AL.derivation) == "derived",
        calculation=facts.words(AL.calculation, reading.language),
        part_of=link_if(reading, facts.thing(AL.partOfFigure)),
        note=facts.words(SKOS.note, reading.language),
        quotation=quotation_at(reading, facts.thing(AL.passage)),
        sentence=spoken(reading, said),
    )


def _shown(reading: Reading, facts: Facts) -> str:
    """Return the value in words and unit, "" where it cannot be read as a number."""
    value = facts.number(AL.value)
    if value is None:
        return ""
    unit = (facts.thing(AL.unit) or "").rpartition("/")[2]
    precision = (facts.thing(AL.precision) or "").rpartition("/")[2]
    return measured(value, unit, precision, reading.language)


def _dimensions(reading: Reading, facts: Facts) -> tuple[tuple[str, Link], ...]:
    return tuple(
        (prop.value, link_to(reading, iri))
        for prop in DIMENSIONS
        for iri in facts.things(prop)
        # `_T` (all) and `_Z` (not applicable) say that a dimension was not used.
        if not iri.endswith(("/_T", "/_Z"))
    )


def discrepancies_of(reading: Reading, things: Iterable[str]) -> tuple[Discrepancy, ...]:
    """Return the discrepancies that involve any of `things`, each once, by their IRI."""
    found = {
        discrepancy.value
        for _, discrepancy in reading.rows(_SAID_OF, x=things)
        if isinstance(discrepancy, NamedNode)
    }
    return discrepancies(reading, sorted(found))


def discrepancies(reading: Reading, iris: Iterable[str]) -> tuple[Discrepancy, ...]:
    """Return the discrepancies of `iris`, in their order, with every side."""
    facts = reading.gather(iris)
    reading.gather(
        iri for one in facts for iri in one.things(AL.discrepancyKind, AL.discrepancyStatus)
    )
    sides = reading.gather(iri for one in facts for iri in one.things(AL.involves))
    gather_passages(reading, (iri for one in sides for iri in one.things(AL.foundAt)))
    figures = {
        one.iri: one
        for one in figures_of(reading, (side.iri for side in sides if side.thing(AL.passage)))
    }
    claims = {
        one.iri: one
        for one in claims_of(reading, (side.iri for side in sides if side.thing(AL.relation)))
    }
    return tuple(_discrepancy(reading, one, figures, claims) for one in facts if one)


def _discrepancy(
    reading: Reading, facts: Facts, figures: dict[str, Figure], claims: dict[str, Claim]
) -> Discrepancy:
    return Discrepancy(
        name=link_to(reading, facts.iri),
        kind=told(reading, facts.thing(AL.discrepancyKind)),
        status=told(reading, facts.thing(AL.discrepancyStatus)),
        severity=reading.label_if(facts.thing(AL.severity)),
        explanation=facts.words(AL.explanation, reading.language),
        decided_by=link_if(reading, facts.thing(AL.decidedBy)),
        sides=tuple(
            _side(reading, iri, figures.get(iri), claims.get(iri))
            for iri in sorted(facts.things(AL.involves), key=lambda one: _size(reading, one))
        ),
    )


def _graphs_of_case(facts: Facts) -> set[str]:
    said = (one for one in facts.statements if one.property == AL.illustrates.value)
    return {graph for one in said for graph in one.graphs}


def _size(reading: Reading, iri: str) -> tuple[Decimal, str]:
    """Return what sides are sorted by: equal values meet, whichever source they come from."""
    return reading.facts(iri).number(AL.value) or Decimal(0), iri


def _side(reading: Reading, iri: str, figure: Figure | None, claim: Claim | None) -> Side:
    if figure or claim:
        return Side(figure, claim)
    facts = reading.facts(iri)
    alliance = facts.thing(AL.illustrates)
    # What another case says of the same alliance is another side.
    placed = reading.facts(alliance).within(_graphs_of_case(facts)) if alliance else facts
    return Side(
        figure=None,
        claim=None,
        thing=link_to(reading, iri),
        quotation=quotation_at(reading, facts.thing(AL.foundAt)),
        where=placed.words(AL.placeLabel, ""),
        territories=tuple(link_to(reading, one) for one in placed.things(AL.inTerritory)),
        sources=tuple(link_to(reading, one) for one in facts.things(AL.recordedIn)),
    )
