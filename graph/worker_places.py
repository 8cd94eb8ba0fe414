"""Who may run now: a few places for long queries, and more that only short ones may keep.

While there is room everybody runs. When all places are taken and one more query comes, one
that has run for longer than a short query takes gives up its place: the youngest of those,
but never one of the few oldest, which keep theirs until their deadline. So a handful of
strangers' long queries cannot hold up the many that take a millisecond, and a long query that
has begun first is not sacrificed to them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from graph import worker_errors
from graph.worker_child import Child

__all__ = ["Places", "Ticket"]


class Ticket:
    """One query's way through a pool: whoever holds it may give up, and knows the cost.

    `seconds` is the time a worker spent on it, whatever the outcome. `yielded` tells that it
    was stopped because others needed its place.
    """

    __slots__ = ("_child", "_lock", "given_up", "seconds", "since", "yielded")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = None
        self.given_up = False
        self.yielded = False
        self.seconds = 0.0
        self.since = 0.0

    def cancel(self) -> None:
        """Give up: a running query is killed, a waiting one will not start."""
        with self._lock:
            self.given_up = True
            if self._child is not None:
                self._child.stop()

    def fall_behind(self) -> None:
        """Let other queries go first from now on, because this one takes long."""
        with self._lock:
            if self._child is not None:
                self._child.fall_behind()

    def give_place(self) -> None:
        """Stop the query, if it runs, because another needs its place."""
        with self._lock:
            if self._child is not None:
                self.yielded = True
                self._child.stop()

    @contextmanager
    def runs_on(self, child: Child) -> Iterator[None]:
        """Tie `child` to this ticket while it works for it."""
        with self._lock:
            if self.given_up:
                raise worker_errors.cancelled()
            self._child = child
            self.since = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._child = None
            self.seconds = time.monotonic() - self.since


class Places:
    """`long` places that are kept until the deadline, and `short` more; times in seconds."""

    __slots__ = ("_closed", "_long", "_room", "_running", "_short_time", "_wait", "total")

    def __init__(self, long: int, short: int, short_time: float, wait: float) -> None:
        self.total = long + short
        self._long = long
        self._short_time = short_time
        self._wait = wait
        self._room = threading.Condition()
        self._running: list[Ticket] = []
        self._closed = False

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return len(self._running)

    def enter(self, ticket: Ticket) -> None:
        """Wait for a place; raise OverloadedError when none becomes free in time."""
        until = time.monotonic() + self._wait
        with self._room:
            while len(self._running) >= self.total and not self._closed:
                left = until - time.monotonic()
                if left <= 0:
                    raise worker_errors.overloaded()
                self._room.wait(min(left, self._make_room()))
                if ticket.given_up:
                    # Woken for nothing: the place is for someone else.
                    self._room.notify()
                    raise worker_errors.cancelled()
            if self._closed:
                raise worker_errors.overloaded()
            self._running.append(ticket)

    def enter_at_once(self, ticket: Ticket) -> bool:
        """Take a place if one is free; tell whether it was."""
        with self._room:
            if self._closed or len(self._running) >= self.total:
                return False
            self._running.append(ticket)
            return True

    def leave(self, ticket: Ticket) -> None:
        """Give back the place of `ticket`."""
        with self._room:
            self._running.remove(ticket)
            self._room.notify()

    def close(self) -> None:
        """Let nobody in any more."""
        with self._room:
            self._closed = True
            self._room.notify_all()

    def _make_room(self) -> float:
        """Stop the query that must give way, if any; return when to look again, in seconds."""
        if any(each.yielded for each in self._running):
            return self._wait
        started = sorted((each for each in self._running if each.since), key=_since)
        now = time.monotonic()
        long = [each for each in started if now - each.since >= self._short_time]
        if len(long) > self._long:
            long[-1].give_place()
            return self._wait
        if self.total == self._long or not started:
            return self._wait
        # The next that will have become long, and could have to give way then.
        young = [each for each in started if now - each.since < self._short_time]
        return self._short_time - (now - young[0].since) if young else self._wait


def _since(ticket: Ticket) -> float:
    return ticket.since
