"""A case's impacts in the words of the Common Impact Data Standard (CIDS), beside our own.

CIDS has reports of one organisation on its own impact; a case has claims about an alliance, each
with who says it, how firmly, for or against, and where it is written. So the document says both:
our description of every claim, with its evidence, passages and status, and for each claim a CIDS
report of the same IRI. Nothing is made up to fill what CIDS asks for (amounts, depth, dates), and
what is no impact (targets, resources) is counted in a comment and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from explorer.alliances import alliance_in
from explorer.claims import Claim
from explorer.descriptions import PREFIXES, descriptions_of
from explorer.messages import Messages
from explorer.paths import no_such_page
from explorer.reading import Reading
from ontology.errors import Text
from ontology.iris import BASE, reference_of
from ontology.terms import AL, RDF, RDFS, SKOS
from queries.labels import labels_of
from queries.sentences import claim_sentences

__all__ = ["CIDS", "CIDS_TYPE", "impacts_in_cids"]

# The extension of the document's address, and what it is served as.
CIDS: Final = "cids.jsonld"
_NS: Final = "https://ontology.commonapproach.org/cids#"
CIDS_TYPE: Final = f'application/ld+json; profile="{_NS}"'
_CASE: Final = f"{BASE}id/case/"
# What a claim does not hold itself: the evidence against it.
_AGAINST: Final = f"SELECT ?e WHERE {{ VALUES ?c {{ }} ?e {AL.challenges} ?c }}"


def impacts_in_cids(reading: Reading, case: str, messages: Mapping[str, Messages]) -> bytes:
    """Return the JSON-LD document of the case `case`; NotHeldError for what is no case.

    The same data version gives the same bytes.
    """
    facts = reading.facts(case)
    alliance, told = facts.thing(AL.illustrates), alliance_in(reading, facts)
    if not case.startswith(_CASE) or alliance is None or told is None:
        raise no_such_page()
    claims = (*told.impacts, *told.effects)
    links = [link for one in claims for link in reading.facts(one.iri).things(AL.partOfLink)]
    iris = [one.iri for one in claims]
    against = reading.iris(_AGAINST, c=iris)
    own = descriptions_of(reading, [case, alliance, *iris, *links, *against])
    left_out = {"targets": len(told.targets), "resources": len(told.resources)}
    triples = {*own, *_comments(case, messages, left_out), *_alliance(reading, own, alliance)}
    triples |= set(_reports(reading, alliance, claims))
    written = serialize(
        sorted(triples, key=str), format=RdfFormat.JSON_LD, prefixes={**PREFIXES, "cids": _NS}
    )
    return written or b""


def _cids(name: str) -> NamedNode:
    return NamedNode(f"{_NS}{name}")


def _comments(
    case: str, messages: Mapping[str, Messages], left_out: Mapping[str, int]
) -> Iterator[Triple]:
    for language, said in messages.items():
        text = said("cids.comment", **left_out)
        yield Triple(NamedNode(case), RDFS.comment, Literal(text, language=language))


def _alliance(reading: Reading, own: tuple[Triple, ...], alliance: str) -> Iterator[Triple]:
    """Yield the alliance, which stands where CIDS wants an organisation, and its named partners."""
    partners = [
        one.object.value
        for one in own
        if one.predicate == AL.participant and isinstance(one.object, NamedNode)
    ]
    yield from _named(
        reading, {alliance: alliance} | {one: one for one in partners}, "Organization"
    )


def _reports(reading: Reading, alliance: str, claims: tuple[Claim, ...]) -> Iterator[Triple]:
    said = claim_sentences(reading.store, (one.iri for one in claims))
    here = NamedNode(alliance)
    outcomes: dict[str, str] = {}
    stakeholders: dict[str, str] = {}
    for claim in claims:
        report = NamedNode(claim.iri)
        outcome = outcomes.setdefault(
            claim.object_iri, _part(alliance, "outcome", claim.object_iri)
        )
        yield Triple(report, RDF.type, _cids("ImpactReport"))
        yield Triple(report, _cids("forOrganization"), here)
        yield Triple(report, _cids("forOutcome"), NamedNode(outcome))
        told = said[claim.iri]
        for sentence in _both(Text(told.fr.text, told.en.text)):
            yield Triple(report, _cids("hasComment"), sentence)
        beneficiary = reading.facts(claim.iri).thing(AL.beneficiary)
        if beneficiary:
            who = stakeholders.setdefault(beneficiary, _part(alliance, "stakeholder", beneficiary))
            yield from _for_whom(outcome, who, report)
    yield from _named(reading, {claim.iri: claim.iri for claim in claims}, "")
    yield from _named(reading, outcomes, "Outcome")
    yield from _named(reading, stakeholders, "Stakeholder")
    for node in (*outcomes.values(), *stakeholders.values()):
        yield Triple(NamedNode(node), _cids("forOrganization"), here)
    for concept, outcome in outcomes.items():
        for meaning in reading.facts(concept).literals(SKOS.definition):
            yield Triple(NamedNode(outcome), _cids("hasDescription"), meaning)


def _part(alliance: str, kind: str, iri: str) -> str:
    """Return the IRI of what CIDS wants as a thing of the alliance's own."""
    return f"{alliance}#{kind}-{(reference_of(iri) or '').replace('/', '-')}"


def _for_whom(outcome: str, who: str, report: NamedNode) -> Iterator[Triple]:
    pair = NamedNode(f"{outcome}-{who.partition('#')[2]}")
    yield Triple(pair, RDF.type, _cids("StakeholderOutcome"))
    yield Triple(pair, _cids("forOutcome"), NamedNode(outcome))
    yield Triple(pair, _cids("forStakeholder"), NamedNode(who))
    yield Triple(pair, _cids("hasImpactReport"), report)


def _named(reading: Reading, nodes: Mapping[str, str], kind: str) -> Iterator[Triple]:
    """Yield the type and the names of `nodes`, by what they are called after."""
    for iri, label in labels_of(reading.store, nodes).items():
        node = NamedNode(nodes[iri])
        if kind:
            yield Triple(node, RDF.type, _cids(kind))
        # A proper name is of no language.
        for name in {Literal(label.fr)} if label.fr == label.en else _both(label):
            yield Triple(node, _cids("hasName"), name)
        if nodes[iri] != iri:
            yield Triple(node, RDFS.seeAlso, NamedNode(iri))


def _both(text: Text) -> tuple[Literal, Literal]:
    return Literal(text.fr, language="fr"), Literal(text.en, language="en")
