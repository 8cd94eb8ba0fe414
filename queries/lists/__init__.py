"""The collections of things: which exist, what is told of each thing, how a list is narrowed.

A collection is one `.rq` file of this folder (see `definitions`); `pages` answers it.
"""

from __future__ import annotations

from queries.lists.definitions import (
    Collection,
    Field,
    Filter,
    collection_names,
    collection_of,
    collections,
    read_collection,
)
from queries.lists.pages import LARGEST, SIZE, Item, Listed, Wanted, items_of, listed

__all__ = [
    "LARGEST",
    "SIZE",
    "Collection",
    "Field",
    "Filter",
    "Item",
    "Listed",
    "Wanted",
    "collection_names",
    "collection_of",
    "collections",
    "items_of",
    "listed",
    "read_collection",
]
