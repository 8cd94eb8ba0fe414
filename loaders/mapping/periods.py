"""Years, months, days and spans as concepts of the scheme `period`.

Reasoners refuse date datatypes, so a period is a concept that the record itself fills: it is
made wherever a record names it, always with the same words. A date that no calendar holds is
refused here, because no page could show it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from loaders.mapping.statements import REGISTRY, bilingual, facts, plain, whole
from ontology import iris
from ontology.errors import RecordError, Text
from ontology.terms import AL, RDF, RDFS, SKOS

__all__ = ["first_year", "last_year", "period", "period_quads", "period_words"]

_MONTHS: Final = (
    Text("janvier", "January"),
    Text("février", "February"),
    Text("mars", "March"),
    Text("avril", "April"),
    Text("mai", "May"),
    Text("juin", "June"),
    Text("juillet", "July"),
    Text("août", "August"),
    Text("septembre", "September"),
    Text("octobre", "October"),
    Text("novembre", "November"),
    Text("décembre", "December"),
)


def period(dated: str) -> NamedNode:
    """Return the concept of `2015`, `2015-09`, `2016-11-29` or `2013/2017`."""
    return NamedNode(iris.concept("period", dated.replace("/", "--")))


def first_year(dated: str) -> int:
    """Return the year in which the period begins."""
    return int(dated[:4])


def last_year(dated: str) -> int:
    """Return the year in which the period ends."""
    return int(dated.rpartition("/")[2][:4])


def period_words(dated: str) -> Text:
    """Return the period in words; raise RecordError for a date that no calendar holds."""
    try:
        parts = [_words(part) for part in dated.split("/")]
    except ValueError as error:
        raise RecordError(
            Text(f"Date impossible : « {dated} ».", f"Impossible date: “{dated}”."),
            Text(
                "Écrivez une année, un mois (2015-09), un jour (2016-11-29) ou deux d'entre eux "
                "séparés par une barre (2013/2017).",
                "Write a year, a month (2015-09), a day (2016-11-29), or two of these with a "
                "slash between them (2013/2017).",
            ),
        ) from error
    if len(parts) == 1:
        return parts[0]
    dash = "-" if all(len(part) == 4 for part in dated.split("/")) else " – "
    return Text(dash.join(each.fr for each in parts), dash.join(each.en for each in parts))


def _words(dated: str) -> Text:
    numbers = [int(part) for part in dated.split("-")]
    # Only the calendar knows which days a month has.
    datetime.date(numbers[0], *[*numbers[1:], 1, 1][:2])
    if len(numbers) == 1:
        return Text(dated, dated)
    month = _MONTHS[numbers[1] - 1]
    if len(numbers) == 2:
        return Text(f"{month.fr} {numbers[0]}", f"{month.en} {numbers[0]}")
    day = numbers[2]
    french = "1er" if day == 1 else str(day)
    return Text(f"{french} {month.fr} {numbers[0]}", f"{day} {month.en} {numbers[0]}")


def period_quads(*dates: str | None) -> Iterator[Quad]:
    """Yield the concept of each period given, with its words and years, in the registry."""
    for dated in dates:
        if dated is None:
            continue
        words = bilingual(period_words(dated))
        yield from facts(
            REGISTRY,
            period(dated),
            {
                RDF.type: (AL.Period, SKOS.Concept),
                RDFS.label: words,
                SKOS.prefLabel: words,
                SKOS.notation: plain(dated),
                SKOS.inScheme: NamedNode(iris.scheme("period")),
                SKOS.topConceptOf: NamedNode(iris.scheme("period")),
                AL.startYear: whole(first_year(dated)),
                AL.endYear: whole(last_year(dated)),
            },
        )
