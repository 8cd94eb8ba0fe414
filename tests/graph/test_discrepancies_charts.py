"""The rule that holds the labels of a chart against the text, and its look-alikes.

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
YEARS = "".join(
    f"<{BASE}scheme/period/{year}> al:startYear {year} ; al:endYear {year} .\n"
    for year in (2015, 2018)
)


def shares(
    prefix: str,
    *values: int,
    who: str = "entreprises",
    passage: str = "",
    question: str = "part",
    study: str = "s",
    year: int = 2015,
) -> str:
    """Figures `prefix`-`value`, in one passage if it is given and else in one each."""
    return "".join(
        f"""<{BASE}id/figure/{prefix}-{value}> a al:ReportedFigure ; al:share {value} ;
          al:question <{BASE}scheme/question/{question}> ;
          al:respondent <{BASE}scheme/group/{who}> ; al:targetActor <{BASE}scheme/group/_Z> ;
          al:subPopulation <{BASE}scheme/group/_T> ;
          al:territory <{BASE}scheme/territory/france> ;
          al:period <{BASE}scheme/period/{year}> ; al:fromStudy <{BASE}id/study/{study}> ;
          al:passage <{BASE}id/passage/{passage or f"{prefix}-{value}"}> .
        """
        for value in values
    )


def chart(*labels: int) -> str:
    return shares("drawn", *labels, who="_Z", passage="chart", question="etiquette")


TEXT = shares("told", 45, 30, 25, 16)


def test_the_one_label_that_the_text_does_not_print_is_a_discrepancy(
    world: World, found: Found
) -> None:
    assert found(world(YEARS + TEXT + chart(30, 25, 16, 42)), "chart-against-text") == {
        frozenset({"figure/drawn-42", "figure/told-45"})
    }


@pytest.mark.parametrize(
    "facts",
    [
        TEXT + chart(30, 25, 16, 45),
        TEXT + chart(30, 25, 11, 42),
        TEXT + chart(30, 25, 16, 42, 7),
        shares("told", 30, 25, 16) + chart(30, 25, 16, 42),
        shares("told", 45, 30, 25, 16, year=2018) + chart(30, 25, 16, 42),
        shares("told", 45, 30, 25, 16, study="t") + chart(30, 25, 16, 42),
        TEXT + shares("other", 30, 25, 16, 42, who="maires", passage="p"),
        shares("told", 45, 30, 25) + shares("asked", 16, question="autre") + chart(30, 25, 16, 42),
    ],
    ids=[
        "it agrees",
        "two labels differ",
        "more labels than values",
        "a value that the text leaves out",
        "another year",
        "another study",
        "shares of somebody",
        "two questions",
    ],
)
def test_labels_that_show_nothing_are_none(world: World, found: Found, facts: str) -> None:
    assert found(world(YEARS + facts), "chart-against-text") == set()
