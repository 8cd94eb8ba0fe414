"""Queries answered in processes that can be killed, over the snapshot now published.

A running query cannot be stopped from outside, may take all memory, and a small text can end
its whole process; so no stranger's query runs in the server. A pool keeps a few workers, each
on the read-only store of one snapshot. A query waits a moment for a worker, runs until its
deadline, and is then killed together with its worker, which is replaced. When a snapshot is
published the pool starts workers on it, and lets those of the old one finish.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.snapshots import Snapshot, Snapshots
from graph.worker_child import Child
from graph.worker_frames import FrameError, Task
from graph.worker_outcomes import Answered, answered, ended
from graph.worker_places import Places, Ticket
from ontology.errors import StoreError, Text

__all__ = ["Limits", "Pool"]

_LOG: Final = logging.getLogger("alliances.workers")
# Seconds between two looks at the `current` link.
_EVERY: Final = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a pool allows: seconds and bytes; `recycle_*` say when a worker is replaced.

    `workers` queries run until the deadline; `short` more may run beside them, and give way to
    others once they have run for `short_time`. `spare` workers more are kept ready, so that who
    comes after a killed one need not wait until the next has started.
    """

    workers: int = 2
    short: int = 0
    spare: int = 0
    short_time: float = 0.1
    deadline: float = 5.0
    wait: float = 2.0
    memory: int = 600_000_000
    recycle_after: int = 10_000
    recycle_memory: int = 300_000_000
    starting: float = 20.0


