"""`indicators.csv`: rows become records, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from loaders import indicators_csv
from loaders.indicators_csv import merged_indicator, read_indicators
from loaders.loading import plan
from loaders.records import IndicatorRecord, IndicatorValue, Translated
from loaders.spreadsheets import Row, read_table
from ontology.errors import Finding
from ontology.vocabulary import Vocabulary

HEADER = ",".join(indicators_csv.COLUMNS.names)
RATE = "taux,Taux,Rate,Santé,pour mille,2019,{},{},{},Insee,Tableau,{},page,{}"
URL = "https://stat.example/page"


def line(code: str, name: str, value: str, note: str = "", url: str = URL) -> str:
    return RATE.format(code, name, value, url, note)


Read = Callable[..., tuple[list[IndicatorRecord], list[Finding]]]


@pytest.fixture
def read(vocabulary: Vocabulary) -> Read:
    def rows_of(*lines: str) -> list[Row]:
        text = "\n".join([HEADER, *lines]) + "\n"
        _, rows, faults = read_table(text.encode(), "i.csv", [indicators_csv.COLUMNS])
        assert not faults
        return rows

    def reader(*lines: str) -> tuple[list[IndicatorRecord], list[Finding]]:
        records, findings = read_indicators(rows_of(*lines), vocabulary)
        return [record for record, _ in records], findings

    return reader


def test_the_rows_of_an_identifier_make_one_record(read: Read) -> None:
    (record,), findings = read(line("53", "Bretagne", "7.0"), line("44", "Grand Est", "8.1"))
    assert findings == []
    assert (record.name, record.domain) == (Translated(fr="Taux", en="Rate"), "sante")
    assert [(value.territory, value.value) for value in record.values] == [
        ("bretagne", Decimal(7)),
        ("grand-est", Decimal("8.1")),
    ]


def test_the_metropolitan_regions_without_a_row_are_missing(read: Read) -> None:
    (record,), _ = read(line("53", "Bretagne", "7.0"), line("44", "Grand Est", "8.1"))
    assert len(record.missing) == 13 - 2
    assert {"corse", "normandie"} <= set(record.missing)
    assert not {"bretagne", "guadeloupe"} & set(record.missing)


def test_france_alone_makes_no_region_missing(read: Read) -> None:
    (record,), _ = read(line("FR", "France", "7.0"))
    assert record.missing == ()


def test_the_words_for_france_are_its_scope_and_a_narrower_one_is_marked(read: Read) -> None:
    for words, cautions in (("France", ()), ("France hors Mayotte", ("scope-differs",))):
        (record,), _ = read(line("FR", words, "7.0", f"{words} ; relu"))
        (value,) = record.values
        assert (value.scope, value.cautions) == (words, cautions)


def test_what_every_row_says_is_said_of_the_indicator(read: Read) -> None:
    (record,), _ = read(
        line("53", "Bretagne", "7.0", "calculé : a / b; presse citant"),
        line("44", "Grand Est", "8.1", "calculé : a / b"),
    )
    assert (record.remark, record.cautions) == ("calculé : a / b", ("computed",))
    assert [(value.remark, value.cautions) for value in record.values] == [
        ("presse citant", ("press",)),
        (None, ()),
    ]


def test_a_page_of_its_own_is_kept_beside_the_value(read: Read) -> None:
    other = "https://autre.example/"
    (record,), _ = read(
        line("53", "Bretagne", "7.0"),
        line("44", "Grand Est", "8.1", url=other),
        line("94", "Corse", "8.5"),
    )
    assert record.source.url == URL
    assert [value.url for value in record.values] == [None, None, other]


@pytest.mark.parametrize(
    ("lines", "code", "number", "column"),
    [
        ([line("53", "Mayenne", "7.0")], "csv-territory-name", 2, "territory_fr"),
        ([line("99", "Bretagne", "7.0")], "csv-concept-unknown", 2, "territory_code"),
        ([line("53", "Bretagne", "7 %")], "csv-number", 2, "value"),
        ([line("53", "Bretagne", "1e9")], "csv-number", 2, "value"),
        (
            [line("53", "Bretagne", "7.0"), line("53", "Bretagne", "7.1")],
            "csv-territory-twice",
            3,
            "territory_code",
        ),
        (
            [line("53", "Bretagne", "7"), line("94", "Corse", "8").replace("2019", "2018")],
            "csv-indicator-differs",
            3,
            "year",
        ),
        (
            [line("53", "Bretagne", "7.0").replace("Santé", "Sentée")],
            "csv-concept-unknown",
            2,
            "domain_fr",
        ),
        (
            [line("53", "Bretagne", "7.0").replace(",page,", ",livre,")],
            "csv-not-listed",
            2,
            "retrieved_as",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_said_in_its_cell_and_the_indicator_is_not_read(
    read: Read, lines: list[str], code: str, number: int, column: str
) -> None:
    records, findings = read(*lines)
    assert records == []
    assert [(each.code, each.line, each.field) for each in findings] == [(code, number, column)]


def test_a_department_is_told_by_a_code_of_its_own(read: Read) -> None:
    (record,), _ = read(line("DEP-53", "Mayenne", "7.0"))
    assert [value.territory for value in record.values] == ["dept-mayenne"]


def test_what_a_person_wrote_stays_when_the_sheet_is_loaded_again(read: Read) -> None:
    (sheet,), _ = read(line("53", "Bretagne", "7.0"))
    doubt = Translated(fr="doute", en="doubt")
    held = sheet.model_copy(
        update={
            "unit_en": "per thousand",
            "doubts": (doubt,),
            "cautions": ("third-party-copy",),
            "values": (sheet.values[0].model_copy(update={"doubts": (doubt,)}),),
        }
    )
    assert merged_indicator(sheet, held) == held


def test_a_doubt_about_another_number_is_not_kept(read: Read) -> None:
    (sheet,), _ = read(line("53", "Bretagne", "7.0"))
    doubt = Translated(fr="doute", en="doubt")
    old = IndicatorValue(territory="bretagne", value=Decimal(9), doubts=(doubt,))
    assert merged_indicator(sheet, sheet.model_copy(update={"values": (old,)})) == sheet


def test_the_reference_sheet_changes_nothing_in_the_record(
    reference: Path, repository: Path, vocabulary: Vocabulary
) -> None:
    found = plan([reference / "indicators.csv"], repository / "data", vocabulary)
    assert found.difference.empty
    assert len([path for path in found.difference.unchanged if "indicators/" in path]) == 30


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("missing: [corse]", "missing: [bretagne]", "indicator-missing"),
        ("territory: france", "territory: bretagne", "indicator-twice"),
        ("cautions: [press]", "cautions: [vague]", "concept-unknown"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(
    record: Path, faults: Callable[[], list[Finding]], old: str, new: str, code: str
) -> None:
    text = """\
indicator: taux
name: {fr: Taux, en: Rate}
domain: sante
unit: pour mille
year: 2019
publisher: Insee
source: {title: Tableau, url: 'https://stat.example/'}
missing: [corse]
values:
- {territory: bretagne, value: 7.4}
- {territory: france, value: 7.9, cautions: [press]}
"""
    assert old in text
    path = record / "indicators" / "taux.yaml"
    path.parent.mkdir()
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert [each.code for each in faults()] == [code]
