"""What the axioms of the ontology imply: our rules, HermiT and owlrl find the same."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS

from graph.derivation import Rule
from graph.embedded import INFERRED, EmbeddedStore, in_default_graph
from graph.inference import infer, inference_gate, read_inference_rules
from graph.oracle import OracleStore
from graph.translation import from_rdflib
from ontology import iris
from ontology.entailment import entailed

FIXTURE = Path(__file__).parent / "inference.ttl"
RULES = read_inference_rules()
THING = f"{iris.BASE}id/case/"


def axioms() -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(data=(files("ontology") / "core.ttl").read_text("utf-8"), format="turtle")
    return graph


def facts() -> Iterator[Quad]:
    place = NamedNode(iris.graph("registry"))
    for quad in parse(FIXTURE.read_bytes(), RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, place)


def links(triples: Iterator[Triple] | frozenset[Triple]) -> set[Triple]:
    """The statements between two things of the fixture, of any property but `rdf:type`."""
    return {
        triple
        for triple in triples
        if isinstance(triple.object, NamedNode)
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value.startswith(THING)
        and triple.object.value.startswith(THING)
        and not triple.predicate.value.startswith(str(OWL))
    }


def ruled(*rules: Rule) -> set[Triple]:
    store = EmbeddedStore.in_memory(in_default_graph(facts()))
    infer(store, rules)
    return links(quad.triple for graph in (None, INFERRED.value) for quad in store.quads(graph))


@pytest.fixture(scope="module")
def reasoned() -> set[Triple]:
    ontology = (files("ontology") / "core.ttl").read_bytes()
    told = parse(ontology, RdfFormat.TURTLE, rename_blank_nodes=True)
    return links(entailed([*(quad.triple for quad in told), *(quad.triple for quad in facts())]))


def test_the_rules_find_what_hermit_finds(reasoned: set[Triple]) -> None:
    assert ruled(*RULES) == reasoned


def test_the_rules_find_what_owlrl_finds() -> None:
    graph = axioms()
    graph.parse(FIXTURE)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    found = set()
    for triple in graph:
        subject, predicate, value = (from_rdflib(term) for term in triple)
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            assert isinstance(predicate, NamedNode)
            found.add(Triple(subject, predicate, value))
    assert ruled(*RULES) == links(frozenset(found))


@pytest.mark.parametrize("absent", RULES, ids=lambda rule: rule.name)
def test_without_any_one_rule_something_is_missing(absent: Rule, reasoned: set[Triple]) -> None:
    found = ruled(*(rule for rule in RULES if rule is not absent))
    assert found < reasoned


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.name.startswith("inverse-")], ids=lambda rule: rule.name
)
def test_half_an_inverse_is_not_enough(rule: Rule, reasoned: set[Triple]) -> None:
    first, union, second = rule.text.partition("UNION")
    assert union
    for half in (first + "}", first.rpartition("{")[0] + second):
        halved = Rule(rule.name, rule.graph, rule.order, rule.title, half)
        found = ruled(*(halved if each is rule else each for each in RULES))
        assert found < reasoned


def test_a_second_run_finds_nothing_new() -> None:
    store = EmbeddedStore.in_memory(in_default_graph(facts()))
    first = infer(store, RULES)
    assert [name for name, count in first.items() if not count] == []
    assert sum(infer(store, RULES).values()) == 0


def test_rules_in_the_wrong_order_are_a_fault_that_names_the_one_run_too_early() -> None:
    store = EmbeddedStore.in_memory(in_default_graph(facts()))
    late = [rule for rule in RULES if rule.name == "transitive-part-of-territory"]
    gate = inference_gate(store, [*(rule for rule in RULES if rule not in late), *late])
    assert [finding.where for finding in gate.findings] == ["graph/inference/chain-in-territory.rq"]
    assert not inference_gate(store, RULES).findings


def test_what_is_inferred_stays_out_of_the_default_graph_and_repeats_nothing() -> None:
    store = EmbeddedStore.in_memory(in_default_graph(facts()))
    stated = {quad.triple for quad in store.quads()}
    infer(store, RULES)
    assert {quad.triple for quad in store.quads()} == stated
    assert not stated & {quad.triple for quad in store.quads(INFERRED.value)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_is_plain_sparql_that_a_second_engine_answers_alike(rule: Rule) -> None:
    store = EmbeddedStore.in_memory(in_default_graph(facts()))
    infer(store, RULES)
    whole = [Quad(*quad.triple) for name in (None, INFERRED.value) for quad in store.quads(name)]
    ours, other = EmbeddedStore.in_memory(), OracleStore(whole)
    ours.extend(whole)
    assert set(ours.construct(rule.text)) == set(other.construct(rule.text))


def test_every_axiom_that_adds_statements_has_its_rule_and_no_rule_lacks_its_axiom() -> None:
    graph = axioms()

    def short(*terms: object) -> str:
        names = graph.namespace_manager
        return " ".join(str(term.n3(names)) for term in terms if isinstance(term, rdflib.URIRef))

    declared = {
        *(f"inverse {short(a, b)}" for a, b in graph.subject_objects(OWL.inverseOf)),
        *(f"subproperty {short(a, b)}" for a, b in graph.subject_objects(RDFS.subPropertyOf)),
        *(f"transitive {short(a)}" for a in graph.subjects(RDF.type, OWL.TransitiveProperty)),
        *(f"symmetric {short(a)}" for a in graph.subjects(RDF.type, OWL.SymmetricProperty)),
        *(
            f"chain {short(term, *Collection(graph, parts))}"
            for term, parts in graph.subject_objects(OWL.propertyChainAxiom)
        ),
    }
    for kind in ("ReflexiveProperty", "InverseFunctionalProperty"):
        assert not set(graph.subjects(RDF.type, OWL[kind])), "no rule covers this kind yet"
    for kind in ("equivalentProperty", "sameAs", "hasValue", "hasKey"):
        assert not set(graph.subject_objects(OWL[kind])), "no rule covers this kind yet"
    stated = [line.removeprefix("# axiom: ") for line in lines("# axiom: ")]
    assert sorted(stated) == sorted(declared)
    assert {rule.graph for rule in RULES} == {"inferred"}
    assert len({rule.order for rule in RULES}) == len(RULES)


def lines(beginning: str) -> list[str]:
    told = [line for rule in RULES for line in rule.text.splitlines()]
    return [line for line in told if line.startswith(beginning)]
