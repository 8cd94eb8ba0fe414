"""The search page: what was found by kind, what may narrow it, and what the filters hide.

Everything a reader chooses stands in the address, so a search can be sent, kept and undone.
The words come from a stranger: they are only compared, and shown escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from explorer.claims import Claim, claims_of
from explorer.figures import Figure, figures_of
from explorer.lists import page_number
from explorer.messages import Messages
from explorer.models import Link
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.statements import link_to
from ontology.errors import VocabularyError
from ontology.iris import concept, iri_of, reference_of
from ontology.terms import AL
from queries.search import (
    FACETS,
    Cell,
    FacetValue,
    Found,
    Hit,
    SearchIndex,
    Shown,
    search,
    suggest,
)

__all__ = [
    "PATH",
    "Choice",
    "Crossing",
    "FacetChoices",
    "Group",
    "Result",
    "Results",
    "Suggestion",
    "Undo",
    "results_of",
    "suggestions_of",
]

PATH: Final = "/chercher"
PAGE: Final = 20
_EACH: Final = 3
# So many values of a facet are shown at once; the others open below them.
_SHOWN: Final = 7
_MOST: Final = 60
_ACTORS: Final = ("actor-type/", "group/")

_CROSSING: Final = f"""
SELECT ?x ?matrix WHERE {{
  VALUES ?one {{ }} VALUES ?two {{ }}
  {{ ?x {AL.row} ?one . ?x {AL.column} ?two }} UNION {{ ?x {AL.row} ?two . ?x {AL.column} ?one }}
  ?x {AL.inMatrix} ?matrix
}}
"""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found. `passage` is text and whether it is a found word, piece by piece."""

    link: Link
    kind: str
    passage: tuple[tuple[str, bool], ...]
    language: str
    quoted: bool
    work: Link | None
    heading: str
    claim: Claim | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind; `more` shows all `total` of them, "" when all are here."""

    kind: str
    total: int
    results: tuple[Result, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; `href` adds or removes it."""

    words: Words
    count: int
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class FacetChoices:
    """One facet: the values shown at once, and those that open below."""

    key: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Undo:
    """How many results one chosen value hides, and the search without it."""

    facet: str
    words: Words
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """The cell that two concepts of the search make: both, the cell, and both as filters."""

    row: Link
    column: Link
    cell: str
    href: str


