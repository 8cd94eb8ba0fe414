"""One task answered whole or not at all: run, write, count, stop at a cap.

The engine writes its answer through a writer of ours. When a cap is passed the writer raises,
which ends the evaluation itself, and what was written is thrown away: nobody ever gets half
an answer. Rows of a table are counted in what is written, because a Python loop over rows
costs ten times their serialisation; and they are counted exactly only when there could be too
many, or once all is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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

__all__ = ["TABLES", "TRIPLES", "RowCount", "answer", "rows_in"]

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
# XML has no way to write these, which a text of RDF may hold; the engine writes them all the same.
_NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_IN_XML: Final = frozenset({"xml", "rdf"})
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


def rows_in(body: bytes, form: str, variables: Iterable[str]) -> int:
    """Return how many rows a whole table in `form` holds."""
    if form == "json":
        if body.endswith(_NO_ROWS):
            return 0
        if b"{}" not in body:
            # A border between rows with the first name of the second. No text can hold it: a
            # quote in a text is escaped, and what follows its last quote is no name.
            return 1 + sum(body.count(f'}},{{"{name}":'.encode()) for name in variables)
    elif form == "csv" and b'"' not in body:
        return max(0, body.count(b"\n") - 1)
    count = RowCount(form)
    count.add(body)
    return count.rows


class _Writer:
    """Keeps what is written, and raises when it is too much.

    With a `form` the rows of a table are watched: what looks like a border between them is
    counted, and only when there are too many of these, rows.
    """

    def __init__(self, size: int, rows: int, form: str = "") -> None:
        self._left = size
        self._rows = rows
        self._form = form
        self._mark = _MARKS[form][0] if form else b""
        self._seen = 0
        self._count: RowCount | None = None
        self.kept: list[bytes] = []

    def write(self, chunk: bytes, /) -> int:
        self._left -= len(chunk)
        if self._left < 0:
            raise _OverError("bytes")
        self.kept.append(bytes(chunk))
        if self._form:
            self._watch(chunk)
        return len(chunk)

    def _watch(self, chunk: bytes) -> None:
        if self._count is None:
            # One more for a mark that the end of a chunk may have cut in two.
            self._seen += chunk.count(self._mark) + 1
            if self._seen < self._rows:
                return
            self._count = RowCount(self._form)
            chunk = b"".join(self.kept)
        self._count.add(chunk)
        if self._count.rows > self._rows:
            raise _OverError("rows")

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
    writer = _Writer(task.size, task.rows, "" if isinstance(result, QueryBoolean) else task.table)
    result.serialize(writer.file(), TABLES[task.table])
    body = b"".join(writer.kept)
    if task.table in _IN_XML and _NOT_XML.search(body):
        return Reply("form", "table", detail="xml")
    if isinstance(result, QueryBoolean):
        return Reply("ok", "table", 1, body=body)
    names = [variable.value for variable in result.variables]
    rows = rows_in(body, task.table, names) if task.counted else 0
    return Reply("ok", "table", rows, body=body)


def _triples(result: QueryTriples, task: Task) -> Reply:
    if not task.triples:
        return Reply("form", "triples")
    writer = _Writer(task.size, task.rows)
    counted = _Counted(result, task.rows)
    serialize(counted, writer.file(), TRIPLES[task.triples])
    body = b"".join(writer.kept)
    if task.triples in _IN_XML and _NOT_XML.search(body):
        return Reply("form", "triples", detail="xml")
    return Reply("ok", "triples", counted.seen, body=body)


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
