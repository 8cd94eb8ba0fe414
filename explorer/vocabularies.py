"""The concept schemes: what may be said, in the words of the sources, as trees of concepts.

Order is that of the notations where a scheme has them (the sources number their domains),
and of the names elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from explorer.lists import PAGE
from explorer.models import Link
from explorer.paging import Paging, paging
from explorer.paths import list_path, no_such_page
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_to
from ontology.iris import scheme as scheme_iri
from ontology.terms import AL, DCTERMS, SKOS

__all__ = ["Node", "Scheme", "scheme_of"]

_CONCEPTS: Final = f"SELECT ?c WHERE {{ VALUES ?scheme {{ }} ?c {SKOS.inScheme} ?scheme }}"
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Node:
    """One concept in its tree; `depth` counts from 0."""

    depth: int
    link: Link
    definition: Words | None
    notation: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One page of the concepts of a scheme, parents before their children."""

    link: Link
    description: Words | None
    total: int
    paging: Paging
    nodes: tuple[Node, ...]


def scheme_of(reading: Reading, name: str, asked: str) -> Scheme:
    """Return page `asked` (from "1") of a scheme; raise NotHeldError if there is none."""
    iri = scheme_iri(name)
    found = reading.iris(_CONCEPTS, scheme=[iri])
    if not found and not reading.facts(iri):
        raise no_such_page()
    nodes = _tree(reading, reading.gather(found))
    place = paging(
        asked,
        len(nodes),
        PAGE,
        lambda page: list_path(reading.language, f"scheme/{name}", page=page if page > 1 else ""),
    )
    return Scheme(
        link=link_to(reading, iri),
        description=reading.facts(iri).words(DCTERMS.description, reading.language),
        total=len(nodes),
        paging=place,
        nodes=place.part(nodes),
    )


def _tree(reading: Reading, concepts: tuple[Facts, ...]) -> list[Node]:
    held = {facts.iri: facts for facts in concepts}
    children: dict[str, list[str]] = {}
    for facts in concepts:
        wider = [one for one in facts.things(SKOS.broader, AL.partOfTerritory) if one in held]
        children.setdefault(wider[0] if wider else "", []).append(facts.iri)
    nodes: list[Node] = []
    seen: set[str] = set()

    def grow(parent: str, depth: int) -> None:
        for iri in sorted(children.get(parent, ()), key=lambda one: _rank(reading, held[one])):
            if iri not in seen:
                seen.add(iri)
                nodes.append(_node(reading, held[iri], depth))
                grow(iri, depth + 1)

    grow("", 0)
    # Concepts in a circle have no root; they are shown all the same.
    for iri in sorted(set(held) - seen):
        nodes.append(_node(reading, held[iri], 0))
    return nodes


def _rank(reading: Reading, facts: Facts) -> tuple[bool, str]:
    text = facts.text(SKOS.notation) or reading.label(facts.iri).text.casefold()
    numbered = _DIGITS.sub(lambda digits: digits.group().zfill(8), text)
    return facts.iri.endswith(("/_T", "/_Z")), numbered


def _node(reading: Reading, facts: Facts, depth: int) -> Node:
    return Node(
        depth=depth,
        link=link_to(reading, facts.iri),
        definition=facts.words(SKOS.definition, reading.language),
        notation=facts.text(SKOS.notation),
    )
