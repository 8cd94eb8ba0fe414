"""The values of an official indicator, over the invented corpus: as published, in order."""

from __future__ import annotations

import pytest

from explorer.indicators import Observed, Values
from explorer.messages import Messages
from explorer.pages import page_of
from explorer.reading import Reading
from graph.embedded import EmbeddedStore
from ontology.iris import thing


def values(store: EmbeddedStore, messages: Messages, kind: str, slug: str) -> Values:
    found = page_of(Reading(store, "fr"), messages, thing(kind, slug)).values
    assert found is not None
    return found


@pytest.fixture
def ferry(invented: EmbeddedStore, messages: Messages) -> Values:
    return values(invented, messages, "indicator", "traversees-2014")


def told(many: tuple[Observed, ...]) -> list[tuple[str, str, int]]:
    return [(one.place.words.text, one.value, one.rank) for one in many]


def test_regions_stand_from_the_highest_value_to_the_lowest(ferry: Values) -> None:
    assert told(ferry.regions) == [("Normandie", "42", 1), ("Bretagne", "31", 2)]


def test_the_whole_country_has_no_rank_among_its_regions(ferry: Values) -> None:
    assert told(ferry.others) == [("France", "12,5", 0)]


def test_what_is_known_of_one_value_stands_beside_it(ferry: Values) -> None:
    assert [one.text for one in ferry.others[0].notes] == ["France hors Corse", "sans la Corse"]
    assert ferry.regions[0].notes == ()


def test_a_territory_without_a_published_value_is_named_and_has_none(ferry: Values) -> None:
    assert [one.words.text for one in ferry.missing] == ["Corse"]
    assert "Corse" not in {one.place.words.text for one in (*ferry.regions, *ferry.others)}


def test_bars_start_at_nought_and_the_longest_is_whole(ferry: Values) -> None:
    assert [one.bar for one in ferry.regions] == [1, pytest.approx(31 / 42)]


def test_the_page_of_one_value_shows_it_among_the_others(
    invented: EmbeddedStore, messages: Messages
) -> None:
    among = values(invented, messages, "indicator-value", "traversees-2014-bretagne")
    here = [one.place.words.text for one in (*among.regions, *among.others) if not one.href]
    assert here == ["Bretagne"]
