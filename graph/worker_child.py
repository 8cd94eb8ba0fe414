"""One worker seen from its parent: started, asked, timed, killed.

The parent trusts nothing the worker does: each read and write has a deadline, a frame longer
than the caps allow ends the worker, and only SIGKILL is relied on to stop a query.
"""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from graph.worker_frames import (
    OUTCOMES,
    PREFIX,
    FrameError,
    Reply,
    Task,
    lengths,
    packed,
    unpacked,
)

__all__ = ["Child"]

# A pipe that reports room takes at least this much without blocking.
_PIECE: Final = 4096
_HEADERS: Final = 100_000
# What a pipe holds at most; to make room for more takes longer than a small query does.
_AT_ONCE: Final = 1 << 16
# An empty pipe takes this much at once, with room to spare.
_PIPE: Final = 60_000
# How much nicer a worker becomes whose query takes long: a tenth of another's share is left.
_BEHIND: Final = 10


class Child:
    """A worker process on one store directory. Used by one thread at a time, except `stop`."""

    __slots__ = (
        "_got", "_most", "_process", "_ready", "asked", "behind", "memory", "stopped", "store",
        "walls",
    )  # fmt: skip

    def __init__(self, store: Path, memory: int) -> None:
        """Start the process with `memory` bytes of data; it is not ready yet."""
        self.store = store
        self.asked = 0
        self.memory = 0
        self.walls = ""
        self.stopped = False
        self.behind = False
        self._ready = False
        self._got = bytearray()
        self._most = 0
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

    @property
    def descriptor(self) -> int:
        """The file that becomes readable when a reply, or the process's end, has come."""
        assert self._process.stdout is not None  # noqa: S101  opened as a pipe above
        return self._process.stdout.fileno()

    def idle(self) -> bool:
        """Tell whether the worker can be asked at once; should it be gone, `send` will tell."""
        return self._ready and not self.stopped

    def send(self, task: Task) -> bool:
        """Ask an idle worker without waiting; False, with nothing sent, if that cannot be."""
        frame = packed(task)
        if len(frame) > _PIPE:
            return False
        self.asked += 1
        self._got, self._most = bytearray(), task.size + _HEADERS
        assert self._process.stdin is not None  # noqa: S101  opened as a pipe above
        try:
            os.write(self._process.stdin.fileno(), frame)
        except OSError as error:
            raise FrameError("gone") from error
        return True

    def receive(self) -> Reply | None:
        """Read what has come for a task sent; None until all has. Raises FrameError."""
        piece = os.read(self.descriptor, _AT_ONCE)
        if not piece:
            raise FrameError("gone")
        self._got += piece
        if len(self._got) < PREFIX:
            return None
        total, _ = lengths(bytes(self._got[:PREFIX]), self._most)
        if len(self._got) < PREFIX + total:
            return None
        reply = self._read(io.BytesIO(self._got).read, self._most)
        self.memory = reply.memory
        return reply

    def stop(self) -> None:
        """Kill the process and return at once; any thread may call this."""
        # Set first: a killed process still looks alive for a moment.
        self.stopped = True
        self._process.kill()

    def fall_behind(self) -> None:
        """Let processes that are not behind go first."""
        self.behind = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.number, _own() + _BEHIND)

    def catch_up(self) -> bool:
        """Go as first as the others again, and tell whether the system allows that."""
        if self.behind:
            try:
                os.setpriority(os.PRIO_PROCESS, self.number, _own())
            except OSError:
                return False
            self.behind = False
        return True

    def end(self) -> None:
        """Kill the process and give back what it held."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _reply(self, until: float, most: int) -> Reply:
        return self._read(self._reader(until), most)

    def _read(self, read: Callable[[int], bytes], most: int) -> Reply:
        header, body = unpacked(read, most)
        if header.get("outcome") not in OUTCOMES:
            raise FrameError("no such outcome")
        return Reply(**header, body=body)

    def _reader(self, until: float) -> Callable[[int], bytes]:
        descriptor = self.descriptor
        watched = select.poll()
        watched.register(descriptor, select.POLLIN)

        def read(size: int) -> bytes:
            got = bytearray()
            while len(got) < size:
                _await(watched, until)
                piece = os.read(descriptor, min(size - len(got), _AT_ONCE))
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


def _own() -> int:
    """Return the niceness of this process, which is that of a worker at its start."""
    return os.getpriority(os.PRIO_PROCESS, 0)


def _await(watched: select.poll, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0 or not watched.poll(left * 1000):
        raise TimeoutError
