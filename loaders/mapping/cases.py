"""A case, the alliance it illustrates, who takes part and what is classified.

The case is the story, the alliance is what the story is about: two cases may tell of one
alliance and disagree, so everything but names and types stays in the graph of the case's own
source. What the case says of effects is for `loaders.mapping.items`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from loaders.mapping.labels import inner, joined
from loaders.mapping.names import Names
from loaders.mapping.pages import page_quads, web_page
from loaders.mapping.periods import first_year, last_year, period, period_quads
from loaders.mapping.statements import (
    REGISTRY,
    Value,
    bilingual,
    facts,
    node,
    plain,
    source_graph,
    spoken,
    thing,
    whole,
)
from loaders.records import Assignment, CaseItem, CaseRecord, CaseSource, Partner
from ontology.errors import Text
from ontology.terms import AL, DCTERMS, RDF, RDFS, SKOS

__all__ = [
    "assignment_quads",
    "case_graph",
    "case_quads",
    "confirmed",
    "participation_quads",
    "place_quads",
]

_KINDS: Final[dict[str, tuple[NamedNode, ...]]] = {
    "alliance": (AL.Alliance,),
    "partnership": (AL.Alliance, AL.Partnership),
    "territorial-alliance": (AL.Alliance, AL.TerritorialAlliance),
}
# What an assignment of each scheme is, what it says, and the shortcut on the alliance.
_ASSIGNMENTS: Final = {
    "category": (
        AL.CategoryAssignment,
        AL.assignsCategory,
        AL.inCategory,
        Text("catégorie", "category"),
    ),
    "domain": (
        AL.DomainAssignment,
        AL.assignsDomain,
        AL.addressesDomain,
        Text("domaine", "domain"),
    ),
}


def case_graph(record: CaseRecord) -> NamedNode:
    """Return the graph of the document in which the case was read, or of the case itself."""
    return source_graph(record.source.document or record.case)


def case_quads(names: Names, record: CaseRecord) -> Iterator[Quad]:
    """Yield the case and its alliance, without parties, classification, place and items."""
    graph = case_graph(record)
    case, alliance = thing("case", record.case), thing("alliance", record.alliance)
    yield from facts(
        REGISTRY, case, {RDF.type: AL.Case, RDFS.label: names.labels(f"case/{record.case}")}
    )
    yield from facts(
        REGISTRY,
        alliance,
        {RDF.type: _KINDS[record.kind], RDFS.label: names.labels(f"alliance/{record.alliance}")},
    )
    yield from facts(
        graph,
        case,
        {
            AL.illustrates: alliance,
            DCTERMS.description: bilingual(record.summary),
            AL.foundAt: thing("passage", record.passage) if record.passage else None,
            AL.caution: [names.concept("caution", each) for each in record.cautions],
            SKOS.editorialNote: spoken(record.notes),
            SKOS.relatedMatch: [_goal(each) for each in record.sdg],
            **_sources(record.source),
        },
    )
    yield from facts(graph, alliance, _dates(record))
    yield from period_quads(record.start, record.end)
    yield from _page_quads(names, graph, record.source)


def _goal(number: int) -> NamedNode:
    # The United Nations publish the goals as concepts; we link to them and copy nothing.
    return NamedNode(f"http://metadata.un.org/sdg/{number}")


def _sources(source: CaseSource) -> dict[NamedNode, Value]:
    recorded = [web_page(source.url)] if source.url else []
    if source.document:
        recorded.append(thing("document", source.document))
    # Without a web page to bear them, title and date say how the case names its source.
    named = [each for each in (source.title, source.date) if each] if not source.url else []
    return {
        AL.recordedIn: recorded,
        DCTERMS.source: [web_page(each) for each in source.others],
        DCTERMS.bibliographicCitation: plain(", ".join(named)) if named else None,
    }


def _page_quads(names: Names, graph: NamedNode, source: CaseSource) -> Iterator[Quad]:
    for url in (source.url, *source.others):
        yield from page_quads(names, url)
    if source.url:
        told = {DCTERMS.title: spoken(source.title), DCTERMS.issued: plain(source.date)}
        yield from facts(graph, web_page(source.url), told)


def _dates(record: CaseRecord) -> dict[NamedNode, Value]:
    start, end = record.start, record.end
    return {
        AL.startYear: whole(first_year(start)) if start else None,
        AL.endYear: whole(last_year(end)) if end else None,
        AL.startsAt: period(start) if start else None,
        AL.endsAt: period(end) if end else None,
    }


def participation_quads(
    names: Names, record: CaseRecord, number: int, partner: Partner
) -> Iterator[Quad]:
    """Yield one participation; `number` counts from 1 in the order of the record."""
    alliance = thing("alliance", record.alliance)
    node_ = thing("participation", f"{record.case}-{number}")
    reference = _named(partner)
    if reference is None:
        who = Text(partner.group or "", partner.group or "")
    else:
        who = names.words(reference)
    graph = case_graph(record)
    yield from facts(graph, alliance, {AL.hasParticipation: node_})
    yield from facts(
        graph,
        node_,
        {
            RDF.type: AL.NamedParticipation if reference else AL.GroupParticipation,
            RDFS.label: bilingual(
                Text(f"{who.fr} dans {record.name}", f"{who.en} in {record.name}")
            ),
            AL.participationIn: alliance,
            AL.participant: node(reference) if reference else None,
            AL.groupLabel: spoken(partner.group),
            AL.participantType: names.concept("actor-type", partner.type),
            AL.role: names.concept("role", partner.role),
            AL.foundAt: thing("passage", partner.passage) if partner.passage else None,
        },
    )


def _named(partner: Partner) -> str | None:
    if partner.organisation:
        return f"organisation/{partner.organisation}"
    return f"person/{partner.person}" if partner.person else None


def assignment_quads(names: Names, record: CaseRecord, scheme: str, number: int) -> Iterator[Quad]:
    """Yield assignment `number` (from 0) of one scheme, "category" or "domain"."""
    given = record.categories if scheme == "category" else record.domains
    assignment = given[number]
    kind, assigns, shortcut, word = _ASSIGNMENTS[scheme]
    alliance = thing("alliance", record.alliance)
    concept = names.concept(scheme, assignment.concept)
    graph = case_graph(record)
    yield from facts(graph, alliance, {shortcut: concept})
    words = inner(names.concept_words(scheme, assignment.concept))
    label = Text(
        f"{record.name} — {word.fr} : {words.fr}", f"{record.name} — {word.en}: {words.en}"
    )
    yield from facts(
        graph,
        thing("assignment", f"{record.case}-{scheme}-{_slug(given, number)}"),
        {
            RDF.type: kind,
            RDFS.label: bilingual(label),
            AL.assignedTo: alliance,
            assigns: concept,
            **_judged(names, assignment),
        },
    )
    yield from period_quads(assignment.date, assignment.period, assignment.confirmed_at)


def _slug(given: tuple[Assignment, ...], number: int) -> str:
    """Return the concept's slug; a concept given again, at another time, is numbered from 2."""
    concept = given[number].concept
    again = Counter(each.concept for each in given[:number])[concept]
    # `_T` and `_Z` are slugs of concepts only; a thing's slug has no capital.
    return f"{concept.lower()}-{again + 1}" if again else concept.lower()


