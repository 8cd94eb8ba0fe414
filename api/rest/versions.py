"""`/api/versions`: the dated releases of the record, and what changed between two.

A difference is worked out once for the state that is served, with which any release can be
compared. Where no release exists yet the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.rest.answers import Answer, Table
from api.rest.memo import Memo
from api.rest.operations import Call, Operation
from api.rest.requests import text
from api.rest.shapes import JSON, words
from api.rest.solutions import solutions
from graph.releases import Release, open_version, releases
from graph.store import Store
from ontology.errors import Text
from queries.changes import Change, changes

__all__ = ["CURRENT", "version_operations"]

# The state that is served, by the word that asks for it.
CURRENT: Final = "current"

_NONE_YET: Final = Text(
    "Aucune version datée n'a encore été écrite : il n'y a que l'état servi.",
    "No dated release has been written yet: there is only the state that is served.",
)


def version_operations(record: Path | None, memo: Memo) -> tuple[Operation, ...]:
    """Return the operations on the releases of `record`; None means that there are none."""
    return (_versions_operation(record), _difference_operation(_States(record, memo)))


def _versions_operation(record: Path | None) -> Operation:
    return Operation(
        name="versions",
        path="/api/versions",
        summary=Text("Les versions datées des données", "The dated releases of the data"),
        answer=lambda _: _versions(releases(record) if record else ()),
        shape="versions",
        example="/api/versions",
        settled=False,
    )


def _versions(found: Sequence[Release]) -> Answer:
    columns = ("version", "holds", "content", "triples", "note_fr", "note_en")
    lines = [
        (one.version, one.holds, one.content, one.triples, one.note.fr, one.note.en)
        for one in found
    ]
    return Answer(
        title=Text("Versions des données", "Releases of the data"),
        note=None if found else _NONE_YET,
        queries={},
        total=len(found),
        body={"total": len(found), "items": [_released(one) for one in found]},
        table=Table(columns, lambda: lines),
        triples=lambda: solutions(columns, lines),
    )


def _released(one: Release) -> JSON:
    return {
        "version": one.version,
        "holds": one.holds,
        "content": f"sha256:{one.content}",
        "triples": one.triples,
        "counts": dict(one.counts),
        "note": words(one.note),
    }


@dataclass(frozen=True, slots=True)
class _States:
    """The states of the data that can be compared, and the differences worked out so far."""

    record: Path | None
    memo: Memo

    def difference(self, old: str, new: str, call: Call) -> tuple[Change, ...]:
        def worked_out() -> tuple[Change, ...]:
            with self._state(old, call) as before, self._state(new, call) as after:
                return changes(before, after)

        return self.memo.get(call.visit.site.version, ("difference", old, new), worked_out)

    @contextmanager
    def _state(self, name: str, call: Call) -> Iterator[Store]:
        if name == CURRENT:
            yield call.visit.opened.store
        else:
            with closing(open_version(self.record or Path("nowhere"), name)) as opened:
                yield opened


def _difference_operation(states: _States) -> Operation:
    return Operation(
        name="difference",
        path="/api/versions/difference",
        summary=Text(
            "Ce qui a changé d'une version à l'autre, en phrases",
            "What changed from one release to another, in sentences",
        ),
        answer=lambda call: _difference(states, call),
        shape="difference",
        slow=True,
        example=f"/api/versions/difference?from={CURRENT}&to={CURRENT}",
        parameters=(
            text("from", "Version de départ, ou current", "First release, or current",
                 CURRENT, required=True),
            text("to", "Version d'arrivée, ou current", "Second release, or current",
                 CURRENT, required=True),
        ),
        settled=False,
    )  # fmt: skip


def _difference(states: _States, call: Call) -> Answer:
    old, new = call.get("from"), call.get("to")
    told = states.difference(old, new, call)
    columns = ("change_fr", "change_en", "item_fr", "item_en")
    lines = [
        (one.headline.fr, one.headline.en, item.fr, item.en) for one in told for item in one.items
    ]
    return Answer(
        title=Text(f"Différence de {old} à {new}", f"Difference from {old} to {new}"),
        note=None if told else Text("Aucune différence.", "No difference."),
        queries={},
        body={"from": old, "to": new, "changes": [_changed(one) for one in told]},
        table=Table(columns, lambda: lines),
        triples=lambda: solutions(columns, lines),
    )


def _changed(one: Change) -> JSON:
    return {
        "headline": words(one.headline),
        "total": len(one.items),
        "items": [words(item) for item in one.items],
    }
