"""`/dumps/...`: all the data as files to take away.

The files of a snapshot take seconds to make. So they are made in the background as soon as it
is served (`api.ahead`), one after the other, and kept in memory until another is; who asks for
one that is not there yet waits for that one alone. A file has an ETag, its own SHA-256, so that a
harvester that has it already gets nothing again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from api.ahead import Pause
from api.answer_cache import VERSION
from api.door import Door, Visit
from api.slow import SlowLane
from api.tags import holds
from ontology.errors import AlliancesError
from queries.dumps import Dump, Dumps
from queries.writing import Edition

__all__ = ["Files", "Shelf", "dump_routes"]

_READ: Final = ["GET", "HEAD"]
_SAVED: Final = frozenset({"application/gzip", "application/zip", "text/csv"})


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one snapshot, and the visit that holds it open."""

    dumps: Dumps
    edition: Edition
    visit: Visit


class Files:
    """The files made so far of the snapshot now served, for all threads of a server."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lock = threading.Lock()
        self._version = ""
        self._made: dict[str, Dump] = {}

    @contextmanager
    def reading(self) -> Iterator[Shelf]:
        """Hold the files of the current snapshot; raise StoreError if there is none."""
        with self._door.visit("fr") as visit, self._lock:
            version = visit.opened.snapshot.content_hash
            if version != self._version:
                self._version, self._made = version, {}
            edition = Edition(version=visit.opened.snapshot.path.name, content_hash=version)
            yield Shelf(Dumps(visit.opened.store, edition, self._made), edition, visit)

    def ready(self) -> str:
        """Return the content hash of the snapshot all of whose files are made, else ""."""
        try:
            missing = self._missing()
        except AlliancesError:
            return ""
        return "" if missing else self._version

    def prepare(self, pause: Pause) -> None:
        """Make every file that is missing until `pause` says to stop."""
        for name in self._missing():
            # Who waits gets in here: a lock let go and taken again at once would stay ours.
            if pause():
                return
            with self.reading() as shelf:
                shelf.dumps.file(name)

    def _missing(self) -> list[str]:
        with self.reading() as shelf:
            return [name for name in shelf.dumps.names if name not in self._made]


def dump_routes(files: Files, slow: SlowLane) -> APIRouter:
    """Return the routes of the files, which are made and waited for in the threads of `slow`."""
    router = APIRouter()

    @router.api_route("/dumps", methods=_READ, response_class=Response)
    @router.api_route("/dumps/", methods=_READ, response_class=Response)
    @slow
    def sums(request: Request) -> Response:
        return _file(files, request, "SHA256SUMS")

    @router.api_route("/dumps/{name}", methods=_READ, response_class=Response)
    @slow
    def dump(name: str, request: Request) -> Response:
        return _file(files, request, name)

    return router


def _file(files: Files, request: Request, name: str) -> Response:
    with files.reading() as shelf:
        held, version = shelf.dumps.file(name), shelf.edition.content_hash
    # Weak, since tables are compressed on the way for whoever takes that.
    headers = {"ETag": f'W/"{held.sha256}"', "Cache-Control": "no-cache", VERSION: version}
    if held.media_type in _SAVED:
        headers["Content-Disposition"] = f'attachment; filename="{held.name}"'
    if holds(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    kind = held.media_type + ("; charset=utf-8" if held.media_type.startswith("text/") else "")
    return Response(held.data, 200, headers, kind)
