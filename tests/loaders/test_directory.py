"""The record as a whole: every fault of every file, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.directory import read_directory
from loaders.lookups import Bounds
from loaders.records import CaseRecord, DocumentRecord, OrganisationRecord
from ontology.errors import Finding, RecordError
from ontology.vocabulary import Vocabulary
from tests.some import some

Edit = Callable[[str, str, str], None]
Faults = Callable[[], list[Finding]]


def told(findings: list[Finding]) -> list[tuple[str, str, int | None, str]]:
    return [(each.code, each.where, each.line, each.field) for each in findings]


def test_a_sound_record_is_read_sorted_by_path(record: Path, vocabulary: Vocabulary) -> None:
    records = read_directory(record, vocabulary)
    assert [entry.path for entry in records.entries] == [
        "cases/le-cas.yaml",
        "documents/etude.yaml",
        "organisations/la-ruche-bleue.yaml",
        "organisations/usine-verte.yaml",
        "people/anne-durand.yaml",
    ]
    assert [each.name for each in records.of(OrganisationRecord)] == [
        "La Ruche bleue",
        "Usine verte",
    ]


def test_an_entry_knows_the_line_of_each_value(record: Path, vocabulary: Vocabulary) -> None:
    case, document, *_ = read_directory(record, vocabulary).entries
    assert isinstance(case.record, CaseRecord)
    assert isinstance(document.record, DocumentRecord)
    assert case.spot(("partners", 1, "type")).line == 14
    assert document.spot(("figures", 0, "value")).line == 18
    assert document.spot(("figures", 0, "precision")).line == 15


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("people/anne-durand.yaml", "person: anne-durand", "person: anne-durant",
         ("slug-not-file-name", 1, "person")),
        ("cases/le-cas.yaml", "[dept-mayenne]", "[mayene]",
         ("concept-unknown", 23, "place.within.0")),
        ("cases/le-cas.yaml", "level: local", "level: locale",
         ("concept-unknown", 22, "place.level")),
        ("cases/le-cas.yaml", "concept: mecenat", "concept: education",
         ("concept-unknown", 16, "categories.0.concept")),
        ("cases/le-cas.yaml", "coder: projet", "coder: moi",
         ("concept-unknown", 18, "categories.0.coder")),
        ("cases/le-cas.yaml", "type: pme", "type: mpe", ("concept-unknown", 14, "partners.1.type")),
        ("cases/le-cas.yaml", "organisation: usine-verte", "organisation: usine-vertes",
         ("reference-unknown", 13, "partners.1.organisation")),
        ("cases/le-cas.yaml", "object: effect/publics", "object: effet/publics",
         ("type-unknown", 27, "items.0.object")),
        ("cases/le-cas.yaml", "object: effect/publics", "object: effect/public",
         ("concept-unknown", 27, "items.0.object")),
        ("cases/le-cas.yaml", "  text: 7 emplois", "  text: 7 emplois\n  passage: p9",
         ("reference-unknown", 32, "items.0.passage")),
        ("cases/le-cas.yaml", "start: 2010", "start: 2010-13", ("date-impossible", 24, "start")),
        ("cases/le-cas.yaml", "start: 2010", "start: 2010\nend: 2009", ("case-years", 25, "end")),
        ("cases/le-cas.yaml", "start: 2010", "start: 2010/2008", ("date-span", 24, "start")),
        ("cases/le-cas.yaml", "url: https://exemple.org/cas", "title: Une page",
         ("case-no-source", 8, "source")),
        ("cases/le-cas.yaml", "- organisation: usine-verte\n  type: pme\n", "",
         ("case-partners", 10, "partners")),
        ("cases/le-cas.yaml", "- organisation: usine-verte",
         "- organisation: usine-verte\n  group: des usines",
         ("partner-form", 13, "partners.1")),
        ("cases/le-cas.yaml",
         "categories:\n- concept: mecenat\n  basis: inferred\n  coder: projet\n  date: 2026-11\n",
         "", ("case-no-category", 2, "kind")),
        ("documents/etude.yaml", "passages: 1,", "passages: 2,",
         ("count-differs", 7, "counts.passages")),
        ("documents/etude.yaml", "claims: 1}", "claims: 1, pages: 3}",
         ("count-differs", 7, "counts.pages")),
        ("documents/etude.yaml", "  passage: etude-p1\n  measure", "  passage: etude-p2\n  measure",
         ("reference-unknown", 16, "figures.0.passage")),
        ("documents/etude.yaml", "value: 69", "value: 68",
         ("figure-not-printed", 18, "figures.0.value")),
        ("documents/etude.yaml", "value: 69", "value: 31\n  derivation: derived",
         ("figure-no-calculation", 15, "figures.0")),
        ("documents/etude.yaml", "subject: case/le-cas", "subject: case/le-kas",
         ("reference-unknown", 27, "claims.0.subject")),
        ("documents/etude.yaml", "figures: [etude-f1]", "figures: [etude-f2]",
         ("reference-unknown", 32, "claims.0.figures.0")),
        ("documents/etude.yaml", "les partenariats sont utiles",
         "les partenariats sont utiles à b c d e f g h i",
         ("quote-too-long", 13, "passages.0.quote")),
        ("documents/etude.yaml", "file: etude.txt", "file: ../etude.txt", ("file-name", 4, "file")),
        ("organisations/usine-verte.yaml", "Usine verte", "LA RUCHE BLEUE",
         ("name-twice", 2, "name")),
    ],
)  # fmt: skip
def test_one_broken_rule_is_told_once_at_its_place(  # noqa: PLR0917
    edit: Edit, faults: Faults, path: str, old: str, new: str, expected: tuple[str, int, str]
) -> None:
    edit(path, old, new)
    code, line, field = expected
    assert told(faults()) == [(code, path, line, field)]


def test_a_derived_value_with_its_calculation_need_not_be_printed(
    edit: Edit, faults: Faults
) -> None:
    edit(
        "documents/etude.yaml",
        "value: 69",
        "value: 31\n  derivation: derived\n  calculation: 100 - 69",
    )
    assert faults() == []


def test_a_quote_of_fifteen_words_is_not_too_long(edit: Edit, faults: Faults) -> None:
    edit("documents/etude.yaml", "sont utiles", "sont utiles à b c d e f g")
    assert faults() == []


def test_a_period_needs_no_concept_of_its_own(edit: Edit, faults: Faults) -> None:
    edit("documents/etude.yaml", "object: impact/performance", "object: period/2013--2017")
    assert faults() == []


def test_an_identifier_used_twice_names_the_first_place(record: Path, faults: Faults) -> None:
    text = (record / "documents" / "etude.yaml").read_text(encoding="utf-8")
    other = text.replace("document: etude", "document: autre")
    (record / "documents" / "autre.yaml").write_text(other, encoding="utf-8")
    findings = faults()
    assert [(each.where, each.line, each.value) for each in findings] == [
        ("documents/etude.yaml", 9, "passage/etude-p1"),
        ("documents/etude.yaml", 15, "figure/etude-f1"),
        ("documents/etude.yaml", 25, "claim/etude-c1"),
    ]
    assert "documents/autre.yaml:9" in findings[0].rule.fr


def test_proposals_are_made_for_things_and_concepts(edit: Edit, faults: Faults) -> None:
    edit("cases/le-cas.yaml", "organisation: usine-verte", "organisation: usine-vert")
    edit("cases/le-cas.yaml", "concept: mecenat", "concept: mecena")
    cures = {finding.code: finding.cure for finding in faults()}
    assert cures["reference-unknown"].fr == "Vouliez-vous dire « usine-verte » ?"
    assert "mecenat" in cures["concept-unknown"].en


def test_faults_of_all_files_come_together_and_by_file_and_line(
    record: Path, edit: Edit, faults: Faults
) -> None:
    edit("cases/le-cas.yaml", "level: local", "level: locale")
    edit("documents/etude.yaml", "value: 69", "value: 68")
    edit("people/anne-durand.yaml", "name: Anne Durand", "nom: Anne Durand")
    (record / "organisations" / "notes.txt").write_text("x")
    assert [(each.where, each.line, each.code) for each in faults()] == [
        ("cases/le-cas.yaml", 22, "concept-unknown"),
        ("documents/etude.yaml", 18, "figure-not-printed"),
        ("organisations/notes.txt", None, "file-stray"),
        ("people/anne-durand.yaml", 1, "key-missing"),
        ("people/anne-durand.yaml", 2, "key-unknown"),
    ]


def test_what_points_to_a_file_with_a_fault_of_form_is_not_reported_too(
    edit: Edit, faults: Faults
) -> None:
    edit("organisations/usine-verte.yaml", "name:", "nom:")
    edit("documents/etude.yaml", "title:", "titre:")
    edit("cases/le-cas.yaml", "  text: 7 emplois", "  text: 7 emplois\n  passage: etude-p1")
    assert {each.where for each in faults()} == {
        "organisations/usine-verte.yaml",
        "documents/etude.yaml",
    }


@pytest.mark.parametrize("name", ["cases/x.yml", "cases/more/x.yaml", "notes.yaml", "case/x.yaml"])
def test_a_file_that_nobody_would_read_is_a_fault(record: Path, faults: Faults, name: str) -> None:
    (record / name).parent.mkdir(exist_ok=True)
    (record / name).write_text("a: 1\n")
    assert [each.code for each in faults()] == ["file-stray"]


def test_a_directory_that_does_not_exist_is_said(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(RecordError, match="No record directory"):
        read_directory(tmp_path / "nowhere", vocabulary)


def test_expected_counts_are_read(record: Path, vocabulary: Vocabulary) -> None:
    (record / "counts.yaml").write_text("classes:\n  Case: {min: 1, max: 2}\n")
    assert read_directory(record, vocabulary).expected.classes == {"Case": Bounds(1, 2)}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("classes:\n  Casse: {min: 1, max: 2}\n", "class-unknown", 2),
        ("classes:\n  Case: {min: 3, max: 2}\n", "counts-form", 2),
        ("classes:\n  Case: 3\n", "counts-form", 2),
        ("klasses:\n  Case: {min: 1, max: 2}\n", "key-unknown", 1),
    ],
)
def test_expected_counts_are_read_strictly(
    record: Path, faults: Faults, text: str, code: str, line: int
) -> None:
    (record / "counts.yaml").write_text(text)
    assert told(faults()) == [(code, "counts.yaml", line, faults()[0].field)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- names: [a, A]\n  decision: same\n  because: x\n", "identity-one-name"),
        ("- names: [a, b]\n  decision: maybe\n  because: x\n", "value-not-listed"),
        ("- names: [a, b, c]\n  decision: same\n  because: x\n", "value-refused"),
        (
            "- {names: [a, b], decision: same, because: x}\n"
            "- {names: [B, a], decision: different, because: y}\n",
            "identity-twice",
        ),
    ],
)
def test_decisions_on_names_are_read_strictly(
    record: Path, faults: Faults, text: str, code: str
) -> None:
    (record / "identities.yaml").write_text(f"identities:\n{text}")
    assert [each.code for each in faults()] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- name: des usines\n  type: usine\n", "concept-unknown"),
        ("- type: pme\n", "group-form"),
        ("- {name: des usines, type: pme}\n- {name: Des Usines, type: pme}\n", "name-twice"),
        ("- {name: des usines, type: pme, url: x}\n", "key-unknown"),
    ],
)
def test_groups_are_read_strictly(record: Path, faults: Faults, text: str, code: str) -> None:
    (record / "groups.yaml").write_text(f"groups:\n{text}")
    assert [each.code for each in faults()] == [code]


def test_every_finding_says_rule_and_cure_in_both_languages(edit: Edit, faults: Faults) -> None:
    edit("cases/le-cas.yaml", "level: local", "level: locale")
    edit("documents/etude.yaml", "value: 69", "value: 68")
    for finding in some(faults(), 2):
        french, english = finding.in_language("fr"), finding.in_language("en")
        assert french.startswith(f"{finding.where}:{finding.line}:{finding.field}: ")
        assert finding.rule.fr != finding.rule.en
        assert french != english


def test_the_real_record_is_sound(repository: Path, vocabulary: Vocabulary) -> None:
    records = read_directory(repository / "data", vocabulary)
    assert len(records.entries) >= 350
