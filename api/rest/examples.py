"""What answers look like: for each operation, its example answered on the record, shortened.

Kept in a file, so that the description needs no snapshot and costs nobody a query. What is in
the file was answered once and says from which data; it is shortened to be read, and says so.
`alliances reference --examples` writes it again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from api.rest.shapes import JSON

__all__ = ["FILE", "examples", "shortened"]

FILE: Final = "examples.json"

# Things of a list, and characters of a text, that an example shows.
_THINGS: Final = 1
_TEXT: Final = 240


@cache
def examples() -> Mapping[str, JSON]:
    """Return the body of an answer for each operation that had one, by its name."""
    text = (files("api") / "rest" / FILE).read_text(encoding="utf-8")
    found: dict[str, JSON] = json.loads(text)
    return found


def shortened(value: Any) -> Any:
    """Return `value` with the first thing of each list and the beginning of long texts."""
    if isinstance(value, dict):
        return {name: shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in value[:_THINGS]]
    if isinstance(value, str) and len(value) > _TEXT:
        return f"{value[:_TEXT]}…"
    return value
