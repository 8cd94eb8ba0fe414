"""The record once read: every file with its place, its record and its lines.

What the other rooms receive from the loaders. Nothing here reads or checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from pyoxigraph import Quad

from loaders.faults import Location, Spot, dotted
from loaders.history_records import HistoryFile
from loaders.lookups import ExpectedCounts, Group
from loaders.records import KINDS, Base, DecisionFile
from loaders.study_plan import StudyPlan

__all__ = ["Entry", "RecordSet", "folder_of", "identifier_of"]

Kind = TypeVar("Kind", bound=Base)

_FOLDERS: Final = {shape: folder for folder, shape in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the record.

    `slug` is the file name without `.yaml`; `path` is relative to the record root; `lines`
    gives the line of each location that the file writes. `origin` is what a person is shown
    as the file when it is not `path` (the spreadsheet that a record comes from).
    """

    folder: str
    slug: str
    path: str
    record: Base
    lines: Mapping[Location, int]
    origin: str = ""

    def spot(self, location: Location = ()) -> Spot:
        """Return the place of a location, or of the nearest one above it that has a line."""
        line = next(
            (
                self.lines[location[:end]]
                for end in range(len(location), -1, -1)
                if location[:end] in self.lines
            ),
            None,
        )
        return Spot(self.origin or self.path, line, dotted(location))


@dataclass(frozen=True, slots=True)
class RecordSet:
    """The whole record, entries sorted by path; `imported` holds the statements of imports.

    `plan` is what people mean to study: it stands beside the record and says nothing of the world.
    """

    root: Path
    entries: tuple[Entry, ...]
    identities: DecisionFile = field(default_factory=DecisionFile)
    expected: ExpectedCounts = field(default_factory=ExpectedCounts)
    groups: tuple[Group, ...] = ()
    history: HistoryFile = field(default_factory=HistoryFile)
    imported: Mapping[str, tuple[Quad, ...]] = field(default_factory=dict)
    plan: StudyPlan = field(default_factory=StudyPlan)

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the records of one kind, in the order of their paths."""
        return tuple(entry.record for entry in self.entries if isinstance(entry.record, kind))


def folder_of(record: Base) -> str:
    """Return the folder in which records of this kind stand."""
    return _FOLDERS[type(record)]


def identifier_of(record: Base) -> str:
    """Return the slug of a record: its first field, after the `/` of a reference."""
    value = str(getattr(record, next(iter(type(record).model_fields))))
    return value.rpartition("/")[2]
