"""Rules about places: an alliance in two departments, regions outside the count of regions.

Expected sides are read off the facts of each test. Every rule also runs on rdflib's engine, and
must construct the same triples there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from graph.embedded import EmbeddedStore

World = Callable[[str], EmbeddedStore]
Found: TypeAlias = Callable[[EmbeddedStore, str], set[frozenset[str]]]


def one(*sides: str) -> set[frozenset[str]]:
    return {frozenset(sides)}


# ---- one alliance, two departments ----

LEVELS = """
GRAPH <https://w3id.org/alliances-kg/graph/schemes> {
  <https://w3id.org/alliances-kg/scheme/territory/dept-mayenne>
    al:territoryLevel <https://w3id.org/alliances-kg/scheme/territory-level/departement> .
  <https://w3id.org/alliances-kg/scheme/territory/dept-sarthe>
    al:territoryLevel <https://w3id.org/alliances-kg/scheme/territory-level/departement> .
  <https://w3id.org/alliances-kg/scheme/territory/bretagne>
    al:territoryLevel <https://w3id.org/alliances-kg/scheme/territory-level/region> .
}
"""


def case(name: str, *places: str, alliance: str = "cantine") -> str:
    located = " , ".join(f"<https://w3id.org/alliances-kg/scheme/territory/{p}>" for p in places)
    return f"""GRAPH <https://w3id.org/alliances-kg/graph/source/{name}> {{
      <https://w3id.org/alliances-kg/id/case/{name}>
        al:illustrates <https://w3id.org/alliances-kg/id/alliance/{alliance}> .
      <https://w3id.org/alliances-kg/id/alliance/{alliance}> al:inTerritory {located} .
    }}"""


def test_one_alliance_placed_in_two_departments_by_two_cases_is_a_discrepancy(
    world: World,
    found: Found,
) -> None:
    store = world(LEVELS + case("a", "dept-mayenne") + case("b", "dept-sarthe", "bretagne"))
    assert found(store, "located-in-two-departments") == one("case/a", "case/b")


@pytest.mark.parametrize(
    "second",
    [
        case("b", "dept-mayenne"),
        case("b", "bretagne"),
        case("b", "dept-mayenne", "dept-sarthe"),
        case("b", "dept-sarthe", alliance="autre"),
    ],
    ids=["same", "a region", "one more", "another alliance"],
)
def test_places_that_can_both_be_true_are_none(world: World, found: Found, second: str) -> None:
    store = world(LEVELS + case("a", "dept-mayenne") + second)
    assert found(store, "located-in-two-departments") == set()


def test_one_case_in_two_departments_is_none(world: World, found: Found) -> None:
    store = world(LEVELS + case("a", "dept-mayenne", "dept-sarthe"))
    assert found(store, "located-in-two-departments") == set()


# ---- regions outside the count ----

AREA = "https://w3id.org/alliances-kg/scheme/territory/"
SIZES = """
<https://w3id.org/alliances-kg/scheme/territory/{area}> al:territoryLevel
  <https://w3id.org/alliances-kg/scheme/territory-level/{size}> .
"""


# The study s and its sister belong to one programme; the sister says that it covers two regions.
COVERED = (
    f"""
    <https://w3id.org/alliances-kg/id/study/s>
      al:partOfStudy <https://w3id.org/alliances-kg/id/programme/p> .
    <https://w3id.org/alliances-kg/id/study/sister>
      al:partOfStudy <https://w3id.org/alliances-kg/id/programme/p> .
    <https://w3id.org/alliances-kg/id/scope/sister>
      al:scopeOf <https://w3id.org/alliances-kg/id/study/sister> ;
      al:coversTerritory <{AREA}bretagne> , <{AREA}corse> .
    <{AREA}bretagne> al:codeINSEE "53" .
    <{AREA}corse> al:codeINSEE "94" .
"""
    + "".join(SIZES.format(area=area, size="region") for area in ("bretagne", "corse"))
    + SIZES.format(area="france", size="national")
)


def told(name: str, area: str, measure: str = "share", value: str = "48", **given: str) -> str:
    """One figure of an area, from the study s and the document d unless said otherwise."""
    return f"""
    <https://w3id.org/alliances-kg/id/figure/{name}> a al:ReportedFigure ; al:{measure} {value} ;
      al:territory <{AREA}{area}> ;
      al:fromStudy <https://w3id.org/alliances-kg/id/study/{given.get("study", "s")}> ;
      al:passage <https://w3id.org/alliances-kg/id/passage/{name}> .
    <https://w3id.org/alliances-kg/id/passage/{name}>
      oa:hasSource <https://w3id.org/alliances-kg/id/document/{given.get("document", "d")}> ."""


def old(size: str = "region", **given: str) -> str:
    """An area of that size without an official code, and a figure of it."""
    return SIZES.format(area="ancienne", size=size) + told("old", "ancienne", **given)


TWO = told("all", "france", "count", "2")


@pytest.mark.parametrize("size", ["region", "multi-regional"])
def test_an_area_that_is_none_of_the_regions_counted_is_a_discrepancy(
    world: World, found: Found, size: str
) -> None:
    store = world(COVERED + TWO + old(size))
    assert found(store, "regions-outside-the-count") == one("figure/all", "figure/old")


@pytest.mark.parametrize(
    "facts",
    [
        TWO + told("b", "bretagne"),
        TWO + old("departement"),
        TWO + told("b", "france"),
        TWO + old(study="t"),
        TWO + old(document="e"),
        told("all", "france", "count", "3") + old(),
    ],
    ids=[
        "with its code",
        "a department",
        "the country",
        "another study",
        "another document",
        "another number",
    ],
)
def test_an_area_that_the_count_does_not_leave_out_is_none(
    world: World, found: Found, facts: str
) -> None:
    assert found(world(COVERED + facts), "regions-outside-the-count") == set()
