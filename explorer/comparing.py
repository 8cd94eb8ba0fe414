"""Two to six things in columns: what is told of each, by whom, and what is not said.

Three groups of rows: what is claimed (with its status, its quotation and its source), what the
record holds (with who says it), and the figures. What differs comes first in each. Nothing is
weighed: two cells are the same when they hold the same values, and an empty one says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from explorer.comparing_rows import Cell, Group, Row, Said, claimed, counted_rows, recorded
from explorer.messages import Messages
from explorer.models import Link
from explorer.reading import Reading, Words
from explorer.statements import link_to
from ontology.iris import BASE, iri_of, reference_of
from queries.comparison import FEWEST, MOST, side_by_side
from queries.lists import collection_of
from queries.search import SearchIndex, search

__all__ = ["PATH", "Cell", "Column", "Comparing", "Group", "Row", "Said", "comparing_of"]

PATH: Final = "/comparer"
# So many things are proposed for the words typed, and so many rows of figures are shown.
_PROPOSED: Final = 12
# What a reader who names nothing may begin with, each by the message that names it.
_STARTS: Final = (
    (
        "compare.start.categories",
        (
            "category/mecenat",
            "category/pratiques-responsables",
            "category/cooperation-economique",
            "category/innovation-societale",
        ),
    ),
    ("compare.start.impacts", ("impact/performance", "impact/innovation", "impact/confiance")),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is compared, and the address of the comparison without it."""

    link: Link
    kind: str
    reference: str
    without: str


@dataclass(frozen=True, slots=True)
class Comparing:
    """The page: its columns, its groups (none below two things), and what may be added.

    `starts` are comparisons ready to open, shown as long as nothing is compared.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    asked: str
    proposed: tuple[tuple[Link, str], ...]
    query: str
    full: bool
    starts: tuple[Link, ...]


def comparing_of(
    reading: Reading,
    messages: Messages,
    index: SearchIndex,
    references: Sequence[str],
    asked: str = "",
) -> Comparing:
    """Return the comparison of `references` (`case/restoria`), and what `asked` would add.

    One thing, or none, is a comparison about to begin. Raise QueryError for what cannot be
    compared and NotHeldError for what is not in the graph.
    """
    groups: tuple[Group, ...] = ()
    if references:
        _, fields = side_by_side(references, reading.store)
        iris = [iri_of(one) for one in references]
        told = (
            claimed(reading, iris),
            Group("fields", recorded(reading, messages, iris, fields)),
            counted_rows(reading, iris),
        )
        groups = tuple(one for one in told if one.rows or one.hidden)
    return Comparing(
        columns=tuple(_column(reading, messages, references, one) for one in references),
        groups=groups if len(references) >= FEWEST else (),
        asked=asked,
        proposed=_proposed(reading, messages, index, references, asked),
        query=_query(references),
        full=len(references) >= MOST,
        starts=() if references else tuple(_starts(messages)),
    )


def _starts(messages: Messages) -> Iterable[Link]:
    for key, references in _STARTS:
        name = Words(messages(key), messages.language)
        yield Link(name, f"/{messages.language}{PATH}?{_query(references)}")


def _query(references: Iterable[str]) -> str:
    return urlencode([("ids", one) for one in references], safe="/")


def _column(
    reading: Reading, messages: Messages, references: Sequence[str], reference: str
) -> Column:
    kind = reference.partition("/")[0]
    left = _query(one for one in references if one != reference)
    base = f"/{reading.language}{PATH}"
    key = f"kind.{kind}.one"
    scheme = Words(messages(key) if messages.has(key) else _scheme(reading, kind))
    return Column(
        link=link_to(reading, iri_of(reference)),
        kind=scheme.text,
        reference=reference,
        without=f"{base}?{left}" if left else base,
    )


def _scheme(reading: Reading, kind: str) -> str:
    return reading.label(f"{BASE}scheme/{kind}").text


def _proposed(
    reading: Reading,
    messages: Messages,
    index: SearchIndex,
    references: Sequence[str],
    asked: str,
) -> tuple[tuple[Link, str], ...]:
    """Return what the words typed may mean, each with the address of the wider comparison."""
    if not asked or len(references) >= MOST:
        return ()
    hits = search(index, asked, language=reading.language, limit=_PROPOSED * 4).hits
    found = []
    for hit in hits:
        reference = reference_of(hit.thing.iri) or ""
        if reference not in references and collection_of(reference.partition("/")[0]):
            wider = f"/{reading.language}{PATH}?{_query([*references, reference])}"
            kind = _column(reading, messages, references, reference).kind
            found.append((Link(reading.label(hit.thing.iri), wider), kind))
    # What is of a kind already there is what a reader most often wants beside it.
    kinds = {_column(reading, messages, references, one).kind for one in references}
    return tuple(sorted(found, key=lambda one: one[1] not in kinds)[:_PROPOSED])
