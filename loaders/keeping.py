"""Loading the good rows of a sheet, and keeping the refused ones for their author.

A row is left out when anything is wrong with it, and then whatever depended on it: a case
whose partner's row was refused, the other rows of an indicator. What is left must pass every
check that a whole load passes; nothing is half loaded. A fault that stands in no row (a
missing column, a YAML file, the record itself) still refuses everything.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.directory import first_bytes
from loaders.loading import Plan, plan
from loaders.spreadsheets import MAX_BYTES, REASON, raw_rows
from ontology.errors import Finding, RecordError
from ontology.vocabulary import Vocabulary

__all__ = ["Kept", "plan_keeping", "refused_text"]

# Row number -> what is wrong with it.
Refused = Mapping[int, Sequence[Finding]]
_SHEETS: Final = frozenset({".csv"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What the good rows would change, and the refused rows of each file."""

    plan: Plan
    refused: Mapping[Path, Refused]


def plan_keeping(paths: Sequence[Path], root: Path, vocabulary: Vocabulary) -> Kept:
    """Return what loading the good rows of `paths` would change, and which rows are refused.

    Raise RecordError when a fault stands outside the rows, or two sheets share a name.
    """
    sheets = {path.name: path for path in paths if path.suffix in _SHEETS}
    found: dict[tuple[str, int], list[Finding]] = {}
    while True:
        try:
            kept = plan(paths, root, vocabulary, without=frozenset(found))
        except RecordError as error:
            rows = [_row(finding, sheets) for finding in error.findings]
            named = len(sheets) == sum(path.suffix in _SHEETS for path in paths)
            if not named or not rows or None in rows:
                raise
            for row, finding in zip(rows, error.findings, strict=True):
                if row is not None:
                    found.setdefault(row, []).append(finding)
        else:
            break
    refused: dict[Path, dict[int, list[Finding]]] = {}
    for (name, number), findings in sorted(found.items()):
        refused.setdefault(sheets[name], {})[number] = findings
    return Kept(kept, refused)


def _row(finding: Finding, sheets: Mapping[str, Path]) -> tuple[str, int] | None:
    # Row 1 is the header: without it no row can be read.
    if finding.where in sheets and finding.line is not None and finding.line > 1:
        return finding.where, finding.line
    return None


def refused_text(path: Path, refused: Refused, language: str) -> str:
    """Return the refused rows of a sheet as a sheet of the same form, each with its reasons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    width = 0
    place: int | None = None
    for number, cells in raw_rows(first_bytes(path, MAX_BYTES)):
        if width == 0:
            width = len(cells)
            place = cells.index(REASON) if REASON in cells else None
            writer.writerow(_with_reason(cells, place, REASON))
        elif number in refused:
            said = (f"{each.field}: {each.rule.in_language(language)}" for each in refused[number])
            # A row with too few cells keeps its reason under the right column.
            row = [*cells, *[""] * (width - len(cells))]
            writer.writerow(_with_reason(row, place, " ".join(dict.fromkeys(said))))
    return out.getvalue()


def _with_reason(cells: Sequence[str], place: int | None, reason: str) -> list[str]:
    if place is None:
        return [*cells, reason]
    return [*cells[:place], reason, *cells[place + 1 :]]
