"""One selection of claims and its readings: sentences, matrix, table, picture.

The readings share one address: changing the reading keeps the filters, changing a filter keeps
the reading. All of them, and the files beside them, start from the same claims, which
`queries.selections` chooses; this module only puts them in order for a reader.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from explorer.claims import STATUSES, Claim, claims_of
from explorer.filters import Address, FacetChoices, Undo, facet_choices, undos
from explorer.messages import Messages
from explorer.paging import Paging, paging
from explorer.reading import Reading
from explorer.selection_grid import Grid, grid_of
from queries.facets import Narrowing
from queries.search import SearchIndex, search
from queries.selections import FACETS, Selectable, value_iri

__all__ = ["PATH", "VIEWS", "Chosen", "Selection", "Tab", "chosen_claims", "selection_of"]

PATH: Final = "/selection"
# The readings, in the order of their tabs; the first is that of an address without `vue`.
VIEWS: Final = ("phrases", "matrice", "tableau", "graphe")
# Claims on one page of a reading.
_PAGES: Final[Mapping[str, int]] = {"phrases": 20, "tableau": 50}
_GRID: Final = ("rows", "columns")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Tab:
    """One reading: its word, its address with the same filters, and whether it is open."""

    view: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an address asks for: the address, the claims it keeps and the SPARQL that finds them.

    `claims` are IRIs in no order; `held` counts all that may be chosen.
    """

    asked: Address
    narrowing: Narrowing[str]
    claims: frozenset[str]
    held: int
    query: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The page: what is chosen, what each choice hides, and the reading that is open.

    `claims` are one page of them, for sentences and table; `grid` is the matrix, None in other
    readings; `total` counts the claims chosen and `held` all that may be.
    """

    view: str
    tabs: tuple[Tab, ...]
    asked: str
    kept: tuple[tuple[str, str], ...]
    total: int
    held: int
    facets: tuple[FacetChoices, ...]
    hidden: tuple[Undo, ...]
    clear: str
    query: str
    permalink: str
    claims: tuple[Claim, ...]
    grid: Grid | None
    paging: Paging


def chosen_claims(
    selectable: Selectable, index: SearchIndex, language: str, pairs: Sequence[tuple[str, str]]
) -> Chosen:
    """Return the claims that the pairs of an address keep: `q` and any of FACETS.

    A value that does not exist keeps nothing.
    """
    given = dict(pairs)
    words = given.get("q", "").strip()[:_LONGEST]
    view = given.get("vue", "")
    kept = [("vue", view)] if view in VIEWS[1:] else []
    kept += [(name, given[name][:40]) for name in _GRID if given.get(name)]
    chosen = dict.fromkeys((name, one) for name, one in pairs if name in FACETS and one)
    asked = Address(language, PATH, words, tuple(chosen), tuple(kept))
    within = _holding(index, words, language) if words else None
    narrowing = selectable.narrowed(asked.facets(), within)
    return Chosen(
        asked=asked,
        narrowing=narrowing,
        claims=narrowing.kept(),
        held=len(selectable.claims),
        query=selectable.query(narrowing),
    )


def _holding(index: SearchIndex, words: str, language: str) -> frozenset[str]:
    """Return the claims that hold all the words, as the search page finds them."""
    found = search(
        index, words, facets={"kind": ["claim"]}, language=language, limit=len(index.things)
    )
    return frozenset() if found.partial else frozenset(hit.thing.iri for hit in found.hits)


def selection_of(
    reading: Reading, messages: Messages, chosen: Chosen, given: Mapping[str, str]
) -> Selection:
    """Return the page of a selection; `given` may hold `page`, `rows` and `columns`.

    Raise NotHeldError for a page beyond the last, QueryError for a matrix there is not.
    """
    asked = chosen.asked
    view = dict(asked.kept).get("vue", VIEWS[0])
    ordered = _ordered(reading, chosen.narrowing, chosen.claims)
    # A matrix and a picture show the whole selection on one page.
    listed = ordered if view in _PAGES else ()
    size = _PAGES.get(view, 1)
    place = paging(given.get("page", "1"), len(listed), size, lambda page: asked.href(page=page))
    return Selection(
        view=view,
        tabs=tuple(_tabs(asked, view)),
        asked=asked.words,
        kept=(*asked.chosen, *asked.kept),
        total=len(ordered),
        held=chosen.held,
        facets=facet_choices(reading, messages, asked, chosen.narrowing.values(), value_iri),
        hidden=undos(reading, messages, asked, chosen.narrowing.hidden(), value_iri),
        clear=asked.href([]),
        query=asked.query(kept=()),
        permalink=asked.href(),
        claims=claims_of(reading, place.part(listed)),
        grid=grid_of(reading, asked, chosen.claims, given) if view == "matrice" else None,
        paging=place,
    )


def _tabs(asked: Address, view: str) -> Iterable[Tab]:
    for one in VIEWS:
        kept = [("vue", one)] if one != VIEWS[0] else []
        yield Tab(one, asked.href(kept=kept), one == view)


def _ordered(
    reading: Reading, narrowing: Narrowing[str], claims: Collection[str]
) -> tuple[str, ...]:
    """Return the claims by status, in the order of reading, then by name."""
    by_status = narrowing.members["status"]
    place = {
        claim: STATUSES.index(status) if status in STATUSES else len(STATUSES)
        for status, held in by_status.items()
        for claim in held
    }
    reading.name_all(claims)
    return tuple(
        sorted(
            claims,
            key=lambda one: (place.get(one, len(STATUSES)), reading.label(one).text, one),
        )
    )
