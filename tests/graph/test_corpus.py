"""The rules and gates on the invented corpus: what its README says is planted, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from graph.gates import Gate, Locate, families, family_gate, read_violations, rules_gate
from graph.oracle import OracleStore
from graph.snapshots import Snapshots
from graph.validation import shapes_gate
from loaders.directory import RecordSet, read_directory
from loaders.mapping import origins, record_quads
from ontology import iris
from ontology.terms import AL
from ontology.vocabulary import ontology_quads, read_vocabulary

PREFIX = "PREFIX al: <https://w3id.org/alliances-kg/ns#> "


@pytest.fixture(scope="module")
def records(corpus: Path) -> RecordSet:
    return read_directory(corpus / "record", read_vocabulary())


@pytest.fixture(scope="module")
def quads(records: RecordSet) -> list[Quad]:
    return [*ontology_quads(), *record_quads(records, read_vocabulary())]


@pytest.fixture(scope="module")
def store(quads: list[Quad]) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore.in_memory(in_default_graph(quads))
    derive(store, read_rules())
    yield store
    store.close()


@pytest.fixture(scope="module")
def locate(records: RecordSet) -> Locate:
    return origins(records).get


def pairs(store: EmbeddedStore, query: str) -> set[tuple[str, str]]:
    """The rows of a query of two columns, addresses as references or last words."""
    words = []
    for row in store.query(PREFIX + query).rows:
        for term in row:
            assert term is not None
            text = str(term).strip('<>"')
            words.append(iris.reference_of(text) or text)
    return set(zip(words[::2], words[1::2], strict=True))


def test_the_three_planted_contradictions_are_found_and_no_other(store: EmbeddedStore) -> None:
    assert pairs(
        store,
        "SELECT ?rule ?side WHERE { ?d a al:Discrepancy ; al:rule ?rule ; al:involves ?side }",
    ) == {
        ("same-cell-different-value", "figure/cm-f1"),
        ("same-cell-different-value", "figure/sy-f1"),
        ("one-answer-expected", "claim/cm-c2"),
        ("one-answer-expected", "claim/ra-c1"),
        ("located-in-two-departments", "case/table-du-lavoir"),
        ("located-in-two-departments", "case/table-du-lavoir-fiche"),
    }


def test_the_explained_one_keeps_what_was_said_and_the_others_are_open(
    store: EmbeddedStore,
) -> None:
    assert pairs(
        store, "SELECT ?rule ?status WHERE { ?d al:rule ?rule ; al:discrepancyStatus ?status }"
    ) == {
        ("same-cell-different-value", "discrepancy-status/explained"),
        ("one-answer-expected", "discrepancy-status/open"),
        ("located-in-two-departments", "discrepancy-status/open"),
    }


def test_claims_of_each_mode_lead_to_the_status_of_their_link(store: EmbeddedStore) -> None:
    claims = ("cm-c1", "sy-c1", "in-c3", "ra-c2", "in-c4", "fiche-i2", "rapport-i1")
    values = " ".join(f"<{iris.thing('claim', claim)}>" for claim in claims)
    assert pairs(
        store,
        f"SELECT ?claim ?status WHERE {{ VALUES ?claim {{ {values} }} "
        "?claim al:partOfLink ?link . ?link al:linkStatus ?status }",
    ) == {
        # One link, perceived and asserted.
        ("claim/cm-c1", "status/percu"),
        ("claim/sy-c1", "status/percu"),
        # One link, supposed by one document; the other measures that there is no effect.
        ("claim/in-c3", "status/suppose"),
        ("claim/ra-c2", "status/suppose"),
        ("claim/in-c4", "status/suppose"),
        ("claim/fiche-i2", "status/vise"),
        ("claim/rapport-i1", "status/vise"),
    }


def test_every_link_bears_exactly_one_status(store: EmbeddedStore) -> None:
    answer = store.query(
        PREFIX + "SELECT ?link (COUNT(?status) AS ?n) WHERE "
        "{ ?link a al:Link OPTIONAL { ?link al:linkStatus ?status } } GROUP BY ?link"
    )
    assert len(answer.rows) == 20
    assert {str(row[1]).split('"')[1] for row in answer.rows} == {"1"}


def test_no_target_and_no_resource_is_an_impact_claim(store: EmbeddedStore) -> None:
    scheme = "https://w3id.org/alliances-kg/scheme"
    relations = f"VALUES ?r {{ <{scheme}/relation/vise> <{scheme}/relation/mobilise> }}"
    assert len(pairs(store, f"SELECT ?c ?r WHERE {{ {relations} ?c al:relation ?r }}")) >= 3
    assert not store.query(
        f"{PREFIX} ASK {{ {relations} ?c al:relation ?r ; a ?kind "
        "FILTER(?kind IN (al:ImpactClaim, al:EffectClaim)) }"
    ).truth


def test_the_corpus_passes_the_gates(store: EmbeddedStore, locate: Locate) -> None:
    violations = read_violations()
    gates: list[Gate] = [
        *(family_gate(family, store, violations, locate) for family in families()),
        rules_gate(store, violations, locate),
        shapes_gate(store, locate),
    ]
    assert [found.in_language("en") for gate in gates for found in gate.findings] == []
    assert all(gate.checked for gate in gates)


def test_a_fact_taken_away_is_faulted_in_its_record(
    quads: list[Quad], locate: Locate, records: RecordSet
) -> None:
    figure = NamedNode(iris.thing("figure", "cm-f1"))
    unit = NamedNode("https://w3id.org/alliances-kg/ns#unit")
    kept = [quad for quad in quads if (quad.subject, quad.predicate) != (figure, unit)]
    assert len(kept) == len(quads) - 1
    store = EmbeddedStore.in_memory(in_default_graph(kept))
    found = shapes_gate(store, locate).findings
    assert {(each.where, each.field) for each in found} == {
        ("documents/communique-marees.yaml", "figure/cm-f1.unit")
    }
    lines = (records.root / "documents" / "communique-marees.yaml").read_text().splitlines()
    assert {lines[(each.line or 0) - 1].strip() for each in found} == {"- id: cm-f1"}
    store.close()


def test_status_and_discrepancies_are_the_same_on_both_engines(quads: list[Quad]) -> None:
    # Concepts and ontology are left out but for levels and functional relations: rdflib is slow.
    needed = {AL.territoryLevel, AL.functional}
    facts = [
        quad
        for quad in quads
        if str(quad.graph_name)[1:-1] not in {iris.graph("ontology"), iris.graph("schemes")}
        or quad.predicate in needed
    ]
    store = EmbeddedStore.in_memory(in_default_graph(facts))
    for rule in read_rules():
        graphs = (*store.graphs(), None)
        oracle = OracleStore(quad for graph in graphs for quad in store.quads(graph))
        assert set(oracle.construct(rule.text)) == set(store.construct(rule.text)), rule.name
        derive(store, [rule])
    assert store.count(iris.graph("discrepancies")) > 20
    store.close()


def test_two_builds_of_the_corpus_are_one_state(quads: list[Quad], tmp_path: Path) -> None:
    first, second = (
        Snapshots(tmp_path / name).publish(
            order(quads), rules=read_rules(), gates=lambda _: (), notes={}
        )
        for name, order in (("a", list), ("b", lambda given: list(reversed(given))))
    )
    assert first.content_hash == second.content_hash
