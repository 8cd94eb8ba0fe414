"""The journal of identifiers, `history.yaml`: read strictly, and held against the record.

It refuses a record that uses a retired identifier again, and a way forward that leads
nowhere: whoever follows an old address must arrive somewhere, or be told why not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from loaders.audit import owned
from loaders.faults import Spot
from loaders.history_records import HistoryFile
from loaders.recordset import Entry
from loaders.shapes import read_shape
from loaders.yaml_form import read_yaml
from ontology.errors import Finding, Text

__all__ = ["HISTORY", "destination", "history_findings", "read_history", "retired"]

HISTORY: Final = "history.yaml"


def read_history(data: bytes, where: str) -> tuple[HistoryFile, list[Finding]]:
    """Return the journal of identifiers, and every fault of its form."""
    content, lines = read_yaml(data, where)
    record, findings = read_shape(content, lines, HistoryFile, where)
    if record is None:
        return HistoryFile(), findings
    seen: set[str] = set()
    for number, event in enumerate(record.history):
        place = Spot(where, lines.get(("history", number)), f"history.{number}")
        if not event.things:
            findings.append(place.fault("history-of-nothing", *_NOTHING))
        for thing in event.things[:1]:
            # What a thing makes (a link) may come back and go again; the thing itself may not.
            if thing.was in seen:
                findings.append(place.fault("history-twice", *_TWICE, thing.was))
            seen.add(thing.was)
    return record, findings


def retired(history: HistoryFile) -> Mapping[str, str | None]:
    """Return every retired reference and what it became, the latest word winning."""
    return {thing.was: thing.now for event in history.history for thing in event.things}


def destination(reference: str, ways: Mapping[str, str | None]) -> str | None:
    """Return where a retired reference leads in the end; None when it leads to nothing."""
    seen = {reference}
    place = ways.get(reference)
    while place is not None and place in ways:
        if place in seen:
            return None
        seen.add(place)
        place = ways[place]
    return place


def history_findings(history: HistoryFile, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Yield the faults between the journal and the records."""
    held = {
        f"{kind}/{slug}": entry.spot(location)
        for entry in entries
        for kind, slug, location in owned(entry)
    }
    ways = retired(history)
    for event in history.history:
        for thing in event.things[:1]:
            if thing.was in held:
                yield held[thing.was].fault("slug-retired", *_REUSED, thing.was)
            end = destination(thing.was, ways)
            if thing.now is not None and end not in held and ways.get(thing.now, "") is not None:
                yield Spot(HISTORY).fault("history-dead-end", *_DEAD_END, thing.now)


_NOTHING: Final = (
    Text("Cet événement ne dit pas ce qu'il retire.", "This event names nothing."),
    Text("Donnez « things », ou retirez l'événement.", "Give “things”, or remove the event."),
)
_TWICE: Final = (
    Text("Cet identifiant a déjà été retiré.", "This identifier was retired before."),
    Text("Gardez un seul événement.", "Keep one event only."),
)
_REUSED: Final = (
    Text("Cet identifiant a été retiré : il ne sert plus.", "This identifier was retired."),
    Text(
        "Donnez-en un autre : une ancienne adresse ne doit jamais mener à autre chose.",
        "Give another one: an old address must never lead to something else.",
    ),
)
_DEAD_END: Final = (
    Text("Aucune fiche ne porte cet identifiant.", "No record has this identifier."),
    Text(
        "Corrigez « now », ou retirez la fiche par alliances retract.",
        "Mend “now”, or retract the record by alliances retract.",
    ),
)
