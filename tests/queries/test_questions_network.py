"""Questions on the network, on the graph written by hand, and beside networkx."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.embedded import EmbeddedStore
from graph.measures import degrees
from graph.network import read_network
from graph.projections import project
from ontology.iris import reference_of
from queries.answers import Cell, ask, cell
from queries.catalogue import read_question

Rows = Callable[..., list[tuple[Cell, ...]]]

NETWORK = (
    "acteurs-lies-par-leurs-alliances",
    "chemins-entre-deux-acteurs",
    "degre-des-acteurs",
    "des-categories-aux-impacts",
)


def test_pairs_of_actors_are_told_once_with_the_alliances_they_share(rows: Rows) -> None:
    # Les Semeurs are told by two cases of one alliance: one alliance.
    assert rows(NETWORK[0], "one other alliances") == [
        ("organisation/les-semeurs", "organisation/sogrow", 1),
        ("organisation/serein", "organisation/sogrow", 1),
    ]


def test_degree_counts_allies_and_alliances_of_each_actor(rows: Rows) -> None:
    assert rows("degre-des-acteurs", "actor neighbours alliances") == [
        ("organisation/sogrow", 2, 2),
        ("organisation/les-semeurs", 1, 1),
        ("organisation/serein", 1, 1),
    ]


def test_a_path_names_the_shared_ally_both_alliances_and_where_they_were_read(rows: Rows) -> None:
    columns = "steps alliance source through next_alliance next_source"
    assert rows("chemins-entre-deux-acteurs", columns) == [
        (
            2,
            "alliance/jardin",
            source,
            "organisation/sogrow",
            "alliance/atelier",
            "webpage/page-atelier",
        )
        for source in ("document/synthese", "webpage/page-jardin")
    ]
    direct = rows("chemins-entre-deux-acteurs", "steps alliance", actor="sogrow", other="serein")
    assert direct == [(1, "alliance/atelier")]


def test_claims_are_counted_from_category_to_impact_and_by_no_mechanism_when_none_is_said(
    rows: Rows,
) -> None:
    # The claim on giving works through two categories, which are no mechanisms.
    assert rows("des-categories-aux-impacts", "category mechanism impact status claims") == [
        ("category/innovation-societale", None, "impact/innovation", "status/percu", 1),
        ("category/mecenat", None, "impact/confiance", "status/affirme", 2),
    ]


@pytest.mark.parametrize("name", NETWORK)
def test_every_question_on_the_network_says_that_it_measures_the_sample(name: str) -> None:
    note = read_question(name).note
    assert note is not None
    assert note.fr.startswith("Mesure l'échantillon, pas le terrain")
    assert note.en.startswith("Measures the sample, not the field")


def test_sparql_and_networkx_give_each_actor_the_same_degree(corpus_store: EmbeddedStore) -> None:
    told = {
        reference_of(str(cell(row[0]))): cell(row[2])
        for row in ask(read_question("degre-des-acteurs"), {}, corpus_store).rows
    }
    found = degrees(project(read_network(corpus_store), "actors"))
    assert told == {reference_of(iri): degree.neighbours for iri, degree in found.items()}
    assert len(told) > 5


@pytest.mark.slow
def test_sparql_and_networkx_agree_on_the_whole_record(real_store: EmbeddedStore) -> None:
    asked = ask(read_question("degre-des-acteurs"), {}, real_store).rows
    told = {reference_of(str(cell(row[0]))): cell(row[2]) for row in asked}
    found = degrees(project(read_network(real_store), "actors"))
    assert told == {reference_of(iri): degree.neighbours for iri, degree in found.items()}
