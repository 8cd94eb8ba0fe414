"""What is missing, what contradicts, and what only one source says: three lists to work from.

Gaps come in the order of the published rule (who asks, then what is held around); the order is
no mark, and the page says so. Contradictions keep every side. A single source is not a wrong
one: it is a signal, with its date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from explorer.claims import status_named
from explorer.figures import Discrepancy, discrepancies
from explorer.lists import no_such_page, page_number
from explorer.models import Link, Status
from explorer.paths import page_path
from explorer.reading import Reading, Words
from explorer.statements import link_to
from ontology.iris import concept, thing
from ontology.terms import AL, DCTERMS, OA, RDF
from queries.answers import Answer, Node, ask, cell
from queries.catalogue import read_question

__all__ = [
    "Facet",
    "GapRow",
    "Gaps",
    "Ledger",
    "Signal",
    "Signals",
    "contradictions_page",
    "gaps_page",
    "signals_page",
]

PAGE: Final = 50
_CONTRADICTIONS: Final = 10
_GAP_PLACES: Final = f"""
SELECT ?crossing ?matrix ?row ?column WHERE {{
  ?crossing {RDF.type} {AL.Gap} ; {AL.inMatrix} ?matrix ; {AL.row} ?row ; {AL.column} ?column .
}}
"""
_SIDES: Final = f"""
SELECT ?d ?kind ?status ?severity WHERE {{
  ?d {RDF.type} {AL.Discrepancy} ; {AL.discrepancyKind} ?kind ;
    {AL.discrepancyStatus} ?status ; {AL.severity} ?severity .
}}
"""
_SEVERITIES: Final = ("major", "notable", "minor")
_STANDS: Final = ("open", "explained", "resolved")


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a filter: its words, how many it keeps, where it leads, if it is chosen."""

    words: Words
    number: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap: rank from 1, where it is, what it means, who asks, what is held around."""

    rank: int
    href: str
    row: Words
    column: Words
    matrix: Words
    kind: str
    word: Words
    read_on: str
    groups: int
    first: int
    partnership: int
    around: int
    works: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """One page of the gaps: `total` pass the filters, `held` exist."""

    rows: tuple[GapRow, ...]
    total: int
    held: int
    matrices: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    page: int
    pages: int
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """One page of the contradictions, with its filters."""

    items: tuple[Discrepancy, ...]
    total: int
    held: int
    kinds: tuple[Facet, ...]
    stands: tuple[Facet, ...]
    page: int
    pages: int
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One link that a single source tells."""

    link: Link
    subject: Words
    relation: Words
    object: Words
    status: Status
    source: Link
    issued: str


@dataclass(frozen=True, slots=True)
class Signals:
    """One page of the links that a single source tells."""

    rows: tuple[Signal, ...]
    total: int
    page: int
    pages: int
    previous: str
    following: str


