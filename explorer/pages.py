"""The page of one thing or concept, put together from its parts.

Each kind of thing adds the parts its readers look for; every page ends with the statements
that no part has shown and with what points to it, so that nothing the graph says is left
out. A part that does not concern the thing is None or empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from explorer.actions import Action, actions_of
from explorer.alliances import (
    Alliance,
    Assigned,
    Case,
    Membership,
    alliance_of,
    assignments_of,
    case_of,
    memberships_of,
)
from explorer.citations import Citation, citation_of
from explorer.claims import Claim, claims_of, status_named
from explorer.figures import (
    DIMENSIONS,
    Discrepancy,
    Figure,
    discrepancies,
    discrepancies_of,
    figures_of,
)
from explorer.heads import head_of
from explorer.incoming import Incoming, incoming_of
from explorer.lists import no_such_page
from explorer.messages import Messages
from explorer.models import Group, Head, Link, Quotation, Source, Status
from explorer.paths import data_path, list_path, page_path, web_address
from explorer.quotations import gather_passages, quotation_at
from explorer.reading import Facts, Reading, Words
from explorer.statements import groups_of, sources_of
from explorer.subjects import Subject, subject_of
from ontology.iris import BASE, reference_of
from ontology.terms import AL, DCTERMS, OA, RDF, SKOS
from queries.search import SearchIndex

__all__ = ["ClaimGroup", "FigureGroup", "Page", "page_of"]

# A page shows so many of the figures or claims of a thing, then links to the list of all.
SHOWN: Final = 20
# The page of a subject opens with its own parts, and gives fewer.
SHOWN_OF_SUBJECT: Final = 6

# What reference managers read, and the ending of its address.
_MANAGERS: Final = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"))

_CLAIMS: Final = (
    f"SELECT ?c WHERE {{ VALUES ?x {{ }} VALUES ?p {{ }} ?c ?p ?x . ?c {AL.claimMode} ?m }}"
)
_FIGURES: Final = (
    f"SELECT ?f WHERE {{ VALUES ?x {{ }} VALUES ?p {{ }} ?f ?p ?x . ?f {AL.value} ?v }}"
)
_IN_WORK: Final = (
    f"SELECT ?s ?n WHERE {{ VALUES ?x {{ }} VALUES ?p {{ }} "
    f"?s (({AL.passage}|({AL.hasEvidence}/{AL.foundAt}))) ?place . ?place {OA.hasSource} ?x . "
    f"?s ?p ?any . ?place {AL.lineNumber} ?n }}"
)

# What the parts of a page already show, by kind of thing.
_SHOWN_BY_PARTS: Final[Mapping[str, tuple[NamedNode, ...]]] = {
    "case": (
        RDF.type, DCTERMS.description, AL.illustrates, AL.recordedIn, DCTERMS.source,
        AL.caution, SKOS.editorialNote, AL.foundAt,
    ),
    "alliance": (
        RDF.type, AL.hasParticipation, AL.inCategory, AL.addressesDomain, AL.territoryLevel,
        AL.inTerritory, AL.placeLabel, AL.startsAt, AL.endsAt, AL.startYear, AL.endYear,
    ),
    "claim": (
        RDF.type, AL.subject, AL.relation, AL.object, AL.through, AL.speaker, AL.beneficiary,
        AL.claimMode, AL.polarity, AL.territory, AL.domain, AL.period, AL.hasEvidence,
        AL.restsOnFigure, AL.caution, AL.resultLevel, AL.resultBasis, AL.claimsImpact,
        AL.claimsEffect,
    ),
    "figure": (
        RDF.type, AL.value, AL.share, AL.score, AL.count, AL.points, AL.amount, AL.duration,
        AL.rank, AL.unit, AL.precision, AL.question, AL.populationText, AL.baseText,
        AL.sampleSize, AL.multipleResponse, AL.period, AL.periodBasis, AL.fromStudy,
        AL.derivation, AL.calculation, AL.partOfFigure, AL.passage, SKOS.note, *DIMENSIONS,
    ),
    "discrepancy": (
        RDF.type, AL.discrepancyKind, AL.discrepancyStatus, AL.severity, AL.explanation,
        AL.decidedBy, AL.involves,
    ),
    "organisation": (RDF.type, AL.actorType),
    "link": (AL.linkStatus,),
}  # fmt: skip

_INCOMING_SHOWN: Final[Mapping[str, tuple[tuple[str, NamedNode], ...]]] = {
    "alliance": (
        ("case", AL.illustrates),
        ("participation", AL.participationIn),
        ("assignment", AL.assignedTo),
    ),
    "organisation": (("participation", AL.participant), ("assignment", AL.assignedTo)),
    "person": (("participation", AL.participant),),
    "claim": (("evidence", AL.supports), ("evidence", AL.challenges)),
    "study": (("figure", AL.fromStudy),),
    "programme": (("figure", AL.fromStudy),),
}
_CLAIM_SIDES: Final = (
    ("subject", AL.subject),
    ("object", AL.object),
    ("through", AL.through),
    ("speaker", AL.speaker),
)


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims that stand in one relation to the thing; `more` lists all `total` of them."""

    key: str
    total: int
    claims: tuple[Claim, ...]
    more: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of a work or study; `more` lists all `total` of them."""

    total: int
    figures: tuple[Figure, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page of one thing shows, part by part."""

    head: Head
    kind: str
    told_by: tuple[Source, ...] = ()
    case: Case | None = None
    alliance: Alliance | None = None
    claim: Claim | None = None
    figure: Figure | None = None
    discrepancy: Discrepancy | None = None
    status: Status | None = None
    quotation: Quotation | None = None
    website: str = ""
    siblings: tuple[Claim, ...] = ()
    neighbours: tuple[Figure, ...] = ()
    assigned: tuple[Assigned, ...] = ()
    memberships: tuple[Membership, ...] = ()
    figures: FigureGroup | None = None
    claims: tuple[ClaimGroup, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    statements: tuple[Group, ...] = ()
    incoming: tuple[Incoming, ...] = ()
    graphs: tuple[Link, ...] = ()
    subject: Subject | None = None
    actions: tuple[Action, ...] = ()
    managers: tuple[Link, ...] = ()
    citation: Citation | None = None


def page_of(
    reading: Reading, messages: Messages, iri: str, words: SearchIndex | None = None
) -> Page:
    """Return the page about `iri`; raise NotHeldError when the graph says nothing of it.

    `words` counts the cases and claims of a subject; without it they are not shown.
    """
    facts = reading.facts(iri)
    if not facts:
        raise no_such_page()
    kind = (reference_of(iri) or "").partition("/")[0]
    alliance = _alliance(reading, kind, facts)
    claim = next(iter(claims_of(reading, [iri])), None) if kind == "claim" else None
    figure = next(iter(figures_of(reading, [iri])), None) if kind == "figure" else None
    hide = [*_SHOWN_BY_PARTS.get(kind, ())]
    if not iri.startswith(f"{BASE}id/"):
        hide += [SKOS.definition, RDF.type]
    told_by = _told_by(reading, messages, facts)
    case = case_of(reading, iri) if kind == "case" else None
    quotation = _quotation(reading, kind, facts)
    source = _source(claim, figure, case, quotation, told_by)
    return Page(
        head=head_of(reading, messages, facts),
        kind=kind,
        told_by=told_by,
        case=case,
        alliance=alliance,
        claim=claim,
        figure=figure,
        discrepancy=_first(discrepancies(reading, [iri])) if kind == "discrepancy" else None,
        status=status_named(reading, iri) if kind == "status" else None,
        quotation=quotation,
        website=web_address(facts.text(AL.website)),
        siblings=_siblings(reading, facts) if claim else (),
        neighbours=_neighbours(reading, facts) if figure else (),
        assigned=() if alliance else assignments_of(reading, iri),
        memberships=memberships_of(reading, iri) if kind in {"organisation", "person"} else (),
        figures=_figures(reading, kind, iri),
        claims=_claims(reading, kind, iri),
        discrepancies=discrepancies_of(reading, [iri]),
        statements=groups_of(reading, messages, facts, hide),
        incoming=incoming_of(reading, messages, iri, _hidden_incoming(kind)),
        graphs=tuple(Link(reading.label(name)) for name in facts.graphs()),
        subject=subject_of(reading, words, iri),
        actions=actions_of(reading.language, reference_of(iri) or "", source),
        managers=tuple(Link(Words(name), data_path(iri, ending)) for name, ending in _MANAGERS),
        citation=citation_of(reading, iri),
    )


def _told(case: Case | None) -> Quotation | None:
    return case.quotation if case else None


def _source(
    claim: Claim | None,
    figure: Figure | None,
    case: Case | None,
    quotation: Quotation | None,
    told_by: tuple[Source, ...],
) -> str:
    """Return the nearest place where the thing can be read at its source."""
    quotes = [figure.quotation if figure else None, quotation, _told(case)]
    works: list[Link] = list(case.sources) if case else []
    if claim:
        quotes += [proof.quotation for proof in claim.proofs]
        works += [work for proof in claim.proofs for work in proof.works]
    places = [one.place for one in quotes if one and one.place]
    found = [place.passage or place.work.href for place in places]
    found += [work.href for work in (*works, *(one.link for one in told_by))]
    return next((one for one in found if one), "")


def _first(found: tuple[Discrepancy, ...]) -> Discrepancy | None:
    return found[0] if found else None


def _told_by(reading: Reading, messages: Messages, facts: Facts) -> tuple[Source, ...]:
    found = sources_of(reading, messages, facts.graphs()).values()
    here = page_path(facts.iri, reading.language)
    works = (one for one in found if one.kind == "work" and one.link.href != here)
    return tuple(dict.fromkeys(works))


def _alliance(reading: Reading, kind: str, facts: Facts) -> Alliance | None:
    """Return the alliance of its own page, or the one a case tells of."""
    if kind == "alliance":
        return alliance_of(reading, facts.iri)
    iri = facts.thing(AL.illustrates) if kind == "case" else None
    said = (one for one in facts.statements if one.property == AL.illustrates.value)
    return alliance_of(reading, iri, {name for one in said for name in one.graphs}) if iri else None


def _quotation(reading: Reading, kind: str, facts: Facts) -> Quotation | None:
    passage = {"passage": facts.iri, "evidence": facts.thing(AL.foundAt)}.get(kind)
    if passage:
        gather_passages(reading, [passage])
    return quotation_at(reading, passage)


def _hidden_incoming(kind: str) -> list[tuple[str, NamedNode]]:
    claims = [("claim", prop) for _, prop in _CLAIM_SIDES]
    # A link repeats the subject and object of its claims.
    links = [("link", AL.subject), ("link", AL.object)]
    return [*_INCOMING_SHOWN.get(kind, ()), *claims, *links, ("discrepancy", AL.involves)]


def _found(reading: Reading, query: str, iri: str, *properties: NamedNode) -> list[str]:
    rows = reading.rows(query, x=[iri], p=(node.value for node in properties))
    found = sorted({row[0].value for row in rows if isinstance(row[0], NamedNode)})
    reading.name_all(found)
    return sorted(found, key=lambda one: reading.label(one).text.casefold())


def _siblings(reading: Reading, facts: Facts) -> tuple[Claim, ...]:
    link = facts.thing(AL.partOfLink)
    found = _found(reading, _CLAIMS, link, AL.partOfLink) if link else []
    return claims_of(reading, [one for one in found if one != facts.iri][:SHOWN])


def _neighbours(reading: Reading, facts: Facts) -> tuple[Figure, ...]:
    cell = facts.thing(AL.cell)
    found = _found(reading, _FIGURES, cell, AL.cell) if cell else []
    return figures_of(reading, [one for one in found if one != facts.iri][:SHOWN])


def _in_work(reading: Reading, iri: str, prop: NamedNode) -> list[str]:
    """Return the things of a document that have `prop`, in the order of its lines."""
    lines: dict[str, int] = {}
    for subject, line in reading.rows(_IN_WORK, x=[iri], p=[prop.value]):
        if isinstance(subject, NamedNode) and line is not None and not isinstance(line, NamedNode):
            number = int(str(getattr(line, "value", "0")))
            lines[subject.value] = min(number, lines.get(subject.value, number))
    return sorted(lines, key=lambda one: (lines[one], one))


def _figures(reading: Reading, kind: str, iri: str) -> FigureGroup | None:
    reference = (reference_of(iri) or "").partition("/")[2]
    if kind == "document":
        found = _in_work(reading, iri, AL.value)
        more = list_path(reading.language, "figure", source=reference)
    elif kind in {"study", "programme"}:
        found = _found(reading, _FIGURES, iri, AL.fromStudy)
        more = list_path(reading.language, "figure", to=f"{kind}/{reference}", via="fromStudy")
    else:
        return None
    if not found:
        return None
    return FigureGroup(len(found), figures_of(reading, found[:SHOWN]), more)


def _claims(reading: Reading, kind: str, iri: str) -> tuple[ClaimGroup, ...]:
    if kind in {"alliance", "case"}:
        return ()
    groups = []
    if kind == "document":
        slug = (reference_of(iri) or "").partition("/")[2]
        found = _in_work(reading, iri, AL.claimMode)
        more = list_path(reading.language, "claim", source=slug)
        groups.append(_group(reading, "document", found, more))
    for key, prop in _CLAIM_SIDES:
        found = _found(reading, _CLAIMS, iri, prop)
        more = list_path(reading.language, "claim", to=reference_of(iri) or "", via=key)
        shown = SHOWN if iri.startswith(f"{BASE}id/") else SHOWN_OF_SUBJECT
        groups.append(_group(reading, key, found, more, shown))
    return tuple(group for group in groups if group.total)


def _group(
    reading: Reading, key: str, found: list[str], more: str, shown: int = SHOWN
) -> ClaimGroup:
    return ClaimGroup(key, len(found), claims_of(reading, found[:shown]), more)
