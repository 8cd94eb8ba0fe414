"""Asking the graph: what is bound, what is named, what is kept apart."""

from __future__ import annotations

import pytest

from explorer.reading import Reading, Words, bound
from ontology.iris import concept, graph, thing
from ontology.terms import AL, SKOS

CASE = thing("case", "cantine-partagee")


def test_only_iris_enter_a_query() -> None:
    text = bound("SELECT ?s { VALUES ?s { } ?s ?p ?o }", s=[CASE])
    assert text == f"SELECT ?s {{ VALUES ?s {{ <{CASE}> }} ?s ?p ?o }}"


@pytest.mark.parametrize("text", ["x> } DELETE { ?s", "not an iri", "http://a/ b", 'http://a/"'])
def test_text_that_is_not_an_iri_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"IRI|iri"):
        bound("SELECT ?s { VALUES ?s { } ?s ?p ?o }", s=[text])


def test_a_value_the_query_has_no_place_for_is_refused() -> None:
    with pytest.raises(KeyError):
        bound("SELECT ?s { ?s ?p ?o }", s=[CASE])


def test_every_statement_says_which_graph_says_it(reading: Reading) -> None:
    facts = reading.facts(CASE)
    told = {one.property: one.graphs for one in facts.statements}
    assert told[AL.illustrates.value] == (graph("source/cantine-partagee"),)
    assert set(facts.graphs()) == {graph("registry"), graph("source/cantine-partagee")}


def test_a_thing_nobody_speaks_of_has_no_facts(reading: Reading) -> None:
    assert not reading.facts(thing("case", "nobody"))


def test_a_label_is_in_the_language_of_the_reader(reading: Reading, in_english: Reading) -> None:
    study = thing("study", "barometre-du-val")
    assert reading.label(study) == Words("Baromètre des alliances du Val", "fr")
    assert in_english.label(study) == Words("Barometer of alliances of the Val", "en")


def test_a_proper_name_has_no_language(in_english: Reading) -> None:
    assert in_english.label(thing("organisation", "relais-du-val")) == Words("Le Relais du Val")


def test_what_has_no_label_shows_its_reference_and_never_a_made_up_name(reading: Reading) -> None:
    unknown = concept("question", "nombre-inconnu")
    assert reading.label(unknown) == Words("question/nombre-inconnu")
    assert not reading.named(unknown)


def test_facts_can_be_kept_to_what_one_source_says(reading: Reading) -> None:
    kept = reading.facts(CASE).within({graph("registry")})
    assert kept.things(AL.illustrates) == ()
    assert len(kept.statements) == 2


def test_a_free_text_in_another_language_keeps_its_mark(in_english: Reading) -> None:
    words = in_english.facts(CASE).words(SKOS.editorialNote, "en")
    assert words == Words("Année déduite du bilan.", "fr")