@dataclass(frozen=True, slots=True)
class Results:
    """The search page. `groups` when several kinds may be shown, else one group in pages."""

    asked: str
    kept: tuple[tuple[str, str], ...]
    total: int
    partial: bool
    kinds: tuple[Choice, ...]
    groups: tuple[Group, ...]
    facets: tuple[FacetChoices, ...]
    hidden: tuple[Undo, ...]
    crossing: Crossing | None
    clear: str
    page: int
    pages: int
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that completes what is typed."""

    link: Link
    kind: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address says: words, and (facet, value) pairs in its order."""

    language: str
    words: str
    chosen: tuple[tuple[str, str], ...]

    def facets(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for facet, value in self.chosen:
            found.setdefault(facet, []).append(value)
        return found

    def path(self, chosen: Sequence[tuple[str, str]] | None = None, page: int = 1) -> str:
        pairs = list(self.chosen if chosen is None else chosen)
        words = [("q", self.words)] if self.words else []
        asked = urlencode([*words, *pairs, *([("page", page)] if page > 1 else [])])
        return f"/{self.language}{PATH}{'?' + asked if asked else ''}"

    def toggled(self, facet: str, value: str) -> str:
        pair = (facet, value)
        left = [one for one in self.chosen if one != pair]
        return self.path(left if pair in self.chosen else [*self.chosen, pair])


def results_of(
    reading: Reading,
    index: SearchIndex,
    messages: Messages,
    query: Sequence[tuple[str, str]],
) -> Results:
    """Return the page for the pairs of an address: `q`, `page` and any of FACETS.

    Raises NotHeldError for a page beyond the last; a value that does not exist finds nothing.
    """
    given = dict(query)
    chosen = tuple(dict.fromkeys((name, one) for name, one in query if name in FACETS and one))
    asked = _Asked(messages.language, given.get("q", "").strip()[:200], chosen)
    facets = asked.facets()
    several = len(facets.get("kind", ())) != 1
    found = search(
        index, asked.words, facets=facets, language=asked.language, per_kind=_EACH * several
    )
    pages = 1 if several else max(1, -(-found.total // PAGE))
    page = page_number(given.get("page", "1"), pages)
    if not several:
        start = (page - 1) * PAGE
        found = search(
            index, asked.words, facets=facets, language=asked.language, limit=PAGE, offset=start
        )
    return Results(
        asked=asked.words,
        kept=chosen,
        total=found.total,
        partial=found.partial,
        kinds=_kinds(messages, asked, found),
        groups=_groups(reading, asked, found),
        facets=_facets(reading, messages, asked, found.facets),
        hidden=_hidden(reading, messages, asked, found),
        crossing=_crossing(reading, asked, found.cell),
        clear=asked.path([]),
        page=page,
        pages=pages,
        previous=asked.path(page=page - 1) if page > 1 else "",
        following=asked.path(page=page + 1) if page < pages else "",
    )


def suggestions_of(index: SearchIndex, language: str, typed: str) -> tuple[Suggestion, ...]:
    """Return names that complete `typed`, the best first."""
    return tuple(
        Suggestion(
            Link(Words(hit.thing.names[language]), page_path(hit.thing.iri, language)),
            hit.thing.kind,
        )
        for hit in suggest(index, typed, language=language)
    )


def _kinds(messages: Messages, asked: _Asked, found: Found) -> tuple[Choice, ...]:
    chosen = set(asked.facets().get("kind", ()))
    others = [pair for pair in asked.chosen if pair[0] != "kind"]
    return tuple(
        Choice(
            Words(messages(f"kind.{kind}.many"), messages.language),
            amount,
            kind in chosen,
            asked.path(others if kind in chosen else [*others, ("kind", kind)]),
        )
        for kind, amount in found.kinds.items()
    )


def _groups(reading: Reading, asked: _Asked, found: Found) -> tuple[Group, ...]:
    claims = claims_of(reading, [hit.thing.iri for hit in found.hits if hit.thing.kind == "claim"])
    figures = figures_of(
        reading, [hit.thing.iri for hit in found.hits if hit.thing.kind == "figure"]
    )
    told = {one.iri: one for one in claims}
    counted = {one.iri: one for one in figures}
    reading.name_all(
        hit.passage.passage.work
        for hit in found.hits
        if hit.passage is not None and hit.passage.passage.work
    )
    others = [pair for pair in asked.chosen if pair[0] != "kind"]
    groups = []
    for kind in dict.fromkeys(hit.thing.kind for hit in found.hits):
        results = tuple(
            _result(reading, hit, told.get(hit.thing.iri), counted.get(hit.thing.iri))
            for hit in found.hits
            if hit.thing.kind == kind
        )
        alone = asked.facets().get("kind") == [kind]
        more = "" if alone or len(results) == found.kinds[kind] else kind
        path = asked.path([*others, ("kind", more)]) if more else ""
        groups.append(Group(kind, found.kinds[kind], results, path))
    return tuple(groups)


def _result(reading: Reading, hit: Hit, claim: Claim | None, figure: Figure | None) -> Result:
    thing, shown = hit.thing, hit.passage
    language = reading.language
    name = Words(thing.names[language])
    passage = shown.passage if shown else None
    return Result(
        link=Link(name, page_path(thing.iri, language)),
        kind=thing.kind,
        passage=_pieces(shown) if shown else (),
        language=passage.language if passage else "",
        quoted=bool(passage and passage.work),
        work=link_to(reading, passage.work) if passage and passage.work else None,
        heading=passage.heading if passage else "",
        claim=claim,
        figure=figure,
    )


def _pieces(shown: Shown) -> tuple[tuple[str, bool], ...]:
    pieces, done = [], 0
    for start, end in shown.marks:
        pieces += [(shown.text[done:start], False), (shown.text[start:end], True)]
        done = end
    pieces.append((shown.text[done:], False))
    return tuple(piece for piece in pieces if piece[0])


def _value_iri(facet: str, value: str) -> str:
    """Return the IRI of a chosen value, "" for one that has none or cannot be one."""
    try:
        if facet == "actor":
            return iri_of(value)
        return concept(facet, value) if facet not in {"kind", "year", "quote"} else ""
    except VocabularyError:
        return ""


def _value_words(reading: Reading, messages: Messages, facet: str, value: str) -> Words:
    if facet in {"kind", "quote"}:
        key = f"kind.{value}.many" if facet == "kind" else f"quote.{value}"
        return Words(messages(key) if messages.has(key) else value, messages.language)
    iri = _value_iri(facet, value)
    return reading.label(iri) if iri else Words(value)


def _facets(
    reading: Reading, messages: Messages, asked: _Asked, values: Sequence[FacetValue]
) -> tuple[FacetChoices, ...]:
    by_facet: dict[str, list[FacetValue]] = {name: [] for name in FACETS if name != "kind"}
    for one in values:
        named = one.facet != "actor" or one.chosen or one.value.startswith(_ACTORS)
        if one.facet in by_facet and named:
            by_facet[one.facet].append(one)
    reading.name_all(
        iri
        for held in by_facet.values()
        for one in held
        if (iri := _value_iri(one.facet, one.value))
    )
    found = []
    for facet, held in by_facet.items():
        if facet == "year":
            held.sort(key=lambda one: one.value, reverse=True)
        held.sort(key=lambda one: (not one.chosen, one.count == 0))
        choices = tuple(
            Choice(
                _value_words(reading, messages, facet, one.value),
                one.count,
                one.chosen,
                asked.toggled(facet, one.value),
            )
            for one in held[:_MOST]
        )
        if choices:
            found.append(FacetChoices(facet, choices[:_SHOWN], choices[_SHOWN:]))
    return tuple(found)


def _hidden(reading: Reading, messages: Messages, asked: _Asked, found: Found) -> tuple[Undo, ...]:
    return tuple(
        Undo(
            one.facet,
            _value_words(reading, messages, one.facet, one.value),
            one.count,
            asked.toggled(one.facet, one.value),
        )
        for one in found.hidden
    )


def _crossing(reading: Reading, asked: _Asked, cell: Cell | None) -> Crossing | None:
    """Return the cell two concepts of the search make, and what both as filters would find."""
    if cell is None:
        return None
    rows = reading.rows(_CROSSING, one=[cell.row], two=[cell.column])
    cells = sorted(row[0].value for row in rows if isinstance(row[0], NamedNode))
    pairs = [
        (head, slug)
        for iri in (cell.row, cell.column)
        for head, _, slug in [(reference_of(iri) or "").partition("/")]
        if head in FACETS
    ]
    return Crossing(
        row=link_to(reading, cell.row),
        column=link_to(reading, cell.column),
        cell=page_path(cells[0], reading.language) if cells else "",
        href=_Asked(asked.language, "", ()).path(pairs) if len(pairs) == 2 else "",
    )
