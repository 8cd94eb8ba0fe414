"""Which things a name may mean, over a handful of names that are easily taken for each other."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.embedded import EmbeddedStore, in_default_graph
from ontology.iris import graph
from queries.search import NameBook, SearchIndex, Wanted

HERE = NamedNode(graph("registry"))
TOLD = """
@prefix al: <https://w3id.org/alliances-kg/ns#> .
@prefix o: <https://w3id.org/alliances-kg/id/organisation/> .
@prefix domain: <https://w3id.org/alliances-kg/scheme/domain/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
o:enedis-erdf rdfs:label "Énédis (ex-ERDF)" .
o:rives rdfs:label "Réseau des Rives" ; skos:altLabel "Rives & Vallons" .
o:fondation-rives rdfs:label "Fondation Réseau des Rives" .
o:twin-one rdfs:label "L'Atelier" .
o:twin-two rdfs:label "L’ATELIER" .
o:gone rdfs:label "Maison Perdue" ; al:retiredOn "2026-01-01" .
domain:culture rdfs:label "Culture"@fr , "Arts"@en .
"""


@pytest.fixture(scope="module")
def book() -> NameBook:
    quads = [
        Quad(each.subject, each.predicate, each.object, HERE)
        for each in parse(TOLD, format=RdfFormat.TURTLE)
    ]
    store = EmbeddedStore.in_memory(in_default_graph(quads))
    return NameBook.of(SearchIndex.of(store), store)


def found(book: NameBook, name: str, *types: str) -> dict[str, tuple[float, bool]]:
    return {
        one.entity.id.rpartition("/")[2]: (one.score, one.certain)
        for one in book.candidates(Wanted(name, frozenset(types)))
    }


@pytest.mark.parametrize("name", ["Réseau des Rives", "RESEAU  DES RIVES", "rives & vallons"])
def test_equal_once_folded_is_certain(book: NameBook, name: str) -> None:
    assert found(book, name)["rives"] == (100.0, True)


@pytest.mark.parametrize("name", ["Enedis", "ERDF"])
def test_a_name_without_its_brackets_or_what_stands_in_them_is_offered_only(
    book: NameBook, name: str
) -> None:
    assert found(book, name) == {"enedis-erdf": (95.0, False)}


def test_a_longer_name_that_holds_all_the_words_comes_after_and_is_never_certain(
    book: NameBook,
) -> None:
    offered = found(book, "Réseau des Rives")
    assert list(offered) == ["rives", "fondation-rives"]
    assert offered["fondation-rives"][1] is False
    assert offered["fondation-rives"][0] < 95


def test_of_two_things_with_one_name_neither_is_certain(book: NameBook) -> None:
    assert found(book, "l'atelier") == {"twin-one": (100.0, False), "twin-two": (100.0, False)}


def test_an_identifier_is_certain_even_where_names_are_not(book: NameBook) -> None:
    assert found(book, "id/organisation/twin-two") == {"twin-two": (100.0, True)}


def test_what_was_retired_is_no_candidate_and_no_suggestion(book: NameBook) -> None:
    assert found(book, "Maison Perdue") == {}
    assert book.beginning("maison", "fr") == ()
    assert book.entity("id/organisation/gone") is None


def test_types_are_organisation_the_schemes_and_concept_for_all_of_these(book: NameBook) -> None:
    assert book.types == ("organisation", "domain")
    assert found(book, "Arts", "concept") == found(book, "Arts", "domain") != {}
    assert found(book, "Arts", "organisation") == {}


def test_a_beginning_finds_names_before_words_inside_them(book: NameBook) -> None:
    assert [one.id for one in book.beginning("rés", "fr")] == [
        "id/organisation/rives",
        "id/organisation/fondation-rives",
    ]
    assert book.beginning("   ", "fr") == ()
