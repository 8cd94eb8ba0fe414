"""What people propose on the pages, kept as files until it is decided, and ever after.

Each contribution is a small JSON file in `contributions/` of the record directory, beside a
folder with what was sent, byte for byte. It is no part of the record and no graph is built from
it: a contribution becomes part of the record only when it is accepted (`loaders.deciding`), in
one write with the journal `contributions.yaml`, which says who, when and from what. Every
change of state is written as a load is (`loaders.writing`): whole or not at all, and refused
when somebody else has changed the same contribution since it was read.

A person keeps DRAFTS drafts, of which the oldest makes room for the next, and may have WAITING
contributions wait; more is refused, so that nobody can fill the disk.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from loaders.writing import digest_of, write_all
from ontology.errors import ConflictError, NotHeldError, RecordError, Text

__all__ = [
    "DRAFTS",
    "FOLDER",
    "OPEN",
    "WAITING",
    "Contribution",
    "Contributions",
    "Event",
    "Kind",
    "State",
]

FOLDER: Final = "contributions"
DRAFTS: Final = 20
WAITING: Final = 200
_ID: Final = re.compile(r"\d{8}-[0-9a-f]{10}")
# Seconds to wait for another write to end, and between two looks.
_PATIENCE: Final = 10.0
_PAUSE: Final = 0.05

Kind: TypeAlias = Literal["workbook", "form", "quote", "coding", "decision", "identity", "plan"]
State: TypeAlias = Literal[
    "draft", "waiting", "asked", "accepted", "refused", "withdrawn", "undone"
]
# States in which something may still become of a contribution.
OPEN: Final[frozenset[State]] = frozenset({"draft", "waiting", "asked"})


@dataclass(frozen=True, slots=True)
class Event:
    """One step: who, when (ISO, UTC), what became of it, and the words that were said."""

    who: str
    when: str
    what: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One proposal, as its file says.

    `name` is what the sender called it; `files` are the names of what was sent, `sha256` their
    common digest. `seen` holds the digest of each file of the record as the sender saw it (""
    for one that did not exist). Once accepted, `before` holds the text of each file it changed,
    None for a new one, and `after` the digest of what was written.
    """

    id: str
    kind: Kind
    by: str
    sent: str
    name: str
    sha256: str
    files: tuple[str, ...]
    state: State = "draft"
    seen: Mapping[str, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    before: Mapping[str, str | None] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the path of its file in the record directory."""
        return f"{FOLDER}/{self.id}.json"

    @property
    def open(self) -> bool:
        """Tell whether something may still become of it."""
        return self.state in OPEN

    @property
    def waits(self) -> bool:
        """Tell whether it has been sent and nobody has decided."""
        return self.open and self.state != "draft"

    def text(self) -> str:
        """Return the text of its file."""
        data = {
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "events": [asdict(each) for each in self.events],
            "seen": dict(self.seen),
            "before": dict(self.before),
            "after": dict(self.after),
        }
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def then(self, state: State, event: Event, **changes: Any) -> Contribution:
        """Return it in another state, with what happened added to its story."""
        return replace(self, state=state, events=(*self.events, event), **changes)


@dataclass(frozen=True, slots=True)
class Contributions:
    """Every contribution to the record under `root`."""

    root: Path

    def get(self, identifier: str) -> Contribution:
        """Return one of them; raise NotHeldError if there is none, or its file is damaged."""
        found = self._read(identifier) if _ID.fullmatch(identifier) else None
        if found is None:
            raise NotHeldError(
                Text("Cette contribution n'existe pas.", "There is no such contribution."),
                Text("Revenez à la liste.", "Go back to the list."),
            )
        return found

    def all(self) -> tuple[Contribution, ...]:
        """Return all that can be read, the newest first."""
        held = sorted((self.root / FOLDER).glob("*.json"), reverse=True)
        read = (self._read(path.stem) for path in held)
        found = [each for each in read if each is not None]
        return tuple(sorted(found, key=lambda each: (each.sent, each.id), reverse=True))

    def paths(self, contribution: Contribution) -> tuple[Path, ...]:
        """Return the files that were sent."""
        return tuple(self.root / FOLDER / contribution.id / name for name in contribution.files)

    def add(
        self, kind: Kind, event: Event, files: Mapping[str, bytes], seen: Mapping[str, str]
    ) -> Contribution:
        """Keep what somebody sends as a draft; raise RecordError when too much waits already.

        `event` says who sends it, when, and what it is called.
        """
        by, when = event.who, event.when
        mine = [each for each in self.all() if each.by == by]
        if sum(each.waits for each in mine) >= WAITING:
            raise RecordError(*_FULL)
        made = Contribution(
            id=f"{when[:10].replace('-', '')}-{secrets.token_hex(5)}",
            kind=kind,
            by=by,
            sent=when,
            name=event.text,
            sha256=_digest(files),
            files=tuple(files),
            seen=dict(seen),
            events=(event,),
        )
        texts: dict[str, str | bytes | None] = {made.path: made.text()}
        texts |= {f"{FOLDER}/{made.id}/{each}": data for each, data in files.items()}
        for old in [each for each in mine if each.state == "draft"][DRAFTS - 1 :]:
            texts |= dict.fromkeys([old.path, *(f"{FOLDER}/{old.id}/{one}" for one in old.files)])
        self.write(texts, {})
        return made

    def replace_files(
        self,
        one: Contribution,
        event: Event,
        files: Mapping[str, bytes],
        seen: Mapping[str, str],
        state: str,
    ) -> Contribution:
        """Keep other files in the place of those sent; `state` is the digest of its file as read.

        What was asked about waits again. Raise ConflictError if it has changed since.
        """
        texts: dict[str, str | bytes | None] = {
            f"{FOLDER}/{one.id}/{each}": None for each in one.files if each not in files
        }
        texts |= {f"{FOLDER}/{one.id}/{each}": data for each, data in files.items()}
        after = one.then(
            "waiting" if one.state == "asked" else one.state,
            event,
            files=tuple(files),
            sha256=_digest(files),
            seen=dict(seen),
        )
        self.write({after.path: after.text(), **texts}, {one.path: state})
        return after

    def change(
        self,
        before: Contribution,
        after: Contribution,
        texts: Mapping[str, str | bytes | None] = MappingProxyType({}),
        expected: Mapping[str, str] = MappingProxyType({}),
    ) -> Contribution:
        """Write a contribution's new state, and `texts` with it, or nothing.

        Raise ConflictError if its file, or one of `expected`, is not as it was read.
        """
        read = hashlib.sha256(before.text().encode()).hexdigest()
        self.write({after.path: after.text(), **texts}, {before.path: read, **expected})
        return after

    def write(self, texts: Mapping[str, str | bytes | None], expected: Mapping[str, str]) -> None:
        """Write as `write_all` does, after other writes have ended."""
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return write_all(self.root, texts, expected)
            except ConflictError:
                raise
            except RecordError:
                if time.monotonic() > until:
                    raise
                time.sleep(_PAUSE)

    def digest(self, path: str) -> str:
        """Return the digest of a file of the record, "" where there is none."""
        return digest_of(self.root, path)

    def stale(self, contribution: Contribution) -> tuple[str, ...]:
        """Return the files of the record that have changed since the sender saw them."""
        return tuple(path for path, seen in contribution.seen.items() if self.digest(path) != seen)

    def _read(self, identifier: str) -> Contribution | None:
        try:
            data = json.loads((self.root / FOLDER / f"{identifier}.json").read_text("utf-8"))
            events = tuple(Event(**each) for each in data.pop("events"))
            files: Sequence[str] = data.pop("files")
            return Contribution(**data, events=events, files=tuple(files))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


def _digest(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of the one file, or of those of all files in the order of names."""
    each = [hashlib.sha256(files[name]) for name in sorted(files)]
    return (
        each[0].hexdigest()
        if len(each) == 1
        else (hashlib.sha256(b"".join(one.digest() for one in each)).hexdigest())
    )


_FULL: Final = (
    Text(
        f"{WAITING} de vos contributions attendent déjà.",
        f"{WAITING} of your contributions are waiting already.",
    ),
    Text("Attendez une décision, ou retirez-en.", "Wait for a decision, or withdraw some."),
)
