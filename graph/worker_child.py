"""One worker seen from its parent: started, asked, timed, killed.

The parent trusts nothing the worker does: each read and write has a deadline, a frame longer
than the caps allow ends the worker, and only SIGKILL is relied on to stop a query.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from graph.worker_frames import OUTCOMES, FrameError, Reply, Task, packed, unpacked

__all__ = ["Child"]

# A pipe that reports room takes at least this much without blocking.
_PIECE: Final = 4096
_HEADERS: Final = 100_000


class Child:
    """A worker process on one store directory. Used by one thread at a time, except `stop`."""

    __slots__ = ("_process", "_ready", "asked", "memory", "stopped", "store", "walls")

    def __init__(self, store: Path, memory: int) -> None:
        """Start the process with `memory` bytes of data; it is not ready yet."""
        self.store = store
        self.asked = 0
        self.memory = 0
        self.walls = ""
        self.stopped = False
        self._ready = False
        # No environment: nothing of the server's settings is in reach of a query.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-m", "graph.worker_process", str(store), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            bufsize=0,
        )

    @property
    def number(self) -> int:
        """The process's number."""
        return self._process.pid

    def alive(self) -> bool:
        """Tell whether the process still runs and was not told to stop."""
        return not self.stopped and self._process.poll() is None

    def ready(self, within: float) -> None:
        """Wait until the worker can be asked; raise TimeoutError or FrameError."""
        if self._ready:
            return
        reply = self._reply(time.monotonic() + within, _HEADERS)
        if reply.outcome != "ready":
            raise FrameError("not ready")
        self.walls = reply.detail
        self._ready = True

    def run(self, task: Task, within: float) -> Reply:
        """Return the reply to `task`; raise TimeoutError after `within` seconds, or FrameError."""
        until = time.monotonic() + within
        self.asked += 1
        self._write(packed(task), until)
        reply = self._reply(until, task.size + _HEADERS)
        self.memory = reply.memory
        return reply

    def stop(self) -> None:
        """Kill the process and return at once; any thread may call this."""
        # Set first: a killed process still looks alive for a moment.
        self.stopped = True
        self._process.kill()

    def end(self) -> None:
        """Kill the process and give back what it held."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _reply(self, until: float, most: int) -> Reply:
        header, body = unpacked(self._reader(until), most)
        if header.get("outcome") not in OUTCOMES:
            raise FrameError("no such outcome")
        return Reply(**header, body=body)

    def _reader(self, until: float) -> Callable[[int], bytes]:
        assert self._process.stdout is not None  # noqa: S101  opened as a pipe above
        descriptor = self._process.stdout.fileno()
        watched = select.poll()
        watched.register(descriptor, select.POLLIN)

        def read(size: int) -> bytes:
            got = bytearray()
            while len(got) < size:
                _await(watched, until)
                piece = os.read(descriptor, min(size - len(got), 1 << 20))
                if not piece:
                    raise FrameError("gone")
                got += piece
            return bytes(got)

        return read

    def _write(self, frame: bytes, until: float) -> None:
        assert self._process.stdin is not None  # noqa: S101  opened as a pipe above
        descriptor = self._process.stdin.fileno()
        watched = select.poll()
        watched.register(descriptor, select.POLLOUT)
        for start in range(0, len(frame), _PIECE):
            _await(watched, until)
            try:
                os.write(descriptor, frame[start : start + _PIECE])
            except OSError as error:
                raise FrameError("gone") from error


def _await(watched: select.poll, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0 or not watched.poll(left * 1000):
        raise TimeoutError
