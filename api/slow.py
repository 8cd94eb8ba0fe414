"""Threads for what takes seconds, so that a page never waits behind a file.

Pages are made in threads, a few dozen for all. A file of the whole data, the difference of two
releases, a picture of five hundred things takes seconds, and those who ask for the same thing
wait for each other: a few dozen such requests would hold every thread, and nothing else would
be answered. So these have a few threads of their own; who comes when all are taken waits
without one, and when many wait already is told to come back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial, wraps
from typing import Final, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from graph import worker_errors

__all__ = ["SlowLane"]

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")
# Made at once: more would only share the same cores.
_THREADS: Final = 4
# Who may wait; each is a connection and little else.
_WAITING: Final = 64


class SlowLane:
    """Runs work in `threads` threads that nothing else uses; turns away who would wait long."""

    __slots__ = ("_limiter", "_waiting")

    def __init__(self, threads: int = _THREADS, waiting: int = _WAITING) -> None:
        self._limiter = CapacityLimiter(threads)
        self._waiting = waiting

    def __call__(self, handler: Callable[_Given, _Made]) -> Callable[_Given, Awaitable[_Made]]:
        """Return a handler of a route that does the same in one of these threads."""

        @wraps(handler)
        async def apart(*args: _Given.args, **named: _Given.kwargs) -> _Made:
            held = self._limiter.statistics()
            full = held.borrowed_tokens >= held.total_tokens
            if full and held.tasks_waiting >= self._waiting:
                raise worker_errors.overloaded()
            return await to_thread.run_sync(partial(handler, *args, **named), limiter=self._limiter)

        return apart
