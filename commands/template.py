"""`alliances template`: an empty workbook to fill in, with its drop-down lists."""

from __future__ import annotations

from pathlib import Path

from commands.delivery import deliver
from loaders.templates import template
from ontology.vocabulary import read_vocabulary

__all__ = ["template_command"]


def template_command(kind: str, out: Path | None) -> None:
    """Write the template of one table to `out`, or to standard output."""
    deliver(template(kind, read_vocabulary()), out)
