"""Measure the door beside its peers, over HTTP, and write a section of the measurements.

Run with `python -m bench http`, best on an idle machine: client and servers share its cores.
All servers of a graph run at the same time and are asked in turn, in several rounds, so that
whatever else the machine does meets all of them; what is told is the median of the rounds.
`--short` asks for less and is only good for trying the bench itself.
"""

from __future__ import annotations

import signal
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from bench import graphs, servers
from bench.aims import KEPT, OURS, TWO, Aim, Results, aims_of
from bench.graphs import Graph
from bench.load import hostile, load
from bench.page import table, where_and_when, write_section
from bench.peers.fetch import fetch
from bench.servers import Server
from graph.snapshots import Snapshots
from graph.worker_answers import answer
from graph.worker_frames import Task
from graph.worker_places import Ticket
from graph.workers import Limits, Pool

__all__ = ["main"]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked: rounds, seconds of each, repetitions of what runs without HTTP."""

    rounds: int
    seconds: float
    repeated: int


def rounds(
    running: Iterable[Server],
    queries: Path,
    effort: Effort,
    connections: int,
) -> Results:
    """Ask every server in turn, round after round; return what came of each."""
    found: Results = {}
    for _ in range(effort.rounds):
        for server in running:
            one = load(server, queries, connections=connections, seconds=effort.seconds)
            _say(f"{server.name}: {one.rate:,.0f} answers/s, p99 {one.p99:.1f} ms")
            found.setdefault(server.name, []).append(one)
    return found


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def shown(results: Results) -> list[tuple[str, ...]]:
    """Return a row for each server."""
    rows = []
    for name, runs in results.items():
        numbers = [
            statistics.median(getattr(run, field) for run in runs)
            for field in ("rate", "p50", "p95", "p99")
        ]
        errors = sum(run.errors for run in runs)
        # Of a server that answered nothing in its time there is no time to tell.
        times = [f"{one:.1f}" if numbers[0] else "–" for one in numbers[1:]]
        rows.append((name, f"{numbers[0]:,.0f}", *times, str(errors)))
    return rows


_HEAD: Final = ("server", "answers/s", "p50 ms", "p95 ms", "p99 ms", "not 200")


def measure(graph: Graph, effort: Effort) -> tuple[list[str], list[Aim]]:
    """Return the lines and the aims of one graph."""
    _say(f"servers of the {graph.name} graph")
    lines: list[str] = ["", f"### {graph.name.capitalize()}: {graph.size:,} triples", ""]
    aims: list[Aim] = []
    with ExitStack() as stack:
        running = [stack.enter_context(each) for each in _servers(graph)]
        for title, some, path, connections in _loads(graph, running):
            results = rounds(some, path, effort, connections)
            lines += [f"**{title}**, {connections} connections", "", *table(_HEAD, shown(results)),
                      ""]  # fmt: skip
            aims += aims_of(graph.name, title, results)
        lines_hostile, aim = _beside_hostile(graph, running[0], effort)
    return [*lines, *lines_hostile], [*aims, aim]


def _servers(graph: Graph) -> Iterator[AbstractContextManager[Server]]:
    """Yield every server of a graph, ours first."""
    yield servers.alliances(graph, OURS, processes=1, cache=0)
    yield servers.alliances(graph, TWO, processes=2, cache=0)
    yield servers.alliances(graph, KEPT, processes=1, cache=64)
    yield servers.oxigraph(graph)
    yield servers.rdflib_endpoint(graph)
    yield servers.virtuoso(graph)


def _loads(
    graph: Graph, running: Sequence[Server]
) -> Iterator[tuple[str, Sequence[Server], Path, int]]:
    """Yield title, servers, file of queries and connections of each load."""
    cold = [each for each in running if each.name != KEPT]
    kept = [each for each in running if each.name not in {OURS, TWO}]
    yield "light, 3,000 entities", cold, graph.light, 8
    yield "medium, categories by regions", cold, graph.medium, 4
    yield f"repeated, {graphs.REPEATED} entities", kept, graph.repeated, 8


def _beside_hostile(graph: Graph, server: Server, effort: Effort) -> tuple[list[str], Aim]:
    """Return what light queries take while four clients ask endless ones."""
    with hostile(server, 4):
        time.sleep(1.0)
        runs = [
            load(server, graph.light, connections=2, seconds=effort.seconds)
            for _ in range(effort.rounds)
        ]
    results = {f"{OURS}, beside four hostile clients": runs}
    found = statistics.median(run.p99 for run in runs)
    aim = Aim(f"{graph.name}, light beside four hostile: p99", "under 50 ms", f"{found:.1f} ms",
              found < 50)  # fmt: skip
    return ["**light beside four hostile clients**, 2 connections", "",
            *table(_HEAD, shown(results)), ""], aim  # fmt: skip


def _median(run: Callable[[], object], times: int) -> float:
    """Return the median of the milliseconds that `run` takes."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def without_http(graph: Graph, effort: Effort) -> list[Aim]:
    """Return what a worker costs beside asking in process, and what writing costs."""
    snapshot = Snapshots(graph.store).current()
    assert snapshot is not None  # noqa: S101  published by `graphs`
    store = Store.read_only(str(snapshot.path / "store"))
    return [*_worker(graph, store, effort), *_writing(graph, store)]


