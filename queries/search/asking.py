"""What a search answers: things by words and facets, and what its filters hide.

Every word must be found; a word that exists nowhere may be the beginning of one, or one with
a slip. When nothing holds all the words, things that hold some of them are returned and the
answer says so. Values of one facet widen each other, facets narrow each other. Counts of
things found are counts of the record, never of the world.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tantivy import Occur, Query, Searcher

from ontology.errors import QueryError, Text
from queries.facets import FacetValue, Hidden, Narrowing
from queries.search.index import SearchIndex
from queries.search.passages import Shown, shown_of
from queries.search.thing_facets import FACETS
from queries.search.things import KINDS, Thing
from queries.search.words import Word, words_of

__all__ = [
    "LONGEST",
    "Cell",
    "FacetValue",
    "Found",
    "Hidden",
    "Hit",
    "Shown",
    "search",
    "suggest",
]

# The longest text that is searched, in characters, and the most words of it.
LONGEST: Final = 200
_MOST_WORDS: Final = 12
# Weights of the fields of a suggestion, and of a search.
_WEIGHTS: Final = {2: (4.0, 1.0), 4: (4.0, 1.0, 0.5, 1.0)}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, the passage that best answers, and how well the words fit (0 and up)."""

    thing: Thing
    passage: Shown | None
    score: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Two concepts named by the search, as IRIs, row first: the crossing they make."""

    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: `total` things, of which `hits` is one page.

    `kinds` counts by kind without the chosen kinds, in the order of their best result;
    `partial` means that no thing holds all the words; `cell` is None unless two concepts
    are named.
    """

    total: int
    hits: tuple[Hit, ...]
    kinds: Mapping[str, int]
    facets: tuple[FacetValue, ...]
    hidden: tuple[Hidden, ...]
    partial: bool
    cell: Cell | None


def search(
    index: SearchIndex,
    q: str,
    *,
    facets: Mapping[str, Collection[str]] | None = None,
    language: str = "fr",
    limit: int = 20,
    offset: int = 0,
    per_kind: int = 0,
) -> Found:
    """Return the things that hold the words of `q` and pass `facets` (facet to values).

    Without words everything that passes is returned, by kind and name. `language` is the one
    names and passages are preferred in. With `per_kind` the hits are so many of each kind, in
    the order of `kinds`, instead of one page. Raises QueryError for an unknown facet; an unknown
    value finds nothing.
    """
    chosen = _checked(facets or {})
    words = words_of(q[:LONGEST])[:_MOST_WORDS]
    scores, partial = _matching(index, words)
    narrowing = Narrowing(index.members, frozenset(scores), chosen)
    ranked = sorted(narrowing.kept(), key=lambda place: (-scores[place], place))
    kinds = _kinds(index, scores, narrowing.kept(without="kind"))
    page = ranked[offset : offset + limit]
    if per_kind:
        page = _of_each(index, ranked, kinds, per_kind)
    return Found(
        total=len(ranked),
        hits=tuple(
            Hit(thing, shown_of(thing, words, language), scores[place])
            for place in page
            for thing in [index.things[place]]
        ),
        kinds=kinds,
        facets=tuple(narrowing.values()),
        hidden=tuple(narrowing.hidden()),
        partial=partial,
        cell=_cell(index, words),
    )


def suggest(index: SearchIndex, q: str, *, language: str = "fr", limit: int = 8) -> tuple[Hit, ...]:
    """Return the things whose name holds the words of `q`, the last perhaps unfinished."""
    words = words_of(q[:LONGEST])[:_MOST_WORDS]
    if not words or limit < 1:
        return ()
    searcher = index.terms.searcher()
    queries = [
        _word(index, searcher, word, ("name", "plain_name"), open_ended=word == words[-1])
        for word in words
    ]
    scores = _scores(index, searcher, _all(queries))
    ranked = sorted(scores, key=lambda place: (-_ready(index.things[place], scores[place]), place))
    # Several figures may bear one name: a list to choose from shows it once.
    named = {index.things[place].names[language]: place for place in reversed(ranked)}
    first = [place for place in ranked if named[index.things[place].names[language]] == place]
    return tuple(Hit(index.things[one], None, scores[one]) for one in first[:limit])


def _ready(thing: Thing, score: float) -> float:
    """Return `score`, less for what is named by a whole sentence: names come first."""
    return score * (0.5 if thing.kind in {"claim", "figure", "webpage"} else 1)


def _of_each(
    index: SearchIndex, ranked: Sequence[int], kinds: Collection[str], amount: int
) -> list[int]:
    found: dict[str, list[int]] = {kind: [] for kind in kinds}
    for place in ranked:
        held = found[index.things[place].kind]
        if len(held) < amount:
            held.append(place)
    return [place for held in found.values() for place in held]


