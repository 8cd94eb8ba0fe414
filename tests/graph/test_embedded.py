"""What the engine raises while quads are read is told as ours, whenever it is come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from pyoxigraph import NamedNode, Quad, Store

from graph.embedded import EmbeddedStore
from ontology.errors import StoreError

HELD = Quad(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o"))


class Damaged:
    """An engine whose second block cannot be read."""

    def quads_for_pattern(self, *_: object) -> Iterator[Quad]:
        yield HELD
        raise OSError("Corruption: /secret/000123.sst")


def test_a_damaged_block_met_on_the_way_is_told_as_a_store_error() -> None:
    store = EmbeddedStore(cast("Store", Damaged()), writable=False)
    found = store.quads()
    assert next(found) == HELD
    with pytest.raises(StoreError) as refused:
        next(found)
    assert "secret" not in refused.value.in_language("en")
    with pytest.raises(StoreError):
        store.count()
