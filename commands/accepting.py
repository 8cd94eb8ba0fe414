"""A sheet that a person filled, on its way into the record: what it changes is shown first.

A record that was cut short while writing is completed before anything else; nothing is written
until it is accepted, and then all or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from commands.load import SHOWN, WRITTEN
from commands.progress import working
from commands.settings import Settings
from loaders.directory import read_directory
from loaders.faults import Spot, refusal
from loaders.loading import Plan
from loaders.recordset import RecordSet
from loaders.writing import recover, write_all
from ontology.errors import Text
from ontology.vocabulary import Vocabulary, read_vocabulary

__all__ = ["given_sheet", "write_accepted"]


def write_accepted(
    settings: Settings,
    planned: Callable[[RecordSet, Vocabulary], Plan],
    *,
    accept: bool,
    language: str,
) -> str:
    """Show what a plan would change; write it when accepted and when it changes something."""
    recover(settings.record)
    with working(Text("Lecture et contrôle", "Reading and checking"), language):
        vocabulary = read_vocabulary()
        plan = planned(read_directory(settings.record, vocabulary), vocabulary)
    lines = [plan.difference.text()]
    if plan.texts and accept:
        write_all(settings.record, plan.texts)
    if plan.texts:
        lines.append(WRITTEN if accept else SHOWN)
    return "\n".join(line.in_language(language) for line in lines)


def given_sheet(sheet: Path) -> Path:
    """Return the path of a file that exists; raise RecordError for one that does not."""
    if not sheet.is_file():
        raise refusal([Spot(sheet.name).fault("file-absent", *_ABSENT)])
    return sheet


_ABSENT: Final = (
    Text("Ce fichier n'existe pas.", "There is no such file."),
    Text("Vérifiez le chemin.", "Check the path."),
)
