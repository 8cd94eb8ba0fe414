"""The workbook given back: the same cells, those at fault red, each with what to do about it.

People mend a workbook where they wrote it, so every finding goes to its cell as a comment, and a
first sheet `verdict` lists them all. The sheet and the marks are ours and are passed over, or
taken off again, when the workbook comes back. Nothing in it can run: what looks like a formula
becomes the text it was typed as, links and conditional formats are left out. The work is done
behind the walls of `loaders.workbook_process`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from loaders.faults import Spot
from loaders.workbooks import in_a_process, judged
from ontology.errors import Finding

__all__ = ["marked_workbook"]

_SHEET: Final = "!"
# The first line of a sheet names its columns.
_HEADER: Final = 1
_WORDS: Final = {
    "fr": {
        "columns": ["Feuille", "Ligne", "Colonne", "Valeur lue", "Ce qui ne va pas", "Que faire"],
        "title": "Verdict : chaque ligne renvoie à une cellule rouge du classeur.",
        "sound": "Aucune faute : le classeur peut être envoyé.",
    },
    "en": {
        "columns": ["Sheet", "Row", "Column", "Value read", "What is wrong", "What to do"],
        "title": "Verdict: each line leads to a red cell of the workbook.",
        "sound": "No fault: the workbook can be sent.",
    },
}


def marked_workbook(data: bytes, findings: Sequence[Finding], language: str) -> bytes | None:
    """Return the workbook with its faults marked; None if it may not or cannot be opened."""
    if judged(data, Spot("")):
        return None
    task = {
        "marks": [_mark(each, language) for each in findings],
        "words": _WORDS["en" if language == "en" else "fr"],
    }
    made = in_a_process("loaders.marking_process", json.dumps(task).encode() + b"\n" + data)
    return made if isinstance(made, bytes) else None


def _mark(finding: Finding, language: str) -> dict[str, Any]:
    _, within, sheet = finding.where.partition(_SHEET)
    return {
        "sheet": sheet,
        "row": finding.line or _HEADER,
        "place": sheet if within else finding.where,
        "column": finding.field,
        "value": finding.value,
        "rule": finding.rule.in_language(language),
        "cure": finding.cure.in_language(language),
    }
