"""A second, blind coding: what the sheet shows, what agrees, what is decided, what is kept."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loaders.coding.agreement import agreements, kappa
from loaders.coding.codings import CodedCase, CodedItem, CodingRecord, coded_items, read_codings
from loaders.coding.confirming import differences, plan_coding, plan_decisions
from loaders.coding.review import decisions_of, review_sheet
from loaders.coding.sheet import blind_sheet, second_coding
from loaders.directory import read_directory
from loaders.records import CaseRecord
from loaders.recordset import RecordSet
from loaders.writing import write_all
from ontology.errors import Finding, RecordError
from ontology.vocabulary import Vocabulary

BY = ("2026-11-21-marie", "Marie Dupont", "2026-11-21")


@pytest.fixture
def root(tmp_path: Path, corpus: Path) -> Path:
    shutil.copytree(corpus / "record", tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture
def record(root: Path, vocabulary: Vocabulary) -> RecordSet:
    return read_directory(root, vocabulary)


def case_of(record: RecordSet, slug: str) -> CaseRecord:
    return next(each for each in record.of(CaseRecord) if each.case == slug)


def rows(sheet: Any) -> dict[str, dict[str, Any]]:
    header = [cell.value for cell in sheet[1]]
    found = [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    return {row[header[0]].value: row for row in found}


Fill = Callable[[Any], None]


def filled(data: bytes, fill: Fill) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def coded(record: RecordSet, vocabulary: Vocabulary, fill: Fill) -> CodingRecord:
    sheet = filled(blind_sheet(record, vocabulary), fill)
    return second_coding(sheet, "codage.xlsx", record, vocabulary, BY)


def by_marie(book: Any) -> None:
    """Marie gives the Quai its category, one of its two domains and another; one item's codes."""
    case = rows(book["cas"])["quai-des-langues"]
    case["categories"].value = "Innovation sociétale"
    case["domaines"].value = "Éducation ; Santé"
    item = rows(book["elements"])["quai-i2"]
    item["impact"].value, item["statut"].value = "Publics", "compté : réalisation"


def test_the_blind_sheet_shows_no_first_code(record: RecordSet, vocabulary: Vocabulary) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blind_sheet(record, vocabulary)))
    for name, columns in (("cas", ("categories", "domaines")), ("elements", ("impact", "statut"))):
        for row in rows(book[name]).values():
            assert [row[column].value for column in columns] == [None, None]
    words = {
        str(cell.value)
        for name in ("cas", "elements")
        for row in book[name].iter_rows()
        for cell in row
    }
    assert not words & {"innovation-societale", "measured", "outcome", "mixed-result", "inferred"}


def test_every_case_and_every_item_of_impact_stands_on_the_sheet(
    record: RecordSet, vocabulary: Vocabulary
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blind_sheet(record, vocabulary)))
    assert set(rows(book["cas"])) == {each.case for each in record.of(CaseRecord)}
    assert set(rows(book["elements"])) == {
        item.id for each in record.of(CaseRecord) for item in coded_items(each)
    }


def test_both_codings_are_kept_side_by_side(record: RecordSet, vocabulary: Vocabulary) -> None:
    coding = coded(record, vocabulary, by_marie)
    assert coding.cases == (
        CodedCase(
            case="quai-des-langues",
            first_categories=("innovation-societale",),
            second_categories=("innovation-societale",),
            first_domains=("education", "emploi-chomage-insertion"),
            second_domains=("education", "sante"),
        ),
    )
    (item,) = coding.items
    assert (item.first_impact, item.second_impact) == ("effect/publics", "effect/publics")
    assert (item.first_status, item.second_status) == ("outcome", "output")


def test_what_agrees_is_confirmed_with_name_and_day_and_the_rest_stays(
    root: Path, record: RecordSet, vocabulary: Vocabulary
) -> None:
    write_all(root, plan_coding(record, vocabulary, coded(record, vocabulary, by_marie)).texts)
    case = case_of(read_directory(root, vocabulary), "quai-des-langues")
    told = {each.concept: (each.confirmed_name, each.confirmed_at) for each in case.domains}
    assert told == {
        "education": ("Marie Dupont", "2026-11-21"),
        "emploi-chomage-insertion": (None, None),
    }
    # Somebody had confirmed the category before: that stays.
    assert [each.confirmed_by for each in case.categories] == ["projet"]
    assert [each.confirmed_by for each in case.items] == [None, None]


def decided(root: Path, vocabulary: Vocabulary, answers: dict[str, str]) -> CaseRecord:
    """Return the Quai after `answers` (code -> decision) were written."""
    record = read_directory(root, vocabulary)
    write_all(root, plan_coding(record, vocabulary, coded(record, vocabulary, by_marie)).texts)
    record, codings = read_directory(root, vocabulary), read_codings(root)

    def fill(book: Any) -> None:
        sheet = book["revue"]
        header = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            held = dict(zip(header, row, strict=True))
            held["decision"].value = answers.get(held["code"].value)

    sheet = filled(review_sheet(codings, record, vocabulary), fill)
    found = decisions_of(sheet, "revue.xlsx", codings, "Paul Martin", "2026-11-22")
    held = {each.coding: each for each in codings}
    write_all(root, plan_decisions(record, vocabulary, held, found).texts)
    return case_of(read_directory(root, vocabulary), "quai-des-langues")


