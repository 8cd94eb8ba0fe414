"""Whether the data can be read, and which: for monitors and for people in doubt.

`/health` is cheap and says that pages are answered. `/health/ready` looks at the published
files themselves: a flipped byte can hide in a block that nobody has read yet, and asking for it
can take all memory; so files are compared with their hashes before anything is asked.
"""

from __future__ import annotations

import threading
import time
from typing import Final

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from api.door import Door
from explorer.current import Opened
from ontology.errors import StoreError, Text

__all__ = ["EXAMINED_EVERY", "Health", "Readiness", "health_routes"]

# Seconds for which an examination of the files stands: hashing them takes a good part of one.
EXAMINED_EVERY: Final = 30.0

# A proxy that keeps this would say that all is well when it no longer is.
_NOW: Final = {"Cache-Control": "no-store"}
_ONE_LABEL: Final = (
    "SELECT ?label WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } LIMIT 1"
)


class Health(BaseModel):
    """The answer when all is well.

    `data_version` is the content hash, `triples` the size of the default graph, `since` when
    this server began to serve that version (ISO 8601, UTC).
    """

    model_config = ConfigDict(frozen=True)

    status: str
    data_version: str
    triples: int
    since: str


class Readiness(BaseModel):
    """The answer when the published files are whole; `files` were compared with their hashes."""

    model_config = ConfigDict(frozen=True)

    status: str
    data_version: str
    files: int


class _Examination:
    """The last look at the files, shared by all who ask within EXAMINED_EVERY seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: tuple[str, float, StoreError | None] | None = None

    def of(self, opened: Opened) -> None:
        """Raise StoreError unless the files of the snapshot are as published."""
        version = opened.snapshot.content_hash
        with self._lock:
            if self._seen is None or not self._stands(version):
                self._seen = (version, time.monotonic(), _fault_of(opened))
            fault = self._seen[2]
        if fault is not None:
            raise fault

    def _stands(self, version: str) -> bool:
        assert self._seen is not None  # noqa: S101  asked only when there is one
        return self._seen[0] == version and time.monotonic() - self._seen[1] < EXAMINED_EVERY


def _fault_of(opened: Opened) -> StoreError | None:
    try:
        opened.snapshot.verify_files()
    except StoreError as fault:
        return fault
    short = opened.store.count() != opened.snapshot.manifest.get("default_graph")
    if short or not opened.store.query(_ONE_LABEL).rows:
        return StoreError(
            Text(
                "L'entrepôt ne contient pas ce qui fut publié.",
                "The store lacks what was published.",
            ),
            Text("Reconstruisez-le : alliances build.", "Build it again: alliances build."),
        )
    return None


def health_routes(door: Door) -> APIRouter:
    """Return `/health` and `/health/ready`: 200, or 503 in the one error shape."""
    router = APIRouter()
    examination = _Examination()

    @router.api_route("/health/ready", methods=["GET", "HEAD"])
    def ready(response: Response) -> Readiness:
        response.headers.update(_NOW)
        with door.visit("fr") as visit:
            examination.of(visit.opened)
            return Readiness(
                status="ready",
                data_version=visit.site.version,
                files=len(visit.opened.snapshot.manifest.get("files", {})),
            )

    @router.api_route("/health", methods=["GET", "HEAD"])
    def health(response: Response) -> Health:
        response.headers.update(_NOW)
        with door.visit("fr") as visit:
            return Health(
                status="ok",
                data_version=visit.site.version,
                triples=int(visit.opened.snapshot.manifest.get("default_graph", 0)),
                since=visit.opened.since.isoformat(timespec="seconds"),
            )

    return router
