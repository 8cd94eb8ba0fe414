"""SHACL and OWL as gates: what a French reader is told, and where to mend it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib

from graph.embedded import EmbeddedStore
from graph.validation import default_graph_copy, owl_gate, shapes_gate
from ontology import iris
from ontology.errors import Finding, GateError, Text
from ontology.vocabulary import ontology_quads

World = Callable[[str], EmbeddedStore]

PREFIXES = """
@prefix al: <https://w3id.org/alliances-kg/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FIGURE = "https://w3id.org/alliances-kg/id/figure/f"


def nowhere(_: str) -> tuple[str, int] | None:
    return None


def findings(store: EmbeddedStore, shape: str) -> tuple[Finding, ...]:
    """What one shape of figures finds; `shape` is what follows its target."""
    shapes = f"{PREFIXES}<urn:shape> a sh:NodeShape ; sh:targetClass al:Figure ; {shape} ."
    return shapes_gate(store, nowhere, shapes).findings


UNIT = """sh:property [ sh:path al:unit ; sh:minCount 1 ;
  sh:message "Le chiffre n'a pas d'unité : indiquez « unit »."@fr ,
    "The figure has no unit: give “unit”."@en ]"""


def test_a_violation_is_told_in_both_languages_with_its_cure(world: World) -> None:
    (finding,) = findings(world(f"<{FIGURE}> a al:Figure ."), UNIT)
    assert finding == Finding(
        code="shacl",
        rule=Text("Le chiffre n'a pas d'unité.", "The figure has no unit."),
        cure=Text("Indiquez « unit ».", "Give “unit”."),
        where="figure/f",
        field="unit",
    )


def test_a_violation_is_placed_in_its_record_when_that_is_known(world: World) -> None:
    shapes = f"{PREFIXES}<urn:shape> a sh:NodeShape ; sh:targetClass al:Figure ; {UNIT} ."
    gate = shapes_gate(
        world(f"<{FIGURE}> a al:Figure ."), {FIGURE: ("documents/a.yaml", 40)}.get, shapes
    )
    (finding,) = gate.findings
    assert (finding.where, finding.line, finding.field) == (
        "documents/a.yaml",
        40,
        "figure/f.unit",
    )


def test_the_value_at_fault_is_shown_short(world: World) -> None:
    facts = f"<{FIGURE}> a al:Figure ; al:unit <https://w3id.org/alliances-kg/scheme/unit/euro> ."
    shape = """sh:property [ sh:path al:unit ; sh:maxCount 0 ] , [ sh:path al:unit ;
      sh:in ( <urn:other> ) ; sh:message "Autre unité."@fr , "Another unit."@en ]"""
    values = {(found.rule.en, found.value) for found in findings(world(facts), shape)}
    assert ("Another unit.", "unit/euro") in values


def test_a_shape_without_a_message_still_says_something(world: World) -> None:
    store = world(f"<{FIGURE}> a al:Figure .")
    (finding,) = findings(store, "sh:property [ sh:path al:unit ; sh:minCount 1 ]")
    assert finding.rule.en
    assert finding.rule.fr
    assert finding.cure.fr


def test_a_warning_stops_nothing(world: World) -> None:
    warning = UNIT.replace("sh:minCount 1", "sh:minCount 1 ; sh:severity sh:Warning")
    assert findings(world(f"<{FIGURE}> a al:Figure ."), warning) == ()


def test_subclasses_are_aimed_at_and_counted(world: World) -> None:
    store = world(
        "al:ReportedFigure rdfs:subClassOf al:Figure ."
        f"<{FIGURE}> a al:ReportedFigure . <urn:g> a al:Figure . <urn:h> a al:Case ."
    )
    shapes = f"{PREFIXES}<urn:shape> a sh:NodeShape ; sh:targetClass al:Figure ; {UNIT} ."
    gate = shapes_gate(store, nowhere, shapes)
    assert gate.checked == 2
    assert {finding.where for finding in gate.findings} == {"figure/f", "urn:g"}


def test_a_plain_text_is_a_string_and_equals_itself(world: World) -> None:
    store = world(f'<{FIGURE}> a al:Figure ; al:derivation "stated" .')
    shape = 'sh:property [ sh:path al:derivation ; sh:datatype xsd:string ; sh:in ( "stated" ) ]'
    assert findings(store, shape) == ()


@pytest.mark.parametrize(
    ("value", "kind", "sound"),
    [
        ('"0"^^xsd:nonNegativeInteger', "nonNegativeInteger", True),
        ('"7"^^xsd:positiveInteger', "positiveInteger", True),
        ("7", "nonNegativeInteger", True),
        ("-1", "nonNegativeInteger", False),
        ("0", "positiveInteger", False),
        ("1.5", "nonNegativeInteger", False),
    ],
)
def test_kinds_of_integers_are_asked_for_by_their_bound(
    world: World, value: str, kind: str, sound: bool
) -> None:
    # The store holds every kind of integer as xsd:integer, so the kind itself is lost.
    store = world(f"<{FIGURE}> a al:Figure ; al:sampleSize {value} .")
    found = findings(store, f"sh:property [ sh:path al:sampleSize ; sh:datatype xsd:{kind} ]")
    assert (found == ()) is sound


