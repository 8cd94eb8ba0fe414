"""The lines that a graph is hashed by: N-Quads, sorted, the same on any machine.

The SHA-256 of the lines of all named graphs names a snapshot; those of one graph name it in
the catalogue. The default graph holds copies only and is no part of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import NamedNode, RdfFormat

from graph.embedded import EmbeddedStore

__all__ = ["content_lines", "lines_digest"]


def content_lines(store: EmbeddedStore, *graphs: str) -> list[bytes]:
    """Return the N-Quads lines of all named graphs (or `graphs`), sorted, without ends.

    Joined by line feeds, one after the last too, they hash to the content hash.
    """
    lines: list[bytes] = []
    for name in graphs or store.graphs():
        place = NamedNode(name)
        # As triples, since the engine would write every graph where graphs can be told.
        triples = store.engine.dump(format=RdfFormat.N_TRIPLES, from_graph=place) or b""
        end = f"{place} .".encode()
        lines += (triple[:-2] + end for triple in BytesIO(triples))
    return sorted(lines)


def lines_digest(lines: Iterable[bytes]) -> str:
    """Return the SHA-256 of lines, each with a line feed, in 64 hex digits; none is joined."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
        digest.update(b"\n")
    return digest.hexdigest()
