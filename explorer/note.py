"""The note of a selection: what a reader takes away to write a report.

Sentences stand by status, each with the words of its source; beside them the figures, the
contradictions and the gaps that the selection touches, and every work that was drawn on. What
changed since a version comes first. Nothing is summed up: a note tells, and a person concludes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from explorer.claims import STATUSES, Claim, claims_of
from explorer.figures import Discrepancy, Figure, discrepancies_of, figures_of
from explorer.messages import Messages
from explorer.models import Link, Status
from explorer.note_lines import Line, claim_line, figure_line, merged, side_lines
from explorer.note_year import Yearly, yearly_of
from explorer.paths import web_address
from explorer.reading import Reading
from explorer.typography import date
from graph.store import Store
from ontology.errors import QueryError, Text, VocabularyError
from ontology.iris import thing
from ontology.terms import AL, DCTERMS, RDF
from queries.catalogue import Parameter
from queries.changes import Change, changes, fresh
from queries.parameters import term_of
from queries.writing import csv_text

__all__ = [
    "LARGEST",
    "SIDES",
    "Asked",
    "Group",
    "Line",
    "Note",
    "Past",
    "Quarrel",
    "note_csv",
    "note_of",
]

# A note is read by people: more sentences or figures than this are no selection.
LARGEST: Final = 1000
# What a note may be about; each is a scheme.
SIDES: Final = ("domain", "category", "impact")

_CLAIMS: Final = f"""
SELECT DISTINCT ?c WHERE {{
  VALUES ?x {{ }}
  {{ ?c {AL.subject}|{AL.object}|{AL.through}|{AL.domain} ?y . ?y {AL.countsUnder}? ?x }}
  UNION
  {{ ?a {AL.inCategory}|{AL.addressesDomain} ?y . ?y {AL.countsUnder}? ?x . ?c {AL.subject} ?a }}
  ?c {AL.claimMode} ?m
}}
"""
_FIGURES: Final = f"""
SELECT DISTINCT ?f WHERE {{
  VALUES ?x {{ }}
  ?f {AL.domain}|{AL.category}|{AL.impact} ?y . ?y {AL.countsUnder}? ?x . ?f {AL.value} ?v
}}
"""
_RESTED: Final = f"SELECT DISTINCT ?f WHERE {{ VALUES ?c {{ }} ?c {AL.restsOnFigure} ?f }}"
_GAPS: Final = f"""
SELECT DISTINCT ?matrix ?row ?column ?kind ?read WHERE {{
  VALUES ?x {{ }}
  ?g {RDF.type} {AL.Gap} ; {AL.row}|{AL.column} ?x .
  ?g {AL.inMatrix} ?matrix ; {AL.row} ?row ; {AL.column} ?column ; {AL.gapType} ?kind .
  OPTIONAL {{ ?g {AL.readOn} ?read }}
}}
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the note is about: slugs of SIDES, or labels of theirs; "" for no limit.

    `year` adds what a yearly note says of the whole graph, seen from that year.
    """

    domain: str = ""
    category: str = ""
    impact: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier version: its name, and what it held."""

    name: str
    store: Store


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences of one status, in the order of the statuses."""

    status: Status
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quarrel:
    """One contradiction: its name, where it stands, every side with its notes."""

    name: str
    about: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Note:
    """Everything a note prints, in its language; `version` names the data it was made of."""

    language: str
    version: str
    about: tuple[tuple[str, str], ...]
    since: str
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]
    figures: tuple[Line, ...]
    quarrels: tuple[Quarrel, ...]
    gaps: tuple[str, ...]
    sources: tuple[str, ...]
    yearly: Yearly | None = None


def note_of(
    reading: Reading, messages: Messages, version: str, asked: Asked, past: Past | None = None
) -> Note:
    """Return the note of what is asked; with `past` alone, of what is new since.

    Raise QueryError when nothing is asked, for a concept that does not exist, and for more
    than LARGEST sentences or figures.
    """
    concepts = {
        side: _concept(reading.store, side, getattr(asked, side))
        for side in SIDES
        if getattr(asked, side)
    }
    if not concepts and past is None and not asked.year:
        raise _nothing()
    claims, figures = _selected(reading, list(concepts.values()), past)
    if max(len(claims), len(figures)) > LARGEST:
        raise _too_many(len(claims), len(figures))
    told, counted = claims_of(reading, claims), figures_of(reading, figures)
    quarrels = discrepancies_of(reading, [*claims, *figures]) if claims or figures else ()
    return Note(
        language=reading.language,
        version=version,
        about=tuple(
            (messages(f"facet.{side}"), reading.label(iri).text) for side, iri in concepts.items()
        ),
        since=past.name if past else "",
        changes=changes(past.store, reading.store) if past else (),
        groups=tuple(_groups(messages, told)),
        figures=merged(figure_line(messages, one) for one in counted),
        quarrels=tuple(_quarrel(messages, one) for one in quarrels),
        gaps=_gaps(reading, messages, list(concepts.values())),
        sources=_sources(reading, told, counted, quarrels),
        yearly=yearly_of(reading, messages, version, asked.year) if asked.year else None,
    )


def note_csv(note: Note, messages: Messages) -> str:
    """Return the sentences and figures of the note as CSV: status, sentence, notes."""
    said = [line for group in note.groups for line in group.lines]
    rows = [
        (line.status.word.text or messages("status.none"), line.text, line.quoted, line.notes)
        for line in said
    ]
    rows += [(messages("note.figures"), one.text, one.quoted, one.notes) for one in note.figures]
    return csv_text(("status", "sentence", "quoted", "notes"), rows)


def _concept(store: Store, side: str, value: str) -> str:
    label = Text(*{"domain": ("Domaine", "Domain"), "category": ("Catégorie", "Category"),
                   "impact": ("Impact", "Impact")}[side])  # fmt: skip
    term = term_of(Parameter(side, f"concept/{side}", label, ""), value, store)
    return str(term.value)


def _selected(
    reading: Reading, concepts: Sequence[str], past: Past | None
) -> tuple[list[str], list[str]]:
    """Return claims and figures that touch every concept; without any, what is new."""
    if not concepts:
        new = fresh(past.store, reading.store) if past else {}
        return sorted(new.get("claim", ())), sorted(new.get("figure", ()))
    claims = sorted(set.intersection(*(set(reading.iris(_CLAIMS, x=[iri])) for iri in concepts)))
    figures = set.intersection(*(set(reading.iris(_FIGURES, x=[iri])) for iri in concepts))
    figures.update(reading.iris(_RESTED, c=claims) if claims else ())
    return claims, sorted(figures)


def _groups(messages: Messages, claims: Iterable[Claim]) -> Iterator[Group]:
    by: dict[str, list[Claim]] = {}
    for claim in claims:
        by.setdefault(claim.status.slug, []).append(claim)
    order = [*STATUSES, *sorted(by.keys() - set(STATUSES))]
    for slug in order:
        if slug in by:
            yield Group(by[slug][0].status, merged(claim_line(messages, one) for one in by[slug]))


def _quarrel(messages: Messages, one: Discrepancy) -> Quarrel:
    about = [told.link.words.text for told in (one.kind, one.status) if told]
    return Quarrel(
        name=one.name.words.text,
        about=" · ".join([*about, *([one.severity.text] if one.severity else [])]),
        sides=tuple(side_lines(messages, side) for side in one.sides),
        explanation=one.explanation.text if one.explanation else "",
    )


def _gaps(reading: Reading, messages: Messages, concepts: Sequence[str]) -> tuple[str, ...]:
    rows = reading.rows(_GAPS, x=concepts) if concepts else ()
    reading.name_all(term.value for row in rows for term in row[:4] if isinstance(term, NamedNode))
    found = set()
    for *named, read in rows:
        matrix, row, column, kind = (reading.label(getattr(one, "value", "")).text for one in named)
        day = date(str(getattr(read, "value", ""))[:10], reading.language) if read else ""
        until = f" ({messages('note.read_until', date=day)})" if day else ""
        found.add(f"{row} × {column}{messages('list.colon')} {kind}{until}. {matrix}.")
    return tuple(sorted(found))


def _sources(
    reading: Reading,
    claims: Iterable[Claim],
    figures: Iterable[Figure],
    quarrels: Iterable[Discrepancy],
) -> tuple[str, ...]:
    sides = [side for one in quarrels for side in one.sides]
    every = [*claims, *(side.claim for side in sides if side.claim)]
    works = {
        work for claim in every for proof in (*claim.proofs, *claim.against) for work in proof.works
    }
    counted = [*figures, *(side.figure for side in sides if side.figure)]
    quoted = [*(one.quotation for one in counted), *(one.quotation for one in sides)]
    places = [one.place for one in quoted if one]
    works |= {place.work for place in places if place}
    works |= {work for side in sides for work in side.sources}
    return tuple(sorted(_work(reading, one) for one in works))


def _work(reading: Reading, work: Link) -> str:
    kind, _, slug = work.href.rpartition("/")
    iri = _iri(kind.rpartition("/")[2], slug)
    facts = reading.facts(iri) if iri else None
    parts = [work.words.text]
    if facts:
        issued = facts.text(DCTERMS.issued)
        parts += sorted(reading.label(one).text for one in facts.things(AL.publishedBy))
        parts += [date(issued[:10], reading.language)] if issued else []
        parts += [address] if (address := web_address(facts.text(AL.website))) else []
    return ", ".join(parts)


def _iri(kind: str, slug: str) -> str:
    try:
        return thing(kind, slug)
    except VocabularyError:
        return ""


def _nothing() -> QueryError:
    return QueryError(
        Text("Une note porte sur une sélection : rien n'est choisi.",
             "A note is about a selection: nothing is chosen."),
        Text("Choisissez une version, un domaine, une catégorie, un impact ou une année.",
             "Choose a version, a domain, a category, an impact or a year."),
    )  # fmt: skip


def _too_many(claims: int, figures: int) -> QueryError:
    return QueryError(
        Text(f"Trop pour une note : {claims} phrases et {figures} chiffres, {LARGEST} au plus.",
             f"Too much for a note: {claims} sentences and {figures} figures, {LARGEST} at most."),
        Text("Choisissez aussi un domaine, une catégorie ou un impact.",
             "Choose a domain, a category or an impact too."),
    )  # fmt: skip
