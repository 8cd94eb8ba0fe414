"""Filters in an address: what was chosen, what each choice would keep, and what it hides.

Everything a reader chooses stands in the address, so a view can be sent, kept and undone by
one click. Values come from a stranger: they are compared and shown escaped, nothing more; one
that does not exist keeps nothing and can be taken away like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import urlencode

from explorer.messages import Messages
from explorer.reading import Reading, Words
from queries.facets import FacetValue, Hidden

__all__ = ["Address", "Choice", "FacetChoices", "Undo", "facet_choices", "undos"]

# So many values of a facet are shown at once; the others open below them.
_SHOWN: Final = 7
_MOST: Final = 60

Pair: TypeAlias = tuple[str, str]
# Facet and value -> the IRI whose name is shown, "" for a value that names itself.
ValueIri: TypeAlias = Callable[[str, str], str]


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
    """How many results one chosen value hides, and the view without it."""

    facet: str
    words: Words
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Address:
    """A view as its address says it: words, (facet, value) pairs in order, and what else it keeps.

    `path` is what follows the language; `kept` are pairs that no filter changes, such as the
    reading of a selection.
    """

    language: str
    path: str
    words: str = ""
    chosen: tuple[Pair, ...] = ()
    kept: tuple[Pair, ...] = ()

    def facets(self) -> dict[str, list[str]]:
        """Return the chosen values by facet."""
        found: dict[str, list[str]] = {}
        for facet, value in self.chosen:
            found.setdefault(facet, []).append(value)
        return found

    def query(
        self,
        chosen: Sequence[Pair] | None = None,
        *,
        page: int = 1,
        kept: Sequence[Pair] | None = None,
    ) -> str:
        """Return the query of the address, with other filters, page or kept pairs."""
        pairs = self.chosen if chosen is None else chosen
        held = self.kept if kept is None else kept
        words = [("q", self.words)] if self.words else []
        return urlencode([*words, *pairs, *held, *([("page", page)] if page > 1 else [])])

    def href(
        self,
        chosen: Sequence[Pair] | None = None,
        *,
        page: int = 1,
        kept: Sequence[Pair] | None = None,
    ) -> str:
        """Return the whole path, with other filters, page or kept pairs."""
        asked = self.query(chosen, page=page, kept=kept)
        return f"/{self.language}{self.path}{'?' + asked if asked else ''}"

    def toggled(self, facet: str, value: str) -> str:
        """Return the path with a value added, or without it when it is chosen."""
        pair = (facet, value)
        left = [one for one in self.chosen if one != pair]
        return self.href(left if pair in self.chosen else [*self.chosen, pair])


def facet_choices(
    reading: Reading,
    messages: Messages,
    asked: Address,
    values: Iterable[FacetValue],
    iri_of_value: ValueIri,
) -> tuple[FacetChoices, ...]:
    """Return the facets of `values` in their order, chosen values first, then those that keep."""
    by_facet: dict[str, list[FacetValue]] = {}
    for one in values:
        by_facet.setdefault(one.facet, []).append(one)
    iris = {iri_of_value(one.facet, one.value) for held in by_facet.values() for one in held}
    reading.name_all(iris - {""})
    found = []
    for facet, held in by_facet.items():
        if facet == "year":
            held.sort(key=lambda one: one.value, reverse=True)
        held.sort(key=lambda one: (not one.chosen, one.count == 0))
        choices = tuple(
            Choice(
                _words(reading, messages, facet, one.value, iri_of_value),
                one.count,
                one.chosen,
                asked.toggled(facet, one.value),
            )
            for one in held[:_MOST]
        )
        found.append(FacetChoices(facet, choices[:_SHOWN], choices[_SHOWN:]))
    return tuple(found)


def undos(
    reading: Reading,
    messages: Messages,
    asked: Address,
    hidden: Iterable[Hidden],
    iri_of_value: ValueIri,
) -> tuple[Undo, ...]:
    """Return each chosen value with what it hides and the address without it."""
    return tuple(
        Undo(
            one.facet,
            _words(reading, messages, one.facet, one.value, iri_of_value),
            one.count,
            asked.toggled(one.facet, one.value),
        )
        for one in hidden
    )


def _words(
    reading: Reading, messages: Messages, facet: str, value: str, iri_of_value: ValueIri
) -> Words:
    if facet in {"kind", "quote"}:
        key = f"kind.{value}.many" if facet == "kind" else f"quote.{value}"
        return Words(messages(key) if messages.has(key) else value, messages.language)
    iri = iri_of_value(facet, value)
    return reading.label(iri) if iri else Words(value)
