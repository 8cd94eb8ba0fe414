"""A record as a build reads it, derives it and publishes it, in as few words as tests need."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad

from commands.settings import Settings
from graph.derivation import derive, read_rules
from graph.embedded import EmbeddedStore, in_default_graph
from loaders.directory import read_directory
from loaders.mapping import told_quads
from ontology.vocabulary import ontology_quads, read_vocabulary

__all__ = ["derived", "settings_of", "told_by"]


def settings_of(store: Path, record: Path, sources: Path | None = None) -> Settings:
    """Return settings of an instance of that record on this machine, all else as by default."""
    return Settings(
        host="127.0.0.1", port=0, store=store, record=record, public_url="", sources=sources
    )


def told_by(record: Path) -> list[Quad]:
    """Return the ontology and all that the record tells, each quad in its named graph."""
    vocabulary = read_vocabulary()
    records = read_directory(record, vocabulary)
    return [*ontology_quads(), *told_quads(records, vocabulary)]


def derived(quads: Iterable[Quad]) -> EmbeddedStore:
    """Return a store in memory of these, as a publication loads it, and what the rules find."""
    store = EmbeddedStore.in_memory(in_default_graph(quads))
    derive(store, read_rules())
    return store
