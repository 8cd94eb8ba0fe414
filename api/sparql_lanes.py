"""A lane as the door sees it: a pool, threads of its own, and how many are inside.

Threads of their own, because queries that wait must not keep pages waiting, nor one lane the
other; and a count, because who cannot be served in time is better turned away at once.
"""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from fastapi import Request

from graph import worker_errors
from graph.worker_frames import Task
from graph.worker_places import Ticket
from graph.workers import Answered, Pool

__all__ = ["Lane"]

# Queries that may wait for a worker; more are turned away at once.
_WAITING: Final = 16
# Bytes of an answer below which compressing costs more than it saves.
_SMALL: Final = 1000


class Lane:
    """Queries of one kind on the workers of `pool`."""

    __slots__ = ("_inside", "_places", "_threads", "name", "pool")

    def __init__(self, name: str, pool: Pool) -> None:
        self.name = name
        self.pool = pool
        self._places = pool.limits.workers + pool.limits.short + _WAITING
        self._inside = 0
        self._threads = ThreadPoolExecutor(self._places, thread_name_prefix=f"sparql-{name}")

    def close(self) -> None:
        """Let go of the threads; queries that run end with their workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(
        self, request: Request, task: Task, ticket: Ticket, timeout: float | None, *, zipped: bool
    ) -> tuple[Answered, bytes]:
        """Return the answer to `task` and its body, compressed if `zipped` and worth it.

        Raises what `Pool.ask` raises; when the client leaves, its query is killed.
        """
        if self._inside >= self._places:
            raise worker_errors.overloaded()
        self._inside += 1
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, self._ask, task, ticket, timeout, zipped
        )
        gone = asyncio.ensure_future(_gone(request))
        both: set[asyncio.Future[Any]] = {work, gone}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                ticket.cancel()
            return await work
        finally:
            self._inside -= 1
            gone.cancel()
            # Reached early when the server itself gives up this request.
            if not work.done():
                ticket.cancel()

    def _ask(
        self, task: Task, ticket: Ticket, timeout: float | None, zipped: bool
    ) -> tuple[Answered, bytes]:
        answered = self.pool.ask(task, ticket, timeout)
        body = answered.reply.body
        # Here and not in a middleware, where it would hold up every other request.
        if zipped and len(body) >= _SMALL:
            return answered, gzip.compress(body, 4, mtime=0)
        return answered, body


async def _gone(request: Request) -> None:
    """Return when the client has closed its connection."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return
