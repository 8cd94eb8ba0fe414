"""How the graph knows what it shows: the published rules, each with a true example; and the words.

The rules are read from the files that run, and the examples from the record, so that this page
cannot promise what the software does not do. A status nobody has yet says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.claims import STATUSES, Claim, claims_of, status_named
from explorer.messages import Messages
from explorer.models import Link, Status
from explorer.reading import Reading, Words
from explorer.statements import link_to, value_of
from graph.derivation import read_rules
from ontology.errors import Text
from ontology.iris import concept, scheme
from ontology.terms import AL, DCTERMS, SKOS

__all__ = ["Method", "Rule", "StatusRule", "Term", "Vocabulary", "glossary_of", "method_of"]

_QUOTED: Final = f"""
SELECT ?status (MIN(STR(?claim)) AS ?one) WHERE {{
  ?claim {AL.partOfLink} ?link ; {AL.hasEvidence} ?evidence ; {AL.claimMode} ?mode .
  ?evidence {AL.quoteStatus} {NamedNode(concept("quote-status", "found"))} .
  ?link {AL.linkStatus} ?status .
  VALUES (?status ?mode) {{
    ({NamedNode(concept("status", "demontre"))} {NamedNode(concept("mode", "attributed"))})
    ({NamedNode(concept("status", "mesure"))} {NamedNode(concept("mode", "measured"))})
    ({NamedNode(concept("status", "observe"))} {NamedNode(concept("mode", "measured"))})
    ({NamedNode(concept("status", "percu"))} {NamedNode(concept("mode", "perceived"))})
    ({NamedNode(concept("status", "affirme"))} {NamedNode(concept("mode", "asserted"))})
    ({NamedNode(concept("status", "suppose"))} {NamedNode(concept("mode", "hypothesised"))})
    ({NamedNode(concept("status", "vise"))} {NamedNode(concept("mode", "asserted"))})
  }}
}} GROUP BY ?status
"""
_LINKS: Final = (
    f"SELECT ?status (COUNT(DISTINCT ?link) AS ?n) WHERE {{ ?link {AL.linkStatus} ?status }} "
    "GROUP BY ?status"
)
_MEMBERS: Final = f"SELECT ?c WHERE {{ VALUES ?in {{ }} ?c {SKOS.inScheme} ?in }}"

# What people meet on the pages; other vocabularies are for whoever codes.
_GLOSSARY: Final = (
    "category",
    "impact",
    "effect",
    "mechanism",
    "status",
    "mode",
    "evidence-level",
    "result-level",
    "gap-type",
    "missing-evidence",
    "discrepancy-kind",
    "actor-type",
    "domain",
    "innovation-step",
    "support-lever",
    "caution",
    "notion",
)


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One status: its meaning, the rules that give it, how many links have it, an example."""

    status: Status
    meaning: Words | None
    rules: tuple[Rule, ...]
    links: int
    example: Claim | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that runs at each build: its file's name and its title in the page's language."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Term:
    """One word: its name with its page, its definition, and where it comes from."""

    link: Link
    meaning: Words | None
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one list, by name."""

    name: Link
    slug: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """Everything the page of method shows."""

    statuses: tuple[StatusRule, ...]
    contradictions: tuple[Rule, ...]
    gaps: tuple[Term, ...]
    missing: tuple[Term, ...]


def method_of(reading: Reading, messages: Messages) -> Method:
    """Return the rules of status, contradiction and gap, with examples from the record."""
    rules = [(one.name, one.graph, one.title) for one in read_rules()]
    return Method(
        statuses=tuple(_statuses(reading, rules)),
        contradictions=tuple(
            Rule(name, title.in_language(reading.language))
            for name, graph, title in rules
            if graph == "discrepancies"
        ),
        gaps=_terms(reading, messages, "gap-type"),
        missing=_terms(reading, messages, "missing-evidence"),
    )


def _statuses(reading: Reading, rules: Iterable[tuple[str, str, Text]]) -> Iterable[StatusRule]:
    iris = {slug: concept("status", slug) for slug in STATUSES}
    reading.gather(iris.values())
    counted = {
        status.value: int(number.value)
        for status, number in reading.rows(_LINKS)
        if isinstance(status, NamedNode) and isinstance(number, Literal)
    }
    first = {
        status.value: claim.value
        for status, claim in reading.rows(_QUOTED)
        if isinstance(status, NamedNode) and isinstance(claim, Literal)
    }
    examples = {claim.iri: claim for claim in claims_of(reading, [*first.values()])}
    named = [(name, title) for name, graph, title in rules if graph == "status"]
    for slug, iri in iris.items():
        yield StatusRule(
            status=status_named(reading, iri),
            meaning=reading.facts(iri).words(SKOS.definition, reading.language),
            rules=tuple(
                Rule(name, title.in_language(reading.language))
                for name, title in named
                if name == f"status-{slug}" or name.startswith(f"status-{slug}-")
            ),
            links=counted.get(iri, 0),
            example=examples.get(first.get(iri, "")),
        )


def glossary_of(reading: Reading, messages: Messages) -> tuple[Vocabulary, ...]:
    """Return the words of the pages, list by list, with their definitions and sources."""
    reading.name_all(scheme(name) for name in _GLOSSARY)
    return tuple(
        Vocabulary(link_to(reading, scheme(name)), name, _terms(reading, messages, name))
        for name in _GLOSSARY
    )


def _terms(reading: Reading, messages: Messages, name: str) -> tuple[Term, ...]:
    rows = reading.rows(_MEMBERS, **{"in": [scheme(name)]})
    iris = sorted(iri.value for (iri,) in rows if isinstance(iri, NamedNode))
    facts = reading.gather(iri for iri in iris if not iri.endswith("/_Z"))
    terms = [
        Term(
            link=link_to(reading, one.iri),
            meaning=one.words(SKOS.definition, reading.language),
            sources=tuple(
                value_of(reading, messages, DCTERMS.source.value, source).link
                for source in one.literals(DCTERMS.source)
            ),
        )
        for one in facts
    ]
    return tuple(sorted(terms, key=lambda term: term.link.words.text.casefold()))
