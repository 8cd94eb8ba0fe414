"""The list of the things of one kind: sorted, filtered without JavaScript, fifty to a page.

Filters come from a stranger's address bar. Words are compared here and never reach a query;
references are checked by `ontology.iris`; what is not one is refused with NotHeldError.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.claims import Claim, claims_of
from explorer.figures import Discrepancy, Figure, discrepancies, figures_of
from explorer.kinds import CLASSES
from explorer.messages import Messages
from explorer.models import Link
from explorer.paging import Paging, paging
from explorer.paths import list_path, no_such_page
from explorer.reading import Facts, Reading, Words, best
from explorer.statements import link_to, property_words
from explorer.typography import date
from ontology.errors import VocabularyError
from ontology.iris import NS, concept, iri_of, thing
from ontology.terms import AL, DCTERMS, OA, RDF, RDFS, names
from ontology.vocabulary import fold

__all__ = [
    "FILTERS",
    "PAGE",
    "Item",
    "Listing",
    "Tag",
    "listing_of",
]

# Rows on one page of a list.
PAGE: Final = 50

# The words a list understands in its address, beside `q` and `page`.
FILTERS: Final = ("to", "via", "status", "quote", "source")

_MEMBERS: Final = f"""
SELECT DISTINCT ?s ?l WHERE {{
  VALUES ?c {{ }}
  ?s {RDF.type} ?c .
  NARROWED
  ?s {RDFS.label} ?l
}}
"""
_PATTERNS: Final[Mapping[str, str]] = {
    "to": "VALUES ?via { } VALUES ?to { } ?s ?via ?to .",
    "status": f"VALUES ?status {{ }} ?s {AL.partOfLink}/{AL.linkStatus} ?status .",
    "quote": f"VALUES ?quote {{ }} ?s {AL.hasEvidence}/{AL.quoteStatus} ?quote .",
    "source": (
        f"VALUES ?source {{ }} ?s ({AL.passage}|{AL.foundAt}|({AL.hasEvidence}/{AL.foundAt}))"
        f"/{OA.hasSource} ?source ."
    ),
}
_DIGITS: Final = re.compile(r"\d+")
_KINDS_OF: Final = (AL.documentKind, AL.eventKind, AL.resourceKind, AL.actorType)


@dataclass(frozen=True, slots=True)
class Tag:
    """A category shown with its colour and its name, never by colour alone."""

    link: Link
    slug: str


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list; a claim, figure or discrepancy is shown by what it says."""

    link: Link
    note: Words | None = None
    about: tuple[Words, ...] = ()
    tags: tuple[Tag, ...] = ()
    claim: Claim | None = None
    figure: Figure | None = None
    discrepancy: Discrepancy | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: `total` rows pass the filters, `held` exist.

    `narrowed` names each filter in words with the link that removes it.
    """

    kind: str
    asked: str
    kept: tuple[tuple[str, str], ...]
    narrowed: tuple[tuple[Words, Link, str], ...]
    total: int
    paging: Paging
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Filters:
    """What was asked of a list: words, filters as written, and the IRI of each slot."""

    kind: str
    words: str
    given: Mapping[str, str]
    values: Mapping[str, str]

    def rows(self, reading: Reading) -> dict[str, list[Literal]]:
        """Return the labels of every member that passes the filters."""
        narrowed = " ".join(text for name, text in _PATTERNS.items() if name in self.given)
        slots = {name: (iri,) for name, iri in self.values.items()}
        classes = (node.value for node in CLASSES[self.kind])
        labels: dict[str, list[Literal]] = {}
        for subject, label in reading.rows(
            _MEMBERS.replace("NARROWED", narrowed), c=classes, **slots
        ):
            if isinstance(subject, NamedNode) and isinstance(label, Literal):
                labels.setdefault(subject.value, []).append(label)
        return labels

    def path(self, language: str, page: int = 1, *, without: frozenset[str] = frozenset()) -> str:
        """Return the path of a page of the same list, some filters taken away."""
        kept = {name: value for name, value in self.given.items() if name not in without}
        return list_path(language, self.kind, q=self.words, **kept, page=page if page > 1 else "")


def listing_of(
    reading: Reading, messages: Messages, kind: str, query: Mapping[str, str]
) -> Listing:
    """Return the page of the list that `query` asks for.

    `query` may hold `q` (words), `page` (from 1) and FILTERS. Raises NotHeldError for a page
    beyond the last and for a filter that names nothing possible.
    """
    given = {name: query[name] for name in FILTERS if query.get(name)}
    filters = _Filters(kind, query.get("q", "").strip()[:100], given, _values(given))
    found = _sorted(reading, filters)
    place = paging(
        query.get("page", "1"),
        len(found),
        PAGE,
        lambda page: filters.path(reading.language, page),
    )
    return Listing(
        kind=kind,
        asked=filters.words,
        kept=tuple(given.items()),
        narrowed=_in_words(reading, messages, filters),
        total=len(found),
        paging=place,
        items=_items(reading, kind, place.part(found)),
    )


def _values(given: Mapping[str, str]) -> dict[str, str]:
    """Return the IRI for each slot of the patterns; raise NotHeldError for an impossible one."""
    values: dict[str, str] = {}
    if ("to" in given) != ("via" in given) or not {given.get("via", "subject")} <= set(names(AL)):
        raise no_such_page()
    try:
        if "to" in given:
            values |= {"to": iri_of(given["to"]), "via": NS + given["via"]}
        if "status" in given:
            values["status"] = concept("status", given["status"])
        if "quote" in given:
            values["quote"] = concept("quote-status", given["quote"])
        if "source" in given:
            values["source"] = thing("document", given["source"])
    except VocabularyError as error:
        raise no_such_page() from error
    return values


def _in_words(
    reading: Reading, messages: Messages, filters: _Filters
) -> tuple[tuple[Words, Link, str], ...]:
    found = []
    for name in _PATTERNS:
        if name in filters.given:
            label = (
                property_words(reading, messages, filters.values["via"])
                if name == "to"
                else Words(messages(f"list.filter.{name}"))
            )
            dropped = frozenset({"to", "via"} if name == "to" else {name})
            without = filters.path(reading.language, without=dropped)
            found.append((label, link_to(reading, filters.values[name]), without))
    return tuple(found)


def _sorted(reading: Reading, filters: _Filters) -> list[str]:
    words = fold(filters.words).split()
    ranked = []
    for iri, literals in filters.rows(reading).items():
        folded = " ".join(fold(literal.value) for literal in literals)
        if all(word in folded for word in words):
            shown = best(literals, reading.language)
            ranked.append((_rank(filters.kind, shown.text if shown else ""), iri))
    return [iri for _, iri in sorted(ranked)]


def _rank(kind: str, label: str) -> str:
    """Return the text a list is sorted by: numbers by size, figures by what was asked."""
    head, dash, rest = label.partition(" — ")
    text = f"{rest} {head}" if kind == "figure" and dash else label
    return _DIGITS.sub(lambda digits: digits.group().zfill(12), fold(text))


def _items(reading: Reading, kind: str, iris: Sequence[str]) -> tuple[Item, ...]:
    facts = reading.gather(iris)
    if kind == "claim":
        return tuple(Item(one.name, claim=one) for one in claims_of(reading, iris))
    if kind == "figure":
        return tuple(Item(one.name, figure=one) for one in figures_of(reading, iris))
    if kind == "discrepancy":
        return tuple(Item(one.name, discrepancy=one) for one in discrepancies(reading, iris))
    reading.gather(iri for one in facts for iri in one.things(AL.illustrates))
    return tuple(_item(reading, one) for one in facts)


def _item(reading: Reading, facts: Facts) -> Item:
    alliance = facts.thing(AL.illustrates)
    told = reading.facts(alliance) if alliance else facts
    about = [reading.label(iri) for iri in facts.things(*_KINDS_OF)]
    issued = facts.text(DCTERMS.issued)
    if issued:
        about.append(Words(date(issued, reading.language)))
    return Item(
        link=link_to(reading, facts.iri),
        note=facts.words(DCTERMS.description, reading.language),
        about=tuple(about),
        tags=tuple(
            Tag(link_to(reading, iri), iri.rpartition("/")[2]) for iri in told.things(AL.inCategory)
        ),
    )
