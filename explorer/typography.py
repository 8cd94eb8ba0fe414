"""How text, numbers and dates look on a page: the same way as in sentences and exports.

The rules stand a room below, since an export writes sentences too; pages ask for them here.
"""

from __future__ import annotations

from queries.typography import date, french, measured, number

__all__ = ["date", "french", "measured", "number"]