def gaps_page(reading: Reading, asked: Mapping[str, str]) -> Gaps:
    """Return the gaps by rank, narrowed by `matrice` and `type` (slugs), paged by `page`."""
    rows = list(_gaps(reading))
    matrix, kind = asked.get("matrice", ""), asked.get("type", "")
    kept = [
        row
        for row in rows
        if (not matrix or row[0] == matrix) and (not kind or row[1].kind == kind)
    ]
    pages = -(-len(kept) // PAGE) or 1
    page = page_number(asked.get("page", "1"), pages)
    base = f"/{reading.language}/manques"
    at = {"matrice": matrix, "type": kind}
    return Gaps(
        rows=tuple(row for _, row in kept[(page - 1) * PAGE : page * PAGE]),
        total=len(kept),
        held=len(rows),
        matrices=_facets(
            reading, base, at, Counter(slug for slug, _ in rows), name="matrice", scheme="matrix"
        ),
        kinds=_facets(
            reading, base, at, Counter(row.kind for _, row in rows), name="type", scheme="gap-type"
        ),
        page=page,
        pages=pages,
        previous=_href(base, at, page - 1) if page > 1 else "",
        following=_href(base, at, page + 1) if page < pages else "",
    )


def _gaps(reading: Reading) -> Iterator[tuple[str, GapRow]]:
    answer = ask(read_question("manques"), {"matrix": "_T"}, reading.store)
    places = {
        (_iri(matrix), _iri(row), _iri(column)): _iri(crossing)
        for crossing, matrix, row, column in reading.rows(_GAP_PLACES)
    }
    told: dict[tuple[str, str, str], list[dict[str, Node | None]]] = {}
    for row in _named(answer):
        key = (_iri(row["of"]), _iri(row["row"]), _iri(row["column"]))
        told.setdefault(key, []).append(row)
    reading.name_all(iri for key in told for iri in key)
    reading.name_all(_iri(one["gap"]) for many in told.values() for one in many)
    reading.name_all(_iri(one["work"]) for many in told.values() for one in many if one["work"])
    for rank, (key, many) in enumerate(told.items(), start=1):
        yield key[0].rpartition("/")[2], _gap(reading, rank, key, places[key], many)


def _gap(
    reading: Reading,
    rank: int,
    key: tuple[str, str, str],
    crossing: str,
    many: list[dict[str, Node | None]],
) -> GapRow:
    one = many[0]
    works = dict.fromkeys(_iri(each["work"]) for each in many if each["work"])
    return GapRow(
        rank=rank,
        href=page_path(crossing, reading.language),
        matrix=reading.label(key[0]),
        row=reading.label(key[1]),
        column=reading.label(key[2]),
        kind=_iri(one["gap"]).rpartition("/")[2],
        word=reading.label(_iri(one["gap"])),
        read_on=str(cell(one["read_on"]) or ""),
        groups=_number(one["groups"]),
        first=_number(one["groups_first"]),
        partnership=_number(one["groups_partnership"]),
        around=_number(one["held_on_row"]) + _number(one["held_in_column"]),
        works=tuple(link_to(reading, work) for work in works),
    )


def contradictions_page(reading: Reading, asked: Mapping[str, str]) -> Ledger:
    """Return the contradictions, gravest first, narrowed by `genre` and `etat` (slugs)."""
    every = [tuple(map(_slug, row)) for row in reading.rows(_SIDES)]
    kind, stand = asked.get("genre", ""), asked.get("etat", "")
    if stand and stand not in _STANDS:
        raise no_such_page()
    every.sort(key=lambda one: (_SEVERITIES.index(one[3]), _STANDS.index(one[2]), one[0]))
    kept = [one for one in every if (not kind or one[1] == kind) and (not stand or one[2] == stand)]
    pages = -(-len(kept) // _CONTRADICTIONS) or 1
    page = page_number(asked.get("page", "1"), pages)
    base, at = f"/{reading.language}/contradictions", {"genre": kind, "etat": stand}
    shown = kept[(page - 1) * _CONTRADICTIONS : page * _CONTRADICTIONS]
    return Ledger(
        items=discrepancies(reading, [thing("discrepancy", one[0]) for one in shown]),
        total=len(kept),
        held=len(every),
        kinds=_facets(
            reading,
            base,
            at,
            Counter(one[1] for one in every),
            name="genre",
            scheme="discrepancy-kind",
        ),
        stands=_facets(
            reading,
            base,
            at,
            Counter(one[2] for one in every),
            name="etat",
            scheme="discrepancy-status",
        ),
        page=page,
        pages=pages,
        previous=_href(base, at, page - 1) if page > 1 else "",
        following=_href(base, at, page + 1) if page < pages else "",
    )


def signals_page(reading: Reading, asked: Mapping[str, str]) -> Signals:
    """Return the links that one source alone tells, in the order of the question."""
    answer = ask(read_question("signaux-d-une-seule-source"), {}, reading.store)
    told = _named(answer)
    pages = -(-len(told) // PAGE) or 1
    page = page_number(asked.get("page", "1"), pages)
    shown = told[(page - 1) * PAGE : page * PAGE]
    columns = ("link", "subject", "relation", "object", "status", "source")
    reading.name_all(_iri(one[name]) for one in shown for name in columns)
    years = _years(reading, [_iri(one["link"]) for one in shown])
    base = f"/{reading.language}/signaux"
    return Signals(
        rows=tuple(_signal(reading, one, years.get(_iri(one["link"]), "")) for one in shown),
        total=len(told),
        page=page,
        pages=pages,
        previous=_href(base, {}, page - 1) if page > 1 else "",
        following=_href(base, {}, page + 1) if page < pages else "",
    )


def _signal(reading: Reading, one: Mapping[str, Node | None], year: str) -> Signal:
    source = _iri(one["source"])
    return Signal(
        link=link_to(reading, _iri(one["link"])),
        subject=reading.label(_iri(one["subject"])),
        relation=reading.label(_iri(one["relation"])),
        object=reading.label(_iri(one["object"])),
        status=status_named(reading, _iri(one["status"])),
        source=link_to(reading, source),
        issued=year,
    )


def _years(reading: Reading, links: list[str]) -> dict[str, str]:
    """Return the first year in which a document or page that tells each link was issued."""
    found: dict[str, str] = {}
    for link, issued in reading.rows(_ISSUED, link=links):
        if isinstance(issued, Literal):
            year = issued.value[:4]
            found[_iri(link)] = min(year, found.get(_iri(link), year))
    return found


_ISSUED: Final = f"""
SELECT DISTINCT ?link ?issued WHERE {{
  VALUES ?link {{ }}
  ?claim {AL.partOfLink} ?link ; {AL.hasEvidence} ?evidence .
  ?evidence ({AL.citesSource}|({AL.foundAt}/{OA.hasSource})) ?work .
  ?work {DCTERMS.issued} ?issued .
}}
"""


def _facets(
    reading: Reading,
    base: str,
    at: Mapping[str, str],
    counted: Counter[str],
    *,
    name: str,
    scheme: str,
) -> tuple[Facet, ...]:
    iris = {slug: concept(scheme, slug) for slug in counted}
    reading.name_all(iris.values())
    return tuple(
        Facet(
            words=reading.label(iris[slug]),
            number=number,
            href=_href(base, {**at, name: "" if at[name] == slug else slug}, 1),
            current=at[name] == slug,
        )
        for slug, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _href(base: str, at: Mapping[str, str], page: int) -> str:
    asked = {name: value for name, value in at.items() if value}
    if page > 1:
        asked["page"] = str(page)
    return f"{base}?{urlencode(asked)}" if asked else base


def _named(answer: Answer) -> list[dict[str, Node | None]]:
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows]


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _slug(term: object) -> str:
    return _iri(term).rpartition("/")[2]


def _number(term: Node | None) -> int:
    value = cell(term)
    return value if isinstance(value, int) else 0
