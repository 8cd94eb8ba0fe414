"""Tables that `alliances export` wrote, given back to `alliances load`.

A table is made of the graph, for reading: a line of it gathers what several records say, so it
cannot be written back. What comes back unchanged is told to be known, and nothing happens; a
cell that was changed is named, with the record or the template in which such a change is made.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commands.delivery import published
from graph.store import Store
from loaders.faults import refusal
from ontology.errors import Finding, Text
from queries.catalogue import Question, export_names, read_export
from queries.exports import export
from queries.writing import Edition

__all__ = ["Returned", "set_apart"]

# A header is one line; a file without a line end is not read as a whole to learn that.
_HEADER: Final = 20_000
_ELSEWHERE: Final = Text(
    "Un export se lit ; pour corriger, changez la fiche ou remplissez « alliances template ».",
    "An export is for reading; to mend, change the record or fill in “alliances template”.",
)
_LINES: Final = 100

Rows = Mapping[tuple[str, ...], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Returned:
    """Files that are to be loaded, and what is said of those that only came back."""

    others: tuple[Path, ...]
    told: tuple[Text, ...]


def set_apart(paths: Sequence[Path], store: Path) -> Returned:
    """Part the tables that were exported from the files to load.

    `store` is the directory of snapshots. Raises RecordError with every cell that was changed
    (of each file, the first 100), StoreError when nothing is published to compare with.
    """
    kinds = {path: held for path in paths if (held := _kind(path))}
    if not kinds:
        return Returned(tuple(paths), ())
    told: list[Text] = []
    faults: list[Finding] = []
    with published(store) as (graph, edition):
        for path, (kind, delimiter) in kinds.items():
            definition = read_export(kind)
            ours = _ours(definition, graph, edition)
            found = tuple(_changes(path, definition, delimiter, ours))
            faults += found[:_LINES]
            told.append(_same(path.name, kind, len(ours)))
    if faults:
        raise refusal(faults)
    return Returned(tuple(path for path in paths if path not in kinds), tuple(told))


def _kind(path: Path) -> tuple[str, str] | None:
    """Return which export has the header of a CSV file, and what parts its cells."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return None
    with path.open("rb") as file:
        first = file.readline(_HEADER).decode("utf-8-sig", errors="replace").strip()
    for kind in export_names():
        names = [column.name for column in read_export(kind).written]
        for delimiter in ",;":
            if first == delimiter.join(names):
                return kind, delimiter
    return None


def _ours(definition: Question, store: Store, edition: Edition) -> Rows:
    text = export(definition.name, "csv", store, edition).decode()
    return {_key(definition, row): row for row in csv.DictReader(io.StringIO(text, newline=""))}


def _key(definition: Question, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name) or "" for name in definition.key)


def _changes(path: Path, definition: Question, delimiter: str, ours: Rows) -> Iterator[Finding]:
    """Yield what differs from the export of today, line after line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter=delimiter), start=2):
                key = _key(definition, row)
                if key not in ours:
                    yield _fault(path, number, ", ".join(definition.key), " ".join(key), _UNKNOWN)
                    continue
                for name, value in row.items():
                    if ours[key].get(name) != value:
                        yield _fault(path, number, str(name), str(value), _CHANGED)
    except (UnicodeDecodeError, csv.Error):
        yield _fault(path, None, "", "", _UNREADABLE)


_UNKNOWN: Final = Text(
    "Cette ligne n'est pas dans le graphe publié.", "This line is not in the published graph."
)
_CHANGED: Final = Text(
    "Cette cellule n'est pas celle du graphe publié.",
    "This cell is not that of the published graph.",
)
_UNREADABLE: Final = Text("Ce fichier ne se lit pas.", "This file cannot be read.")


def _fault(path: Path, line: int | None, field: str, value: str, rule: Text) -> Finding:
    return Finding("export-changed", rule, _ELSEWHERE, path.name, line, field, value)


def _same(name: str, kind: str, number: int) -> Text:
    return Text(
        f"{name} : export « {kind} », {number} lignes comme dans le graphe ; rien à charger.",
        f"{name}: export “{kind}”, {number} lines as in the graph; nothing to load.",
    )
