"""What the record of an import says: where a file of statements came from, and what it names.

The statements themselves stand beside it, as canonical N-Quads: `imports/<name>.nq`. Title,
source, publisher and licence may be mended by hand; the rest is written by the load.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from loaders.record_words import Base, Dated, Line, Reference, Slug

__all__ = ["ImportRecord"]

_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ImportRecord(Base):
    """An RDF file that was loaded: provenance, digests, and the things that it alone makes.

    `file_sha256` is that of the file as given, `sha256` that of the statements as kept;
    `graphs` are the names of graphs that the file gave and the statements no longer bear.
    """

    imported: Slug
    title: Line
    file: Line
    file_sha256: _Digest
    sha256: _Digest
    loaded_on: Dated
    source: Line
    publisher: Line | None = None
    licence: Line | None = None
    graphs: tuple[Line, ...] = ()
    blank_nodes: int = Field(default=0, ge=0)
    statements: int = Field(ge=1)
    things: tuple[Reference, ...] = ()
