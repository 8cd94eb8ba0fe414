"""The rule of series: three equal numbers under two questions are no chance.

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


SERIES = """
<https://w3id.org/alliances-kg/id/figure/{id}> a al:ReportedFigure ;
  al:question <https://w3id.org/alliances-kg/scheme/question/{question}> ; al:value {value} ;
  al:unit <https://w3id.org/alliances-kg/scheme/unit/pourcent> ;
  al:respondent <https://w3id.org/alliances-kg/scheme/group/{who}> ;
  al:fromStudy <https://w3id.org/alliances-kg/id/study/{study}> ;
  al:territory <https://w3id.org/alliances-kg/scheme/territory/france> ;
  al:domain <https://w3id.org/alliances-kg/scheme/domain/{domain}> ;
  al:category <https://w3id.org/alliances-kg/scheme/category/_T> ;
  al:passage <https://w3id.org/alliances-kg/id/passage/{id}> .
<https://w3id.org/alliances-kg/id/passage/{id}>
  oa:hasSource <https://w3id.org/alliances-kg/id/document/{document}> .
"""


def series(
    document: str, question: str, values: dict[str, int], *, study: str = "s", domain: str = "_T"
) -> str:
    return "".join(
        SERIES.format(
            id=f"{document}-{who}-{domain.lower()}",
            document=document,
            question=question,
            who=who,
            value=value,
            study=study,
            domain=domain,
        )
        for who, value in values.items()
    )


THREE = {"citoyens": 69, "dirigeants": 81, "associatifs": 86}


def test_three_equal_numbers_under_two_questions_are_a_discrepancy(
    world: World, found: Found
) -> None:
    store = world(series("x", "devoir", THREE) + series("y", "innover", {**THREE, "maires": 87}))
    assert found(store, "same-series-two-questions") == one(
        *(f"figure/{document}-{who}-_t" for document in "xy" for who in THREE)
    )


@pytest.mark.parametrize(
    "second",
    [
        series("y", "innover", {"citoyens": 69, "dirigeants": 81, "associatifs": 85}),
        series("y", "devoir", THREE),
        series("x", "innover", THREE),
        series("y", "innover", THREE, study="autre"),
        series("y", "innover", {"citoyens": 69}, domain="sante")
        + series("y", "innover", {"dirigeants": 81}, domain="education")
        + series("y", "innover", {"associatifs": 86}),
    ],
    ids=["two are chance", "one question", "one document", "another study", "scattered"],
)
def test_fewer_equal_numbers_or_one_question_are_none(
    world: World, found: Found, second: str
) -> None:
    store = world(series("x", "devoir", THREE) + second)
    assert found(store, "same-series-two-questions") == set()
