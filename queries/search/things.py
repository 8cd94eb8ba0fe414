"""What can be found: every thing a reader looks for, with its names, passages and facets.

Read from the graph in one query per property, at publication. A case carries the words and
facets of its alliance, whichever case tells them, so that a filter never hides one side of a
contradiction; a claim carries those of the alliance it speaks of. Technical nodes (cells,
selectors, links) are never results, their words belong to what they serve.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from ontology.iris import BASE, reference_of
from ontology.terms import AL, DCTERMS, OA, RDFS, SKOS

__all__ = ["FACETS", "KINDS", "Passage", "Thing", "things_of"]

# In the order results and facets are offered.
FACETS: Final = (
    "kind", "domain", "category", "impact", "territory", "actor", "year", "status", "quote",
)  # fmt: skip

# Schemes whose concepts are results of a kind of their own; those of the others are "concept".
_OWN: Final = ("domain", "category", "impact", "mechanism", "territory", "question")
KINDS: Final = (
    "case", "alliance", "organisation", "person", *_OWN, "concept", "figure", "claim",
    "discrepancy", "study", "programme", "event", "resource", "innovation", "indicator",
    "document", "webpage",
)  # fmt: skip
_THINGS: Final = frozenset(KINDS) - {*_OWN, "concept"}

# Lists that only serve other things: nobody looks for a unit or a degree of precision.
_TECHNICAL: Final = frozenset(
    {
        "basis", "coder", "confidence", "discrepancy-status", "matrix", "mode", "period",
        "polarity", "precision", "quote-status", "relation", "result-level", "severity", "unit",
    }
)  # fmt: skip

_NAMES: Final = (RDFS.label, SKOS.prefLabel, SKOS.altLabel, AL.placeLabel, DCTERMS.title)
_TEXTS: Final = (
    DCTERMS.description, SKOS.definition, SKOS.scopeNote, AL.populationText, AL.explanation,
    AL.publisherText,
)  # fmt: skip
_DIRECT: Final[Mapping[str, tuple[NamedNode, ...]]] = {
    "domain": (AL.addressesDomain, AL.domain, AL.indicatorDomain),
    "category": (AL.inCategory, AL.category),
    "impact": (AL.impact,),
    "territory": (AL.inTerritory, AL.territory),
    "actor": (AL.actorType, AL.respondent, AL.speaker, AL.participant, AL.participantType),
    "year": (AL.startsAt, AL.endsAt, AL.period),
}
_SIDES: Final = (AL.subject, AL.object, AL.through, AL.beneficiary)
# A side of a claim that is one of these concepts says what the claim is about.
_BY_SCHEME: Final = {
    "domain": "domain", "category": "category", "impact": "impact", "territory": "territory",
    "actor-type": "actor", "group": "actor",
}  # fmt: skip
_STATUSES: Final = ("demontre", "mesure", "observe", "percu", "affirme", "suppose", "vise")
_YEAR: Final = re.compile(r"\b(1[89]\d\d|20\d\d)\b")

Pairs: TypeAlias = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a thing: where it was read when it is a quotation, its language ("" unknown).

    `work` is an IRI, `heading` the heading it stands under; both "" for our own words.
    """

    text: str
    language: str = ""
    work: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be found.

    `names` holds a name for "fr" and for "en" and every other name under "other", joined by
    line feeds; `facets` holds, by facet, slugs (years as digits, actors as references).
    """

    iri: str
    kind: str
    names: Mapping[str, str]
    passages: tuple[Passage, ...] = ()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)


class _Reader:
    """The properties of one store, each read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, Pairs] = {}

    def pairs(self, prop: NamedNode) -> Pairs:
        """Return the IRIs of `prop` by subject."""
        if prop.value not in self._read:
            found: Pairs = defaultdict(list)
            for subject, value in self._store.query(f"SELECT ?s ?o {{ ?s {prop} ?o }}").rows:
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                    found[subject.value].append(value.value)
            self._read[prop.value] = dict(found)
        return self._read[prop.value]

    def of(self, iri: str, *properties: NamedNode) -> Iterator[str]:
        """Yield the IRIs of `properties` of `iri`."""
        for prop in properties:
            yield from self.pairs(prop).get(iri, ())

    def literals(self, prop: NamedNode) -> Iterator[tuple[str, Literal]]:
        """Yield the texts of `prop` with their subjects."""
        for subject, value in self._store.query(f"SELECT ?s ?o {{ ?s {prop} ?o }}").rows:
            if isinstance(subject, NamedNode) and isinstance(value, Literal):
                yield subject.value, value


