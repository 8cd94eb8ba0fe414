"""The product as its users start it: the command line and the server, each a fresh process.

What is measured is never built into the real store, nor served from it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.page import ROOT

__all__ = ["ALLIANCES", "Run", "built", "free_port", "run", "served"]

ALLIANCES: Final = Path(sys.executable).with_name("alliances")
# Seconds that a server may take to answer for the first time.
_PATIENCE: Final = 240.0


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds of wall clock and of processor, peak memory in MB."""

    wall: float
    process: float
    memory: float


def run(*arguments: str, store: Path, record: Path = ROOT / "data") -> Run:
    """Run the command line once against `store` and `record` and return what it took."""
    environment = {**os.environ, "ALLIANCES_STORE": str(store), "ALLIANCES_RECORD": str(record)}
    started = time.perf_counter()
    child = subprocess.Popen(
        [ALLIANCES, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    if status != 0:
        message = child.stderr.read().decode() if child.stderr else ""
        raise SystemExit(f"alliances {' '.join(arguments)} failed:\n{message}")
    if child.stderr:
        child.stderr.close()
    child.returncode = 0
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextmanager
def built() -> Iterator[Path]:
    """Build the record into a store that is gone when the block ends; yield its directory."""
    with tempfile.TemporaryDirectory() as directory:
        store = Path(directory) / "store"
        run("build", store=store)
        yield store


@contextmanager
def served(store: Path, *, ahead: bool = True) -> Iterator[str]:
    """Serve `store` in a process of its own until the block ends; yield its address.

    Without `ahead` it makes nothing before it is asked: what only a browser does can then be
    measured on the same machine.
    """
    port = free_port()
    environment = {**os.environ, "ALLIANCES_STORE": str(store), "PORT": str(port)}
    if not ahead:
        environment["ALLIANCES_DUMPS_AHEAD"] = "0"
    server = subprocess.Popen(
        [ALLIANCES, "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _ready(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def _ready(address: str) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/health"):  # noqa: S310
                return address
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")
