"""A workbook given back: the same cells, faults red and told, nothing that could run."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell

from loaders.contribution_template import CONTRIBUTED, contribution_template
from loaders.loading import plan
from loaders.marking import marked_workbook
from loaders.marking_process import AUTHOR, RED
from loaders.spreadsheets import read_table
from loaders.template_help import EXAMPLES, HELP
from loaders.templates import TEMPLATES
from ontology.errors import RecordError
from ontology.vocabulary import Vocabulary
from tests.some import some

CASE = {
    **EXAMPLES["cases"],
    "partners": "La Ruche bleue|association ; Usine verte|company",
    "region": "Bretagne",
    "territory": "Valbrume",
}


def filled(vocabulary: Vocabulary, *cases: dict[str, str]) -> bytes:
    """Return the template of contributions with rows."""
    book = load_workbook(io.BytesIO(contribution_template(vocabulary, "fr")))
    for case in cases:
        book["cases"].append([case.get(name) for name in TEMPLATES["cases"].names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def note(cell: Cell | MergedCell) -> str:
    """Return the comment of a cell, which must have one."""
    assert cell.comment is not None
    return cell.comment.text


def marked(data: bytes, record: Path, vocabulary: Vocabulary, tmp_path: Path) -> Workbook:
    path = tmp_path / "classeur.xlsx"
    path.write_bytes(data)
    with pytest.raises(RecordError) as refusal:
        plan([path], record, vocabulary)
    made = marked_workbook(data, refusal.value.findings, "fr")
    assert made is not None
    return load_workbook(io.BytesIO(made))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_column_that_may_be_contributed_is_explained_where_it_is_filled_in(
    vocabulary: Vocabulary, language: str
) -> None:
    book = load_workbook(io.BytesIO(contribution_template(vocabulary, language)))
    for kind in CONTRIBUTED:
        assert set(HELP[kind]) == set(TEMPLATES[kind].names)
        for cell in book[kind][1]:
            assert note(cell) == HELP[kind][str(cell.value)].in_language(language)
            assert cell.font.bold == (cell.value in TEMPLATES[kind].required)


def test_the_lists_of_the_template_are_named_so_that_no_program_drops_them(
    vocabulary: Vocabulary,
) -> None:
    book = load_workbook(io.BytesIO(contribution_template(vocabulary, "fr")))
    rules = book["cases"].data_validations.dataValidation
    assert {rule.formula1 for rule in some(rules)} <= set(book.defined_names)
    place = book.defined_names["liste_cases_domains"].attr_text
    sheet, cells = place.split("!")
    words = [cell.value for (cell,) in book[sheet][cells.replace("$", "")]]
    assert words == [each.fr for each in vocabulary.concepts("domain") if each.slug[0] != "_"]


def test_the_example_of_the_template_is_sound(
    record: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "classeur.xlsx"
    book = load_workbook(io.BytesIO(contribution_template(vocabulary, "fr")))
    for kind in CONTRIBUTED:
        book[kind].append([EXAMPLES[kind].get(name) for name in TEMPLATES[kind].names])
    bakery = ["Boulangerie de l'Aubépine", "very_small_company", None, None, None, "no"]
    book["organisations"].append(bakery)
    book.save(path)
    assert plan([path], record, vocabulary).difference.added == (
        "cases/four-solidaire-aubepine.yaml",
        "organisations/boulangerie-de-l-aubepine.yaml",
        "organisations/les-greniers-partages.yaml",
    )


def test_an_untouched_sheet_beside_a_filled_one_is_no_fault(
    record: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    path = tmp_path / "classeur.xlsx"
    path.write_bytes(filled(vocabulary, CASE))
    assert plan([path], record, vocabulary).difference.added == (
        "cases/four-solidaire-aubepine.yaml",
    )


def test_each_fault_is_a_red_cell_with_what_to_do_and_a_line_of_the_verdict(
    record: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    wrong = {**CASE, "domains": "Educatoin", "start_year": "2019?"}
    book = marked(filled(vocabulary, CASE, {**wrong, "id": "autre"}), record, vocabulary, tmp_path)
    names = TEMPLATES["cases"].names
    red = {
        (cell.row, names[(cell.column or 0) - 1]): note(cell)
        for row in book["cases"].iter_rows(min_row=2)
        for cell in row
        if cell.fill.fgColor.rgb == RED
    }
    assert set(red) == {(3, "domains"), (3, "start_year")}
    assert "« Éducation »" in red[3, "domains"]
    assert red[3, "start_year"] == "Ce n'est pas une année. Écrivez quatre chiffres : 2015."
    lines = [[cell.value for cell in row][:4] for row in book["verdict"].iter_rows(min_row=4)]
    assert lines == [
        ["cases", 3, "domains", "Educatoin"],
        ["cases", 3, "start_year", "2019?"],
    ]
    assert book["cases"].cell(row=2, column=1).value == CASE["id"]
    assert book["cases"].data_validations.count == 6


def test_a_mended_workbook_comes_back_without_the_marks_of_the_last_time(
    record: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    data = filled(vocabulary, {**CASE, "sdg": "18"})
    book = marked(data, record, vocabulary, tmp_path)
    goal = TEMPLATES["cases"].names.index("sdg") + 1
    book["cases"].cell(row=2, column=goal).value = "12"
    year = TEMPLATES["cases"].names.index("start_year") + 1
    book["cases"].cell(row=2, column=year).value = "jadis"
    out = io.BytesIO()
    book.save(out)
    again = marked(out.getvalue(), record, vocabulary, tmp_path)
    cell = again["cases"].cell(row=2, column=goal)
    assert (cell.comment, cell.fill.fgColor.rgb != RED) == (None, True)
    marked_now = again["cases"].cell(row=2, column=year).comment
    assert marked_now is not None
    assert marked_now.author == AUTHOR
    assert again.sheetnames.count("verdict") == 1


def test_the_marks_stay_when_the_workbook_is_sent_again_as_it_was(
    record: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    once = marked(filled(vocabulary, {**CASE, "sdg": "18"}), record, vocabulary, tmp_path)
    out = io.BytesIO()
    once.save(out)
    twice = marked(out.getvalue(), record, vocabulary, tmp_path)
    assert [[c.value for c in row] for row in once["verdict"].iter_rows()] == [
        [c.value for c in row] for row in twice["verdict"].iter_rows()
    ]


HOSTILE = ("=1+1", '=HYPERLINK("https://evil.example","x")', "@SUM(A1)", "+cmd|' /C calc'!A0")


@pytest.mark.parametrize("payload", HOSTILE)
def test_nothing_in_the_workbook_given_back_can_run(
    payload: str, record: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    data = filled(vocabulary, {**CASE, "name_fr": payload, "sdg": payload})
    book = marked(data, record, vocabulary, tmp_path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    held = [cell for cell in cells if cell.value == payload]
    assert len(held) >= 2
    assert {cell.data_type for cell in cells}.isdisjoint({"f", "e"})
    assert all(cell.quotePrefix for cell in held)


def test_what_may_not_be_opened_is_not_marked() -> None:
    assert marked_workbook(b"PK nothing", [], "fr") is None
    assert read_table(b"", "x", [TEMPLATES["cases"]])[0] is None
