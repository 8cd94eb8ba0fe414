"""A store written beside the build: another process writes what is already certain.

What the record says is known long before the rules have run, and makes up most of a store, so
its writing starts then. Rules and gates may still refuse: leaving the block without `finish`
ends the writer, and what it wrote is the caller's to remove.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat

from graph.embedded import APART, EmbeddedStore

__all__ = ["Contents", "Writing", "writing"]

_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a written store holds: hash, triples of each named graph, quads in all."""

    content_hash: str
    graphs: Mapping[str, int]
    quads: int


class Writing:
    """A store in the making. Made by `writing`; `send`, then `finish`, are called once or never."""

    __slots__ = ("_first", "_sent", "_store", "_writer")

    def __init__(self, store: EmbeddedStore, writer: subprocess.Popen[bytes]) -> None:
        self._store = store
        self._writer = writer
        self._sent: dict[str, int] = {}
        self._first = threading.Thread(target=self._tell, args=(store.graphs(),), daemon=True)
        self._first.start()

    def send(self) -> None:
        """Send what came since; from now on the store may not change."""
        self._first.join()
        counts = {
            place.value: int(number.value)
            for place, number in self._store.query(_COUNTS).rows
            if isinstance(place, NamedNode) and isinstance(number, Literal)
        }
        # Rules only add: a graph of which as much was sent has not changed.
        self._tell([name for name in counts if counts[name] != self._sent.get(name)])
        self._give(b"{}\n")

    def finish(self) -> Contents:
        """Wait until all is written; return what is on the disk.

        Raises OSError when the disk refuses, when the writer died, and when it wrote another
        number of quads than the store holds.
        """
        said = self._answer()
        if "refused" in said:
            raise OSError(said["errno"], said["refused"])
        if said.get("quads") != len(self._store.engine):
            raise OSError(0, f"{said.get('quads', 'no')} quads written")
        return Contents(**said)

    def stop(self) -> None:
        """End the writer, whatever it does; nothing is lost after `finish`."""
        self._writer.kill()
        # It finds nobody at the other end, and leaves the store alone.
        self._first.join()
        for end in (self._writer.stdin, self._writer.stdout):
            assert end is not None  # noqa: S101  a pipe
            # What was not sent is not missed.
            with suppress(BrokenPipeError):
                end.close()
        self._writer.wait()

    def _tell(self, names: Iterable[str]) -> None:
        """Send graphs whole."""
        for name in names:
            place = NamedNode(name)
            triples = self._store.engine.dump(format=RdfFormat.N_TRIPLES, from_graph=place) or b""
            header = {"graph": name, "default": place not in APART, "length": len(triples)}
            self._give(json.dumps(header).encode() + b"\n", triples)
            self._sent[name] = triples.count(b"\n")

    def _give(self, *parts: bytes) -> None:
        given = self._writer.stdin
        assert given is not None  # noqa: S101  a pipe
        # A writer that has ended says why on its other end.
        with suppress(BrokenPipeError):
            for part in parts:
                given.write(part)
            given.flush()

    def _answer(self) -> dict[str, Any]:
        told = self._writer.stdout
        assert told is not None  # noqa: S101  a pipe
        said = json.loads(told.readline() or "{}")
        assert isinstance(said, dict)  # noqa: S101  what `graph.store_process` says
        return said


@contextmanager
def writing(store: EmbeddedStore, directory: Path) -> Iterator[Writing]:
    """Begin to write `store` into `directory`, which must not exist; end the writer at last.

    `store` may grow meanwhile, and may not shrink.
    """
    command = [sys.executable, "-I", "-m", "graph.store_process", str(directory)]
    writer = subprocess.Popen(  # noqa: S603  our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    begun = Writing(store, writer)
    try:
        yield begun
    finally:
        begun.stop()
