"""What can be found: every thing a reader looks for, with its names, passages and facets.

Read from the graph in one query per property, at publication. A case carries the words of its
alliance, whichever case tells them. Technical nodes (cells, selectors, links) are never results,
their words belong to what they serve.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.store import Store
from ontology.iris import BASE, reference_of
from ontology.terms import AL, DCTERMS, OA, RDFS, SKOS
from queries.search.properties import Reader, inverse
from queries.search.thing_facets import Facets

__all__ = ["KINDS", "Passage", "Thing", "things_of"]

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
_STATUSES: Final = ("demontre", "mesure", "observe", "percu", "affirme", "suppose", "vise")


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


def things_of(store: Store) -> tuple[Thing, ...]:
    """Return everything that can be found in `store`, by kind in the order of KINDS, then name."""
    read = Reader(store)
    names = _names(read)
    kinds = {iri: kind for iri in names if (kind := _kind(iri, read))}
    passages = _passages(read, kinds)
    facets = Facets(read)
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


def _kind(iri: str, read: Reader) -> str:
    """Return the kind of result `iri` is, "" for what is never one."""
    head, _, slug = (reference_of(iri) or "").partition("/")
    if iri.startswith(f"{BASE}scheme/"):
        if head in _TECHNICAL or slug.startswith("_") or not slug:
            return ""
        return head if head in _OWN else "concept"
    if head not in _THINGS:
        return ""
    told = head == "alliance" and iri in inverse(read.pairs(AL.illustrates))
    return "" if told else head


def _names(read: Reader) -> dict[str, dict[str, str]]:
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


def _passages(read: Reader, kinds: Mapping[str, str]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    quotes = _quotes(read)
    evidence = inverse(read.pairs(AL.hasEvidence))
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


def _quotes(read: Reader) -> dict[str, list[Passage]]:
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
