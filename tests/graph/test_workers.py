"""The wall: whatever a query does, it ends in time, alone, and leaves nothing behind.

No guard stands before these workers. Times are the worker's own, from being asked to being
killed, so that a busy machine does not lengthen them.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.snapshots import Snapshot, Snapshots
from graph.worker_errors import OverloadedError, SizeError, StoppedError
from graph.worker_frames import Task
from graph.worker_places import Ticket
from graph.workers import Limits, Pool
from ontology.errors import QueryError, StoreError
from tests.hostile import ADDRESSES, CHAIN, HOSTILE, LEAVING, NAMING, UPDATES, aimed, chained
from tests.serving import listener

LIMITS = Limits(workers=2, deadline=1.0, wait=10.0, memory=300_000_000)
INNOCENT = Task("SELECT ?n { <urn:thing:7> <urn:n> ?n }", table="csv")
SEVEN = b"n\r\n7\r\n"
SLOW = Task(HOSTILE["lists of values"])


def publish(root: Path, *more: Quad) -> Snapshot:
    return Snapshots(root).publish([*chained(), *more], rules=(), gates=lambda _: (), notes={})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("chained")
    publish(directory)
    return directory


@pytest.fixture(scope="module")
def pool(root: Path) -> Iterator[Pool]:
    opened = Pool(root, LIMITS)
    yield opened
    opened.close()


@pytest.fixture
def made(root: Path) -> Iterator[Callable[..., Pool]]:
    """Pools with limits of their own, closed after the test."""
    pools: list[Pool] = []

    def make(directory: Path = root, **limits: float) -> Pool:
        known = {"workers": 1, "deadline": 1.0, "wait": 10.0, "memory": 300_000_000}
        pools.append(Pool(directory, Limits(**{**known, **limits})))  # type: ignore[arg-type]
        return pools[-1]

    yield make
    for each in pools:
        each.close()


def end_of(pool: Pool, sparql: str, **task: object) -> float:
    """Ask, and return the seconds of work, whatever comes of it."""
    ticket = Ticket()
    known = {"rows": 100_000, "size": 5_000_000, **task}
    with suppress(QueryError):
        pool.ask(Task(sparql, **known), ticket)  # type: ignore[arg-type]
    return ticket.seconds


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_ends_in_time_and_leaves_the_others_alone(pool: Pool, name: str) -> None:
    with ThreadPoolExecutor(1) as beside:
        hostile = beside.submit(end_of, pool, HOSTILE[name])
        time.sleep(0.05)
        assert pool.ask(INNOCENT).reply.body == SEVEN
        assert hostile.result() <= LIMITS.deadline + 0.5
    assert pool.ask(INNOCENT).reply.body == SEVEN
    pool.snapshot().verify_files()


def test_the_same_queries_would_not_have_ended_by_themselves(pool: Pool) -> None:
    # Else the suite above would show nothing about deadlines.
    with pytest.raises(StoppedError):
        pool.ask(SLOW)
    with pytest.raises(StoppedError):
        pool.ask(Task(HOSTILE["thousand patterns"]))


@pytest.mark.parametrize("name", [*LEAVING, *NAMING])
def test_no_spelling_of_service_or_load_reaches_a_server(pool: Pool, name: str) -> None:
    with listener() as heard:
        query = aimed({**LEAVING, **NAMING}[name], f"http://127.0.0.1:{heard.port}/data")
        assert end_of(pool, query) < 1.5
        assert heard.heard() == 0
    assert pool.ask(INNOCENT).reply.body == SEVEN


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_spelling_of_an_address_is_reached(pool: Pool, address: str) -> None:
    with listener() as heard:
        for name in ("service", "silent", "by a variable", "load", "from"):
            url = address.replace("PORT", str(heard.port))
            assert end_of(pool, aimed({**LEAVING, **NAMING}[name], url)) < 1.5
        assert heard.heard() == 0
    assert pool.ask(INNOCENT).reply.body == SEVEN


def test_without_walls_the_same_query_does_reach_a_server() -> None:
    with listener() as heard:
        query = LEAVING["service"].replace("URL", f"http://127.0.0.1:{heard.port}/data")
        with pytest.raises(OSError, match=r".+"):
            list(Store().query(query))  # type: ignore[arg-type]
        assert heard.heard() > 0


def test_no_query_reads_a_file(pool: Pool, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:secret> <urn:p> <urn:o> .", encoding="utf-8")
    for spelling in (*LEAVING.values(), *NAMING.values()):
        try:
            told = pool.ask(Task(aimed(spelling, secret.as_uri()))).reply.body
        except QueryError:
            continue
        assert b"urn:secret" not in told


@pytest.mark.parametrize("name", UPDATES)
def test_no_update_changes_a_byte(pool: Pool, name: str) -> None:
    with pytest.raises(QueryError):
        pool.ask(Task(UPDATES[name]))
    pool.snapshot().verify_files()


def test_every_wall_stands_on_this_machine(made: Callable[..., Pool]) -> None:
    pool = made()
    pool.ask(INNOCENT)
    assert pool._idle[0].walls.split()[:2] == ["memory", "files"]


def test_an_answer_over_the_cap_of_rows_is_refused_whole(pool: Pool) -> None:
    everything = f"SELECT ?n {{ ?s <urn:n> ?n }} LIMIT {CHAIN}"
    for form in ("json", "xml", "csv", "tsv"):
        assert pool.ask(Task(everything, table=form, rows=CHAIN)).reply.rows == CHAIN
        with pytest.raises(SizeError):
            pool.ask(Task(everything, table=form, rows=CHAIN - 1))


def test_an_answer_over_the_cap_of_triples_is_refused_whole(pool: Pool) -> None:
    everything = "CONSTRUCT { ?s <urn:n> ?n } { ?s <urn:n> ?n }"
    for form in ("ttl", "nt", "jsonld", "rdf", "trig"):
        assert pool.ask(Task(everything, triples=form, rows=CHAIN)).reply.rows == CHAIN
        with pytest.raises(SizeError):
            pool.ask(Task(everything, triples=form, rows=CHAIN - 1))


def test_an_answer_over_the_cap_of_bytes_is_refused_whole(pool: Pool) -> None:
    size = len(pool.ask(INNOCENT).reply.body)
    assert pool.ask(Task(INNOCENT.sparql, table="csv", size=size)).reply.body == SEVEN
    with pytest.raises(SizeError):
        pool.ask(Task(INNOCENT.sparql, table="csv", size=size - 1))


def test_a_query_that_finds_no_worker_in_time_is_turned_away(made: Callable[..., Pool]) -> None:
    pool = made(wait=0.2, deadline=2.0)
    pool.ask(INNOCENT)
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(end_of, pool, SLOW.sparql)
        time.sleep(0.2)
        with pytest.raises(OverloadedError):
            pool.ask(INNOCENT)
        running.result()
    assert pool.ask(INNOCENT).reply.body == SEVEN


def test_a_query_whose_client_leaves_is_killed(made: Callable[..., Pool]) -> None:
    pool = made(deadline=30.0)
    pool.ask(INNOCENT)
    ticket = Ticket()
    threading.Timer(0.2, ticket.cancel).start()
    with pytest.raises(StoppedError):
        pool.ask(SLOW, ticket)
    assert ticket.seconds < 5
    assert pool.ask(INNOCENT).reply.body == SEVEN


def test_a_query_given_up_while_waiting_never_runs(made: Callable[..., Pool]) -> None:
    pool = made()
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(StoppedError):
        pool.ask(INNOCENT, ticket)
    assert ticket.seconds == 0


def test_a_worker_is_replaced_after_enough_queries(made: Callable[..., Pool]) -> None:
    pool = made(recycle_after=2)
    numbers = []
    for _ in range(4):
        pool.ask(INNOCENT)
        numbers.append(pool._idle[0].number)
    # The second query ends the first worker, and its successor stands ready at once.
    assert numbers[0] != numbers[1] == numbers[2] != numbers[3]


def test_a_worker_that_has_grown_is_replaced(made: Callable[..., Pool]) -> None:
    pool = made(recycle_memory=1)
    pool.ask(INNOCENT)
    assert pool._idle[0].asked == 0


def test_a_worker_killed_from_outside_costs_no_query(made: Callable[..., Pool]) -> None:
    pool = made()
    pool.ask(INNOCENT)
    os.kill(pool._idle[0].number, 9)
    time.sleep(0.2)
    assert pool.ask(INNOCENT).reply.body == SEVEN


def test_a_new_snapshot_is_followed_and_the_old_answer_finishes(
    tmp_path: Path, made: Callable[..., Pool]
) -> None:
    first = publish(tmp_path)
    pool = made(tmp_path, workers=2, deadline=30.0)
    how_many = Task("SELECT (COUNT(*) AS ?n) { ?s <urn:n> ?n }", table="csv")
    long = Task("SELECT (COUNT(*) AS ?n) { ?a <urn:n> ?b . ?c <urn:n> ?d FILTER(?b + ?d = 7) }")
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(pool.ask, long)
        time.sleep(0.3)
        more = Quad(NamedNode("urn:x"), NamedNode("urn:n"), Literal(-1), NamedNode("urn:more"))
        second = publish(tmp_path, more)
        until = time.monotonic() + 10
        while pool.snapshot().content_hash != second.content_hash and time.monotonic() < until:
            time.sleep(0.05)
        answered = pool.ask(how_many)
        assert answered.version == second.content_hash
        assert answered.reply.body == f"n\r\n{CHAIN + 1}\r\n".encode()
        assert running.result().version == first.content_hash


def test_a_damaged_new_snapshot_does_not_take_away_the_old_one(
    tmp_path: Path, made: Callable[..., Pool]
) -> None:
    first = publish(tmp_path)
    pool = made(tmp_path)
    pool.ask(INNOCENT)
    bad = tmp_path / "snapshots" / "0000000000000000"
    bad.mkdir()
    link = tmp_path / "next"
    link.symlink_to("snapshots/0000000000000000")
    link.rename(tmp_path / "current")
    time.sleep(1.1)
    answered = pool.ask(INNOCENT)
    assert (answered.version, answered.reply.body) == (first.content_hash, SEVEN)


def test_without_a_snapshot_the_refusal_says_how_to_build_one(
    tmp_path: Path, made: Callable[..., Pool]
) -> None:
    pool = made(tmp_path)
    with pytest.raises(StoreError) as refusal:
        pool.ask(INNOCENT)
    assert "alliances build" in refusal.value.cure.en


def test_a_worker_leaves_with_its_parent_even_in_the_middle_of_a_query(
    made: Callable[..., Pool],
) -> None:
    pool = made(deadline=30.0)
    pool.ask(INNOCENT)
    child = pool._idle[0]
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(end_of, pool, SLOW.sparql)
        time.sleep(0.3)
        standard_input = child._process.stdin
        assert standard_input is not None
        standard_input.close()
        assert child._process.wait(5) == 0
        running.result()


def hostile_until(done: threading.Event, pool: Pool, part: int) -> None:
    """Ask every other hostile query, again and again."""
    for name in cycle(sorted(HOSTILE)[part::2]):
        if done.is_set():
            return
        end_of(pool, HOSTILE[name], size=1_000_000)


def innocent_until(done: threading.Event, pool: Pool) -> int:
    """Ask the innocent query again and again; return how often it was answered."""
    asked = 0
    while not done.is_set():
        assert pool.ask(INNOCENT).reply.body == SEVEN
        asked += 1
    return asked


@pytest.mark.slow
def test_ten_swaps_under_hostile_load_cost_no_innocent_query(
    tmp_path: Path, made: Callable[..., Pool]
) -> None:
    publish(tmp_path)
    # Long enough for an innocent query on a machine that the hostile ones keep busy.
    pool = made(tmp_path, workers=2, deadline=2.0, wait=60.0, recycle_after=20)
    done = threading.Event()
    with ThreadPoolExecutor(4) as beside:
        attackers = [beside.submit(hostile_until, done, pool, part) for part in (0, 1)]
        asking = [beside.submit(innocent_until, done, pool) for _ in range(2)]
        try:
            for number in range(10):
                time.sleep(1.1)
                publish(tmp_path, Quad(NamedNode("urn:x"), NamedNode("urn:v"), Literal(number),
                                       NamedNode("urn:more")))  # fmt: skip
        finally:
            done.set()
        assert all(each.result() > 0 for each in asking)
        for each in attackers:
            each.result()
    assert len(pool._idle) <= pool.limits.workers
