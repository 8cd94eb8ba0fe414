"""The expected counts of `counts.yaml` while the record grows or shrinks on purpose.

The counts are there to notice a loss or a double. What a person accepts is neither: it opens
one side of every bound in the same write, and the build that follows closes it again with what
it finds (`alliances build --recount`). The other side stays, so that a record that is lost by
mistake while others are added is still noticed. Comments and order of the file are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

__all__ = ["HIGHEST", "counted", "grown", "shrunk"]

# Stands for "as many as there are".
HIGHEST: Final = 1_000_000_000
_CLASS: Final = re.compile(r"^ +(?P<name>[A-Z]\w*):\s*$")
_BOUND: Final = re.compile(r"^(?P<head> +(?P<side>min|max): )\d+\s*$")


def grown(text: str) -> str:
    """Return the file with no greatest number."""
    return _changed(text, lambda _, side, line: f"{line}{HIGHEST}" if side == "max" else "")


def shrunk(text: str) -> str:
    """Return the file with no least number."""
    return _changed(text, lambda _, side, line: f"{line}0" if side == "min" else "")


def counted(text: str, found: Mapping[str, int]) -> str:
    """Return the file with what was found of each class as its one number."""
    return _changed(text, lambda name, _, line: f"{line}{found[name]}" if name in found else "")


def _changed(text: str, bound: Callable[[str, str, str], str]) -> str:
    """Return the text with each bound as `bound(class, side, head)` says; "" keeps it."""
    name = ""
    lines = []
    for line in text.splitlines():
        named, bounded = _CLASS.match(line), _BOUND.match(line)
        name = named["name"] if named else name
        new = bound(name, bounded["side"], bounded["head"]) if bounded else ""
        lines.append(new or line)
    return "\n".join([*lines, ""])
