"""A load: all or nothing, shown first, and nothing to do the second time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.load import LoadReport, load_command, load_files
from commands.settings import read_settings
from loaders.directory import read_directory
from loaders.record_turns import PENDING
from loaders.records import CaseRecord, OrganisationRecord
from ontology.errors import RecordError
from ontology.vocabulary import Vocabulary

Hash = Callable[[Path], str]
Load = Callable[..., LoadReport]

ORGANISATIONS = """\
name,type,identifiers,website,source_url,is_generic_group,case_ids
Atelier gris,company,,,https://exemple.org/g,no,cas-b
des voisins,citizen_group,,,,yes,cas-b
"""
CASES = """\
id;name_fr;summary_fr;summary_en;partners;category;domains;territory;territory_level;region;\
start_year;end_year;impacts;sdg;source_url;source_title;source_date;other_source_urls;\
confidence;classification_basis;notes
cas-b;Le cas B;Un cas.;A case.;"Atelier gris|company;La Ruche bleue|association;des voisins|\
citizen_group";mécénat;santé;France;national;;;;"effets.publics :: measured:output :: 7 emplois ; \
confiance.hommes :: claimed :: lien";;https://exemple.org/b;;;;high;inferred by coder;Note.
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    directory = tmp_path / "inbox"
    directory.mkdir()
    (directory / "organisations.csv").write_text(ORGANISATIONS, encoding="utf-8")
    (directory / "cases.csv").write_text(CASES, encoding="utf-8")
    return directory


@pytest.fixture
def load(record: Path, inbox: Path, vocabulary: Vocabulary) -> Load:
    def run(*names: str, accept: bool = True, language: str = "fr") -> LoadReport:
        paths = [inbox / name for name in names]
        return load_files(paths, record, vocabulary, accept=accept, language=language)

    return run


def codes(load: Load, *names: str) -> list[tuple[str, str, int | None]]:
    with pytest.raises(RecordError) as refused:
        load(*names)
    return [(each.code, each.where, each.line) for each in refused.value.findings]


def test_without_acceptance_the_difference_is_shown_and_nothing_is_written(
    load: Load, record: Path, tree_hash: Hash
) -> None:
    before = tree_hash(record)
    report = load("cases.csv", "organisations.csv", accept=False)
    assert report.difference.added == (
        "cases/cas-b.yaml",
        "groups.yaml",
        "organisations/atelier-gris.yaml",
    )
    assert not report.written
    assert "relancez avec --yes" in report.text
    assert tree_hash(record) == before


def test_an_accepted_load_writes_the_records_in_canonical_form(load: Load, record: Path) -> None:
    assert load("cases.csv", "organisations.csv").written
    assert (record / "organisations" / "atelier-gris.yaml").read_text(encoding="utf-8") == (
        "organisation: atelier-gris\nname: Atelier gris\ntype: entreprise\n"
        "source_url: https://exemple.org/g\n"
    )
    assert (record / "groups.yaml").read_text(encoding="utf-8") == (
        "groups:\n- name: des voisins\n  type: groupe-de-citoyens\n"
    )


def test_the_second_load_has_nothing_to_change(load: Load, record: Path, tree_hash: Hash) -> None:
    load("cases.csv", "organisations.csv")
    before = tree_hash(record)
    report = load("cases.csv", "organisations.csv")
    assert report.difference.empty
    assert not report.written
    assert report.text == "Rien à changer (3 fiches identiques)."
    assert tree_hash(record) == before


def test_cases_may_be_loaded_after_their_organisations_and_groups(
    load: Load, record: Path, vocabulary: Vocabulary
) -> None:
    load("organisations.csv")
    load("cases.csv")
    cases = {each.case: each for each in read_directory(record, vocabulary).of(CaseRecord)}
    assert [each.group for each in cases["cas-b"].partners] == [None, None, "des voisins"]


def test_cases_without_their_organisations_are_refused_with_each_unknown_name(load: Load) -> None:
    assert codes(load, "cases.csv") == [
        ("csv-partner-unknown", "cases.csv", 2),
        ("csv-partner-unknown", "cases.csv", 2),
    ]


