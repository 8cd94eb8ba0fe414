"""What points to a thing: its uses, grouped by the kind of user and the property.

Some concepts are pointed to by thousands of things; a page shows the first of each group,
its true count, and a link to the complete list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.kinds import FOR_READERS
from explorer.messages import Messages
from explorer.models import Link
from explorer.paths import is_ours, list_path
from explorer.reading import Reading, Words
from explorer.statements import link_to, property_words
from ontology.iris import BASE, NS, SCHEMES, THING_TYPES, reference_of
from ontology.terms import AL, SKOS

__all__ = ["Incoming", "incoming_of"]

# The structure of a scheme is written in both directions: the page of a concept states it.
_TOLD_BOTH_WAYS: Final = frozenset(
    node.value
    for node in (
        SKOS.broader,
        SKOS.narrower,
        SKOS.related,
        SKOS.inScheme,
        SKOS.topConceptOf,
        SKOS.hasTopConcept,
        AL.partOfTerritory,
    )
)

# A page names this many users of each group.
SHOWN: Final = 12

# And reads at most so many in all.
_READ: Final = 5000

_USERS: Final = f"SELECT ?p ?s WHERE {{ VALUES ?o {{ }} ?s ?p ?o }} LIMIT {_READ}"
_COUNTS: Final = """
SELECT ?p ?kind (COUNT(DISTINCT ?s) AS ?n) WHERE {
  VALUES ?o { }
  ?s ?p ?o .
  BIND(REPLACE(STR(?s), "/[^/]*$", "") AS ?kind)
} GROUP BY ?p ?kind
"""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Things of one kind that point here by one property; `more` lists them all."""

    kind: str
    title: str
    label: Words
    total: int
    shown: tuple[Link, ...]
    more: str

    @property
    def for_readers(self) -> bool:
        """Whether the users are of a kind readers have a word for."""
        return self.kind in FOR_READERS or self.kind in SCHEMES


def incoming_of(
    reading: Reading, messages: Messages, iri: str, hide: Iterable[tuple[str, NamedNode]] = ()
) -> tuple[Incoming, ...]:
    """Return what points to `iri`, most readable kinds first.

    `hide` names pairs of kind and property that the page shows elsewhere.
    """
    totals = _totals(reading, iri)
    hidden = {(kind, node.value) for kind, node in hide}
    users: dict[tuple[str, str], list[str]] = {}
    for prop, user in reading.rows(_USERS, o=[iri]):
        if isinstance(prop, NamedNode) and isinstance(user, NamedNode) and is_ours(user.value):
            key = (_kind_of(user.value), prop.value)
            if key not in hidden and prop.value not in _TOLD_BOTH_WAYS:
                users.setdefault(key, []).append(user.value)
    reading.name_all(name for (_, prop), found in users.items() for name in (prop, *found))
    groups = [
        _group(reading, messages, iri, _Users(*key, tuple(found), totals.get(key, len(found))))
        for key, found in users.items()
    ]
    order = (*FOR_READERS, *SCHEMES, *THING_TYPES)
    return tuple(
        sorted(groups, key=lambda one: (order.index(one.kind), -one.total, one.label.text))
    )


def _totals(reading: Reading, iri: str) -> dict[tuple[str, str], int]:
    return {
        (_kind_of(f"{kind.value}/"), prop.value): int(amount.value)
        for prop, kind, amount in reading.rows(_COUNTS, o=[iri])
        if isinstance(prop, NamedNode)
        and isinstance(kind, Literal)
        and isinstance(amount, Literal)
        and is_ours(kind.value)
    }


def _kind_of(iri: str) -> str:
    kind = (reference_of(iri) or "").partition("/")[0]
    return kind if kind in THING_TYPES or kind in SCHEMES else "scheme"


@dataclass(frozen=True, slots=True)
class _Users:
    """The users of one kind by one property, as read, and how many there are in all."""

    kind: str
    prop: str
    found: tuple[str, ...]
    total: int


def _group(reading: Reading, messages: Messages, target: str, users: _Users) -> Incoming:
    links = sorted(
        (link_to(reading, user) for user in dict.fromkeys(users.found)),
        key=lambda link: link.words.text.casefold(),
    )
    is_thing = users.kind in THING_TYPES and users.prop.startswith(NS)
    more = list_path(
        reading.language,
        users.kind,
        to=reference_of(target) or "",
        via=users.prop.removeprefix(NS),
    )
    return Incoming(
        kind=users.kind,
        title=_title(reading, messages, users.kind),
        label=property_words(reading, messages, users.prop),
        total=users.total,
        shown=tuple(links[:SHOWN]),
        more=more if is_thing and users.total > SHOWN else "",
    )


def _title(reading: Reading, messages: Messages, kind: str) -> str:
    if kind in THING_TYPES:
        return messages(f"kind.{kind}.many")
    if kind in SCHEMES:
        return reading.label(f"{BASE}scheme/{kind}").text
    return messages("kind.scheme.many")
