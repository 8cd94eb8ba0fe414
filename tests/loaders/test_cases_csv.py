"""`cases.csv`: rows become records with every caution, or faults."""

from __future__ import annotations

import pytest

from loaders.case_places import Territories
from loaders.cases_csv import COLUMNS, read_cases
from loaders.identities import Decisions
from loaders.lookups import Group
from loaders.participants import Participants
from loaders.records import CaseRecord, DecisionFile
from loaders.spreadsheets import read_table
from ontology.errors import Finding
from ontology.vocabulary import Vocabulary
from tests.loaders.tables import organisation, sheet

CASE = {
    "id": "cas-a",
    "name_fr": "Le cas A",
    "summary_fr": "Un cas.",
    "summary_en": "A case.",
    "partners": "La Ruche bleue|association;Usine verte|sme;des voisins|citizen_group",
    "category": "mécénat;coopération économique",
    "domains": "pauvreté;emploi/chômage/insertion",
    "territory": "Laval (Mayenne)",
    "territory_level": "local (commune, intercommunalité ou bassin)",
    "region": "Pays de la Loire",
    "start_year": "2010",
    "impacts": "effets.publics :: measured:output :: 7 emplois",
    "source_url": "https://exemple.org/a",
    "source_date": "2013-02",
    "confidence": "high",
    "classification_basis": "inferred by coder",
}


KNOWN = (
    organisation("la-ruche-bleue", "La Ruche bleue"),
    organisation("usine-verte", "Usine verte"),
)


def read(*rows: dict[str, str], vocabulary: Vocabulary) -> tuple[list[CaseRecord], list[Finding]]:
    _, found, faults = read_table(sheet(COLUMNS, *rows), "cases.csv", [COLUMNS])
    people = Participants(
        KNOWN, [Group("des voisins", "groupe-de-citoyens")], Decisions(DecisionFile())
    )
    records, more = read_cases(found, people, vocabulary)
    return [record for record, _ in records], [*faults, *more]


def case(vocabulary: Vocabulary, **changed: str) -> CaseRecord:
    (record,), findings = read(CASE | changed, vocabulary=vocabulary)
    assert findings == []
    return record


def test_participants_are_organisations_or_described_groups(vocabulary: Vocabulary) -> None:
    record = case(vocabulary)
    assert [(each.organisation, each.group, each.type, each.role) for each in record.partners] == [
        ("la-ruche-bleue", None, "association", "non-renseigne"),
        ("usine-verte", None, "pme", "non-renseigne"),
        (None, "des voisins", "groupe-de-citoyens", "non-renseigne"),
    ]


def test_a_case_with_a_company_is_a_partnership(vocabulary: Vocabulary) -> None:
    record = case(vocabulary)
    assert (record.kind, record.alliance) == ("partnership", "cas-a")
    assert "typology-extended" not in record.cautions


def test_a_case_without_a_company_is_an_alliance_to_which_the_typology_is_extended(
    vocabulary: Vocabulary,
) -> None:
    record = case(vocabulary, partners="La Ruche bleue|association;des voisins|citizen_group")
    assert record.kind == "alliance"
    assert "typology-extended" in record.cautions


@pytest.mark.parametrize(
    ("changed", "bases", "undecided"),
    [
        ({}, ["inferred", "inferred"], False),
        ({"classification_basis": "stated"}, ["stated", "inferred"], True),
        (
            {"classification_basis": "stated", "notes": "La source dit Coopération  économique."},
            ["inferred", "stated"],
            False,
        ),
        (
            {"classification_basis": "stated", "source_title": "Mécénat et coopération économique"},
            ["stated", "stated"],
            False,
        ),
        ({"classification_basis": "stated", "category": "mécénat"}, ["stated"], False),
    ],
)
def test_stated_covers_the_categories_that_the_row_names_or_the_first(
    vocabulary: Vocabulary, changed: dict[str, str], bases: list[str], undecided: bool
) -> None:
    record = case(vocabulary, **changed)
    assert [each.basis for each in record.categories] == bases
    assert ("source-approximate" in record.cautions) is undecided


def test_assignments_carry_coder_date_and_the_confidence_of_the_row(vocabulary: Vocabulary) -> None:
    record = case(vocabulary, classification_basis="stated", confidence="low")
    assert [each.concept for each in record.domains] == [
        "pauvrete-precarite",
        "emploi-chomage-insertion",
    ]
    assert {each.basis for each in record.domains} == {"inferred"}
    marks = {
        (each.coder, each.date, each.confidence) for each in (*record.categories, *record.domains)
    }
    assert marks == {("reference-2026", "2026-11", "low")}


def test_every_case_says_that_one_person_coded_it(vocabulary: Vocabulary) -> None:
    assert case(vocabulary).cautions == ("single-classifier",)


def test_notes_are_kept_word_for_word_beside_their_cautions(vocabulary: Vocabulary) -> None:
    notes = "Année déduite ; autre chose."
    record = case(vocabulary, notes=notes)
    assert record.notes == notes
    assert "year-deduced" in record.cautions


