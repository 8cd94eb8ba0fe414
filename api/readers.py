"""Who is being answered, so that what is made ahead waits for a quiet moment.

What is drawn or written before anybody asks takes the interpreter from those who do ask: letters
typed into the search waited up to 220 ms for a picture that nobody had asked for. A watch on the
server (`/health`) is no reader, and readers who never pause do not put work off for ever.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Counted", "Readers"]

# Seconds: between two looks, without anybody answered, and after which work goes on all the same.
_LOOK: Final = 0.02
_QUIET: Final = 1.0
_PATIENCE: Final = 60.0
_NO_READER: Final = "/health"


@dataclass(slots=True)
class Readers:
    """Counts who is being answered; one thread counts, any may wait."""

    quiet: float = _QUIET
    patience: float = _PATIENCE
    _under_way: int = field(default=0, init=False)
    _last: float = field(default=-math.inf, init=False)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one reader for as long as the block lasts."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._last = time.monotonic()

    def pause(self, stop: Event) -> bool:
        """Wait until nobody has been answered for `quiet` seconds, or for `patience`.

        Return whether to stop instead of going on.
        """
        latest = time.monotonic() + self.patience
        while not stop.wait(_LOOK):
            if not self.busy() or time.monotonic() > latest:
                return False
        return True

    def busy(self) -> bool:
        """Tell whether somebody is being answered, or was within the last `quiet` seconds."""
        return bool(self._under_way) or time.monotonic() - self._last < self.quiet


class Counted:
    """Counts every request to `app` as one of `readers` until it is answered."""

    def __init__(self, app: ASGIApp, readers: Readers) -> None:
        self._app = app
        self._readers = readers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; count what is a request of a reader."""
        if scope["type"] != "http" or scope["path"] == _NO_READER:
            await self._app(scope, receive, send)
            return
        with self._readers.one():
            await self._app(scope, receive, send)
