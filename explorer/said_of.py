"""What is claimed and counted of a thing: its claims by the place it holds in them, its figures.

A page shows the first of each group and leads to the list of all; a document's come in the
order of its lines. Everything the groups show is read together, since the longest pages spend
most of their time asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.claims import Claim, claims_of
from explorer.figures import Figure, figures_of
from explorer.paths import list_path
from explorer.reading import Facts, Reading
from ontology.iris import BASE, reference_of
from ontology.terms import AL, OA

__all__ = [
    "CLAIM_SIDES",
    "ClaimGroup",
    "FigureGroup",
    "claim_groups",
    "figure_group",
    "neighbours",
    "siblings",
]

# A page shows so many of the figures or claims of a thing, then links to the list of all.
SHOWN: Final = 10
# The page of a subject opens with its own parts, and gives fewer.
_SHOWN_OF_SUBJECT: Final = 6

# The places a thing holds in a claim, in the order of a page.
CLAIM_SIDES: Final = (
    ("subject", AL.subject),
    ("object", AL.object),
    ("through", AL.through),
    ("speaker", AL.speaker),
)

_CLAIMS: Final = (
    f"SELECT ?p ?c WHERE {{ VALUES ?x {{ }} VALUES ?p {{ }} ?c ?p ?x . ?c {AL.claimMode} ?m }}"
)
_FIGURES: Final = (
    f"SELECT ?p ?f WHERE {{ VALUES ?x {{ }} VALUES ?p {{ }} ?f ?p ?x . ?f {AL.value} ?v }}"
)
_IN_WORK: Final = (
    f"SELECT ?p ?s ?n WHERE {{ VALUES ?x {{ }} VALUES ?p {{ }} "
    f"?s (({AL.passage}|({AL.hasEvidence}/{AL.foundAt}))) ?place . ?place {OA.hasSource} ?x . "
    f"?s ?p ?any . ?place {AL.lineNumber} ?n }}"
)


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims that stand in one relation to the thing; `more` lists all `total` of them."""

    key: str
    total: int
    claims: tuple[Claim, ...]
    more: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of a work or study; `more` lists all `total` of them."""

    total: int
    figures: tuple[Figure, ...]
    more: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A group before its claims are read: which ones there are, how many to show."""

    key: str
    found: tuple[str, ...]
    more: str
    shown: int


def claim_groups(reading: Reading, kind: str, iri: str) -> tuple[ClaimGroup, ...]:
    """Return the claims of `iri` by its place in them; a group without any is left out.

    Those of a case or alliance are shown by its own parts.
    """
    if kind in {"alliance", "case"}:
        return ()
    reference = reference_of(iri) or ""
    wanted = []
    if kind == "document":
        slug = reference.partition("/")[2]
        found = _in_work(reading, iri, AL.claimMode)
        wanted.append(_Wanted("document", found, _list(reading, "claim", source=slug), SHOWN))
    sides = _found(reading, _CLAIMS, iri, *(prop for _, prop in CLAIM_SIDES))
    shown = SHOWN if iri.startswith(f"{BASE}id/") else _SHOWN_OF_SUBJECT
    for key, prop in CLAIM_SIDES:
        more = _list(reading, "claim", to=reference, via=key)
        wanted.append(_Wanted(key, sides.get(prop.value, ()), more, shown))
    read = {
        claim.iri: claim
        for claim in claims_of(
            reading, dict.fromkeys(one for each in wanted for one in each.found[: each.shown])
        )
    }
    return tuple(
        ClaimGroup(
            each.key,
            len(each.found),
            tuple(read[one] for one in each.found[: each.shown] if one in read),
            each.more,
        )
        for each in wanted
        if each.found
    )


def figure_group(reading: Reading, kind: str, iri: str) -> FigureGroup | None:
    """Return the figures of a document, study or programme; None for others or without any."""
    reference = reference_of(iri) or ""
    if kind == "document":
        found = _in_work(reading, iri, AL.value)
        more = _list(reading, "figure", source=reference.partition("/")[2])
    elif kind in {"study", "programme"}:
        found = _found(reading, _FIGURES, iri, AL.fromStudy).get(AL.fromStudy.value, ())
        more = _list(reading, "figure", to=reference, via="fromStudy")
    else:
        return None
    return FigureGroup(len(found), figures_of(reading, found[:SHOWN]), more) if found else None


def siblings(reading: Reading, facts: Facts) -> tuple[Claim, ...]:
    """Return the other claims of the same link, the first of them."""
    return claims_of(reading, _beside(reading, _CLAIMS, facts, AL.partOfLink))


def neighbours(reading: Reading, facts: Facts) -> tuple[Figure, ...]:
    """Return the other figures of the same cell of a cube, the first of them."""
    return figures_of(reading, _beside(reading, _FIGURES, facts, AL.cell))


def _beside(reading: Reading, query: str, facts: Facts, prop: NamedNode) -> list[str]:
    shared = facts.thing(prop)
    found = _found(reading, query, shared, prop).get(prop.value, ()) if shared else ()
    return [one for one in found if one != facts.iri][:SHOWN]


def _list(reading: Reading, kind: str, **filters: str) -> str:
    return list_path(reading.language, kind, **filters)


def _found(
    reading: Reading, query: str, iri: str, *properties: NamedNode
) -> Mapping[str, tuple[str, ...]]:
    """Return what points to `iri` by each property, by name."""
    held: dict[str, set[str]] = {}
    for prop, one in reading.rows(query, x=[iri], p=(node.value for node in properties)):
        if isinstance(prop, NamedNode) and isinstance(one, NamedNode):
            held.setdefault(prop.value, set()).add(one.value)
    reading.name_all({one for many in held.values() for one in many})
    return {
        prop: tuple(sorted(many, key=lambda one: (reading.label(one).text.casefold(), one)))
        for prop, many in held.items()
    }


def _in_work(reading: Reading, iri: str, prop: NamedNode) -> tuple[str, ...]:
    """Return the things of a document that have `prop`, in the order of its lines."""
    lines: dict[str, int] = {}
    for _, subject, line in reading.rows(_IN_WORK, x=[iri], p=[prop.value]):
        if isinstance(subject, NamedNode) and isinstance(line, Literal):
            number = int(line.value)
            lines[subject.value] = min(number, lines.get(subject.value, number))
    return tuple(sorted(lines, key=lambda one: (lines[one], one)))
