"""Narrowing by facets, and what each choice would keep or hides.

Values of one facet widen each other, facets narrow each other. Counts are of what is held,
never of the world; a value that would keep nothing is still told, since silence about it would
be read as if it did not exist. What is narrowed is anything that can be told apart: positions
in an index, identifiers of claims.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Generic, TypeVar

__all__ = ["FacetValue", "Hidden", "Narrowing"]

_M = TypeVar("_M", bound=Hashable)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that may be chosen: how many would then be found, 0 included."""

    facet: str
    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many more would be found without one chosen value."""

    facet: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Narrowing(Generic[_M]):
    """What is `allowed` before anything is chosen, and the values `chosen` of each facet.

    `members` holds, by facet and value, what has that value.
    """

    members: Mapping[str, Mapping[str, frozenset[_M]]]
    allowed: frozenset[_M]
    chosen: Mapping[str, Collection[str]]

    def kept(self, *, without: str = "") -> frozenset[_M]:
        """Return what passes every facet but `without`."""
        sets = [self._held(name, held) for name, held in self.chosen.items() if name != without]
        return reduce(lambda left, held: left & held, sets, self.allowed)

    def values(self) -> list[FacetValue]:
        """Return every value that stands in what is allowed, most kept first in each facet."""
        found = []
        for facet, by_value in self.members.items():
            kept = self.kept(without=facet)
            for value, held in by_value.items():
                picked = value in self.chosen.get(facet, ())
                if picked or not held.isdisjoint(self.allowed):
                    found.append(FacetValue(facet, value, len(held & kept), picked))
        order = {facet: place for place, facet in enumerate(self.members)}
        return sorted(found, key=lambda one: (order[one.facet], -one.count, one.value))

    def hidden(self) -> list[Hidden]:
        """Return what each chosen value hides: fewer than none when it widens its facet."""
        total = len(self.kept())
        found = []
        for facet, values in self.chosen.items():
            others = self.kept(without=facet)
            for value in sorted(values):
                rest = [one for one in values if one != value]
                left = others & self._held(facet, rest) if rest else others
                found.append(Hidden(facet, value, len(left) - total))
        return found

    def _held(self, facet: str, values: Collection[str]) -> frozenset[_M]:
        held = self.members.get(facet, {})
        return frozenset().union(*(held.get(value, frozenset()) for value in values))
