"""What contradicts: the ledger of contradictions, every side kept with its words.

Nothing here chooses between sides or averages them; what a person decided stands beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from explorer.facets import Facet, facets_of, iri_text, paged
from explorer.figures import Discrepancy, Side, discrepancies
from explorer.messages import Messages
from explorer.models import Quotation
from explorer.paging import Paging, paging
from explorer.paths import no_such_page
from explorer.reading import Reading
from explorer.sheets import Sheet
from ontology.errors import Text
from ontology.iris import thing
from ontology.terms import AL, RDF
from queries.catalogue import Column

__all__ = ["Ledger", "contradictions_page", "contradictions_sheet"]

PAGE: Final = 10
_SIDES: Final = f"""
SELECT ?d ?kind ?status ?severity WHERE {{
  ?d {RDF.type} {AL.Discrepancy} ; {AL.discrepancyKind} ?kind ;
    {AL.discrepancyStatus} ?status ; {AL.severity} ?severity .
}}
"""
_SEVERITIES: Final = ("major", "notable", "minor")
_STANDS: Final = ("open", "explained", "resolved")
_COLUMNS: Final = (
    Column("contradiction", Text("Contradiction", "Contradiction")),
    Column("kind", Text("Nature", "Kind")),
    Column("state", Text("État", "State")),
    Column("severity", Text("Importance", "Severity")),
    Column("explanation", Text("Explication", "Explanation")),
    Column("side", Text("Côté", "Side")),
    Column("status", Text("Statut", "Status")),
    Column("quote", Text("Citation", "Quote")),
    Column("source", Text("Source", "Source")),
    Column("heading", Text("Rubrique", "Heading")),
    Column("page", Text("Page", "Page")),
)
# Slugs of one contradiction: its own, its kind, its state, its severity.
_Row: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """One page of the contradictions, with its filters."""

    items: tuple[Discrepancy, ...]
    total: int
    held: int
    kinds: tuple[Facet, ...]
    stands: tuple[Facet, ...]
    paging: Paging


def contradictions_page(reading: Reading, asked: Mapping[str, str]) -> Ledger:
    """Return the contradictions, gravest first, narrowed by `genre` and `etat` (slugs)."""
    at = {name: asked.get(name, "") for name in ("genre", "etat")}
    every = _every(reading)
    kept = _kept(every, at)
    base = f"/{reading.language}/contradictions"
    place = paging(asked.get("page", "1"), len(kept), PAGE, lambda page: paged(base, at, page))
    kinds, stands = Counter(one[1] for one in every), Counter(one[2] for one in every)
    return Ledger(
        items=discrepancies(reading, [thing("discrepancy", one[0]) for one in place.part(kept)]),
        total=len(kept),
        held=len(every),
        kinds=facets_of(reading, base, at, kinds, name="genre", scheme="discrepancy-kind"),
        stands=facets_of(reading, base, at, stands, name="etat", scheme="discrepancy-status"),
        paging=place,
    )


def contradictions_sheet(reading: Reading, messages: Messages, asked: Mapping[str, str]) -> Sheet:
    """Return every side of every contradiction that the filters of the page keep."""
    at = {name: asked.get(name, "") for name in ("genre", "etat")}
    iris = [thing("discrepancy", one[0]) for one in _kept(_every(reading), at)]
    return Sheet(
        "contradictions",
        messages("contradictions.title"),
        _COLUMNS,
        tuple(line for one in discrepancies(reading, iris) for line in _lines(one, messages)),
    )


def _lines(one: Discrepancy, messages: Messages) -> Iterator[tuple[str | None, ...]]:
    for side in one.sides:
        name, status, quotation = _told(side)
        place = quotation.place if quotation else None
        yield (
            one.name.words.text,
            one.kind.link.words.text if one.kind else None,
            one.status.link.words.text if one.status else None,
            one.severity.text if one.severity else None,
            one.explanation.text if one.explanation else None,
            name,
            status,
            quotation.words.text if quotation else messages("claim.to_find"),
            place.work.words.text if place else None,
            place.heading.text if place and place.heading else None,
            one.name.href,
        )


def _told(side: Side) -> tuple[str, str | None, Quotation | None]:
    """Return what one side says, its status if it is a claim, and its words."""
    if side.figure:
        return side.figure.name.words.text, None, side.figure.quotation
    if side.claim:
        proofs = (proof.quotation for proof in side.claim.proofs if proof.quotation)
        return side.claim.name.words.text, side.claim.status.word.text, next(proofs, None)
    return side.thing.words.text if side.thing else "", None, side.quotation


def _every(reading: Reading) -> list[_Row]:
    """Return the slugs of every contradiction, gravest first."""
    found: list[_Row] = [
        (_slug(one), _slug(kind), _slug(stand), _slug(severity))
        for one, kind, stand, severity in reading.rows(_SIDES)
    ]
    found.sort(key=lambda one: (_SEVERITIES.index(one[3]), _STANDS.index(one[2]), one[0]))
    return found


def _kept(every: Sequence[_Row], at: Mapping[str, str]) -> list[_Row]:
    if at["etat"] not in {"", *_STANDS}:
        raise no_such_page()
    return [one for one in every if at["genre"] in {"", one[1]} and at["etat"] in {"", one[2]}]


def _slug(term: object) -> str:
    return iri_text(term).rpartition("/")[2]