def _checked(facets: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    unknown = sorted(set(facets) - set(FACETS))
    if unknown:
        raise QueryError(
            Text(f"Filtre inconnu : {unknown[0]}.", f"Unknown filter: {unknown[0]}."),
            Text(f"Filtres : {', '.join(FACETS)}.", f"Filters: {', '.join(FACETS)}."),
        )
    return {name: frozenset(values) for name, values in facets.items() if values}


def _matching(index: SearchIndex, words: Sequence[Word]) -> tuple[dict[int, float], bool]:
    """Return the score of every thing that holds the words, and whether some are missing."""
    if not words:
        return dict.fromkeys(range(len(index.things)), 0.0), False
    searcher = index.terms.searcher()
    queries = [_word(index, searcher, one, ("name", "text", "about", "plain")) for one in words]
    found = _scores(index, searcher, _all(queries))
    if found or len(words) == 1:
        return found, False
    some = Query.boolean_query([(Occur.Should, one) for one in queries])
    return _scores(index, searcher, some), True


def _all(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, one) for one in queries])


def _word(
    index: SearchIndex,
    searcher: Searcher,
    word: Word,
    fields: tuple[str, ...],
    *,
    open_ended: bool = False,
) -> Query:
    """Return the query for one word in `fields`, the last of which holds plain forms."""
    schema, last = index.terms.schema, fields[-1]
    exact = [
        Query.boost_query(
            Query.term_query(schema, field, word.plain if field == last else word.stem), weight
        )
        for field, weight in zip(fields, _WEIGHTS[len(fields)], strict=True)
    ]
    known = searcher.doc_freq(last, word.plain) or any(
        searcher.doc_freq(field, word.stem) for field in fields[:-1]
    )
    near = [] if known and not open_ended else _near(index, word, last, slips=not known)
    return Query.boolean_query([(Occur.Should, one) for one in (*exact, *near)])


def _near(index: SearchIndex, word: Word, field: str, *, slips: bool) -> list[Query]:
    """Return queries for words that begin alike, and with `slips` for those nearly alike."""
    schema, form = index.terms.schema, word.plain
    found = []
    if len(form) > 1:
        found.append(Query.boost_query(Query.regex_query(schema, field, f"{form}.*"), 2.0))
    if slips and len(form) > 3 and not any(sign.isdigit() for sign in form):
        distance = 1 if len(form) < 8 else 2
        found.append(Query.fuzzy_term_query(schema, field, form, distance=distance))
    return found


def _scores(index: SearchIndex, searcher: Searcher, query: Query) -> dict[int, float]:
    hits = searcher.search(query, limit=max(1, len(index.things)), count=False).hits
    places = searcher.fast_field_values("place", [address for _, address in hits])
    return {
        int(place): float(score)
        for (score, _), place in zip(hits, places, strict=True)
        if place is not None and isinstance(score, float)
    }


def _kinds(index: SearchIndex, scores: Mapping[int, float], kept: frozenset[int]) -> dict[str, int]:
    """Return how many of each kind were found, the kind with the best result first."""
    best: dict[str, float] = {}
    counts: dict[str, int] = {}
    for place in kept:
        kind = index.things[place].kind
        counts[kind] = counts.get(kind, 0) + 1
        best[kind] = max(best.get(kind, 0.0), scores[place])
    return {
        kind: counts[kind] for kind in sorted(best, key=lambda one: (-best[one], KINDS.index(one)))
    }


def _cell(index: SearchIndex, words: Sequence[Word]) -> Cell | None:
    """Return the two concepts that the words name, of two schemes; no word serves twice.

    A name fits when all its words were typed, or two of them that are half of it: whoever
    types "insertion professionnelle" means the domain "chômage / insertion professionnelle".
    """
    typed = {word.stem for word in words}
    named = [
        (-len(form & typed), len(form - typed), facet, iri, form)
        for facet, iri, form in index.names
        if _fits(form, typed)
    ]
    best: dict[int, str] = {}
    for _, _, facet_place, iri, form in sorted(named, key=lambda one: one[:4]):
        if facet_place not in best and _fits(form, typed):
            best[facet_place] = iri
            typed -= form
    crossed = [best[place] for place in sorted(best)]
    return Cell(crossed[0], crossed[1]) if len(crossed) > 1 else None


def _fits(form: frozenset[str], typed: set[str]) -> bool:
    held = len(form & typed)
    return held == len(form) or (held >= 2 and 2 * held >= len(form))
