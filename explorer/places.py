"""The territories, as a list and as a map of tiles of equal size.

The list comes first and says everything; the map says the same again, in words, so that
nothing depends on colour. Regions are those that bear a code of INSEE; study territories
are no region and stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from pyoxigraph import Literal, NamedNode

from explorer.messages import Messages
from explorer.models import Link
from explorer.reading import Facts, Reading, Words
from explorer.sheets import Sheet
from explorer.statements import link_to
from explorer.territory import figures_by_place
from ontology.errors import Text
from ontology.iris import concept
from ontology.terms import AL, SKOS
from queries.catalogue import Column
from queries.search import SearchIndex, search

__all__ = ["TILES", "Place", "Places", "Tile", "places_of", "places_sheet"]

# Column and row of each region on the grid; the last row is overseas.
TILES: Final[Mapping[str, tuple[int, int]]] = {
    "hauts-de-france": (2, 0),
    "normandie": (1, 1),
    "ile-de-france": (2, 1),
    "grand-est": (3, 1),
    "bretagne": (0, 2),
    "pays-de-la-loire": (1, 2),
    "centre-val-de-loire": (2, 2),
    "bourgogne-franche-comte": (3, 2),
    "nouvelle-aquitaine": (1, 3),
    "auvergne-rhone-alpes": (3, 3),
    "occitanie": (2, 4),
    "provence-alpes-cote-d-azur": (3, 4),
    "corse": (4, 5),
    "guadeloupe": (0, 6),
    "martinique": (1, 6),
    "guyane": (2, 6),
    "la-reunion": (3, 6),
    "mayotte": (4, 6),
}
_OVERSEAS_ROW: Final = 6
# Sizes of the drawing, in its own units, and the longest line of a name that fits.
_WIDTH, _HEIGHT, _GAP, _APART = 152, 112, 8, 40
_LINE: Final = 17
_PARTS: Final = re.compile(r"[^\s-]+-?\s*")

_COLUMNS: Final = (
    Column("group", Text("Liste", "List")),
    Column("territory", Text("Territoire", "Territory")),
    Column("figures", Text("Chiffres", "Figures")),
    Column("indicators", Text("Indicateurs", "Indicators")),
    Column("cases", Text("Cas", "Cases")),
    Column("note", Text("Note", "Note")),
    Column("page", Text("Page", "Page")),
)
_STUDIED: Final = (
    f"SELECT ?t WHERE {{ VALUES ?x {{ }} ?t {SKOS.inScheme} ?x . ?t {SKOS.notation} ?n . "
    '?t a ?class FILTER(STRSTARTS(?n, "ETU-")) }'
)
_VALUES: Final = (
    f"SELECT ?t (COUNT(DISTINCT ?i) AS ?n) WHERE {{ ?o {AL.ofIndicator} ?i . "
    f"?o {AL.territory} ?t }} GROUP BY ?t"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a tile stands in the drawing, and the lines of the name on it."""

    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One territory with what is held of it; `tile` is None off the map."""

    link: Link
    figures: int
    indicators: int
    cases: int
    note: Words | None = None
    tile: Tile | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The three lists of territories and the size of their map, in units of the drawing."""

    regions: tuple[Place, ...]
    overseas: tuple[Place, ...]
    studied: tuple[Place, ...]
    width: int
    height: int
    tile_width: int = _WIDTH
    tile_height: int = _HEIGHT
    overseas_y: int = _OVERSEAS_ROW * (_HEIGHT + _GAP) + _APART - 14


@dataclass(frozen=True, slots=True)
class _Counts:
    """How much is held: figures and indicators by IRI of the territory, cases by its slug."""

    figures: Mapping[str, int]
    indicators: Mapping[str, int]
    cases: Mapping[str, int]


def places_of(reading: Reading, index: SearchIndex) -> Places:
    """Return the regions, those overseas and the study territories, by name."""
    counts = _counts(reading, index)
    far = {slug for slug, (_, row) in TILES.items() if row == _OVERSEAS_ROW}
    regions = [concept("territory", slug) for slug in TILES if slug not in far]
    overseas = [concept("territory", slug) for slug in far]
    scheme = concept("territory", "_Z").rpartition("/")[0]
    return Places(
        regions=_listed(reading, counts, regions),
        overseas=_listed(reading, counts, overseas),
        studied=_listed(reading, counts, reading.iris(_STUDIED, x=[scheme])),
        width=5 * (_WIDTH + _GAP) - _GAP,
        height=(_OVERSEAS_ROW + 1) * (_HEIGHT + _GAP) - _GAP + _APART,
    )


def _counts(reading: Reading, index: SearchIndex) -> _Counts:
    return _Counts(
        figures={place: len(held) for place, held in figures_by_place(reading).items()},
        indicators={
            place.value: int(count.value)
            for place, count in reading.rows(_VALUES)
            if isinstance(place, NamedNode) and isinstance(count, Literal)
        },
        cases=_cases(index),
    )


def _listed(reading: Reading, counts: _Counts, iris: Iterable[str]) -> tuple[Place, ...]:
    """Return the territories of `iris` that the graph holds, by name."""
    made = (_place(reading, counts, facts) for facts in reading.gather(sorted(iris)) if facts)
    return tuple(sorted(made, key=lambda one: _plain(one.link.words.text)))


def _place(reading: Reading, counts: _Counts, facts: Facts) -> Place:
    slug = facts.iri.rpartition("/")[2]
    link = link_to(reading, facts.iri)
    return Place(
        link=link,
        figures=counts.figures.get(facts.iri, 0),
        indicators=counts.indicators.get(facts.iri, 0),
        cases=counts.cases.get(slug, 0),
        note=facts.words(SKOS.scopeNote, reading.language),
        tile=_tile(slug, link.words.text),
    )


def places_sheet(reading: Reading, index: SearchIndex, messages: Messages) -> Sheet:
    """Return the territories of the page as a table: what they are and what is held of each."""
    page = places_of(reading, index)
    listed = {"regions": page.regions, "overseas": page.overseas, "studied": page.studied}
    return Sheet(
        "territoires",
        messages("places.title"),
        _COLUMNS,
        tuple(
            (
                messages(f"places.{key}"),
                one.link.words.text,
                one.figures,
                one.indicators,
                one.cases,
                one.note.text if one.note else None,
                one.link.href,
            )
            for key, many in listed.items()
            for one in many
        ),
    )


def _plain(name: str) -> str:
    """Return a name as a dictionary files it: Île among the i."""
    return normalize("NFD", name).encode("ascii", "ignore").decode().casefold()


def _cases(index: SearchIndex) -> dict[str, int]:
    """Return how many cases the search keeps for each territory, as its page does."""
    found = search(index, "", facets={"kind": ["case"]}, limit=0)
    return {one.value: one.count for one in found.facets if one.facet == "territory"}


def _tile(slug: str, name: str) -> Tile | None:
    if slug not in TILES:
        return None
    column, row = TILES[slug]
    lines: list[str] = []
    for part in _PARTS.findall(name):
        if lines and len((lines[-1] + part).rstrip()) <= _LINE:
            lines[-1] += part
        else:
            lines.append(part)
    apart = _APART if row == _OVERSEAS_ROW else 0
    return Tile(
        x=column * (_WIDTH + _GAP),
        y=row * (_HEIGHT + _GAP) + apart,
        lines=tuple(line.rstrip() for line in lines),
    )
