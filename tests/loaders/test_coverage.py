"""The official indicators of the record: all there, with what must be known of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commands.indicators import indicators_command
from commands.settings import read_settings
from loaders.coverage import Coverage, indicator_coverage
from loaders.directory import read_directory
from loaders.records import IndicatorRecord
from ontology.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def coverage(repository: Path, vocabulary: Vocabulary) -> dict[str, Coverage]:
    records = read_directory(repository / "data", vocabulary).of(IndicatorRecord)
    return {line.indicator: line for line in indicator_coverage(records, vocabulary)}


def test_every_row_of_the_reference_sheet_is_a_value(
    coverage: dict[str, Coverage], reference: Path
) -> None:
    with (reference / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions: dict[str, int] = {}
    for row in rows:
        regions.setdefault(row["indicator_id"], 0)
        regions[row["indicator_id"]] += row["territory_code"] != "FR"
    assert {name: line.regions for name, line in coverage.items()} == regions
    france = {row["indicator_id"]: row["territory_fr"] for row in rows
              if row["territory_code"] == "FR"}  # fmt: skip
    assert {name: line.france for name, line in coverage.items()} == france


def test_the_thirty_indicators_cover_the_sixteen_domains_and_say_what_is_missing(
    coverage: dict[str, Coverage],
) -> None:
    assert len(coverage) == 30
    assert len({line.domain for line in coverage.values()}) == 16
    assert {line.of for line in coverage.values()} == {13}
    # As the notes of the sheet list them.
    missing = {name: len(line.missing) for name, line in coverage.items() if line.missing}
    assert missing == {
        "niveau-de-vie-median-2018": 4,
        "logements-suroccupes-2016": 3,
        "licences-sportives-2022": 1,
        "menages-une-personne-2014": 10,
    }
    assert coverage["licences-sportives-2022"].missing == ("Pays de la Loire",)


def test_a_proxy_and_what_was_computed_are_called_so(coverage: dict[str, Coverage]) -> None:
    assert dict(coverage["participation-legislatives-2012"].cautions)["proxy"] == 14
    assert "computed" in dict(coverage["electricite-renouvelable-2019"].cautions)


def test_the_command_prints_the_totals(repository: Path) -> None:
    settings = read_settings({"ALLIANCES_RECORD": str(repository / "data")})
    told = indicators_command(settings, "en")
    assert told.splitlines()[-1] == (
        "30 indicators, 16 domains, 372 values of regions, 30 of France, 18 missing."
    )
    assert "France métropolitaine" in told
