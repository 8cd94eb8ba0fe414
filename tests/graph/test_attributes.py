"""What things share: names of attributes, spans of years, counts of alliances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.attributes import attribute_name, attributes_of, names_of_values
from graph.network_model import Tie
from ontology.errors import Text
from ontology.terms import AL


def test_a_relation_without_a_name_of_its_own_is_called_by_its_local_name() -> None:
    assert attribute_name(AL.resourceKind.value) == "resource-kind"
    assert attribute_name("http://www.w3.org/2004/02/skos/core#broader") == "broader"
    assert attribute_name(AL.participantType.value) == attribute_name(AL.actorType.value)


@given(year=st.integers(1800, 2100))
def test_a_starting_year_stands_in_a_span_of_five_that_holds_it(year: int) -> None:
    held = attributes_of([("a", AL.startYear.value, str(year))], [])
    (span,) = held["a"]["start"]
    first, last = (int(end) for end in span.split("-"))
    assert first <= year <= last
    assert (first % 5, last - first) == (0, 4)
    assert names_of_values([span]) == {span: Text(f"{first}–{last}", f"{first}–{last}")}


@pytest.mark.parametrize(
    ("many", "value", "french"),
    [
        (1, "1", "1 alliance"),
        (2, "2", "2 alliances"),
        (3, "3-5", "3–5 alliances"),
        (5, "3-5", "3–5 alliances"),
        (6, "6+", "6 alliances et plus"),
    ],
)
def test_an_actor_counts_the_alliances_it_takes_part_in(many: int, value: str, french: str) -> None:
    ties = [Tie("participation", "actor", "in", f"alliance {place}") for place in range(many)]
    assert attributes_of([], ties)["actor"]["alliances"] == (value,)
    assert names_of_values([value])[value].fr == french


def test_an_actor_has_what_its_alliances_have_beside_its_own() -> None:
    rows = [
        ("alliance", AL.inAxis.value, "social"),
        ("other", AL.inAxis.value, "economique"),
        ("actor", AL.actorType.value, "association"),
        ("alliance", AL.resourceKind.value, "kit"),
    ]
    ties = [Tie("participation", "actor", "in", one) for one in ("alliance", "other")]
    held = attributes_of(rows, ties)["actor"]
    assert held["axis"] == ("economique", "social")
    assert held["actor-type"] == ("association",)
    assert "resource-kind" not in held
