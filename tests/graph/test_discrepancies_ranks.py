"""The rule that holds a printed rank against the printed values, and its look-alikes.

Expected sides are read off the facts above them; rdflib's engine must construct the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from graph.embedded import EmbeddedStore

World = Callable[[str], EmbeddedStore]
Found: TypeAlias = Callable[[EmbeddedStore, str], set[frozenset[str]]]

BASE = "https://w3id.org/alliances-kg/"


def told(
    name: str,
    measure: str,
    value: str,
    domain: str,
    *,
    question: str = "priorite",
    who: str = "maires",
    where: str = "france",
    unit: str = "pourcent",
) -> str:
    return f"""<{BASE}id/figure/{name}> a al:ReportedFigure ;
      al:value {value} ; al:{measure} {value} ; al:cell <{BASE}id/cell/{name}> ;
      al:unit <{BASE}scheme/unit/{unit}> ; al:question <{BASE}scheme/question/{question}> ;
      al:respondent <{BASE}scheme/group/{who}> ; al:targetActor <{BASE}scheme/group/_Z> ;
      al:subPopulation <{BASE}scheme/group/_T> ; al:territory <{BASE}scheme/territory/{where}> ;
      al:domain <{BASE}scheme/domain/{domain}> ; al:period <{BASE}scheme/period/2016> .
    """


def rank(name: str, value: str, domain: str, *, who: str = "maires") -> str:
    return told(name, "rank", value, domain, question="rang", who=who, unit="rang")


VALUES = (
    told("eco", "share", "96", "eco")
    + told("env", "share", "91", "environnement")
    + told("emploi", "share", "84", "emploi")
)


def test_a_second_rank_with_two_higher_values_is_a_discrepancy(world: World, found: Found) -> None:
    assert found(world(VALUES + rank("r", "2", "emploi")), "rank-against-values") == {
        frozenset({"figure/r", "figure/emploi", "figure/eco", "figure/env"})
    }


@pytest.mark.parametrize(
    "ranks",
    [
        rank("r", "3", "emploi"),
        # Two that come first together: one higher value is of the other.
        rank("r", "1", "environnement") + rank("s", "1", "eco"),
        rank("r", "2", "emploi") + rank("s", "1", "eco") + rank("t", "2", "environnement"),
        rank("r", "1", "sante"),
        rank("r", "1", "emploi", who="citoyens"),
        rank("r", "2", "emploi")
        + told("x", "score", "7.1", "emploi", question="note", unit="note-sur-10")
        + told("y", "score", "6.6", "eco", question="note", unit="note-sur-10"),
    ],
    ids=[
        "as ranked",
        "first together",
        "second together",
        "a domain without value",
        "another group",
        "another question bears it out",
    ],
)
def test_a_rank_that_some_values_bear_out_is_none(world: World, found: Found, ranks: str) -> None:
    assert found(world(VALUES + ranks), "rank-against-values") == set()


def test_an_equal_value_and_another_place_are_not_above(world: World, found: Found) -> None:
    facts = (
        told("a", "share", "60", "emploi")
        + told("b", "share", "60", "vieillissement")
        + told("c", "share", "71", "mobilite", where="bretagne")
        + rank("r", "1", "emploi")
    )
    assert found(world(facts), "rank-against-values") == set()