def test_a_target_in_sparql_is_aimed_at(world: World) -> None:
    shapes = f"""{PREFIXES}<urn:shape> a sh:NodeShape ; {UNIT} ;
      sh:target [ a sh:SPARQLTarget ; sh:select
        "SELECT ?this WHERE {{ ?this <https://w3id.org/alliances-kg/ns#value> 1 }}" ] ."""
    store = world("<urn:a> al:value 1 . <urn:b> al:value 2 .")
    gate = shapes_gate(store, nowhere, shapes)
    assert [finding.where for finding in gate.findings] == ["urn:a"]


def test_what_is_inferred_or_named_elsewhere_is_not_judged(world: World) -> None:
    facts = f"GRAPH <https://w3id.org/alliances-kg/graph/inferred> {{ <{FIGURE}> a al:Figure }}"
    assert findings(world(facts), UNIT) == ()


def test_the_copy_for_pyshacl_is_the_default_graph(world: World) -> None:
    store = world(
        'GRAPH <urn:g> { <urn:x> rdfs:label "Phénix"@fr , "Phénix" ; al:value 28.50 } '
        "GRAPH <urn:h> { <urn:x> al:value 28.5 }"
    )
    copy = default_graph_copy(store)
    assert len(copy) == store.count() == 3
    subject = rdflib.URIRef("urn:x")
    assert (subject, rdflib.RDFS.label, rdflib.Literal("Phénix")) in copy
    assert (subject, rdflib.RDFS.label, rdflib.Literal("Phénix", lang="fr")) in copy


SEEN = """sh:property [ sh:path ( al:unit [ sh:inversePath al:cell ] ) ; sh:minCount 1 ] ,
  [ sh:path [ sh:alternativePath ( al:value al:share ) ] ; sh:lessThan al:score ]"""
SHAPES_THAT_SEE_MORE = {
    "closed": "sh:closed true",
    "sparql": 'sh:sparql [ sh:select "SELECT $this WHERE { $this al:rank 1 }" ]',
}


def test_the_copy_holds_each_predicate_the_shapes_name_and_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = " . ".join(
        f"<urn:x> {name} <urn:y>"
        for name in ("a", "al:unit", "al:cell", "al:value", "al:share", "al:score", "al:rank")
    )
    assert looked_at(world(f"{facts} ."), SEEN, monkeypatch) == {
        str(rdflib.RDF.type),
        *(f"{iris.NS}{name}" for name in ("unit", "cell", "value", "share", "score")),
    }


@pytest.mark.parametrize("shape", SHAPES_THAT_SEE_MORE.values(), ids=SHAPES_THAT_SEE_MORE)
def test_a_shape_that_may_see_all_gets_all(
    shape: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = world("<urn:x> a al:Figure ; al:rank <urn:y> .")
    assert f"{iris.NS}rank" in looked_at(store, shape, monkeypatch)


def looked_at(store: EmbeddedStore, shape: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the predicates of the graph that pyshacl is given."""
    given: list[rdflib.Graph] = []

    def validate(data: rdflib.Graph, **_: object) -> tuple[bool, rdflib.Graph, str]:
        given.append(data)
        return True, rdflib.Graph(), ""

    monkeypatch.setattr("graph.validation.pyshacl.validate", validate)
    findings(store, shape)
    return {str(predicate) for predicate in given[0].predicates()}


# ---- OWL ----

CLAIM = """
<https://w3id.org/alliances-kg/id/claim/c> a al:Claim ; rdfs:label "C" ;
  al:claimMode <https://w3id.org/alliances-kg/scheme/mode/asserted> {more} .
<https://w3id.org/alliances-kg/id/evidence/e> a al:Evidence ; rdfs:label "E" ;
  al:supports <https://w3id.org/alliances-kg/id/claim/c> .
"""


@pytest.fixture
def with_ontology(world: World) -> World:
    def make(facts: str) -> EmbeddedStore:
        store = world(facts)
        for quad in ontology_quads():
            store.extend([quad])
        return store

    return make


@pytest.mark.slow
def test_facts_that_hold_together_pass_the_reasoner(with_ontology: World) -> None:
    gate = owl_gate(with_ontology(CLAIM.format(more="")), nowhere)
    assert gate.findings == ()
    assert gate.checked > 5000


def test_a_contradiction_is_explained_and_placed_in_its_record(with_ontology: World) -> None:
    twice = "; al:claimMode <https://w3id.org/alliances-kg/scheme/mode/perceived>"
    store = with_ontology(CLAIM.format(more=twice))
    place = {"https://w3id.org/alliances-kg/id/claim/c": ("documents/a.yaml", 7)}
    (finding,) = owl_gate(store, place.get).findings
    assert (finding.where, finding.line, finding.field) == ("documents/a.yaml", 7, "claim/c")
    assert "claimMode" in finding.rule.fr


@pytest.mark.slow
def test_a_class_that_can_have_no_member_is_named(with_ontology: World) -> None:
    ghost = """GRAPH <https://w3id.org/alliances-kg/graph/ontology> {
      al:Ghost a owl:Class ; rdfs:subClassOf al:Person , al:Alliance }"""
    (finding,) = owl_gate(with_ontology(ghost), nowhere).findings
    assert (finding.where, finding.field) == ("ontology/core.ttl", "Ghost")


def test_a_reasoner_without_time_is_an_error_and_not_a_pass(with_ontology: World) -> None:
    with pytest.raises(GateError):
        owl_gate(with_ontology(""), nowhere, timeout=0.01)


def test_without_the_reasoner_the_gate_says_that_it_did_not_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ontology.consistency.find_spec", lambda _: None)
    gate = owl_gate(world(""), nowhere)
    assert "owlready2" in gate.skipped
    assert gate.checked == 0