def test_a_confirmed_difference_keeps_the_first_code(root: Path, vocabulary: Vocabulary) -> None:
    answers = {"emploi-chomage-insertion": "confirmer", "sante": "confirmer", "output": "confirmer"}
    case = decided(root, vocabulary, answers)
    assert [each.concept for each in case.domains] == ["emploi-chomage-insertion", "education"]
    assert case.domains[0].confirmed_name == "Paul Martin"
    item = next(each for each in case.items if each.id == "quai-i2")
    assert (item.level, item.confirmed_by, item.confirmed_at) == (
        "outcome", "arbitrage", "2026-11-22",
    )  # fmt: skip
    (coding,) = read_codings(root)
    assert list(differences(coding)) == []
    assert {each.name for each in coding.decisions} == {"Paul Martin"}


def test_a_changed_difference_takes_the_second_code(root: Path, vocabulary: Vocabulary) -> None:
    answers = {"emploi-chomage-insertion": "changer", "sante": "changer", "output": "changer"}
    case = decided(root, vocabulary, answers)
    assert [(each.concept, each.coder) for each in case.domains] == [
        ("education", "reference-2026"),
        ("sante", "second-codage"),
    ]
    item = next(each for each in case.items if each.id == "quai-i2")
    assert (item.level, item.confirmed_name) == ("output", "Paul Martin")


def test_an_item_with_a_difference_left_open_is_not_confirmed(
    root: Path, vocabulary: Vocabulary
) -> None:
    case = decided(root, vocabulary, {"sante": "confirmer"})
    assert [each.confirmed_by for each in case.items] == [None, None]
    assert len(list(differences(read_codings(root)[0]))) == 2


def refused(record: RecordSet, vocabulary: Vocabulary, fill: Fill) -> list[Finding]:
    with pytest.raises(RecordError) as error:
        coded(record, vocabulary, fill)
    return list(error.value.findings)


def _cells(**cells: str) -> Fill:
    def fill(book: Any) -> None:
        row = rows(book["cas"])["quai-des-langues"]
        for name, value in cells.items():
            row[name].value = value

    return fill


@pytest.mark.parametrize(
    ("fill", "code", "place"),
    [
        (_cells(categories="Mécénat"), "coding-half", "domaines"),
        (_cells(categories="La pluie", domaines="Santé"), "concept-unknown", "categories"),
        (_cells(cas="un-autre"), "reference-unknown", "cas"),
        (_cells(), "coding-empty", ""),
    ],
)
def test_a_wrong_sheet_is_refused_with_its_cell(
    record: RecordSet, vocabulary: Vocabulary, fill: Fill, code: str, place: str
) -> None:
    assert (code, place) in [(each.code, each.field) for each in refused(record, vocabulary, fill)]


def test_one_fault_refuses_the_whole_sheet(record: RecordSet, vocabulary: Vocabulary) -> None:
    def fill(book: Any) -> None:
        by_marie(book)
        rows(book["elements"])["quai-i1"]["statut"].value = "certain"
        rows(book["elements"])["quai-i1"]["impact"].value = "Innovation territoriale"

    assert [each.code for each in refused(record, vocabulary, fill)] == ["coding-status"]


def test_nothing_fits_is_said_with_a_word(record: RecordSet, vocabulary: Vocabulary) -> None:
    coding = coded(record, vocabulary, _cells(categories="aucun", domaines="Éducation"))
    assert coding.cases[0].second_categories == ()


def test_kappa_is_that_of_an_example_worked_by_hand() -> None:
    # 50 pairs: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no. Observed 35/50 = 0.70. By chance
    # 25/50 * 30/50 + 25/50 * 20/50 = 0.50. Kappa (0.70 - 0.50) / (1 - 0.50) = 0.40.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found, low, high = kappa(pairs)
    assert found == pytest.approx(0.4)
    # Variance of Fleiss, Cohen and Everitt (1969): agreeing cells 0.4 * 0.17² + 0.3 * 0.23² =
    # 0.02743; others 0.09 * (0.1 * 1.1² + 0.2 * 0.9²) = 0.02547; less 0.05² = 0.0025; in all
    # 0.0504 / (50 * 0.5⁴) = 0.016128, so 0.40 -+ 1.96 * 0.1270.
    assert low == pytest.approx(0.4 - 1.96 * 0.1270, abs=0.001)
    assert high == pytest.approx(0.4 + 1.96 * 0.1270, abs=0.001)


def test_kappa_says_nothing_where_both_always_give_one_answer() -> None:
    assert kappa([("y", "y")] * 10) == (None, None, None)


def test_kappa_of_perfect_agreement_has_no_interval() -> None:
    assert kappa([("y", "y")] * 5 + [("n", "n")] * 5) == (1.0, None, None)


def test_agreement_is_reckoned_label_by_label_and_item_by_item() -> None:
    cases = [
        CodedCase(case=f"c{number}", first_categories=first, second_categories=second)
        for number, (first, second) in enumerate(
            [(("a",), ("a",)), (("a", "b"), ("a",)), ((), ("b",)), (("b",), ("b",))]
        )
    ]
    items = [
        CodedItem(
            item="i1",
            first_impact="impact/confiance",
            second_impact="impact/innovation",
            first_status="claimed",
            second_status="claimed",
        )
    ]
    coding = CodingRecord(coding="x", name="M", date="2026", cases=tuple(cases), items=tuple(items))
    found = [(each.field, each.label, each.equal, each.pairs) for each in agreements([coding])]
    assert found == [
        ("category", "a", 4, 4),
        ("category", "b", 2, 4),
        ("impact", "", 0, 1),
        ("status", "", 1, 1),
    ]
