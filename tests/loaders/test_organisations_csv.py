"""`organisations.csv`: rows become records or complete them, groups are remembered, or faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loaders.identities import Decisions
from loaders.lookups import Group
from loaders.organisations_csv import COLUMNS as ORGANISATION_COLUMNS
from loaders.organisations_csv import Organisations, read_organisations
from loaders.records import DecisionFile, OrganisationRecord
from loaders.spreadsheets import read_table
from ontology.vocabulary import Vocabulary
from tests.loaders.tables import organisation, sheet

ORGANISATION = {
    "name": "Usine verte",
    "type": "sme",
    "source_url": "https://exemple.org/u",
    "is_generic_group": "no",
    "case_ids": "cas-a",
}


def organisations(
    *rows: dict[str, str],
    vocabulary: Vocabulary,
    existing: tuple[OrganisationRecord, ...] = (),
    identities: list[dict[str, Any]] | None = None,
) -> Organisations:
    data = sheet(ORGANISATION_COLUMNS, *rows)
    _, found, faults = read_table(data, "organisations.csv", [ORGANISATION_COLUMNS])
    decisions = Decisions(DecisionFile.model_validate({"identities": identities or []}))
    result = read_organisations(found, existing, decisions, vocabulary)
    result.findings[:0] = faults
    return result


def one(result: Organisations) -> OrganisationRecord:
    assert result.findings == []
    ((record, _),) = result.records.values()
    return record


def test_a_row_becomes_an_organisation_with_an_inferred_type(vocabulary: Vocabulary) -> None:
    record = one(organisations(ORGANISATION | {"website": "usine.fr"}, vocabulary=vocabulary))
    assert record == OrganisationRecord(
        organisation="usine-verte",
        name="Usine verte",
        type="pme",
        type_basis="inferred",
        website="usine.fr",
        source_url="https://exemple.org/u",
    )


def test_a_described_group_is_remembered_and_is_no_organisation(vocabulary: Vocabulary) -> None:
    row = {"name": "13 associations locales", "type": "association", "is_generic_group": "yes"}
    result = organisations(row, vocabulary=vocabulary)
    assert result.records == {}
    assert result.groups == [Group("13 associations locales", "association")]


def test_a_row_completes_the_record_of_the_same_folded_name(vocabulary: Vocabulary) -> None:
    before = organisation("usine-verte", "USINE VERTE", type="pme", aliases=("La verte",))
    record = one(organisations(ORGANISATION, vocabulary=vocabulary, existing=(before,)))
    assert record == before.model_copy(update={"source_url": "https://exemple.org/u"})


def test_what_was_read_in_a_document_stays(vocabulary: Vocabulary) -> None:
    before = organisation(
        "usine-verte", "Usine verte", document="etude", website="www.usine.fr", identifiers=None
    )
    row = ORGANISATION | {"website": "usine.fr", "identifiers": "n° 12"}
    record = one(organisations(row, vocabulary=vocabulary, existing=(before,)))
    assert (record.type, record.website) == ("association", "www.usine.fr")
    assert (record.identifiers, record.document) == ("n° 12", "etude")


def test_a_stated_type_is_not_replaced_by_an_inferred_one(vocabulary: Vocabulary) -> None:
    before = organisation("usine-verte", "Usine verte", type="tpe", type_basis="stated")
    record = one(organisations(ORGANISATION, vocabulary=vocabulary, existing=(before,)))
    assert (record.type, record.type_basis) == ("tpe", "stated")


SAME = [{"names": ("Usine verte", "Usine verte (Laval)"), "decision": "same", "because": "x"}]


def test_a_name_decided_the_same_becomes_an_alias_of_the_first(vocabulary: Vocabulary) -> None:
    rows = (ORGANISATION, ORGANISATION | {"name": "Usine verte (Laval)"})
    record = one(organisations(*rows, vocabulary=vocabulary, identities=SAME))
    assert (record.name, record.aliases) == ("Usine verte", ("Usine verte (Laval)",))


def test_two_names_that_look_alike_stop_the_load(vocabulary: Vocabulary) -> None:
    rows = (ORGANISATION, ORGANISATION | {"name": "Usine verte (Laval)"})
    result = organisations(*rows, vocabulary=vocabulary)
    assert [(each.code, each.line) for each in result.findings] == [("identity-undecided", 3)]


def test_two_names_with_one_identifier_are_refused(vocabulary: Vocabulary) -> None:
    rows = (ORGANISATION | {"name": "L&M"}, ORGANISATION | {"name": "L. M."})
    result = organisations(*rows, vocabulary=vocabulary)
    assert [(each.code, each.line) for each in result.findings] == [("slug-collision", 3)]


@pytest.mark.parametrize(
    ("changed", "code", "column"),
    [
        ({"type": "smee"}, "csv-actor-type", "type"),
        ({"is_generic_group": "oui"}, "csv-yes-no", "is_generic_group"),
        ({"name": ""}, "csv-empty-cell", "name"),
        ({"source_url": "exemple.org"}, "value-form", "source_url"),
    ],
)
def test_a_wrong_cell_of_an_organisation_is_a_finding(
    vocabulary: Vocabulary, changed: dict[str, str], code: str, column: str
) -> None:
    result = organisations(ORGANISATION | changed, vocabulary=vocabulary)
    assert [(each.code, each.line, each.field) for each in result.findings] == [(code, 2, column)]


def test_a_name_given_twice_names_the_first_row(vocabulary: Vocabulary) -> None:
    rows = (ORGANISATION, ORGANISATION | {"name": "usine VERTE"})
    result = organisations(*rows, vocabulary=vocabulary)
    assert [(each.code, each.line) for each in result.findings] == [("csv-name-twice", 3)]
    assert "ligne 2" in result.findings[0].rule.fr


def test_the_reference_organisations_ask_only_what_people_have_decided(
    reference: Path, vocabulary: Vocabulary
) -> None:
    data = (reference / "organisations.csv").read_bytes()
    _, rows, faults = read_table(data, "organisations.csv", [ORGANISATION_COLUMNS])
    assert faults == []
    result = read_organisations(rows, (), Decisions(DecisionFile()), vocabulary)
    asked = {(each.code, each.value) for each in result.findings}
    assert asked == {
        ("identity-undecided", "Caisse des Dépôts"),
        ("identity-undecided", "Enedis (ERDF)"),
        ("identity-undecided", "Insertion Poitou-Charentes Active (France Active)"),
        ("identity-undecided", "Storengy France (Engie)"),
    }
    assert (len(result.records), len(result.groups)) == (263, 61)
