"""What is claimed, how it is known, who says it and in which words.

The status of a link is read from the graph, where a published rule put it; this module never
derives one. It always comes as a word, a letter and a line, so that no reader depends on
colour. What has no quotation yet is marked as such and is never between quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from explorer.models import Link, Quotation, Status
from explorer.paths import page_path
from explorer.quotations import gather_passages, quotation_at
from explorer.reading import Facts, Reading, Words
from explorer.sentences import spoken
from explorer.statements import link_if, link_to
from ontology.iris import BASE, concept
from ontology.terms import AL, DCTERMS, PROV, SKOS
from queries.sentences import Told as Sentences
from queries.sentences import claim_sentences

__all__ = [
    "LINES",
    "NO_STATUS",
    "STATUSES",
    "Claim",
    "Confirmation",
    "Proof",
    "Told",
    "claims_of",
    "confirmation_of",
    "status_named",
    "status_of",
    "told",
]

# The statuses in the order of section 7 of the architecture: an order of reading, not of merit.
STATUSES: Final = ("demontre", "mesure", "observe", "percu", "affirme", "suppose", "vise")

# The lines a template can draw, by the names the scheme gives them.
LINES: Final = (
    "thick-solid",
    "solid",
    "long-dash",
    "short-dash",
    "dash-dot",
    "dotted",
    "open-circle",
)

NO_STATUS: Final = Status("", Words(""), "?", "none")

_CHALLENGES: Final = f"SELECT ?c ?e WHERE {{ VALUES ?c {{ }} ?e {AL.challenges} ?c }}"
_TO_FIND: Final = concept("quote-status", "to-find")


@dataclass(frozen=True, slots=True)
class Told:
    """A caution or a level: its name and what it means."""

    link: Link
    meaning: Words | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed a code, under which name and on which day, as far as the graph holds it."""

    by: Link
    name: Words | None = None
    at: Words | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: a quotation, or a paraphrase whose phrase is still to be found."""

    quotation: Quotation | None
    paraphrase: Words | None
    to_find: bool
    level: Told | None
    method: Words | None
    works: tuple[Link, ...]
    said_by: Link | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as a page shows it; `kind` is the slug of its relation.

    `sentence` says it in words that follow its status, its names linked. `coded` tells an item of a
    case, whose codes somebody gave; `confirmed` is None while only one person did.
    """

    iri: str
    name: Link
    subject: Link
    relation: Words
    object: Link
    object_iri: str
    kind: str
    status: Status
    mode: Words | None
    polarity: str
    speaker: Link | None
    beneficiary: Link | None
    through: tuple[Link, ...]
    scope: tuple[Link, ...]
    level: Words | None
    level_basis: str
    proofs: tuple[Proof, ...]
    against: tuple[Proof, ...]
    figures: tuple[Link, ...]
    cautions: tuple[Told, ...]
    sentence: tuple[Link, ...] = ()
    subject_iri: str = ""
    coded: bool = False
    confirmed: Confirmation | None = None

    @property
    def of_effect(self) -> bool:
        """Whether the claim is of an impact or a direct effect, which is somebody's."""
        return self.object_iri.startswith((f"{BASE}scheme/impact/", f"{BASE}scheme/effect/"))

    @property
    def quoted(self) -> bool:
        """Whether at least one supporting quotation is at hand."""
        return any(proof.quotation for proof in self.proofs)


def status_of(reading: Reading, link: str | None) -> Status:
    """Return the status of a link, NO_STATUS when no rule gave one."""
    iri = reading.facts(link).thing(AL.linkStatus) if link else None
    if iri is None:
        return NO_STATUS
    return status_named(reading, iri)


def status_named(reading: Reading, iri: str) -> Status:
    """Return one of the statuses of the scheme, with its letter, line and meaning."""
    facts = reading.facts(iri)
    line = facts.text(AL.lineStyle)
    return Status(
        slug=iri.rpartition("/")[2],
        word=reading.label(iri),
        letter=facts.text(AL.letter) or "?",
        line=line if line in LINES else "none",
        href=page_path(iri, reading.language),
        meaning=facts.words(SKOS.definition, reading.language),
    )


def told(reading: Reading, iri: str | None) -> Told | None:
    """Return a concept's name with its definition, None for no concept."""
    if iri is None:
        return None
    facts = reading.facts(iri)
    return Told(link_to(reading, iri), facts.words(SKOS.definition, reading.language))


