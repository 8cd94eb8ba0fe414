"""`/api/versions`: the dated releases of the record, and what changed between two.

A difference is worked out once for the state that is served, with which any release can be
compared. Where no release exists yet the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from api.rest.answers import Answer, Table
from api.rest.memo import Memo
from api.rest.operations import Call, Operation
from api.rest.requests import text
from api.rest.shapes import words
from graph.releases import open_version, releases
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
    return (
        Operation(
            name="versions",
            path="/api/versions",
            summary=Text("Les versions datées des données", "The dated releases of the data"),
            answer=_versions(record),
            shape="versions",
            example="/api/versions",
            forms=("json", "csv"),
            settled=False,
        ),
        Operation(
            name="difference",
            path="/api/versions/difference",
            summary=Text(
                "Ce qui a changé d'une version à l'autre, en phrases",
                "What changed from one release to another, in sentences",
            ),
            answer=_difference(record, memo),
            shape="difference",
            example=f"/api/versions/difference?from={CURRENT}&to={CURRENT}",
            parameters=(
                text("from", "Version de départ, ou current", "First release, or current",
                     CURRENT, required=True),
                text("to", "Version d'arrivée, ou current", "Second release, or current",
                     CURRENT, required=True),
            ),
            forms=("json", "csv"),
            settled=False,
        ),
    )  # fmt: skip


def _versions(record: Path | None) -> Callable[[Call], Answer]:
    def answer(_: Call) -> Answer:
        found = releases(record) if record else ()
        return Answer(
            title=Text("Versions des données", "Releases of the data"),
            note=None if found else _NONE_YET,
            queries={},
            total=len(found),
            body={
                "total": len(found),
                "items": [
                    {
                        "version": one.version,
                        "holds": one.holds,
                        "content": f"sha256:{one.content}",
                        "triples": one.triples,
                        "counts": dict(one.counts),
                        "note": words(one.note),
                    }
                    for one in found
                ],
            },
            table=Table(
                ("version", "holds", "content", "triples", "note_fr", "note_en"),
                lambda: (
                    (one.version, one.holds, one.content, one.triples, one.note.fr, one.note.en)
                    for one in found
                ),
            ),
        )

    return answer


def _difference(record: Path | None, memo: Memo) -> Callable[[Call], Answer]:
    @contextmanager
    def state(name: str, call: Call) -> Iterator[Store]:
        if name == CURRENT:
            yield call.visit.opened.store
        else:
            with closing(open_version(record or Path("nowhere"), name)) as opened:
                yield opened

    def worked_out(old: str, new: str, call: Call) -> tuple[Change, ...]:
        with state(old, call) as before, state(new, call) as after:
            return changes(before, after)

    def answer(call: Call) -> Answer:
        old, new = call.get("from"), call.get("to")
        served = call.visit.site.version
        told = memo.get(served, ("difference", old, new), lambda: worked_out(old, new, call))
        return Answer(
            title=Text(f"Différence de {old} à {new}", f"Difference from {old} to {new}"),
            note=None if told else Text("Aucune différence.", "No difference."),
            queries={},
            body={
                "from": old,
                "to": new,
                "changes": [
                    {
                        "headline": words(one.headline),
                        "total": len(one.items),
                        "items": [words(item) for item in one.items],
                    }
                    for one in told
                ],
            },
            table=Table(
                ("change_fr", "change_en", "item_fr", "item_en"),
                lambda: (
                    (one.headline.fr, one.headline.en, item.fr, item.en)
                    for one in told
                    for item in one.items
                ),
            ),
        )

    return answer
