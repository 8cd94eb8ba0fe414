"""`AL` and `core.ttl` hold the same terms, and a wrong name never passes in silence."""

from __future__ import annotations

from importlib.resources import files

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology import terms
from ontology.errors import VocabularyError
from ontology.iris import NS
from ontology.terms import AL, RDF, SKOS, Terms, names


def declared() -> set[str]:
    """Return the local names that core.ttl types, that is, declares."""
    quads = parse((files("ontology") / "core.ttl").read_bytes(), RdfFormat.TURTLE)
    return {
        quad.subject.value.removeprefix(NS)
        for quad in quads
        if quad.predicate == RDF.type
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(NS)
    }


def test_every_term_of_the_turtle_is_an_attribute() -> None:
    assert declared() - set(names(AL)) == set()


def test_every_attribute_is_a_term_of_the_turtle() -> None:
    assert set(names(AL)) - declared() == set()


def test_an_attribute_is_the_iri_of_its_name() -> None:
    assert NamedNode("https://w3id.org/alliances-kg/ns#hasParticipation") == AL.hasParticipation
    assert NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel") == SKOS.prefLabel


def test_a_mistyped_term_raises_and_proposes_the_right_one() -> None:
    with pytest.raises(VocabularyError) as caught:
        getattr(AL, "hasParticipations")  # noqa: B009 - a checker would refuse AL.hasParticipations
    assert "AL.hasParticipations" in caught.value.summary.fr
    assert "hasParticipation," in caught.value.cure.fr
    assert "hasParticipation," in caught.value.cure.en


def test_a_term_of_another_vocabulary_is_not_lent() -> None:
    with pytest.raises(VocabularyError):
        getattr(RDF, "prefLabel")  # noqa: B009 - as above


def test_a_term_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="constant"):
        AL.Alliance = AL.Case  # type: ignore[misc, unused-ignore]


def test_no_name_is_declared_twice() -> None:
    # A second annotation would silently replace the first: count them in the text.
    text = (files("ontology") / "terms.py").read_text(encoding="utf-8")
    held = [value for value in vars(terms).values() if isinstance(value, Terms)]
    assert text.count(": NamedNode\n") == sum(len(names(each)) for each in held)
