"""`alliances note`: the annual note of a selection, as a Word document.

Reads the published graph, and a release to say what changed since; writes nothing else.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

from commands.delivery import deliver, published
from commands.progress import working
from commands.release import open_release
from explorer.messages import read_messages
from explorer.note import Asked, Past, note_of
from explorer.note_docx import note_docx
from explorer.reading import Reading
from graph.releases import VERSION, version_at
from ontology.errors import Text

__all__ = ["note_command"]


def note_command(
    store: Path, record: Path, asked: Asked, *, since: str, language: str, out: Path | None
) -> None:
    """Write the note to `out`, or to standard output.

    `since` is a version under `record`, a day (the newest version until then), or an .nq.gz
    file, "" for none. Raise AlliancesError
    for what cannot be asked or read, StoreError when nothing is published.
    """
    messages = read_messages()[language]
    with ExitStack() as held:
        held.enter_context(working(Text("Rédaction de la note", "Writing the note"), language))
        graph, edition = held.enter_context(published(store))
        past = None
        if since:
            since = version_at(record, since) if VERSION.fullmatch(since) else since
            past = Past(since, held.enter_context(closing(open_release(record, since))))
        note = note_of(Reading(graph, language), messages, edition.version, asked, past)
    deliver(note_docx(note, messages), out)