class Pool:
    """Workers on the snapshot published below `root`, started when first needed."""

    __slots__ = (
        "_closed", "_directory", "_idle", "_link", "_looked", "_places", "_room", "_root",
        "_snapshot", "_turn", "limits",
    )  # fmt: skip

    def __init__(self, root: Path, limits: Limits) -> None:
        self.limits = limits
        # Workers start elsewhere, so a relative path would lead them astray.
        self._root = root.resolve()
        self._places = Places(limits.workers, limits.short, limits.short_time, limits.wait)
        self._room = threading.Lock()
        self._turn = threading.Lock()
        self._idle: deque[Child] = deque()
        self._closed = False
        self._snapshot: Snapshot | None = None
        # The store of that snapshot, at hand because it is looked at for each query.
        self._directory: Path | None = None
        self._link = ""
        self._looked = 0.0

    def snapshot(self) -> Snapshot:
        """Return the snapshot that new queries are asked of; raise StoreError if none."""
        self._follow()
        if self._snapshot is None:
            raise _nothing()
        return self._snapshot

    def start(self) -> None:
        """Start every worker now; without a snapshot, do nothing."""
        try:
            snapshot = self.snapshot()
        except StoreError:
            return
        with self._room:
            while len(self._idle) + self._places.taken < self._most:
                self._idle.appendleft(self._child(snapshot))

    def ask(
        self, task: Task, ticket: Ticket | None = None, deadline: float | None = None
    ) -> Answered:
        """Return the whole answer to `task`; `deadline` (seconds) may only shorten the pool's.

        Raises QueryError (it cannot be read or answered, or grew too large), StoppedError
        (the deadline passed, or the ticket was given up), OverloadedError (no worker became
        free in time), StoreError (nothing can be opened).
        """
        ticket = Ticket() if ticket is None else ticket
        most = self.deadline(deadline)
        self._places.enter(ticket)
        child: Child | None = None
        whole = False
        try:
            child, snapshot = self._take()
            with ticket.runs_on(child):
                reply = child.run(task, most)
                whole = True
        except (TimeoutError, FrameError) as error:
            raise ended(error, ticket, most) from None
        finally:
            # Whatever happened, a worker in an unknown state is not used again.
            if child is not None and not whole:
                child.stop()
            self.leave(child, ticket)
        return answered(reply, task, snapshot, ticket)

    def deadline(self, asked: float | None) -> float:
        """Return the seconds a query may take whose client asks for `asked`."""
        return self.limits.deadline if asked is None else min(asked, self.limits.deadline)

    def must_look(self) -> bool:
        """Tell whether it is time to look at the disk for what is published."""
        return self._snapshot is None or time.monotonic() - self._looked >= _EVERY

    def begin(self, ticket: Ticket) -> tuple[Child, Snapshot] | None:
        """Return an idle worker and its snapshot if that needs no waiting at all, else None.

        For callers who may not block, and who then send and receive by themselves. What is
        returned must be given back by `leave`.
        """
        snapshot = self._snapshot
        if snapshot is None or self.must_look() or not self._places.enter_at_once(ticket):
            return None
        with self._room:
            last = self._idle[-1] if self._idle else None
            if last is not None and last.store == self._directory and last.idle():
                return self._idle.pop(), snapshot
        self._places.leave(ticket)
        return None

    def keeps(self, child: Child) -> bool:
        """Tell whether `leave` will keep `child`, and so needs no time."""
        current = self._snapshot
        return not self._closed and current is not None and self._good(child)

    def close(self) -> None:
        """End every worker that is not busy; the others end with their query."""
        with self._room:
            self._closed = True
            children, self._idle = self._idle, deque()
        self._places.close()
        for child in children:
            child.end()

    @property
    def _most(self) -> int:
        """How many workers there are, busy and idle."""
        return self._places.total + self.limits.spare

    def _take(self) -> tuple[Child, Snapshot]:
        """Return a worker that is ready and its snapshot; raise StoreError if none will start."""
        try:
            return self._ready()
        except StoreError:
            # A worker started ahead may have found its snapshot pruned; the next is on the new.
            return self._ready()

    def _ready(self) -> tuple[Child, Snapshot]:
        # Asked for here and not before waiting, during which another may have been published.
        snapshot = self.snapshot()
        with self._room:
            child = self._idle.pop() if self._idle else None
        if child is not None and (child.store != _store(snapshot) or not child.alive()):
            child.end()
            child = None
        child = self._child(snapshot) if child is None else child
        try:
            child.ready(self.limits.starting)
        except (TimeoutError, FrameError) as error:
            child.end()
            raise _will_not_start() from error
        return child, snapshot

    def leave(self, child: Child | None, ticket: Ticket) -> None:
        """Give back the place, with the worker if it is still good, else with a new one."""
        with self._room:
            current = self._snapshot
            closed = self._closed
        if child is not None and (closed or current is None or not self._good(child)):
            child.end()
            child = None if closed or current is None else self._replacement(current)
        with self._room:
            # After a new snapshot its first worker is one too many.
            needed = len(self._idle) + self._places.taken <= self._most
            if child is not None and needed and not self._closed:
                # Those who have shown that they are ready are taken first.
                (self._idle.append if child.asked else self._idle.appendleft)(child)
                child = None
        # Only now, so that whoever is let in finds the worker.
        self._places.leave(ticket)
        if child is not None:
            child.end()

    def _good(self, child: Child) -> bool:
        return (
            child.store == self._directory
            and child.asked < self.limits.recycle_after
            and child.memory < self.limits.recycle_memory
            # It has just replied, or else was stopped: no need to ask the system about it.
            and not child.stopped
            and child.catch_up()
        )

    def _child(self, snapshot: Snapshot) -> Child:
        return Child(_store(snapshot), self.limits.memory)

    def _replacement(self, snapshot: Snapshot) -> Child | None:
        try:
            return self._child(snapshot)
        except OSError:
            # No process to be had now; the next query tries again.
            return None

    def _follow(self) -> None:
        """Look at most once a second whether another snapshot is published, and adopt it."""
        if not self.must_look():
            return
        # One looks, the others go on with what is held; without anything held, they wait.
        if not self._turn.acquire(blocking=self._snapshot is None):
            return
        try:
            self._look()
        finally:
            self._looked = time.monotonic()
            self._turn.release()

    def _look(self) -> None:
        try:
            link = str((self._root / "current").readlink())
        except OSError:
            return
        if link == self._link and self._snapshot is not None:
            return
        try:
            snapshot = Snapshots(self._root).current()
            if snapshot is not None:
                self._adopt(snapshot)
                self._link = link
        except StoreError as error:
            # A state that cannot be opened must not take away the one that can.
            if self._snapshot is None:
                raise
            _LOG.error("a new snapshot cannot be opened", exc_info=error)

    def _adopt(self, snapshot: Snapshot) -> None:
        child = self._child(snapshot)
        try:
            child.ready(self.limits.starting)
        except (TimeoutError, FrameError) as error:
            child.end()
            raise _will_not_start() from error
        with self._room:
            old, self._idle = self._idle, deque([child])
            self._snapshot, self._directory = snapshot, child.store
            if self._closed:
                old.append(self._idle.pop())
        for gone in old:
            gone.end()


def _store(snapshot: Snapshot) -> Path:
    return snapshot.path / "store"


def _nothing() -> StoreError:
    return StoreError(
        Text("Aucune donnée n'est publiée pour l'instant.", "No data is published yet."),
        Text("Construisez le graphe : alliances build.", "Build the graph: alliances build."),
    )


def _will_not_start() -> StoreError:
    return StoreError(
        Text("L'entrepôt ne s'ouvre pas.", "The store cannot be opened."),
        Text("Reconstruisez-le : alliances build.", "Build it again: alliances build."),
    )