def claims_of(reading: Reading, iris: Iterable[str]) -> tuple[Claim, ...]:
    """Return the claims of `iris` in their order, read in a handful of batches."""
    claims = reading.gather(iris)
    against = _challenges(reading, [facts.iri for facts in claims])
    evidence = reading.gather(
        iri
        for facts in claims
        for iri in (*facts.things(AL.hasEvidence), *against.get(facts.iri, ()))
    )
    reading.gather(iri for facts in claims for iri in facts.things(AL.partOfLink, AL.caution))
    reading.gather(iri for one in evidence for iri in one.things(AL.evidenceLevel, AL.citesSource))
    gather_passages(reading, (iri for one in evidence for iri in one.things(AL.foundAt)))
    said = claim_sentences(reading.store, (facts.iri for facts in claims if facts))
    return tuple(
        _claim(reading, facts, against.get(facts.iri, ()), said.get(facts.iri))
        for facts in claims
        if facts
    )


def _challenges(reading: Reading, claims: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for claim, evidence in sorted(
        (claim.value, evidence.value)
        for claim, evidence in reading.rows(_CHALLENGES, c=claims)
        if isinstance(claim, NamedNode) and isinstance(evidence, NamedNode)
    ):
        found[claim] = (*found.get(claim, ()), evidence)
    return found


def _claim(
    reading: Reading, facts: Facts, against: tuple[str, ...], said: Sentences | None
) -> Claim:
    target = facts.thing(AL.object) or ""
    relation = facts.thing(AL.relation) or ""
    return Claim(
        iri=facts.iri,
        name=link_to(reading, facts.iri),
        subject=link_if(reading, facts.thing(AL.subject)) or Link(Words("")),
        relation=reading.label(relation) if relation else Words(""),
        object=link_if(reading, target) or Link(Words("")),
        object_iri=target,
        kind=relation.rpartition("/")[2],
        status=status_of(reading, facts.thing(AL.partOfLink)),
        mode=reading.label_if(facts.thing(AL.claimMode)),
        polarity=(facts.thing(AL.polarity) or "").rpartition("/")[2],
        speaker=link_if(reading, facts.thing(AL.speaker)),
        beneficiary=link_if(reading, facts.thing(AL.beneficiary)),
        through=_links(reading, facts, AL.through),
        scope=_links(reading, facts, AL.territory, AL.domain, AL.period),
        level=reading.label_if(facts.thing(AL.resultLevel)),
        level_basis=(facts.thing(AL.resultBasis) or "").rpartition("/")[2],
        proofs=tuple(_proof(reading, iri) for iri in facts.things(AL.hasEvidence)),
        against=tuple(_proof(reading, iri) for iri in against),
        figures=_links(reading, facts, AL.restsOnFigure),
        cautions=_cautions(reading, facts),
        sentence=spoken(reading, said),
        subject_iri=facts.thing(AL.subject) or "",
        coded=facts.words(AL.codedKind, reading.language) is not None,
        confirmed=confirmation_of(reading, facts),
    )


def _links(reading: Reading, facts: Facts, *properties: NamedNode) -> tuple[Link, ...]:
    return tuple(link_to(reading, iri) for iri in facts.things(*properties))


def _cautions(reading: Reading, facts: Facts) -> tuple[Told, ...]:
    return tuple(one for iri in facts.things(AL.caution) if (one := told(reading, iri)) is not None)


def confirmation_of(reading: Reading, facts: Facts) -> Confirmation | None:
    """Return who confirmed an assignment or an item, None while nobody has."""
    by = facts.thing(AL.confirmedBy)
    if by is None:
        return None
    name = facts.words(AL.confirmedName, reading.language)
    return Confirmation(link_to(reading, by), name, reading.label_if(facts.thing(AL.confirmedAt)))


def _proof(reading: Reading, iri: str) -> Proof:
    facts = reading.facts(iri)
    quotation = quotation_at(reading, facts.thing(AL.foundAt))
    level = told(reading, facts.thing(AL.evidenceLevel))
    works = [link_to(reading, work) for work in facts.things(AL.citesSource, DCTERMS.source)]
    if quotation and quotation.place:
        works.insert(0, quotation.place.work)
    return Proof(
        quotation=quotation,
        paraphrase=facts.words(AL.itemText, reading.language),
        to_find=quotation is None or facts.thing(AL.quoteStatus) == _TO_FIND,
        level=level,
        method=facts.words(AL.method, reading.language),
        works=tuple(dict.fromkeys(works)),
        said_by=link_if(reading, facts.thing(PROV.wasAttributedTo)),
    )
