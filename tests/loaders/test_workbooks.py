"""Workbooks: read as a CSV would be, and refused before they can do harm."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from loaders import organisations_csv
from loaders.loading import plan
from loaders.spreadsheets import MAX_COLUMNS, Row
from loaders.templates import TEMPLATES, template
from loaders.workbooks import read_workbook
from ontology.errors import RecordError
from ontology.vocabulary import Vocabulary

KINDS = (organisations_csv.COLUMNS,)
HEADER = list(organisations_csv.COLUMNS.names)
GOOD = ["Moulin clair", "association", None, None, None, "no", None]


def book(*rows: Sequence[object], sheet: str = "organisations") -> bytes:
    made = Workbook()
    made.worksheets[0].title = sheet
    for row in rows:
        made.worksheets[0].append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def rows_of(data: bytes) -> list[Row]:
    ((_, rows),), findings = read_workbook(data, "o.xlsx", KINDS)
    assert findings == []
    return rows


def codes(data: bytes) -> list[tuple[str, str, int | None, str]]:
    _, findings = read_workbook(data, "o.xlsx", KINDS)
    return [(each.code, each.where, each.line, each.field) for each in findings]


def test_a_sheet_gives_the_rows_that_a_csv_would() -> None:
    (row,) = rows_of(book(HEADER, GOOD))
    assert (row.where, row.number) == ("o.xlsx!organisations", 2)
    assert row.cells == dict(zip(HEADER, [str(cell or "") for cell in GOOD], strict=True))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2015, "2015"),
        (7.0, "7"),
        (28.5, "28.5"),
        (True, "yes"),
        (datetime(2016, 11, 29), "2016-11-29"),  # noqa: DTZ001  spreadsheets know no zone
        ("  espacé ", "espacé"),
    ],
)
def test_a_cell_becomes_the_text_a_csv_would_hold(value: object, text: str) -> None:
    (row,) = rows_of(book(HEADER, [value, *GOOD[1:]]))
    assert row["name"] == text


def test_a_fault_names_sheet_row_and_column() -> None:
    data = book(HEADER, GOOD, [None], ["Fer", None, None, None, None, "no"])
    assert codes(data) == [("csv-empty-cell", "o.xlsx!organisations", 4, "type")]


def test_a_formula_is_refused_with_its_cell() -> None:
    data = book(HEADER, ['=HYPERLINK("https://x.example/")', *GOOD[1:]])
    assert ("xlsx-formula", "o.xlsx!organisations", 2, "A") in codes(data)


def test_a_sheet_wider_than_allowed_is_refused() -> None:
    made = Workbook()
    made.worksheets[0].append(HEADER)
    made.worksheets[0].cell(row=2, column=16_384, value="loin")
    out = io.BytesIO()
    made.save(out)
    assert [code for code, *_ in codes(out.getvalue())] == ["csv-too-large"]
    assert MAX_COLUMNS < 16_384


def test_a_sheet_of_a_million_rows_is_refused_within_seconds() -> None:
    made = Workbook()
    made.worksheets[0].append(HEADER)
    made.worksheets[0].cell(row=1_048_576, column=1, value="bas")
    out = io.BytesIO()
    made.save(out)
    started = time.perf_counter()
    assert [code for code, *_ in codes(out.getvalue())] == ["csv-too-large"]
    assert time.perf_counter() - started < 20


BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("xl/worksheets/sheet1.xml", BOMB, "xlsx-entities"),
        ("xl/worksheets/sheet1.xml", BOMB.decode().encode("utf-16"), "xlsx-entities"),
        (
            "xl/sharedStrings.xml",
            b"<!--" + b" " * 200_000 + b"-->" + BOMB,
            "xlsx-entities",
        ),
        ("xl/vbaProject.bin", b"macro", "xlsx-active"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "xlsx-active"),
        ("xl/embeddings/object1.xlsx", b"zip", "xlsx-active"),
        ("xl/media/zeros.xml", b"<a>" + b"0" * 60_000_000 + b"</a>", "xlsx-bomb"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><broken", "xlsx-unreadable"),
        ("[Content_Types].xml", b"<Types/>", "xlsx-unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_part_is_refused(name: str, content: bytes, code: str) -> None:
    data = with_part(book(HEADER, GOOD), name, content)
    assert [found for found, *_ in codes(data)] == [code]


def test_too_many_parts_or_sheets_are_refused() -> None:
    data = book(HEADER, GOOD)
    parts, sheets = data, data
    for number in range(20):
        sheets = with_part(sheets, f"xl/worksheets/sheet{number + 2}.xml", b"<worksheet/>")
    out = io.BytesIO(parts)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(500):
            archive.writestr(f"docProps/{number}.xml", b"<a/>")
    assert [code for code, *_ in codes(sheets)] == ["xlsx-sheets"]
    assert [code for code, *_ in codes(out.getvalue())] == ["xlsx-parts"]


@pytest.mark.parametrize("data", [b"", b"PK", b"name,type\n", b"\xd0\xcf\x11\xe0" * 100])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    assert [code for code, *_ in codes(data)] == ["xlsx-unreadable"]


@settings(max_examples=20)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=20))
def test_a_damaged_workbook_is_read_or_refused_and_never_an_exception(
    place: int, junk: bytes
) -> None:
    data = book(HEADER, GOOD)
    damaged = data[: place % len(data)] + junk + data[place % len(data) + len(junk) :]
    read_workbook(damaged, "o.xlsx", KINDS)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_has_the_columns_of_the_csv_and_its_lists(
    kind: str, vocabulary: Vocabulary
) -> None:
    made = load_workbook(io.BytesIO(template(kind, vocabulary)))
    assert [cell.value for cell in made[kind][1]] == list(TEMPLATES[kind].names)
    assert made[kind].data_validations.count >= 1
    assert made["listes"].sheet_state == "hidden"


def test_the_lists_of_a_template_are_those_of_the_schemes(vocabulary: Vocabulary) -> None:
    made = load_workbook(io.BytesIO(template("cases", vocabulary)))
    lists = {
        column[0].value: [cell.value for cell in column[1:] if cell.value]
        for column in made["listes"].columns
    }
    domains = [each.fr for each in vocabulary.concepts("domain") if each.slug[0] != "_"]
    assert (lists["domains"], len(domains)) == (domains, 16)
    assert len(lists["region"]) == 18


def test_an_unknown_template_is_refused_with_those_that_exist(vocabulary: Vocabulary) -> None:
    with pytest.raises(RecordError) as refusal:
        template("poems", vocabulary)
    assert "organisations" in refusal.value.cure.fr


def test_a_filled_template_loads_as_its_csv_does(
    tmp_path: Path, record: Path, vocabulary: Vocabulary
) -> None:
    made = load_workbook(io.BytesIO(template("organisations", vocabulary)))
    made["organisations"].append(GOOD)
    path = tmp_path / "o.xlsx"
    made.save(path)
    found = plan([path], record, vocabulary)
    assert found.difference.added == ("organisations/moulin-clair.yaml",)


def test_the_reference_cases_load_from_a_workbook_without_change(
    reference: Path, repository: Path, vocabulary: Vocabulary,
    as_workbook: Callable[[Path], Path],
) -> None:  # fmt: skip
    path = as_workbook(reference / "cases.csv")
    assert plan([path], repository / "data", vocabulary).difference.empty


@pytest.fixture
def as_workbook(tmp_path: Path) -> Callable[[Path], Path]:
    import csv  # noqa: PLC0415

    def write(source: Path) -> Path:
        with source.open(encoding="utf-8", newline="") as stream:
            data = book(*[list(row) for row in csv.reader(stream)], sheet=source.stem)
        path = tmp_path / f"{source.stem}.xlsx"
        path.write_bytes(data)
        return path

    return write


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELLS = "".join(f'<c r="A{number}"><v>{number % 977}</v></c>' for number in range(1_000_000))
STYLES = "".join(f'<xf numFmtId="{number}"/>' for number in range(1_000_000))
HEAVY = {
    # Small enough to be unpacked, and gigabytes once read.
    "xl/worksheets/sheet1.xml": f'<worksheet {NAMESPACE}><sheetData><row r="1">{CELLS}</row>'
    "</sheetData></worksheet>",
    "xl/styles.xml": f"<styleSheet {NAMESPACE}><cellXfs>{STYLES}</cellXfs></styleSheet>",
}


@pytest.mark.slow
@pytest.mark.parametrize("part", HEAVY)
def test_a_workbook_that_would_take_minutes_and_gigabytes_is_stopped(part: str) -> None:
    data = with_part(book(HEADER, GOOD), part, HEAVY[part].encode())
    started = time.perf_counter()
    assert codes(data) == [("xlsx-too-heavy", "o.xlsx", None, "")]
    assert time.perf_counter() - started < 65
