"""Each shape holds for one sound graph, and each of its promises fails on one planted fault.

`sound.ttl` is a small invented record with one thing of every kind. A fault takes triples away
from it or adds some; the report must then hold that fault and no other: its shape, the thing
at fault, and what a French reader is told.
"""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ontology.iris import BASE, SCHEMES, THING_TYPES
from ontology.vocabulary import shapes_turtle
from tests.ontology.planted import FAULTS, SIXTEEN, Fault
from tests.some import some

# "scope" names a type of thing only; "period", "domain" and such name a scheme only.
PREFIXES = "\n".join(
    [
        f"@prefix al: <{BASE}ns#> .",
        f"@prefix dsd: <{BASE}dsd/> .",
        *(f"@prefix {name}: <{BASE}id/{name}/> ." for name in THING_TYPES),
        *(f"@prefix {name}: <{BASE}scheme/{name}/> ." for name in SCHEMES),
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix oa: <http://www.w3.org/ns/oa#> .",
        "@prefix qb: <http://purl.org/linked-data/cube#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
)

SOUND = (Path(__file__).parent / "sound.ttl").read_text(encoding="utf-8")


EXACT = rdflib.URIRef("http://www.w3.org/ns/oa#exact")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(data=shapes_turtle(), format="turtle")


def graph_of(turtle: str) -> rdflib.Graph:
    data = f"{PREFIXES}\n{turtle}"
    return rdflib.Graph(bind_namespaces="none").parse(data=data, format="turtle")


def reported(data: rdflib.Graph, shapes: rdflib.Graph) -> set[tuple[str, str, str, str]]:
    """Return shape, focus, French rule and English message of every result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
    assert isinstance(report, rdflib.Graph)
    return {
        (
            str(report.value(result, SH.sourceShape)).rpartition("/")[2],
            str(report.value(result, SH.focusNode)).removeprefix(f"{BASE}id/"),
            message(report, result, "fr").partition(" : ")[0],
            message(report, result, "en"),
        )
        for result in report.objects(None, SH.result)
    }


def message(report: rdflib.Graph, result: Node, language: str) -> str:
    found = [
        str(text)
        for text in report.objects(result, SH.resultMessage)
        if isinstance(text, rdflib.Literal) and text.language == language
    ]
    assert len(found) == 1, f"one message in {language} expected, not {found}"
    return found[0]


def test_a_sound_record_breaks_no_shape(shapes: rdflib.Graph) -> None:
    assert reported(graph_of(SOUND), shapes) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.shape for fault in FAULTS])
def test_a_planted_fault_is_the_only_one_told(fault: Fault, shapes: rdflib.Graph) -> None:
    taken = graph_of(fault.minus)
    sound = graph_of(SOUND)
    assert all(triple in sound for triple in taken), "the fault takes away what is not there"
    found = reported(sound - taken + graph_of(fault.plus), shapes)
    assert {(shape, focus, fr) for shape, focus, fr, _ in found} == {
        (fault.shape, fault.focus, fault.told)
    }
    assert all(": " in en for *_, en in found)


def test_every_message_has_its_planted_fault(shapes: rdflib.Graph) -> None:
    told = {str(shape).rpartition("/")[2] for shape in shapes.subjects(SH.message, None)}
    assert {fault.shape for fault in FAULTS} == told


def test_every_shape_has_an_iri_and_every_message_its_rule_and_cure_in_both_languages(
    shapes: rdflib.Graph,
) -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    spoken = 0
    for shape in some(found for kind in kinds for found in shapes.subjects(RDF.type, kind)):
        assert isinstance(shape, rdflib.URIRef)
        said = list(shapes.objects(shape, SH.message))
        if said:
            by_language = {
                text.language: str(text) for text in said if isinstance(text, rdflib.Literal)
            }
            assert set(by_language) == {"fr", "en"}, shape
            assert by_language["fr"].count(" : ") == 1, shape
            assert by_language["en"].count(": ") == 1, shape
            spoken += 1
    assert spoken


@pytest.mark.parametrize(
    ("quote", "holds"),
    [
        (
            "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze",
            True,
        ),
        (SIXTEEN, False),
        # A per cent sign and a dash are no words, a number is one.
        (
            "69 % – un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze",
            True,
        ),
        (
            "69 % – un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze 1",
            False,
        ),
        # "l'alliance" is one run without space, hence one word.
        (
            "l'alliance l'été c'est 1 2 3 4 5 6 7 8 9 10 onze « douze »",
            True,
        ),
        ("« … »", False),
    ],
)
def test_a_quotation_has_one_to_fifteen_words(
    quote: str, holds: bool, shapes: rdflib.Graph
) -> None:
    data = graph_of(SOUND)
    selector = rdflib.URIRef(f"{BASE}id/selector/p2.quote")
    data.set((selector, EXACT, rdflib.Literal(quote, lang="fr")))
    assert {shape for shape, *_ in reported(data, shapes)} == (set() if holds else {"quote-words"})
