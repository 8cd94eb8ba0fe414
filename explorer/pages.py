"""The page of one thing or concept, put together from its parts.

Each kind of thing adds the parts its readers look for; every page ends with the statements
that no part has shown and with what points to it, so that nothing the graph says is left
out. A part that does not concern the thing is None or empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from explorer.actions import Action, actions_of
from explorer.alliances import (
    Alliance,
    Assigned,
    Case,
    Membership,
    alliance_in,
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
from explorer.indicators import Values, values_of
from explorer.messages import Messages
from explorer.models import Group, Head, Link, Quotation, Source, Status
from explorer.paths import data_path, no_such_page, page_path, web_address
from explorer.quotations import gather_passages, quotation_at
from explorer.read_at_source import source_address
from explorer.reading import Facts, Reading, Words
from explorer.said_of import (
    CLAIM_SIDES,
    ClaimGroup,
    FigureGroup,
    claim_groups,
    figure_group,
    neighbours,
    siblings,
)
from explorer.statements import groups_of, sources_of
from explorer.subjects import Subject, subject_of
from ontology.iris import BASE, reference_of
from ontology.terms import AL, DCTERMS, RDF, SKOS
from queries.search import SearchIndex

__all__ = ["Page", "page_of"]

# What reference managers read, and the ending of its address.
_MANAGERS: Final = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"))

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
    "indicator": (RDF.type, AL.unitText, AL.period, AL.publisherText, AL.missingFor),
    "indicator-value": (RDF.type, AL.unitText, AL.period, AL.publisherText, AL.observedValue),
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
    "indicator": (("indicator-value", AL.ofIndicator),),
    "programme": (("figure", AL.fromStudy),),
}


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
    values: Values | None = None
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
    page = _with_own_parts(reading, _bare(reading, messages, facts, words), facts)
    hide = [*_SHOWN_BY_PARTS.get(page.kind, ())]
    if not iri.startswith(f"{BASE}id/"):
        hide += [SKOS.definition, RDF.type]
    statements = groups_of(reading, messages, facts, hide)
    source = source_address(
        reading,
        messages,
        facts,
        quotations=_quotations(page),
        works=_works(page),
        recorded=bool(statements),
    )
    return replace(
        page,
        statements=statements,
        actions=actions_of(reading.language, reference_of(iri) or "", source),
    )


def _bare(reading: Reading, messages: Messages, facts: Facts, words: SearchIndex | None) -> Page:
    """Return the page with the parts that any thing may have."""
    iri = facts.iri
    kind = (reference_of(iri) or "").partition("/")[0]
    return Page(
        head=head_of(reading, messages, facts),
        kind=kind,
        told_by=_told_by(reading, messages, facts),
        website=web_address(facts.text(AL.website)),
        figures=figure_group(reading, kind, iri),
        claims=claim_groups(reading, kind, iri),
        discrepancies=discrepancies_of(reading, [iri]),
        incoming=incoming_of(reading, messages, iri, _hidden_incoming(kind)),
        graphs=tuple(Link(reading.label(name)) for name in facts.graphs()),
        subject=subject_of(reading, words, iri),
        managers=tuple(Link(Words(name), data_path(iri, ending)) for name, ending in _MANAGERS),
        citation=citation_of(reading, iri),
    )


def _with_own_parts(reading: Reading, page: Page, facts: Facts) -> Page:
    """Return the page with the parts that only its kind of thing has."""
    kind, iri = page.kind, facts.iri
    alliance = _alliance(reading, kind, facts)
    claim = next(iter(claims_of(reading, [iri])), None) if kind == "claim" else None
    figure = next(iter(figures_of(reading, [iri])), None) if kind == "figure" else None
    return replace(
        page,
        case=case_of(reading, iri) if kind == "case" else None,
        alliance=alliance,
        claim=claim,
        figure=figure,
        discrepancy=_first(discrepancies(reading, [iri])) if kind == "discrepancy" else None,
        status=status_named(reading, iri) if kind == "status" else None,
        quotation=_quotation(reading, kind, facts),
        values=values_of(reading, kind, facts),
        siblings=siblings(reading, facts) if claim else (),
        neighbours=neighbours(reading, facts) if figure else (),
        assigned=() if alliance else assignments_of(reading, iri),
        memberships=memberships_of(reading, iri) if kind in {"organisation", "person"} else (),
    )


def _quotations(page: Page) -> list[Quotation | None]:
    """Return the quotations of a page, the nearest to its thing first."""
    told = [proof.quotation for proof in page.claim.proofs] if page.claim else []
    return [
        page.figure.quotation if page.figure else None,
        page.quotation,
        page.case.quotation if page.case else None,
        *told,
    ]


def _works(page: Page) -> list[Link]:
    works: list[Link] = list(page.case.sources) if page.case else []
    works += [work for proof in page.claim.proofs for work in proof.works] if page.claim else []
    return works + [one.link for one in page.told_by]


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
    return alliance_in(reading, facts) if kind == "case" else None


def _quotation(reading: Reading, kind: str, facts: Facts) -> Quotation | None:
    passage = {"passage": facts.iri, "evidence": facts.thing(AL.foundAt)}.get(kind)
    if passage:
        gather_passages(reading, [passage])
    return quotation_at(reading, passage)


def _hidden_incoming(kind: str) -> list[tuple[str, NamedNode]]:
    claims = [("claim", prop) for _, prop in CLAIM_SIDES]
    # A link repeats the subject and object of its claims.
    links = [("link", AL.subject), ("link", AL.object)]
    return [*_INCOMING_SHOWN.get(kind, ()), *claims, *links, ("discrepancy", AL.involves)]