def test_one_fault_in_one_file_keeps_all_files_out(
    load: Load, record: Path, inbox: Path, tree_hash: Hash
) -> None:
    (inbox / "anne-martin.yaml").write_text("person: anne-martin\nname: Anne\nphone: 1\n")
    before = tree_hash(record)
    assert codes(load, "organisations.csv", "cases.csv", "anne-martin.yaml") == [
        ("key-unknown", "anne-martin.yaml", 3)
    ]
    assert tree_hash(record) == before


def test_faults_of_all_files_and_of_the_record_come_together(
    load: Load, record: Path, inbox: Path
) -> None:
    (record / "people" / "anne-durand.yaml").write_text("person: anne-durand\n")
    (inbox / "x.yaml").write_text("person: y\nname: Y\n")
    (inbox / "cases.csv").write_text(CASES.replace("mécénat", "mecenna"), encoding="utf-8")
    (inbox / "notes.txt").write_text("x")
    names = ("cases.csv", "organisations.csv", "x.yaml", "notes.txt", "absent.csv")
    assert codes(load, *names) == [
        ("file-absent", "absent.csv", None),
        ("csv-concept-unknown", "cases.csv", 2),
        ("file-kind", "notes.txt", None),
        ("key-missing", "people/anne-durand.yaml", 1),
        ("slug-not-file-name", "x.yaml", 1),
    ]


def test_a_yaml_record_finds_its_folder_by_its_first_key(load: Load, inbox: Path) -> None:
    (inbox / "anne-martin.yaml").write_text("person: anne-martin\nname: Anne Martin\n")
    assert load("anne-martin.yaml").difference.added == ("people/anne-martin.yaml",)


def test_a_yaml_file_of_no_known_kind_is_refused(load: Load, inbox: Path) -> None:
    (inbox / "x.yaml").write_text("perso: x\n")
    assert codes(load, "x.yaml") == [("record-kind", "x.yaml", 1)]


def test_a_record_given_twice_is_refused(load: Load, inbox: Path) -> None:
    (inbox / "more").mkdir()
    for path in ("x.yaml", "more/x.yaml"):
        (inbox / path).write_text("person: x\nname: X\n")
    assert codes(load, "x.yaml", "more/x.yaml") == [("record-twice", "x.yaml", 1)]


def test_a_new_organisation_in_yaml_that_looks_like_another_asks_first(
    load: Load, record: Path, inbox: Path
) -> None:
    (inbox / "usine-verte-laval.yaml").write_text(
        "organisation: usine-verte-laval\nname: Usine verte (Laval)\ntype: pme\n"
    )
    assert codes(load, "usine-verte-laval.yaml") == [
        ("identity-undecided", "usine-verte-laval.yaml", 2)
    ]
    (record / "identities.yaml").write_text(
        "identities:\n"
        "- {names: [Usine verte, Usine verte (Laval)], decision: different, because: deux sites}\n"
    )
    assert load("usine-verte-laval.yaml").written


def test_a_sheet_completes_a_record_given_beside_it(
    load: Load, inbox: Path, record: Path, vocabulary: Vocabulary
) -> None:
    (inbox / "atelier-gris.yaml").write_text(
        "organisation: atelier-gris\nname: Atelier gris\naliases: [AG]\ntype: pme\n"
    )
    load("organisations.csv", "atelier-gris.yaml")
    held = {
        each.organisation: each
        for each in read_directory(record, vocabulary).of(OrganisationRecord)
    }
    assert held["atelier-gris"].aliases == ("AG",)
    assert held["atelier-gris"].source_url == "https://exemple.org/g"


def test_what_a_reader_added_to_a_case_stays_when_the_sheet_is_loaded_again(
    load: Load, record: Path, tree_hash: Hash
) -> None:
    load("cases.csv", "organisations.csv")
    path = record / "cases" / "cas-b.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("text: 7 emplois\n", "text: 7 emplois\n  quote: Pour 69 % des maires\n"
                        "  passage: etude-p1\n")  # fmt: skip
    text = text.replace("type: entreprise\n", "type: entreprise\n  role: financeur\n")
    text = text.replace("confidence: high\n", "confidence: high\n  confirmed_by: projet\n", 1)
    path.write_text(text, encoding="utf-8")
    before = tree_hash(record)
    assert load("cases.csv", "organisations.csv").difference.empty
    assert tree_hash(record) == before


