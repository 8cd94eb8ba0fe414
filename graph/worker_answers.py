"""One task answered whole or not at all: run, write, count, stop at a cap.

The engine writes its answer through a writer of ours. When a cap is passed the writer raises,
which ends the evaluation itself, and what was written is thrown away: nobody ever gets half
an answer. Rows of a table are counted in what is written, because a Python loop over rows
costs ten times their serialisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Final, cast

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from graph.worker_frames import Reply, Task

__all__ = ["TABLES", "TRIPLES", "RowCount", "answer"]

TABLES: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
}
# What stands once for each row outside quoted text, and how many of them are no row: a header
# line in CSV and TSV; in JSON the sign stands between rows, so there is one row more.
_MARKS: Final = {
    "json": (b"},{", 1),
    "xml": (b"<result>", 0),
    "csv": (b"\n", -1),
    "tsv": (b"\n", -1),
}
_NO_ROWS: Final = b'"bindings":[]}}'
_ESCAPED: Final = re.compile(rb"\\.", re.DOTALL)


class _OverError(Exception):
    """A cap was passed; its argument says which: "rows" or "bytes"."""


class RowCount:
    """Counts the rows of a table in the bytes written, chunk by chunk."""

    __slots__ = ("_form", "_inside", "_tail", "found")

    def __init__(self, form: str) -> None:
        self._form = form
        self._inside = False
        self._tail = b""
        self.found = 0

    @property
    def rows(self) -> int:
        """Rows seen so far; for JSON at least one, since only the marks between are seen."""
        return max(0, self.found + _MARKS[self._form][1])

    def add(self, chunk: bytes) -> None:
        """Count the rows of one more chunk."""
        mark, _ = _MARKS[self._form]
        text = self._tail + chunk
        if self._form in {"json", "csv"}:
            self.found += self._outside(text).count(mark)
            return
        self.found += text.count(mark)
        # A mark may be cut in two by the end of a chunk.
        self._tail = text[max(0, len(text) - len(mark) + 1) :] if len(mark) > 1 else b""

    def _outside(self, text: bytes) -> bytes:
        """Return what stands outside quotes; keep back an end that may go on."""
        cut = len(text)
        if self._form == "json":
            while cut and text[cut - 1] in b"\\},":
                cut -= 1
        text, self._tail = text[:cut], text[cut:]
        if self._form == "json":
            text = _ESCAPED.sub(b"", text)
        pieces = text.split(b'"')
        seen = pieces[1 if self._inside else 0 :: 2]
        self._inside ^= bool((len(pieces) - 1) & 1)
        return b'"'.join(seen)


class _Writer:
    """Keeps what is written, and raises when it is too much."""

    def __init__(self, size: int, rows: int, count: RowCount | None) -> None:
        self._left = size
        self._rows = rows
        self.count = count
        self.kept: list[bytes] = []

    def write(self, chunk: bytes, /) -> int:
        self._left -= len(chunk)
        if self._left < 0:
            raise _OverError("bytes")
        if self.count is not None:
            self.count.add(chunk)
            if self.count.rows > self._rows:
                raise _OverError("rows")
        self.kept.append(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: all is kept already."""

    def file(self) -> IO[bytes]:
        """Return this writer as the engine's types ask for it; it only writes and flushes."""
        return cast("IO[bytes]", self)


class _Counted:
    """The triples of an answer, counted, and stopped at the cap."""

    def __init__(self, triples: QueryTriples, most: int) -> None:
        self._triples = triples
        self._most = most
        self.seen = 0

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            self.seen += 1
            if self.seen > self._most:
                raise _OverError("rows")
            yield triple


def _table(result: QuerySolutions | QueryBoolean, task: Task) -> Reply:
    if not task.table:
        return Reply("form", "table")
    single = isinstance(result, QueryBoolean)
    writer = _Writer(task.size, task.rows, None if single else RowCount(task.table))
    result.serialize(writer.file(), TABLES[task.table])
    body = b"".join(writer.kept)
    rows = 1 if writer.count is None else writer.count.rows
    return Reply("ok", "table", 0 if body.endswith(_NO_ROWS) else rows, body=body)


def _triples(result: QueryTriples, task: Task) -> Reply:
    if not task.triples:
        return Reply("form", "triples")
    writer = _Writer(task.size, task.rows, None)
    counted = _Counted(result, task.rows)
    serialize(counted, writer.file(), TRIPLES[task.triples])
    return Reply("ok", "triples", counted.seen, body=b"".join(writer.kept))


def answer(store: Store, task: Task) -> Reply:
    """Run `task` on `store`; whatever goes wrong is an outcome, not an exception."""
    try:
        result = store.query(
            task.sparql,
            base_iri=task.base,
            default_graph=None if task.default_graphs is None else [*_names(task.default_graphs)],
            named_graphs=None if task.named_graphs is None else [*_names(task.named_graphs)],
        )
        if isinstance(result, QueryTriples):
            return _triples(result, task)
        return _table(result, task)
    except SyntaxError as error:
        return Reply("syntax", detail=str(error.msg))
    except _OverError as over:
        return Reply(str(over))
    except (OSError, RuntimeError, ValueError):
        return Reply("failed")


def _names(graphs: tuple[str, ...]) -> Iterator[NamedNode]:
    return (NamedNode(graph) for graph in graphs)
