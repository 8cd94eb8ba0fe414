"""What the graph says of itself: true counts, true origins, nothing of clocks or machines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from graph.catalog import Edition, Input, describe, rule_inputs
from graph.derivation import read_rules
from graph.embedded import CATALOG, EmbeddedStore
from graph.inference import read_inference_rules
from ontology import iris
from ontology.errors import Text
from ontology.terms import AL, RDF
from tests.some import some

PREFIXES = """
PREFIX al: <https://w3id.org/alliances-kg/ns#>
PREFIX catalog: <https://w3id.org/alliances-kg/catalog#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX graph: <https://w3id.org/alliances-kg/graph/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX void: <http://rdfs.org/ns/void#>
"""
FILE = Input("data/documents/rapport-marees.yaml", "a" * 64)
GRAPH = iris.graph("source/rapport-marees")
WHOLE = "<https://w3id.org/alliances-kg/dataset>"
Asked: TypeAlias = Callable[[str, str], list[list[str]]]


@pytest.fixture(scope="module")
def told(corpus_world: EmbeddedStore) -> list[Quad]:
    inputs = {GRAPH: [FILE], **rule_inputs("rules")}
    inputs |= rule_inputs("inference")
    return list(describe(corpus_world, inputs, Edition("2026-11-21", "0.1.0")))


@pytest.fixture(scope="module")
def asked(told: list[Quad]) -> Asked:
    store = EmbeddedStore.in_memory()
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in told)

    def rows(columns: str, where: str) -> list[list[str]]:
        found = store.query(f"{PREFIXES} SELECT DISTINCT {columns} WHERE {{ {where} }}").rows
        return [
            [term.value for term in row if isinstance(term, NamedNode | Literal)] for row in found
        ]

    return rows


def test_every_named_graph_is_described_with_its_true_number_of_triples(
    asked: Asked, corpus_world: EmbeddedStore
) -> None:
    counted = asked("?g ?n", f"{WHOLE} void:subset ?g . ?g void:triples ?n")
    assert sorted(counted) == [
        [name, str(corpus_world.count(name))] for name in corpus_world.graphs()
    ]


def test_a_graph_bears_the_digest_of_its_sorted_lines(
    asked: Asked, corpus_world: EmbeddedStore
) -> None:
    text = serialize(corpus_world.quads(GRAPH), format=RdfFormat.N_QUADS) or b""
    lines = b"".join(line + b"\n" for line in sorted(text.splitlines()))
    assert asked("?hash", f"<{GRAPH}> al:sha256 ?hash") == [[hashlib.sha256(lines).hexdigest()]]


def test_the_counts_of_the_whole_are_those_of_the_default_graph(
    asked: Asked, corpus_world: EmbeddedStore
) -> None:
    quads = list(corpus_world.quads())
    counts = "?t ?s ?o ?p"
    assert asked(
        counts,
        f"{WHOLE} void:triples ?t ; void:distinctSubjects ?s ; void:distinctObjects ?o ; "
        "void:properties ?p",
    ) == [
        [
            str(len(quads)),
            str(len({quad.subject for quad in quads})),
            str(len({quad.object for quad in quads})),
            str(len({quad.predicate for quad in quads})),
        ]
    ]


def test_a_class_has_as_many_things_as_the_default_graph_says(
    asked: Asked, corpus_world: EmbeddedStore
) -> None:
    cases = sum(
        1 for quad in corpus_world.quads() if (quad.predicate, quad.object) == (RDF.type, AL.Case)
    )
    part = f"{WHOLE} void:classPartition [ void:class al:Case ; void:entities ?n ]"
    assert asked("?n", part) == [[str(cases)]]


def test_a_graph_says_which_file_it_was_made_from_and_by_which_loader(asked: Asked) -> None:
    assert asked(
        "?name ?hash ?said ?by",
        f"<{GRAPH}> prov:wasDerivedFrom [ al:fileName ?name ; al:sha256 ?hash ] ; "
        "prov:wasGeneratedBy ?made . ?made rdfs:label ?said ; prov:wasAssociatedWith ?agent . "
        '?agent rdfs:label ?by FILTER(LANG(?said) = "en" && LANG(?by) = "en")',
    ) == [[FILE.path, FILE.sha256, "Loading the record", "alliances 0.1.0"]]


@pytest.mark.parametrize("graph", ["status", "discrepancies", "gaps", "inferred"])
def test_derived_graphs_name_every_rule_that_writes_into_them(
    graph: str, asked: Asked, repository: Path
) -> None:
    rules = read_inference_rules() if graph == "inferred" else read_rules()
    found = asked("?name", f"graph:{graph} prov:wasDerivedFrom [ a prov:Plan ; al:fileName ?name ]")
    texts = {(repository / name).read_text(encoding="utf-8") for (name,) in found}
    assert texts == {rule.text for rule in rules if rule.graph == graph}


def test_what_is_inferred_was_made_by_inference_alone(asked: Asked) -> None:
    made = asked("?made", "graph:inferred prov:wasGeneratedBy ?made")
    assert made == [[iris.catalog("activity-inference")]]


def test_the_day_is_that_of_the_data_and_of_no_clock(asked: Asked) -> None:
    assert asked("?day", "?any dcterms:modified ?day") == [["2026-11-21"]]
    assert asked("?v", f"{WHOLE} dcterms:hasVersion ?v") == [["2026-11-21"]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whatever_is_described_has_a_name_in_both_languages(asked: Asked, language: str) -> None:
    unnamed = f'NOT EXISTS {{ ?it rdfs:label ?name FILTER(LANG(?name) = "{language}") }}'
    assert asked("?it", f"?it a ?kind FILTER {unnamed}") == []


def test_it_stands_in_its_own_graph_without_a_node_that_nobody_can_cite(told: list[Quad]) -> None:
    assert {quad.graph_name for quad in told} == {CATALOG}
    assert all(isinstance(quad.subject, NamedNode) for quad in told)
    assert all(isinstance(quad.object, NamedNode | Literal) for quad in told)


def test_a_graph_without_a_reading_day_or_a_release_says_neither() -> None:
    one = NamedNode("urn:a")
    store = EmbeddedStore.in_memory([Quad(one, one, one, NamedNode(iris.graph("registry")))])
    said = some(describe(store, {}, Edition("", "0.1.0")))
    assert not [quad for quad in said if quad.predicate.value.endswith("modified")]
    assert not [quad for quad in said if quad.predicate.value.endswith("hasVersion")]


def test_a_file_that_holds_a_rule_bears_its_title() -> None:
    (found,) = rule_inputs("inference").values()
    assert isinstance(found[0].title, Text)
