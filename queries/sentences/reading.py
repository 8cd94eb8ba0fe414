"""What sentences need of the graph, read in a few batches and put into words.

Every query here is SPARQL 1.1 with IRIs bound by pyoxigraph, the same on all engines. A thing
without a label is called by its reference; a claim or figure of which too little is known to
say anything has no sentence, rather than half of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from graph.store import Store, Term
from ontology.errors import Text
from ontology.iris import concept, reference_of
from ontology.terms import AL, DCTERMS, OA, RDFS
from queries.sentences.claims import Name, Said, say
from queries.sentences.figures import Counted, count
from queries.sentences.words import Part, Sentence

__all__ = ["Told", "claim_sentences", "figure_sentences", "sentences_of"]

# How many IRIs go into one query: keeps its text under a few hundred kilobytes.
_BATCH: Final = 1000

# One property is asked by name: left open, all of them would be read and thrown away.
_FACTS: Final = "SELECT ?s ?o WHERE {{ VALUES ?s {{ {iris} }} ?s {property} ?o }}"
_TO_FIND: Final = concept("quote-status", "to-find")
_CLAIM: Final = (
    AL.subject,
    AL.relation,
    AL.object,
    AL.claimMode,
    AL.polarity,
    AL.speaker,
    AL.through,
    AL.beneficiary,
    AL.territory,
    AL.domain,
    AL.period,
    AL.partOfLink,
    AL.hasEvidence,
)
_FIGURE: Final = (
    AL.value,
    AL.unit,
    AL.precision,
    AL.question,
    AL.respondent,
    AL.targetActor,
    AL.subPopulation,
    AL.territory,
    AL.domain,
    AL.category,
    AL.impact,
    AL.period,
    AL.fromStudy,
    AL.populationText,
    AL.baseText,
    AL.derivation,
    AL.passage,
)
_DIMENSIONS: Final = {
    "respondent": AL.respondent,
    "target": AL.targetActor,
    "subpopulation": AL.subPopulation,
    "territory": AL.territory,
    "domain": AL.domain,
    "category": AL.category,
    "impact": AL.impact,
}

_Held: TypeAlias = dict[str, dict[str, list[Term]]]


@dataclass(frozen=True, slots=True)
class Told:
    """One claim or figure in both languages."""

    fr: Sentence
    en: Sentence

    def in_language(self, language: str) -> Sentence:
        """Return the sentence in `language`; anything but "en" reads French."""
        return self.en if language == "en" else self.fr


def sentences_of(kind: str, store: Store, iris: Iterable[str]) -> dict[str, Told]:
    """Return the sentences of claims or figures (`kind` is the type of thing), by IRI."""
    told = {"claim": claim_sentences, "figure": figure_sentences}
    return told[kind](store, iris)


def claim_sentences(store: Store, iris: Iterable[str]) -> dict[str, Told]:
    """Return a sentence for each claim of `iris` that has subject, relation and object."""
    facts = _Facts(store)
    claims = facts.read(iris, _CLAIM)
    facts.read((iri for one in claims for iri in facts.iris(one, AL.partOfLink)), (AL.linkStatus,))
    evidence = [iri for one in claims for iri in facts.iris(one, AL.hasEvidence)]
    facts.read(evidence, (AL.foundAt, AL.quoteStatus, AL.citesSource))
    facts.places(iri for one in evidence for iri in facts.iris(one, AL.foundAt))
    facts.name(iri for one in (*claims, *evidence) for iri in facts.pointed(one))
    found: dict[str, Told] = {}
    for iri in claims:
        fr, en = (_said(facts, iri, language) for language in ("fr", "en"))
        if fr and en:
            found[iri] = Told(say(fr, "fr"), say(en, "en"))
    return found


def figure_sentences(store: Store, iris: Iterable[str]) -> dict[str, Told]:
    """Return a sentence for each figure of `iris` that has a value and a question."""
    facts = _Facts(store)
    figures = facts.read(iris, _FIGURE)
    facts.places(iri for one in figures for iri in facts.iris(one, AL.passage))
    facts.name(iri for one in figures for iri in facts.pointed(one))
    found: dict[str, Told] = {}
    for iri in figures:
        counted = _counted(facts, iri)
        if counted:
            found[iri] = Told(count(counted, "fr"), count(counted, "en"))
    return found


class _Facts:
    """What has been read so far: values by thing and property, and names."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: _Held = defaultdict(lambda: defaultdict(list))
        self._names: dict[str, Text] = {}

    def read(self, iris: Iterable[str], properties: Iterable[NamedNode]) -> tuple[str, ...]:
        """Read these properties of these things; return the things, each once."""
        wanted = tuple(dict.fromkeys(iris))
        asked = tuple(properties)
        for batch in _batches(wanted):
            terms = " ".join(str(NamedNode(iri)) for iri in batch)
            for prop in asked:
                for subject, value in self._store.query(
                    _FACTS.format(iris=terms, property=prop)
                ).rows:
                    if isinstance(subject, NamedNode) and value:
                        self._held[subject.value][prop.value].append(value)
        return wanted

    def places(self, passages: Iterable[str]) -> None:
        """Read where passages stand, and what their works are called."""
        read = self.read(passages, (OA.hasSource, AL.heading))
        self.read((iri for one in read for iri in self.iris(one, OA.hasSource)), (DCTERMS.title,))

    def name(self, iris: Iterable[str]) -> None:
        """Read the labels of things, in both languages."""
        wanted = [iri for iri in dict.fromkeys(iris) if iri not in self._names]
        self.read(wanted, (RDFS.label,))
        for iri in wanted:
            labels = [v for v in self._held[iri][RDFS.label.value] if isinstance(v, Literal)]
            fr = _best(labels, "fr") or reference_of(iri) or iri
            self._names[iri] = Text(fr, _best(labels, "en") or fr)

    def iris(self, iri: str, prop: NamedNode) -> list[str]:
        """Return the things a property points to, sorted."""
        values = self._held[iri][prop.value]
        return sorted(value.value for value in values if isinstance(value, NamedNode))

    def pointed(self, iri: str) -> Iterator[str]:
        """Yield everything this thing points to."""
        for values in list(self._held[iri].values()):
            for value in values:
                if isinstance(value, NamedNode):
                    yield value.value

    def slug(self, iri: str, prop: NamedNode) -> str:
        """Return the last part of the thing pointed to, or ""."""
        return next(iter(self.iris(iri, prop)), "").rpartition("/")[2]

    def text(self, iri: str, prop: NamedNode) -> str:
        """Return the first literal as written, or ""."""
        values = self._held[iri][prop.value]
        return min((value.value for value in values if isinstance(value, Literal)), default="")

    def named(self, iri: str, prop: NamedNode) -> Name | None:
        """Return the first thing pointed to, with its name."""
        return next(self.all_named(iri, prop), None)

    def all_named(self, iri: str, prop: NamedNode) -> Iterator[Name]:
        """Yield every thing pointed to that has a reference, with its name."""
        for one in self.iris(iri, prop):
            reference = reference_of(one)
            if reference:
                yield Name(reference, self._names.get(one, Text(reference, reference)))

    def found_in(self, passage: str) -> tuple[Part, ...]:
        """Return the work of a passage and its heading, as people cite them."""
        work = next(iter(self.iris(passage, OA.hasSource)), "")
        title = self.text(work, DCTERMS.title)
        heading = self.text(passage, AL.heading)
        if not title:
            return ()
        return (Part(title, work), *((Part(f", {heading}"),) if heading else ()))


