"""`alliances export`: a table of the graph, or the graph itself, as one file.

The same graph gives the same bytes, so that two exports can be compared by their digest.
"""

from __future__ import annotations

from pathlib import Path

from commands.delivery import deliver, published
from commands.progress import working
from ontology.errors import Text
from queries.exports import check, export, forms

__all__ = ["export_command"]


def export_command(store: Path, kind: str, *, form: str, language: str, out: Path | None) -> None:
    """Write one kind of export to `out`, or to standard output.

    `store` is the directory of snapshots; an empty `form` means csv for a table, nq for the
    graph and graphml for the network. Files hold both languages, so `language` is only that of
    what is said meanwhile. Raise QueryError for a kind or format that cannot be, StoreError when
    nothing is published.
    """
    chosen = form or forms(kind)[0]
    check(kind, chosen)
    with working(Text("Export", "Exporting"), language), published(store) as (graph, edition):
        data = export(kind, chosen, graph, edition)
    deliver(data, out)
