"""How text, numbers and dates look on a page: the same way as in sentences and exports.

The rules stand a room below, since an export writes sentences too; pages ask for them here.
A page alone also turns the typewriter's apostrophe into the printed one: in what the graph
and the interface say, never in a quotation, which keeps the signs of its source.
"""

from __future__ import annotations

import re
from typing import Final

from queries.typography import date, french, measured, number

__all__ = ["apostrophes", "date", "french", "measured", "number"]

_APOSTROPHE: Final = re.compile(r"(?<=[^\W\d_])'(?=[\w«]|$)")


def apostrophes(text: str) -> str:
    """Return `text` with the printed apostrophe wherever a straight one joins two letters."""
    return _APOSTROPHE.sub("\u2019", text)
