"""Publishing what was accepted: a build in a process of its own, while pages go on.

One build runs at a time. What is accepted meanwhile asks for another one after it; a build that
somebody else has begun (a command, another process of the server) is waited for. The last word is
kept beside the store, where every process finds it. A build that fails leaves the published state
as it is, and says why to those who review.
"""

from __future__ import annotations

import json
import logging
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from graph.durable import exclusive, replace_text
from ontology.errors import StoreError

__all__ = ["Rebuild", "Rebuilder"]

_LOG: Final = logging.getLogger("alliances.rebuild")
_LAST: Final = "rebuild.json"
# Another build holds the lock: seconds between two tries, and how many.
_PAUSE: Final = 3.0
_TRIES: Final = 40
_SHOWN: Final = 2000


@dataclass(frozen=True, slots=True)
class Rebuild:
    """The last build that an acceptance asked for; `since` is ISO in UTC, `text` what it said."""

    state: Literal["none", "running", "done", "failed"] = "none"
    since: str = ""
    text: str = ""


class Rebuilder:
    """Runs `command` whenever something was accepted; `root` is the store's directory."""

    def __init__(self, command: Sequence[str], root: Path) -> None:
        self._command = tuple(command)
        self._file = root / _LAST
        self._build_lock = root / "lock"
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._wanted = False

    def ask(self) -> None:
        """Have what is in the record now published, soon."""
        with self._lock:
            self._wanted = True
            if self._thread is None and not self._closing.is_set():
                self._say("running")
                self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
                self._thread.start()

    def last(self) -> Rebuild:
        """Return what became of the last build, of whichever process."""
        try:
            return Rebuild(**json.loads(self._file.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return Rebuild()

    def close(self) -> None:
        """End the build that runs; the next start of the server builds what it would have."""
        self._closing.set()
        with self._lock:
            thread, child = self._thread, self._child
        if child is not None:
            child.terminate()
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._wanted or self._closing.is_set():
                    self._thread = None
                    return
                self._wanted = False
            self._build()

    def _build(self) -> None:
        self._say("running")
        told = ""
        for _ in range(_TRIES):
            if self._busy():
                self._closing.wait(_PAUSE)
                continue
            with self._lock:
                if self._closing.is_set():
                    return
                self._child = subprocess.Popen(  # noqa: S603  our own command, no shell
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                )
            told = self._child.communicate()[0].decode("utf-8", "replace").strip()
            code, self._child = self._child.returncode, None
            if code == 0:
                self._say("done")
                return
            # Another build may have begun between the look and ours; a fault stays one.
            if not self._busy():
                break
        if not self._closing.is_set():
            _LOG.error("a build after an acceptance failed: %s", told)
            self._say("failed", told[-_SHOWN:])

    def _busy(self) -> bool:
        try:
            with exclusive(self._build_lock):
                return False
        except StoreError:
            return True

    def _say(self, state: Literal["running", "done", "failed"], text: str = "") -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            replace_text(self._file, json.dumps(asdict(Rebuild(state, now, text))))
        except OSError as error:
            _LOG.error("the state of a build cannot be written", exc_info=error)
