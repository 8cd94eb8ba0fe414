"""The process that runs a stranger's query: one store, one query at a time, and walls.

    python -m graph.worker_process <store directory> <bytes of memory>

It reads tasks on standard input and writes replies on standard output, and is killed by its
parent when a query takes too long; it ends by itself when its standard input closes, even in
the middle of a query. It imports nothing of ours but frames, walls and answers.
"""

from __future__ import annotations

import os
import resource
import sys

from pyoxigraph import Store

from graph.worker_answers import TABLES, TRIPLES, answer
from graph.worker_frames import FrameError, Reply, Task, packed, unpacked
from graph.worker_walls import cap_memory, forbid_calls, leave_with_parent, no_more_files

__all__ = ["main"]

_MOST = 4_000_000


def main(directory: str, memory: int) -> None:
    """Open the store, raise the walls, say so, and serve until standard input closes."""
    cap_memory(memory)
    store = Store.read_only(directory)
    _warm(store)
    usage = _usage_file()
    leave_with_parent()
    no_more_files()
    walls = "memory files calls" if forbid_calls() else "memory files"
    _say(Reply("ready", detail=walls, memory=_memory(usage)))
    while True:
        header, _ = unpacked(sys.stdin.buffer.read, _MOST)
        task = Task(**header)
        reply = answer(store, task)
        _say(Reply(reply.outcome, reply.kind, reply.rows, reply.detail, _memory(usage), reply.body))


def _warm(store: Store) -> None:
    """Make the engine open what it opens once, while it still may."""
    for form in TABLES:
        answer(store, Task("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { } } } LIMIT 1", table=form))
    for form in TRIPLES:
        answer(store, Task("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", triples=form))


def _say(reply: Reply) -> None:
    sys.stdout.buffer.write(packed(reply))
    sys.stdout.buffer.flush()


def _usage_file() -> int | None:
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def _memory(usage: int | None) -> int:
    """Return the resident bytes of this process (their peak, where nothing else is known)."""
    if usage is None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return int(os.pread(usage, 100, 0).split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]))
    except FrameError:
        os._exit(0)
