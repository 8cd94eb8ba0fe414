"""The rows of a comparison: what is claimed of each thing, what the record holds, the figures.

Two cells are the same when they hold the same values; nothing is weighed, and a cell where
nothing is said stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.alliances import assignments_of, claims_about
from explorer.claims import Claim, claims_of, status_named
from explorer.figures import Figure, figures_of
from explorer.messages import Messages
from explorer.models import Link, Quotation, Status
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.statements import link_to, sources_of, value_of
from ontology.terms import AL
from queries.answers import Node
from queries.comparison import FEWEST, Compared
from queries.sentences.words import lowered

__all__ = ["Cell", "Group", "Row", "Said", "claimed", "counted_rows", "recorded"]

_FIGURES: Final = 40
_SPOKEN: Final = f"""
SELECT ?thing ?value ?g WHERE {{
  VALUES ?thing {{ }}
  ?thing {AL.illustrates}?/{AL.hasParticipation}? ?part .
  GRAPH ?g {{ ?part ?p ?value }}
}}
"""
_WITHIN: Final = f"""
SELECT ?thing ?c WHERE {{
  VALUES ?thing {{ }} ?c {AL.territory}|{AL.domain}|{AL.speaker} ?thing . ?c {AL.claimMode} ?m
}}
"""
_COUNTED: Final = f"""
SELECT ?thing ?f WHERE {{
  VALUES ?thing {{ }}
  ?f {AL.territory}|{AL.domain}|{AL.category}|{AL.impact}|{AL.respondent}|{AL.fromStudy} ?thing .
  ?f {AL.value} ?v
}}
"""
_RESTING: Final = f"""
SELECT DISTINCT ?f ?status WHERE {{
  VALUES ?f {{ }} ?c {AL.restsOnFigure} ?f . ?c {AL.partOfLink}/{AL.linkStatus} ?status
}}
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a cell: how it is known, in whose words, and where it was read.

    `statuses` are those of its link or of the links that rest on it; `basis` says who gave a
    category or a domain. `to_find` marks a claim whose phrase is still to be found.
    """

    link: Link
    statuses: tuple[Status, ...] = ()
    basis: str = ""
    quotation: Quotation | None = None
    to_find: bool = False
    sources: tuple[Link, ...] = ()


Cell = tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One property and a cell for each thing, empty where nothing is said."""

    label: Words
    same: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that may be read together; `key` names them. `hidden` rows are not shown."""

    key: str
    rows: tuple[Row, ...]
    hidden: int = 0


def claimed(reading: Reading, iris: Sequence[str]) -> Group:
    """Return what is claimed of each thing, of its alliance, or within it: a row each."""
    cells: dict[tuple[str, ...], dict[str, list[Claim]]] = {}
    for iri in iris:
        for claim in _claims(reading, iri):
            own = claim.subject_iri in _own(reading, iri)
            key: tuple[str, ...] = ("" if own else claim.subject_iri, claim.kind, claim.object_iri)
            cells.setdefault(key, {}).setdefault(iri, []).append(claim)
    rows = []
    for key, held in cells.items():
        first = next(iter(held.values()))[0]
        named = first.object.words.text
        parts = [first.relation.text, lowered(named) if "/scheme/" in key[2] else named]
        # With a subject of its own the row is no sentence: its verb would have to agree.
        label = " — ".join([first.subject.words.text, *parts]) if key[0] else " ".join(parts)
        known = [{(one.status.slug, one.polarity) for one in held.get(iri, ())} for iri in iris]
        shown = tuple(tuple(_said(one) for one in held.get(iri, ())) for iri in iris)
        rows.append(
            Row(Words(label, reading.language), all(one == known[0] for one in known), shown)
        )
    return Group("claims", _differing(rows))


def _own(reading: Reading, iri: str) -> set[str]:
    return {iri, *reading.facts(iri).things(AL.illustrates)}


def _claims(reading: Reading, iri: str) -> tuple[Claim, ...]:
    about = [one for own in sorted(_own(reading, iri)) for one in claims_about(reading, own)]
    held = {one.iri for one in about}
    rows = reading.rows(_WITHIN, thing=[iri])
    more = sorted({row[1].value for row in rows if isinstance(row[1], NamedNode)} - held)
    return (*about, *claims_of(reading, more))


def _said(claim: Claim) -> Said:
    quotation = next((one.quotation for one in claim.proofs if one.quotation), None)
    works = dict.fromkeys(work for one in claim.proofs for work in one.works)
    return Said(
        link=Link(claim.status.word, claim.name.href),
        statuses=(claim.status,),
        quotation=quotation,
        to_find=quotation is None,
        sources=tuple(works),
    )


def recorded(
    reading: Reading, messages: Messages, iris: Sequence[str], fields: Iterable[Compared]
) -> tuple[Row, ...]:
    """Return what the record holds of each thing, with the sources that say it."""
    spoken = _speakers(reading, messages, iris)
    bases = {
        iri: {
            given.concept.href: given.basis
            for own in sorted(_own(reading, iri))
            for given in assignments_of(reading, own)
        }
        for iri in iris
    }
    rows = []
    for field in fields:
        cells = tuple(
            tuple(
                Said(
                    link=(shown := _shown(reading, messages, value)),
                    basis=bases[iri].get(shown.href, ""),
                    sources=spoken.get((iri, str(value)), ()),
                )
                for value in _readable(field.values[place], reading.language)
            )
            for place, iri in enumerate(iris)
        )
        label = Words(field.field.label.in_language(reading.language), reading.language)
        rows.append(Row(label, field.same, cells))
    return tuple(rows)


def _shown(reading: Reading, messages: Messages, value: Node) -> Link:
    if isinstance(value, NamedNode):
        return link_to(reading, value.value)
    return (
        value_of(reading, messages, "", value).link
        if isinstance(value, Literal)
        else Link(Words(str(value)))
    )


def _readable(values: Sequence[Node], language: str) -> list[Node]:
    """Leave out a text in the other language where there is one in the reader's."""
    tongues = {one.language for one in values if isinstance(one, Literal)}
    return [
        one
        for one in values
        if language not in tongues
        or not isinstance(one, Literal)
        or one.language in {None, language}
    ]


