"""The question and the export of official indicators, on the record's own values.

Expected values are those that `indicators.csv` prints for the unemployment rate of 2019.
"""

from __future__ import annotations

import csv
import io

import pytest
from pyoxigraph import NamedNode

from graph.embedded import EmbeddedStore
from ontology.iris import reference_of
from queries.answers import Cell, ask, cell
from queries.catalogue import read_question
from queries.exports import export
from queries.writing import Edition

NAME = "indicateurs-d-un-territoire"


def answer(store: EmbeddedStore, columns: str, **values: str) -> list[tuple[Cell, ...]]:
    values = {"domain": "emploi-chomage-insertion", "territory": "bretagne"} | values
    found = ask(read_question(NAME), values, store)
    places = [[column.name for column in found.columns].index(name) for name in columns.split()]
    return [
        tuple(
            reference_of(term.value) if isinstance(term, NamedNode) else cell(term)
            for term in (row[place] for place in places)
        )
        for row in found.rows
    ]


def test_a_value_has_its_year_publisher_and_rank_among_the_regions(
    real_store: EmbeddedStore,
) -> None:
    # 7.0 is the lowest of the thirteen rates; the next is 7.1, of Pays de la Loire.
    found = answer(real_store, "indicator value year rank ranked publisher missing")
    assert ("indicator/taux-chomage-2019", 7, 2019, 13, 13, "Insee", False) in found


def test_equal_values_share_the_better_rank(real_store: EmbeddedStore) -> None:
    # Île-de-France and Bourgogne-Franche-Comté: 7.4; eight regions have more.
    for place in ("ile-de-france", "bourgogne-franche-comte"):
        found = answer(real_store, "indicator rank", territory=place)
        assert ("indicator/taux-chomage-2019", 9) in found, place


def test_france_has_its_scope_and_no_rank(real_store: EmbeddedStore) -> None:
    found = answer(real_store, "indicator scope rank ranked", territory="france")
    assert ("indicator/taux-chomage-2019", "France hors Mayotte", None, None) in found


def test_a_missing_value_is_told_and_stays_empty(real_store: EmbeddedStore) -> None:
    told = answer(
        real_store,
        "indicator value rank missing",
        domain="niveau-de-vie-pouvoir-d-achat",
        territory="corse",
    )
    assert ("indicator/niveau-de-vie-median-2018", None, None, True) in told


def test_a_proxy_is_called_one(real_store: EmbeddedStore) -> None:
    told = answer(real_store, "indicator proxy", domain="isolement-lien-social")
    assert told == [
        ("indicator/menages-une-personne-2014", False),
        ("indicator/participation-legislatives-2012", True),
    ]


@pytest.fixture(scope="module")
def table(real_store: EmbeddedStore, edition: Edition) -> list[dict[str, str]]:
    data = export("indicators", "csv", real_store, edition).decode("utf-8")
    return list(csv.DictReader(io.StringIO(data.removeprefix("\ufeff"))))


def test_the_export_has_a_line_for_each_value_and_for_each_missing_one(
    table: list[dict[str, str]],
) -> None:
    empty = [row for row in table if not row["value"]]
    # 4 regions of the median, 3 of dwellings, 1 of sport, 10 of households.
    assert (len(table), len(empty)) == (402 + 18, 18)
    assert {row["missing"] for row in empty} == {"true"}


def test_no_indicator_value_is_a_figure_or_fills_a_cell(real_store: EmbeddedStore) -> None:
    found = real_store.query(
        "PREFIX al: <https://w3id.org/alliances-kg/ns#> "
        "SELECT ?v { ?v a al:IndicatorValue { ?v al:cell ?c } UNION { ?v al:value ?n } "
        "UNION { ?v a al:Figure } UNION { ?v al:question ?q } }"
    )
    assert len(found.rows) == 0