def test_an_item_whose_text_changes_loses_its_quote(
    load: Load, record: Path, inbox: Path, vocabulary: Vocabulary
) -> None:
    load("cases.csv", "organisations.csv")
    path = record / "cases" / "cas-b.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("text: 7 emplois\n", "text: 7 emplois\n  quote: 7 emplois\n"))
    (inbox / "cases.csv").write_text(CASES.replace("7 emplois", "8 emplois"), encoding="utf-8")
    report = load("cases.csv")
    assert [
        (each.field, each.before, each.after) for each in report.difference.changed[0].fields
    ] == [
        ("items.0.text", "7 emplois", "8 emplois"),
        ("items.0.quote", "7 emplois", ""),
    ]
    cases = {each.case: each for each in read_directory(record, vocabulary).of(CaseRecord)}
    assert cases["cas-b"].items[0].quote is None


def test_a_case_all_of_whose_assignments_are_confirmed_is_no_longer_one_coder_s(
    load: Load, record: Path, vocabulary: Vocabulary
) -> None:
    load("cases.csv", "organisations.csv")
    path = record / "cases" / "cas-b.yaml"
    text = path.read_text(encoding="utf-8")
    confirmed = text.replace("confidence: high\n", "confidence: high\n  confirmed_by: projet\n")
    path.write_text(confirmed.replace("cautions:\n- single-classifier\n", ""), encoding="utf-8")
    assert load("cases.csv").difference.empty
    cases = {each.case: each for each in read_directory(record, vocabulary).of(CaseRecord)}
    assert cases["cas-b"].cautions == ()


def test_a_fault_found_over_the_whole_record_names_the_column_of_the_sheet(
    load: Load, inbox: Path
) -> None:
    alone = CASES.replace("La Ruche bleue|association;des voisins|citizen_group", "").replace(
        "Atelier gris|company;", "Atelier gris|company"
    )
    (inbox / "cases.csv").write_text(alone, encoding="utf-8")
    with pytest.raises(RecordError) as refused:
        load("cases.csv", "organisations.csv")
    assert [(each.code, each.line, each.field) for each in refused.value.findings] == [
        ("case-partners", 2, "partners")
    ]


def test_an_interrupted_load_is_completed_first(
    load: Load, record: Path, vocabulary: Vocabulary
) -> None:
    waiting = record / PENDING / "new" / "people" / "x.yaml"
    waiting.parent.mkdir(parents=True)
    waiting.write_text("person: x\nname: X\n")
    (record / PENDING / "paths").write_text("people/x.yaml")
    report = load("organisations.csv", accept=False)
    assert report.recovered == 1
    assert "interrompu" in report.text
    assert "people/x.yaml" in {each.path for each in read_directory(record, vocabulary).entries}


def test_the_report_speaks_the_language_asked_for(load: Load) -> None:
    report = load("organisations.csv", accept=False, language="en")
    assert report.text.splitlines()[0] == "Added: 2 (groups.yaml 1, organisations 1)"


def test_the_command_loads_into_the_record_of_the_settings(record: Path, inbox: Path) -> None:
    settings = read_settings({"ALLIANCES_RECORD": str(record)})
    text = load_command([inbox / "organisations.csv"], settings, accept=True, language="fr")
    assert "Écrit." in text
    assert (record / "organisations" / "atelier-gris.yaml").is_file()


def test_loading_the_reference_sheets_again_changes_nothing_in_the_record(
    repository: Path, reference: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    copy = tmp_path / "data"
    shutil.copytree(repository / "data", copy)
    paths = [reference / "organisations.csv", reference / "cases.csv"]
    report = load_files(paths, copy, vocabulary, accept=False)
    assert report.difference.empty, report.text
    assert len(report.difference.unchanged) == 263 + 95 + 1