def _best(labels: Iterable[Literal], language: str) -> str:
    order = {language: 0, "": 1}
    ranked = sorted(labels, key=lambda one: (order.get(one.language or "", 2), one.value))
    return ranked[0].value if ranked else ""


def _batches(iris: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(iris), _BATCH):
        yield iris[start : start + _BATCH]


def _said(facts: _Facts, iri: str, language: str) -> Said | None:
    subject, relation = facts.named(iri, AL.subject), facts.named(iri, AL.relation)
    target = facts.named(iri, AL.object)
    if subject is None or relation is None or target is None:
        return None
    link = next(iter(facts.iris(iri, AL.partOfLink)), "")
    evidence = facts.iris(iri, AL.hasEvidence)
    return Said(
        subject=subject,
        relation=relation,
        object=target,
        status=facts.slug(link, AL.linkStatus),
        mode=facts.slug(iri, AL.claimMode),
        polarity=facts.slug(iri, AL.polarity),
        speaker=facts.named(iri, AL.speaker),
        through=tuple(facts.all_named(iri, AL.through)),
        beneficiary=facts.named(iri, AL.beneficiary),
        territory=facts.named(iri, AL.territory),
        domain=facts.named(iri, AL.domain),
        period=facts.named(iri, AL.period),
        to_find=any(_TO_FIND in facts.iris(one, AL.quoteStatus) for one in evidence),
        source=_source(facts, evidence, language),
    )


def _source(facts: _Facts, evidence: list[str], language: str) -> tuple[Part, ...]:
    for one in evidence:
        for passage in facts.iris(one, AL.foundAt):
            if found := facts.found_in(passage):
                return found
        for work in facts.all_named(one, AL.citesSource):
            return (Part(work.words.in_language(language), work.iri),)
    return ()


def _counted(facts: _Facts, iri: str) -> Counted | None:
    question = facts.named(iri, AL.question)
    value = _number(facts.text(iri, AL.value))
    if question is None or value is None:
        return None
    passage = next(iter(facts.iris(iri, AL.passage)), "")
    dimensions: Mapping[str, Name | None] = {
        key: facts.named(iri, prop) for key, prop in _DIMENSIONS.items()
    }
    return Counted(
        value=value,
        unit=facts.slug(iri, AL.unit),
        precision=facts.slug(iri, AL.precision),
        question=question,
        dimensions={key: one for key, one in dimensions.items() if one},
        period=facts.named(iri, AL.period),
        study=facts.named(iri, AL.fromStudy),
        population=facts.text(iri, AL.populationText),
        base=facts.text(iri, AL.baseText),
        derived=facts.text(iri, AL.derivation) == "derived",
        source=facts.found_in(passage),
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
