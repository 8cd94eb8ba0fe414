"""Candidates for somebody who is not at this machine: a file that was sent, a workbook given back.

Both the parsing of the file and the search of its text happen in processes of their own, with
little memory and time. Nothing is written: the text is read out of the same file again when the
corrected workbook comes back, and the workbook knows its digest.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from slugify import slugify

from loaders.faults import Spot, refusal
from loaders.reading.draft import title_of
from loaders.reading.formats import study_of
from loaders.workbooks import in_a_process
from ontology.errors import Text

__all__ = ["proposed_workbook"]

_SECONDS: Final = 60


def proposed_workbook(name: str, data: bytes, root: Path, day: str) -> tuple[str, bytes]:
    """Return what the study may be called in a file name, and the workbook of its candidates.

    `root` is the record whose names are looked for, `day` today. Raise RecordError with why the
    file cannot be read, or asks for too much.
    """
    file = study_of(name, data)
    slug = slugify(title_of(file.text), max_length=60, word_boundary=True) or "etude"
    task = {
        "name": file.name,
        "text": file.text,
        "text_name": f"{slug}.texte.txt",
        "record": str(root),
        "day": day,
    }
    made = in_a_process("loaders.reading.candidates_process", json.dumps(task).encode(), _SECONDS)
    if isinstance(made, str):
        raise refusal([Spot(name).fault("study-too-heavy", *_HEAVY)])
    return slug, made


_HEAVY: Final = (
    Text(
        "La lecture de cette étude demande trop de mémoire ou de temps.",
        "Reading this study asks for too much memory or time.",
    ),
    Text("Envoyez-la chapitre par chapitre.", "Send it chapter by chapter."),
)
