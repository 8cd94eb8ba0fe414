"""Small worlds in TriG, and stores made of them.

A test writes its facts as TriG in the test itself, under the prefixes below; `trig` reads
them, `world` also loads them as a publication would (each named graph copied into the
default graph). Facts written outside any graph go to `graph/source/invented`. `found` runs
one rule over a world and says which sides it put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from graph.derivation import Rule, derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from graph.inference import infer, read_inference_rules
from graph.oracle import OracleStore
from ontology import iris
from tests.builds import derived, told_by

Trig: TypeAlias = Callable[[str], list[Quad]]
World: TypeAlias = Callable[[str], EmbeddedStore]
SameOnBoth: TypeAlias = Callable[[EmbeddedStore, str], int]
Agree: TypeAlias = Callable[[Iterable[EmbeddedStore], Sequence[Rule]], None]
Found: TypeAlias = Callable[[EmbeddedStore, str], set[frozenset[str]]]

PREFIXES = """
PREFIX al: <https://w3id.org/alliances-kg/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX graph: <https://w3id.org/alliances-kg/graph/>
PREFIX id: <https://w3id.org/alliances-kg/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX scheme: <https://w3id.org/alliances-kg/scheme/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def _read(text: str) -> list[Quad]:
    place = NamedNode(iris.graph("source/invented"))
    # Turtle has no "/" in a prefixed name without a backslash, which tests would drown in.
    spelled = PREFIXES.replace("PREFIX ", "@prefix ").replace(">\n", "> .\n") + text
    return [
        Quad(quad.subject, quad.predicate, quad.object, place)
        if isinstance(quad.graph_name, DefaultGraph)
        else quad
        for quad in parse(spelled, RdfFormat.TRIG)
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A directory for snapshots, not made yet."""
    return tmp_path / "store"


@pytest.fixture
def trig() -> Trig:
    return _read


@pytest.fixture
def world() -> Iterator[World]:
    made: list[EmbeddedStore] = []

    def make(text: str) -> EmbeddedStore:
        made.append(EmbeddedStore.in_memory(in_default_graph(_read(text))))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def same_on_both() -> SameOnBoth:
    """A check that rdflib's engine constructs the same triples as ours; returns how many."""

    def compare(store: EmbeddedStore, construct: str) -> int:
        graphs = (*store.graphs(), None)
        oracle = OracleStore(quad for graph in graphs for quad in store.quads(graph))
        made = set(store.construct(construct))
        assert set(oracle.construct(construct)) == made
        return len(made)

    return compare


@pytest.fixture
def rules_agree(same_on_both: SameOnBoth) -> Agree:
    """A check that both engines construct the same by each rule in turn.

    A rule that constructs nothing in any of the worlds would be compared with nothing.
    """

    def compare(stores: Iterable[EmbeddedStore], rules: Sequence[Rule]) -> None:
        made = Counter({rule.name: 0 for rule in rules})
        for store in stores:
            for rule in rules:
                made[rule.name] += same_on_both(store, rule.text)
                derive(store, [rule])
        assert made
        assert {name for name, number in made.items() if number == 0} == set()

    return compare


@pytest.fixture
def found(same_on_both: SameOnBoth) -> Found:
    """The sides of every discrepancy a rule finds, as references."""
    rules = {rule.name: rule for rule in read_rules()}

    def find(store: EmbeddedStore, name: str) -> set[frozenset[str]]:
        same_on_both(store, rules[name].text)
        derive(store, [rules[name]])
        rows = store.query(
            "PREFIX al: <https://w3id.org/alliances-kg/ns#> SELECT ?d ?side WHERE "
            f'{{ ?d a al:Discrepancy ; al:rule "{name}" ; al:involves ?side }}'
        ).rows
        sides: dict[str, set[str]] = {}
        for discrepancy, side in rows:
            assert isinstance(discrepancy, NamedNode)
            assert isinstance(side, NamedNode)
            sides.setdefault(discrepancy.value, set()).add(iris.reference_of(side.value) or "")
        return {frozenset(each) for each in sides.values()}

    return find


@pytest.fixture(scope="session")
def corpus_world(corpus: Path) -> EmbeddedStore:
    """The invented corpus as a build makes it: mapped, derived, inferred."""
    store = derived(told_by(corpus / "record"))
    infer(store, read_inference_rules())
    return store
