"""The published graph for whoever writes Python: open it, ask it, get data frames.

    from graph import open_graph

    with open_graph() as alliances:
        alliances.ask("alliances-par-categorie", category="mécénat")
        alliances.select("SELECT ?case WHERE { ?case a al:Case }")

What is opened is one snapshot, read-only: nothing asked here can change it or leave the
machine. It runs in the process of whoever asks, without a deadline; a query that somebody
else wrote belongs to `alliances ask -f`.

Named questions live a room above this one. They are found when the first is asked, by the one
name below, so that this room still imports nothing of that one (decision 0030).
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self, cast

from graph.cells import Cell, cell
from graph.frames import frame
from graph.snapshots import Snapshots
from graph.store import Store
from ontology.errors import StoreError, Text
from ontology.iris import BASE, NS, SCHEMES, THING_TYPES

if TYPE_CHECKING:
    import polars as pl

__all__ = ["STORE", "OpenGraph", "Questions", "open_graph"]

# Where `alliances build` publishes unless a setting says otherwise.
STORE: Final = Path("var/store")
_QUESTIONS: Final = "queries.asking"

# Prefixes that `select` knows without being told.
_PREFIXES: Final[Mapping[str, str]] = {
    **{name: f"{BASE}scheme/{name}/" for name in SCHEMES},
    **{name: f"{BASE}id/{name}/" for name in THING_TYPES},
    "al": NS,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Questions(Protocol):
    """What knows named questions."""

    def listed(self) -> Sequence[tuple[str, str, str, str]]:
        """Return name, title in French, title in English and parameters of every question."""

    def answered(
        self, name: str, values: Mapping[str, str], store: Store
    ) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """Return the column names and rows of one question."""


class OpenGraph:
    """One published state of the graph, open for reading; close it, or use it with `with`."""

    __slots__ = ("_questions", "content_hash", "store")

    def __init__(self, store: Store, content_hash: str, questions: Questions | None = None) -> None:
        self.store = store
        self.content_hash = content_hash
        self._questions = questions

    def questions(self) -> pl.DataFrame:
        """Return every question: its name, titles and parameters."""
        names = ("name", "title_fr", "title_en", "parameters")
        return frame(names, self._known().listed())

    def ask(self, question: str, /, **parameters: str | int) -> pl.DataFrame:
        """Return the answer to a named question, one column for each of its columns.

        A parameter is given as at the terminal: slug, reference, IRI or label. Raise QueryError,
        with proposals, for a question or value there is not.
        """
        values = {name: str(value) for name, value in parameters.items()}
        names, rows = self._known().answered(question, values, self.store)
        return frame(names, rows)

    def select(self, sparql: str) -> pl.DataFrame:
        """Return the rows of a SELECT, or one row for an ASK; our prefixes need no declaration.

        Raise QueryError for a query that cannot be read or that would leave the machine.
        """
        # On one line, so that a fault names the line of the query as it was written.
        known = "".join(f"PREFIX {name}: <{iri}> " for name, iri in _PREFIXES.items())
        answer = self.store.query(known + sparql)
        if not answer.columns:
            return frame(("answer",), [(answer.truth,)])
        return frame(answer.columns, [[cell(term) for term in row] for row in answer.rows])

    def close(self) -> None:
        """Let go of the snapshot; closing twice is harmless."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _known(self) -> Questions:
        if self._questions is None:
            self._questions = cast("Questions", importlib.import_module(_QUESTIONS))
        return self._questions


def open_graph(store: Path | str = STORE, *, questions: Questions | None = None) -> OpenGraph:
    """Open the state now published below `store`, the directory of snapshots.

    `questions` replaces the catalogue. Raise StoreError when nothing is published there.
    """
    snapshot = Snapshots(Path(store)).current()
    if snapshot is None:
        raise StoreError(
            Text(f"Rien n'est publié dans « {store} ».", f"Nothing is published in “{store}”."),
            Text("Construisez le graphe : alliances build.", "Build it: alliances build."),
        )
    return OpenGraph(snapshot.open(), snapshot.content_hash, questions)
