"""The page of measurements: one section for each thing measured, rewritten by itself."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

__all__ = ["PAGE", "ROOT", "table", "where_and_when", "write_section"]

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "reference" / "measurements.md"


def where_and_when(command: str) -> str:
    """Return the sentence that says by what, when and on which machine something was measured."""
    return (
        f"Written by `{command}` on {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} at the start."
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    return [
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def write_section(name: str, lines: Iterable[str], page: Path = PAGE) -> None:
    """Put `lines` in the place of the section `name` of the page, or behind the others."""
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = "\n".join([start, *lines, end])
    text = page.read_text(encoding="utf-8") if page.exists() else "# Measurements\n"
    found = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if found.search(text):
        # As a function, because what is measured may hold a backslash.
        text = found.sub(lambda _: section, text)
    else:
        text = f"{text.rstrip()}\n\n{section}\n"
    page.write_text(text, encoding="utf-8")
