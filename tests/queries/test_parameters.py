"""A value means one thing: by slug, reference, IRI or name, else it is refused with proposals."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from graph.embedded import EmbeddedStore
from ontology.errors import QueryError
from ontology.iris import BASE, concept, thing
from ontology.terms import XSD
from queries.binding import Term
from queries.catalogue import read_question
from queries.parameters import resolve

INTEGER = XSD.integer


def one(store: EmbeddedStore, question: str, value: str) -> Term:
    """Resolve `value` for the only parameter of `question`."""
    definition = read_question(question)
    (parameter,) = definition.parameters
    return resolve(definition, {parameter.name: value}, store)[parameter.name]


def refused(store: EmbeddedStore, question: str, value: str) -> QueryError:
    with pytest.raises(QueryError) as refusal:
        one(store, question, value)
    return refusal.value


@pytest.mark.parametrize(
    "value",
    [
        "innovation-societale",
        "category/innovation-societale",
        f"{BASE}scheme/category/innovation-societale",
        "Innovation sociétale",
        "innovation societale",
        "  INNOVATION   SOCIÉTALE ",
        "Societal innovation",
    ],
)
def test_a_concept_is_named_in_five_ways(store: EmbeddedStore, value: str) -> None:
    # The impact of the same name is in another scheme and is not meant.
    assert one(store, "alliances-par-categorie", value) == NamedNode(
        concept("category", "innovation-societale")
    )


@pytest.mark.parametrize(
    "value", ["les-semeurs", "organisation/les-semeurs", "LES SEMEURS", "semeurs"]
)
def test_a_thing_is_named_by_label_or_other_name(store: EmbeddedStore, value: str) -> None:
    assert one(store, "roles-d-un-acteur", value) == NamedNode(thing("organisation", "les-semeurs"))


@pytest.mark.parametrize("value", ["source d'innovation", "SOURCE D’INNOVATION"])
def test_apostrophes_are_the_same_sign(store: EmbeddedStore, value: str) -> None:
    assert one(store, "chiffres-d-une-question", value) == NamedNode(
        concept("question", "essai-innovation")
    )


def test_a_code_is_a_name(store: EmbeddedStore) -> None:
    assert one(store, "chiffres-d-un-domaine", "D12") == NamedNode(concept("domain", "mobilite"))


def test_a_name_of_two_things_is_refused_with_both(store: EmbeddedStore) -> None:
    error = refused(store, "roles-d-un-acteur", "groupe du val")
    assert "plusieurs choses" in error.summary.fr
    for text in (error.cure.fr, error.cure.en):
        assert "organisation/serein, organisation/sogrow" in text


def test_a_near_name_is_proposed_and_never_taken(store: EmbeddedStore) -> None:
    error = refused(store, "alliances-par-categorie", "mécénat de proximitée")
    assert "n'est pas dans le graphe" in error.summary.fr
    assert "is not in the graph" in error.summary.en
    assert "category/mecenat-de-proximite" in error.cure.fr


def test_the_beginning_of_a_long_name_proposes_that_name(store: EmbeddedStore) -> None:
    refusal = refused(store, "chiffres-d-une-question", "source d'inno")
    assert "question/alliances-source-d-innovation" in refusal.cure.fr
    assert refusal.cure.fr.count("question/") <= 5


def test_something_quite_unknown_is_answered_with_what_there_is(store: EmbeddedStore) -> None:
    assert "organisation/sogrow" in refused(store, "roles-d-un-acteur", "zzzzzz").cure.en


@pytest.mark.parametrize(
    "value",
    [
        "impact/innovation",
        f"{BASE}scheme/impact/innovation",
        "https://example.org/mecenat",
        "../category/mecenat",
        "mecenat> } ?s ?p ?o . {<",
        '" } DELETE { ?s ?p ?o',
        "",
    ],
)
def test_what_is_not_of_the_asked_kind_is_refused(store: EmbeddedStore, value: str) -> None:
    assert "Catégorie" in refused(store, "alliances-par-categorie", value).summary.fr


def test_a_year_is_an_integer(store: EmbeddedStore) -> None:
    assert one(store, "alliances-actives-en", " 2015 ") == Literal("2015", datatype=INTEGER)


@pytest.mark.parametrize("value", ["15", "2015.0", "20155", "2015-01", "٢٠١٥", "deux mille", ""])
def test_what_is_no_year_is_refused(store: EmbeddedStore, value: str) -> None:
    assert "2016" in refused(store, "alliances-actives-en", value).cure.fr


def test_a_text_is_taken_as_it_is(store: EmbeddedStore) -> None:
    text = 'l\'été "\\u0022" } ?s'
    assert one(store, "recherche-de-texte", text) == Literal(text)


@pytest.mark.parametrize("value", ["", "   ", "a\nb", "a\x00", "\x1b[31m", "a\ud800", "x" * 201])
def test_a_text_is_one_line_that_can_be_read(store: EmbeddedStore, value: str) -> None:
    error = refused(store, "recherche-de-texte", value)
    shown = error.in_language("fr") + error.in_language("en")
    assert "\x1b" not in shown
    shown.encode()
