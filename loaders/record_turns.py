"""Whose turn it is at the record: one writes, whoever else writes or reads waits a moment.

The lock is the system's own, on the directory, so that it goes with the process that holds it:
nobody ever waits for a writer that was killed. Who waits in vain is told to come back.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ontology.errors import BusyError, Text

__all__ = ["PENDING", "alone", "await_writer"]

# Stands in the record while files are put in place, or when that was cut short.
PENDING: Final = ".pending"
# Seconds that somebody waits for somebody else's writing, which takes a fraction of one.
_PATIENCE: Final = 5.0
_PAUSE: Final = 0.02


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let nobody else write until the block ends; raise BusyError when another does not end."""
    handle = os.open(root, os.O_RDONLY)
    try:
        _within_patience(lambda: _locked(handle))
        yield
    finally:
        os.close(handle)


def await_writer(root: Path) -> None:
    """Wait until nobody is putting files in place; raise BusyError when that takes too long.

    A write that was cut short has no writer, and is not waited for.
    """
    if not (root / PENDING).exists():
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        _within_patience(lambda: not (root / PENDING).exists() or _locked(handle))
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _within_patience(done: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > until:
            raise BusyError(
                Text(
                    "Quelqu'un d'autre écrit dans ces données.",
                    "Somebody else is writing to this record.",
                ),
                Text("Attendez un peu, puis recommencez.", "Wait a little, then try again."),
            )
        time.sleep(_PAUSE)
