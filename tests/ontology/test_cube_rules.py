"""The integrity constraints of the Data Cube, IC-1 to IC-19: each finds what it is for, alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.embedded import EmbeddedStore
from graph.gates import read_violations
from graph.oracle import OracleStore
from ontology.terms import QB

CUBE = Path(__file__).parent / "cube.ttl"
RULES = {
    rule.name.removeprefix("cube-ic-").partition("-")[0]: rule
    for rule in read_violations()
    if rule.name.startswith("cube-")
}
PREFIXES = """
@prefix x: <urn:x:> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ANOTHER = "; x:place x:laval ; x:year x:2017 ; x:share 42 ; x:unit x:percent ."

# constraint -> (what is taken away, what is added, who is at fault); several forms for some.
FAULTS = [
    ("01", "x:o3 qb:dataSet x:set .", "", "o3"),
    ("01", "", "x:other a qb:DataSet ; qb:structure x:free . x:o3 qb:dataSet x:other . "
     "x:free a qb:DataStructureDefinition ; qb:component x:c-share .", "o3"),
    ("02", "", "x:empty a qb:DataSet .", "empty"),
    ("02", "", "x:pairs qb:structure x:three . x:three a qb:DataStructureDefinition ; "
     "qb:component x:c-type , x:c-share , x:c-count .", "pairs"),
    ("03", "", "x:bare a qb:DataStructureDefinition ; qb:component x:c-place .", "bare"),
    ("04", "x:year rdfs:range x:Year .", "", "year"),
    ("05", "", "x:kind a qb:DimensionProperty ; rdfs:range x:Town .", "kind"),
    ("06", "", "x:c-year qb:componentRequired false .", "c-year"),
    ("07", "x:one qb:sliceKey x:by-place .", "", "by-place"),
    ("08", "", "x:by-place qb:componentProperty x:colour . x:slice x:colour x:red .", "by-place"),
    ("09", "x:slice qb:sliceStructure x:by-place .", "", "slice"),
    ("09", "", "x:one qb:sliceKey x:again . x:again a qb:SliceKey ; qb:componentProperty x:place . "
     "x:slice qb:sliceStructure x:again .", "slice"),
    ("10", "x:slice x:place x:laval .", "", "slice"),
    ("11", "x:o3 x:year x:2016 .", "", "o3"),
    ("12", "x:o3 x:year x:2016 .", "x:o3 x:year x:2015 .", "o1"),
    ("13", "x:o3 x:unit x:percent .", "", "o3"),
    ("14", "x:o3 x:share 42 .", "", "o3"),
    ("15", "x:p1 x:share 5 .", "", "p1"),
    ("16", "", "x:p1 x:count 7 .", "p1"),
    ("17", "x:p2 a qb:Observation ; qb:dataSet x:pairs .", "", "p1"),
    ("18", "", f"x:far a qb:DataSet ; qb:structure x:one . x:o4 a qb:Observation ; "
     f"qb:dataSet x:far {ANOTHER} x:slice qb:observation x:o4 .", "o4"),
    ("19a", "x:o3 x:place x:laval .", "x:o3 x:place x:red .", "o3"),
    ("19b", "x:p1 x:colour x:red . x:p2 x:colour x:red .",
     "x:p1 x:colour x:laval . x:p2 x:colour x:laval .", "p1 p2"),
]  # fmt: skip


def quads(minus: str = "", plus: str = "") -> list[Quad]:
    store = Store()
    store.extend(parse(CUBE.read_bytes(), RdfFormat.TURTLE))
    for quad in parse(PREFIXES + minus, RdfFormat.TURTLE):
        assert quad in store
        store.remove(quad)
    store.extend(parse(PREFIXES + plus, RdfFormat.TURTLE))
    return list(store)


def faults(held: list[Quad], *twice: str) -> dict[str, set[str]]:
    """For each constraint that finds something, who is at fault.

    On those named in `twice`, rdflib's engine must agree.
    """
    ours, other = EmbeddedStore.in_memory(), OracleStore(held)
    ours.extend(held)
    found = {}
    for name, rule in RULES.items():
        rows = ours.query(rule.text).rows
        if name in twice:
            assert set(rows) == set(other.query(rule.text).rows), name
        if rows:
            found[name] = {str(row[0]).strip("<>").removeprefix("urn:x:") for row in rows}
    return found


def test_a_well_formed_cube_has_no_fault() -> None:
    assert faults(quads(), *RULES) == {}


@pytest.mark.parametrize(("constraint", "minus", "plus", "focus"), FAULTS)
def test_each_constraint_finds_its_fault_and_no_other_constraint_does(
    constraint: str, minus: str, plus: str, focus: str
) -> None:
    assert faults(quads(minus, plus), constraint) == {constraint: set(focus.split())}


def test_every_constraint_has_a_fault_that_only_it_finds() -> None:
    expected = [f"{number:02}" for number in range(1, 19)] + ["19a", "19b"]
    assert sorted(RULES) == expected
    assert {fault[0] for fault in FAULTS} == set(RULES)


# The form of the recommendation, which compares every two observations.
EVERY_TWO = """
PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT DISTINCT ?one ?other WHERE {
  ?one qb:dataSet ?set . ?other qb:dataSet ?set .
  FILTER(STR(?one) < STR(?other))
  FILTER NOT EXISTS {
    ?set qb:structure/qb:component/qb:dimension ?dimension .
    ?one ?dimension ?v1 . ?other ?dimension ?v2 . FILTER(?v1 != ?v2)
  }
}
"""


@pytest.mark.parametrize("shift", range(4))
def test_duplicates_are_those_that_comparing_every_two_finds(shift: int) -> None:
    plus = "".join(
        f"x:q{n} a qb:Observation ; qb:dataSet x:set ; x:place x:laval ; "
        f"x:year x:{2018 + n * (shift + 1) % 5} ; x:share {n} ; x:unit x:percent ."
        for n in range(7)
    )
    store = EmbeddedStore.in_memory()
    store.extend(quads(plus=plus))
    groups = {min(str(one), str(other)) for one, other in store.query(EVERY_TWO).rows}
    # Of a group of three, the pairs name the first twice and the second once.
    firsts = groups - {str(other) for _, other in store.query(EVERY_TWO).rows}
    assert firsts
    assert {str(row[0]) for row in store.query(RULES["12"].text).rows} == firsts


def many(count: int) -> EmbeddedStore:
    store = EmbeddedStore.in_memory()
    store.extend(parse(CUBE.read_bytes(), RdfFormat.TURTLE))
    for number in range(count):
        it = NamedNode(f"urn:x:many-{number}")
        store.extend(
            Quad(it, predicate, value)
            for predicate, value in (
                (QB.dataSet, NamedNode("urn:x:set")),
                (NamedNode("urn:x:place"), NamedNode("urn:x:laval")),
                (NamedNode("urn:x:year"), NamedNode(f"urn:x:{3000 + number}")),
                (NamedNode("urn:x:share"), Literal(number)),
            )
        )
    return store


@pytest.mark.slow
def test_looking_for_duplicates_takes_time_in_proportion_to_the_observations() -> None:
    def seconds(store: EmbeddedStore) -> float:
        started = time.perf_counter()
        assert not store.query(RULES["12"].text).rows
        return time.perf_counter() - started

    few, lots = many(1000), many(8000)
    fastest: Callable[[EmbeddedStore], float] = lambda store: min(  # noqa: E731
        seconds(store) for _ in range(3)
    )
    # Eight times as many: 64 times as long, if every two were compared.
    assert fastest(lots) < 24 * fastest(few)
