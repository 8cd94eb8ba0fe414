"""Which organisations and concepts a name may mean: candidates, for a person to choose among.

Unlike a search, only names count, other names included, and no word of a text. A candidate is
called certain only when it is alone and its name is equal once folded, as when a record is
loaded; everything else, however near, is an offer with a score whose parts are told. What was
renamed or retracted is never offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from graph.store import Store
from ontology.iris import BASE, SCHEMES, reference_of
from ontology.names import taken_apart
from ontology.terms import AL
from ontology.vocabulary import fold
from queries.search.index import SearchIndex
from queries.search.things import Thing

__all__ = ["CONCEPT", "ORGANISATION", "PROPERTIES", "Candidate", "Entity", "NameBook", "Wanted"]

# The two wide types; each scheme is a type of its own, under CONCEPT.
ORGANISATION: Final = "organisation"
CONCEPT: Final = "concept"
# What a candidate may be asked to bear besides its name: facets whose values are concepts.
PROPERTIES: Final = ("domain", "category", "impact", "territory")

# Scores, of 100: one name without its brackets is the other; the most that likeness alone can
# give; the share of words in common in it, the rest being letters; what a wanted property takes
# away when it is not borne.
_PART: Final = 95.0
_LIKE: Final = 94.0
_SHARED: Final = 0.6
_LACKING: Final = 10.0
# Below this an offer would only be noise.
_FLOOR: Final = 65.0
# The score of whatever bears the wanted properties, when no name is asked for.
_NAMELESS: Final = 50.0

_RETIRED: Final = f"SELECT DISTINCT ?s WHERE {{ ?s {AL.retiredOn} ?on }}"


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name may mean: `id` is its IRI without the base, `type` ORGANISATION or a scheme."""

    id: str
    type: str
    thing: Thing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a name or identifier (or ""), among `types` (any, when empty).

    `properties` pairs each of PROPERTIES with the values of which a candidate should bear one.
    """

    name: str = ""
    types: frozenset[str] = frozenset()
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One offer: `score` from 0 to 100, and what it is made of.

    `same` means that the names are equal once folded, or that the identifier was given; `alike`
    and `shared` are percentages by letters and by words; `bears` says which wanted properties it
    has; `certain` that it is the same, bears them all, and is alone in this.
    """

    entity: Entity
    score: float
    same: bool
    alike: float
    shared: float
    bears: Mapping[str, bool]
    certain: bool = False


@dataclass(slots=True)
class _Likeness:
    """How near one entity's names are, the nearest of them counting."""

    same: bool = False
    part: bool = False
    alike: float = 0.0
    shared: float = 0.0

    def meet(self, same: bool, alike: float, shared: float) -> None:
        self.same = self.same or same
        if _mixed(alike, shared) > _mixed(self.alike, self.shared):
            self.alike, self.shared = alike, shared

    def score(self) -> float:
        if self.same:
            return 100.0
        return _PART if self.part else min(_LIKE, _mixed(self.alike, self.shared))


