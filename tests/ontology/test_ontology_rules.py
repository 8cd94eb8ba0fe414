"""Rules about the ontology itself: OWL 2 DL, pitfalls, FAIR; each finds what it is for.

A fault often breaks several rules at once, and those are named with it. The real ontology and
its schemes have none.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from graph.embedded import EmbeddedStore
from graph.gates import families, family_gate, read_violations
from graph.oracle import OracleStore
from ontology.iris import NS
from ontology.vocabulary import ontology_quads

WELL_MADE = Path(__file__).parent / "well-made.ttl"
FAMILIES = ("profile", "pitfall", "fair")
RULES = {rule.name: rule for rule in read_violations() if rule.name.startswith(FAMILIES)}
HEAD = WELL_MADE.read_text("utf-8").partition("\n\n")[0] + "\n"
O = "<https://w3id.org/alliances-kg/ns>"  # noqa: E741  the ontology
WORDS = 'rdfs:label "n"@fr , "n{0}"@en ; skos:definition "d"@fr , "d"@en'
NEW = f"{WORDS.format('')} ; rdfs:subClassOf al:Actor"

# The rules broken (by the beginning of their names) -> what is taken away, what is added.
FAULTS = [
    ("profile-property-undeclared", "", "<urn:a> <urn:new> 1 ."),
    ("profile-class-undeclared", "", "<urn:a> a <urn:New> ."),
    ("profile-class-undeclared", "org:Organization a owl:Class .", ""),
    ("profile-property-of-two-kinds", "", "al:size a owl:AnnotationProperty ."),
    ("profile-class-and-datatype", "", "<urn:T> a owl:Class , rdfs:Datatype ."),
    ("profile-simple-property", "", "al:above a owl:FunctionalProperty ."),
    ("profile-simple-property", "", "al:joins a owl:TransitiveProperty ; rdfs:range al:Alliance . "
     "# and so its ends must agree", "pitfall-p05 pitfall-p19 pitfall-p29"),
    ("profile-simple-property", "", "al:allied owl:propertyDisjointWith al:joins ."),
    ("profile-chain-order", "", "al:joins owl:propertyChainAxiom ( al:allied al:above ) .",
     "profile-simple-property"),
    ("profile-data-property-axiom", "", "al:size a owl:SymmetricProperty .", "pitfall-p28"),
    ("profile-datatype-of-the-map", "", 'al:size rdfs:range xsd:date .', "pitfall-p19"),
    ("profile-datatype-of-the-map", "", '<urn:b> al:size "2016"^^xsd:gYear .'),
    ("profile-value-kind", "", '<urn:a> al:allied "b" .'),
    ("profile-value-kind", "", "<urn:a> al:size <urn:b> ."),
    ("profile-restriction-complete", "", "al:Actor rdfs:subClassOf [ a owl:Restriction ; "
     "owl:onProperty al:allied ] ."),
    ("profile-list-complete", "", "al:allied owl:propertyChainAxiom <urn:l> . "
     "<urn:l> rdf:first al:joinedBy ; rdf:rest <urn:m> . <urn:m> rdf:first al:joins ."),
    ("profile-blank-thing", "", "[] a al:Actor ."),
    ("profile-reserved-word", "", "owl:Class rdfs:subClassOf al:Actor ."),
    ("profile-one-ontology", "", f"{O} owl:imports <urn:other> ."),
    ("pitfall-p04", "", f"al:Alone a owl:Class ; {WORDS.format(1)} ."),
    ("pitfall-p05", "al:joinedBy rdfs:range al:Alliance .", "al:joinedBy rdfs:range al:Actor ."),
    ("pitfall-p06", "", f"al:Two a owl:Class ; {NEW} . al:Actor rdfs:subClassOf al:Two ."),
    ("pitfall-p07", "", f"al:MayorAndCity a owl:Class ; {NEW} ."),
    ("pitfall-p08", 'al:size rdfs:label "taille"@fr .', ""),
    ("pitfall-p08", 'al:size skos:definition "How many."@en .', ""),
    ("pitfall-p10", "al:Actor owl:disjointWith al:Alliance .", ""),
    ("pitfall-p11", "", f"al:likes a owl:ObjectProperty ; {WORDS.format(2)} ."),
    ("pitfall-p19", "", "al:size rdfs:domain al:Alliance ."),
    ("pitfall-p22", "", f"al:small_firm a owl:Class ; {NEW} ."),
    ("pitfall-p22", "", f"al:HasSize a owl:DatatypeProperty ; {WORDS.format(3)} ."),
    ("pitfall-p24", "", "al:Actor rdfs:subClassOf [ a owl:Restriction ; "
     "owl:onProperty al:allied ; owl:someValuesFrom al:Actor ] ."),
    ("pitfall-p25", "", "al:allied owl:inverseOf al:allied ."),
    ("pitfall-p28", "al:allied rdfs:range al:Actor .", "al:allied rdfs:range al:Alliance ."),
    ("pitfall-p29", "al:above rdfs:range al:Actor .", "al:above rdfs:range al:Alliance ."),
    ("pitfall-p32", "", f'al:Player a owl:Class ; {NEW} ; rdfs:label "Actor"@en .'),
    ("pitfall-p33", "", "al:above owl:propertyChainAxiom ( al:allied ) ."),
    ("pitfall-p36", "", "<urn:x/onto.owl> a owl:Ontology .",
     "profile-one-ontology fair-om1 fair-om2 fair-om3 fair-om4 fair-om5 fair-ver1 fair-uri2"),
    ("fair-om1", f'{O} vann:preferredNamespacePrefix "al" .', ""),
    ("fair-om2", f'{O} dcterms:contributor "Y" .', ""),
    ("fair-om3", f'{O} dcterms:issued "2026-01-02" .', ""),
    ("fair-om4", "", f"{O} dcterms:license <urn:licence> ."),
    ("fair-om5", f'{O} dcterms:created "2026-01-01" .', f'{O} dcterms:created "hier" .'),
    ("fair-ver1", f"{O} owl:versionIRI <https://w3id.org/alliances-kg/ns/1.0.0> .",
     f"{O} owl:versionIRI {O} ."),
    ("fair-uri2", f'{O} vann:preferredNamespaceUri "{NS}" .',
     f'{O} vann:preferredNamespaceUri "https://example.org/ns#" .'),
    ("fair-voc1", "", f"{O} al:note 1 . al:note a owl:AnnotationProperty ; {WORDS.format(4)} ."),
    ("fair-voc2", "al:Actor rdfs:subClassOf org:Organization .", ""),
    ("fair-voc3", 'al:size skos:definition "Combien."@fr , "How many."@en .', "", "pitfall-p08"),
]  # fmt: skip


def quads(minus: str = "", plus: str = "") -> list[Quad]:
    store = Store()
    store.extend(parse(WELL_MADE.read_bytes(), RdfFormat.TURTLE))
    prefixes = HEAD + "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    for quad in parse(prefixes + minus, RdfFormat.TURTLE):
        assert quad in store
        store.remove(quad)
    store.extend(parse(prefixes + plus, RdfFormat.TURTLE, rename_blank_nodes=True))
    return list(store)


def broken(held: list[Quad]) -> set[str]:
    store = EmbeddedStore.in_memory()
    store.extend(held)
    return {name for name, rule in RULES.items() if store.query(rule.text).rows}


def named(beginning: str) -> str:
    (name,) = [name for name in RULES if name.startswith(beginning)]
    return name


def test_a_well_made_ontology_breaks_no_rule() -> None:
    assert broken(quads()) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault[0])
def test_each_rule_finds_its_fault(fault: tuple[str, ...]) -> None:
    rule, minus, plus, *others = fault
    expected = {named(each) for each in (rule, *" ".join(others).split())}
    assert broken(quads(minus, plus)) == expected


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_has_a_fault_of_its_own_on_which_two_engines_agree(name: str) -> None:
    fault = next(fault for fault in FAULTS if named(fault[0]) == name)
    held = quads(*fault[1:3])
    ours, other = EmbeddedStore.in_memory(), OracleStore(held)
    ours.extend(held)
    text = RULES[name].text
    assert len(ours.query(text).rows) == len(other.query(text).rows) > 0


def test_the_real_ontology_and_its_schemes_break_no_rule() -> None:
    store = EmbeddedStore.in_memory()
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in ontology_quads())
    gates = [
        family_gate(family, store, list(RULES.values()), lambda _: None) for family in FAMILIES
    ]
    assert [found.in_language("en") for gate in gates for found in gate.findings] == []
    assert [gate.checked >= 10 for gate in gates] == [True, True, True]


def test_every_family_of_rules_has_rules() -> None:
    first_words = {rule.name.partition("-")[0] for rule in read_violations()}
    assert set(families()) <= first_words
