"""`alliances rename`, `merge` and `retract`: identifiers change, and their history stays.

What would change is shown; without `accept` nothing is written. The record is changed, and
the site answers 301 or 410 for the old addresses once the graph is built again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from commands.load import SHOWN, WRITTEN
from commands.progress import working
from loaders.changes import Change, plan_change
from loaders.writing import recover, write_all
from ontology.errors import Text
from ontology.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from commands.settings import Settings

__all__ = ["change_command"]

_VERBS = {
    "renamed": Text("Renommer", "Rename"),
    "merged": Text("Fusionner", "Merge"),
    "retracted": Text("Retirer", "Retract"),
}


def change_command(
    settings: Settings,
    event: Literal["renamed", "merged", "retracted"],
    was: str,
    now: str | None,
    *,
    because: str,
    accept: bool,
    language: str,
) -> str:
    """Show what the change would do, write it when `accept` is true, and return what to print.

    `now` may leave out the type, which is that of `was`. Raise RecordError, the record
    untouched, with every reason against the change.
    """
    if now is not None and "/" not in now:
        now = f"{was.partition('/')[0]}/{now}"
    recover(settings.record)
    change = Change(
        event=event,
        was=was,
        now=now,
        date=datetime.now(UTC).date().isoformat(),
        because=because,
        language="en" if language == "en" else "fr",
    )
    with working(Text("Lecture des fiches", "Reading the record"), language):
        plan = plan_change(settings.record, read_vocabulary(), change)
    if accept:
        write_all(settings.record, plan.texts)
    lines = [_title(change), plan.difference.text(), WRITTEN if accept else SHOWN]
    return "\n".join(line.in_language(language) for line in lines)


def _title(change: Change) -> Text:
    verb = _VERBS[change.event]
    way = f" → {change.now}" if change.now else ""
    return Text(f"{verb.fr} {change.was}{way}", f"{verb.en} {change.was}{way}")
