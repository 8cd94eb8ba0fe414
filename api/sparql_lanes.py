"""A lane as the door sees it: a pool, threads of its own, and how many are inside.

A query that finds a worker idle is asked from the event loop itself, because handing it to a
thread and back takes longer than most queries do. One that must wait does so in a thread of
its lane, so that queries that wait keep neither pages nor the other lane waiting; and who
cannot be served in time is better turned away at once.
"""

from __future__ import annotations

import asyncio
import gzip
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from fastapi import Request

from graph import worker_errors
from graph.snapshots import Snapshot
from graph.worker_child import Child
from graph.worker_frames import FrameError, Reply, Task
from graph.worker_outcomes import Answered, answered, ended
from graph.worker_places import Ticket
from graph.workers import Pool

__all__ = ["Lane"]

# Queries that may wait for a worker; more are turned away at once.
_WAITING: Final = 16
# Bytes of an answer: below, compressing costs more than it saves; above, it takes a thread.
_SMALL: Final = 1000
_LARGE: Final = 50_000
# Seconds after which somebody looks whether the client is still there.
_SOON: Final = 0.02
# Seconds after which a query lets others go first: starting another worker takes 0.15 s of
# processor, so a query that ends soon after costs a good half more.
_LONG: Final = 0.25
# Seconds for which a query waits for a worker without taking a thread.
_MOMENT: Final = 0.02


class Lane:
    """Queries of one kind on the workers of `pool`."""

    __slots__ = ("_hopeful", "_inside", "_places", "_threads", "name", "pool")

    def __init__(self, name: str, pool: Pool) -> None:
        self.name = name
        self.pool = pool
        self._places = pool.limits.workers + pool.limits.short + _WAITING
        self._inside = 0
        self._hopeful: deque[asyncio.Future[None]] = deque()
        self._threads = ThreadPoolExecutor(self._places, thread_name_prefix=f"sparql-{name}")

    def close(self) -> None:
        """Let go of the threads; who still waits is turned away by the closed pool."""
        self._threads.shutdown(wait=False)

    async def run(
        self, request: Request, task: Task, ticket: Ticket, timeout: float | None, *, zipped: bool
    ) -> tuple[Answered, bytes]:
        """Return the answer to `task` and its body, compressed if `zipped` and worth it.

        Raises what `Pool.ask` raises; when the client leaves, its query is killed.
        """
        if self._inside >= self._places:
            raise worker_errors.overloaded()
        self._inside += 1
        loop = asyncio.get_running_loop()
        watch = _Watch(loop, request, ticket)
        try:
            told = await self._at_once(task, ticket, timeout)
            if told is None:
                told = await loop.run_in_executor(
                    self._threads, self.pool.ask, task, ticket, timeout
                )
        finally:
            self._inside -= 1
            watch.end()
            # Reached early when the server itself gives up this request; else it does nothing.
            ticket.cancel()
        body = told.reply.body
        if not zipped or len(body) < _SMALL:
            return told, body
        if len(body) < _LARGE:
            return told, _zipped(body)
        return told, await loop.run_in_executor(self._threads, _zipped, body)

    async def _at_once(self, task: Task, ticket: Ticket, timeout: float | None) -> Answered | None:
        """Return the answer by a worker that is idle, or will be in a moment; None without one."""
        if self.pool.must_look():
            # A look at the disk, and perhaps new workers: for a thread, and at once.
            return None
        found = self.pool.begin(ticket) or await self._hope(ticket)
        if found is None:
            return None
        child, snapshot = found
        deadline = self.pool.deadline(timeout)
        whole = False
        try:
            with ticket.runs_on(child):
                reply = await self._reply(child, task, deadline)
                whole = True
        except _NotSentError:
            return None
        except (TimeoutError, FrameError) as error:
            raise ended(error, ticket, deadline) from None
        finally:
            if not whole:
                child.stop()
            self._give_back(child, ticket)
            self._encourage()
        return answered(reply, task, snapshot, ticket)

    async def _reply(self, child: Child, task: Task, deadline: float) -> Reply:
        """Return the reply to `task`; raise TimeoutError or FrameError."""
        try:
            sent = child.send(task)
        except FrameError as error:
            raise _NotSentError from error
        if sent:
            return await _received(child, deadline)
        # Longer than a pipe takes at once. Not in the loop's own threads, which are few and
        # serve others: everybody inside the lane has one here.
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, child.run, task, deadline)

    def _give_back(self, child: Child, ticket: Ticket) -> None:
        if not self.pool.keeps(child):
            # Ending a process and starting the next takes a while.
            with suppress(RuntimeError):
                self._threads.submit(self.pool.leave, child, ticket)
                return
        # Kept, or the threads are closed already.
        self.pool.leave(child, ticket)

    async def _hope(self, ticket: Ticket) -> tuple[Child, Snapshot] | None:
        """Wait for a moment until a short query has ended, and try again."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        timer = loop.call_later(_MOMENT, _wake, turn)
        self._hopeful.append(turn)
        try:
            await turn
        finally:
            timer.cancel()
            # Gone already if somebody ended; else it would stay until somebody does.
            with suppress(ValueError):
                self._hopeful.remove(turn)
        return self.pool.begin(ticket)

    def _encourage(self) -> None:
        while self._hopeful:
            turn = self._hopeful.popleft()
            if not turn.done():
                turn.set_result(None)
                return


def _wake(turn: asyncio.Future[None]) -> None:
    if not turn.done():
        turn.set_result(None)


class _NotSentError(Exception):
    """The worker was gone before it was asked."""


async def _received(child: Child, deadline: float) -> Reply:
    """Return the reply to the task that was sent; raise TimeoutError or FrameError."""
    loop = asyncio.get_running_loop()
    come: asyncio.Future[Reply] = loop.create_future()
    descriptor = child.descriptor

    def read() -> None:
        if come.done():
            return
        try:
            reply = child.receive()
        except FrameError as error:
            come.set_exception(error)
            return
        if reply is not None:
            come.set_result(reply)

    def late() -> None:
        if not come.done():
            come.set_exception(TimeoutError())

    loop.add_reader(descriptor, read)
    timer = loop.call_later(deadline, late)
    try:
        return await come
    finally:
        timer.cancel()
        loop.remove_reader(descriptor)


class _Watch:
    """Looks whether a client leaves, once its query has taken more than a moment."""

    __slots__ = ("_gone", "_long", "_request", "_ticket", "_timer")

    def __init__(self, loop: asyncio.AbstractEventLoop, request: Request, ticket: Ticket) -> None:
        self._request = request
        self._ticket = ticket
        self._gone: asyncio.Task[None] | None = None
        self._timer = loop.call_later(_SOON, self._begin)
        self._long: asyncio.TimerHandle | None = None

    def _begin(self) -> None:
        self._long = asyncio.get_running_loop().call_later(_LONG, self._ticket.fall_behind)
        self._gone = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self._ticket.cancel()

    def end(self) -> None:
        """Look no longer."""
        self._timer.cancel()
        if self._long is not None:
            self._long.cancel()
        if self._gone is not None:
            self._gone.cancel()


def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, 4, mtime=0)
