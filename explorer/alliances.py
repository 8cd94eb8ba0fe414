"""An alliance and the case that tells of it: who takes part, on what, with which effects told.

Targets and resources stand apart from impacts, so that neither can be read as one. Every
category, domain or type says who gave it: the source, one coder, or an editorial choice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from explorer.claims import Claim, Confirmation, Told, claims_of, confirmation_of, told
from explorer.models import Link, Quotation
from explorer.quotations import gather_passages, quotation_at
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_if, link_to
from ontology.iris import BASE
from ontology.terms import AL, DCTERMS, RDF, SKOS

__all__ = [
    "Alliance",
    "Assigned",
    "Case",
    "Membership",
    "Partner",
    "alliance_in",
    "alliance_of",
    "assignments_of",
    "case_of",
    "claims_about",
    "memberships_of",
]

_ASSIGNED: Final = f"SELECT ?a WHERE {{ VALUES ?x {{ }} ?a {AL.assignedTo} ?x }}"
# A link has a subject too; only a claim has a mode.
_ABOUT: Final = f"SELECT ?c WHERE {{ VALUES ?x {{ }} ?c {AL.subject} ?x . ?c {AL.claimMode} ?m }}"
_CASES: Final = f"SELECT ?c WHERE {{ VALUES ?x {{ }} ?c {AL.illustrates} ?x }}"
_PARTS: Final = f"SELECT ?p WHERE {{ VALUES ?x {{ }} ?p {AL.participant} ?x }}"

_KINDS: Final = (AL.TerritorialAlliance, AL.Partnership, AL.Alliance)
_ASSIGNS: Final = (AL.assignsCategory, AL.assignsDomain, AL.assignsAxis, AL.assignsActorType)


@dataclass(frozen=True, slots=True)
class Assigned:
    """A concept given to a thing, and by whom; `basis` is stated, inferred or editorial."""

    iri: str
    concept: Link
    scheme: str
    slug: str
    basis: str
    coder: Link | None
    confidence: Words | None
    at: Words | None
    confirmed: Confirmation | None


@dataclass(frozen=True, slots=True)
class Partner:
    """A named actor (`who`) or a described group (`group`) that takes part."""

    who: Link | None
    group: Words | None
    kind: Words | None
    role: Words | None


@dataclass(frozen=True, slots=True)
class Alliance:
    """An alliance with all that is told of it, sorted by what may be counted together."""

    link: Link
    kind: Words | None
    partners: tuple[Partner, ...]
    categories: tuple[Assigned, ...]
    domains: tuple[Assigned, ...]
    places: tuple[Words, ...]
    level: Words | None
    territories: tuple[Link, ...]
    start: str
    end: str
    impacts: tuple[Claim, ...]
    effects: tuple[Claim, ...]
    targets: tuple[Claim, ...]
    resources: tuple[Claim, ...]
    others: tuple[Claim, ...]
    cases: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """The documented story: where it was read, and what to be careful about."""

    sources: tuple[Link, ...]
    quotation: Quotation | None
    cautions: tuple[Told, ...]
    notes: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """One alliance an actor takes part in, with its role."""

    alliance: Link
    role: Words | None
    cases: tuple[Link, ...]


def claims_about(reading: Reading, iri: str) -> tuple[Claim, ...]:
    """Return the claims whose subject is `iri`."""
    return claims_of(reading, reading.iris(_ABOUT, x=[iri]))


def assignments_of(reading: Reading, iri: str) -> tuple[Assigned, ...]:
    """Return the concepts assigned to a thing, by scheme and name."""
    assigned = [
        one
        for facts in reading.gather(reading.iris(_ASSIGNED, x=[iri]))
        if (one := _assigned(reading, facts)) is not None
    ]
    return tuple(sorted(assigned, key=lambda one: (one.scheme, one.concept.words.text)))


def _assigned(reading: Reading, facts: Facts) -> Assigned | None:
    given = facts.thing(*_ASSIGNS) or facts.thing(AL.assigns)
    if given is None:
        return None
    scheme, _, slug = given.removeprefix(f"{BASE}scheme/").rpartition("/")
    return Assigned(
        iri=facts.iri,
        concept=link_to(reading, given),
        scheme=scheme,
        slug=slug,
        basis=(facts.thing(AL.basis) or "").rpartition("/")[2],
        coder=link_if(reading, facts.thing(AL.coder)),
        confidence=reading.label_if(facts.thing(AL.confidence)),
        at=reading.label_if(facts.thing(AL.assignedAt)),
        confirmed=confirmation_of(reading, facts),
    )


def alliance_of(reading: Reading, iri: str, told_in: Collection[str] | None = None) -> Alliance:
    """Return the alliance `iri` and what is told of it.

    `told_in` keeps to the named graphs of one case: another may tell otherwise, and two
    accounts are never mixed into one.
    """
    facts, claims = reading.facts(iri), claims_about(reading, iri)
    assigned = assignments_of(reading, iri)
    if told_in is not None:
        facts = facts.within(told_in)
        claims = tuple(one for one in claims if reading.facts(one.iri).within(told_in))
        assigned = tuple(one for one in assigned if reading.facts(one.iri).within(told_in))
    contributions = [one for one in claims if one.kind == "contribue-a"]
    apart = {"contribue-a", "vise", "mobilise"}
    kinds = set(reading.facts(iri).things(RDF.type))
    return Alliance(
        link=link_to(reading, iri),
        kind=next((reading.label(one.value) for one in _KINDS if one.value in kinds), None),
        partners=_partners(reading, facts),
        categories=tuple(one for one in assigned if one.scheme == "category"),
        domains=tuple(one for one in assigned if one.scheme == "domain"),
        places=tuple(Words(one.value, one.language or "") for one in facts.literals(AL.placeLabel)),
        level=reading.label_if(facts.thing(AL.territoryLevel)),
        territories=tuple(link_to(reading, one) for one in facts.things(AL.inTerritory)),
        start=_when(reading, facts, AL.startsAt, AL.startYear),
        end=_when(reading, facts, AL.endsAt, AL.endYear),
        impacts=tuple(one for one in contributions if "/scheme/effect/" not in one.object_iri),
        effects=tuple(one for one in contributions if "/scheme/effect/" in one.object_iri),
        targets=tuple(one for one in claims if one.kind == "vise"),
        resources=tuple(one for one in claims if one.kind == "mobilise"),
        others=tuple(one for one in claims if one.kind not in apart),
        cases=tuple(link_to(reading, one) for one in reading.iris(_CASES, x=[iri])),
    )


def alliance_in(reading: Reading, case: Facts) -> Alliance | None:
    """Return the alliance that a case tells of, as that case tells it."""
    iri = case.thing(AL.illustrates)
    said = (one for one in case.statements if one.property == AL.illustrates.value)
    return alliance_of(reading, iri, {name for one in said for name in one.graphs}) if iri else None


def _partners(reading: Reading, facts: Facts) -> tuple[Partner, ...]:
    # The number at the end of its name is the order in which the source names a partner.
    parts = sorted(facts.things(AL.hasParticipation), key=_numbered)
    partners = (
        Partner(
            who=link_if(reading, one.thing(AL.participant)),
            group=one.words(AL.groupLabel, reading.language),
            kind=reading.label_if(one.thing(AL.participantType)),
            role=_role(reading, one),
        )
        for one in reading.gather(parts)
    )
    # Two cases of one alliance may each name the same partner.
    return tuple(dict.fromkeys(partners))


def _numbered(iri: str) -> tuple[str, int]:
    head, _, last = iri.rpartition("-")
    return (head, int(last)) if last.isdigit() else (iri, 0)


def _role(reading: Reading, facts: Facts) -> Words | None:
    role = facts.thing(AL.role)
    return reading.label(role) if role and not role.endswith("/non-renseigne") else None


def _when(reading: Reading, facts: Facts, period: NamedNode, year: NamedNode) -> str:
    periods = [reading.label(iri).text for iri in facts.things(period)]
    return ", ".join(periods or [one.value for one in facts.literals(year)])


def case_of(reading: Reading, iri: str) -> Case:
    """Return where the case `iri` was read and its cautions."""
    facts = reading.facts(iri)
    cautions = facts.things(AL.caution)
    reading.gather(cautions)
    gather_passages(reading, facts.things(AL.foundAt))
    return Case(
        sources=tuple(
            dict.fromkeys(
                link_to(reading, one) for one in facts.things(AL.recordedIn, DCTERMS.source)
            )
        ),
        quotation=quotation_at(reading, facts.thing(AL.foundAt)),
        cautions=tuple(one for caution in cautions if (one := told(reading, caution))),
        notes=tuple(
            Words(one.value, one.language or "") for one in facts.literals(SKOS.editorialNote)
        ),
    )


def memberships_of(reading: Reading, iri: str) -> tuple[Membership, ...]:
    """Return the alliances that the actor `iri` takes part in, by name."""
    parts = reading.gather(reading.iris(_PARTS, x=[iri]))
    found = [
        Membership(
            alliance=link_to(reading, alliance),
            role=_role(reading, one),
            cases=tuple(link_to(reading, case) for case in reading.iris(_CASES, x=[alliance])),
        )
        for one in parts
        if (alliance := one.thing(AL.participationIn)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.alliance.words.text.casefold()))
