"""One crossing of a matrix: everything held there, what would raise it, or what its gap means.

Opened from a cell. What is held is listed with its status and its words; an empty crossing says
its type, its date, who asks for it, what to obtain, and where the nearest evidence stands (the
same row, the same column), which is never presented as if it were about the crossing itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from explorer.claims import STATUSES, Claim, Told, claims_of, told
from explorer.figures import Figure, figures_of
from explorer.matrix import Cell, cells_of
from explorer.models import Link
from explorer.paging import Paging, paging
from explorer.paths import no_such_page, page_path
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_to
from ontology.iris import concept
from ontology.terms import AL, RDF
from queries.evidence import MATRICES, Crossing, Matrix, evidence

__all__ = ["Asked", "CrossingPage", "Missing", "crossing_page"]

# Claims on one page; the others are a link away.
_CLAIMS: Final = 20
# How many neighbours an empty crossing names on its row and in its column.
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class Missing:
    """What links here lack to be established in another way, and how many lack it."""

    what: Told
    links: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One sentence that asks for this knowledge, and every claim that says it."""

    sentence: tuple[Link, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What a crossing holds: one page of its `total` claims, its cases and figures.

    `missing` is what would raise its links.
    """

    claims: tuple[Claim, ...]
    total: int
    paging: Paging
    cases: tuple[Link, ...]
    figures: tuple[Figure, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What an empty crossing means: its type, who asks, what to obtain, what is near."""

    kind: Told | None
    reason: Words | None
    searched_on: str
    demand: tuple[Asked, ...]
    works: tuple[Link, ...]
    covered: tuple[Claim, ...]
    near_row: tuple[Cell, ...]
    near_column: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CrossingPage:
    """One crossing as a page shows it; `gap` is None where something is held."""

    matrix: Link
    back: str
    row: Link
    column: Link
    cell: Cell
    held: Held
    gap: Gap | None


def crossing_page(reading: Reading, iri: str, asked: Mapping[str, str]) -> CrossingPage:
    """Return the page of one crossing; raise NotHeldError when there is none of that name."""
    facts = reading.facts(iri)
    matrix, row, column = (facts.thing(one) for one in (AL.inMatrix, AL.row, AL.column))
    if not (matrix and row and column):
        raise no_such_page()
    pair = next(pair for pair, slug in MATRICES.items() if concept("matrix", slug) == matrix)
    found = evidence(*pair, reading.store)
    crossing = next(one for one in found.cells if one.iri == iri)
    return CrossingPage(
        matrix=link_to(reading, matrix),
        back=f"/{reading.language}/preuves?rows={pair[0]}&columns={pair[1]}",
        row=link_to(reading, row),
        column=link_to(reading, column),
        cell=cells_of(reading, found, [crossing])[0],
        held=_held(reading, facts, asked.get("page", "1")),
        gap=_gap(reading, facts, found, crossing) if crossing.gap else None,
    )


def _held(reading: Reading, facts: Facts, asked: str) -> Held:
    held = reading.gather(facts.things(AL.holds))
    every = _in_order(reading, [one for one in held if one.thing(AL.relation)])
    address = page_path(facts.iri, reading.language)
    place = paging(
        asked, len(every), _CLAIMS, lambda page: f"{address}?page={page}" if page > 1 else address
    )
    return Held(
        claims=claims_of(reading, place.part(every)),
        total=len(every),
        paging=place,
        cases=_cases(reading, held),
        figures=figures_of(reading, (one.iri for one in held if one.values(AL.value))),
        missing=_missing(reading, held),
    )


def _gap(reading: Reading, facts: Facts, found: Matrix, crossing: Crossing) -> Gap:
    return Gap(
        kind=told(reading, facts.thing(AL.gapType)),
        reason=_reason(reading, crossing),
        searched_on=crossing.gap.searched_on if crossing.gap else "",
        demand=_asked(claims_of(reading, facts.things(AL.demandedIn))),
        works=tuple(link_to(reading, work) for work in facts.things(AL.workToObtain)),
        covered=claims_of(reading, _claims_among(reading, facts.things(AL.coveredBy))),
        near_row=_near(reading, found, crossing.row),
        near_column=_near(reading, found, crossing.column),
    )


def _in_order(reading: Reading, claims: list[Facts]) -> list[str]:
    """Return the claims by the status of their link, in the order of reading, then by IRI."""
    links = {one.iri: one.thing(AL.partOfLink) for one in claims}
    reading.gather(links.values())

    def place(one: Facts) -> tuple[int, str]:
        link = links[one.iri]
        status = reading.facts(link).thing(AL.linkStatus) if link else None
        slug = (status or "").rpartition("/")[2]
        return STATUSES.index(slug) if slug in STATUSES else len(STATUSES), one.iri

    return [one.iri for one in sorted(claims, key=place)]


def _asked(claims: Iterable[Claim]) -> tuple[Asked, ...]:
    """Return the claims by what they say, most often said first."""
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault("".join(one.words.text for one in claim.sentence), []).append(claim)
    ordered = sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Asked(many[0].sentence, tuple(many)) for _, many in ordered)


def _claims_among(reading: Reading, iris: Iterable[str]) -> list[str]:
    return [one.iri for one in reading.gather(iris) if one.thing(AL.relation)]


def _cases(reading: Reading, held: Iterable[Facts]) -> tuple[Link, ...]:
    alliances = [one.iri for one in held if AL.Alliance in one.values(RDF.type)]
    subjects = [one.thing(AL.subject) or "" for one in held if one.thing(AL.relation)]
    told_of = sorted({*alliances, *(one for one in subjects if "/id/alliance/" in one)})
    found = reading.iris(_TOLD_BY, alliance=told_of) if told_of else []
    reading.name_all(found)
    links = [link_to(reading, iri) for iri in found]
    return tuple(sorted(links, key=lambda one: one.words.text.casefold()))


_TOLD_BY: Final = (
    f"SELECT DISTINCT ?case WHERE {{ VALUES ?alliance {{ }} ?case {AL.illustrates} ?alliance }}"
)


def _missing(reading: Reading, held: Iterable[Facts]) -> tuple[Missing, ...]:
    links = reading.gather({link for one in held if (link := one.thing(AL.partOfLink))})
    counted = Counter(what for link in links for what in link.things(AL.lacks))
    reading.gather(counted)
    return tuple(
        Missing(one, number)
        for what, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        if (one := told(reading, what)) is not None
    )


def _reason(reading: Reading, crossing: Crossing) -> Words | None:
    if crossing.gap is None or crossing.gap.reason is None:
        return None
    return Words(crossing.gap.reason.in_language(reading.language), reading.language)


def _near(reading: Reading, found: Matrix, entry: str) -> tuple[Cell, ...]:
    """Return the crossings that share `entry` and hold most."""
    near = [one for one in found.cells if entry in (one.row, one.column) and one.gap is None]
    near.sort(key=lambda one: (-sum(one.statuses.values()), -(one.counts["cases"] or 0), one.iri))
    return tuple(_kept(cells_of(reading, found, near[:_NEAR])))


def _kept(cells: Iterable[Cell]) -> Iterator[Cell]:
    yield from (cell for cell in cells if cell.statuses or cell.counts["cases"])
