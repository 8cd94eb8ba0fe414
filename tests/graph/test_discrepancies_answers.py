"""The rule of relations with a single answer: dates and creators that two passages give apart.

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


ANSWER = """
<https://w3id.org/alliances-kg/id/claim/{id}> a al:Claim ;
  al:subject <https://w3id.org/alliances-kg/id/{subject}> ;
  al:relation <https://w3id.org/alliances-kg/scheme/relation/{relation}> ;
  al:object <https://w3id.org/alliances-kg/{object}> ;
  al:claimMode <https://w3id.org/alliances-kg/scheme/mode/{mode}> ;
  al:polarity <https://w3id.org/alliances-kg/scheme/polarity/{polarity}> ;
  al:hasEvidence <https://w3id.org/alliances-kg/id/evidence/{id}> .
<https://w3id.org/alliances-kg/id/evidence/{id}>
  al:foundAt <https://w3id.org/alliances-kg/id/passage/{passage}> .
"""
RELATIONS = """
<https://w3id.org/alliances-kg/scheme/relation/publie-le>
  al:functional true ; rdfs:label "publié le"@fr .
<https://w3id.org/alliances-kg/scheme/relation/cree-par> al:functional true .
<https://w3id.org/alliances-kg/scheme/relation/mene-avec> al:functional false .
<https://w3id.org/alliances-kg/id/study/phare> rdfs:label "PHARE"@fr .
"""


def answer(
    name: str,
    what: str,
    *,
    relation: str = "publie-le",
    subject: str = "study/phare",
    passage: str = "",
    mode: str = "asserted",
    polarity: str = "positive",
) -> str:
    return ANSWER.format(
        id=name,
        object=what,
        relation=relation,
        subject=subject,
        passage=passage or name,
        mode=mode,
        polarity=polarity,
    )


def when(slug: str) -> str:
    return f"scheme/period/{slug}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2016-10", "2016-11"),
        ("2016-10", "2016-11-29"),
        ("2015", "2016-11-29"),
        # A span is compared as it is.
        ("2013", "2013--2017"),
        # One day is no prefix of another: 2016-1 would be none of 2016-11.
        ("2016-11-02", "2016-11-29"),
    ],
)
def test_two_dates_for_one_event_are_a_discrepancy(
    world: World, found: Found, first: str, second: str
) -> None:
    store = world(RELATIONS + answer("a", when(first)) + answer("b", when(second)))
    assert found(store, "one-answer-expected") == one("claim/a", "claim/b")


@pytest.mark.parametrize(
    ("first", "second"),
    [("2016-11", "2016-11-29"), ("2016", "2016-11-29"), ("2016", "2016-11"), ("2016", "2016")],
)
def test_a_coarser_date_that_contains_the_finer_is_none(
    world: World, found: Found, first: str, second: str
) -> None:
    store = world(RELATIONS + answer("a", when(first)) + answer("b", when(second)))
    assert found(store, "one-answer-expected") == set()


@pytest.mark.parametrize(
    "second",
    [
        answer("b", when("2017"), passage="a"),
        answer("b", when("2017"), subject="study/autre"),
        answer("b", when("2017"), mode="hypothesised"),
        answer("b", when("2017"), polarity="negative"),
        answer("b", "id/organisation/x", relation="mene-avec")
        + answer("c", "id/organisation/y", relation="mene-avec"),
        answer("b", when("2017"))
        + "<https://w3id.org/alliances-kg/id/claim/b> "
        + "al:territory <https://w3id.org/alliances-kg/scheme/territory/corse> .",
    ],
    ids=["one passage", "another subject", "supposed", "denied", "many answers", "another scope"],
)
def test_two_answers_that_do_not_meet_are_none(world: World, found: Found, second: str) -> None:
    store = world(RELATIONS + answer("a", when("2016")) + second)
    assert found(store, "one-answer-expected") == set()


def test_two_founders_in_one_passage_and_one_of_them_in_another_agree(
    world: World, found: Found
) -> None:
    facts = [
        answer("a", "id/organisation/x", relation="cree-par", passage="p"),
        answer("b", "id/organisation/y", relation="cree-par", passage="p"),
        answer("c", "id/organisation/x", relation="cree-par", passage="q"),
    ]
    assert found(world(RELATIONS + "".join(facts)), "one-answer-expected") == set()


def test_two_founders_of_two_passages_are_a_discrepancy_about_actors(
    world: World, found: Found
) -> None:
    facts = [
        answer("a", "id/organisation/x", relation="cree-par"),
        answer("b", "id/organisation/y", relation="cree-par"),
    ]
    store = world(RELATIONS + "".join(facts))
    assert found(store, "one-answer-expected") == one("claim/a", "claim/b")
    assert store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> ASK { ?d a al:Discrepancy ; "
        "al:discrepancyKind <https://w3id.org/alliances-kg/scheme/discrepancy-kind/actors> }"
    ).truth


def test_two_matters_of_one_programme_are_a_discrepancy_of_scope(
    world: World, found: Found
) -> None:
    single = "<https://w3id.org/alliances-kg/scheme/relation/a-pour-objet> al:functional true ."
    facts = [
        answer("a", "scheme/notion/besoins", relation="a-pour-objet"),
        answer("b", "scheme/impact/confiance", relation="a-pour-objet"),
    ]
    store = world(single + "".join(facts))
    assert found(store, "one-answer-expected") == one("claim/a", "claim/b")
    assert store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> ASK { ?d a al:Discrepancy ; "
        "al:discrepancyKind <https://w3id.org/alliances-kg/scheme/discrepancy-kind/scope> }"
    ).truth
