"""Each server that is measured: how it is started on a graph, and where it is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final

import httpx

from bench.graphs import Graph
from bench.page import ROOT
from bench.peers.fetch import DEBIAN, HOME, LIBRARIES
from bench.product import free_port

__all__ = ["Server", "alliances", "oxigraph", "rdflib_endpoint", "virtuoso"]

COUNT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
# Seconds that a server may take to load a graph and to answer.
_PATIENCE: Final = 600.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers at `address` + `path`."""

    name: str
    address: str
    path: str


Serving = AbstractContextManager[Server]


@contextmanager
def _running(
    name: str, path: str, port: int, command: Sequence[str], more: Mapping[str, str]
) -> Iterator[Server]:
    """Run `command` until the block ends, and yield its server once it answers."""
    log = HOME / f"{name.replace(' ', '-')}.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **more}, stdout=told, stderr=told
        )
        try:
            server = Server(name, f"http://127.0.0.1:{port}", path)
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if count(server) >= 0:
                return
        except (httpx.HTTPError, ValueError, KeyError, IndexError):
            time.sleep(0.5)
    raise SystemExit(f"{server.name} did not start; see {HOME}")


def count(server: Server) -> int:
    """Return how many triples the default graph of `server` holds."""
    answer = httpx.get(
        server.address + server.path,
        params={"query": COUNT},
        headers={"accept": "application/sparql-results+json", "host": "localhost"},
        timeout=60,
    )
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def alliances(graph: Graph, name: str, *, processes: int, cache: int) -> Serving:
    """Serve `graph` by this product, with `cache` megabytes of kept answers."""
    port = free_port()
    settings = {
        "PORT": str(port),
        "ALLIANCES_STORE": str(graph.store),
        "ALLIANCES_PROCESSES": str(processes),
        "ALLIANCES_CACHE": str(cache),
        # What is measured is answering, not making files.
        "ALLIANCES_DUMPS_AHEAD": "0",
    }
    code = (
        "from commands.serve import serve; from commands.settings import read_settings; "
        "serve(read_settings())"
    )
    return _running(name, "/sparql", port, (sys.executable, "-c", code), settings)


def oxigraph(graph: Graph) -> Serving:
    """Serve `graph` by the Oxigraph server, read-only, from an optimised store."""
    binary = str(HOME / "oxigraph" / "bin" / "oxigraph")
    place = HOME / "data" / f"oxigraph-{graph.triples.stem}"
    if not (place / "done").exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        store = str(place / "store")
        load = [binary, "load", "--location", store, "--file", str(graph.triples)]
        subprocess.run(load, check=True, capture_output=True)
        subprocess.run([binary, "optimize", "--location", store], check=True, capture_output=True)
        (place / "done").touch()
    port = free_port()
    command = (binary, "serve-read-only", "--location", str(place / "store"), "--bind",
               f"127.0.0.1:{port}")  # fmt: skip
    return _running("oxigraph server", "/query", port, command, {})


def rdflib_endpoint(graph: Graph) -> Serving:
    """Serve `graph` by rdflib-endpoint, from memory."""
    port = free_port()
    binary = str(HOME / "rdflib-endpoint" / "bin" / "rdflib-endpoint")
    command = (binary, "serve", "--host", "127.0.0.1", "--port", str(port), str(graph.triples))
    return _running("rdflib-endpoint", "/", port, command, {})


_INI: Final = """
[Database]
DatabaseFile = {place}/virtuoso.db
ErrorLogFile = {place}/virtuoso.log
LockFile = {place}/virtuoso.lck
TransactionFile = {place}/virtuoso.trx
xa_persistent_file = {place}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {place}/temp.db
TransactionFile = {place}/temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 20
CheckpointInterval = 0
DirsAllowed = {data}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {place}
MaxClientConnections = 20
EnabledDavVSP = 0
[SPARQL]
ResultSetMaxRows = 100000
DefaultGraph = urn:measured
"""


@contextmanager
def virtuoso(graph: Graph) -> Iterator[Server]:
    """Serve `graph` by Virtuoso 7, loaded by its bulk loader."""
    place = HOME / "data" / f"virtuoso-{graph.triples.stem}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    port, sql = free_port(), free_port()
    ini = place / "virtuoso.ini"
    ini.write_text(
        _INI.format(place=place, sql=sql, port=port, data=graph.triples.parent), encoding="utf-8"
    )
    command = (str(DEBIAN / "usr/bin/virtuoso-t"), "+foreground", "+configfile", str(ini))
    with _running("Virtuoso 7", "/sparql", port, command, LIBRARIES) as server:
        load = [
            str(DEBIAN / "usr/bin/isql-vt"), f"127.0.0.1:{sql}", "dba", "dba",
            f"exec=ld_dir('{graph.triples.parent}', '{graph.triples.name}', 'urn:measured');",
            "exec=rdf_loader_run();", "exec=checkpoint;",
        ]  # fmt: skip
        environment = {**os.environ, **LIBRARIES}
        subprocess.run(load, env=environment, check=True, capture_output=True)
        yield server