@dataclass(slots=True)
class NameBook:
    """Every name of the organisations and concepts of one snapshot; never changed once made."""

    entities: tuple[Entity, ...]
    _folded: list[str] = field(default_factory=list)
    _owners: list[int] = field(default_factory=list)
    _parts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _places: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, index: SearchIndex, store: Store) -> NameBook:
        """Return the names of what `index` holds and `store` does not call retired."""
        rows = store.query(_RETIRED).rows
        retired = {row[0].value for row in rows if isinstance(row[0], NamedNode)}
        book = cls(tuple(_entities(one for one in index.things if one.iri not in retired)))
        for place, entity in enumerate(book.entities):
            book._places |= dict.fromkeys((entity.id, entity.thing.iri), place)
            for name in _names(entity.thing):
                book._add(place, name)
        return book

    def _add(self, place: int, written: str) -> None:
        name = taken_apart(written)
        self._folded.append(name.folded)
        self._owners.append(place)
        for part in name.whole | name.bracketed:
            self._parts[part].add(place)

    @property
    def types(self) -> tuple[str, ...]:
        """The types that entities have, ORGANISATION first."""
        held = {entity.type for entity in self.entities}
        return tuple(one for one in (ORGANISATION, *SCHEMES) if one in held)

    def entity(self, identifier: str) -> Entity | None:
        """Return the entity of this identifier, as IRI or without the base."""
        place = self._places.get(identifier)
        return None if place is None else self.entities[place]

    def candidates(self, wanted: Wanted) -> tuple[Candidate, ...]:
        """Return at most `wanted.limit` candidates, the best first."""
        least = _FLOOR if wanted.name else 0.0
        asked = [(pid, self._slugs(pid, values)) for pid, values in wanted.properties]
        found = [
            self._candidate(place, likeness, asked)
            for place, likeness in self._like(wanted.name)
            if likeness.score() >= least and _is_one(self.entities[place], wanted.types)
        ]
        if not wanted.name:
            found = [one for one in found if all(one.bears.values())]
        certain = [one for one in found if one.same and all(one.bears.values())]
        if len(certain) == 1:
            place = found.index(certain[0])
            found[place] = _sure(certain[0])
        found.sort(key=lambda one: (-one.score, one.entity.thing.names["fr"], one.entity.id))
        return tuple(found[: wanted.limit])

    def beginning(self, typed: str, language: str) -> tuple[Entity, ...]:
        """Return what has a name, or a word of one, that begins as `typed`, or that identifier."""
        start, exact = fold(typed), self.entity(typed.strip())
        if not start:
            return ()
        ranks: dict[int, int] = {}
        for name, owner in zip(self._folded, self._owners, strict=True):
            if name.startswith(start):
                ranks[owner] = 1
            elif f" {start}" in name:
                ranks.setdefault(owner, 2)
        if exact is not None:
            ranks[self._places[exact.id]] = 0
        names = {place: fold(self.entities[place].thing.names[language]) for place in ranks}
        return tuple(
            self.entities[place]
            for place in sorted(ranks, key=lambda one: (ranks[one], names[one]))
        )

    def _like(self, name: str) -> Iterator[tuple[int, _Likeness]]:
        """Yield the places of what may bear `name`; of everything, when no name is asked for."""
        if not name:
            yield from ((place, _Likeness()) for place in range(len(self.entities)))
            return
        found: dict[int, _Likeness] = defaultdict(_Likeness)
        parts = taken_apart(name)
        for folded, shared, at in process.extract(
            parts.folded, self._folded, scorer=fuzz.token_set_ratio, score_cutoff=_FLOOR, limit=None
        ):
            alike = fuzz.token_sort_ratio(parts.folded, folded)
            found[self._owners[at]].meet(folded == parts.folded, alike, shared)
        for part in parts.whole | parts.bracketed:
            for place in self._parts.get(part, ()):
                found[place].part = True
        if (given := self._places.get(name.strip())) is not None:
            found[given].same = True
        yield from found.items()

    def _candidate(
        self, place: int, likeness: _Likeness, asked: Sequence[tuple[str, frozenset[str]]]
    ) -> Candidate:
        entity = self.entities[place]
        bears = {pid: bool(entity.thing.facets.get(pid, frozenset()) & held) for pid, held in asked}
        score = likeness.score() or _NAMELESS
        lacking = sum(not each for each in bears.values())
        return Candidate(
            entity,
            round(max(0.0, score - _LACKING * lacking), 1),
            likeness.same,
            round(likeness.alike, 1),
            round(likeness.shared, 1),
            bears,
        )

    def _slugs(self, scheme: str, values: Iterable[str]) -> frozenset[str]:
        """Return the slugs of the concepts of `scheme` that `values` name or identify."""
        forms = {fold(value) for value in values}
        places = {self._places[value] for value in values if value in self._places}
        places |= {
            owner for name, owner in zip(self._folded, self._owners, strict=True) if name in forms
        }
        held = (self.entities[place] for place in places)
        return frozenset(one.id.rpartition("/")[2] for one in held if one.type == scheme)


def _mixed(alike: float, shared: float) -> float:
    return _SHARED * shared + (1 - _SHARED) * alike


def _entities(things: Iterable[Thing]) -> Iterator[Entity]:
    for thing in things:
        if thing.iri.startswith(f"{BASE}scheme/"):
            scheme = (reference_of(thing.iri) or "").partition("/")[0]
            yield Entity(thing.iri.removeprefix(BASE), scheme, thing)
        elif thing.kind == ORGANISATION:
            yield Entity(thing.iri.removeprefix(BASE), ORGANISATION, thing)


def _names(thing: Thing) -> Iterator[str]:
    told = (name for names in thing.names.values() for name in names.split("\n"))
    yield from dict.fromkeys(name for name in told if name.strip())


def _is_one(entity: Entity, types: Collection[str]) -> bool:
    wide = ORGANISATION if entity.type == ORGANISATION else CONCEPT
    return not types or entity.type in types or wide in types


def _sure(one: Candidate) -> Candidate:
    return Candidate(one.entity, one.score, one.same, one.alike, one.shared, one.bears, True)
