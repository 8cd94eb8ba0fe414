"""The queue of items without quotation: the sentence is found, or the item is withdrawn."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from loaders.coding.quotes import found_quotes, plan_quotes, queue_sheet, waiting
from loaders.directory import read_directory
from loaders.records import CaseRecord
from loaders.recordset import RecordSet
from loaders.writing import write_all
from ontology.errors import Finding, RecordError
from ontology.vocabulary import Vocabulary

# What tests/corpus/README.md says is still to be found.
WAITING = {"lavoir-i1", "lavoir-i2", "lavoir-i3", "quai-i2"}
Answers = Mapping[str, tuple[str, ...]]
ELSEWHERE = "https://aubepine.example/presse/le-quai"


@pytest.fixture
def root(tmp_path: Path, corpus: Path) -> Path:
    shutil.copytree(corpus / "record", tmp_path / "record")
    return tmp_path / "record"


def answered(record: RecordSet, answers: Answers) -> bytes:
    """Return the queue with citation, retirer, raison and page of some items filled in."""
    book = openpyxl.load_workbook(io.BytesIO(queue_sheet(record)))
    sheet = book["phrases"]
    header = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        columns = ("citation", "retirer", "raison", "page")
        for column, value in zip(columns, answers.get(str(row[0].value), ()), strict=False):
            row[header.index(column)].value = value or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def written(root: Path, vocabulary: Vocabulary, answers: Answers) -> RecordSet:
    record = read_directory(root, vocabulary)
    found = found_quotes(answered(record, answers), "file.xlsx", record)
    write_all(root, plan_quotes(record, vocabulary, found, "2026-11-21").texts)
    return read_directory(root, vocabulary)


def refused(root: Path, vocabulary: Vocabulary, answers: Answers) -> list[Finding]:
    with pytest.raises(RecordError) as error:
        written(root, vocabulary, answers)
    return list(error.value.findings)


def test_the_queue_holds_every_item_without_a_sentence_and_no_other(
    corpus: Path, vocabulary: Vocabulary
) -> None:
    record = read_directory(corpus / "record", vocabulary)
    assert {item.id for _, item in waiting(record)} == WAITING


def test_a_sentence_that_is_found_enters_its_item(root: Path, vocabulary: Vocabulary) -> None:
    record = written(root, vocabulary, {"quai-i2": ("46 personnes travaillent", "", "")})
    assert {item.id for _, item in waiting(record)} == WAITING - {"quai-i2"}


def test_a_sentence_read_elsewhere_keeps_the_address_of_its_page(
    root: Path, vocabulary: Vocabulary
) -> None:
    answers = {
        "quai-i2": ("46 personnes travaillent", "", "", ELSEWHERE),
        "lavoir-i3": ("une cuisine prêtée", "", "", ""),
    }
    record = written(root, vocabulary, answers)
    pages = {item.id: item.page for case in record.of(CaseRecord) for item in case.items}
    assert (pages["quai-i2"], pages["lavoir-i3"]) == (ELSEWHERE, None)


def test_the_cases_own_address_is_not_repeated(root: Path, vocabulary: Vocabulary) -> None:
    record = read_directory(root, vocabulary)
    own = next(case.source.url for case, item in waiting(record) if item.id == "quai-i2")
    found = found_quotes(
        answered(record, {"quai-i2": ("46 personnes", "", "", own or "")}), "file.xlsx", record
    )
    assert (found.quotes, found.pages) == ({"quai-i2": "46 personnes"}, {})


def test_a_page_that_is_no_address_is_refused_at_its_cell(
    root: Path, vocabulary: Vocabulary
) -> None:
    (fault,) = refused(root, vocabulary, {"quai-i2": ("46 personnes", "", "", "page 12")})
    assert (fault.where, fault.field) == ("file.xlsx!phrases", "page")
    assert fault.line is not None


def test_an_item_that_is_withdrawn_leaves_its_reason_in_the_journal(
    root: Path, vocabulary: Vocabulary
) -> None:
    answers = {
        "lavoir-i2": ("", "oui", "cherché sur les deux pages"),
        "lavoir-i3": ("une cuisine prêtée", "", ""),
    }
    record = written(root, vocabulary, answers)
    assert {item.id for _, item in waiting(record)} == {"lavoir-i1", "quai-i2"}
    event = record.history.history[-1]
    assert (event.event, event.because) == ("retracted", "cherché sur les deux pages")
    assert event.things[0].was == "claim/lavoir-i2"


def test_nothing_answered_changes_nothing(root: Path, vocabulary: Vocabulary) -> None:
    record = read_directory(root, vocabulary)
    found = found_quotes(answered(record, {}), "file.xlsx", record)
    assert plan_quotes(record, vocabulary, found, "2026-11-21").texts == {}


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"lavoir-i1": ("une phrase", "oui", "non trouvée")}, "quote-both"),
        ({"lavoir-i1": ("", "oui", "")}, "quote-reason"),
        ({"lavoir-i1": ("", "peut-être", "")}, "quote-word"),
        ({"lavoir-i1": ("", "oui", "non trouvée", ELSEWHERE)}, "quote-both"),
        ({"lavoir-i1": ("mot " * 16, "", "")}, "quote-too-long"),
    ],
)
def test_a_wrong_answer_is_refused_and_the_right_ones_beside_it_too(
    root: Path, vocabulary: Vocabulary, answers: Answers, code: str
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    found = refused(root, vocabulary, {"quai-i2": ("46 personnes", "", ""), **answers})
    assert code in [each.code for each in found]
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
