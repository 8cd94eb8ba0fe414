"""The process that writes a store: graphs come in as N-Triples, a RocksDB directory comes out.

    python -m graph.store_process <store directory>

Writing takes a quarter of a build, so it happens beside the rest, and the memory it takes is
given back when it ends. On standard input: one line of JSON for each graph (its name, whether
the default graph has a copy, how many bytes follow), then its triples; `{}` says that all has
come. On standard output: one line of JSON, with the SHA-256 of the sorted lines of all named
graphs, the number of lines of each and of quads in all, or with the reason why the disk
refused. When standard input closes before the end, nobody waits for the store any more and the
process ends, leaving a half-written directory to whoever builds next.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Store, parse

from graph.contents import lines_digest
from graph.worker_walls import leave_with_parent

__all__ = ["main"]

# Lines written at once: the bulk loader sorts them in memory. 2 x 50,000 peak at some 100 MB.
_BATCH = 50_000


def main(directory: str) -> None:
    """Write what comes, then say what it is or why it could not be."""
    leave_with_parent()
    try:
        said = _written(Store(directory), sys.stdin.buffer)
    except OSError as error:
        said = {"errno": error.errno or 0, "refused": error.strerror or str(error)}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _written(engine: Store, given: BinaryIO) -> dict[str, object]:
    """Write graph after graph; a graph that comes again replaces itself, and only grows."""
    graphs: dict[str, list[bytes]] = {}
    waiting: list[bytes] = []
    while header := json.loads(given.readline()):
        triples = given.read(header["length"]).splitlines()
        end = f"<{header['graph']}> .".encode()
        graphs[header["graph"]] = lines = [triple[:-1] + end for triple in triples]
        waiting += lines
        if header["default"]:
            waiting += triples
        while len(waiting) >= _BATCH:
            _write(engine, waiting[:_BATCH])
            del waiting[:_BATCH]
    _write(engine, waiting)
    engine.flush()
    engine.optimize()
    engine.flush()
    return {
        "content_hash": lines_digest(sorted(chain.from_iterable(graphs.values()))),
        "graphs": {name: len(graphs[name]) for name in sorted(graphs)},
        "quads": len(engine),
    }


def _write(engine: Store, lines: list[bytes]) -> None:
    """Write lines; the bulk loader would rename blank nodes, so theirs go another way."""
    plain = [line for line in lines if b"_:" not in line]
    engine.bulk_load(b"\n".join(plain), format=RdfFormat.N_QUADS)
    if len(plain) < len(lines):
        named = b"\n".join(line for line in lines if b"_:" in line)
        engine.extend(_quads(named))


def _quads(lines: bytes) -> Iterator[Quad]:
    for quad in parse(lines, format=RdfFormat.N_QUADS):
        assert isinstance(quad, Quad)  # noqa: S101  N-Quads hold nothing else
        yield quad


if __name__ == "__main__":
    main(sys.argv[1])
    # Taking the interpreter down politely costs as much as a small build.
    os._exit(0)
