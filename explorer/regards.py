"""Regards croisés: one question, and what each group that was asked answers, side by side.

Shares, scores and other measures never share a table or a bar. A row is what was asked about,
where and when; a column is a group; a cell keeps every value that is printed for it, with its
base, and never an average. Between two years the break is shown unless a person has said that
the figures may be compared. Official indicators stand beside, on an axis of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from explorer.figures import figures_of
from explorer.models import Link
from explorer.paths import no_such_page, page_path
from explorer.reading import Facts, Reading, Words
from explorer.regards_facts import Beside, beside_facts
from explorer.regards_tables import Cell, Row, Shown, Table, tables_of
from explorer.statements import link_to
from explorer.subjects import Indicator, indicators_of
from ontology.errors import VocabularyError
from ontology.iris import concept
from ontology.terms import AL, SKOS

__all__ = ["Cell", "Option", "Regards", "Row", "Shown", "Table", "regards_of"]

_ASKED: Final = f"""
SELECT ?question (COUNT(DISTINCT ?who) AS ?groups) (COUNT(DISTINCT ?figure) AS ?figures) WHERE {{
  ?figure {AL.question} ?question ; {AL.respondent} ?who ; {AL.value} ?value .
  FILTER(!STRENDS(STR(?who), "/_Z"))
}}
GROUP BY ?question
"""
_FIGURES: Final = f"""
SELECT ?figure WHERE {{
  VALUES ?question {{ }}
  ?figure {AL.question} ?question ; {AL.value} ?value .
}}
"""
_NEAR: Final = f"""
SELECT DISTINCT ?other WHERE {{
  VALUES ?question {{ }}
  ?question ({SKOS.broader}|{SKOS.related}) ?shared .
  {{ ?other ({SKOS.broader}|{SKOS.related}) ?shared }} UNION {{ BIND(?shared AS ?other) }}
  ?figure {AL.question} ?other .
}}
"""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice, with how much it holds."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Regards:
    """One question across actors, with its choices and its neighbours."""

    question: Link
    wording: Words | None
    questions: tuple[Option, ...]
    territories: tuple[Option, ...]
    domains: tuple[Option, ...]
    tables: tuple[Table, ...]
    figures: int
    hidden: int
    every: str
    neighbours: tuple[Link, ...]
    indicators: tuple[Indicator, ...]
    beside: tuple[Beside, ...] = ()


def regards_of(reading: Reading, asked: Mapping[str, str]) -> Regards:
    """Return the view of `question` (a slug; the fullest if empty), kept to a place and a domain.

    Raise NotHeldError for a question that nobody was asked.
    """
    held = _questions(reading)
    chosen = asked.get("question", "") or (held[0][0] if held else "")
    if chosen not in {slug for slug, _, _ in held}:
        raise no_such_page()
    iri = concept("question", chosen)
    every = reading.gather(reading.iris(_FIGURES, question=[iri]))
    place, domain = asked.get("territoire", ""), asked.get("domaine", "")
    kept = [one for one in every if _in(one, AL.territory, place) and _in(one, AL.domain, domain)]
    shown = {one.iri: one for one in figures_of(reading, [facts.iri for facts in kept])}
    return Regards(
        question=link_to(reading, iri),
        wording=reading.facts(iri).words(SKOS.definition, reading.language),
        questions=tuple(
            Option(slug, f"{_named(reading, slug)} ({groups})", slug == chosen)
            for slug, groups, _ in held
        ),
        territories=_options(reading, every, AL.territory, place),
        domains=_options(reading, every, AL.domain, domain),
        tables=tuple(tables_of(reading, kept, shown)),
        figures=len(kept),
        hidden=len(every) - len(kept),
        every=f"/{reading.language}/regards?{urlencode({'question': chosen})}",
        neighbours=_neighbours(reading, iri),
        indicators=indicators_of(reading, concept("domain", domain)) if _slug_of(domain) else (),
        beside=beside_facts(reading, kept, shown),
    )


def _named(reading: Reading, slug: str) -> str:
    return reading.label(concept("question", slug)).text


def _slug_of(domain: str) -> bool:
    """Tell whether the address names a domain of its own, which alone has indicators."""
    try:
        concept("domain", domain)
    except VocabularyError:
        return False
    return bool(domain) and not domain.startswith("_")


def _questions(reading: Reading) -> list[tuple[str, int, int]]:
    """Return (slug, groups, figures) of every question that two groups answered, fullest first."""
    found = [
        (question.value.rpartition("/")[2], int(groups.value), int(figures.value))
        for question, groups, figures in reading.rows(_ASKED)
        if isinstance(question, NamedNode)
        and isinstance(groups, Literal)
        and isinstance(figures, Literal)
    ]
    shared = [one for one in found if one[1] > 1]
    shared.sort(key=lambda one: (-one[1], -one[2], one[0]))
    reading.name_all(concept("question", slug) for slug, _, _ in shared)
    return shared


def _in(facts: Facts, prop: NamedNode, slug: str) -> bool:
    return not slug or any(iri.rpartition("/")[2] == slug for iri in facts.things(prop))


def _options(
    reading: Reading, figures: Iterable[Facts], prop: NamedNode, chosen: str
) -> tuple[Option, ...]:
    iris = sorted({iri for one in figures for iri in one.things(prop)})
    reading.name_all(iris)
    named = [(iri.rpartition("/")[2], reading.label(iri).text) for iri in iris]
    named.sort(key=lambda pair: (not pair[0].startswith("_"), pair[1].casefold()))
    return tuple(Option(slug, label, slug == chosen) for slug, label in named)


def _neighbours(reading: Reading, question: str) -> tuple[Link, ...]:
    iris = [iri for iri in reading.iris(_NEAR, question=[question]) if iri != question]
    reading.name_all(iris)
    shared = {slug for slug, _, _ in _questions(reading)}
    links = [
        Link(
            reading.label(iri),
            f"/{reading.language}/regards?{urlencode({'question': iri.rpartition('/')[2]})}"
            if iri.rpartition("/")[2] in shared
            else page_path(iri, reading.language),
        )
        for iri in iris
    ]
    return tuple(sorted(links, key=lambda one: one.words.text.casefold()))
