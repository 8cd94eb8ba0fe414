"""A claim, its evidence and its link as quads.

A claim is what somebody says at one passage; a link is what all claims with the same subject,
relation, object and scope have in common, and only a link has a status. A target aimed at or
a resource put in can never be read as an impact: `al:claimsImpact` and `al:claimsEffect` come
with the relation `contribue-a` and with no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from loaders.mapping.labels import claim_label
from loaders.mapping.names import Names
from loaders.mapping.periods import period, period_quads
from loaders.mapping.statements import Value, bilingual, facts, node, source_graph, thing
from loaders.records import Claim, DocumentRecord
from ontology.errors import Text
from ontology.iris import digest
from ontology.terms import AL, PROV, RDF, RDFS, SKOS

__all__ = ["Statement", "attributed", "claim_quads", "evidence_words", "link_of", "statement_quads"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a claim of a document and an item of a case have in common.

    `subject`, `object`, `speaker`, `beneficiary` and `through` are references; `period` is
    written as records write dates (`2013/2017`); the rest are slugs.
    """

    id: str
    subject: str
    relation: str
    object: str
    mode: str
    polarity: str
    speaker: str | None = None
    beneficiary: str | None = None
    territory: str | None = None
    domain: str | None = None
    period: str | None = None
    through: tuple[str, ...] = ()

    @property
    def scope(self) -> tuple[tuple[str, str], ...]:
        """Return what limits the statement, as pairs of scheme and slug."""
        limits = (("territory", self.territory), ("domain", self.domain))
        return tuple((scheme, slug) for scheme, slug in limits if slug is not None)


def link_of(said: Statement) -> NamedNode:
    """Return the link that the statement is one claim of."""
    parts = (said.subject, said.relation, said.object, said.territory or "", said.domain or "")
    return thing("link", digest(*parts))


def statement_quads(names: Names, graph: NamedNode, said: Statement) -> Iterator[Quad]:
    """Yield the claim, without what backs it, and the link it is part of."""
    linked = _linked(names, said)
    yield from facts(
        graph,
        thing("claim", said.id),
        {
            **_kind(said),
            RDFS.label: bilingual(_label(names, said)),
            **linked,
            **_manner(names, said),
            AL.partOfLink: link_of(said),
            AL.hasEvidence: thing("evidence", said.id),
        },
    )
    label = _words(names, said, said.scope)
    words = Text(f"Lien : {label.fr}", f"Link: {label.en}")
    link: dict[NamedNode, Value] = {RDF.type: AL.Link, RDFS.label: bilingual(words), **linked}
    yield from facts(graph, link_of(said), link)
    yield from _periods(said)


def _linked(names: Names, said: Statement) -> dict[NamedNode, Value]:
    """Return what a claim has in common with all claims of its link."""
    return {
        AL.subject: _checked(names, said.subject),
        AL.relation: names.concept("relation", said.relation),
        AL.object: _checked(names, said.object),
        AL.territory: names.concept("territory", said.territory) if said.territory else None,
        AL.domain: names.concept("domain", said.domain) if said.domain else None,
    }


def _manner(names: Names, said: Statement) -> dict[NamedNode, Value]:
    """Return who says it, how, of whom, by which means and for when."""
    return {
        AL.through: [_checked(names, each) for each in said.through],
        AL.claimMode: names.concept("mode", said.mode),
        AL.polarity: names.concept("polarity", said.polarity),
        AL.speaker: _checked(names, said.speaker) if said.speaker else None,
        AL.beneficiary: _checked(names, said.beneficiary) if said.beneficiary else None,
        AL.period: period(said.period) if said.period else None,
    }


def _kind(said: Statement) -> dict[NamedNode, Value]:
    scheme = said.object.partition("/")[0]
    if said.relation == "contribue-a" and scheme == "impact":
        return {RDF.type: (AL.Claim, AL.ImpactClaim), AL.claimsImpact: node(said.object)}
    if said.relation == "contribue-a" and scheme == "effect":
        return {RDF.type: (AL.Claim, AL.EffectClaim), AL.claimsEffect: node(said.object)}
    return {RDF.type: AL.Claim}


def _checked(names: Names, reference: str) -> NamedNode:
    names.words(reference)
    return node(reference)


def _periods(said: Statement) -> Iterator[Quad]:
    yield from period_quads(said.period)
    for reference in (said.subject, said.object, *said.through):
        scheme, _, slug = reference.partition("/")
        if scheme == "period":
            yield from period_quads(slug.replace("--", "/"))


def _label(names: Names, said: Statement) -> Text:
    when = (("period", said.period.replace("/", "--")),) if said.period else ()
    return _words(names, said, (*said.scope, *when), said.polarity)


def _words(
    names: Names, said: Statement, scope: tuple[tuple[str, str], ...], polarity: str = "positive"
) -> Text:
    return claim_label(
        names,
        subject=said.subject,
        relation=said.relation,
        object_=said.object,
        scope=scope,
        polarity=polarity,
    )


def evidence_words(names: Names, said: Statement) -> Text:
    """Return what the evidence of a statement is called."""
    label = _label(names, said)
    return Text(f"Preuve : {label.fr}", f"Evidence: {label.en}")


def attributed(speaker: str | None) -> NamedNode | None:
    """Return the speaker when it is an actor: a surveyed group is nobody in particular."""
    named = speaker is not None and speaker.startswith(("organisation/", "person/"))
    return node(speaker) if speaker and named else None


def claim_quads(names: Names, record: DocumentRecord, claim: Claim) -> Iterator[Quad]:
    """Yield one claim of a document with its evidence and its link, in the document's graph."""
    graph = source_graph(record.document)
    said = _statement(claim)
    node_ = thing("claim", claim.id)
    yield from statement_quads(names, graph, said)
    figures = [thing("figure", each) for each in claim.figures]
    yield from facts(graph, node_, {AL.restsOnFigure: figures, SKOS.note: bilingual(claim.note)})
    yield from facts(
        graph,
        thing("evidence", claim.id),
        {
            RDF.type: AL.Evidence,
            RDFS.label: bilingual(evidence_words(names, said)),
            AL.supports: node_,
            AL.foundAt: thing("passage", claim.passage),
            AL.evidenceLevel: names.concept("evidence-level", claim.evidence_level),
            AL.quoteStatus: names.concept("quote-status", "found"),
            PROV.wasAttributedTo: attributed(claim.speaker),
        },
    )
    for other in claim.challenged_by:
        yield from facts(graph, thing("evidence", other), {AL.challenges: node_})


def _statement(claim: Claim) -> Statement:
    return Statement(
        id=claim.id,
        subject=claim.subject,
        relation=claim.relation,
        object=claim.object,
        mode=claim.mode,
        polarity=claim.polarity,
        speaker=claim.speaker,
        beneficiary=claim.beneficiary,
        territory=claim.territory,
        domain=claim.domain,
        period=claim.period,
        through=claim.through,
    )
