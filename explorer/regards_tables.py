"""The tables of Regards croisés: a row for what was asked about, a column for each group.

Shares, scores and other measures never share a table or a bar. A cell keeps every value that
is printed for it, with its base, and never an average. Between two years the break is shown
unless a person has said that the figures may be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from explorer.figures import Figure
from explorer.models import Link
from explorer.reading import Facts, Reading, Words
from explorer.statements import link_to
from ontology.terms import AL

__all__ = ["Cell", "Row", "Shown", "Table", "tables_of"]

_COMPARISONS: Final = f"""
SELECT ?comparison ?figure ?comparable WHERE {{
  VALUES ?figure {{ }}
  ?comparison {AL.compares} ?figure ; {AL.comparable} ?comparable .
}}
"""
# What a row is about; the question is the page, the group is the column.
_ROW: Final = (
    AL.targetActor,
    AL.subPopulation,
    AL.domain,
    AL.category,
    AL.impact,
    AL.territory,
    AL.period,
)
_MEASURES: Final = ("share", "score", "points", "count", "amount", "duration", "rank")
_FULL: Final = {"share": 100.0, "score": 10.0}


@dataclass(frozen=True, slots=True)
class Shown:
    """One printed value: its words, its figure's page, its base, the length of its bar (0-1).

    `told` counts the passages that print it; `work` is one of them, a document before a page.
    """

    value: str
    href: str
    base: Words | None
    work: Link | None
    bar: float | None
    told: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one group answers in one row: every value, each once; none when it was not asked."""

    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What is asked about, where and when; `series` says if years of it may be compared."""

    about: tuple[Link, ...]
    cells: tuple[Cell, ...]
    series: str
    why: tuple[Link, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        """The names that an address gives to what the row is about."""
        return tuple((one.href or "").rpartition("/")[2] for one in self.about)


@dataclass(frozen=True, slots=True)
class Table:
    """The values of one measure."""

    measure: str
    groups: tuple[Link, ...]
    rows: tuple[Row, ...]


def tables_of(
    reading: Reading, figures: list[Facts], shown: Mapping[str, Figure]
) -> Iterable[Table]:
    """Yield a table for each measure that any of `figures` is in; `shown` holds them by IRI."""
    series = _series(reading, list(shown))
    for measure in _MEASURES:
        mine = [one for one in figures if one.values(getattr(AL, measure))]
        groups = sorted({iri for one in mine for iri in one.things(AL.respondent)})
        if mine:
            groups.sort(key=lambda iri: reading.label(iri).text.casefold())
            yield Table(
                measure=measure,
                groups=tuple(link_to(reading, iri) for iri in groups),
                rows=tuple(_rows(reading, mine, shown, series, groups=groups, measure=measure)),
            )


def _rows(
    reading: Reading,
    figures: list[Facts],
    shown: Mapping[str, Figure],
    series: Mapping[str, tuple[bool, str]],
    *,
    groups: list[str],
    measure: str,
) -> Iterable[Row]:
    keyed: dict[tuple[tuple[str, ...], ...], list[Facts]] = {}
    for one in figures:
        keyed.setdefault(tuple(one.things(prop) for prop in _ROW), []).append(one)
    years = _years(keyed)
    for key in sorted(keyed, key=lambda each: _order(reading, each)):
        many = keyed[key]
        about = [iri for part in key for iri in part if not iri.endswith(("/_T", "/_Z"))]
        told = {series[one.iri] for one in many if one.iri in series}
        yield Row(
            about=tuple(link_to(reading, iri) for iri in about),
            cells=tuple(
                _cell([shown[one.iri] for one in _of(many, group)], measure) for group in groups
            ),
            series=_said(told, years[key[:-1]]),
            why=tuple(link_to(reading, iri) for _, iri in sorted(told)),
        )


def _of(figures: Iterable[Facts], group: str) -> Iterable[Facts]:
    return (one for one in figures if group in one.things(AL.respondent))


def _years(keyed: Iterable[tuple[tuple[str, ...], ...]]) -> dict[tuple[tuple[str, ...], ...], int]:
    """Return in how many periods the same thing was asked."""
    found: dict[tuple[tuple[str, ...], ...], set[tuple[str, ...]]] = {}
    for key in keyed:
        found.setdefault(key[:-1], set()).add(key[-1])
    return {key: len(periods) for key, periods in found.items()}


def _said(told: set[tuple[bool, str]], periods: int) -> str:
    """Return what is known of comparing this row with others: a message key, or ""."""
    if told:
        return "regards.comparable" if all(one for one, _ in told) else "regards.not_comparable"
    return "regards.break" if periods > 1 else ""


def _order(reading: Reading, key: tuple[tuple[str, ...], ...]) -> tuple[object, ...]:
    return tuple(
        (not all(iri.endswith(("/_T", "/_Z", "/france")) for iri in part), label)
        for part in key
        for label in [" ".join(reading.label(iri).text.casefold() for iri in part)]
    )


def _cell(figures: list[Figure], measure: str) -> Cell:
    """Return the values of one group, each printed value once, with a work that prints it."""
    seen: dict[tuple[str, str], list[Figure]] = {}
    for one in sorted(figures, key=_on_a_page):
        base = one.population or one.base
        seen.setdefault((one.shown, base.text.casefold() if base else ""), []).append(one)
    return Cell(tuple(_value(many[0], measure, len(many)) for many in seen.values()))


def _on_a_page(one: Figure) -> tuple[bool, str]:
    """Put figures of documents, which have a heading, before those of web pages."""
    place = one.quotation.place if one.quotation else None
    return not (place and place.heading), one.iri


def _value(one: Figure, measure: str, told: int) -> Shown:
    full = _FULL.get(measure)
    return Shown(
        value=one.shown,
        href=one.name.href,
        base=one.population or one.base,
        work=one.quotation.place.work if one.quotation and one.quotation.place else None,
        bar=min(1.0, float(one.amount) / full) if full and one.amount is not None else None,
        told=told,
    )


def _series(reading: Reading, figures: list[str]) -> dict[str, tuple[bool, str]]:
    """Return, for each figure that somebody compared with another, whether it may be."""
    if not figures:
        return {}
    found: dict[str, tuple[bool, str]] = {}
    for comparison, figure, comparable in reading.rows(_COMPARISONS, figure=figures):
        if isinstance(comparison, NamedNode) and isinstance(figure, NamedNode):
            yes = isinstance(comparable, Literal) and comparable.value == "true"
            found[figure.value] = (yes, comparison.value)
    reading.name_all(iri for _, iri in found.values())
    return found
