"""What a population says of its region beside what the official indicators say of it.

A perception and an indicator measure different things, so they share no axis, bar or table: a
sentence sets one beside the other. The rank goes from the highest value to the lowest and does
not say whether high is good; where a population names a domain while the value of its region
stands in the lower half, the sentence says that the two part, and the reader judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explorer.figures import Figure
from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_to
from explorer.territory import LocalIndicator, local_indicators
from ontology.terms import AL

__all__ = ["Beside", "beside_facts"]


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure of a region's population, and one indicator of the same domain there.

    `part` says that the value stands in the lower half of the regions that have one.
    """

    place: Link
    domain: Link
    who: tuple[Words, ...]
    value: Link
    year: str
    indicator: LocalIndicator

    @property
    def part(self) -> bool:
        """Whether what is said and what is published stand apart."""
        return self.indicator.rank * 2 > self.indicator.ranked


def beside_facts(
    reading: Reading, figures: Iterable[Facts], shown: Mapping[str, Figure]
) -> tuple[Beside, ...]:
    """Return a pair for each figure of a region and each indicator of its domain there.

    `shown` holds the figures as pages show them, by IRI.
    """
    local: dict[str, tuple[LocalIndicator, ...]] = {}
    found = []
    for facts in figures:
        for place in facts.things(AL.territory):
            if place not in local:
                local[place] = tuple(one for one in local_indicators(reading, place) if one.rank)
            for domain in facts.things(AL.domain):
                href = page_path(domain, reading.language)
                found += [
                    _beside(reading, facts, shown[facts.iri], (place, domain), one)
                    for one in local[place]
                    if href in {each.href for each in one.domains}
                ]
    return tuple(sorted(found, key=_order))


def _beside(
    reading: Reading,
    facts: Facts,
    figure: Figure,
    where: tuple[str, str],
    indicator: LocalIndicator,
) -> Beside:
    place, domain = where
    return Beside(
        place=link_to(reading, place),
        domain=link_to(reading, domain),
        who=tuple(reading.label(one) for one in facts.things(AL.respondent)),
        value=Link(Words(figure.shown, reading.language), figure.name.href),
        year=figure.period.words.text if figure.period else "",
        indicator=indicator,
    )


def _order(one: Beside) -> tuple[str, str, str, str]:
    return (
        one.place.words.text.casefold(),
        one.domain.words.text.casefold(),
        one.value.href,
        one.indicator.link.href,
    )
