"""One thing with everything that touches it: what is said of it, its parts, what points to it.

A claim without its evidence or a figure without its passage tells nothing, so parts come
along. What points to a thing is grouped by kind and property; a group too long to be read
shows its first members, and its true count. Nothing is judged and nothing is left out
silently. This module refuses what the graph does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.store import Store
from ontology.errors import NotHeldError, Text
from ontology.iris import BASE, SCHEMES, THING_TYPES, reference_of
from ontology.terms import AL, OA
from queries.answers import Node
from queries.labels import labels_of, rows_about
from queries.lists import Collection, Item, items_of

__all__ = ["SHOWN", "Entity", "Part", "Statement", "Touch", "Use", "entity"]

# A group of things that point to this one names so many of them.
SHOWN: Final = 100

_SAID: Final = "SELECT ?s ?p ?o ?g WHERE { VALUES ?s { } GRAPH ?g { ?s ?p ?o } }"
_TOUCHING: Final = "SELECT ?o ?p ?s WHERE { VALUES ?o { } ?s ?p ?o }"
_HELD: Final = "SELECT ?thing WHERE {{ VALUES ?thing {{ {iris} }} {members} }}"

# What has no meaning away from what it belongs to.
_PARTS: Final = (AL.hasEvidence, AL.foundAt, AL.passage, OA.hasSelector, AL.hasParticipation)
# What another thing stands for: what touches the one touches the other.
_STANDS_FOR: Final = (AL.illustrates, AL.partOfLink, AL.cell)
# Things that only tie two others together: where the tie leads.
_LEADS: Final[Mapping[str, tuple[NamedNode, ...]]] = {
    "participation": (AL.participationIn, AL.participant),
    "assignment": (AL.assignedTo,),
    "evidence": (AL.supports, AL.challenges),
}
_LED: Final = (
    "SELECT ?s ?o WHERE { VALUES ?s { } { "
    + " } UNION { ".join(f"?s {prop} ?o" for props in _LEADS.values() for prop in props)
    + " } }"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One property (an IRI) and value, with the named graphs that say so."""

    property: str
    value: Node
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the thing and what is said of it; `via` is the property that leads to it."""

    iri: str
    via: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that points here; what only ties things together says where it `leads`."""

    iri: str
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touch:
    """All things of one kind that point by one property to `target`.

    The target is this thing, or what it stands for: the alliance of a case, the link of a
    claim, the cell of a figure.
    """

    target: str
    property: str
    kind: str
    total: int
    shown: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing; `item` is what its collection tells of it, `queries` what was asked."""

    iri: str
    collection: Collection
    item: Item
    statements: tuple[Statement, ...]
    parts: tuple[Part, ...]
    touches: tuple[Touch, ...]
    queries: Mapping[str, str]


def entity(collection: Collection, slug: str, store: Store) -> Entity:
    """Return the thing called `slug` in `collection`.

    Where a collection holds several sorts, the first sort that has the slug is meant. Raise
    NotHeldError when it holds none.
    """
    iri = _held(collection, slug, store)
    said = _said(store, [iri])[iri]
    parts = _parts(store, iri, said)
    stands_for = {prop.value for prop in _STANDS_FOR}
    targets = [iri]
    targets += [
        one.value.value
        for one in said
        if one.property in stands_for and isinstance(one.value, NamedNode)
    ]
    return Entity(
        iri=iri,
        collection=collection,
        item=items_of(collection, [iri], store)[0],
        statements=said,
        parts=parts,
        touches=_touches(store, targets, {iri, *(part.iri for part in parts)}),
        queries={
            "statements": _filled(_SAID, "s", [iri, *(part.iri for part in parts)]),
            "touched_by": _filled(_TOUCHING, "o", targets),
        },
    )


def _filled(query: str, slot: str, iris: Iterable[str]) -> str:
    terms = " ".join(str(NamedNode(iri)) for iri in iris)
    return query.replace(f"VALUES ?{slot} {{ }}", f"VALUES ?{slot} {{ {terms} }}")


def _held(collection: Collection, slug: str, store: Store) -> str:
    candidates = collection.iris(slug)
    asked = _HELD.format(
        iris=" ".join(str(NamedNode(iri)) for iri in candidates), members=collection.members
    )
    rows = store.query(f"{collection.prefixes}\n{asked}").rows
    held = {row[0].value for row in rows if isinstance(row[0], NamedNode)}
    for iri in candidates:
        if iri in held:
            return iri
    raise NotHeldError(
        Text(
            f"« {slug} » n'est pas dans la collection « {collection.title.fr} ».",
            f"“{slug}” is not in the collection “{collection.title.en}”.",
        ),
        Text(
            f"La liste est à /api/{collection.name} ; cherchez-y avec ?q=.",
            f"The list is at /api/{collection.name}; look there with ?q=.",
        ),
    )


def _said(store: Store, iris: Iterable[str]) -> dict[str, tuple[Statement, ...]]:
    found: dict[str, dict[tuple[str, Node], list[str]]] = {iri: {} for iri in iris}
    for subject, prop, value, graph in rows_about(store, _SAID, "s", found):
        if isinstance(subject, NamedNode) and isinstance(prop, NamedNode) and value is not None:
            said = found[subject.value].setdefault((prop.value, value), [])
            said.extend([graph.value] if isinstance(graph, NamedNode) else [])
    return {
        iri: tuple(
            Statement(*key, tuple(sorted(said[key])))
            for key in sorted(said, key=lambda one: (one[0], str(one[1])))
        )
        for iri, said in found.items()
    }


def _parts(store: Store, iri: str, said: tuple[Statement, ...]) -> tuple[Part, ...]:
    leading = {prop.value for prop in _PARTS}
    found: dict[str, Part] = {}
    edge = said
    while edge:
        via = {
            one.value.value: one.property
            for one in edge
            if one.property in leading and isinstance(one.value, NamedNode)
        }
        new = [part for part in via if part not in found and part != iri]
        told = _said(store, new)
        found.update((part, Part(part, via[part], told[part])) for part in new)
        edge = tuple(one for part in new for one in told[part])
    return tuple(found[part] for part in sorted(found))


def _touches(store: Store, targets: list[str], own: set[str]) -> tuple[Touch, ...]:
    users: dict[tuple[str, str, str], set[str]] = {}
    for target, prop, user in rows_about(store, _TOUCHING, "o", targets):
        if (
            isinstance(target, NamedNode)
            and isinstance(prop, NamedNode)
            and isinstance(user, NamedNode)
            and user.value.startswith(BASE)
            and user.value not in own
        ):
            key = (target.value, prop.value, _kind(user.value))
            users.setdefault(key, set()).add(user.value)
    named = labels_of(store, {iri for found in users.values() for iri in found})
    shown = {
        key: sorted(found, key=lambda iri: (named[iri].fr.casefold(), iri))[:SHOWN]
        for key, found in users.items()
    }
    leads = _led(store, {iri for iris in shown.values() for iri in iris}, set(targets))
    order = (*THING_TYPES, *SCHEMES, "")
    return tuple(
        Touch(*key, len(users[key]), tuple(Use(iri, leads.get(iri, ())) for iri in shown[key]))
        for key in sorted(
            users, key=lambda key: (targets.index(key[0]), order.index(key[2]), key[1])
        )
    )


def _led(store: Store, iris: set[str], targets: set[str]) -> dict[str, tuple[str, ...]]:
    ties = [iri for iri in iris if _kind(iri) in _LEADS]
    found: dict[str, set[str]] = {}
    for tie, end in rows_about(store, _LED, "s", ties):
        if isinstance(tie, NamedNode) and isinstance(end, NamedNode) and end.value not in targets:
            found.setdefault(tie.value, set()).add(end.value)
    return {iri: tuple(sorted(ends)) for iri, ends in found.items()}


def _kind(iri: str) -> str:
    kind = (reference_of(iri) or "").partition("/")[0]
    return kind if kind in THING_TYPES or kind in SCHEMES else ""
