"""The part of the record that the foundation began with, cut out of the record of today.

The foundation's aims (a build under 5 s and 300 MB) were set for two documents with their
figures and claims, the cases and the organisations. The record has grown four times since. So
both are measured: the whole, and this part, by the code of today.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import yaml

__all__ = ["cut_out"]

# The documents that the foundation curated, by identifier.
_DOCUMENTS: Final = frozenset({"communique-phare-institutions-2016", "phare-en-quelques-mots"})
# What came later: indicators, series compared, explanations of contradictions, workshops.
_LATER: Final = ("indicators", "comparisons", "discrepancies", "releases")


def cut_out(record: Path, target: Path) -> None:
    """Copy `record` to `target`, which must not exist, without what the foundation had not.

    Other documents keep their passages, which cases and organisations name, and lose figures
    and claims; pages of other studies lose their figures.
    """
    shutil.copytree(record, target, ignore=shutil.ignore_patterns(*_LATER))
    for path in sorted((target / "documents").glob("*.yaml")):
        if path.stem not in _DOCUMENTS:
            _emptied(path, "figures", "claims")
    for path in sorted((target / "pages").glob("*.yaml")):
        _emptied(path, "figures")


def _emptied(path: Path, *keys: str) -> None:
    held: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key in keys:
        if key in held:
            held[key] = []
        if key in held.get("counts", {}):
            held["counts"][key] = 0
    path.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), encoding="utf-8")