def test_source_years_and_goals_are_kept(vocabulary: Vocabulary) -> None:
    record = case(
        vocabulary, end_year="2012", sdg="17;1", other_source_urls="https://a.fr/1 https://b.fr/2"
    )
    assert (record.start, record.end, record.sdg) == ("2010", "2012", (17, 1))
    assert record.source.date == "2013-02"
    assert record.source.others == ("https://a.fr/1", "https://b.fr/2")


@pytest.mark.parametrize(
    ("label", "level", "regions", "within"),
    [
        ("Laval (Mayenne)", "local", ["pays-de-la-loire"], ("dept-mayenne", "pays-de-la-loire")),
        ("Mayenne", "departement", ["pays-de-la-loire"], ("dept-mayenne", "pays-de-la-loire")),
        ("Mayenne", "local", ["pays-de-la-loire"], ("pays-de-la-loire",)),
        ("Laval (Mayenne)", "local", ["bretagne"], ("bretagne",)),
        ("Maine-et-Loire (Angers)", "local", ["pays-de-la-loire"],
         ("dept-maine-et-loire", "pays-de-la-loire")),
        ("Monts du Lyonnais (Rhône et Loire)", "local", ["auvergne-rhone-alpes"],
         ("dept-rhone", "dept-loire", "auvergne-rhone-alpes")),
        ("Seine-Saint-Denis puis national", "local-puis-national", ["ile-de-france"],
         ("dept-seine-saint-denis", "ile-de-france")),
        ("Paris, Nantes et Lyon", "multi-regional", ["ile-de-france"], ("ile-de-france",)),
        ("Quartiers (Essonne, Paris)", "local", ["ile-de-france"],
         ("dept-essonne", "dept-paris", "ile-de-france")),
        ("France", "national", [], ("france",)),
        ("Côte d’Or", "departement", ["bourgogne-franche-comte"],
         ("bourgogne-franche-comte",)),
    ],
)  # fmt: skip
def test_a_department_is_recognised_only_where_it_is_named_exactly(
    vocabulary: Vocabulary, label: str, level: str, regions: list[str], within: tuple[str, ...]
) -> None:
    place = Territories(vocabulary).place(label, level, regions)
    assert place["within"] == within
    assert place["label"] == label
    departments = any(slug.startswith("dept-") for slug in within)
    assert place.get("basis", "stated") == ("inferred" if departments else "stated")


# Each planted in a row of its own: the column, the wrong cell, and the finding expected.
PLANTED = [
    ("id", "Cas Un", "value-form"),
    ("partners", "La Ruche bleue|association;Usine vert|sme", "csv-partner-unknown"),
    ("partners", "La Ruche bleue|asociation;Usine verte|sme", "csv-actor-type"),
    ("category", "mécennat", "csv-concept-unknown"),
    ("domains", "pauvretée;santé", "csv-concept-unknown"),
    ("region", "Pays de Loire", "csv-concept-unknown"),
    ("territory_level", "locale", "csv-concept-unknown"),
    ("start_year", "2O10", "csv-year"),
    ("end_year", "2009", "csv-years"),
    ("impacts", "effets.publics : claimed : lien", "csv-item"),
    ("source_url", "exemple.org/a", "value-form"),
    ("confidence", "hihg", "csv-not-listed"),
    ("classification_basis", "state", "csv-not-listed"),
    ("summary_en", "", "csv-empty-cell"),
    ("sdg", "18", "csv-goal"),
    ("source_date", "2013-13", "csv-date"),
]


def test_all_planted_faults_are_told_at_once_with_row_and_column(vocabulary: Vocabulary) -> None:
    rows = [
        CASE | {"id": f"cas-{number}", column: cell}
        for number, (column, cell, _) in enumerate(PLANTED)
    ]
    rows += [CASE, CASE]
    _, findings = read(*rows, vocabulary=vocabulary)
    expected = {
        ("cases.csv", number, column, code)
        for number, (column, _, code) in enumerate(PLANTED, start=2)
    }
    # The second of two rows with one id.
    expected.add(("cases.csv", len(PLANTED) + 3, "id", "csv-id-twice"))
    told = [(each.where, each.line, each.field, each.code) for each in findings]
    assert sorted(told) == sorted(expected)
    for finding in findings:
        assert finding.rule.fr != finding.rule.en
        assert finding.cure.fr
        assert finding.cure.en


@pytest.mark.parametrize(
    ("column", "cell", "cure"),
    [
        ("partners", "La Ruche bleue|association;Usine vert|sme", "« Usine verte »"),
        ("partners", "La Ruche bleue|asociation;Usine verte|sme", "« association »"),
        ("category", "mécennat", "« Mécénat »"),
        ("domains", "pauvretée", "« pauvreté »"),
        ("region", "Pays de Loire", "« Pays de la Loire »"),
        ("classification_basis", "state", "« stated »"),
    ],
)
def test_a_mistyped_word_is_answered_by_the_nearest(
    vocabulary: Vocabulary, column: str, cell: str, cure: str
) -> None:
    _, findings = read(CASE | {column: cell}, vocabulary=vocabulary)
    assert any(cure in finding.cure.fr for finding in findings)
