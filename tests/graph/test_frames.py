"""Rows become columns of one type each, and nothing is guessed on the way."""

from __future__ import annotations

import io
import sys
from decimal import Decimal

import polars as pl
import pytest

from graph.cells import Cell
from graph.frames import frame, parquet
from ontology.errors import AlliancesError


@pytest.mark.parametrize(
    ("values", "dtype", "held"),
    [
        ([1, None, 3], pl.Int64, [1, None, 3]),
        ([Decimal("5.5"), 6, None], pl.Float64, [5.5, 6.0, None]),
        ([True, None, False], pl.Boolean, [True, None, False]),
        (["a", None], pl.String, ["a", None]),
        ([1, "a", True, Decimal("2.50")], pl.String, ["1", "a", "true", "2.50"]),
        ([10**30, 1], pl.String, [str(10**30), "1"]),
        ([None, None], pl.String, [None, None]),
    ],
)
def test_a_column_has_the_type_of_its_values(
    values: list[Cell], dtype: pl.DataType, held: list[object]
) -> None:
    found = frame(["column"], [[value] for value in values])
    assert found["column"].dtype == dtype
    assert found["column"].to_list() == held


def test_a_list_stays_a_list_in_parquet_too() -> None:
    rows: list[list[Cell | tuple[Cell, ...]]] = [["a", ("x", "y")], ["b", ()], ["c", "z"]]
    read = pl.read_parquet(io.BytesIO(parquet(["id", "names"], rows)))
    assert read["names"].to_list() == [["x", "y"], [], ["z"]]
    assert parquet(["id", "names"], rows) == parquet(["id", "names"], rows)


def test_a_frame_without_rows_keeps_its_columns() -> None:
    assert frame(["one", "two"], []).columns == ["one", "two"]


def test_a_formula_is_only_a_text_in_a_frame() -> None:
    assert frame(["label"], [["=1+1"]])["label"].to_list() == ["=1+1"]


def test_without_polars_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(AlliancesError) as refusal:
        frame(["one"], [])
    assert "alliances[frames]" in refusal.value.cure.fr
