"""The process that searches a study: its text in, the workbook of candidates out, walls around it.

    python -m loaders.reading.candidates_process <bytes of memory> <seconds>

Standard input is JSON: `name` and `text` of the study, `text_name`, `record` (where the record
lies), `day`. A text that is made to keep rules busy costs this process its time, and nobody
else's. The record is read before the walls stand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from loaders.directory import read_unchecked
from loaders.reading.formats import StudyFile
from loaders.reading.workbook import candidates
from loaders.workbook_process import raise_walls
from ontology.vocabulary import read_vocabulary

__all__ = ["main"]


def main(memory: int, seconds: int) -> None:
    """Read the task on standard input, write the workbook."""
    task = json.load(sys.stdin.buffer)
    vocabulary = read_vocabulary()
    record = read_unchecked(Path(task["record"]), vocabulary)[0]
    raise_walls(memory, seconds)
    file = StudyFile(task["name"], task["text"], as_it_stands=False)
    made = candidates(file, task["text_name"], record, vocabulary, task["day"])
    sys.stdout.buffer.write(made.workbook)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
