"""What only one source says: links that nothing else confirms or contradicts, dated.

A single source is not a wrong one: it is a signal to be followed, with its date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pyoxigraph import Literal

from explorer.claims import status_named
from explorer.facets import iri_text, named_rows, paged
from explorer.messages import Messages
from explorer.models import Link, Status
from explorer.paging import Paging, paging
from explorer.reading import Reading, Words
from explorer.sheets import Sheet
from explorer.statements import link_to
from ontology.errors import Text
from ontology.iris import BASE
from ontology.terms import AL, DCTERMS, OA
from queries.answers import Node, ask
from queries.catalogue import Column, read_question

__all__ = ["Signal", "Signals", "signals_page", "signals_sheet"]

PAGE: Final = 50
_ISSUED: Final = f"""
SELECT DISTINCT ?link ?issued WHERE {{
  VALUES ?link {{ }}
  ?claim {AL.partOfLink} ?link ; {AL.hasEvidence} ?evidence .
  ?evidence ({AL.citesSource}|({AL.foundAt}/{OA.hasSource})) ?work .
  ?work {DCTERMS.issued} ?issued .
}}
"""
_NAMED: Final = ("link", "subject", "relation", "object", "status", "source")
_COLUMNS: Final = (
    Column("subject", Text("Sujet", "Subject")),
    Column("relation", Text("Relation", "Relation")),
    Column("object", Text("Objet", "Object")),
    Column("status", Text("Statut", "Status")),
    Column("source", Text("Seule source", "Only source")),
    Column("year", Text("Année", "Year")),
    Column("page", Text("Page", "Page")),
)
_Row: TypeAlias = Mapping[str, Node | None]


@dataclass(frozen=True, slots=True)
class Signal:
    """One link that a single source tells; `proper` says that its object has a name of its own."""

    link: Link
    subject: Words
    relation: Words
    object: Words
    proper: bool
    status: Status
    source: Link
    issued: str


@dataclass(frozen=True, slots=True)
class Signals:
    """One page of the links that a single source tells."""

    rows: tuple[Signal, ...]
    total: int
    paging: Paging


def signals_page(reading: Reading, asked: Mapping[str, str]) -> Signals:
    """Return the links that one source alone tells, in the order of the question."""
    told = _told(reading)
    base = f"/{reading.language}/signaux"
    place = paging(asked.get("page", "1"), len(told), PAGE, lambda page: paged(base, {}, page))
    return Signals(rows=_signals(reading, place.part(told)), total=len(told), paging=place)


def signals_sheet(reading: Reading, messages: Messages, _: Mapping[str, str]) -> Sheet:
    """Return every link that one source alone tells."""
    return Sheet(
        "signaux",
        messages("signals.title"),
        _COLUMNS,
        tuple(
            (
                one.subject.text,
                one.relation.text,
                one.object.text,
                one.status.word.text,
                one.source.words.text,
                one.issued or None,
                one.link.href,
            )
            for one in _signals(reading, _told(reading))
        ),
    )


def _told(reading: Reading) -> list[dict[str, Node | None]]:
    return named_rows(ask(read_question("signaux-d-une-seule-source"), {}, reading.store))


def _signals(reading: Reading, rows: Sequence[_Row]) -> tuple[Signal, ...]:
    reading.name_all(iri_text(one[name]) for one in rows for name in _NAMED)
    years = _years(reading, [iri_text(one["link"]) for one in rows])
    return tuple(_signal(reading, one, years.get(iri_text(one["link"]), "")) for one in rows)


def _signal(reading: Reading, one: Mapping[str, Node | None], year: str) -> Signal:
    source, target = iri_text(one["source"]), iri_text(one["object"])
    common = target.startswith(f"{BASE}scheme/") and "/scheme/territory/" not in target
    return Signal(
        link=link_to(reading, iri_text(one["link"])),
        subject=reading.label(iri_text(one["subject"])),
        relation=reading.label(iri_text(one["relation"])),
        object=reading.label(target),
        proper=not common,
        status=status_named(reading, iri_text(one["status"])),
        source=link_to(reading, source),
        issued=year,
    )


def _years(reading: Reading, links: list[str]) -> dict[str, str]:
    """Return the first year in which a document or page that tells each link was issued."""
    found: dict[str, str] = {}
    for link, issued in reading.rows(_ISSUED, link=links):
        if isinstance(issued, Literal):
            year = issued.value[:4]
            found[iri_text(link)] = min(year, found.get(iri_text(link), year))
    return found
