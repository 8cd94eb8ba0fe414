"""A real server on a port of its own, for what only shows over a socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve `app` until the block ends; yield its address."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="error", ws="none", server_header=False
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


class Listener:
    """Listens on this machine and counts who knocks."""

    def __init__(self) -> None:
        # Both families, so that no way of writing an address goes unheard.
        self._socket = (
            socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
            if socket.has_dualstack_ipv6()
            else socket.create_server(("127.0.0.1", 0))
        )
        self._socket.settimeout(0.05)
        self.port: int = self._socket.getsockname()[1]
        self._from: list[int] = []
        self._more = threading.Condition()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while not self._done.is_set():
            try:
                connection, address = self._socket.accept()
            except TimeoutError:
                continue
            with self._more:
                self._from.append(address[1])
                self._more.notify_all()
            connection.close()

    def heard(self) -> int:
        """Return how many have knocked until now."""
        # Those who knock are let in one after the other, so ours comes after all before it.
        with socket.create_connection(("127.0.0.1", self.port)) as ours:
            mine = ours.getsockname()[1]
            with self._more:
                assert self._more.wait_for(lambda: mine in self._from, 10)
                known = self._from.index(mine)
                self._from.remove(mine)
                return known

    def close(self) -> None:
        self._done.set()
        self._thread.join()
        self._socket.close()


@contextmanager
def listener() -> Iterator[Listener]:
    """Listen until the block ends."""
    listening = Listener()
    try:
        yield listening
    finally:
        listening.close()