def _worker(graph: Graph, store: Store, effort: Effort) -> list[Aim]:
    """Return what the way to a worker and back adds to a small question.

    Once as the event loop asks a worker that is idle, which is what happens to nearly all, and
    once as a thread asks when none is.
    """
    small = Task("ASK { <urn:nothing> <urn:at> <urn:all> }")
    pool = Pool(graph.store, Limits(workers=1))
    ways = {
        "an idle worker": lambda: _straight(pool, small),
        "a worker, by a thread that may wait": lambda: pool.ask(small),
    }
    taken: dict[str, list[float]] = {name: [] for name in (*ways, "")}
    try:
        pool.ask(small)
        for _ in range(5):
            for name, way in ways.items():
                taken[name].append(_median(way, effort.repeated))
            taken[""].append(_median(lambda: answer(store, small), effort.repeated))
    finally:
        pool.close()
    bare = statistics.median(taken.pop(""))
    over = {name: statistics.median(each) - bare for name, each in taken.items()}
    return [
        Aim(f"{graph.name}: {name} beside asking in process", "under 0.1 ms more",
            f"{more:.3f} ms", more < 0.1)
        for name, more in over.items()
    ]  # fmt: skip


def _straight(pool: Pool, task: Task) -> object:
    ticket = Ticket()
    found = pool.begin(ticket)
    if found is None:
        # Once a second the pool looks whether another snapshot is published.
        return pool.ask(task, ticket)
    child, _ = found
    with ticket.runs_on(child):
        child.send(task)
        while (reply := child.receive()) is None:
            pass
    pool.leave(child, ticket)
    return reply


def _writing(graph: Graph, store: Store) -> list[Aim]:
    """Return what writing 50,000 rows adds to walking through them, as is and within caps."""
    rows = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 50000"

    def asked() -> QuerySolutions:
        found = store.query(rows)
        assert isinstance(found, QuerySolutions)  # noqa: S101  a SELECT
        return found

    walked = _median(lambda: deque(asked(), maxlen=0), 7)
    written = _median(lambda: asked().serialize(format=QueryResultsFormat.JSON), 7)
    counted = _median(lambda: answer(store, Task(rows, counted=False)), 7)
    return [
        Aim(f"{graph.name}: {what}", "under 10 % more", f"{(took / walked - 1) * 100:+.0f} %",
            took < 1.1 * walked)
        for what, took in (
            ("50,000 rows as JSON beside walking through them", written),
            ("the same with caps on rows and bytes", counted),
        )
    ]  # fmt: skip


def main(*, short: bool = False) -> None:
    """Measure everything, print it and write the section."""
    # Else servers would go on when a terminal is closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    effort = Effort(1, 1.0, 50) if short else Effort(5, 5.0, 500)
    begun = where_and_when("python -m bench http")
    _say("peers")
    fetch()
    _say("graphs")
    lines: list[str] = []
    aims: list[Aim] = []
    for graph in (graphs.curated(), graphs.synthetic()):
        more, found = measure(graph, effort)
        lines += more
        aims += [*found, *without_http(graph, effort)]
    section = [
        "## The door",
        "",
        f"{begun} Clients and servers share the machine. Medians of {effort.rounds} rounds of "
        f"{effort.seconds:g} s, in each of which every server is asked once; ratios are of the "
        f"same round. uvicorn {version('uvicorn')} with {_parser()}.",
        "",
        *table(
            ("what", "aim", "measured", ""),
            [(each.what, each.aim, each.measured, each.verdict) for each in aims],
        ),
        *lines,
    ]  # fmt: skip
    print("\n".join(section))
    if not short:
        write_section("the door", section)


def _parser() -> str:
    """Return which parser and loop the server finds installed."""
    found = []
    for name, instead in (("httptools", "h11"), ("uvloop", "asyncio")):
        try:
            found.append(f"{name} {version(name)}")
        except ImportError:
            found.append(instead)
    return " and ".join(found)
