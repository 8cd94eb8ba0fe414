"""What is made ahead waits for those who are being answered, but not for ever."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from api.readers import Counted, Readers

NEVER = 3600.0


def test_where_nobody_reads_the_next_step_is_taken_at_once() -> None:
    assert Readers(quiet=NEVER, patience=NEVER).pause(threading.Event()) is False


def test_a_step_waits_until_the_reader_is_answered() -> None:
    readers = Readers(quiet=0.05, patience=NEVER)
    gone_on = threading.Event()

    def step() -> None:
        readers.pause(threading.Event())
        gone_on.set()

    with readers.one():
        threading.Thread(target=step, daemon=True).start()
        assert not gone_on.wait(0.3)
    assert gone_on.wait(10)


def test_a_step_waits_for_a_moment_without_readers() -> None:
    readers = Readers(quiet=0.3, patience=NEVER)
    with readers.one():
        pass
    begun = time.monotonic()
    assert readers.pause(threading.Event()) is False
    assert time.monotonic() - begun > 0.25


def test_readers_who_never_pause_do_not_put_work_off_for_ever() -> None:
    readers = Readers(quiet=NEVER, patience=0.1)
    with readers.one():
        assert readers.pause(threading.Event()) is False


def test_a_server_that_stops_is_not_waited_for() -> None:
    stopped = threading.Event()
    stopped.set()
    readers = Readers(quiet=NEVER, patience=NEVER)
    with readers.one():
        assert readers.pause(stopped) is True


@pytest.mark.parametrize(("path", "counted"), [("/fr", True), ("/health", False)])
def test_a_request_is_a_reader_until_it_is_answered_and_a_watch_is_none(
    path: str, counted: bool
) -> None:
    readers = Readers(quiet=NEVER, patience=0.0)
    seen: list[bool] = []

    async def app(_: Scope, __: Receive, ___: Send) -> None:
        seen.append(readers.busy())

    async def nothing(*_: Any) -> Any:
        raise AssertionError("nothing is sent or received here")

    asyncio.run(Counted(app, readers)({"type": "http", "path": path}, nothing, nothing))
    assert seen == [counted]
    # Just answered is not quiet yet.
    assert readers.busy() is counted
