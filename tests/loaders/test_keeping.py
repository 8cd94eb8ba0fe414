"""`--keep-going`: good rows are loaded, refused ones come back with their reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from loaders import indicators_csv, organisations_csv
from loaders.keeping import plan_keeping, refused_file
from loaders.loading import plan
from ontology.errors import RecordError
from ontology.vocabulary import Vocabulary

HEADER = ",".join(organisations_csv.COLUMNS.names)
GOOD = "Moulin clair,association,,,,no,"
BAD = "Fer forgé,druide,,,,no,"
SHORT = "Trop court,association"


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: str, header: str = HEADER, name: str = "o.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def test_good_rows_are_planned_and_the_others_told(
    sheet: Callable[..., Path], record: Path, vocabulary: Vocabulary
) -> None:
    path = sheet(GOOD, BAD, SHORT)
    kept = plan_keeping([path], record, vocabulary)
    assert kept.plan.difference.added == ("organisations/moulin-clair.yaml",)
    codes = {n: [each.code for each in found] for (_, n), found in kept.refused[path].items()}
    assert codes == {3: ["csv-actor-type"], 4: ["csv-cell-count"]}


def test_the_refused_rows_have_the_form_of_the_sheet_and_a_reason(
    sheet: Callable[..., Path], record: Path, vocabulary: Vocabulary
) -> None:
    path = sheet(GOOD, BAD, SHORT)
    kept = plan_keeping([path], record, vocabulary)
    lines = list(csv.reader(io.StringIO(refused_file(path, kept.refused[path], "fr").decode())))
    assert lines[0] == [*organisations_csv.COLUMNS.names, "refused_because"]
    assert [line[0] for line in lines[1:]] == ["Fer forgé", "Trop court"]
    assert lines[1][-1] == "type: Type d'acteur inconnu."
    assert {len(line) for line in lines} == {8}


def test_a_mended_file_may_keep_its_reasons(
    sheet: Callable[..., Path], record: Path, vocabulary: Vocabulary
) -> None:
    path = sheet(f"{GOOD},druide inconnu", header=f"{HEADER},refused_because")
    found = plan([path], record, vocabulary)
    assert found.difference.added == ("organisations/moulin-clair.yaml",)


def test_a_fault_outside_the_rows_refuses_everything(
    sheet: Callable[..., Path], record: Path, vocabulary: Vocabulary
) -> None:
    path = sheet(GOOD, header=HEADER.replace("website", "webside"))
    with pytest.raises(RecordError):
        plan_keeping([path], record, vocabulary)


def test_an_indicator_goes_whole_or_not_at_all(
    sheet: Callable[..., Path], record: Path, vocabulary: Vocabulary
) -> None:
    row = "{},Taux,Rate,Santé,pour mille,2019,{},{},{},Insee,Tableau,https://s.example/,page,"
    path = sheet(
        row.format("taux", "53", "Bretagne", "7.0"),
        row.format("taux", "94", "Corse", "sept"),
        row.format("autre", "53", "Bretagne", "7.0"),
        header=",".join(indicators_csv.COLUMNS.names),
    )
    kept = plan_keeping([path], record, vocabulary)
    assert kept.plan.difference.added == ("indicators/autre.yaml",)
    assert sorted(kept.refused[path]) == [("", 2), ("", 3)]


def test_the_case_of_a_refused_partner_is_refused_with_it(
    sheet: Callable[..., Path], record: Path, vocabulary: Vocabulary, reference: Path
) -> None:
    cases = (reference / "cases.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(io.StringIO(cases)))
    partners = lines[0]["partners"]
    first = partners.split(";")[0].rpartition("|")[0].strip()
    names = {part.rpartition("|")[0].strip() for part in partners.split(";")}
    organisations = [f'"{name}",{"druide" if name == first else "association"},,,,no,'
                     for name in sorted(names)]  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]))
    writer.writeheader()
    writer.writerow(lines[0])
    one = record.parent / "c.csv"
    one.write_text(out.getvalue(), encoding="utf-8")
    path = sheet(*organisations)
    kept = plan_keeping([one, path], record, vocabulary)
    assert [each.code for each in kept.refused[one]["", 2]] == ["csv-partner-unknown"]


def test_the_refused_rows_of_a_workbook_make_a_workbook_that_can_be_mended_and_loaded(
    tmp_path: Path, record: Path, vocabulary: Vocabulary
) -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.title = "nos organisations"
    rows = [["Moulin clair", "association"], ["Fer forgé", "druide"], ["=1+1", "association"]]
    for row in [organisations_csv.COLUMNS.names, *rows]:
        first.append([*row, *[None] * (7 - len(row))][:7])
    for number in (2, 3, 4):
        first.cell(row=number, column=6, value="no")
    second = book.create_sheet("autres")
    second.append(organisations_csv.COLUMNS.names)
    second.append(["Bois mort", "association", None, None, None, "no"])
    path = tmp_path / "o.xlsx"
    book.save(path)

    kept = plan_keeping([path], record, vocabulary)
    assert kept.plan.difference.added == (
        "organisations/bois-mort.yaml",
        "organisations/moulin-clair.yaml",
    )
    assert sorted(kept.refused[path]) == [("nos organisations", 3), ("nos organisations", 4)]
    mended = tmp_path / "o.refused.xlsx"
    mended.write_bytes(refused_file(path, kept.refused[path], "fr"))
    again = load_workbook(mended)
    assert again.sheetnames == ["nos organisations"]
    sheet = again.worksheets[0]
    assert [cell.value for cell in sheet[1]][-1] == "refused_because"
    assert sheet["A2"].value == "Fer forgé"
    assert sheet["H2"].value == "type: Type d'acteur inconnu."
    # What was a formula comes back as a text that nothing computes.
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    sheet["B2"], sheet["A3"] = "association", "Deux"
    again.save(mended)
    found = plan([mended], record, vocabulary)
    assert found.difference.added == ("organisations/deux.yaml", "organisations/fer-forge.yaml")