def things_of(store: Store) -> tuple[Thing, ...]:
    """Return everything that can be found in `store`, by kind in the order of KINDS, then name."""
    read = _Reader(store)
    names = _names(read)
    kinds = {iri: kind for iri in names if (kind := _kind(iri, read))}
    passages = _passages(read, kinds)
    facets = _Facets(read)
    found = [
        Thing(iri, kind, names[iri], tuple(passages.get(iri, ())), facets.of(iri, kind))
        for iri, kind in kinds.items()
    ]
    return tuple(sorted(found, key=_order))


def _order(thing: Thing) -> tuple[int, int, str, str]:
    """Return the place of a thing: claims by their status, the order of reading it."""
    status = next(iter(thing.facets.get("status", ())), "")
    place = _STATUSES.index(status) if status in _STATUSES else len(_STATUSES)
    return KINDS.index(thing.kind), place, thing.names["fr"], thing.iri


def _kind(iri: str, read: _Reader) -> str:
    """Return the kind of result `iri` is, "" for what is never one."""
    head, _, slug = (reference_of(iri) or "").partition("/")
    if iri.startswith(f"{BASE}scheme/"):
        if head in _TECHNICAL or slug.startswith("_") or not slug:
            return ""
        return head if head in _OWN else "concept"
    if head not in _THINGS:
        return ""
    told = head == "alliance" and iri in _inverse(read.pairs(AL.illustrates))
    return "" if told else head


def _inverse(pairs: Pairs) -> Pairs:
    found: Pairs = defaultdict(list)
    for subject, values in pairs.items():
        for value in values:
            found[value].append(subject)
    return found


def _names(read: _Reader) -> dict[str, dict[str, str]]:
    by_language: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for prop in _NAMES:
        for iri, literal in read.literals(prop):
            by_language[iri][literal.language or ""].append(literal.value)
    found: dict[str, dict[str, str]] = {}
    for iri, told in by_language.items():
        plain = [*told.get("", ()), *told.get("fr", ()), *told.get("en", ())]
        first = {language: (told.get(language) or plain)[0] for language in ("fr", "en") if plain}
        if first:
            rest = [name for name in dict.fromkeys(plain) if name not in first.values()]
            found[iri] = {**first, "other": "\n".join(rest)}
    return found


