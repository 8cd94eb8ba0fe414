"""A snapshot seen as an rdflib Graph or Dataset, for the tools that want one.

The view reads through oxrdflib, so nothing is copied. Two traps are closed here. A Graph
made on an oxrdflib store without an identifier is an empty graph of random name, on which
every validation passes: these views are always bound to the default graph. And oxrdflib
writes, updates and calls SERVICE addresses: this view refuses all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result

from graph.embedded import EmbeddedStore, translated
from graph.federation import refuse_federation
from graph.translation import QuietDataset
from ontology.errors import QueryError, StoreError, Text

__all__ = ["dataset_view", "graph_view"]


def _read_only() -> NoReturn:
    raise StoreError(
        Text("Cette vue se lit et ne s'écrit pas.", "This view is read-only."),
        Text(
            "Changez les fiches, puis : alliances build.",
            "Change the record, then: alliances build.",
        ),
    )


class _ReadingStore(OxigraphStore):
    """An oxrdflib store that only answers, and asks its EmbeddedStore each time.

    Holding the engine itself would keep files open after the store was closed.
    """

    def __init__(self, held: EmbeddedStore) -> None:
        self._held = held
        super().__init__()

    @property
    def _inner(self) -> ox.Store:
        return self._held.engine

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Answer through pyoxigraph, or not at all: rdflib's own engine is no fallback."""
        if not isinstance(query, str) or kwargs:
            raise QueryError(
                Text(
                    "Cette vue ne prend que du texte SPARQL.", "This view takes SPARQL text only."
                ),
                Text("Donnez le texte de la question.", "Give the text of the query."),
            )
        refuse_federation(query)
        with translated():
            return super().query(query, initNs, initBindings, queryGraph)

    def open(self, configuration: object, create: bool = False) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _read_only()

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Do nothing: the EmbeddedStore is its owner's to close."""

    def destroy(self, configuration: str) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _read_only()

    def add(self, triple: Any, context: Any, quoted: bool = False) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _read_only()

    def addN(self, quads: Iterable[Any]) -> NoReturn:  # noqa: ARG002, N802
        """Refuse."""
        _read_only()

    def remove(self, triple: Any, context: Any = None) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _read_only()

    def update(self, *args: object, **kwargs: object) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _read_only()

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Do nothing: rdflib calls this merely to look at a graph."""

    def remove_graph(self, graph: rdflib.Graph) -> NoReturn:  # noqa: ARG002
        """Refuse."""
        _read_only()


def graph_view(store: EmbeddedStore) -> rdflib.Graph:
    """Return the default graph of `store` as an rdflib Graph that cannot be changed."""
    return rdflib.Graph(store=_ReadingStore(store), identifier=DATASET_DEFAULT_GRAPH_ID)


def dataset_view(store: EmbeddedStore) -> rdflib.Dataset:
    """Return `store` with its named graphs as an rdflib Dataset that cannot be changed."""
    return QuietDataset(store=_ReadingStore(store), default_union=False)
