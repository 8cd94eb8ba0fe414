"""What is dear to work out, kept for as long as one snapshot is served.

One thing is worked out at a time: ten clients who ask for the same measure cost one, and
clients who ask for ten cost one core. Readers of what is kept wait for nobody.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from itertools import islice
from typing import Any, TypeVar

__all__ = ["Memo"]

_T = TypeVar("_T")
# More than every projection, measure and recent pair of releases.
_MOST = 64


class Memo:
    """Values by key, forgotten when another snapshot is served; safe for threads."""

    __slots__ = ("_held", "_making")

    def __init__(self) -> None:
        self._making = threading.RLock()
        # Replaced as a whole, so that a reader sees values of one snapshot without a lock.
        self._held: tuple[str, dict[Hashable, Any]] = ("", {})

    def get(self, snapshot: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return the value of `key` for the snapshot of this content hash, made if need be."""
        found = self._found(snapshot, key)
        if found is None:
            with self._making:
                found = self._found(snapshot, key)
                if found is None:
                    found = (make(),)
                    self._keep(snapshot, key, found[0])
        value: _T = found[0]
        return value

    def _found(self, snapshot: str, key: Hashable) -> tuple[Any] | None:
        of, held = self._held
        return (held[key],) if of == snapshot and key in held else None

    def _keep(self, snapshot: str, key: Hashable, value: Any) -> None:
        of, held = self._held
        kept = held if of == snapshot else {}
        # The oldest makes room, so that whoever asks for everything does not undo all at once.
        room = islice(kept.items(), max(0, len(kept) + 1 - _MOST), None)
        self._held = (snapshot, {**dict(room), key: value})
