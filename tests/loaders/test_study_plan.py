"""The study plan as a file and as a workbook: what is refused, and that nothing is lost."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loaders.directory import kept_plan, read_directory
from loaders.judgement_records import Crossing
from loaders.study_plan import PLAN, PlanLine, StudyPlan, read_plan
from loaders.study_plan_book import Proposal, plan_book, plan_change, taken_lines
from loaders.writing import canonical, write_all
from ontology.errors import RecordError, Text
from ontology.vocabulary import Vocabulary

GAP = Crossing(matrix="domaine-impact", row="domain/mobilite", column="impact/confiance")
OTHER = Crossing(matrix="acteur-impact", row="group/maires", column="effect/_T")


def line(**given: Any) -> PlanLine:
    told: dict[str, Any] = {
        "line": "mobilite-confiance",
        "gap": GAP.model_dump(),
        "question": {"fr": "Quel effet ?", "en": "What effect?"},
        "actor": "group/maires",
        "territory": "bretagne",
        "evidence": "fait-ou-chiffre",
        "method": {"fr": "Entretiens", "en": "Interviews"},
        "owner": "Marie Dupont",
        "due": 2027,
        "study": "study/a-venir",
    }
    return PlanLine.model_validate(told | given)


def proposed(gap: Crossing = OTHER) -> Proposal:
    words = Text("Qu'en disent-ils ?", "What do they say?")
    return Proposal(gap, words, words, "affirmation", "france", "group/maires", "Rang 1")


@pytest.fixture
def root(tmp_path: Path, corpus: Path) -> Path:
    shutil.copytree(corpus / "record", tmp_path / "record")
    return tmp_path / "record"


def filled(data: bytes, fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    fill(book["plan"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def at(sheet: Any, row: int, column: str) -> Any:
    header = [cell.value for cell in sheet[1]]
    return sheet.cell(row=row, column=header.index(column) + 1)


def faults(raised: pytest.ExceptionInfo[RecordError]) -> list[tuple[str, int | None, str]]:
    return [(each.code, each.line, each.field) for each in raised.value.findings]


def test_a_plan_is_read_with_the_record_and_writes_back_the_same(
    root: Path, vocabulary: Vocabulary
) -> None:
    plan = StudyPlan(lines=(line(), line(line="maires", gap=OTHER.model_dump(), study=None)))
    (root / PLAN).write_text(canonical(plan), encoding="utf-8")
    assert read_directory(root, vocabulary).plan == kept_plan(root, vocabulary) == plan
    assert kept_plan(None, vocabulary) == StudyPlan()


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"territory": "atlantide"}, "concept-unknown", "lines.0.territory"),
        ({"evidence": "rumeur"}, "concept-unknown", "lines.0.evidence"),
        ({"actor": "group/martiens"}, "concept-unknown", "lines.0.actor"),
        ({"actor": "domain/mobilite"}, "plan-actor", "lines.0.actor"),
        ({"study": "case/quai-des-langues"}, "plan-study", "lines.0.study"),
        ({"gap": {**GAP.model_dump(), "matrix": "m"}}, "concept-unknown", "lines.0.gap.matrix"),
        ({"gap": {**GAP.model_dump(), "row": "lune/x"}}, "concept-unknown", "lines.0.gap.row"),
    ],
)
def test_what_nobody_knows_is_refused_where_it_stands(
    root: Path, vocabulary: Vocabulary, given: dict[str, Any], code: str, field: str
) -> None:
    text = canonical(StudyPlan(lines=(line(**given),)))
    (root / PLAN).write_text(text, encoding="utf-8")
    with pytest.raises(RecordError) as raised:
        read_directory(root, vocabulary)
    ((found, number, where),) = faults(raised)
    assert (found, where) == (code, field)
    assert number is not None
    assert field.rpartition(".")[2] in text.splitlines()[number - 1]


def test_one_name_for_two_lines_is_refused(vocabulary: Vocabulary) -> None:
    text = canonical(StudyPlan(lines=(line(), line(due=2028))))
    _, findings = read_plan(text.encode(), PLAN, vocabulary)
    assert [each.code for each in findings] == ["plan-twice"]


def test_a_year_or_state_that_cannot_be_is_refused(vocabulary: Vocabulary) -> None:
    text = canonical(StudyPlan(lines=(line(),)))
    wrong = text.replace("due: 2027", "due: 27\n  state: delivered")
    plan, findings = read_plan(wrong.encode(), PLAN, vocabulary)
    assert plan == StudyPlan()
    assert {each.code for each in findings} == {"value-out-of-range", "value-not-listed"}


def test_a_workbook_given_back_untouched_changes_nothing(
    root: Path, vocabulary: Vocabulary
) -> None:
    plan = StudyPlan(lines=(line(), line(line="b", actor="actor-type/entreprise", study=None)))
    (root / PLAN).write_text(canonical(plan), encoding="utf-8")
    data = plan_book(plan, [proposed()], vocabulary)
    taken = taken_lines(data, "plan.xlsx", plan, vocabulary)
    assert (taken.lines, taken.left) == (plan.lines, 1)
    assert not plan_change(read_directory(root, vocabulary), taken.lines).texts


def test_every_actor_comes_back_as_itself(vocabulary: Vocabulary) -> None:
    actors = [
        f"{scheme}/{each.slug}"
        for scheme in ("group", "actor-type")
        for each in vocabulary.concepts(scheme)
    ]
    lines = tuple(line(line=f"l{number}", actor=actor) for number, actor in enumerate(actors))
    data = plan_book(StudyPlan(lines=lines), [], vocabulary)
    taken = taken_lines(data, "plan.xlsx", StudyPlan(), vocabulary)
    assert [each.actor for each in taken.lines] == actors


def test_a_proposal_enters_once_it_has_owner_and_year(root: Path, vocabulary: Vocabulary) -> None:
    (root / PLAN).write_text(canonical(StudyPlan(lines=(line(),))), encoding="utf-8")
    record = read_directory(root, vocabulary)

    def take(sheet: Any) -> None:
        at(sheet, 3, "porteur").value, at(sheet, 3, "annee").value = "Paul Martin", 2028

    data = filled(plan_book(record.plan, [proposed(), proposed(GAP)], vocabulary), take)
    taken = taken_lines(data, "plan.xlsx", record.plan, vocabulary)
    assert taken.left == 1
    write_all(root, plan_change(record, taken.lines).texts)
    kept = kept_plan(root, vocabulary).lines
    assert [each.line for each in kept] == ["mobilite-confiance", "maires-t"]
    assert (kept[1].owner, kept[1].due, kept[1].gap) == ("Paul Martin", 2028, OTHER)


def test_a_row_taken_out_of_the_workbook_stays_in_the_plan(
    root: Path, vocabulary: Vocabulary
) -> None:
    plan = StudyPlan(lines=(line(), line(line="b")))
    (root / PLAN).write_text(canonical(plan), encoding="utf-8")

    def drop(sheet: Any) -> None:
        sheet.delete_rows(2)
        at(sheet, 2, "etat").value = "abandonné"

    data = filled(plan_book(plan, [], vocabulary), drop)
    record = read_directory(root, vocabulary)
    change = plan_change(record, taken_lines(data, "p.xlsx", plan, vocabulary).lines)
    write_all(root, change.texts)
    assert [(each.line, each.state) for each in kept_plan(root, vocabulary).lines] == [
        ("mobilite-confiance", "proposed"),
        ("b", "abandoned"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("porteur", None, "key-missing"),
        ("annee", "bientôt", "value-type"),
        ("annee", 1789, "value-out-of-range"),
        ("etat", "fini", "plan-state"),
        ("territoire", "Atlantide", "concept-unknown"),
        ("preuve", "rumeur", "concept-unknown"),
        ("question_en", None, "key-missing"),
        ("etude", "case/x", "plan-study"),
        ("manque", "domaine-impact domain/mobilite", "value-form"),
    ],
)
def test_a_wrong_cell_is_told_by_its_row_and_column(
    vocabulary: Vocabulary, column: str, value: object, code: str
) -> None:
    def spoil(sheet: Any) -> None:
        at(sheet, 2, column).value = value

    data = filled(plan_book(StudyPlan(lines=(line(),)), [], vocabulary), spoil)
    with pytest.raises(RecordError) as raised:
        taken_lines(data, "plan.xlsx", StudyPlan(), vocabulary)
    assert (code, 2, column) in faults(raised)


def test_one_line_twice_in_a_workbook_is_refused(vocabulary: Vocabulary) -> None:
    data = plan_book(StudyPlan(lines=(line(), line(due=2029))), [], vocabulary)
    with pytest.raises(RecordError) as raised:
        taken_lines(data, "plan.xlsx", StudyPlan(), vocabulary)
    assert faults(raised) == [("plan-twice", 3, "ligne")]
