"""`alliances difference`: what changed between two releases, in sentences.

Both are read into memory side by side; nothing is built and nothing is published.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from commands.delivery import deliver
from commands.progress import working
from commands.release import open_release
from ontology.errors import Text
from queries.changes import changes, changes_text

__all__ = ["difference_command"]


def difference_command(
    record: Path, old: str, new: str, *, shown: int, language: str, out: Path | None
) -> None:
    """Write the difference from `old` to `new` to `out`, or to standard output.

    Each names a version under `record` or a file; `shown` caps every list. Raise
    AlliancesError for what is no release.
    """
    with (
        working(Text("Comparaison des versions", "Comparing the releases"), language),
        closing(open_release(record, old)) as before,
        closing(open_release(record, new)) as after,
    ):
        text = changes_text(changes(before, after), language, shown=shown)
    deliver(text.encode(), out)
