"""Who asked what, and what it cost: one line of JSON for each query that came to `/sparql`.

It is kept to find abuse and to choose limits, so it holds what that needs and no more: of a
query its hash and length and never its text, of a client a pseudonym that changes at each
start and never its address. The file is bounded: past `size` bytes it becomes `.1`, what was
`.1` becomes `.2`, and so on up to `kept`; the oldest is deleted. Several processes may write
the same file. A disk that takes no more lines does not stop answers.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

__all__ = ["Audit", "Entry", "digest"]

_LOG: Final = logging.getLogger("alliances.audit")


@dataclass(frozen=True, slots=True)
class Entry:
    """One request: times in milliseconds, of the whole and of the worker; `query` is a hash."""

    id: str
    client: str
    key: str
    lane: str
    query: str
    length: int
    ms: float
    worked: float
    rows: int
    bytes: int
    status: int


def digest(sparql: str) -> str:
    """Return what stands for a query in the log: 16 digits of its SHA-256."""
    return hashlib.sha256(sparql.encode("utf-8", "replace")).hexdigest()[:16]


class Audit:
    """Appends entries to the file at `path`, `size` bytes at most, and `kept` older files."""

    __slots__ = ("_clock", "_file", "_kept", "_lock", "_path", "_secret", "_size", "_told")

    def __init__(
        self, path: Path, size: int, kept: int = 4, clock: Callable[[], float] = time.time
    ) -> None:
        self._path = path
        self._size = size
        self._kept = kept
        self._clock = clock
        self._secret = secrets.token_bytes(16)
        self._lock = threading.Lock()
        self._file: int | None = None
        self._told = False

    def pseudonym(self, client: str) -> str:
        """Return a name for `client` that cannot be turned back into its address."""
        return hashlib.blake2b(client.encode(), digest_size=6, key=self._secret).hexdigest()

    def write(self, entry: Entry) -> None:
        """Append `entry`; what cannot be written is said once in the server's own log."""
        when = datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": when, **asdict(entry)}, ensure_ascii=False).encode() + b"\n"
        try:
            with self._lock:
                os.write(self._open(len(line)), line)
            self._told = False
        except OSError as error:
            if not self._told:
                _LOG.error("the audit log cannot be written", exc_info=error)
            self._told = True

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._let_go()

    def _open(self, more: int) -> int:
        """Return the file with room for `more` bytes."""
        if self._file is None or self._moved(self._file):
            self._let_go()
            # Appended in one call each, so that lines of several processes do not mix.
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            self._file = os.open(self._path, flags, 0o600)
        held = os.fstat(self._file).st_size
        if held and held + more > self._size:
            self._rotate()
            return self._open(more)
        return self._file

    def _moved(self, file: int) -> bool:
        """Tell whether another process, or a person, has put the file away."""
        try:
            return os.fstat(file).st_ino != self._path.stat().st_ino
        except FileNotFoundError:
            return True

    def _rotate(self) -> None:
        held = self._file
        assert held is not None  # noqa: S101  opened by the only caller
        # Whoever holds the old file's lock turns it; the others find that it has moved.
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            if not self._moved(held):
                for number in range(self._kept - 1, -1, -1):
                    older = self._numbered(number)
                    if older.exists():
                        older.replace(self._numbered(number + 1))
        finally:
            fcntl.flock(held, fcntl.LOCK_UN)
        self._let_go()

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}") if number else self._path

    def _let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
