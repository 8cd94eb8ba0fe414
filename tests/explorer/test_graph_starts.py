"""Where a picture starts from: cells that count the same everywhere, questions that draw links."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from explorer.graph_page import explorer_page
from explorer.graph_starts import DRAWN, Cells, beginning
from explorer.graph_state import State, read_state
from explorer.graph_view import View, view_of
from explorer.label_boxes import width_of
from explorer.matrix import MatrixPage, matrix_page
from explorer.matrix_svg import NARROW, SIDE, drawn_matrix
from explorer.messages import read_messages
from explorer.reading import Reading
from graph.embedded import EmbeddedStore
from graph.network import Network, read_network
from queries.answers import ask
from queries.catalogue import catalogue, read_question
from tests.builds import derived, told_by
from tests.some import some

FRENCH = read_messages()["fr"]


@pytest.fixture(scope="module")
def held(invented: EmbeddedStore) -> EmbeddedStore:
    return invented


@pytest.fixture(scope="module")
def network(held: EmbeddedStore) -> Network:
    return read_network(held)


@pytest.fixture(scope="module")
def reading(held: EmbeddedStore) -> Reading:
    return Reading(held, "fr")


@pytest.fixture(scope="module")
def cells(reading: Reading, network: Network) -> Cells:
    found = beginning(reading, FRENCH, network).cells
    assert found is not None
    return found


@pytest.fixture(scope="module")
def matrix(reading: Reading) -> MatrixPage:
    return matrix_page(reading, "category", "impact", "")


def drawn(held: EmbeddedStore, network: Network, href: str) -> View:
    asked = dict(pair.split("=") for pair in href.partition("?")[2].split("&"))
    return view_of(held, network, read_state(asked | {"cap": "500"}), "fr")


def test_a_cell_has_as_many_links_where_one_starts_in_the_matrix_and_in_its_picture(
    held: EmbeddedStore, network: Network, cells: Cells, matrix: MatrixPage
) -> None:
    counted = {
        (row.link.words.text, column.words.text): sum(one.number for one in cell.statuses)
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
    }
    started = [
        ((row, column), links, drawn(held, network, href))
        for row, found in cells.rows
        for column, (links, href) in zip(cells.columns, found, strict=True)
    ]
    assert {place: links for place, links, _ in started} == counted
    for _, links, view in some([one for one in started if one[1]]):
        assert sum(line.status is not None for line in view.lines) == links


def test_the_picture_of_a_cell_says_what_its_numbers_count_and_leads_to_the_matrix(
    held: EmbeddedStore, network: Network, reading: Reading, cells: Cells
) -> None:
    href = next(href for _, found in cells.rows for links, href in found if links)
    view = drawn(held, network, href)
    told = explorer_page(reading, FRENCH, network, view.state, view=view, params={}).told
    assert told is not None
    links = sum(line.status is not None for line in view.lines)
    assert told.sentences[0].startswith(FRENCH.count("explorer.told.links", links))
    assert told.link.href.startswith("/fr/crossing/")


def test_contradicted_links_are_drawn_and_no_other_link_between_their_ends(
    held: EmbeddedStore, network: Network
) -> None:
    answer = ask(read_question("liens-contredits"), {}, held)
    place = [column.name for column in answer.columns].index("link")
    links = {term.value for row in answer.rows if isinstance(term := row[place], NamedNode)}
    view = view_of(held, network, State(question="liens-contredits"), "fr")
    assert {line.ties[0].stated_by[0] for line in some(view.lines)} == links


def test_every_question_without_a_blank_is_offered_once_and_those_about_the_data_last(
    reading: Reading, network: Network
) -> None:
    found = beginning(reading, FRENCH, network)
    pictures = [one.href for theme in found.questions for one in theme.links]
    names = [href.partition("question=")[2] for href in pictures]
    names += [one.href.rpartition("/")[2] for one in found.tables]
    assert sorted(names) == sorted(one.name for one in catalogue() if not one.parameters)
    assert found.questions[-1].name == FRENCH("explorer.theme.data")


def test_an_answer_without_links_says_so_and_leads_to_its_table(
    held: EmbeddedStore, network: Network, reading: Reading
) -> None:
    state = State(question="degre-des-acteurs")
    view = view_of(held, network, state, "fr")
    told = explorer_page(reading, FRENCH, network, state, view=view, params={}).told
    assert view.lines == ()
    assert told is not None
    assert told.link.href == "/fr/questions/degre-des-acteurs"
    assert str(len(view.boxes)) in told.sentences[1]


@pytest.mark.slow
def test_every_question_offered_as_a_picture_draws_links_of_the_record(repository: Path) -> None:
    store = derived(told_by(repository / "data"))
    network = read_network(store)
    asked = {one.name: State(question=one.name) for one in catalogue() if not one.parameters}
    joined = {name for name, state in asked.items() if view_of(store, network, state, "fr").lines}
    store.close()
    assert joined == {name for names in DRAWN.values() for name in names}


def test_what_a_cell_of_a_drawn_matrix_says_stays_within_it(matrix: MatrixPage) -> None:
    mixed = [
        replace(cell, counts={**cell.counts, "claims_neutral_or_mixed": 12})
        for row in matrix.rows
        for cell in row.cells
    ]
    wide = len(matrix.columns)
    rows = tuple(
        replace(row, cells=tuple(mixed[place * wide : place * wide + wide]))
        for place, row in enumerate(matrix.rows)
    )
    body, width, height = drawn_matrix(replace(matrix, rows=rows), FRENCH)
    said = re.findall(r'<text x="(\d+)" y="(\d+)" font-size="12"[^>]*>([^<]+)<', body)
    assert any("neutres ou mitigées" in text for _, _, text in said)
    for left, top, text in said:
        assert (int(left) - SIDE) % NARROW + width_of(text, 12) <= NARROW
        assert int(top) < height
    assert width == SIDE + NARROW * wide + 20
