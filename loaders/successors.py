"""What became of the things that a change of one identifier takes along.

Much is named after something else: a participation after its case, a link by a digest of
what it links. When one identifier changes, theirs do, so the graph before is compared with
the graph after. A thing that is gone became the one that says all it said, once the names
that changed are read as they are now; where there is no such thing, or more than one, it is
gone for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from ontology.iris import BASE, reference_of
from ontology.terms import RDF, RDFS

__all__ = ["Gone", "gone"]

# Reference before -> its name, and its reference now or None.
Gone: TypeAlias = Mapping[str, tuple[str, str | None]]
_Said: TypeAlias = frozenset[tuple[str, str]]

_THINGS = f"{BASE}id/"


def gone(before: Iterable[Quad], after: Iterable[Quad], changed: Mapping[str, str]) -> Gone:
    """Return every thing of `before` that `after` no longer holds, and what it became.

    `changed` maps the IRIs whose change was asked for to what they are now.
    """
    old, new = _Graph(before), _Graph(after)
    names = dict(changed)
    waiting = sorted(set(old.things) - set(new.things) - set(names))
    found = True
    while found:
        # A link is told by its ends, evidence by its claim: each round knows more names.
        found = False
        for iri in waiting:
            if iri not in names and (successor := new.one_that_says(old.said(iri, names))):
                names[iri] = successor
                found = True
    return {
        reference: (old.names.get(iri, reference), reference_of(names.get(iri, "")))
        for iri in [*(each for each in changed if each in old.things), *waiting]
        if (reference := reference_of(iri))
    }


class _Graph:
    """The things of one graph with what is said of each, found again by what is said."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.names: dict[str, str] = {}
        self.things: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._who: dict[tuple[str, str], set[str]] = defaultdict(set)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_THINGS):
                self._add(quad.subject.value, quad.predicate.value, quad.object)

    def _add(self, subject: str, predicate: str, value: object) -> None:
        if predicate == RDFS.label.value:
            # Labels of derived things repeat slugs, and are made, not said.
            if isinstance(value, Literal) and value.language != "en":
                self.names[subject] = value.value
            return
        statement = (predicate, value.value if isinstance(value, NamedNode) else str(value))
        self.things[subject].append(statement)
        self._who[statement].add(subject)

    def said(self, iri: str, names: Mapping[str, str]) -> _Said:
        """Return what is said of a thing, every changed name read as it is now."""
        return frozenset((verb, names.get(value, value)) for verb, value in self.things[iri])

    def one_that_says(self, said: _Said) -> str | None:
        """Return the one thing of which all of `said` is said, if there is exactly one."""
        telling = [each for each in said if each[0] != RDF.type.value]
        if not telling:
            return None
        holders: Iterator[set[str]] = (self._who.get(each, set()) for each in said)
        common = set.intersection(*holders)
        return common.pop() if len(common) == 1 else None