def _passages(read: _Reader, kinds: Mapping[str, str]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    quotes = _quotes(read)
    evidence = _inverse(read.pairs(AL.hasEvidence))
    for place_of, owner_of in (
        (read.pairs(AL.passage), {}),
        (read.pairs(AL.foundAt), evidence),
    ):
        for subject, places in place_of.items():
            for owner in owner_of.get(subject, [subject]):
                found[owner] += [quote for place in places for quote in quotes.get(place, ())]
    for item, text in read.literals(AL.itemText):
        for owner in evidence.get(item, ()):
            found[owner].append(Passage(text.value, text.language or ""))
    for prop in _TEXTS:
        for iri, text in read.literals(prop):
            found[iri].append(Passage(text.value, text.language or ""))
    for case, alliances in read.pairs(AL.illustrates).items():
        for alliance in alliances:
            found[case] += found.get(alliance, [])
    return {iri: list(dict.fromkeys(told)) for iri, told in found.items() if iri in kinds}


def _quotes(read: _Reader) -> dict[str, list[Passage]]:
    exact = dict(read.literals(OA.exact))
    headings = {iri: text.value for iri, text in read.literals(AL.heading)}
    return {
        place: [
            Passage(
                exact[selector].value,
                exact[selector].language or "",
                next(read.of(place, OA.hasSource), ""),
                headings.get(place, ""),
            )
            for selector in selectors
            if selector in exact
        ]
        for place, selectors in read.pairs(OA.hasSelector).items()
    }


class _Facets:
    """The facets of each thing; those of an alliance are found once."""

    def __init__(self, read: _Reader) -> None:
        self._read = read
        self._alliances: dict[str, dict[str, set[str]]] = {}
        self._told = _inverse(read.pairs(AL.subject))
        self._parts = _inverse(read.pairs(AL.participant))
        self._issued = dict(read.literals(DCTERMS.issued))
        self._claims = read.pairs(AL.claimMode)

    def of(self, iri: str, kind: str) -> dict[str, frozenset[str]]:
        found = self._own(iri)
        self._add(found, "kind", [kind])
        for alliance in self._alliances_of(iri, kind):
            for name, values in self._alliance(alliance).items():
                found[name] |= values
        self._sides(found, iri)
        self._add_concept(found, iri)
        if kind == "claim":
            found["status"] |= self._slugs(self._read.of(iri, AL.partOfLink), AL.linkStatus)
            found["quote"] |= self._slugs(self._read.of(iri, AL.hasEvidence), AL.quoteStatus)
        if kind == "figure":
            found["quote"].add("found")
        if iri in self._issued:
            found["year"] |= set(_YEAR.findall(self._issued[iri].value))
        return {name: frozenset(values) for name, values in found.items() if values}

    def _slugs(self, iris: Iterable[str], prop: NamedNode) -> set[str]:
        return {value.rpartition("/")[2] for iri in iris for value in self._read.of(iri, prop)}

    def _alliances_of(self, iri: str, kind: str) -> list[str]:
        if kind == "case":
            return list(self._read.of(iri, AL.illustrates))
        if kind in {"organisation", "person"}:
            parts = self._parts.get(iri, ())
            return [one for part in parts for one in self._read.of(part, AL.participationIn)]
        subjects = self._read.of(iri, AL.subject) if kind == "claim" else [iri]
        return [one for one in subjects if one.startswith(f"{BASE}id/alliance/")]

    def _alliance(self, iri: str) -> dict[str, set[str]]:
        if iri not in self._alliances:
            found = self._own(iri)
            for part in self._read.of(iri, AL.hasParticipation):
                for name, values in self._own(part).items():
                    found[name] |= values
            for claim in self._told.get(iri, ()):
                for impact in self._read.of(claim, AL.claimsImpact):
                    self._add_concept(found, impact)
            self._alliances[iri] = found
        return self._alliances[iri]

    def _own(self, iri: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name, properties in _DIRECT.items():
            self._add(found, name, self._read.of(iri, *properties))
        return found

    def _sides(self, found: dict[str, set[str]], iri: str) -> None:
        if iri in self._claims:
            for side in self._read.of(iri, *_SIDES):
                self._add_concept(found, side)

    def _add_concept(self, found: dict[str, set[str]], iri: str) -> None:
        name = _BY_SCHEME.get(iri.removeprefix(f"{BASE}scheme/").partition("/")[0])
        if name:
            self._add(found, name, [iri])

    def _add(self, found: dict[str, set[str]], name: str, values: Iterable[str]) -> None:
        for value in values:
            reference = reference_of(value) if value.startswith(BASE) else value
            slug = (reference or "").rpartition("/")[2]
            if slug.startswith("_") or not slug:
                continue
            if name == "year":
                found[name] |= _years(slug)
            elif name == "actor":
                found[name].add(reference or "")
            else:
                found[name].add(slug)
                found[name] |= self._above(value) if name != "kind" else set()

    def _above(self, iri: str) -> set[str]:
        """Return the slugs of all broader concepts: a case in Brest is one of Bretagne."""
        found: set[str] = set()
        below = [iri]
        while below:
            below = [up for one in below for up in self._read.of(one, SKOS.broader)]
            below = [up for up in below if up.rpartition("/")[2] not in found]
            found |= {up.rpartition("/")[2] for up in below}
        return {slug for slug in found if not slug.startswith("_")}


def _years(period: str) -> set[str]:
    """Return every year of a period named `2017`, `2017-06` or `2008--2012`."""
    years = [int(year) for year in _YEAR.findall(period.replace("--", " "))]
    return {str(year) for year in range(min(years), max(years) + 1)} if years else set()