def _judged(names: Names, assignment: Assignment) -> dict[NamedNode, Value]:
    confidence = assignment.confidence
    return {
        AL.basis: names.concept("basis", assignment.basis),
        AL.coder: names.concept("coder", assignment.coder),
        AL.assignedAt: period(assignment.date),
        AL.confidence: names.concept("confidence", confidence) if confidence else None,
        **confirmed(names, assignment),
        AL.period: period(assignment.period) if assignment.period else None,
        AL.foundAt: thing("passage", assignment.passage) if assignment.passage else None,
    }


def confirmed(names: Names, coded: Assignment | CaseItem) -> dict[NamedNode, Value]:
    """Return who confirmed a code, under which name and when."""
    by, day = coded.confirmed_by, coded.confirmed_at
    return {
        AL.confirmedBy: names.concept("coder", by) if by else None,
        AL.confirmedName: plain(coded.confirmed_name),
        AL.confirmedAt: period(day) if day else None,
    }


def place_quads(names: Names, record: CaseRecord) -> Iterator[Quad]:
    """Yield where the alliance is, as its source words it and as we place it.

    Whether the source said so or a coder placed it there is told by an assignment per
    territory, and by one for the level.
    """
    graph, place = case_graph(record), record.place
    alliance = thing("alliance", record.alliance)
    yield from facts(
        graph,
        alliance,
        {
            AL.placeLabel: spoken(place.label),
            AL.territoryLevel: names.concept("territory-level", place.level),
            AL.inTerritory: [names.concept("territory", each) for each in place.within],
        },
    )
    yield from _placing_quads(names, record, "territory-level", place.level)
    for slug in place.within:
        yield from _placing_quads(names, record, "territory", slug)


def _placing_quads(names: Names, record: CaseRecord, scheme: str, slug: str) -> Iterator[Quad]:
    words = names.concept_words(scheme, slug)
    if scheme == "territory":
        label = Text(f"lieu : {words.fr}", f"place: {words.en}")
    else:
        label = Text(f"échelle : {inner(words).fr}", f"level: {inner(words).en}")
    yield from facts(
        case_graph(record),
        thing("assignment", f"{record.case}-{scheme}-{slug.lower()}"),
        {
            RDF.type: AL.Assignment,
            RDFS.label: bilingual(joined(Text(record.name, record.name), label)),
            AL.assignedTo: thing("alliance", record.alliance),
            AL.assigns: names.concept(scheme, slug),
            AL.basis: names.concept("basis", record.place.basis),
        },
    )
