"""The search page: what was found by kind, what may narrow it, and what the filters hide.

Everything a reader chooses stands in the address, so a search can be sent, kept and undone.
The words come from a stranger: they are only compared, and shown escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from explorer.claims import Claim, claims_of
from explorer.figures import Figure, figures_of
from explorer.filters import Address, Choice, FacetChoices, Undo, facet_choices, undos
from explorer.messages import Messages
from explorer.models import Link
from explorer.paging import Paging, paging
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.selection import PATH as SELECTION
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
)
from queries.selections import FACETS as SELECTED

__all__ = [
    "PATH",
    "Crossing",
    "Group",
    "Result",
    "Results",
    "results_of",
]

PATH: Final = "/chercher"
PAGE: Final = 20
_EACH: Final = 3
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
class Crossing:
    """The cell that two concepts of the search make: both, the cell, and both as filters."""

    row: Link
    column: Link
    cell: str
    href: str


@dataclass(frozen=True, slots=True)
class Results:
    """The search page. `groups` when several kinds may be shown, else one group in pages.

    `readings` is where its claims are read as sentences, matrix, table and picture.
    """

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
    readings: str
    paging: Paging


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
    asked = Address(messages.language, PATH, given.get("q", "").strip()[:200], chosen)
    facets = asked.facets()
    several = len(facets.get("kind", ())) != 1
    found = search(
        index, asked.words, facets=facets, language=asked.language, per_kind=_EACH * several
    )
    # Several kinds stand on one page, some of each.
    listed = 0 if several else found.total
    place = paging(given.get("page", "1"), listed, PAGE, lambda page: asked.href(page=page))
    if not several:
        start = (place.page - 1) * PAGE
        found = search(
            index, asked.words, facets=facets, language=asked.language, limit=PAGE, offset=start
        )
    return _results(reading, messages, asked, found, place)


def _results(
    reading: Reading,
    messages: Messages,
    asked: Address,
    found: Found,
    place: Paging,
) -> Results:
    return Results(
        asked=asked.words,
        kept=asked.chosen,
        total=found.total,
        partial=found.partial,
        kinds=_kinds(messages, asked, found),
        groups=_groups(reading, asked, found),
        facets=facet_choices(reading, messages, asked, _offered(found.facets), _value_iri),
        hidden=undos(reading, messages, asked, found.hidden, _value_iri),
        crossing=_crossing(reading, asked, found.cell),
        clear=asked.href([]),
        readings=_readings(asked, found),
        paging=place,
    )


def _readings(asked: Address, found: Found) -> str:
    """Return where the claims found are read in several ways, "" when none was found."""
    if not found.kinds.get("claim") or not (asked.words or asked.chosen):
        return ""
    chosen = tuple(pair for pair in asked.chosen if pair[0] in SELECTED)
    return Address(asked.language, SELECTION, asked.words, chosen).href()


def _kinds(messages: Messages, asked: Address, found: Found) -> tuple[Choice, ...]:
    chosen = set(asked.facets().get("kind", ()))
    others = [pair for pair in asked.chosen if pair[0] != "kind"]
    return tuple(
        Choice(
            Words(messages(f"kind.{kind}.many"), messages.language),
            amount,
            kind in chosen,
            asked.href(others if kind in chosen else [*others, ("kind", kind)]),
        )
        for kind, amount in found.kinds.items()
    )


def _groups(reading: Reading, asked: Address, found: Found) -> tuple[Group, ...]:
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
        path = asked.href([*others, ("kind", more)]) if more else ""
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


def _offered(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Return the values a reader chooses among: named actors are found by their name."""
    return [
        one
        for one in values
        if one.facet != "kind"
        and (one.facet != "actor" or one.chosen or one.value.startswith(_ACTORS))
    ]


def _crossing(reading: Reading, asked: Address, cell: Cell | None) -> Crossing | None:
    """Return the cell two concepts of the search make, and what both as filters would find."""
    if cell is None:
        return None
    cells = reading.iris(_CROSSING, one=[cell.row], two=[cell.column])
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
        href=Address(asked.language, PATH).href(pairs) if len(pairs) == 2 else "",
    )
