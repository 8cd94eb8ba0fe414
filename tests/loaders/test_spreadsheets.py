"""CSV files: read exactly, or every fault at once with its row and column."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import spreadsheets
from loaders.spreadsheets import Columns, read_table

PLAIN = Columns(("id", "name", "notes"), frozenset({"id", "name"}))
OTHER = Columns(("id", "value", "unit"), frozenset({"id"}))


def rows(data: str | bytes) -> list[tuple[int, dict[str, str]]]:
    raw = data if isinstance(data, bytes) else data.encode()
    columns, found, findings = read_table(raw, "t.csv", [PLAIN, OTHER])
    assert findings == []
    assert columns is PLAIN
    return [(row.number, dict(row.cells)) for row in found]


def faults(data: str | bytes) -> list[tuple[str, int | None, str]]:
    raw = data if isinstance(data, bytes) else data.encode()
    _, _, findings = read_table(raw, "t.csv", [PLAIN, OTHER])
    assert {finding.where for finding in findings} <= {"t.csv"}
    return [(finding.code, finding.line, finding.field) for finding in findings]


ONE = [(2, {"id": "a", "name": "b, c", "notes": ""})]


@pytest.mark.parametrize(
    "data",
    [
        'id,name,notes\na,"b, c",\n',
        'id;name;notes\na;b, c;\n',
        b'\xef\xbb\xbfid,name,notes\r\na,"b, c",\r\n',
        'id,name,notes\na,"b, c",\n,,\n\n,,\n',
        'id,name,notes\n a ," b, c",\n',
        'notes,name,id\n,"b, c",a\n',
    ],
)  # fmt: skip
def test_a_sheet_is_read_whatever_its_separator_mark_order_or_empty_rows(data: str | bytes) -> None:
    assert rows(data) == ONE


def test_the_kind_of_table_is_told_by_its_header() -> None:
    columns, _, findings = read_table(b"id,value,unit\na,1,\n", "t.csv", [PLAIN, OTHER])
    assert (columns, findings) == (OTHER, [])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("id,name\na,b\n", [("csv-column-missing", 1, "notes")]),
        ("id,name,notes,extra\na,b,,\n", [("csv-column-unknown", 1, "extra")]),
        ("id,name,notes,name\na,b,,c\n", [("csv-column-twice", 1, "name")]),
        ("id,name,notes\na,b\n", [("csv-cell-count", 2, "")]),
        ("id,name,notes\na,b,c,d\n", [("csv-cell-count", 2, "")]),
        ("id,name,notes\n,b,c\n", [("csv-empty-cell", 2, "id")]),
        ('id,name,notes\na,b,c\nd,"e\nf",g\n', [("csv-line-break", 3, "name")]),
        ('id,name,notes\na,"b"c,d\n', [("csv-quotes", 2, "")]),
        ('id,name,notes\na,"b,c\n', [("csv-quotes", 2, "")]),
        ("id,name,notes\n", [("csv-empty", None, "")]),
        ("x,y,z\n1,2,3\n", [("csv-unknown-table", 1, "")]),
        ("", [("csv-unknown-table", 1, "")]),
        (b"id,name,notes\na,\xe9t\xe9,c\n", [("file-encoding", 2, "")]),
        ("id,name,notes\na,b\x00,c\n", [("file-character", 2, "")]),
    ],
)
def test_one_fault_is_told_at_its_row_and_column(
    data: str | bytes, expected: list[tuple[str, int | None, str]]
) -> None:
    assert faults(data) == expected


def test_rows_are_counted_as_a_spreadsheet_does_after_broken_and_empty_ones() -> None:
    data = 'id,name,notes\na,"b\nc",d\n\n,x,\n'
    assert faults(data) == [("csv-line-break", 2, "name"), ("csv-empty-cell", 4, "id")]


def test_all_faults_come_together() -> None:
    assert faults("id,nam\n,b\nc\n") == [
        ("csv-column-unknown", 1, "nam"),
        ("csv-column-missing", 1, "name"),
        ("csv-column-missing", 1, "notes"),
        ("csv-empty-cell", 2, "id"),
        ("csv-cell-count", 3, ""),
    ]


def test_a_mistyped_column_is_compared_with_those_that_are_missing() -> None:
    _, _, findings = read_table(b"id,nam,notes\na,b,c\n", "t.csv", [PLAIN])
    assert findings[0].cure.fr == "Vouliez-vous dire « name » ?"


@pytest.mark.parametrize(
    ("limit", "value", "data"),
    [
        ("MAX_BYTES", 20, "id,name,notes\na,b,cc\n"),
        ("MAX_COLUMNS", 2, "id,name,notes\na,b,c\n"),
        ("MAX_ROWS", 1, "id,name,notes\na,b,c\nd,e,f\ng,h,i\n"),
        ("MAX_CELL", 5, "id,name,notes\na,bbbbbb,c\n"),
    ],
)
def test_a_sheet_over_a_limit_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, data: str
) -> None:
    monkeypatch.setattr(spreadsheets, limit, value)
    assert [code for code, _, _ in faults(data)] == ["csv-too-large"]


def test_a_cell_longer_than_pythons_own_limit_is_a_finding() -> None:
    assert faults(f"id,name,notes\na,{'b' * 200_000},c\n")[0][0] == "csv-quotes"


CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z"))).filter(bool)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5), st.sampled_from(",;"))
def test_what_a_spreadsheet_writes_is_read_back(
    cells: list[tuple[str, str, str]], delimiter: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([("id", "name", "notes"), *cells])
    assert [tuple(held.values()) for _, held in rows(out.getvalue())] == cells


@given(st.binary(max_size=120))
def test_arbitrary_bytes_give_findings_and_never_an_error(data: bytes) -> None:
    _, _, findings = read_table(data, "t.csv", [PLAIN, OTHER])
    assert findings
