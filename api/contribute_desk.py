"""Where contributions are taken in: reads them, decides, notes who did what, has it published.

The rules are those of `loaders.deciding`; here stand who may do what, and the ledger: one line of
JSON, flushed to disk, before each change and one after it, so that what was tried is known even
if the process dies between the two. What was worked out is kept while neither the contribution
nor any file of the record has changed.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar, cast

from api.rebuilding import Rebuilder
from api.writers import Guard, Writers
from explorer.preview import preview
from loaders import deciding
from loaders.coding.codings import CodingRecord
from loaders.contribution_kinds import coding_of
from loaders.contributions import FOLDER, Contribution, Contributions, Event, Kind
from loaders.deciding import Assessment, Deed
from loaders.directory import read_unchecked
from loaders.marking import marked_workbook
from loaders.records import CaseRecord
from loaders.recordset import RecordSet
from loaders.writing import recover
from ontology.errors import AlliancesError, ForbiddenError, NotHeldError, Text
from ontology.vocabulary import Vocabulary, fold
from queries.changes import Change

__all__ = ["ACTIONS", "ANSWER", "WORKBOOK", "Desk"]

# The name under which an uploaded workbook is kept, whatever its sender calls it.
WORKBOOK: Final = "classeur.xlsx"
# The name under which what a page answers (a sentence, decisions) is kept.
ANSWER: Final = "reponse.yaml"
_LEDGER: Final = "ledger.jsonl"
_KEPT: Final = 24
Made = TypeVar("Made")

_SENDER: Final = frozenset({"send", "answer", "withdraw"})
_REVIEWER: Final = frozenset({"accept", "ask", "refuse", "undo"})
# What may be done to a contribution; "refresh" by either.
ACTIONS: Final = _SENDER | _REVIEWER | {"refresh"}


@dataclass(slots=True)
class Desk:
    """One application's desk: the record, who may write, and what has contributions published."""

    box: Contributions
    writers: Writers
    guard: Guard
    rebuilder: Rebuilder
    vocabulary: Vocabulary
    _held: OrderedDict[Hashable, object] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, identifier: str, who: str) -> Contribution:
        """Return a contribution that `who` may see; any other is none for them."""
        one = self.box.get(identifier)
        if one.by != who and not self.writers.reviews(who):
            raise NotHeldError(
                Text("Cette contribution n'existe pas.", "There is no such contribution."),
                Text("Revenez à la liste.", "Go back to the list."),
            )
        return one

    def add(self, who: str, kind: Kind, name: str, files: Mapping[str, bytes]) -> Contribution:
        """Keep what is sent as a draft, read against the record as it is.

        `name` is what its sender calls it; `files` are the names under which it is kept.
        """
        event = Event(who, _now(), "draft", name)
        self.note(who, "upload", "", "begun")
        one = self.box.add(kind, event, files, {})
        one, _ = deciding.refresh(self.box, one, self.vocabulary)
        self.note(who, "upload", one.id, one.sha256)
        return one

    def keep_form(
        self,
        who: str,
        taken: tuple[str, str],
        files: Mapping[str, bytes],
        seen: Mapping[str, str],
    ) -> Contribution:
        """Keep the files of a form, as a draft or in the place of what was sent before.

        `taken` is the contribution that is taken up again and the digest of its file as it was
        read, "" for none. Raise ConflictError if somebody has changed that one since.
        """
        name = next(iter(files)).removesuffix(".yaml")
        identifier, state = taken
        self.note(who, "form", identifier, "begun")
        if not identifier:
            one = self.box.add("form", Event(who, _now(), "draft", name), files, seen)
        else:
            held = self.get(identifier, who)
            if held.by != who or not held.open or held.kind != "form":
                raise ForbiddenError(*_NOT_YOURS)
            one = self.box.replace_files(held, Event(who, _now(), "edited"), files, seen, state)
        self.note(who, "form", one.id, one.sha256)
        return one

    def act(self, one: Contribution, who: str, action: str, *, text: str, base: str) -> None:
        """Do one of ACTIONS; raise ForbiddenError, ConflictError or RecordError."""
        self._allow(one, who, action)
        deed = Deed(who, _now(), text, base)
        self.note(who, action, one.id, "begun")
        try:
            self._do(one, action, deed)
        except AlliancesError as error:
            self.note(who, action, one.id, f"refused: {error.summary.en}")
            raise
        self.note(who, action, one.id, "done")
        if action in {"accept", "undo"}:
            self.rebuilder.ask()

    def _allow(self, one: Contribution, who: str, action: str) -> None:
        mine, reviewer = one.by == who, self.writers.reviews(who)
        allowed = (
            (action in _SENDER and mine)
            or (action in _REVIEWER and reviewer)
            or (action == "refresh" and (mine or reviewer))
        )
        if action == "accept" and one.state == "draft" and not mine:
            allowed = False
        if not allowed:
            raise ForbiddenError(*_NOT_YOURS)

    def _do(self, one: Contribution, action: str, deed: Deed) -> None:
        recover(self.box.root)
        match action:
            case "send":
                deciding.send(self.box, one, self.vocabulary, deed)
            case "accept":
                deciding.accept(self.box, one, self.vocabulary, deed)
            case "undo":
                deciding.undo(self.box, one, self.vocabulary, deed)
            case "refresh":
                deciding.refresh(self.box, one, self.vocabulary)
            case "ask":
                deciding.ask(self.box, one, deed)
            case "answer":
                deciding.answer(self.box, one, deed)
            case "refuse":
                deciding.refuse(self.box, one, deed)
            case _:
                deciding.withdraw(self.box, one, deed)

    def assess(self, one: Contribution) -> Assessment:
        """Return what it would do to the record as it is."""

        def work() -> Assessment:
            return deciding.assess(self.box, one, self.vocabulary)

        return self._kept(("assess", one.text(), self._stamp()), work)

    def changes(self, one: Contribution) -> tuple[Change, ...]:
        """Return what accepting it would change in the graph; nothing if it has faults."""

        def work() -> tuple[Change, ...]:
            plan = self.assess(one).plan
            return preview(plan, self.vocabulary) if plan is not None else ()

        return self._kept(("changes", one.id, one.sha256, self._stamp()), work)

    def record(self) -> RecordSet:
        """Return the record as it is, whatever its faults."""
        return self._kept(
            ("record", self._stamp()), lambda: read_unchecked(self.box.root, self.vocabulary)[0]
        )

    def cases(self) -> list[tuple[str, str]]:
        """Return name and slug of every case of the record, as a dictionary orders names."""
        held = ((each.name, each.case) for each in self.record().of(CaseRecord))
        return sorted(held, key=lambda one: (fold(one[0]), one[1]))

    def coding(self, one: Contribution) -> CodingRecord | None:
        """Return both codings of an open coding sheet; None for any other, or one at fault."""
        if one.kind != "coding" or not one.open or self.assess(one).plan is None:
            return None

        def work() -> CodingRecord:
            return coding_of(self.box, one, self.record(), self.vocabulary)

        return self._kept(("coding", one.id, one.sha256, self._stamp()), work)

    def marked(self, one: Contribution, language: str) -> bytes:
        """Return the workbook that was sent, marked; as it was sent if it cannot be opened."""
        data = self.box.paths(one)[0].read_bytes()
        findings = self.assess(one).findings if one.open else ()
        made = marked_workbook(data, findings, language)
        if made is None:
            raise NotHeldError(*_UNMARKED)
        return made

    def note(self, who: str, action: str, identifier: str, outcome: str) -> None:
        """Add a line to the ledger, on disk before this returns."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": who,
            "action": action,
            "contribution": identifier,
            "outcome": outcome,
        }
        folder = self.box.root / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LEDGER, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            os.write(handle, json.dumps(line, ensure_ascii=False).encode() + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)

    def _stamp(self) -> Hashable:
        """Return what differs whenever a file of the record does."""
        proposed = self.box.root / FOLDER
        found: list[tuple[str, int, int]] = []
        for folder in sorted(path for path in self.box.root.iterdir() if path != proposed):
            for path in folder.iterdir() if folder.is_dir() else (folder,):
                found.append(_state(path))
        return tuple(found)

    def _kept(self, key: Hashable, work: Callable[[], Made]) -> Made:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return cast("Made", self._held[key])  # put there by the same work
        made = work()
        with self._lock:
            self._held[key] = made
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return made


def _state(path: Path) -> tuple[str, int, int]:
    try:
        state = path.stat()
    except FileNotFoundError:
        return str(path), 0, 0
    return str(path), state.st_mtime_ns, state.st_size


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


_NOT_YOURS: Final = (
    Text("Cette décision ne vous revient pas.", "This decision is not yours to take."),
    Text("Demandez à une personne qui relit.", "Ask somebody who reviews."),
)
_UNMARKED: Final = (
    Text("Ce fichier ne s'ouvre pas comme un classeur.", "This file does not open as a workbook."),
    Text("La page dit ce qui ne va pas.", "The page says what is wrong."),
)
