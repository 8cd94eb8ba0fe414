"""Concepts are found by the names people use, refused when unknown, and never guessed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode

import ontology
from ontology.errors import VocabularyError
from ontology.iris import BASE, SCHEMES, graph
from ontology.terms import SKOS
from ontology.vocabulary import Vocabulary, fold, ontology_quads, read_vocabulary

# A scheme that the room's own files leave to others, so that nothing else is in it.
EXTRA = f"""
@prefix skos: <{SKOS.prefLabel.value.removesuffix("prefLabel")}> .
@prefix p: <{BASE}scheme/prism/> . @prefix s: <{BASE}scheme/> .
p:zz-loupe skos:inScheme s:prism ; skos:notation "Z2" , "Z1" ;
  skos:prefLabel "Loupe d'été"@fr , "Summer lens"@en ; skos:altLabel "Œil-de-bœuf"@fr .
p:zz-lunette skos:inScheme s:prism ; skos:broader p:zz-loupe ;
  skos:prefLabel "Lunette"@fr , "Glass"@en ; skos:altLabel "verre"@fr .
p:zz-verre-double skos:inScheme s:prism ;
  skos:prefLabel "Verre double"@fr , "Double glass"@en ; skos:altLabel "verre"@fr , "Lunette"@fr .
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    path = tmp_path_factory.mktemp("extra") / "extra.ttl"
    path.write_text(EXTRA, encoding="utf-8")
    return read_vocabulary(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société d'Économie", "SOCIETE D’ECONOMIE"),
        ("Rhône–Alpes", "rhone-alpes"),
        ("  deux\u00a0 mots\u202f", "deux mots"),
        ("Œuvre et cœur", "oeuvre et coeur"),
        ("Straße", "strasse"),
        ("l´été", "L'ÉTÉ"),
        ("co\u00adopération\u200b", "coopération"),
    ],
)
def test_two_ways_of_writing_a_name_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_keeps_different_names_apart() -> None:
    assert fold("mécénat de proximité") != fold("mécénat de compétences")
    assert fold("grand est") != fold("grandest")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_concept_gives_its_names_codes_and_wider_concepts(vocabulary: Vocabulary) -> None:
    loupe = vocabulary.concept("prism", "zz-loupe")
    assert (loupe.fr, loupe.en) == ("Loupe d'été", "Summer lens")
    assert loupe.iri == f"{BASE}scheme/prism/zz-loupe"
    assert loupe.alternatives == ("Œil-de-bœuf",)
    assert loupe.notation == "Z1"
    assert vocabulary.concept("prism", "zz-lunette").broader == ("prism/zz-loupe",)


@pytest.mark.parametrize(
    "text", ["zz-loupe", "ZZ Loupe", "LOUPE D’ETE", "summer lens", "oeil-de-boeuf", "z1", "Z2"]
)
def test_a_concept_is_found_by_slug_label_other_name_or_code(
    text: str, vocabulary: Vocabulary
) -> None:
    found = vocabulary.find("prism", text)
    assert found is not None
    assert found.slug == "zz-loupe"


def test_a_label_wins_over_the_other_name_of_another_concept(vocabulary: Vocabulary) -> None:
    found = vocabulary.find("prism", "lunette")
    assert found is not None
    assert found.slug == "zz-lunette"


def test_a_name_of_two_concepts_finds_neither(vocabulary: Vocabulary) -> None:
    assert vocabulary.find("prism", "verre") is None


def test_a_near_name_is_not_a_name(vocabulary: Vocabulary) -> None:
    assert vocabulary.find("prism", "loupe") is None


def test_an_unknown_concept_raises_with_the_nearest_ones(vocabulary: Vocabulary) -> None:
    with pytest.raises(VocabularyError) as caught:
        vocabulary.concept("prism", "zz-lunettes")
    assert "zz-lunettes" in caught.value.summary.fr
    assert "zz-lunette," in caught.value.cure.fr
    assert "ontology/schemes/prism.ttl" in caught.value.cure.en


def test_an_unknown_scheme_raises_wherever_it_is_named(vocabulary: Vocabulary) -> None:
    for ask in (
        lambda: vocabulary.concepts("impacts"),
        lambda: vocabulary.concept("impacts", "confiance"),
        lambda: vocabulary.find("impacts", "confiance"),
    ):
        with pytest.raises(VocabularyError, match="impacts"):
            ask()


def test_concepts_come_in_the_order_of_their_file(vocabulary: Vocabulary) -> None:
    added = [held.slug for held in vocabulary.concepts("prism") if held.slug.startswith("zz-")]
    assert added == ["zz-loupe", "zz-lunette", "zz-verre-double"]


@pytest.mark.parametrize(
    "concept",
    [
        'p:zz-x skos:inScheme s:prism ; skos:prefLabel "Sans anglais"@fr .',
        'p:zz-x skos:inScheme s:prism ; skos:prefLabel "Un"@fr , "Deux"@fr , "One"@en .',
        f'<{BASE}scheme/inconnue/x> skos:inScheme s:inconnue ; skos:prefLabel "X"@fr , "X"@en .',
    ],
)
def test_a_malformed_concept_is_refused(concept: str, tmp_path: Path) -> None:
    path = tmp_path / "extra.ttl"
    path.write_text("".join(EXTRA.splitlines(keepends=True)[:3]) + concept, encoding="utf-8")
    with pytest.raises(VocabularyError, match="Malformed concept"):
        read_vocabulary(path)


def test_the_names_of_the_reference_cases_are_known() -> None:
    # As the header of the case base and its domain column write them.
    known = read_vocabulary()
    domains = {
        "emploi/chômage/insertion": "emploi-chomage-insertion",
        "pauvreté": "pauvrete-precarite",
        "intergénérationnel": "vieillissement-intergenerationnel",
        "sécurité": "securite-delinquance",
        "culture/loisirs": "culture-loisirs",
        "D16": "transition-energetique",
    }
    for text, slug in domains.items():
        found = known.find("domain", text)
        assert found is not None, text
        assert found.slug == slug
    impact = known.find("impact", "performance.structures_interet_general")
    assert impact is not None
    assert impact.slug == "performance-structures-interet-general"
    assert impact.broader == ("impact/performance",)


def test_a_region_and_a_department_of_one_name_are_told_apart() -> None:
    known = read_vocabulary()
    found = known.find("territory", "La Réunion")
    assert found is not None
    assert found.slug == "la-reunion"


def test_the_ontology_comes_in_its_three_graphs_and_always_alike() -> None:
    first, second = list(ontology_quads()), list(ontology_quads())
    assert first == second
    assert len(set(first)) == len(first)
    graphs = {quad.graph_name for quad in first}
    assert graphs == {NamedNode(graph(name)) for name in ("ontology", "schemes", "alignments")}
    schemes = NamedNode(graph("schemes"))
    told = {quad.subject for quad in first if quad.graph_name == schemes}
    assert {NamedNode(f"{BASE}scheme/{name}") for name in SCHEMES} <= told
    assert not any(isinstance(subject, BlankNode) for subject in told)


def test_the_public_names_of_the_room_are_what_it_says() -> None:
    assert sorted(ontology.__all__) == sorted(set(ontology.__all__))
    for name in ontology.__all__:
        assert hasattr(ontology, name), name


def test_reading_the_vocabulary_loads_neither_rdflib_nor_pydantic_nor_owlready2() -> None:
    code = (
        "import sys, ontology; ontology.read_vocabulary(); "
        "print([name for name in ('rdflib', 'pydantic', 'owlready2') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter, our own text
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