def _speakers(
    reading: Reading, messages: Messages, iris: Sequence[str]
) -> Mapping[tuple[str, str], tuple[Link, ...]]:
    rows = [
        (thing.value, str(value), graph.value)
        for thing, value, graph in reading.rows(_SPOKEN, thing=iris)
        if isinstance(thing, NamedNode) and isinstance(graph, NamedNode)
    ]
    sources = sources_of(reading, messages, {graph for _, _, graph in rows})
    found: dict[tuple[str, str], dict[Link, None]] = {}
    for thing, value, graph in sorted(rows):
        found.setdefault((thing, value), {})[sources[graph].link] = None
    return {key: tuple(links) for key, links in found.items()}


def counted_rows(reading: Reading, iris: Sequence[str]) -> Group:
    """Return the figures that answer one question for at least two of the things."""
    rows = sorted(
        (thing.value, figure.value)
        for thing, figure in reading.rows(_COUNTED, thing=iris)
        if isinstance(thing, NamedNode) and isinstance(figure, NamedNode)
    )
    known = {one.iri: one for one in figures_of(reading, dict.fromkeys(row[1] for row in rows))}
    resting = _resting(reading, list(known))
    cells: dict[tuple[str, ...], dict[str, list[Figure]]] = {}
    for thing, iri in rows:
        figure = known[iri]
        cells.setdefault(_key(figure, page_path(thing, reading.language)), {}).setdefault(
            thing, []
        ).append(figure)
    told = []
    for key, held in cells.items():
        if len(held) < min(len(iris), FEWEST):
            continue
        shown = tuple(tuple(_counted(one, resting) for one in held.get(iri, ())) for iri in iris)
        values = [{one.shown for one in held.get(iri, ())} for iri in iris]
        label = Words(" · ".join(part for part in key if part), reading.language)
        told.append(Row(label, all(one == values[0] for one in values), shown))
    kept = _differing(told)
    return Group("figures", kept[:_FIGURES], len(cells) - len(kept[:_FIGURES]))


def _key(figure: Figure, thing: str) -> tuple[str, ...]:
    """Return what makes two figures answers to one question: all but the thing compared."""
    dimensions = (link.words.text for _, link in figure.dimensions if link.href != thing)
    asked = (figure.question, figure.period, figure.study)
    return (
        *(one.words.text if one and one.href != thing else "" for one in asked[:1]),
        *dimensions,
        *(one.words.text for one in asked[1:] if one and one.href != thing),
    )


def _counted(figure: Figure, resting: Mapping[str, tuple[Status, ...]]) -> Said:
    place = figure.quotation.place if figure.quotation else None
    return Said(
        link=Link(Words(figure.shown), figure.name.href),
        statuses=resting.get(figure.iri, ()),
        quotation=figure.quotation,
        sources=(place.work,) if place else (),
    )


def _resting(reading: Reading, figures: Sequence[str]) -> Mapping[str, tuple[Status, ...]]:
    found: dict[str, set[str]] = {}
    for figure, status in reading.rows(_RESTING, f=figures) if figures else ():
        if isinstance(figure, NamedNode) and isinstance(status, NamedNode):
            found.setdefault(figure.value, set()).add(status.value)
    return {
        iri: tuple(status_named(reading, one) for one in sorted(held))
        for iri, held in found.items()
    }


def _differing(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda one: (one.same, one.label.text.casefold())))
