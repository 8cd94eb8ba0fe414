"""A query that takes long lets the others go first, and nobody inherits its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.snapshots import Snapshots
from graph.worker_child import Child
from graph.worker_frames import Task
from graph.worker_places import Ticket
from graph.workers import Limits, Pool
from tests.hostile import chained

INNOCENT = Task("SELECT ?n { <urn:thing:7> <urn:n> ?n }", table="csv")


def niceness(number: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, number)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    Snapshots(tmp_path).publish(chained(), rules=(), gates=lambda _: (), notes={})
    opened = Pool(tmp_path, Limits(workers=1, memory=300_000_000))
    opened.ask(INNOCENT)
    yield opened
    opened.close()


@pytest.fixture
def behind(pool: Pool) -> Callable[[], Child]:
    """Let the worker of a query fall behind, give it back, and return it."""

    def fall() -> Child:
        ticket = Ticket()
        found = pool.begin(ticket)
        assert found is not None
        child, _ = found
        with ticket.runs_on(child):
            ticket.fall_behind()
            assert niceness(child.number) == min(niceness(0) + 10, 19)
        pool.leave(child, ticket)
        return child

    return fall


def test_after_a_long_query_the_next_is_as_first_as_any(
    pool: Pool, behind: Callable[[], Child]
) -> None:
    behind()
    assert pool.ask(INNOCENT).reply.body == b"n\r\n7\r\n"
    found = pool.begin(Ticket())
    assert found is not None
    assert niceness(found[0].number) == niceness(0)
    found[0].end()


def test_where_a_worker_may_not_come_forward_again_another_takes_its_place(
    pool: Pool, behind: Callable[[], Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.setpriority

    def only_back(which: int, who: int, priority: int) -> None:
        if priority < niceness(who):
            raise PermissionError
        allowed(which, who, priority)

    monkeypatch.setattr(os, "setpriority", only_back)
    last = behind()
    assert not last.alive()
    assert pool.ask(INNOCENT).reply.body == b"n\r\n7\r\n"


def test_a_query_that_has_ended_makes_nobody_fall_behind(pool: Pool) -> None:
    ticket = Ticket()
    pool.ask(INNOCENT, ticket)
    ticket.fall_behind()
    found = pool.begin(Ticket())
    assert found is not None
    assert niceness(found[0].number) == niceness(0)
    found[0].end()
