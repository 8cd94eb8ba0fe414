"""Paper: sheets that travel alone, as vectors, readable in grey; codes that come back as votes."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pdfplumber
import pytest

from explorer.graph_look import PALETTES
from explorer.graph_state import read_state
from explorer.graph_svg import extent
from explorer.graph_view import View, view_of
from explorer.layout import overlaps
from explorer.paper import (
    MOST_TABLES,
    codes_of_links,
    paper_document,
    paper_pack,
    paper_sheets,
)
from explorer.paper_map import filling
from explorer.paper_sheet import HEIGHT, WIDTH
from explorer.reading import Reading
from explorer.rendering import Pages, Site
from graph.embedded import EmbeddedStore
from graph.network import Network, read_network
from ontology.errors import RefusedViewError
from tests.graph.networks import renamed_store
from tests.some import some

HOSTILE = '<img src=x onerror="hurt()"></text><script>hurt()</script>]]>&'
SITE = Site(version="0123456789abcdef" * 4)
Around = Callable[[str], View]


@pytest.fixture(scope="module")
def held(repository: Path) -> Iterator[EmbeddedStore]:
    hostile = renamed_store(repository, "bel", HOSTILE)
    yield hostile
    hostile.close()


@pytest.fixture(scope="module")
def network(held: EmbeddedStore) -> Network:
    return read_network(held)


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


@pytest.fixture(scope="module")
def view(held: EmbeddedStore, network: Network) -> View:
    return view_of(held, network, read_state({"centre": "organisation/cyr", "steps": "3"}), "fr")


def made(
    held: EmbeddedStore,
    network: Network,
    view: View,
    pages: Pages,
    *,
    language: str = "fr",
    tables: int = 1,
    site: Site = SITE,
) -> dict[str, str]:
    reading = Reading(held, language)
    return paper_sheets(reading, pages.messages[language], network, view, site, tables=tables)


@pytest.fixture(scope="module")
def sheets(held: EmbeddedStore, network: Network, view: View, pages: Pages) -> dict[str, str]:
    return made(held, network, view, pages, tables=2)


def text_of(svg: str) -> str:
    return " ".join(" ".join(ET.fromstring(svg).itertext()).split())  # noqa: S314  our own


def statuses_of(view: View) -> set[str]:
    return {line.status.letter for line in view.lines if line.status}


def test_a_pack_holds_the_map_the_matrix_its_sources_a_sheet_for_each_table_and_cards(
    sheets: dict[str, str], held: EmbeddedStore, network: Network, view: View, pages: Pages
) -> None:
    assert list(sheets) == ["carte", "matrice", "sources", "table-01", "table-02", "cartons-1"]
    english = made(held, network, view, pages, language="en")
    assert list(english) == ["map", "matrix", "sources", "table-01", "cards-1"]
    assert "Agree?" in text_of(english["table-01"])


def test_every_sheet_says_its_legend_version_and_sources(
    sheets: dict[str, str], network: Network
) -> None:
    for name, svg in sheets.items():
        said = text_of(svg)
        for status in network.statuses:
            assert f"{status.letter} {status.label.fr}" in said, name
        assert SITE.version[:16] in said, name
        assert "Perçu n’est pas prouvé" in said or "Perçu n'est pas prouvé" in said, name
        assert "Sources" in said or name == "sources", name


def test_a_sheet_is_a3_of_vectors_with_fonts_and_text_and_no_picture_of_itself(
    sheets: dict[str, str],
) -> None:
    pack = zipfile.ZipFile(io.BytesIO(paper_pack(sheets)))
    assert pack.namelist() == [f"{name}.pdf" for name in sheets]
    for name in pack.namelist():
        with pdfplumber.open(io.BytesIO(pack.read(name))) as pdf:
            (page,) = pdf.pages
            assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=0.1)
            assert not page.images
            assert page.chars
            assert all(char["fontname"] for char in page.chars)
            assert SITE.version[:16] in page.extract_text()


def test_one_document_holds_every_sheet_as_a_page(sheets: dict[str, str]) -> None:
    with pdfplumber.open(io.BytesIO(paper_document(sheets, "fr"))) as pdf:
        assert len(pdf.pages) == len(sheets)
        for page, svg in zip(pdf.pages, sheets.values(), strict=True):
            assert (page.width, page.height) == pytest.approx((WIDTH, HEIGHT), abs=0.1)
            title = text_of(svg).split(" ")[0]
            assert title in page.extract_text()


def test_a_map_on_paper_is_drawn_larger_than_on_the_screen_and_nothing_changes_sides(
    view: View,
) -> None:
    room = (1100.0, 560.0)
    wide = filling(view, room)
    assert scale(extent(wide), room) > 1.05 * scale(extent(view), room)
    sizes = {box.node.iri: (box.width, box.height) for box in wide.boxes}
    assert overlaps(wide.places, sizes, 10) == []
    for one, other in combinations(view.boxes, 2):
        for axis in ("x", "y"):
            before = getattr(one, axis) - getattr(other, axis)
            moved = [box for box in wide.boxes if box.id in (one.id, other.id)]
            by_id = {box.id: getattr(box, axis) for box in moved}
            assert (by_id[one.id] - by_id[other.id]) * before >= 0


def scale(box: tuple[float, float, float, float], room: tuple[float, float]) -> float:
    return min(room[0] / box[2], room[1] / box[3])


def test_entries_of_the_legend_on_a_sheet_stand_in_straight_columns(sheets: dict[str, str]) -> None:
    foot = sheets["carte"]
    lefts = re.findall(r'translate\(([\d.]+) [\d.]+\)"><(?:rect|path|g|ellipse|polygon)', foot)
    assert len(some(lefts, 8)) >= 2 * len(set(lefts))


def test_a_card_says_once_that_its_sentence_is_to_be_found(sheets: dict[str, str]) -> None:
    lacking = [one for one in re.split(r"(?=<g)", sheets["cartons-1"]) if "phrase" in one]
    for card in lacking:
        assert card.count("phrase à retrouver") <= 1


def test_statuses_on_paper_are_told_by_letter_and_line_and_never_by_colour(
    sheets: dict[str, str], view: View
) -> None:
    assert statuses_of(view)
    strokes = re.findall(r'stroke="(#[0-9a-fA-F]{6})"', sheets["table-01"] + sheets["cartons-1"])
    assert strokes
    for colour in strokes:
        red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) < 24, colour


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("category", ["mecenat", "pratiques", "cooperation", "innovation"])
def test_a_name_on_its_category_is_read_when_the_printer_has_no_colour(category: str) -> None:
    palette = PALETTES["light"]
    ground, ink = luminance(palette.categories[category]), luminance(palette.on[category])
    assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5


def test_a_placemat_prints_data_and_room_for_counts_and_no_interpretation(
    sheets: dict[str, str], view: View, network: Network
) -> None:
    said = text_of(sheets["table-01"])
    codes = codes_of_links(network)
    links = {line.ties[0].stated_by[0].rpartition("/")[2] for line in view.lines if line.status}
    printed = {thing.rpartition("/")[2] for thing, code in codes.items() if code in said}
    assert printed == links
    assert said.count("Prioritaire") == said.count("D’accord") == len(links) <= 12
    for word in ("recommand", "conclusion", "total", "meilleur", "classement"):
        assert word not in said.lower()


def test_a_code_is_the_same_on_placemat_and_card_and_the_rest_are_blank_cards(
    sheets: dict[str, str], network: Network
) -> None:
    table, cards = text_of(sheets["table-01"]), text_of(sheets["cartons-1"])
    codes = set(codes_of_links(network).values())
    shown = {code for code in codes if code in table}
    assert shown
    assert {code for code in codes if code in cards} == shown
    assert cards.count("Comment le sait-on") == 8 - len(shown) % 8


def test_a_hostile_name_is_printed_as_text(sheets: dict[str, str]) -> None:
    names = {element.tag.rpartition("}")[2] for element in ET.fromstring(sheets["carte"]).iter()}  # noqa: S314
    assert not names & {"script", "img", "image", "foreignObject", "a"}
    assert "onerror" in sheets["carte"]


def test_the_square_holds_an_address_only_where_one_answers(
    held: EmbeddedStore, network: Network, view: View, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    squares: list[str] = []

    def noted(content: str, *_: float) -> str:
        squares.append(content)
        return ""

    monkeypatch.setattr("explorer.placemats.square", noted)
    made(held, network, view, pages)
    assert squares
    assert all(one.startswith("alliances 0123456789ab link/") for one in squares)
    squares.clear()
    made(held, network, view, pages, site=Site(SITE.version, public_url="https://here.example"))
    assert squares
    assert all(one.startswith("https://here.example/fr/link/") for one in squares)


@pytest.mark.parametrize("tables", [0, MOST_TABLES + 1])
def test_more_tables_than_a_person_serves_are_refused(
    held: EmbeddedStore, network: Network, view: View, pages: Pages, tables: int
) -> None:
    with pytest.raises(RefusedViewError):
        made(held, network, view, pages, tables=tables)


def test_a_picture_without_a_link_is_refused(
    held: EmbeddedStore, network: Network, pages: Pages
) -> None:
    alone = view_of(held, network, read_state({"centre": "organisation/cyr", "cap": "1"}), "fr")
    with pytest.raises(RefusedViewError):
        made(held, network, alone, pages)


def test_the_same_picture_gives_the_same_sheets(
    sheets: dict[str, str], held: EmbeddedStore, network: Network, view: View, pages: Pages
) -> None:
    assert made(held, network, view, pages, tables=2) == sheets
