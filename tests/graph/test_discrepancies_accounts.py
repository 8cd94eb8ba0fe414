"""The rule of alliances that two cases tell of, and do not tell alike.

Expected sides are read off the facts of each test. Every rule also runs on rdflib's engine, and
must construct the same triples there.
"""

from __future__ import annotations

import pytest

from graph.derivation import derive, read_rules
from tests.graph.discrepancy_worlds import BASE, Found, World

RULES = {rule.name: rule for rule in read_rules()}


# ---- one alliance, two accounts ----


def account(name: str, start: str = "", *, kind: str = "", alliance: str = "cantine") -> str:
    began = f"<{BASE}id/alliance/{alliance}> al:startsAt <{BASE}scheme/period/{start}> ."
    joined = f"""<{BASE}id/participation/{name}> al:participant <{BASE}id/organisation/x> ;
      al:participationIn <{BASE}id/alliance/{alliance}> ;
      al:participantType <{BASE}scheme/actor-type/{kind}> ."""
    return f"""GRAPH <{BASE}graph/source/{name}> {{
      <{BASE}id/case/{name}> al:illustrates <{BASE}id/alliance/{alliance}> .
      {began if start else ""} {joined if kind else ""} }}
      <{BASE}scheme/actor-type/pme> skos:broader <{BASE}scheme/actor-type/entreprise> ."""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (account("a", "2010"), account("b", "2012")),
        (account("a", "2010-03"), account("b", "2010-04")),
        (account("a", kind="pme"), account("b", kind="association")),
    ],
    ids=["two years", "two months", "two types"],
)
def test_one_alliance_told_in_two_ways_is_a_discrepancy(
    world: World, found: Found, first: str, second: str
) -> None:
    assert found(world(first + second), "one-alliance-told-differently") == {
        frozenset({"case/a", "case/b"})
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (account("a", "2010"), account("b", "2010")),
        (account("a", "2010"), account("b", "2010-04")),
        (account("a", "2010"), account("b")),
        (account("a", "2010"), account("b", "2012", alliance="autre")),
        (account("a", kind="pme"), account("b", kind="entreprise")),
        (account("a", kind="pme"), account("b")),
    ],
    ids=["one year", "a month of it", "nothing said", "another", "a kind of it", "no partner"],
)
def test_one_alliance_told_alike_or_by_halves_is_none(
    world: World, found: Found, first: str, second: str
) -> None:
    assert found(world(first + second), "one-alliance-told-differently") == set()


@pytest.mark.parametrize(
    ("rule", "facts", "kind"),
    [
        ("one-alliance-told-differently", account("a", "2010") + account("b", "2012"), "dating"),
        (
            "one-alliance-told-differently",
            account("a", kind="pme") + account("b", kind="association"),
            "actors",
        ),
    ],
)
def test_a_discrepancy_is_of_one_kind_open_and_notable(
    world: World, rule: str, facts: str, kind: str
) -> None:
    store = world(facts)
    derive(store, [RULES[rule]])
    held = store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> SELECT ?k ?status ?severity WHERE "
        "{ ?d a al:Discrepancy ; al:discrepancyKind ?k ; al:discrepancyStatus ?status ; "
        "al:severity ?severity }"
    ).rows
    words = [[str(term).rpartition("/")[2].strip(">") for term in row] for row in held]
    assert [[each[0].split("-")[0], *each[1:]] for each in words] == [[kind, "open", "notable"]]
