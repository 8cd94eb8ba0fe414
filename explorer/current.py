"""Which snapshot is being read: the published one, followed without a restart.

A reader holds a snapshot for the length of one page; when another is published, new pages
read the new one and the old store is closed after its last page. Looking for news costs one
readlink and is done at most once a second. When nothing can be opened every reader gets a
StoreError that says how to mend it, and the next second tries again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graph.embedded import EmbeddedStore
from graph.snapshots import Snapshot, Snapshots
from ontology.errors import StoreError, Text
from queries.search import INDEX, SearchIndex

__all__ = ["EVERY", "Current", "Opened"]

# Seconds between two looks at the `current` link.
EVERY: Final = 1.0


@dataclass(slots=True)
class Opened:
    """One snapshot held open: when it was first served (UTC), and how many pages read it."""

    snapshot: Snapshot
    store: EmbeddedStore
    since: datetime
    readers: int = field(default=0)
    replaced: bool = field(default=False)
    _words: SearchIndex | None = field(default=None)
    _making: threading.Lock = field(default_factory=threading.Lock)

    def words(self) -> SearchIndex:
        """Return the index of words: the published one, else one made from the store."""
        with self._making:
            if self._words is None:
                published = SearchIndex.open(self.snapshot.path / INDEX)
                self._words = published or SearchIndex.of(self.store)
            return self._words


class Current:
    """The snapshot now published below `root`, shared by all threads of a server."""

    __slots__ = ("_clock", "_held", "_lock", "_looked", "_root", "_snapshots", "_target")

    def __init__(self, root: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._root = root
        self._snapshots = Snapshots(root)
        self._clock = clock
        self._lock = threading.Lock()
        self._held: Opened | None = None
        self._target = ""
        self._looked: float | None = None

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """Hold the current snapshot open; raise StoreError if none can be opened."""
        with self._lock:
            self._follow()
            opened = self._held
            if opened is None:
                raise _nothing()
            opened.readers += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.readers -= 1
                _close_if_done(opened)

    def close(self) -> None:
        """Let go of the snapshot once its last reader is done."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            self._held.replaced = True
            _close_if_done(self._held)
        self._held, self._target = None, ""

    def _follow(self) -> None:
        now = self._clock()
        if self._looked is not None and now - self._looked < EVERY:
            return
        self._looked = now
        target = self._link()
        if target == self._target and self._held is not None:
            return
        try:
            snapshot = self._snapshots.current() if target else None
            store = snapshot.open() if snapshot else None
        except StoreError:
            # A state that cannot be opened must not take away the one that can.
            if self._held is None:
                raise
            return
        self._let_go()
        if snapshot is None or store is None:
            return
        self._held = Opened(snapshot, store, datetime.now(UTC))
        self._target = target

    def _link(self) -> str:
        try:
            return str((self._root / "current").readlink())
        except OSError:
            return ""


def _close_if_done(opened: Opened) -> None:
    if opened.replaced and opened.readers == 0:
        opened.store.close()


def _nothing() -> StoreError:
    return StoreError(
        Text("Aucune donnée n'est publiée pour l'instant.", "No data is published yet."),
        Text("Construisez le graphe : alliances build.", "Build the graph: alliances build."),
    )
