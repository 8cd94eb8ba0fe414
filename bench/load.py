"""Clients: wrk with eight connections, and a few that only ever ask endless queries."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from bench.peers.fetch import LIBRARIES, WRK
from bench.servers import Server

__all__ = ["Load", "hostile", "load"]

_SCRIPT: Final = Path(__file__).resolve().parent / "peers" / "paths.lua"
_ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(?b != %d) }"


@dataclass(frozen=True, slots=True)
class Load:
    """One run: answers a second, latencies in milliseconds, answers that were not 200."""

    rate: float
    p50: float
    p95: float
    p99: float
    errors: int


def load(server: Server, queries: Path, *, connections: int, seconds: float) -> Load:
    """Ask `server` the queries of a file, each connection one after the other."""
    command = [
        str(WRK), "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "30s", "-s",
        str(_SCRIPT), server.address, "--", str(queries), server.path,
    ]  # fmt: skip
    done = subprocess.run(
        command, env={**os.environ, **LIBRARIES}, capture_output=True, text=True, check=True
    )
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    requests, took, errors, p50, p95, p99 = (int(part) for part in line.split()[1:])
    good = requests - errors
    return Load(good / (took / 1e6), p50 / 1000, p95 / 1000, p99 / 1000, errors)


@contextmanager
def hostile(server: Server, clients: int) -> Iterator[None]:
    """Let `clients` ask endless queries, each the next when one has ended, until the block ends."""
    over = threading.Event()

    def ask(number: int) -> None:
        with httpx.Client(timeout=60) as client:
            while not over.is_set():
                number += clients
                client.get(server.address + server.path, params={"query": _ENDLESS % number})

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        over.set()
        for each in threads:
            each.join()
