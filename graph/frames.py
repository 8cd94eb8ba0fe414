"""Rows as a data frame, with polars, which is an extra: nothing else needs it.

A column is whole numbers, numbers, truth values or text, as its values are; a column that
mixes them is text, so that nothing is guessed. A column where a row holds a list holds lists.
Decimals become floating-point numbers, because that is what whoever reckons on needs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from graph.cells import Cell
from ontology.errors import AlliancesError, Text

if TYPE_CHECKING:
    import polars as pl

__all__ = ["frame", "parquet"]

_TEXT: Final = "String"
_NUMBER: Final = "Float64"
# Beyond these a whole number is written as text: no column type holds it exactly.
_LARGEST: Final = 2**63 - 1


def frame(names: Sequence[str], rows: Iterable[Sequence[Cell | tuple[Cell, ...]]]) -> pl.DataFrame:
    """Return a frame with one column for each name, in order, also when there is no row.

    Raise AlliancesError when polars is not installed.
    """
    try:
        import polars  # noqa: PLC0415  an extra, and half a second to import
    except ImportError as error:
        raise _missing() from error
    held = list(rows)
    columns = []
    for place, name in enumerate(names):
        values = [row[place] for row in held]
        listed = any(isinstance(value, tuple) for value in values)
        lists = [value if isinstance(value, tuple) else (value,) for value in values]
        kind = _kind([one for each in lists for one in each if one is not None])
        plain = [[_plain(one, kind) for one in each] for each in lists]
        dtype = getattr(polars, kind)
        if listed:
            columns.append(polars.Series(name, plain, dtype=polars.List(dtype)))
        else:
            columns.append(polars.Series(name, [each[0] for each in plain], dtype=dtype))
    return polars.DataFrame(columns)


def parquet(names: Sequence[str], rows: Iterable[Sequence[Cell | tuple[Cell, ...]]]) -> bytes:
    """Return a table as a Parquet file, with the column types of `frame`."""
    out = io.BytesIO()
    frame(names, rows).write_parquet(out, compression="zstd")
    return out.getvalue()


def _kind(values: Sequence[Cell]) -> str:
    """Return the polars type that holds every one of `values`."""
    kinds = {type(value) for value in values}
    if kinds == {bool}:
        return "Boolean"
    if kinds == {int} and all(abs(int(str(value))) <= _LARGEST for value in values):
        return "Int64"
    return _NUMBER if kinds and kinds <= {int, Decimal} and Decimal in kinds else _TEXT


def _plain(value: Cell, kind: str) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool):
        return value if kind != _TEXT or value is None else str(value).lower()
    if kind == _NUMBER:
        return float(value)
    return str(value) if kind == _TEXT or isinstance(value, Decimal) else value


def _missing() -> AlliancesError:
    return AlliancesError(
        Text("polars n'est pas installé.", "polars is not installed."),
        Text(
            "Installez l'extra : pip install 'alliances[frames]'.",
            "Install the extra: pip install 'alliances[frames]'.",
        ),
    )
